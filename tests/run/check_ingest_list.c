/* check_ingest_list.c: lists from inputs of their own, and what must agree with them. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/application.h"
#include "db/revision.h"
#include "tests/run/scene.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

#define HEAD "credit_code,name,bureau,officers,trainings\n"
#define LIST "credit_code,held_on,attendees\n"

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

static const struct scene_import both = {
	.category = "enterprise",
	.file = "a.csv",
	.list = "trainings",
	.list_file = "t.csv",
};
static const struct scene_import alone = { .category = "enterprise", .file = "a.csv" };

/* The list of the only application as stored: its number of rows, or minus its state. */
static int64_t stored_list(struct scene *s, const char *key)
{
	const struct gj_category *category = gj_policy_category(s->policy, "enterprise");
	const struct gj_fact *list = gj_facts_find(&category->facts, key);
	struct gj_application application;
	struct gj_record record;
	int64_t n;

	ck_ok(&s->k, gj_application_by_code(s->store, &application, kit_code(1), "enterprise", 2022,
	                                    &s->k.err));
	ck_ok(&s->k, gj_record_init(&record, &category->facts, &s->k.err));
	ck_ok(&s->k, gj_revision_get(s->store, &record, application.revision, &s->k.err));
	n = record.values[list->index].state == GJ_GIVEN
	        ? record.values[list->index].number
	        : -(int64_t)record.values[list->index].state;
	gj_record_fini(&record);
	return n;
}

enum { REFUSED = -100 };

static const struct {
	const char *own; /* the cell of the application */
	int rows;        /* in the list's input; -1: no such input */
	int64_t stored;  /* rows of the list, minus a state, or REFUSED */
	const char *said;
} agreements[] = {
	{ "", -1, -GJ_MISSING, "" },
	{ "", 0, -GJ_MISSING, "" },
	{ "", 2, 2, "" },
	{ "0", -1, 0, "" },
	{ "无", -1, 0, "" },
	{ "0", 0, 0, "" },
	{ "0", 1, REFUSED, "the row says 0 records, but " },
	{ "2", -1, REFUSED, "the row says 2 records, but no input for the list trainings" },
	{ "2", 0, REFUSED, "holds 0 of this applicant" },
	{ "2", 1, REFUSED, "holds 1 of this applicant" },
	{ "2", 2, 2, "" },
	{ "2", 3, REFUSED, "the row says 2 records, but " },
	{ "不详", -1, -GJ_EXPLICITLY_UNKNOWN, "" },
	{ "不详", 0, -GJ_EXPLICITLY_UNKNOWN, "" },
	{ "不适用", 0, -GJ_STATE_NOT_APPLICABLE, "" },
	{ "不适用", 1, REFUSED, "not known or not applicable" },
};

START_TEST(number_and_rows_agree)
{
	struct scene s;
	char text[1000] = LIST;
	int i;

	scene_open(&s);
	for (i = 0; i < agreements[_i].rows; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s,2022-05-0%d,%d\n",
		         kit_code(1), i + 1, 10 + i);
	kit_write(&s.k, "t.csv", text);
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1,%s\n", kit_code(1), agreements[_i].own);
	ck_ok(&s.k, scene_ingest(&s, agreements[_i].rows < 0 ? &alone : &both));
	scene_assert_said(&s, agreements[_i].said);
	if (agreements[_i].stored == REFUSED) {
		ck_assert_int_eq(s.in.counts.rejected, 1);
		scene_assert_said(&s, "a.csv:2:trainings:: ");
		ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM application"), 0);
		/* Its rows go with it, so that the two files fit each other. */
		ck_assert_uint_eq(s.in.list_rejected, s.in.list_rows);
	} else {
		ck_assert_int_eq(s.in.counts.added, 1);
		ck_assert_int_eq(stored_list(&s, "trainings"), agreements[_i].stored);
		ck_assert_uint_eq(s.in.list_rejected, 0);
	}
	scene_close(&s);
}
END_TEST

START_TEST(a_bad_row_refuses_its_application)
{
	const struct scene_import mended = {
		.category = "enterprise",
		.file = "a.csv.rejects.csv",
		.list = "trainings",
		.list_file = "t.csv.rejects.csv",
	};
	struct scene s;
	char *text, *at;

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1,2\n%s,乙,武昌,1,1\n", kit_code(1), kit_code(2));
	write_rows(&s, "t.csv", LIST "%s,2022-05-01,10\n%s,2022-05-02,10\n%s,2022年6月,10\n",
	           kit_code(1), kit_code(2), kit_code(1));
	ck_ok(&s.k, scene_ingest(&s, &both));
	scene_assert_said(&s, "t.csv:4:held_on:2022年6月: ");
	scene_assert_said(&s, "a.csv:2:trainings:: row 4 of ");
	ck_assert_int_eq(s.in.counts.added, 1);
	ck_assert_int_eq(s.in.counts.rejected, 1);
	ck_assert_uint_eq(s.in.list_rows, 3);
	ck_assert_uint_eq(s.in.list_rejected, 2);
	ck_assert_uint_eq(s.in.rejects, 3);

	/* Mended and imported together. */
	text = gj_tmp_read(kit_path(&s.k, "t.csv.rejects.csv"), NULL);
	ck_assert_ptr_nonnull(strstr(text, "the application in row 2 of "));
	at = strstr(text, "2022年6月,10");
	ck_assert_ptr_nonnull(at);
	memcpy(at, "2022/06/2,10", strlen("2022/06/2,10")); /* as long as what stood there */
	memmove(at + strlen("2022/06/2,10"), at + strlen("2022年6月,10"),
	        strlen(at + strlen("2022年6月,10")) + 1);
	kit_write(&s.k, "t.csv.rejects.csv", text);
	free(text);
	ck_ok(&s.k, scene_ingest(&s, &mended));
	scene_assert_said(&s, "");
	ck_assert_int_eq(s.in.counts.added, 1);
	ck_assert_int_eq(stored_list(&s, "trainings"), 2);
	scene_close(&s);
}
END_TEST

START_TEST(left_over_rows_are_refused)
{
	struct scene s;
	char expected[500];

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1,1\n", kit_code(1));
	write_rows(&s, "t.csv",
	           LIST "%s,2022-05-01,10\n%s,2022-05-02,10\n,2022-05-03,10\nx,2022-05-03,1\n",
	           kit_code(1), kit_code(2));
	ck_ok(&s.k, scene_ingest(&s, &both));
	snprintf(expected, sizeof expected,
	         "t.csv:3:credit_code:%s: there is no application with this code in ", kit_code(2));
	scene_assert_said(&s, expected);
	scene_assert_said(&s, "t.csv:4:credit_code:: the applicant's credit code is missing");
	scene_assert_said(&s, "t.csv:5:credit_code:x: ");
	ck_assert_int_eq(s.in.counts.added, 1);
	ck_assert_int_eq(s.in.counts.rejected, 0);
	ck_assert_uint_eq(s.in.list_rejected, 3);
	ck_assert_uint_eq(s.in.rejects, 3);
	kit_assert_file(&s.k, "a.csv.rejects.csv", NULL);

	/* All well now: the old file of refused rows goes. */
	write_rows(&s, "t.csv", LIST "%s,2022-05-01,10\n", kit_code(1));
	ck_ok(&s.k, scene_ingest(&s, &both));
	ck_assert_int_eq(s.in.counts.unchanged, 1);
	kit_assert_file(&s.k, "t.csv.rejects.csv", NULL);
	scene_close(&s);
}
END_TEST

START_TEST(a_repeated_row_takes_the_list_once)
{
	struct scene s;

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1,1\n%s,甲,江岸,1,1\n%s,甲,江岸,2,1\n",
	           kit_code(1), kit_code(1), kit_code(1));
	write_rows(&s, "t.csv", LIST "%s,2022-05-01,10\n", kit_code(1));
	ck_ok(&s.k, scene_ingest(&s, &both));
	ck_assert_int_eq(s.in.counts.added, 1);
	ck_assert_int_eq(s.in.counts.unchanged, 1);
	ck_assert_int_eq(s.in.counts.duplicates, 1);
	ck_assert_uint_eq(s.in.list_rejected, 0);
	ck_assert_int_eq(stored_list(&s, "trainings"), 1);
	scene_close(&s);
}
END_TEST

START_TEST(a_later_row_may_take_what_a_refused_one_left)
{
	struct scene s;

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,x,1\n%s,甲,江岸,1,1\n", kit_code(1), kit_code(1));
	write_rows(&s, "t.csv", LIST "%s,2022-05-01,10\n", kit_code(1));
	ck_ok(&s.k, scene_ingest(&s, &both));
	ck_assert_int_eq(s.in.counts.added, 1);
	ck_assert_int_eq(s.in.counts.rejected, 1);
	ck_assert_uint_eq(s.in.list_rejected, 0);
	scene_close(&s);
}
END_TEST

START_TEST(two_lists_at_once)
{
	struct scene_import import = both;
	struct scene s;

	scene_open(&s);
	import.list2 = "visits";
	import.list2_file = "v.csv";
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1,1\n%s,乙,江岸,1,1\n", kit_code(1), kit_code(2));
	write_rows(&s, "t.csv", LIST "%s,2022-05-01,10\n", kit_code(1));
	write_rows(&s, "v.csv", "统一社会信用代码,主题\n%s,一\n%s,二\n%s,三\n", kit_code(1),
	           kit_code(2), kit_code(1));
	ck_ok(&s.k, scene_ingest(&s, &import));
	ck_assert_int_eq(s.in.counts.added, 1);
	ck_assert_int_eq(s.in.counts.rejected, 1);
	ck_assert_int_eq(stored_list(&s, "trainings"), 1);
	ck_assert_int_eq(stored_list(&s, "visits"), 2);
	ck_assert_uint_eq(s.in.list_rejected, 1); /* the visit of the refused one */
	scene_close(&s);
}
END_TEST

START_TEST(a_dry_run_stores_nothing)
{
	struct scene_import import = both;
	struct scene s;

	scene_open(&s);
	import.dry_run = true;
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1,1\n%s,乙,江岸,1,2\n", kit_code(1), kit_code(2));
	write_rows(&s, "t.csv", LIST "%s,2022-05-01,10\n%s,2022-05-01,bad\n%s,2022-05-01,1\n",
	           kit_code(1), kit_code(2), kit_code(3));
	ck_ok(&s.k, scene_ingest(&s, &import));
	ck_assert_int_eq(s.in.counts.rows, 2);
	ck_assert_int_eq(s.in.counts.rejected, 1);
	ck_assert_uint_eq(s.in.list_rejected, 2);
	ck_assert_uint_eq(s.in.rejects, 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM import"), 0);
	kit_assert_file(&s.k, "a.csv.rejects.csv", NULL);
	kit_assert_file(&s.k, "t.csv.rejects.csv", NULL);
	scene_close(&s);
}
END_TEST

START_TEST(comes_through_without_memory)
{
	struct scene s;
	int n, rc;

	scene_open(&s);
	write_rows(&s, "a.csv", HEAD "%s,甲,江岸,1,1\n%s,乙,江岸,1,2\n", kit_code(1), kit_code(2));
	write_rows(&s, "t.csv", LIST "%s,2022-05-01,10\n%s,2022-05-01,bad\n%s,2022-05-01,1\n",
	           kit_code(1), kit_code(2), kit_code(3));
	for (n = 1; n < 5000; n++) {
		gj_alloc_fail_at(n);
		rc = scene_ingest(&s, &both);
		gj_alloc_fail_at(0);
		if (rc == 0 && !s.said.failed)
			break;
		ck_assert_msg(rc == GJ_ENOMEM || rc == 0, "%d: %s", rc, s.k.err.text);
	}
	ck_assert_int_lt(n, 5000);
	ck_assert_int_eq(s.in.counts.rejected, 1);
	ck_assert_uint_eq(s.in.list_rejected, 2);
	scene_close(&s);
}
END_TEST

Suite *suite_ingest_list(void)
{
	Suite *suite = suite_create("ingest_list");
	TCase *tcase = tcase_create("ingest_list");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, number_and_rows_agree, 0,
	                    sizeof agreements / sizeof agreements[0]);
	tcase_add_test(tcase, a_bad_row_refuses_its_application);
	tcase_add_test(tcase, left_over_rows_are_refused);
	tcase_add_test(tcase, a_repeated_row_takes_the_list_once);
	tcase_add_test(tcase, a_later_row_may_take_what_a_refused_one_left);
	tcase_add_test(tcase, two_lists_at_once);
	tcase_add_test(tcase, a_dry_run_stores_nothing);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
