/* method_share.c: percent(50):of(f.served) and what a share of nothing means. */
#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/measure.h"
#include "engine/policy/method.h"
#include "engine/policy/words.h"

/* The fact or count that the share is of; NULL was reported. */
static const struct gj_term *read_base(lua_State *L, const struct gj_item *item)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_term *base;

	if (item && (item->kind == GJ_ITEM_TERM || item->kind == GJ_ITEM_SCORE) &&
	    gj_measure_item(item).type != GJ_FACT_DATE &&
	    gj_measure_as_term(L, item)->kind != GJ_TERM_AVERAGE)
		return gj_measure_as_term(L, item);
	if (!item || item->kind != GJ_ITEM_FACT) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write percent(50):of(f.x) with a count or an amount"),
		                tr("a share is of a fact or of a count, not of %s"),
		                gj_item_what(L, 2));
		return NULL;
	}
	if (item->u.fact->type != GJ_FACT_COUNT && item->u.fact->type != GJ_FACT_AMOUNT) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("a share is of a count or an amount, and \"%s\" is a %s"),
		                item->u.fact->key, gj_fact_type_name(item->u.fact->type));
		return NULL;
	}
	base = gj_build_alloc(L, 1, sizeof *base);
	*base = (struct gj_term){ .kind = GJ_TERM_FACT, .fact = item->u.fact };
	return base;
}

int gj_method_of(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1), *item = gj_item_get(L, 2);
	const struct gj_term *base = read_base(L, item);
	struct gj_term *share;
	struct gj_item *out;

	if (!base)
		return gj_item_poison(L);
	share = gj_build_alloc(L, 1, sizeof *share);
	*share = (struct gj_term){ .kind = GJ_TERM_SHARE,
		                   .number = self->u.share.number,
		                   .per = self->u.share.per,
		                   .share_of = base,
		                   .zero_base = GJ_UNKNOWN };
	out = gj_item_push(L, GJ_ITEM_SHARE_OF);
	out->u.term = share;
	out->dict = item->dict;
	out->size = item->size;
	out->list = item->list;
	return 1;
}

int gj_method_if_zero(lua_State *L)
{
	static const char *const names[] = { "unknown", "not_met", "not_applicable" };
	static const enum gj_outcome outcomes[] = { GJ_UNKNOWN, GJ_NOT_MET, GJ_NOT_APPLICABLE };
	static const char *const known[] = { "if_zero", NULL };
	struct gj_keys k;
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_term *share = gj_build_alloc(L, 1, sizeof *share);
	struct gj_item *out;

	lua_newtable(L); /* so that the word is read as every other one is */
	lua_pushvalue(L, 2);
	lua_setfield(L, -2, "if_zero");
	k = gj_keys_open(L, -1, "if_zero", known);
	if (self->kind == GJ_ITEM_SHARE_OF)
		*share = *self->u.term;
	if (lua_isnil(L, 2))
		gj_build_report(k.build, GJ_FOUND_MISSING_KEY, k.place,
		                tr("write :if_zero(\"not_applicable\")"),
		                tr("if_zero does not say what a share of nothing is"));
	share->zero_base =
	    outcomes[gj_keys_word(&k, "if_zero", names, sizeof names / sizeof *names, 0)];
	out = gj_item_push(L, self->kind);
	if (self->kind == GJ_ITEM_RATIO) {
		out->u.ratio = self->u.ratio;
		out->u.ratio.zero = share->zero_base;
	} else {
		out->u.term = share;
	}
	out->dict = self->dict;
	out->size = self->size;
	out->list = self->list;
	return 1;
}
