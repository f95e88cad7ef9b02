/* words_table.c: by, bands, decision_table: values and conditions that hang on other facts. */
#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/eval/unit.h"
#include "engine/policy/condition.h"
#include "engine/policy/measure.h"
#include "engine/policy/method.h"
#include "engine/policy/words.h"

/* What a row gives, as it was written. */
struct given {
	const struct gj_term *term; /* NULL: a written number, or a condition */
	const struct gj_item *cond;
	int64_t digits;
	int decimals;
	const char *unit;
	bool there;
};

struct table { /* rows on their way to one term, or one condition */
	lua_State *L;
	struct gj_keys *k;
	const struct gj_item **whens; /* the condition of each row */
	struct given *gives;
	size_t n;
	struct given otherwise;
	const struct gj_item *about; /* whose facts */
	bool poisoned;
};

static void table_open(struct table *t, struct gj_keys *k, const struct gj_item *about, size_t room)
{
	*t = (struct table){ .L = k->L, .k = k, .about = about };
	t->whens = gj_build_alloc(k->L, room, sizeof *t->whens);
	t->gives = gj_build_alloc(k->L, room, sizeof *t->gives);
}

/* Reads what stands at a stack index. */
static struct given read_given(struct table *t, int index, const char *what)
{
	struct given g = { .there = true };
	const struct gj_item *item = gj_item_get(t->L, index);

	gj_item_attach(item);
	if (item && item->kind == GJ_ITEM_POISON) {
		t->poisoned = true;
	} else if (item && item->kind == GJ_ITEM_COND) {
		g.cond = item;
	} else if (item && item->kind == GJ_ITEM_QUANTITY) {
		g.digits = item->u.quantity.digits;
		g.decimals = item->u.quantity.decimals;
		g.unit = item->u.quantity.unit;
	} else if (item && (item->kind == GJ_ITEM_FACT || item->kind == GJ_ITEM_TERM ||
	                    item->kind == GJ_ITEM_DAY)) {
		g.term = gj_measure_as_term(t->L, item);
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

static bool is_number(const struct given *g)
{
	return g->there && !g->cond;
}

/* The measure that all rows share: the finest unit that is written, the most decimals. */
static struct gj_measure common_measure(struct table *t)
{
	struct gj_measure m = { .type = GJ_FACT_COUNT, .key = t->k->of };

	for (size_t i = 0; i <= t->n; i++) {
		const struct given *g = i < t->n ? &t->gives[i] : &t->otherwise;

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

static const struct gj_term *given_term(struct table *t, const struct given *g, struct gj_measure m)
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
static int finish_numbers(struct table *t)
{
	struct gj_measure m = common_measure(t);
	const struct gj_term **args = gj_build_alloc(t->L, t->n + 1, sizeof *args);
	const struct gj_cond **conds = gj_build_alloc(t->L, t->n, sizeof *conds);
	struct gj_item *out;
	size_t n_args = t->n, size = 0;

	for (size_t i = 0; i < t->n; i++) {
		args[i] = given_term(t, &t->gives[i], m);
		conds[i] = t->whens[i]->u.cond;
		size += t->whens[i]->size;
		if (!args[i])
			return gj_item_poison(t->L);
	}
	if (t->otherwise.there) {
		args[n_args] = given_term(t, &t->otherwise, m);
		if (!args[n_args++])
			return gj_item_poison(t->L);
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
static int finish_conditions(struct table *t)
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

static int table_finish(struct table *t)
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

/* Pushes self:operator(value at the top of the stack) and takes the value away; false: poison. */
static bool push_comparison(lua_State *L, int self, const char *operator)
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

/* ---- by(f.size) { micro = 1, otherwise = 5 } ---- */

/* [{ ... }], the fact as upvalue */
static int by_rows(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, lua_upvalueindex(1));
	const struct gj_fact *fact = self->u.fact;
	const char **known;
	struct gj_keys k;
	struct table t;
	size_t silent = 0;
	const char *first = NULL;

	lua_settop(L, 1);
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
	table_open(&t, &k, self, fact->n_options);
	lua_pushvalue(L, lua_upvalueindex(1)); /* [table, fact] */
	for (size_t i = 0; i < fact->n_options; i++) {
		if (lua_getfield(L, 1, known[i]) == LUA_TNIL) {
			lua_pop(L, 1);
			if (silent++ == 0)
				first = known[i];
			continue;
		}
		t.gives[t.n] = read_given(&t, lua_gettop(L), known[i]);
		lua_pushstring(L, known[i]);
		t.poisoned |=
		    !push_comparison(L, 2, "equals"); /* [.., value, condition]: they stay */
		t.whens[t.n++] = gj_item_get(L, -1);
	}
	if (lua_getfield(L, 1, "otherwise") != LUA_TNIL)
		t.otherwise = read_given(&t, lua_gettop(L), "otherwise");
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
	return table_finish(&t);
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
	lua_pushcclosure(L, by_rows, 1);
	return 1;
}

/* What follows a word that went wrong: { ... } */
int gj_word_poisoned(lua_State *L)
{
	for (int i = 1, n = lua_gettop(L); i <= n; i++)
		gj_item_attach_all(L, i);
	return gj_item_poison(L);
}

/* ---- bands(f.area) { { below = 50, gives = 0 }, { from = 50, gives = 5 } } ---- */

struct edge {             /* one side of a band, as a fraction */
	bool there, open; /* open: the number itself is outside */
	int64_t number, per;
};

struct band {
	struct edge low, high;
};

/* Below 0, 0, above: of two fractions. */
static int edge_order(const struct edge *a, const struct edge *b)
{
	__int128 x = (__int128)a->number * b->per, y = (__int128)b->number * a->per;

	return (x > y) - (x < y);
}

/* The limit of a comparison that was made from it. */
static struct edge edge_of(const struct gj_cond *cond, bool whole)
{
	const struct gj_term *right = cond->right;
	bool open = cond->cmp == GJ_MORE_THAN || cond->cmp == GJ_LESS_THAN;
	struct edge e = { .there = true, .open = open, .number = right->number, .per = 1 };

	if (right->kind == GJ_TERM_SHARE || right->kind == GJ_TERM_GROWTH)
		e.per = right->per;
	else if (whole && open) { /* over whole numbers every bound can be had */
		e.number += cond->cmp == GJ_MORE_THAN ? 1 : -1;
		e.open = false;
	}
	return e;
}

/* Reads a side of the band at `row`: the inclusive word or the exclusive one. Leaves conditions on the stack. */
static bool read_edge(struct table *t, int row, int self, const char *inclusive,
                      const char *exclusive, bool low, struct edge *edge,
                      const struct gj_item **cond)
{
	lua_State *L = t->L;
	bool in = lua_getfield(L, row, inclusive) != LUA_TNIL;
	bool ex = lua_getfield(L, row, exclusive) != LUA_TNIL;

	*edge = (struct edge){ 0 };
	*cond = NULL;
	if (in && ex) {
		gj_build_report(t->k->build, GJ_FOUND_UNKNOWN_KEY, t->k->place, NULL,
		                tr("%s: a band has \"%s\" or \"%s\", not both"), t->k->of,
		                inclusive, exclusive);
		return false;
	}
	if (!in && !ex)
		return true;
	lua_pushvalue(L, in ? -2 : -1);
	if (!push_comparison(L, self,
	                     in ? (low ? "at_least" : "at_most")
	                        : (low ? "more_than" : "less_than")))
		return false;
	*cond = gj_item_get(L, -1);
	if ((*cond)->u.cond->right->kind != GJ_TERM_NUMBER &&
	    gj_item_get(L, self)->kind != GJ_ITEM_RATIO) {
		gj_build_report(t->k->build, GJ_FOUND_WRONG_TYPE, t->k->place, NULL,
		                tr("%s: the limits of bands are written numbers"), t->k->of);
		return false;
	}
	*edge = edge_of((*cond)->u.cond, gj_item_get(L, self)->kind != GJ_ITEM_RATIO);
	return true;
}

/* Pushes all { low, high }, or the one there is. */
static bool push_band(struct table *t, const struct gj_item *low, const struct gj_item *high)
{
	struct gj_item *out;

	if (!low || !high) {
		const struct gj_item *one = low ? low : high;

		if (!one) {
			gj_build_report(t->k->build, GJ_FOUND_MISSING_KEY, t->k->place,
			                tr("write { from = 50, below = 100, gives = 5 }"),
			                tr("%s: a band has no limit"), t->k->of);
			return false;
		}
		out = gj_condition_push(t->L, one->u.cond->kind, NULL);
		*out->u.cond = *one->u.cond;
		out->size = one->size;
		gj_item_attach(out);
		return true;
	}
	out = gj_condition_push(t->L, GJ_COND_ALL, NULL);
	out->u.cond->args = gj_build_alloc(t->L, 2, sizeof(struct gj_cond *));
	out->u.cond->args[0] = low->u.cond;
	out->u.cond->args[1] = high->u.cond;
	out->u.cond->n_args = 2;
	out->size = low->size + high->size + 1;
	out->depth = 2;
	gj_item_attach(out);
	return true;
}

static void report_bands(struct table *t, enum gj_finding_id id, size_t a, size_t b)
{
	gj_build_report(t->k->build, id, t->k->place,
	                id == GJ_FOUND_GAP
	                    ? tr("let the next band begin where this one ends, or add "
	                         "otherwise = ...")
	                    : tr("let the next band begin where this one ends"),
	                id == GJ_FOUND_GAP
	                    ? tr("%s: between band %zu and band %zu numbers are left out")
	                    : tr("%s: band %zu and band %zu share numbers"),
	                t->k->of, a, b);
	t->poisoned = t->poisoned || id == GJ_FOUND_GAP || id == GJ_FOUND_OVERLAP;
}

/* Bands stand in order, lowest first (or highest first): each must begin where the one before ends. */
static void check_bands(struct table *t, const struct band *bands, size_t n, bool whole,
                        bool natural)
{
	for (size_t i = 0; i < n; i++) {
		const struct band *b = &bands[i];
		int order = b->low.there && b->high.there ? edge_order(&b->low, &b->high) : -1;

		if (order > 0 || (order == 0 && (b->low.open || b->high.open))) {
			gj_build_report(t->k->build, GJ_FOUND_OUT_OF_RANGE, t->k->place, NULL,
			                tr("%s: band %zu begins above its end"), t->k->of, i + 1);
			t->poisoned = true;
			return;
		}
	}
	for (size_t i = 0; i + 1 < n && !t->poisoned; i++) {
		const struct edge *end = &bands[i].high, *next = &bands[i + 1].low;
		bool down = !end->there || (bands[i + 1].high.there && bands[i].low.there &&
		                            edge_order(&bands[i + 1].high, &bands[i].low) <= 0);
		struct edge after;
		int order;

		if (down) {
			end = &bands[i + 1].high;
			next = &bands[i].low;
		}
		if (!end->there || !next->there) {
			report_bands(t, GJ_FOUND_OVERLAP, i + 1, i + 2);
			return;
		}
		after = *end;
		if (whole)
			after.number++;
		order = edge_order(next, &after);
		if (!whole && order == 0 && !next->open && !end->open)
			order = -1; /* both own the number */
		else if (!whole && order == 0 && next->open && end->open)
			order = 1; /* neither does */
		if (order > 0 && !t->otherwise.there)
			report_bands(t, GJ_FOUND_GAP, i + 1, i + 2);
		else if (order < 0)
			report_bands(t, GJ_FOUND_OVERLAP, i + 1, i + 2);
	}
	if (n && !t->poisoned && !t->otherwise.there) {
		const struct edge *low = &bands[0].low, *high = &bands[n - 1].high;

		if (bands[0].low.there && !bands[n - 1].low.there) { /* highest first */
			low = &bands[n - 1].low;
			high = &bands[0].high;
		} else if (n > 1 && bands[0].low.there && bands[n - 1].high.there &&
		           edge_order(&bands[n - 1].high, &bands[0].low) <= 0) {
			low = &bands[n - 1].low;
			high = &bands[0].high;
		}
		if (high->there || (low->there && !(natural && low->number <= 0 &&
		                                    !(low->open && low->number == 0)))) {
			gj_build_report(t->k->build, GJ_FOUND_GAP, t->k->place,
			                tr("leave the outer limits open, or add otherwise = ..."),
			                tr("%s: numbers beyond the outermost bands are left out"),
			                t->k->of);
			t->poisoned = true;
		}
	}
}

/* [{ ... }], what is measured as upvalue */
static int band_rows(lua_State *L)
{
	static const char *const known[] = { "otherwise", NULL };
	static const char *const row_known[] = { "from", "above", "to", "below", "gives", NULL };
	const struct gj_item *self = gj_item_get(L, lua_upvalueindex(1));
	struct gj_measure m = self->kind == GJ_ITEM_RATIO
	                          ? (struct gj_measure){ .type = GJ_FACT_COUNT }
	                          : gj_measure_item(self);
	bool whole = self->kind != GJ_ITEM_RATIO;
	bool natural =
	    (m.type == GJ_FACT_COUNT && !m.points && (self->kind == GJ_ITEM_FACT || !whole));
	struct band *bands;
	struct gj_keys k;
	struct table t;

	lua_settop(L, 1);
	if (!lua_istable(L, 1)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write bands(f.x) { { below = 50, gives = 0 }, ... }"),
		                tr("bands wants { ... } behind it, here is %s"),
		                gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	k = gj_keys_open(L, 1, "bands", known);
	table_open(&t, &k, self, k.n_items);
	bands = gj_build_alloc(L, k.n_items, sizeof *bands);
	lua_pushvalue(L, lua_upvalueindex(1)); /* [table, self] */
	luaL_checkstack(L, (int)k.n_items * 10 + 20, NULL);
	for (size_t i = 1; i <= k.n_items && !t.poisoned; i++) {
		const struct gj_item *low, *high;
		struct gj_keys row;
		int at;

		lua_rawgeti(L, 1, (lua_Integer)i);
		at = lua_gettop(L);
		if (!lua_istable(L, at)) {
			gj_build_report(k.build, GJ_FOUND_WRONG_TYPE, k.place,
			                tr("write { from = 50, below = 100, gives = 5 }"),
			                tr("%s: a band is { ... }, here is %s"), k.of,
			                gj_item_what(L, at));
			t.poisoned = true;
			break;
		}
		row = gj_keys_open(L, at, "bands", row_known);
		(void)row;
		t.poisoned |= !read_edge(&t, at, 2, "from", "above", true, &bands[t.n].low, &low);
		if (!t.poisoned)
			t.poisoned |=
			    !read_edge(&t, at, 2, "to", "below", false, &bands[t.n].high, &high);
		if (t.poisoned || !push_band(&t, low, high)) {
			t.poisoned = true;
			break;
		}
		t.whens[t.n] = gj_item_get(L, -1);
		if (lua_getfield(L, at, "gives") == LUA_TNIL) {
			gj_build_report(k.build, GJ_FOUND_MISSING_KEY, k.place, NULL,
			                tr("%s: a band does not say what it gives"), k.of);
			t.poisoned = true;
			break;
		}
		t.gives[t.n] = read_given(&t, lua_gettop(L), "gives");
		t.n++;
	}
	if (!t.poisoned && lua_getfield(L, 1, "otherwise") != LUA_TNIL)
		t.otherwise = read_given(&t, lua_gettop(L), "otherwise");
	if (!t.poisoned)
		check_bands(&t, bands, t.n, whole, natural);
	return table_finish(&t);
}

int gj_word_bands(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);
	bool number =
	    self && (self->kind == GJ_ITEM_TERM || self->kind == GJ_ITEM_RATIO ||
	             self->kind == GJ_ITEM_SCORE ||
	             (self->kind == GJ_ITEM_FACT && (self->u.fact->type == GJ_FACT_COUNT ||
	                                             self->u.fact->type == GJ_FACT_AMOUNT ||
	                                             self->u.fact->type == GJ_FACT_DATE)));

	lua_settop(L, 1);
	if (number) {
		lua_pushcclosure(L, band_rows, 1);
		return 1;
	}
	if (!self || self->kind != GJ_ITEM_POISON)
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write bands(f.area) { ... }; for options write by"),
		                tr("bands wants a number, here is %s"), gj_item_what(L, 1));
	lua_pushcfunction(L, gj_word_poisoned);
	return 1;
}
