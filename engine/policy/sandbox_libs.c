/* sandbox_libs.c: what rule files have of Lua's own words: an explicit list, nothing by default. */
#include <string.h>

#include <lauxlib.h>
#include <lualib.h>

#include "engine/base/tr.h"
#include "engine/policy/sandbox.h"

static const char *const base_words[] = { "assert", "error",    "ipairs", "rawequal", "rawlen",
	                                  "select", "tonumber", "type",   NULL };
static const char *const string_words[] = { "byte", "char",    "format", "len",   "lower",
	                                    "rep",  "reverse", "sub",    "upper", NULL };
static const char *const table_words[] = { "concat", "insert", "pack", "remove", "unpack", NULL };
static const char *const math_words[] = { "abs",        "ceil", "floor",      "fmod",
	                                  "huge",       "max",  "maxinteger", "min",
	                                  "mininteger", "modf", "pi",         "sqrt",
	                                  "tointeger",  "type", "ult",        NULL };
static const char *const utf8_words[] = { "char", "charpattern", "codepoint", "codes",
	                                  "len",  "offset",      NULL };

static const struct {
	const char *word, *why;
} left_out[] = {
	{ "pairs", TR_NOOP("pairs goes in no fixed order; use ipairs over a list") },
	{ "next", TR_NOOP("next goes in no fixed order; use ipairs over a list") },
	{ "print",
	  TR_NOOP("rule files declare and print nothing; guiju check shows what is wrong") },
	{ "require",
	  TR_NOOP("every *.lua file of the folder is loaded by itself; nothing is required") },
	{ "dofile", TR_NOOP("every *.lua file of the folder is loaded by itself") },
	{ "loadfile", TR_NOOP("every *.lua file of the folder is loaded by itself") },
	{ "load", TR_NOOP("rule files cannot make code from text") },
	{ "pcall", TR_NOOP("an error is to be seen, not caught; take the call out") },
	{ "xpcall", TR_NOOP("an error is to be seen, not caught; take the call out") },
	{ "io", TR_NOOP("rule files cannot read or write files") },
	{ "os", TR_NOOP("rule files have no clock and no system; write the day down") },
	{ "debug", TR_NOOP("rule files cannot look into Lua") },
	{ "package", TR_NOOP("every *.lua file of the folder is loaded by itself") },
	{ "coroutine", TR_NOOP("rule files have no coroutines") },
	{ "setmetatable", TR_NOOP("rule files have no metatables") },
	{ "getmetatable", TR_NOOP("rule files have no metatables") },
	{ "rawset", TR_NOOP("write t.key = value") },
	{ "rawget", TR_NOOP("write t.key") },
	{ "collectgarbage", TR_NOOP("memory is looked after by itself") },
	{ "_G", TR_NOOP("write the word itself") },
};

const char *gj_sandbox_left_out(const char *word)
{
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
		if (strcmp(left_out[i].word, word) == 0)
			return tr(left_out[i].why);
	return NULL;
}

/* Of a table that stands behind another one, too (function_seal.c). */
static lua_Integer length_of(lua_State *L, int index)
{
	if (!lua_getmetatable(L, index))
		return (lua_Integer)lua_rawlen(L, index);
	lua_pop(L, 1);
	return luaL_len(L, index);
}

/* Calls the C function behind a word after counting what its arguments cost it. */
static int charged(lua_State *L)
{
	lua_CFunction word = lua_tocfunction(L, lua_upvalueindex(1));
	unsigned long long cost = 1;

	for (int i = 1; i <= lua_gettop(L); i++)
		if (lua_type(L, i) == LUA_TSTRING)
			cost += lua_rawlen(L, i) / 16;
		else if (lua_type(L, i) == LUA_TTABLE)
			cost += (unsigned long long)length_of(L, i) / 4;
	gj_sandbox_charge(L, cost);
	return word(L);
}

/* Adding or taking at the end is what tables are for, and cheap. */
static int table_end(lua_State *L)
{
	lua_CFunction word = lua_tocfunction(L, lua_upvalueindex(1));
	int plain = (int)lua_tointeger(L, lua_upvalueindex(2));

	if (lua_type(L, 1) == LUA_TTABLE && lua_gettop(L) > plain)
		gj_sandbox_charge(L, lua_rawlen(L, 1) / 4);
	return word(L);
}

/* string.rep says how long its result would be before it makes it. */
static int string_rep(lua_State *L)
{
	size_t n, n_between;
	const char *s = luaL_checklstring(L, 1, &n);
	lua_Integer times = luaL_checkinteger(L, 2);
	const char *between = luaL_optlstring(L, 3, "", &n_between);
	luaL_Buffer b;

	if (times <= 0 || n + n_between == 0) {
		lua_pushliteral(L, "");
		return 1;
	}
	if ((unsigned long long)times > GJ_SANDBOX_TEXT / (n + n_between))
		return luaL_error(L, tr("string.rep would make a text of more than %d bytes"),
		                  GJ_SANDBOX_TEXT);
	gj_sandbox_charge(L, (unsigned long long)times);
	luaL_buffinit(L, &b);
	while (times-- > 0) {
		luaL_addlstring(&b, s, n);
		if (times > 0)
			luaL_addlstring(&b, between, n_between);
	}
	luaL_pushresult(&b);
	return 1;
}

/* Lua would print the address of a table or function, which differs from run to run. */
static int tostring_word(lua_State *L)
{
	luaL_checkany(L, 1);
	switch (lua_type(L, 1)) {
	case LUA_TNIL:
	case LUA_TBOOLEAN:
	case LUA_TNUMBER:
	case LUA_TSTRING:
	case LUA_TUSERDATA:
		luaL_tolstring(L, 1, NULL);
		break;
	default:
		lua_pushstring(L, luaL_typename(L, 1));
		break;
	}
	return 1;
}

static int string_format(lua_State *L)
{
	lua_CFunction word = lua_tocfunction(L, lua_upvalueindex(1));
	const char *format = luaL_checkstring(L, 1);

	for (const char *p = strchr(format, '%'); p; p = strchr(p, '%')) {
		p += 1 + strspn(p + 1, "-+ #0123456789.");
		if (*p == 'p')
			return luaL_error(L, tr("string.format has no %%p here"));
		if (*p != '\0')
			p++;
	}
	for (int i = 2; i <= lua_gettop(L); i++)
		if (lua_type(L, i) == LUA_TTABLE || lua_type(L, i) == LUA_TFUNCTION)
			return luaL_error(L, tr("string.format cannot print a %s"),
			                  luaL_typename(L, i));
		else if (lua_type(L, i) == LUA_TSTRING)
			gj_sandbox_charge(L, lua_rawlen(L, i) / 16);
	return word(L);
}

static int table_unpack(lua_State *L)
{
	lua_CFunction word = lua_tocfunction(L, lua_upvalueindex(1));
	lua_Integer first = luaL_optinteger(L, 2, 1);
	lua_Integer last;

	luaL_checktype(L, 1, LUA_TTABLE);
	last = luaL_opt(L, luaL_checkinteger, 3, length_of(L, 1));
	if (first <= last &&
	    (lua_Unsigned)last - (lua_Unsigned)first >= (lua_Unsigned)GJ_SANDBOX_ARGUMENTS)
		return luaL_error(L, tr("table.unpack gives at most %d values"),
		                  GJ_SANDBOX_ARGUMENTS);
	return word(L);
}

static int string_byte(lua_State *L)
{
	lua_CFunction word = lua_tocfunction(L, lua_upvalueindex(1));
	lua_Integer first = luaL_optinteger(L, 2, 1);
	lua_Integer last = luaL_optinteger(L, 3, first);

	if (first != last) {
		lua_settop(L, 3);
		if (first < 0 || last < 0 || last - first >= GJ_SANDBOX_ARGUMENTS)
			return luaL_error(L,
			                  tr("string.byte gives at most %d values, from one place "
			                     "to a later one, both counted from the start"),
			                  GJ_SANDBOX_ARGUMENTS);
	}
	return word(L);
}

/* [lib] -> [lib, subset]: copies words[], functions wrapped by `wrap` when it is given. */
static void push_subset(lua_State *L, const char *const *words, lua_CFunction wrap)
{
	int lib = lua_gettop(L);

	lua_newtable(L);
	for (; *words; words++) {
		lua_getfield(L, lib, *words);
		if (wrap && lua_iscfunction(L, -1))
			lua_pushcclosure(L, wrap, 1);
		lua_setfield(L, -2, *words);
	}
}

/* [lib, subset]: subset[word] = own, with lib[word] behind it. */
static void replace(lua_State *L, const char *word, lua_CFunction own)
{
	lua_getfield(L, -2, word);
	lua_pushcclosure(L, own, 1);
	lua_setfield(L, -2, word);
}

/* [lib, subset]: a word of tables that costs only with more than `plain` arguments. */
static void replace_end(lua_State *L, const char *word, int plain)
{
	lua_getfield(L, -2, word);
	lua_pushinteger(L, plain);
	lua_pushcclosure(L, table_end, 2);
	lua_setfield(L, -2, word);
}

/* [words, lib, subset] -> [words], words[name] = subset */
static void keep(lua_State *L, const char *name)
{
	lua_setfield(L, -3, name);
	lua_pop(L, 1);
}

static void open_string(lua_State *L)
{
	luaL_requiref(L, LUA_STRLIBNAME, luaopen_string, 0);
	push_subset(L, string_words, charged);
	replace(L, "rep", string_rep);
	replace(L, "format", string_format);
	replace(L, "byte", string_byte);
	/* ("x"):upper() finds the same subset, and nobody finds the metatable. */
	lua_pushliteral(L, "");
	lua_getmetatable(L, -1);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 2);
	keep(L, LUA_STRLIBNAME);
}

void gj_sandbox_open_libs(lua_State *L)
{
	lua_newtable(L);

	/* Lua's base library fills the table of globals, which no rule file ever sees. */
	luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
	for (const char *const *word = base_words; *word; word++) {
		lua_getfield(L, -1, *word);
		if (strcmp(*word, "tonumber") == 0 || strcmp(*word, "select") == 0)
			lua_pushcclosure(L, charged, 1);
		lua_setfield(L, -3, *word);
	}
	lua_pop(L, 1);
	lua_pushcfunction(L, tostring_word);
	lua_setfield(L, -2, "tostring");

	open_string(L);
	luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 0);
	push_subset(L, table_words, charged);
	replace(L, "unpack", table_unpack);
	replace_end(L, "insert", 2);
	replace_end(L, "remove", 1);
	keep(L, LUA_TABLIBNAME);
	luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 0);
	push_subset(L, math_words, NULL);
	keep(L, LUA_MATHLIBNAME);
	luaL_requiref(L, LUA_UTF8LIBNAME, luaopen_utf8, 0);
	push_subset(L, utf8_words, charged);
	keep(L, LUA_UTF8LIBNAME);
}
