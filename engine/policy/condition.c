/* condition.c: conditions as items, and several joined to one. */
#include "engine/policy/condition.h"

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/policy/function_keep.h"

struct gj_item *gj_condition_push(lua_State *L, enum gj_cond_kind kind, const struct gj_item *self)
{
	struct gj_item *item = gj_item_push(L, GJ_ITEM_COND);

	item->u.cond = gj_build_alloc(L, 1, sizeof *item->u.cond);
	*item->u.cond = (struct gj_cond){ .kind = kind, .place = item->place };
	item->depth = 1;
	item->size = 1;
	if (self) {
		item->size += self->size;
		item->dict = self->dict;
		item->list = self->list;
		if (self->kind == GJ_ITEM_FACT)
			item->u.cond->fact = self->u.fact;
		else if (self->kind == GJ_ITEM_COND)
			item->depth = self->depth + 1;
	}
	if (!gj_build_of(L)->list)
		item->note = gj_build_note(L, "condition", NULL);
	return item;
}

bool gj_condition_fits(lua_State *L, int depth, size_t size)
{
	struct gj_build *b = gj_build_of(L);

	if (depth > GJ_CONDITION_DEPTH)
		gj_build_report(b, GJ_FOUND_TOO_DEEP, gj_build_place(L), NULL,
		                tr("conditions stand more than %d deep inside each other"),
		                GJ_CONDITION_DEPTH);
	else if (size > GJ_CONDITION_SIZE)
		gj_build_report(b, GJ_FOUND_TOO_DEEP, gj_build_place(L), NULL,
		                tr("more than %d conditions stand in one"), GJ_CONDITION_SIZE);
	else
		return true;
	return false;
}

/* What the author most likely left out behind a bare fact. */
static const char *missing_operator(enum gj_fact_type type)
{
	switch (type) {
	case GJ_FACT_YES_NO:
		return tr("write :holds() behind it");
	case GJ_FACT_JUDGEMENT:
		return tr("write :judged() behind it");
	case GJ_FACT_COUNT:
		return tr("write an operator behind it, as in :at_least(1)");
	case GJ_FACT_AMOUNT:
		return tr("write an operator behind it, as in :at_least(quantity(1, \"万元\"))");
	case GJ_FACT_DATE:
		return tr("write an operator behind it, as in :in_year(programme_year)");
	case GJ_FACT_ONE_OF:
		return tr("write an operator behind it, as in :one_of { \"a\", \"b\" }");
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		return tr("write :given() behind it");
	case GJ_FACT_LIST:
		return tr("write :exists() or :count():at_least(1) behind it");
	}
	return NULL;
}

/* A function where a condition stands: asked for what no operator says. Its item takes its place in the table. */
static struct gj_item *take_function(struct gj_keys *k, int index, bool *poisoned)
{
	struct gj_build *b = k->build;
	struct gj_function *function = gj_build_alloc(k->L, 1, sizeof *function);
	const struct gj_dict *dict = b->current ? gj_build_dict(b, b->current->category.key) : NULL;
	int number = gj_functions_keep(k->L, b->functions, index);
	struct gj_item *item;

	if (!dict || number < 0) {
		gj_build_report(b, dict ? GJ_FOUND_TOO_MANY : GJ_FOUND_NO_CATEGORY, k->place, NULL,
		                dict ? tr("there are more than %d functions that are checks")
		                     : tr("%d: a function belongs to no category"),
		                dict ? GJ_FUNCTIONS_MAX : k->place.line);
		*poisoned = true;
		return NULL;
	}
	function->index = (size_t)number;
	function->place = k->place;
	item = gj_condition_push(k->L, GJ_COND_FUNCTION, NULL);
	gj_item_attach(item);
	item->dict = dict;
	item->u.cond->function = function;
	luaL_ref(
	    k->L,
	    LUA_REGISTRYINDEX); /* alive as long as the rule files run; the caller's stack is as it was */
	return item;
}

struct gj_item *gj_condition_at(struct gj_keys *k, int index, bool *poisoned)
{
	struct gj_item *item = gj_item_get(k->L, index);
	struct gj_place place = k->place;
	const char *hint = NULL;

	if (item && (item->kind == GJ_ITEM_COND || item->kind == GJ_ITEM_DEFERRED)) {
		gj_item_attach(item);
		return item;
	}
	if (lua_isfunction(k->L, index) && !lua_iscfunction(k->L, index))
		return take_function(k, index, poisoned);
	*poisoned = true;
	if (lua_isnil(k->L, index) ||
	    (item && (item->kind == GJ_ITEM_POISON || item->kind == GJ_ITEM_STATEMENT)))
		return NULL; /* has a finding of its own */
	gj_item_attach(item);
	if (item && item->kind == GJ_ITEM_FACT)
		hint = missing_operator(item->u.fact->type);
	else if (item && item->kind == GJ_ITEM_TERM)
		hint = tr("write a comparison behind it, as in :at_least(1)");
	else if (item && item->kind == GJ_ITEM_ROWS)
		hint = missing_operator(GJ_FACT_LIST);
	if (hint)
		place = item->place;
	gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, place, hint,
	                tr("%s wants conditions; here is %s"), k->of, gj_item_what(k->L, index));
	return NULL;
}

void gj_conditions_read(struct gj_conditions *c, struct gj_keys *k)
{
	struct gj_item *item;

	*c = (struct gj_conditions){ 0 };
	c->items = gj_build_alloc(k->L, k->n_items, sizeof(struct gj_item *));
	for (size_t i = 1; i <= k->n_items; i++) {
		lua_rawgeti(k->L, k->index, (lua_Integer)i);
		item = gj_condition_at(k, -1, &c->poisoned);
		lua_pop(k->L, 1);
		if (!item)
			continue;
		c->items[c->n++] = item;
		c->size += item->size;
		if (item->depth > c->depth)
			c->depth = item->depth;
		if (item->kind == GJ_ITEM_DEFERRED) {
			c->n_deferred++;
			continue;
		}
		if (!item->dict) /* of the reference date alone */
			continue;
		if (c->dict && item->dict != c->dict) {
			gj_build_report(k->build, GJ_FOUND_MIXED_FACTS, item->place, NULL,
			                tr("%s joins conditions on facts of \"%s\" and of \"%s\""),
			                k->of, c->dict->facts.category, item->dict->facts.category);
			c->poisoned = true;
		}
		c->dict = item->dict;
	}
	if (c->n_deferred > 0 && c->n_deferred < c->n) {
		gj_build_report(k->build, GJ_FOUND_MIXED_FACTS, k->place, NULL,
		                tr("%s joins conditions on fields of a list and on the applicant"),
		                k->of);
		c->poisoned = true;
	}
	if (k->n_items == 0) {
		gj_build_report(k->build, GJ_FOUND_EMPTY, k->place, NULL,
		                tr("%s has no conditions"), k->of);
		c->poisoned = true;
	}
}

int gj_conditions_join(struct gj_conditions *c, struct gj_keys *k, enum gj_cond_kind kind,
                       unsigned number)
{
	struct gj_item *out;
	struct gj_cond *cond;

	if (c->poisoned || !gj_condition_fits(k->L, c->depth + 1, c->size + 1))
		return gj_item_poison(k->L);
	if (c->n_deferred > 0)
		return gj_deferred_join(c, k, kind, number);
	out = gj_condition_push(k->L, kind, c->items[0]);
	out->depth = c->depth + 1;
	out->size = c->size + 1;
	out->dict = c->dict;
	cond = out->u.cond;
	cond->k = number;
	cond->n_args = c->n;
	cond->args = gj_build_alloc(k->L, c->n, sizeof(struct gj_cond *));
	for (size_t i = 0; i < c->n; i++)
		cond->args[i] = c->items[i]->u.cond;
	return 1;
}
