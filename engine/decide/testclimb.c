/* testclimb.c: goes from the cases there are, change by change, to where a number comes nearest to its limit. */
#include "engine/base/err.h"
#include "engine/decide/testrun_inner.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS = 5, KEPT = 8, BASES = 4, TRIES = 6000 };

struct way { /* changes of a base, one after another */
	struct gj_change changes[STEPS];
	size_t n;
	double far;
};

struct climb {
	struct gj_gap *gap;
	struct gj_arena *arena;
	const struct gj_goal *goal;
	const struct gj_testcase *base;
	struct gj_outside outside;
	struct gj_record record;
	struct way best[KEPT], next[KEPT];
	size_t n_best, n_next, tries;
};

static int walk(struct climb *c, const struct way *way)
{
	int rc = gj_record_copy(&c->record, &c->base->record, NULL);

	for (size_t i = 0; rc == 0 && i < way->n; i++)
		rc = gj_change_apply(&c->record, &way->changes[i]);
	return rc;
}

/* The nearest few, the nearest first; of those that are as near one. */
static void note(struct climb *c, const struct way *way)
{
	size_t at = c->n_next;

	for (size_t i = 0; i < c->n_next; i++)
		if (c->next[i].far == way->far)
			return;
	while (at > 0 && c->next[at - 1].far > way->far)
		at--;
	if (at == KEPT)
		return;
	if (c->n_next < KEPT)
		c->n_next++;
	memmove(&c->next[at + 1], &c->next[at], (c->n_next - at - 1) * sizeof *way);
	c->next[at] = *way;
}

static int found(struct climb *c, const struct way *way, uint8_t gives)
{
	struct gj_change *changes = gj_arena_array(c->arena, STEPS, sizeof *changes);

	if (changes == NULL)
		return GJ_ENOMEM;
	for (size_t i = 0; i < way->n; i++) {
		changes[i] = way->changes[i];
		if (changes[i].value.text)
			changes[i].value.text = gj_arena_strdup(c->arena, changes[i].value.text);
		if (way->changes[i].value.text && changes[i].value.text == NULL)
			return GJ_ENOMEM;
	}
	c->gap->base = c->base;
	c->gap->changes = changes;
	c->gap->n_changes = way->n;
	c->gap->gives = gives;
	return 1;
}

/* 1: there; 0; or an error. */
static int try(struct climb *c, struct way *way)
{
	uint8_t gives = GJ_ERROR;
	int rc = walk(c, way);

	if (rc == GJ_EINVAL || c->tries == 0)
		return 0;
	c->tries--;
	if (rc == 0)
		rc = c->goal->good(c->goal->ctx, &c->record, c->base->reference, &c->outside,
		                   &gives);
	if (rc == 1)
		return found(c, way, gives);
	if (rc == 0)
		rc = c->goal->far(&way->far, c->goal->ctx, &c->record, c->base->reference,
		                  &c->outside);
	if (rc == 0 && way->far < GJ_TESTGAP_FAR)
		note(c, way);
	return rc;
}

static int step(struct climb *c, const struct way *from)
{
	struct gj_changes changes = { .items = NULL };
	int rc = walk(c, from);

	if (rc == 0)
		gj_vary(&changes, c->goal->cond, &c->record, c->base->reference, &c->outside);
	if (changes.failed)
		rc = GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < changes.n; i++) {
		struct way way = *from;

		way.changes[way.n++] = changes.items[i];
		rc = try(c, &way);
	}
	gj_changes_fini(&changes);
	return rc;
}

static int climb_from(struct climb *c)
{
	int rc = 0;

	c->best[0] = (struct way){ .n = 0 };
	c->n_best = 1;
	for (size_t steps = 0; rc == 0 && steps < STEPS && c->n_best > 0; steps++) {
		c->n_next = 0;
		for (size_t i = 0; rc == 0 && i < c->n_best; i++)
			rc = step(c, &c->best[i]);
		memcpy(c->best, c->next, c->n_next * sizeof *c->next);
		c->n_best = c->n_next;
	}
	return rc;
}

int gj_testgap_climb(struct gj_gap *gap, struct gj_arena *arena, const struct gj_testrun *run,
                     const struct gj_category *category, const struct gj_goal *goal)
{
	struct climb *c = calloc(1, sizeof *c);
	int rc;

	if (c == NULL)
		return GJ_ENOMEM;
	*c = (struct climb){ .gap = gap, .arena = arena, .goal = goal };
	rc = gj_record_init(&c->record, &category->facts, NULL);
	if (rc == 0) {
		for (size_t i = 0; rc == 0 && i < BASES; i++) {
			c->base = gj_testgap_base(run, category, gap->check, i);
			if (c->base == NULL)
				break;
			c->tries = TRIES;
			c->outside = gj_testrun_outside(run, c->base);
			rc = climb_from(c);
		}
		gj_record_fini(&c->record);
	}
	free(c);
	return rc == 1 ? 0 : rc;
}

/* ---- how far ---- */

static void nearer(double *far, const struct gj_trace *t, const struct gj_point *point, int want)
{
	double d, unit;

	if (!gj_points_distance(t, point, &d, &unit))
		return;
	d = (d - want * unit) / unit;
	d = d < 0 ? -d : d;
	*far = d < *far ? d : *far;
}

static bool differs(const struct gj_trace_part *a, const struct gj_trace_part *b)
{
	return a && b &&
	       (a->value.open != b->value.open || a->value.low != b->value.low ||
	        a->value.high != b->value.high);
}

/* Over comparisons whose sides already differ, how far the true one is from its limit. */
void gj_testgap_apart(double *far, const struct gj_trace *a, const struct gj_trace *b)
{
	if (a->n_args != b->n_args)
		return;
	for (size_t i = 0; i < a->n_args && a->cond->kind != GJ_COND_EVERY; i++)
		gj_testgap_apart(far, &a->args[i], &b->args[i]);
	if (a->cond->kind == GJ_COND_COMPARE && b->cond->kind == GJ_COND_COMPARE &&
	    (differs(a->left, b->left) || differs(a->right, b->right) ||
	     a->cond->right->number != b->cond->right->number || a->cond->cmp != b->cond->cmp))
		nearer(far, a, NULL, 0);
}

void gj_testgap_nearer(double *far, const struct gj_trace *t, const struct gj_point *point)
{
	if (t->cond == point->cond && t->cond->kind == GJ_COND_COMPARE)
		nearer(far, t, point,
		       point->side == GJ_POINT_BELOW   ? -1
		       : point->side == GJ_POINT_ABOVE ? 1
		                                       : 0);
}
