/* words_time.c: calendar: which days of a year are worked. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/calendar.h"
#include "engine/base/tr.h"
#include "engine/policy/keys.h"
#include "engine/policy/words.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2999, YEARS_MAX = 60, DAYS_MAX = 366 };

static int by_day(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return (a > b) - (a < b);
}

/* "2022-10-01" or "2022-10-01..2022-10-07" */
static bool read_span(const char *s, int32_t *from, int32_t *to)
{
	const char *dots = strstr(s, "..");
	size_t n = dots ? (size_t)(dots - s) : strlen(s);

	*from = gj_day_parse(s, n);
	*to = dots ? gj_day_parse(dots + 2, strlen(dots + 2)) : *from;
	return *from != GJ_DAY_NONE && *to != GJ_DAY_NONE && *from <= *to;
}

static int32_t *read_days(struct gj_keys *k, const char *key, int year, size_t *n)
{
	int32_t *days = gj_build_alloc(k->L, DAYS_MAX, sizeof *days);
	size_t texts;
	const char *const *spans = gj_keys_texts(k, key, &texts);

	*n = 0;
	for (size_t i = 0; i < texts; i++) {
		int32_t from, to;

		if (!read_span(spans[i], &from, &to) || gj_day_date(from).year != year ||
		    gj_day_date(to).year != year) {
			gj_build_report(k->build, GJ_FOUND_BAD_DATE, k->place,
			                tr("write \"2022-10-01\" or \"2022-10-01..2022-10-07\""),
			                tr("%s: \"%.30s\" is no day and no span of days of %d"),
			                key, spans[i], year);
			continue;
		}
		for (int32_t day = from; day <= to && *n < DAYS_MAX; day++)
			days[(*n)++] = day;
	}
	qsort(days, *n, sizeof *days, by_day);
	return days;
}

/* calendar { year = 2022, holidays = { ... }, workdays = { ... } } */
int gj_word_calendar(lua_State *L)
{
	static const char *const known[] = { "year", "holidays", "workdays", NULL };
	struct gj_build *b = gj_build_of(L);
	struct gj_calendar *c = &b->policy->calendar;
	struct gj_calendar_year *years, made = { 0 };
	lua_Integer year = 0;
	struct gj_keys k;
	size_t at;

	lua_settop(L, 1);
	if (!lua_istable(L, 1)) {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write calendar { year = 2022, holidays = { \"2022-05-01\" } }"),
		                tr("calendar wants { ... }, here is %s"), gj_item_what(L, 1));
		return 0;
	}
	k = gj_keys_open(L, 1, "calendar", known);
	if (!gj_keys_integer(&k, "year", YEAR_FIRST, YEAR_LAST, &year)) {
		gj_keys_required(&k, "year");
		return 0;
	}
	made.year = (int)year;
	made.holidays = read_days(&k, "holidays", made.year, &made.n_holidays);
	made.workdays = read_days(&k, "workdays", made.year, &made.n_workdays);
	if (c->n == YEARS_MAX) {
		gj_build_report(b, GJ_FOUND_TOO_MANY, k.place, NULL,
		                tr("there are calendars for more than %d years"), YEARS_MAX);
		return 0;
	}
	if (!c->years)
		c->years = gj_build_alloc(L, YEARS_MAX, sizeof *c->years);
	years = (struct gj_calendar_year *)c->years; /* still being made */
	for (at = 0; at < c->n && years[at].year < made.year; at++)
		;
	if (at < c->n && years[at].year == made.year) {
		years[at] = made; /* an extending policy knows better */
		return 0;
	}
	memmove(&years[at + 1], &years[at], (c->n - at) * sizeof *years);
	years[at] = made;
	c->n++;
	return 0;
}
