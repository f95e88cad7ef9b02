/* words_programme.c: policy, bureau, target, floor, phase: what surrounds the conditions. */
#include <string.h>

#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/policy/keys.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2999, TARGET_MAX = 10000000 };

/* in_force = { from = "2023-01-01", to = "2023-12-31" } */
static void read_in_force(struct gj_keys *k, struct gj_policy *policy)
{
	static const char *const known[] = { "from", "to", NULL };
	struct gj_keys inner;

	policy->in_from = policy->in_to = GJ_DAY_NONE;
	if (lua_getfield(k->L, k->index, "in_force") == LUA_TTABLE) {
		inner = gj_keys_open(k->L, lua_gettop(k->L), "in_force", known);
		policy->in_from = gj_keys_day(&inner, "from");
		policy->in_to = gj_keys_day(&inner, "to");
		if (policy->in_from != GJ_DAY_NONE && policy->in_to != GJ_DAY_NONE &&
		    policy->in_from > policy->in_to)
			gj_build_report(k->build, GJ_FOUND_DATE_ORDER, k->place, NULL,
			                tr("in_force begins after its end"));
	} else if (!lua_isnil(k->L, -1) && !gj_item_is(k->L, -1, GJ_ITEM_POISON)) {
		gj_build_report(
		    k->build, GJ_FOUND_WRONG_TYPE, k->place,
		    tr("write in_force = { from = day \"2023-01-01\", to = day \"2023-12-31\" }"),
		    tr("in_force is { ... }, here is %s"), gj_item_what(k->L, -1));
	}
	lua_pop(k->L, 1);
}

int gj_word_policy(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh",
		                             "en",
		                             "issuer",
		                             "year",
		                             "doc_no",
		                             "basis",
		                             "effective_from",
		                             "issued_on",
		                             "city_code",
		                             "assumptions",
		                             "extends",
		                             "in_force",
		                             "cases",
		                             "horizon",
		                             NULL };
	struct gj_build *b = gj_build_of(L);
	struct gj_policy *policy = b->policy;
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	lua_Integer year = 0;
	const char *issuer;
	size_t n;

	if (b->stated && b->layer == b->stated_layer) {
		gj_build_report(b, GJ_FOUND_TWO_POLICIES, k.place, tr("keep one of the two"),
		                tr("%s: the policy \"%s\" is stated already at %s:%d"), k.of,
		                policy->id, policy->place.file, policy->place.line);
		return 0;
	}
	b->stated = true;
	b->stated_layer = b->layer;
	policy->id = item->name;
	policy->place = item->place;
	policy->label = gj_keys_names(&k);
	issuer = gj_keys_text(&k, "issuer");
	policy->issuer = issuer ? issuer : policy->issuer; /* of the policy that it extends */
	if (gj_keys_integer(&k, "year", YEAR_FIRST, YEAR_LAST, &year))
		policy->year = (int)year;
	policy->extends = gj_keys_text(&k, "extends");
	policy->horizon = gj_keys_day(&k, "horizon");
	policy->cases = gj_keys_texts(&k, "cases", &policy->n_cases);
	read_in_force(&k, policy);
	/* Kept in the file for its readers; nothing is decided by them. */
	gj_keys_text(&k, "doc_no");
	gj_keys_text(&k, "city_code");
	gj_keys_texts(&k, "basis", &n);
	gj_keys_texts(&k, "assumptions", &n);
	return 0;
}

int gj_word_bureau(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh",   "en",      "full", "full_en",
		                             "code", "aliases", "note", NULL };
	struct gj_build *b = gj_build_of(L);
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_bureau_draft *before = gj_build_bureau(b, item->name);
	struct gj_bureau_draft *draft = gj_build_alloc(L, 1, sizeof *draft);

	draft->bureau = (struct gj_bureau){ .key = item->name, .place = item->place };
	draft->bureau.label = gj_keys_names(&k);
	draft->bureau.full.zh = gj_keys_text(&k, "full");
	draft->bureau.full.en = gj_keys_text(&k, "full_en");
	draft->bureau.code = gj_keys_text(&k, "code");
	draft->bureau.aliases = gj_keys_texts(&k, "aliases", &draft->bureau.n_aliases);
	gj_keys_label(&k, "note");
	if (before && gj_build_is_base(b, before->bureau.place)) {
		before->bureau = draft->bureau;
		return 0;
	}
	if (before) {
		gj_build_report(b, GJ_FOUND_DUPLICATE, k.place, NULL,
		                tr("%s is declared twice; the first time at %s:%d"), k.of,
		                before->bureau.place.file, before->bureau.place.line);
		return 0;
	}
	*b->bureaus_end = draft;
	b->bureaus_end = &draft->next;
	return 0;
}

int gj_word_floor(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { NULL };
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_floor_draft *draft = gj_build_alloc(L, 1, sizeof *draft);
	struct gj_item *out;
	const char *key;
	size_t all = 0;

	draft->place = item->place;
	draft->floor = (int)item->number;
	for (const struct gj_bureau_draft *d = k.build->bureaus; d; d = d->next)
		all++;
	draft->bureaus = gj_build_alloc(L, k.n_items * (all + 1), sizeof *draft->bureaus);
	for (size_t i = 1; i <= k.n_items; i++) {
		lua_rawgeti(L, 2, (lua_Integer)i);
		if (gj_item_is(L, -1, GJ_ITEM_BUREAUS)) { /* every one of them */
			for (const struct gj_bureau_draft *d = k.build->bureaus; d; d = d->next)
				draft->bureaus[draft->n++] = d->bureau.key;
			lua_pop(L, 1);
			continue;
		}
		key = gj_keys_string(&k, -1, tr("bureau"));
		lua_pop(L, 1);
		if (key)
			draft->bureaus[draft->n++] = key;
	}
	if (k.n_items == 0)
		gj_build_report(k.build, GJ_FOUND_EMPTY, k.place, NULL, tr("%s names no bureau"),
		                k.of);
	out = gj_item_push(L, GJ_ITEM_FLOOR);
	out->u.floor = draft;
	out->note = gj_build_note(L, "floor", NULL);
	return 1;
}

int gj_word_target(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "clause", "city_clause", "counts", "due",
		                             "city",   "cap",         NULL };
	static const char *const counts[] = { "plaque", "approval", "eligible" };
	struct gj_build *b = gj_build_of(L);
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_target_draft *draft = gj_build_alloc(L, 1, sizeof *draft), *other;
	struct gj_floor_draft **end = &draft->floors;
	lua_Integer city = GJ_FLOOR_NONE, cap = GJ_FLOOR_NONE;
	const struct gj_item *floor;
	int counted;

	draft->target = (struct gj_target){ .category = item->name, .place = item->place };
	draft->target.clause = gj_keys_clause(&k);
	draft->target.city_clause = gj_keys_text(&k, "city_clause");
	draft->target.due = gj_keys_day(&k, "due");
	gj_keys_integer(&k, "city", 0, TARGET_MAX, &city);
	draft->target.city = (int)city;
	gj_keys_integer(&k, "cap", 0, TARGET_MAX, &cap);
	draft->target.cap = (int)cap;
	counted = gj_keys_word(&k, "counts", counts, sizeof counts / sizeof *counts, -1);
	if (counted >= 0)
		draft->target.counts = counts[counted];
	else
		gj_keys_required(&k, "counts");
	for (size_t i = 1; i <= k.n_items; i++) {
		floor = gj_keys_item(&k, i, GJ_ITEM_FLOOR, tr("a floor"));
		lua_pop(L, 1);
		if (floor && !floor->u.floor->next && end != &floor->u.floor->next) {
			*end = floor->u.floor;
			end = &floor->u.floor->next;
		}
	}
	for (other = b->targets; other; other = other->next) {
		gj_sandbox_charge(L, 1);
		if (strcmp(other->target.category, item->name) == 0 &&
		    gj_build_is_base(b, other->target.place)) {
			other->target = draft->target;
			other->floors = draft->floors;
			return 0;
		}
		if (strcmp(other->target.category, item->name) == 0) {
			gj_build_report(b, GJ_FOUND_DUPLICATE, k.place, NULL,
			                tr("%s is declared twice; the first time at %s:%d"), k.of,
			                other->target.place.file, other->target.place.line);
			return 0;
		}
	}
	*b->targets_end = draft;
	b->targets_end = &draft->next;
	return 0;
}

int gj_word_phase(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh", "en", "clause", "starts", "ends", NULL };
	struct gj_build *b = gj_build_of(L);
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_phase_draft *draft = gj_build_alloc(L, 1, sizeof *draft), *other;

	draft->phase = (struct gj_phase){ .key = item->name, .place = item->place };
	draft->phase.label = gj_keys_names(&k);
	draft->phase.clause = gj_keys_clause(&k);
	draft->phase.starts = gj_keys_day(&k, "starts");
	draft->phase.ends = gj_keys_day(&k, "ends");
	for (other = b->phases; other; other = other->next) {
		gj_sandbox_charge(L, 1);
		if (strcmp(other->phase.key, item->name) == 0 &&
		    gj_build_is_base(b, other->phase.place)) {
			other->phase = draft->phase;
			return 0;
		}
		if (strcmp(other->phase.key, item->name) == 0) {
			gj_build_report(b, GJ_FOUND_DUPLICATE, k.place, NULL,
			                tr("%s is declared twice; the first time at %s:%d"), k.of,
			                other->phase.place.file, other->phase.place.line);
			return 0;
		}
	}
	*b->phases_end = draft;
	b->phases_end = &draft->next;
	return 0;
}
