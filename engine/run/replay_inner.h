/* replay_inner.h: internal to run/: one record through the column program, beside the plain way. */
#ifndef GJ_REPLAY_INNER_H
#define GJ_REPLAY_INNER_H
#include "engine/eval/outside.h"
#include "engine/policy/policy.h"

struct gj_err;

/* outcomes[n_checks] of the category's program. */
int gj_replay_program(uint8_t *outcomes, const struct gj_category *category,
                      const struct gj_record *record, int32_t reference,
                      const struct gj_outside *outside, struct gj_err *err);
#endif
