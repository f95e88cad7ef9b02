/* copy.c: the text format of COPY, whose escapes only make a cell shorter. */
#include <string.h>

#include "copy.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Behind a backslash at s < end: one byte into *out. */
static const char *unescape(const char *s, const char *end, char *out)
{
	static const char letters[] = "bfnrtv", means[] = "\b\f\n\r\t\v";
	const char *letter = memchr(letters, *s, sizeof letters - 1);
	int n = 0, digits;

	if (letter) {
		*out = means[letter - letters];
		return s + 1;
	}
	if (*s == 'x' && s + 1 < end && hex(s[1]) >= 0) {
		for (s++, digits = 0; digits < 2 && s < end && hex(*s) >= 0; digits++)
			n = 16 * n + hex(*s++);
		*out = (char)n;
		return s;
	}
	if (*s >= '0' && *s <= '7') {
		for (digits = 0; digits < 3 && s < end && *s >= '0' && *s <= '7'; digits++)
			n = 8 * n + (*s++ - '0');
		*out = (char)n;
		return s;
	}
	*out = *s;
	return s + 1;
}

/* Up to the tab or the end; NULL when it ends within an escape. */
static const char *cell(const char *s, const char *end, char *to, struct postgres_cell *out)
{
	if (end - s >= 2 && s[0] == '\\' && s[1] == 'N' && (end - s == 2 || s[2] == '\t')) {
		*out = (struct postgres_cell){ .s = NULL };
		return s + 2;
	}
	out->s = to;
	while (s < end && *s != '\t') {
		if (*s != '\\') {
			*to++ = *s++;
			continue;
		}
		if (++s == end)
			return NULL;
		s = unescape(s, end, to++);
	}
	out->n = (size_t)(to - out->s);
	return s;
}

bool postgres_copy_split(char *s, size_t n, struct postgres_cell *cells, size_t n_cells)
{
	const char *at = s, *end = s + n - (n > 0 && s[n - 1] == '\n');
	size_t i;

	for (i = 0; i < n_cells; i++) {
		at = cell(at, end, s + (at - s), &cells[i]);
		if (at == NULL)
			return false;
		if (at == end)
			break;
		at++;
	}
	return i + 1 == n_cells;
}
