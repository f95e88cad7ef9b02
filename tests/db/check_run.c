/* check_run.c: a run's counts and checkpoint, and how one that lost its process is told. */
#include <string.h>

#include "db/run.h"
#include "db/version.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

static void open_with_version(struct sample *x)
{
	struct gj_fileset set;

	sample_open(x);
	gj_fileset_init(&set);
	ck_ok(x, gj_fileset_put(&set, "policy.lua", "p", 1, &x->err));
	ck_ok(x, gj_store_begin(x->store, "a test", &x->err));
	ck_ok(x, gj_version_put(x->store, &x->version, "p", &set, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	gj_fileset_fini(&set);
}

static int64_t start(struct sample *x)
{
	int64_t id;

	ck_ok(x, gj_store_begin(x->store, "a run", &x->err));
	ck_ok(x, gj_run_start(x->store, &id, x->version, 19000, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	return id;
}

static int64_t interrupted(struct sample *x)
{
	int64_t n = -1;

	ck_ok(x, gj_run_interrupted(x->store, &n, &x->err));
	return n;
}

START_TEST(keeps_counts_and_checkpoints)
{
	struct gj_run_counts counts = { .judged = 20, .changed = 3, .results = { 1, 2, 3, 4, 10 } };
	struct sample x;
	int64_t id;

	open_with_version(&x);
	id = start(&x);
	ck_ok(&x, gj_store_begin(x.store, "a run", &x.err));
	ck_ok(&x, gj_run_checkpoint(x.store, id, "enterprise", 10, &counts, &x.err));
	ck_ok(&x, gj_run_checkpoint(x.store, id, "enterprise", 20, &counts, &x.err));
	ck_ok(&x, gj_run_checkpoint(x.store, id, "station", 5, &counts, &x.err));
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_assert_int_eq(sample_count(&x, "SELECT application FROM run_checkpoint"
	                                  " WHERE category = 'enterprise'"),
	                 20);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM run_checkpoint"), 2);
	counts.judged = 21;
	ck_ok(&x, gj_run_finish(x.store, id, &counts, &x.err));
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM run WHERE state = 'finished'"
	                                  " AND judged = 21 AND changed = 3 AND eligible = 1"
	                                  " AND ineligible = 2 AND incomplete = 3 AND review = 4"
	                                  " AND conditional = 10 AND reference = 19000"
	                                  " AND finished_at >= started_at"),
	                 1);
	ck_refused(&x, gj_run_finish(x.store, 77, &counts, &x.err), GJ_ENOENT, "77");
	ck_refused(&x, gj_run_checkpoint(x.store, 77, "enterprise", 1, &counts, &x.err), GJ_ENOENT,
	           "77");
	sample_close(&x);
}
END_TEST

START_TEST(one_that_never_finished_is_told)
{
	struct gj_run_counts counts = { 0 };
	struct sample x;
	int64_t one, two;

	open_with_version(&x);
	ck_assert_int_eq(interrupted(&x), 0);
	one = start(&x);
	ck_assert_int_eq(interrupted(&x), 1);
	sample_reopen(&x);
	two = start(&x);
	ck_assert_int_eq(sample_count(&x, "SELECT id FROM run WHERE state = 'interrupted'"), one);
	ck_assert_int_eq(interrupted(&x), 2);
	ck_ok(&x, gj_run_finish(x.store, two, &counts, &x.err));
	ck_assert_int_eq(interrupted(&x), 0);
	start(&x);
	ck_assert_int_eq(interrupted(&x), 1);
	sample_close(&x);
}
END_TEST

Suite *suite_run(void)
{
	Suite *suite = suite_create("run");
	TCase *c = tcase_create("run");

	tcase_add_test(c, keeps_counts_and_checkpoints);
	tcase_add_test(c, one_that_never_finished_is_told);
	suite_add_tcase(suite, c);
	return suite;
}
