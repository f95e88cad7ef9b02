/* check_decision.c: results from outcomes, all combinations of few checks, by row and by column. */
#include "engine/decide/decision.h"
#include "tests/decide/suites.h"

#include <string.h>

enum { CHECKS = 4, ROWS = 6 * 6 * 6 * 6 };

/* The rule as it is written, first match wins. */
static enum gj_result as_written(const struct gj_category *category, const uint8_t *outcomes)
{
	static const struct {
		enum gj_outcome outcome;
		enum gj_result result;
	} order[] = {
		{ GJ_NOT_MET, GJ_INELIGIBLE },
		{ GJ_ERROR, GJ_REVIEW_DUE },
		{ GJ_UNKNOWN, GJ_INCOMPLETE },
	};
	bool review = false;

	for (size_t o = 0; o < 3; o++)
		for (size_t i = 0; i < category->n_checks; i++)
			if (outcomes[i] == order[o].outcome)
				return order[o].result;
	for (size_t i = 0; i < category->n_checks; i++) {
		review = review || outcomes[i] == GJ_REVIEW;
		if (outcomes[i] == GJ_REVIEW && !category->checks[i].conditional)
			return GJ_REVIEW_DUE;
	}
	return review ? GJ_CONDITIONAL : GJ_ELIGIBLE;
}

START_TEST(every_combination)
{
	static uint8_t columns[CHECKS][ROWS];
	static uint8_t results[ROWS];
	const uint8_t *heads[CHECKS];
	struct gj_check checks[CHECKS];
	struct gj_category category = { .checks = checks };

	for (size_t n = 0; n <= CHECKS; n++)
		for (unsigned mask = 0; mask < 1u << n; mask++) {
			size_t rows = 1;

			for (size_t i = 0; i < n; i++) {
				checks[i] =
				    (struct gj_check){ .index = i, .conditional = mask >> i & 1 };
				heads[i] = columns[i];
				rows *= GJ_OUTCOMES;
			}
			category.n_checks = n;
			for (size_t r = 0; r < rows; r++)
				for (size_t i = 0, rest = r; i < n; i++, rest /= GJ_OUTCOMES)
					columns[i][r] = (uint8_t)(rest % GJ_OUTCOMES);
			memset(results, 99, sizeof results);
			gj_decision_results(results, &category, heads, rows);
			for (size_t r = 0; r < rows; r++) {
				uint8_t row[CHECKS];

				for (size_t i = 0; i < n; i++)
					row[i] = columns[i][r];
				ck_assert_int_eq(gj_decision_result(&category, row),
				                 as_written(&category, row));
				ck_assert_int_eq(results[r], as_written(&category, row));
			}
			if (rows < ROWS)
				ck_assert_int_eq(results[rows], 99);
		}
}
END_TEST

START_TEST(blocks)
{
	enum { MOST = 515 };
	static const size_t sizes[] = { 0, 1, 255, 256, 257, 512, 513 };
	uint8_t column[MOST], results[MOST];
	const uint8_t *heads[] = { column };
	struct gj_check check = { .index = 0 };
	struct gj_category category = { .checks = &check, .n_checks = 1 };

	for (size_t i = 0; i < MOST; i++)
		column[i] = i % 2 ? GJ_MET : GJ_NOT_MET;
	for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
		memset(results, 99, sizeof results);
		gj_decision_results(results, &category, heads, sizes[s]);
		for (size_t i = 0; i < sizes[s]; i++)
			ck_assert_int_eq(results[i], i % 2 ? GJ_ELIGIBLE : GJ_INELIGIBLE);
		ck_assert_int_eq(results[sizes[s]], 99);
	}
}
END_TEST

START_TEST(names)
{
	static const char *const expected[] = { "eligible", "ineligible", "incomplete", "review",
		                                "conditional" };

	for (int i = 0; i < GJ_RESULTS; i++) {
		ck_assert_str_eq(gj_result_name((enum gj_result)i), expected[i]);
		ck_assert_int_eq(gj_result_find(expected[i]), i);
		ck_assert_ptr_nonnull(gj_result_label((enum gj_result)i).zh);
		ck_assert_ptr_nonnull(gj_result_label((enum gj_result)i).en);
	}
	ck_assert_int_eq(gj_result_find("Eligible"), -1);
	ck_assert_int_eq(gj_result_find(""), -1);
	for (int i = 0; i < GJ_OUTCOMES; i++) {
		ck_assert_ptr_nonnull(gj_outcome_label((enum gj_outcome)i).zh);
		ck_assert_ptr_nonnull(gj_outcome_label((enum gj_outcome)i).en);
	}
	ck_assert_str_eq(gj_outcome_label(GJ_NOT_MET).zh, "不符合");
}
END_TEST

Suite *suite_decision(void)
{
	Suite *s = suite_create("decide/decision");
	TCase *t = tcase_create("decision");

	tcase_add_test(t, every_combination);
	tcase_add_test(t, blocks);
	tcase_add_test(t, names);
	suite_add_tcase(s, t);
	return s;
}
