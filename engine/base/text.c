/* text.c: UTF-8 by hand: validity, folding, trimming, and the nearest word. */
#include "engine/base/text.h"

#include <string.h>

/* Bytes of the well-formed character at s, 0 when it is not one. */
static size_t character(const unsigned char *s, size_t n)
{
	unsigned char c = s[0];
	size_t length = c < 0x80                ? 1
	                : c >= 0xC2 && c < 0xE0 ? 2
	                : c >= 0xE0 && c < 0xF0 ? 3
	                : c >= 0xF0 && c < 0xF5 ? 4
	                                        : 0;

	if (c == 0 || length == 0 || length > n)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((s[i] & 0xC0) != 0x80)
			return 0;
	if ((c == 0xE0 && s[1] < 0xA0) || (c == 0xED && s[1] > 0x9F) ||
	    (c == 0xF0 && s[1] < 0x90) || (c == 0xF4 && s[1] > 0x8F))
		return 0;
	return length;
}

/* What rule files mostly are: a byte that is a character which can be seen, by itself. */
static bool plain(char c)
{
	return c >= ' ' && c < 0x7F;
}

size_t gj_text_valid(const char *s, size_t n)
{
	size_t at = 0;

	while (at < n) {
		size_t length = plain(s[at]) ? 1 : character((const unsigned char *)s + at, n - at);

		if (length == 0)
			break;
		at += length;
	}
	return at;
}

uint32_t gj_text_decode(const char *s, size_t n, size_t *length)
{
	const unsigned char *u = (const unsigned char *)s;
	uint32_t code;

	*length = character(u, n);
	if (*length == 0) { /* a byte by itself, so that a caller always gets on */
		*length = 1;
		return 0xFFFD;
	}
	if (*length == 1)
		return u[0];
	code = u[0] & (0x7Fu >> *length);
	for (size_t i = 1; i < *length; i++)
		code = code << 6 | (u[i] & 0x3Fu);
	return code;
}

size_t gj_text_encode(char out[4], uint32_t code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

struct range {
	uint32_t first, last;
};

static bool within(uint32_t code, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

size_t gj_text_width(const char *s)
{
	static const struct range none[] = {
		{ 0x0300, 0x036F }, { 0x200B, 0x200F }, { 0x20D0, 0x20FF },
		{ 0x2060, 0x2060 }, { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF },
	};
	static const struct range wide[] = {
		{ 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3041, 0xA4CF },
		{ 0xA960, 0xA97C },   { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },
		{ 0xFE10, 0xFE19 },   { 0xFE30, 0xFE6F },   { 0xFF01, 0xFF60 },
		{ 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF },
		{ 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
	};
	size_t n = strlen(s), width = 0, length;

	for (size_t at = 0; at < n; at += length) {
		uint32_t code = gj_text_decode(s + at, n - at, &length);

		if (code < 0x300)
			width++;
		else if (!within(code, none, sizeof none / sizeof *none))
			width += within(code, wide, sizeof wide / sizeof *wide) ? 2 : 1;
	}
	return width;
}

size_t gj_text_cut(const char *s, size_t n, size_t bytes)
{
	size_t at = 0, length;

	while (at < n) {
		gj_text_decode(s + at, n - at, &length);
		if (at + length > bytes)
			break;
		at += length;
	}
	return at;
}

bool gj_text_is_space(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 || code == 0xA0 ||
	       code == 0x1680 || (code >= 0x2000 && code <= 0x200B) || code == 0x2028 ||
	       code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x2060 ||
	       code == 0x3000 || code == 0xFEFF;
}

bool gj_text_is_unseen(uint32_t code)
{
	return (code < ' ' && code != '\t' && code != '\n' && code != '\r') ||
	       (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
	       (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

size_t gj_text_seen(const char *s, size_t n)
{
	size_t at = 0, length;

	for (; at < n; at += length) {
		length = 1;
		if (!plain(s[at]) && gj_text_is_unseen(gj_text_decode(s + at, n - at, &length)))
			break;
	}
	return at;
}

size_t gj_text_fold(char *out, const char *s, size_t n, enum gj_fold how)
{
	size_t to = 0, length;

	for (size_t at = 0; at < n; at += length) {
		uint32_t code = gj_text_decode(s + at, n - at, &length);

		if (code == 0xFFFD && length == 1) { /* not ours to mend */
			out[to++] = s[at];
			continue;
		}
		if (code >= 0xFF01 && code <= 0xFF5E)
			code -= 0xFEE0;
		else if (code == 0x3000)
			code = ' ';
		if (how == GJ_FOLD_LABEL) {
			if (gj_text_is_space(code) || code == '*' || code == ':')
				continue;
			if (code >= 'A' && code <= 'Z')
				code += 'a' - 'A';
		}
		to += gj_text_encode(out + to, code);
	}
	out[to] = '\0';
	return to;
}

size_t gj_text_trim(const char **s, size_t n)
{
	size_t length, end = 0;

	while (n > 0 && gj_text_is_space(gj_text_decode(*s, n, &length))) {
		*s += length;
		n -= length;
	}
	for (size_t at = 0; at < n; at += length)
		if (!gj_text_is_space(gj_text_decode(*s + at, n - at, &length)))
			end = at + length;
	return end;
}

enum { NEAR_MAX = 64 /* characters; longer words are not typing slips */ };

static size_t characters(uint32_t out[NEAR_MAX], const char *word)
{
	size_t n = strlen(word), count = 0, length;

	for (size_t at = 0; at < n && count < NEAR_MAX; at += length)
		out[count++] = gj_text_decode(word + at, n - at, &length);
	return count;
}

/* Insertions, deletions, changes, and two neighbours swapped count one each. */
static size_t distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t rows[3][NEAR_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t j = 0; j <= m; j++)
		last[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *turn = before;

		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);

			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
		before = last;
		last = now;
		now = turn;
	}
	return last[m];
}

const char *gj_text_near(const char *word, const char *const *names, size_t n)
{
	uint32_t a[NEAR_MAX], b[NEAR_MAX];
	size_t length = characters(a, word);
	size_t most = length / 3 > 1 ? length / 3 : 1, best = most + 1;
	const char *found = NULL;

	for (size_t i = 0; i < n; i++) {
		size_t d;

		if (names[i] == NULL)
			continue;
		d = distance(a, length, b, characters(b, names[i]));
		if (d < best) {
			best = d;
			found = names[i];
		}
	}
	return found;
}
