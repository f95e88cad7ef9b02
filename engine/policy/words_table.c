/* words_table.c: by: values and conditions that hang on an option. */
#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/finding.h"
#include "engine/policy/method.h"
#include "engine/policy/rule_table.h"
#include "engine/policy/words.h"

/* ---- by(f.size) { micro = 1, otherwise = 5 } ---- */

/* [{ ... }, the fact] */
static int by_rows(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 2);
	const struct gj_fact *fact = self->u.fact;
	const char **known;
	struct gj_keys k;
	struct gj_rule_table t;
	size_t silent = 0, errors = gj_build_of(L)->findings->errors;
	const char *first = NULL;

	lua_settop(L, 2);
	if (!lua_istable(L, 1)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write by(f.x) { option = 1, otherwise = 2 }"),
		                tr("by wants { ... } behind it, here is %s"), gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	known = gj_build_alloc(L, fact->n_options + 2, sizeof *known);
	for (size_t i = 0; i < fact->n_options; i++)
		known[i] = fact->options[i].key;
	known[fact->n_options] = "otherwise";
	k = gj_keys_open(L, 1, gj_build_printf(L, "by(%s)", fact->key), known);
	gj_rule_table_open(&t, &k, self, fact->n_options);
	gj_item_attach_all(L, 1);
	t.poisoned = k.build->findings->errors > errors; /* a misspelt option is not left out, too */
	luaL_checkstack(L, (int)fact->n_options * 3 + 20, NULL);
	for (size_t i = 0; i < fact->n_options; i++) {
		if (lua_getfield(L, 1, known[i]) == LUA_TNIL) {
			lua_pop(L, 1);
			if (silent++ == 0)
				first = known[i];
			continue;
		}
		t.gives[t.n] = gj_rule_table_given(&t, lua_gettop(L), known[i]);
		lua_pushstring(L, known[i]);
		t.poisoned |=
		    !gj_rule_table_compare(L, 2, "equals"); /* [.., value, condition]: they stay */
		t.whens[t.n++] = gj_item_get(L, -1);
	}
	if (lua_getfield(L, 1, "otherwise") != LUA_TNIL)
		t.otherwise = gj_rule_table_given(&t, lua_gettop(L), "otherwise");
	if (silent && !t.otherwise.there && !t.poisoned) {
		gj_build_report(k.build, GJ_FOUND_GAP, k.place,
		                tr("say what holds for it, or add otherwise = ..."),
		                tr("%s says nothing for \"%s\" (%zu options are left out)"), k.of,
		                first, silent);
		t.poisoned = true;
	}
	if (!silent && t.otherwise.there && !t.poisoned)
		gj_build_report(k.build, GJ_FOUND_UNREACHED_ROW, k.place, NULL,
		                tr("%s: every option has a row, so otherwise is never reached"),
		                k.of);
	return gj_rule_table_finish(&t);
}

int gj_word_by(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);

	lua_settop(L, 1);
	if (!self || self->kind != GJ_ITEM_FACT || self->u.fact->type != GJ_FACT_ONE_OF) {
		if (!self || self->kind != GJ_ITEM_POISON)
			gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
			                tr("write by(f.size) { ... }; for numbers write bands"),
			                tr("by wants a fact with options, here is %s"),
			                gj_item_what(L, 1));
		lua_pushcfunction(L, gj_word_poisoned);
		return 1;
	}
	return gj_rule_table_rows(L, by_rows);
}

/* What follows a word that went wrong: { ... } */
int gj_word_poisoned(lua_State *L)
{
	for (int i = 1, n = lua_gettop(L); i <= n; i++)
		gj_item_attach_all(L, i);
	return gj_item_poison(L);
}
