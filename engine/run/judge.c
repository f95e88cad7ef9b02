/* judge.c: reads applications into a frame, runs the category's program and packs what came out. */
#include "engine/run/judge.h"

#include <stdlib.h>
#include <string.h>

#include "db/revision.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/policy/function.h"
#include "engine/decide/decision.h"
#include "engine/run/link.h"

struct gj_judge {
	const struct gj_policy *policy;     /* borrowed */
	const struct gj_category *category; /* borrowed */
	int year;
	int32_t reference;
	int64_t after;              /* the last application that was decided */
	struct gj_store *store;     /* owned; a read connection */
	struct gj_program *program; /* owned */
	struct gj_link *link;       /* owned; reads through store */
	struct gj_frame *frame;     /* owned */
	uint8_t results[GJ_FRAME_ROWS];
	uint8_t outcomes[GJ_CHECKS_MAX];
};

int gj_judge_frame_init(struct gj_judge_frame *f, struct gj_err *err)
{
	*f = (struct gj_judge_frame){ .rows = calloc(GJ_FRAME_ROWS, sizeof *f->rows) };
	return f->rows ? 0 : gj_err_nomem(err, tr("the decisions of a frame"));
}

void gj_judge_frame_fini(struct gj_judge_frame *f)
{
	free(f->rows);
	*f = (struct gj_judge_frame){ .n = 0 };
}

static int compile(struct gj_program **out, const struct gj_category *category, int32_t reference,
                   struct gj_err *err)
{
	const struct gj_cond **conds = calloc(category->n_checks, sizeof *conds);
	size_t i;
	int rc;

	if (conds == NULL)
		return gj_err_nomem(err, category->key);
	for (i = 0; i < category->n_checks; i++)
		conds[i] = category->checks[i].cond;
	rc = gj_program_compile(out, conds, category->n_checks, reference, err);
	if (rc == 0)
		rc = gj_program_check(*out, err);
	free(conds);
	return rc;
}

int gj_judge_open(struct gj_judge **out, const char *path, const struct gj_policy *policy,
                  const struct gj_category *category, int year, int32_t reference,
                  struct gj_err *err)
{
	struct gj_judge *j;
	int rc;

	if (category->n_checks > GJ_CHECKS_MAX)
		return gj_err_set(err, GJ_ELIMIT, tr("%s has %zu checks, at most %d can be stored"),
		                  category->key, category->n_checks, GJ_CHECKS_MAX);
	j = calloc(1, sizeof *j);
	if (j == NULL)
		return gj_err_nomem(err, category->key);
	j->policy = policy;
	j->category = category;
	j->year = year;
	j->reference = reference;
	rc = compile(&j->program, category, reference, err);
	if (rc == 0)
		rc = gj_store_open(&j->store, path, GJ_STORE_READ, err);
	if (rc == 0)
		rc = gj_link_new(&j->link, j->store, policy, year, reference, err);
	if (rc == 0)
		rc = gj_frame_new(&j->frame, j->program,
		                  &(struct gj_outside){
				      .resolve = gj_link_resolve,
				      .resolve_ctx = j->link,
				      .call = policy->functions ? gj_functions_call : NULL,
				      .call_ctx = policy->functions },
		                  err);
	if (rc < 0) {
		gj_judge_close(j);
		return rc;
	}
	*out = j;
	return 0;
}

void gj_judge_close(struct gj_judge *j)
{
	if (j == NULL)
		return;
	gj_frame_free(j->frame);
	gj_link_free(j->link);
	gj_store_close(j->store);
	gj_program_free(j->program);
	free(j);
}

void gj_judge_see(struct gj_judge *j, gj_link_result_fn *result, void *ctx)
{
	gj_link_see(j->link, result, ctx);
}

bool gj_judge_covers(const struct gj_policy *policy, const struct gj_category *category,
                     const struct gj_record *record)
{
	const struct gj_fact *fact = gj_facts_role(&category->facts, GJ_ROLE_CASE);
	const struct gj_value *v = fact ? &record->values[fact->index] : NULL;

	if (policy->n_cases == 0)
		return true;
	if (v == NULL || v->state != GJ_GIVEN || v->number < 0 ||
	    (size_t)v->number >= fact->n_options)
		return false;
	for (size_t i = 0; i < policy->n_cases; i++)
		if (strcmp(policy->cases[i], fact->options[v->number].key) == 0)
			return true;
	return false;
}

struct fill {
	struct gj_judge *judge;
	struct gj_judge_frame *out;
	struct gj_err *err;
};

static int put_row(void *ctx, const struct gj_revision_row *row)
{
	struct fill *fill = ctx;
	struct gj_judge *j = fill->judge;
	struct gj_judge_row *out;
	int rc;

	/* Long lists fill a frame before its rows do; the row comes again, after the last one
	 * put. */
	if (gj_frame_full(j->frame) || fill->out->n == GJ_FRAME_ROWS)
		return 1;
	if (!gj_judge_covers(j->policy, j->category, row->record)) {
		j->after = row->application;
		return 0;
	}
	rc = gj_frame_put(j->frame, row->record, fill->err);
	if (rc < 0)
		return rc;
	out = &fill->out->rows[fill->out->n++];
	out->latest = row->decision;
	out->row.application = row->application;
	out->row.revision = row->revision;
	out->row.reference = j->reference;
	j->after = row->application;
	return 0;
}

static void pack_rows(struct gj_judge *j, struct gj_judge_frame *out,
                      const uint8_t *const *outcomes)
{
	const size_t checks = j->category->n_checks;
	size_t i, c;

	gj_decision_results(j->results, j->category, outcomes, out->n);
	for (i = 0; i < out->n; i++) {
		struct gj_decision_row *row = &out->rows[i].row;

		for (c = 0; c < checks; c++)
			j->outcomes[c] = outcomes[c][i];
		gj_outcome_pack(row->outcomes, j->outcomes, checks);
		row->n_outcomes = gj_outcome_bytes(checks);
		row->result = j->results[i];
	}
}

int gj_judge_next(struct gj_judge *j, struct gj_judge_frame *out, struct gj_err *err)
{
	struct fill fill = { .judge = j, .out = out, .err = err };
	int64_t before;
	int rc;

	out->n = 0;
	gj_frame_clear(j->frame);
	do { /* until the end, or something that the policy covers */
		before = j->after;
		rc = gj_revision_each(j->store, &j->category->facts, j->year, j->after,
		                      GJ_FRAME_ROWS, put_row, &fill, err);
		if (rc < 0)
			return rc;
	} while (out->n == 0 && j->after != before);
	/* Before the run: what could not be looked up would count as unknown. */
	rc = gj_link_error(j->link, err);
	if (rc < 0)
		return rc;
	if (out->n > 0)
		pack_rows(j, out, gj_frame_run(j->frame));
	return 0;
}
