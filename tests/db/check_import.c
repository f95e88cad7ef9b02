/* check_import.c: an import is told apart from one that lost its process. */
#include <string.h>

#include "db/import.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

START_TEST(keeps_what_it_counted)
{
	static const struct gj_import_counts counts = {
		.rows = 21, .added = 6, .changed = 5, .unchanged = 4, .rejected = 3, .duplicates = 2
	};
	struct sample x;
	int64_t id;

	sample_open(&x);
	ck_ok(&x, gj_import_start(x.store, &id, "csv", "企业.csv", "enterprise", 2022, &x.err));
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM import WHERE state = 'running'"
	                                  " AND file = '企业.csv' AND finished_at IS NULL"),
	                 1);
	ck_ok(&x, gj_import_finish(x.store, id, &counts, &x.err));
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM import WHERE state = 'finished'"
	                                  " AND finished_at IS NOT NULL AND rows = 21 AND added = 6"
	                                  " AND changed = 5 AND unchanged = 4 AND rejected = 3"
	                                  " AND duplicates = 2"),
	                 1);
	ck_refused(&x, gj_import_finish(x.store, 77, &counts, &x.err), GJ_ENOENT, "77");
	sample_close(&x);
}
END_TEST

START_TEST(one_that_never_finished_is_marked)
{
	struct gj_import_counts counts = { 0 };
	struct sample x;
	int64_t one, two;

	sample_open(&x);
	ck_ok(&x, gj_import_start(x.store, &one, "csv", "a.csv", "enterprise", 2022, &x.err));
	sample_reopen(&x);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM import WHERE state = 'running'"),
	                 1);
	ck_ok(&x, gj_import_start(x.store, &two, "csv", "a.csv", "enterprise", 2022, &x.err));
	ck_ok(&x, gj_import_finish(x.store, two, &counts, &x.err));
	ck_assert_int_ne(one, two);
	ck_assert_int_eq(sample_count(&x, "SELECT id FROM import WHERE state = 'interrupted'"),
	                 one);
	ck_assert_int_eq(sample_count(&x, "SELECT id FROM import WHERE state = 'finished'"), two);
	sample_close(&x);
}
END_TEST

START_TEST(belongs_to_the_transaction_that_is_open)
{
	struct sample x;
	int64_t id;

	sample_open(&x);
	ck_ok(&x, gj_store_begin(x.store, "an import", &x.err));
	ck_ok(&x, gj_import_start(x.store, &id, "csv", "a.csv", "enterprise", 2022, &x.err));
	gj_store_rollback(x.store);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM import"), 0);
	ck_ok(&x, gj_store_begin(x.store, "a name of no import", &x.err));
	sample_application(&x, 1);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	sample_close(&x);
}
END_TEST

Suite *suite_import(void)
{
	Suite *suite = suite_create("import");
	TCase *c = tcase_create("import");

	tcase_add_test(c, keeps_what_it_counted);
	tcase_add_test(c, one_that_never_finished_is_marked);
	tcase_add_test(c, belongs_to_the_transaction_that_is_open);
	suite_add_tcase(suite, c);
	return suite;
}
