/* check_source.c: what a source hands over, and what becomes of a plugin that lies. */
#include <stdio.h>

#include "tests/run/kit.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

static struct gj_source_args args_of(const struct kit *k, const char *location)
{
	(void)k;
	return (struct gj_source_args){ .facts = kit_facts(), .location = location };
}

/* A file with a heading of every column, and one good row (two with `again`). */
static const char *write_good(const struct kit *k)
{
	char text[2000];

	snprintf(text, sizeof text,
	         "统一社会信用代码,企业名称,所属区局,保密员人数,年度工作经费（元）,成立日期,已承诺,"
	         "评定,轮训记录\n"
	         "%s,甲企业,江岸,２名,123400,2020年1月2日,是,符合,无\n"
	         "%s,乙企业,武昌,不详,5.5万元,2020/1/2,否,不适用,3\n",
	         kit_code(1), kit_code(2));
	kit_write(k, "good.csv", text);
	return kit_path(k, "good.csv");
}

START_TEST(reads_typed_columns)
{
	struct gj_source_batch batch;
	const struct guiju_cells *c;
	struct gj_source *s;
	struct kit k;
	struct gj_source_args args;
	uint64_t done, all;

	kit_open(&k);
	args = args_of(&k, write_good(&k));
	ck_ok(&k, gj_source_open(&s, k.fake, &args, &k.err));
	ck_assert_uint_eq(gj_source_columns(s), K_COUNT);
	ck_assert_ptr_eq(gj_source_column(s, K_BUDGET), &kit_facts()->items[K_BUDGET]);
	ck_ok(&k, gj_source_read(s, &batch, &k.err));
	ck_assert_uint_eq(batch.rows, 2);
	ck_assert_uint_eq(batch.n_complaints, 0);
	ck_assert_int_eq(batch.refused[0] + batch.refused[1], 0);
	ck_assert_uint_eq(batch.cells->places[1], 3);
	c = batch.cells->columns;
	ck_assert_uint_eq(c[K_CODE].texts[0].size, 18);
	ck_assert_int_eq(memcmp(c[K_CODE].texts[0].data, kit_code(1), 18), 0);
	ck_assert_int_eq(c[K_BUREAU].numbers[1], 1);
	ck_assert_int_eq(c[K_OFFICERS].numbers[0], 2);
	ck_assert_int_eq(c[K_OFFICERS].states[1], GUIJU_UNKNOWN);
	ck_assert_int_eq(c[K_BUDGET].numbers[0], 1234); /* the heading's unit is yuan */
	ck_assert_int_eq(c[K_BUDGET].numbers[1], 550);  /* the cell's own holds */
	ck_assert_int_eq(c[K_FOUNDED].numbers[0], 18263);
	ck_assert_int_eq(c[K_FOUNDED].numbers[1], 18263);
	ck_assert_int_eq(c[K_PLEDGED].numbers[0], 1);
	ck_assert_int_eq(c[K_VERDICT].states[1], GUIJU_NOT_APPLICABLE);
	ck_assert_int_eq(c[K_TRAININGS].states[0], GUIJU_GIVEN);
	ck_assert_int_eq(c[K_TRAININGS].numbers[0], 0);
	ck_assert_int_eq(c[K_TRAININGS].numbers[1], 3);
	gj_source_progress(s, &done, &all);
	ck_assert_uint_eq(done, all);
	ck_assert_uint_gt(all, 0);
	ck_ok(&k, gj_source_read(s, &batch, &k.err));
	ck_assert_uint_eq(batch.rows, 0);
	ck_ok(&k, gj_source_read(s, &batch, &k.err)); /* the end stays the end */
	ck_assert_uint_eq(batch.rows, 0);
	gj_source_close(s);
	gj_source_close(NULL);
	kit_close(&k);
}
END_TEST

START_TEST(complains_of_bad_cells_in_order)
{
	struct gj_source_batch batch;
	struct gj_source *s;
	struct kit k;
	struct gj_source_args args;
	char text[1000];

	kit_open(&k);
	snprintf(text, sizeof text,
	         "credit_code,officers,name,founded\n%s,many,甲,2022年11月\n9.14E+17,1,乙,\n%s,1\n",
	         kit_code(1), kit_code(2));
	kit_write(&k, "bad.csv", text);
	args = args_of(&k, kit_path(&k, "bad.csv"));
	ck_ok(&k, gj_source_open(&s, k.fake, &args, &k.err));
	ck_ok(&k, gj_source_read(s, &batch, &k.err));
	ck_assert_uint_eq(batch.rows, 3);
	ck_assert_uint_eq(batch.n_complaints, 4);
	ck_assert_uint_eq(batch.complaints[0].place, 2);
	ck_assert_ptr_eq(batch.complaints[0].fact, &kit_facts()->items[K_OFFICERS]);
	ck_assert_str_eq(batch.complaints[0].raw, "many");
	ck_assert_ptr_eq(batch.complaints[1].fact, &kit_facts()->items[K_FOUNDED]);
	ck_assert_str_eq(batch.complaints[1].raw, "2022年11月");
	ck_assert_uint_eq(batch.complaints[2].row, 1);
	ck_assert_str_eq(batch.complaints[2].raw, "9.14E+17");
	ck_assert_uint_eq(batch.complaints[3].place, 4);
	ck_assert_ptr_null(batch.complaints[3].fact);
	ck_assert_str_eq(batch.complaints[3].raw, "");
	ck_assert_int_eq(batch.refused[0] + batch.refused[1] + batch.refused[2], 3);
	gj_source_close(s);
	kit_close(&k);
}
END_TEST

static const struct {
	const char *lie;
	int code;         /* of the call, 0: it only costs the row */
	const char *says; /* the sentence holds it */
} lies[] = {
	{ "lie=not-mine", GJ_EFORMAT, ".csv" },
	{ "lie=open-silent", GJ_EFORMAT, "did not say why" },
	{ "lie=open-code", GJ_EFORMAT, "77" },
	{ "lie=open-null", GJ_EFORMAT, "did not say why" },
	{ "lie=read-silent", GJ_EFORMAT, "read()" },
	{ "lie=read-code", GJ_EFORMAT, "-77" },
	{ "lie=rows", GJ_EFORMAT, "more rows" },
	{ "lie=zero", GJ_EFORMAT, "this is the end" },
	{ "lie=places", GJ_EFORMAT, "rise" },
	{ "lie=places-equal", GJ_EFORMAT, "rise" },
	{ "lie=state", 0, "state" },
	{ "lie=bad-silent", 0, "no reason" },
	{ "lie=broken-silent", 0, "no reason" },
	{ "lie=yes-no", 0, "number" },
	{ "lie=count", 0, "number" },
	{ "lie=amount", 0, "number" },
	{ "lie=date", 0, "number" },
	{ "lie=index", 0, "number" },
	{ "lie=judgement", 0, "number" },
	{ "lie=list", 0, "number" },
	{ "lie=text-null", 0, "without anything" },
	{ "lie=text-empty", 0, "without anything" },
	{ "lie=text-utf8", 0, "" },
	{ "lie=text-nul", 0, "" },
	{ "lie=text-control", 0, "" },
	{ "lie=text-long", 0, "" },
	{ "lie=code", 0, "" },
	{ "lie=code-short", 0, "" },
	{ "lie=report-null", 0, "no reason" },
	{ "lie=report-ever", 0, "again" },
	{ "lie=report-outside", 1, "" },
	{ "lie=columns", 1, "" },
	{ "lie=batch", 1, "" },
};

/* code 1: nothing comes of it at all. */
START_TEST(a_lie_costs_the_row_or_the_input)
{
	const char *options[] = { lies[_i].lie };
	struct gj_source_batch batch;
	struct gj_source *s = NULL;
	struct gj_source_args args;
	struct kit k;
	int rc;

	kit_open(&k);
	args = args_of(&k, write_good(&k));
	args.options = options;
	args.n_options = 1;
	rc = gj_source_open(&s, k.fake, &args, &k.err);
	if (rc == 0)
		rc = gj_source_read(s, &batch, &k.err);
	ck_assert_int_eq(rc, lies[_i].code < 0 ? lies[_i].code : 0);
	if (rc < 0) {
		ck_assert_msg(strstr(k.err.text, lies[_i].says) != NULL, "%s", k.err.text);
		if (s)
			ck_assert_int_eq(gj_source_read(s, &batch, &k.err), GJ_EINVAL);
	} else if (lies[_i].code == 0) {
		ck_assert_uint_eq(batch.refused[0], 1);
		ck_assert_uint_eq(batch.refused[1], 0);
		ck_assert_uint_ge(batch.n_complaints, 1);
		ck_assert_msg(strstr(batch.complaints[0].reason, lies[_i].says) != NULL, "%s",
		              batch.complaints[0].reason);
		ck_assert_uint_le(strlen(batch.complaints[0].raw), 200);
	} else {
		ck_assert_uint_ge(batch.rows, 1);
		ck_assert_uint_eq(batch.n_complaints, 0);
	}
	gj_source_close(s);
	kit_close(&k);
}
END_TEST

START_TEST(refuses_options_and_inputs)
{
	const char *const bad[] = { "colour=blue" };
	struct gj_source *s = NULL;
	struct gj_source_args args;
	struct kit k;

	kit_open(&k);
	args = args_of(&k, write_good(&k));
	args.options = bad;
	args.n_options = 1;
	ck_refused(&k, gj_source_open(&s, k.fake, &args, &k.err), GJ_EINVAL, "red green");
	args = args_of(&k, "/nowhere/x.csv");
	ck_refused(&k, gj_source_open(&s, k.fake, &args, &k.err), GJ_EFORMAT,
	           "/nowhere/x.csv: the file cannot be opened");
	kit_write(&k, "half.csv", "credit_code\nx\n");
	args = args_of(&k, kit_path(&k, "half.csv"));
	ck_refused(&k, gj_source_open(&s, k.fake, &args, &k.err), GJ_EFORMAT, "required");
	ck_assert_ptr_null(s);
	kit_close(&k);
}
END_TEST

START_TEST(rows_before_a_failure_come_first)
{
	const char *const options[] = { "fail-at=1", "batch=1" };
	struct gj_source_batch batch;
	struct gj_source *s;
	struct gj_source_args args;
	struct kit k;

	kit_open(&k);
	args = args_of(&k, write_good(&k));
	args.options = options;
	args.n_options = 2;
	ck_ok(&k, gj_source_open(&s, k.fake, &args, &k.err));
	ck_ok(&k, gj_source_read(s, &batch, &k.err));
	ck_assert_uint_eq(batch.rows, 1);
	ck_refused(&k, gj_source_read(s, &batch, &k.err), GJ_EFORMAT, "breaks off");
	gj_source_close(s);
	kit_close(&k);
}
END_TEST

static bool yes(void *ctx)
{
	(void)ctx;
	return true;
}

START_TEST(canceled)
{
	struct gj_source_batch batch;
	struct gj_source *s;
	struct gj_source_args args;
	struct kit k;

	kit_open(&k);
	args = args_of(&k, write_good(&k));
	args.canceled = yes;
	ck_ok(&k, gj_source_open(&s, k.fake, &args, &k.err));
	ck_refused(&k, gj_source_read(s, &batch, &k.err), GJ_ECANCELED, "stopped");
	gj_source_close(s);
	kit_close(&k);
}
END_TEST

static void keep_log(void *ctx, int level, const char *text)
{
	snprintf(ctx, 100, "%d %s", level, text);
}

START_TEST(logs_clean_lines)
{
	struct gj_source *s;
	struct gj_source_args args;
	char line[100] = "";
	struct kit k;

	kit_open(&k);
	args = args_of(&k, write_good(&k));
	args.log = keep_log;
	args.ctx = line;
	ck_ok(&k, gj_source_open(&s, k.fake, &args, &k.err));
	ck_assert_str_eq(line, "1 opened ? with lines");
	gj_source_close(s);
	kit_close(&k);
}
END_TEST

START_TEST(reads_a_list)
{
	const struct gj_facts *facts = kit_facts();
	struct gj_source_batch batch;
	struct gj_source *s;
	struct gj_source_args args;
	char text[500];
	struct kit k;

	kit_open(&k);
	snprintf(text, sizeof text, "统一社会信用代码,轮训日期,参加人数\n%s,2022-05-01,30人\n",
	         kit_code(1));
	kit_write(&k, "list.csv", text);
	args = args_of(&k, kit_path(&k, "list.csv"));
	args.list = &facts->items[K_TRAININGS];
	ck_ok(&k, gj_source_open(&s, k.fake, &args, &k.err));
	ck_assert_uint_eq(gj_source_columns(s), 6);
	ck_assert_ptr_eq(gj_source_column(s, 0), &facts->items[K_CODE]);
	ck_ok(&k, gj_source_read(s, &batch, &k.err));
	ck_assert_uint_eq(batch.rows, 1);
	ck_assert_int_eq(memcmp(batch.cells->columns[0].texts[0].data, kit_code(1), 18), 0);
	ck_assert_int_eq(batch.cells->columns[3].numbers[0], 30);
	ck_assert_int_eq(batch.cells->columns[4].states[0], GUIJU_MISSING);
	gj_source_close(s);
	kit_close(&k);
}
END_TEST

/* Opens and reads to the end. */
static int read_all(struct kit *k, const struct gj_source_args *args)
{
	struct gj_source_batch batch;
	struct gj_source *s;
	int rc;

	rc = gj_source_open(&s, k->fake, args, &k->err);
	if (rc < 0)
		return rc;
	do
		rc = gj_source_read(s, &batch, &k->err);
	while (rc == 0 && batch.rows > 0);
	gj_source_close(s);
	return rc;
}

START_TEST(comes_through_without_memory)
{
	const char *const options[] = { "colour=green", "lie=code-short" };
	struct gj_source_args args;
	struct kit k;
	int n, rc;

	kit_open(&k);
	args = args_of(&k, write_good(&k));
	args.options = options;
	args.n_options = 2;
	for (n = 1; n < 500; n++) {
		gj_alloc_fail_at(n);
		rc = read_all(&k, &args);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
	ck_assert_int_gt(n, 10);
	ck_assert_int_lt(n, 500);
	kit_close(&k);
}
END_TEST

/* A call that takes longer than its deadline is stopped by it, not by the user. */
START_TEST(is_stopped_by_a_deadline)
{
	static const char *const slow[] = { "sleep=60" };
	struct gj_source_batch batch;
	struct gj_source_args args;
	struct guiju_text cursor;
	struct gj_source *s;
	struct kit k;

	kit_open(&k);
	args = args_of(&k, write_good(&k));
	args.options = slow;
	args.n_options = 1;
	args.deadline = 30;
	ck_ok(&k, gj_source_open(&s, k.fake, &args, &k.err));
	ck_refused(&k, gj_source_read(s, &batch, &k.err), GJ_ELIMIT, "took longer than");
	ck_ok(&k, gj_source_cursor(s, &cursor, &k.err)); /* it has none */
	ck_assert_uint_eq(cursor.size, 0);
	gj_source_close(s);
	kit_close(&k);
}
END_TEST

Suite *suite_source(void)
{
	Suite *suite = suite_create("source");
	TCase *tcase = tcase_create("source");

	tcase_add_test(tcase, reads_typed_columns);
	tcase_add_test(tcase, is_stopped_by_a_deadline);
	tcase_add_test(tcase, complains_of_bad_cells_in_order);
	tcase_add_loop_test(tcase, a_lie_costs_the_row_or_the_input, 0,
	                    sizeof lies / sizeof lies[0]);
	tcase_add_test(tcase, refuses_options_and_inputs);
	tcase_add_test(tcase, rows_before_a_failure_come_first);
	tcase_add_test(tcase, canceled);
	tcase_add_test(tcase, logs_clean_lines);
	tcase_add_test(tcase, reads_a_list);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
