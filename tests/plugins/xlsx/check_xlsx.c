/* check_xlsx.c: sheets of every form, good and damaged, read as guiju reads them. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugins/xlsx/format.h"
#include "plugins/xlsx/number.h"
#include "plugins/xlsx/xlsx.h"
#include "tests/plugins/fakehost.h"
#include "tests/plugins/xlsx/book.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

#define S(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define N(text) "<c><v>" text "</v></c>"
#define STYLED(style, text) "<c s=\"" style "\"><v>" text "</v></c>"
#define ROW(cells) "<row>" cells "</row>"
#define HEADS ROW(S("code") S("name") S("trained") S("has_rules") S("day") S("money"))

static char *dir;
static char *path;
static struct fakehost f;

static void start(void)
{
	dir = gj_tmp_dir();
	path = gj_tmp_path(dir, "in.xlsx");
}

static void stop(void)
{
	gj_tmp_remove(dir);
	free(path);
	free(dir);
}

static int32_t run(const char *rows, const char *behind, const char *strings,
                   const char *properties)
{
	book_sheet(path, rows, behind, strings, properties);
	fakehost_init_all(&f, path);
	return fakehost_all(&f, &xlsx_source_ops);
}

START_TEST(test_cells)
{
	static const struct {
		const char *cells; /* behind the code */
		const char *row;   /* behind the code */
		const char *report;
	} cases[] = {
		{ S("a") N("5") S("是"), "a,5,1,-,-", "" },
		{ "<c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"F2\"><v>12.5</v></c>", "plain,-,-,-,1250",
		  "" },
		/* Texts: in runs, with a reading aid, with escapes, shared ones that are not there. */
		{ "<c t=\"s\"><v>1</v></c>", "one two,-,-,-,-", "" },
		{ "<c t=\"s\"><v>2</v></c>", "东京,-,-,-,-", "" },
		{ "<c t=\"s\"><v>3</v></c>", "a\rb_x00_,-,-,-,-", "" },
		{ "<c t=\"s\"><v>4</v></c>", "!,-,-,-,-", "text is missing from the file" },
		{ "<c t=\"s\"><v>-1</v></c>", "!,-,-,-,-", "text is missing from the file" },
		{ "<c t=\"s\"><v></v></c>", "!,-,-,-,-", "text is missing from the file" },
		{ "<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></"
		  "c>",
		  "ab,-,-,-,-", "" },
		{ "<c t=\"str\"><f>A1</f><v>worked out</v></c>", "worked out,-,-,-,-", "" },
		{ "<c t=\"str\"><f>A1</f><v></v></c>", "-,-,-,-,-", "" },
		/* Formulas: not worked out, gone wrong. */
		{ "<c/>"
		  "<c><f>1+1</f></c>",
		  "-,!,-,-,-", "formula was never worked out" },
		{ "<c/>"
		  "<c><f>1+1</f><v>2</v></c>",
		  "-,2,-,-,-", "" },
		{ "<c/>"
		  "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>",
		  "-,!,-,-,-", "[#DIV/0!] the cell's formula ends in an error" },
		/* Truth. */
		{ "<c/><c/><c t=\"b\"><v>1</v></c>", "-,-,1,-,-", "" },
		{ "<c/><c/><c t=\"b\"><v>0</v></c>", "-,-,0,-,-", "" },
		/* Days. */
		{ "<c/><c/><c/>" STYLED("1", "44926"), "-,-,-,20221231,-", "" },
		{ "<c/><c/><c/>" STYLED("2", "44926.75"), "-,-,-,20221231,-", "" },
		{ "<c/><c/><c/>" STYLED("3", "44925.999999999996"), "-,-,-,20221231,-", "" },
		{ "<c/><c/><c/>" STYLED("6", "44926"), "-,-,-,20221231,-", "" },
		{ "<c/><c/><c/>" STYLED("1", "61"), "-,-,-,19000301,-", "" },
		{ "<c/><c/><c/>" STYLED("1", "60"), "-,-,-,!,-", "no day of the calendar" },
		{ "<c/><c/><c/>" STYLED("1", "59"), "-,-,-,19000228,-", "" },
		{ "<c/><c/><c/>" STYLED("1", "1"), "-,-,-,19000101,-", "" },
		{ "<c/><c/><c/>" STYLED("1", "0.5"), "-,-,-,!,-", "a time without a day" },
		{ "<c/><c/><c/>" STYLED("1", "-1"), "-,-,-,!,-", "no day of the calendar" },
		{ "<c/><c/><c/>" STYLED("1", "2958465"), "-,-,-,99991231,-", "" },
		{ "<c/><c/><c/>" STYLED("1", "2958466"), "-,-,-,!,-", "no day of the calendar" },
		{ "<c/><c/><c/>"
		  "<c t=\"d\"><v>2022-12-31T00:00:00</v></c>",
		  "-,-,-,20221231,-", "" },
		/* A number that no style calls a day is none. */
		{ "<c/><c/><c/>" N("44926"), "-,-,-,!,-", "[44926] no day" },
		{ "<c/><c/><c/>" STYLED("4", "44926"), "-,-,-,!,-", "[44926] no day" },
		/* Numbers. */
		{ "<c/><c/><c/><c/>" N("0.29999999999999999"), "-,-,-,-,30", "" },
		{ "<c/><c/><c/><c/>" N("1.25E2"), "-,-,-,-,12500", "" },
		{ "<c/><c/><c/><c/>" STYLED("4", "-3"), "-,-,-,-,-300", "" },
		{ "<c/><c/><c/><c/>" STYLED("5", "0.5"), "-,-,-,-,5000", "" },
		{ "<c/><c/><c/><c/>" N("x"), "-,-,-,-,!", "[x] the cell's text is missing" },
		{ "<c/><c/><c/><c/><c><v/></c>", "-,-,-,-,-", "" },
		{ N("123456789012345"), "123456789012345,-,-,-,-", "" },
		{ N("1234567890123456"), "!,-,-,-,-", "more than 15 digits loses the others" },
		/* Beyond the headings. */
		{ S("a") "<c r=\"G2\"/><c r=\"H2\" s=\"1\"/>", "a,-,-,-,-", "" },
	};
	static const char strings[] =
	    "<si><t>plain</t></si><si><r><t>one </t></r><r><t>two</t></r></si>"
	    "<si><t>东京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>"
	    "<si><t>a_x000D_b_x00_</t></si>";
	char rows[8192], want[200];
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(rows, sizeof rows, "%s<row>%s%s</row>", HEADS, S("C00001"),
		         cases[i].cells);
		ck_assert_msg(run(rows, "", strings, "") == GUIJU_END, "case %zu: %s", i, f.failed);
		snprintf(want, sizeof want, "2:C00001,%s;", cases[i].row);
		ck_assert_msg(strcmp(f.rows, want) == 0, "case %zu: %s, not %s", i, f.rows, want);
		ck_assert_msg(strstr(f.reports, cases[i].report) != NULL, "case %zu: %s", i,
		              f.reports);
		ck_assert_msg((*cases[i].report == '\0') == (*f.reports == '\0'), "case %zu: %s", i,
		              f.reports);
	}
}
END_TEST

START_TEST(test_codes)
{
	/* A code of digits alone: its last three are gone, whatever they look like. */
	ck_assert_int_eq(run(HEADS "<row>" N("123456") S("a") "</row>", "", "", ""), GUIJU_END);
	ck_assert_str_eq(f.rows, "2:!,a,-,-,-,-;");
	ck_assert_ptr_nonnull(strstr(f.reports, "the code was typed as a number"));
	ck_assert_int_eq(run(HEADS "<row>" N("9.1420100E17") S("a") "</row>", "", "", ""),
	                 GUIJU_END);
	ck_assert_ptr_nonnull(
	    strstr(f.reports, "[914201000000000000] the code was typed as a number"));
}
END_TEST

START_TEST(test_1904)
{
	ck_assert_int_eq(run(HEADS "<row>" S("C00001")
	                         S("a") "<c/><c/>" STYLED("1", "43464") "</row>",
	                     "", "", "date1904=\"1\""),
	                 GUIJU_END);
	ck_assert_str_eq(f.rows, "2:C00001,a,-,-,20221231,-;");
}
END_TEST

START_TEST(test_rows)
{
	static const struct {
		const char *rows, *behind, *got, *told;
	} cases[] = {
		/* Titles above, of merged cells; rows without numbers; empty ones count. */
		{ ROW(S("2022年度申报表")) ROW("") ROW(S("code") S("name"))
		      ROW(S("C00001") S("a")) "<row/>" ROW(S("C00002") S("b")),
		  "<mergeCells><mergeCell ref=\"A1:F1\"/></mergeCells>",
		  "4:C00001,a,-,-,-,-;6:C00002,b,-,-,-,-;", "the headings are in row 3" },
		{ "<row r=\"7\">" S("code") S("name") "</row><row r=\"1048576\">" S("C00001")
		      S("a") "</row>",
		  "", "1048576:C00001,a,-,-,-,-;", "the headings are in row 7" },
		/* Merged headings take two rows. */
		{ ROW(S("code") S("name") S("培训") "<c/>")
		      ROW("<c/><c/>" S("trained") S("has_rules"))
		          ROW(S("C00001") S("a") N("5") S("是")),
		  "<mergeCells><mergeCell ref=\"C1:D1\"/></mergeCells>", "3:C00001,a,5,1,-,-;",
		  "the headings are in row 2" },
		/* Merged data are told of, not filled in. */
		{ ROW(S("code") S("name")) ROW(S("C00001") S("a")) ROW(S("C00002")),
		  "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>",
		  "2:C00001,a,-,-,-,-;3:C00002,-,-,-,-,-;",
		  "1 merged areas or more below the headings" },
		/* A note below, a cell beside the table. */
		{ ROW(S("name") S("code")) ROW(S("a") S("C00001")) ROW(S("注：以上属实")), "",
		  "2:C00001,a,-,-,-,-;3:broken;", "" },
		{ ROW(S("code") S("name")) ROW(S("C00001") S("a") "<c/>" S("?")), "", "2:broken;",
		  "" },
		/* Other writers: prefixes, the strict form's namespace is never looked at. */
		{ "<x:row><x:c t=\"inlineStr\"><x:is><x:t>code</x:t></x:is></x:c></x:row>"
		  "<x:row r=\"2\"><x:c t=\"inlineStr\"><x:is><x:t>C00001</x:t></x:is></x:c></"
		  "x:row>",
		  "", "2:C00001,-,-,-,-,-;", "" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(run(cases[i].rows, cases[i].behind, "", "") == GUIJU_END,
		              "case %zu: %s", i, f.failed);
		ck_assert_msg(strcmp(f.rows, cases[i].got) == 0, "case %zu: %s", i, f.rows);
		ck_assert_msg(strstr(f.log, cases[i].told) != NULL, "case %zu: %s", i, f.log);
	}
}
END_TEST

START_TEST(test_damaged)
{
	static const struct {
		const char *rows, *failed, *got;
	} cases[] = {
		{ HEADS ROW(S("C00001") S("a")) "<row", "sheet1.xml of the workbook is damaged in",
		  "" },
		{ HEADS "<row r=\"1\"/>", "the numbers of the rows do not rise", "" },
		{ HEADS "<row r=\"1048577\"/>", "the numbers of the rows do not rise", "" },
		{ HEADS "<row><c r=\"B2\"/><c r=\"A2\"/></row>", "not in their order", "" },
		{ HEADS "<row><c r=\"B3\"/></row>", "a place that is not in this row", "" },
		{ HEADS "<row><c r=\"XFE2\"/></row>", "a place that is not in this row", "" },
		{ HEADS "<row><c r=\"ZZZZ2\"/></row>", "a place that is not in this row", "" },
		{ HEADS "<row><c r=\"2\"/></row>", "a place that is not in this row", "" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_int_eq(run(cases[i].rows, "", "", ""), GUIJU_FAILED);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "case %zu: %s", i,
		              f.failed);
	}
}
END_TEST

START_TEST(test_breaks_off)
{
	/* The rows before go out first. */
	char rows[8192];

	snprintf(rows, sizeof rows, "%s%s<row><c r=\"B9\"/></row>", HEADS, ROW(S("C00001") S("a")));
	ck_assert_int_eq(run(rows, "", "", ""), GUIJU_FAILED);
	ck_assert_str_eq(f.rows, "2:C00001,a,-,-,-,-;");
}
END_TEST

/* The whole file as given. */
static int32_t run_file(const char *bytes, size_t n)
{
	gj_tmp_write(dir, "in.xlsx", bytes, n);
	fakehost_init_all(&f, path);
	return fakehost_all(&f, &xlsx_source_ops);
}

START_TEST(test_not_mine)
{
	static const char encrypted[600] = "\xd0\xcf\x11\xe0xxxx"
					   "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	static const struct {
		const char *bytes;
		size_t n;
		int32_t code;
		const char *failed;
	} cases[] = {
		{ "", 0, GUIJU_FAILED, "the file is empty" },
		{ "code,name\n", 10, GUIJU_NOT_MINE, "no .xlsx workbook" },
		{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, GUIJU_NOT_MINE, "an old .xls workbook" },
		{ encrypted, sizeof encrypted, GUIJU_NOT_MINE, "protected with a password" },
		{ "PK\5\6", 4, GUIJU_NOT_MINE, "an empty ZIP archive" },
		{ "PK\3\4 and no more", 16, GUIJU_FAILED, "the workbook cannot be unpacked" },
	};
	static const struct {
		const char *part, *failed;
	} archives[] = {
		{ "word/document.xml", "a Word document" },
		{ "xl/workbook.bin", "an .xlsb workbook" },
		{ "content.xml", "an OpenDocument file" },
		{ "photo.jpg", "a ZIP archive without a workbook" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_int_eq(run_file(cases[i].bytes, cases[i].n), cases[i].code);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "case %zu: %s", i,
		              f.failed);
	}
	for (i = 0; i < sizeof archives / sizeof *archives; i++) {
		book_zip(path,
		         (const struct book_part[]){ { archives[i].part, "x" }, { NULL, NULL } });
		fakehost_init_all(&f, path);
		ck_assert_int_eq(fakehost_all(&f, &xlsx_source_ops), GUIJU_NOT_MINE);
		ck_assert_msg(strstr(f.failed, archives[i].failed) != NULL, "%s", f.failed);
	}
	fakehost_init_all(&f, dir);
	ck_assert_int_eq(fakehost_all(&f, &xlsx_source_ops), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "this is a folder"));
}
END_TEST

START_TEST(test_document_type)
{
	book_zip(path, (const struct book_part[]){
			   { "xl/workbook.xml",
	                     "<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><workbook>&lol;</workbook>" },
			   { NULL, NULL } });
	fakehost_init_all(&f, path);
	ck_assert_int_eq(fakehost_all(&f, &xlsx_source_ops), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "a document type"));
}
END_TEST

static char *repeat(const char *what, size_t n)
{
	size_t k = strlen(what), i;
	char *out = malloc(k * n + 1);

	for (i = 0; i < n; i++)
		memcpy(out + i * k, what, k);
	out[k * n] = '\0';
	return out;
}

START_TEST(test_bombs)
{
	char *spaces = repeat("                                        ", 400000);
	char *deep = repeat("<a>", 100);
	char *tag = repeat("x", 3000000), *huge;

	/* 16 MB that pack to a few KB. */
	ck_assert_int_eq(run(HEADS, spaces, "", ""), GUIJU_FAILED);
	ck_assert_msg(strstr(f.failed, "more than 200 times its size") != NULL, "%s", f.failed);
	/* The same, within a limit of the user's. */
	fakehost_init_all(&f, path);
	f.max_megabytes = "5";
	ck_assert_int_eq(fakehost_all(&f, &xlsx_source_ops), GUIJU_FAILED);
	ck_assert_msg(strstr(f.failed, "more than 5 megabytes") != NULL, "%s", f.failed);
	ck_assert_int_eq(run(HEADS, deep, "", ""), GUIJU_FAILED);
	ck_assert_msg(strstr(f.failed, "nested too deeply") != NULL, "%s", f.failed);
	ck_assert_int_gt(asprintf(&huge, "<row r=\"%s\"/>", tag), 0);
	ck_assert_int_eq(run(huge, "", "", ""), GUIJU_FAILED);
	ck_assert_msg(strstr(f.failed, "a tag is longer") != NULL, "%s", f.failed);
	free(huge);
	free(tag);
	free(deep);
	free(spaces);
}
END_TEST

/* The directory of the archive says that the sheet is short: what is unpacked counts. */
START_TEST(test_lying_size)
{
	char *rows = repeat(ROW(S("C00001") S("a")), 3000), *all, *bytes;
	size_t n, i, changed = 0;

	ck_assert_int_gt(asprintf(&all, "%s%s", HEADS, rows), 0);
	book_sheet(path, all, "", "", "");
	bytes = gj_tmp_read(path, &n);
	/* The size unpacked stands 24 bytes into each entry of the directory at the end. */
	for (i = 0; i + 46 < n; i++)
		if (memcmp(bytes + i, "PK\1\2", 4) == 0) {
			memcpy(bytes + i + 24, "\x64\0\0\0", 4);
			changed++;
		}
	ck_assert_uint_eq(changed, 6);
	i = (size_t)run_file(bytes, n);
	/* libzip may refuse such a file or read all of it; never more than there is. */
	ck_assert((int32_t)i == GUIJU_FAILED || f.n_rows == 3000);
	free(bytes);
	free(all);
	free(rows);
}
END_TEST

START_TEST(test_sheets)
{
	static const char relation[] =
	    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
	static const struct {
		const char *asked, *list, *list_zh;
		int within;
		int32_t code;
		const char *rows, *failed;
	} cases[] = {
		{ "", NULL, NULL, 0, GUIJU_END, "2:C00002,b", "" },
		{ "3 数据", NULL, NULL, 0, GUIJU_END, "2:C00002,b", "" },
		{ "3", NULL, NULL, 0, GUIJU_END, "2:C00002,b", "" },
		{ "4", NULL, NULL, 0, GUIJU_END, "2:C00003,c", "" },
		{ "1", NULL, NULL, 0, GUIJU_FAILED, "", "sheet \"说明\": none of the first" },
		{ "5", NULL, NULL, 0, GUIJU_FAILED, "", "it has: 说明, 隐藏, 3 数据, 4 培训" },
		{ "0", NULL, NULL, 0, GUIJU_FAILED, "", "has no sheet \"0\"" },
		{ "", "trainings", "培训", 1, GUIJU_END, "2:C00003,c", "" },
		{ "", "trainings", "培训", 0, GUIJU_END, "2:C00003,c", "" },
		{ "", "findings", "查处", 1, GUIJU_END, "", "" },
		{ "", "findings", "查处", 0, GUIJU_END, "2:C00002,b", "" },
	};
	char book[1000], relations[2000];
	size_t i;

	snprintf(book, sizeof book,
	         "<workbook><sheets><sheet name=\"说明\" r:id=\"a\"/>"
	         "<sheet name=\"隐藏\" r:id=\"b\" state=\"hidden\"/>"
	         "<sheet name=\"3 数据\" r:id=\"c\"/><sheet name=\"4 培训\" r:id=\"d\"/>"
	         "</sheets></workbook>");
	snprintf(relations, sizeof relations,
	         "<Relationships><Relationship Id=\"a\" Type=\"%s/worksheet\" Target=\"1.xml\"/>"
	         "<Relationship Id=\"b\" Type=\"%s/worksheet\" Target=\"2.xml\"/>"
	         "<Relationship Id=\"c\" Type=\"%s/worksheet\" Target=\"../3.xml\"/>"
	         "<Relationship Id=\"d\" Type=\"%s/worksheet\" Target=\"/4.xml\"/></Relationships>",
	         relation, relation, relation, relation);
	book_zip(path, (const struct book_part[]){
			   { "xl/workbook.xml", book },
			   { "xl/_rels/workbook.xml.rels", relations },
			   { "xl/1.xml",
	                     "<worksheet><sheetData>" ROW(S("hello")) "</sheetData></worksheet>" },
			   { "xl/2.xml", "<worksheet><sheetData>" ROW(S("code"))
	                                     ROW(S("C00001")) "</sheetData></worksheet>" },
			   { "3.xml", "<worksheet><sheetData>" ROW(S("code") S("name"))
	                                  ROW(S("C00002") S("b")) "</sheetData></worksheet>" },
			   { "4.xml", "<worksheet><sheetData>" ROW(S("code") S("name"))
	                                  ROW(S("C00003") S("c")) "</sheetData></worksheet>" },
			   { NULL, NULL } });
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		fakehost_init_all(&f, path);
		fakehost_option(&f, "sheet", cases[i].asked);
		f.args.list = cases[i].list;
		f.args.list_zh = cases[i].list_zh;
		f.args.list_within = cases[i].within;
		ck_assert_msg(fakehost_all(&f, &xlsx_source_ops) == cases[i].code, "case %zu: %s",
		              i, f.failed);
		ck_assert_msg(strncmp(f.rows, cases[i].rows, strlen(cases[i].rows)) == 0,
		              "case %zu: %s", i, f.rows);
		ck_assert_msg((*cases[i].rows == '\0') == (*f.rows == '\0'), "case %zu: %s", i,
		              f.rows);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "case %zu: %s", i,
		              f.failed);
	}
}
END_TEST

/* Many texts lie in a file; whichever way, they are the same. */
START_TEST(test_many_strings)
{
	struct xlsx_limits small = xlsx_limits_usual;
	struct guiju_source *source;
	uint64_t digest = 0;
	char *strings = NULL, *rows = NULL;
	size_t n_strings, n_rows, i;
	FILE *s = open_memstream(&strings, &n_strings), *r = open_memstream(&rows, &n_rows);

	fprintf(r, "%s", HEADS);
	for (i = 0; i < 9000; i++) {
		fprintf(s, "<si><t>text number %zu 第%zu条</t></si>", i, i);
		fprintf(r, "<row>" S("C00001") "<c t=\"s\"><v>%zu</v></c></row>",
		        i % 3 ? i : 8999 - i);
	}
	fclose(s);
	fclose(r);
	book_sheet(path, rows, "", strings, "");
	for (i = 0; i < 3; i++) {
		small.strings_memory = i == 0 ? 1 << 20 : i == 1 ? 1 : 5000;
		fakehost_init_all(&f, path);
		ck_assert_int_eq(xlsx_source_open(&f.host, &f.args, &small, &source), GUIJU_OK);
		ck_assert_int_eq(fakehost_drain(&f, &xlsx_source_ops, source), GUIJU_END);
		ck_assert_uint_eq(f.n_rows, 9000);
		ck_assert(i == 0 || digest == f.digest);
		digest = f.digest;
	}
	small.strings_most = 1000;
	fakehost_init_all(&f, path);
	ck_assert_int_eq(xlsx_source_open(&f.host, &f.args, &small, &source), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "too much text"));
	free(strings);
	free(rows);
}
END_TEST

START_TEST(test_stopped)
{
	char *rows = repeat(ROW(S("C00001") S("a")), 5000), *all;
	int i;

	ck_assert_int_gt(asprintf(&all, "%s%s", HEADS, rows), 0);
	book_sheet(path, all, "", "", "");
	for (i = 0; i < 12; i++) {
		fakehost_init_all(&f, path);
		f.stop_after = i;
		ck_assert_int_ne(fakehost_all(&f, &xlsx_source_ops), GUIJU_NOMEM);
		ck_assert_uint_lt(f.n_rows, 5000);
	}
	free(all);
	free(rows);
}
END_TEST

START_TEST(test_formats)
{
	static const struct {
		const char *code;
		enum xlsx_format format;
	} cases[] = {
		{ "General", XLSX_FORMAT_PLAIN },
		{ "0.00", XLSX_FORMAT_PLAIN },
		{ "0.00E+00", XLSX_FORMAT_PLAIN },
		{ "#,##0.00;[Red]-#,##0.00", XLSX_FORMAT_PLAIN },
		{ "\"元\"0\\d", XLSX_FORMAT_PLAIN },
		{ "[$¥-804]#,##0.00", XLSX_FORMAT_PLAIN },
		{ "[DBNum1][$-804]General", XLSX_FORMAT_PLAIN },
		{ "0_d*y", XLSX_FORMAT_PLAIN },
		{ "@", XLSX_FORMAT_PLAIN },
		{ "0%", XLSX_FORMAT_PERCENT },
		{ "\"%\"0", XLSX_FORMAT_PLAIN },
		{ "yyyy-mm-dd", XLSX_FORMAT_DAY },
		{ "yyyy\"年\"m\"月\"d\"日\";@", XLSX_FORMAT_DAY },
		{ "[$-804]aaaa\\ yyyy", XLSX_FORMAT_DAY },
		{ "[h]:mm", XLSX_FORMAT_DAY },
		{ "ee/mm", XLSX_FORMAT_DAY },
		{ "0\"open", XLSX_FORMAT_PLAIN },
		{ "[open", XLSX_FORMAT_PLAIN },
		{ "\\", XLSX_FORMAT_PLAIN },
		{ "", XLSX_FORMAT_PLAIN },
	};
	static const struct {
		long id;
		enum xlsx_format format;
	} built_in[] = {
		{ 0, XLSX_FORMAT_PLAIN },    { 8, XLSX_FORMAT_PLAIN },  { 9, XLSX_FORMAT_PERCENT },
		{ 10, XLSX_FORMAT_PERCENT }, { 11, XLSX_FORMAT_PLAIN }, { 13, XLSX_FORMAT_PLAIN },
		{ 14, XLSX_FORMAT_DAY },     { 22, XLSX_FORMAT_DAY },   { 23, XLSX_FORMAT_PLAIN },
		{ 26, XLSX_FORMAT_PLAIN },   { 27, XLSX_FORMAT_DAY },   { 36, XLSX_FORMAT_DAY },
		{ 37, XLSX_FORMAT_PLAIN },   { 44, XLSX_FORMAT_PLAIN }, { 45, XLSX_FORMAT_DAY },
		{ 47, XLSX_FORMAT_DAY },     { 48, XLSX_FORMAT_PLAIN }, { 49, XLSX_FORMAT_PLAIN },
		{ 50, XLSX_FORMAT_DAY },     { 58, XLSX_FORMAT_DAY },   { 59, XLSX_FORMAT_PLAIN },
		{ -1, XLSX_FORMAT_PLAIN },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(xlsx_format_of(cases[i].code) == cases[i].format, "%s",
		              cases[i].code);
	for (i = 0; i < sizeof built_in / sizeof *built_in; i++)
		ck_assert_msg(xlsx_format_built_in(built_in[i].id) == built_in[i].format, "%ld",
		              built_in[i].id);
}
END_TEST

START_TEST(test_numbers)
{
	static const struct {
		const char *value, *text;
	} cases[] = {
		{ "0", "0" },
		{ "-0", "0" },
		{ "0.0E5", "0" },
		{ "1", "1" },
		{ "+1", "1" },
		{ "007", "7" },
		{ "100", "100" },
		{ "0.1", "0.1" },
		{ ".5", "0.5" },
		{ "5.", "5" },
		{ "0.10000000000000001", "0.1" },
		{ "2.2999999999999998", "2.3" },
		{ "99999999999999.99", "100000000000000" },
		{ "999999999999999.9", "1000000000000000" },
		{ "123456789012345678", "123456789012346000" },
		{ "1E-5", "0.00001" },
		{ "1.5e3", "1500" },
		{ "-12.34E+1", "-123.4" },
		{ "1E25", "1E+25" },
		{ "1.25E-30", "1.25E-30" },
		{ " 1 ", "1" },
		{ "", NULL },
		{ "-", NULL },
		{ ".", NULL },
		{ "1.2.3", NULL },
		{ "1E", NULL },
		{ "1E99999", NULL },
		{ "NaN", NULL },
		{ "0x10", NULL },
		{ "1,5", NULL },
	};
	char out[XLSX_NUMBER_TEXT];
	enum src_cell kind;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		kind = xlsx_number_print(out, cases[i].value, strlen(cases[i].value),
		                         XLSX_FORMAT_PLAIN, false);
		ck_assert_msg(kind == (cases[i].text ? SRC_CELL_NUMBER : SRC_CELL_LOST), "%s",
		              cases[i].value);
		if (cases[i].text)
			ck_assert_str_eq(out, cases[i].text);
	}
	ck_assert_int_eq(xlsx_number_print(out, "0.125", 5, XLSX_FORMAT_PERCENT, false),
	                 SRC_CELL_NUMBER);
	ck_assert_str_eq(out, "12.5%");
	ck_assert_int_eq(xlsx_number_print(out, "0", 1, XLSX_FORMAT_PERCENT, false),
	                 SRC_CELL_NUMBER);
	ck_assert_str_eq(out, "0%");
}
END_TEST

/* libzip's own memory is not counted here: it is another library's. */
START_TEST(test_no_memory)
{
	struct xlsx_limits small = xlsx_limits_usual;
	struct guiju_source *source;
	int32_t rc;
	long i, count;

	small.strings_memory = 10;
	book_sheet(path, HEADS ROW(S("C00001") "<c t=\"s\"><v>1</v></c>") ROW(S("C00002")), "",
	           "<si><t>one</t></si><si><t>two and more</t></si>", "");
	for (i = 1;; i++) {
		ck_assert_int_lt(i, 2000);
		fakehost_init_all(&f, path);
		gj_alloc_fail_at(i);
		rc = xlsx_source_open(&f.host, &f.args, &small, &source);
		if (rc == GUIJU_OK)
			rc = fakehost_drain(&f, &xlsx_source_ops, source);
		count = gj_alloc_count();
		gj_alloc_fail_at(0);
		if (count < i)
			break;
		ck_assert_msg(rc == GUIJU_NOMEM, "%ld: %d %s", i, (int)rc, f.failed);
	}
	ck_assert_int_eq(rc, GUIJU_END);
	ck_assert_int_gt(i, 10);
	ck_assert_str_eq(f.rows, "2:C00001,two and more,-,-,-,-;3:C00002,-,-,-,-,-;");
}
END_TEST

START_TEST(test_table)
{
	const struct guiju_plugin *plugin;

	fakehost_init(&f, "");
	plugin = guiju_plugin_entry(&f.host);
	ck_assert_ptr_nonnull(plugin);
	ck_assert_str_eq(plugin->name, "xlsx");
	ck_assert_uint_eq(plugin->source->flags, GUIJU_SOURCE_LISTS);
	f.host.size--;
	ck_assert_ptr_null(guiju_plugin_entry(&f.host));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("xlsx");
	TCase *all = tcase_create("xlsx");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(all, start, stop);
	tcase_set_timeout(all, 60);
	tcase_add_test(all, test_table);
	tcase_add_test(all, test_cells);
	tcase_add_test(all, test_codes);
	tcase_add_test(all, test_1904);
	tcase_add_test(all, test_rows);
	tcase_add_test(all, test_damaged);
	tcase_add_test(all, test_breaks_off);
	tcase_add_test(all, test_not_mine);
	tcase_add_test(all, test_document_type);
	tcase_add_test(all, test_bombs);
	tcase_add_test(all, test_lying_size);
	tcase_add_test(all, test_sheets);
	tcase_add_test(all, test_many_strings);
	tcase_add_test(all, test_stopped);
	tcase_add_test(all, test_formats);
	tcase_add_test(all, test_numbers);
	tcase_add_test(all, test_no_memory);
	suite_add_tcase(suite, all);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
