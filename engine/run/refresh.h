/* refresh.h: brings the columns of a category up to date, on a thread, with progress. */
#ifndef GJ_REFRESH_H
#define GJ_REFRESH_H
#include "db/slab.h"
#include "db/store.h"
#include "engine/run/loop.h"

/* The store is the thread's until it returns. GJ_ECANCELED when a signal came: what is filled is kept. */
int gj_refresh_run(struct gj_loop *loop, struct gj_store *store, const struct gj_slab_of *of,
                   struct gj_err *err);
/* The same for the facts that some check reads, after an import: what another policy wants besides is filled when it
 * evaluates. */
int gj_refresh_used(struct gj_loop *loop, struct gj_store *store, const struct gj_facts *facts,
                    int year, struct gj_err *err);
#endif
