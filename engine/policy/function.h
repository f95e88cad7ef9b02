/* function.h: functions of the rule files that are checks: asked about one application at a time. */
#ifndef GJ_FUNCTION_H
#define GJ_FUNCTION_H
#include "engine/eval/outside.h"

struct gj_functions; /* the state that the rule files ran in, kept for them */

enum {
	GJ_FUNCTIONS_MAX = 200,
	GJ_FUNCTION_STEPS = 100000,  /* instructions of one call */
	GJ_FUNCTION_MEMORY = 4 << 20 /* bytes that one call may add */
};

void gj_functions_free(struct gj_functions *f);
size_t gj_functions_count(const struct gj_functions *f);

/* A gj_outside_call_fn, ctx is the functions; on one thread at a time. A fact that is missing ends the function with
 * unknown (a judgement: review), one that does not apply with not_applicable, unless it asked f:known("x") or
 * f:applies("x"). Any error is GJ_ERROR of this one call. */
enum gj_outcome gj_functions_call(void *ctx, const struct gj_function *function,
                                  const struct gj_record *record, int32_t reference);
/* Why the last call was an error; "" when it was none. Borrowed until the next call. */
const char *gj_functions_error(const struct gj_functions *f);
/* The facts that the last call read, in that order; borrowed until the next. */
const struct gj_fact *const *gj_functions_read(const struct gj_functions *f, size_t *n);
/* Both: a gj_outside_tell_fn, ctx is the functions. */
void gj_functions_tell(void *ctx, struct gj_outside_told *out);
#endif
