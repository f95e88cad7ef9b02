/* call.h: the one way from C into Lua: an error comes back as a sentence with its place. */
#ifndef GJ_CALL_H
#define GJ_CALL_H
#include "engine/base/err.h"
#include "engine/policy/sandbox.h"

/* Rule files are named "=0", "=1" ... to Lua, so that a place is found again whatever the path is. */
struct gj_fault {
	int status; /* LUA_OK or LUA_ERR* */
	int file;   /* number of the rule file; -1: none */
	int line;   /* 0: none */
	char text[GJ_ERR_TEXT];
};

/* Runs function(L) with `argument` as its only argument (a light userdata) in protected mode. */
void gj_call(struct gj_sandbox *s, lua_CFunction function, void *argument, struct gj_fault *fault);
/* The innermost rule file that is running now: its number and line; false when none is. */
bool gj_call_place(lua_State *L, int *file, int *line);
#endif
