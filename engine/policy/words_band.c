/* words_band.c: bands: values and conditions that hang on a number, with the owner of every limit. */
#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/eval/most.h"
#include "engine/eval/unit.h"
#include "engine/policy/condition.h"
#include "engine/policy/method.h"
#include "engine/policy/rule_table.h"
#include "engine/policy/words.h"

/* ---- bands(f.area) { { below = 50, gives = 0 }, { from = 50, gives = 5 } } ---- */

struct edge {             /* one side of a band, as a fraction */
	bool there, open; /* open: the number itself is outside */
	int64_t number, per;
};

struct band {
	struct edge low, high;
};

/* Whether it goes in steps of its last digit; shares and averages lie between. */
static bool is_whole(const struct gj_item *self)
{
	return self->kind != GJ_ITEM_RATIO &&
	       !(self->kind == GJ_ITEM_TERM && self->u.term->kind == GJ_TERM_AVERAGE);
}

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
static bool read_edge(struct gj_rule_table *t, int row, int self, const char *inclusive,
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
	if (!gj_rule_table_compare(L, self,
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
	*edge = edge_of((*cond)->u.cond, is_whole(gj_item_get(L, self)));
	return true;
}

/* Pushes all { low, high }, or the one there is. */
static bool push_band(struct gj_rule_table *t, const struct gj_item *low,
                      const struct gj_item *high)
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

static void report_bands(struct gj_rule_table *t, enum gj_finding_id id, size_t a, size_t b)
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

/* Whether the number is never below 0, as counts are. */
static bool is_natural(const struct gj_term *t)
{
	switch (t->kind) {
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
		return true;
	case GJ_TERM_FACT:
	case GJ_TERM_SUM:
	case GJ_TERM_LARGEST:
	case GJ_TERM_SMALLEST:
	case GJ_TERM_AVERAGE:
		return t->fact->type == GJ_FACT_COUNT;
	case GJ_TERM_NUMBER:
		return t->number >= 0;
	case GJ_TERM_PICKED:
		return t->low >= 0;
	case GJ_TERM_BOUNDED:
		return t->low >= 0 || (t->high >= 0 && is_natural(t->args[0]));
	case GJ_TERM_SCALED:
		return t->number >= 0 && is_natural(t->args[0]);
	case GJ_TERM_PLUS:
	case GJ_TERM_CASES:
		for (size_t i = 0; i < t->n_args; i++)
			if (!is_natural(t->args[i]))
				return false;
		return true;
	case GJ_TERM_SHARE:
	case GJ_TERM_MINUS:
	case GJ_TERM_SHIFTED:
	case GJ_TERM_REFERENCE:
	case GJ_TERM_ABOVE:
	case GJ_TERM_GROWTH:
		break;
	}
	return false;
}

/* What the bands are over. */
struct domain {
	bool whole;   /* see is_whole */
	bool natural; /* never below 0 */
	int64_t most; /* INT64_MAX: nothing bounds it */
};

static struct domain domain_of(lua_State *L, const struct gj_item *self)
{
	const struct gj_term *term =
	    self->kind == GJ_ITEM_RATIO ? self->u.ratio.left : gj_measure_as_term(L, self);
	bool ratio = self->kind == GJ_ITEM_RATIO;

	return (struct domain){ .whole = is_whole(self),
		                .natural = is_natural(term) &&
		                           !(ratio && (self->u.ratio.growth ||
		                                       !is_natural(self->u.ratio.base))),
		                .most = ratio ? INT64_MAX : gj_term_most(term) };
}

/* Whether nothing lies below the lowest band, and above the highest. */
static bool is_closed(const struct domain *d, const struct edge *low, const struct edge *high)
{
	bool below =
	    low->there && !(d->natural && (low->number < 0 || (low->number == 0 && !low->open)));
	bool above =
	    high->there && !(d->most != INT64_MAX && high->per == 1 &&
	                     (high->number > d->most || (high->number == d->most && !high->open)));

	return !below && !above;
}

/* Whether `a` begins below `b`. */
static bool is_lower(const struct band *a, const struct band *b)
{
	int order;

	if (!a->low.there || !b->low.there)
		return !a->low.there && b->low.there;
	order = edge_order(&a->low, &b->low);
	return order < 0 || (order == 0 && !a->low.open && b->low.open);
}

/* Below 0: both own numbers; above: numbers between are nobody's; 0: they meet. */
static int meeting(const struct edge *end, const struct edge *next, bool whole)
{
	struct edge after = *end;
	int order;

	if (!end->there || !next->there)
		return -1;
	if (whole)
		after.number++;
	order = edge_order(next, &after);
	if (whole || order != 0)
		return order;
	return end->open && next->open ? 1 : end->open || next->open ? 0 : -1;
}

/* However they stand, each band must begin where the one below it ends. */
static void check_bands(struct gj_rule_table *t, const struct band *bands, size_t n,
                        struct domain domain)
{
	size_t *sorted = gj_build_alloc(t->L, n, sizeof *sorted);

	for (size_t i = 0; i < n; i++) {
		const struct band *b = &bands[i];
		int order = b->low.there && b->high.there ? edge_order(&b->low, &b->high) : -1;
		size_t at = i;

		if (order > 0 || (order == 0 && (b->low.open || b->high.open))) {
			gj_build_report(t->k->build, GJ_FOUND_OUT_OF_RANGE, t->k->place, NULL,
			                tr("%s: band %zu begins above its end"), t->k->of, i + 1);
			t->poisoned = true;
			return;
		}
		for (; at > 0 && is_lower(b, &bands[sorted[at - 1]]); at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = i;
	}
	for (size_t i = 0; i + 1 < n && !t->poisoned; i++) {
		size_t a = sorted[i], b = sorted[i + 1];
		int order = meeting(&bands[a].high, &bands[b].low, domain.whole);

		if (order < 0)
			report_bands(t, GJ_FOUND_OVERLAP, a < b ? a + 1 : b + 1,
			             a < b ? b + 1 : a + 1);
		else if (order > 0 && !t->otherwise.there)
			report_bands(t, GJ_FOUND_GAP, a < b ? a + 1 : b + 1, a < b ? b + 1 : a + 1);
	}
	if (n && !t->poisoned && !t->otherwise.there &&
	    !is_closed(&domain, &bands[sorted[0]].low, &bands[sorted[n - 1]].high)) {
		gj_build_report(t->k->build, GJ_FOUND_GAP, t->k->place,
		                tr("leave the outer limits open, or add otherwise = ..."),
		                tr("%s: numbers beyond the outermost bands are left out"),
		                t->k->of);
		t->poisoned = true;
	}
}

/* picked = f.expert_points: with which the expert picks in what a band gives. */
static void read_picked(struct gj_rule_table *t)
{
	const struct gj_item *item;

	if (lua_getfield(t->L, 1, "picked") == LUA_TNIL) {
		lua_pop(t->L, 1);
		return;
	}
	item = gj_item_get(t->L, -1); /* stays where it is */
	if (item && item->kind == GJ_ITEM_FACT &&
	    (item->u.fact->type == GJ_FACT_COUNT || item->u.fact->type == GJ_FACT_AMOUNT)) {
		t->picked = item;
		t->poisoned = !gj_method_beside(t->L, t->about, item);
		return;
	}
	t->poisoned = true;
	if (!item || item->kind != GJ_ITEM_POISON)
		gj_build_report(t->k->build, GJ_FOUND_WRONG_TYPE, t->k->place,
		                tr("write picked = f.x, with the fact that the expert fills in"),
		                tr("%s: what is picked between two numbers is a fact"), t->k->of);
}

/* [{ ... }, what is measured] */
static int band_rows(lua_State *L)
{
	static const char *const known[] = { "otherwise", "picked", NULL };
	static const char *const row_known[] = { "from", "above", "to", "below", "gives", NULL };
	const struct gj_item *self = gj_item_get(L, 2);
	struct band *bands;
	struct gj_keys k;
	struct gj_rule_table t;

	lua_settop(L, 2);
	if (!lua_istable(L, 1)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write bands(f.x) { { below = 50, gives = 0 }, ... }"),
		                tr("bands wants { ... } behind it, here is %s"),
		                gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	k = gj_keys_open(L, 1, "bands", known);
	gj_rule_table_open(&t, &k, self, k.n_items);
	bands = gj_build_alloc(L, k.n_items, sizeof *bands);
	gj_item_attach_all(L, 1);
	read_picked(&t);
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
		t.gives[t.n] = gj_rule_table_given(&t, lua_gettop(L), "gives");
		t.n++;
	}
	if (!t.poisoned && lua_getfield(L, 1, "otherwise") != LUA_TNIL)
		t.otherwise = gj_rule_table_given(&t, lua_gettop(L), "otherwise");
	if (!t.poisoned)
		check_bands(&t, bands, t.n, domain_of(L, self));
	return gj_rule_table_finish(&t);
}

int gj_word_bands(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);
	bool number = self && self->dict &&
	              (self->kind == GJ_ITEM_TERM || self->kind == GJ_ITEM_RATIO ||
	               self->kind == GJ_ITEM_SCORE ||
	               (self->kind == GJ_ITEM_FACT && (self->u.fact->type == GJ_FACT_COUNT ||
	                                               self->u.fact->type == GJ_FACT_AMOUNT ||
	                                               self->u.fact->type == GJ_FACT_DATE)));

	lua_settop(L, 1);
	if (number)
		return gj_rule_table_rows(L, band_rows);
	if (!self || self->kind != GJ_ITEM_POISON)
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write bands(f.area) { ... }; for options write by"),
		                tr("bands wants a number, here is %s"), gj_item_what(L, 1));
	lua_pushcfunction(L, gj_word_poisoned);
	return 1;
}
