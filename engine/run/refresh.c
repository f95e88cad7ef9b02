/* refresh.c: surveys, then fills some slabs at a time, each as a piece of work of its own. */
#include "engine/run/refresh.h"

#include <stdlib.h>

#include "db/application.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/run/work.h"

struct refresh {
	struct gj_store *store;      /* borrowed; the thread's while work is busy */
	const struct gj_slab_of *of; /* borrowed */
	int64_t filled, left;        /* applications so far; slabs still to fill */
	struct gj_work work;
};

static int survey(void *ctx, struct gj_err *err)
{
	struct refresh *r = ctx;

	return gj_slab_survey(r->store, &r->left, r->of, err);
}

static int fill_some(void *ctx, struct gj_err *err)
{
	struct refresh *r = ctx;
	int64_t more = 0;
	int rc = gj_slab_fill(r->store, &more, &r->left, r->of, err);

	r->filled += more;
	return rc;
}

static int work(struct refresh *r, struct gj_loop *loop, gj_work_fn *fn, struct gj_err *err)
{
	int rc;

	if (gj_loop_canceled(loop))
		return gj_err_set(err, GJ_ECANCELED,
		                  tr("stopped while the columns were filled: what is filled is "
		                     "kept, run it again for the rest"));
	rc = gj_work_start(&r->work, loop, fn, r, err);
	return rc < 0 ? rc : gj_work_wait(&r->work, err);
}

int gj_refresh_run(struct gj_loop *loop, struct gj_store *store, const struct gj_slab_of *of,
                   struct gj_err *err)
{
	struct refresh r = { .store = store, .of = of };
	int64_t all = 0;
	int rc = work(&r, loop, survey, err);

	if (rc < 0 || r.left == 0)
		return rc;
	rc = gj_application_count(store, &all, of->facts->category, of->year, err);
	gj_loop_show_start(loop, tr("columns"), (uint64_t)all, false);
	while (rc == 0 && r.left > 0) {
		rc = work(&r, loop, fill_some, err);
		gj_loop_show(loop, (uint64_t)r.filled, (uint64_t)all, (uint64_t)r.filled);
	}
	gj_loop_show_stop(loop);
	return rc;
}

/* Names and codes of the applicants themselves are in no check, and as many as there are applications. */
static bool wanted(const struct gj_fact *fact)
{
	bool text = fact->type == GJ_FACT_TEXT || fact->type == GJ_FACT_CODE;

	return fact->used && !(text && fact->role != GJ_ROLE_NONE);
}

int gj_refresh_used(struct gj_loop *loop, struct gj_store *store, const struct gj_facts *facts,
                    int year, struct gj_err *err)
{
	struct gj_slab_of of = { .facts = facts, .year = year };
	struct gj_strip_key *keys;
	size_t most = 0;
	int rc;

	for (size_t i = 0; i < facts->n; i++)
		most += 1 + facts->items[i].n_fields;
	keys = calloc(most + 1, sizeof *keys);
	if (keys == NULL)
		return gj_err_nomem(err, facts->category);
	for (size_t i = 0; i < facts->n; i++) {
		const struct gj_fact *fact = &facts->items[i];

		if (!wanted(fact))
			continue;
		keys[of.n_keys++].fact = fact;
		for (size_t k = 0; k < fact->n_fields; k++)
			if (wanted(&fact->fields[k]))
				keys[of.n_keys++] = (struct gj_strip_key){ fact, &fact->fields[k] };
	}
	of.keys = keys;
	rc = of.n_keys ? gj_refresh_run(loop, store, &of, err) : 0;
	free(keys);
	return rc;
}
