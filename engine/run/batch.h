/* batch.h: one run over the stored applications: read, evaluate, decide, store what is new. */
#ifndef GJ_BATCH_H
#define GJ_BATCH_H
#include "db/run.h"
#include "db/store.h"
#include "engine/policy/policy.h"
#include "engine/run/loop.h"

struct gj_err;

struct gj_batch_args {
	const struct gj_policy *policy;
	const struct gj_fileset *files; /* of the policy: stored with the run */
	int year;
	int32_t reference;    /* days; never the clock */
	const char *category; /* NULL: all, in the order that they depend on each other */
	const char *bureau;   /* only applications to this one (its key); NULL: all */
	int64_t limit;        /* at most so many; 0: all */
	bool dry_run;
};

struct gj_batch_result {
	int64_t run;                  /* 0 in a dry run */
	int64_t reviews;              /* opened: the rules came to something else than a ruling rests on */
	struct gj_run_counts *counts; /* the caller's, n_categories of them in the policy's order */
};

/* Categories in the order of gj_policy_order(), but those that are only registered or have no
 * check. First the columns of the category are brought up to date (db/slab.h). Then a worker
 * thread reads them (a connection of its own), runs the program and decides; the loop's thread
 * writes, a transaction for some slabs with its checkpoint. Only new or changed decisions are
 * written. A category begins when the one before is written, so
 * that it sees those decisions.
 *
 * A dry run writes nothing and counts as changed what would have been written; a category that
 * looks at another's decisions then sees the stored ones. Stopped by a signal: GJ_ECANCELED; a
 * full disk, another writer: GJ_EIO, GJ_EBUSY; all whole transactions are kept, a plain re-run
 * completes. out->counts are what was done in any case. Other errors: GJ_ENOENT (no such
 * category), those of the store, GJ_ENOMEM. */
int gj_batch_run(struct gj_batch_result *out, struct gj_loop *loop, struct gj_store *store,
                 const struct gj_batch_args *args, struct gj_err *err);
#endif
