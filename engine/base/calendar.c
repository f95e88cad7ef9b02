/* calendar.c: counts working days one by one through the tables of the years on the way. */
#include "engine/base/calendar.h"

#include <stdlib.h>

static int by_day(const void *key, const void *member)
{
	int32_t a = *(const int32_t *)key, b = *(const int32_t *)member;

	return (a > b) - (a < b);
}

static bool among(const int32_t *days, size_t n, int32_t day)
{
	return n && bsearch(&day, days, n, sizeof *days, by_day);
}

static const struct gj_calendar_year *find_year(const struct gj_calendar *c, int year)
{
	for (size_t i = 0; c && i < c->n; i++)
		if (c->years[i].year == year)
			return &c->years[i];
	return NULL;
}

static bool weekend(int32_t day)
{
	int weekday =
	    (int)(((int64_t)day % 7 + 7 + 3) % 7); /* 1970-01-01 was a Thursday; Monday is 0 */

	return weekday >= 5;
}

enum gj_calendar_day gj_calendar_day(const struct gj_calendar *c, int32_t day)
{
	const struct gj_calendar_year *y = find_year(c, gj_day_date(day).year);

	if (y == NULL)
		return GJ_CALENDAR_UNKNOWN;
	if (among(y->workdays, y->n_workdays, day))
		return GJ_CALENDAR_WORKED;
	return weekend(day) || among(y->holidays, y->n_holidays, day) ? GJ_CALENDAR_OFF
	                                                              : GJ_CALENDAR_WORKED;
}

static int32_t stop(int32_t day, int *missing)
{
	if (missing)
		*missing = gj_day_date(day).year;
	return GJ_DAY_NONE;
}

int32_t gj_calendar_add(const struct gj_calendar *c, int32_t day, int n, int *missing)
{
	int32_t step = n < 0 ? -1 : 1;

	while (n != 0) {
		enum gj_calendar_day what;

		day += step;
		what = gj_calendar_day(c, day);
		if (what == GJ_CALENDAR_UNKNOWN)
			return stop(day, missing);
		if (what == GJ_CALENDAR_WORKED)
			n -= step;
	}
	return day;
}

int32_t gj_calendar_last(const struct gj_calendar *c, int32_t day, int *missing)
{
	for (;; day--) {
		switch (gj_calendar_day(c, day)) {
		case GJ_CALENDAR_WORKED:
			return day;
		case GJ_CALENDAR_UNKNOWN:
			return stop(day, missing);
		case GJ_CALENDAR_OFF:
			break;
		}
	}
}
