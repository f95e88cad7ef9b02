/* pass.c: tries one fact, then two, then three, among the values that the conditions turn on. */
#include "engine/decide/pass.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/pass_inner.h"

#include <stdlib.h>
#include <string.h>

enum { TRIES = 20000 /* of one check: what is further away is not looked for */ };

struct search {
	const struct gj_pass_task *task;
	const struct gj_check *check;
	struct gj_record scratch;
	struct gj_ways *out;
	struct gj_way way;
	size_t tries;
};

static const struct gj_value *value_now(const struct gj_record *r, const struct gj_change *c)
{
	const struct gj_value *list = &r->values[c->fact->index];

	if (c->field == NULL)
		return list;
	return &r->lists[c->fact->index][c->row * c->fact->n_fields + c->field->index];
}

/* A row that is not there before another change cannot be spoken of. */
static bool has_row(const struct gj_record *r, const struct gj_change *c)
{
	const struct gj_value *list = &r->values[c->fact->index];

	return list->state == GJ_GIVEN && c->row < (size_t)list->number;
}

bool gj_pass_is_passed(const struct gj_check *check, int outcome)
{
	return outcome >= GJ_MET || (check->conditional && outcome == GJ_REVIEW);
}

bool gj_pass_is_allowed(const struct gj_record *r, const struct gj_change *c)
{
	enum gj_fact_change rule = c->field ? c->field->change : c->fact->change;
	const struct gj_value *now;

	if (c->value.state != GJ_GIVEN)
		return false; /* saying less makes nobody pass who should */
	if (c->field && !has_row(r, c))
		return false;
	now = value_now(r, c);
	if (now->state != GJ_GIVEN)
		return true;
	if (c->field && c->fact->change == GJ_CHANGE_NONE)
		return false;
	if (rule == GJ_CHANGE_NONE)
		return false;
	return rule == GJ_CHANGE_FREE || c->value.number >= now->number;
}

int64_t gj_pass_distance(const struct gj_record *r, const struct gj_change *c)
{
	const struct gj_value *now = value_now(r, c);
	int64_t from = now->state == GJ_GIVEN && !now->text ? now->number : 0, d;

	if (c->value.text || (c->field ? c->field->type : c->fact->type) == GJ_FACT_ONE_OF)
		return 1;
	if (__builtin_sub_overflow(c->value.number, from, &d))
		return INT64_MAX / 32;
	d = d < 0 ? -d : d;
	return d > INT64_MAX / 32 ? INT64_MAX / 32 : d;
}

bool gj_pass_same_place(const struct gj_change *a, const struct gj_change *b)
{
	return a->kind == b->kind && a->fact == b->fact && a->field == b->field && a->row == b->row;
}

int gj_pass_outcome(const struct gj_pass_task *task, const struct gj_cond *cond,
                    const struct gj_record *record)
{
	struct gj_arena arena;
	struct gj_trace *t;
	int rc;

	gj_arena_init(&arena, 0);
	rc = gj_trace_run(&t, &arena, cond, record, task->reference, task->outside, NULL);
	if (rc == 0)
		rc = (int)t->outcome;
	gj_arena_fini(&arena);
	return rc;
}

int gj_pass_build(const struct gj_pass_task *task, struct gj_record *scratch,
                  const struct gj_way *way, bool *fits)
{
	int rc = gj_record_copy(scratch, task->record, NULL);

	*fits = true;
	for (size_t i = 0; rc == 0 && i < way->n; i++) {
		int done = gj_change_apply(scratch, &way->changes[i]);

		if (done == GJ_ENOMEM)
			rc = done;
		*fits = *fits && done == 0;
	}
	return rc;
}

/* --- the ways that are kept --- */

int gj_pass_ways_init(struct gj_ways *ways, struct gj_arena *arena)
{
	*ways = (struct gj_ways){ .items =
		                      gj_arena_array(arena, GJ_PASS_WAYS, sizeof *ways->items) };
	return ways->items ? 0 : GJ_ENOMEM;
}

static bool same_facts(const struct gj_way *a, const struct gj_way *b)
{
	size_t same = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			same += gj_pass_same_place(&a->changes[i], &b->changes[k]);
	return a->n == b->n && same == a->n;
}

static int by_distance(const void *left, const void *right)
{
	const struct gj_way *a = left, *b = right;

	return (a->distance > b->distance) - (a->distance < b->distance);
}

int gj_pass_keep(struct gj_ways *ways, struct gj_arena *arena, const struct gj_way *way)
{
	struct gj_way *at = NULL;

	for (size_t i = 0; i < ways->n && !at; i++)
		if (same_facts(&ways->items[i], way))
			at = &ways->items[i];
	if (!at && ways->n < GJ_PASS_WAYS) {
		at = &ways->items[ways->n++];
		at->distance = INT64_MAX;
	}
	if (!at)
		at = &ways->items[GJ_PASS_WAYS - 1];
	if (at->distance <= way->distance)
		return 0;
	*at = *way;
	for (size_t k = 0; k < way->n; k++) {
		struct gj_value *v = &at->changes[k].value;

		if (v->text && (v->text = gj_arena_strdup(arena, v->text)) == NULL)
			return GJ_ENOMEM;
	}
	qsort(ways->items, ways->n, sizeof *ways->items, by_distance);
	return 0;
}

/* --- one check --- */

static int deepen(struct search *s, size_t left);

static int try_change(struct search *s, const struct gj_change *c, size_t left)
{
	const int64_t before = s->way.distance;
	bool fits;
	int rc;

	s->tries--;
	s->way.changes[s->way.n++] = *c;
	s->way.distance = before + gj_pass_distance(s->task->record, c);
	if (left > 1) {
		rc = deepen(s, left - 1);
	} else {
		rc = gj_pass_build(s->task, &s->scratch, &s->way, &fits);
		if (rc == 0 && fits)
			rc = gj_pass_outcome(s->task, s->check->cond, &s->scratch);
		if (rc >= 0 && gj_pass_is_passed(s->check, rc))
			rc = gj_pass_keep(s->out, s->task->arena, &s->way);
	}
	s->way.n--;
	s->way.distance = before;
	return rc < 0 ? rc : 0;
}

/* Goes `left` changes further than the way has come. */
static int deepen(struct search *s, size_t left)
{
	struct gj_changes next = { .items = NULL };
	bool fits;
	int rc = gj_pass_build(s->task, &s->scratch, &s->way, &fits);

	if (rc || !fits)
		return rc;
	gj_vary(&next, s->check->cond, &s->scratch, s->task->reference, s->task->outside);
	if (next.failed)
		rc = GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < next.n && s->tries > 0; i++) {
		bool again = false;

		for (size_t k = 0; k < s->way.n; k++)
			again = again || gj_pass_same_place(&s->way.changes[k], &next.items[i]);
		if (!again && gj_pass_is_allowed(s->task->record, &next.items[i]))
			rc = try_change(s, &next.items[i], left);
	}
	gj_changes_fini(&next);
	return rc;
}

static int find_ways(struct search *s, struct gj_pass_check *out, const struct gj_check *check)
{
	int rc;

	*out = (struct gj_pass_check){ .check = check };
	rc = gj_pass_ways_init(&out->ways, s->task->arena);
	s->out = &out->ways;
	s->check = check;
	s->tries = TRIES;
	for (size_t size = 1; rc == 0 && size <= GJ_PASS_CHANGES && out->ways.n == 0; size++) {
		s->way = (struct gj_way){ .n = 0 };
		rc = deepen(s, size);
	}
	out->ways.given_up = s->tries == 0;
	return rc;
}

int gj_pass_find(struct gj_pass *out, struct gj_arena *arena, const struct gj_category *category,
                 const struct gj_record *record, const uint8_t *outcomes, int32_t reference,
                 const struct gj_outside *outside, struct gj_err *err)
{
	const struct gj_pass_task task = { .arena = arena,
		                           .category = category,
		                           .record = record,
		                           .outcomes = outcomes,
		                           .reference = reference,
		                           .outside = outside };
	struct search s = { .task = &task };
	int rc = gj_record_init(&s.scratch, &category->facts, err);

	if (rc)
		return rc;
	*out = (struct gj_pass){ .checks = gj_arena_array(arena, category->n_checks + 1,
		                                          sizeof *out->checks) };
	if (out->checks == NULL)
		rc = GJ_ENOMEM;
	for (size_t k = 0; rc == 0 && k < category->n_checks; k++)
		if (!gj_pass_is_passed(&category->checks[k], outcomes[k]))
			rc = find_ways(&s, &out->checks[out->n_checks++], &category->checks[k]);
	if (rc == 0)
		rc = gj_pass_facts(out, &task);
	if (rc == 0)
		rc = gj_pass_whole(&out->whole, &task);
	gj_record_fini(&s.scratch);
	return rc ? gj_err_nomem(err, tr("what would make it pass")) : 0;
}
