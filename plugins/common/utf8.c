/* utf8.c: strict UTF-8: no long forms, no surrogates, nothing past U+10FFFF. */
#include <stdint.h>
#include <string.h>

#include "common/utf8.h"

/* Bytes of ASCII other than NUL, eight at a time. */
static size_t skip_ascii(const unsigned char *s, size_t n)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t i = 0;
	uint64_t w;

	for (; n - i >= sizeof w; i += sizeof w) {
		memcpy(&w, s + i, sizeof w);
		/* The subtraction borrows into a high bit where a byte is 0. */
		if (((w | (w - ones)) & high) != 0)
			break;
	}
	while (i < n && s[i] != 0 && s[i] < 0x80)
		i++;
	return i;
}

/* Length of a character by its first byte (0: it is none), and the range of its second byte. */
static size_t expect(unsigned char first, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef) {
		if (first == 0xe0)
			*low = 0xa0;
		if (first == 0xed)
			*high = 0x9f;
		return 3;
	}
	if (first >= 0xf0 && first <= 0xf4) {
		if (first == 0xf0)
			*low = 0x90;
		if (first == 0xf4)
			*high = 0x8f;
		return 4;
	}
	return 0;
}

size_t src_utf8_valid(const char *text, size_t n, bool *cut)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i = 0;
	size_t k;
	size_t length;
	unsigned char low;
	unsigned char high;

	*cut = false;
	for (;;) {
		i += skip_ascii(s + i, n - i);
		if (i == n)
			return n;
		length = expect(s[i], &low, &high);
		if (length == 0)
			return i;
		for (k = 1; k < length; k++) {
			if (i + k == n) {
				*cut = true;
				return i;
			}
			if (s[i + k] < low || s[i + k] > high)
				return i;
			low = 0x80;
			high = 0xbf;
		}
		i += length;
	}
}
