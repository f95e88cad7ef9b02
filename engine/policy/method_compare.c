/* method_compare.c: at_least, more_than, at_most, less_than, equals: numbers, amounts and days. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/eval/most.h"
#include "engine/eval/unit.h"
#include "engine/policy/condition.h"
#include "engine/policy/measure.h"
#include "engine/policy/method.h"
#include "engine/policy/words.h"

#define COUNT_MAX INT64_C(2147483632)          /* 2^31 - 16, see enum gj_fact_type */
#define AMOUNT_MAX INT64_C(100000000000000000) /* 10^17, excluded */

/* By enum gj_cmp: the words that a reason prints, of numbers and of days. */
static const struct gj_label words[] = {
	[GJ_AT_LEAST] = { "不少于", "at least" }, [GJ_MORE_THAN] = { "超过", "more than" },
	[GJ_AT_MOST] = { "不超过", "at most" },   [GJ_LESS_THAN] = { "少于", "less than" },
	[GJ_EQUALS] = { "等于", "exactly" },
};
static const struct gj_label day_words[] = {
	[GJ_AT_LEAST] = { "不早于", "on or after" },
	[GJ_MORE_THAN] = { "晚于", "after" },
	[GJ_AT_MOST] = { "不晚于", "on or before" },
	[GJ_LESS_THAN] = { "早于", "before" },
	[GJ_EQUALS] = { "为", "on" },
};
static const char *const operators[] = { "at_least", "more_than", "at_most", "less_than",
	                                 "equals" };

static const struct gj_term *constant(lua_State *L, int64_t number, struct gj_measure left,
                                      const char *unit)
{
	struct gj_term *term = gj_measure_constant(L, number, left);

	term->unit = (struct gj_label){ .zh = unit };
	return term;
}

static const struct gj_term *read_number(lua_State *L, struct gj_measure left, int index,
                                         const char *operator)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	int whole = 0;
	lua_Integer n = lua_tointegerx(L, index, &whole);

	if (left.type == GJ_FACT_AMOUNT) {
		gj_build_report(
		    b, GJ_FOUND_MISSING_UNIT, place, tr("write quantity(50, \"万元\")"),
		    tr("%s: \"%s\" is an amount in %s, and the number has no unit"), operator,
		    left.key, left.unit ? left.unit : "?");
		return NULL;
	}
	if (left.type == GJ_FACT_DATE) {
		gj_build_report(
		    b, GJ_FOUND_WRONG_TYPE, place, tr("write day \"2022-11-30\""),
		    tr("%s: \"%s\" is a date and does not compare with a number"), operator,
		    left.key);
		return NULL;
	}
	if (!whole) {
		gj_build_report(b, GJ_FOUND_NOT_WHOLE, place, NULL,
		                tr("%s: %g is no whole number, and counts are whole"),
		                operator,(double) lua_tonumber(L, index));
		return NULL;
	}
	if (n < 0 || n > COUNT_MAX) {
		gj_build_report(b, GJ_FOUND_OUT_OF_RANGE, place, NULL,
		                tr("%s: %lld is no count; counts go from 0 to %lld"), operator,(
											  long long)
		                                                                          n,
		                (long long)COUNT_MAX);
		return NULL;
	}
	return constant(L, n, left, NULL);
}

static const struct gj_term *read_quantity(lua_State *L, struct gj_measure left,
                                           const struct gj_quantity *q, const char *operator)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	const char *unit = left.unit;
	int exponent;
	int64_t scaled = q->digits, power;
	bool over = false;

	if (left.type != GJ_FACT_AMOUNT && left.type != GJ_FACT_COUNT) {
		gj_build_report(
		    b, GJ_FOUND_WRONG_TYPE, place, NULL,
		    tr("%s: \"%s\" is a %s and does not compare with a quantity"), operator,
		    left.key, gj_fact_type_name(left.type));
		return NULL;
	}
	if (!unit && left.type == GJ_FACT_AMOUNT)
		return NULL; /* reported where the fact is declared */
	if (!unit || !gj_measure_units(q->unit, unit, &exponent)) {
		gj_build_report(b, GJ_FOUND_WRONG_UNIT, place, NULL,
		                tr("%s: %s does not compare with %s"), operator, q->unit,
		                unit ? unit : tr("a number without a unit"));
		return NULL;
	}
	exponent += left.decimals - q->decimals;
	power = gj_unit_power(exponent < 0 ? -exponent : exponent);
	if (exponent >= 0) {
		over =
		    scaled != 0 && (power == 0 || __builtin_mul_overflow(scaled, power, &scaled));
	} else if (scaled != 0) {
		if (power == 0 || scaled % power != 0) {
			gj_build_report(
			    b, GJ_FOUND_TOO_FINE, place,
			    tr("give the fact more decimals, or the number fewer"),
			    tr("%s: \"%s\" keeps %d decimals of %s, and this number has more"),
			    operator, left.key, left.decimals, unit);
			return NULL;
		}
		scaled /= power;
	}
	if (over || scaled >= AMOUNT_MAX || scaled <= -AMOUNT_MAX ||
	    (left.type == GJ_FACT_COUNT && (scaled < 0 || scaled > COUNT_MAX))) {
		gj_build_report(b, GJ_FOUND_OUT_OF_RANGE, place, NULL,
		                tr("%s: the quantity is too large or below 0"), operator);
		return NULL;
	}
	return constant(L, scaled, left, q->unit);
}

/* A fact of another scale is a share of 10^n to 1; shares take the difference into their numbers. */
static const struct gj_term *rescaled(lua_State *L, const struct gj_term *term, int exponent,
                                      const char *operator)
{
	struct gj_term *out = gj_build_alloc(L, 1, sizeof *out);
	int64_t power = gj_unit_power(exponent < 0 ? -exponent : exponent), *side;

	*out = *term;
	side = exponent > 0 ? &out->number : &out->per;
	if (power == 0 || __builtin_mul_overflow(*side, power, side) || *side > INT32_MAX) {
		gj_build_report(
		    gj_build_of(L), GJ_FOUND_WRONG_UNIT, gj_build_place(L), NULL,
		    tr("%s: the two amounts must have the same unit and decimals"), operator);
		return NULL;
	}
	return out;
}

static void report_average(lua_State *L, const char *operator)
{
	gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
	                tr("%s: an average compares with a number that is written here"), operator);
}

static const struct gj_term *read_item(lua_State *L, const struct gj_item *self, int index,
                                       const char *operator)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_measure left = gj_measure_item(self);
	struct gj_item *item = gj_item_get(L, index);
	const struct gj_term *term;
	int exponent;

	if (item->kind == GJ_ITEM_QUANTITY)
		return read_quantity(L, left, &item->u.quantity, operator);
	if (item->kind == GJ_ITEM_DAY && left.type == GJ_FACT_DATE)
		return constant(L, item->u.day, left, NULL);
	if (item->kind == GJ_ITEM_SHARE) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write percent(50):of(f.x)"),
		                tr("%s: a share of what?"), operator);
		return NULL;
	}
	if ((item->kind == GJ_ITEM_FACT && item->u.fact->type != GJ_FACT_LIST) ||
	    item->kind == GJ_ITEM_TERM || item->kind == GJ_ITEM_SCORE ||
	    item->kind == GJ_ITEM_SHARE_OF) {
		term = item->kind == GJ_ITEM_SHARE_OF ? item->u.term : gj_measure_as_term(L, item);
		if (term->kind == GJ_TERM_AVERAGE) {
			report_average(L, operator);
			return NULL;
		}
		if (!gj_method_beside(L, self, item) ||
		    !gj_measure_comparable(L, left, gj_measure_term(term), operator, & exponent))
			return NULL;
		if (term->kind == GJ_TERM_SHARE)
			return exponent == 0 ? term : rescaled(L, term, exponent, operator);
		return exponent <= 0 ? term : gj_measure_convert(L, term, left, operator);
	}
	gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
	                tr("%s: a %s does not compare with %s"), operator,
	                gj_fact_type_name(left.type), gj_item_what(L, index));
	return NULL;
}

/* "67.5" points. */
static const struct gj_term *read_points(lua_State *L, struct gj_measure left, int index,
                                         const char *operator)
{
	int64_t digits, scaled;
	int decimals;

	if (!gj_word_exact(L, index, operator, & digits, &decimals) ||
	    !gj_measure_scaled(L, digits, decimals, left, operator, & scaled))
		return NULL;
	return constant(L, scaled, left, left.unit);
}

const struct gj_term *gj_method_operand(lua_State *L, const struct gj_item *self, int index,
                                        const char *operator)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_item *item = gj_item_get(L, index), *out;
	const char *hint = NULL;

	if (item && item->kind == GJ_ITEM_FIELD && b->list) {
		const struct gj_fact *field = gj_method_field(L, b->list, item->name);

		if (!field)
			return NULL;
		out = gj_item_push(L, GJ_ITEM_FACT);
		out->u.fact = field;
		out->dict = self->dict;
		out->list = self->list;
		lua_replace(L, index);
		item = out;
	}
	if (item)
		return item->kind == GJ_ITEM_POISON ? NULL : read_item(L, self, index, operator);
	if (gj_measure_item(self).points &&
	    (lua_type(L, index) == LUA_TNUMBER || lua_type(L, index) == LUA_TSTRING))
		return read_points(L, gj_measure_item(self), index, operator);
	if (lua_type(L, index) == LUA_TNUMBER)
		return read_number(L, gj_measure_item(self), index, operator);
	if (lua_type(L, index) == LUA_TSTRING)
		hint = tr("numbers are written without quotes; days as day \"2022-11-30\"; "
		          "amounts as quantity(50, \"万元\")");
	gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L), hint,
	                tr("%s: a %s does not compare with %s"), operator,
	                gj_fact_type_name(gj_measure_item(self).type), gj_item_what(L, index));
	return NULL;
}

/* { word = "以上" }: the word that the text has. */
static void read_word(lua_State *L, int index, const char *operator, struct gj_label * word)
{
	static const char *const known[] = { "word", NULL };
	struct gj_keys k;
	struct gj_label own;

	if (lua_isnil(L, index))
		return;
	if (!lua_istable(L, index)) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write { word = \"以上\" }"),
		                tr("%s: the second argument must be { ... }, here is %s"), operator,
		                gj_item_what(L, index));
		return;
	}
	k = gj_keys_open(L, index, operator, known);
	own = gj_keys_label(&k, "word");
	if (own.zh)
		word->zh = own.zh;
	if (own.en)
		word->en = own.en;
}

/* A mark that the points cannot come to: nobody would pass. */
static void check_mark(lua_State *L, const struct gj_term *points, enum gj_cmp cmp,
                       const struct gj_term *mark)
{
	int64_t most = gj_term_most(points), power = gj_unit_power(points->decimals);
	int64_t rest = (most < 0 ? -most : most) % power;
	const char *text;

	if (cmp == GJ_AT_MOST || cmp == GJ_LESS_THAN ||
	    (cmp == GJ_MORE_THAN ? most > mark->number : most >= mark->number))
		return;
	text = points->decimals ? gj_build_printf(L, "%lld.%0*lld", (long long)(most / power),
	                                          points->decimals, (long long)rest)
	                        : gj_build_printf(L, "%lld", (long long)most);
	gj_build_report(gj_build_of(L), GJ_FOUND_POINTS, gj_build_place(L),
	                tr("lower the mark, or let more points be had"),
	                tr("%s: the points come to %s at most, so nobody reaches this"),
	                operators[cmp], text);
}

static int compare(lua_State *L, enum gj_cmp cmp)
{
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_term *right;
	struct gj_label word = words[cmp];
	struct gj_item *out;

	if (self->kind == GJ_ITEM_RATIO) {
		read_word(L, 3, operators[cmp], &word);
		return gj_method_ratio_compare(L, cmp, operators[cmp], word);
	}
	right = gj_method_operand(L, self, 2, operators[cmp]);
	if (!right)
		return gj_item_poison(L);
	if (gj_measure_as_term(L, self)->kind == GJ_TERM_AVERAGE && right->kind != GJ_TERM_NUMBER) {
		report_average(L, operators[cmp]);
		return gj_item_poison(L);
	}
	word = gj_measure_item(self).type == GJ_FACT_DATE ? day_words[cmp] : words[cmp];
	read_word(L, 3, operators[cmp], &word);
	out = gj_condition_push(L, GJ_COND_COMPARE, self);
	if (gj_item_get(L, 2)) {
		const struct gj_item *other = gj_item_get(L, 2);

		out->size += other->size;
		if (!out->dict) {
			out->dict = other->dict;
			out->list = other->list;
		}
	}
	out->u.cond->left = gj_measure_as_term(L, self);
	if (right->kind != GJ_TERM_NUMBER &&
	    right->kind != GJ_TERM_SHARE) /* the finer scale holds */
		out->u.cond->left = gj_measure_convert(L, out->u.cond->left, gj_measure_term(right),
		                                       operators[cmp]);
	if (out->u.cond->left == NULL)
		return gj_item_poison(L);
	if (out->u.cond->left->points && right->kind == GJ_TERM_NUMBER)
		check_mark(L, out->u.cond->left, cmp, right);
	out->u.cond->fact = NULL; /* it is in the term */
	out->u.cond->right = right;
	out->u.cond->cmp = cmp;
	out->u.cond->word = word;
	return 1;
}

int gj_method_at_least(lua_State *L)
{
	return compare(L, GJ_AT_LEAST);
}

int gj_method_more_than(lua_State *L)
{
	return compare(L, GJ_MORE_THAN);
}

int gj_method_at_most(lua_State *L)
{
	return compare(L, GJ_AT_MOST);
}

int gj_method_less_than(lua_State *L)
{
	return compare(L, GJ_LESS_THAN);
}

/* Of an option or a text it is one_of with a single value. */
int gj_method_equals(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);

	if (self->kind == GJ_ITEM_FACT &&
	    (self->u.fact->type == GJ_FACT_ONE_OF || self->u.fact->type == GJ_FACT_TEXT))
		return gj_method_one_of(L);
	return compare(L, GJ_EQUALS);
}
