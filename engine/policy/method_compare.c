/* method_compare.c: at_least, more_than, at_most, less_than, equals: numbers, amounts and days. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/eval/unit.h"
#include "engine/policy/condition.h"
#include "engine/policy/method.h"

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

/* What is compared: its type, unit and scale. A number of rows is a count without a unit. */
struct measure {
	enum gj_fact_type type;
	const struct gj_fact *fact; /* NULL: rows */
};

static struct measure measure_term(const struct gj_term *term)
{
	if (term->kind == GJ_TERM_SHARE)
		return measure_term(term->share_of);
	if (term->kind == GJ_TERM_FACT)
		return (struct measure){ .type = term->fact->type, .fact = term->fact };
	return (struct measure){ .type = GJ_FACT_COUNT };
}

static struct measure measure_item(const struct gj_item *item)
{
	if (item->kind == GJ_ITEM_FACT)
		return (struct measure){ .type = item->u.fact->type, .fact = item->u.fact };
	return measure_term(item->u.term);
}

static const struct gj_term *constant(lua_State *L, int64_t number, const char *unit)
{
	struct gj_term *term = gj_build_alloc(L, 1, sizeof *term);

	*term =
	    (struct gj_term){ .kind = GJ_TERM_NUMBER, .number = number, .unit = { .zh = unit } };
	return term;
}

static const struct gj_term *read_number(lua_State *L, struct measure left, int index,
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
		    left.fact->key, left.fact->unit.zh ? left.fact->unit.zh : "?");
		return NULL;
	}
	if (left.type == GJ_FACT_DATE) {
		gj_build_report(
		    b, GJ_FOUND_WRONG_TYPE, place, tr("write day \"2022-11-30\""),
		    tr("%s: \"%s\" is a date and does not compare with a number"), operator,
		    left.fact->key);
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
	return constant(L, n, NULL);
}

/* Whether amounts in the two units mix; *exponent: one `from` is 10^exponent of `to`. */
static bool units_mix(const char *from, const char *to, int *exponent)
{
	const struct gj_unit *a, *b;

	*exponent = 0;
	if (strcmp(from, to) == 0)
		return true;
	a = gj_unit_find(from, (int)strlen(from));
	b = gj_unit_find(to, (int)strlen(to));
	if (!a || !b || strcmp(a->dimension, b->dimension) != 0)
		return false;
	*exponent = a->exponent - b->exponent;
	return true;
}

static const struct gj_term *read_quantity(lua_State *L, struct measure left,
                                           const struct gj_quantity *q, const char *operator)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	const char *unit = left.fact ? left.fact->unit.zh : NULL;
	int exponent;
	int64_t scaled = q->digits, power;
	bool over = false;

	if (left.type != GJ_FACT_AMOUNT && left.type != GJ_FACT_COUNT) {
		gj_build_report(
		    b, GJ_FOUND_WRONG_TYPE, place, NULL,
		    tr("%s: \"%s\" is a %s and does not compare with a quantity"), operator,
		    left.fact->key, gj_fact_type_name(left.type));
		return NULL;
	}
	if (!unit && left.type == GJ_FACT_AMOUNT)
		return NULL; /* reported where the fact is declared */
	if (!unit || !units_mix(q->unit, unit, &exponent)) {
		gj_build_report(b, GJ_FOUND_WRONG_UNIT, place, NULL,
		                tr("%s: %s does not compare with %s"), operator, q->unit,
		                unit ? unit : tr("a number without a unit"));
		return NULL;
	}
	exponent += left.fact->decimals - q->decimals;
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
			    operator, left.fact->key, left.fact->decimals, unit);
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
	return constant(L, scaled, q->unit);
}

/* One side times its scale: 10^exponent of the unit of dimension, for amounts. */
static int scale_of(struct measure m)
{
	const struct gj_unit *unit = gj_unit_find(m.fact->unit.zh, (int)strlen(m.fact->unit.zh));

	return (unit ? unit->exponent : 0) - m.fact->decimals;
}

/* Reports and gives false unless the two can be compared; *exponent: right's scale over left's. */
static bool comparable(lua_State *L, struct measure left, struct measure right,
                       const char *operator, int * exponent)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	const char *zh_left = left.fact ? left.fact->unit.zh : NULL;
	const char *zh_right = right.fact ? right.fact->unit.zh : NULL;
	int ignored;

	*exponent = 0;
	if (left.type != right.type) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, place, NULL,
		                tr("%s: a %s does not compare with a %s"), operator,
		                gj_fact_type_name(left.type), gj_fact_type_name(right.type));
		return false;
	}
	if (!zh_left || !zh_right)
		return left.type != GJ_FACT_AMOUNT;
	if (!units_mix(zh_left, zh_right, &ignored)) {
		gj_build_report(b, GJ_FOUND_WRONG_UNIT, place, NULL,
		                tr("%s: %s does not compare with %s"), operator, zh_left, zh_right);
		return false;
	}
	if (left.type == GJ_FACT_AMOUNT)
		*exponent = scale_of(right) - scale_of(left);
	return true;
}

/* A fact of another scale is a share of 10^n to 1; shares take the difference into their numbers. */
static const struct gj_term *rescaled(lua_State *L, const struct gj_term *term, int exponent,
                                      const char *operator)
{
	struct gj_term *out = gj_build_alloc(L, 1, sizeof *out);
	int64_t power = gj_unit_power(exponent < 0 ? -exponent : exponent), *side;

	*out = *term;
	side = exponent > 0 ? &out->number : &out->per;
	if (term->kind != GJ_TERM_SHARE || power == 0 ||
	    __builtin_mul_overflow(*side, power, side) || *side > INT32_MAX) {
		gj_build_report(
		    gj_build_of(L), GJ_FOUND_WRONG_UNIT, gj_build_place(L), NULL,
		    tr("%s: the two amounts must have the same unit and decimals"), operator);
		return NULL;
	}
	return out;
}

static const struct gj_term *read_item(lua_State *L, const struct gj_item *self, int index,
                                       const char *operator)
{
	struct gj_build *b = gj_build_of(L);
	struct measure left = measure_item(self);
	struct gj_item *item = gj_item_get(L, index);
	struct gj_term *fact;
	const struct gj_term *term;
	int exponent;

	if (item->kind == GJ_ITEM_QUANTITY)
		return read_quantity(L, left, &item->u.quantity, operator);
	if (item->kind == GJ_ITEM_DAY && left.type == GJ_FACT_DATE)
		return constant(L, item->u.day, NULL);
	if (item->kind == GJ_ITEM_SHARE) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write percent(50):of(f.x)"),
		                tr("%s: a share of what?"), operator);
		return NULL;
	}
	if (item->kind == GJ_ITEM_FACT || item->kind == GJ_ITEM_TERM ||
	    item->kind == GJ_ITEM_SHARE_OF) {
		if (item->kind == GJ_ITEM_FACT) {
			fact = gj_build_alloc(L, 1, sizeof *fact);
			*fact = (struct gj_term){ .kind = GJ_TERM_FACT, .fact = item->u.fact };
			term = fact;
		} else {
			term = item->u.term;
		}
		if (!gj_method_beside(L, self, item) ||
		    !comparable(L, left, measure_term(term), operator, & exponent))
			return NULL;
		return exponent == 0 ? term : rescaled(L, term, exponent, operator);
	}
	gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
	                tr("%s: a %s does not compare with %s"), operator,
	                gj_fact_type_name(left.type), gj_item_what(L, index));
	return NULL;
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
	if (lua_type(L, index) == LUA_TNUMBER)
		return read_number(L, measure_item(self), index, operator);
	if (lua_type(L, index) == LUA_TSTRING)
		hint = tr("numbers are written without quotes; days as day \"2022-11-30\"; "
		          "amounts as quantity(50, \"万元\")");
	gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L), hint,
	                tr("%s: a %s does not compare with %s"), operator,
	                gj_fact_type_name(measure_item(self).type), gj_item_what(L, index));
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

static int compare(lua_State *L, enum gj_cmp cmp)
{
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_term *right = gj_method_operand(L, self, 2, operators[cmp]);
	struct gj_label word;
	struct gj_term *left;
	struct gj_item *out;

	if (!right)
		return gj_item_poison(L);
	word = measure_item(self).type == GJ_FACT_DATE ? day_words[cmp] : words[cmp];
	read_word(L, 3, operators[cmp], &word);
	out = gj_condition_push(L, GJ_COND_COMPARE, self);
	if (gj_item_get(L, 2))
		out->size += gj_item_get(L, 2)->size;
	if (self->kind == GJ_ITEM_FACT) {
		left = gj_build_alloc(L, 1, sizeof *left);
		*left = (struct gj_term){ .kind = GJ_TERM_FACT, .fact = self->u.fact };
		out->u.cond->left = left;
		out->u.cond->fact = NULL; /* it is in the term */
	} else {
		out->u.cond->left = self->u.term;
	}
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
