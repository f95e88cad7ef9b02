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
	/* How far the record is from being good; GJ_TESTGAP_FAR: it says nothing. 0, or an error. */
	int (*far)(double *out, void *ctx, const struct gj_record *record, int32_t reference,
	           const struct gj_outside *outside);
};
#define GJ_TESTGAP_FAR 1e30
/* Fills base, changes and gives where something is found; the changes lie in the arena. Errors: GJ_ENOMEM. */
int gj_testgap_find(struct gj_gap *gap, struct gj_arena *arena, const struct gj_testrun *run,
                    const struct gj_category *category, const struct gj_goal *goal);
/* testagree.c: the compiled program says the same of every case. Errors: GJ_EINTERNAL where it does not, GJ_ENOMEM. */
int gj_testrun_agree(const struct gj_testrun *run, struct gj_err *err);
/* The n-th case to start from: those where the check comes to met or not met go before the others. NULL: no more. */
const struct gj_testcase *gj_testgap_base(const struct gj_testrun *run,
                                          const struct gj_category *category,
                                          const struct gj_check *check, size_t n);
/* testscore.c: the number called as `points` is, where the steps hold it; else *out stays. `points` NULL: nothing. */
void gj_testscore_of(struct gj_range *out, const struct gj_term *points, const struct gj_trace *t);
bool gj_testscore_is(const struct gj_expect *e, struct gj_range value);
/* testclimb.c: the same, several changes on, by coming nearer; what a number is worth there. */
int gj_testgap_climb(struct gj_gap *gap, struct gj_arena *arena, const struct gj_testrun *run,
                     const struct gj_category *category, const struct gj_goal *goal);
void gj_testgap_apart(double *far, const struct gj_trace *a, const struct gj_trace *b);
void gj_testgap_nearer(double *far, const struct gj_trace *t, const struct gj_point *point);

/* testproof.c: for a mutant that no near case shows; fills same, and base and changes where the proof gives a case. */
int gj_testproof(struct gj_gap *gap, struct gj_arena *arena, const struct gj_testrun *run,
                 const struct gj_category *category, const struct gj_goal *goal);
#endif
