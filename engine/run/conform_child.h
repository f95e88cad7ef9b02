/* conform_child.h: internal to run/: one trial in a process of its own. */
#ifndef GJ_CONFORM_CHILD_H
#define GJ_CONFORM_CHILD_H
#include "engine/run/conform_inner.h"

/* Runs the trial and hands each finding to args->finding; a crash, a hang and an exit are findings as
 * well; *hung tells of a hang, which each further trial would meet again. Errors: GJ_EIO, GJ_ENOMEM. */
int conform_try(size_t *findings, bool *hung, const struct gj_conform_args *args,
                const struct conform_trial *trial, struct gj_err *err);
#endif
