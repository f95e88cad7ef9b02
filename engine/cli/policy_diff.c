/* policy_diff.c: how two policies differ, in the words of a policy, and as JSON. */
#include "engine/cli/policy_diff.h"

#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"
#include "engine/decide/reason.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static const char *const kinds[GJ_DIFF_KINDS] = {
	[GJ_DIFF_UNCHANGED] = TR_NOOP("unchanged"),
	[GJ_DIFF_WORDING] = TR_NOOP("wording only"),
	[GJ_DIFF_STRICTER] = TR_NOOP("stricter"),
	[GJ_DIFF_LOOSER] = TR_NOOP("looser"),
	[GJ_DIFF_INCOMPARABLE] = TR_NOOP("stricter for some, looser for others"),
	[GJ_DIFF_OTHERWISE] = TR_NOOP("accepts the same, other outcomes"),
	[GJ_DIFF_UNDECIDED] = TR_NOOP("not decided"),
	[GJ_DIFF_NEW] = TR_NOOP("new"),
	[GJ_DIFF_REPEALED] = TR_NOOP("repealed"),
};

/* What stands apart from the conditions, and its parts; a part that is not here is a key of the policy. */
static const char *const words[] = {
	TR_NOOP("policy"),   TR_NOOP("category"),      TR_NOOP("fact"),
	TR_NOOP("target"),   TR_NOOP("phase"),         TR_NOOP("reading"),
	TR_NOOP("bureau"),   TR_NOOP("ranking"),       TR_NOOP("validity"),
	TR_NOOP("id"),       TR_NOOP("label"),         TR_NOOP("year"),
	TR_NOOP("cases"),    TR_NOOP("clause"),        TR_NOOP("counts"),
	TR_NOOP("due"),      TR_NOOP("city"),          TR_NOOP("starts"),
	TR_NOOP("ends"),     TR_NOOP("taken"),         TR_NOOP("decided_by"),
	TR_NOOP("question"), TR_NOOP("reason"),        TR_NOOP("type"),
	TR_NOOP("unit"),     TR_NOOP("decimals"),      TR_NOOP("options"),
	TR_NOOP("role"),     TR_NOOP("evidence"),      TR_NOOP("supplied_by"),
	TR_NOOP("months"),   TR_NOOP("renew_months"),  TR_NOOP("from"),
	TR_NOOP("after"),    TR_NOOP("register"),      TR_NOOP("quota"),
	TR_NOOP("reserve"),  TR_NOOP("per"),           TR_NOOP("tie"),
	TR_NOOP("by"),       TR_NOOP("in_force.from"), TR_NOOP("in_force.to"),
	TR_NOOP("cap"),      TR_NOOP("last_day"),
};

static const char *word(const char *what)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], what) == 0)
			return tr(words[i]);
	return what;
}

/* Label and requirement of a version: 保密员不少于1名 */
static void asked(struct gj_buf *out, const struct gj_check *c, enum gj_lang lang)
{
	gj_buf_clear(out);
	gj_reason_required(out, c->cond, lang);
}

static void version_text(const char *head, const struct gj_check *c, struct gj_buf *text)
{
	asked(text, c, gj_say_lang());
	printf("      %s %s %s%s%s\n", head, c->clause, gj_label_in(c->label, gj_say_lang()),
	       gj_say_lang() == GJ_LANG_ZH ? "：" : ": ", gj_buf_str(text));
}

static void witness_text(const struct gj_policy_diff *p, const struct gj_diff_check *c,
                         enum gj_same_way way, struct gj_buf *text)
{
	char day[GJ_DAY_TEXT];

	if (!c->versus.found[way])
		return;
	gj_buf_clear(text);
	gj_policy_witness_print(text, c, way, gj_say_lang());
	gj_day_print(day, c->versus.references[way]);
	printf("      ");
	if (way == GJ_SAME_OTHERWISE)
		printf(tr("another outcome on %s: %s\n"), day, gj_buf_str(text));
	else
		printf(tr("only %s accepts on %s: %s\n"), way == GJ_SAME_ONLY_A ? p->a : p->b, day,
		       gj_buf_str(text));
}

/* What was not settled, and what was. */
static void undecided_text(const struct gj_policy_diff *p, const struct gj_diff_check *c)
{
	const struct gj_versus_result *v = &c->versus;

	if (v->clash)
		printf(tr("      the fact %s is another kind of fact now, or measured otherwise\n"),
		       v->clash->key);
	else if (v->no_more_a && v->no_more_b)
		printf(tr(
		    "      both accept the same; whether all other outcomes are the same was not "
		    "decided\n"));
	else if (v->no_more_b)
		printf(tr("      whatever %s accepts, %s accepts as well\n"), p->b, p->a);
	else if (v->no_more_a)
		printf(tr("      whatever %s accepts, %s accepts as well\n"), p->a, p->b);
}

static void check_text(const struct gj_policy_diff *p, const struct gj_diff_check *c,
                       struct gj_buf *text)
{
	const struct gj_check *named = c->b ? c->b : c->a;

	printf("  %s %s  %s (%s)\n", named->clause, gj_label_in(named->label, gj_say_lang()),
	       tr(kinds[c->kind]), named->id);
	if (c->a)
		version_text(tr("before:"), c->a, text);
	if (c->b)
		version_text(tr("after:"), c->b, text);
	if (c->a && c->b && strcmp(c->a->id, c->b->id) != 0)
		printf(tr("      it was %s before, and says the same\n"), c->a->id);
	if (c->kind == GJ_DIFF_UNDECIDED)
		undecided_text(p, c);
	witness_text(p, c, GJ_SAME_ONLY_A, text);
	witness_text(p, c, GJ_SAME_ONLY_B, text);
	if (c->a && c->b && !c->versus.found[GJ_SAME_ONLY_A] && !c->versus.found[GJ_SAME_ONLY_B])
		witness_text(p, c, GJ_SAME_OTHERWISE, text);
	if (c->a && c->b && c->a->conditional != c->b->conditional)
		printf("      %s\n",
		       tr("whether it waits for recognitions of others is not as it was"));
}

static void others_text(const struct gj_diff *d)
{
	if (d->n_others)
		printf("%s\n", tr("Apart from the conditions:"));
	for (size_t i = 0; i < d->n_others; i++) {
		const struct gj_diff_other *o = &d->others[i];

		printf("  %s %s%s%s: %s → %s%s\n", word(o->what), o->key, *o->part ? ", " : "",
		       word(o->part), o->was ? o->was : "-", o->is ? o->is : "-",
		       o->effect ? "" : tr(" (without effect by itself)"));
	}
}

int gj_policy_diff_text(const struct gj_policy_diff *p, struct gj_err *err)
{
	const struct gj_diff *d = p->diff;
	const struct gj_category *category = NULL;
	struct gj_buf text;
	bool failed, any = false;

	gj_buf_init(&text);
	printf("%s → %s\n", p->a, p->b);
	for (size_t i = 0; i < d->n_checks; i++) {
		const struct gj_diff_check *c = &d->checks[i];

		if (c->kind == GJ_DIFF_UNCHANGED)
			continue;
		if (category == NULL || strcmp(category->key, c->category->key) != 0)
			printf("\n%s\n", gj_label_in(c->category->label, gj_say_lang()));
		category = c->category;
		check_text(p, c, &text);
	}
	printf("\n");
	for (size_t k = 0; k < GJ_DIFF_KINDS; k++)
		if (d->n_by_kind[k]) {
			printf("%s%s %zu", any ? "; " : "", tr(kinds[k]), d->n_by_kind[k]);
			any = true;
		}
	printf("\n");
	others_text(d);
	if (!d->effect)
		printf("%s\n", tr("Both have the same effect."));
	failed = text.failed;
	gj_buf_fini(&text);
	return failed ? gj_err_nomem(err, tr("the comparison")) : 0;
}

/* ---- JSON ---- */

static json_t *version_json(const struct gj_check *c, struct gj_buf *text)
{
	json_t *o = json_pack("{s:s, s:s}", "clause", c->clause, "label",
	                      gj_label_in(c->label, gj_say_lang()));

	asked(text, c, gj_say_lang());
	json_object_set_new(o, "asks", json_string(gj_buf_str(text)));
	return o;
}

struct facts_json {
	json_t *list;
	const struct gj_record *record;
	struct gj_buf *text;
};

static void fact_json(void *ctx, const struct gj_fact *fact)
{
	struct facts_json *f = ctx;

	gj_buf_clear(f->text);
	gj_policy_witness_fact(f->text, f->record, fact, gj_say_lang());
	json_array_append_new(f->list,
	                      json_pack("{s:s, s:s, s:s}", "fact", fact->key, "state",
	                                gj_state_name(f->record->values[fact->index].state), "says",
	                                gj_buf_str(f->text)));
}

static void witness_json(json_t *check, const char *name, const struct gj_diff_check *c,
                         enum gj_same_way way, struct gj_buf *text)
{
	struct facts_json f = { .record = &c->versus.records[way], .text = text };
	char day[GJ_DAY_TEXT];

	if (!c->versus.found[way])
		return;
	f.list = json_array();
	gj_policy_witness_each(c, fact_json, &f);
	json_object_set_new(check, name,
	                    json_pack("{s:s, s:o}", "on",
	                              gj_day_print(day, c->versus.references[way]), "facts",
	                              f.list));
}

static json_t *check_json(const struct gj_diff_check *c, struct gj_buf *text)
{
	const struct gj_check *named = c->b ? c->b : c->a;
	json_t *o = json_pack("{s:s, s:s, s:s}", "id", named->id, "category", c->category->key,
	                      "kind", gj_diff_kind_name(c->kind));

	if (c->a)
		json_object_set_new(o, "before", version_json(c->a, text));
	if (c->b)
		json_object_set_new(o, "after", version_json(c->b, text));
	witness_json(o, "only_before", c, GJ_SAME_ONLY_A, text);
	witness_json(o, "only_after", c, GJ_SAME_ONLY_B, text);
	if (c->a && c->b)
		witness_json(o, "otherwise", c, GJ_SAME_OTHERWISE, text);
	if (c->a && c->b && strcmp(c->a->id, c->b->id) != 0)
		json_object_set_new(o, "moved_from", json_string(c->a->id));
	if (c->a &&
	    c->b) /* what is proved: nobody who was accepted is refused, nobody new accepted */
		json_object_set_new(o, "proved",
		                    json_pack("{s:b, s:b}", "no_loss", c->versus.no_more_a,
		                              "no_gain", c->versus.no_more_b));
	if (c->versus.clash)
		json_object_set_new(o, "clash", json_string(c->versus.clash->key));
	return o;
}

int gj_policy_diff_json(const struct gj_policy_diff *p, struct gj_err *err)
{
	const struct gj_diff *d = p->diff;
	json_t *checks = json_array(), *others = json_array(), *root;
	struct gj_buf text;
	int failed;

	gj_buf_init(&text);
	for (size_t i = 0; i < d->n_checks; i++)
		json_array_append_new(checks, check_json(&d->checks[i], &text));
	for (size_t i = 0; i < d->n_others; i++) {
		const struct gj_diff_other *o = &d->others[i];

		json_array_append_new(others,
		                      json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:b}", "what", o->what,
		                                "key", o->key, "part", o->part, "before", o->was,
		                                "after", o->is, "effect", o->effect));
	}
	root = json_pack("{s:s, s:s, s:b, s:o, s:o}", "before", p->a, "after", p->b, "same_effect",
	                 !d->effect, "checks", checks, "others", others);
	failed = root == NULL || text.failed || json_dumpf(root, stdout, JSON_INDENT(2));
	if (!failed)
		putchar('\n');
	json_decref(root);
	gj_buf_fini(&text);
	return failed ? gj_err_nomem(err, tr("the comparison")) : 0;
}
