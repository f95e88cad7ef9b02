/* letter.c: encoded words (RFC 2047) in pieces that end with a character, each on a line of its own. */
#include "letter.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { WORD = 45 /* bytes that become 60 */, PLAIN = 68, ADDRESS_MOST = 254 };

static int is_plain(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || (unsigned char)*c > '~')
			return 0;
	return strlen(text) <= PLAIN && strstr(text, "=?") == NULL;
}

static size_t base64(char *out, const unsigned char *data, size_t n)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t at = 0;

	for (size_t i = 0; i < n; i += 3) {
		unsigned word = (unsigned)data[i] << 16;

		if (i + 1 < n)
			word |= (unsigned)data[i + 1] << 8;
		if (i + 2 < n)
			word |= data[i + 2];
		out[at++] = digits[word >> 18];
		out[at++] = digits[word >> 12 & 63];
		out[at++] = i + 1 < n ? digits[word >> 6 & 63] : '=';
		out[at++] = i + 2 < n ? digits[word & 63] : '=';
	}
	return at;
}

/* Bytes of the next piece: whole characters, WORD at most. */
static size_t piece(const char *text)
{
	size_t n = strlen(text);

	if (n <= WORD)
		return n;
	n = WORD;
	while (n > 1 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static int put_words(char out[MAIL_LINE], size_t at, const char *text)
{
	if (is_plain(text)) {
		if (at + strlen(text) >= MAIL_LINE)
			return -1;
		strcpy(out + at, text);
		return (int)(at + strlen(text));
	}
	for (int first = 1; *text; first = 0) {
		size_t n = piece(text);

		if (at + 100 > MAIL_LINE)
			return -1;
		at += (size_t)sprintf(out + at, "%s=?UTF-8?B?", first ? "" : "\r\n ");
		at += base64(out + at, (const unsigned char *)text, n);
		at += (size_t)sprintf(out + at, "?=");
		text += n;
	}
	out[at] = '\0';
	return (int)at;
}

int mail_header(char out[MAIL_LINE], const char *name, const char *text)
{
	int at = snprintf(out, MAIL_LINE, "%s: ", name);

	return at < 0 || at >= MAIL_LINE ? -1 : put_words(out, (size_t)at, text);
}

/* Words that are no atoms stand in quotes. */
static int put_name(char out[MAIL_LINE], size_t at, const char *words)
{
	if (!is_plain(words))
		return put_words(out, at, words);
	if (at + 2 * strlen(words) + 3 >= MAIL_LINE)
		return -1;
	out[at++] = '"';
	for (; *words; words++) {
		if (*words == '"' || *words == '\\')
			out[at++] = '\\';
		out[at++] = *words;
	}
	out[at++] = '"';
	out[at] = '\0';
	return (int)at;
}

int mail_person(char out[MAIL_LINE], const char *name, const char *words, const char *address)
{
	int at = snprintf(out, MAIL_LINE, "%s: ", name);
	int n;

	if (*words && at > 0)
		at = put_name(out, (size_t)at, words);
	if (at < 0)
		return -1;
	n = snprintf(out + at, (size_t)(MAIL_LINE - at), *words ? "%s <%s>" : "%s%s",
	             *words ? "\r\n" : "", address);
	return n < 0 || at + n >= MAIL_LINE ? -1 : at + n;
}

int mail_address_is_good(const char *address)
{
	const char *sign = strchr(address, '@');

	if (sign == NULL || sign == address || sign[1] == '\0' || strchr(sign + 1, '@') ||
	    strlen(address) > ADDRESS_MOST)
		return 0;
	for (const char *c = address; *c; c++)
		if (*c <= ' ' || *c > '~' || strchr("<>()[]\\,;:\"", *c))
			return 0;
	return 1;
}

int mail_attached(char out[MAIL_LINE], const char *name)
{
	static const char digits[] = "0123456789ABCDEF";
	static const char plain[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	int at = snprintf(out, MAIL_LINE, "Content-Disposition: attachment; filename*=UTF-8''");

	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if (at + 4 > MAIL_LINE)
			return -1;
		if (strchr(plain, c)) {
			out[at++] = *name;
			continue;
		}
		out[at++] = '%';
		out[at++] = digits[c >> 4];
		out[at++] = digits[c & 15];
	}
	out[at] = '\0';
	return at;
}

void mail_date(char out[64], long long ms)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
		                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t t = (time_t)(ms / 1000);
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL)
		memset(&tm, 0, sizeof tm);
	snprintf(out, 64, "Date: %s, %d %s %d %02d:%02d:%02d +0000", days[tm.tm_wday % 7],
	         tm.tm_mday, months[tm.tm_mon % 12], 1900 + tm.tm_year, tm.tm_hour, tm.tm_min,
	         tm.tm_sec);
}
