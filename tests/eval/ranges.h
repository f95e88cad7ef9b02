/* ranges.h: terms that are worked out, written down as literals, for the tests of programs and frames. */
#ifndef GJ_TEST_RANGES_H
#define GJ_TEST_RANGES_H
#include "tests/decide/build.h"

#define TERMS(...) \
	.args = (const struct gj_term *const[]){ __VA_ARGS__ }, \
	.n_args = sizeof((const struct gj_term *[]){ __VA_ARGS__ }) / sizeof(struct gj_term *)
#define CONDS(...) \
	.conds = (const struct gj_cond *const[]){ __VA_ARGS__ }, \
	.n_conds = sizeof((const struct gj_cond *[]){ __VA_ARGS__ }) / sizeof(struct gj_cond *)
#define PLUS(...) TERM(.kind = GJ_TERM_PLUS, TERMS(__VA_ARGS__))
#define MINUS(...) TERM(.kind = GJ_TERM_MINUS, TERMS(__VA_ARGS__))
#define SCALED(term, n, per_, rounding_) \
	TERM(.kind = GJ_TERM_SCALED, .number = (n), .per = (per_), .rounding = (rounding_), \
	     TERMS(term))
#define BOUNDED(term, low_, high_) \
	TERM(.kind = GJ_TERM_BOUNDED, .low = (low_), .high = (high_), TERMS(term))
#define PICKED(term, low_, high_) \
	TERM(.kind = GJ_TERM_PICKED, .low = (low_), .high = (high_), TERMS(term))
/* CASES(ROW_IF(conditions), numbers): one number more than conditions is what is left over. */
#define ROW_IF(...) CONDS(__VA_ARGS__)
#define CASES(conds_, ...) TERM(.kind = GJ_TERM_CASES, conds_, TERMS(__VA_ARGS__))
#define SHIFTED(term, n, step_, calendar_) \
	TERM(.kind = GJ_TERM_SHIFTED, .number = (n), .step = (step_), .calendar = (calendar_), \
	     TERMS(term))
#define REFERENCE TERM(.kind = GJ_TERM_REFERENCE)
#define ABOVE(i) TERM(.kind = GJ_TERM_ABOVE, .fact = FACT(i))
#define OF_FIELD(list, i) TERM(.kind = GJ_TERM_FACT, .fact = &gj_build_##list[i])
#define GROWTH(n, per_, term) \
	TERM(.kind = GJ_TERM_GROWTH, .number = (n), .per = (per_), .zero_base = GJ_UNKNOWN, \
	     TERMS(term))
#define GATHER(kind_, list_, field_, filter_) \
	TERM(.kind = (kind_), .fact = (field_), .zero_base = GJ_UNKNOWN, \
	     .rows = { .list = FACT(list_), .filter = (filter_) })
#endif
