/* check_ranking.c: quota and reserve, ties across a line, quotas of bureaus, keys that are not settled. */
#include "engine/base/err.h"
#include "engine/decide/ranking.h"
#include "tests/decide/suites.h"
#include "tests/support/alloc.h"

#include <check.h>
#include <string.h>

enum { MOST = 8 };

struct one {
	const char *code, *bureau;
	int64_t score, day; /* -1: not known */
	int rank;
	enum gj_ranking_place place;
};

static void run(const struct gj_ranking *ranking, const struct one *ones, size_t n)
{
	struct gj_range values[MOST][2];
	struct gj_ranking_row rows[MOST];

	for (size_t i = 0; i < n; i++) { /* handed in backwards: the order must not matter */
		const struct one *o = &ones[n - 1 - i];

		values[i][0] = o->score < 0 ? gj_range_any(GJ_UNKNOWN) : gj_range_of(o->score);
		values[i][1] = o->day < 0 ? gj_range_any(GJ_UNKNOWN) : gj_range_of(o->day);
		rows[i] = (struct gj_ranking_row){ .code = o->code,
			                           .bureau = o->bureau,
			                           .values = values[i] };
	}
	ck_assert_int_eq(gj_ranking_run(ranking, rows, n, NULL), 0);
	for (size_t i = 0; i < n; i++) {
		ck_assert_str_eq(rows[i].code, ones[i].code);
		ck_assert_msg(rows[i].rank == ones[i].rank && rows[i].place == ones[i].place,
		              "%s: rank %d, place %d", ones[i].code, rows[i].rank, rows[i].place);
	}
}

static const struct gj_ranking_key keys[] = { { .descending = true }, { .descending = false } };

START_TEST(test_ranking_quota_reserve)
{
	static const struct one ones[] = {
		{ "A", "x", 90, 5, 1, GJ_RANKED_IN },      { "B", "x", 80, 1, 2, GJ_RANKED_IN },
		{ "C", "x", 80, 2, 3, GJ_RANKED_RESERVE }, { "D", "x", 70, 1, 4, GJ_RANKED_OUT },
		{ "E", "x", -1, 1, 0, GJ_RANKED_OPEN },
	};
	struct gj_ranking r = { .keys = keys, .n_keys = 2, .quota = 2, .reserve = 1 };

	run(&r, ones, 5);
}
END_TEST

START_TEST(test_ranking_tie)
{
	static const struct one across[] = {
		{ "A", "x", 90, 1, 1, GJ_RANKED_IN },
		{ "B", "x", 80, 1, 2, GJ_RANKED_TIE },
		{ "C", "x", 80, 1, 2, GJ_RANKED_TIE },
		{ "D", "x", 70, 1, 4, GJ_RANKED_OUT },
	};
	static const struct one by_code[] = {
		{ "A", "x", 90, 1, 1, GJ_RANKED_IN },
		{ "B", "x", 80, 1, 2, GJ_RANKED_IN },
		{ "C", "x", 80, 1, 3, GJ_RANKED_RESERVE },
		{ "D", "x", 70, 1, 4, GJ_RANKED_OUT },
	};
	static const struct one inside[] = {
		{ "A", "x", 90, 1, 1, GJ_RANKED_IN },
		{ "B", "x", 90, 1, 1, GJ_RANKED_IN },
		{ "C", "x", 80, 1, 3, GJ_RANKED_RESERVE },
	};
	struct gj_ranking r = { .keys = keys, .n_keys = 2, .quota = 2, .reserve = 1 };

	run(&r, across, 4);
	run(&r, inside, 3);
	r.tie = GJ_TIE_CODE;
	run(&r, by_code, 4);
}
END_TEST

START_TEST(test_ranking_per_bureau)
{
	static const struct one ones[] = {
		{ "A", "x", 50, 1, 1, GJ_RANKED_IN },
		{ "B", "x", 40, 1, 2, GJ_RANKED_OUT },
		{ "C", "y", 30, 1, 1, GJ_RANKED_IN },
		{ "D", "y", -1, 1, 0, GJ_RANKED_OPEN },
	};
	struct gj_ranking r = { .keys = keys, .n_keys = 2, .quota = 1, .per_bureau = true };

	run(&r, ones, 4);
}
END_TEST

START_TEST(test_ranking_no_memory)
{
	struct gj_ranking r = { .keys = keys, .n_keys = 0, .quota = 1 };
	struct gj_ranking_row rows[2] = { { .code = "a", .bureau = "" },
		                          { .code = "b", .bureau = "" } };

	for (int n = 1;; n++) {
		int rc;

		gj_alloc_fail_at(n);
		rc = gj_ranking_run(&r, rows, 2, NULL);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
}
END_TEST

Suite *suite_ranking(void)
{
	Suite *s = suite_create("decide/ranking");
	TCase *t = tcase_create("ranking");

	tcase_add_test(t, test_ranking_quota_reserve);
	tcase_add_test(t, test_ranking_tie);
	tcase_add_test(t, test_ranking_per_bureau);
	tcase_add_test(t, test_ranking_no_memory);
	suite_add_tcase(s, t);
	return s;
}
