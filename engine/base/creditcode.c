/* creditcode.c: GB 32100-2015 over an alphabet of 31, and the GB 11714 code inside it. */
#include "engine/base/creditcode.h"

#include "engine/base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static int value_of(char c)
{
	const char *at = c ? strchr(alphabet, c) : NULL;

	return at ? (int)(at - alphabet) : -1;
}

char gj_creditcode_check_char(const char *code17)
{
	int sum = 0, weight = 1;

	for (int i = 0; i < 17; i++) {
		int v = value_of(code17[i]);

		if (v < 0)
			return 0;
		sum += v * weight;
		weight = weight * 3 % 31;
	}
	return alphabet[(31 - sum % 31) % 31];
}

/* Characters 9-17 are an organisation code: eight of 0-9 A-Z and a check modulo 11. */
static bool organisation_code_fits(const char *code9)
{
	static const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0, check;

	for (int i = 0; i < 8; i++) {
		char c = code9[i];

		sum += (c <= '9' ? c - '0' : c - 'A' + 10) * weights[i];
	}
	check = 11 - sum % 11;
	return code9[8] == (check == 10 ? 'X' : check == 11 ? '0' : (char)('0' + check));
}

/* Authority and kind of body as the registers issue them. */
static bool prefix_exists(const char *code)
{
	static const char *const prefixes[] = {
		"11", "12", "13", "19", /* establishment: government bodies, public institutions, mass organisations */
		"21", "29",                         /* foreign affairs */
		"31", "32", "33", "34", "35", "39", /* justice: law firms, notaries, grassroots, forensic, arbitration */
		"41", "49",                         /* culture */
		"51", "52", "53", "54", "55", "59", /* civil affairs: associations, private non-enterprise units, foundations */
		"61", "62", "69", /* tourism */
		"71", "72", "79", /* religion */
		"81", "89",       /* trade unions */
		"91", "92", "93", /* market supervision: enterprises, individual traders, cooperatives */
		"A1", "A9", "N1", "N2", "N3", "N9", "Y1",
	};

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (strncmp(code, prefixes[i], 2) == 0)
			return true;
	return false;
}

enum { ROOM = 128 };

/* Half width, upper case, no spaces; the characters, or SIZE_MAX when it cannot be a code by far. */
static size_t normalise(char out[ROOM], const char *s, size_t n)
{
	char folded[256];
	size_t to = 0, count = 0, length;

	if (n >= sizeof folded)
		return SIZE_MAX;
	n = gj_text_fold(folded, s, n, GJ_FOLD_WIDTH);
	for (size_t at = 0; at < n; at += length) {
		uint32_t code = gj_text_decode(folded + at, n - at, &length);

		if (gj_text_is_space(code) || code == '\'')
			continue;
		if (to + length >= ROOM)
			return SIZE_MAX;
		memcpy(out + to, folded + at, length);
		if (code >= 'a' && code <= 'z')
			out[to] = (char)(code - 'a' + 'A');
		to += length;
		count++;
	}
	out[to] = '\0';
	return count;
}

/* 9.142E+17, 914200000000000000: a number that a spreadsheet has rounded to fifteen digits. */
static bool looks_rounded(const char *code, size_t n)
{
	size_t digits = strspn(code, "0123456789");

	if (digits == n)
		return n == GJ_CREDITCODE_LENGTH && strcmp(code + 15, "000") == 0;
	return digits > 0 && strspn(code, "0123456789.E+") == n && strchr(code, 'E') != NULL &&
	       (strchr(code, '.') != NULL || strchr(code, '+') != NULL);
}

enum gj_creditcode gj_creditcode_read(char out[GJ_CREDITCODE_ROOM], const char *s, size_t n)
{
	char code[ROOM];
	size_t length = normalise(code, s, n);

	out[0] = '\0';
	if (length == SIZE_MAX)
		return GJ_CREDITCODE_LENGTH_BAD;
	if (length != GJ_CREDITCODE_LENGTH)
		return looks_rounded(code, length) ? GJ_CREDITCODE_DAMAGED
		                                   : GJ_CREDITCODE_LENGTH_BAD;
	if (strlen(code) == GJ_CREDITCODE_LENGTH)
		memcpy(out, code, GJ_CREDITCODE_ROOM);
	if (strspn(code, alphabet) != length)
		return looks_rounded(code, length) ? GJ_CREDITCODE_DAMAGED : GJ_CREDITCODE_ALPHABET;
	if (gj_creditcode_check_char(code) != code[17] || !organisation_code_fits(code + 8))
		return looks_rounded(code, length) ? GJ_CREDITCODE_DAMAGED : GJ_CREDITCODE_CHECK;
	return prefix_exists(code) ? GJ_CREDITCODE_VALID : GJ_CREDITCODE_PREFIX;
}
