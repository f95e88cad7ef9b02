/* imply.c: goes down two trees side by side. */
#include "engine/decide/imply.h"

#include "engine/base/calendar.h"
#include "engine/base/text.h"

#include <string.h>

static bool same_days(const int32_t *a, size_t n_a, const int32_t *b, size_t n_b)
{
	return n_a == n_b && (n_a == 0 || memcmp(a, b, n_a * sizeof *a) == 0);
}

static bool same_calendar(const struct gj_calendar *a, const struct gj_calendar *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct gj_calendar_year *x = &a->years[i], *y = &b->years[i];

		if (x->year != y->year ||
		    !same_days(x->holidays, x->n_holidays, y->holidays, y->n_holidays) ||
		    !same_days(x->workdays, x->n_workdays, y->workdays, y->n_workdays))
			return false;
	}
	return true;
}

static bool same_rows(const struct gj_rows *a, const struct gj_rows *b)
{
	return a->list == b->list && !a->filter == !b->filter &&
	       (!a->filter || gj_imply_same(a->filter, b->filter));
}

/* Numbers apart. */
static bool same_shape(const struct gj_term *a, const struct gj_term *b);

bool gj_imply_same_term(const struct gj_term *a, const struct gj_term *b)
{
	return a == b || (same_shape(a, b) && a->number == b->number && a->per == b->per);
}

static bool same_shape(const struct gj_term *a, const struct gj_term *b)
{
	if (!a || !b)
		return a == b;
	if (a->kind != b->kind || a->fact != b->fact || a->zero_base != b->zero_base ||
	    a->type != b->type || a->points != b->points || a->low != b->low ||
	    a->high != b->high || a->decimals != b->decimals || a->rounding != b->rounding ||
	    a->step != b->step || a->n_args != b->n_args || a->n_conds != b->n_conds ||
	    !same_calendar(a->calendar, b->calendar) || !same_rows(&a->rows, &b->rows) ||
	    !gj_imply_same_term(a->share_of, b->share_of))
		return false;
	for (size_t i = 0; i < a->n_args; i++)
		if (!gj_imply_same_term(a->args[i], b->args[i]))
			return false;
	for (size_t i = 0; i < a->n_conds; i++)
		if (!gj_imply_same(a->conds[i], b->conds[i]))
			return false;
	return true;
}

static bool same_window(const struct gj_window *a, const struct gj_window *b)
{
	return a->months == b->months && a->anchor == b->anchor && a->boundary == b->boundary &&
	       a->from == b->from && a->to == b->to && a->to_reference == b->to_reference &&
	       a->anchored == b->anchored && a->anchor_day == b->anchor_day;
}

static bool has_values(const struct gj_cond *all, const struct gj_cond *some)
{
	for (size_t i = 0; i < some->n_values; i++) {
		size_t k = 0;

		while (k < all->n_values && strcmp(all->values[k], some->values[i]) != 0)
			k++;
		if (k == all->n_values)
			return false;
	}
	return true;
}

static bool same_since(const struct gj_cond *a, const struct gj_cond *b)
{
	return !a->since == !b->since &&
	       (!a->since || same_days(a->since, a->n_args, b->since, b->n_args));
}

bool gj_imply_same(const struct gj_cond *a, const struct gj_cond *b)
{
	if (a == b)
		return true;
	if (a->kind != b->kind || a->k != b->k || a->fact != b->fact || a->cmp != b->cmp ||
	    a->n_args != b->n_args || a->outcome != b->outcome || a->function != b->function ||
	    !same_since(a, b) || !gj_text_same(a->category, b->category) ||
	    !same_window(&a->window, &b->window) || !gj_imply_same_term(a->left, b->left) ||
	    !gj_imply_same_term(a->right, b->right) || !same_rows(&a->rows, &b->rows) ||
	    !has_values(a, b) || !has_values(b, a))
		return false;
	for (size_t i = 0; i < a->n_args; i++)
		if (!gj_imply_same(a->args[i], b->args[i]))
			return false;
	return true;
}

/* What follows is about `below`: wherever the first is met the second is, wherever the second is not met the first is
 * not, and neither applies without the other. Joints keep that, and `no` turns it round. */
static bool below(const struct gj_cond *a, const struct gj_cond *b);

static bool rows_below(const struct gj_rows *a, const struct gj_rows *b)
{
	if (a->list != b->list)
		return false;
	if (a->filter == NULL || b->filter == NULL)
		return b->filter == NULL;
	return below(a->filter, b->filter);
}

/* Which of two limits asks for more, of the same left side: a * number / per. */
static bool limit_below(const struct gj_cond *a, const struct gj_cond *b)
{
	const struct gj_term *x = a->right, *y = b->right;
	__int128 p = x->number, q = y->number;
	bool up = a->cmp == GJ_AT_LEAST || a->cmp == GJ_MORE_THAN;
	bool strict_a = a->cmp == GJ_MORE_THAN || a->cmp == GJ_LESS_THAN;
	bool strict_b = b->cmp == GJ_MORE_THAN || b->cmp == GJ_LESS_THAN;

	if (a->cmp == GJ_EQUALS || b->cmp == GJ_EQUALS ||
	    up != (b->cmp == GJ_AT_LEAST || b->cmp == GJ_MORE_THAN) || !same_shape(x, y))
		return false;
	if (x->kind == GJ_TERM_SHARE) {
		const struct gj_term *base = x->share_of;

		/* Of a base below 0 a larger share is less. */
		if (x->per <= 0 || y->per <= 0 ||
		    !(base->kind == GJ_TERM_ROWS || base->kind == GJ_TERM_DISTINCT ||
		      (base->kind == GJ_TERM_FACT && base->fact->type == GJ_FACT_COUNT)))
			return false;
		p *= y->per;
		q *= x->per;
	} else if (x->kind != GJ_TERM_NUMBER || x->per != y->per) {
		return false;
	}
	if (p != q)
		return up ? p > q : p < q;
	return strict_a || !strict_b;
}

static bool compare_below(const struct gj_cond *a, const struct gj_cond *b)
{
	const struct gj_term *x = a->left, *y = b->left;
	bool up = a->cmp == GJ_AT_LEAST || a->cmp == GJ_MORE_THAN;

	if (gj_imply_same_term(x, y))
		return limit_below(a, b) ||
		       (a->cmp == b->cmp && gj_imply_same_term(a->right, b->right));
	/* Fewer rows are counted. */
	return x->kind == y->kind && (x->kind == GJ_TERM_ROWS || x->kind == GJ_TERM_DISTINCT) &&
	       x->fact == y->fact && a->right->kind == GJ_TERM_NUMBER &&
	       b->right->kind == GJ_TERM_NUMBER && limit_below(a, b) &&
	       (up ? rows_below(&x->rows, &y->rows) : rows_below(&y->rows, &x->rows));
}

static bool window_below(const struct gj_window *a, const struct gj_window *b)
{
	if (same_window(a, b))
		return true;
	if (!a->months != !b->months || a->to_reference != b->to_reference)
		return false;
	if (!a->months) /* a day that is none makes it unknown */
		return a->from != GJ_DAY_NONE && b->from != GJ_DAY_NONE && a->to != GJ_DAY_NONE &&
		       b->to != GJ_DAY_NONE && a->from >= b->from && a->to <= b->to;
	if (a->anchor != b->anchor || a->anchored != b->anchored || a->anchor_day != b->anchor_day)
		return false;
	return a->months < b->months || (a->months == b->months && a->boundary <= b->boundary);
}

static bool args_below(const struct gj_cond *a, const struct gj_cond *b)
{
	if (a->n_args != b->n_args)
		return false;
	for (size_t i = 0; i < a->n_args; i++)
		if (!below(a->args[i], b->args[i]))
			return false;
	return true;
}

static bool unless_below(const struct gj_cond *a, const struct gj_cond *b)
{
	return a->outcome == b->outcome && gj_imply_same(a->args[1], b->args[1]) &&
	       below(a->args[0], b->args[0]);
}

static bool below(const struct gj_cond *a, const struct gj_cond *b)
{
	if (gj_imply_same(a, b))
		return true;
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_ELSE_REVIEW:
		return args_below(a, b);
	case GJ_COND_NOT:
		return below(b->args[0], a->args[0]);
	case GJ_COND_DATED:
		return a->n_args == b->n_args && same_since(a, b) && args_below(a, b);
	case GJ_COND_UNLESS: /* what does not apply when it is not met stops to apply later */
		return a->outcome != GJ_NOT_APPLICABLE && unless_below(a, b);
	case GJ_COND_EVERY:
		return a->outcome == b->outcome && same_rows(&a->rows, &b->rows) &&
		       below(a->args[0], b->args[0]);
	case GJ_COND_EXISTS:
		return rows_below(&a->rows, &b->rows);
	case GJ_COND_NONE:
		return rows_below(&b->rows, &a->rows);
	case GJ_COND_COMPARE:
		return compare_below(a, b);
	case GJ_COND_WITHIN:
		return a->fact == b->fact && window_below(&a->window, &b->window);
	case GJ_COND_ONE_OF:
		return a->fact == b->fact && has_values(b, a);
	case GJ_COND_AT_LEAST_OF: /* parts that do not apply can make more of them too few */
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_RECOGNISED:
	case GJ_COND_FUNCTION:
		break; /* the same, or nothing is known */
	}
	return false;
}

/* Over the stretches of time of both: at every time that the narrow one is in force, so is a wide one. */
static bool dated(const struct gj_cond *narrow, const struct gj_cond *wide)
{
	for (size_t i = 0; i < narrow->n_args; i++) {
		bool covered = false;

		for (size_t k = 0; k < wide->n_args; k++) {
			bool ended = k + 1 < wide->n_args && wide->since[k + 1] <= narrow->since[i];
			bool later =
			    i + 1 < narrow->n_args && wide->since[k] >= narrow->since[i + 1];

			covered = covered || wide->since[k] <= narrow->since[i];
			if (!ended && !later && !gj_imply(narrow->args[i], wide->args[k]))
				return false;
		}
		if (!covered)
			return false;
	}
	return true;
}

bool gj_imply(const struct gj_cond *narrow, const struct gj_cond *wide)
{
	if (below(narrow, wide))
		return true;
	if (narrow->kind == GJ_COND_UNLESS && wide->kind == GJ_COND_UNLESS &&
	    unless_below(narrow, wide))
		return true;
	if (narrow->kind == GJ_COND_AT_LEAST_OF && wide->kind == GJ_COND_AT_LEAST_OF &&
	    narrow->k >= wide->k && args_below(narrow, wide))
		return true;
	if (wide->kind == GJ_COND_ELSE_REVIEW)
		return gj_imply(narrow, wide->args[0]);
	if (narrow->kind == GJ_COND_ELSE_REVIEW)
		return gj_imply(narrow->args[0], wide);
	if (wide->kind == GJ_COND_ALL) {
		for (size_t i = 0; i < wide->n_args; i++)
			if (!gj_imply(narrow, wide->args[i]))
				return false;
		return true;
	}
	if (narrow->kind == GJ_COND_ALL) {
		for (size_t i = 0; i < narrow->n_args; i++)
			if (gj_imply(narrow->args[i], wide))
				return true;
		return false;
	}
	if (narrow->kind == GJ_COND_DATED && wide->kind == GJ_COND_DATED)
		return dated(narrow, wide);
	if (narrow->kind == GJ_COND_DATED) {
		for (size_t i = 0; i < narrow->n_args; i++)
			if (!gj_imply(narrow->args[i], wide))
				return false;
		return true;
	}
	return false;
}
