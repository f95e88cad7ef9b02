/* err.c: sentences for errors, wrapped from the inside out, cut where a character ends. */
#include "engine/base/err.h"

#include "engine/base/tr.h"

#include <stdio.h>
#include <string.h>

/* File names and the messages of others may hold line ends and worse: one line is promised. A cut may
 * fall inside a character: drop what is left of it. */
static void mend(char *text)
{
	size_t n = strlen(text), start = n;

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7F)
			text[i] = ' ';
	if (n < GJ_ERR_TEXT - 1)
		return;
	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start > 0 && (unsigned char)text[start - 1] >= 0xC0) {
		unsigned char lead = (unsigned char)text[start - 1];
		size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

		if (n - (start - 1) < want)
			text[start - 1] = '\0';
	}
}

int gj_err_set(struct gj_err *err, int code, const char *format, ...)
{
	va_list args;

	if (err == NULL)
		return code;
	err->code = code;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	mend(err->text);
	return code;
}

/* Behind the n bytes that are there, as much of `more` as there is room for. */
static void join(char text[GJ_ERR_TEXT], size_t n, const char *more)
{
	size_t length = strnlen(more, GJ_ERR_TEXT - 1 - n);

	memcpy(text + n, more, length);
	text[n + length] = '\0';
}

int gj_err_wrap(struct gj_err *err, const char *format, ...)
{
	char outer[GJ_ERR_TEXT], inner[GJ_ERR_TEXT];
	va_list args;
	size_t n;

	memcpy(inner, err->text, sizeof inner);
	va_start(args, format);
	vsnprintf(outer, sizeof outer, format, args);
	va_end(args);
	mend(outer);
	n = strlen(outer);
	memcpy(err->text, outer, n + 1);
	join(err->text, n, tr(": "));
	join(err->text, strlen(err->text), inner);
	mend(err->text);
	return err->code;
}

int gj_err_nomem(struct gj_err *err, const char *what)
{
	return gj_err_set(err, GJ_ENOMEM, tr("memory ran out for %s"), what);
}
