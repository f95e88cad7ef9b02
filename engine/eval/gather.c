/* gather.c: adds row by row what surely counts to the one bound, and what may count to the other. */
#include "engine/eval/gather.h"

#include "engine/eval/outcome.h"

void gj_gather_start(struct gj_gathered *g)
{
	*g = (struct gj_gathered){ .sum = gj_range_of(0),
		                   .count = gj_range_of(0),
		                   .least = GJ_RANGE_MOST,
		                   .most = GJ_RANGE_LEAST,
		                   .least_open = GJ_RANGE_MOST,
		                   .most_open = GJ_RANGE_LEAST,
		                   .open = GJ_MET };
}

void gj_gather_no_list(struct gj_gathered *g, uint8_t state)
{
	g->sum = g->count = gj_range_any(state);
	g->open = state;
}

void gj_gather_row(struct gj_gathered *g, struct gj_range value, uint8_t passes, bool natural)
{
	struct gj_range part, one;

	if (passes == GJ_NOT_MET || passes == GJ_NOT_APPLICABLE || value.open == GJ_NOT_APPLICABLE)
		return;
	if (value.open != GJ_MET && natural && value.low < 0)
		value.low = 0;
	g->open = gj_outcome_and(g->open, gj_outcome_and(passes, value.open));
	if (value.may_lack) /* a row without a value is none that counts */
		passes = gj_outcome_and(passes, value.open);
	value.may_lack = false;
	one = (struct gj_range){ .open = passes, .low = passes == GJ_MET, .high = 1 };
	part = value;
	if (passes != GJ_MET) { /* it may add its value, or nothing */
		part.open = gj_outcome_and(passes, value.open);
		part.low = value.low < 0 ? value.low : 0;
		part.high = value.high > 0 ? value.high : 0;
	}
	g->sum = gj_range_plus(g->sum, part);
	g->count = gj_range_plus(g->count, one);
	if (value.low < g->least_open)
		g->least_open = value.low;
	if (value.high > g->most_open)
		g->most_open = value.high;
	if (passes != GJ_MET)
		return;
	g->any = true;
	if (value.high < g->least)
		g->least = value.high;
	if (value.low > g->most)
		g->most = value.low;
}

struct gj_range gj_gather_extreme(const struct gj_gathered *g, bool largest)
{
	if (g->open == GJ_NOT_APPLICABLE || (g->open == GJ_MET && !g->any))
		return gj_range_any(GJ_NOT_APPLICABLE);
	if (!g->any) { /* and perhaps none counts */
		struct gj_range out = gj_range_any(g->open);

		out.may_lack = g->open == GJ_UNKNOWN || g->open == GJ_REVIEW;
		return out;
	}
	return largest
	           ? (struct gj_range){ .open = g->open, .low = g->most, .high = g->most_open }
	           : (struct gj_range){ .open = g->open, .low = g->least_open, .high = g->least };
}
