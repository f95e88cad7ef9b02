/* testagree.c: the compiled program, which decides in earnest, must say of every case what its steps say. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/testrun_inner.h"
#include "engine/eval/frame.h"

#include <stdlib.h>

struct agreeing {
	const struct gj_testrun *run;
	const struct gj_category *category;
	int32_t reference;
	const struct gj_testcase *now; /* whose record is being put */
	bool *done;                    /* by case */
	size_t rows[GJ_FRAME_ROWS];    /* cases in the frame */
	size_t n;
};

static enum gj_outcome resolve(void *ctx, const char *category, const char *code)
{
	const struct agreeing *a = ctx;

	return gj_testcase_resolve((void *)a->now, category, code);
}

static int compare(struct agreeing *a, struct gj_frame *frame, struct gj_err *err)
{
	const uint8_t *const *said = a->n ? gj_frame_run(frame) : NULL;

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < a->category->n_checks; k++)
			if (said[k][i] != a->run->outcomes[a->rows[i]][k])
				return gj_err_set(err, GJ_EINTERNAL,
				                  tr("%s: of %s the program says %s and the steps "
				                     "say %s: this is a "
				                     "bug in guiju"),
				                  a->run->cases->items[a->rows[i]]->title,
				                  a->category->checks[k].id,
				                  gj_outcome_name((enum gj_outcome)said[k][i]),
				                  gj_outcome_name((enum gj_outcome)a->run
				                                      ->outcomes[a->rows[i]][k]));
	a->n = 0;
	gj_frame_clear(frame);
	return 0;
}

static int run_all(struct agreeing *a, struct gj_frame *frame, struct gj_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < a->run->cases->n; i++) {
		const struct gj_testcase *c = a->run->cases->items[i];

		if (a->done[i] || c->category != a->category || c->reference != a->reference)
			continue;
		if (gj_frame_full(frame) || a->n == GJ_FRAME_ROWS)
			rc = compare(a, frame, err);
		a->now = c;
		if (rc == 0)
			rc = gj_frame_put(frame, &c->record, err);
		if (rc == 0)
			a->rows[a->n++] = i;
		a->done[i] = true;
	}
	return rc ? rc : compare(a, frame, err);
}

/* All cases of one category and day. */
static int run_day(struct agreeing *a, struct gj_err *err)
{
	const struct gj_category *category = a->category;
	const struct gj_cond **conds = calloc(category->n_checks + 1, sizeof *conds);
	struct gj_outside outside = a->run->outside;
	struct gj_program *program = NULL;
	struct gj_frame *frame = NULL;
	int rc = conds ? 0 : gj_err_nomem(err, tr("the tests"));

	outside.resolve = resolve;
	outside.resolve_ctx = a;
	for (size_t k = 0; rc == 0 && k < category->n_checks; k++)
		conds[k] = category->checks[k].cond;
	if (rc == 0)
		rc = gj_program_compile(&program, conds, category->n_checks, a->reference, err);
	if (rc == 0)
		rc = gj_frame_new(&frame, program, &outside, err);
	if (rc == 0)
		rc = run_all(a, frame, err);
	gj_frame_free(frame);
	gj_program_free(program);
	free(conds);
	return rc;
}

int gj_testrun_agree(const struct gj_testrun *run, struct gj_err *err)
{
	struct agreeing *a = calloc(1, sizeof *a);
	int rc = 0;

	if (a == NULL)
		return gj_err_nomem(err, tr("the tests"));
	a->run = run;
	a->done = calloc(run->cases->n + 1, sizeof *a->done);
	if (a->done == NULL)
		rc = gj_err_nomem(err, tr("the tests"));
	for (size_t i = 0; rc == 0 && i < run->cases->n; i++) {
		if (a->done[i] || run->outcomes[i] == NULL)
			continue;
		a->category = run->cases->items[i]->category;
		a->reference = run->cases->items[i]->reference;
		rc = run_day(a, err);
	}
	free(a->done);
	free(a);
	return rc;
}
