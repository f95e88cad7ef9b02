/* cell_date.c: the forms in which offices write a day. */
#include "engine/base/day.h"
#include "engine/base/text.h"
#include "engine/eval/cell_inner.h"

#include <string.h>

struct cursor {
	const char *s;
	const char *end;
};

struct form {
	const char *behind_year, *behind_month, *behind_day;
};

/* One to `most` digits; -1 when there is none. */
static int take_number(struct cursor *c, int most)
{
	int value = 0, n = 0;

	while (c->s < c->end && n < most && *c->s >= '0' && *c->s <= '9') {
		value = value * 10 + (*c->s++ - '0');
		n++;
	}
	return n ? value : -1;
}

static bool take(struct cursor *c, const char *text)
{
	size_t n = strlen(text);

	if ((size_t)(c->end - c->s) < n || memcmp(c->s, text, n) != 0)
		return false;
	c->s += n;
	return true;
}

/* Whether there was one. */
static bool take_blanks(struct cursor *c)
{
	const char *s = c->s;

	while (c->s < c->end && *c->s == ' ')
		c->s++;
	return c->s > s;
}

/* Nothing, or " 00:00", " 0:00:00", "T00:00:00.000": a spreadsheet's day without a time. */
static bool at_midnight(struct cursor *c)
{
	if (c->s == c->end)
		return true;
	if (!take_blanks(c) && !take(c, "T"))
		return false;
	for (int part = 0; part < 3; part++) {
		if (part > 0 && !take(c, ":"))
			return part == 2 && c->s == c->end;
		if (take_number(c, 2) != 0)
			return false;
	}
	return c->s == c->end || (take(c, ".") && take_number(c, 6) == 0 && c->s == c->end);
}

static enum gj_cell given(struct gj_value *v, int year, int month, int day)
{
	int32_t d = gj_day_from(year, month, day);

	if (d == GJ_DAY_NONE)
		return GJ_CELL_NOT_DATE;
	*v = (struct gj_value){ .state = GJ_GIVEN, .number = d };
	return GJ_CELL_OK;
}

/* What stands behind the year, when it is of this form. */
static enum gj_cell read_form(struct gj_value *v, struct cursor c, int year,
                              const struct form *form)
{
	int month, day;

	take_blanks(&c);
	if (!take(&c, form->behind_year))
		return GJ_CELL_NOT_DATE;
	take_blanks(&c);
	month = take_number(&c, 2);
	take_blanks(&c);
	if (month < 1 || month > 12 || (c.s < c.end && !take(&c, form->behind_month)))
		return GJ_CELL_NOT_DATE;
	take_blanks(&c);
	if (c.s == c.end)
		return GJ_CELL_NO_DAY;
	day = take_number(&c, 2);
	if (form->behind_day) {
		take_blanks(&c);
		if (!take(&c, form->behind_day))
			return GJ_CELL_NOT_DATE;
	}
	return at_midnight(&c) ? given(v, year, month, day) : GJ_CELL_NOT_DATE;
}

enum gj_cell gj_cell_date(struct gj_value *v, const char *s, size_t n)
{
	static const struct form forms[] = {
		{ "-", "-", NULL },   { "/", "/", NULL },   { ".", ".", NULL },
		{ "年", "月", "日" }, { "年", "月", "号" },
	};
	char folded[GJ_CELL_SHORT + 1];
	struct cursor c = { .s = folded };
	size_t digits;
	int year, month;

	c.end = folded + gj_text_fold(folded, s, n, GJ_FOLD_WIDTH);
	digits = strspn(folded, "0123456789");
	year = take_number(&c, 4);
	if (digits == 8 && c.end == folded + 8) {
		month = take_number(&c, 2);
		return given(v, year, month, take_number(&c, 2));
	}
	if (digits !=
	    4) /* 44926 is a spreadsheet's own number of a day; 22-11-30 names no century */
		return GJ_CELL_NOT_DATE;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		enum gj_cell why = read_form(v, c, year, &forms[i]);

		if (why != GJ_CELL_NOT_DATE)
			return why;
	}
	return GJ_CELL_NOT_DATE;
}
