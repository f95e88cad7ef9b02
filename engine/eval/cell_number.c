/* cell_number.c: counts and amounts from text, exactly, with the unit that stands behind them. */
#include "engine/eval/cell_inner.h"
#include "engine/eval/unit.h"

#include <string.h>

enum { WHOLE_DIGITS = 18, FRACTION_DIGITS = 12 };

struct number { /* digits * 10^-fraction */
	bool negative;
	int64_t whole;
	int64_t part; /* `fraction` digits behind the point, trailing zeros dropped */
	int fraction;
	const char *rest; /* the unit */
	size_t n_rest;
};

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 1,234,567: after the first comma every group has three digits. */
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

static enum gj_cell read_number(struct number *out, const char *s, size_t n)
{
	size_t i = 0, start, digits = 0;

	*out = (struct number){ .negative = n > 0 && s[0] == '-' };
	start = i = out->negative;
	while (i < n && (digit(s[i]) || s[i] == ',')) {
		if (digit(s[i])) {
			if (digits == WHOLE_DIGITS)
				return GJ_CELL_RANGE;
			out->whole = out->whole * 10 + (s[i] - '0');
			digits += digits || s[i] != '0';
		}
		i++;
	}
	if (i == start || !digit(s[start]) || !groups_fit(s + start, i - start))
		return GJ_CELL_NOT_NUMBER;
	if (i < n && s[i] == '.') {
		size_t point = i++, zeros = 0;

		for (; i < n && digit(s[i]); i++) {
			if (s[i] == '0') {
				zeros++;
				continue;
			}
			if (out->fraction + (int)zeros + 1 > FRACTION_DIGITS)
				return GJ_CELL_RANGE;
			for (; zeros; zeros--) {
				out->part *= 10;
				out->fraction++;
			}
			out->part = out->part * 10 + (s[i] - '0');
			out->fraction++;
		}
		if (i == point + 1)
			return GJ_CELL_NOT_NUMBER;
	}
	out->rest = s + i;
	out->n_rest = n - i;
	if (out->n_rest && (digit(*out->rest) || *out->rest == '.' || *out->rest == 'e' ||
	                    *out->rest == '+' || *out->rest == ','))
		return GJ_CELL_NOT_NUMBER;
	if (out->negative && (out->whole || out->part))
		return GJ_CELL_NEGATIVE;
	return out->negative ? GJ_CELL_NOT_NUMBER : GJ_CELL_OK;
}

static bool is_unit(const struct number *number, const char *unit)
{
	return unit && strlen(unit) == number->n_rest && memcmp(unit, number->rest, number->n_rest) == 0;
}

enum gj_cell gj_cell_count(struct gj_value *v, const char *s, size_t n, const char *unit)
{
	struct number number;
	enum gj_cell why = read_number(&number, s, n);

	if (why != GJ_CELL_OK)
		return why;
	if (number.n_rest && !is_unit(&number, unit))
		return GJ_CELL_UNIT;
	if (number.fraction)
		return GJ_CELL_NOT_WHOLE;
	if (number.whole > INT32_MAX - 16)
		return GJ_CELL_RANGE;
	*v = (struct gj_value){ .state = GJ_GIVEN, .number = number.whole };
	return GJ_CELL_OK;
}

/* The power of ten between the unit behind the number and the fact's own; a unit of another
 * dimension does not fit. */
static enum gj_cell unit_shift(const struct number *number, const struct gj_fact *fact, int *shift)
{
	const char *name = fact->unit.zh ? fact->unit.zh : "";
	const struct gj_unit *own = gj_unit_find(name, (int)strlen(name)), *said;

	*shift = 0;
	if (number->n_rest == 0 || is_unit(number, name) || is_unit(number, fact->unit.en))
		return GJ_CELL_OK;
	said = gj_unit_find(number->rest, (int)number->n_rest);
	if (own == NULL || said == NULL || strcmp(own->dimension, said->dimension) != 0)
		return GJ_CELL_UNIT;
	*shift = said->exponent - own->exponent;
	return GJ_CELL_OK;
}

enum gj_cell gj_cell_amount(struct gj_value *v, const struct gj_fact *fact, const char *s, size_t n)
{
	struct number number;
	enum gj_cell why = read_number(&number, s, n);
	const struct gj_unit *unit;
	__int128 value;
	int shift;

	if (why == GJ_CELL_OK)
		why = unit_shift(&number, fact, &shift);
	if (why != GJ_CELL_OK)
		return why;
	unit = fact->unit.zh ? gj_unit_find(fact->unit.zh, (int)strlen(fact->unit.zh)) : NULL;
	if (unit && strcmp(unit->dimension, "share") == 0 && number.n_rest == 0 && number.whole == 0 &&
	    number.part)
		return GJ_CELL_AMBIGUOUS_SHARE;
	/* exact: the digits with the point moved, or not at all */
	shift += fact->decimals - number.fraction;
	value = (__int128)number.whole * gj_unit_power(number.fraction) + number.part;
	for (; shift > 0 && value < (__int128)1 << 100; shift--)
		value *= 10;
	for (; shift < 0; shift++) {
		if (value % 10 != 0)
			return GJ_CELL_RANGE;
		value /= 10;
	}
	if (value >= gj_unit_power(17))
		return GJ_CELL_RANGE;
	*v = (struct gj_value){ .state = GJ_GIVEN, .number = (int64_t)value };
	return GJ_CELL_OK;
}
