/* impact_json.c: an impact report for programs; the affected one by one, so that memory does not grow. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/impact_out.h"
#include "engine/cli/say.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *flow_json(const gj_impact_flow *flow)
{
	json_t *all = json_array();

	for (int was = 0; was < GJ_IMPACT_RESULTS; was++)
		for (int is = 0; is < GJ_IMPACT_RESULTS; is++)
			if ((*flow)[was][is])
				json_array_append_new(all,
				                      json_pack("{s:s, s:s, s:I}", "was",
				                                gj_impact_result_key(was),
				                                "becomes", gj_impact_result_key(is),
				                                "applications",
				                                (json_int_t)(*flow)[was][is]));
	return all;
}

static json_t *floor_json(int floor)
{
	return floor == GJ_FLOOR_NONE ? json_null() : json_integer(floor);
}

static json_t *bureau_json(const struct gj_impact *m, const struct gj_impact_category *c, size_t b)
{
	const struct gj_policy *p = m->args.policy;
	struct gj_impact_target t;

	gj_impact_target(&t, m, c, b);
	return json_pack("{s:s, s:s, s:o, s:o, s:I, s:I, s:o}", "bureau",
	                 b < p->n_bureaus ? p->bureaus[b].key : "", "label",
	                 gj_impact_bureau_label(m, b < p->n_bureaus ? p->bureaus[b].key : ""),
	                 "target_was", floor_json(t.floor_was), "target_now",
	                 floor_json(t.floor_is), "eligible_was", (json_int_t)t.eligible_was,
	                 "eligible_now", (json_int_t)t.eligible_is, "transitions",
	                 flow_json(&c->bureaus[b]));
}

static json_t *check_json(const struct gj_impact_check *check)
{
	const struct gj_check *named = check->is ? check->is : check->was;
	json_t *moves = json_array();

	for (int was = 0; was < GJ_IMPACT_OUTCOMES; was++)
		for (int is = 0; is < GJ_IMPACT_OUTCOMES; is++)
			if (check->outcomes[was][is])
				json_array_append_new(
				    moves,
				    json_pack("{s:s, s:s, s:I}", "was", gj_impact_outcome_key(was),
				              "becomes", gj_impact_outcome_key(is), "applications",
				              (json_int_t)check->outcomes[was][is]));
	return json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:o}", "id", named->id, "clause",
	                 named->clause, "label", gj_label_in(named->label, gj_say_lang()),
	                 "version",
	                 check->was && check->is ? "both"
	                 : check->is             ? "new"
	                                         : "repealed",
	                 "flipped", (json_int_t)check->flipped, "lost", (json_int_t)check->lost,
	                 "gained", (json_int_t)check->gained, "outcomes", moves);
}

static json_t *category_json(const struct gj_impact *m, const struct gj_impact_category *c)
{
	json_t *bureaus = json_array(), *checks = json_array();
	struct gj_impact_target t;

	for (size_t b = 0; b <= m->args.policy->n_bureaus; b++)
		json_array_append_new(bureaus, bureau_json(m, c, b));
	for (size_t i = 0; i < c->n_checks; i++)
		json_array_append_new(checks, check_json(&c->checks[i]));
	gj_impact_target(&t, m, c, SIZE_MAX);
	return json_pack("{s:s, s:s, s:o, s:o, s:I, s:I, s:o, s:o, s:o}", "category", c->key,
	                 "label", gj_impact_category_label(c), "city_target_was",
	                 floor_json(t.floor_was), "city_target_now", floor_json(t.floor_is),
	                 "eligible_was", (json_int_t)t.eligible_was, "eligible_now",
	                 (json_int_t)t.eligible_is, "transitions", flow_json(&c->flow), "bureaus",
	                 bureaus, "checks", checks);
}

static json_t *totals_json(const struct gj_impact *m)
{
	const struct gj_impact_totals *t = &m->totals;
	uint64_t newly, below = gj_impact_below(m, &newly);
	json_t *was = json_object(), *now = json_object();
	json_t *o =
	    json_pack("{s:I, s:I, s:I, s:I, s:I}", "applications", (json_int_t)t->seen, "judged",
	              (json_int_t)t->judged, "on_newer_facts", (json_int_t)t->newer, "below_target",
	              (json_int_t)below, "below_target_newly", (json_int_t)newly);

	for (int k = 0; k < GJ_IMPACT_KINDS; k++)
		json_object_set_new(o, gj_impact_kind_key((enum gj_impact_kind)k),
		                    json_integer((json_int_t)t->kinds[k]));
	for (int r = 0; r < GJ_IMPACT_RESULTS; r++) {
		json_object_set_new(was, gj_impact_result_key(r),
		                    json_integer((json_int_t)t->was[r]));
		json_object_set_new(now, gj_impact_result_key(r),
		                    json_integer((json_int_t)t->is[r]));
	}
	json_object_set_new(o, "was", was);
	json_object_set_new(o, "now", now);
	return o;
}

json_t *gj_impact_summary(const struct gj_impact *m)
{
	const struct gj_policy *p = m->args.policy;
	json_t *categories = json_array(), *stored = json_null();
	char day[GJ_DAY_TEXT];

	if (m->was) {
		stored =
		    json_pack("{s:s, s:s}", "policy", m->version.policy, "hash", m->version.hash);
		json_object_set_new(stored, "as_of",
		                    m->reference_was == GJ_DAY_NONE
		                        ? json_null()
		                        : json_string(gj_day_print(day, m->reference_was)));
	}
	for (size_t i = 0; i < m->n_categories; i++)
		json_array_append_new(categories, category_json(m, &m->categories[i]));
	return json_pack("{s:{s:s, s:s, s:s}, s:o, s:i, s:s, s:o, s:o}", "new", "policy", p->id,
	                 "hash", p->hash, "as_of", gj_day_print(day, m->args.reference), "stored",
	                 stored, "year", m->args.year, "others", gj_impact_others(), "totals",
	                 totals_json(m), "categories", categories);
}

struct list {
	FILE *out;
	bool any;
	struct gj_err *err;
};

static json_t *flip_json(const struct gj_impact_flip *f)
{
	const struct gj_check *c = f->is ? f->is : f->was;

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id", c->id, "clause", c->clause,
	                 "label", gj_label_in(c->label, gj_say_lang()), "was",
	                 gj_impact_outcome_key(f->outcome_was), "becomes",
	                 gj_impact_outcome_key(f->outcome_is), "why_was", f->why_was, "why_now",
	                 f->why_is);
}

static int list_row(void *ctx, const struct gj_impact_row *row)
{
	struct list *l = ctx;
	json_t *checks = json_array(), *o;
	char *text;

	for (size_t i = 0; i < row->n_flips; i++)
		json_array_append_new(checks, flip_json(&row->flips[i]));
	o = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:o}", "change",
	              gj_impact_kind_key(row->kind), "credit_code", row->application->code, "name",
	              row->application->name, "bureau", row->application->bureau, "category",
	              row->category->key, "was", gj_impact_result_key(row->was), "becomes",
	              gj_impact_result_key(row->is), "newer_facts", row->newer, "checks", checks);
	text = o ? json_dumps(o, JSON_COMPACT) : NULL;
	json_decref(o);
	if (text == NULL)
		return gj_err_nomem(l->err, tr("the report"));
	fprintf(l->out, "%s\n  %s", l->any ? "," : "", text);
	l->any = true;
	free(text);
	return 0;
}

int gj_impact_json(struct gj_impact *m, FILE *out, struct gj_err *err)
{
	struct list l = { .out = out, .err = err };
	json_t *summary = gj_impact_summary(m);
	char *text = summary ? json_dumps(summary, JSON_INDENT(1)) : NULL;
	size_t n;
	int rc;

	json_decref(summary);
	if (text == NULL)
		return gj_err_nomem(err, tr("the report"));
	/* The closing bracket waits for the list. */
	n = strlen(text);
	fprintf(out, "%.*s,\n \"affected\": [", (int)(n - 2), text);
	free(text);
	rc = gj_impact_each(m, gj_say_lang(), list_row, &l, err);
	fputs("\n ]\n}\n", out);
	return rc;
}
