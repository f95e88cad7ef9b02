/* check_err.c: sentences of errors, and that a cut never leaves half a character. */
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "tests/base/suites.h"

#include <string.h>

enum { MOST = GJ_ERR_TEXT - 1 };

START_TEST(set)
{
	struct gj_err err = { 0 };

	ck_assert_int_eq(gj_err_set(&err, GJ_EIO, "%s: row %d", "甲.csv", 12), GJ_EIO);
	ck_assert_int_eq(err.code, GJ_EIO);
	ck_assert_str_eq(err.text, "甲.csv: row 12");
	ck_assert_int_eq(gj_err_set(&err, GJ_EBUSY, "later"), GJ_EBUSY);
	ck_assert_str_eq(err.text, "later");
	ck_assert_int_eq(gj_err_set(NULL, GJ_EINVAL, "nobody %s", "listens"), GJ_EINVAL);
}
END_TEST

START_TEST(wrap)
{
	struct gj_err err = { 0 };

	gj_err_set(&err, GJ_ENOENT, "no such folder");
	ck_assert_int_eq(gj_err_wrap(&err, "rules/%s", "wuhan"), GJ_ENOENT);
	ck_assert_int_eq(gj_err_wrap(&err, "guiju"), GJ_ENOENT);
	ck_assert_int_eq(err.code, GJ_ENOENT);
	ck_assert_str_eq(err.text, "guiju: rules/wuhan: no such folder");
}
END_TEST

START_TEST(nomem)
{
	struct gj_err err = { 0 };

	ck_assert_int_eq(gj_err_nomem(&err, "a frame"), GJ_ENOMEM);
	ck_assert_int_eq(err.code, GJ_ENOMEM);
	ck_assert_ptr_nonnull(strstr(err.text, "a frame"));
	ck_assert_int_eq(gj_err_nomem(NULL, "a frame"), GJ_ENOMEM);
}
END_TEST

/* The names of files and other people's messages may hold anything. */
START_TEST(one_line)
{
	struct gj_err err = { 0 };

	gj_err_set(&err, GJ_EIO, "%s: no\n\tsuch %s", "a\r\x1B[31m.lua", "规\x7F则");
	ck_assert_str_eq(err.text, "a  [31m.lua: no  such 规 则");
	gj_err_wrap(&err, "b\nc");
	ck_assert_str_eq(err.text, "b c: a  [31m.lua: no  such 规 则");
}
END_TEST

static const char *const characters[] = { "a", "é", "武", "𠮷" };

/* `lead` bytes, then the character over and over, far beyond the end. */
static void fill(char *out, size_t size, size_t lead, const char *character)
{
	size_t n = strlen(character), at = lead;

	memset(out, 'x', lead);
	for (; at + n < size; at += n)
		memcpy(out + at, character, n);
	out[at] = '\0';
}

START_TEST(cut_at_a_character)
{
	char text[2 * GJ_ERR_TEXT];
	struct gj_err err = { 0 };

	for (size_t lead = 0; lead < 8; lead++) {
		size_t size = strlen(characters[_i]);
		size_t expected = lead + (MOST - lead) / size * size;

		fill(text, sizeof text, lead, characters[_i]);
		gj_err_set(&err, GJ_EFORMAT, "%s", text);
		ck_assert_uint_eq(strlen(err.text), expected);
		ck_assert_uint_eq(gj_text_valid(err.text, expected), expected);
		ck_assert_int_eq(strncmp(err.text, text, expected), 0);
	}
}
END_TEST

/* What just fits is not cut. */
START_TEST(full_to_the_end)
{
	char text[GJ_ERR_TEXT];
	struct gj_err err = { 0 };
	size_t size = strlen(characters[_i]);

	fill(text, sizeof text, MOST % size, characters[_i]);
	ck_assert_uint_eq(strlen(text), MOST);
	gj_err_set(&err, GJ_EFORMAT, "%s", text);
	ck_assert_str_eq(err.text, text);
}
END_TEST

START_TEST(wrap_cuts_the_inner)
{
	char text[GJ_ERR_TEXT], outer[2 * GJ_ERR_TEXT];
	struct gj_err err = { 0 };

	memset(outer, 'x', sizeof outer);
	for (size_t lead = 0; lead<sizeof outer; lead += lead> 20 && lead < 1000 ? 97 : 1) {
		size_t n;

		fill(text, sizeof text, 0, characters[_i]);
		gj_err_set(&err, GJ_EFORMAT, "%s", text);
		ck_assert_int_eq(gj_err_wrap(&err, "%.*s", (int)lead, outer), GJ_EFORMAT);
		n = strlen(err.text);
		ck_assert_uint_eq(gj_text_valid(err.text, n), n);
		ck_assert_int_eq(strncmp(err.text, outer, lead < n ? lead : n), 0);
		ck_assert_uint_gt(n, MOST - strlen(characters[_i]));
	}
}
END_TEST

Suite *suite_err(void)
{
	Suite *s = suite_create("base/err");
	TCase *t = tcase_create("err");

	tcase_add_test(t, set);
	tcase_add_test(t, wrap);
	tcase_add_test(t, nomem);
	tcase_add_test(t, one_line);
	tcase_add_loop_test(t, cut_at_a_character, 0, 4);
	tcase_add_loop_test(t, full_to_the_end, 0, 4);
	tcase_add_loop_test(t, wrap_cuts_the_inner, 0, 4);
	suite_add_tcase(s, t);
	return s;
}
