/* check_chunk.c: files that are no text, and slips of a Chinese keyboard. */
#include <string.h>

#include "tests/policy/kit.h"
#include "tests/policy/suites.h"

START_TEST(test_bytes)
{
	static const struct {
		const char *text;
		size_t n;
		const char *code;
		int line;
	} cases[] = {
		{ "local a = 1\nlocal b = '\xce\xe4\xba\xba'\n", 0, "E103",
		  2 }, /* 武汉 in GB18030 */
		{ "-- \xc3\x28", 0, "E103", 1 },
		{ "\x1bLua\x54", 0, "E104", 0 },
		{ "\x1b", 0, "E104", 0 },
		{ "local a\nlocal b\0 = 1", 20, "E105", 2 },
		{ "l\0o\0c\0a\0", 8, "E105", 1 },
		{ "\xff\xfel\0o\0", 6, "E103", 1 },
		{ "\xef\xbb\xbflocal a = 1", 0, "", 0 }, /* a byte order mark is fine */
		{ "\xef\xbb\xbf", 0, "", 0 },
		{ "\r\n-- x\r\nlocal a = 1\r\n", 0, "", 0 },
	};
	struct kit k;

	kit_load_text(&k, cases[_i].text, cases[_i].n, NULL);
	if (*cases[_i].code)
		kit_expect_only(&k, cases[_i].code, cases[_i].line, "bytes");
	else
		kit_expect_only(&k, "E401", 0, "bytes");
	kit_free(&k);
}
END_TEST

START_TEST(test_slips)
{
	static const struct {
		const char *text, *code;
		int line;
		const char *in_message;
	} cases[] = {
		{ "local a = 1\nf { a， b }", "E102", 2, "column 6" },
		{ "local t = f（1)", "E102", 1, "（" },
		{ "local t = “组织架构”", "E102", 1, "column 11" },
		{ "local t = \"组织架构”\n", "E102", 1, "column 16" },
		{ "f { zh = \"甲”, en = \"B\" }", "E102", 1, "”" },
		{ "local a ＝ 1", "E102", 1, "＝" },
		{ "local a = 1。", "E102", 1, "。" },
		{ "local a = 1；", "E102", 1, "；" },
		{ "local t = {\n  1,\n  2、\n}", "E102", 3, "、" },
		{ "local a = \xe3\x80\x80 1", "E102", 1, "U+3000" },
		{ "local 人数 = 1", "E102", 1, "人" },
		{ "-- 注释，没问题\nlocal a = = 1", "E101", 2, "unexpected" },
		{ "local a = '，' --[[ ， ]] .. [[，]] .. [==[，]]，]==] b", "E101", 1,
		  "syntax error" },
		{ "local a = '\\'，' = 1", "E101", 1, "near" },
		{ "local a = '， \\\n ，' = 1", "E101", 2, "near" },
		{ "local a = 'x\nlocal b", "E101", 1, "unfinished string" },
		{ "f {", "E101", 1, "expected" },
		{ "--[[ ，", "E101", 1, "unfinished" },
		{ "local a = [[ ，", "E101", 1, "unfinished" },
		{ "--[", "", 0, "" },
	};
	struct kit k;
	const struct gj_finding *finding;

	kit_load_text(&k, cases[_i].text, 0, NULL);
	if (*cases[_i].code) {
		kit_expect_only(&k, cases[_i].code, cases[_i].line, cases[_i].text);
		finding = kit_find(&k, cases[_i].code, cases[_i].line);
		ck_assert_msg(strstr(finding->message, cases[_i].in_message) != NULL, "%s: %s",
		              cases[_i].text, finding->message);
		ck_assert_str_ne(finding->hint, "");
	} else {
		kit_expect_only(&k, "E401", 0, cases[_i].text);
	}
	kit_free(&k);
}
END_TEST

Suite *suite_chunk(void)
{
	Suite *s = suite_create("chunk");
	TCase *t = tcase_create("chunk");

	tcase_add_loop_test(t, test_bytes, 0, 10);
	tcase_add_loop_test(t, test_slips, 0, 20);
	suite_add_tcase(s, t);
	return s;
}
