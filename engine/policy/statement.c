/* statement.c: the two halves of a statement, its name and its { ... }. */
#include "engine/policy/statement.h"

#include <string.h>

#include <lauxlib.h>

#include "engine/base/day.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/policy/dated.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum { NAME_SHOWN = 60 };

static const struct {
	const char *first, *rest, *rule;
} names[] = {
	[GJ_NAME_KEY] = { LOWER, LOWER DIGITS "_",
	                  TR_NOOP("a name is lower-case letters, digits and _, a letter first") },
	[GJ_NAME_ID] = { LOWER UPPER DIGITS, LOWER UPPER DIGITS "_",
	                 TR_NOOP("a number is letters, digits and _: \"5c\"") },
	[GJ_NAME_OPTION] = { LOWER DIGITS, LOWER DIGITS "_",
	                     TR_NOOP("a name is lower-case letters, digits and _") },
	[GJ_NAME_PATH] = { LOWER UPPER DIGITS, LOWER UPPER DIGITS "_.",
	                   TR_NOOP("a number is letters, digits and _; an id joins them by dots: "
	                           "\"enterprise.1.c\"") },
	[GJ_NAME_POLICY] = { LOWER DIGITS, LOWER DIGITS "_-",
	                     TR_NOOP("a name is lower-case letters, digits, - and _") },
};

static void check_name(struct gj_build *b, const struct gj_item *item)
{
	const char *name = item->name, *rule = tr(names[item->statement->name].rule);
	size_t n = strlen(name);

	if (n > GJ_FACT_KEY_MAX)
		gj_build_report(b, GJ_FOUND_BAD_NAME, item->place, NULL,
		                tr("%s: the name is longer than %d characters"),
		                item->statement->word, GJ_FACT_KEY_MAX);
	else if (n == 0 || !strchr(names[item->statement->name].first, *name) ||
	         strspn(name, names[item->statement->name].rest) != n)
		gj_build_report(b, GJ_FOUND_BAD_NAME, item->place, rule,
		                tr("%s \"%.*s\": this cannot be a name"), item->statement->word,
		                NAME_SHOWN, name);
}

int gj_statement_word(lua_State *L)
{
	const struct gj_statement *statement = lua_touserdata(L, lua_upvalueindex(1));
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	struct gj_item *item;
	const char *name = NULL;
	lua_Integer number = 0;
	int whole = 1;
	size_t n;

	lua_settop(L, 1);
	gj_item_attach_all(L, 1);
	if (gj_item_is(L, 1, GJ_ITEM_POISON))
		return gj_item_poison(L);
	if (gj_dated_among(L, 1))
		return gj_dated_lift(L, gj_statement_word, (void *)statement); /* only read */
	if (statement->name == GJ_NAME_NUMBER) {
		number = lua_type(L, 1) == LUA_TNUMBER ? lua_tointegerx(L, 1, &whole) : -1;
		if (number < 0 || number > GJ_CHECKS_MAX || !whole) {
			gj_build_report(b, GJ_FOUND_NOT_WHOLE, place, NULL,
			                tr("%s(N) wants a whole number from 0 to %d"),
			                statement->word, GJ_CHECKS_MAX);
			return gj_item_poison(L);
		}
	} else {
		name = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &n) : NULL;
		if (!name || gj_text_valid(name, n) < n) {
			gj_build_report(b, GJ_FOUND_BAD_NAME, place,
			                lua_istable(L, 1)
			                    ? tr("put the name between the word and the {")
			                    : NULL,
			                tr("%s wants a name in quotes: %s \"name\" { ... }"),
			                statement->word, statement->word);
			return gj_item_poison(L);
		}
		name = gj_build_strdup(L, name);
	}
	item = gj_item_push(L, statement->without);
	item->statement = statement;
	item->name = name;
	item->number = number;
	if (name)
		check_name(b, item);
	if (statement->without == GJ_ITEM_STATEMENT) {
		item->note = gj_build_note(L, statement->word, name);
		item->note->unfinished = true;
	}
	return 1;
}

/* The statement once more, for one stretch of time. */
static int call_again(lua_State *L)
{
	struct gj_item *item = gj_item_get(L, 1);

	return item->statement->declare(L, item);
}

/* [item, { ... }]: what is dated in it takes the value that it has on the statement's own day. */
static bool settle(lua_State *L, const struct gj_item *item)
{
	const char *key = item->statement->settled_by;
	const struct gj_item *day;
	bool settled;
	int32_t on;

	lua_getfield(L, 2, key);
	day = gj_item_get(L, -1);
	on = day && day->kind == GJ_ITEM_DAY ? day->u.day : GJ_DAY_NONE;
	lua_pop(L, 1);
	settled = gj_dated_settle(L, 2, on);
	if (on == GJ_DAY_NONE)
		gj_build_report(
		    gj_build_of(L), GJ_FOUND_MISSING_KEY, item->place,
		    tr("write due = day \"2024-12-31\""),
		    tr("%s has dated values, and no \"%s\" says on which day they are taken"),
		    gj_statement_of(L, item), key);
	else if (!settled)
		gj_build_report(gj_build_of(L), GJ_FOUND_BAD_DATE, item->place,
		                tr("let its first value begin earlier, or its last end later"),
		                tr("%s: a dated value has nothing in force on its \"%s\""),
		                gj_statement_of(L, item), key);
	return settled && on != GJ_DAY_NONE;
}

int gj_statement_call(lua_State *L, struct gj_item *item)
{
	lua_settop(L, 2);
	gj_item_attach(item);
	if (lua_istable(L, 2) && item->statement->settled_by && gj_dated_among(L, 2) &&
	    !settle(L, item))
		return 0;
	if (lua_istable(L, 2) && item->statement->without == GJ_ITEM_STATEMENT &&
	    gj_dated_among(L, 2))
		return gj_dated_lift(L, call_again, NULL);
	if (lua_istable(L, 2))
		return item->statement->declare(L, item);
	if (!gj_item_is(L, 2, GJ_ITEM_POISON))
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("%s wants { ... } here, not %s"), gj_statement_of(L, item),
		                gj_item_what(L, 2));
	return gj_item_poison(L);
}

const char *gj_statement_of(lua_State *L, const struct gj_item *item)
{
	if (item->name)
		return gj_build_printf(L, "%s \"%.*s\"", item->statement->word, NAME_SHOWN,
		                       item->name);
	return gj_build_printf(L, "%s(%lld)", item->statement->word, (long long)item->number);
}
