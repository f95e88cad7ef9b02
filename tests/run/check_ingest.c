/* check_ingest.c: applications from an input to the store, and what becomes of the refused. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/store.h"
#include "tests/run/scene.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

#define HEAD "credit_code,name,bureau,officers\n"
#define MARK \
	"\xef\xbb\xbf" \
	"错误位置,错误原因"

static void write_rows(struct scene *s, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void write_rows(struct scene *s, const char *name, const char *format, ...)
{
	char text[4000];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	kit_write(&s->k, name, text);
}

static void assert_counts(const struct scene *s, int64_t rows, int64_t added, int64_t changed,
                          int64_t unchanged, int64_t rejected, int64_t duplicates)
{
	ck_assert_int_eq(s->in.counts.rows, rows);
	ck_assert_int_eq(s->in.counts.added, added);
	ck_assert_int_eq(s->in.counts.changed, changed);
	ck_assert_int_eq(s->in.counts.unchanged, unchanged);
	ck_assert_int_eq(s->in.counts.rejected, rejected);
	ck_assert_int_eq(s->in.counts.duplicates, duplicates);
}

static const struct scene_import a_csv = { .category = "enterprise", .file = "a.csv" };

START_TEST(stores_and_imports_again_unchanged)
{
	struct scene s;

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1\n%s,乙,,\n", kit_code(1), kit_code(2));
	ck_ok(&s.k, scene_ingest(&s, &a_csv));
	assert_counts(&s, 2, 2, 0, 0, 0, 0);
	ck_assert_uint_eq(s.in.rejects, 0);
	scene_assert_said(&s, "");
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM revision"), 2);
	ck_assert_int_eq(scene_count(&s,
	                             "SELECT count(*) FROM application WHERE bureau = 'jiangan'"),
	                 1);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM application WHERE bureau = ''"), 1);
	ck_assert_int_eq(
	    scene_count(&s, "SELECT count(*) FROM import WHERE state = 'finished' AND added = 2"),
	    1);

	ck_ok(&s.k, scene_ingest(&s, &a_csv));
	assert_counts(&s, 2, 0, 0, 2, 0, 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM revision"), 2);

	write_rows(&s, "a.csv", HEAD "%s,甲新名,武昌,1\n%s,乙,,\n", kit_code(1), kit_code(2));
	ck_ok(&s.k, scene_ingest(&s, &a_csv));
	assert_counts(&s, 2, 0, 1, 1, 0, 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM revision"), 3);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM subject WHERE name = '甲新名'"), 1);
	ck_assert_int_eq(scene_count(&s,
	                             "SELECT count(*) FROM application WHERE bureau = 'wuchang'"),
	                 1);
	scene_close(&s);
}
END_TEST

static const struct {
	const char *row; /* %s: a valid code */
	const char *said;
} bad[] = {
	{ "%s,甲,江岸,many", "a.csv:2:officers:many: " },
	{ "%s,甲,不明区,1", "a.csv:2:bureau:不明区: " },
	{ "9.14E+17,甲,江岸,1%.0s", "a.csv:2:credit_code:9.14E+17: " },
	{ ",甲,江岸,1%.0s", "a.csv:2:credit_code:: the credit code is missing" },
	{ "%s,,江岸,1", "a.csv:2:name:: the name is missing" },
	{ "%s,不适用,江岸,1", "a.csv:2:name:: the name is missing" },
	{ "%s,甲", "a.csv:2::: the row has another number of cells" },
};

START_TEST(a_bad_row_goes_aside_and_the_rest_goes_on)
{
	struct scene s;
	char row[200], expected[100];
	char *rejects;

	scene_open(&s);
	snprintf(row, sizeof row, bad[_i].row, kit_code(1));
	write_rows(&s, "a.csv", HEAD "%s\n%s,乙,武昌,1\n", row, kit_code(2));
	ck_ok(&s.k, scene_ingest(&s, &a_csv));
	assert_counts(&s, 2, 1, 0, 0, 1, 0);
	scene_assert_said(&s, bad[_i].said);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM application"), 1);
	ck_assert_uint_eq(s.in.rejects, 1);
	rejects = gj_tmp_read(kit_path(&s.k, "a.csv.rejects.csv"), NULL);
	snprintf(expected, sizeof expected, "%s,%s", MARK,
	         "credit_code,name,bureau,officers\r\n2,");
	ck_assert_msg(strncmp(rejects, expected, strlen(expected)) == 0, "%s", rejects);
	ck_assert_ptr_nonnull(strstr(rejects, row));
	free(rejects);
	scene_close(&s);
}
END_TEST

START_TEST(mended_rejects_import_and_vanish)
{
	const struct scene_import again = { .category = "enterprise", .file = "a.csv.rejects.csv" };
	struct scene s;

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD "%s,\"甲, 一\",江岸,many\n%s,乙,武昌,1\n", kit_code(1),
	           kit_code(2));
	ck_ok(&s.k, scene_ingest(&s, &a_csv));
	ck_assert_uint_eq(s.in.rejects, 1);
	write_rows(&s, "a.csv.rejects.csv",
	           MARK
	           ",credit_code,name,bureau,officers\r\n2,old reason,%s,\"甲, 一\",江岸,5\r\n",
	           kit_code(1));
	ck_ok(&s.k, scene_ingest(&s, &again));
	assert_counts(&s, 1, 1, 0, 0, 0, 0);
	ck_assert_int_eq(
	    scene_count(&s, "SELECT officers FROM facts_enterprise ORDER BY _revision DESC"), 5);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM subject WHERE name = '甲, 一'"), 1);

	write_rows(&s, "a.csv", HEAD "%s,\"甲, 一\",江岸,5\n%s,乙,武昌,1\n", kit_code(1),
	           kit_code(2));
	write_rows(&s, "a.csv.rejects.csv", MARK "\r\n");
	ck_ok(&s.k, scene_ingest(&s, &a_csv));
	assert_counts(&s, 2, 0, 0, 2, 0, 0);
	kit_assert_file(&s.k, "a.csv.rejects.csv", NULL);
	scene_close(&s);
}
END_TEST

START_TEST(a_second_row_of_an_applicant)
{
	static const bool dry[] = { false, true };
	struct scene_import import = a_csv;
	struct scene s;

	scene_open(&s);
	import.dry_run = dry[_i];
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1\n%s,乙,武昌,1\n%s,甲又,江岸,9\n%s,甲,江岸,1\n",
	           kit_code(1), kit_code(2), kit_code(1), kit_code(1));
	ck_ok(&s.k, scene_ingest(&s, &import));
	scene_assert_said(&s, "a.csv:4:credit_code:: this applicant already stands in row 2");
	if (dry[_i]) {
		assert_counts(&s, 4, 0, 0, 0, 0, 1);
		kit_assert_file(&s.k, "a.csv.rejects.csv", NULL);
		ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM import"), 0);
		ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM application"), 0);
	} else {
		assert_counts(&s, 4, 2, 0, 1, 0, 1);
		ck_assert_uint_eq(s.in.rejects, 1);
		/* The refused row has not even changed the name. */
		ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM subject WHERE name = '甲'"),
		                 1);
		ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM revision"), 2);
	}
	scene_close(&s);
}
END_TEST

START_TEST(several_batches_keep_the_order)
{
	struct scene_import import = a_csv;
	struct scene s;
	char text[4000] = HEAD;
	int i;

	scene_open(&s);
	import.options[0] = "batch=3";
	for (i = 0; i < 20; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s,第%d家,江岸,%d\n",
		         kit_code(100 - i), i, i);
	kit_write(&s.k, "a.csv", text);
	ck_ok(&s.k, scene_ingest(&s, &import));
	assert_counts(&s, 20, 20, 0, 0, 0, 0);
	ck_assert_int_eq(scene_count(&s,
	                             "SELECT count(*) FROM application a JOIN facts_enterprise f"
	                             " ON f._revision = a.revision WHERE f.officers = a.id - 1"),
	                 20);
	scene_close(&s);
}
END_TEST

START_TEST(a_failure_keeps_whole_batches)
{
	struct scene_import import = a_csv;
	struct scene s;
	char text[4000] = HEAD;
	int i;

	scene_open(&s);
	for (i = 0; i < 7; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s,第%d家,江岸,%s\n",
		         kit_code(i), i, i == 0 ? "bad" : "1");
	kit_write(&s.k, "a.csv", text);
	import.options[0] = "batch=2";
	import.options[1] = "fail-at=5";
	ck_refused(&s.k, scene_ingest(&s, &import), GJ_EFORMAT, "the input breaks off");
	assert_counts(&s, 4, 3, 0, 0, 1, 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM application"), 3);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM import WHERE state = 'running'"), 1);
	kit_assert_file(&s.k, "a.csv.rejects.csv", NULL);
	kit_assert_file(&s.k, "a.csv.rejects.csv.part", NULL);
	scene_close(&s);
}
END_TEST

START_TEST(refuses_arguments)
{
	struct scene_import import = a_csv;
	struct scene s;

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD);
	import.list = "officers";
	import.list_file = "a.csv";
	ck_refused(&s.k, scene_ingest(&s, &import), GJ_EINVAL, "no list \"officers\"");
	import.list = import.list2 = "trainings";
	import.list2_file = "a.csv";
	ck_refused(&s.k, scene_ingest(&s, &import), GJ_EINVAL, "twice");
	import = a_csv;
	import.options[0] = "colour=blue";
	ck_refused(&s.k, scene_ingest(&s, &import), GJ_EINVAL, "colour");
	import = a_csv;
	import.rejects = kit_path(&s.k, "a.csv");
	ck_refused(&s.k, scene_ingest(&s, &import), GJ_EINVAL, "the input itself");
	scene_close(&s);
}
END_TEST

static void stop(void *ctx, const struct gj_progress *p)
{
	if (p->rows >= 4)
		gj_loop_cancel(ctx);
}

START_TEST(stopped_midway_keeps_whole_batches)
{
	struct scene_import slow = a_csv;
	struct scene s;
	char text[4000] = HEAD;
	int64_t kept;
	int i;

	scene_open(&s);
	for (i = 0; i < 60; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s,第%d家,江岸,1\n",
		         kit_code(i), i);
	kit_write(&s.k, "a.csv", text);
	gj_loop_set_progress(s.k.loop, stop, s.k.loop);
	slow.options[0] = "batch=2";
	slow.options[1] = "sleep=60";
	ck_refused(&s.k, scene_ingest(&s, &slow), GJ_ECANCELED, "stopped");
	kept = scene_count(&s, "SELECT count(*) FROM application");
	ck_assert_int_ge(kept, 2);
	ck_assert_int_lt(kept, 60);
	ck_assert_int_eq(kept % 2, 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM import WHERE state = 'running'"), 1);

	/* A plain import again completes it. */
	gj_loop_set_progress(s.k.loop, NULL, NULL);
	ck_ok(&s.k, gj_loop_close(s.k.loop, &s.k.err));
	ck_ok(&s.k, gj_loop_open(&s.k.loop, &s.k.err));
	ck_ok(&s.k, scene_ingest(&s, &a_csv));
	assert_counts(&s, 60, 60 - kept, 0, kept, 0, 0);
	scene_close(&s);
}
END_TEST

START_TEST(another_writer_is_told)
{
	struct gj_store *other;
	struct scene s;

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1\n", kit_code(1));
	gj_store_set_wait(s.store, 10);
	ck_ok(&s.k, gj_store_open(&other, kit_path(&s.k, "test.db"), GJ_STORE_WRITE, &s.k.err));
	ck_ok(&s.k, gj_store_begin(other, "a test", &s.k.err));
	ck_refused(&s.k, scene_ingest(&s, &a_csv), GJ_EBUSY, "");
	gj_store_rollback(other);
	gj_store_close(other);
	ck_ok(&s.k, scene_ingest(&s, &a_csv));
	assert_counts(&s, 1, 1, 0, 0, 0, 0);
	scene_close(&s);
}
END_TEST

START_TEST(comes_through_without_memory)
{
	struct scene s;
	int n, rc;

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1\n%s,乙,武昌,x\n", kit_code(1), kit_code(2));
	for (n = 1; n < 3000; n++) {
		gj_alloc_fail_at(n);
		rc = scene_ingest(&s, &a_csv);
		gj_alloc_fail_at(0);
		if (rc == 0 && !s.said.failed)
			break;
		ck_assert_msg(rc == GJ_ENOMEM || rc == 0, "%d: %s", rc, s.k.err.text);
	}
	ck_assert_int_lt(n, 3000);
	ck_assert_int_eq(s.in.counts.rejected, 1);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM application"), 1);
	scene_close(&s);
}
END_TEST

Suite *suite_ingest(void)
{
	Suite *suite = suite_create("ingest");
	TCase *tcase = tcase_create("ingest");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, stores_and_imports_again_unchanged);
	tcase_add_loop_test(tcase, a_bad_row_goes_aside_and_the_rest_goes_on, 0,
	                    sizeof bad / sizeof bad[0]);
	tcase_add_test(tcase, mended_rejects_import_and_vanish);
	tcase_add_loop_test(tcase, a_second_row_of_an_applicant, 0, 2);
	tcase_add_test(tcase, several_batches_keep_the_order);
	tcase_add_test(tcase, a_failure_keeps_whole_batches);
	tcase_add_test(tcase, refuses_arguments);
	tcase_add_test(tcase, stopped_midway_keeps_whole_batches);
	tcase_add_test(tcase, another_writer_is_told);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
