/* cell_date.c: the forms in which offices write a day. */
#include "engine/base/day.h"
#include "engine/base/text.h"
#include "engine/eval/cell_inner.h"

#include <string.h>

struct cursor {
	const char *s;
	const char *end;
};

/* One to `most` digits; -1 when there is none. */
static int number(struct cursor *c, int most)
{
	int value = 0, n = 0;

	while (c->s < c->end && n < most && *c->s >= '0' && *c->s <= '9') {
		value = value * 10 + (*c->s++ - '0');
		n++;
	}
	return n ? value : -1;
}

static bool skip(struct cursor *c, const char *text)
{
	size_t n = strlen(text);

	if ((size_t)(c->end - c->s) < n || memcmp(c->s, text, n) != 0)
		return false;
	c->s += n;
	return true;
}

static void blanks(struct cursor *c)
{
	while (c->s < c->end && *c->s == ' ')
		c->s++;
}

/* "00:00", "00:00:00" and "T00:00:00.000": a spreadsheet's day without a time. */
static bool midnight(struct cursor *c)
{
	if (c->s == c->end)
		return true;
	if (!skip(c, "T"))
		blanks(c);
	for (; c->s < c->end; c->s++)
		if (*c->s != '0' && *c->s != ':' && *c->s != '.')
			return false;
	return true;
}

static enum gj_cell given(struct gj_value *v, int year, int month, int day)
{
	int32_t d = gj_day_from(year, month, day);

	if (d == GJ_DAY_NONE)
		return GJ_CELL_NOT_DATE;
	*v = (struct gj_value){ .state = GJ_GIVEN, .number = d };
	return GJ_CELL_OK;
}

/* Behind the year: the two separators that go together. */
static enum gj_cell separated(struct gj_value *v, struct cursor *c, int year, const char *first,
                              const char *second, const char *last)
{
	int month, day;

	blanks(c);
	if (!skip(c, first))
		return GJ_CELL_NOT_DATE;
	blanks(c);
	month = number(c, 2);
	blanks(c);
	if (month < 1 || month > 12 || (c->s < c->end && !skip(c, second)))
		return GJ_CELL_NOT_DATE;
	blanks(c);
	if (c->s == c->end)
		return GJ_CELL_NO_DAY;
	day = number(c, 2);
	blanks(c);
	if (*last && !skip(c, last) && !skip(c, "号"))
		return GJ_CELL_NOT_DATE;
	return midnight(c) ? given(v, year, month, day) : GJ_CELL_NOT_DATE;
}

enum gj_cell gj_cell_date(struct gj_value *v, const char *s, size_t n)
{
	static const char *const forms[][3] = {
		{ "-", "-", "" }, { "/", "/", "" }, { ".", ".", "" }, { "年", "月", "日" },
	};
	char folded[257];
	struct cursor c = { .s = folded };
	int year, digits;

	if (n > 256)
		return GJ_CELL_NOT_DATE;
	c.end = folded + gj_text_fold(folded, s, n, GJ_FOLD_WIDTH);
	digits = (int)strspn(folded, "0123456789");
	if (digits == 8 && c.end == folded + 8) {
		year = number(&c, 4);
		digits = number(&c, 2);
		return given(v, year, digits, number(&c, 2));
	}
	if (digits != 4)
		return GJ_CELL_NOT_DATE;
	year = number(&c, 4);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct cursor try = c;
		enum gj_cell why = separated(v, &try, year, forms[i][0], forms[i][1], forms[i][2]);

		if (why != GJ_CELL_NOT_DATE)
			return why;
	}
	return GJ_CELL_NOT_DATE;
}
