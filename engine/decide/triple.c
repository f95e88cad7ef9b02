/* triple.c: compares numbers that may still move, exactly. */
#include "engine/decide/triple.h"

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
		return left == right;
	}
	return false;
}

static uint8_t truth(bool yes)
{
	return yes ? GJ_MET : GJ_NOT_MET;
}

static uint8_t open_outcome(bool only_review)
{
	return only_review ? GJ_REVIEW : GJ_UNKNOWN;
}

uint8_t gj_triple_open(const struct gj_triple *left, const struct gj_triple *base)
{
	return open_outcome(left->mid == left->high && base->mid == base->high);
}

uint8_t gj_triple_against(const struct gj_triple *left, enum gj_cmp cmp, int64_t k)
{
	bool equals = cmp == GJ_EQUALS;
	bool rising = cmp == GJ_AT_LEAST || cmp == GJ_MORE_THAN;
	bool at_low = holds(left->low, cmp, k), at_high = holds(left->high, cmp, k);

	if (equals && left->low != left->high)
		return k < left->low || k > left->high ? (uint8_t)GJ_NOT_MET
		                                       : open_outcome(left->mid == left->high);
	if (at_low == at_high)
		return truth(at_low);
	return open_outcome(rising ? holds(left->mid, cmp, k) : left->mid == left->high);
}

/* Cross-multiplied at the two corners of the ranges. */
uint8_t gj_triple_against_share(const struct gj_triple *left, enum gj_cmp cmp,
                                const struct gj_triple *base, int64_t number, int64_t per)
{
	__int128 low = (__int128)left->low * per, high = (__int128)left->high * per;
	__int128 base_low = (__int128)base->low * number, base_high = (__int128)base->high * number;
	bool sure = false, never = false;

	switch (cmp) {
	case GJ_AT_LEAST:
	case GJ_MORE_THAN:
		sure = holds(low, cmp, base_high);
		never = !holds(high, cmp, base_low);
		break;
	case GJ_AT_MOST:
	case GJ_LESS_THAN:
		sure = holds(high, cmp, base_low);
		never = !holds(low, cmp, base_high);
		break;
	case GJ_EQUALS:
		sure = low == high && base_low == base_high && low == base_low;
		never = high < base_low || low > base_high;
		break;
	}
	if (sure || never)
		return truth(sure);
	return gj_triple_open(left, base);
}
