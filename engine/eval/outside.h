/* outside.h: what an evaluation asks that is not among the facts: other applicants, and functions. */
#ifndef GJ_OUTSIDE_H
#define GJ_OUTSIDE_H
#include "engine/eval/cond.h"
#include "engine/eval/record.h"

/* What is known of another applicant: met (recognised), review (eligible, not yet recognised),
 * not_met, unknown (no such application, or undecided). */
typedef enum gj_outcome gj_outside_resolve_fn(void *ctx, const char *category, const char *code);

/* Asks a function of the rule files about one application; whatever goes wrong inside is GJ_ERROR
 * of this one application. */
typedef enum gj_outcome gj_outside_call_fn(void *ctx, const struct gj_function *function,
                                           const struct gj_record *record, int32_t reference);

/* What the last call was about: the facts that it read, in that order, and, of an error, why ("" otherwise). All
 * borrowed until the next call. */
struct gj_outside_told {
	const struct gj_fact *const *read;
	size_t n_read;
	const char *error;
};
typedef void gj_outside_tell_fn(void *ctx, struct gj_outside_told *out);

/* Told of every condition that the tracer evaluates, rows of filters included, once its outcome is there. */
struct gj_trace;
typedef void gj_outside_watch_fn(void *ctx, const struct gj_trace *t);

/* Borrowed by whoever evaluates. A NULL in it: everybody is unknown, every function an error. */
struct gj_outside {
	gj_outside_resolve_fn *resolve;
	void *resolve_ctx;
	gj_outside_call_fn *call;
	void *call_ctx;
	gj_outside_tell_fn *tell; /* of call_ctx; the tracer only: NULL where nobody asks */
	gj_outside_watch_fn *watch; /* the tracer only */
	void *watch_ctx;
};
#endif
