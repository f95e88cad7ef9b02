/* check_csv_parse.c: rows and cells out of bytes: quotes, line ends, separators, limits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/plugins/csvhost.h"
#include "tests/plugins/suites.h"
#include "tests/support/tmp.h"

#define B(bytes) bytes, sizeof(bytes) - 1
#define H "code,name,trained,has_rules\n"

struct sheet {
	const char *bytes;
	size_t n;
	const char *rows;
	const char *reports; /* a part of them; NULL: none at all */
	const char *failed;  /* a part of the text; NULL: read to the end */
};

static const struct sheet quotes[] = {
	{ B(H "C00001,a,5,是\n"), "2:C00001,a,5,1;", NULL, NULL },
	{ B(H "\"C00001\",\"a\",\"5\",\"是\"\n"), "2:C00001,a,5,1;", NULL, NULL },
	{ B(H "C00001,\"a,b\",5,\n"), "2:C00001,a,b,5,-;", NULL, NULL },
	{ B(H "C00001,\"a\"\"b\",5,\n"), "2:C00001,a\"b,5,-;", NULL, NULL },
	{ B(H "C00001,\"\"\"\",5,\n"), "2:C00001,\",5,-;", NULL, NULL },
	{ B(H "C00001,\"\"\"\"\"\",5,\n"), "2:C00001,\"\",5,-;", NULL, NULL },
	{ B(H "C00001,\"\",5,\n"), "2:C00001,-,5,-;", NULL, NULL },
	{ B(H "C00001,\"a\nb\",5,\nC00002,,,\n"), "2:C00001,a\nb,5,-;3:C00002,-,-,-;", NULL, NULL },
	{ B(H "C00001,\"a\r\nb\r\n\",5,\nC00002,,,\n"), "2:C00001,a\r\nb\r\n,5,-;3:C00002,-,-,-;",
	  NULL, NULL },
	/* Within a cell that does not begin with one, a quotation mark is a character. */
	{ B(H "C00001,5\" pipe,5,\n"), "2:C00001,5\" pipe,5,-;", NULL, NULL },
	{ B(H "C00001,a\"\"b,5,\n"), "2:C00001,a\"\"b,5,-;", NULL, NULL },
	/* Spaces after the closing mark harm nobody. */
	{ B(H "C00001,\"a\"  ,5,\n"), "2:C00001,a,5,-;", NULL, NULL },
	{ B(H "C00001,a,5,\"是\" "), "2:C00001,a,5,1;", NULL, NULL },
	{ B(H "C00001,a,5,\"是\""), "2:C00001,a,5,1;", NULL, NULL },
	/* A bad row, and the rest go on. */
	{ B(H "C00001,\"a\"b,5,\nC00002,,,\n"), "2:broken;3:C00002,-,-,-;",
	  "2 cell 2 goes on after", NULL },
	{ B(H "C00001,\"a\" \"b\",5,\nC00002,,,\n"), "2:broken;3:C00002,-,-,-;", "2 cell 2 goes on",
	  NULL },
	{ B(H "\"C00001\"x\nC00002,,,\n"), "2:broken;3:C00002,-,-,-;", "2 cell 1 goes on", NULL },
	/* Never closed: the rows before come first. */
	{ B(H "C00001,a,5,\nC00002,\"b,6,\nC00003,c,7,\n"), "2:C00001,a,5,-;", NULL,
	  "opened in row 3, cell 2, is never closed: is the file truncated" },
	{ B(H "\""), "", NULL, "opened in row 2, cell 1" },
	{ B(H "C00001,\"a\"\"\n"), "", NULL, "opened in row 2, cell 2" },
};

static const struct sheet ends[] = {
	{ B("code,name\nC00001,a\nC00002,b\n"), "2:C00001,a,-,-;3:C00002,b,-,-;", NULL, NULL },
	{ B("code,name\nC00001,a\nC00002,b"), "2:C00001,a,-,-;3:C00002,b,-,-;", NULL, NULL },
	{ B("code,name\r\nC00001,a\r\nC00002,b\r\n"), "2:C00001,a,-,-;3:C00002,b,-,-;", NULL,
	  NULL },
	{ B("code,name\rC00001,a\rC00002,b\r"), "2:C00001,a,-,-;3:C00002,b,-,-;", NULL, NULL },
	{ B("code,name\rC00001,a\rC00002,b"), "2:C00001,a,-,-;3:C00002,b,-,-;", NULL, NULL },
	{ B("code,name\rC00001,a\r\nC00002,b\n"), "2:C00001,a,-,-;3:C00002,b,-,-;", NULL, NULL },
	{ B("code,name\r\rC00001,a\r\n\r\nC00002,b"), "3:C00001,a,-,-;5:C00002,b,-,-;", NULL,
	  NULL },
	/* Empty rows have a number and nothing else; empty is also what holds only spaces. */
	{ B("code,name\n\n,\n \t,\xe3\x80\x80\xc2\xa0\nC00001,a\n\n\n"), "5:C00001,a,-,-;", NULL,
	  NULL },
	{ B("code,name\n\"\",\"\"\nC00001,a\n"), "3:C00001,a,-,-;", NULL, NULL },
	{ B("code,name\n"), "", NULL, NULL },
	{ B("code,name"), "", NULL, NULL },
	{ B("code"), "", NULL, NULL },
	{ B("code\nC00001\n\nC00002"), "2:C00001,-,-,-;4:C00002,-,-,-;", NULL, NULL },
	/* The separator: the one that lets the headings be found. */
	{ B("code;name\nC00001;a,b\n"), "2:C00001,a,b,-,-;", NULL, NULL },
	{ B("code\tname\nC00001\ta,b;c\n"), "2:C00001,a,b;c,-,-;", NULL, NULL },
	{ B("code,name\nC00001,a;b\n"), "2:C00001,a;b,-,-;", NULL, NULL },
	{ B("\"1,2\";x\ncode;name\nC00001;\"a;b\"\n"), "3:C00001,a;b,-,-;", NULL, NULL },
};

static const struct sheet widths[] = {
	{ B(H "C00001\n"), "2:C00001,-,-,-;", NULL, NULL },
	{ B(H "C00001,a\n"), "2:C00001,a,-,-;", NULL, NULL },
	{ B(H "C00001,a,5,是,\n"), "2:broken;", "2 the row has 5 cells, the headings are 4;",
	  NULL },
	{ B(H "C00001,a,b,5,是\nC00002,b,6,否\n"), "2:broken;3:C00002,b,6,0;",
	  "2 the row has 5 cells", NULL },
	/* A note below the data. */
	{ B("name,code\na,C00001\n注：以上数据截至年底\n"), "2:C00001,a,-,-;3:broken;",
	  "3 only the first cell has text; remove", NULL },
	{ B("name,code\na,C00001\n注,,\n"), "2:C00001,a,-,-;3:broken;", "3 the row has 3 cells",
	  NULL },
	{ B("no,code,name\n1,C00001,a\n2,,\n"), "2:C00001,a,-,-;3:broken;", "3 only the first cell",
	  NULL },
	/* Where the first column is the code, its text is read as one. */
	{ B(H "注：以上\nC00001,,,\n"), "2:!,-,-,-;3:C00001,-,-,-;", "2 code [注：以上] no code;",
	  NULL },
	{ B("name,code,trained\na,,5\n"), "2:-,a,5,-;", NULL, NULL },
	{ B("code,name,\nC00001,a,\nC00002,b,x\n"), "2:C00001,a,-,-;3:broken;",
	  "3 cell 3 has text, but no heading above it", NULL },
};

static const struct sheet cells[] = {
	{ B(H "C00001,a,five,maybe\nC00002,b,6,否\n"), "2:C00001,a,!,!;3:C00002,b,6,0;",
	  "2 trained [five] no number;2 has_rules [maybe] neither yes nor no;", NULL },
	{ B(H "C00001,a,不适用,\n"), "2:C00001,a,n/a,-;", NULL, NULL },
	{ B(H "C1,a,5,\n"), "2:!,a,5,-;", "2 code [C1] no code;", NULL },
	{ B(H "C00001,  ,\xe3\x80\x80,\n"), "2:C00001,-,-,-;", NULL, NULL },
};

/* Cell of 8 bytes, row of 16, 6 columns. The heading row fits exactly: 4 + 4 + 7 = 15. */
static const struct sheet near_limits[] = {
	{ B("code,name,trained\nC00001,12345678,90\n"), "2:C00001,12345678,90,-;", NULL, NULL },
	{ B("code,name,trained\nC00001,123456789,9\nC00002,,\n"), "2:broken;3:C00002,-,-,-;",
	  "2 cell 2 is longer than 8 bytes; is a quotation mark not closed?", NULL },
	{ B("code,name,trained\nC00001,\"12345678\n9\",9\nC00002,,\n"), "2:broken;3:C00002,-,-,-;",
	  "2 cell 2 is longer than 8 bytes", NULL },
	{ B("code,name,trained\nC00001,12345678,901\nC00002,,\n"), "2:broken;3:C00002,-,-,-;",
	  "2 the row is longer than 16 bytes", NULL },
	{ B("code,name,,,,\nC00001,a,,,,\n"), "2:C00001,a,-,-;", NULL, NULL },
	{ B("code,name,,,,\nC00001,a,,,,,\n"), "2:broken;",
	  "2 the row has 7 cells; at most 6 are read", NULL },
	{ B("code,name,,,,,\nC00001,a\n"), "", NULL, "row 1 has 7 columns, at most 6 are read" },
	{ B("1,2,3,4,5,6,7,8,9\ncode,name\n"), "", NULL, "row 1 has 9 columns, at most 6" },
};

static char *dir;
static char *path;

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

static void check_sheet(const struct sheet *sheet, struct src_limits limits)
{
	static struct fakehost f;
	int32_t rc;

	fakehost_init(&f, path);
	rc = csvhost_run(&f, &limits);
	ck_assert_str_eq(f.rows, sheet->rows);
	if (sheet->reports == NULL)
		ck_assert_str_eq(f.reports, "");
	else
		ck_assert_msg(strstr(f.reports, sheet->reports) != NULL,
		              "block %zu: \"%s\" lacks \"%s\"", limits.block, f.reports,
		              sheet->reports);
	if (sheet->failed == NULL)
		ck_assert_msg(rc == GUIJU_END, "block %zu: %d %s", limits.block, rc, f.failed);
	else
		ck_assert_msg(rc == GUIJU_FAILED && strstr(f.failed, sheet->failed) != NULL,
		              "block %zu: %d \"%s\" lacks \"%s\"", limits.block, rc, f.failed,
		              sheet->failed);
}

/* Wherever the blocks end, the rows are the same. */
static void check_sheets(const struct sheet *sheets, size_t n, struct src_limits limits)
{
	size_t i;

	for (i = 0; i < n; i++) {
		gj_tmp_write(dir, "in.csv", sheets[i].bytes, sheets[i].n);
		for (limits.block = 1; limits.block <= 64; limits.block++)
			check_sheet(&sheets[i], limits);
		limits.block = csv_limits_usual.block;
		check_sheet(&sheets[i], limits);
	}
}

#define CHECK_SHEETS(sheets, limits) check_sheets(sheets, sizeof(sheets) / sizeof *(sheets), limits)

START_TEST(test_quotes)
{
	CHECK_SHEETS(quotes, csv_limits_usual);
}
END_TEST

START_TEST(test_ends)
{
	CHECK_SHEETS(ends, csv_limits_usual);
}
END_TEST

START_TEST(test_widths)
{
	CHECK_SHEETS(widths, csv_limits_usual);
}
END_TEST

START_TEST(test_cells)
{
	CHECK_SHEETS(cells, csv_limits_usual);
}
END_TEST

START_TEST(test_limits)
{
	struct src_limits small = csv_limits_usual;

	small.cell = 8;
	small.row = 16;
	small.columns = 6;
	CHECK_SHEETS(near_limits, small);
}
END_TEST

/* What is kept of a cell that is too long ends at a character's end: 硚 has 3 bytes. */
START_TEST(test_limit_splits_no_character)
{
	static const char sheet[] = "code,name\nC00001,硚硚硚硚\n";
	static struct fakehost f;
	struct src_limits small = csv_limits_usual;

	small.cell = 8;
	gj_tmp_write(dir, "in.csv", sheet, sizeof sheet - 1);
	for (small.block = 1; small.block < 40; small.block++) {
		fakehost_init(&f, path);
		ck_assert_int_eq(csvhost_run(&f, &small), GUIJU_END);
		ck_assert_str_eq(f.raws, "C00001|硚硚;");
	}
}
END_TEST

/* The usual limits, on both sides of each. */
START_TEST(test_usual_limits)
{
	static struct fakehost f;
	const size_t n = csv_limits_usual.cell;
	char *sheet = malloc(n + 64);
	size_t head = (size_t)sprintf(sheet, "code,name\nC00001,");

	memset(sheet + head, 'x', n + 1);
	gj_tmp_write(dir, "in.csv", sheet, head + n);
	fakehost_init(&f, path);
	ck_assert_int_eq(csvhost_run(&f, NULL), GUIJU_END);
	ck_assert_str_eq(f.rows, "2:C00001,!,-,-;"); /* the host's text is shorter than the cell */
	gj_tmp_write(dir, "in.csv", sheet, head + n + 1);
	fakehost_init(&f, path);
	ck_assert_int_eq(csvhost_run(&f, NULL), GUIJU_END);
	ck_assert_str_eq(f.rows, "2:broken;");
	ck_assert_ptr_nonnull(strstr(f.reports, "longer than 65536 bytes"));
	free(sheet);
}
END_TEST

START_TEST(test_columns)
{
	static const struct {
		size_t columns;
		const char *failed;
	} cases[] = {
		{ 1000, NULL },
		{ 1001, "row 1 has 1001 columns, at most 1000 are read" },
		{ 10000, "row 1 has 10000 columns, at most 1000 are read" },
	};
	static struct fakehost f;
	char *sheet = malloc(20100);
	size_t i;
	size_t k;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		strcpy(sheet, "code");
		for (k = 1; k < cases[i].columns; k++)
			strcpy(sheet + 2 + 2 * k, ",x");
		gj_tmp_write(dir, "in.csv", sheet, strlen(sheet));
		fakehost_init(&f, path);
		ck_assert_int_eq(csvhost_run(&f, NULL),
		                 cases[i].failed == NULL ? GUIJU_END : GUIJU_FAILED);
		if (cases[i].failed != NULL)
			ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "%s", f.failed);
	}
	free(sheet);
}
END_TEST

START_TEST(test_separator_option)
{
	static const struct {
		const char *separator;
		const char *sheet;
		const char *rows;
	} cases[] = {
		{ ",", "code,name\nC00001,a;b\n", "2:C00001,a;b,-,-;" },
		{ ";", "code;name\nC00001;a,b\n", "2:C00001,a,b,-,-;" },
		{ "tab", "code\tname\nC00001\ta,b\n", "2:C00001,a,b,-,-;" },
		{ ",", "code;name\nC00001;a,b\n", "" },
		{ ";", "code,name\nC00001;a,b\n", "" },
	};
	static struct fakehost f;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		gj_tmp_write(dir, "in.csv", cases[i].sheet, strlen(cases[i].sheet));
		fakehost_init(&f, path);
		f.separator = cases[i].separator;
		ck_assert_int_eq(csvhost_run(&f, NULL),
		                 *cases[i].rows == '\0' ? GUIJU_FAILED : GUIJU_END);
		ck_assert_str_eq(f.rows, cases[i].rows);
	}
}
END_TEST

Suite *suite_csv_parse(void)
{
	Suite *suite = suite_create("csv_parse");
	TCase *tcase = tcase_create("parse");

	tcase_add_checked_fixture(tcase, start, stop);
	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_quotes);
	tcase_add_test(tcase, test_ends);
	tcase_add_test(tcase, test_widths);
	tcase_add_test(tcase, test_cells);
	tcase_add_test(tcase, test_limits);
	tcase_add_test(tcase, test_limit_splits_no_character);
	tcase_add_test(tcase, test_usual_limits);
	tcase_add_test(tcase, test_columns);
	tcase_add_test(tcase, test_separator_option);
	suite_add_tcase(suite, tcase);
	return suite;
}
