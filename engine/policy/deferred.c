/* deferred.c: conditions on fields, kept as calls and made again once the list is known. */
#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/method.h"

/* The user value of a deferred item is { n = ..., self, arguments... } with "method" its name, or
 * { n = ..., conditions... } with "kind" and "number" of their joining. */

static struct gj_item *push_deferred(lua_State *L, int depth, size_t size)
{
	struct gj_item *item = gj_item_push(L, GJ_ITEM_DEFERRED);

	item->depth = depth;
	item->size = size;
	item->note = gj_build_note(L, "condition", NULL);
	return item;
}

int gj_deferred_method(lua_State *L, const char *method)
{
	int n = lua_gettop(L);
	const struct gj_item *self = gj_item_get(L, 1);
	int depth = self->kind == GJ_ITEM_DEFERRED ? self->depth + 1 : 1;

	gj_item_attach(self);
	if (!gj_condition_fits(L, depth, self->size + 1))
		return gj_item_poison(L);
	lua_createtable(L, n, 2);
	for (int i = 1; i <= n; i++) {
		lua_pushvalue(L, i);
		lua_rawseti(L, -2, i);
	}
	lua_pushinteger(L, n);
	lua_setfield(L, -2, "n");
	lua_pushstring(L, method);
	lua_setfield(L, -2, "method");
	push_deferred(L, depth, self->size + 1); /* [..., call, item] */
	lua_insert(L, -2);
	lua_setiuservalue(L, -2, 1);
	return 1;
}

int gj_deferred_join(struct gj_conditions *c, struct gj_keys *k, enum gj_cond_kind kind,
                     unsigned number)
{
	lua_State *L = k->L;

	lua_createtable(L, (int)k->n_items, 3);
	for (size_t i = 1; i <= k->n_items; i++) {
		lua_rawgeti(L, k->index, (lua_Integer)i);
		lua_rawseti(L, -2, (lua_Integer)i);
	}
	lua_pushinteger(L, (lua_Integer)k->n_items);
	lua_setfield(L, -2, "n");
	lua_pushinteger(L, (lua_Integer)kind);
	lua_setfield(L, -2, "kind");
	lua_pushinteger(L, (lua_Integer)number);
	lua_setfield(L, -2, "number");
	push_deferred(L, c->depth + 1, c->size + 1);
	lua_insert(L, -2);
	lua_setiuservalue(L, -2, 1);
	return 1;
}

static lua_Integer field(lua_State *L, int table, const char *key)
{
	lua_Integer n;

	lua_getfield(L, table, key);
	n = lua_tointeger(L, -1);
	lua_pop(L, 1);
	return n;
}

/* Pushes the field as a fact of its list, or poison. */
static int push_field(lua_State *L, const struct gj_item *item, const struct gj_fact *list,
                      const struct gj_dict *dict)
{
	const struct gj_fact *fact = gj_method_field(L, list, item->name);
	struct gj_item *out;

	if (!fact)
		return gj_item_poison(L);
	out = gj_item_push(L, GJ_ITEM_FACT);
	out->u.fact = fact;
	out->dict = dict;
	out->list = list;
	return 1;
}

/* [..., call]: makes the method call again, now on the fact. */
static int resolve_method(lua_State *L, const struct gj_fact *list, const struct gj_dict *dict)
{
	int call = lua_gettop(L), n = (int)field(L, call, "n");
	const struct gj_item *self;

	luaL_checkstack(L, n + 8, NULL);
	lua_rawgeti(L, call, 1);
	self = gj_item_get(L, -1);
	if (self->kind == GJ_ITEM_FIELD)
		push_field(L, self, list, dict);
	else
		gj_deferred_resolve(L, lua_gettop(L), list, dict);
	lua_replace(L, -2); /* [..., call, self] */
	lua_getfield(L, call, "method");
	if (!gj_method_push(L, gj_item_get(L, -2), lua_tostring(L, -1)))
		return gj_item_poison(L);
	lua_pushvalue(L, call + 1); /* [..., call, self, name, function, self] */
	for (int i = 2; i <= n; i++) {
		lua_rawgeti(L, call, i);
		if (!gj_item_is(L, -1, GJ_ITEM_DEFERRED))
			continue;
		gj_deferred_resolve(L, lua_gettop(L), list, dict);
		lua_replace(L, -2);
	}
	lua_call(L, n, 1);
	return 1;
}

/* [..., call]: joins again what was joined. */
static int resolve_join(lua_State *L, const struct gj_fact *list, const struct gj_dict *dict)
{
	static const char *const known[] = { NULL };
	int call = lua_gettop(L), n = (int)field(L, call, "n");
	enum gj_cond_kind kind = (enum gj_cond_kind)field(L, call, "kind");
	unsigned number = (unsigned)field(L, call, "number");
	struct gj_conditions conditions;
	struct gj_keys keys;

	lua_createtable(L, n, 0);
	for (int i = 1; i <= n; i++) {
		lua_rawgeti(L, call, i);
		gj_deferred_resolve(L, lua_gettop(L), list, dict);
		lua_rawseti(L, call + 1, i);
		lua_pop(L, 1);
	}
	keys = gj_keys_open(L, call + 1, tr("a condition on fields"), known);
	gj_conditions_read(&conditions, &keys);
	return gj_conditions_join(&conditions, &keys, kind, number);
}

int gj_deferred_resolve(lua_State *L, int index, const struct gj_fact *list,
                        const struct gj_dict *dict)
{
	struct gj_build *b = gj_build_of(L);
	const struct gj_item *item = gj_item_get(L, index);
	const struct gj_fact *list_before = b->list;
	struct gj_place replay_before = b->replay;
	int top = lua_gettop(L);
	bool method;

	luaL_checkstack(L, 16, NULL);
	if (!item || item->kind != GJ_ITEM_DEFERRED)
		return gj_item_poison(L);
	gj_item_attach(item);
	b->list = list;
	b->replay = item->place;
	lua_getiuservalue(L, index, 1);
	method = lua_getfield(L, -1, "method") == LUA_TSTRING;
	lua_pop(L, 1);
	if (method)
		resolve_method(L, list, dict);
	else
		resolve_join(L, list, dict);
	lua_replace(L, top + 1); /* the result, alone */
	lua_settop(L, top + 1);
	b->list = list_before;
	b->replay = replay_before;
	return 1;
}
