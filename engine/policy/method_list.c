/* method_list.c: lists: which rows count, how many there are, and whether there are any. */
#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/method.h"

struct gj_rows gj_method_rows(const struct gj_item *self)
{
	return self->kind == GJ_ITEM_ROWS ? self->u.rows : (struct gj_rows){ .list = self->u.fact };
}

/* Both filters: one flat `all`, so that a chain of where does not grow deep. */
static struct gj_cond *both(lua_State *L, struct gj_cond *before, struct gj_cond *added)
{
	struct gj_cond *all;
	bool flat;

	if (!before || !added)
		return before ? before : added;
	flat = before->kind == GJ_COND_ALL;
	all = gj_build_alloc(L, 1, sizeof *all);
	*all = (struct gj_cond){ .kind = GJ_COND_ALL, .place = added->place };
	all->n_args = (flat ? before->n_args : 1) + 1;
	all->args = gj_build_alloc(L, all->n_args, sizeof(struct gj_cond *));
	for (size_t i = 0; i + 1 < all->n_args; i++)
		all->args[i] = flat ? before->args[i] : before;
	all->args[all->n_args - 1] = added;
	return all;
}

int gj_method_filter(lua_State *L, const struct gj_item *self, struct gj_cond *cond, size_t size)
{
	struct gj_rows rows = gj_method_rows(self);
	struct gj_item *out;

	if (!gj_condition_fits(L, 1, self->size + size))
		return gj_item_poison(L);
	out = gj_item_push(L, GJ_ITEM_ROWS);
	out->dict = self->dict;
	out->size = self->size + size;
	out->u.rows = (struct gj_rows){ .list = rows.list, .filter = both(L, rows.filter, cond) };
	return 1;
}

/* [.., field, value]: pushes the condition that the field has the value; or poison. */
static int field_condition(lua_State *L, int field)
{
	const struct gj_item *self = gj_item_get(L, field);
	enum gj_fact_type type = self->u.fact->type;
	struct gj_build *b = gj_build_of(L);
	struct gj_item *out;
	const char *method;
	bool value;

	if (gj_item_is(L, field + 1, GJ_ITEM_POISON))
		return gj_item_poison(L);
	if (type != GJ_FACT_YES_NO && type != GJ_FACT_JUDGEMENT) {
		method = type == GJ_FACT_CODE ? "given" : "equals";
		if (type == GJ_FACT_ONE_OF || type == GJ_FACT_TEXT)
			method = "one_of";
		if (type == GJ_FACT_CODE)
			gj_build_report(b, GJ_FOUND_WRONG_OPERATOR, gj_build_place(L), NULL,
			                tr("where cannot ask for a certain code (\"%s\")"),
			                self->u.fact->key);
		if (type == GJ_FACT_CODE || !gj_method_push(L, self, method))
			return gj_item_poison(L);
		lua_pushvalue(L, field);
		lua_pushvalue(L, field + 1);
		lua_call(L, 2, 1);
		return 1;
	}
	if (!lua_isboolean(L, field + 1)) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("where: \"%s\" is a %s and wants true or false, not %s"),
		                self->u.fact->key, gj_fact_type_name(type),
		                gj_item_what(L, field + 1));
		return gj_item_poison(L);
	}
	value = lua_toboolean(L, field + 1);
	gj_method_push(L, self, type == GJ_FACT_YES_NO ? "holds" : "judged");
	lua_pushvalue(L, field);
	lua_call(L, 1, 1);
	if (!value) {
		struct gj_item *holds = gj_item_get(L, -1);

		out = gj_condition_push(L, GJ_COND_NOT, holds);
		out->u.cond->args = gj_build_alloc(L, 1, sizeof(struct gj_cond *));
		out->u.cond->args[0] = holds->u.cond;
		out->u.cond->n_args = 1;
	}
	return 1;
}

struct filter { /* of a where, as it grows */
	struct gj_cond *cond;
	size_t size;
	bool poisoned;
};

/* Takes one more condition off the top of the stack. */
static void take_top(lua_State *L, struct filter *filter)
{
	const struct gj_item *item = gj_item_get(L, -1);

	if (item && item->kind == GJ_ITEM_COND) {
		filter->cond = both(L, filter->cond, item->u.cond);
		filter->size += item->size;
	} else {
		filter->poisoned = true;
		if (item && item->kind != GJ_ITEM_POISON)
			gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
			                tr("write a comparison behind it, as in :at_least(1)"),
			                tr("where wants conditions on fields, here is %s"),
			                gj_item_what(L, -1));
	}
	lua_pop(L, 1);
}

/* where { final = true, scope = { "a", "b" }, field "n":at_least(5) }; fields in the list's order. */
static void read_where(lua_State *L, const struct gj_item *self, struct filter *filter)
{
	const struct gj_fact *list = gj_method_rows(self).list;
	struct gj_build *b = gj_build_of(L);
	const char *known[GJ_FACT_FIELDS_MAX + 1] = { 0 };
	struct gj_keys k;
	struct gj_item *field;

	for (size_t i = 0; i < list->n_fields; i++)
		known[i] = list->fields[i].key;
	k = gj_keys_open(L, 2, tr("where"), known);
	for (size_t i = 0; i < list->n_fields; i++) {
		if (lua_getfield(L, 2, known[i]) == LUA_TNIL) {
			lua_pop(L, 1);
			continue;
		}
		field = gj_item_push(L, GJ_ITEM_FACT); /* [value, field] */
		field->u.fact = &list->fields[i];
		field->dict = self->dict;
		field->list = list;
		lua_insert(L, -2); /* [field, value] */
		b->list = list;
		field_condition(L, lua_gettop(L) - 1);
		b->list = NULL;
		take_top(L, filter);
		lua_pop(L, 2);
	}
	for (size_t i = 1; i <= k.n_items; i++) {
		lua_rawgeti(L, 2, (lua_Integer)i);
		if (gj_item_is(L, -1, GJ_ITEM_DEFERRED)) {
			gj_deferred_resolve(L, lua_gettop(L), list, self->dict);
			take_top(L, filter);
		} else {
			filter->poisoned = true;
			gj_item_attach(gj_item_get(L, -1));
			if (!gj_item_is(L, -1, GJ_ITEM_POISON) && !lua_isnil(L, -1))
				gj_build_report(b, GJ_FOUND_WRONG_TYPE, k.place,
				                tr("write field \"x\":at_least(1) inside where"),
				                tr("where wants conditions on fields, here is %s"),
				                gj_item_what(L, -1));
		}
		lua_pop(L, 1);
	}
}

int gj_method_where(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct filter filter = { 0 };

	if (gj_item_is(L, 2, GJ_ITEM_DEFERRED)) { /* where(CONDITION) is where { CONDITION } */
		lua_createtable(L, 1, 0);
		lua_pushvalue(L, 2);
		lua_rawseti(L, -2, 1);
		lua_replace(L, 2);
	}
	if (!lua_istable(L, 2)) {
		gj_item_attach(gj_item_get(L, 2));
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write where { field = value }"),
		                tr("where wants { ... }, here is %s"), gj_item_what(L, 2));
		return gj_item_poison(L);
	}
	read_where(L, self, &filter);
	if (filter.poisoned)
		return gj_item_poison(L);
	return gj_method_filter(L, self, filter.cond, filter.size);
}

static int push_term(lua_State *L, enum gj_term_kind kind, const struct gj_fact *field)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_term *term = gj_build_alloc(L, 1, sizeof *term);
	struct gj_item *out = gj_item_push(L, GJ_ITEM_TERM);

	*term = (struct gj_term){ .kind = kind, .fact = field, .rows = gj_method_rows(self) };
	out->u.term = term;
	out->dict = self->dict;
	out->size = self->size;
	return 1;
}

int gj_method_count(lua_State *L)
{
	return push_term(L, GJ_TERM_ROWS, NULL);
}

/* The field that the text at a stack index names; NULL was reported. */
static const struct gj_fact *read_field(lua_State *L, int index, const char *operator)
{
	const struct gj_item *self = gj_item_get(L, 1);

	if (lua_type(L, index) == LUA_TSTRING)
		return gj_method_field(L, gj_method_rows(self).list, lua_tostring(L, index));
	gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
	                tr("%s wants the name of a field in quotes, not %s"), operator,
	                gj_item_what(L, index));
	return NULL;
}

int gj_method_distinct(lua_State *L)
{
	const struct gj_fact *field = read_field(L, 2, "distinct");

	if (!field)
		return gj_item_poison(L);
	if (field->type != GJ_FACT_TEXT && field->type != GJ_FACT_CODE &&
	    field->type != GJ_FACT_ONE_OF) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_OPERATOR, gj_build_place(L), NULL,
		                tr("distinct counts texts, codes and options; \"%s\" is a %s"),
		                field->key, gj_fact_type_name(field->type));
		return gj_item_poison(L);
	}
	return push_term(L, GJ_TERM_DISTINCT, field);
}

static int push_rows_condition(lua_State *L, enum gj_cond_kind kind, struct gj_label word)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_item *out = gj_condition_push(L, kind, NULL);

	out->dict = self->dict;
	out->size += self->size;
	out->u.cond->rows = gj_method_rows(self);
	out->u.cond->word = word;
	return 1;
}

int gj_method_exists(lua_State *L)
{
	return push_rows_condition(L, GJ_COND_EXISTS, (struct gj_label){ "有", "there is" });
}

int gj_method_none(lua_State *L)
{
	return push_rows_condition(L, GJ_COND_NONE, (struct gj_label){ "没有", "there is none" });
}

/* f.built:recognised("credit_code", "enterprise"): rows whose applicant is recognised there. */
int gj_method_recognised(lua_State *L)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_fact *field = read_field(L, 2, "recognised");
	struct gj_recognition *use;
	struct gj_cond *cond;

	if (!field)
		return gj_item_poison(L);
	if (field->type != GJ_FACT_CODE) {
		gj_build_report(b, GJ_FOUND_WRONG_OPERATOR, place, NULL,
		                tr("recognised looks applicants up by their code; \"%s\" is a %s"),
		                field->key, gj_fact_type_name(field->type));
		return gj_item_poison(L);
	}
	if (lua_type(L, 3) != LUA_TSTRING) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, place,
		                tr("write :recognised(\"credit_code\", \"enterprise\")"),
		                tr("recognised wants the category in quotes, not %s"),
		                gj_item_what(L, 3));
		return gj_item_poison(L);
	}
	cond = gj_build_alloc(L, 1, sizeof *cond);
	*cond = (struct gj_cond){ .kind = GJ_COND_RECOGNISED, .place = place, .fact = field };
	cond->category = gj_build_strdup(L, lua_tostring(L, 3));
	cond->word = (struct gj_label){ "已认定", "recognised" };
	use = gj_build_alloc(L, 1, sizeof *use);
	*use = (struct gj_recognition){ .category = cond->category,
		                        .dict = self->dict,
		                        .place = place,
		                        .next = b->recognitions };
	b->recognitions = use;
	return gj_method_filter(L, self, cond, 1);
}
