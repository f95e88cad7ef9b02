/* testrun.c: evaluates every check of every case once, and keeps what was seen on the way. */
#include "engine/decide/testrun.h"

#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/testrun_inner.h"

#include <stdlib.h>
#include <string.h>

/* The files of the policy that it extends stand in a folder of their own. */
bool gj_testrun_own(const struct gj_check *check)
{
	const char *file = check->cond->place.file;

	return file == NULL || strchr(file, '/') == NULL;
}

static int tested_open(struct gj_tested *t, const struct gj_category *category)
{
	const unsigned wanted =
	    1u << GJ_MET | 1u << GJ_NOT_MET | 1u << GJ_UNKNOWN | 1u << GJ_REVIEW;

	*t = (struct gj_tested){ .category = category };
	t->seen = calloc(category->n_checks + 1, sizeof *t->seen);
	t->possible = calloc(category->n_checks + 1, sizeof *t->possible);
	if (t->seen == NULL || t->possible == NULL)
		return GJ_ENOMEM;
	for (size_t k = 0; k < category->n_checks; k++) {
		if (!gj_testrun_own(&category->checks[k]))
			continue;
		t->possible[k] = gj_points_outcomes(category->checks[k].cond) & wanted;
		gj_points_add(&t->points, k, category->checks[k].cond);
	}
	return t->points.failed ? GJ_ENOMEM : 0;
}

struct gj_tested *gj_testrun_of(const struct gj_testrun *run, const struct gj_category *category)
{
	for (size_t i = 0; i < run->n_tested; i++)
		if (run->tested[i].category == category)
			return &run->tested[i];
	return NULL;
}

struct gj_outside gj_testrun_outside(const struct gj_testrun *run, const struct gj_testcase *c)
{
	struct gj_outside outside = run->outside;

	outside.resolve = gj_testcase_resolve;
	outside.resolve_ctx = (void *)c; /* read only */
	return outside;
}

static int case_run(struct gj_testrun *run, size_t i)
{
	const struct gj_testcase *c = run->cases->items[i];
	struct gj_tested *tested = gj_testrun_of(run, c->category);
	struct gj_outside outside = gj_testrun_outside(run, c);
	struct gj_arena arena;
	struct gj_trace *t;
	int rc = 0;

	if (c->reference == GJ_DAY_NONE)
		return 0;
	run->outcomes[i] = calloc(c->category->n_checks + 1, 1);
	run->points[i] = calloc(c->n_expects + 1, sizeof **run->points);
	if (run->outcomes[i] == NULL || run->points[i] == NULL)
		return GJ_ENOMEM;
	for (size_t e = 0; e < c->n_expects; e++)
		run->points[i][e] = gj_range_any(GJ_NOT_APPLICABLE);
	outside.watch = c->n_expects ? gj_points_watch : NULL;
	outside.watch_ctx = &tested->points;
	gj_arena_init(&arena, 0);
	for (size_t k = 0; rc == 0 && k < c->category->n_checks; k++) {
		gj_arena_clear(&arena);
		rc = gj_trace_run(&t, &arena, c->category->checks[k].cond, &c->record, c->reference,
		                  &outside, NULL);
		if (rc)
			break;
		run->outcomes[i][k] = (uint8_t)t->outcome;
		for (size_t e = 0; e < c->n_expects; e++)
			gj_testscore_of(&run->points[i][e], c->expects[e].points, t);
		if (c->n_expects)
			tested->seen[k] |= 1u << t->outcome;
	}
	gj_arena_fini(&arena);
	if (rc == 0)
		run->results[i] = gj_decision_result(c->category, run->outcomes[i]);
	return rc;
}

int gj_testrun_open(struct gj_testrun *run, const struct gj_testcases *cases,
                    const struct gj_outside *outside, struct gj_err *err)
{
	int rc = 0;

	*run = (struct gj_testrun){ .cases = cases };
	if (outside)
		run->outside = *outside;
	run->outcomes = calloc(cases->n + 1, sizeof(uint8_t *));
	run->points = calloc(cases->n + 1, sizeof *run->points);
	run->results = calloc(cases->n + 1, sizeof *run->results);
	run->tested = calloc(cases->n_categories + 1, sizeof *run->tested);
	if (!run->outcomes || !run->points || !run->results || !run->tested)
		rc = GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < cases->n_categories; i++)
		if (!cases->categories[i].registered_only)
			rc = tested_open(&run->tested[run->n_tested++], &cases->categories[i]);
	for (size_t i = 0; rc == 0 && i < cases->n; i++) {
		rc = case_run(run, i);
		if (rc)
			break;
		if (cases->items[i]->n_expects == 0)
			run->templates++;
		else if (gj_testrun_passed(run, i))
			run->passed++;
		else
			run->failed++;
	}
	if (rc)
		gj_err_nomem(err, tr("the tests"));
	else
		rc = gj_testrun_agree(run, err);
	if (rc)
		gj_testrun_close(run);
	return rc;
}

void gj_testrun_close(struct gj_testrun *run)
{
	for (size_t i = 0; run->outcomes && i < run->cases->n; i++)
		free(run->outcomes[i]);
	for (size_t i = 0; run->tested && i < run->n_tested; i++) {
		gj_points_fini(&run->tested[i].points);
		free(run->tested[i].seen);
		free(run->tested[i].possible);
	}
	for (size_t i = 0; run->points && i < run->cases->n; i++)
		free(run->points[i]);
	free(run->outcomes);
	free(run->points);
	free(run->results);
	free(run->tested);
	*run = (struct gj_testrun){ .cases = NULL };
}

int gj_testrun_actual(const struct gj_testrun *run, size_t i, const struct gj_expect *e)
{
	if (run->outcomes[i] == NULL)
		return -1;
	return e->check ? (int)run->outcomes[i][e->check->index] : (int)run->results[i];
}

bool gj_testrun_holds(const struct gj_testrun *run, size_t i, size_t k)
{
	const struct gj_expect *e = &run->cases->items[i]->expects[k];

	if (e->points)
		return run->points[i] && gj_testscore_is(e, run->points[i][k]);
	return gj_testrun_actual(run, i, e) == e->wanted;
}

bool gj_testrun_passed(const struct gj_testrun *run, size_t i)
{
	const struct gj_testcase *c = run->cases->items[i];

	for (size_t k = 0; k < c->n_expects; k++)
		if (!gj_testrun_holds(run, i, k))
			return false;
	return true;
}
