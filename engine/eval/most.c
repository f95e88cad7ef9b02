/* most.c: the most that a term can come to, whatever the facts are. */
#include "engine/eval/most.h"

/* What is added in the worst case is nothing: a part that does not apply adds none. */
static int64_t at_least_nothing(int64_t most)
{
	return most < 0 ? 0 : most;
}

static int64_t most_scaled(const struct gj_term *t)
{
	int64_t most = gj_term_most(t->args[0]);

	if (most == INT64_MAX || __builtin_mul_overflow(at_least_nothing(most), t->number, &most) ||
	    __builtin_add_overflow(most, t->per - 1, &most))
		return INT64_MAX;
	return most / t->per; /* rounded up, which no rounding exceeds */
}

int64_t gj_term_most(const struct gj_term *t)
{
	int64_t most = INT64_MIN, part;

	switch (t->kind) {
	case GJ_TERM_NUMBER:
		return t->number;
	case GJ_TERM_BOUNDED:
		part = gj_term_most(t->args[0]);
		part = part < t->high ? part : t->high;
		return part > t->low ? part : t->low;
	case GJ_TERM_PICKED:
		return t->high;
	case GJ_TERM_CASES:
		for (size_t i = 0; i < t->n_args; i++) {
			part = gj_term_most(t->args[i]);
			most = part > most ? part : most;
		}
		return most;
	case GJ_TERM_PLUS:
		most = 0;
		for (size_t i = 0; i < t->n_args; i++) {
			part = gj_term_most(t->args[i]);
			if (part == INT64_MAX ||
			    __builtin_add_overflow(most, at_least_nothing(part), &most))
				return INT64_MAX;
		}
		return most;
	case GJ_TERM_SCALED:
		return most_scaled(t);
	case GJ_TERM_FACT:
	case GJ_TERM_SHARE:
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
	case GJ_TERM_SUM:
	case GJ_TERM_LARGEST:
	case GJ_TERM_SMALLEST:
	case GJ_TERM_AVERAGE:
	case GJ_TERM_MINUS:
	case GJ_TERM_SHIFTED:
	case GJ_TERM_REFERENCE:
	case GJ_TERM_ABOVE:
	case GJ_TERM_GROWTH:
		break;
	}
	return INT64_MAX;
}
