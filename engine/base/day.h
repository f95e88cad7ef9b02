/* day.h: calendar days as whole numbers since 1970-01-01; no clock, no zone, no time of day. */
#ifndef GJ_DAY_H
#define GJ_DAY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GJ_DAY_NONE INT32_MIN
enum { GJ_DAY_TEXT = 16 }; /* room for "2022-11-30" and NUL */

struct gj_date {
	int year, month, day;
};

/* GJ_DAY_NONE unless it is a day of the Gregorian calendar in the years 1900-2999. */
int32_t gj_day_from(int year, int month, int day);
struct gj_date gj_day_date(int32_t day); /* of a day that gj_day_from() could give */
int gj_day_month_length(int year, int month);
/* A day that the target month does not have becomes its last day (civil code, article 202). */
int32_t gj_day_add_months(int32_t day, int months);
/* Exactly "2022-11-30"; else GJ_DAY_NONE. */
int32_t gj_day_parse(const char *s, size_t n);
/* "2022-12" to 2022-12-31; else GJ_DAY_NONE. */
int32_t gj_day_month_end(const char *s, size_t n);
/* "-" for GJ_DAY_NONE and whatever else is no day. */
const char *gj_day_print(char out[GJ_DAY_TEXT], int32_t day);
#endif
