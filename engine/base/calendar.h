/* calendar.h: which days are worked, from tables for single years; a year without a table is not known. */
#ifndef GJ_CALENDAR_H
#define GJ_CALENDAR_H
#include "engine/base/day.h"

struct gj_calendar_year {
	int year;
	const int32_t
	    *holidays; /* rising: weekdays that are not worked (others may be named, too) */
	size_t n_holidays;
	const int32_t *workdays; /* rising: days of a weekend that are worked */
	size_t n_workdays;
};

struct gj_calendar {                          /* everything borrowed from the policy */
	const struct gj_calendar_year *years; /* rising */
	size_t n;
};

enum gj_calendar_day { GJ_CALENDAR_OFF, GJ_CALENDAR_WORKED, GJ_CALENDAR_UNKNOWN };

enum gj_calendar_day gj_calendar_day(const struct gj_calendar *c, int32_t day);
/* The n-th working day after `day` (n < 0: before; 0: the day itself, worked or not). GJ_DAY_NONE when
 * a year on the way is not in the calendar; *missing, unless NULL, is then that year. */
int32_t gj_calendar_add(const struct gj_calendar *c, int32_t day, int n, int *missing);
/* The last working day on or before `day`; GJ_DAY_NONE as above. */
int32_t gj_calendar_last(const struct gj_calendar *c, int32_t day, int *missing);
#endif
