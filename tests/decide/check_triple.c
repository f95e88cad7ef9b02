/* check_triple.c: a comparison of an unsettled number says yes or no only if every number in it
 * does. */
#include "engine/decide/triple.h"
#include "tests/decide/suites.h"

static bool plain(int64_t a, enum gj_cmp cmp, int64_t b)
{
	switch (cmp) {
	case GJ_AT_LEAST:
		return a >= b;
	case GJ_MORE_THAN:
		return a > b;
	case GJ_AT_MOST:
		return a <= b;
	case GJ_LESS_THAN:
		return a < b;
	case GJ_EQUALS:
		return a == b;
	}
	return false;
}

enum { MOST = 5 };

START_TEST(number)
{
	for (int low = 0; low <= MOST; low++)
		for (int mid = low; mid <= MOST; mid++)
			for (int high = mid; high <= MOST; high++)
				for (int k = -1; k <= MOST + 1; k++) {
					struct gj_triple t = { GJ_GIVEN, low, mid, high };
					enum gj_cmp cmp = (enum gj_cmp)_i;
					uint8_t o = gj_triple_against(&t, cmp, k);
					int yes = 0;

					for (int v = low; v <= high; v++)
						yes += plain(v, cmp, k);
					if (yes == high - low + 1)
						ck_assert_int_eq(o, GJ_MET);
					else if (yes == 0)
						ck_assert_int_eq(o, GJ_NOT_MET);
					else
						ck_assert(o == GJ_UNKNOWN || o == GJ_REVIEW);
					if (mid == high && yes && yes <= high - low)
						ck_assert_int_eq(o, GJ_REVIEW);
				}
}
END_TEST

START_TEST(number_open)
{
	static const struct {
		struct gj_triple left;
		enum gj_cmp cmp;
		int64_t k;
		enum gj_outcome expected;
	} cases[] = {
		/* one certain, one for review, one unknown: 1, 2, 3 */
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_AT_LEAST, 1, GJ_MET },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_AT_LEAST, 2, GJ_REVIEW },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_AT_LEAST, 3, GJ_UNKNOWN },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_AT_LEAST, 4, GJ_NOT_MET },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_MORE_THAN, 1, GJ_REVIEW },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_MORE_THAN, 3, GJ_NOT_MET },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_AT_MOST, 3, GJ_MET },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_AT_MOST, 2, GJ_UNKNOWN },
		{ { GJ_GIVEN, 1, 2, 2 }, GJ_AT_MOST, 1, GJ_REVIEW },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_LESS_THAN, 1, GJ_NOT_MET },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_EQUALS, 2, GJ_UNKNOWN },
		{ { GJ_GIVEN, 1, 2, 2 }, GJ_EQUALS, 2, GJ_REVIEW },
		{ { GJ_GIVEN, 1, 2, 3 }, GJ_EQUALS, 4, GJ_NOT_MET },
		{ { GJ_GIVEN, INT64_MAX, INT64_MAX, INT64_MAX },
		  GJ_MORE_THAN,
		  INT64_MAX,
		  GJ_NOT_MET },
		{ { GJ_GIVEN, INT64_MIN, INT64_MIN, INT64_MIN },
		  GJ_LESS_THAN,
		  INT64_MIN,
		  GJ_NOT_MET },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		ck_assert_msg(gj_triple_against(&cases[i].left, cases[i].cmp, cases[i].k) ==
		                  cases[i].expected,
		              "case %zu", i);
}
END_TEST

/* Sound: a settled answer holds for every pair; complete but for equals, whose ranges may straddle.
 */
START_TEST(share)
{
	enum gj_cmp cmp = (enum gj_cmp)_i;

	for (int code = 0; code < 7 * 7 * 7 * 7; code++) {
		struct gj_triple a = { GJ_GIVEN, code % 7, code % 7, code / 7 % 7 };
		struct gj_triple b = { GJ_GIVEN, code / 49 % 7, code / 49 % 7, code / 343 };
		int yes = 0, all = 0;
		uint8_t o;

		if (a.low > a.high || b.low > b.high)
			continue;
		a.mid = a.high;
		o = gj_triple_against_share(&a, cmp, &b, 1, 2);
		for (int64_t x = a.low; x <= a.high; x++)
			for (int64_t y = b.low; y <= b.high; y++, all++)
				yes += plain(x * 2, cmp, y);
		if (o == GJ_MET)
			ck_assert_int_eq(yes, all);
		else if (o == GJ_NOT_MET)
			ck_assert_int_eq(yes, 0);
		else
			ck_assert(cmp == GJ_EQUALS || (yes > 0 && yes < all));
		if (o == GJ_REVIEW)
			ck_assert_int_eq(b.mid, b.high);
	}
}
END_TEST

START_TEST(share_is_exact)
{
	struct gj_triple big = { GJ_GIVEN, 99999999999999999, 99999999999999999,
		                 99999999999999999 };
	struct gj_triple less = { GJ_GIVEN, 99999999999999998, 99999999999999998,
		                  99999999999999998 };

	ck_assert_int_eq(gj_triple_against_share(&big, GJ_EQUALS, &big, 1000000, 1000000), GJ_MET);
	ck_assert_int_eq(gj_triple_against_share(&less, GJ_AT_LEAST, &big, 1000000, 1000000),
	                 GJ_NOT_MET);
	ck_assert_int_eq(gj_triple_against_share(&big, GJ_MORE_THAN, &less, 1000000, 1000000),
	                 GJ_MET);
}
END_TEST

Suite *suite_triple(void)
{
	Suite *s = suite_create("decide/triple");
	TCase *t = tcase_create("triple");

	tcase_add_loop_test(t, number, GJ_AT_LEAST, GJ_EQUALS + 1);
	tcase_add_test(t, number_open);
	tcase_add_loop_test(t, share, GJ_AT_LEAST, GJ_EQUALS + 1);
	tcase_add_test(t, share_is_exact);
	suite_add_tcase(s, t);
	return s;
}
