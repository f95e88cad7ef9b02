/* day.c: the proleptic Gregorian calendar by the usual era arithmetic, years 1900 to 2999. */
#include "engine/base/day.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_FIRST = 1900, YEAR_LAST = 2999, MONTHS = (YEAR_LAST - YEAR_FIRST + 1) * 12 };

static bool leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int gj_day_month_length(int year, int month)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && leap(year) ? 29 : length[month - 1];
}

/* Years begin in March, so that the leap day is the last of its year. */
static int32_t days_of(int year, int month, int day)
{
	int y = year - (month <= 2), era = y / 400, of_era = y - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool is_day(int32_t day)
{
	return day >= days_of(YEAR_FIRST, 1, 1) && day <= days_of(YEAR_LAST, 12, 31);
}

int32_t gj_day_from(int year, int month, int day)
{
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 ||
	    day > gj_day_month_length(year, month))
		return GJ_DAY_NONE;
	return days_of(year, month, day);
}

struct gj_date gj_day_date(int32_t day)
{
	int32_t z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int32_t of_era = z - era * 146097;
	int32_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int32_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int32_t m = (5 * of_year + 2) / 153;
	int month = m < 10 ? m + 3 : m - 9;

	return (struct gj_date){
		.year = y + era * 400 + (month <= 2),
		.month = month,
		.day = of_year - (153 * m + 2) / 5 + 1,
	};
}

int32_t gj_day_add_months(int32_t day, int months)
{
	struct gj_date d;
	int count, last;

	if (!is_day(day) || months < -MONTHS || months > MONTHS)
		return GJ_DAY_NONE;
	d = gj_day_date(day);
	count = d.year * 12 + d.month - 1 + months;
	if (count < YEAR_FIRST * 12 || count >= (YEAR_LAST + 1) * 12)
		return GJ_DAY_NONE;
	last = gj_day_month_length(count / 12, count % 12 + 1);
	return gj_day_from(count / 12, count % 12 + 1, d.day < last ? d.day : last);
}

/* n digits at s, or -1. */
static int digits(const char *s, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = value * 10 + (s[i] - '0');
	}
	return value;
}

int32_t gj_day_parse(const char *s, size_t n)
{
	if (n != 10 || s[4] != '-' || s[7] != '-')
		return GJ_DAY_NONE;
	return gj_day_from(digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
}

int32_t gj_day_month_end(const char *s, size_t n)
{
	int year, month;

	if (n != 7 || s[4] != '-')
		return GJ_DAY_NONE;
	year = digits(s, 4);
	month = digits(s + 5, 2);
	if (year < 0 || month < 1 || month > 12)
		return GJ_DAY_NONE;
	return gj_day_from(year, month, gj_day_month_length(year, month));
}

const char *gj_day_print(char out[GJ_DAY_TEXT], int32_t day)
{
	struct gj_date d;

	if (!is_day(day))
		return strcpy(out, "-");
	d = gj_day_date(day);
	snprintf(out, GJ_DAY_TEXT, "%04u-%02u-%02u", (unsigned)d.year % 10000u,
	         (unsigned)d.month % 100u, (unsigned)d.day % 100u);
	return out;
}
