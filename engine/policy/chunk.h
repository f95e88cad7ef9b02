/* chunk.h: a rule file as bytes: is it text at all, and what is a syntax error really about. */
#ifndef GJ_CHUNK_H
#define GJ_CHUNK_H
#include "engine/base/fileset.h"
#include "engine/policy/build.h"

/* The text of the file without a byte order mark; false: reported, not to be run. */
bool gj_chunk_check(struct gj_build *b, const struct gj_file *file, struct gj_place place,
                    const char **text, size_t *n);
/* Reports a syntax error at `line` as Lua words it, or better. */
void gj_chunk_report(struct gj_build *b, const char *text, size_t n, struct gj_place place,
                     const char *message);
#endif
