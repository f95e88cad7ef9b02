/* version.h: the table policy_version: every policy that decided anything, whole, by content hash.
 */
#ifndef GJ_VERSION_H
#define GJ_VERSION_H
#include "engine/base/fileset.h"
#include <stdint.h>

struct gj_store;
struct gj_err;

struct gj_version {
	int64_t id;
	char hash[GJ_DIGEST_TEXT];
	char policy[128];       /* "wuhan-2022" */
	char stored_at[32];     /* UTC, ISO 8601 */
	int32_t in_from, in_to; /* reference dates that it decides at; GJ_DAY_NONE: open */
};

/* Stores the files unless that hash is there; *id either way. Inside a transaction. */
int gj_version_put(struct gj_store *s, int64_t *id, const char *policy,
                   const struct gj_fileset *files, struct gj_err *err);
/* The same of a policy that decides at the reference dates from in_from to in_to only; GJ_DAY_NONE: open. */
int gj_version_put_in_force(struct gj_store *s, int64_t *id, const char *policy,
                            const struct gj_fileset *files, int32_t in_from, int32_t in_to,
                            struct gj_err *err);
/* Versions in force at the reference date that were stored by the end (UTC) of the day `known_at` (GJ_DAY_NONE: of
 * today); those that came into force last go first, of these the ones stored last. A nonzero return of each stops
 * and is returned. */
int gj_version_each_in_force(struct gj_store *s, int32_t reference, int32_t known_at,
                             int (*each)(void *ctx, const struct gj_version *v), void *ctx,
                             struct gj_err *err);
/* All of them, the ones stored first go first. */
int gj_version_each(struct gj_store *s, int (*each)(void *ctx, const struct gj_version *v),
                    void *ctx, struct gj_err *err);
int gj_version_get(struct gj_store *s, struct gj_version *out, int64_t id, struct gj_err *err);
/* The version of the newest finished run, or of the newest stored when none ran; GJ_ENOENT without
 * any. */
int gj_version_latest(struct gj_store *s, struct gj_version *out, struct gj_err *err);
/* The stored files; the hash is verified: GJ_EFORMAT when they were tampered with. */
int gj_version_files(struct gj_store *s, int64_t id, struct gj_fileset *out, struct gj_err *err);
#endif
