/* triple.h: a number that is not settled while rows are undetermined, and how it compares. */
#ifndef GJ_TRIPLE_H
#define GJ_TRIPLE_H
#include "engine/eval/cond.h"
#include "engine/eval/record.h"

/* Between low (certain) and high (possible); mid counts the rows that only wait for a person as
 * passed. Of a plain fact all three are the same. The state is of the fact or of the list. */
struct gj_triple {
	enum gj_state state;
	int64_t low, mid, high;
};

/* left cmp k. Settled when every number of the range gives one answer; review when only a person's
 * word is wanted, else unknown. */
uint8_t gj_triple_against(const struct gj_triple *left, enum gj_cmp cmp, int64_t k);
/* left cmp base * number / per, without rounding. */
uint8_t gj_triple_against_share(const struct gj_triple *left, enum gj_cmp cmp,
                                const struct gj_triple *base, int64_t number, int64_t per);
/* Review when nothing but a person's word is open on either side, else unknown. */
uint8_t gj_triple_open(const struct gj_triple *left, const struct gj_triple *base);
#endif
