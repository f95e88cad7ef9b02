/* number.c: digits and a power of ten; days counted from 1900 (as Excel counts them) or from 1904. */
#include <stdio.h>
#include <string.h>

#include "number.h"

enum { DIGITS = 15, SEEN = 40, PLAIN = 20, LAST_DAY = 2958465 /* 9999-12-31 */ };

struct number {
	char digits[SEEN]; /* '0' to '9'; the first is not 0, but for none of them: n 0 */
	int n;
	int point; /* digits before the point; may be negative */
	bool negative;
};

static bool read_exponent(struct number *x, const char *s, const char *end)
{
	bool negative = false;
	int value = 0;

	if (s < end && (*s == '+' || *s == '-'))
		negative = *s++ == '-';
	if (s == end || end - s > 4)
		return false;
	for (; s < end; s++) {
		if (*s < '0' || *s > '9')
			return false;
		value = 10 * value + (*s - '0');
	}
	x->point += negative ? -value : value;
	return true;
}

static bool read_number(struct number *x, const char *s, size_t n)
{
	const char *end = s + n;
	bool point = false, any = false;

	*x = (struct number){ .n = 0 };
	if (s < end && (*s == '-' || *s == '+'))
		x->negative = *s++ == '-';
	for (; s < end; s++) {
		if (*s == '.' && !point) {
			point = true;
			continue;
		}
		if (*s < '0' || *s > '9')
			break;
		any = true;
		if (x->n == 0 && *s == '0') {
			x->point -= point;
			continue;
		}
		if (x->n < SEEN)
			x->digits[x->n++] = *s;
		if (!point && ++x->point > 1000)
			return false;
	}
	if (!any)
		return false;
	if (s < end && (*s == 'e' || *s == 'E'))
		return read_exponent(x, s + 1, end);
	return s == end;
}

static void round_digits(struct number *x)
{
	int i = DIGITS;

	if (x->n > DIGITS) {
		bool up = x->digits[DIGITS] >= '5';

		x->n = DIGITS;
		while (up && i > 0 && x->digits[i - 1] == '9')
			x->digits[--i] = '0';
		if (up && i > 0) {
			x->digits[i - 1]++;
		} else if (up) {
			x->digits[0] = '1';
			x->point++;
		}
	}
	while (x->n > 0 && x->digits[x->n - 1] == '0')
		x->n--;
	if (x->n == 0) {
		x->point = 0;
		x->negative = false;
	}
}

static void print_plain(char out[XLSX_NUMBER_TEXT], const struct number *x)
{
	char *to = out;
	int i;

	if (x->negative)
		*to++ = '-';
	if (x->point > PLAIN || x->point < -PLAIN) {
		snprintf(to, XLSX_NUMBER_TEXT - 1, "%c%s%.*sE%+d", x->digits[0],
		         x->n > 1 ? "." : "", x->n - 1, x->digits + 1, x->point - 1);
		return;
	}
	for (i = 0; i < x->point; i++)
		*to++ = i < x->n ? x->digits[i] : '0';
	if (x->point <= 0)
		*to++ = '0';
	if (x->n > x->point) {
		*to++ = '.';
		for (i = x->point; i < x->n; i++)
			*to++ = i < 0 ? '0' : x->digits[i];
	}
	*to = '\0';
}

/* The day of the calendar, by the rule of Gregory; days since 1970-01-01. */
static void print_day(char out[XLSX_NUMBER_TEXT], long day)
{
	/* Years begin in March, so that the day that comes and goes is their last. */
	long z = day + 719468;
	long era = z / 146097;
	long of_era = z - era * 146097;
	long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	long of_year = of_era - (365 * year + year / 4 - year / 100);
	long month = (5 * of_year + 2) / 153;

	snprintf(out, XLSX_NUMBER_TEXT, "%04ld-%02ld-%02ld", year + era * 400 + (month >= 10),
	         month < 10 ? month + 3 : month - 9, of_year - (153 * month + 2) / 5 + 1);
}

static enum src_cell print_date(char out[XLSX_NUMBER_TEXT], const struct number *x, bool from_1904)
{
	long days = 0;
	int i;

	print_plain(out, x);
	if (x->negative || x->point > 7)
		return SRC_CELL_NO_DAY;
	for (i = 0; i < x->point; i++)
		days = 10 * days + (i < x->n ? x->digits[i] - '0' : 0);
	if (days == 0)
		return SRC_CELL_TIME;
	/* Number 60 is 1900-02-29, which there never was: Lotus 1-2-3 invented it. */
	if ((from_1904 ? days + 1462 : days) > LAST_DAY || (!from_1904 && days == 60))
		return SRC_CELL_NO_DAY;
	print_day(out, from_1904 ? days - 24107 : days < 60 ? days - 25568 : days - 25569);
	return SRC_CELL_DAY;
}

enum src_cell xlsx_number_print(char out[XLSX_NUMBER_TEXT], const char *s, size_t n,
                                enum xlsx_format format, bool from_1904)
{
	struct number x;

	*out = '\0';
	while (n > 0 && strchr(" \t\r\n", *s) && *s != '\0') {
		s++;
		n--;
	}
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) && s[n - 1] != '\0')
		n--;
	if (!read_number(&x, s, n))
		return SRC_CELL_LOST;
	round_digits(&x);
	switch (format) {
	case XLSX_FORMAT_DAY:
		return print_date(out, &x, from_1904);
	case XLSX_FORMAT_PERCENT:
		if (x.n > 0)
			x.point += 2;
		print_plain(out, &x);
		strcat(out, "%");
		return SRC_CELL_NUMBER;
	case XLSX_FORMAT_PLAIN:
		print_plain(out, &x);
		return SRC_CELL_NUMBER;
	}
	return SRC_CELL_LOST;
}
