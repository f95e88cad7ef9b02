/* words_route.c: routes, presumed, unless: ways around a condition that reasons call by their names. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/method.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"

/* A copy under a name, so that the one condition may stand in two places. */
static struct gj_cond *named(lua_State *L, const struct gj_cond *cond, struct gj_label label)
{
	struct gj_cond *out = gj_build_alloc(L, 1, sizeof *out);

	*out = *cond;
	out->label = label;
	return out;
}

static void report_field(struct gj_keys *k, const struct gj_item *item)
{
	gj_build_report(k->build, GJ_FOUND_MIXED_FACTS, item->place,
	                tr("put it into a where: f.list:where(field \"x\":holds())"),
	                tr("%s: a condition on a field stands outside of its list"), k->of);
}

/* Whether both read facts of one category, as far as they read any. */
static bool one_category(const struct gj_item *a, const struct gj_item *b)
{
	return !a->dict || !b->dict || (a->dict == b->dict && a->list == b->list);
}

int gj_word_route(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh", "en", "clause", "note", NULL };
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_label label = gj_keys_names(&k);
	struct gj_conditions conditions;
	const struct gj_item *joined;
	struct gj_item *out;

	gj_keys_text(&k, "clause");
	gj_keys_label(&k, "note");
	gj_conditions_read(&conditions, &k);
	gj_conditions_join(&conditions, &k, GJ_COND_ALL, 0);
	joined = gj_item_get(L, -1);
	gj_item_attach(joined);
	if (joined->kind != GJ_ITEM_COND) {
		if (joined->kind == GJ_ITEM_DEFERRED)
			report_field(&k, joined);
		return gj_item_poison(L);
	}
	out = gj_item_push(L, GJ_ITEM_ROUTE);
	out->dict = joined->dict;
	out->depth = joined->depth;
	out->size = joined->size;
	out->u.cond =
	    named(L, conditions.n == 1 ? conditions.items[0]->u.cond : joined->u.cond, label);
	out->note = gj_build_note(L, "route", item->name);
	return 1;
}

/* routes { route "direct" { ... }, route "score" { ... } } */
int gj_word_routes(lua_State *L)
{
	static const char *const known[] = { NULL };
	struct gj_keys k;
	struct gj_item *out, *route;
	bool poisoned = false;

	lua_settop(L, 1);
	if (!lua_istable(L, 1)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("routes wants { route \"a\" { ... }, ... }, here is %s"),
		                gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	k = gj_keys_open(L, 1, "routes", known);
	out = gj_condition_push(L, GJ_COND_ANY, NULL);
	out->u.cond->args = gj_build_alloc(L, k.n_items, sizeof(struct gj_cond *));
	for (size_t i = 1; i <= k.n_items; i++) {
		route = gj_keys_item(&k, i, GJ_ITEM_ROUTE, tr("a route"));
		lua_pop(L, 1);
		poisoned = poisoned || !route;
		if (!route)
			continue;
		if (!one_category(out, route)) {
			gj_build_report(k.build, GJ_FOUND_MIXED_FACTS, route->place, NULL,
			                tr("the routes read facts of different categories"));
			poisoned = true;
		}
		out->dict = route->dict ? route->dict : out->dict;
		out->size += route->size;
		if (route->depth >= out->depth)
			out->depth = route->depth + 1;
		out->u.cond->args[out->u.cond->n_args++] = route->u.cond;
	}
	if (k.n_items == 0)
		gj_build_report(k.build, GJ_FOUND_EMPTY, k.place, NULL, tr("%s has no conditions"),
		                k.of);
	if (poisoned || k.n_items == 0 || !gj_condition_fits(L, out->depth, out->size)) {
		gj_item_attach(out);
		return gj_item_poison(L);
	}
	return 1;
}

/* The condition under a key; NULL was reported. It stays on the stack. */
static const struct gj_item *read_condition(struct gj_keys *k, const char *key)
{
	bool poisoned = false;
	struct gj_item *item;

	if (lua_getfield(k->L, k->index, key) == LUA_TNIL) {
		gj_build_report(k->build, GJ_FOUND_MISSING_KEY, k->place, NULL,
		                tr("%s does not say \"%s\""), k->of, key);
		return NULL;
	}
	item = gj_condition_at(k, -1, &poisoned);
	if (item && item->kind == GJ_ITEM_DEFERRED)
		report_field(k, item);
	return item && item->kind == GJ_ITEM_COND ? item : NULL;
}

/* presumed { zh, en, when = COND, rebutted = COND }: it holds against the applicant until it is rebutted. */
int gj_word_presumed(lua_State *L)
{
	static const char *const known[] = { "zh", "en", "when", "rebutted", "note", NULL };
	const struct gj_item *when, *rebutted;
	struct gj_item *out;
	struct gj_cond *no;
	struct gj_label label;
	struct gj_keys k;

	lua_settop(L, 1);
	if (!lua_istable(L, 1)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write presumed { zh = ..., when = ..., rebutted = ... }"),
		                tr("presumed wants { ... }, here is %s"), gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	gj_item_attach_all(L, 1);
	k = gj_keys_open(L, 1, "presumed", known);
	label = gj_keys_names(&k);
	gj_keys_label(&k, "note");
	when = read_condition(&k, "when");
	rebutted = read_condition(&k, "rebutted");
	if (!when || !rebutted)
		return gj_item_poison(L);
	if (!one_category(when, rebutted)) {
		gj_build_report(k.build, GJ_FOUND_MIXED_FACTS, k.place, NULL,
		                tr("%s joins conditions on facts of \"%s\" and of \"%s\""), k.of,
		                when->dict->facts.category, rebutted->dict->facts.category);
		return gj_item_poison(L);
	}
	no = gj_build_alloc(L, 1, sizeof *no);
	*no = (struct gj_cond){ .kind = GJ_COND_NOT, .place = k.place, .n_args = 1 };
	no->args = gj_build_alloc(L, 1, sizeof(struct gj_cond *));
	no->args[0] = when->u.cond;
	no->label = (struct gj_label){
		gj_build_printf(L,
		                label.zh && strncmp(label.zh, "推定", strlen("推定")) == 0
		                    ? "“%s”的情形不存在" /* it says so itself */
		                    : "推定“%s”的情形不存在",
		                label.zh ? label.zh : ""),
		gj_build_printf(L, "the presumption \"%s\" does not arise",
		                label.en ? label.en : "")
	};
	out = gj_condition_push(L, GJ_COND_ANY, NULL);
	out->dict = when->dict ? when->dict : rebutted->dict;
	out->size += when->size + rebutted->size + 1;
	out->depth = (when->depth + 1 > rebutted->depth ? when->depth + 1 : rebutted->depth) + 1;
	out->u.cond->args = gj_build_alloc(L, 2, sizeof(struct gj_cond *));
	out->u.cond->args[0] = no;
	out->u.cond->args[1] =
	    named(L, rebutted->u.cond, (struct gj_label){ "推定已被推翻", "it is rebutted" });
	out->u.cond->n_args = 2;
	return gj_condition_fits(L, out->depth, out->size) ? 1 : gj_item_poison(L);
}

/* COND:unless(GROUND, { zh =, en =, outcome = "review" }) */
int gj_method_unless(lua_State *L)
{
	static const char *const known[] = { "zh", "en", "outcome", NULL };
	static const char *const names[] = { "not_applicable", "review", "met" };
	static const enum gj_outcome outcomes[] = { GJ_NOT_APPLICABLE, GJ_REVIEW, GJ_MET };
	struct gj_item *self = gj_item_get(L, 1), *ground = gj_item_get(L, 2), *out;
	struct gj_build *b = gj_build_of(L);
	struct gj_label label;
	enum gj_outcome outcome;
	struct gj_keys k;

	gj_item_attach(self);
	if (!ground || ground->kind != GJ_ITEM_COND || !lua_istable(L, 3)) {
		gj_build_report(
		    b, GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		    tr("write :unless(f.x:holds(), { zh = \"...\", en = \"...\" })"),
		    tr("unless wants the ground as a condition, and its name in { ... }; "
		       "here is %s"),
		    gj_item_what(L, ground && ground->kind == GJ_ITEM_COND ? 3 : 2));
		return gj_item_poison(L);
	}
	k = gj_keys_open(L, 3, "unless", known);
	label = gj_keys_names(&k);
	outcome = outcomes[gj_keys_word(&k, "outcome", names, sizeof names / sizeof *names, 0)];
	if (!one_category(self, ground)) {
		gj_build_report(b, GJ_FOUND_MIXED_FACTS, k.place, NULL,
		                tr("unless: the ground reads facts of another category or list"));
		return gj_item_poison(L);
	}
	out = gj_condition_push(L, GJ_COND_UNLESS, self);
	out->dict = self->dict ? self->dict : ground->dict;
	out->list = self->dict ? self->list : ground->list;
	out->depth = (self->depth > ground->depth ? self->depth : ground->depth) + 1;
	out->size = self->size + ground->size + 1;
	out->u.cond->args = gj_build_alloc(L, 2, sizeof(struct gj_cond *));
	out->u.cond->args[0] = self->u.cond;
	out->u.cond->args[1] = ground->u.cond;
	out->u.cond->n_args = 2;
	out->u.cond->label = label;
	out->u.cond->outcome = outcome;
	return gj_condition_fits(L, out->depth, out->size) ? 1 : gj_item_poison(L);
}
