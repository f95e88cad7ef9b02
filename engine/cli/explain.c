/* explain.c: a decision in words: by check, with the facts, the comparison and the clause. */
#include "engine/cli/explain.h"
#include "engine/cli/ruling_out.h"

#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/validity.h"
#include "engine/decide/decision.h"
#include "engine/decide/reason.h"
#include "engine/decide/wording.h"

#include <inttypes.h>
#include <string.h>

struct missing_list {
	struct gj_missing *items;
	size_t n, room;
	const struct gj_check *check;
	size_t first; /* of this check */
};

static void missing_put(void *ctx, const struct gj_fact *fact, enum gj_outcome why)
{
	struct missing_list *list = ctx;

	for (size_t i = list->first; i < list->n; i++)
		if (list->items[i].fact == fact)
			return;
	if (list->n < list->room)
		list->items[list->n++] =
		    (struct gj_missing){ .fact = fact, .check = list->check, .why = why };
}

static void fact_count(void *ctx, const struct gj_fact *fact)
{
	(void)fact;
	++*(size_t *)ctx;
}

int gj_explain_missing(struct gj_missing **out, size_t *n, struct gj_casefile *c,
                       struct gj_err *err)
{
	struct missing_list list = { 0 };
	size_t facts = 0;

	for (size_t i = 0; i < c->category->n_checks; i++)
		gj_trace_each_fact(c->traces[i], fact_count, &facts);
	list.room = facts + c->category->n_checks;
	list.items = gj_arena_array(&c->arena, list.room + 1, sizeof *list.items);
	if (list.items == NULL)
		return gj_err_nomem(err, tr("the explanation"));
	for (size_t i = 0; i < c->category->n_checks; i++) {
		uint8_t outcome = c->outcomes[i];

		if (outcome == GJ_NOT_MET || outcome == GJ_MET || outcome == GJ_NOT_APPLICABLE)
			continue;
		list.check = &c->category->checks[i];
		list.first = list.n;
		gj_trace_each_missing(c->traces[i], missing_put, &list);
		if (list.n == list.first && list.n < list.room)
			list.items[list.n++] =
			    (struct gj_missing){ .check = list.check,
				                 .why = (enum gj_outcome)outcome };
	}
	*out = list.items;
	*n = list.n;
	return 0;
}

static const struct gj_value *role_value(const struct gj_casefile *c, enum gj_fact_role role,
                                         const struct gj_fact **fact)
{
	*fact = gj_facts_role(&c->category->facts, role);
	return *fact && c->record.values[(*fact)->index].state == GJ_GIVEN
	           ? &c->record.values[(*fact)->index]
	           : NULL;
}

void gj_explain_origin(struct gj_buf *out, const struct gj_casefile *c, enum gj_lang lang)
{
	gj_buf_printf(out, lang == GJ_LANG_ZH ? "%s 第%" PRIu64 "行" : "%s row %" PRIu64,
	              c->origin.file, c->origin.place);
}

void gj_explain_judged(struct gj_buf *out, const struct gj_casefile *c, const struct gj_fact *fact,
                       enum gj_lang lang)
{
	static const enum gj_fact_role roles[] = { GJ_ROLE_JUDGED_BY, GJ_ROLE_JUDGED_ON,
		                                   GJ_ROLE_JUDGED_GROUND };
	bool any = false;

	if (fact->type != GJ_FACT_JUDGEMENT || c->record.values[fact->index].state != GJ_GIVEN)
		return;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		const struct gj_fact *role;
		const struct gj_value *value = role_value(c, roles[i], &role);

		if (value == NULL)
			continue;
		gj_buf_puts(out, any ? (lang == GJ_LANG_ZH ? "，" : ", ") : "");
		gj_value_print(out, role, value, lang);
		any = true;
	}
}

struct facts_in {
	struct gj_buf *out;
	const struct gj_casefile *c;
	enum gj_lang lang;
	bool any;
};

static void fact_print(void *ctx, const struct gj_fact *fact)
{
	struct facts_in *in = ctx;
	const struct gj_value *v = &in->c->record.values[fact->index];
	bool zh = in->lang == GJ_LANG_ZH;
	struct gj_wording w;

	gj_buf_puts(in->out, in->any ? (zh ? "；" : "; ") : "");
	in->any = true;
	gj_buf_printf(in->out, zh ? "%s：" : "%s: ", gj_label_in(fact->label, in->lang));
	switch (v->state) {
	case GJ_GIVEN:
		gj_wording_init(&w, in->out, in->lang);
		gj_wording_value(&w, fact, v);
		if (fact->type == GJ_FACT_JUDGEMENT &&
		    gj_facts_role(&in->c->category->facts, GJ_ROLE_JUDGED_BY)) {
			gj_buf_puts(in->out, zh ? "（" : " (");
			gj_explain_judged(in->out, in->c, fact, in->lang);
			gj_buf_puts(in->out, zh ? "）" : ")");
		}
		break;
	case GJ_MISSING:
		if (fact->type == GJ_FACT_JUDGEMENT)
			gj_buf_puts(in->out, zh ? "尚未认定" : "not judged yet");
		else
			gj_buf_puts(in->out, zh ? "未填" : "not given");
		break;
	case GJ_EXPLICITLY_UNKNOWN:
		gj_buf_puts(in->out, zh ? "填为不详" : "stated as unknown");
		break;
	case GJ_NOT_ASKED:
		gj_buf_puts(in->out, zh ? "表中未要求" : "not asked");
		break;
	case GJ_STATE_NOT_APPLICABLE:
		gj_buf_puts(in->out, zh ? "不适用" : "not applicable");
		break;
	}
}

static void check_print(struct gj_buf *out, const struct gj_casefile *c, size_t i,
                        enum gj_lang lang)
{
	const struct gj_check *check = &c->category->checks[i];
	struct facts_in in = { .out = out, .c = c, .lang = lang };
	bool zh = lang == GJ_LANG_ZH;

	gj_buf_printf(out, "  %s %s%s\n      ", check->clause, gj_label_in(check->label, lang),
	              !check->veto ? ""
	              : zh         ? "（一票否决）"
	                           : " (bars by itself)");
	gj_reason_print(out, check, c->traces[i], lang);
	gj_buf_puts(out, zh ? "\n      事实  " : "\n      facts     ");
	gj_trace_each_fact(c->traces[i], fact_print, &in);
	if (*gj_label_in(check->evidence, lang))
		gj_buf_printf(out, zh ? "\n      材料  %s" : "\n      evidence  %s",
		              gj_label_in(check->evidence, lang));
	if (*gj_label_in(check->note, lang) && c->outcomes[i] != GJ_MET)
		gj_buf_printf(out, zh ? "\n      说明  %s" : "\n      note      %s",
		              gj_label_in(check->note, lang));
	if (gj_casefile_stale(c, i))
		gj_buf_printf(
		    out,
		    zh ? "\n      注意  认定时为“%s”，此后所依据的其他申报已有变化，请重新运行 "
			 "guiju evaluate"
		       : "\n      note      decided as \"%s\"; another application it counts has "
			 "changed since: run guiju evaluate again",
		    gj_label_in(gj_outcome_label((enum gj_outcome)c->outcomes[i]), lang));
	gj_buf_putc(out, '\n');
}

/* Which facts, which rules, known when: this is no stored decision. */
static void asked_print(struct gj_buf *out, const struct gj_casefile *c, enum gj_lang lang)
{
	char facts[GJ_DAY_TEXT], rules[GJ_DAY_TEXT], known[GJ_DAY_TEXT];
	bool zh = lang == GJ_LANG_ZH;

	gj_buf_puts(out, zh ? "试算，未入库：" : "asked, not stored: ");
	if (c->moments.facts_as_of == GJ_DAY_NONE)
		gj_buf_puts(out, zh ? "最近入库的事实" : "the facts recorded last");
	else
		gj_buf_printf(out, zh ? "%s 有效的事实" : "the facts that held on %s",
		              gj_day_print(facts, c->moments.facts_as_of));
	gj_buf_printf(out,
	              zh ? "，%s 施行的规则（%s 入库）" : ", the rules in force on %s (stored %s)",
	              gj_day_print(rules, c->moments.rules_as_of), c->version.stored_at);
	if (c->moments.known_at != GJ_DAY_NONE)
		gj_buf_printf(out, zh ? "，以截至 %s 已入库的为准" : ", as far as was known on %s",
		              gj_day_print(known, c->moments.known_at));
	gj_buf_puts(out, zh ? "；涉及其他申报的条件按现状\n"
	                    : "; what counts other applicants is as it stands now\n");
}

/* Of a recognition that expires. */
static void validity_print(struct gj_buf *out, const struct gj_casefile *c, enum gj_lang lang)
{
	static const struct gj_label states[] = {
		[GJ_VALIDITY_NONE] = { "", "" },
		[GJ_VALIDITY_NOT_YET] = { "尚未生效", "not in force yet" },
		[GJ_VALIDITY_HOLDS] = { "有效", "in force" },
		[GJ_VALIDITY_RENEWABLE] = { "有效，可申请续期", "in force, may be renewed" },
		[GJ_VALIDITY_LAPSED] = { "已失效", "lapsed" },
	};
	struct gj_validity_now now =
	    gj_validity_at(&c->category->validity, &c->record, c->decision.reference);
	char day[GJ_DAY_TEXT];
	bool zh = lang == GJ_LANG_ZH;

	if (now.state == GJ_VALIDITY_NONE)
		return;
	gj_buf_printf(out, zh ? "有效期：至 %s" : "valid until: %s", gj_day_print(day, now.until));
	if (now.renew_from != GJ_DAY_NONE)
		gj_buf_printf(out, zh ? "，%s 起可申请续期" : ", to be renewed from %s on",
		              gj_day_print(day, now.renew_from));
	gj_buf_printf(out, zh ? "；基准日%s\n" : "; at the reference date %s\n",
	              gj_label_in(states[now.state], lang));
}

static void head_print(struct gj_buf *out, const struct gj_casefile *c, enum gj_lang lang)
{
	enum gj_result result = (enum gj_result)c->decision.result;
	int bureau = gj_policy_bureau(c->policy, c->application.bureau);
	char day[GJ_DAY_TEXT];
	bool zh = lang == GJ_LANG_ZH;

	gj_buf_printf(out, "%s  %s\n", c->application.name, c->application.code);
	gj_buf_printf(out, zh ? "类别：%s（%s）\n" : "category: %s (%s)\n",
	              gj_label_in(c->category->label, lang), c->category->clause);
	gj_buf_printf(out, zh ? "区局：%s\n" : "bureau: %s\n",
	              bureau < 0 ? (zh ? "未填" : "not given")
	                         : gj_label_in(c->policy->bureaus[bureau].label, lang));
	if (c->ruling.id) {
		gj_buf_puts(out, zh ? "结论：" : "decision: ");
		gj_ruling_print(out, &c->ruling);
		gj_buf_putc(out, '\n');
	}
	gj_buf_printf(out,
	              c->ruling.id ? (zh ? "按规则：%s\n" : "by the rules: %s\n")
	              : zh         ? "结论：%s\n"
	                           : "decision: %s\n",
	              gj_label_in(gj_result_label(result), lang));
	gj_buf_printf(out,
	              zh ? "基准日：%s\n政策：%s（%.12s）\n事实：第%" PRId64 "版，"
	                 : "reference date: %s\npolicy: %s (%.12s)\nfacts: revision %" PRId64 ", ",
	              gj_day_print(day, c->decision.reference), c->version.policy, c->version.hash,
	              c->decision.revision);
	gj_explain_origin(out, c, lang);
	gj_buf_printf(out, zh ? "，%s 导入" : ", imported %s", c->origin.recorded_at);
	if (c->origin.valid_from != GJ_DAY_NONE)
		gj_buf_printf(out, zh ? "，自 %s 起有效" : ", valid from %s",
		              gj_day_print(day, c->origin.valid_from));
	gj_buf_putc(out, '\n');
	validity_print(out, c, lang);
	if (c->newer.id)
		gj_buf_printf(
		    out,
		    zh ? "规则已有新版（%.12s，%s "
			 "入库），重新认定后结论未变；以下理由按当时的规则\n"
		       : "newer rules: %.12s, stored %s, came to the same; the reasons are "
			 "those of the rules that decided\n",
		    c->newer.hash, c->newer.stored_at);
	if (c->asked)
		asked_print(out, c, lang);
}

static void missing_print(struct gj_buf *out, const struct gj_missing *m, enum gj_lang lang)
{
	bool zh = lang == GJ_LANG_ZH;
	struct gj_label evidence = m->check->evidence;

	if (m->fact && *gj_label_in(m->fact->evidence, lang))
		evidence = m->fact->evidence;
	gj_buf_printf(out, zh ? "  %s（%s）：%s" : "  %s (%s): %s",
	              m->fact ? gj_label_in(m->fact->label, lang)
	                      : gj_label_in(m->check->label, lang),
	              m->check->clause,
	              m->why == GJ_REVIEW ? (zh ? "待人工认定" : "waits for a person's judgement")
	              : m->why == GJ_ERROR ? (zh ? "计算出错" : "ended in an error")
	                                   : (zh ? "请补充" : "to be supplied"));
	if (*gj_label_in(evidence, lang))
		gj_buf_printf(out, zh ? "；材料：%s" : "; evidence: %s",
		              gj_label_in(evidence, lang));
	gj_buf_putc(out, '\n');
}

int gj_explain_text(struct gj_buf *out, struct gj_casefile *c, enum gj_lang lang,
                    struct gj_err *err)
{
	static const struct {
		unsigned outcomes; /* bit by outcome */
		struct gj_label title;
	} parts[] = {
		{ 1u << GJ_NOT_MET, { "不符合的条件", "Not met" } },
		{ 1u << GJ_ERROR | 1u << GJ_UNKNOWN | 1u << GJ_REVIEW,
		  { "未能确定的条件", "Not yet determined" } },
		{ 1u << GJ_MET, { "符合的条件", "Met" } },
		{ 1u << GJ_NOT_APPLICABLE, { "不适用的条件", "Not applicable" } },
	};
	struct gj_missing *missing;
	size_t n_missing;
	int rc = gj_explain_missing(&missing, &n_missing, c, err);

	if (rc)
		return rc;
	head_print(out, c, lang);
	for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
		size_t n = 0;

		for (size_t i = 0; i < c->category->n_checks; i++)
			n += parts[p].outcomes >> c->outcomes[i] & 1u;
		if (n == 0)
			continue;
		gj_buf_printf(out, lang == GJ_LANG_ZH ? "\n%s（%zu项）\n" : "\n%s (%zu)\n",
		              gj_label_in(parts[p].title, lang), n);
		for (int rest = 0; rest < 2; rest++) /* what bars by itself comes first */
			for (size_t i = 0; i < c->category->n_checks; i++)
				if ((parts[p].outcomes >> c->outcomes[i] & 1u) &&
				    c->category->checks[i].veto == !rest)
					check_print(out, c, i, lang);
	}
	if (n_missing)
		gj_buf_puts(out, lang == GJ_LANG_ZH ? "\n尚缺\n" : "\nMissing\n");
	for (size_t i = 0; i < n_missing; i++)
		missing_print(out, &missing[i], lang);
	rc = gj_explain_pass_text(out, c, lang, err);
	if (rc)
		return rc;
	return out->failed ? gj_err_nomem(err, tr("the explanation")) : 0;
}
