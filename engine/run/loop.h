/* loop.h: the one event loop: work on other threads, a progress timer, signals that ask to stop. */
#ifndef GJ_LOOP_H
#define GJ_LOOP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gj_err;
struct gj_loop;

int gj_loop_open(struct gj_loop **out, struct gj_err *err);
/* Closes every handle and the loop; GJ_EINTERNAL naming what was still open (it is closed all the
 * same). No work may be under way. NULL is allowed. */
int gj_loop_close(struct gj_loop *l, struct gj_err *err);

/* The first SIGINT and the first SIGTERM set this instead of ending the process, while the loop is
 * open; the second ends it, so that a plugin that hangs can be left. */
bool gj_loop_canceled(const struct gj_loop *l); /* from any thread */
void gj_loop_cancel(struct gj_loop *l);         /* as if a signal had come; from any thread */

struct gj_progress {
	const char *what;   /* "enterprise" */
	uint64_t done, all; /* rows or bytes; all 0: not known */
	bool bytes;
	uint64_t rows; /* rows so far */
	double seconds;
	bool end; /* the last call for this work */
};
typedef void gj_progress_fn(void *ctx, const struct gj_progress *p);
/* Called about ten times a second on the loop's thread while long work goes on, and once at its
 * end; NULL: never. */
void gj_loop_set_progress(struct gj_loop *l, gj_progress_fn *fn, void *ctx);
#endif
