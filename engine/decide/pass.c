/* pass.c: tries one fact, then two, then three, among the values that the conditions turn on. */
#include "engine/decide/pass.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"

#include <stdlib.h>
#include <string.h>

enum { TRIES = 20000 /* of one check: what is further away is not looked for */ };

struct search {
	struct gj_arena *arena;
	const struct gj_cond *cond;
	const struct gj_record *record;
	int32_t reference;
	const struct gj_outside *outside;
	struct gj_record scratch;
	struct gj_pass_check *out;
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

/* Whether the applicant, or whoever supplies the fact, can bring the change about. */
static bool is_allowed(const struct gj_record *r, const struct gj_change *c)
{
	const struct gj_value *now = value_now(r, c);
	enum gj_fact_change rule = c->field ? c->field->change : c->fact->change;

	if (c->value.state != GJ_GIVEN)
		return false; /* saying less makes nobody pass who should */
	if (now->state != GJ_GIVEN)
		return true;
	if (c->field && c->fact->change == GJ_CHANGE_NONE)
		return false;
	if (rule == GJ_CHANGE_NONE)
		return false;
	return rule == GJ_CHANGE_FREE || c->value.number >= now->number;
}

static int64_t distance_of(const struct gj_record *r, const struct gj_change *c)
{
	const struct gj_value *now = value_now(r, c);
	int64_t from = now->state == GJ_GIVEN && !now->text ? now->number : 0, d;

	if (c->value.text || (c->field ? c->field->type : c->fact->type) == GJ_FACT_ONE_OF)
		return 1;
	if (__builtin_sub_overflow(c->value.number, from, &d))
		return INT64_MAX / 8;
	d = d < 0 ? -d : d;
	return d > INT64_MAX / 8 ? INT64_MAX / 8 : d;
}

/* 1: the check passes with the changes made so far. */
static int passes(struct search *s, const struct gj_record *record)
{
	struct gj_arena arena;
	struct gj_trace *t;
	int rc;

	gj_arena_init(&arena, 0);
	rc = gj_trace_run(&t, &arena, s->cond, record, s->reference, s->outside, NULL);
	if (rc == 0)
		rc = t->outcome >= GJ_MET;
	gj_arena_fini(&arena);
	return rc;
}

static bool same_change(const struct gj_change *a, const struct gj_change *b)
{
	return a->kind == b->kind && a->fact == b->fact && a->field == b->field && a->row == b->row;
}

/* The same changes in another order, or the same facts with other values that are no nearer. */
static bool is_known(const struct gj_pass_check *out, const struct gj_way *way)
{
	for (size_t i = 0; i < out->n_ways; i++) {
		size_t same = 0;

		for (size_t a = 0; a < way->n; a++)
			for (size_t b = 0; b < way->n; b++)
				same += same_change(&way->changes[a], &out->ways[i].changes[b]);
		if (same == way->n && out->ways[i].distance <= way->distance)
			return true;
		if (same == way->n) {
			out->ways[i] = *way;
			return true;
		}
	}
	return false;
}

static int by_distance(const void *left, const void *right)
{
	const struct gj_way *a = left, *b = right;

	return (a->distance > b->distance) - (a->distance < b->distance);
}

static void keep(struct search *s)
{
	struct gj_pass_check *out = s->out;

	if (is_known(out, &s->way))
		return;
	if (out->n_ways < GJ_PASS_WAYS)
		out->ways[out->n_ways++] = s->way;
	else if (out->ways[GJ_PASS_WAYS - 1].distance > s->way.distance)
		out->ways[GJ_PASS_WAYS - 1] = s->way;
	qsort(out->ways, out->n_ways, sizeof *out->ways, by_distance);
}

/* The record with the way's changes; false: they do not go together. */
static int build(struct search *s, bool *fits)
{
	int rc = gj_record_copy(&s->scratch, s->record, NULL);

	*fits = true;
	for (size_t i = 0; rc == 0 && i < s->way.n; i++) {
		int done = gj_change_apply(&s->scratch, &s->way.changes[i]);

		if (done == GJ_ENOMEM)
			rc = done;
		*fits = *fits && done == 0;
	}
	return rc;
}

/* Goes `left` changes further than the way has come. */
static int deepen(struct search *s, size_t left)
{
	struct gj_changes next = { .items = NULL };
	int64_t before = s->way.distance;
	bool fits;
	int rc = build(s, &fits);

	if (rc || !fits)
		return rc;
	gj_vary(&next, s->cond, &s->scratch, s->reference, s->outside);
	if (next.failed)
		rc = GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < next.n && s->tries > 0; i++) {
		struct gj_change *c = &next.items[i];
		bool again = false;

		for (size_t k = 0; k < s->way.n; k++)
			again = again || same_change(&s->way.changes[k], c);
		if (c->field && c->row >= (size_t)s->record->values[c->fact->index].number &&
		    s->record->values[c->fact->index].state == GJ_GIVEN)
			again = true; /* a row that is only there after another change */
		if (again || (s->record->values[c->fact->index].state != GJ_GIVEN && c->field) ||
		    !is_allowed(s->record, c))
			continue;
		s->tries--;
		s->way.changes[s->way.n++] = *c;
		s->way.distance = before + distance_of(s->record, c);
		if (left > 1) {
			rc = deepen(s, left - 1);
		} else {
			rc = build(s, &fits);
			if (rc == 0 && fits)
				rc = passes(s, &s->scratch);
			if (rc == 1) {
				keep(s);
				rc = 0;
			}
		}
		s->way.n--;
		s->way.distance = before;
	}
	gj_changes_fini(&next);
	return rc;
}

static int find_ways(struct search *s, const struct gj_check *check)
{
	int rc = 0;

	*s->out = (struct gj_pass_check){ .check = check };
	s->out->ways = gj_arena_array(s->arena, GJ_PASS_WAYS, sizeof *s->out->ways);
	if (s->out->ways == NULL)
		return GJ_ENOMEM;
	s->cond = check->cond;
	s->tries = TRIES;
	for (size_t size = 1; rc == 0 && size <= GJ_PASS_CHANGES && s->out->n_ways == 0; size++) {
		s->way = (struct gj_way){ .n = 0 };
		rc = deepen(s, size);
	}
	/* Texts belong to the list of changes, which is gone. */
	for (size_t i = 0; rc == 0 && i < s->out->n_ways; i++)
		for (size_t k = 0; rc == 0 && k < s->out->ways[i].n; k++) {
			struct gj_value *v = &s->out->ways[i].changes[k].value;

			if (v->text && (v->text = gj_arena_strdup(s->arena, v->text)) == NULL)
				rc = GJ_ENOMEM;
		}
	return rc;
}

/* The first way of every check at once: do all checks pass then? */
static int try_together(struct gj_pass *out, struct search *s, const struct gj_category *category)
{
	int rc = gj_record_copy(&s->scratch, s->record, NULL);

	out->together = out->n_checks > 0;
	for (size_t i = 0; rc == 0 && i < out->n_checks; i++) {
		if (out->checks[i].n_ways == 0)
			out->together = false;
		for (size_t k = 0; out->together && k < out->checks[i].ways[0].n; k++) {
			int done = gj_change_apply(&s->scratch, &out->checks[i].ways[0].changes[k]);

			if (done == GJ_ENOMEM)
				rc = done;
			out->together = out->together && done == 0;
		}
	}
	for (size_t k = 0; rc == 0 && out->together && k < category->n_checks; k++) {
		s->cond = category->checks[k].cond;
		rc = passes(s, &s->scratch);
		out->together = rc == 1;
		rc = rc == 1 ? 0 : rc;
	}
	return rc;
}

int gj_pass_find(struct gj_pass *out, struct gj_arena *arena, const struct gj_category *category,
                 const struct gj_record *record, const uint8_t *outcomes, int32_t reference,
                 const struct gj_outside *outside, struct gj_err *err)
{
	struct search s = {
		.arena = arena, .record = record, .reference = reference, .outside = outside
	};
	int rc = gj_record_init(&s.scratch, &category->facts, err);

	if (rc)
		return rc;
	*out = (struct gj_pass){ .checks = gj_arena_array(arena, category->n_checks + 1,
		                                          sizeof *out->checks) };
	if (out->checks == NULL)
		rc = GJ_ENOMEM;
	for (size_t k = 0; rc == 0 && k < category->n_checks; k++) {
		if (outcomes[k] >= GJ_MET)
			continue;
		s.out = &out->checks[out->n_checks++];
		rc = find_ways(&s, &category->checks[k]);
	}
	if (rc == 0)
		rc = try_together(out, &s, category);
	gj_record_fini(&s.scratch);
	return rc ? gj_err_nomem(err, tr("what would make it pass")) : 0;
}
