/* item.c: items of the rule language as userdata, and the poison that goes through everything. */
#include "engine/policy/item.h"

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/policy/method.h"
#include "engine/policy/statement.h"
#include "engine/policy/dated.h"

#define ITEM "guiju.item"
#define POISON "guiju.poison"

struct gj_item *gj_item_push(lua_State *L, enum gj_item_kind kind)
{
	struct gj_place place = gj_build_place(L);
	struct gj_item *item;

	luaL_checkstack(L, 8, NULL);
	item = lua_newuserdatauv(
	    L, sizeof *item,
	    kind == GJ_ITEM_DEFERRED || kind == GJ_ITEM_ROW || kind == GJ_ITEM_DATED ? 1 : 0);
	*item = (struct gj_item){ .kind = kind, .place = place };
	luaL_setmetatable(L, kind == GJ_ITEM_POISON ? POISON : ITEM);
	return item;
}

int gj_item_poison(lua_State *L)
{
	gj_item_push(L, GJ_ITEM_POISON);
	return 1;
}

struct gj_item *gj_item_get(lua_State *L, int index)
{
	struct gj_item *item = luaL_testudata(L, index, ITEM);

	return item ? item : luaL_testudata(L, index, POISON);
}

bool gj_item_is(lua_State *L, int index, enum gj_item_kind kind)
{
	const struct gj_item *item = gj_item_get(L, index);

	return item && item->kind == kind;
}

void gj_item_attach(const struct gj_item *item)
{
	if (item && item->note)
		item->note->done = true;
}

static const char *item_what(const struct gj_item *item)
{
	switch (item->kind) {
	case GJ_ITEM_POISON:
		return tr("something that is wrong already");
	case GJ_ITEM_STATEMENT:
		return tr("a statement without its { ... }");
	case GJ_ITEM_FACT_DECL:
		return tr("the declaration of a fact");
	case GJ_ITEM_OPTION_DECL:
		return tr("an option");
	case GJ_ITEM_BUREAUS:
		return tr("the bureaus");
	case GJ_ITEM_FACTS:
		return tr("the facts of a category");
	case GJ_ITEM_FACT:
		return tr("a fact");
	case GJ_ITEM_ROWS:
		return tr("the rows of a list");
	case GJ_ITEM_FIELD:
		return tr("a field");
	case GJ_ITEM_DEFERRED:
		return tr("a condition on a field");
	case GJ_ITEM_TERM:
		return tr("a number");
	case GJ_ITEM_SHARE:
		return tr("a share of nothing in particular");
	case GJ_ITEM_SHARE_OF:
		return tr("a share");
	case GJ_ITEM_QUANTITY:
		return tr("a quantity");
	case GJ_ITEM_DAY:
		return tr("a day");
	case GJ_ITEM_PERIOD:
		return tr("a period");
	case GJ_ITEM_READING:
		return tr("a reading");
	case GJ_ITEM_COND:
		return tr("a condition");
	case GJ_ITEM_CHECK:
		return tr("a check");
	case GJ_ITEM_FLOOR:
		return tr("a floor");
	case GJ_ITEM_STEP:
		return tr("a number of days");
	case GJ_ITEM_RATIO:
		return tr("a share of one number in another");
	case GJ_ITEM_SCORE:
		return tr("a score");
	case GJ_ITEM_SCORE_GROUP:
		return tr("a group of a score");
	case GJ_ITEM_SCORE_ITEM:
		return tr("an item of a score");
	case GJ_ITEM_ROUTE:
		return tr("a route");
	case GJ_ITEM_ROW:
		return tr("a row of a table");
	case GJ_ITEM_ANY_VALUE:
		return tr("any_value");
	case GJ_ITEM_DATED:
		return tr("a dated value");
	case GJ_ITEM_ORDER:
		return tr("a key of a ranking");
	}
	return "?";
}

const char *gj_item_what(lua_State *L, int index)
{
	const struct gj_item *item = gj_item_get(L, index);

	if (item)
		return item_what(item);
	switch (lua_type(L, index)) {
	case LUA_TBOOLEAN:
		return tr("true or false");
	case LUA_TNUMBER:
		return tr("a number");
	case LUA_TSTRING:
		return tr("a text");
	case LUA_TTABLE:
		return tr("a table");
	case LUA_TFUNCTION:
		return tr("a function: its parentheses are missing");
	default:
		return tr("nothing");
	}
}

/* f.officers, f.officers:at_least */
static int item_index(lua_State *L)
{
	const struct gj_item *item = luaL_checkudata(L, 1, ITEM);

	if (item->kind == GJ_ITEM_FACTS)
		return gj_method_fact(L, item);
	return gj_method_find(L, item);
}

/* [what is called, its arguments] */
static int call_value(lua_State *L)
{
	lua_call(L, lua_gettop(L) - 1, 1);
	return 1;
}

/* criterion "1" { ... } */
static int item_call(lua_State *L)
{
	struct gj_item *item = luaL_checkudata(L, 1, ITEM);

	if (item->kind == GJ_ITEM_DATED) /* a statement named by a dated number */
		return gj_dated_lift(L, call_value, NULL);
	if (!item->statement)
		return luaL_error(L, tr("%s is not called; is a \":\" and an operator missing?"),
		                  item_what(item));
	return gj_statement_call(L, item);
}

/* The same word in every language: a rule file may compare it. */
static int item_tostring(lua_State *L)
{
	lua_pushliteral(L, "item");
	return 1;
}

static void attach_all(lua_State *L, int index, int depth)
{
	gj_item_attach(gj_item_get(L, index));
	if (!lua_istable(L, index) || depth == 0)
		return;
	luaL_checkstack(L, 4, NULL);
	gj_sandbox_charge(L, lua_rawlen(L, index));
	lua_pushnil(L);
	while (lua_next(L, index)) {
		attach_all(L, lua_gettop(L), depth - 1);
		lua_pop(L, 1);
	}
}

void gj_item_attach_all(lua_State *L, int index)
{
	enum { DEPTH = 3 };

	attach_all(L, index, DEPTH);
}

static int poison_call(lua_State *L)
{
	for (int i = 2, n = lua_gettop(L); i <= n; i++)
		gj_item_attach_all(L, i);
	return gj_item_poison(L);
}

static int poison_length(lua_State *L)
{
	lua_pushinteger(L, 0);
	return 1;
}

static int poison_false(lua_State *L)
{
	lua_pushboolean(L, 0);
	return 1;
}

static int poison_nothing(lua_State *L)
{
	(void)L;
	return 0;
}

void gj_item_open(lua_State *L)
{
	static const luaL_Reg item[] = { { "__index", item_index },
		                         { "__call", item_call },
		                         { "__tostring", item_tostring },
		                         { 0 } };
	static const luaL_Reg poison[] = {
		{ "__index", gj_item_poison },    { "__call", poison_call },
		{ "__newindex", poison_nothing }, { "__tostring", item_tostring },
		{ "__add", gj_item_poison },      { "__sub", gj_item_poison },
		{ "__mul", gj_item_poison },      { "__div", gj_item_poison },
		{ "__mod", gj_item_poison },      { "__idiv", gj_item_poison },
		{ "__unm", gj_item_poison },      { "__concat", gj_item_poison },
		{ "__len", poison_length },       { "__lt", poison_false },
		{ "__le", poison_false },         { 0 }
	};

	luaL_newmetatable(L, ITEM);
	luaL_setfuncs(L, item, 0);
	luaL_newmetatable(L, POISON);
	luaL_setfuncs(L, poison, 0);
	lua_pop(L, 2);
}
