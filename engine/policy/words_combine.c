/* words_combine.c: all, any, at_least_of, no: conditions made of conditions. */
#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/words.h"

/* Reads the { ... } at a stack index and joins what is in it. */
static int join(lua_State *L, int index, const char *of, enum gj_cond_kind kind, lua_Integer number)
{
	static const char *const known[] = { NULL };
	struct gj_conditions conditions;
	struct gj_keys k = gj_keys_open(L, index, of, known);

	gj_conditions_read(&conditions, &k);
	if (kind == GJ_COND_AT_LEAST_OF && !conditions.poisoned) {
		if (number > (lua_Integer)conditions.n)
			gj_build_report(k.build, GJ_FOUND_NEVER_MET, k.place, NULL,
			                tr("at_least_of(%lld) of %zu conditions can never be met"),
			                (long long)number, conditions.n);
		if (number == 0)
			gj_build_report(k.build, GJ_FOUND_ALWAYS_MET, k.place, NULL,
			                tr("at_least_of(0) is always met"));
		conditions.poisoned = number > (lua_Integer)conditions.n;
	}
	return gj_conditions_join(&conditions, &k, kind, (unsigned)number);
}

static int joining_word(lua_State *L, const char *word, enum gj_cond_kind kind)
{
	lua_settop(L, 1);
	if (lua_istable(L, 1))
		return join(L, 1, word, kind, 0);
	if (!gj_item_is(L, 1, GJ_ITEM_POISON)) {
		gj_item_attach(gj_item_get(L, 1));
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("%s wants { condition, condition }, here is %s"), word,
		                gj_item_what(L, 1));
	}
	return gj_item_poison(L);
}

int gj_word_all(lua_State *L)
{
	return joining_word(L, "all", GJ_COND_ALL);
}

int gj_word_any(lua_State *L)
{
	return joining_word(L, "any", GJ_COND_ANY);
}

int gj_word_at_least_of(lua_State *L, struct gj_item *item)
{
	return join(L, 2, "at_least_of", GJ_COND_AT_LEAST_OF, item->number);
}

/* no(CONDITION) */
int gj_word_no(lua_State *L)
{
	static const char *const known[] = { NULL };
	struct gj_conditions conditions;
	struct gj_keys k;

	lua_settop(L, 1);
	lua_createtable(L, 1, 0); /* read as a list of one */
	lua_pushvalue(L, 1);
	lua_rawseti(L, 2, 1);
	k = gj_keys_open(L, 2, "no", known);
	gj_conditions_read(&conditions, &k);
	return gj_conditions_join(&conditions, &k, GJ_COND_NOT, 0);
}
