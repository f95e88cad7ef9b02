/* rule_table.c: rows of a table joined to one number, or to one condition. */
#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/eval/unit.h"
#include "engine/policy/condition.h"
#include "engine/policy/dated.h"
#include "engine/policy/method.h"
#include "engine/policy/rule_table.h"
#include "engine/policy/words.h"

/* [{ ... }]; upvalues: what the rows are about, and what reads them */
static int read_rows(lua_State *L)
{
	lua_CFunction read = lua_tocfunction(L, lua_upvalueindex(2));

	lua_settop(L, 1);
	lua_pushvalue(L, lua_upvalueindex(1));
	return gj_dated_among(L, 2) ? gj_dated_lift(L, read, NULL) : read(L);
}

int gj_rule_table_rows(lua_State *L, lua_CFunction read)
{
	lua_pushcfunction(L, read);
	lua_pushcclosure(L, read_rows, 2);
	return 1;
}

void gj_rule_table_open(struct gj_rule_table *t, struct gj_keys *k, const struct gj_item *about,
                        size_t room)
{
	*t = (struct gj_rule_table){ .L = k->L, .k = k, .about = about };
	t->whens = gj_build_alloc(k->L, room, sizeof *t->whens);
	t->gives = gj_build_alloc(k->L, room, sizeof *t->gives);
}

static bool is_numeric(enum gj_fact_type type)
{
	return type == GJ_FACT_COUNT || type == GJ_FACT_AMOUNT || type == GJ_FACT_DATE;
}

/* { 0, 5 }: anything between, as the expert picks. */
static const struct gj_term *given_range(struct gj_rule_table *t, int index, const char *what)
{
	struct gj_measure m = gj_measure_item(t->picked);
	struct gj_term *term = gj_build_alloc(t->L, 1, sizeof *term);
	const struct gj_term **args = gj_build_alloc(t->L, 1, sizeof *args);
	int64_t digits[2], limits[2];
	int decimals[2];

	for (int i = 0; i < 2; i++) {
		lua_rawgeti(t->L, index, i + 1);
		if (!gj_word_exact(t->L, -1, what, &digits[i], &decimals[i]) ||
		    !gj_measure_scaled(t->L, digits[i], decimals[i], m, t->k->of, &limits[i]))
			return NULL;
		lua_pop(t->L, 1);
	}
	if (limits[0] > limits[1] || lua_rawlen(t->L, index) != 2) {
		gj_build_report(t->k->build, GJ_FOUND_OUT_OF_RANGE, t->k->place,
		                tr("write gives = { 0, 5 }"),
		                tr("%s: a range is its least and its most"), t->k->of);
		return NULL;
	}
	args[0] = gj_measure_as_term(t->L, t->picked);
	*term = (struct gj_term){ .kind = GJ_TERM_PICKED,
		                  .type = m.type,
		                  .unit = { .zh = m.unit },
		                  .decimals = m.decimals,
		                  .points = m.points,
		                  .low = limits[0],
		                  .high = limits[1],
		                  .args = args,
		                  .n_args = 1 };
	return term;
}

struct gj_given gj_rule_table_given(struct gj_rule_table *t, int index, const char *what)
{
	struct gj_given g = { .there = true };
	const struct gj_item *item = gj_item_get(t->L, index);

	gj_item_attach(item);
	if (item && item->dict && item->kind != GJ_ITEM_POISON &&
	    !gj_method_beside(t->L, t->about, item)) {
		t->poisoned = true;
		return g;
	}
	g.size = item ? item->size : 1;
	if (!item && t->picked && lua_istable(t->L, index)) {
		g.term = given_range(t, index, what);
		t->poisoned = t->poisoned || !g.term;
	} else if (item && item->kind == GJ_ITEM_POISON) {
		t->poisoned = true;
	} else if (item && item->kind == GJ_ITEM_COND) {
		g.cond = item;
	} else if (item && item->kind == GJ_ITEM_QUANTITY) {
		g.digits = item->u.quantity.digits;
		g.decimals = item->u.quantity.decimals;
		g.unit = item->u.quantity.unit;
	} else if (item && (item->kind == GJ_ITEM_FACT || item->kind == GJ_ITEM_TERM ||
	                    item->kind == GJ_ITEM_DAY || item->kind == GJ_ITEM_SCORE) &&
	           !(item->kind == GJ_ITEM_FACT && !is_numeric(item->u.fact->type))) {
		g.term = gj_measure_as_term(t->L, item);
		if (g.term->kind == GJ_TERM_AVERAGE) {
			gj_build_report(t->k->build, GJ_FOUND_WRONG_TYPE, t->k->place, NULL,
			                tr("%s: an average compares with a number that is written here"),
			                t->k->of);
			t->poisoned = true;
		}
	} else if (!item &&
	           (lua_type(t->L, index) == LUA_TNUMBER || lua_type(t->L, index) == LUA_TSTRING)) {
		if (!gj_word_exact(t->L, index, what, &g.digits, &g.decimals))
			t->poisoned = true;
	} else {
		gj_build_report(t->k->build, GJ_FOUND_WRONG_TYPE, t->k->place, NULL,
		                tr("%s: \"%s\" gives a number or a condition, here is %s"),
		                t->k->of, what, gj_item_what(t->L, index));
		t->poisoned = true;
	}
	return g;
}

static bool is_number(const struct gj_given *g)
{
	return g->there && !g->cond;
}

/* The measure that all rows share: the finest unit that is written, the most decimals. */
static struct gj_measure common_measure(struct gj_rule_table *t)
{
	struct gj_measure m = { .type = GJ_FACT_COUNT, .key = t->k->of };

	for (size_t i = 0; i <= t->n; i++) {
		const struct gj_given *g = i < t->n ? &t->gives[i] : &t->otherwise;

		if (!is_number(g))
			continue;
		if (g->term && m.type == GJ_FACT_COUNT && m.unit == NULL) {
			struct gj_measure own = gj_measure_term(g->term);

			m.type = own.type;
			m.unit = own.unit;
			if (own.decimals > m.decimals)
				m.decimals = own.decimals;
			m.points = m.points || own.points;
		} else if (!g->term) {
			int finer = 0;

			if (g->unit && (m.unit == NULL ||
			                (gj_measure_units(g->unit, m.unit, &finer) && finer < 0))) {
				m.unit = g->unit;
				m.type = GJ_FACT_AMOUNT;
			}
			if (g->decimals > m.decimals)
				m.decimals = g->decimals;
			m.points = m.points || (g->decimals > 0 && g->unit == NULL);
		}
	}
	return m;
}

static const struct gj_term *given_term(struct gj_rule_table *t, const struct gj_given *g,
                                        struct gj_measure m)
{
	int64_t number = 0;
	int exponent = 0;

	if (g->term)
		return gj_measure_convert(t->L, g->term, m, t->k->of);
	if (m.type == GJ_FACT_DATE || (m.unit != NULL) != (g->unit != NULL) ||
	    (g->unit && !gj_measure_units(g->unit, m.unit, &exponent)) || exponent < 0) {
		if (!(m.unit && g->unit == NULL && (m.points || m.type == GJ_FACT_COUNT))) {
			gj_build_report(t->k->build, GJ_FOUND_WRONG_UNIT, t->k->place, NULL,
			                tr("%s: the rows give numbers of different units"),
			                t->k->of);
			return NULL;
		}
	}
	if (!gj_measure_scaled(t->L, g->digits, g->decimals - exponent, m, t->k->of, &number))
		return NULL;
	return gj_measure_constant(t->L, number, m);
}

/* Pushes the term: the first row whose condition is met. */
static int finish_numbers(struct gj_rule_table *t)
{
	struct gj_measure m = common_measure(t);
	const struct gj_term **args = gj_build_alloc(t->L, t->n + 1, sizeof *args);
	const struct gj_cond **conds = gj_build_alloc(t->L, t->n, sizeof *conds);
	struct gj_item *out;
	size_t n_args = t->n, size = 0;

	for (size_t i = 0; i < t->n; i++) {
		args[i] = given_term(t, &t->gives[i], m);
		conds[i] = t->whens[i]->u.cond;
		size += t->whens[i]->size + t->gives[i].size;
		if (!args[i])
			return gj_item_poison(t->L);
	}
	if (t->otherwise.there) {
		args[n_args] = given_term(t, &t->otherwise, m);
		if (!args[n_args++])
			return gj_item_poison(t->L);
		size += t->otherwise.size;
	}
	if (!gj_condition_fits(t->L, 1, size))
		return gj_item_poison(t->L);
	out = gj_measure_push(t->L,
	                      (struct gj_term){ .kind = GJ_TERM_CASES,
	                                        .type = m.type,
	                                        .unit = { .zh = m.unit },
	                                        .decimals = m.decimals,
	                                        .points = m.points,
	                                        .args = args,
	                                        .n_args = n_args,
	                                        .conds = conds,
	                                        .n_conds = t->n },
	                      t->about);
	out->size = size + 1;
	return 1;
}

static struct gj_cond *joined(lua_State *L, enum gj_cond_kind kind, struct gj_place place, size_t n)
{
	struct gj_cond *cond = gj_build_alloc(L, 1, sizeof *cond);

	*cond = (struct gj_cond){ .kind = kind, .place = place };
	cond->args = gj_build_alloc(L, n, sizeof(struct gj_cond *));
	return cond;
}

/* Pushes any { all { when, gives }, ... }; `otherwise` asks for none of the rows before it. */
static int finish_conditions(struct gj_rule_table *t)
{
	struct gj_item *out = gj_condition_push(t->L, GJ_COND_ANY, NULL);
	struct gj_cond *any = out->u.cond;

	out->dict = t->about->dict;
	out->list = t->about->list;
	any->args = gj_build_alloc(t->L, t->n + 1, sizeof(struct gj_cond *));
	for (size_t i = 0; i < t->n; i++) {
		struct gj_cond *all = joined(t->L, GJ_COND_ALL, any->place, 2);

		all->args[all->n_args++] = t->whens[i]->u.cond;
		all->args[all->n_args++] = t->gives[i].cond->u.cond;
		any->args[any->n_args++] = all;
		out->size += t->whens[i]->size + t->gives[i].cond->size + 1;
		if (t->gives[i].cond->depth + 2 > out->depth)
			out->depth = t->gives[i].cond->depth + 2;
	}
	if (t->otherwise.there) {
		struct gj_cond *all = joined(t->L, GJ_COND_ALL, any->place, 2);
		struct gj_cond *no = joined(t->L, GJ_COND_NOT, any->place, 1);
		struct gj_cond *some = joined(t->L, GJ_COND_ANY, any->place, t->n);

		for (size_t i = 0; i < t->n; i++)
			some->args[some->n_args++] = t->whens[i]->u.cond;
		no->args[no->n_args++] = some;
		all->args[all->n_args++] = no;
		all->args[all->n_args++] = t->otherwise.cond->u.cond;
		any->args[any->n_args++] = all;
		out->size += t->otherwise.cond->size + t->n + 3;
	}
	out->depth += 2;
	return gj_condition_fits(t->L, out->depth, out->size) ? 1 : gj_item_poison(t->L);
}

int gj_rule_table_finish(struct gj_rule_table *t)
{
	size_t numbers = 0, rows = t->n + t->otherwise.there;

	if (t->poisoned)
		return gj_item_poison(t->L);
	if (t->n == 0) {
		gj_build_report(t->k->build, GJ_FOUND_EMPTY, t->k->place, NULL,
		                tr("%s has no rows"), t->k->of);
		return gj_item_poison(t->L);
	}
	for (size_t i = 0; i < t->n; i++)
		numbers += is_number(&t->gives[i]);
	numbers += is_number(&t->otherwise);
	if (numbers == rows)
		return finish_numbers(t);
	if (numbers == 0)
		return finish_conditions(t);
	gj_build_report(t->k->build, GJ_FOUND_WRONG_TYPE, t->k->place, NULL,
	                tr("%s: some rows give numbers and some conditions"), t->k->of);
	return gj_item_poison(t->L);
}

bool gj_rule_table_compare(lua_State *L, int self, const char *operator)
{
	if (!gj_method_push(L, gj_item_get(L, self), operator)) {
		lua_pop(L, 1);
		gj_item_poison(L);
		return false;
	}
	lua_insert(L, -2);
	lua_pushvalue(L, self);
	lua_insert(L, -2);
	lua_call(L, 2, 1); /* [condition] */
	gj_item_attach(gj_item_get(L, -1));
	return gj_item_is(L, -1, GJ_ITEM_COND);
}
