/* lint.h: what can be known of a policy before any applicant is looked at. */
#ifndef GJ_LINT_H
#define GJ_LINT_H
#include "engine/policy/build.h"

/* Runs every check below over the finished policy. Errors: GJ_ENOMEM. */
int gj_lint_run(struct gj_build *b);

/* lint_structure.c: statements left over, categories without what they need, facts that nobody reads. */
void gj_lint_structure(struct gj_build *b);
void gj_lint_unused(struct gj_build *b);
/* The facts of a condition count as read, although no check may hold it: an option not taken. */
void gj_lint_use(const struct gj_cond *cond);
void gj_lint_use_term(const struct gj_term *term);
/* lint_programme.c: targets and phases: sums and dates. */
void gj_lint_programme(struct gj_build *b);
/* lint_names.c: names of facts that read alike. Errors: GJ_ENOMEM. */
int gj_lint_names(struct gj_build *b);
/* lint_reach.c: checks that nobody can meet, or nobody can fail. Errors: GJ_ENOMEM. */
int gj_lint_reach(struct gj_build *b);
#endif
