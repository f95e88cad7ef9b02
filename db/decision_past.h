/* decision_past.h: decisions as they stood earlier, and the walk over all that there are. */
#ifndef GJ_DECISION_PAST_H
#define GJ_DECISION_PAST_H
#include <stdint.h>

struct gj_err;
struct gj_store;

/* The application's newest decision with an id below `before`, 0 when there is none; `newest` is the one it points to
 * now. The first question that goes back makes a temporary table: a decision is found by its id only. */
int gj_decision_before(struct gj_store *s, int64_t *id, int64_t application, int64_t newest,
                       int64_t before, struct gj_err *err);
/* The application's newest revision with an id up to `last`, 0 when there is none. */
int gj_revision_before(struct gj_store *s, int64_t *id, int64_t application, int64_t newest,
                       int64_t last, struct gj_err *err);

/* The ids of the decisions that a run stored (0: of all), in order. A nonzero return of each stops and is returned. */
int gj_decision_each_id(struct gj_store *s, int64_t run,
                        int (*each)(void *ctx, int64_t id, struct gj_err *err), void *ctx,
                        struct gj_err *err);
int gj_decision_count(struct gj_store *s, int64_t *n, int64_t run, struct gj_err *err);
/* GJ_ENOENT when there is no such run. */
int gj_run_look(struct gj_store *s, int64_t run, struct gj_err *err);
#endif
