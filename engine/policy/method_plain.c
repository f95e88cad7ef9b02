/* method_plain.c: holds, judged, given, one_of, else_review, and choose. */
#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/lint.h"
#include "engine/policy/method.h"

enum { NAME_SHOWN = 60 };

static int plain(lua_State *L, enum gj_cond_kind kind, struct gj_label word)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_item *out = gj_condition_push(L, kind, self);

	out->u.cond->word = word;
	return 1;
}

int gj_method_holds(lua_State *L)
{
	return plain(L, GJ_COND_HOLDS, (struct gj_label){ "是", "yes" });
}

int gj_method_judged(lua_State *L)
{
	return plain(L, GJ_COND_JUDGED, (struct gj_label){ "评定符合", "judged as met" });
}

int gj_method_given(lua_State *L)
{
	return plain(L, GJ_COND_GIVEN, (struct gj_label){ "已填报", "stated" });
}

/* The key at the top of the stack; NULL was reported. */
static const char *read_value(struct gj_keys *k, const struct gj_fact *fact)
{
	const char *value = gj_keys_string(k, -1, k->of), *names[GJ_FACT_OPTIONS_MAX], *hint;
	size_t n;
	int option;

	if (!value || fact->type != GJ_FACT_ONE_OF)
		return value;
	for (n = 0; n < fact->n_options; n++) {
		names[n] = fact->options[n].key;
		if (strcmp(names[n], value) == 0)
			return value;
	}
	option = gj_fact_option(fact, value, strlen(value));
	hint = option >= 0 ? gj_build_near(k->build, names[option], names, n)
	                   : gj_build_near(k->build, value, names, n);
	gj_build_report(k->build, GJ_FOUND_UNKNOWN_OPTION, k->place, hint,
	                tr("\"%s\" has no option \"%.*s\""), fact->key, NAME_SHOWN, value);
	return NULL;
}

/* Pushes the condition whose failure waits for a person. */
static int else_review(lua_State *L, struct gj_item *of)
{
	struct gj_item *out;

	gj_item_attach(of);
	if (!gj_condition_fits(L, of->depth + 1, of->size + 1))
		return gj_item_poison(L);
	out = gj_condition_push(L, GJ_COND_ELSE_REVIEW, of);
	out->u.cond->args = gj_build_alloc(L, 1, sizeof(struct gj_cond *));
	out->u.cond->args[0] = of->u.cond;
	out->u.cond->n_args = 1;
	return 1;
}

/* { open = true }: the text's list ends with "and the like", so what it does not name waits for a person. */
static bool read_open(lua_State *L, int index)
{
	static const char *const known[] = { "open", NULL };
	struct gj_keys k;

	if (lua_isnil(L, index))
		return false;
	if (lua_istable(L, index)) {
		k = gj_keys_open(L, index, "one_of", known);
		return gj_keys_boolean(&k, "open");
	}
	gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
	                tr("write :one_of({ \"a\", \"b\" }, { open = true })"),
	                tr("%s: the options must be { ... }, here is %s"), "one_of",
	                gj_item_what(L, index));
	return false;
}

/* f.x:one_of { "a", "b" } and f.x:equals("a"); [self, values, options]. */
int gj_method_one_of(lua_State *L)
{
	static const char *const known[] = { NULL };
	const struct gj_item *self = gj_item_get(L, 1);
	bool single = lua_type(L, 2) == LUA_TSTRING, poisoned = false;
	struct gj_keys k;
	struct gj_item *out;
	const char **values;
	size_t n = 0;

	if (single) {
		lua_createtable(L, 1, 0);
		lua_pushvalue(L, 2);
		lua_rawseti(L, -2, 1);
		lua_replace(L, 2);
	}
	if (!lua_istable(L, 2)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write f.x:one_of { \"a\", \"b\" }"),
		                tr("\"%s\" is compared with options in quotes, not with %s"),
		                self->u.fact->key, gj_item_what(L, 2));
		return gj_item_poison(L);
	}
	k = gj_keys_open(L, 2, "one_of", known);
	values = gj_build_alloc(L, k.n_items, sizeof *values);
	for (size_t i = 1; i <= k.n_items; i++) {
		const char *value;

		lua_rawgeti(L, 2, (lua_Integer)i);
		value = read_value(&k, self->u.fact);
		lua_pop(L, 1);
		if (value)
			values[n++] = value;
		else
			poisoned = true;
	}
	if (k.n_items == 0) {
		gj_build_report(k.build, GJ_FOUND_EMPTY, k.place, NULL,
		                tr("one_of of \"%s\" names no option, so nobody can meet it"),
		                self->u.fact->key);
		poisoned = true;
	}
	if (poisoned)
		return gj_item_poison(L);
	out = gj_condition_push(L, GJ_COND_ONE_OF, self);
	out->u.cond->values = values;
	out->u.cond->n_values = n;
	out->u.cond->word =
	    single ? (struct gj_label){ "为", "is" } : (struct gj_label){ "属于", "is one of" };
	return read_open(L, 3) ? else_review(L, out) : 1;
}

int gj_method_else_review(lua_State *L)
{
	return else_review(L, gj_item_get(L, 1));
}

/* A number, an amount, a day, or what is worked out: nothing that could be a condition or become one. */
static bool is_value(lua_State *L, int index)
{
	const struct gj_item *item = gj_item_get(L, index);

	if (!item)
		return lua_type(L, index) == LUA_TNUMBER;
	switch (item->kind) {
	case GJ_ITEM_FACT:
		return item->u.fact->type == GJ_FACT_COUNT ||
		       item->u.fact->type == GJ_FACT_AMOUNT || item->u.fact->type == GJ_FACT_DATE;
	case GJ_ITEM_TERM:
	case GJ_ITEM_SHARE:
	case GJ_ITEM_SHARE_OF:
	case GJ_ITEM_QUANTITY:
	case GJ_ITEM_DAY:
	case GJ_ITEM_PERIOD:
	case GJ_ITEM_STEP:
	case GJ_ITEM_RATIO:
	case GJ_ITEM_SCORE:
		return true;
	case GJ_ITEM_POISON:
	case GJ_ITEM_STATEMENT:
	case GJ_ITEM_FACT_DECL:
	case GJ_ITEM_OPTION_DECL:
	case GJ_ITEM_BUREAUS:
	case GJ_ITEM_FACTS:
	case GJ_ITEM_ROWS:
	case GJ_ITEM_FIELD:
	case GJ_ITEM_DEFERRED:
	case GJ_ITEM_READING:
	case GJ_ITEM_COND:
	case GJ_ITEM_CHECK:
	case GJ_ITEM_FLOOR:
	case GJ_ITEM_SCORE_GROUP:
	case GJ_ITEM_SCORE_ITEM:
	case GJ_ITEM_ROUTE:
	case GJ_ITEM_ROW:
	case GJ_ITEM_ANY_VALUE:
	case GJ_ITEM_DATED:
	case GJ_ITEM_ORDER:
		break;
	}
	return false;
}

/* Numbers are chosen between as conditions are; pushes the one taken. False: these are no numbers. */
static bool choose_value(lua_State *L, const struct gj_reading *reading)
{
	int taken = 0;

	luaL_checkstack(L, (int)reading->n_options + 10, NULL);
	lua_settop(L, 2);
	for (size_t i = 0; i < reading->n_options; i++) {
		lua_getfield(L, 2, reading->options[i].key);
		if (!is_value(L, -1)) {
			lua_settop(L, 2);
			return false;
		}
		if (reading->taken && strcmp(reading->options[i].key, reading->taken) == 0)
			taken = lua_gettop(L);
	}
	for (int i = 3; i <= lua_gettop(L); i++) { /* what is not taken was asked for, too */
		const struct gj_item *item = gj_item_get(L, i);

		if (!item)
			continue;
		if (item->kind == GJ_ITEM_FACT)
			gj_lint_use_term(
			    &(struct gj_term){ .kind = GJ_TERM_FACT, .fact = item->u.fact });
		else if (item->kind == GJ_ITEM_TERM)
			gj_lint_use_term(item->u.term);
		if (i != taken)
			gj_item_attach(item);
	}
	if (taken)
		lua_pushvalue(L, taken);
	else
		gj_item_poison(L);
	return true;
}

/* reading "x":choose { a = COND, b = COND }: every option of the reading, so that each can be taken. */
int gj_method_choose(lua_State *L)
{
	struct gj_build *b = gj_build_of(L);
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_reading_draft *draft = gj_build_reading(b, self->name);
	const struct gj_reading *reading;
	const char **known;
	struct gj_keys k;
	struct gj_item *item, *taken = NULL;
	bool poisoned = false;

	if (!draft || !lua_istable(L, 2)) {
		if (draft)
			gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L),
			                tr("write :choose { option = condition, ... }"),
			                tr("choose wants a condition for each option"));
		else if (!b->stopped)
			gj_build_report(b, GJ_FOUND_UNKNOWN_READING, self->place, NULL,
			                tr("there is no reading \"%s\""), self->name);
		return gj_item_poison(L);
	}
	draft->used = true;
	reading = &draft->reading;
	known = gj_build_alloc(L, reading->n_options + 1, sizeof *known);
	for (size_t i = 0; i < reading->n_options; i++)
		known[i] = reading->options[i].key;
	k = gj_keys_open(L, 2, gj_build_printf(L, "reading \"%s\"", reading->key), known);
	if (choose_value(L, reading))
		return 1;
	for (size_t i = 0; i < reading->n_options; i++) {
		if (lua_getfield(L, 2, known[i]) == LUA_TNIL) {
			gj_build_report(
			    b, GJ_FOUND_READING_OPTION, k.place, NULL,
			    tr("reading \"%s\": choose says nothing for the option \"%s\""),
			    reading->key, known[i]);
			poisoned = true;
		}
		item = gj_condition_at(&k, -1, &poisoned); /* alive in the table */
		lua_pop(L, 1);
		if (item && item->kind == GJ_ITEM_COND)
			gj_lint_use(item->u.cond);
		if (item && reading->taken && strcmp(known[i], reading->taken) == 0)
			taken = item;
	}
	if (poisoned || !taken)
		return gj_item_poison(L);
	if (taken->note)
		taken->note->done = false; /* it is for the caller to place it */
	for (size_t i = 0; i < reading->n_options; i++) {
		lua_getfield(L, 2, known[i]);
		if (gj_item_get(L, -1) == taken)
			return 1;
		lua_pop(L, 1);
	}
	return gj_item_poison(L);
}
