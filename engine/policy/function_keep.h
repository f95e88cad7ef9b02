/* function_keep.h: internal to policy/: how functions come to outlive the loading of their rule files. */
#ifndef GJ_FUNCTION_KEEP_H
#define GJ_FUNCTION_KEEP_H
#include "engine/policy/function.h"
#include "engine/policy/sandbox.h"

struct gj_functions *gj_functions_new(void); /* NULL: no memory */
/* The sandbox that rule files run in; init it before. */
struct gj_sandbox *gj_functions_sandbox(struct gj_functions *f);
/* Keeps the function at a stack index; its number, or -1 when there are too many. May raise. */
int gj_functions_keep(lua_State *L, struct gj_functions *f, int index);
/* The rule files have run: what the functions share can be read and no longer changed. Errors: GJ_ENOMEM; GJ_EINVAL:
 * what they share cannot be sealed; gj_functions_error() says why, or the sandbox's refusal which limit it passes. */
int gj_functions_seal(struct gj_functions *f);

/* Whether what ran last was ended by a limit, or by memory that ran out. */
bool gj_functions_limited(const struct gj_functions *f);

/* function_seal.c: may raise; the functions are in the registry. What comes back is a reference to the values that
 * they close over, for gj_functions_put_back(). */
int gj_functions_seal_state(lua_State *L, const int *refs, size_t n);
/* Before each call, so that it finds them as they were. May raise. */
void gj_functions_put_back(lua_State *L, int pristine);
#endif
