/* check_text.c: UTF-8 to the letter, widths, folding, trimming, and the nearest word. */
#include "engine/base/text.h"
#include "tests/base/suites.h"

#include <string.h>

#define COUNT_OF(cases) (sizeof(cases) / sizeof *(cases))

START_TEST(valid)
{
	static const struct {
		const char *s;
		size_t n, valid;
	} cases[] = {
		{ "", 0, 0 },
		{ "abc", 3, 3 },
		{ "武汉", 6, 6 },
		{ "é武𠮷", 9, 9 },
		{ "a\0b", 3, 1 },
		{ "武汉", 5, 3 }, /* the last character is cut off */
		{ "武\xE6\xB1", 5, 3 },
		{ "a\x80", 2, 1 }, /* a continuation by itself */
		{ "\xBF", 1, 0 },
		{ "\xC2", 1, 0 },
		{ "\xC2\x80", 2, 2 }, /* the first of two bytes, and the last of one in two */
		{ "\xC1\xBF", 2, 0 },
		{ "\xC0\x80", 2, 0 },
		{ "\xDF\xBF", 2, 2 },
		{ "\xE0\x9F\xBF", 3, 0 }, /* three bytes */
		{ "\xE0\xA0\x80", 3, 3 },
		{ "\xED\x9F\xBF", 3, 3 }, /* surrogates */
		{ "\xED\xA0\x80", 3, 0 },
		{ "\xED\xBF\xBF", 3, 0 },
		{ "\xEE\x80\x80", 3, 3 },
		{ "\xEF\xBF\xBF", 3, 3 },
		{ "\xF0\x8F\xBF\xBF", 4, 0 }, /* four bytes */
		{ "\xF0\x90\x80\x80", 4, 4 },
		{ "\xF4\x8F\xBF\xBF", 4, 4 },
		{ "\xF4\x90\x80\x80", 4, 0 },
		{ "\xF5\x80\x80\x80", 4, 0 },
		{ "\xFF\xFE", 2, 0 },
		{ "\xE6\x41\xA6", 3, 0 },
		{ "\xF0\x9F\x41\x80", 4, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		ck_assert_msg(gj_text_valid(cases[i].s, cases[i].n) == cases[i].valid, "case %zu",
		              i);
}
END_TEST

START_TEST(every_character)
{
	for (uint32_t code = 1; code <= 0x10FFFF; code++) {
		char s[4];
		size_t n, length = 0;

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		n = gj_text_encode(s, code);
		if (n != (code < 0x80      ? 1u
		          : code < 0x800   ? 2u
		          : code < 0x10000 ? 3u
		                           : 4u) ||
		    gj_text_valid(s, n) != n || gj_text_decode(s, n, &length) != code ||
		    length != n)
			ck_abort_msg("U+%04X", code);
	}
}
END_TEST

/* A reader always gets on, by one byte where nothing is well formed. */
START_TEST(decode_bad)
{
	static const char *const bad[] = { "\xFF",     "\x80",         "\xC2",
		                           "\xE6\xAD", "\xED\xA0\x80", "\xF0\x9F\x98" };

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		size_t length = 0;

		ck_assert_uint_eq(gj_text_decode(bad[i], strlen(bad[i]), &length), 0xFFFD);
		ck_assert_uint_eq(length, 1);
	}
}
END_TEST

START_TEST(width)
{
	static const struct {
		const char *s;
		size_t width;
	} cases[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "武汉", 4 },
		{ "武a汉", 5 },
		{ "é", 1 },
		{ "e\xCC\x81", 1 },
		{ "，。（）", 8 },
		{ "１２", 4 },
		{ "ｱ", 1 },
		{ "한국", 4 },
		{ "かな", 4 },
		{ "《》", 4 },
		{ "𠮷", 2 },
		{ "😀", 2 },
		{ "—", 1 },
		{ "￥", 2 },
		{ "¥", 1 },
		{ "\xEF\xBB\xBF", 0 },
		{ "\xE2\x80\x8B", 0 },
		{ "a\xFF", 2 },
		{ "√", 1 },
		{ "🚀", 2 },
		{ "︐", 2 },
		{ "\xE2\x81\xA0", 0 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		ck_assert_msg(gj_text_width(cases[i].s) == cases[i].width, "'%s': %zu", cases[i].s,
		              gj_text_width(cases[i].s));
}
END_TEST

START_TEST(cut)
{
	static const size_t of_mixed[] = { 0, 1, 1, 1, 4, 4, 6, 6, 6, 6, 10, 10 }; /* a武é𠮷 */
	const char *s = "a武é𠮷";

	for (size_t bytes = 0; bytes < COUNT_OF(of_mixed); bytes++)
		ck_assert_uint_eq(gj_text_cut(s, strlen(s), bytes), of_mixed[bytes]);
	ck_assert_uint_eq(gj_text_cut(s, 3, 100), 3); /* of a half character byte by byte */
	ck_assert_uint_eq(gj_text_cut("", 0, 5), 0);
	ck_assert_uint_eq(gj_text_cut("武", 3, 2), 0);
}
END_TEST

START_TEST(fold)
{
	static const struct {
		const char *s, *width, *label;
	} cases[] = {
		{ "", "", "" },
		{ "abc", "abc", "abc" },
		{ "ABC Def", "ABC Def", "abcdef" },
		{ "ＡＢＣ１２３！～", "ABC123!~", "abc123!~" },
		{ "企业　名称", "企业 名称", "企业名称" },
		{ " 企业\xC2\xA0名称 ", " 企业\xC2\xA0名称 ", "企业名称" },
		{ "\xEF\xBB\xBF企业名称", "\xEF\xBB\xBF企业名称", "企业名称" },
		{ "*企业名称：", "*企业名称:", "企业名称" },
		{ "企业\r\n名称", "企业\r\n名称", "企业名称" },
		{ "是否（有）", "是否(有)", "是否(有)" },
		{ "ÉÀ", "ÉÀ", "ÉÀ" },
		{ "￥", "￥", "￥" },
		{ "a\xFF"
		  "B",
		  "a\xFF"
		  "B",
		  "a\xFF"
		  "b" },
		{ "：＊", ":*", "" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char out[64];
		size_t n = strlen(cases[i].s);

		ck_assert_uint_eq(gj_text_fold(out, cases[i].s, n, GJ_FOLD_WIDTH),
		                  strlen(cases[i].width));
		ck_assert_str_eq(out, cases[i].width);
		ck_assert_uint_eq(gj_text_fold(out, cases[i].s, n, GJ_FOLD_LABEL),
		                  strlen(cases[i].label));
		ck_assert_str_eq(out, cases[i].label);
	}
}
END_TEST

/* No character gets longer by folding, and what is folded stays as it is. */
START_TEST(fold_every_character)
{
	for (uint32_t code = 1; code <= 0x10FFFF; code++) {
		char s[4], once[8], twice[8];
		size_t n, folded;

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		n = gj_text_encode(s, code);
		for (int how = GJ_FOLD_WIDTH; how <= GJ_FOLD_LABEL; how++) {
			folded = gj_text_fold(once, s, n, (enum gj_fold)how);
			if (folded > n ||
			    gj_text_fold(twice, once, folded, (enum gj_fold)how) != folded ||
			    memcmp(once, twice, folded) != 0)
				ck_abort_msg("U+%04X", code);
		}
	}
}
END_TEST

START_TEST(trim)
{
	static const struct {
		const char *s, *trimmed;
	} cases[] = {
		{ "", "" },
		{ "a", "a" },
		{ " \t\r\n\v\f", "" },
		{ "  a b  ", "a b" },
		{ "　武汉　", "武汉" },
		{ "\xC2\xA0武 汉\xC2\xA0", "武 汉" },
		{ "\xEF\xBB\xBF"
		  "a\xE2\x80\x8B",
		  "a" },
		{ "\xE2\x80\x83"
		  "a\xE2\x80\xAF",
		  "a" },
		{ "\xE2\x80\xA8"
		  "a\xC2\x85\xE2\x81\xA0",
		  "a" },
		{ " \xFF ", "\xFF" },
		{ "a\xC2", "a\xC2" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *s = cases[i].s;
		size_t n = gj_text_trim(&s, strlen(s));

		ck_assert_uint_eq(n, strlen(cases[i].trimmed));
		ck_assert_mem_eq(s, cases[i].trimmed, n);
	}
}
END_TEST

START_TEST(near)
{
	static const char *const names[] = { "at_least", "more_than", NULL,
		                             "at_most",  "less_than", "equals",
		                             "none",     "企业名称",  "企业代码" };
	static const struct {
		const char *word, *found;
	} cases[] = {
		{ "at_least", "at_least" },
		{ "at_leats", "at_least" },
		{ "atleast", "at_least" },
		{ "at_lest", "at_least" },
		{ "at_moost", "at_most" },
		{ "more_then", "more_than" },
		{ "equal", "equals" },
		{ "euqals", "equals" },
		{ "nome", "none" },
		{ "now", NULL },
		{ "xyz", NULL },
		{ "", NULL },
		{ "企业名成", "企业名称" },
		{ "企业名", "企业名称" },
		{ "区局", NULL },
		{ "something_else_altogether", NULL },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *found = gj_text_near(cases[i].word, names, COUNT_OF(names));

		if (cases[i].found == NULL)
			ck_assert_msg(found == NULL, "'%s': %s", cases[i].word, found ? found : "");
		else
			ck_assert_str_eq(found ? found : "(none)", cases[i].found);
	}
	ck_assert_ptr_null(gj_text_near("at_least", NULL, 0));
}
END_TEST

/* Of two that are as near, the first; of words longer than any slip, the front. */
START_TEST(near_limits)
{
	static const char *const twins[] = { "abcX", "abcY" };
	char word[200], name[200];
	const char *const one[] = { name };

	ck_assert_str_eq(gj_text_near("abcZ", twins, 2), "abcX");
	memset(word, 'a', sizeof word - 1);
	memset(name, 'b', sizeof name - 1);
	word[sizeof word - 1] = name[sizeof name - 1] = '\0';
	ck_assert_ptr_null(gj_text_near(word, one, 1));
	ck_assert_ptr_eq(gj_text_near(name, one, 1), name);
}
END_TEST

/* Each bound of each range, both sides. */
START_TEST(unseen)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = { { 0x01, 0x08 },     { 0x0B, 0x0C },     { 0x0E, 0x1F },
		       { 0x7F, 0x9F },     { 0x61C, 0x61C },   { 0x200E, 0x200F },
		       { 0x202A, 0x202E }, { 0x2066, 0x2069 } };
	size_t at = 0;

	for (uint32_t code = 1; code < 0x3000; code++) {
		bool wanted;
		char text[8] = "a";

		while (at < sizeof ranges / sizeof *ranges - 1 && code > ranges[at].last)
			at++;
		wanted = code >= ranges[at].first && code <= ranges[at].last;
		ck_assert_msg(gj_text_is_unseen(code) == wanted, "U+%04X", (unsigned)code);
		gj_text_encode(text + 1, code);
		ck_assert_uint_eq(gj_text_seen(text, strlen(text)), wanted ? 1 : strlen(text));
	}
	ck_assert_uint_eq(gj_text_seen("", 0), 0);
}
END_TEST

Suite *suite_text(void)
{
	Suite *s = suite_create("base/text");
	TCase *t = tcase_create("text");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, valid);
	tcase_add_test(t, every_character);
	tcase_add_test(t, decode_bad);
	tcase_add_test(t, width);
	tcase_add_test(t, cut);
	tcase_add_test(t, fold);
	tcase_add_test(t, fold_every_character);
	tcase_add_test(t, trim);
	tcase_add_test(t, near);
	tcase_add_test(t, near_limits);
	tcase_add_test(t, unseen);
	suite_add_tcase(s, t);
	return s;
}
