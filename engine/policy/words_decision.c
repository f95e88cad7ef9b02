/* words_decision.c: decision_table: values and conditions that hang on several facts at once. */
#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/method.h"
#include "engine/policy/rule_table.h"
#include "engine/policy/words.h"

enum { FACTS_MAX = 8, COMBINATIONS_MAX = 100000, STEPS_MAX = 5000000 };

struct column { /* one of the facts that the rows hang on */
	const struct gj_item *item;
	const struct gj_fact *fact;
	size_t n; /* values that it can have */
};

struct decision {
	struct gj_rule_table table;
	struct column columns[FACTS_MAX];
	size_t n;
	bool **cells; /* cells[row * n + column][value]: whether the row takes it */
};

/* row { "small", "it", gives = 3 }: read by the table that it stands in. */
int gj_word_row(lua_State *L)
{
	struct gj_item *out;

	lua_settop(L, 1);
	if (!lua_istable(L, 1)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write row { \"small\", any_value, gives = 3 }"),
		                tr("row wants { ... }, here is %s"), gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	out = gj_item_push(L, GJ_ITEM_ROW);
	out->note = gj_build_note(L, "row", NULL);
	lua_pushvalue(L, 1);
	lua_setiuservalue(L, -2, 1);
	return 1;
}

static const char *value_name(const struct column *c, size_t value)
{
	if (c->fact->type == GJ_FACT_YES_NO)
		return value ? "true" : "false";
	return c->fact->options[value].key;
}

/* by = { f.size, f.trade }; the items stay on the stack. */
static bool read_columns(struct decision *d, struct gj_keys *k)
{
	lua_State *L = k->L;
	size_t n;
	int by;

	if (lua_getfield(L, 1, "by") != LUA_TTABLE || lua_rawlen(L, -1) == 0 ||
	    lua_rawlen(L, -1) > FACTS_MAX) {
		gj_build_report(k->build, GJ_FOUND_MISSING_KEY, k->place,
		                tr("write by = { f.size, f.trade }"),
		                tr("%s: \"by\" names 1 to %d facts"), k->of, FACTS_MAX);
		return false;
	}
	by = lua_gettop(L);
	n = lua_rawlen(L, by);
	for (size_t i = 0; i < n; i++) {
		struct column *c = &d->columns[d->n];

		lua_rawgeti(L, by, (lua_Integer)i + 1);
		c->item = gj_item_get(L, -1);
		if (c->item && c->item->kind == GJ_ITEM_POISON)
			return false;
		if (!c->item || c->item->kind != GJ_ITEM_FACT ||
		    (c->item->u.fact->type != GJ_FACT_ONE_OF &&
		     c->item->u.fact->type != GJ_FACT_YES_NO)) {
			gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, k->place,
			                tr("for numbers write bands"),
			                tr("%s: \"by\" names facts with options, here is %s"),
			                k->of, gj_item_what(L, -1));
			return false;
		}
		c->fact = c->item->u.fact;
		c->n = c->fact->type == GJ_FACT_YES_NO ? 2 : c->fact->n_options;
		for (size_t j = 0; j < d->n; j++)
			if (d->columns[j].fact == c->fact) {
				gj_build_report(k->build, GJ_FOUND_DUPLICATE, k->place, NULL,
				                tr("%s: \"by\" names \"%s\" twice"), k->of,
				                c->fact->key);
				return false;
			}
		if (!gj_method_beside(L, d->columns[0].item, c->item))
			return false;
		d->n++;
	}
	return true;
}

/* Marks the values that the cell at the top of the stack names; false: reported. */
static bool mark_value(struct decision *d, struct gj_keys *k, const struct column *c, bool *cell)
{
	lua_State *L = d->table.L;
	const char *names[GJ_FACT_OPTIONS_MAX];
	size_t n = 0;

	if (c->fact->type == GJ_FACT_YES_NO && lua_isboolean(L, -1)) {
		cell[lua_toboolean(L, -1)] = true;
		return true;
	}
	if (c->fact->type == GJ_FACT_ONE_OF && lua_type(L, -1) == LUA_TSTRING) {
		for (n = 0; n < c->n; n++) {
			names[n] = c->fact->options[n].key;
			if (strcmp(names[n], lua_tostring(L, -1)) == 0) {
				cell[n] = true;
				return true;
			}
		}
		gj_build_report(k->build, GJ_FOUND_UNKNOWN_OPTION, k->place,
		                gj_build_near(k->build, lua_tostring(L, -1), names, n),
		                tr("\"%s\" has no option \"%.*s\""), c->fact->key, 60,
		                lua_tostring(L, -1));
		return false;
	}
	gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, k->place,
	                c->fact->type == GJ_FACT_YES_NO
	                    ? tr("write true, false or any_value")
	                    : tr("write \"option\", { \"a\", \"b\" } or any_value"),
	                tr("%s: a row says which values of \"%s\" it is for, here is %s"), k->of,
	                c->fact->key, gj_item_what(L, -1));
	return false;
}

/* Reads the cell at the top of the stack; *any: it says nothing. */
static bool read_cell(struct decision *d, struct gj_keys *k, const struct column *c, bool *cell,
                      bool *any)
{
	lua_State *L = d->table.L;
	int at = lua_gettop(L);
	bool ok = true;

	*any = gj_item_is(L, at, GJ_ITEM_ANY_VALUE);
	for (size_t i = 0; *any && i < c->n; i++)
		cell[i] = true;
	if (*any || gj_item_is(L, at, GJ_ITEM_POISON))
		return *any;
	if (!lua_istable(L, at))
		return mark_value(d, k, c, cell);
	if (lua_rawlen(L, at) == 0) {
		gj_build_report(k->build, GJ_FOUND_EMPTY, k->place, NULL,
		                tr("%s: a row names no value of \"%s\""), k->of, c->fact->key);
		return false;
	}
	for (size_t i = 1; ok && i <= lua_rawlen(L, at); i++) {
		lua_rawgeti(L, at, (lua_Integer)i);
		ok = mark_value(d, k, c, cell);
		lua_pop(L, 1);
	}
	return ok;
}

/* The condition that the fact has one of the values. */
static struct gj_cond *cell_condition(lua_State *L, const struct column *c, const bool *cell,
                                      struct gj_place place)
{
	struct gj_cond *cond = gj_build_alloc(L, 1, sizeof *cond);
	const char **values;

	*cond = (struct gj_cond){ .kind = GJ_COND_ONE_OF, .place = place, .fact = c->fact };
	cond->word = (struct gj_label){ "属于", "is one of" };
	if (c->fact->type == GJ_FACT_YES_NO) {
		cond->kind = GJ_COND_HOLDS;
		cond->word = (struct gj_label){ "是", "yes" };
		if (cell[1])
			return cond;
		struct gj_cond *no = gj_build_alloc(L, 1, sizeof *no);

		*no = (struct gj_cond){ .kind = GJ_COND_NOT, .place = place, .n_args = 1 };
		no->args = gj_build_alloc(L, 1, sizeof(struct gj_cond *));
		no->args[0] = cond;
		return no;
	}
	values = gj_build_alloc(L, c->n, sizeof *values);
	for (size_t i = 0; i < c->n; i++)
		if (cell[i])
			values[cond->n_values++] = c->fact->options[i].key;
	cond->values = values;
	return cond;
}

/* The { ... } of a row at the top of the stack. What it makes stays on the stack; false: reported. */
static bool read_row(struct decision *d, const struct gj_item *row)
{
	static const char *const known[] = { "gives", NULL };
	struct gj_rule_table *t = &d->table;
	lua_State *L = t->L;
	int at = lua_gettop(L);
	struct gj_keys k = gj_keys_open(L, at, "row", known);
	struct gj_item *out;
	bool ok = true, any;

	if (k.n_items != d->n) {
		gj_build_report(k.build, GJ_FOUND_MISSING_KEY, row->place,
		                tr("write any_value where it does not matter"),
		                tr("row: \"by\" names %zu facts, and this row has %zu values"), d->n,
		                k.n_items);
		return false;
	}
	out = gj_condition_push(L, GJ_COND_ALL, NULL);
	gj_item_attach(out);
	out->u.cond->place = row->place;
	out->u.cond->args = gj_build_alloc(L, d->n, sizeof(struct gj_cond *));
	for (size_t i = 0; i < d->n; i++) {
		bool **cell = &d->cells[t->n * d->n + i];

		*cell = gj_build_alloc(L, d->columns[i].n, sizeof **cell);
		lua_rawgeti(L, at, (lua_Integer)i + 1);
		ok = read_cell(d, &k, &d->columns[i], *cell, &any) && ok;
		lua_pop(L, 1);
		if (ok && !any)
			out->u.cond->args[out->u.cond->n_args++] =
			    cell_condition(L, &d->columns[i], *cell, row->place);
	}
	if (!ok)
		return false;
	if (out->u.cond->n_args == 0) {
		gj_build_report(k.build, GJ_FOUND_WRONG_TYPE, row->place,
		                tr("write otherwise = ... behind the rows"),
		                tr("row: it is for every value, as otherwise is"));
		return false;
	}
	if (out->u.cond->n_args == 1)
		out->u.cond = out->u.cond->args[0];
	out->size = d->n * 2 + 1;
	out->depth = 3;
	t->whens[t->n] = out;
	if (lua_getfield(L, at, "gives") == LUA_TNIL) {
		gj_build_report(k.build, GJ_FOUND_MISSING_KEY, row->place, NULL,
		                tr("row: it does not say what it gives"));
		return false;
	}
	t->gives[t->n++] = gj_rule_table_given(t, lua_gettop(L), "gives");
	return true;
}

/* size = "small", trade = "it" */
static const char *combination(const struct decision *d, const size_t *values)
{
	const char *text = "";

	for (size_t i = 0; i < d->n; i++)
		text = gj_build_printf(d->table.L, "%s%s%s = %s", text, i ? ", " : "",
		                       d->columns[i].fact->key,
		                       value_name(&d->columns[i], values[i]));
	return text;
}

static bool takes(const struct decision *d, size_t row, const size_t *values)
{
	for (size_t i = 0; i < d->n; i++)
		if (!d->cells[row * d->n + i][values[i]])
			return false;
	return true;
}

/* The next combination; false behind the last. */
static bool advance(const struct decision *d, size_t *values)
{
	for (size_t i = d->n; i-- > 0; values[i] = 0)
		if (++values[i] < d->columns[i].n)
			return true;
	return false;
}

/* Every combination of the values must come to one row. */
static void check_rows(struct decision *d)
{
	struct gj_rule_table *t = &d->table;
	size_t values[FACTS_MAX] = { 0 }, all = 1, gaps = 0;
	struct gj_build *b = t->k->build;
	bool overlap = false;

	for (size_t i = 0; i < d->n && all <= COMBINATIONS_MAX; i++)
		all *= d->columns[i].n;
	if (all > COMBINATIONS_MAX || all * t->n > STEPS_MAX) {
		gj_build_report(b, GJ_FOUND_TABLE_SIZE, t->k->place,
		                tr("take it apart into tables over fewer facts"),
		                tr("%s: it was not checked for gaps and overlaps, being too large"),
		                t->k->of);
		return;
	}
	do {
		size_t first = t->n;

		for (size_t row = 0; row < t->n; row++) {
			if (!takes(d, row, values))
				continue;
			if (first < t->n && !overlap) {
				gj_build_report(b, GJ_FOUND_OVERLAP, t->whens[row]->place,
				                tr("let each combination stand in one row"),
				                tr("%s: row %zu and row %zu share %s"), t->k->of,
				                first + 1, row + 1, combination(d, values));
				overlap = true;
			}
			first = first < t->n ? first : row;
		}
		if (first == t->n && gaps++ == 0 && !t->otherwise.there)
			gj_build_report(b, GJ_FOUND_GAP, t->k->place,
			                tr("add a row for it, or otherwise = ..."),
			                tr("%s: no row is for %s"), t->k->of,
			                combination(d, values));
	} while (advance(d, values));
	if (gaps == 0 && t->otherwise.there)
		gj_build_report(b, GJ_FOUND_UNREACHED_ROW, t->k->place, NULL,
		                tr("%s: the rows are for everything, so otherwise is never reached"),
		                t->k->of);
	t->poisoned = t->poisoned || overlap || (gaps && !t->otherwise.there);
}

/* decision_table { by = { f.size, f.trade }, row { "small", "it", gives = 3 }, otherwise = 1 } */
int gj_word_decision_table(lua_State *L)
{
	static const char *const known[] = { "by", "otherwise", NULL };
	struct decision d = { .n = 0 };
	struct gj_rule_table *t = &d.table;
	struct gj_keys k;

	lua_settop(L, 1);
	if (!lua_istable(L, 1)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write decision_table { by = { f.size }, row { \"small\", gives = 3 } }"),
		                tr("decision_table wants { ... }, here is %s"), gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	gj_item_attach_all(L, 1); /* the rows have found their place */
	k = gj_keys_open(L, 1, "decision_table", known);
	luaL_checkstack(L, (int)k.n_items * 5 + FACTS_MAX + 20, NULL);
	if (!read_columns(&d, &k))
		return gj_item_poison(L);
	gj_rule_table_open(t, &k, d.columns[0].item, k.n_items);
	d.cells = gj_build_alloc(L, k.n_items * d.n, sizeof *d.cells);
	for (size_t i = 1; i <= k.n_items && !t->poisoned; i++) {
		const struct gj_item *row = gj_keys_item(&k, i, GJ_ITEM_ROW, tr("a row"));

		if (row)
			lua_getiuservalue(L, -1, 1);
		t->poisoned = !row || !read_row(&d, row) || t->poisoned;
	}
	if (!t->poisoned && lua_getfield(L, 1, "otherwise") != LUA_TNIL)
		t->otherwise = gj_rule_table_given(t, lua_gettop(L), "otherwise");
	if (!t->poisoned && t->n)
		check_rows(&d);
	return gj_rule_table_finish(t);
}
