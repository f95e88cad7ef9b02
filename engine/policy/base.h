/* base.h: the files of a policy together with those of the policies that it extends. */
#ifndef GJ_BASE_H
#define GJ_BASE_H
#include "engine/base/fileset.h"
#include <stdbool.h>

enum { GJ_BASE_DEPTH = 8, GJ_BASE_ID = 64 };

/* Reads dir and, beside it, the folders of the policies that it extends, one after another; theirs are kept as
 * "ID/file.lua". Errors: those of gj_fileset_read(); GJ_ENOENT names the folder that is missing; GJ_EINVAL: they
 * extend each other. */
int gj_base_read(struct gj_fileset *set, const char *dir, struct gj_err *err);
/* The programme year that the policy itself states, from the text of its policy.lua; 0: none. What it extends is read
 * for that year, too. */
int gj_base_year(const struct gj_fileset *set);
/* What policy.lua of a base says it extends ("" for the set's own files), from its text; false: nothing. */
bool gj_base_extends(const struct gj_fileset *set, const char *base, char out[GJ_BASE_ID]);
#endif
