/* diff_other.c: targets, phases, readings, bureaus, rankings and how long a recognition lasts, part by part. */
#include "engine/decide/imply.h"
#include "engine/policy/diff_note.h"

#include <string.h>

static int floor_of(const struct gj_policy *p, const struct gj_target *t, const char *bureau)
{
	int at = gj_policy_bureau(p, bureau);

	return at < 0 ? GJ_FLOOR_NONE : t->floors[at];
}

static void target(struct gj_diff_noting *n, const struct gj_policy *a, const struct gj_target *x,
                   const struct gj_policy *b, const struct gj_target *y)
{
	gj_diff_note(n, "clause", x->clause, y->clause, false);
	gj_diff_note(n, "counts", x->counts, y->counts, true);
	gj_diff_note_day(n, "due", x->due, y->due, true);
	gj_diff_note_number(n, "city", x->city, y->city, GJ_FLOOR_NONE, true);
	gj_diff_note_number(n, "cap", x->cap, y->cap, GJ_FLOOR_NONE, true);
	for (size_t i = 0; i < b->n_bureaus; i++)
		gj_diff_note_number(n, b->bureaus[i].key, floor_of(a, x, b->bureaus[i].key),
		                    y->floors[i], GJ_FLOOR_NONE, true);
}

static void targets(struct gj_diff_noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "target";
	for (size_t i = 0; i < b->n_targets; i++) {
		const struct gj_target *was = gj_policy_target(a, b->targets[i].category);

		n->key = b->targets[i].category;
		if (was)
			target(n, a, was, b, &b->targets[i]);
		else
			gj_diff_note_whole(n, n->key, true, true);
	}
	for (size_t i = 0; i < a->n_targets; i++)
		if (gj_policy_target(b, a->targets[i].category) == NULL)
			gj_diff_note_whole(n, a->targets[i].category, false, true);
}

static const struct gj_phase *phase_of(const struct gj_policy *p, const char *key)
{
	for (size_t i = 0; i < p->n_phases; i++)
		if (strcmp(p->phases[i].key, key) == 0)
			return &p->phases[i];
	return NULL;
}

static void phases(struct gj_diff_noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "phase";
	for (size_t i = 0; i < b->n_phases; i++) {
		const struct gj_phase *is = &b->phases[i], *was = phase_of(a, is->key);

		n->key = is->key;
		if (was == NULL) {
			gj_diff_note_whole(n, is->key, true, true);
			continue;
		}
		gj_diff_note_day(n, "starts", was->starts, is->starts, true);
		gj_diff_note_day(n, "ends", was->ends, is->ends, true);
		gj_diff_note(n, "clause", was->clause, is->clause, false);
		gj_diff_note_label(n, "label", was->label, is->label);
	}
	for (size_t i = 0; i < a->n_phases; i++)
		if (phase_of(b, a->phases[i].key) == NULL)
			gj_diff_note_whole(n, a->phases[i].key, false, true);
}

static const struct gj_reading *reading_of(const struct gj_policy *p, const char *key)
{
	for (size_t i = 0; i < p->n_readings; i++)
		if (strcmp(p->readings[i].key, key) == 0)
			return &p->readings[i];
	return NULL;
}

/* What a reading does shows in the checks that ask for it. */
static void readings(struct gj_diff_noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "reading";
	for (size_t i = 0; i < b->n_readings; i++) {
		const struct gj_reading *is = &b->readings[i], *was = reading_of(a, is->key);

		n->key = is->key;
		if (was == NULL) {
			gj_diff_note_whole(n, is->key, true, false);
			continue;
		}
		gj_diff_note(n, "taken", was->taken, is->taken, false);
		gj_diff_note(n, "decided_by", was->decided_by, is->decided_by, false);
		gj_diff_note(n, "clause", was->clause, is->clause, false);
		gj_diff_note_label(n, "question", was->question, is->question);
		gj_diff_note_label(n, "reason", was->reason, is->reason);
	}
	for (size_t i = 0; i < a->n_readings; i++)
		if (reading_of(b, a->readings[i].key) == NULL)
			gj_diff_note_whole(n, a->readings[i].key, false, false);
}

static void validity(struct gj_diff_noting *n, const struct gj_validity *was,
                     const struct gj_validity *is)
{
	n->what = "validity";
	gj_diff_note_number(n, "months", was->months, is->months, 0, true);
	gj_diff_note_number(n, "renew_months", was->renew_months, is->renew_months, 0, true);
	gj_diff_note(n, "last_day", was->day_before ? "day_before" : "same_day",
	             is->day_before ? "day_before" : "same_day", true);
	gj_diff_note(n, "from", was->from ? was->from->key : NULL, is->from ? is->from->key : NULL,
	             true);
}

static void categories(struct gj_diff_noting *n, const struct gj_policy *a,
                       const struct gj_policy *b)
{
	for (size_t i = 0; i < b->n_categories; i++) {
		const struct gj_category *is = &b->categories[i];
		const struct gj_category *was = gj_policy_category(a, is->key);

		n->what = "category";
		if (was == NULL) {
			gj_diff_note_whole(n, is->key, true, true);
			continue;
		}
		n->key = is->key;
		gj_diff_note_label(n, "label", was->label, is->label);
		gj_diff_note(n, "clause", was->clause, is->clause, false);
		gj_diff_note(n, "after", was->after, is->after, true);
		gj_diff_note(n, "register", was->registered_only ? "yes" : "no",
		             is->registered_only ? "yes" : "no", true);
		validity(n, &was->validity, &is->validity);
		n->what = "fact";
		for (size_t k = 0; k < is->facts.n; k++)
			gj_diff_fact(n, is->key, gj_facts_find(&was->facts, is->facts.items[k].key),
			             &is->facts.items[k]);
		for (size_t k = 0; k < was->facts.n; k++)
			if (gj_facts_find(&is->facts, was->facts.items[k].key) == NULL)
				gj_diff_fact(n, is->key, &was->facts.items[k], NULL);
	}
	n->what = "category";
	for (size_t i = 0; i < a->n_categories; i++)
		if (gj_policy_category(b, a->categories[i].key) == NULL)
			gj_diff_note_whole(n, a->categories[i].key, false, true);
}

static void bureaus(struct gj_diff_noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "bureau";
	for (size_t i = 0; i < b->n_bureaus; i++) {
		int at = gj_policy_bureau(a, b->bureaus[i].key);

		n->key = b->bureaus[i].key;
		if (at < 0)
			gj_diff_note_whole(n, n->key, true, true);
		else
			gj_diff_note_label(n, "label", a->bureaus[at].label, b->bureaus[i].label);
	}
	for (size_t i = 0; i < a->n_bureaus; i++)
		if (gj_policy_bureau(b, a->bureaus[i].key) < 0)
			gj_diff_note_whole(n, a->bureaus[i].key, false, true);
}

static const struct gj_ranking *ranking_of(const struct gj_policy *p, const char *key)
{
	for (size_t i = 0; i < p->n_rankings; i++)
		if (strcmp(p->rankings[i].key, key) == 0)
			return &p->rankings[i];
	return NULL;
}

/* Whether the keys say the same over the dictionary of both; as comparisons with 0, which the merge knows. */
static bool same_keys(struct gj_diff_noting *n, const struct gj_policy *a,
                      const struct gj_ranking *was, const struct gj_policy *b,
                      const struct gj_ranking *is)
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

static void rankings(struct gj_diff_noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "ranking";
	for (size_t i = 0; i < b->n_rankings; i++) {
		const struct gj_ranking *is = &b->rankings[i], *was = ranking_of(a, is->key);

		n->key = is->key;
		if (was == NULL) {
			gj_diff_note_whole(n, is->key, true, true);
			continue;
		}
		gj_diff_note_number(n, "quota", was->quota, is->quota, -1, true);
		gj_diff_note_number(n, "reserve", was->reserve, is->reserve, -1, true);
		gj_diff_note(n, "per", was->per_bureau ? "bureau" : "city",
		             is->per_bureau ? "bureau" : "city", true);
		gj_diff_note(n, "tie", was->tie == GJ_TIE_CODE ? "credit_code" : "person",
		             is->tie == GJ_TIE_CODE ? "credit_code" : "person", true);
		if (!same_keys(n, a, was, b, is))
			gj_diff_note(n, "by", "", NULL, true);
		gj_diff_note_label(n, "label", was->label, is->label);
	}
	for (size_t i = 0; i < a->n_rankings; i++)
		if (ranking_of(b, a->rankings[i].key) == NULL)
			gj_diff_note_whole(n, a->rankings[i].key, false, true);
}

static const char *cases_of(struct gj_diff_noting *n, const struct gj_policy *p)
{
	const char *all = p->n_cases ? "" : NULL;

	for (size_t i = 0; i < p->n_cases && (i == 0 || all); i++)
		all = gj_arena_printf(&n->d->arena, "%s%s%s", all, i ? " " : "", p->cases[i]);
	n->failed = n->failed || (p->n_cases && all == NULL);
	return all;
}

/* Which days each decides at is how two years differ, and changes what a check asks of nobody. */
static void policy(struct gj_diff_noting *n, const struct gj_policy *a, const struct gj_policy *b)
{
	n->what = "policy";
	n->key = b->id;
	gj_diff_note(n, "id", a->id, b->id, false);
	gj_diff_note_label(n, "label", a->label, b->label);
	gj_diff_note(n, "cases", cases_of(n, a), cases_of(n, b), true);
	gj_diff_note_number(n, "year", a->year, b->year, 0, false);
	gj_diff_note_day(n, "in_force.from", a->in_from, b->in_from, false);
	gj_diff_note_day(n, "in_force.to", a->in_to, b->in_to, false);
}

bool gj_diff_others(struct gj_diff *d, const struct gj_policy *a, const struct gj_policy *b)
{
	struct gj_diff_noting n = { .d = d };

	policy(&n, a, b);
	categories(&n, a, b);
	targets(&n, a, b);
	phases(&n, a, b);
	readings(&n, a, b);
	bureaus(&n, a, b);
	rankings(&n, a, b);
	return !n.failed;
}
