/* method_sum.c: sum, largest, smallest, average and every: what the rows of a list come to. */
#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/measure.h"
#include "engine/policy/method.h"

static const char *const outcome_names[] = { "unknown", "not_met", "not_applicable", "review",
	                                     "met" };
static const enum gj_outcome outcomes[] = { GJ_UNKNOWN, GJ_NOT_MET, GJ_NOT_APPLICABLE, GJ_REVIEW,
	                                    GJ_MET };
enum { OUTCOMES = sizeof outcomes / sizeof *outcomes };

static int aggregate(lua_State *L, enum gj_term_kind kind, const char *operator)
{
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_fact *field;

	if (lua_type(L, 2) != LUA_TSTRING) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("%s wants the name of a field in quotes, not %s"), operator,
		                gj_item_what(L, 2));
		return gj_item_poison(L);
	}
	field = gj_method_field(L, gj_method_rows(self).list, lua_tostring(L, 2));
	if (!field)
		return gj_item_poison(L);
	if (field->type != GJ_FACT_COUNT && field->type != GJ_FACT_AMOUNT &&
	    (field->type != GJ_FACT_DATE || kind == GJ_TERM_SUM || kind == GJ_TERM_AVERAGE)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_OPERATOR, gj_build_place(L), NULL,
		                tr("%s does not fit the field \"%s\", which is a %s"), operator,
		                field->key, gj_fact_type_name(field->type));
		return gj_item_poison(L);
	}
	gj_measure_push(L,
	                (struct gj_term){ .kind = kind,
	                                  .fact = field,
	                                  .rows = gj_method_rows(self),
	                                  .type = field->type,
	                                  .unit = field->unit,
	                                  .decimals = field->decimals,
	                                  .zero_base = GJ_UNKNOWN },
	                self);
	return 1;
}

int gj_method_sum(lua_State *L)
{
	return aggregate(L, GJ_TERM_SUM, "sum");
}

int gj_method_largest(lua_State *L)
{
	return aggregate(L, GJ_TERM_LARGEST, "largest");
}

int gj_method_smallest(lua_State *L)
{
	return aggregate(L, GJ_TERM_SMALLEST, "smallest");
}

int gj_method_average(lua_State *L)
{
	return aggregate(L, GJ_TERM_AVERAGE, "average");
}

/* Reads { if_empty = "..." } or "..." at a stack index, one of the first `n` names. */
static enum gj_outcome read_if_empty(lua_State *L, int index, const char *of, size_t n)
{
	static const char *const known[] = { "if_empty", NULL };
	struct gj_keys k;

	if (lua_isnil(L, index))
		return GJ_UNKNOWN;
	if (!lua_istable(L, index)) {
		lua_newtable(L);
		lua_pushvalue(L, index);
		lua_setfield(L, -2, "if_empty");
		lua_replace(L, index);
	}
	k = gj_keys_open(L, index, of, known);
	return outcomes[gj_keys_word(&k, "if_empty", outcome_names, n, 0)];
}

/* f.xs:average("n"):if_empty("not_applicable") */
int gj_method_if_empty(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_term term = *self->u.term;

	term.zero_base = read_if_empty(L, 2, "if_empty", OUTCOMES - 1);
	gj_measure_push(L, term, self);
	return 1;
}

/* f.xs:every(field "signed":holds(), { if_empty = "not_met" }) */
int gj_method_every(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1), *asked;
	struct gj_rows rows = gj_method_rows(self);
	enum gj_outcome empty = read_if_empty(L, 3, "every", OUTCOMES);
	struct gj_item *out;

	if (!gj_item_is(L, 2, GJ_ITEM_DEFERRED)) {
		gj_item_attach(gj_item_get(L, 2));
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write :every(field \"x\":holds())"),
		                tr("every wants a condition on a field, here is %s"),
		                gj_item_what(L, 2));
		return gj_item_poison(L);
	}
	gj_deferred_resolve(L, 2, rows.list, self->dict);
	asked = gj_item_get(L, -1);
	if (asked->kind != GJ_ITEM_COND) {
		if (asked->kind != GJ_ITEM_POISON)
			gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
			                tr("write a comparison behind it, as in :at_least(1)"),
			                tr("every wants a condition on a field, here is %s"),
			                gj_item_what(L, -1));
		return gj_item_poison(L);
	}
	if (!gj_condition_fits(L, asked->depth + 1, self->size + asked->size + 1))
		return gj_item_poison(L);
	out = gj_condition_push(L, GJ_COND_EVERY, NULL);
	out->dict = self->dict;
	out->depth = asked->depth + 1;
	out->size = self->size + asked->size + 1;
	out->u.cond->rows = rows;
	out->u.cond->outcome = empty;
	out->u.cond->n_args = 1;
	out->u.cond->args = gj_build_alloc(L, 1, sizeof(struct gj_cond *));
	out->u.cond->args[0] = asked->u.cond;
	out->u.cond->word = (struct gj_label){ "每条均", "every one" };
	return 1;
}
