/* method_ratio.c: share_of and growth_over: one number beside another, compared with a percentage. */
#include "engine/base/tr.h"
#include "engine/eval/unit.h"
#include "engine/policy/condition.h"
#include "engine/policy/measure.h"
#include "engine/policy/method.h"

static int ratio(lua_State *L, const char *operator, bool growth)
{
	const struct gj_item *self = gj_item_get(L, 1), *item = gj_item_get(L, 2);
	struct gj_build *b = gj_build_of(L);
	const struct gj_term *left = gj_measure_as_term(L, self),
			     *base = gj_measure_as_term(L, item);
	struct gj_item *out;
	int exponent;

	if (item && item->kind == GJ_ITEM_FIELD && b->list)
		base = gj_method_operand(L, self, 2, operator);
	if (!left || !base || gj_measure_term(base).type == GJ_FACT_DATE ||
	    gj_measure_term(left).type == GJ_FACT_DATE || left->kind == GJ_TERM_AVERAGE ||
	    base->kind == GJ_TERM_AVERAGE) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("%s sets a count, an amount or a list beside another, here is "
		                   "%s"),
		                operator, gj_item_what(L, 2));
		return gj_item_poison(L);
	}
	item = gj_item_get(L, 2);
	if (item->dict && !gj_method_beside(L, self, item))
		return gj_item_poison(L);
	/* The coarser of the two takes the scale of the finer: exactly. */
	if (!gj_measure_comparable(L, gj_measure_term(left), gj_measure_term(base), operator,
	                           & exponent))
		return gj_item_poison(L);
	if (exponent < 0)
		left = gj_measure_convert(L, left, gj_measure_term(base), operator);
	else
		base = gj_measure_convert(L, base, gj_measure_term(left), operator);
	if (!left || !base)
		return gj_item_poison(L);
	out = gj_item_push(L, GJ_ITEM_RATIO);
	out->dict = self->dict;
	out->list = self->list;
	out->size = self->size + item->size + 1;
	out->u.ratio =
	    (struct gj_ratio){ .left = left, .base = base, .growth = growth, .zero = GJ_UNKNOWN };
	return 1;
}

int gj_method_share_of(lua_State *L)
{
	return ratio(L, "share_of", false);
}

int gj_method_growth_over(lua_State *L)
{
	return ratio(L, "growth_over", true);
}

int gj_method_ratio_compare(lua_State *L, enum gj_cmp cmp, const char *operator,
                            struct gj_label word)
{
	const struct gj_item *self = gj_item_get(L, 1), *limit = gj_item_get(L, 2);
	struct gj_term *right;
	const struct gj_term **args;
	struct gj_item *out;

	if (!limit || limit->kind != GJ_ITEM_SHARE) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write percent(50) or ratio(1, 3)"),
		                tr("%s: a share compares with a share, here is %s"), operator,
		                gj_item_what(L, 2));
		return gj_item_poison(L);
	}
	right = gj_build_alloc(L, 1, sizeof *right);
	args = gj_build_alloc(L, 1, sizeof *args);
	args[0] = self->u.ratio.base;
	*right = (struct gj_term){ .kind = self->u.ratio.growth ? GJ_TERM_GROWTH : GJ_TERM_SHARE,
		                   .number = limit->u.share.number,
		                   .per = limit->u.share.per,
		                   .zero_base = self->u.ratio.zero };
	if (self->u.ratio.growth) {
		right->args = args;
		right->n_args = 1;
	} else {
		right->share_of = args[0];
	}
	out = gj_condition_push(L, GJ_COND_COMPARE, NULL);
	out->dict = self->dict;
	out->list = self->list;
	out->size = self->size + 1;
	out->u.cond->left = self->u.ratio.left;
	out->u.cond->right = right;
	out->u.cond->cmp = cmp;
	out->u.cond->word = word;
	return 1;
}
