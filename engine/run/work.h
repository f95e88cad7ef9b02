/* work.h: internal to run/: work on a thread of the pool, and the loop that waits for it. */
#ifndef GJ_WORK_H
#define GJ_WORK_H
#include "engine/base/err.h"
#include "engine/run/loop.h"
#include <uv.h>

/* On a thread of the pool: touches what ctx says is its own, and nothing of the loop. */
typedef int gj_work_fn(void *ctx, struct gj_err *err);

/* Embedded in its owner, who keeps it until it was waited for. Zeroed before the first start. */
struct gj_work {
	uv_work_t request;
	struct gj_loop *loop; /* borrowed */
	gj_work_fn *run;
	void *ctx; /* borrowed */
	int rc;    /* what run returned, for the loop's thread once busy is false */
	struct gj_err err;
	bool busy; /* loop's thread: started, and its completion has not come yet */
};

/* One at a time for each gj_work. Errors: GJ_EINVAL (still busy), GJ_EINTERNAL; run is then
 * never called. */
int gj_work_start(struct gj_work *w, struct gj_loop *l, gj_work_fn *run, void *ctx,
                  struct gj_err *err);
/* Runs the loop until the work is done: signals and progress come through meanwhile. Returns what
 * run returned; at once when nothing is under way. */
int gj_work_wait(struct gj_work *w, struct gj_err *err);

/* What the progress timer shows. stop also when start failed or never came. */
void gj_loop_show_start(struct gj_loop *l, const char *what, uint64_t all, bool bytes);
void gj_loop_show(struct gj_loop *l, uint64_t done, uint64_t all, uint64_t rows);
void gj_loop_show_stop(struct gj_loop *l);

/* Lets signals and progress through where the loop's thread itself is at work. */
void gj_loop_poll(struct gj_loop *l);

uv_loop_t *gj_loop_uv(struct gj_loop *l);
#endif
