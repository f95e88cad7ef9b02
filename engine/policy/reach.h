/* reach.h: whether a condition can be met at all, reckoned over the ranges that facts may have. */
#ifndef GJ_REACH_H
#define GJ_REACH_H
#include "engine/base/arena.h"
#include "engine/eval/cond.h"

struct gj_reach {
	struct gj_arena arena; /* scratch */
	size_t budget;         /* steps left for this answer; at 0 it is yes */
	size_t total;          /* steps left for all answers */
	bool failed;           /* memory ran out */
	/* When the answer is no: the conditions that clash and over which fact. */
	const struct gj_cond *a, *b; /* b NULL: a alone, or a with many */
	const struct gj_fact *fact;  /* NULL: over no single one */
};

void gj_reach_init(struct gj_reach *r);
void gj_reach_fini(struct gj_reach *r);
/* Whether some values of the facts, all of them applicable and given, make the condition met (or, with
 * `negated`, not met). Only ever wrong by saying yes. */
bool gj_reach_possible(struct gj_reach *r, const struct gj_cond *cond, bool negated);
#endif
