/* method_number.c: plus, minus, times, rounded, capped, floored, month_end, days_since: numbers and days worked out. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/eval/range.h"
#include "engine/policy/keys.h"
#include "engine/policy/measure.h"
#include "engine/policy/method.h"
#include "engine/policy/words.h"

static const struct gj_term **terms(lua_State *L, const struct gj_term *a, const struct gj_term *b)
{
	const struct gj_term **args = gj_build_alloc(L, 2, sizeof *args);

	args[0] = a;
	args[1] = b;
	return args;
}

/* A term of the measure of `like` over one or two others. */
static struct gj_term worked_out(lua_State *L, enum gj_term_kind kind, struct gj_measure like,
                                 const struct gj_term *a, const struct gj_term *b)
{
	return (struct gj_term){ .kind = kind,
		                 .type = like.type,
		                 .unit = { .zh = like.unit },
		                 .decimals = like.decimals,
		                 .points = like.points,
		                 .args = terms(L, a, b),
		                 .n_args = b ? 2 : 1 };
}

/* Pushes the day moved by what stands at index 2. */
static int shift(lua_State *L, const char *operator, int sign)
{
	const struct gj_item *self = gj_item_get(L, 1), *by = gj_item_get(L, 2);
	struct gj_build *b = gj_build_of(L);
	struct gj_term term;

	if (!by || (by->kind != GJ_ITEM_PERIOD && by->kind != GJ_ITEM_STEP)) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write days(30), working_days(20), months(3) or years(1)"),
		                tr("%s: a day is moved by a period, not by %s"), operator,
		                gj_item_what(L, 2));
		return gj_item_poison(L);
	}
	term = worked_out(L, GJ_TERM_SHIFTED, (struct gj_measure){ .type = GJ_FACT_DATE },
	                  gj_measure_as_term(L, self), NULL);
	term.step = by->kind == GJ_ITEM_PERIOD ? GJ_STEP_MONTHS : by->u.step.step;
	term.number = sign * (by->kind == GJ_ITEM_PERIOD ? by->u.period.months : by->u.step.number);
	term.calendar = &b->policy->calendar;
	if (self->kind == GJ_ITEM_DAY) { /* settled now: what cannot be is told now */
		struct gj_range day = gj_range_shifted(gj_range_of(self->u.day), &term);

		if (day.open != GJ_MET) {
			gj_build_report(
			    b, GJ_FOUND_CALENDAR, gj_build_place(L),
			    tr("write calendar { year = ..., holidays = ..., workdays = ... } "
			       "for every year on the way"),
			    tr("%s: the calendar does not know all the days on the way"), operator);
			return gj_item_poison(L);
		}
		gj_item_push(L, GJ_ITEM_DAY)->u.day = (int32_t)day.low;
		return 1;
	}
	gj_measure_push(L, term, self);
	return 1;
}

static int plus(lua_State *L, const char *operator, int sign)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_measure like = gj_measure_item(self);
	const struct gj_term *right;
	struct gj_item *out;

	if (like.type == GJ_FACT_DATE)
		return shift(L, operator, sign);
	right = gj_method_operand(L, self, 2, operator);
	if (right && right->kind == GJ_TERM_SHARE) {
		gj_build_report(
		    gj_build_of(L), GJ_FOUND_ROUNDING, gj_build_place(L),
		    tr("write :rounded(\"down\"), \"up\", \"half_up\" or \"half_even\" "
		       "behind the share"),
		    tr("%s: a part of a number has to be rounded before it is added"), operator);
		return gj_item_poison(L);
	}
	if (right && right->kind != GJ_TERM_NUMBER)
		right = gj_measure_convert(L, right, like, operator);
	if (!right)
		return gj_item_poison(L);
	out = gj_measure_push(L,
	                      worked_out(L, sign > 0 ? GJ_TERM_PLUS : GJ_TERM_MINUS, like,
	                                 gj_measure_as_term(L, self), right),
	                      self);
	if (gj_item_get(L, 2))
		out->size += gj_item_get(L, 2)->size;
	return 1;
}

int gj_method_plus(lua_State *L)
{
	return plus(L, "plus", 1);
}

int gj_method_minus(lua_State *L)
{
	return plus(L, "minus", -1);
}

/* f.x:times(3), :times(percent(50)): a part is a share and compares exactly; or it is rounded. */
int gj_method_times(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1), *by = gj_item_get(L, 2);
	const struct gj_term *base = gj_measure_as_term(L, self);
	struct gj_term term;
	lua_Integer n;
	int whole = 0;

	if (gj_measure_item(self).type == GJ_FACT_DATE)
		base = NULL;
	if (base && by && by->kind == GJ_ITEM_SHARE) {
		struct gj_term *share = gj_build_alloc(L, 1, sizeof *share);
		struct gj_item *out = gj_item_push(L, GJ_ITEM_SHARE_OF);

		*share = (struct gj_term){ .kind = GJ_TERM_SHARE,
			                   .number = by->u.share.number,
			                   .per = by->u.share.per,
			                   .share_of = base,
			                   .zero_base = GJ_UNKNOWN };
		out->u.term = share;
		out->dict = self->dict;
		out->list = self->list;
		out->size = self->size + 1;
		return 1;
	}
	n = lua_type(L, 2) == LUA_TNUMBER ? lua_tointegerx(L, 2, &whole) : 0;
	if (!base || !whole || n < 0 || n > INT32_MAX) {
		gj_build_report(
		    gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		    tr("write :times(3), :times(percent(50)) or :times(ratio(1, 3))"),
		    tr("times wants a number and a whole number or a share; here is %s"),
		    gj_item_what(L, 2));
		return gj_item_poison(L);
	}
	term = worked_out(L, GJ_TERM_SCALED, gj_measure_item(self), base, NULL);
	term.number = n;
	term.per = 1;
	gj_measure_push(L, term, self);
	return 1;
}

int gj_method_rounded(lua_State *L)
{
	static const char *const names[] = { "half_up", "up", "down", "half_even" };
	static const enum gj_rounding modes[] = { GJ_ROUND_HALF_UP, GJ_ROUND_UP, GJ_ROUND_DOWN,
		                                  GJ_ROUND_HALF_EVEN };
	static const char *const known[] = { "rounded", NULL };
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_term *share = self->u.term;
	struct gj_term term;
	struct gj_keys k;
	int mode;

	lua_newtable(L); /* so that the word is read as every other one is */
	lua_pushvalue(L, 2);
	lua_setfield(L, -2, "rounded");
	k = gj_keys_open(L, -1, "rounded", known);
	mode = gj_keys_word(&k, "rounded", names, sizeof names / sizeof *names, -1);
	if (mode < 0) {
		if (lua_isnil(L, 2))
			gj_build_report(k.build, GJ_FOUND_ROUNDING, k.place,
			                tr("write :rounded(\"down\"), \"up\", \"half_up\" or "
			                   "\"half_even\""),
			                tr("rounded does not say how"));
		return gj_item_poison(L);
	}
	if (share->zero_base != GJ_UNKNOWN) {
		gj_build_report(
		    k.build, GJ_FOUND_ROUNDING, k.place,
		    tr("write behind the comparison what holds when there is nothing: "
		       ":unless(f.x :equals(0), { zh = \"...\", en = \"...\" })"),
		    tr("a rounded share is a number, of nothing 0: if_zero would be lost"));
		return gj_item_poison(L);
	}
	term = worked_out(L, GJ_TERM_SCALED, gj_measure_term(share), share->share_of, NULL);
	term.number = share->number;
	term.per = share->per;
	term.rounding = modes[mode];
	gj_measure_push(L, term, self);
	return 1;
}

static int bound(lua_State *L, const char *operator, bool upper)
{
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_term *limit = gj_method_operand(L, self, 2, operator);
	struct gj_term term;

	if (!limit)
		return gj_item_poison(L);
	if (limit->kind != GJ_TERM_NUMBER) {
		gj_build_report(
		    gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		    tr("%s wants a number that is written here, not one of a fact"), operator);
		return gj_item_poison(L);
	}
	term = worked_out(L, GJ_TERM_BOUNDED, gj_measure_item(self), gj_measure_as_term(L, self),
	                  NULL);
	term.low = upper ? INT64_MIN : limit->number;
	term.high = upper ? limit->number : INT64_MAX;
	gj_measure_push(L, term, self);
	return 1;
}

int gj_method_capped(lua_State *L)
{
	return bound(L, "capped", true);
}

int gj_method_floored(lua_State *L)
{
	return bound(L, "floored", false);
}

/* Reports and gives false unless self is a day. */
static bool wants_day(lua_State *L, const char *operator)
{
	if (gj_measure_item(gj_item_get(L, 1)).type == GJ_FACT_DATE)
		return true;
	gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_OPERATOR, gj_build_place(L), NULL,
	                tr("%s is for days, and this is no day"), operator);
	return false;
}

int gj_method_month_end(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_term term;

	if (!wants_day(L, "month_end"))
		return gj_item_poison(L);
	term = worked_out(L, GJ_TERM_SHIFTED, (struct gj_measure){ .type = GJ_FACT_DATE },
	                  gj_measure_as_term(L, self), NULL);
	term.step = GJ_STEP_MONTH_END;
	gj_measure_push(L, term, self);
	return 1;
}

int gj_method_days_since(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_term *since;
	struct gj_term term;
	struct gj_item *out;

	if (!wants_day(L, "days_since"))
		return gj_item_poison(L);
	since = gj_method_operand(L, self, 2, "days_since");
	if (!since)
		return gj_item_poison(L);
	term = worked_out(L, GJ_TERM_MINUS, (struct gj_measure){ .type = GJ_FACT_COUNT },
	                  gj_measure_as_term(L, self), since);
	term.unit = (struct gj_label){ "天", "days" };
	out = gj_measure_push(L, term, self->dict ? self : gj_item_get(L, 2));
	if (gj_item_get(L, 2) && self->dict)
		out->size += gj_item_get(L, 2)->size;
	return 1;
}
