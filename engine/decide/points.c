/* points.c: three points a threshold, the edges of periods, none and some of a list. */
#include "engine/decide/points.h"

#include "engine/base/day.h"
#include "engine/eval/most.h"
#include "engine/eval/walk.h"

#include <stdlib.h>

struct adding {
	struct gj_points *points;
	size_t check;
};

static void add_point(struct adding *a, struct gj_point point)
{
	struct gj_points *p = a->points;

	point.check = a->check;
	for (size_t i = p->n; i-- > 0 && p->items[i].check == a->check;) {
		const struct gj_point *x = &p->items[i];

		/* A condition that is written once may stand in two places. */
		if (x->cond == point.cond && x->bound == point.bound && x->least == point.least &&
		    x->step == point.step && x->side == point.side)
			return;
	}
	if (p->n == p->room) {
		size_t room = p->room ? 2 * p->room : 128;
		struct gj_point *more = realloc(p->items, room * sizeof *more);

		if (more == NULL) {
			p->failed = true;
			return;
		}
		p->items = more;
		p->room = room;
	}
	p->items[p->n++] = point;
}

static void add(struct adding *a, const struct gj_cond *cond, enum gj_point_side side)
{
	add_point(a, (struct gj_point){ .cond = cond, .side = side });
}

static void add_bound(struct adding *a, const struct gj_cond *cond, const struct gj_term *term,
                      bool least)
{
	static const enum gj_point_side sides[] = { GJ_POINT_BELOW, GJ_POINT_AT, GJ_POINT_ABOVE };

	int64_t most = gj_term_most(term->args[0]), limit = least ? term->low : term->high;

	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		if (sides[i] == GJ_POINT_BELOW || most > limit ||
		    (sides[i] == GJ_POINT_AT && most == limit))
			add_point(a, (struct gj_point){ .cond = cond,
			                                .bound = term,
			                                .least = least,
			                                .side = sides[i] });
}

/* What is capped or floored on the way to a side of the comparison. */
static void add_bounds(struct adding *a, const struct gj_cond *cond, const struct gj_term *term)
{
	if (term == NULL)
		return;
	if (term->kind == GJ_TERM_BOUNDED && term->high != INT64_MAX)
		add_bound(a, cond, term, false);
	if (term->kind == GJ_TERM_BOUNDED && term->low != INT64_MIN)
		add_bound(a, cond, term, true);
	add_bounds(a, cond, term->share_of);
	for (size_t i = 0; i < term->n_args; i++)
		add_bounds(a, cond, term->args[i]);
}

/* A later stretch of time begins, or the last one ends. */
static void add_days(struct adding *a, const struct gj_cond *cond)
{
	for (size_t i = 1; i < cond->n_args; i++) {
		add_point(a, (struct gj_point){ .cond = cond, .step = i, .side = GJ_POINT_BELOW });
		add_point(a, (struct gj_point){ .cond = cond, .step = i, .side = GJ_POINT_AT });
	}
}

/* Nothing is below none of something that is counted. */
static bool has_below(const struct gj_cond *c)
{
	bool counted = c->left->kind == GJ_TERM_ROWS || c->left->kind == GJ_TERM_DISTINCT ||
	               (c->left->kind == GJ_TERM_FACT && c->left->fact->type == GJ_FACT_COUNT);

	return !counted || c->right->kind != GJ_TERM_NUMBER || c->right->number > 0;
}

static bool add_cond(void *ctx, const struct gj_cond *c, const struct gj_fact *row)
{
	struct adding *a = ctx;

	(void)row;
	switch (c->kind) {
	case GJ_COND_COMPARE:
		if (has_below(c))
			add(a, c, GJ_POINT_BELOW);
		add(a, c, GJ_POINT_AT);
		add(a, c, GJ_POINT_ABOVE);
		add_bounds(a, c, c->left);
		add_bounds(a, c, c->right);
		break;
	case GJ_COND_DATED:
		add_days(a, c);
		break;
	case GJ_COND_WITHIN:
		add(a, c, GJ_POINT_BELOW);
		add(a, c, GJ_POINT_AT);
		if (c->window.months)
			add(a, c, GJ_POINT_ABOVE);
		add(a, c, GJ_POINT_LAST);
		add(a, c, GJ_POINT_AFTER);
		break;
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
		add(a, c, GJ_POINT_NO_ROW);
		add(a, c, GJ_POINT_ROW);
		break;
	case GJ_COND_AT_LEAST_OF:
		add(a, c, GJ_POINT_BELOW);
		add(a, c, GJ_POINT_AT);
		break;
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_NOT:
	case GJ_COND_ELSE_REVIEW:
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_ONE_OF:
	case GJ_COND_RECOGNISED:
	case GJ_COND_EVERY:
	case GJ_COND_UNLESS:
	case GJ_COND_FUNCTION:
		break;
	}
	return true;
}

void gj_points_add(struct gj_points *p, size_t check, const struct gj_cond *cond)
{
	struct adding a = { .points = p, .check = check };

	gj_walk_cond(&(struct gj_walk){ .cond = add_cond, .ctx = &a }, cond);
}

void gj_points_fini(struct gj_points *p)
{
	free(p->items);
	*p = (struct gj_points){ .items = NULL };
}

static int64_t common(int64_t a, int64_t b)
{
	a = a < 0 ? -a : a;
	b = b < 0 ? -b : b;
	while (b) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* 0: it is always 0. */
static int64_t grain(const struct gj_term *t)
{
	int64_t out = 0;

	switch (t->kind) {
	case GJ_TERM_NUMBER:
		return t->number;
	case GJ_TERM_PLUS:
	case GJ_TERM_MINUS:
	case GJ_TERM_CASES:
	case GJ_TERM_BOUNDED:
	case GJ_TERM_PICKED:
		for (size_t i = 0; i < t->n_args; i++)
			out = common(out, grain(t->args[i]));
		if (t->kind == GJ_TERM_BOUNDED && t->low != INT64_MIN)
			out = common(out, t->low);
		if (t->kind == GJ_TERM_BOUNDED && t->high != INT64_MAX)
			out = common(out, t->high);
		return out;
	case GJ_TERM_SCALED:
		out = grain(t->args[0]);
		if (out > 1000000 || out < -1000000 || t->number > 1000000 || t->number < -1000000)
			return 1;
		return out * t->number % t->per == 0 ? out * t->number / t->per : 1;
	case GJ_TERM_FACT:
	case GJ_TERM_SHARE:
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
	case GJ_TERM_SUM:
	case GJ_TERM_LARGEST:
	case GJ_TERM_SMALLEST:
	case GJ_TERM_AVERAGE:
	case GJ_TERM_SHIFTED:
	case GJ_TERM_REFERENCE:
	case GJ_TERM_ABOVE:
	case GJ_TERM_GROWTH:
		break;
	}
	return 1;
}

int64_t gj_points_grain(const struct gj_term *term)
{
	int64_t g = common(grain(term), 0);

	return g > 0 ? g : 1;
}

/* How far the left side is from the limit, and what one unit of it makes; false: not known. */
static bool distance(const struct gj_trace *t, __int128 *d, __int128 *step)
{
	const struct gj_term *left = t->cond->left, *right = t->cond->right;
	__int128 a, b, number = 1, per = 1;

	if (t->left) {
		if (t->left->value.open != GJ_MET)
			return false;
		a = t->left->value.low;
		if (left->kind == GJ_TERM_AVERAGE) {
			*step = right->per ? right->per : 1;
			*d = a * *step - (__int128)right->number * (__int128)t->left->passed;
			return t->left->passed > 0;
		}
		if (t->right->value.open != GJ_MET)
			return false;
		b = t->right->value.low;
	} else {
		if (t->left_state != GJ_GIVEN || t->right_state != GJ_GIVEN ||
		    t->left_low != t->left_high || t->right_low != t->right_high)
			return false;
		a = t->left_low;
		b = t->right_low;
	}
	if (right->kind == GJ_TERM_SHARE || right->kind == GJ_TERM_GROWTH) {
		per = right->per;
		number = right->number + (right->kind == GJ_TERM_GROWTH ? right->per : 0);
		if (t->zero_base)
			return false;
	}
	*step = per * gj_points_grain(left);
	*d = a * per - b * number;
	return true;
}

/* What was worked out for a term below this part. */
static const struct gj_trace_part *part_of(const struct gj_trace_part *p,
                                           const struct gj_term *term)
{
	const struct gj_trace_part *found = NULL;

	if (p == NULL || p->term == term)
		return p;
	for (size_t i = 0; i < p->n_parts && !found; i++)
		found = part_of(&p->parts[i], term);
	return found;
}

/* The same of the number that a bound holds in. */
static bool distance_of_bound(const struct gj_trace *t, const struct gj_point *point, __int128 *d,
                              __int128 *step)
{
	const struct gj_trace_part *p = part_of(t->left, point->bound);

	p = p ? p : part_of(t->right, point->bound);
	if (p == NULL || p->n_parts == 0 || p->parts[0].value.open != GJ_MET)
		return false;
	*step = gj_points_grain(point->bound->args[0]);
	*d = (__int128)p->parts[0].value.low -
	     (point->least ? point->bound->low : point->bound->high);
	return true;
}

bool gj_points_distance(const struct gj_trace *t, const struct gj_point *point, double *d,
                        double *unit)
{
	__int128 exact, step;

	if (!(point && point->bound ? distance_of_bound(t, point, &exact, &step)
	                            : distance(t, &exact, &step)))
		return false;
	*d = (double)exact;
	*unit = step > 0 ? (double)step : 1;
	return true;
}

static bool stands_compare(const struct gj_trace *t, const struct gj_point *point)
{
	__int128 d, step;

	if (!(point->bound ? distance_of_bound(t, point, &d, &step) : distance(t, &d, &step)))
		return false;
	return point->side == GJ_POINT_AT      ? d == 0
	       : point->side == GJ_POINT_BELOW ? d < 0 && d >= -step
	                                       : d > 0 && d <= step;
}

int32_t gj_points_day(const struct gj_point *point)
{
	if (point->cond->kind != GJ_COND_DATED)
		return GJ_DAY_NONE;
	return point->cond->since[point->step] - (point->side == GJ_POINT_BELOW ? 1 : 0);
}

static bool stands_within(const struct gj_trace *t, enum gj_point_side side)
{
	int64_t day = t->value.number;

	if (t->value.state != GJ_GIVEN || t->right_state != GJ_GIVEN)
		return false;
	switch (side) {
	case GJ_POINT_BELOW:
		return day == (int64_t)t->from - 1;
	case GJ_POINT_AT:
		return day == t->from;
	case GJ_POINT_ABOVE:
		return day == (int64_t)t->from + 1;
	case GJ_POINT_LAST:
		return day == t->to;
	case GJ_POINT_AFTER:
		return day == (int64_t)t->to + 1;
	case GJ_POINT_NO_ROW:
	case GJ_POINT_ROW:
		break;
	}
	return false;
}

bool gj_points_stands(const struct gj_trace *t, const struct gj_point *point)
{
	enum gj_point_side side = point->side;
	size_t met = 0;

	switch (t->cond->kind) {
	case GJ_COND_COMPARE:
		return stands_compare(t, point);
	case GJ_COND_DATED:
		return t->to == gj_points_day(point);
	case GJ_COND_WITHIN:
		return stands_within(t, side);
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
		return t->rows_state == GJ_GIVEN && t->open == 0 &&
		       (side == GJ_POINT_ROW) == (t->passed > 0);
	case GJ_COND_AT_LEAST_OF:
		for (size_t i = 0; i < t->n_args; i++)
			met += t->args[i].outcome == GJ_MET;
		return met == t->cond->k - (side == GJ_POINT_BELOW ? 1u : 0u);
	default:
		return false;
	}
}

void gj_points_watch(void *ctx, const struct gj_trace *t)
{
	struct gj_points *p = ctx;

	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].cond == t->cond && !p->items[i].stood)
			p->items[i].stood = gj_points_stands(t, &p->items[i]);
}
