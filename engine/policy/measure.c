/* measure.c: types, units and scales of numbers, and what goes beside what. */
#include "engine/policy/measure.h"

#include <string.h>

#include "engine/base/tr.h"
#include "engine/eval/range.h"
#include "engine/eval/unit.h"
#include "engine/policy/method.h"

#define AMOUNT_MAX INT64_C(100000000000000000) /* 10^17, excluded */

static struct gj_measure measure_fact(const struct gj_fact *fact)
{
	return (struct gj_measure){ .type = fact->type == GJ_FACT_LIST ? GJ_FACT_COUNT : fact->type,
		                    .unit = fact->type == GJ_FACT_LIST ? NULL : fact->unit.zh,
		                    .decimals = fact->decimals,
		                    .key = fact->key };
}

struct gj_measure gj_measure_term(const struct gj_term *term)
{
	if (term->kind == GJ_TERM_SHARE)
		return gj_measure_term(term->share_of);
	if (term->kind == GJ_TERM_FACT)
		return measure_fact(term->fact);
	if (gj_range_is(term) || term->kind == GJ_TERM_NUMBER)
		return (struct gj_measure){ .type = term->type,
			                    .unit = term->unit.zh,
			                    .decimals = term->decimals,
			                    .key = term->label.zh ? term->label.zh : "?",
			                    .points = term->points };
	return (struct gj_measure){ .type = GJ_FACT_COUNT, .key = "?" };
}

struct gj_measure gj_measure_item(const struct gj_item *item)
{
	if (item->kind == GJ_ITEM_FACT)
		return measure_fact(item->u.fact);
	if (item->kind == GJ_ITEM_ROWS)
		return (struct gj_measure){ .type = GJ_FACT_COUNT, .key = item->u.rows.list->key };
	if (item->kind == GJ_ITEM_DAY)
		return (struct gj_measure){ .type = GJ_FACT_DATE, .key = "day" };
	if (item->kind == GJ_ITEM_SCORE)
		return gj_measure_term(item->u.score->term);
	return gj_measure_term(item->u.term);
}

const struct gj_term *gj_measure_as_term(lua_State *L, const struct gj_item *item)
{
	struct gj_term *term;

	if (!item)
		return NULL;
	if (item->kind == GJ_ITEM_TERM)
		return item->u.term;
	if (item->kind == GJ_ITEM_SCORE)
		return item->u.score->term;
	term = gj_build_alloc(L, 1, sizeof *term);
	if (item->kind == GJ_ITEM_ROWS ||
	    (item->kind == GJ_ITEM_FACT && item->u.fact->type == GJ_FACT_LIST))
		*term = (struct gj_term){ .kind = GJ_TERM_ROWS, .rows = gj_method_rows(item) };
	else if (item->kind == GJ_ITEM_FACT)
		*term = (struct gj_term){ .kind = GJ_TERM_FACT, .fact = item->u.fact };
	else if (item->kind == GJ_ITEM_DAY)
		*term = (struct gj_term){ .kind = GJ_TERM_NUMBER,
			                  .number = item->u.day,
			                  .type = GJ_FACT_DATE };
	else
		return NULL;
	return term;
}

struct gj_item *gj_measure_push(lua_State *L, struct gj_term value, const struct gj_item *like)
{
	struct gj_term *term = gj_build_alloc(L, 1, sizeof *term);
	struct gj_item *out = gj_item_push(L, GJ_ITEM_TERM);

	*term = value;
	out->u.term = term;
	if (like) {
		out->dict = like->dict;
		out->list = like->list;
		out->size = like->size + 1;
	}
	return out;
}

struct gj_term *gj_measure_constant(lua_State *L, int64_t number, struct gj_measure like)
{
	struct gj_term *term = gj_build_alloc(L, 1, sizeof *term);

	*term = (struct gj_term){ .kind = GJ_TERM_NUMBER,
		                  .number = number,
		                  .type = like.type,
		                  .decimals = like.decimals,
		                  .points = like.points,
		                  .unit = { .zh = like.unit } };
	return term;
}

bool gj_measure_units(const char *from, const char *to, int *exponent)
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

/* One of it is 10^scale of its dimension's base unit. */
static int scale_of(struct gj_measure m)
{
	const struct gj_unit *unit = m.unit ? gj_unit_find(m.unit, (int)strlen(m.unit)) : NULL;

	return (unit ? unit->exponent : 0) - m.decimals;
}

bool gj_measure_comparable(lua_State *L, struct gj_measure left, struct gj_measure right,
                           const char *operator, int * exponent)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	bool loose = left.points || right.points; /* points are plain numbers, with decimals */
	int ignored;

	*exponent = 0;
	if (left.type != right.type &&
	    !(loose && left.type != GJ_FACT_DATE && right.type != GJ_FACT_DATE)) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, place, NULL,
		                tr("%s: a %s does not compare with a %s"), operator,
		                gj_fact_type_name(left.type), gj_fact_type_name(right.type));
		return false;
	}
	if (!left.unit || !right.unit) {
		*exponent = left.decimals - right.decimals;
		return loose || left.type != GJ_FACT_AMOUNT;
	}
	if (!gj_measure_units(left.unit, right.unit, &ignored)) {
		gj_build_report(b, GJ_FOUND_WRONG_UNIT, place, NULL,
		                tr("%s: %s does not compare with %s"), operator, left.unit,
		                right.unit);
		return false;
	}
	if (left.type == GJ_FACT_AMOUNT || loose)
		*exponent = scale_of(right) - scale_of(left);
	return true;
}

const struct gj_term *gj_measure_convert(lua_State *L, const struct gj_term *term,
                                         struct gj_measure to, const char *operator)
{
	struct gj_term *out;
	const struct gj_term **args;
	int exponent;

	if (!gj_measure_comparable(L, to, gj_measure_term(term), operator, & exponent))
		return NULL;
	if (exponent == 0)
		return term;
	if (exponent < 0 || exponent > 9) {
		gj_build_report(gj_build_of(L), GJ_FOUND_TOO_FINE, gj_build_place(L),
		                tr("give the one as many decimals as the other"),
		                tr("%s: digits behind the point would be lost"), operator);
		return NULL;
	}
	out = gj_build_alloc(L, 1, sizeof *out);
	args = gj_build_alloc(L, 1, sizeof *args);
	args[0] = term;
	*out = (struct gj_term){ .kind = GJ_TERM_SCALED,
		                 .type = to.type,
		                 .unit = { .zh = to.unit },
		                 .decimals = to.decimals,
		                 .points = to.points,
		                 .label = term->label,
		                 .number = gj_unit_power(exponent),
		                 .per = 1,
		                 .args = args,
		                 .n_args = 1 };
	return out;
}

bool gj_measure_scaled(lua_State *L, int64_t digits, int decimals, struct gj_measure to,
                       const char *operator, int64_t * out)
{
	int exponent = to.decimals - decimals;
	int64_t power = gj_unit_power(exponent < 0 ? -exponent : exponent);

	*out = digits;
	if (exponent < 0 && digits % power != 0) {
		gj_build_report(
		    gj_build_of(L), GJ_FOUND_TOO_FINE, gj_build_place(L),
		    tr("give the fact more decimals, or the number fewer"),
		    tr("%s: \"%s\" keeps %d decimals, and this number has more"), operator, to.key,
		    to.decimals);
		return false;
	}
	if (exponent < 0)
		*out = digits / power;
	else if (__builtin_mul_overflow(digits, power, out) || *out >= AMOUNT_MAX ||
	         *out <= -AMOUNT_MAX) {
		gj_build_report(gj_build_of(L), GJ_FOUND_OUT_OF_RANGE, gj_build_place(L), NULL,
		                tr("%s: the number is too large"), operator);
		return false;
	}
	return true;
}
