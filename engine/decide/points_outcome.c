/* points_outcome.c: which outcomes a condition may have, from what stands in it. */
#include "engine/decide/points.h"

/* Every outcome that comes of one of `a` with one of `b`. */
static unsigned both(unsigned a, unsigned b, bool any)
{
	unsigned out = 0;

	for (uint8_t x = 0; x < GJ_OUTCOMES; x++)
		for (uint8_t y = 0; y < GJ_OUTCOMES; y++)
			if ((a >> x & 1) && (b >> y & 1))
				out |= 1u << (any ? gj_outcome_or(x, y) : gj_outcome_and(x, y));
	return out;
}

static unsigned each(unsigned a, uint8_t (*change)(uint8_t))
{
	unsigned out = 0;

	for (uint8_t x = 0; x < GJ_OUTCOMES; x++)
		if (a >> x & 1)
			out |= 1u << change(x);
	return out;
}

unsigned gj_points_outcomes(const struct gj_cond *c)
{
	const unsigned usual = 1u << GJ_MET | 1u << GJ_NOT_MET | 1u << GJ_UNKNOWN;
	unsigned out, part;

	switch (c->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
		out = 1u << GJ_NOT_APPLICABLE;
		for (size_t i = 0; i < c->n_args; i++)
			out = both(out, gj_points_outcomes(c->args[i]), c->kind == GJ_COND_ANY);
		return out;
	case GJ_COND_AT_LEAST_OF:
		out = usual;
		for (size_t i = 0; i < c->n_args; i++)
			out |= gj_points_outcomes(c->args[i]);
		return out;
	case GJ_COND_NOT:
		return each(gj_points_outcomes(c->args[0]), gj_outcome_not);
	case GJ_COND_ELSE_REVIEW:
		return each(gj_points_outcomes(c->args[0]), gj_outcome_soften);
	case GJ_COND_JUDGED:
		return 1u << GJ_MET | 1u << GJ_NOT_MET | 1u << GJ_REVIEW;
	case GJ_COND_GIVEN:
		return 1u << GJ_MET | 1u << GJ_UNKNOWN;
	case GJ_COND_RECOGNISED:
		return usual | 1u << GJ_REVIEW;
	case GJ_COND_WITHIN:
		return usual | (c->window.months ? 1u << c->window.boundary : 0);
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
	case GJ_COND_EVERY:
		part = c->rows.filter ? gj_points_outcomes(c->rows.filter) : 0;
		if (c->kind == GJ_COND_EVERY)
			part |= gj_points_outcomes(c->args[0]) | 1u << c->outcome;
		return usual | (part & (1u << GJ_REVIEW | 1u << GJ_NOT_APPLICABLE));
	case GJ_COND_UNLESS:
		return gj_points_outcomes(c->args[0]) | 1u << c->outcome;
	case GJ_COND_DATED:
		out = 0;
		for (size_t i = 0; i < c->n_args; i++)
			out |= gj_points_outcomes(c->args[i]);
		return out;
	case GJ_COND_COMPARE:
	case GJ_COND_HOLDS:
	case GJ_COND_ONE_OF:
	case GJ_COND_FUNCTION:
		break;
	}
	return usual;
}
