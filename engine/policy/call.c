/* call.c: the protected call and the message handler that finds the place. */
#include "engine/policy/call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "engine/base/text.h"
#include "engine/base/tr.h"

enum { LEVELS_MAX = 200 /* frames looked at: a place is near the top or nowhere */ };

static int file_number(const char *source)
{
	char *end;
	long n;

	if (*source != '=')
		return -1;
	n = strtol(source + 1, &end, 10);
	return end != source + 1 && *end == '\0' ? (int)n : -1;
}

bool gj_call_place(lua_State *L, int *file, int *line)
{
	lua_Debug ar;

	for (int level = 0; level < LEVELS_MAX && lua_getstack(L, level, &ar); level++) {
		lua_getinfo(L, "l", &ar);
		if (ar.currentline <= 0) /* in C: its source, dearer to ask for, is none */
			continue;
		lua_getinfo(L, "S", &ar);
		*file = file_number(ar.source);
		if (*file >= 0) {
			*line = ar.currentline;
			return true;
		}
	}
	*file = -1;
	*line = 0;
	return false;
}

/* "3:12: message" to message; a syntax error is known by this prefix alone. */
static const char *take_prefix(const char *text, struct gj_fault *fault)
{
	int file, line, n = 0;

	if (sscanf(text, "%d:%d: %n", &file, &line, &n) == 2 && n > 0) {
		if (fault->file < 0) {
			fault->file = file;
			fault->line = line;
		}
		return text + n;
	}
	return text;
}

static void keep_text(struct gj_fault *fault, const char *text)
{
	size_t n = gj_text_cut(text, gj_text_valid(text, strlen(text)), sizeof fault->text - 1);

	memcpy(fault->text, text, n);
	fault->text[n] = '\0';
}

/* Lua does not come here when memory is out. */
static int handler(lua_State *L)
{
	struct gj_fault *fault = gj_sandbox_of(L)->fault;

	gj_call_place(L, &fault->file, &fault->line);
	if (lua_type(L, 1) == LUA_TSTRING)
		keep_text(fault, take_prefix(lua_tostring(L, 1), fault));
	else
		snprintf(fault->text, sizeof fault->text, tr("error was called with a %s"),
		         luaL_typename(L, 1));
	return 1;
}

void gj_call(struct gj_sandbox *s, lua_CFunction function, void *argument, struct gj_fault *fault)
{
	lua_State *L = s->L;

	*fault = (struct gj_fault){ .file = -1 };
	s->fault = fault;
	s->refusal = GJ_REFUSED_NOTHING;
	/* Nothing here can raise: light values on a stack that has room for them. */
	lua_pushcfunction(L, handler);
	lua_pushcfunction(L, function);
	lua_pushlightuserdata(L, argument);
	fault->status = lua_pcall(L, 1, 0, -3);
	lua_settop(L, 0);
	s->fault = NULL;
}
