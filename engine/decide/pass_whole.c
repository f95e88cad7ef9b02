/* pass_whole.c: the smallest sets of changes after which every check passes, those that pass already included. */
#include "engine/base/err.h"
#include "engine/decide/pass_inner.h"
#include "engine/decide/reason.h"

#include <stdlib.h>
#include <string.h>

enum { NODES = 4000 /* sets that are looked at, each through all checks */ };

/*
 * As long as some check does not pass, one of the facts that it reads must change: so only these are tried, and
 * checks that share no fact with one another need a change each. The search goes to one change more each time, so
 * that what it finds first is smallest.
 */
struct search {
	const struct gj_pass_task *task;
	struct gj_cond all; /* of all checks, for the values that they turn on */
	size_t n_facts;
	bool *reads; /* by check and fact */
	bool *taken; /* by fact: for disjoint() */
	bool *fails; /* by check: on the scratch record */
	struct gj_record scratch;
	struct gj_ways *out;
	struct gj_way way;
	size_t nodes;
};

static void mark(void *ctx, const struct gj_fact *fact)
{
	bool *row = ctx;

	row[fact->index] = true;
}

static const bool *reads(const struct search *s, size_t check)
{
	return s->reads + check * s->n_facts;
}

/* Which checks fail on the scratch record; the first that does not pass, or n_checks. Negative: GJ_ENOMEM. */
static int judge(struct search *s, size_t *first)
{
	const struct gj_category *category = s->task->category;

	*first = category->n_checks;
	for (size_t k = category->n_checks; k-- > 0;) {
		int rc = gj_pass_outcome(s->task, category->checks[k].cond, &s->scratch);

		if (rc < 0)
			return rc;
		s->fails[k] = !gj_pass_is_passed(&category->checks[k], rc);
		if (s->fails[k])
			*first = k;
	}
	return 0;
}

/* How many of the checks that do not pass share no fact: at least so many changes are wanted. */
static size_t disjoint(struct search *s)
{
	size_t n = 0;

	memset(s->taken, 0, s->n_facts * sizeof *s->taken);
	for (size_t k = 0; k < s->task->category->n_checks; k++) {
		const bool *row = reads(s, k);
		bool apart = s->fails[k];

		for (size_t i = 0; apart && i < s->n_facts; i++)
			apart = !(row[i] && s->taken[i]);
		if (!apart)
			continue;
		n++;
		for (size_t i = 0; i < s->n_facts; i++)
			s->taken[i] = s->taken[i] || row[i];
	}
	return n;
}

static bool is_again(const struct search *s, const struct gj_change *c)
{
	for (size_t k = 0; k < s->way.n; k++)
		if (gj_pass_same_place(&s->way.changes[k], c))
			return true;
	return false;
}

/* Farther than the ways that are kept already. */
static bool is_far(const struct search *s)
{
	return s->out->n == GJ_PASS_WAYS && s->way.distance >= s->out->items[s->out->n - 1].distance;
}

struct step {
	struct gj_change change;
	int64_t distance;
};

static int by_distance(const void *left, const void *right)
{
	const struct step *a = left, *b = right;

	return (a->distance > b->distance) - (a->distance < b->distance);
}

static int deepen(struct search *s, size_t left);

/* The changes of facts that the check reads, the nearest first. */
static int branch(struct search *s, size_t check, size_t left)
{
	struct gj_changes all = { .items = NULL };
	const int64_t before = s->way.distance;
	struct step *steps = NULL;
	size_t n = 0;
	int rc = 0;

	gj_vary(&all, &s->all, &s->scratch, s->task->reference, s->task->outside);
	steps = malloc((all.n + 1) * sizeof *steps);
	if (all.failed || steps == NULL)
		rc = GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < all.n; i++) {
		const struct gj_change *c = &all.items[i];

		if (reads(s, check)[c->fact->index] && !is_again(s, c) &&
		    gj_pass_is_allowed(s->task->record, c))
			steps[n++] = (struct step){ *c, gj_pass_distance(s->task->record, c) };
	}
	if (n)
		qsort(steps, n, sizeof *steps, by_distance);
	for (size_t i = 0; rc == 0 && i < n && s->nodes > 0; i++) {
		s->way.changes[s->way.n++] = steps[i].change;
		s->way.distance = before + steps[i].distance;
		if (!is_far(s))
			rc = deepen(s, left - 1);
		s->way.n--;
		s->way.distance = before;
	}
	free(steps);
	gj_changes_fini(&all);
	return rc;
}

static int deepen(struct search *s, size_t left)
{
	size_t first;
	bool fits;
	int rc = gj_pass_build(s->task, &s->scratch, &s->way, &fits);

	if (rc || !fits || s->nodes == 0)
		return rc;
	s->nodes--;
	rc = judge(s, &first);
	if (rc < 0)
		return rc;
	if (first == s->task->category->n_checks)
		return left == 0 ? gj_pass_keep(s->out, s->task->arena, &s->way) : 0;
	return disjoint(s) > left ? 0 : branch(s, first, left);
}

static int open_search(struct search *s)
{
	const struct gj_category *category = s->task->category;
	const size_t n = category->n_checks;
	int rc = gj_record_init(&s->scratch, &category->facts, NULL);

	if (rc)
		return rc;
	s->n_facts = category->facts.n;
	s->reads = calloc(n * s->n_facts + 1, sizeof *s->reads);
	s->taken = calloc(s->n_facts + 1, sizeof *s->taken);
	s->fails = calloc(n + 1, sizeof *s->fails);
	s->all = (struct gj_cond){ .kind = GJ_COND_ALL, .n_args = n };
	s->all.args = calloc(n + 1, sizeof *s->all.args);
	if (!s->reads || !s->taken || !s->fails || !s->all.args)
		return GJ_ENOMEM;
	for (size_t k = 0; k < n; k++) {
		s->all.args[k] = (struct gj_cond *)category->checks[k].cond; /* only read */
		gj_cond_each_fact(category->checks[k].cond, mark, s->reads + k * s->n_facts);
	}
	return 0;
}

int gj_pass_whole(struct gj_ways *out, const struct gj_pass_task *task)
{
	struct search s = { .task = task, .out = out, .nodes = NODES };
	size_t first, size;
	bool fits;
	int rc = gj_pass_ways_init(out, task->arena);

	if (rc)
		return rc;
	rc = open_search(&s);
	if (rc == 0)
		rc = gj_pass_build(task, &s.scratch, &s.way, &fits);
	if (rc == 0)
		rc = judge(&s, &first);
	size = rc == 0 ? disjoint(&s) : 0;
	for (; rc == 0 && size && size <= GJ_PASS_WHOLE && out->n == 0 && s.nodes > 0; size++)
		rc = deepen(&s, size);
	out->given_up = s.nodes == 0;
	free(s.all.args);
	free(s.fails);
	free(s.taken);
	free(s.reads);
	gj_record_fini(&s.scratch);
	return rc;
}
