/* function_seal.c: what functions share can be read and not changed, and what they close over is as it was.
 *
 * A call must not be felt by the next one, or a decision would hang on who was decided before. So every table that a
 * function can reach stands behind an empty one that refuses to be written, and every value that a function closes
 * over is put back before each call. */
#include "engine/policy/function_keep.h"

#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"

enum { DEPTH_MAX = 100, MAP = 1, PRISTINE, ENVIRONMENT, WORK /* where they stand on the stack */ };

static int refuse_write(lua_State *L)
{
	return luaL_error(L, tr("a function cannot change anything that outlasts it"));
}

static int length(lua_State *L)
{
	lua_pushinteger(L, (lua_Integer)lua_rawlen(L, lua_upvalueindex(1)));
	return 1;
}

/* [inner] -> [front]: empty, so that every reading and writing asks what is said here. */
static void push_front(lua_State *L)
{
	lua_newtable(L);
	lua_createtable(L, 0, 4);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushvalue(L, -3);
	lua_pushcclosure(L, length, 1);
	lua_setfield(L, -2, "__len");
	lua_pushcfunction(L, refuse_write);
	lua_setfield(L, -2, "__newindex");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

static void freeze(lua_State *L, int depth);

/* [table] -> [front], the same one for the same table. */
static void freeze_table(lua_State *L, int depth)
{
	int table = lua_gettop(L), inner = table + 1;

	lua_newtable(L);
	lua_pushvalue(L, inner);
	push_front(L); /* [table, inner, front] */
	lua_pushvalue(L, table);
	lua_pushvalue(L, -2);
	lua_rawset(L, MAP);
	lua_pushnil(L);
	while (lua_next(L, table)) { /* [.., key, value] */
		freeze(L, depth + 1);
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_rawset(L, inner);
	}
	lua_replace(L, table);
	lua_settop(L, table);
}

/* [function] -> [function]: what it closes over is frozen, and noted to be put back. */
static void freeze_closure(lua_State *L, int depth)
{
	int function = lua_gettop(L);
	const char *name;

	lua_pushvalue(L, function);
	lua_pushboolean(L, 1);
	lua_rawset(L, MAP);
	for (int up = 1; (name = lua_getupvalue(L, function, up)) != NULL; up++) {
		if (strcmp(name, "_ENV") == 0) {
			lua_pop(L, 1);
			lua_pushvalue(L, ENVIRONMENT);
		} else {
			lua_Integer n;

			freeze(L, depth + 1);
			n = (lua_Integer)lua_rawlen(L, PRISTINE); /* others may stand there since */
			lua_pushvalue(L, function);
			lua_rawseti(L, PRISTINE, n + 1);
			lua_pushinteger(L, up);
			lua_rawseti(L, PRISTINE, n + 2);
			lua_createtable(L, 1, 0); /* in a box: nil is a value, too */
			lua_pushvalue(L, -2);
			lua_rawseti(L, -2, 1);
			lua_rawseti(L, PRISTINE, n + 3);
		}
		lua_setupvalue(L, function, up);
	}
}

/* [value] -> [value as functions may see it] */
static void freeze(lua_State *L, int depth)
{
	int type = lua_type(L, -1);

	if (type != LUA_TTABLE && (type != LUA_TFUNCTION || lua_iscfunction(L, -1)))
		return;
	if (depth > DEPTH_MAX)
		luaL_error(L, tr("what functions share lies more than %d tables deep"), DEPTH_MAX);
	luaL_checkstack(L, 12, NULL);
	lua_pushvalue(L, -1);
	if (lua_rawget(L, MAP) != LUA_TNIL) { /* [value, front or true] */
		if (type == LUA_TTABLE)
			lua_replace(L, -2);
		else
			lua_pop(L, 1);
		return;
	}
	lua_pop(L, 1);
	if (type == LUA_TTABLE)
		freeze_table(L, depth);
	else
		freeze_closure(L, depth);
}

/* [table] -> []: its names and values, frozen, into the table at `inner`. */
static void take_names(lua_State *L, int inner)
{
	lua_pushnil(L);
	while (lua_next(L, -2)) {
		freeze(L, 0);
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_rawset(L, inner);
	}
	lua_pop(L, 1);
}

/* The words of the libraries, and over them the names that the rule files gave. */
static void fill_environment(lua_State *L, int inner)
{
	lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
	if (lua_getmetatable(L, -1)) { /* words.c keeps the words behind the globals */
		lua_getfield(L, -1, "__index");
		if (lua_getupvalue(L, -1, 1))
			take_names(L, inner);
		lua_pop(L, 2);
	}
	take_names(L, inner);
}

/* ("x"):upper() reaches its library by another way than string.upper does, and finds the same front. */
static void freeze_methods_of_texts(lua_State *L)
{
	lua_pushliteral(L, "");
	lua_getmetatable(L, -1);
	lua_getfield(L, -1, "__index");
	freeze(L, 0);
	lua_setfield(L, -2, "__index");
	lua_pop(L, 2);
}

int gj_functions_seal_state(lua_State *L, const int *refs, size_t n)
{
	lua_settop(L, 0);
	lua_newtable(L); /* MAP: a table to its front, a function to true */
	lua_newtable(L); /* PRISTINE: function, number of the value, box of the value; and so on */
	lua_newtable(L);
	lua_pushvalue(L, -1);
	push_front(L); /* [map, pristine, inner, front] */
	lua_insert(L, ENVIRONMENT);
	fill_environment(L, WORK);
	freeze_methods_of_texts(L);
	for (size_t i = 0; i < n; i++) {
		lua_rawgeti(L, LUA_REGISTRYINDEX, refs[i]);
		freeze(L, 0);
		lua_pop(L, 1);
	}
	lua_pushvalue(L, PRISTINE);
	return luaL_ref(L, LUA_REGISTRYINDEX);
}

void gj_functions_put_back(lua_State *L, int pristine)
{
	lua_Integer n;

	lua_rawgeti(L, LUA_REGISTRYINDEX, pristine);
	n = (lua_Integer)lua_rawlen(L, -1);
	for (lua_Integer i = 1; i < n; i += 3) {
		int up;

		lua_rawgeti(L, -1, i);
		lua_rawgeti(L, -2, i + 1);
		up = (int)lua_tointeger(L, -1);
		lua_pop(L, 1);
		lua_rawgeti(L, -2, i + 2);
		lua_rawgeti(L, -1, 1);
		lua_setupvalue(L, -3, up);
		lua_pop(L, 2);
	}
	lua_pop(L, 1);
}
