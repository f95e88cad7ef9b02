/* measure.h: what a number of the rule language is: its type, unit and scale, and whether two go together. */
#ifndef GJ_MEASURE_H
#define GJ_MEASURE_H
#include "engine/policy/item.h"

struct gj_measure {
	enum gj_fact_type type; /* count, amount or date; others do not compare */
	const char *unit;       /* NULL: without one */
	int decimals;
	const char *key; /* for messages */
	bool points;     /* bare numbers and texts like "67.5" stand for it */
};

struct gj_measure gj_measure_term(const struct gj_term *term);
/* Of a fact, a term, a score, a list (its number of rows). */
struct gj_measure gj_measure_item(const struct gj_item *item);
/* A term that stands for the item; NULL when it is no number. */
const struct gj_term *gj_measure_as_term(lua_State *L, const struct gj_item *item);
/* Pushes a term with the facts of `like`; `value` is copied. */
struct gj_item *gj_measure_push(lua_State *L, struct gj_term value, const struct gj_item *like);
struct gj_term *gj_measure_constant(lua_State *L, int64_t number, struct gj_measure like);
/* Whether units mix; *exponent: one `from` is 10^exponent of `to`. */
bool gj_measure_units(const char *from, const char *to, int *exponent);
/* Reports and gives false unless the two can be compared; *exponent: right's scale over left's. */
bool gj_measure_comparable(lua_State *L, struct gj_measure left, struct gj_measure right,
                           const char *operator, int * exponent);
/* The same number in the scale of `to`; NULL (reported) when digits would be lost. */
const struct gj_term *gj_measure_convert(lua_State *L, const struct gj_term *term,
                                         struct gj_measure to, const char *operator);
/* digits * 10^-decimals in `to`'s decimals; false (reported): it has more. */
bool gj_measure_scaled(lua_State *L, int64_t digits, int decimals, struct gj_measure to,
                       const char *operator, int64_t * out);
#endif
