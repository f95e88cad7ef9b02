/* check_csv_decode.c: encodings found out or forced, split by blocks, cut off; other kinds. */
#include <stdlib.h>
#include <string.h>

#include "plugins/csv/decode.h"
#include "plugins/common/utf8.h"
#include "tests/plugins/csvhost.h"
#include "tests/plugins/suites.h"
#include "tests/support/tmp.h"

#define B(bytes) bytes, sizeof(bytes) - 1
/* 武 CEE4, 硚 B37E, 㙦 8230AD38, 𠮷 9534B235 */
#define GB_WU "\xce\xe4"
#define GB_QIAO "\xb3\x7e"
#define GB_LIANG "\x82\x30\xad\x38"
#define GB_JI "\x95\x34\xb2\x35"

struct bytes {
	const char *bytes;
	size_t n;
	const char *encoding; /* option */
	int32_t rc;
	const char *rows;
	const char *said; /* part of the log, or of the failure */
};

static const struct bytes texts[] = {
	{ B("code,name\nC00001,a"), "auto", GUIJU_END, "2:C00001,a,-,-;",
	  "UTF-8 (the file is plain ASCII)" },
	{ B("code,name\nC00001,硚\n"), "auto", GUIJU_END, "2:C00001,硚,-,-;",
	  "UTF-8 (the whole file is valid UTF-8)" },
	{ B("\xef\xbb\xbf"
	    "code,name\nC00001,硚"),
	  "auto", GUIJU_END, "2:C00001,硚,-,-;", "UTF-8 (by the byte order mark)" },
	{ B("\xef\xbb\xbf"
	    "code,name\nC00001,硚"),
	  "utf-8", GUIJU_END, "2:C00001,硚,-,-;", "UTF-8 (by the option encoding)" },
	{ B("code,name\nC00001,𠮷㙦"), "utf-8", GUIJU_END, "2:C00001,𠮷㙦,-,-;", "by the option" },
	{ B("code,name\nC00001," GB_QIAO), "auto", GUIJU_END, "2:C00001,硚,-,-;",
	  "GB18030 (not UTF-8 at byte 17, but valid GB18030)" },
	{ B("code,name\nC00001," GB_WU GB_QIAO GB_LIANG GB_JI "\n"), "auto", GUIJU_END,
	  "2:C00001,武硚㙦𠮷,-,-;", "GB18030 (not UTF-8" },
	{ B("code,name\nC00001," GB_WU GB_QIAO GB_LIANG GB_JI "\n"), "gb18030", GUIJU_END,
	  "2:C00001,武硚㙦𠮷,-,-;", "GB18030 (by the option encoding)" },
	{ B("\x84\x31\x95\x33"
	    "code,name\nC00001," GB_QIAO),
	  "auto", GUIJU_END, "2:C00001,硚,-,-;", "GB18030 (by the byte order mark)" },
	/* 统一社会信用代码,企业名称: the second byte of a character may look like ASCII, as 0x7e in
	   硚. */
	{ B("\xcd\xb3\xd2\xbb\xc9\xe7\xbb\xe1\xd0\xc5\xd3\xc3\xb4\xfa\xc2\xeb,"
	    "\xc6\xf3\xd2\xb5\xc3\xfb\xb3\xc6\nC00001,\x81\x7c\x81\x5c\n"),
	  "auto", GUIJU_END, "2:C00001,亅乗,-,-;", "GB18030" },
	/* Forced, though the bytes are good UTF-8 too: 硚 as GB18030 is another text. */
	{ B("code,name\nC00001,\xc3\xa9\n"), "gb18030", GUIJU_END, "2:C00001,茅,-,-;",
	  "by the option" },
	{ B("code,name\nC00001,\xc3\xa9\n"), "auto", GUIJU_END, "2:C00001,é,-,-;", "valid UTF-8" },
	{ B("\xef\xbb\xbf"
	    "code,name\n"),
	  "gb18030", GUIJU_FAILED, "", "the file begins with the mark of UTF-8" },
	/* Wrong bytes: the rows before come first. */
	{ B("code,name\nC00001,a\nC00002," GB_WU "\n"), "utf-8", GUIJU_FAILED, "2:C00001,a,-,-;",
	  "is not UTF-8 at byte 26; leave the option encoding at auto" },
	{ B("code,name\nC00001,a\nC00002,\xff\n"), "gb18030", GUIJU_FAILED, "2:C00001,a,-,-;",
	  "is not GB18030 at byte 26" },
	{ B("code,name\nC00001,硚\nC00002,\xff\n"), "auto", GUIJU_FAILED, "",
	  "neither UTF-8 (wrong at byte 28) nor GB18030 (wrong at byte " },
	/* Cut off: the rows before come first too. */
	{ B("code,name\nC00001,硚\nC00002,\xe7\xa1"), "auto", GUIJU_FAILED, "2:C00001,硚,-,-;",
	  "ends in the middle of a character at byte 28 (UTF-8): it is truncated" },
	{ B("code,name\nC00001,硚\nC00002,\xf0\xa0\xae"), "utf-8", GUIJU_FAILED, "2:C00001,硚,-,-;",
	  "at byte 28 (UTF-8)" },
	{ B("code,name\nC00001," GB_QIAO "\nC00002,\xb3"), "auto", GUIJU_FAILED, "2:C00001,硚,-,-;",
	  "ends in the middle of a character at byte 27 (GB18030): it is truncated" },
	{ B("code,name\nC00001," GB_QIAO "\nC00002,\x95\x34\xb2"), "gb18030", GUIJU_FAILED,
	  "2:C00001,硚,-,-;", "at byte 27 (GB18030)" },
	/* Two bytes at the end that are half a character in UTF-8 and a whole one in GB18030. */
	{ B("code,name\nC00001,\xe4\xb8"), "auto", GUIJU_END, "2:C00001,涓,-,-;", "GB18030" },
	{ B("code,name\nC00001,\xe4"), "auto", GUIJU_FAILED, "",
	  "in the middle of a character at byte 17" },
	/* Bytes 0 far behind, where no look at the head sees them. */
	{ B("code,name\nC00001,a\n\0"), "gb18030", GUIJU_FAILED, "", "is a binary file" },
};

static const struct bytes others[] = {
	{ B("PK\3\4\24\0\6\0"), "auto", GUIJU_NOT_MINE, "", "this is an .xlsx workbook" },
	{ B("PK\3\4"), "utf-8", GUIJU_NOT_MINE, "", "save it as \"CSV UTF-8\"" },
	{ B("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "auto", GUIJU_NOT_MINE, "",
	  "is an .xls workbook" },
	{ B("%PDF-1.7\n"), "auto", GUIJU_NOT_MINE, "", "is a PDF document" },
	{ B("SQLite format 3\0"), "auto", GUIJU_NOT_MINE, "", "is a SQLite database" },
	{ B("\r\n <HTML><table>"), "auto", GUIJU_NOT_MINE, "",
	  "this is a web page or XML file, not CSV; open it" },
	{ B("\xef\xbb\xbf<?xml version"), "auto", GUIJU_NOT_MINE, "", "is a web page or XML" },
	{ B("\xff\xfe"
	    "c\0o\0d\0e\0"),
	  "auto", GUIJU_FAILED, "", "is in UTF-16" },
	{ B("\xfe\xff\0c\0o\0d\0e"), "utf-8", GUIJU_FAILED, "", "save it as \"CSV UTF-8\"" },
	{ B("c\0o\0d\0e\0"), "auto", GUIJU_FAILED, "", "is a binary file" },
	{ B("code,name\n\0"), "auto", GUIJU_FAILED, "", "is a binary file" },
	{ B(""), "auto", GUIJU_FAILED, "", "is empty" },
	{ B("\xef\xbb\xbf"), "auto", GUIJU_FAILED, "", "there is no row of headings" },
	{ B("\n\n"), "auto", GUIJU_FAILED, "", "there is no row of headings" },
	/* Near to the marks above, but text. */
	{ B("PK,code\nx,C00001\n"), "auto", GUIJU_END, "2:C00001,-,-,-;", "ASCII" },
	{ B("code\nC00001\n<html"), "auto", GUIJU_END, "2:C00001,-,-,-;3:!,-,-,-;", "ASCII" },
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

static void check_bytes(const struct bytes *c, size_t block)
{
	static struct fakehost f;
	struct src_limits limits = csv_limits_usual;
	int32_t rc;

	limits.block = block;
	fakehost_init(&f, path);
	f.encoding = c->encoding;
	rc = csvhost_run(&f, &limits);
	ck_assert_msg(rc == c->rc, "block %zu: %d, not %d: %s", block, rc, c->rc, f.failed);
	ck_assert_str_eq(f.rows, c->rows);
	ck_assert_msg(strstr(rc == GUIJU_END ? f.log : f.failed, c->said) != NULL,
	              "block %zu: \"%s%s\" lacks \"%s\"", block, f.log, f.failed, c->said);
}

static void check_all(const struct bytes *cases, size_t n)
{
	size_t block;
	size_t i;

	for (i = 0; i < n; i++) {
		gj_tmp_write(dir, "in.csv", cases[i].bytes, cases[i].n);
		for (block = 1; block <= 64; block++)
			check_bytes(&cases[i], block);
		check_bytes(&cases[i], csv_limits_usual.block);
	}
}

START_TEST(test_texts)
{
	check_all(texts, sizeof texts / sizeof *texts);
}
END_TEST

START_TEST(test_others)
{
	check_all(others, sizeof others / sizeof *others);
}
END_TEST

/* A wrong byte or a byte 0 past the first blocks changes the guess, or ends the reading. */
START_TEST(test_far_behind)
{
	static const struct {
		const char *end;
		size_t n;
		int32_t rc;
		const char *said;
	} cases[] = {
		{ B("硚\n"), GUIJU_END, "UTF-8 (the whole file" },
		{ B(GB_QIAO "\n"), GUIJU_END, "GB18030 (not UTF-8 at byte 200024" },
		{ B("\0\n"), GUIJU_FAILED,
		  "there is a byte 0 at byte 200024: it is binary or damaged" },
		{ B(GB_QIAO "\0\n"), GUIJU_FAILED, "there is a byte 0 at byte 200026" },
	};
	static struct fakehost f;
	char *bytes = malloc(210000);
	size_t n;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		memcpy(bytes, "code,name\n", 10);
		for (n = 10; n < 200000; n += 20)
			memcpy(bytes + n, "C00001,abcdefghijkl\n", 20);
		memcpy(bytes + n, "C00002,name123", 14);
		n += 14;
		memcpy(bytes + n, cases[i].end, cases[i].n);
		gj_tmp_write(dir, "in.csv", bytes, n + cases[i].n);
		fakehost_init(&f, path);
		ck_assert_int_eq(csvhost_run(&f, NULL), cases[i].rc);
		ck_assert_msg(strstr(cases[i].rc == GUIJU_END ? f.log : f.failed, cases[i].said) !=
		                  NULL,
		              "\"%s%s\" lacks \"%s\"", f.log, f.failed, cases[i].said);
	}
	free(bytes);
}
END_TEST

START_TEST(test_utf8_valid)
{
	static const struct {
		const char *s;
		size_t n;
		size_t valid;
		bool cut;
	} cases[] = {
		{ B(""), 0, false },
		{ B("abc"), 3, false },
		{ B("12345678abcdefgh1"), 17, false },
		{ B("1234567\x80"), 7, false },
		{ B("a\0b"), 1, false },
		{ B("12345678\0"), 8, false },
		{ B("\x7f"), 1, false },
		{ B("\xc1\xbf"), 0, false },
		{ B("\xc2\x80"), 2, false },
		{ B("\xc2"), 0, true },
		{ B("a\xc2"), 1, true },
		{ B("\xc2\x7f"), 0, false },
		{ B("\xc2\xc0"), 0, false },
		{ B("\xe0\x9f\xbf"), 0, false },
		{ B("\xe0\x9f"), 0, false },
		{ B("\xe0\xa0\x80"), 3, false },
		{ B("\xe0\xa0"), 0, true },
		{ B("\xed\x9f\xbf"), 3, false },
		{ B("\xed\xa0\x80"), 0, false },
		{ B("\xef\xbf\xbf"), 3, false },
		{ B("\xf0\x8f\xbf\xbf"), 0, false },
		{ B("\xf0\x90\x80\x80"), 4, false },
		{ B("\xf0\x90\x80"), 0, true },
		{ B("\xf4\x8f\xbf\xbf"), 4, false },
		{ B("\xf4\x90\x80\x80"), 0, false },
		{ B("\xf5"), 0, false },
		{ B("\xff"), 0, false },
	};
	bool cut;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(src_utf8_valid(cases[i].s, cases[i].n, &cut) == cases[i].valid,
		              "case %zu", i);
		ck_assert_msg(cut == cases[i].cut, "case %zu: cut", i);
	}
}
END_TEST

Suite *suite_csv_decode(void)
{
	Suite *suite = suite_create("csv_decode");
	TCase *tcase = tcase_create("decode");

	tcase_add_checked_fixture(tcase, start, stop);
	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_texts);
	tcase_add_test(tcase, test_others);
	tcase_add_test(tcase, test_far_behind);
	tcase_add_test(tcase, test_utf8_valid);
	suite_add_tcase(suite, tcase);
	return suite;
}
