/* check_range.c: numbers between two bounds: exact, saturating, and never settled while one of them may decide otherwise. */
#include "engine/eval/gather.h"
#include "engine/eval/program.h"
#include "engine/eval/range.h"
#include "tests/eval/suites.h"

#define OPEN(o, l, h) ((struct gj_range){ .open = (o), .low = (l), .high = (h) })

static void same(struct gj_range a, struct gj_range b)
{
	ck_assert_int_eq(a.open, b.open);
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
		{ { GJ_MET, 5, 5 }, GJ_AT_LEAST, 5, GJ_MET },
		{ { GJ_MET, 4, 4 }, GJ_AT_LEAST, 5, GJ_NOT_MET },
		{ { GJ_MET, 5, 5 }, GJ_MORE_THAN, 5, GJ_NOT_MET },
		{ { GJ_REVIEW, 5, 9 }, GJ_AT_LEAST, 5, GJ_MET },
		{ { GJ_REVIEW, 4, 9 }, GJ_AT_LEAST, 5, GJ_REVIEW },
		{ { GJ_UNKNOWN, 0, 4 }, GJ_AT_LEAST, 5, GJ_NOT_MET },
		{ { GJ_UNKNOWN, 0, 5 }, GJ_LESS_THAN, 5, GJ_UNKNOWN },
		{ { GJ_UNKNOWN, 5, 5 }, GJ_EQUALS, 5, GJ_MET },
		{ { GJ_UNKNOWN, 6, 9 }, GJ_EQUALS, 5, GJ_NOT_MET },
		{ { GJ_NOT_APPLICABLE, 0, 0 }, GJ_AT_LEAST, 5, GJ_NOT_APPLICABLE },
		{ { GJ_ERROR, 9, 9 }, GJ_AT_LEAST, 5, GJ_ERROR },
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
	same(gj_range_choose(GJ_REVIEW, a, gj_range_nothing()), OPEN(GJ_REVIEW, 3, 3));
	same(gj_range_picked(gj_range_any(GJ_UNKNOWN), 0, 10), OPEN(GJ_REVIEW, 0, 10));
	ck_assert_int_eq(gj_range_picked(gj_range_of(11), 0, 10).open, GJ_ERROR);
	same(gj_range_bounded(OPEN(GJ_REVIEW, 0, 99), 5, 20), OPEN(GJ_REVIEW, 5, 20));
}
END_TEST

START_TEST(waivers)
{
	static const struct {
		uint8_t cond, ground, waived, outcome;
	} cases[] = {
		{ GJ_NOT_MET, GJ_MET, GJ_NOT_APPLICABLE, GJ_NOT_APPLICABLE },
		{ GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_APPLICABLE, GJ_NOT_MET },
		{ GJ_NOT_MET, GJ_UNKNOWN, GJ_NOT_APPLICABLE, GJ_UNKNOWN },
		{ GJ_MET, GJ_UNKNOWN, GJ_NOT_APPLICABLE, GJ_MET },
		{ GJ_UNKNOWN, GJ_REVIEW, GJ_NOT_APPLICABLE, GJ_UNKNOWN },
		{ GJ_MET, GJ_UNKNOWN, GJ_REVIEW, GJ_UNKNOWN },
		{ GJ_MET, GJ_NOT_APPLICABLE, GJ_REVIEW, GJ_MET },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(gj_range_unless(cases[i].cond, cases[i].ground, cases[i].waived) ==
		                  cases[i].outcome,
		              "case %zu", i);
}
END_TEST

/* Rows that surely count, rows that may, rows that say nothing. */
START_TEST(gathering)
{
	struct gj_gathered g;

	gj_gather_start(&g);
	same(g.sum, gj_range_of(0));
	ck_assert_int_eq(gj_gather_extreme(&g, true).open, GJ_NOT_APPLICABLE);
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
	tcase_add_test(t, gathering);
	suite_add_tcase(s, t);
	return s;
}
