/* fileset.h: the files of a policy as bytes in memory, from a folder or from the store, with one hash. */
#ifndef GJ_FILESET_H
#define GJ_FILESET_H
#include "engine/base/arena.h"
#include "engine/base/digest.h"
#include <stddef.h>

struct gj_err;

enum {
	GJ_FILESET_FILES = 200,          /* most files of a policy */
	GJ_FILESET_FILE_BYTES = 1 << 20, /* most bytes of one: rule files are read by people */
	GJ_FILESET_BYTES = 8 << 20       /* most bytes in all */
};

struct gj_file {
	const char *path; /* relative to the policy's folder, "/" between parts; in the arena */
	const char *data; /* in the arena; NUL-terminated beyond n */
	size_t n;
};

struct gj_fileset {
	struct gj_arena arena;
	const char *root;      /* as messages name it: the folder, or the stored policy's hash */
	struct gj_file *files; /* sorted by path, bytewise */
	size_t n, room;
};

void gj_fileset_init(struct gj_fileset *set);
void gj_fileset_fini(struct gj_fileset *set);
/* Reads every *.lua file directly in dir (not below, no hidden files). Errors: GJ_ENOENT (no such
 * folder, or no rule file in it: the text says what was looked for), GJ_ELIMIT, GJ_EIO, GJ_ENOMEM. */
int gj_fileset_read(struct gj_fileset *set, const char *dir, struct gj_err *err);
/* Adds one file by value, keeping the order; GJ_EINVAL when the path is there already. */
int gj_fileset_put(struct gj_fileset *set, const char *path, const void *data, size_t n,
                   struct gj_err *err);
const struct gj_file *gj_fileset_find(const struct gj_fileset *set, const char *path);
/* Over count, then path length, path, data length and data of each file in order. */
void gj_fileset_hash(const struct gj_fileset *set, char out[GJ_DIGEST_TEXT]);
#endif
