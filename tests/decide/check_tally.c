/* check_tally.c: gaps and sums, with bureaus that have no floor. */
#include "engine/decide/tally.h"
#include "tests/decide/suites.h"

START_TEST(gap)
{
	static const struct {
		int floor, eligible, gap;
	} cases[] = {
		{ 10, 0, 10 },
		{ 10, 9, 1 },
		{ 10, 10, 0 },
		{ 10, 11, 0 },
		{ 0, 0, 0 },
		{ 0, 3, 0 },
		{ GJ_FLOOR_NONE, 0, -1 },
		{ GJ_FLOOR_NONE, 7, -1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct gj_tally_row row = { .floor = cases[i].floor,
			                    .results = { [GJ_ELIGIBLE] = cases[i].eligible } };

		ck_assert_int_eq(gj_tally_gap(&row), cases[i].gap);
		row.by_approval = true; /* then who is eligible is beside the point */
		row.approved = row.results[GJ_ELIGIBLE];
		row.results[GJ_ELIGIBLE] = 77;
		ck_assert_int_eq(gj_tally_gap(&row), cases[i].gap);
	}
}
END_TEST

START_TEST(sum)
{
	/* 2 each for nine bureaus, 1 each for five, none for the last: 23, while the city wants 20.
	 */
	struct gj_tally_row rows[15];
	struct gj_target target = { .city = 20 };
	struct gj_tally_total total;

	for (int i = 0; i < 15; i++)
		rows[i] = (struct gj_tally_row){
			.floor = i < 9    ? 2
			         : i < 14 ? 1
			                  : GJ_FLOOR_NONE,
			.applied = 3,
			.undecided = i == 14,
			.results = { [GJ_ELIGIBLE] = 1, [GJ_CONDITIONAL] = i % 2 },
		};
	gj_tally_sum(&total, &target, rows, 15);
	ck_assert_int_eq(total.sum.floor, 23);
	ck_assert_int_eq(total.target, 20);
	ck_assert_int_eq(total.reached, 15);
	ck_assert_int_eq(total.sum.applied, 45);
	ck_assert_int_eq(total.sum.undecided, 1);
	ck_assert_int_eq(total.sum.results[GJ_CONDITIONAL], 7);

	gj_tally_sum(&total, NULL, &rows[14], 1);
	ck_assert_int_eq(total.sum.floor, GJ_FLOOR_NONE);
	ck_assert_int_eq(total.target, GJ_FLOOR_NONE);
	gj_tally_sum(&total, &target, NULL, 0);
	ck_assert_int_eq(total.sum.floor, GJ_FLOOR_NONE);
	ck_assert_int_eq(total.reached, 0);
}
END_TEST

Suite *suite_tally(void)
{
	Suite *s = suite_create("decide/tally");
	TCase *t = tcase_create("tally");

	tcase_add_test(t, gap);
	tcase_add_test(t, sum);
	suite_add_tcase(s, t);
	return s;
}
