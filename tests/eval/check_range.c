/* check_range.c: numbers between two bounds: exact, saturating, and never settled while one of them may decide otherwise. */
#include "engine/eval/gather.h"
#include "engine/eval/program.h"
#include "engine/eval/range.h"
#include "tests/eval/suites.h"

#define FROM(o, l, h) { .open = (o), .low = (l), .high = (h) }
#define LACKING(o, l, h) { .open = (o), .may_lack = true, .low = (l), .high = (h) }
#define OPEN(...) ((struct gj_range)FROM(__VA_ARGS__))
#define OPEN_OR_NONE(...) ((struct gj_range)LACKING(__VA_ARGS__))

static void same(struct gj_range a, struct gj_range b)
{
	ck_assert_int_eq(a.open, b.open);
	ck_assert_int_eq(a.may_lack, b.may_lack);
	ck_assert(a.low == b.low && a.high == b.high);
}

START_TEST(sums)
{
	same(gj_range_plus(gj_range_of(2), gj_range_of(3)), gj_range_of(5));
	same(gj_range_plus(gj_range_of(2), OPEN(GJ_REVIEW, 0, 10)), OPEN(GJ_REVIEW, 2, 12));
	same(gj_range_plus(gj_range_of(2), gj_range_any(GJ_NOT_APPLICABLE)), gj_range_of(2));
	same(gj_range_minus(gj_range_of(2), OPEN(GJ_UNKNOWN, 1, 4)), OPEN(GJ_UNKNOWN, -2, 1));
	ck_assert_int_eq(gj_range_plus(OPEN(GJ_REVIEW, 0, 1), OPEN(GJ_UNKNOWN, 0, 1)).open,
	                 GJ_UNKNOWN);
	/* What may not be wanted may add nothing; less what may not be wanted, nothing may be wanted. */
	same(gj_range_plus(gj_range_of(2), OPEN_OR_NONE(GJ_UNKNOWN, 5, 9)), OPEN(GJ_UNKNOWN, 2, 11));
	same(gj_range_plus(gj_range_of(2), OPEN_OR_NONE(GJ_UNKNOWN, -9, -5)),
	     OPEN(GJ_UNKNOWN, -7, 2));
	same(gj_range_plus(OPEN_OR_NONE(GJ_REVIEW, 1, 2), OPEN_OR_NONE(GJ_REVIEW, 3, 4)),
	     OPEN_OR_NONE(GJ_REVIEW, 0, 6));
	same(gj_range_minus(gj_range_of(9), OPEN_OR_NONE(GJ_UNKNOWN, 5, 6)),
	     OPEN_OR_NONE(GJ_UNKNOWN, 3, 4));
	/* Far out there is one number only. */
	same(gj_range_plus(gj_range_of(GJ_RANGE_MOST), gj_range_of(1)), gj_range_of(GJ_RANGE_MOST));
	ck_assert_int_eq(
	    gj_range_minus(gj_range_any(GJ_NOT_APPLICABLE), gj_range_any(GJ_UNKNOWN)).open,
	    GJ_UNKNOWN);
}
END_TEST

START_TEST(rounding)
{
	static const struct {
		int64_t n, number, per;
		int64_t half_up, up, down, half_even;
	} cases[] = {
		{ 21, 1, 10, 2, 3, 2, 2 },      { 25, 1, 10, 3, 3, 2, 2 },
		{ 35, 1, 10, 4, 4, 3, 4 },      { 20, 1, 10, 2, 2, 2, 2 },
		{ -25, 1, 10, -3, -3, -2, -2 }, { -21, 1, 10, -2, -3, -2, -2 },
		{ 7, 3, 2, 11, 11, 10, 10 },    { 0, 5, 3, 0, 0, 0, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gj_range a = gj_range_of(cases[i].n);
		int64_t number = cases[i].number, per = cases[i].per;

		same(gj_range_scaled(a, number, per, GJ_ROUND_HALF_UP),
		     gj_range_of(cases[i].half_up));
		same(gj_range_scaled(a, number, per, GJ_ROUND_UP), gj_range_of(cases[i].up));
		same(gj_range_scaled(a, number, per, GJ_ROUND_DOWN), gj_range_of(cases[i].down));
		same(gj_range_scaled(a, number, per, GJ_ROUND_HALF_EVEN),
		     gj_range_of(cases[i].half_even));
	}
	same(gj_range_scaled(OPEN(GJ_REVIEW, 1, 3), -2, 1, GJ_ROUND_UP), OPEN(GJ_REVIEW, -6, -2));
}
END_TEST

START_TEST(compares)
{
	static const struct {
		struct gj_range a;
		enum gj_cmp cmp;
		int64_t k;
		uint8_t outcome;
	} cases[] = {
		{ FROM(GJ_MET, 5, 5), GJ_AT_LEAST, 5, GJ_MET },
		{ FROM(GJ_MET, 4, 4), GJ_AT_LEAST, 5, GJ_NOT_MET },
		{ FROM(GJ_MET, 5, 5), GJ_MORE_THAN, 5, GJ_NOT_MET },
		{ FROM(GJ_REVIEW, 5, 9), GJ_AT_LEAST, 5, GJ_MET },
		{ FROM(GJ_REVIEW, 4, 9), GJ_AT_LEAST, 5, GJ_REVIEW },
		{ FROM(GJ_UNKNOWN, 0, 4), GJ_AT_LEAST, 5, GJ_NOT_MET },
		{ FROM(GJ_UNKNOWN, 0, 5), GJ_LESS_THAN, 5, GJ_UNKNOWN },
		{ FROM(GJ_UNKNOWN, 5, 5), GJ_EQUALS, 5, GJ_MET },
		{ FROM(GJ_UNKNOWN, 6, 9), GJ_EQUALS, 5, GJ_NOT_MET },
		{ FROM(GJ_NOT_APPLICABLE, 0, 0), GJ_AT_LEAST, 5, GJ_NOT_APPLICABLE },
		{ LACKING(GJ_REVIEW, 5, 9), GJ_AT_LEAST, 5, GJ_REVIEW },
		{ LACKING(GJ_UNKNOWN, 0, 4), GJ_AT_LEAST, 5, GJ_UNKNOWN },
		{ FROM(GJ_ERROR, 9, 9), GJ_AT_LEAST, 5, GJ_ERROR },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(gj_range_compare(cases[i].a, cases[i].cmp, gj_range_of(cases[i].k), 1,
		                               1, GJ_NO_ZERO) == cases[i].outcome,
		              "case %zu", i);
	/* What may lie anywhere is never settled, however far the limit. */
	ck_assert_int_eq(gj_range_compare(gj_range_any(GJ_UNKNOWN), GJ_AT_LEAST,
	                                  gj_range_of(100000000000000000), 1000000, 1, GJ_NO_ZERO),
	                 GJ_UNKNOWN);
}
END_TEST

START_TEST(shares_and_growth)
{
	struct gj_range two = gj_range_of(2), none = gj_range_of(0), some = OPEN(GJ_UNKNOWN, 0, 3);

	ck_assert_int_eq(gj_range_compare(two, GJ_MORE_THAN, gj_range_of(4), 50, 100, GJ_UNKNOWN),
	                 GJ_NOT_MET);
	ck_assert_int_eq(gj_range_compare(two, GJ_AT_LEAST, none, 50, 100, GJ_NOT_APPLICABLE),
	                 GJ_NOT_APPLICABLE);
	ck_assert_int_eq(gj_range_compare(two, GJ_AT_LEAST, some, 50, 100, GJ_NOT_MET), GJ_UNKNOWN);
	/* The fact that is missing is named before the person who is waited for. */
	ck_assert_int_eq(gj_range_compare(gj_range_any(GJ_UNKNOWN), GJ_AT_LEAST,
	                                  OPEN(GJ_REVIEW, 0, 3), 50, 100, GJ_NOT_MET),
	                 GJ_UNKNOWN);
	ck_assert_int_eq(gj_range_compare_growth(gj_range_any(GJ_UNKNOWN), GJ_AT_LEAST,
	                                         OPEN(GJ_REVIEW, 0, 3), 50, 100, GJ_NOT_MET),
	                 GJ_UNKNOWN);
	/* Nothing to be a share of, or no share at all. */
	ck_assert_int_eq(gj_range_compare(two, GJ_AT_LEAST, OPEN_OR_NONE(GJ_UNKNOWN, 0, 0), 50, 100,
	                                  GJ_NOT_MET),
	                 GJ_UNKNOWN);
	ck_assert_int_eq(gj_range_compare_growth(two, GJ_AT_LEAST, OPEN_OR_NONE(GJ_UNKNOWN, -2, 0),
	                                         50, 100, GJ_NOT_MET),
	                 GJ_UNKNOWN);
	ck_assert_int_eq(gj_range_compare_growth(gj_range_of(110), GJ_AT_LEAST, gj_range_of(100),
	                                         10, 100, GJ_UNKNOWN),
	                 GJ_MET);
	ck_assert_int_eq(gj_range_compare_growth(gj_range_of(109), GJ_AT_LEAST, gj_range_of(100),
	                                         10, 100, GJ_UNKNOWN),
	                 GJ_NOT_MET);
	ck_assert_int_eq(gj_range_compare_growth(two, GJ_AT_LEAST, gj_range_of(-5), 10, 100,
	                                         GJ_NOT_MET),
	                 GJ_NOT_MET);
}
END_TEST

START_TEST(choosing)
{
	struct gj_range a = gj_range_of(3), b = gj_range_of(8);

	same(gj_range_choose(GJ_MET, a, b), a);
	same(gj_range_choose(GJ_NOT_MET, a, b), b);
	same(gj_range_choose(GJ_NOT_APPLICABLE, a, b), b);
	same(gj_range_choose(GJ_UNKNOWN, a, b), OPEN(GJ_UNKNOWN, 3, 8));
	same(gj_range_choose(GJ_UNKNOWN, a, a), a);
	/* Behind the last row there is nothing that widens what is open. */
	same(gj_range_choose(GJ_REVIEW, a, gj_range_nothing(false)), OPEN(GJ_REVIEW, 3, 3));
	/* A row that gives no number: bounds of the others do not say that there is one. */
	same(gj_range_choose(GJ_REVIEW, a, gj_range_nothing(true)), OPEN_OR_NONE(GJ_REVIEW, 3, 3));
	same(gj_range_choose(GJ_UNKNOWN, gj_range_any(GJ_NOT_APPLICABLE), b),
	     OPEN_OR_NONE(GJ_UNKNOWN, 8, 8));
	same(gj_range_bounded(OPEN_OR_NONE(GJ_UNKNOWN, 3, 3), 10, 20),
	     OPEN_OR_NONE(GJ_UNKNOWN, 10, 10));
	same(gj_range_scaled(OPEN_OR_NONE(GJ_UNKNOWN, 3, 4), 2, 1, GJ_ROUND_UP),
	     OPEN_OR_NONE(GJ_UNKNOWN, 6, 8));
	same(gj_range_picked(OPEN_OR_NONE(GJ_UNKNOWN, 3, 3), 0, 10), OPEN_OR_NONE(GJ_REVIEW, 0, 10));
	same(gj_range_picked(gj_range_any(GJ_UNKNOWN), 0, 10), OPEN(GJ_REVIEW, 0, 10));
	ck_assert_int_eq(gj_range_picked(gj_range_of(11), 0, 10).open, GJ_ERROR);
	same(gj_range_bounded(OPEN(GJ_REVIEW, 0, 99), 5, 20), OPEN(GJ_REVIEW, 5, 20));
}
END_TEST

START_TEST(waivers)
{
	static const struct {
		uint8_t cond, ground, waived, outcome, part; /* of a whole check, of a part */
	} cases[] = {
		{ GJ_NOT_MET, GJ_MET, GJ_NOT_APPLICABLE, GJ_NOT_APPLICABLE, GJ_NOT_APPLICABLE },
		{ GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_APPLICABLE, GJ_NOT_MET, GJ_NOT_MET },
		{ GJ_NOT_MET, GJ_UNKNOWN, GJ_NOT_APPLICABLE, GJ_UNKNOWN, GJ_UNKNOWN },
		{ GJ_MET, GJ_UNKNOWN, GJ_NOT_APPLICABLE, GJ_MET, GJ_MET },
		/* Spared, and perhaps met: inside `any` or a filter that is not the same. */
		{ GJ_UNKNOWN, GJ_MET, GJ_NOT_APPLICABLE, GJ_NOT_APPLICABLE, GJ_UNKNOWN },
		{ GJ_UNKNOWN, GJ_MET, GJ_MET, GJ_MET, GJ_MET },
		{ GJ_UNKNOWN, GJ_REVIEW, GJ_NOT_APPLICABLE, GJ_UNKNOWN, GJ_UNKNOWN },
		{ GJ_MET, GJ_UNKNOWN, GJ_REVIEW, GJ_UNKNOWN, GJ_UNKNOWN },
		{ GJ_MET, GJ_NOT_APPLICABLE, GJ_REVIEW, GJ_MET, GJ_MET },
		/* What is met as a part is not waived; what does not apply may yet count as met. */
		{ GJ_MET, GJ_MET, GJ_NOT_APPLICABLE, GJ_NOT_APPLICABLE, GJ_MET },
		{ GJ_MET, GJ_MET, GJ_REVIEW, GJ_REVIEW, GJ_REVIEW },
		{ GJ_NOT_APPLICABLE, GJ_UNKNOWN, GJ_MET, GJ_UNKNOWN, GJ_UNKNOWN },
		{ GJ_NOT_APPLICABLE, GJ_MET, GJ_MET, GJ_MET, GJ_MET },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int whole = 0; whole < 2; whole++)
			ck_assert_msg(gj_range_unless(cases[i].cond, cases[i].ground, cases[i].waived,
			                              whole) ==
			                  (whole ? cases[i].outcome : cases[i].part),
			              "case %zu, whole %d", i, whole);
}
END_TEST

/* Up to three rows: each passes or may pass, and what is asked of it is met, not met or not applicable. */
START_TEST(every_row)
{
	enum { M = GJ_MET, N = GJ_NOT_MET, U = GJ_UNKNOWN, A = GJ_NOT_APPLICABLE };
	static const struct {
		uint8_t rows[3][2], n, none, outcome;
	} cases[] = {
		{ { { 0 } }, 0, A, A },
		{ { { N, N } }, 1, U, U },
		{ { { M, M } }, 1, U, M },
		{ { { M, N }, { U, M } }, 2, M, N },
		{ { { M, M }, { U, N } }, 2, M, U },
		{ { { M, M }, { U, M } }, 2, N, M },
		{ { { M, M }, { U, A } }, 2, N, M },
		{ { { M, A }, { U, M } }, 2, N, U }, /* one of two that differ */
		{ { { U, M } }, 1, M, M },
		{ { { U, M } }, 1, A, U },
		{ { { U, A } }, 1, A, A },
		{ { { U, A }, { U, M } }, 2, M, U },
		{ { { U, M }, { U, A } }, 2, A, U },
		{ { { U, M } }, 1, N, U },
		{ { { U, N } }, 1, N, U },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gj_range_every e = gj_range_every_start();

		for (size_t r = 0; r < cases[i].n; r++)
			gj_range_every_row(&e, cases[i].rows[r][0], cases[i].rows[r][1]);
		ck_assert_msg(gj_range_every_end(&e, cases[i].none) == cases[i].outcome, "case %zu",
		              i);
	}
}
END_TEST

/* Days and months beyond every calendar are no number, and what is far is not cut to what is near. */
START_TEST(moves)
{
	static const struct {
		int64_t day, number;
		uint8_t open;
	} cases[] = {
		{ 0, 1, GJ_MET },
		{ 0, -1, GJ_MET },
		{ INT64_C(1) << 32, 0, GJ_ERROR },
		{ 0, INT64_C(1) << 32, GJ_ERROR },
		{ 0, -(INT64_C(1) << 32), GJ_ERROR },
		{ 0, INT64_MAX, GJ_ERROR },
		{ 0, INT64_MIN, GJ_ERROR },
	};
	static const enum gj_step steps[] = { GJ_STEP_DAYS, GJ_STEP_MONTHS };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t k = 0; k < 2; k++) {
			struct gj_term shift = { .kind = GJ_TERM_SHIFTED,
				                 .step = steps[k],
				                 .number = cases[i].number };

			ck_assert_msg(gj_range_shifted(gj_range_of(cases[i].day), &shift).open ==
			                  cases[i].open,
			              "case %zu, step %zu", i, k);
		}
	same(gj_range_shifted(OPEN_OR_NONE(GJ_UNKNOWN, 1, 2),
	                      &(struct gj_term){ .step = GJ_STEP_DAYS }),
	     OPEN_OR_NONE(GJ_UNKNOWN, GJ_RANGE_LEAST, GJ_RANGE_MOST));
}
END_TEST

/* Rows that surely count, rows that may, rows that say nothing. */
START_TEST(gathering)
{
	struct gj_gathered g;

	gj_gather_start(&g);
	same(g.sum, gj_range_of(0));
	ck_assert_int_eq(gj_gather_extreme(&g, true).open, GJ_NOT_APPLICABLE);
	gj_gather_row(&g, gj_range_of(6), GJ_REVIEW, true);
	same(gj_gather_extreme(&g, true),
	     OPEN_OR_NONE(GJ_REVIEW, GJ_RANGE_LEAST, GJ_RANGE_MOST));
	gj_gather_start(&g);
	gj_gather_row(&g, gj_range_of(4), GJ_MET, true);
	gj_gather_row(&g, gj_range_of(9), GJ_NOT_MET, true);
	gj_gather_row(&g, gj_range_of(6), GJ_REVIEW, true);
	same(g.sum, OPEN(GJ_REVIEW, 4, 10));
	same(g.count, OPEN(GJ_REVIEW, 1, 2));
	same(gj_gather_extreme(&g, true), OPEN(GJ_REVIEW, 4, 6));
	same(gj_gather_extreme(&g, false), OPEN(GJ_REVIEW, 4, 4));
	gj_gather_row(&g, gj_range_any(GJ_UNKNOWN), GJ_MET, true);
	ck_assert_int_eq(g.sum.open, GJ_UNKNOWN);
	ck_assert(g.sum.low == 4 && g.sum.high == GJ_RANGE_MOST);
}
END_TEST

Suite *suite_range(void)
{
	Suite *s = suite_create("eval/range");
	TCase *t = tcase_create("range");

	tcase_add_test(t, sums);
	tcase_add_test(t, rounding);
	tcase_add_test(t, compares);
	tcase_add_test(t, shares_and_growth);
	tcase_add_test(t, choosing);
	tcase_add_test(t, waivers);
	tcase_add_test(t, every_row);
	tcase_add_test(t, moves);
	tcase_add_test(t, gathering);
	suite_add_tcase(s, t);
	return s;
}
