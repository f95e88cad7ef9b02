/* check_decision_row.c: a decision is added where something is new, counted, listed and never
 * changed. */
#include <stdio.h>
#include <string.h>

#include "db/decision_row.h"
#include "db/run.h"
#include "db/version.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

START_TEST(adds_only_what_is_new)
{
	struct gj_decision_row row;
	struct sample x;
	int64_t one, two, three, four;

	sample_open_with_run(&x);
	one = sample_decide(&x, 1, 1, "abc", true);
	ck_assert_int_gt(one, 0);
	ck_assert_int_eq(sample_decide(&x, 1, 1, "abc", false), one);
	two = sample_decide(&x, 1, 0, "abc", true); /* the result is another */
	ck_assert_int_gt(two, one);
	three = sample_decide(&x, 1, 0, "abd", true); /* an outcome is another */
	ck_assert_int_gt(three, two);
	four = sample_decide(&x, 1, 0, "abd\1", true); /* a check more */
	ck_assert_int_gt(four, three);
	ck_assert_int_gt(sample_decide(&x, 1, 0, "abd", true), four); /* back again: that is new too */
	ck_ok(&x, gj_decision_get(x.store, &row, three, &x.err));
	ck_assert_int_eq(row.id, three);
	ck_assert_int_eq(row.application, 1);
	ck_assert_int_eq(row.run, 1);
	ck_assert_int_eq(row.version, 1);
	ck_assert_int_eq(row.revision, 1);
	ck_assert_int_eq(row.reference, 19000);
	ck_assert_int_eq(row.result, 0);
	ck_assert_uint_eq(row.n_outcomes, 3);
	ck_assert_mem_eq(row.outcomes, "abd", 3);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM decision"), 5);
	ck_refused(&x, gj_decision_get(x.store, &row, 99, &x.err), GJ_ENOENT, "99");
	sample_close(&x);
}
END_TEST

START_TEST(the_longest_outcomes_fit_and_longer_ones_are_refused)
{
	struct gj_decision_row row = sample_decision(1, 0, "");
	struct gj_decision_row back;
	struct sample x;
	bool added;

	sample_open_with_run(&x);
	ck_ok(&x, gj_store_begin(x.store, "a run", &x.err));
	ck_ok(&x, gj_decision_put(x.store, &added, &row, 0, &x.err)); /* no checks at all */
	row.n_outcomes = sizeof row.outcomes;
	memset(row.outcomes, 0xa5, sizeof row.outcomes);
	ck_ok(&x, gj_decision_put(x.store, &added, &row, 1, &x.err));
	ck_ok(&x, gj_decision_get(x.store, &back, 2, &x.err));
	ck_assert_uint_eq(back.n_outcomes, sizeof row.outcomes);
	ck_assert_mem_eq(back.outcomes, row.outcomes, sizeof row.outcomes);
	row.n_outcomes++;
	ck_refused(&x, gj_decision_put(x.store, &added, &row, 2, &x.err), GJ_ELIMIT, "outcomes");
	sample_close(&x);
}
END_TEST

START_TEST(two_runs_at_once_are_noticed)
{
	struct gj_decision_row row = sample_decision(1, 0, "abc");
	struct sample x;
	bool added;

	sample_open_with_run(&x);
	sample_decide(&x, 1, 1, "abc", true);
	ck_ok(&x, gj_store_begin(x.store, "a run", &x.err));
	ck_refused(&x, gj_decision_put(x.store, &added, &row, 0, &x.err), GJ_EBUSY, "another run");
	gj_store_rollback(x.store);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM decision"), 1);
	sample_close(&x);
}
END_TEST

START_TEST(points_to_rows_that_are_there)
{
	struct gj_decision_row row = sample_decision(1, 0, "abc");
	struct sample x;
	bool added;

	sample_open_with_run(&x);
	row.version = 9;
	ck_ok(&x, gj_store_begin(x.store, "a run", &x.err));
	ck_refused(&x, gj_decision_put(x.store, &added, &row, 0, &x.err), GJ_EINTERNAL,
	           "FOREIGN KEY");
	ck_assert_ptr_nonnull(strstr(x.err.text, "a run: "));
	sample_close(&x);
}
END_TEST

START_TEST(is_never_changed)
{
	char message[256];
	struct sample x;

	sample_open_with_run(&x);
	sample_decide(&x, 1, 1, "abc", true);
	ck_assert_int_ne(sample_exec(&x, "UPDATE decision SET result = 0", message), 0);
	ck_assert_str_eq(message, "a decision is never changed: a new one is added");
	ck_assert_int_ne(sample_exec(&x, "DELETE FROM decision", message), 0);
	ck_assert_str_eq(message, "a decision is never deleted");
	sample_close(&x);
}
END_TEST

struct seen {
	char text[400];
	int stop;
};

static int see_count(void *ctx, const struct gj_decision_count *c)
{
	struct seen *seen = ctx;
	size_t n = strlen(seen->text);

	snprintf(seen->text + n, sizeof seen->text - n, "%s %d %d;", c->bureau, c->result,
	         (int)c->n);
	return seen->stop;
}

static int see_item(void *ctx, const struct gj_decision_item *item)
{
	struct seen *seen = ctx;
	size_t n = strlen(seen->text);

	ck_assert_uint_eq(strlen(item->code), 18);
	ck_assert(item->row.id == 0 || item->row.application == item->application);
	snprintf(seen->text + n, sizeof seen->text - n, "%d %s %d %d;", (int)item->application,
	         item->bureau, item->row.id != 0, item->row.result);
	return seen->stop;
}

START_TEST(counts_and_lists_the_newest)
{
	static const struct {
		const char *category, *bureau;
		int year, result;
		const char *text;
	} cases[] = {
		{ "enterprise", NULL, 2022, -1,
		  "1 wuchang 1 0;2 wuchang 1 2;3 wuchang 0 0;4 qiaokou 0 0;" },
		{ NULL, NULL, 2022, -1,
		  "1 wuchang 1 0;2 wuchang 1 2;3 wuchang 0 0;4 qiaokou 0 0;" },
		{ "enterprise", NULL, 2022, 0, "1 wuchang 1 0;" },
		{ "enterprise", "wuchang", 2022, 2, "2 wuchang 1 2;" },
		{ "enterprise", "qiaokou", 2022, -1, "4 qiaokou 0 0;" },
		{ "enterprise", "qiaokou", 2022, 2, "" },
		{ "enterprise", NULL, 2021, -1, "" },
		{ "station", NULL, 2022, -1, "" },
	};
	struct gj_application a;
	struct sample x;
	struct seen seen = { "", 0 };
	bool made;

	sample_open_with_run(&x);
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	ck_ok(&x, gj_application_put(x.store, &a, &made, "91420100MA4K00099X", "n", "qiaokou",
	                             "enterprise", 2022, &x.err));
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	sample_decide(&x, 1, 1, "abc", true);
	sample_decide(&x, 1, 0, "abc", true);
	sample_decide(&x, 2, 2, "abc", true);
	ck_ok(&x, gj_decision_counts(x.store, "enterprise", 2022, see_count, &seen, &x.err));
	ck_assert_str_eq(seen.text, "qiaokou -1 1;wuchang -1 1;wuchang 0 1;wuchang 2 1;");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		*seen.text = '\0';
		ck_ok(&x,
		      gj_decision_each(x.store, cases[i].category, cases[i].year, cases[i].bureau,
		                       cases[i].result, see_item, &seen, &x.err));
		ck_assert_str_eq(seen.text, cases[i].text);
	}
	*seen.text = '\0';
	seen.stop = 5;
	ck_assert_int_eq(gj_decision_counts(x.store, "enterprise", 2022, see_count, &seen, &x.err),
	                 5);
	ck_assert_str_eq(seen.text, "qiaokou -1 1;");
	ck_assert_int_eq(gj_decision_each(x.store, NULL, 2022, NULL, -1, see_item, &seen, &x.err),
	                 5);
	sample_close(&x);
}
END_TEST

Suite *suite_decision_row(void)
{
	Suite *suite = suite_create("decision_row");
	TCase *c = tcase_create("decision_row");

	tcase_add_test(c, adds_only_what_is_new);
	tcase_add_test(c, the_longest_outcomes_fit_and_longer_ones_are_refused);
	tcase_add_test(c, two_runs_at_once_are_noticed);
	tcase_add_test(c, points_to_rows_that_are_there);
	tcase_add_test(c, is_never_changed);
	tcase_add_test(c, counts_and_lists_the_newest);
	suite_add_tcase(suite, c);
	return suite;
}
