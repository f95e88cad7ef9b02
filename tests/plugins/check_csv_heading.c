/* check_csv_heading.c: where the headings are, and what is said where they are not. */
#include <stdlib.h>
#include <string.h>

#include "tests/plugins/csvhost.h"
#include "tests/plugins/suites.h"
#include "tests/support/tmp.h"

#define EMPTY_ROWS_10 "\n\n\n\n\n\n\n\n\n\n"

static char *dir;
static char *path;
static struct fakehost f;

static void start(void)
{
	dir = gj_tmp_dir();
	path = gj_tmp_path(dir, "in.csv");
}

static void stop(void)
{
	gj_tmp_remove(dir);
	free(path);
	free(dir);
}

static int32_t run(const char *sheet)
{
	gj_tmp_write(dir, "in.csv", sheet, strlen(sheet));
	fakehost_init(&f, path);
	return csvhost_run(&f, NULL);
}

START_TEST(test_found)
{
	static const struct {
		const char *sheet;
		const char *rows;
		const char *log; /* part of it */
	} cases[] = {
		{ "code,name,trained,has_rules\nC00001,a,5,是\n", "2:C00001,a,5,1;", "" },
		{ "统一社会信用代码,企业名称,受训人数,有制度\nC00001,a,5,是\n", "2:C00001,a,5,1;",
		  "" },
		{ "Credit code,Enterprise,Staff trained,Has rules\nC00001,a,5,是\n",
		  "2:C00001,a,5,1;", "" },
		{ "有制度,trained,Enterprise,统一社会信用代码\n是,5,a,C00001\n", "2:C00001,a,5,1;",
		  "" },
		{ "name,code\na,C00001\n", "2:C00001,a,-,-;", "" },
		{ "申报表\n\n填报单位：,,,\ncode,name\nC00001,a\n", "5:C00001,a,-,-;",
		  "the headings are in row 4" },
		/* A title that names a column or two is no heading yet. */
		{ "企业名称,受训人数\nname,code\na,C00001\n", "3:C00001,a,-,-;",
		  "the headings are in row 2" },
		{ "\"two\nlines\"\ncode,name\nC00001,a\n", "3:C00001,a,-,-;",
		  "the headings are in row 2" },
		{ "\"stray\"x\ncode,name\nC00001,a\n", "3:C00001,a,-,-;",
		  "the headings are in row 2" },
		{ EMPTY_ROWS_10 EMPTY_ROWS_10 "\n\n\n\n\n\n\n\n\ncode\nC00001\n",
		  "31:C00001,-,-,-;", "the headings are in row 30" },
		/* A form: labels and hints above the keys, which are the heading; the labels are not. */
		{ "统一社会信用代码,企业名称,受训人数\n18位,全称,\"整数，\n人\"\n"
		  "code,name,trained\nC00001,a,5\n",
		  "4:C00001,a,5,-;", "the headings are in row 3" },
		{ "code,bureau,name,remark\nC00001,x,a,y\n", "2:C00001,a,-,-;",
		  "[2]unknown columns are ignored: bureau, remark;" },
		/* Merged cells: the lower row names the parts of what stands above. */
		{ "code,name,培训,\n,,trained,has_rules\nC00001,a,5,是\n", "3:C00001,a,5,1;", "" },
		{ "code,name,培训\n,,别的\nC00001,a,5\n", "2:-,-,-,-;3:C00001,a,-,-;",
		  "unknown columns are ignored: 培训" },
		{ "code,name,trained\nC00001,a,5\n", "2:C00001,a,5,-;", "" },
		/* guiju's own columns in a file of refused rows. */
		{ "code,name,错误位置,错误原因\nC00001,a,第2行,x\n", "2:C00001,a,-,-;", "" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(run(cases[i].sheet) == GUIJU_END, "case %zu: %s", i, f.failed);
		ck_assert_str_eq(f.rows, cases[i].rows);
		ck_assert_msg(strstr(f.log, cases[i].log) != NULL, "case %zu: %s", i, f.log);
		ck_assert_msg(*cases[i].log != '\0' || strstr(f.log, "[2]") == NULL, "case %zu: %s",
		              i, f.log);
	}
}
END_TEST

START_TEST(test_not_found)
{
	static const struct {
		const char *sheet;
		const char *failed;
	} cases[] = {
		{ "a,b\nc,d\n", "none of the first 30 rows has the needed column 统一社会信用代码 "
		                "(code); the nearest to a heading is row 1: a, b" },
		{ "申报表\n企业名称,受训人数,局\nx,1,y,z,w\n",
		  "the nearest to a heading is row 2: 企业名称, 受训人数, 局" },
		{ "申报表\n企业名称;受训人数;局\n",
		  "the nearest to a heading is row 2: 企业名称, 受训人数, 局" },
		/* A terminal would obey the control characters. */
		{ "\"a\033[2Jb\nc\",d\n", "row 1: a [2Jb c, d" },
		{ EMPTY_ROWS_10 EMPTY_ROWS_10 EMPTY_ROWS_10 "code\nC00001\n",
		  "the first 30 rows are empty" },
		{ "code,name,企业名称\n",
		  "row 1: the headings \"name\" (cell 2) and \"企业名称\" (cell 3) mean" },
		{ "x\ncode,name,code\n",
		  "row 2: the headings \"code\" (cell 1) and \"code\" (cell 3) mean" },
		{ "code,name\"\n\"x", "opened in row 2" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_int_eq(run(cases[i].sheet), GUIJU_FAILED);
		ck_assert_str_eq(f.rows, "");
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "\"%s\" lacks \"%s\"",
		              f.failed, cases[i].failed);
	}
}
END_TEST

/* Where no column is needed, one that is known makes a heading. */
START_TEST(test_nothing_required)
{
	static const char sheet[] = "申报表\nname,x\na,1\n";
	static const char other[] = "申报表\nx,y\na,1\n";

	gj_tmp_write(dir, "in.csv", sheet, sizeof sheet - 1);
	fakehost_init(&f, path);
	f.columns[0].column.required = 0;
	ck_assert_int_eq(csvhost_run(&f, NULL), GUIJU_END);
	ck_assert_str_eq(f.rows, "3:-,a,-,-;");
	gj_tmp_write(dir, "in.csv", other, sizeof other - 1);
	fakehost_init(&f, path);
	f.columns[0].column.required = 0;
	ck_assert_int_eq(csvhost_run(&f, NULL), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "any known column"));
}
END_TEST

START_TEST(test_many_unknown)
{
	char sheet[8000] = "code";
	size_t i;

	for (i = 0; i < 100; i++)
		strcat(sheet, ",一个本系统并不认识的栏目");
	ck_assert_int_eq(run(sheet), GUIJU_END);
	ck_assert_ptr_nonnull(
	    strstr(f.log, "[2]unknown columns are ignored: 一个本系统并不认识的栏目, "));
	ck_assert_ptr_nonnull(strstr(f.log, " more;"));
	ck_assert_ptr_null(strstr(strstr(f.log, "[2]") + 1, "[2]"));
}
END_TEST

/* A row goes out as it stood; guiju's own columns stay behind, for they are added anew. */
START_TEST(test_as_it_stood)
{
	ck_assert_int_eq(run("title\n 错误位置, x ,code,错误原因\n"), GUIJU_END);
	ck_assert_int_eq(run("title\n错误位置, x ,code,错误原因,name\np, 1 ,C00001,q,\"a,\"\"b\"\n"
	                     "p,,C2\np,\"x\"y,C00003,r,z\np,x,C00004,r,z,more\n"),
	                 GUIJU_END);
	ck_assert_str_eq(f.heading, " x |code|name;");
	ck_assert_str_eq(f.raws, " 1 |C00001|a,\"b;|C2;xy|C00003|z;x|C00004|z|more;");
	ck_assert_str_eq(f.rows, "3:C00001,a,\"b,-,-;4:!,-,-,-;5:broken;6:broken;");
}
END_TEST

Suite *suite_csv_heading(void)
{
	Suite *suite = suite_create("csv_heading");
	TCase *tcase = tcase_create("heading");

	tcase_add_checked_fixture(tcase, start, stop);
	tcase_add_test(tcase, test_found);
	tcase_add_test(tcase, test_not_found);
	tcase_add_test(tcase, test_nothing_required);
	tcase_add_test(tcase, test_many_unknown);
	tcase_add_test(tcase, test_as_it_stood);
	suite_add_tcase(suite, tcase);
	return suite;
}
