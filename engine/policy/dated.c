/* dated.c: puts the values of one stretch of time after another where the dated ones stood. */
#include "engine/policy/dated.h"

#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/policy/condition.h"

enum { DEPTH = 6 /* of tables inside each other that are looked into */ };

struct days {                              /* on which something changes, rising */
	int32_t since[GJ_DATED_STEPS + 1]; /* and the day after the last */
	size_t n;
	bool full;
};

static void add_day(struct days *d, int32_t day)
{
	size_t at = 0;

	while (at < d->n && d->since[at] < day)
		at++;
	if (at < d->n && d->since[at] == day)
		return;
	if (d->n == GJ_DATED_STEPS) {
		d->full = true;
		return;
	}
	memmove(&d->since[at + 1], &d->since[at], (d->n - at) * sizeof *d->since);
	d->since[at] = day;
	d->n++;
}

/* The days of every dated value at an index, tables included; `days` NULL: only whether there is one. */
static bool collect(lua_State *L, int index, struct days *days, int depth)
{
	const struct gj_item *item = gj_item_get(L, index);
	bool found = false;

	if (item) {
		if (item->kind != GJ_ITEM_DATED)
			return false;
		for (size_t i = 0; days && i < item->u.dated.n; i++)
			add_day(days, item->u.dated.since[i]);
		return true;
	}
	if (depth == 0 || !lua_istable(L, index))
		return false;
	luaL_checkstack(L, 4, NULL);
	lua_pushnil(L);
	while (lua_next(L, index)) {
		gj_sandbox_charge(L, 1);
		found = collect(L, lua_gettop(L), days, depth - 1) || found;
		if (found && !days) {
			lua_pop(L, 2);
			return true;
		}
		lua_pop(L, 1);
	}
	return found;
}

bool gj_dated_among(lua_State *L, int n)
{
	for (int i = 1; i <= n; i++)
		if (collect(L, i, NULL, DEPTH))
			return true;
	return false;
}

/* Pushes the value at an index as it is on a day; nil: it is not in force yet. */
static void push_on(lua_State *L, int index, int32_t day, int depth)
{
	const struct gj_item *item = gj_item_get(L, index);
	size_t at = 0;

	luaL_checkstack(L, 8, NULL);
	if (item && item->kind == GJ_ITEM_DATED) {
		while (at < item->u.dated.n && item->u.dated.since[at] <= day)
			at++;
		lua_getiuservalue(L, index, 1);
		if (at)
			lua_rawgeti(L, -1, (lua_Integer)at);
		else
			lua_pushnil(L);
		lua_remove(L, -2);
		return;
	}
	if (item || depth == 0 || !lua_istable(L, index) || !collect(L, index, NULL, depth)) {
		lua_pushvalue(L, index);
		return;
	}
	lua_newtable(L);
	lua_pushnil(L);
	while (lua_next(L, index)) { /* [copy, key, value] */
		gj_sandbox_charge(L, 2);
		push_on(L, lua_gettop(L), day, depth - 1);
		lua_pushvalue(L, -3);
		lua_insert(L, -2);
		lua_rawset(L, -5);
		lua_pop(L, 1);
	}
}

/* Whether something dated at an index has no value on a day: not yet, or no more. */
static bool lacks(lua_State *L, int index, int32_t day, int depth)
{
	const struct gj_item *item = gj_item_get(L, index);
	bool none = false;

	if (item && item->kind == GJ_ITEM_DATED) {
		push_on(L, index, day, 0);
		none = lua_isnil(L, -1);
		lua_pop(L, 1);
		return none;
	}
	if (item || depth == 0 || !lua_istable(L, index))
		return false;
	luaL_checkstack(L, 8, NULL);
	lua_pushnil(L);
	while (lua_next(L, index)) {
		gj_sandbox_charge(L, 1);
		none = none || lacks(L, lua_gettop(L), day, depth - 1);
		lua_pop(L, 1);
	}
	return none;
}

static void attach_values(lua_State *L, int index, int depth)
{
	const struct gj_item *item = gj_item_get(L, index);

	luaL_checkstack(L, 8, NULL);
	if (item && item->kind == GJ_ITEM_DATED) {
		lua_getiuservalue(L, index, 1);
		for (size_t i = 1; i <= item->u.dated.n; i++) {
			lua_rawgeti(L, -1, (lua_Integer)i);
			gj_item_attach(gj_item_get(L, -1));
			lua_pop(L, 1);
		}
		lua_pop(L, 1);
	}
	if (item || depth == 0 || !lua_istable(L, index))
		return;
	lua_pushnil(L);
	while (lua_next(L, index)) {
		gj_sandbox_charge(L, 1);
		attach_values(L, lua_gettop(L), depth - 1);
		lua_pop(L, 1);
	}
}

bool gj_dated_settle(lua_State *L, int index, int32_t day)
{
	attach_values(L, index, DEPTH);
	if (lacks(L, index, day, DEPTH))
		return false;
	push_on(L, index, day, DEPTH);
	lua_replace(L, index);
	return true;
}

/* A condition that nothing is in force of: always an error. */
static struct gj_cond *nothing(lua_State *L, struct gj_place place)
{
	struct gj_cond *cond = gj_build_alloc(L, 1, sizeof *cond);

	*cond = (struct gj_cond){ .kind = GJ_COND_DATED, .place = place };
	return cond;
}

/* [.., results 1..n from `first`; nil: nothing is in force]: one condition that knows its days. */
static int push_dated_condition(lua_State *L, int first, const struct days *days)
{
	struct gj_item *out = gj_condition_push(L, GJ_COND_DATED, NULL);
	int32_t *since = gj_build_alloc(L, days->n, sizeof *since);

	out->u.cond->args = gj_build_alloc(L, days->n, sizeof(struct gj_cond *));
	out->u.cond->n_args = days->n;
	out->u.cond->since = since;
	for (size_t i = 0; i < days->n; i++) {
		const struct gj_item *item = gj_item_get(L, first + (int)i);

		since[i] = days->since[i];
		if (!item) {
			out->u.cond->args[i] = nothing(L, out->u.cond->place);
			out->size++;
			continue;
		}
		gj_item_attach(item);
		out->u.cond->args[i] = item->u.cond;
		out->size += item->size;
		out->depth = item->depth + 1 > out->depth ? item->depth + 1 : out->depth;
		out->dict = out->dict ? out->dict : item->dict;
		out->list = item->list ? item->list : out->list;
	}
	return gj_condition_fits(L, out->depth, out->size) ? 1 : gj_item_poison(L);
}

/* [.., results 1..n from `first`]: a dated value of them. */
static int push_dated_value(lua_State *L, int first, const struct days *days)
{
	struct gj_item *out = gj_item_push(L, GJ_ITEM_DATED);
	int32_t *since = gj_build_alloc(L, days->n, sizeof *since);

	memcpy(since, days->since, days->n * sizeof *since);
	out->u.dated.since = since;
	out->u.dated.n = days->n;
	lua_createtable(L, (int)days->n, 0);
	for (size_t i = 0; i < days->n; i++) {
		lua_pushvalue(L, first + (int)i);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	lua_setiuservalue(L, -2, 1);
	return 1;
}

static int push_result(lua_State *L, int first, struct days *days)
{
	size_t conditions = 0, none = 0, early = 0;

	while (early < days->n && lua_isnil(L, first + (int)early))
		early++;
	days->n -= early; /* before its first day there is none anyway */
	memmove(days->since, days->since + early, days->n * sizeof *days->since);
	first += (int)early;
	for (size_t i = 0; i < days->n; i++) {
		const struct gj_item *item = gj_item_get(L, first + (int)i);

		if (item && item->kind == GJ_ITEM_POISON)
			return gj_item_poison(L);
		conditions += item && item->kind == GJ_ITEM_COND;
		none += lua_isnil(L, first + (int)i);
	}
	if (days->n == 0) {
		gj_build_report(gj_build_of(L), GJ_FOUND_BAD_DATE, gj_build_place(L),
		                tr("let their days overlap"),
		                tr("there is no day on which all these dated values are in force"));
		return gj_item_poison(L);
	}
	if (conditions && conditions + none == days->n)
		return push_dated_condition(L, first, days);
	if (conditions == 0)
		return push_dated_value(L, first, days);
	gj_build_report(
	    gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
	    tr("a dated value is a condition on some days and something else on others"));
	return gj_item_poison(L);
}

static void push_function(lua_State *L, lua_CFunction function, void *upvalue)
{
	if (upvalue)
		lua_pushlightuserdata(L, upvalue);
	lua_pushcclosure(L, function, upvalue ? 1 : 0);
}

int gj_dated_lift(lua_State *L, lua_CFunction function, void *upvalue)
{
	int n = lua_gettop(L);
	struct days days = { .n = 0 };

	for (int i = 1; i <= n; i++)
		collect(L, i, &days, DEPTH);
	if (days.full) {
		gj_build_report(gj_build_of(L), GJ_FOUND_TOO_MANY, gj_build_place(L), NULL,
		                tr("a value changes on more than %d days"), GJ_DATED_STEPS);
		return gj_item_poison(L);
	}
	luaL_checkstack(L, (int)days.n + n + 8, NULL);
	for (size_t i = 0; i < days.n; i++) {
		bool none = false;

		for (int k = 1; k <= n && !none; k++)
			none = lacks(L, k, days.since[i], DEPTH);
		if (none) {
			lua_pushnil(L);
			continue;
		}
		push_function(L, function, upvalue);
		for (int k = 1; k <= n; k++)
			push_on(L, k, days.since[i], DEPTH);
		lua_call(L, n, 1);
		if (lua_isnil(L, -1)) { /* a declaration: it is there once, not for a time */
			gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
			                tr("write the value itself; another version of the policy "
			                   "says another"),
			                tr("a dated value cannot stand here"));
			return gj_item_poison(L);
		}
	}
	return push_result(L, n + 1, &days);
}

static int wrapped(lua_State *L)
{
	lua_CFunction function = lua_tocfunction(L, lua_upvalueindex(1));
	int n = lua_gettop(L);

	if (gj_dated_among(L, n))
		return gj_dated_lift(L, function, NULL);
	return function(L);
}

void gj_dated_wrap(lua_State *L, lua_CFunction function)
{
	lua_pushcfunction(L, function);
	lua_pushcclosure(L, wrapped, 1);
}

void gj_dated_first(lua_State *L, int index)
{
	lua_getiuservalue(L, index, 1);
	lua_rawgeti(L, -1, 1);
	lua_remove(L, -2);
}

struct entry {
	int32_t since;
	int value; /* stack index */
};

static int by_day(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	return (a->since > b->since) - (a->since < b->since);
}

/* [{ .. }]: its `ends`, as a day or as a text; the table becomes one without it. */
static int32_t take_end(lua_State *L)
{
	struct gj_build *b = gj_build_of(L);
	const struct gj_item *item;
	int32_t day = GJ_DAY_NONE;
	const char *s;
	size_t n;

	if (lua_getfield(L, 1, "ends") == LUA_TNIL) {
		lua_pop(L, 1);
		return day;
	}
	item = gj_item_get(L, -1);
	s = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &n) : NULL;
	if (item && item->kind == GJ_ITEM_DAY)
		day = item->u.day;
	else if (s)
		day = gj_day_parse(s, n);
	if (day == GJ_DAY_NONE && (!item || item->kind != GJ_ITEM_POISON))
		gj_build_report(b, GJ_FOUND_BAD_DATE, gj_build_place(L),
		                tr("write ends = day \"2025-12-31\""),
		                tr("dated: \"ends\" is its last day"));
	lua_pop(L, 1);
	lua_newtable(L);
	lua_pushnil(L);
	while (lua_next(L, 1)) {
		gj_sandbox_charge(L, 1);
		if (lua_type(L, -2) == LUA_TSTRING && strcmp(lua_tostring(L, -2), "ends") == 0) {
			lua_pop(L, 1);
			continue;
		}
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_rawset(L, -4);
	}
	lua_replace(L, 1);
	return day;
}

int gj_word_dated(lua_State *L)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	struct entry entries[GJ_DATED_STEPS];
	struct days days = { .n = 0 };
	size_t n = 0;
	bool ok = lua_istable(L, 1);
	int32_t until = GJ_DAY_NONE;

	lua_settop(L, 1);
	luaL_checkstack(L, 2 * GJ_DATED_STEPS + 8, NULL);
	if (ok)
		until = take_end(L);
	lua_pushnil(L);
	while (ok && lua_next(L, 1)) { /* [.., values, key, value] */
		size_t size = 0;
		const char *s = lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &size) : NULL;
		int32_t day = s ? gj_day_parse(s, size) : GJ_DAY_NONE;

		if (day == GJ_DAY_NONE || n == GJ_DATED_STEPS) {
			ok = false;
			break;
		}
		lua_insert(L, -2); /* the value stays below, the key goes on */
		entries[n++] = (struct entry){ .since = day, .value = lua_gettop(L) - 1 };
	}
	if (!ok || n == 0) {
		gj_build_report(b, ok ? GJ_FOUND_EMPTY : GJ_FOUND_BAD_DATE, place,
		                tr("write dated { [\"2022-01-01\"] = 1, [\"2023-07-01\"] = 2 }"),
		                tr("dated wants days and the values from them on"));
		return gj_item_poison(L);
	}
	qsort(entries, n, sizeof *entries, by_day);
	for (size_t i = 0; i < n; i++) {
		days.since[days.n++] = entries[i].since;
		lua_pushvalue(L, entries[i].value);
		gj_item_attach(gj_item_get(L, -1));
	}
	if (until != GJ_DAY_NONE && until < days.since[n - 1]) {
		gj_build_report(b, GJ_FOUND_DATE_ORDER, place, NULL,
		                tr("a dated value ends before the last of its days"));
		return gj_item_poison(L);
	}
	if (until != GJ_DAY_NONE) {
		days.since[days.n++] = until + 1;
		lua_pushnil(L);
	}
	return push_result(L, lua_gettop(L) - (int)days.n + 1, &days);
}
