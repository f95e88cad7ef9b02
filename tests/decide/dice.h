/* dice.h: random conditions of every kind, records for them, and the world outside; the same seed gives the same. */
#ifndef GJ_TEST_DICE_H
#define GJ_TEST_DICE_H
#include "engine/base/arena.h"
#include "engine/eval/outside.h"
#include "tests/decide/build.h"

struct gj_dice {
	uint64_t state; /* never 0 */
	struct gj_arena arena;
	bool sealed; /* nothing asks whether a fact is there, and tables leave no gap */
};

extern const struct gj_outside gj_dice_outside;

unsigned gj_dice_roll(struct gj_dice *d, unsigned n); /* 0..n-1 */
/* Over the fields of `list`; NULL: the application's facts. It lives in the arena. */
struct gj_cond *gj_dice_cond(struct gj_dice *d, int depth, const struct gj_fact *list);
struct gj_value gj_dice_given(struct gj_dice *d, const struct gj_fact *fact);
/* Every third value is missing, unknown, not asked or not applicable. */
void gj_dice_record(struct gj_dice *d, struct gj_record *r);
#endif
