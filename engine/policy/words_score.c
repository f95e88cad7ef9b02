/* words_score.c: score, group, item: points that add up, with weights, caps and minimums. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/eval/unit.h"
#include "engine/policy/condition.h"
#include "engine/policy/measure.h"
#include "engine/policy/method.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"

enum { DECIMALS_MAX = 4, POINTS_MAX = 1000000000 };

/* Points as they are written at a stack index; false: wrong and reported. */
static bool exact_points(struct gj_keys *k, int index, const char *key, int64_t least,
                         int64_t *digits, int *decimals)
{
	int64_t read;
	int places;

	index = lua_absindex(k->L, index);
	if (!gj_word_exact(k->L, index, key, &read, &places))
		return false;
	if (places > DECIMALS_MAX) {
		gj_build_report(k->build, GJ_FOUND_TOO_FINE, k->place, NULL,
		                tr("%s: \"%s\" has more than %d decimals"), k->of, key,
		                DECIMALS_MAX);
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

/* A limit in points under a key; false: absent or wrong. */
static bool read_points(struct gj_keys *k, const char *key, int64_t *digits, int *decimals)
{
	bool there = lua_getfield(k->L, k->index, key) != LUA_TNIL &&
	             exact_points(k, -1, key, 0, digits, decimals);

	lua_pop(k->L, 1);
	return there;
}

/* `digits` at `from` decimals, at `to` of them. */
static int64_t at_scale(int64_t digits, int from, int to)
{
	if (digits == INT64_MIN || digits == INT64_MAX)
		return digits;
	return digits * gj_unit_power(to - from);
}

static struct gj_measure points(int decimals)
{
	return (struct gj_measure){ .type = GJ_FACT_AMOUNT,
		                    .unit = "分",
		                    .decimals = decimals,
		                    .key = "分",
		                    .points = true };
}

static struct gj_term term_like(struct gj_measure m, enum gj_term_kind kind,
                                const struct gj_term *const *args, size_t n)
{
	return (struct gj_term){ .kind = kind,
		                 .type = m.type,
		                 .unit = { "分", "points" },
		                 .decimals = m.decimals,
		                 .points = true,
		                 .args = args,
		                 .n_args = n };
}

static const struct gj_term *over(lua_State *L, struct gj_term value, const struct gj_term *arg)
{
	struct gj_term *term = gj_build_alloc(L, 1, sizeof *term);
	const struct gj_term **args = gj_build_alloc(L, 1, sizeof *args);

	args[0] = arg;
	*term = value;
	term->args = args;
	term->n_args = 1;
	return term;
}

/* The points where the condition is met, else none. */
static const struct gj_term *points_when(lua_State *L, const struct gj_term *full,
                                         const struct gj_cond *when)
{
	struct gj_term *term = gj_build_alloc(L, 1, sizeof *term);
	const struct gj_term **args = gj_build_alloc(L, 2, sizeof *args);
	const struct gj_cond **conds = gj_build_alloc(L, 1, sizeof *conds);

	args[0] = full;
	args[1] = gj_measure_constant(L, 0, gj_measure_term(full));
	conds[0] = when;
	*term = term_like(gj_measure_term(full), GJ_TERM_CASES, args, 2);
	term->conds = conds;
	term->n_conds = 1;
	return term;
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
		return gj_measure_constant(L, digits, points(decimals));
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
	part->low = at_scale(low, a, part->decimals);
	part->high = at_scale(high, b, part->decimals);
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
	if (read_points(&k, "cap", &cap, &decimals)) {
		int finer = decimals > part->decimals ? decimals : part->decimals;

		part->low = at_scale(part->low, part->decimals, finer);
		part->high = at_scale(part->high, part->decimals, finer);
		part->cap = at_scale(cap, decimals, finer);
		part->decimals = finer;
	}
	out = gj_item_push(L, GJ_ITEM_SCORE_ITEM);
	out->u.part = part;
	out->note = gj_build_note(L, "item", item->name);
	return 1;
}

/* Reports what is there already, and what counts elsewhere; false: leave it out. */
static bool take_part(struct gj_keys *k, const struct gj_score_part *others,
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
	if (read_points(&k, "cap", &cap, &a)) {
		part->cap = cap;
		part->decimals = a;
	}
	if (read_points(&k, "minimum", &minimum, &b)) {
		int finer = b > part->decimals ? b : part->decimals;

		part->cap = at_scale(part->cap, part->decimals, finer);
		part->minimum = at_scale(minimum, b, finer);
		part->decimals = finer;
	}
	for (size_t i = 1; i <= k.n_items; i++) {
		one = gj_keys_item(&k, i, GJ_ITEM_SCORE_ITEM, tr("an item"));
		lua_pop(L, 1);
		if (!one || !take_part(&k, part->items, one->u.part)) {
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

struct scoring { /* a score being put together */
	struct gj_keys *k;
	int decimals;
	enum gj_rounding rounding;
	const struct gj_dict *dict;
	size_t size;
	bool poisoned;
};

/* Whether a number that the item or its table writes down is above `cap`, by the scale of the score. */
static bool written_above(const struct gj_term *term, int64_t cap)
{
	__int128 scale = 1;

	if (term->kind == GJ_TERM_SCALED && term->per == 1 && term->args[0]->kind == GJ_TERM_CASES) {
		scale = term->number;
		term = term->args[0];
	}
	if (term->kind == GJ_TERM_NUMBER)
		return term->number > cap;
	for (size_t i = 0; term->kind == GJ_TERM_CASES && i < term->n_args; i++)
		if (term->args[i]->kind == GJ_TERM_NUMBER && term->args[i]->number * scale > cap)
			return true;
	return false;
}

/* One item in the scale of the score: picked, weighted, capped. */
static const struct gj_term *item_term(struct scoring *s, struct gj_score_part *part)
{
	lua_State *L = s->k->L;
	struct gj_measure m = points(s->decimals);
	const struct gj_term *term = part->term;
	struct gj_measure own;
	struct gj_term *named;

	if (!term) {
		s->poisoned = true;
		return NULL;
	}
	own = gj_measure_term(term);
	if (own.decimals > s->decimals || part->decimals > s->decimals) {
		gj_build_report(s->k->build, GJ_FOUND_TOO_FINE, part->place,
		                tr("give the score more decimals: decimals = 1"),
		                tr("item \"%s\": its points are finer than the score counts"),
		                part->key);
		s->poisoned = true;
		return NULL;
	}
	if (term->kind == GJ_TERM_NUMBER) {
		term = gj_measure_constant(
		    L, at_scale(term->number, own.decimals, s->decimals), m);
	} else if (own.decimals < s->decimals || !own.points) {
		struct gj_term scaled = term_like(m, GJ_TERM_SCALED, NULL, 0);

		scaled.number = gj_unit_power(s->decimals - own.decimals);
		scaled.per = 1;
		term = over(L, scaled, term);
	}
	if (part->picked) {
		struct gj_term picked = term_like(m, GJ_TERM_PICKED, NULL, 0);

		picked.low = at_scale(part->low, part->decimals, s->decimals);
		picked.high = at_scale(part->high, part->decimals, s->decimals);
		term = over(L, picked, term);
	}
	if (part->cap != INT64_MAX && part->number == part->per &&
	    written_above(term, at_scale(part->cap, part->decimals, s->decimals)))
		gj_build_report(s->k->build, GJ_FOUND_POINTS, part->place, NULL,
		                tr("item \"%s\": it gives more points than its cap lets count"),
		                part->key);
	if (part->when)
		term = points_when(L, term, part->when);
	if (part->number != part->per) {
		struct gj_term weighted = term_like(m, GJ_TERM_SCALED, NULL, 0);

		weighted.number = part->number;
		weighted.per = part->per;
		weighted.rounding = s->rounding;
		term = over(L, weighted, term);
	}
	if (part->cap != INT64_MAX) {
		struct gj_term capped = term_like(m, GJ_TERM_BOUNDED, NULL, 0);

		capped.low = INT64_MIN;
		capped.high = at_scale(part->cap, part->decimals, s->decimals);
		term = over(L, capped, term);
	}
	named = gj_build_alloc(L, 1, sizeof *named); /* the term may be written in two places */
	*named = *term;
	named->label = part->label;
	named->unit = (struct gj_label){ "分", "points" };
	if (part->dict && s->dict && part->dict != s->dict) {
		gj_build_report(s->k->build, GJ_FOUND_MIXED_FACTS, part->place, NULL,
		                tr("item \"%s\" reads facts of another category"), part->key);
		s->poisoned = true;
	}
	s->dict = s->dict ? s->dict : part->dict;
	s->size += part->size + 3;
	return named;
}

/* All parts together, not above the cap. */
static const struct gj_term *sum_term(struct scoring *s, const struct gj_term *const *args,
                                      size_t n, int64_t cap, struct gj_label label)
{
	struct gj_measure m = points(s->decimals);
	struct gj_term *sum = gj_build_alloc(s->k->L, 1, sizeof *sum);

	*sum = term_like(m, GJ_TERM_PLUS, args, n);
	if (cap != INT64_MAX) {
		struct gj_term capped = term_like(m, GJ_TERM_BOUNDED, NULL, 0);

		capped.low = INT64_MIN;
		capped.high = cap;
		capped.label = label;
		return over(s->k->L, capped, sum);
	}
	sum->label = label;
	return sum;
}

static const struct gj_term *group_term(struct scoring *s, struct gj_score_part *group)
{
	const struct gj_term **args;
	const struct gj_term *term;
	size_t n = 0;

	for (const struct gj_score_part *i = group->items; i; i = i->next)
		n++;
	args = gj_build_alloc(s->k->L, n, sizeof *args);
	n = 0;
	for (struct gj_score_part *i = group->items; i; i = i->next)
		args[n++] = item_term(s, i);
	if (group->decimals > s->decimals) {
		gj_build_report(s->k->build, GJ_FOUND_TOO_FINE, group->place,
		                tr("give the score more decimals: decimals = 1"),
		                tr("group \"%s\": its limits are finer than the score counts"),
		                group->key);
		s->poisoned = true;
	}
	if (s->poisoned)
		return NULL;
	group->cap = at_scale(group->cap, group->decimals, s->decimals);
	group->minimum = at_scale(group->minimum, group->decimals, s->decimals);
	term = sum_term(s, args, n, group->cap, group->label);
	if (group->minimum != INT64_MIN && gj_score_most(term) < group->minimum)
		gj_build_report(s->k->build, GJ_FOUND_POINTS, group->place, NULL,
		                tr("group \"%s\": its items cannot reach its minimum"), group->key);
	return term;
}

int gj_word_score(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh",       "en",  "clause", "decimals",
		                             "rounding", "cap", "note",   NULL };
	static const char *const names[] = { "half_up", "up", "down", "half_even" };
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct scoring s = { .k = &k };
	struct gj_score *score = gj_build_alloc(L, 1, sizeof *score);
	struct gj_score_part **end = &score->groups, *loose = NULL;
	const struct gj_term **args = gj_build_alloc(L, k.n_items, sizeof *args);
	struct gj_label label = gj_keys_names(&k);
	lua_Integer decimals = 0;
	int64_t cap = INT64_MAX;
	int cap_decimals = 0;
	struct gj_item *out, *part;
	size_t n = 0;

	gj_keys_text(&k, "clause");
	gj_keys_label(&k, "note");
	gj_keys_integer(&k, "decimals", 0, DECIMALS_MAX, &decimals);
	s.decimals = (int)decimals;
	s.rounding =
	    (enum gj_rounding)gj_keys_word(&k, "rounding", names, sizeof names / sizeof *names, 0);
	if (read_points(&k, "cap", &cap, &cap_decimals) && cap_decimals > s.decimals) {
		gj_build_report(k.build, GJ_FOUND_TOO_FINE, k.place,
		                tr("give the score more decimals: decimals = 1"),
		                tr("%s: its cap is finer than the score counts"), k.of);
		s.poisoned = true;
	}
	for (size_t i = 1; i <= k.n_items; i++) {
		lua_rawgeti(L, 2, (lua_Integer)i);
		part = gj_item_get(L, -1);
		if (part && part->kind == GJ_ITEM_SCORE_ITEM) { /* an item beside the groups */
			gj_item_attach(part);
			lua_pop(L, 1);
			if (!take_part(&k, loose, part->u.part)) {
				s.poisoned = true;
				continue;
			}
			part->u.part->next = loose;
			loose = part->u.part;
			args[n++] = item_term(&s, part->u.part);
			continue;
		}
		lua_pop(L, 1);
		part = gj_keys_item(&k, i, GJ_ITEM_SCORE_GROUP, tr("a group or an item"));
		lua_pop(L, 1);
		if (!part || !take_part(&k, score->groups, part->u.part)) {
			s.poisoned = true;
			continue;
		}
		*end = part->u.part;
		end = &part->u.part->next;
		part->u.part->term = group_term(&s, part->u.part);
		args[n++] = part->u.part->term;
	}
	if (n == 0 && !s.poisoned)
		gj_build_report(k.build, GJ_FOUND_EMPTY, k.place, NULL, tr("%s has no items"),
		                k.of);
	if (s.poisoned || n == 0 || !s.dict) {
		if (!s.poisoned && n && !s.dict)
			gj_build_report(k.build, GJ_FOUND_EMPTY, k.place, NULL,
			                tr("%s reads no fact"), k.of);
		return gj_item_poison(L);
	}
	score->term = sum_term(&s, args, n, at_scale(cap, cap_decimals, s.decimals), label);
	if (!gj_condition_fits(L, 1, s.size))
		return gj_item_poison(L);
	out = gj_item_push(L, GJ_ITEM_SCORE);
	out->u.score = score;
	out->dict = s.dict;
	out->size = s.size;
	return 1;
}
