/* pass.h: what would make an application pass: for every check in the way, the fewest facts that could be otherwise. */
#ifndef GJ_PASS_H
#define GJ_PASS_H
#include "engine/decide/criterion.h"
#include "engine/decide/vary.h"

enum {
	GJ_PASS_CHANGES = 3, /* most facts of one way */
	GJ_PASS_WAYS = 6     /* most ways that are shown of one check */
};

struct gj_way {
	struct gj_change changes[GJ_PASS_CHANGES];
	size_t n;
	int64_t distance; /* how far numbers move in all, to set ways of the same length in order */
};

struct gj_pass_check {
	const struct gj_check *check;
	struct gj_way *ways; /* all of the same, smallest length; the nearest first */
	size_t
	    n_ways; /* 0: none was found: what stands in the way cannot change, or more than three facts would */
};

struct gj_pass { /* in the arena that was handed in */
	struct gj_pass_check *checks;
	size_t n_checks;
	bool together; /* the first way of every check, made at once, makes all checks pass */
};

/* `outcomes` are by check. What cannot change is left as it is, what can only grow does not shrink; a fact that nobody
 * stated may be stated. Errors: GJ_ENOMEM. */
int gj_pass_find(struct gj_pass *out, struct gj_arena *arena, const struct gj_category *category,
                 const struct gj_record *record, const uint8_t *outcomes, int32_t reference,
                 const struct gj_outside *outside, struct gj_err *err);
#endif
