/* cell_number.c: counts and amounts from text, exactly, with the units that stand around them. */
#include "engine/base/text.h"
#include "engine/eval/cell_inner.h"
#include "engine/eval/unit.h"

#include <string.h>

enum {
	WHOLE_DIGITS = 18,
	FRACTION_DIGITS = 12,
	COUNT_MOST = INT32_MAX - 15, /* the numbers above and below are sentinels */
	UNIT_BYTES = 96
};

struct number { /* whole + part * 10^-fraction */
	int64_t whole;
	int64_t part; /* `fraction` digits behind the point, without the zeros at the end */
	int fraction;
	const char *rest; /* behind the digits: the unit */
	size_t n_rest;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 1,234,567: in front of the first comma one to three digits, behind every comma three. */
static bool groups_fit(const char *s, size_t n)
{
	size_t since = 0;
	bool comma = false;

	for (size_t i = 0; i < n; i++) {
		if (s[i] != ',') {
			since++;
			continue;
		}
		if (since == 0 || since > 3 || (comma && since != 3))
			return false;
		comma = true;
		since = 0;
	}
	return !comma || since == 3;
}

/* The digits behind the point; those of no weight are not kept, so 1.50 and 1.5 are the same. */
static enum gj_cell read_part(struct number *out, const char *s, size_t n)
{
	while (n > 0 && s[n - 1] == '0')
		n--;
	if (n > FRACTION_DIGITS)
		return GJ_CELL_RANGE;
	out->fraction = (int)n;
	for (; n > 0; n--)
		out->part = out->part * 10 + (*s++ - '0');
	return GJ_CELL_OK;
}

/* The digits at the front of s[n] and what follows them. */
static enum gj_cell read_digits(struct number *out, const char *s, size_t n)
{
	size_t digits = 0, i = 0, point;
	enum gj_cell why = GJ_CELL_OK;

	while (i < n && (is_digit(s[i]) || s[i] == ','))
		i++;
	if (i == 0 || !groups_fit(s, i))
		return GJ_CELL_NOT_NUMBER;
	for (size_t k = 0; k < i; k++) {
		if (s[k] == ',')
			continue;
		digits += digits > 0 || s[k] != '0';
		if (digits > WHOLE_DIGITS)
			return GJ_CELL_RANGE;
		out->whole = out->whole * 10 + (s[k] - '0');
	}
	if (i < n && s[i] == '.') {
		point = ++i;
		while (i < n && is_digit(s[i]))
			i++;
		if (i == point)
			return GJ_CELL_NOT_NUMBER;
		why = read_part(out, s + point, i - point);
	}
	out->rest = s + i;
	out->n_rest = gj_text_trim(&out->rest, n - i);
	return why;
}

static enum gj_cell read_number(struct number *out, const char *s, size_t n)
{
	bool minus = n > 0 && *s == '-';
	enum gj_cell why;

	*out = (struct number){ .whole = 0 };
	why = read_digits(out, s + minus, n - minus);
	if (why == GJ_CELL_OK && minus) /* -0 is somebody's slip, not a number */
		return out->whole || out->part ? GJ_CELL_NEGATIVE : GJ_CELL_NOT_NUMBER;
	return why;
}

/* 3-5, 1e5, 3*5 and "3 5" are no numbers with a unit; 3只 is one, with a unit that does not fit. */
static enum gj_cell misfit(const struct number *number)
{
	const char *s = number->rest;

	for (size_t i = 0; i < number->n_rest; i++)
		if (is_digit(s[i]))
			return GJ_CELL_NOT_NUMBER;
	return (unsigned char)*s < 0x80 && strchr("-+*:/.,~=<>^!?#_'\"", *s) ? GJ_CELL_NOT_NUMBER
	                                                                     : GJ_CELL_UNIT;
}

static size_t fold_unit(char out[UNIT_BYTES + 1], const char *s, size_t n)
{
	return n > UNIT_BYTES ? 0 : gj_text_fold(out, s, n, GJ_FOLD_LABEL);
}

static bool is_unit(const char *folded, const char *name)
{
	char other[UNIT_BYTES + 1];

	return name && fold_unit(other, name, strlen(name)) > 0 && strcmp(folded, other) == 0;
}

static bool is_either(const char *folded, struct gj_label unit)
{
	return is_unit(folded, unit.zh) || is_unit(folded, unit.en);
}

enum gj_cell gj_cell_count(struct gj_value *v, struct gj_label unit, const char *s, size_t n)
{
	char folded[GJ_CELL_SHORT + 1], word[UNIT_BYTES + 1];
	struct number number;
	enum gj_cell why;

	n = gj_text_fold(folded, s, n, GJ_FOLD_WIDTH);
	why = read_number(&number, folded, n);
	if (why != GJ_CELL_OK)
		return why;
	if (number.n_rest > 0 &&
	    (fold_unit(word, number.rest, number.n_rest) == 0 || !is_either(word, unit)))
		return gj_unit_find(number.rest, (int)number.n_rest) ? GJ_CELL_UNIT
		                                                     : misfit(&number);
	if (number.fraction > 0)
		return GJ_CELL_NOT_WHOLE;
	if (number.whole > COUNT_MOST)
		return GJ_CELL_RANGE;
	*v = (struct gj_value){ .state = GJ_GIVEN, .number = number.whole };
	return GJ_CELL_OK;
}

/* ￥1,200, RMB 1200 and 百分之50: the unit that stands in front, if any; *s and *n go past it. */
static const struct gj_unit *take_front(const char **s, size_t *n)
{
	static const char *const fronts[] = { "￥", "¥", "RMB", "CNY", "人民币", "百分之" };

	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
		size_t length = strlen(fronts[i]);
		const struct gj_unit *unit;

		if (*n < length)
			continue;
		unit = gj_unit_find(*s, (int)length);
		if (unit == NULL || strcmp(unit->name, fronts[i]) != 0)
			continue;
		*s += length;
		*n = gj_text_trim(s, *n - length);
		return unit;
	}
	return NULL;
}

static const struct gj_unit *own_unit(const struct gj_fact *fact)
{
	return fact->unit.zh ? gj_unit_find(fact->unit.zh, (int)strlen(fact->unit.zh)) : NULL;
}

/* A currency's sign alone in a column of 万元 may stand before either; it has to be said. */
static enum gj_cell front_fits(const struct gj_unit *front, const struct gj_unit *own, bool behind)
{
	if (front == NULL)
		return GJ_CELL_OK;
	if (own == NULL || strcmp(front->dimension, own->dimension) != 0)
		return GJ_CELL_UNIT;
	return behind || front->exponent == own->exponent ? GJ_CELL_OK : GJ_CELL_UNIT;
}

/* The power of ten from the unit behind the number to the fact's own. */
static enum gj_cell behind_fits(int *shift, const struct number *number, const struct gj_fact *fact)
{
	const struct gj_unit *own = own_unit(fact), *said;
	char word[UNIT_BYTES + 1];

	*shift = 0;
	if (number->n_rest == 0)
		return GJ_CELL_OK;
	if (fold_unit(word, number->rest, number->n_rest) == 0)
		return misfit(number);
	if (is_either(word, fact->unit))
		return GJ_CELL_OK;
	said = gj_unit_find(word, (int)strlen(word));
	if (said == NULL)
		return misfit(number);
	if (own == NULL || strcmp(own->dimension, said->dimension) != 0)
		return GJ_CELL_UNIT;
	*shift = said->exponent - own->exponent;
	return GJ_CELL_OK;
}

/* *out = number * 10^shift when that is whole and fits; nothing is rounded. */
static enum gj_cell scale(int64_t *out, const struct number *number, int shift)
{
	__int128 value = (__int128)number->whole * gj_unit_power(number->fraction) + number->part;

	for (shift -= number->fraction; shift > 0 && value < gj_unit_power(17); shift--)
		value *= 10;
	for (; shift < 0; shift++) {
		if (value % 10 != 0)
			return GJ_CELL_RANGE;
		value /= 10;
	}
	if (value >= gj_unit_power(17))
		return GJ_CELL_RANGE;
	*out = (int64_t)value;
	return GJ_CELL_OK;
}

enum gj_cell gj_cell_amount(struct gj_value *v, const struct gj_fact *fact, const char *s, size_t n)
{
	const struct gj_unit *own = own_unit(fact), *front;
	char folded[GJ_CELL_SHORT + 1];
	const char *digits = folded;
	struct number number;
	enum gj_cell why;
	int64_t value;
	int shift;

	n = gj_text_fold(folded, s, n, GJ_FOLD_WIDTH);
	front = take_front(&digits, &n);
	why = read_number(&number, digits, n);
	if (why == GJ_CELL_OK)
		why = behind_fits(&shift, &number, fact);
	if (why == GJ_CELL_OK)
		why = front_fits(front, own, number.n_rest > 0);
	if (why != GJ_CELL_OK)
		return why;
	if (own && strcmp(own->dimension, "share") == 0 && front == NULL && number.n_rest == 0 &&
	    number.whole == 0 && number.part != 0)
		return GJ_CELL_AMBIGUOUS_SHARE;
	why = scale(&value, &number, shift + fact->decimals);
	if (why == GJ_CELL_OK)
		*v = (struct gj_value){ .state = GJ_GIVEN, .number = value };
	return why;
}
