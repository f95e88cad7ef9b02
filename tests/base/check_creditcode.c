/* check_creditcode.c: codes that are right, and each way in which one comes in wrong. */
#include "engine/base/creditcode.h"
#include "tests/base/suites.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define COUNT_OF(cases) (sizeof(cases) / sizeof *(cases))

/* Made up but for the standard's own example and one register's; three have the check 0. */
static const char *const valid[] = {
	"91350100M000100Y43", "91110108551385082Q", "91420100MA9X002300", "91420100MA9X0029X0",
	"91420100MA9X007750", "91420102MA9X00070M", "91420104MA9X00070J", "91420112MA9X000705",
	"514201009X0000073J", "314200009X0000073F", "124201009X0000073K", "114201009X0000073N",
};

static enum gj_creditcode read(const char *s, char out[GJ_CREDITCODE_ROOM])
{
	return gj_creditcode_read(out, s, strlen(s));
}

START_TEST(valid_codes)
{
	char out[GJ_CREDITCODE_ROOM];

	for (size_t i = 0; i < COUNT_OF(valid); i++) {
		ck_assert_msg(read(valid[i], out) == GJ_CREDITCODE_VALID, "%s", valid[i]);
		ck_assert_str_eq(out, valid[i]);
		ck_assert_int_eq(gj_creditcode_check_char(valid[i]), valid[i][17]);
	}
}
END_TEST

START_TEST(check_char_of_others)
{
	ck_assert_int_eq(gj_creditcode_check_char("91350100M000100Y4"), '3');
	ck_assert_int_eq(gj_creditcode_check_char("00000000000000000"), '0');
	ck_assert_int_eq(gj_creditcode_check_char("9135010OM000100Y4"), 0);
	ck_assert_int_eq(gj_creditcode_check_char("91350100m000100Y4"), 0);
	ck_assert_int_eq(gj_creditcode_check_char("9135"), 0);
}
END_TEST

START_TEST(normalised)
{
	static const char *const ways[] = {
		"91350100m000100y43",
		" 91350100M000100Y43 ",
		"9135 0100 M000 100Y 43",
		"\t91350100M000100Y43\r\n",
		"'91350100M000100Y43",
		"９１３５０１００Ｍ０００１００Ｙ４３",
		"９１３５０１００ｍ０００１００ｙ４３",
		"　91350100M000100Y43　",
		("\xEF\xBB\xBF"
		 "91350100M000100Y43\xC2\xA0"),
		"91350100\xE2\x80\x8BM000100Y43\xE2\x80\xA8",
	};
	char out[GJ_CREDITCODE_ROOM];

	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		ck_assert_msg(read(ways[i], out) == GJ_CREDITCODE_VALID, "%s", ways[i]);
		ck_assert_str_eq(out, "91350100M000100Y43");
	}
}
END_TEST

START_TEST(refused)
{
	static const struct {
		const char *text;
		enum gj_creditcode why;
		bool kept; /* 18 characters came out, for the message */
	} cases[] = {
		{ "", GJ_CREDITCODE_LENGTH_BAD, false },
		{ "9", GJ_CREDITCODE_LENGTH_BAD, false },
		{ "91350100M000100Y4", GJ_CREDITCODE_LENGTH_BAD, false },
		{ "91350100M000100Y433", GJ_CREDITCODE_LENGTH_BAD, false },
		{ "420100000012345", GJ_CREDITCODE_LENGTH_BAD,
		  false }, /* a licence number of old */
		{ "MA9X00230", GJ_CREDITCODE_LENGTH_BAD, false },
		{ "武汉市", GJ_CREDITCODE_LENGTH_BAD, false },
		{ "91350100M000100Y4Z", GJ_CREDITCODE_ALPHABET, true },
		{ "91350100M000100YI3", GJ_CREDITCODE_ALPHABET, true },
		{ "9135010OM000100Y43", GJ_CREDITCODE_ALPHABET, true },
		{ "91350100S000100Y43", GJ_CREDITCODE_ALPHABET, true },
		{ "91350100V000100Y43", GJ_CREDITCODE_ALPHABET, true },
		{ "91350100M000100Y-3", GJ_CREDITCODE_ALPHABET, true },
		{ "武汉市武汉市", GJ_CREDITCODE_LENGTH_BAD, false }, /* 18 bytes, 6 characters */
		{ "91350100M000100武", GJ_CREDITCODE_LENGTH_BAD, false },
		{ "91350100M000100Y4武", GJ_CREDITCODE_ALPHABET, false },
		{ "91350100M000100Y4\xFF", GJ_CREDITCODE_ALPHABET, true },
		{ "91350100M000100Y44", GJ_CREDITCODE_CHECK, true },
		{ "91350100M000100Y34", GJ_CREDITCODE_CHECK, true },
		{ "91420100MA9X002301", GJ_CREDITCODE_CHECK, true },
		{ "9.142E+17", GJ_CREDITCODE_DAMAGED, false },
		{ "9.14201001234567E+17", GJ_CREDITCODE_DAMAGED, false },
		{ "9.1420100123456E+17", GJ_CREDITCODE_DAMAGED, false },
		{ "9.142010012345E+17", GJ_CREDITCODE_DAMAGED,
		  true }, /* 18 characters as it happens */
		{ "9e+17", GJ_CREDITCODE_DAMAGED, false },
		{ "914201001234567000", GJ_CREDITCODE_DAMAGED, true },
	};
	char out[GJ_CREDITCODE_ROOM];

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		ck_assert_msg(read(cases[i].text, out) == cases[i].why, "%s", cases[i].text);
		ck_assert_uint_eq(strlen(out), cases[i].kept ? GJ_CREDITCODE_LENGTH : 0);
	}
}
END_TEST

START_TEST(any_length)
{
	char text[400], out[GJ_CREDITCODE_ROOM];

	memset(text, '9', sizeof text);
	for (size_t n = 0; n <= sizeof text; n++)
		if (n != GJ_CREDITCODE_LENGTH)
			ck_assert_int_eq(gj_creditcode_read(out, text, n),
			                 GJ_CREDITCODE_LENGTH_BAD);
	memset(text, ' ', sizeof text);
	memcpy(text + 100, valid[0], 18);
	ck_assert_int_eq(gj_creditcode_read(out, text, 200), GJ_CREDITCODE_VALID);
	ck_assert_int_eq(gj_creditcode_read(out, text, sizeof text), GJ_CREDITCODE_LENGTH_BAD);
	ck_assert_int_eq(gj_creditcode_read(out,
	                                    "91350100M\0"
	                                    "00100Y43",
	                                    18),
	                 GJ_CREDITCODE_ALPHABET);
}
END_TEST

/* No slip of one character, and no two neighbours exchanged, leave a valid code. */
START_TEST(slips)
{
	char out[GJ_CREDITCODE_ROOM], code[GJ_CREDITCODE_ROOM];

	for (size_t i = 0; i < COUNT_OF(valid); i++)
		for (size_t at = 0; at < GJ_CREDITCODE_LENGTH; at++) {
			for (int c = 1; c < 128; c++) {
				strcpy(code, valid[i]);
				code[at] = (char)c;
				if (c == valid[i][at] ||
				    (c >= 'a' && c <= 'z' && c - 32 == valid[i][at]))
					continue;
				if (read(code, out) == GJ_CREDITCODE_VALID)
					ck_abort_msg("%s for %s", code, valid[i]);
			}
			strcpy(code, valid[i]);
			if (at + 1 == GJ_CREDITCODE_LENGTH || code[at] == code[at + 1])
				continue;
			code[at] = valid[i][at + 1];
			code[at + 1] = valid[i][at];
			if (read(code, out) == GJ_CREDITCODE_VALID)
				ck_abort_msg("%s for %s", code, valid[i]);
		}
}
END_TEST

/* The check of all 18 is right, that of the organisation code inside is not. */
START_TEST(organisation_code)
{
	char code[GJ_CREDITCODE_ROOM], out[GJ_CREDITCODE_ROOM];
	int right = 0;

	strcpy(code, "91420100MA9X002300");
	for (const char *c = "0123456789ABCDEFGHJKLMNPQRTUWXY"; *c; c++) {
		code[16] = *c;
		code[17] = gj_creditcode_check_char(code);
		right += read(code, out) == GJ_CREDITCODE_VALID;
		ck_assert_int_eq(read(code, out),
		                 *c == '0' ? GJ_CREDITCODE_VALID : GJ_CREDITCODE_CHECK);
	}
	ck_assert_int_eq(right, 1);
}
END_TEST

START_TEST(prefixes)
{
	static const struct {
		const char *prefix;
		enum gj_creditcode expected;
	} cases[] = {
		{ "11", GJ_CREDITCODE_VALID },  { "12", GJ_CREDITCODE_VALID },
		{ "13", GJ_CREDITCODE_VALID },  { "19", GJ_CREDITCODE_VALID },
		{ "31", GJ_CREDITCODE_VALID },  { "51", GJ_CREDITCODE_VALID },
		{ "52", GJ_CREDITCODE_VALID },  { "53", GJ_CREDITCODE_VALID },
		{ "91", GJ_CREDITCODE_VALID },  { "92", GJ_CREDITCODE_VALID },
		{ "93", GJ_CREDITCODE_VALID },  { "Y1", GJ_CREDITCODE_VALID },
		{ "00", GJ_CREDITCODE_PREFIX }, { "01", GJ_CREDITCODE_PREFIX },
		{ "10", GJ_CREDITCODE_PREFIX }, { "94", GJ_CREDITCODE_PREFIX },
		{ "X1", GJ_CREDITCODE_PREFIX }, { "YY", GJ_CREDITCODE_PREFIX },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char code[GJ_CREDITCODE_ROOM], out[GJ_CREDITCODE_ROOM];

		snprintf(code, sizeof code, "%s420100MA9X00230", cases[i].prefix);
		code[17] = gj_creditcode_check_char(code);
		code[18] = '\0';
		ck_assert_msg(read(code, out) == cases[i].expected, "%s", code);
	}
}
END_TEST

Suite *suite_creditcode(void)
{
	Suite *s = suite_create("base/creditcode");
	TCase *t = tcase_create("creditcode");

	tcase_add_test(t, valid_codes);
	tcase_add_test(t, check_char_of_others);
	tcase_add_test(t, normalised);
	tcase_add_test(t, refused);
	tcase_add_test(t, any_length);
	tcase_add_test(t, slips);
	tcase_add_test(t, organisation_code);
	tcase_add_test(t, prefixes);
	suite_add_tcase(s, t);
	return s;
}
