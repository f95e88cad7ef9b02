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
	char policy[128]; /* "wuhan-2022" */
};

/* Stores the files unless that hash is there; *id either way. Inside a transaction. */
int gj_version_put(struct gj_store *s, int64_t *id, const char *policy,
                   const struct gj_fileset *files, struct gj_err *err);
int gj_version_get(struct gj_store *s, struct gj_version *out, int64_t id, struct gj_err *err);
/* The version of the newest finished run, or of the newest stored when none ran; GJ_ENOENT without
 * any. */
int gj_version_latest(struct gj_store *s, struct gj_version *out, struct gj_err *err);
/* The stored files; the hash is verified: GJ_EFORMAT when they were tampered with. */
int gj_version_files(struct gj_store *s, int64_t id, struct gj_fileset *out, struct gj_err *err);
#endif
