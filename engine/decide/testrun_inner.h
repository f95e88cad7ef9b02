/* testrun_inner.h: what the files of the test runner share. */
#ifndef GJ_TESTRUN_INNER_H
#define GJ_TESTRUN_INNER_H
#include "engine/decide/testrun.h"

struct gj_tested *gj_testrun_of(const struct gj_testrun *run, const struct gj_category *category);
/* What the case knows of others, and the functions. */
struct gj_outside gj_testrun_outside(const struct gj_testrun *run, const struct gj_testcase *c);

/* testgap.c: looks for a case, a change or two away from one there is, for which `good` says yes. */
struct gj_goal {
	const struct gj_cond *cond; /* of the check */
	int (*good)(void *ctx, const struct gj_record *record, int32_t reference,
	            const struct gj_outside *outside, uint8_t *gives); /* 1, 0, or an error */
	void *ctx;
};
/* Fills base, changes and gives where something is found; the changes lie in the arena. Errors: GJ_ENOMEM. */
int gj_testgap_find(struct gj_gap *gap, struct gj_arena *arena, const struct gj_testrun *run,
                    const struct gj_category *category, const struct gj_goal *goal);
/* testproof.c: for a mutant that no near case shows; fills same, and base and changes where the proof gives a case. */
int gj_testproof(struct gj_gap *gap, struct gj_arena *arena, const struct gj_testrun *run,
                 const struct gj_category *category, const struct gj_goal *goal);
#endif
