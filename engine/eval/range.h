/* range.h: a number that is not settled yet: between two bounds, and what it waits for. */
#ifndef GJ_RANGE_H
#define GJ_RANGE_H
#include "engine/eval/cond.h"

/* open MET: settled, low == high. REVIEW, UNKNOWN: some number of low..high, waiting for a person, for a fact.
 * NOT_APPLICABLE: no number, and none is wanted. ERROR: no number; low and high say nothing. The bounds saturate
 * at GJ_RANGE_LEAST and _MOST, which stand for whatever lies beyond. */
struct gj_range {
	uint8_t open; /* enum gj_outcome, never NOT_MET */
	int64_t low, high;
};

#define GJ_RANGE_MOST ((int64_t)4000000000000000000)
#define GJ_RANGE_LEAST (-GJ_RANGE_MOST)

struct gj_range gj_range_of(int64_t number);
/* Nothing is known but that it waits for `open`. */
struct gj_range gj_range_any(uint8_t open);
struct gj_range gj_range_plus(struct gj_range a, struct gj_range b);  /* not applicable adds nothing */
struct gj_range gj_range_minus(struct gj_range a, struct gj_range b); /* not applicable: neither is the difference */
struct gj_range gj_range_scaled(struct gj_range a, int64_t number, int64_t per, enum gj_rounding rounding);
struct gj_range gj_range_bounded(struct gj_range a, int64_t low, int64_t high);
/* `yes` where the condition is met, `no` where it is not met or not applicable; what covers both while it is open. */
struct gj_range gj_range_choose(uint8_t condition, struct gj_range yes, struct gj_range no);
struct gj_range gj_range_shifted(struct gj_range day, const struct gj_term *shift);
/* a * per cmp b * number, in 128 bits: settled when every number of both ranges gives one answer, else what they wait
 * for. `zero`: of b being 0 (with `growth`: 0 or below), or GJ_NO_ZERO. */
uint8_t gj_range_compare(struct gj_range a, enum gj_cmp cmp, struct gj_range b, int64_t number, int64_t per,
                         uint8_t zero);
#endif
