/* meta.h: the rule language as annotations that Lua editors read, so that they complete and warn. */
#ifndef GJ_META_H
#define GJ_META_H
#include "engine/policy/policy.h"

struct gj_buf;

/* Every word and operator, from the tables that the loader goes by. */
void gj_meta_language(struct gj_buf *out);
/* The facts of one policy, so that f.officers is known to be a count. */
void gj_meta_policy(struct gj_buf *out, const struct gj_policy *policy);
#endif
