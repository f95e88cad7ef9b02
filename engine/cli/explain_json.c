/* explain_json.c: the same as explain.c for programs; both languages of the reason at once. */
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/explain.h"
#include "engine/cli/ruling_out.h"
#include "engine/decide/decision.h"
#include "engine/decide/reason.h"
#include "engine/decide/validity.h"

#include <jansson.h>
#include <stdlib.h>

struct maker {
	struct gj_casefile *c;
	enum gj_lang lang;
	struct gj_buf text; /* for one string at a time */
	json_t *facts;      /* of the check that is made */
	bool failed;
};

static void append(struct maker *m, json_t *array, json_t *item)
{
	if (json_array_append_new(array, item) != 0)
		m->failed = true;
}

static const char *taken(struct maker *m)
{
	m->failed |= m->text.failed;
	return gj_buf_str(&m->text);
}

static json_t *value_json(struct maker *m, const struct gj_fact *fact, const struct gj_value *v)
{
	if (v->state != GJ_GIVEN)
		return json_null();
	if (fact->type == GJ_FACT_COUNT || fact->type == GJ_FACT_LIST)
		return json_integer(v->number);
	if (fact->type == GJ_FACT_YES_NO || fact->type == GJ_FACT_JUDGEMENT)
		return json_boolean(v->number != 0);
	if (fact->type == GJ_FACT_ONE_OF)
		return json_string(fact->options[v->number].key);
	gj_buf_clear(&m->text);
	gj_value_print(&m->text, fact, v, m->lang);
	return json_string(taken(m));
}

static void fact_json(void *ctx, const struct gj_fact *fact)
{
	struct maker *m = ctx;
	const struct gj_value *v = &m->c->record.values[fact->index];
	json_t *value = value_json(m, fact, v);

	gj_buf_clear(&m->text);
	if (v->state != GJ_MISSING) {
		gj_explain_origin(&m->text, m->c, m->lang);
		if (fact->type == GJ_FACT_JUDGEMENT && v->state == GJ_GIVEN) {
			gj_buf_puts(&m->text, "; ");
			gj_explain_judged(&m->text, m->c, fact, m->lang);
		}
	}
	append(m, m->facts,
	       json_pack("{s:s, s:s, s:o, s:s, s:s}", "key", fact->key, "label",
	                 gj_label_in(fact->label, m->lang), "value", value, "state",
	                 gj_state_name(v->state), "source", taken(m)));
}

static json_t *reason_json(struct maker *m, const struct gj_check *check, enum gj_lang lang)
{
	gj_buf_clear(&m->text);
	gj_reason_print(&m->text, check, m->c->traces[check->index], lang);
	return json_string(taken(m));
}

static json_t *check_json(struct maker *m, const struct gj_check *check)
{
	json_t *reason, *required, *actual;

	m->facts = json_array();
	gj_trace_each_fact(m->c->traces[check->index], fact_json, m);
	gj_buf_clear(&m->text);
	gj_reason_required(&m->text, check->cond, m->lang);
	required = json_string(taken(m));
	gj_buf_clear(&m->text);
	gj_reason_actual(&m->text, m->c->traces[check->index], m->lang);
	actual = json_string(taken(m));
	reason = json_object();
	m->failed |= json_object_set_new(reason, "zh", reason_json(m, check, GJ_LANG_ZH)) != 0;
	m->failed |= json_object_set_new(reason, "en", reason_json(m, check, GJ_LANG_EN)) != 0;
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:s, s:b, s:b}", "id", check->id,
	                 "clause", check->clause, "label", gj_label_in(check->label, m->lang),
	                 "outcome", gj_outcome_name((enum gj_outcome)m->c->outcomes[check->index]),
	                 "required", required, "actual", actual, "facts", m->facts, "reason",
	                 reason, "evidence", gj_label_in(check->evidence, m->lang), "stale",
	                 gj_casefile_stale(m->c, check->index), "veto", check->veto);
}

static json_t *criterion_json(struct maker *m, const struct gj_criterion *criterion)
{
	json_t *checks = json_array();
	uint8_t outcome = GJ_NOT_APPLICABLE;

	for (size_t i = 0; i < criterion->n_checks; i++) {
		outcome = gj_outcome_and(outcome, m->c->outcomes[criterion->checks[i].index]);
		append(m, checks, check_json(m, &criterion->checks[i]));
	}
	return json_pack("{s:s, s:s, s:s, s:s, s:o}", "id", criterion->id, "clause",
	                 criterion->clause, "label", gj_label_in(criterion->label, m->lang),
	                 "outcome", gj_outcome_name((enum gj_outcome)outcome), "checks", checks);
}

static json_t *missing_json(struct maker *m, struct gj_err *err)
{
	struct gj_missing *missing;
	size_t n;
	json_t *all;

	if (gj_explain_missing(&missing, &n, m->c, err))
		return NULL;
	all = json_array();
	for (size_t i = 0; i < n; i++) {
		const struct gj_missing *x = &missing[i];
		struct gj_label evidence = x->fact && *gj_label_in(x->fact->evidence, m->lang)
		                               ? x->fact->evidence
		                               : x->check->evidence;

		append(m, all,
		       json_pack("{s:s?, s:s, s:s, s:s, s:s}", "fact",
		                 x->fact ? x->fact->key : NULL, "label",
		                 gj_label_in(x->fact ? x->fact->label : x->check->label, m->lang),
		                 "clause", x->check->clause, "why", gj_outcome_name(x->why),
		                 "evidence", gj_label_in(evidence, m->lang)));
	}
	return all;
}

static json_t *day_json(int32_t day)
{
	char text[GJ_DAY_TEXT];

	return day == GJ_DAY_NONE ? json_null() : json_string(gj_day_print(text, day));
}

/* The days asked for, and what they led to. */
static json_t *asked_json(const struct gj_casefile *c)
{
	return json_pack("{s:o, s:o, s:o, s:I, s:o, s:s, s:s}", "facts_as_of",
	                 day_json(c->moments.facts_as_of), "rules_as_of",
	                 day_json(c->moments.rules_as_of), "known_at",
	                 day_json(c->moments.known_at), "revision",
	                 (json_int_t)c->decision.revision, "valid_from",
	                 day_json(c->origin.valid_from), "recorded_at", c->origin.recorded_at,
	                 "stored_at", c->version.stored_at);
}

/* null: it does not expire, or its first day is not known. */
static json_t *validity_json(const struct gj_casefile *c)
{
	struct gj_validity_now now =
	    gj_validity_at(&c->category->validity, &c->record, c->decision.reference);

	if (now.state == GJ_VALIDITY_NONE)
		return json_null();
	return json_pack("{s:s, s:o, s:o}", "state", gj_validity_name(now.state), "until",
	                 day_json(now.until), "renew_from", day_json(now.renew_from));
}

int gj_explain_json(struct gj_buf *out, struct gj_casefile *c, enum gj_lang lang,
                    struct gj_err *err)
{
	struct maker m = { .c = c, .lang = lang };
	json_t *criteria = json_array(), *root;
	char day[GJ_DAY_TEXT], *text = NULL;

	gj_buf_init(&m.text);
	for (size_t i = 0; i < c->category->n_criteria; i++)
		append(&m, criteria, criterion_json(&m, &c->category->criteria[i]));
	root =
	    json_pack("{s:{s:I, s:s, s:s, s:s, s:i}, s:s, s:{s:s, s:s}, s:s, s:s, s:o, s:o, s:o}",
	              "application", "id", (json_int_t)c->application.id, "credit_code",
	              c->application.code, "name", c->application.name, "bureau",
	              c->application.bureau, "year", c->application.year, "category",
	              c->application.category, "policy", "id", c->version.policy, "hash",
	              c->version.hash, "reference_date", gj_day_print(day, c->decision.reference),
	              "decision", gj_result_name((enum gj_result)c->decision.result), "criteria",
	              criteria, "missing", missing_json(&m, err), "to_pass",
	              gj_explain_pass_json(c, lang, err));
	if (root)
		m.failed |= json_object_set_new(root, "validity", validity_json(c)) != 0;
	if (root && c->newer.id)
		m.failed |= json_object_set_new(root, "newer_policy",
		                                json_pack("{s:s, s:s}", "hash", c->newer.hash,
		                                          "stored_at", c->newer.stored_at)) != 0;
	if (root && c->ruling.id)
		m.failed |=
		    json_object_set_new(root, "ruling", gj_ruling_json(&c->ruling)) != 0;
	if (root && c->asked)
		m.failed |= json_object_set_new(root, "asked", asked_json(c)) != 0;
	if (root && !m.failed)
		text = json_dumps(root, JSON_INDENT(2));
	json_decref(root);
	gj_buf_fini(&m.text);
	if (text == NULL)
		return gj_err_nomem(err, tr("the explanation"));
	gj_buf_puts(out, text);
	gj_buf_putc(out, '\n');
	free(text);
	return out->failed ? gj_err_nomem(err, tr("the explanation")) : 0;
}
