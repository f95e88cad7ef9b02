/* range.c: arithmetic of numbers that lie between two bounds, exact, saturating, never guessing. */
#include "engine/eval/range.h"

#include "engine/base/calendar.h"
#include "engine/eval/outcome.h"
#include "engine/eval/program.h"
#include "engine/eval/walk.h"

#include <limits.h>

static int64_t keep(__int128 n)
{
	if (n >= GJ_RANGE_MOST)
		return GJ_RANGE_MOST;
	return n <= GJ_RANGE_LEAST ? GJ_RANGE_LEAST : (int64_t)n;
}

bool gj_range_is(const struct gj_term *term)
{
	return term->kind == GJ_TERM_SHARE ? gj_range_is(term->share_of)
	                                   : term->kind >= GJ_TERM_SUM;
}

struct gj_range gj_range_of(int64_t number)
{
	number = keep(number);
	return (struct gj_range){ .open = GJ_MET, .low = number, .high = number };
}

struct gj_range gj_range_any(uint8_t open)
{
	return (struct gj_range){ .open = open, .low = GJ_RANGE_LEAST, .high = GJ_RANGE_MOST };
}

struct gj_range gj_range_nothing(bool reached)
{
	return (struct gj_range){ .open = GJ_NOT_APPLICABLE, .low = !reached, .high = 0 };
}

/* Conditions and terms that are not applicable only where a fact is stated to be so. */
static bool plain_cond(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	bool *plain = ctx;

	(void)row;
	switch (cond->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_NOT:
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_ONE_OF:
		return *plain;
	case GJ_COND_COMPARE: /* of two facts one may be known not to apply, which shows with the other */
		return *plain = *plain && cond->right->kind == GJ_TERM_NUMBER;
	default:
		return *plain = false;
	}
}

static bool plain_term(void *ctx, const struct gj_term *term, const struct gj_fact *row)
{
	bool *plain = ctx;

	(void)row;
	switch (term->kind) {
	case GJ_TERM_SHARE: /* of nothing */
	case GJ_TERM_GROWTH:
	case GJ_TERM_AVERAGE:
	case GJ_TERM_LARGEST:
	case GJ_TERM_SMALLEST:
	case GJ_TERM_MINUS:
	case GJ_TERM_CASES:
		return *plain = false;
	case GJ_TERM_ROWS: /* counted, whatever their filter */
	case GJ_TERM_DISTINCT:
	case GJ_TERM_SUM:
		return false;
	default:
		return *plain;
	}
}

bool gj_range_reaches_behind(const struct gj_term *table)
{
	bool plain = true;
	const struct gj_walk walk = { .cond = plain_cond, .term = plain_term, .ctx = &plain };

	for (size_t i = 0; i < table->n_conds && plain; i++)
		gj_walk_cond(&walk, table->conds[i]);
	return !plain;
}

/* What two numbers together wait for: the worse of both. */
static uint8_t worse(uint8_t a, uint8_t b)
{
	return gj_outcome_and(a, b);
}

static struct gj_range lacking(struct gj_range a)
{
	a.may_lack = a.open == GJ_UNKNOWN || a.open == GJ_REVIEW;
	return a;
}

/* As a part of a sum, what is not wanted adds nothing. */
static struct gj_range or_nothing(struct gj_range a)
{
	if (a.may_lack && a.low > 0)
		a.low = 0;
	if (a.may_lack && a.high < 0)
		a.high = 0;
	return a;
}

struct gj_range gj_range_plus(struct gj_range a, struct gj_range b)
{
	if (a.open == GJ_NOT_APPLICABLE)
		return b;
	if (b.open == GJ_NOT_APPLICABLE)
		return a;
	a = or_nothing(a);
	b = or_nothing(b);
	return (struct gj_range){ .open = worse(a.open, b.open),
		                  .may_lack = a.may_lack && b.may_lack,
		                  .low = keep((__int128)a.low + b.low),
		                  .high = keep((__int128)a.high + b.high) };
}

struct gj_range gj_range_minus(struct gj_range a, struct gj_range b)
{
	uint8_t open = worse(a.open, b.open);

	/* Not applicable is the greatest outcome: it must not hide that the other one is open. */
	if (open >= GJ_MET && (a.open == GJ_NOT_APPLICABLE || b.open == GJ_NOT_APPLICABLE))
		return gj_range_any(GJ_NOT_APPLICABLE);
	if (a.open == GJ_NOT_APPLICABLE || b.open == GJ_NOT_APPLICABLE)
		return lacking(gj_range_any(open));
	return (struct gj_range){ .open = open,
		                  .may_lack = a.may_lack || b.may_lack,
		                  .low = keep((__int128)a.low - b.high),
		                  .high = keep((__int128)a.high - b.low) };
}

static int64_t divide(__int128 n, int64_t per, enum gj_rounding rounding)
{
	bool negative = n < 0;
	__int128 size = negative ? -n : n, whole = size / per, rest = size % per;

	switch (rounding) {
	case GJ_ROUND_HALF_UP:
		whole += 2 * rest >= per;
		break;
	case GJ_ROUND_UP:
		whole += rest > 0;
		break;
	case GJ_ROUND_DOWN:
		break;
	case GJ_ROUND_HALF_EVEN:
		whole += 2 * rest > per || (2 * rest == per && whole % 2 == 1);
		break;
	}
	return keep(negative ? -whole : whole);
}

/* A bound that stands for all that lies beyond goes on doing so. */
static int64_t scale(int64_t bound, int64_t number, int64_t per, enum gj_rounding rounding)
{
	if (number != 0 && (bound <= GJ_RANGE_LEAST || bound >= GJ_RANGE_MOST))
		return (bound > 0) == (number > 0) ? GJ_RANGE_MOST : GJ_RANGE_LEAST;
	return divide((__int128)bound * number, per, rounding);
}

struct gj_range gj_range_scaled(struct gj_range a, int64_t number, int64_t per,
                                enum gj_rounding rounding)
{
	int64_t low = scale(a.low, number, per, rounding);
	int64_t high = scale(a.high, number, per, rounding);

	if (a.open == GJ_NOT_APPLICABLE)
		return a;
	return (struct gj_range){ .open = a.open,
		                  .may_lack = a.may_lack,
		                  .low = low < high ? low : high,
		                  .high = low < high ? high : low };
}

struct gj_range gj_range_bounded(struct gj_range a, int64_t low, int64_t high)
{
	if (a.open == GJ_NOT_APPLICABLE)
		return a;
	if (a.low < low)
		a.low = low;
	if (a.high < low)
		a.high = low;
	if (a.low > high)
		a.low = high;
	if (a.high > high)
		a.high = high;
	return a;
}

struct gj_range gj_range_picked(struct gj_range a, int64_t low, int64_t high)
{
	if (a.open == GJ_MET && (a.low < low || a.low > high))
		return gj_range_any(GJ_ERROR);
	if (a.open == GJ_MET || a.open == GJ_NOT_APPLICABLE || a.open == GJ_ERROR)
		return a;
	return (struct gj_range){
		.open = GJ_REVIEW, .may_lack = a.may_lack, .low = low, .high = high
	};
}

struct gj_range gj_range_choose(uint8_t condition, struct gj_range yes, struct gj_range no)
{
	struct gj_range out;

	if (condition == GJ_MET)
		return yes;
	if (condition == GJ_NOT_APPLICABLE && no.open == GJ_NOT_APPLICABLE)
		return gj_range_any(GJ_NOT_APPLICABLE); /* that is how one comes behind the rows */
	if (condition == GJ_NOT_MET || condition == GJ_NOT_APPLICABLE)
		return no;
	/* The same settled number either way waits for nothing. */
	if (yes.open == no.open && (yes.open == GJ_NOT_APPLICABLE ||
	                            (yes.open == GJ_MET && yes.low == no.low)))
		return yes;
	out.open = condition;
	if (yes.open < GJ_MET)
		out.open = worse(out.open, yes.open);
	if (no.open < GJ_MET)
		out.open = worse(out.open, no.open);
	if (yes.open == GJ_NOT_APPLICABLE || no.open == GJ_NOT_APPLICABLE) {
		/* One side is no number, and where nothing comes to it, the other is all there is. */
		struct gj_range other = yes.open == GJ_NOT_APPLICABLE ? no : yes;
		bool reached = yes.open == GJ_NOT_APPLICABLE || no.low <= no.high;

		other.open = out.open;
		return reached ? lacking(other) : other;
	}
	out.may_lack = yes.may_lack || no.may_lack;
	out.low = yes.low < no.low ? yes.low : no.low;
	out.high = yes.high > no.high ? yes.high : no.high;
	return out;
}

struct gj_range gj_range_shifted(struct gj_range day, const struct gj_term *shift)
{
	enum { FAR = INT32_MAX / 2 }; /* far beyond every calendar, and twice as much is a day still */
	int32_t moved = GJ_DAY_NONE, from, by;
	struct gj_date date;

	if (day.open != GJ_MET)
		return (struct gj_range){ .open = day.open,
			                  .may_lack = day.may_lack,
			                  .low = GJ_RANGE_LEAST,
			                  .high = GJ_RANGE_MOST };
	if (day.low < -FAR || day.low > FAR || shift->number < -FAR || shift->number > FAR)
		return gj_range_any(GJ_ERROR);
	from = (int32_t)day.low;
	by = (int32_t)shift->number;
	switch (shift->step) {
	case GJ_STEP_DAYS:
		date = gj_day_date(from + by);
		moved = gj_day_from(date.year, date.month, date.day);
		break;
	case GJ_STEP_MONTHS:
		moved = gj_day_add_months(from, by);
		break;
	case GJ_STEP_WORKING_DAYS:
		moved = gj_calendar_add(shift->calendar, from, by, NULL);
		break;
	case GJ_STEP_MONTH_END:
		date = gj_day_date(from);
		moved =
		    gj_day_from(date.year, date.month, gj_day_month_length(date.year, date.month));
		break;
	}
	return moved == GJ_DAY_NONE ? gj_range_any(GJ_ERROR) : gj_range_of(moved);
}

/* The comparison of the corners that make it most and least true. */
static bool holds(__int128 left, enum gj_cmp cmp, __int128 right)
{
	switch (cmp) {
	case GJ_AT_LEAST:
		return left >= right;
	case GJ_MORE_THAN:
		return left > right;
	case GJ_AT_MOST:
		return left <= right;
	case GJ_LESS_THAN:
		return left < right;
	case GJ_EQUALS:
		break;
	}
	return left == right;
}

struct corner {
	__int128 low, high;
};

/* What stands for all that lies beyond goes on doing so, whatever the factor. */
static __int128 bound_times(int64_t bound, int64_t factor)
{
	const __int128 far = (__int128)1 << 126;

	if (factor != 0 && bound >= GJ_RANGE_MOST)
		return factor > 0 ? far : -far;
	if (factor != 0 && bound <= GJ_RANGE_LEAST)
		return factor > 0 ? -far : far;
	return (__int128)bound * factor;
}

static struct corner times(struct gj_range r, int64_t factor)
{
	__int128 a = bound_times(r.low, factor), b = bound_times(r.high, factor);

	return a < b ? (struct corner){ a, b } : (struct corner){ b, a };
}

uint8_t gj_range_compare(struct gj_range a, enum gj_cmp cmp, struct gj_range b, int64_t number,
                         int64_t per, uint8_t zero)
{
	uint8_t open = worse(a.open, b.open);
	struct corner left, right;
	bool always = false, never = false;

	if (open == GJ_ERROR)
		return GJ_ERROR;
	if (a.open == GJ_NOT_APPLICABLE || b.open == GJ_NOT_APPLICABLE)
		return open < GJ_MET ? open : GJ_NOT_APPLICABLE;
	if (a.may_lack || b.may_lack)
		return open;
	if (zero != GJ_NO_ZERO) {
		if (b.low == 0 && b.high == 0)
			return zero;
		if (b.low <= 0 && b.high >= 0)
			return open; /* there may be nothing to be a share of */
	}
	left = times(a, per);
	right = times(b, number);
	switch (cmp) {
	case GJ_AT_LEAST:
	case GJ_MORE_THAN:
		always = holds(left.low, cmp, right.high);
		never = !holds(left.high, cmp, right.low);
		break;
	case GJ_AT_MOST:
	case GJ_LESS_THAN:
		always = holds(left.high, cmp, right.low);
		never = !holds(left.low, cmp, right.high);
		break;
	case GJ_EQUALS:
		always = left.low == left.high && right.low == right.high && left.low == right.low;
		never = left.high < right.low || right.high < left.low;
		break;
	}
	if (always)
		return GJ_MET;
	return never ? (uint8_t)GJ_NOT_MET : open;
}

uint8_t gj_range_compare_growth(struct gj_range a, enum gj_cmp cmp, struct gj_range b,
                                int64_t number, int64_t per, uint8_t zero)
{
	uint8_t open = worse(a.open, b.open);

	if (open != GJ_ERROR && a.open != GJ_NOT_APPLICABLE && b.open != GJ_NOT_APPLICABLE &&
	    !a.may_lack && !b.may_lack) {
		if (b.high <= 0) /* nothing to grow from */
			return zero;
		if (b.low <= 0)
			return open;
	}
	return gj_range_compare(a, cmp, b, per + number, per, GJ_NO_ZERO);
}
