/* method.c: finds facts and operators by name, and says which operators fit what. */
#include "engine/policy/method.h"

#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/dated.h"
#include "engine/policy/vocabulary.h"

enum { NAME_SHOWN = 60 };

/* What an operator may stand behind: a fact of a type, or an item of another kind. */
#define ON(type) (1u << GJ_FACT_##type)
enum {
	ON_ROWS = 1 << 10,
	ON_TERM = 1 << 11,
	ON_SHARE = 1 << 12,
	ON_SHARE_OF = 1 << 13,
	ON_COND = 1 << 14,
	ON_READING = 1 << 15,
	ON_RATIO = 1 << 16,
	ON_SCORE = 1 << 17,
	ON_DAY = 1 << 18,
	ON_AVERAGE = 1 << 19, /* a fraction: it compares, and that is all */
	ON_ANY_FACT = (1 << 10) - 1,
	ON_LIST = (1 << GJ_FACT_LIST) | ON_ROWS,
	ON_NUMBERS = (1 << GJ_FACT_COUNT) | (1 << GJ_FACT_AMOUNT) | (1 << GJ_FACT_DATE) | ON_TERM |
	             ON_RATIO | ON_SCORE | ON_AVERAGE,
	ON_WORKED = (1 << GJ_FACT_COUNT) | (1 << GJ_FACT_AMOUNT) | ON_TERM | ON_SCORE
};

struct method {
	const char *name;
	unsigned fits;
	lua_CFunction function;
};

static const struct method methods[] = {
	{ "holds", ON(YES_NO), gj_method_holds },
	{ "judged", ON(JUDGEMENT), gj_method_judged },
	{ "one_of", ON(ONE_OF) | ON(TEXT), gj_method_one_of },
	{ "at_least", ON_NUMBERS, gj_method_at_least },
	{ "more_than", ON_NUMBERS, gj_method_more_than },
	{ "at_most", ON_NUMBERS, gj_method_at_most },
	{ "less_than", ON_NUMBERS, gj_method_less_than },
	{ "equals", ON_NUMBERS | ON(ONE_OF) | ON(TEXT), gj_method_equals },
	{ "on_or_after", ON(DATE) | ON_TERM, gj_method_at_least },
	{ "on_or_before", ON(DATE) | ON_TERM, gj_method_at_most },
	{ "within", ON(DATE) | ON_LIST, gj_method_within },
	{ "in_year", ON(DATE) | ON_LIST, gj_method_in_year },
	{ "none_within", ON_LIST, gj_method_none_within },
	{ "where", ON_LIST, gj_method_where },
	{ "count", ON_LIST, gj_method_count },
	{ "distinct", ON_LIST, gj_method_distinct },
	{ "exists", ON_LIST, gj_method_exists },
	{ "none", ON_LIST, gj_method_none },
	{ "recognised", ON_LIST, gj_method_recognised },
	{ "given", ON_ANY_FACT, gj_method_given },
	{ "of", ON_SHARE, gj_method_of },
	{ "if_zero", ON_SHARE_OF | ON_RATIO, gj_method_if_zero },
	{ "rounded", ON_SHARE_OF, gj_method_rounded },
	{ "plus", ON_WORKED | ON(DATE) | ON_DAY, gj_method_plus },
	{ "minus", ON_WORKED | ON(DATE) | ON_DAY, gj_method_minus },
	{ "times", ON_WORKED, gj_method_times },
	{ "capped", ON_WORKED, gj_method_capped },
	{ "floored", ON_WORKED, gj_method_floored },
	{ "month_end", ON(DATE) | ON_TERM, gj_method_month_end },
	{ "days_since", ON(DATE) | ON_TERM, gj_method_days_since },
	{ "sum", ON_LIST, gj_method_sum },
	{ "largest", ON_LIST, gj_method_largest },
	{ "smallest", ON_LIST, gj_method_smallest },
	{ "average", ON_LIST, gj_method_average },
	{ "if_empty", ON_AVERAGE, gj_method_if_empty },
	{ "every", ON_LIST, gj_method_every },
	{ "share_of", ON_WORKED | ON_LIST, gj_method_share_of },
	{ "growth_over", ON_WORKED, gj_method_growth_over },
	{ "in_fiscal_year", ON(DATE) | ON_LIST, gj_method_in_fiscal_year },
	{ "in_each_of_last", ON_LIST, gj_method_in_each_of_last },
	{ "valid_on", ON_LIST, gj_method_valid_on },
	{ "group", ON_SCORE, gj_method_group },
	{ "minimums", ON_SCORE, gj_method_minimums },
	{ "unless", ON_COND, gj_method_unless },
	{ "else_review", ON_COND, gj_method_else_review },
	{ "choose", ON_READING, gj_method_choose },
};
enum { METHODS = sizeof methods / sizeof *methods };

bool gj_vocabulary_operator(size_t i, const char **name, unsigned *classes)
{
	if (i >= METHODS)
		return false;
	*name = methods[i].name;
	*classes = methods[i].fits;
	return true;
}

const char *gj_vocabulary_class(size_t bit)
{
	static const char *const names[GJ_VOCABULARY_CLASSES] = {
		"YesNo", "Count", "Amount", "Date",   "Text",    "Code",      "OneOf",
		"Judgement", "List", NULL,  "Rows",   "Number",  "Share",     "ShareOf",
		"Condition", "Reading", "Ratio", "Score", "Day",     "Average",
	};

	return bit < GJ_VOCABULARY_CLASSES ? names[bit] : NULL;
}

static unsigned class_of(const struct gj_item *item)
{
	switch (item->kind) {
	case GJ_ITEM_FACT:
		return 1u << item->u.fact->type;
	case GJ_ITEM_ROWS:
		return ON_ROWS;
	case GJ_ITEM_FIELD:
		return ON_ANY_FACT & ~ON(LIST);
	case GJ_ITEM_TERM:
		return item->u.term->kind == GJ_TERM_AVERAGE ? ON_AVERAGE : ON_TERM;
	case GJ_ITEM_RATIO:
		return ON_RATIO;
	case GJ_ITEM_SCORE:
		return ON_SCORE;
	case GJ_ITEM_DAY:
		return ON_DAY;
	case GJ_ITEM_SHARE:
		return ON_SHARE;
	case GJ_ITEM_SHARE_OF:
		return ON_SHARE_OF;
	case GJ_ITEM_COND:
		return ON_COND;
	case GJ_ITEM_DEFERRED: /* what it is shows when its list is known */
		return ON_COND | ON_TERM | ON_RATIO | ON_SHARE_OF;
	case GJ_ITEM_READING:
		return ON_READING;
	case GJ_ITEM_POISON:
	case GJ_ITEM_STATEMENT:
	case GJ_ITEM_FACT_DECL:
	case GJ_ITEM_OPTION_DECL:
	case GJ_ITEM_BUREAUS:
	case GJ_ITEM_FACTS:
	case GJ_ITEM_QUANTITY:
	case GJ_ITEM_PERIOD:
	case GJ_ITEM_CHECK:
	case GJ_ITEM_FLOOR:
	case GJ_ITEM_STEP:
	case GJ_ITEM_SCORE_GROUP:
	case GJ_ITEM_SCORE_ITEM:
	case GJ_ITEM_ROUTE:
	case GJ_ITEM_ROW:
	case GJ_ITEM_ANY_VALUE:
	case GJ_ITEM_ORDER:
	case GJ_ITEM_DATED:
		return 0;
	}
	return 0;
}

/* "the fact \"officers\" (count)"; the item is at stack index 1 unless it is a fact or field. */
static const char *describe(lua_State *L, const struct gj_item *item)
{
	if (item->kind == GJ_ITEM_FACT)
		return gj_build_printf(L, tr("the fact \"%s\" (%s)"), item->u.fact->key,
		                       gj_fact_type_name(item->u.fact->type));
	if (item->kind == GJ_ITEM_FIELD)
		return gj_build_printf(L, tr("the field \"%s\""), item->name);
	return gj_item_what(L, 1);
}

/* Reports when `name` is no operator of the item. */
static const struct method *find(lua_State *L, const struct gj_item *self, const char *name)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	unsigned class = class_of(self);
	const char *fitting[METHODS], *hint;
	size_t n = 0;

	for (size_t i = 0; i < METHODS; i++)
		if (strcmp(methods[i].name, name) == 0 && (methods[i].fits & class))
			return &methods[i];
	for (size_t i = 0; i < METHODS; i++)
		if (methods[i].fits & class)
			fitting[n++] = methods[i].name;
	hint = gj_build_near(b, name, fitting, n);
	if (self->kind == GJ_ITEM_FACT && gj_fact_field(self->u.fact, name))
		hint =
		    tr("fields are named by text, as in where { field = value } or by = \"field\"");
	for (size_t i = 0; i < METHODS; i++)
		if (strcmp(methods[i].name, name) == 0) {
			gj_build_report(b, GJ_FOUND_WRONG_OPERATOR, place, hint,
			                tr("\"%s\" does not fit %s"), name, describe(L, self));
			return NULL;
		}
	gj_build_report(b, GJ_FOUND_UNKNOWN_OPERATOR, place, hint,
	                tr("%s has no operator \"%.*s\""), describe(L, self), NAME_SHOWN, name);
	return NULL;
}

/* What an operator made must not grow without end: numbers inside numbers count as conditions do. */
static int fitting(lua_State *L)
{
	const struct gj_item *out = gj_item_get(L, -1);

	if (!out || out->size <= GJ_CONDITION_SIZE)
		return 1;
	gj_item_attach(out);
	gj_condition_fits(L, 1, out->size);
	return gj_item_poison(L);
}

/* Every operator is called through here: [self, arguments]. */
static int call_method(lua_State *L)
{
	const struct method *method = lua_touserdata(L, lua_upvalueindex(1));
	const struct gj_item *self = gj_item_get(L, 1);
	bool poisoned = false;

	if (!self || self->kind == GJ_ITEM_POISON) {
		if (!self)
			gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
			                tr("write a colon before the operator: f.x:at_least(1)"),
			                tr("\"%s\" was called on %s"), method->name,
			                gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	if (gj_dated_among(L, lua_gettop(L)))
		return gj_dated_lift(L, call_method, (void *)method);
	for (int i = 2; i <= lua_gettop(L); i++) {
		gj_item_attach(gj_item_get(L, i));
		poisoned = poisoned || gj_item_is(L, i, GJ_ITEM_POISON);
	}
	if (poisoned || !(method->fits & class_of(self))) {
		gj_item_attach(self);
		if (!poisoned)
			find(L, self, method->name);
		return gj_item_poison(L);
	}
	if (self->kind == GJ_ITEM_FIELD || self->kind == GJ_ITEM_DEFERRED)
		return gj_deferred_method(L, method->name);
	lua_settop(L, 4); /* no operator takes more; what is not given is nil */
	method->function(L);
	return fitting(L);
}

int gj_method_find(lua_State *L, const struct gj_item *self)
{
	const struct method *method;

	if (lua_type(L, 2) != LUA_TSTRING) {
		gj_build_report(gj_build_of(L), GJ_FOUND_UNKNOWN_OPERATOR, gj_build_place(L), NULL,
		                tr("%s has no parts"), describe(L, self));
		return gj_item_poison(L);
	}
	if (self->kind == GJ_ITEM_DATED) { /* as its first value, until each is asked by itself */
		gj_dated_first(L, 1);
		method =
		    gj_item_get(L, -1) ? find(L, gj_item_get(L, -1), lua_tostring(L, 2)) : NULL;
		lua_pop(L, 1);
	} else {
		method = find(L, self, lua_tostring(L, 2));
	}
	if (!method) {
		gj_item_attach(self);
		return gj_item_poison(L);
	}
	lua_pushlightuserdata(L, (void *)method);
	lua_pushcclosure(L, call_method, 1);
	return 1;
}

bool gj_method_push(lua_State *L, const struct gj_item *self, const char *name)
{
	const struct method *method;

	if (!self || self->kind == GJ_ITEM_POISON)
		return false;
	method = find(L, self, name);
	if (!method)
		return false;
	lua_pushlightuserdata(L, (void *)method);
	lua_pushcclosure(L, call_method, 1);
	return true;
}

int gj_method_fact(lua_State *L, const struct gj_item *facts)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	const struct gj_dict *dict = gj_build_dict(b, facts->name);
	const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
	bool whole = lua_rawlen(L, 2) == strlen(key); /* else a zero byte is in it */
	const char *names[GJ_FACTS_MAX];
	const struct gj_fact *fact;
	struct gj_item *item;
	size_t n = 0;

	if (!dict) {
		for (const struct gj_dict *d = b->dicts; d && n < GJ_FACTS_MAX; d = d->next)
			names[n++] = d->facts.category;
		if (!b->stopped) /* else they may be in the file that stopped */
			gj_build_report(b, GJ_FOUND_UNKNOWN_CATEGORY, facts->place,
			                gj_build_near(b, facts->name, names, n),
			                tr("no facts are declared for \"%s\""), facts->name);
		return gj_item_poison(L);
	}
	fact = whole ? gj_facts_find(&dict->facts, key) : NULL;
	if (!fact) {
		for (n = 0; n < dict->facts.n; n++)
			names[n] = dict->facts.items[n].key;
		gj_build_report(b, GJ_FOUND_UNKNOWN_FACT, place, gj_build_near(b, key, names, n),
		                tr("\"%s\" has no fact \"%.*s\""), facts->name, NAME_SHOWN, key);
		return gj_item_poison(L);
	}
	item = gj_item_push(L, GJ_ITEM_FACT);
	item->u.fact = fact;
	item->dict = dict;
	return 1;
}

const struct gj_fact *gj_method_field(lua_State *L, const struct gj_fact *list, const char *key)
{
	struct gj_build *b = gj_build_of(L);
	const struct gj_fact *field = gj_fact_field(list, key);
	const char *names[GJ_FACT_FIELDS_MAX];
	size_t n;

	if (field)
		return field;
	for (n = 0; n < list->n_fields; n++)
		names[n] = list->fields[n].key;
	gj_build_report(b, GJ_FOUND_UNKNOWN_FIELD, gj_build_place(L),
	                gj_build_near(b, key, names, n),
	                tr("the list \"%s\" has no field \"%.*s\""), list->key, NAME_SHOWN, key);
	return NULL;
}

bool gj_method_beside(lua_State *L, const struct gj_item *self, const struct gj_item *other)
{
	struct gj_build *b = gj_build_of(L);

	if (!self->dict || !other->dict) /* the reference date goes beside everything */
		return true;
	if (self->dict == other->dict && self->list == other->list)
		return true;
	if (self->list || other->list)
		gj_build_report(b, GJ_FOUND_MIXED_FACTS, gj_build_place(L), NULL,
		                tr("a field of a list compares with fields of its own list only"));
	else
		gj_build_report(b, GJ_FOUND_MIXED_FACTS, gj_build_place(L), NULL,
		                tr("facts of \"%s\" and of \"%s\" stand in one condition"),
		                self->dict->facts.category, other->dict->facts.category);
	return false;
}
