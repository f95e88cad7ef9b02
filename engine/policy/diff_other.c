/* diff_other.c: targets, phases, readings, facts, bureaus, rankings and how long a recognition lasts, part by part. */
#include "engine/base/day.h"
#include "engine/decide/imply.h"
#include "engine/policy/diff.h"

#include <string.h>

struct noting {
	struct gj_diff *d;
	const char *what, *key;
	bool failed;
};

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void note(struct noting *n, const char *part, const char *was, const char *is, bool effect)
{
	struct gj_diff *d = n->d;

	if (same_text(was, is))
		return;
	if (d->n_others == d->room_others) {
		size_t room = d->room_others ? 2 * d->room_others : 64;
		struct gj_diff_other *more = gj_arena_array(&d->arena, room, sizeof *more);

		if (more == NULL) {
			n->failed = true;
			return;
		}
		if (d->n_others)
			memcpy(more, d->others, d->n_others * sizeof *more);
		d->others = more;
		d->room_others = room;
	}
	d->others[d->n_others++] = (struct gj_diff_other){
		.what = n->what, .key = n->key, .part = part, .was = was, .is = is, .effect = effect
	};
}

static const char *number(struct noting *n, int64_t value)
{
	char *s = gj_arena_printf(&n->d->arena, "%lld", (long long)value);

	n->failed = n->failed || s == NULL;
	return s;
}

static void note_number(struct noting *n, const char *part, int64_t was, int64_t is, int64_t none,
                        bool effect)
{
	if (was != is)
		note(n, part, was == none ? NULL : number(n, was),
		     is == none ? NULL : number(n, is), effect);
}

static const char *day(struct noting *n, int32_t value)
{
	char text[GJ_DAY_TEXT], *s;

	if (value == GJ_DAY_NONE)
		return NULL;
	s = gj_arena_strdup(&n->d->arena, gj_day_print(text, value));
	n->failed = n->failed || s == NULL;
	return s;
}

static void note_day(struct noting *n, const char *part, int32_t was, int32_t is, bool effect)
{
	if (was != is)
		note(n, part, day(n, was), day(n, is), effect);
}

static void note_label(struct noting *n, const char *part, struct gj_label was, struct gj_label is)
{
	if (!same_text(was.zh, is.zh))
		note(n, part, was.zh, is.zh, false);
	else
		note(n, part, was.en, is.en, false);
}

static int floor_of(const struct gj_policy *p, const struct gj_target *t, const char *bureau)
{
	int at = gj_policy_bureau(p, bureau);

	return at < 0 ? GJ_FLOOR_NONE : t->floors[at];
}

static void target(struct noting *n, const struct gj_policy *a, const struct gj_target *x,
                   const struct gj_policy *b, const struct gj_target *y)
{
	note(n, "clause", x->clause, y->clause, false);
	note(n, "counts", x->counts, y->counts, true);
	note_day(n, "due", x->due, y->due, true);
	note_number(n, "city", x->city, y->city, GJ_FLOOR_NONE, true);
	for (size_t i = 0; i < b->n_bureaus; i++)
		note_number(n, b->bureaus[i].key, floor_of(a, x, b->bureaus[i].key), y->floors[i],
		            GJ_FLOOR_NONE, true);
}

/* One more and one fewer of a kind, by key. */
static void whole(struct noting *n, const char *key, bool is_new, bool effect)
{
	n->key = key;
	note(n, "", is_new ? NULL : key, is_new ? key : NULL, effect);
}

static void targets(struct noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "target";
	for (size_t i = 0; i < b->n_targets; i++) {
		const struct gj_target *was = gj_policy_target(a, b->targets[i].category);

		n->key = b->targets[i].category;
		if (was)
			target(n, a, was, b, &b->targets[i]);
		else
			whole(n, n->key, true, true);
	}
	for (size_t i = 0; i < a->n_targets; i++)
		if (gj_policy_target(b, a->targets[i].category) == NULL)
			whole(n, a->targets[i].category, false, true);
}

static const struct gj_phase *phase_of(const struct gj_policy *p, const char *key)
{
	for (size_t i = 0; i < p->n_phases; i++)
		if (strcmp(p->phases[i].key, key) == 0)
			return &p->phases[i];
	return NULL;
}

static void phases(struct noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "phase";
	for (size_t i = 0; i < b->n_phases; i++) {
		const struct gj_phase *is = &b->phases[i], *was = phase_of(a, is->key);

		n->key = is->key;
		if (was == NULL) {
			whole(n, is->key, true, true);
			continue;
		}
		note_day(n, "starts", was->starts, is->starts, true);
		note_day(n, "ends", was->ends, is->ends, true);
		note(n, "clause", was->clause, is->clause, false);
		note_label(n, "label", was->label, is->label);
	}
	for (size_t i = 0; i < a->n_phases; i++)
		if (phase_of(b, a->phases[i].key) == NULL)
			whole(n, a->phases[i].key, false, true);
}

static const struct gj_reading *reading_of(const struct gj_policy *p, const char *key)
{
	for (size_t i = 0; i < p->n_readings; i++)
		if (strcmp(p->readings[i].key, key) == 0)
			return &p->readings[i];
	return NULL;
}

/* What a reading does shows in the checks that ask for it. */
static void readings(struct noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "reading";
	for (size_t i = 0; i < b->n_readings; i++) {
		const struct gj_reading *is = &b->readings[i], *was = reading_of(a, is->key);

		n->key = is->key;
		if (was == NULL) {
			whole(n, is->key, true, false);
			continue;
		}
		note(n, "taken", was->taken, is->taken, false);
		note(n, "decided_by", was->decided_by, is->decided_by, false);
		note(n, "clause", was->clause, is->clause, false);
		note_label(n, "question", was->question, is->question);
		note_label(n, "reason", was->reason, is->reason);
	}
	for (size_t i = 0; i < a->n_readings; i++)
		if (reading_of(b, a->readings[i].key) == NULL)
			whole(n, a->readings[i].key, false, false);
}

static const char *options_of(struct noting *n, const struct gj_fact *f)
{
	const char *all = "";

	for (size_t i = 0; all && i < f->n_options; i++)
		all = gj_arena_printf(&n->d->arena, "%s%s%s", all, i ? " " : "", f->options[i].key);
	n->failed = n->failed || all == NULL;
	return all;
}

/* How an option may be written in a cell: 自设/own/自行设立 */
static const char *names_of(struct noting *n, const struct gj_option *o)
{
	const char *all = gj_arena_printf(&n->d->arena, "%s/%s", o->label.zh ? o->label.zh : "",
	                                  o->label.en ? o->label.en : "");

	for (size_t i = 0; all && i < o->n_aliases; i++)
		all = gj_arena_printf(&n->d->arena, "%s/%s", all, o->aliases[i]);
	n->failed = n->failed || all == NULL;
	return all;
}

static void options(struct noting *n, const struct gj_fact *was, const struct gj_fact *is)
{
	note(n, "options", options_of(n, was), options_of(n, is), true);
	for (size_t i = 0; i < is->n_options; i++)
		for (size_t k = 0; k < was->n_options; k++)
			if (strcmp(is->options[i].key, was->options[k].key) == 0)
				note(n, is->options[i].key, names_of(n, &was->options[k]),
				     names_of(n, &is->options[i]), true);
}

static const char *role_of(const struct gj_fact *f)
{
	switch (f->role) {
	case GJ_ROLE_NONE:
		break;
	case GJ_ROLE_SUBJECT:
		return "subject";
	case GJ_ROLE_NAME:
		return "name";
	case GJ_ROLE_BUREAU:
		return "bureau";
	case GJ_ROLE_APPROVED:
		return "approved";
	case GJ_ROLE_JUDGED_BY:
		return "judged_by";
	case GJ_ROLE_JUDGED_ON:
		return "judged_on";
	case GJ_ROLE_JUDGED_GROUND:
		return "judged_ground";
	case GJ_ROLE_CASE:
		return "case";
	}
	return NULL;
}

static void fact(struct noting *n, const char *prefix, const struct gj_fact *was,
                 const struct gj_fact *is);

static void fields(struct noting *n, const char *prefix, const struct gj_fact *was,
                   const struct gj_fact *is)
{
	const char *path =
	    gj_arena_printf(&n->d->arena, "%s%s%s", prefix, *prefix ? "." : "", is->key);

	if (path == NULL) {
		n->failed = true;
		return;
	}
	for (size_t i = 0; i < is->n_fields; i++)
		fact(n, path, gj_fact_field(was, is->fields[i].key), &is->fields[i]);
	for (size_t i = 0; i < was->n_fields; i++)
		if (gj_fact_field(is, was->fields[i].key) == NULL)
			fact(n, path, &was->fields[i], NULL);
}

/* A fact alone decides nothing: who reads it does. But cells that were read one way may be read another. */
static void fact(struct noting *n, const char *prefix, const struct gj_fact *was,
                 const struct gj_fact *is)
{
	const char *key = gj_arena_printf(&n->d->arena, "%s%s%s", prefix, *prefix ? "." : "",
	                                  is ? is->key : was->key);

	if (key == NULL) {
		n->failed = true;
		return;
	}
	n->key = key;
	if (was == NULL || is == NULL) {
		whole(n, key, was == NULL, false);
		return;
	}
	note(n, "type", gj_fact_type_name(was->type), gj_fact_type_name(is->type), true);
	if (!same_text(was->unit.zh, is->unit.zh)) /* 3 of one are not 3 of the other */
		note(n, "unit", was->unit.zh, is->unit.zh,
		     was->unit.zh && is->unit.zh && *was->unit.zh && *is->unit.zh);
	note_number(n, "decimals", was->decimals, is->decimals, -1, true);
	if (was->type == GJ_FACT_ONE_OF && is->type == GJ_FACT_ONE_OF)
		options(n, was, is);
	note(n, "role", role_of(was), role_of(is), true);
	note_label(n, "label", was->label, is->label);
	note_label(n, "evidence", was->evidence, is->evidence);
	note(n, "supplied_by", was->supplied_by, is->supplied_by, false);
	if (was->type == GJ_FACT_LIST && is->type == GJ_FACT_LIST)
		fields(n, prefix, was, is);
}

static void validity(struct noting *n, const struct gj_validity *was, const struct gj_validity *is)
{
	n->what = "validity";
	note_number(n, "months", was->months, is->months, 0, true);
	note_number(n, "renew_months", was->renew_months, is->renew_months, 0, true);
	note(n, "from", was->from ? was->from->key : NULL, is->from ? is->from->key : NULL, true);
}

static void categories(struct noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	for (size_t i = 0; i < b->n_categories; i++) {
		const struct gj_category *is = &b->categories[i];
		const struct gj_category *was = gj_policy_category(a, is->key);

		n->what = "category";
		if (was == NULL) {
			whole(n, is->key, true, true);
			continue;
		}
		n->key = is->key;
		note_label(n, "label", was->label, is->label);
		note(n, "clause", was->clause, is->clause, false);
		note(n, "after", was->after, is->after, true);
		note(n, "register", was->registered_only ? "yes" : "no",
		     is->registered_only ? "yes" : "no", true);
		validity(n, &was->validity, &is->validity);
		n->what = "fact";
		for (size_t k = 0; k < is->facts.n; k++)
			fact(n, is->key, gj_facts_find(&was->facts, is->facts.items[k].key),
			     &is->facts.items[k]);
		for (size_t k = 0; k < was->facts.n; k++)
			if (gj_facts_find(&is->facts, was->facts.items[k].key) == NULL)
				fact(n, is->key, &was->facts.items[k], NULL);
	}
	n->what = "category";
	for (size_t i = 0; i < a->n_categories; i++)
		if (gj_policy_category(b, a->categories[i].key) == NULL)
			whole(n, a->categories[i].key, false, true);
}

static void bureaus(struct noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "bureau";
	for (size_t i = 0; i < b->n_bureaus; i++) {
		int at = gj_policy_bureau(a, b->bureaus[i].key);

		n->key = b->bureaus[i].key;
		if (at < 0)
			whole(n, n->key, true, true);
		else
			note_label(n, "label", a->bureaus[at].label, b->bureaus[i].label);
	}
	for (size_t i = 0; i < a->n_bureaus; i++)
		if (gj_policy_bureau(b, a->bureaus[i].key) < 0)
			whole(n, a->bureaus[i].key, false, true);
}

static const struct gj_ranking *ranking_of(const struct gj_policy *p, const char *key)
{
	for (size_t i = 0; i < p->n_rankings; i++)
		if (strcmp(p->rankings[i].key, key) == 0)
			return &p->rankings[i];
	return NULL;
}

/* Whether the keys say the same over the dictionary of both; as comparisons with 0, which the merge knows. */
static bool same_keys(struct noting *n, const struct gj_policy *a, const struct gj_ranking *was,
                      const struct gj_policy *b, const struct gj_ranking *is)
{
	const struct gj_category *left = gj_policy_category(a, was->category);
	const struct gj_category *right = gj_policy_category(b, is->category);
	const struct gj_term zero = { .kind = GJ_TERM_NUMBER };
	struct gj_merge m;

	if (left == NULL || right == NULL || was->n_keys != is->n_keys ||
	    gj_merge_facts(&m, &n->d->arena, &left->facts, &right->facts, NULL))
		return false;
	for (size_t i = 0; i < is->n_keys; i++) {
		struct gj_cond x = { .kind = GJ_COND_COMPARE,
			             .left = was->keys[i].term,
			             .right = &zero };
		struct gj_cond y = x, *p, *q;
		const struct gj_fact *clash = NULL, *other = NULL;

		y.left = is->keys[i].term;
		if (gj_merge_cond(&p, &clash, &m, GJ_MERGE_A, &x, NULL) ||
		    gj_merge_cond(&q, &other, &m, GJ_MERGE_B, &y, NULL)) {
			n->failed = true;
			return false;
		}
		if (clash || other || was->keys[i].descending != is->keys[i].descending ||
		    !gj_imply_same(p, q))
			return false;
	}
	return true;
}

static void rankings(struct noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "ranking";
	for (size_t i = 0; i < b->n_rankings; i++) {
		const struct gj_ranking *is = &b->rankings[i], *was = ranking_of(a, is->key);

		n->key = is->key;
		if (was == NULL) {
			whole(n, is->key, true, true);
			continue;
		}
		note_number(n, "quota", was->quota, is->quota, -1, true);
		note_number(n, "reserve", was->reserve, is->reserve, -1, true);
		note(n, "per", was->per_bureau ? "bureau" : "city",
		     is->per_bureau ? "bureau" : "city", true);
		note(n, "tie", was->tie == GJ_TIE_CODE ? "credit_code" : "person",
		     is->tie == GJ_TIE_CODE ? "credit_code" : "person", true);
		if (!same_keys(n, a, was, b, is))
			note(n, "by", "", NULL, true);
		note_label(n, "label", was->label, is->label);
	}
	for (size_t i = 0; i < a->n_rankings; i++)
		if (ranking_of(b, a->rankings[i].key) == NULL)
			whole(n, a->rankings[i].key, false, true);
}

static const char *cases_of(struct noting *n, const struct gj_policy *p)
{
	const char *all = p->n_cases ? "" : NULL;

	for (size_t i = 0; i < p->n_cases && (i == 0 || all); i++)
		all = gj_arena_printf(&n->d->arena, "%s%s%s", all, i ? " " : "", p->cases[i]);
	n->failed = n->failed || (p->n_cases && all == NULL);
	return all;
}

/* Which days each decides at is how two years differ, and changes what a check asks of nobody. */
static void policy(struct noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "policy";
	n->key = b->id;
	note(n, "id", a->id, b->id, false);
	note_label(n, "label", a->label, b->label);
	note(n, "cases", cases_of(n, a), cases_of(n, b), true);
	note_number(n, "year", a->year, b->year, 0, false);
	note_day(n, "in_force.from", a->in_from, b->in_from, false);
	note_day(n, "in_force.to", a->in_to, b->in_to, false);
}

bool gj_diff_others(struct gj_diff *d, const struct gj_policy *a, const struct gj_policy *b)
{
	struct noting n = { .d = d };

	policy(&n, a, b);
	categories(&n, a, b);
	targets(&n, a, b);
	phases(&n, a, b);
	readings(&n, a, b);
	bureaus(&n, a, b);
	rankings(&n, a, b);
	return !n.failed;
}
