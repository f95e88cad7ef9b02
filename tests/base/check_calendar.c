/* check_calendar.c: working days by the tables of single years: holidays, worked weekends, years without a table. */
#include "engine/base/calendar.h"
#include "tests/base/suites.h"

#include <string.h>

static int32_t day(const char *s)
{
	return gj_day_parse(s, strlen(s));
}

/* May 2024: off from the 1st to the 5th; Sunday 28 April and Saturday 11 May are worked. */
static struct gj_calendar calendar(void)
{
	static int32_t holidays[5], workdays[2];
	static struct gj_calendar_year year = { .year = 2024,
		                                .holidays = holidays,
		                                .n_holidays = 5,
		                                .workdays = workdays,
		                                .n_workdays = 2 };

	for (int i = 0; i < 5; i++)
		holidays[i] = day("2024-05-01") + i;
	workdays[0] = day("2024-04-28");
	workdays[1] = day("2024-05-11");
	return (struct gj_calendar){ .years = &year, .n = 1 };
}

START_TEST(kinds_of_days)
{
	static const struct {
		const char *day;
		enum gj_calendar_day kind;
	} cases[] = {
		{ "2024-04-26", GJ_CALENDAR_WORKED },  { "2024-04-27", GJ_CALENDAR_OFF },
		{ "2024-04-28", GJ_CALENDAR_WORKED },  { "2024-05-01", GJ_CALENDAR_OFF },
		{ "2024-05-05", GJ_CALENDAR_OFF },     { "2024-05-06", GJ_CALENDAR_WORKED },
		{ "2024-05-11", GJ_CALENDAR_WORKED },  { "2024-05-12", GJ_CALENDAR_OFF },
		{ "2023-12-29", GJ_CALENDAR_UNKNOWN }, { "2025-01-02", GJ_CALENDAR_UNKNOWN },
	};
	struct gj_calendar c = calendar();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(gj_calendar_day(&c, day(cases[i].day)) == cases[i].kind, "%s",
		              cases[i].day);
}
END_TEST

START_TEST(adding)
{
	static const struct {
		const char *from;
		int n;
		const char *to; /* NULL: a year without a table is on the way */
		int missing;
	} cases[] = {
		{ "2024-04-26", 0, "2024-04-26", 0 },  { "2024-04-26", 1, "2024-04-28", 0 },
		{ "2024-04-26", 3, "2024-04-30", 0 },  { "2024-04-26", 4, "2024-05-06", 0 },
		{ "2024-05-06", -1, "2024-04-30", 0 }, { "2024-05-04", 1, "2024-05-06", 0 },
		{ "2024-12-31", 1, NULL, 2025 },       { "2024-01-01", -1, NULL, 2023 },
		{ "2024-05-03", 0, "2024-05-03", 0 }, /* the day itself, worked or not */
	};
	struct gj_calendar c = calendar();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int missing = 0;
		int32_t got = gj_calendar_add(&c, day(cases[i].from), cases[i].n, &missing);

		ck_assert_msg(got == (cases[i].to ? day(cases[i].to) : GJ_DAY_NONE) &&
		                  missing == cases[i].missing,
		              "%s %+d", cases[i].from, cases[i].n);
	}
}
END_TEST

START_TEST(last_before)
{
	struct gj_calendar c = calendar(), none = { .n = 0 };
	int missing = 0;

	ck_assert_int_eq(gj_calendar_last(&c, day("2024-05-05"), NULL), day("2024-04-30"));
	ck_assert_int_eq(gj_calendar_last(&c, day("2024-05-06"), NULL), day("2024-05-06"));
	ck_assert_int_eq(gj_calendar_last(&none, day("2024-05-06"), &missing), GJ_DAY_NONE);
	ck_assert_int_eq(missing, 2024);
}
END_TEST

Suite *suite_calendar(void)
{
	Suite *s = suite_create("base/calendar");
	TCase *t = tcase_create("calendar");

	tcase_add_test(t, kinds_of_days);
	tcase_add_test(t, adding);
	tcase_add_test(t, last_before);
	suite_add_tcase(s, t);
	return s;
}
