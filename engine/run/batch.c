/* batch.c: the categories in order; a thread decides some slabs while the loop's thread writes others. */
#include "engine/run/batch.h"

#include <stdlib.h>
#include <string.h>

#include "db/decision_block.h"
#include "db/review.h"
#include "db/revision.h"
#include "db/version.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/decision.h"
#include "engine/run/refresh.h"
#include "engine/run/sweep.h"
#include "engine/run/work.h"

_Static_assert(sizeof((struct gj_run_counts *)0)->results == GJ_RESULTS * sizeof(int64_t),
               "a count for each result");

enum { GROUP = 8 /* slabs of a transaction: a commit costs as much as the rows of one */ };

struct group {
	struct gj_sweep_block blocks[GROUP];
	size_t n; /* 0: no application is left */
};

struct batch {
	const struct gj_batch_args *args; /* borrowed */
	struct gj_loop *loop;             /* borrowed */
	struct gj_store *store;           /* borrowed; the thread's while columns are filled */
	struct gj_batch_result *result;   /* borrowed */
	int64_t version;
	struct gj_run_counts total; /* of all categories so far */
	/* of the category that runs */
	const struct gj_category *category;
	struct gj_run_counts *counts;
	struct gj_sweep *sweep; /* owned; the thread's while work is busy */
	struct group groups[2]; /* the one that is being filled is the thread's */
	int filling;
	bool fresh; /* the columns that are kept can be read */
	struct gj_work work;
};

static int canceled(const struct batch *b, struct gj_err *err)
{
	if (!gj_loop_canceled(b->loop))
		return 0;
	return gj_err_set(err, GJ_ECANCELED,
	                  tr("the evaluation was stopped: what was decided is kept, "
	                     "run it again for the rest"));
}

/* --- the columns, before anything is read from them --- */

static int make_sweep(void *ctx, struct gj_err *err)
{
	struct batch *b = ctx;
	int64_t left = b->args->limit - b->total.judged;
	int rc = gj_sweep_new(&b->sweep,
	                      &(struct gj_sweep_of){ .policy = b->args->policy,
	                                             .category = b->category,
	                                             .year = b->args->year,
	                                             .reference = b->args->reference,
	                                             .bureau = b->args->bureau,
	                                             .limit = b->args->limit ? left : 0 },
	                      err);

	if (rc == 0 && !b->args->dry_run)
		rc = gj_sweep_put_basis(b->sweep, b->store, err);
	if (rc < 0 || !b->args->dry_run)
		return rc;
	return gj_slab_fresh(b->store, &b->fresh, gj_sweep_needs(b->sweep), err);
}

static int refresh(struct batch *b, struct gj_err *err)
{
	int rc = gj_work_start(&b->work, b->loop, make_sweep, b, err);

	if (rc == 0)
		rc = gj_work_wait(&b->work, err);
	if (rc < 0 || b->args->dry_run)
		return rc;
	b->fresh = true;
	return gj_refresh_run(b->loop, b->store, gj_sweep_needs(b->sweep), err);
}

/* --- deciding and writing --- */

static int open_sweep(void *ctx, struct gj_err *err)
{
	struct batch *b = ctx;

	return gj_sweep_open(b->sweep, gj_store_path(b->store), !b->fresh, err);
}

static int fill_group(void *ctx, struct gj_err *err)
{
	struct batch *b = ctx;
	struct group *g = &b->groups[b->filling];

	return gj_sweep_next(b->sweep, g->blocks, GROUP, &g->n, err);
}

static void add(struct gj_run_counts *sum, const struct gj_run_counts *more)
{
	size_t i;

	sum->judged += more->judged;
	sum->changed += more->changed;
	for (i = 0; i < GJ_RESULTS; i++)
		sum->results[i] += more->results[i];
}

static void count(struct gj_run_counts *counts, const struct group *g)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct gj_sweep_block *block = &g->blocks[i];
		struct gj_run_counts more = { .judged = block->judged,
			                      .changed = (int64_t)block->n_rows };

		memcpy(more.results, block->results, sizeof more.results);
		add(counts, &more);
	}
}

static int put_group(struct batch *b, const struct group *g, const struct gj_run_counts *total,
                     int64_t *reviews, struct gj_err *err)
{
	const struct gj_slab *last = &g->blocks[g->n - 1].slab;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < g->n; i++) {
		const struct gj_sweep_block *block = &g->blocks[i];

		rc = gj_decision_put_block(b->store,
		                           &(struct gj_decision_block){ .run = b->result->run,
		                                                        .version = b->version,
		                                                        .reference =
		                                                            b->args->reference,
		                                                        .slab = &block->slab,
		                                                        .width = block->width,
		                                                        .state = &block->state,
		                                                        .rows = block->rows,
		                                                        .n_rows = block->n_rows },
		                           err);
		if (rc == 0 && block->n_rows)
			rc = gj_review_open(b->store, reviews, b->result->run,
			                    block->slab.applications[0],
			                    block->slab.applications[block->slab.n - 1], err);
	}
	return rc < 0 ? rc
	              : gj_run_checkpoint(b->store, b->result->run, b->category->key,
	                                  last->applications[last->n - 1], total, err);
}

/* The counts grow only once the group is stored. */
static int write_group(struct batch *b, const struct group *g, struct gj_err *err)
{
	struct gj_run_counts counts = { .judged = 0 };
	struct gj_run_counts total = b->total;
	int64_t reviews = 0;
	int rc = 0;

	count(&counts, g);
	add(&total, &counts);
	if (!b->args->dry_run) {
		rc = gj_store_begin(b->store, tr("the decisions of an evaluation"), err);
		if (rc < 0)
			return rc;
		rc = put_group(b, g, &total, &reviews, err);
		if (rc < 0)
			gj_store_rollback(b->store);
		else
			rc = gj_store_commit(b->store, err);
	}
	if (rc < 0)
		return rc;
	add(b->counts, &counts);
	b->total = total;
	b->result->reviews += reviews;
	return 0;
}

/*
 *   loop's thread            thread of the pool
 *   wait for group 0    <--  decide group 0
 *   start deciding      -->  decide group 1
 *   write group 0            ...
 *   wait for group 1    <--
 */
static int run_groups(struct batch *b, uint64_t all, struct gj_err *err)
{
	uint64_t seen = 0;
	struct group *g;
	int rc;

	rc = gj_work_start(&b->work, b->loop, fill_group, b, err);
	while (rc == 0) {
		rc = gj_work_wait(&b->work, err);
		if (rc == 0)
			rc = canceled(b, err);
		g = &b->groups[b->filling];
		if (rc < 0 || g->n == 0)
			break;
		b->filling = !b->filling;
		rc = gj_work_start(&b->work, b->loop, fill_group, b, err);
		if (rc == 0)
			rc = write_group(b, g, err);
		for (size_t i = 0; i < g->n; i++)
			seen += (uint64_t)g->blocks[i].seen;
		gj_loop_show(b->loop, seen, all, (uint64_t)b->counts->judged);
	}
	return rc;
}

static int run_category(struct batch *b, const struct gj_category *category, struct gj_err *err)
{
	int64_t all = 0;
	int rc;

	b->category = category;
	b->counts = &b->result->counts[category - b->args->policy->categories];
	if (b->args->limit && b->total.judged >= b->args->limit)
		return 0;
	rc = refresh(b, err);
	if (rc == 0)
		rc = gj_slab_applications(b->store, &all, category->key, b->args->year, err);
	if (rc == 0)
		gj_loop_show_start(b->loop, category->key, (uint64_t)all, false);
	if (rc == 0)
		rc = gj_work_start(&b->work, b->loop, open_sweep, b, err);
	if (rc == 0)
		rc = gj_work_wait(&b->work, err);
	if (rc == 0)
		rc = run_groups(b, (uint64_t)all, err);
	gj_work_wait(&b->work, NULL); /* a group may be under way when writing failed */
	gj_sweep_free(b->sweep);
	b->sweep = NULL;
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
	if (rc == 0 && !b->args->dry_run)
		rc = gj_store_trust(b->store, true, err);
	for (i = 0; rc == 0 && i < b->args->policy->n_categories; i++)
		if (is_judged(b->args, order[i]))
			rc = run_category(b, order[i], err);
	if (rc == 0 && !b->args->dry_run)
		rc = gj_run_finish(b->store, b->result->run, &b->total, err);
	gj_store_trust(b->store, false, NULL);
	return rc;
}

int gj_batch_run(struct gj_batch_result *out, struct gj_loop *loop, struct gj_store *store,
                 const struct gj_batch_args *args, struct gj_err *err)
{
	struct batch b = { .args = args, .loop = loop, .store = store, .result = out };
	const size_t n = args->policy->n_categories;
	const struct gj_category **order;
	int rc = 0;

	out->run = 0;
	out->reviews = 0;
	memset(out->counts, 0, n * sizeof *out->counts);
	if (args->category && gj_policy_category(args->policy, args->category) == NULL)
		return gj_err_set(err, GJ_ENOENT, tr("the policy %s has no category \"%s\""),
		                  args->policy->id, args->category);
	order = calloc(n ? n : 1, sizeof *order);
	if (order == NULL)
		return gj_err_nomem(err, tr("an evaluation"));
	gj_policy_order(args->policy, order);
	for (size_t i = 0; rc == 0 && i < 2 * GROUP; i++)
		rc = gj_sweep_block_init(&b.groups[i / GROUP].blocks[i % GROUP], err);
	if (rc == 0)
		rc = run(&b, order, err);
	for (size_t i = 0; i < 2 * GROUP; i++)
		gj_sweep_block_fini(&b.groups[i / GROUP].blocks[i % GROUP]);
	free(order);
	return rc;
}
