/* stored.h: a policy loaded again from the files that the store keeps of it. */
#ifndef GJ_STORED_H
#define GJ_STORED_H
#include "db/version.h"
#include "engine/policy/policy.h"

/* Errors: GJ_EFORMAT (the stored files were changed, or this guiju no longer takes them: the text has
 * the first finding), GJ_ENOENT, GJ_ENOMEM. */
int gj_stored_load(struct gj_policy **out, struct gj_store *store, const struct gj_version *version,
                   struct gj_err *err);
/* The policy of the newest finished run. GJ_ENOENT: nothing was decided yet; says what to run. */
int gj_stored_latest(struct gj_policy **out, struct gj_store *store, struct gj_err *err);
#endif
