/* lint.h: what can be known of a policy before any applicant is looked at. */
#ifndef GJ_LINT_H
#define GJ_LINT_H
#include "engine/policy/build.h"

/* Runs every check below over the finished policy. Errors: GJ_ENOMEM. */
int gj_lint_run(struct gj_build *b);

/* lint_structure.c: statements left over, categories without what they need, facts that nobody reads. */
void gj_lint_structure(struct gj_build *b);
void gj_lint_unused(struct gj_build *b);
/* lint_programme.c: targets and phases: sums and dates. */
void gj_lint_programme(struct gj_build *b);
/* lint_reach.c: checks that nobody can meet, or nobody can fail. Errors: GJ_ENOMEM. */
int gj_lint_reach(struct gj_build *b);

/* reach.c: whether some values of the facts, all of them given, make every cond of conds[n] met (or,
 * with `negated`, not met). Only ever wrong by saying yes. */
struct gj_reach {
	struct gj_arena *arena;       /* scratch */
	const struct gj_cond *a, *b;  /* when the answer is no: the conditions that clash; b may be NULL */
	const struct gj_fact *fact;   /* what they clash over; NULL: several, or rows */
	size_t budget;                /* steps left; at 0 the answer is yes */
	bool failed;                  /* memory ran out */
};
bool gj_reach_possible(struct gj_reach *r, const struct gj_cond *cond, bool negated);
#endif
