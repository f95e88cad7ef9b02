/* batch.c: the categories in order; a thread decides a frame while the loop's thread writes another. */
#include "engine/run/batch.h"

#include <stdlib.h>
#include <string.h>

#include "db/application.h"
#include "db/decision_row.h"
#include "db/revision.h"
#include "db/version.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/decision.h"
#include "engine/run/judge.h"
#include "engine/run/work.h"

_Static_assert(sizeof((struct gj_run_counts *)0)->results == GJ_RESULTS * sizeof(int64_t),
               "a count for each result");

struct batch {
	const struct gj_batch_args *args; /* borrowed */
	struct gj_loop *loop;             /* borrowed */
	struct gj_store *store;           /* borrowed */
	struct gj_batch_result *result;   /* borrowed */
	int64_t version;
	struct gj_run_counts total; /* of all categories so far */
	/* of the category that runs */
	const struct gj_category *category;
	struct gj_run_counts *counts;
	struct gj_judge *judge;          /* owned; the thread's while work is busy */
	struct gj_judge_frame frames[2]; /* the one that is being filled is the thread's */
	int filling;
	struct gj_work work;
};

static int open_judge(void *ctx, struct gj_err *err)
{
	struct batch *b = ctx;

	return gj_judge_open(&b->judge, gj_store_path(b->store), b->args->policy, b->category,
	                     b->args->year, b->args->reference, err);
}

static int fill_frame(void *ctx, struct gj_err *err)
{
	struct batch *b = ctx;

	return gj_judge_next(b->judge, &b->frames[b->filling], err);
}

static void count(struct gj_run_counts *counts, int result, bool changed)
{
	counts->judged++;
	counts->changed += changed;
	counts->results[result]++;
}

/* Whether it would be written, for a dry run. */
static int differs(bool *changed, struct batch *b, const struct gj_judge_row *row,
                   struct gj_err *err)
{
	struct gj_decision_row old;
	int rc;

	*changed = true;
	if (row->latest == 0)
		return 0;
	rc = gj_decision_get(b->store, &old, row->latest, err);
	if (rc < 0)
		return rc;
	*changed = old.result != row->row.result || old.n_outcomes != row->row.n_outcomes ||
	           memcmp(old.outcomes, row->row.outcomes, old.n_outcomes) != 0;
	return 0;
}

static int put_rows(struct batch *b, struct gj_judge_frame *frame, struct gj_run_counts *counts,
                    struct gj_err *err)
{
	size_t i;

	for (i = 0; i < frame->n; i++) {
		struct gj_judge_row *row = &frame->rows[i];
		bool changed;
		int rc;

		row->row.run = b->result->run;
		row->row.version = b->version;
		rc = b->args->dry_run
		         ? differs(&changed, b, row, err)
		         : gj_decision_put(b->store, &changed, &row->row, row->latest, err);
		if (rc < 0)
			return rc;
		count(counts, row->row.result, changed);
	}
	return 0;
}

static void add(struct gj_run_counts *sum, const struct gj_run_counts *more)
{
	size_t i;

	sum->judged += more->judged;
	sum->changed += more->changed;
	for (i = 0; i < GJ_RESULTS; i++)
		sum->results[i] += more->results[i];
}

/* The counts grow only once the frame is stored. */
static int write_frame(struct batch *b, struct gj_judge_frame *frame, struct gj_err *err)
{
	struct gj_run_counts counts = { .judged = 0 };
	struct gj_run_counts total = b->total;
	int rc;

	if (b->args->dry_run) {
		rc = put_rows(b, frame, &counts, err);
	} else {
		rc = gj_store_begin(b->store, tr("the decisions of an evaluation"), err);
		if (rc < 0)
			return rc;
		rc = put_rows(b, frame, &counts, err);
		add(&total, &counts);
		if (rc == 0)
			rc = gj_run_checkpoint(b->store, b->result->run, b->category->key,
			                       frame->rows[frame->n - 1].row.application, &total,
			                       err);
		if (rc < 0)
			gj_store_rollback(b->store);
		else
			rc = gj_store_commit(b->store, err);
	}
	if (rc < 0)
		return rc;
	add(b->counts, &counts);
	add(&b->total, &counts);
	return 0;
}

/*
 *   loop's thread            thread of the pool
 *   wait for frame 0    <--  decide frame 0
 *   start deciding      -->  decide frame 1
 *   write frame 0            ...
 *   wait for frame 1    <--
 */
static int run_frames(struct batch *b, uint64_t all, struct gj_err *err)
{
	struct gj_judge_frame *frame;
	int rc;

	rc = gj_work_start(&b->work, b->loop, fill_frame, b, err);
	while (rc == 0) {
		rc = gj_work_wait(&b->work, err);
		if (rc < 0)
			break;
		if (gj_loop_canceled(b->loop))
			return gj_err_set(
			    err, GJ_ECANCELED,
			    tr("the evaluation was stopped: what was decided is kept, "
			       "run it again for the rest"));
		frame = &b->frames[b->filling];
		if (frame->n == 0)
			break;
		b->filling = !b->filling;
		rc = gj_work_start(&b->work, b->loop, fill_frame, b, err);
		if (rc == 0)
			rc = write_frame(b, frame, err);
		gj_loop_show(b->loop, (uint64_t)b->counts->judged, all,
		             (uint64_t)b->counts->judged);
	}
	return rc;
}

static int run_category(struct batch *b, const struct gj_category *category, struct gj_err *err)
{
	int64_t all = 0;
	int rc;

	b->category = category;
	b->counts = &b->result->counts[category - b->args->policy->categories];
	rc = gj_application_count(b->store, &all, category->key, b->args->year, err);
	if (rc < 0)
		return rc;
	gj_loop_show_start(b->loop, category->key, (uint64_t)all, false);
	rc = gj_work_start(&b->work, b->loop, open_judge, b, err);
	if (rc == 0)
		rc = gj_work_wait(&b->work, err);
	if (rc == 0)
		rc = run_frames(b, (uint64_t)all, err);
	gj_work_wait(&b->work, NULL); /* a frame may be under way when writing failed */
	gj_judge_close(b->judge);
	b->judge = NULL;
	gj_loop_show_stop(b->loop);
	if (rc < 0 && err)
		gj_err_wrap(err, "%s", category->key);
	return rc;
}

static int start(struct batch *b, struct gj_err *err)
{
	const struct gj_policy *policy = b->args->policy;
	size_t i;
	int rc;

	if (b->args->dry_run)
		return 0;
	rc = gj_store_begin(b->store, tr("the start of an evaluation"), err);
	if (rc < 0)
		return rc;
	rc = gj_version_put_in_force(b->store, &b->version, policy->id, b->args->files,
	                             policy->in_from, policy->in_to, err);
	for (i = 0; rc == 0 && i < policy->n_categories; i++)
		rc = gj_revision_prepare(b->store, &policy->categories[i].facts, err);
	if (rc == 0)
		rc = gj_run_start(b->store, &b->result->run, b->version, b->args->reference, err);
	if (rc == 0)
		return gj_store_commit(b->store, err);
	gj_store_rollback(b->store);
	return rc;
}

static bool is_judged(const struct gj_batch_args *args, const struct gj_category *category)
{
	if (category->registered_only || category->n_checks == 0)
		return false;
	return args->category == NULL || strcmp(args->category, category->key) == 0;
}

static int run(struct batch *b, const struct gj_category **order, struct gj_err *err)
{
	size_t i;
	int rc;

	rc = start(b, err);
	for (i = 0; rc == 0 && i < b->args->policy->n_categories; i++)
		if (is_judged(b->args, order[i]))
			rc = run_category(b, order[i], err);
	if (rc == 0 && !b->args->dry_run)
		rc = gj_run_finish(b->store, b->result->run, &b->total, err);
	return rc;
}

int gj_batch_run(struct gj_batch_result *out, struct gj_loop *loop, struct gj_store *store,
                 const struct gj_batch_args *args, struct gj_err *err)
{
	struct batch b = { .args = args, .loop = loop, .store = store, .result = out };
	const size_t n = args->policy->n_categories;
	const struct gj_category **order;
	int rc;

	out->run = 0;
	memset(out->counts, 0, n * sizeof *out->counts);
	if (args->category && gj_policy_category(args->policy, args->category) == NULL)
		return gj_err_set(err, GJ_ENOENT, tr("the policy %s has no category \"%s\""),
		                  args->policy->id, args->category);
	order = calloc(n ? n : 1, sizeof *order);
	if (order == NULL)
		return gj_err_nomem(err, tr("an evaluation"));
	gj_policy_order(args->policy, order);
	rc = gj_judge_frame_init(&b.frames[0], err);
	if (rc < 0)
		goto out_order;
	rc = gj_judge_frame_init(&b.frames[1], err);
	if (rc < 0)
		goto out_first;
	rc = run(&b, order, err);
	gj_judge_frame_fini(&b.frames[1]);
out_first:
	gj_judge_frame_fini(&b.frames[0]);
out_order:
	free(order);
	return rc;
}
