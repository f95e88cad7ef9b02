/* run.h: the table run: one evaluation of a selection under one policy, how far it came, what it
 * counted. */
#ifndef GJ_RUN_H
#define GJ_RUN_H
#include <stddef.h>
#include <stdint.h>

struct gj_store;
struct gj_err;

struct gj_run_counts {
	int64_t judged, changed;
	int64_t results[5]; /* by enum gj_result */
};
/* A run that was open before (its process died) is marked interrupted. Inside a transaction. */
int gj_run_start(struct gj_store *s, int64_t *id, int64_t version, int32_t reference,
                 struct gj_err *err);
/* The checkpoint: the last application done of a category; written with its decisions. */
int gj_run_checkpoint(struct gj_store *s, int64_t id, const char *category, int64_t application,
                      const struct gj_run_counts *counts, struct gj_err *err);
int gj_run_finish(struct gj_store *s, int64_t id, const struct gj_run_counts *counts,
                  struct gj_err *err);
/* How many runs began after the last finished one and never came to their end: above 0, a plain
 * run again is due. Ask before gj_run_start(); a run at work in another process counts too. */
int gj_run_interrupted(struct gj_store *s, int64_t *n, struct gj_err *err);
/* The reference date of the newest finished run. GJ_ENOENT: none ran. */
int gj_run_reference(struct gj_store *s, int32_t *reference, struct gj_err *err);
#endif
