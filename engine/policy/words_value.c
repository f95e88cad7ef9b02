/* words_value.c: quantity, percent, ratio, day, end_of, years, months, field: values as the text has them. */
#include <string.h>

#include "engine/base/day.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/eval/unit.h"
#include "engine/policy/item.h"
#include "engine/policy/words.h"

#define DIGITS_MAX INT64_C(100000000000000000) /* 10^17, excluded */

enum { DECIMALS_MAX = 9, MONTHS_MAX = 1200, TEXT_SHOWN = 40 };

/* "0.5" as 5 and 1: no floating point ever sees it. */
static bool read_decimal(const char *s, size_t n, int64_t *digits, int *decimals)
{
	size_t i = 0, first = 0;
	bool point = false, negative = n > 0 && s[0] == '-';

	*digits = 0;
	*decimals = 0;
	for (i = first = negative; i < n; i++) {
		if (s[i] == '.' && !point && i > first && i + 1 < n) {
			point = true;
			continue;
		}
		if (s[i] < '0' || s[i] > '9' || *digits >= DIGITS_MAX / 10)
			return false;
		*digits = *digits * 10 + (s[i] - '0');
		*decimals += point;
	}
	if (negative)
		*digits = -*digits;
	return n > first && *decimals <= DECIMALS_MAX;
}

/* A whole number, or a text like "33.5"; false: reported or poison. */
bool gj_word_exact(lua_State *L, int index, const char *word, int64_t *digits, int *decimals)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	int whole = 0;
	lua_Integer number;
	size_t n;
	const char *s;

	if (gj_item_is(L, index, GJ_ITEM_POISON))
		return false;
	if (lua_type(L, index) == LUA_TNUMBER) {
		number = lua_tointegerx(L, index, &whole);
		if (whole && number > -DIGITS_MAX && number < DIGITS_MAX) {
			*digits = number;
			*decimals = 0;
			return true;
		}
		gj_build_report(
		    b, GJ_FOUND_NOT_WHOLE, place,
		    tr("write a fraction as text, so that nothing is rounded: \"33.5\""),
		    tr("%s: %g is no whole number"), word, (double)lua_tonumber(L, index));
		return false;
	}
	if (lua_type(L, index) == LUA_TSTRING) {
		s = lua_tolstring(L, index, &n);
		if (read_decimal(s, n, digits, decimals))
			return true;
		n = gj_text_cut(s, gj_text_valid(s, n), TEXT_SHOWN);
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, place,
		                tr("write digits and at most one point: \"0.5\""),
		                tr("%s: \"%.*s\" is no number that can be kept exactly"), word,
		                (int)n, s);
		return false;
	}
	gj_build_report(b, GJ_FOUND_WRONG_TYPE, place, NULL, tr("%s wants a number, here is %s"),
	                word, gj_item_what(L, index));
	return false;
}

int gj_word_quantity(lua_State *L)
{
	struct gj_build *b = gj_build_of(L);
	int64_t digits;
	int decimals;
	struct gj_item *out;
	size_t n = 0;
	const char *unit = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &n) : NULL;

	if (!gj_word_exact(L, 1, "quantity", &digits, &decimals) ||
	    gj_item_is(L, 2, GJ_ITEM_POISON))
		return gj_item_poison(L);
	if (n == 0 || gj_text_valid(unit, n) < n) {
		gj_build_report(b, GJ_FOUND_MISSING_UNIT, gj_build_place(L),
		                tr("write quantity(50, \"万元\")"), tr("the quantity has no unit"));
		return gj_item_poison(L);
	}
	out = gj_item_push(L, GJ_ITEM_QUANTITY);
	out->u.quantity = (struct gj_quantity){ .digits = digits,
		                                .decimals = decimals,
		                                .unit = gj_build_strdup(L, unit) };
	return 1;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static int push_share(lua_State *L, const char *word, int64_t number, int64_t per)
{
	int64_t divisor;
	struct gj_item *out;

	if (number < 0 || per <= 0) {
		gj_build_report(gj_build_of(L), GJ_FOUND_OUT_OF_RANGE, gj_build_place(L), NULL,
		                tr("%s: a share cannot be below 0, and not of 0"), word);
		return gj_item_poison(L);
	}
	divisor = common_divisor(number, per);
	number /= divisor;
	per /= divisor;
	if (number > INT32_MAX || per > INT32_MAX) {
		gj_build_report(gj_build_of(L), GJ_FOUND_OUT_OF_RANGE, gj_build_place(L), NULL,
		                tr("%s: the numbers are too large or too fine"), word);
		return gj_item_poison(L);
	}
	out = gj_item_push(L, GJ_ITEM_SHARE);
	out->u.share.number = number;
	out->u.share.per = per;
	return 1;
}

int gj_word_percent(lua_State *L)
{
	int64_t digits;
	int decimals;

	lua_settop(L, 1);
	if (!gj_word_exact(L, 1, "percent", &digits, &decimals))
		return gj_item_poison(L);
	return push_share(L, "percent", digits, 100 * gj_unit_power(decimals));
}

int gj_word_ratio(lua_State *L)
{
	int64_t number, per;
	int decimals[2];

	lua_settop(L, 2);
	if (!gj_word_exact(L, 1, "ratio", &number, &decimals[0]) ||
	    !gj_word_exact(L, 2, "ratio", &per, &decimals[1]))
		return gj_item_poison(L);
	if (decimals[0] || decimals[1]) {
		gj_build_report(gj_build_of(L), GJ_FOUND_NOT_WHOLE, gj_build_place(L),
		                tr("write ratio(1, 3)"), tr("ratio wants two whole numbers"));
		return gj_item_poison(L);
	}
	return push_share(L, "ratio", number, per);
}

static int push_day(lua_State *L, const char *word, int32_t (*read)(const char *, size_t),
                    const char *hint)
{
	const char *s = NULL;
	int32_t day = GJ_DAY_NONE;
	struct gj_item *out;
	size_t n = 0;

	lua_settop(L, 1);
	if (gj_item_is(L, 1, GJ_ITEM_POISON))
		return gj_item_poison(L);
	if (lua_type(L, 1) == LUA_TSTRING) {
		s = lua_tolstring(L, 1, &n);
		day = read(s, n);
		n = gj_text_cut(s, gj_text_valid(s, n), TEXT_SHOWN);
	}
	if (day == GJ_DAY_NONE) {
		gj_build_report(gj_build_of(L), GJ_FOUND_BAD_DATE, gj_build_place(L), hint,
		                tr("%s \"%.*s\" is no date of the calendar from 1900 to 2999"),
		                word, (int)n, s ? s : "");
		return gj_item_poison(L);
	}
	out = gj_item_push(L, GJ_ITEM_DAY);
	out->u.day = day;
	return 1;
}

int gj_word_day(lua_State *L)
{
	return push_day(L, "day", gj_day_parse, tr("write day \"2022-11-30\""));
}

int gj_word_end_of(lua_State *L)
{
	return push_day(L, "end_of", gj_day_month_end, tr("write end_of \"2022-11\""));
}

static int push_period(lua_State *L, const char *word, int months_each, struct gj_label one,
                       struct gj_label many)
{
	lua_Integer n;
	int whole = 0;
	struct gj_item *out;

	lua_settop(L, 1);
	if (gj_item_is(L, 1, GJ_ITEM_POISON))
		return gj_item_poison(L);
	n = lua_type(L, 1) == LUA_TNUMBER ? lua_tointegerx(L, 1, &whole) : 0;
	if (!whole || n < 1 || n > MONTHS_MAX / months_each) {
		gj_build_report(gj_build_of(L), whole ? GJ_FOUND_OUT_OF_RANGE : GJ_FOUND_NOT_WHOLE,
		                gj_build_place(L), NULL, tr("%s wants a whole number from 1 to %d"),
		                word, MONTHS_MAX / months_each);
		return gj_item_poison(L);
	}
	out = gj_item_push(L, GJ_ITEM_PERIOD);
	out->u.period.months = (int)n * months_each;
	out->u.period.label.zh = gj_build_printf(L, n == 1 ? one.zh : many.zh, (int)n);
	out->u.period.label.en = gj_build_printf(L, n == 1 ? one.en : many.en, (int)n);
	return 1;
}

int gj_word_years(lua_State *L)
{
	return push_period(L, "years", 12, (struct gj_label){ "近%d年", "the past year" },
	                   (struct gj_label){ "近%d年", "the past %d years" });
}

int gj_word_months(lua_State *L)
{
	return push_period(L, "months", 1, (struct gj_label){ "近%d个月", "the past month" },
	                   (struct gj_label){ "近%d个月", "the past %d months" });
}

/* field "held_on": resolved when a where says of which list. */
int gj_word_field(lua_State *L)
{
	struct gj_item *out;

	lua_settop(L, 1);
	if (gj_item_is(L, 1, GJ_ITEM_POISON))
		return gj_item_poison(L);
	if (lua_type(L, 1) != LUA_TSTRING) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("field wants the name of a field in quotes, not %s"),
		                gj_item_what(L, 1));
		return gj_item_poison(L);
	}
	out = gj_item_push(L, GJ_ITEM_FIELD);
	out->name = gj_build_strdup(L, lua_tostring(L, 1));
	return 1;
}

static int push_step(lua_State *L, const char *word, enum gj_step step)
{
	enum { STEPS_MAX = 3660 };
	lua_Integer n;
	int whole = 0;
	struct gj_item *out;

	lua_settop(L, 1);
	if (gj_item_is(L, 1, GJ_ITEM_POISON))
		return gj_item_poison(L);
	n = lua_type(L, 1) == LUA_TNUMBER ? lua_tointegerx(L, 1, &whole) : 0;
	if (!whole || n < 1 || n > STEPS_MAX) {
		gj_build_report(gj_build_of(L), whole ? GJ_FOUND_OUT_OF_RANGE : GJ_FOUND_NOT_WHOLE,
		                gj_build_place(L), NULL, tr("%s wants a whole number from 1 to %d"),
		                word, STEPS_MAX);
		return gj_item_poison(L);
	}
	out = gj_item_push(L, GJ_ITEM_STEP);
	out->u.step.number = (int)n;
	out->u.step.step = step;
	return 1;
}

int gj_word_days(lua_State *L)
{
	return push_step(L, "days", GJ_STEP_DAYS);
}

int gj_word_working_days(lua_State *L)
{
	return push_step(L, "working_days", GJ_STEP_WORKING_DAYS);
}
