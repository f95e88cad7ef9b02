/* lint_reach.c: checks that nobody can meet, branches that are never taken, checks that everybody meets. */
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/policy/finding.h"
#include "engine/policy/lint.h"
#include "engine/policy/reach.h"

static void report_never(struct gj_build *b, const struct gj_reach *r, const struct gj_check *check)
{
	const struct gj_cond *at = r->a ? r->a : check->cond;

	if (r->a && r->b && r->fact && r->a->place.line != r->b->place.line)
		gj_build_report(
		    b, GJ_FOUND_NEVER_MET, at->place, tr("change one of the two lines"),
		    tr("check %s can never be met: no value of \"%s\" fits this and line %d"),
		    check->id, r->fact->key, r->b->place.line);
	else if (r->fact)
		gj_build_report(b, GJ_FOUND_NEVER_MET, at->place, NULL,
		                tr("check %s can never be met: no value of \"%s\" fits this"),
		                check->id, r->fact->key);
	else
		gj_build_report(b, GJ_FOUND_NEVER_MET, at->place, NULL,
		                tr("check %s can never be met: its conditions exclude each other"),
		                check->id);
}

/* Whether a failure may end as a review: then nothing is always met. */
static bool may_review(const struct gj_cond *cond)
{
	if (cond->kind == GJ_COND_ELSE_REVIEW || cond->kind == GJ_COND_RECOGNISED)
		return true;
	for (size_t i = 0; i < cond->n_args; i++)
		if (may_review(cond->args[i]))
			return true;
	return false;
}

/* Branches that are never taken although the check as a whole can be met. */
static void lint_branches(struct gj_build *b, struct gj_reach *r, const struct gj_check *check,
                          const struct gj_cond *cond)
{
	bool branching = cond->kind == GJ_COND_ANY || cond->kind == GJ_COND_AT_LEAST_OF;

	if (!branching && cond->kind != GJ_COND_ALL && cond->kind != GJ_COND_ELSE_REVIEW)
		return;
	for (size_t i = 0; i < cond->n_args; i++) {
		if (branching && !gj_reach_possible(r, cond->args[i], false))
			gj_build_report(b, GJ_FOUND_DEAD_BRANCH, cond->args[i]->place,
			                tr("take it out or mend it"),
			                tr("check %s: this branch can never be met"), check->id);
		else
			lint_branches(b, r, check, cond->args[i]);
	}
}

static void lint_check(struct gj_build *b, struct gj_reach *r, const struct gj_check *check)
{
	if (!check->cond) { /* whatever was wrong with it, it must not pass unseen */
		if (b->findings->errors == 0)
			gj_build_report(b, GJ_FOUND_EMPTY, check->place, NULL,
			                tr("check %s has no condition"), check->id);
		return;
	}
	if (!gj_reach_possible(r, check->cond, false)) {
		report_never(b, r, check);
		return;
	}
	lint_branches(b, r, check, check->cond);
	if (!may_review(check->cond) && !gj_reach_possible(r, check->cond, true))
		gj_build_report(b, GJ_FOUND_ALWAYS_MET, check->place, NULL,
		                tr("check %s is met whatever its facts are"), check->id);
}

int gj_lint_reach(struct gj_build *b)
{
	const struct gj_policy *p = b->policy;
	struct gj_reach reach;

	gj_reach_init(&reach);
	for (size_t i = 0; i < p->n_categories; i++)
		for (size_t j = 0; j < p->categories[i].n_checks && !reach.failed; j++)
			lint_check(b, &reach, &p->categories[i].checks[j]);
	gj_reach_fini(&reach);
	return reach.failed ? GJ_ENOMEM : 0;
}
