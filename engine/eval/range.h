/* range.h: a number that is not settled yet: between two bounds, and what it waits for. */
#ifndef GJ_RANGE_H
#define GJ_RANGE_H
#include "engine/eval/cond.h"

/* open MET: settled, low == high. REVIEW, UNKNOWN: some number of low..high, waiting for a person, for a fact.
 * NOT_APPLICABLE: no number, and none is wanted. ERROR: no number; low and high say nothing. The bounds saturate
 * at GJ_RANGE_LEAST and _MOST, which stand for whatever lies beyond. A fact that nobody stated is taken to be some
 * number; what is worked out of it may yet turn out not to apply. */
struct gj_range {
	uint8_t open;  /* enum gj_outcome, never NOT_MET */
	bool may_lack; /* only with REVIEW, UNKNOWN: or none is wanted after all; no comparison is settled then */
	int64_t low, high;
};

#define GJ_RANGE_MOST ((int64_t)4000000000000000000)
#define GJ_RANGE_LEAST (-GJ_RANGE_MOST)

/* Whether a term of this kind is a range; the older kinds compare in their own, quicker ways. A share is what
 * it is a share of. */
bool gj_range_is(const struct gj_term *term);
struct gj_range gj_range_of(int64_t number);
/* Nothing is known but that it waits for `open`. */
struct gj_range gj_range_any(uint8_t open);
/* Behind the last row of a table without another: only what does not apply comes to it; not `reached`: that is not
 * open either, so that it widens nothing. */
struct gj_range gj_range_nothing(bool reached);
/* Whether an open condition of a table (GJ_TERM_CASES) may turn out not applicable: it asks more than facts alone. */
bool gj_range_reaches_behind(const struct gj_term *table);
struct gj_range gj_range_plus(struct gj_range a,
                              struct gj_range b); /* not applicable adds nothing */
struct gj_range gj_range_minus(struct gj_range a,
                               struct gj_range b); /* not applicable: neither is the difference */
struct gj_range gj_range_scaled(struct gj_range a, int64_t number, int64_t per,
                                enum gj_rounding rounding);
struct gj_range gj_range_bounded(struct gj_range a, int64_t low, int64_t high);
/* What an expert picked: outside of low..high an error; not yet: anything between, and a person is waited for. */
struct gj_range gj_range_picked(struct gj_range a, int64_t low, int64_t high);
/* `yes` where the condition is met, `no` where it is not met or not applicable; what covers both while it is open. */
struct gj_range gj_range_choose(uint8_t condition, struct gj_range yes, struct gj_range no);
struct gj_range gj_range_shifted(struct gj_range day, const struct gj_term *shift);
/* COND unless GROUND: what the waiver gives, the condition, or what it waits for. Who is spared and meets the
 * condition as well may be called either: that is all one to a whole check, and to all of several. Elsewhere (not
 * `whole`) a waiver takes nothing away: what is met stays met, and what is open, and may yet be met, stays open. */
uint8_t gj_range_unless(uint8_t cond, uint8_t ground, uint8_t waived, bool whole);
/* Whether a part of a condition of this kind decides for the whole as the condition itself does. */
bool gj_range_is_whole(const struct gj_cond *cond);
/* What is asked of every row of a list that passes: the rows one by one, then the whole; `none`: of no such row. */
struct gj_range_every {
	uint8_t sure;        /* all that is asked of the rows that pass */
	uint8_t least, most; /* of the rows that may pass */
	uint8_t open;        /* what the filter waits for */
	bool passed;
};
struct gj_range_every gj_range_every_start(void);
void gj_range_every_row(struct gj_range_every *e, uint8_t passes, uint8_t asked);
uint8_t gj_range_every_end(const struct gj_range_every *e, uint8_t none);
/* a * per cmp b * number, in 128 bits: settled when every number of both ranges gives one answer, else what they wait
 * for. `zero`: of b being 0, or GJ_NO_ZERO. */
uint8_t gj_range_compare(struct gj_range a, enum gj_cmp cmp, struct gj_range b, int64_t number,
                         int64_t per, uint8_t zero);
/* a cmp b * (1 + number / per); `zero`: of b being 0 or below. */
uint8_t gj_range_compare_growth(struct gj_range a, enum gj_cmp cmp, struct gj_range b,
                                int64_t number, int64_t per, uint8_t zero);
#endif
