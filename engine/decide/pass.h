/* pass.h: what would make an application pass: the fewest facts that could be otherwise, by check and in all. */
#ifndef GJ_PASS_H
#define GJ_PASS_H
#include "engine/decide/criterion.h"
#include "engine/decide/vary.h"

enum {
	GJ_PASS_CHANGES = 3, /* most facts of one way for a check */
	GJ_PASS_WHOLE = 12,  /* and for the whole application */
	GJ_PASS_WAYS = 6     /* most ways that are shown of one check, or of the whole */
};

struct gj_way {
	struct gj_change changes[GJ_PASS_WHOLE];
	size_t n;
	int64_t distance; /* how far numbers move in all, to set ways of the same length in order */
};

struct gj_ways {
	struct gj_way *items; /* all of the same, smallest length; the nearest first; no two of the same facts */
	size_t n;
	bool given_up; /* the search ended at its limit: there may be shorter ones, or some after all */
};

struct gj_pass_check {
	const struct gj_check *check;
	struct gj_ways ways; /* none: what stands in the way cannot change, or more than three facts would */
};

/* How much hangs on one fact: of the values tried of it alone, for the checks in the way, how many settle one. */
struct gj_pass_fact {
	const struct gj_fact *fact;
	size_t settles, tried;
};

struct gj_pass { /* in the arena that was handed in */
	struct gj_pass_check *checks;
	size_t n_checks;
	struct gj_pass_fact *facts; /* that still matter and can change, those that settle most often first */
	size_t n_facts;
	struct gj_ways whole; /* make every check pass, also those that pass already */
};

/* `outcomes` are by check. What cannot change is left as it is, what can only grow does not shrink; a fact that nobody
 * stated may be stated. Errors: GJ_ENOMEM. */
int gj_pass_find(struct gj_pass *out, struct gj_arena *arena, const struct gj_category *category,
                 const struct gj_record *record, const uint8_t *outcomes, int32_t reference,
                 const struct gj_outside *outside, struct gj_err *err);
#endif
