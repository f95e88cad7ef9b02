/* check_day.c: every day of eleven centuries against a calendar counted by hand, and its texts. */
#include "engine/base/day.h"
#include "tests/base/suites.h"

#include <string.h>

#define COUNT_OF(cases) (sizeof(cases) / sizeof *(cases))

static bool leap(int year)
{
	return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

static int length_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && leap(year));
}

START_TEST(every_day)
{
	int32_t day = -25567; /* 70 years and 17 leap days before 1970 */
	char text[GJ_DAY_TEXT];

	for (int year = 1900; year <= 2999; year++)
		for (int month = 1; month <= 12; month++) {
			ck_assert_int_eq(gj_day_month_length(year, month), length_of(year, month));
			for (int d = 1; d <= length_of(year, month); d++, day++) {
				struct gj_date date = gj_day_date(day);

				/* Check takes its time for an assertion, and these are a million */
				if (gj_day_from(year, month, d) != day || date.year != year ||
				    date.month != month || date.day != d ||
				    gj_day_parse(gj_day_print(text, day), 10) != day)
					ck_abort_msg("%d-%d-%d", year, month, d);
			}
		}
}
END_TEST

START_TEST(known_days)
{
	static const struct {
		const char *text;
		int32_t day;
	} cases[] = {
		{ "1970-01-01", 0 },     { "1969-12-31", -1 },     { "2000-02-29", 11016 },
		{ "2022-11-30", 19326 }, { "1900-01-01", -25567 }, { "2999-12-31", 376199 },
		{ "2022-12-31", 19357 },
	};
	char text[GJ_DAY_TEXT];

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		ck_assert_int_eq(gj_day_parse(cases[i].text, 10), cases[i].day);
		ck_assert_str_eq(gj_day_print(text, cases[i].day), cases[i].text);
	}
	ck_assert_str_eq(gj_day_print(text, GJ_DAY_NONE), "-");
	ck_assert_str_eq(gj_day_print(text, -25568), "-");
	ck_assert_str_eq(gj_day_print(text, 376200), "-");
	ck_assert_str_eq(gj_day_print(text, INT32_MAX), "-");
}
END_TEST

START_TEST(no_such_day)
{
	static const int cases[][3] = {
		{ 2022, 2, 29 },        { 2100, 2, 29 },     { 1900, 2, 29 },
		{ 2022, 4, 31 },        { 2022, 11, 31 },    { 2022, 0, 1 },
		{ 2022, 13, 1 },        { 2022, 1, 0 },      { 2022, 1, 32 },
		{ 1899, 12, 31 },       { 3000, 1, 1 },      { 0, 0, 0 },
		{ -2022, 1, 1 },        { 2022, -1, 1 },     { 2022, 1, -1 },
		{ 2022, INT32_MAX, 1 }, { INT32_MAX, 1, 1 }, { INT32_MIN, 1, 1 },
		{ 2022, 1, INT32_MAX },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		ck_assert_msg(gj_day_from(cases[i][0], cases[i][1], cases[i][2]) == GJ_DAY_NONE,
		              "case %zu", i);
	ck_assert_int_ne(gj_day_from(2000, 2, 29), GJ_DAY_NONE);
	ck_assert_int_ne(gj_day_from(2400, 2, 29), GJ_DAY_NONE);
}
END_TEST

START_TEST(add_months)
{
	static const struct {
		const char *from;
		int months;
		const char *to; /* NULL: none */
	} cases[] = {
		{ "2022-11-30", -24, "2020-11-30" }, { "2024-02-29", -24, "2022-02-28" },
		{ "2024-02-29", -48, "2020-02-29" }, { "2022-03-31", -1, "2022-02-28" },
		{ "2024-03-31", -1, "2024-02-29" },  { "2022-01-31", 1, "2022-02-28" },
		{ "2022-01-31", 3, "2022-04-30" },   { "2022-12-31", 1, "2023-01-31" },
		{ "2022-01-01", -1, "2021-12-01" },  { "2022-11-30", 0, "2022-11-30" },
		{ "2022-02-28", 12, "2023-02-28" },  { "1900-01-31", -1, NULL },
		{ "1900-02-28", -1, "1900-01-28" },  { "2999-12-01", 1, NULL },
		{ "2999-11-30", 1, "2999-12-30" },   { "2022-01-01", 20000, NULL },
		{ "2022-01-01", -20000, NULL },      { "1900-01-31", 13199, "2999-12-31" },
		{ "1900-01-01", 13200, NULL },       { "2999-12-31", -13199, "1900-01-31" },
		{ "2999-12-31", -13200, NULL },      { "2022-01-01", INT32_MAX, NULL },
		{ "2022-01-01", INT32_MIN, NULL },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int32_t to = cases[i].to ? gj_day_parse(cases[i].to, 10) : GJ_DAY_NONE;

		ck_assert_msg(gj_day_add_months(gj_day_parse(cases[i].from, 10), cases[i].months) ==
		                  to,
		              "%s %+d", cases[i].from, cases[i].months);
	}
	ck_assert_int_eq(gj_day_add_months(GJ_DAY_NONE, 0), GJ_DAY_NONE);
	ck_assert_int_eq(gj_day_add_months(INT32_MAX, 0), GJ_DAY_NONE);
	ck_assert_int_eq(gj_day_add_months(INT32_MIN + 1, 1), GJ_DAY_NONE);
}
END_TEST

/* The day stays, or becomes the month's last; from any day by any number up to four years. */
START_TEST(add_months_everywhere)
{
	for (int32_t day = gj_day_from(2019, 1, 1); day <= gj_day_from(2025, 1, 1); day++)
		for (int months = -48; months <= 48; months++) {
			struct gj_date a = gj_day_date(day),
				       b = gj_day_date(gj_day_add_months(day, months));
			int last = length_of(b.year, b.month);

			if (b.year * 12 + b.month != a.year * 12 + a.month + months ||
			    b.day != (a.day < last ? a.day : last))
				ck_abort_msg("%d %+d", day, months);
		}
}
END_TEST

START_TEST(parse)
{
	static const char *const bad[] = {
		"",           "2022-11-3",  "2022-11-300", "2022/11/30", "2022-11/30", "20221130",
		"2022-1-30 ", " 022-11-30", "2022-11-3 ",  "2022-11-+3", "-022-11-30", "2022-11-31",
		"2022-00-10", "2022-13-10", "1899-12-31",  "3000-01-01", "2022年11月", "２０２２",
	};
	char text[] = "2022-11-30";

	ck_assert_int_eq(gj_day_parse(text, 10), gj_day_from(2022, 11, 30));
	ck_assert_int_eq(gj_day_parse("2022-11-30 and more", 10), gj_day_from(2022, 11, 30));
	ck_assert_int_eq(gj_day_parse(text, 9), GJ_DAY_NONE);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		ck_assert_msg(gj_day_parse(bad[i], strlen(bad[i])) == GJ_DAY_NONE, "'%s'", bad[i]);
	for (size_t i = 0; i < 10; i++)
		for (int c = 0; c < 256; c++) {
			char kept = text[i];

			text[i] = (char)c;
			if (i == 4 || i == 7 ? c != '-' : c < '0' || c > '9')
				ck_assert_int_eq(gj_day_parse(text, 10), GJ_DAY_NONE);
			text[i] = kept;
		}
}
END_TEST

START_TEST(month_end)
{
	static const struct {
		const char *month, *last;
	} cases[] = {
		{ "2022-12", "2022-12-31" },
		{ "2022-11", "2022-11-30" },
		{ "2022-02", "2022-02-28" },
		{ "2024-02", "2024-02-29" },
		{ "1900-02", "1900-02-28" },
		{ "2999-12", "2999-12-31" },
		{ "2022-00", NULL },
		{ "2022-13", NULL },
		{ "2022-1", NULL },
		{ "2022-1 ", NULL },
		{ "2022-12-", NULL },
		{ "2022/12", NULL },
		{ "2022-ab", NULL },
		{ "abcd-12", NULL },
		{ "1899-12", NULL },
		{ "3000-01", NULL },
		{ "", NULL },
		{ "202-212", NULL },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int32_t last = cases[i].last ? gj_day_parse(cases[i].last, 10) : GJ_DAY_NONE;

		ck_assert_msg(gj_day_month_end(cases[i].month, strlen(cases[i].month)) == last,
		              "%s", cases[i].month);
	}
}
END_TEST

Suite *suite_day(void)
{
	Suite *s = suite_create("base/day");
	TCase *t = tcase_create("day");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, every_day);
	tcase_add_test(t, known_days);
	tcase_add_test(t, no_such_day);
	tcase_add_test(t, add_months);
	tcase_add_test(t, add_months_everywhere);
	tcase_add_test(t, parse);
	tcase_add_test(t, month_end);
	suite_add_tcase(s, t);
	return s;
}
