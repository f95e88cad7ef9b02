/* words_part.c: item, group: the parts of a score, each with its points, limits and what they hang on. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/method.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"
#include "engine/policy/words_score.h"

enum { POINTS_MAX = 1000000000 };

/* Points as they are written at a stack index; false: wrong and reported. */
static bool exact_points(struct gj_keys *k, int index, const char *key, int64_t least,
                         int64_t *digits, int *decimals)
{
	int64_t read;
	int places;

	index = lua_absindex(k->L, index);
	if (!gj_word_exact(k->L, index, key, &read, &places))
		return false;
	if (places > GJ_SCORE_DECIMALS) {
		gj_build_report(k->build, GJ_FOUND_TOO_FINE, k->place, NULL,
		                tr("%s: \"%s\" has more than %d decimals"), k->of, key,
		                GJ_SCORE_DECIMALS);
		return false;
	}
	if (read < least || read < -POINTS_MAX || read > POINTS_MAX) {
		gj_build_report(k->build, GJ_FOUND_OUT_OF_RANGE, k->place, NULL,
		                least == 0 ? tr("%s: \"%s\" is too large or below 0")
		                           : tr("%s: \"%s\" is too large"),
		                k->of, key);
		return false;
	}
	*digits = read;
	*decimals = places;
	return true;
}

bool gj_score_limit(struct gj_keys *k, const char *key, int64_t *digits, int *decimals)
{
	bool there = lua_getfield(k->L, k->index, key) != LUA_TNIL &&
	             exact_points(k, -1, key, 0, digits, decimals);

	lua_pop(k->L, 1);
	return there;
}

/* The points themselves: a number, a fact, a table. The value stays on the stack. */
static const struct gj_term *read_value(struct gj_keys *k, struct gj_score_part *part)
{
	lua_State *L = k->L;
	const struct gj_item *item;
	int64_t digits;
	int decimals, type = lua_getfield(L, k->index, "points");

	item = gj_item_get(L, -1);
	if (item && item->kind == GJ_ITEM_POISON)
		return NULL;
	if (item && (item->kind == GJ_ITEM_FACT || item->kind == GJ_ITEM_TERM) &&
	    gj_measure_item(item).type != GJ_FACT_DATE &&
	    gj_measure_as_term(L, item)->kind != GJ_TERM_AVERAGE &&
	    (item->kind == GJ_ITEM_TERM || item->u.fact->type == GJ_FACT_COUNT ||
	     item->u.fact->type == GJ_FACT_AMOUNT)) {
		part->dict = item->dict;
		part->size = item->size;
		return gj_measure_as_term(L, item);
	}
	if (type == LUA_TNUMBER || type == LUA_TSTRING) {
		if (!exact_points(k, -1, "points", -POINTS_MAX, &digits, &decimals))
			return NULL;
		return gj_measure_constant(L, digits, gj_score_points(decimals));
	}
	gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, k->place,
	                tr("write points = 5, points = f.x or points = bands(f.x) { ... }"),
	                tr("%s: points are a number, a fact or a table, here is %s"), k->of,
	                gj_item_what(L, -1));
	return NULL;
}

static void read_when(struct gj_keys *k, struct gj_score_part *part)
{
	bool poisoned = false;
	struct gj_item *when;

	if (lua_getfield(k->L, k->index, "when") == LUA_TNIL || part->term == NULL)
		return;
	when = gj_condition_at(k, -1, &poisoned);
	if (when && when->kind == GJ_ITEM_DEFERRED)
		gj_build_report(k->build, GJ_FOUND_MIXED_FACTS, when->place,
		                tr("put it into a where: f.list:where(field \"x\":holds())"),
		                tr("%s: a condition on a field stands outside of its list"), k->of);
	if (when && when->dict && part->dict && when->dict != part->dict)
		gj_build_report(k->build, GJ_FOUND_MIXED_FACTS, k->place, NULL,
		                tr("%s joins facts of \"%s\" and of \"%s\""), k->of,
		                part->dict->facts.category, when->dict->facts.category);
	if (when && when->kind == GJ_ITEM_COND) {
		part->when = when->u.cond;
		part->dict = part->dict ? part->dict : when->dict;
		part->size += when->size + 1;
	} else {
		part->term = NULL;
	}
}

/* between = { 0, 10 } */
static void read_between(struct gj_keys *k, struct gj_score_part *part)
{
	lua_State *L = k->L;
	int64_t low = 0, high = 0;
	int a = 0, b = 0, type = lua_getfield(L, k->index, "between");
	bool ok = type == LUA_TTABLE;

	if (type == LUA_TNIL)
		return;
	if (ok) {
		lua_rawgeti(L, -1, 1);
		lua_rawgeti(L, -2, 2);
		if (!exact_points(k, -2, "between", -POINTS_MAX, &low, &a) ||
		    !exact_points(k, -1, "between", -POINTS_MAX, &high, &b)) {
			part->term = NULL;
			return;
		}
	}
	if (!ok ||
	    low * gj_unit_power(a < b ? b - a : 0) > high * gj_unit_power(b < a ? a - b : 0)) {
		gj_build_report(k->build, GJ_FOUND_OUT_OF_RANGE, k->place,
		                tr("write between = { 0, 10 }"),
		                tr("%s: between wants the least and the most points"), k->of);
		part->term = NULL;
		return;
	}
	if (part->term && part->term->kind != GJ_TERM_FACT) {
		gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, k->place,
		                tr("write points = f.x, with the fact that the expert fills in"),
		                tr("%s: what is picked between two numbers is a fact"), k->of);
		part->term = NULL;
		return;
	}
	if (part->decimals < a)
		part->decimals = a;
	if (part->decimals < b)
		part->decimals = b;
	part->picked = true;
	part->low = gj_score_scale(low, a, part->decimals);
	part->high = gj_score_scale(high, b, part->decimals);
}

static void read_weight(struct gj_keys *k, struct gj_score_part *part)
{
	const struct gj_item *weight;

	if (lua_getfield(k->L, k->index, "weight") == LUA_TNIL)
		return;
	weight = gj_item_get(k->L, -1);
	if (weight && weight->kind == GJ_ITEM_SHARE && weight->u.share.number == 0) {
		gj_build_report(k->build, GJ_FOUND_OUT_OF_RANGE, k->place, NULL,
		                tr("%s: a weight of 0 counts nothing"), k->of);
		part->term = NULL;
	} else if (weight && weight->kind == GJ_ITEM_SHARE) {
		part->number = weight->u.share.number;
		part->per = weight->u.share.per;
	} else if (!weight || weight->kind != GJ_ITEM_POISON) {
		gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, k->place,
		                tr("write weight = percent(30)"),
		                tr("%s: a weight is a share, here is %s"), k->of,
		                gj_item_what(k->L, -1));
		part->term = NULL;
	}
}

int gj_word_item(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh",      "en",  "clause", "points", "when",
		                             "between", "cap", "weight", "note",   NULL };
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_score_part *part = gj_build_alloc(L, 1, sizeof *part);
	struct gj_item *out;
	int64_t cap;
	int decimals;

	*part = (struct gj_score_part){ .key = item->name,
		                        .cap = INT64_MAX,
		                        .minimum = INT64_MIN,
		                        .number = 1,
		                        .per = 1,
		                        .place = item->place };
	gj_item_attach_all(L, 2);
	part->label = gj_keys_names(&k);
	gj_keys_text(&k, "clause");
	gj_keys_label(&k, "note");
	part->term = read_value(&k, part);
	read_when(&k, part);
	read_between(&k, part);
	read_weight(&k, part);
	if (gj_score_limit(&k, "cap", &cap, &decimals)) {
		int finer = decimals > part->decimals ? decimals : part->decimals;

		part->low = gj_score_scale(part->low, part->decimals, finer);
		part->high = gj_score_scale(part->high, part->decimals, finer);
		part->cap = gj_score_scale(cap, decimals, finer);
		part->decimals = finer;
	}
	out = gj_item_push(L, GJ_ITEM_SCORE_ITEM);
	out->u.part = part;
	out->note = gj_build_note(L, "item", item->name);
	return 1;
}

bool gj_score_take(struct gj_keys *k, const struct gj_score_part *others,
                   struct gj_score_part *part)
{
	bool taken = part->placed;

	for (; others && !taken; others = others->next)
		taken = strcmp(others->key, part->key) == 0;
	if (taken)
		gj_build_report(k->build, GJ_FOUND_DUPLICATE, part->place, NULL,
		                tr("%s: \"%s\" counts twice"), k->of, part->key);
	part->placed = true;
	return !taken;
}

int gj_word_group(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh", "en", "clause", "cap", "minimum", "note", NULL };
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_score_part *part = gj_build_alloc(L, 1, sizeof *part), **end = &part->items;
	int64_t cap, minimum;
	int a = 0, b = 0;
	bool broken = k.n_items == 0;
	struct gj_item *out, *one;

	*part = (struct gj_score_part){ .key = item->name,
		                        .cap = INT64_MAX,
		                        .minimum = INT64_MIN,
		                        .number = 1,
		                        .per = 1,
		                        .place = item->place };
	part->label = gj_keys_names(&k);
	gj_keys_text(&k, "clause");
	gj_keys_label(&k, "note");
	if (gj_score_limit(&k, "cap", &cap, &a)) {
		part->cap = cap;
		part->decimals = a;
	}
	if (gj_score_limit(&k, "minimum", &minimum, &b)) {
		int finer = b > part->decimals ? b : part->decimals;

		part->cap = gj_score_scale(part->cap, part->decimals, finer);
		part->minimum = gj_score_scale(minimum, b, finer);
		part->decimals = finer;
	}
	for (size_t i = 1; i <= k.n_items; i++) {
		one = gj_keys_item(&k, i, GJ_ITEM_SCORE_ITEM, tr("an item"));
		lua_pop(L, 1);
		if (!one || !gj_score_take(&k, part->items, one->u.part)) {
			broken = true;
			continue;
		}
		*end = one->u.part;
		end = &one->u.part->next;
	}
	if (k.n_items == 0)
		gj_build_report(k.build, GJ_FOUND_EMPTY, k.place, NULL, tr("%s has no items"),
		                k.of);
	if (broken)
		return gj_item_poison(L);
	out = gj_item_push(L, GJ_ITEM_SCORE_GROUP);
	out->u.part = part;
	out->note = gj_build_note(L, "group", item->name);
	return 1;
}
