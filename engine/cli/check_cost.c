/* check_cost.c: which checks are native and which are functions, and what one application costs in each. */
#include "engine/cli/check.h"

#include "db/revision.h"
#include "db/store.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/frame.h"
#include "engine/eval/program.h"
#include "engine/policy/function.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { SAMPLE = GJ_FRAME_ROWS, MADE_UP = 512 };

struct sample {
	const struct gj_rules *rules;
	struct gj_store *store; /* NULL: applications made up */
	const struct gj_category *category;
	int32_t reference;
	struct gj_frame *frame; /* of the check that is measured */
	size_t n;
	double seconds;
	struct gj_err *err;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool has_function(const struct gj_cond *c)
{
	if (c->kind == GJ_COND_FUNCTION)
		return true;
	for (size_t i = 0; i < c->n_args; i++)
		if (has_function(c->args[i]))
			return true;
	return false;
}

static int put(struct sample *s, const struct gj_record *record)
{
	double start = now();
	int rc = gj_frame_put(s->frame, record, s->err);

	s->seconds += now() - start;
	s->n += rc == 0;
	return rc;
}

static int put_row(void *ctx, const struct gj_revision_row *row)
{
	struct sample *s = ctx;

	return gj_frame_full(s->frame) ? 1 : put(s, row->record);
}

static int fill(struct sample *s)
{
	struct gj_record record;
	uint64_t seed = 1; /* the same for every check, every time */
	int rc;

	if (s->store) {
		rc = gj_revision_each(s->store, &s->category->facts, s->rules->policy->year, 0,
		                      SAMPLE, put_row, s, s->err);
		return rc < 0 ? rc : 0;
	}
	rc = gj_record_init(&record, &s->category->facts, s->err);
	if (rc)
		return rc;
	for (size_t i = 0; rc == 0 && i < MADE_UP; i++) {
		rc = gj_record_clear(&record, s->err);
		if (rc == 0)
			rc = gj_check_sample(&record, s->reference, &seed, s->err);
		if (rc == 0)
			rc = put(s, &record);
	}
	gj_record_fini(&record);
	return rc;
}

static int measure(struct sample *s, const struct gj_check *check)
{
	const struct gj_policy *p = s->rules->policy;
	struct gj_outside outside = { .call = p->functions ? gj_functions_call : NULL,
		                      .call_ctx = p->functions };
	struct gj_program *program = NULL;
	double start;
	int rc = gj_program_compile(&program, &check->cond, 1, s->reference, s->err);

	s->n = 0;
	s->seconds = 0;
	if (rc == 0)
		rc = gj_frame_new(&s->frame, program, &outside, s->err);
	if (rc == 0)
		rc = fill(s);
	if (rc == 0 && s->n) {
		start = now();
		gj_frame_run(s->frame);
		s->seconds += now() - start;
		printf("%-10s %9.3f µs  %s  %s\n",
		       has_function(check->cond) ? tr("function") : tr("native"),
		       s->seconds / (double)s->n * 1e6, check->id, check->clause);
	} else if (rc == 0) {
		printf("%-10s %9s     %s  %s\n",
		       has_function(check->cond) ? tr("function") : tr("native"), "-", check->id,
		       check->clause);
	}
	gj_frame_free(s->frame);
	s->frame = NULL;
	gj_program_free(program);
	return rc;
}

int gj_check_costs(const struct gj_rules *r, const char *db, struct gj_err *err)
{
	struct sample s = { .rules = r, .err = err };
	int rc = db ? gj_store_open(&s.store, db, GJ_STORE_READ, err) : 0;

	s.reference = gj_day_from(r->policy->year ? r->policy->year : 2000, 12, 31);
	if (rc == 0)
		printf(db ? tr("cost of one application, facts and judging, on those stored:\n")
		          : tr("cost of one application, facts and judging, on 512 made up (--db "
		               "FILE: "
		               "on those stored):\n"));
	for (size_t i = 0; rc == 0 && i < r->policy->n_categories; i++) {
		s.category = &r->policy->categories[i];
		for (size_t k = 0; rc == 0 && k < s.category->n_checks; k++)
			rc = measure(&s, &s.category->checks[k]);
	}
	gj_store_close(s.store);
	return rc;
}
