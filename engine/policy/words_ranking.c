/* words_ranking.c: ranking and validity: who comes first, and how long a recognition lasts. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/policy/keys.h"
#include "engine/policy/measure.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"

enum { QUOTA_MAX = 10000000 };

static int order(lua_State *L, const char *word, bool descending)
{
	const struct gj_item *item = gj_item_get(L, 1);
	const struct gj_term *term;
	struct gj_item *out;

	lua_settop(L, 1);
	if (item && item->kind == GJ_ITEM_POISON)
		return gj_item_poison(L);
	term = item && (item->kind == GJ_ITEM_TERM || item->kind == GJ_ITEM_SCORE ||
	                (item->kind == GJ_ITEM_FACT && (item->u.fact->type == GJ_FACT_COUNT ||
	                                                item->u.fact->type == GJ_FACT_AMOUNT ||
	                                                item->u.fact->type == GJ_FACT_DATE)))
	           ? gj_measure_as_term(L, item)
	           : NULL;
	if (!term || term->kind == GJ_TERM_AVERAGE) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("%s wants a number or a date to rank by, here is %s"), word,
		                gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	out = gj_item_push(L, GJ_ITEM_ORDER);
	out->dict = item->dict;
	out->u.order = (struct gj_order){ .term = term, .descending = descending };
	return 1;
}

int gj_word_descending(lua_State *L)
{
	return order(L, "descending", true);
}

int gj_word_ascending(lua_State *L)
{
	return order(L, "ascending", false);
}

static void read_keys(struct gj_keys *k, struct gj_ranking *r, const char *category)
{
	static const char *const known[] = { NULL };
	struct gj_ranking_key *keys;
	struct gj_keys inner;

	if (lua_getfield(k->L, k->index, "by") != LUA_TTABLE) {
		gj_build_report(k->build, GJ_FOUND_MISSING_KEY, k->place,
		                tr("write by = { descending(total), ascending(f.accepted_on) }"),
		                tr("%s does not say what it ranks by"), k->of);
		lua_pop(k->L, 1);
		return;
	}
	inner = gj_keys_open(k->L, lua_gettop(k->L), k->of, known);
	keys = gj_build_alloc(k->L, inner.n_items, sizeof *keys);
	for (size_t i = 1; i <= inner.n_items; i++) {
		const struct gj_item *item =
		    gj_keys_item(&inner, i, GJ_ITEM_ORDER, tr("descending(...) or ascending(...)"));

		lua_pop(k->L, 1);
		if (!item)
			continue;
		if (item->dict && strcmp(item->dict->facts.category, category) != 0)
			gj_build_report(k->build, GJ_FOUND_MIXED_FACTS, k->place, NULL,
			                tr("%s reads facts of \"%s\", but belongs to the category "
			                   "\"%s\""),
			                k->of, item->dict->facts.category, category);
		keys[r->n_keys++] =
		    (struct gj_ranking_key){ .term = item->u.order.term,
			                     .descending = item->u.order.descending };
	}
	if (inner.n_items == 0)
		gj_build_report(k->build, GJ_FOUND_EMPTY, k->place,
		                tr("write by = { descending(total), ascending(f.accepted_on) }"),
		                tr("%s does not say what it ranks by"), k->of);
	r->keys = keys;
	lua_pop(k->L, 1);
}

int gj_word_ranking(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh",    "en",  "clause",  "by",  "category",
		                             "quota", "per", "reserve", "tie", NULL };
	static const char *const scopes[] = { "city", "bureau" };
	static const char *const ties[] = { "person", "credit_code" };
	struct gj_build *b = gj_build_of(L);
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_ranking_draft *draft = gj_build_alloc(L, 1, sizeof *draft), *other;
	struct gj_ranking *r = &draft->ranking;
	lua_Integer quota = 0, reserve = 0;

	*r = (struct gj_ranking){ .key = item->name, .place = item->place };
	r->label = gj_keys_names(&k);
	r->clause = gj_keys_clause(&k);
	r->category = gj_keys_text(&k, "category");
	if (!r->category && b->current)
		r->category = b->current->category.key;
	if (!r->category) {
		gj_build_report(b, GJ_FOUND_NO_CATEGORY, k.place,
		                tr("write category = \"...\" into it"),
		                tr("%s: no category is stated above it in this file"), k.of);
		return 0;
	}
	if (!gj_keys_integer(&k, "quota", 1, QUOTA_MAX, &quota) &&
	    lua_getfield(L, 2, "quota") == LUA_TNIL)
		gj_build_report(b, GJ_FOUND_MISSING_KEY, k.place,
		                tr("write quota = 10: how many are recognised"),
		                tr("%s does not say \"%s\""), k.of, "quota");
	lua_settop(L, 2);
	gj_keys_integer(&k, "reserve", 0, QUOTA_MAX, &reserve);
	r->quota = (int)quota;
	r->reserve = (int)reserve;
	r->per_bureau = gj_keys_word(&k, "per", scopes, 2, 0) == 1;
	r->tie = (enum gj_ranking_tie)gj_keys_word(&k, "tie", ties, 2, 0);
	read_keys(&k, r, r->category);
	for (other = b->rankings; other; other = other->next)
		if (strcmp(other->ranking.key, r->key) == 0) {
			gj_build_report(b, GJ_FOUND_DUPLICATE, k.place, NULL,
			                tr("%s is declared twice; the first time at %s:%d"), k.of,
			                other->ranking.place.file, other->ranking.place.line);
			return 0;
		}
	*b->rankings_end = draft;
	b->rankings_end = &draft->next;
	return 0;
}

/* validity { years(3), from = "approved_on", renew = months(3) } */
int gj_word_validity(lua_State *L)
{
	static const char *const known[] = { "from", "renew", "last_day", NULL };
	static const char *const lasts[] = { "same_day", "day_before" };
	struct gj_build *b = gj_build_of(L);
	const struct gj_dict *dict;
	const struct gj_item *period;
	struct gj_validity v = { 0 };
	const char *from;
	struct gj_keys k;

	lua_settop(L, 1);
	if (!lua_istable(L, 1) || !b->current) {
		gj_build_report(b, b->current ? GJ_FOUND_WRONG_TYPE : GJ_FOUND_NO_CATEGORY,
		                gj_build_place(L),
		                tr("write validity { years(3), from = \"approved_on\" } below the "
		                   "category"),
		                tr("validity wants { ... } and a category above it"));
		return 0;
	}
	k = gj_keys_open(L, 1, "validity", known);
	if (k.n_items != 1)
		gj_build_report(b, k.n_items ? GJ_FOUND_TOO_MANY : GJ_FOUND_MISSING_KEY, k.place,
		                tr("write validity { years(3), from = \"approved_on\" }"),
		                tr("validity wants one period, and here are %zu"), k.n_items);
	period = gj_keys_item(&k, 1, GJ_ITEM_PERIOD, tr("a period such as years(3)"));
	lua_pop(L, 1);
	v.months = period ? period->u.period.months : 0;
	if (lua_getfield(L, 1, "renew") != LUA_TNIL) {
		period = gj_item_get(L, -1);
		if (period && period->kind == GJ_ITEM_PERIOD)
			v.renew_months = period->u.period.months;
		else
			gj_build_report(b, GJ_FOUND_WRONG_TYPE, k.place,
			                tr("write renew = months(3)"),
			                tr("validity: renew is a period, here is %s"),
			                gj_item_what(L, -1));
	}
	lua_pop(L, 1);
	v.day_before = gj_keys_word(&k, "last_day", lasts, 2, 0) == 1;
	from = gj_keys_required(&k, "from");
	dict = gj_build_dict(b, b->current->category.key);
	if (from && dict) {
		v.from = gj_facts_find(&dict->facts, from);
		if (!v.from || v.from->type != GJ_FACT_DATE)
			gj_build_report(b, GJ_FOUND_UNKNOWN_FACT, k.place, NULL,
			                tr("validity: \"%s\" is no date fact of \"%s\""), from,
			                b->current->category.key);
	}
	b->current->category.validity = v;
	return 0;
}
