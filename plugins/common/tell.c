/* tell.c: sentences for the person, cut at a character's end. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/tell.h"

/* The longest prefix of s[n] within `most` bytes that does not split a character. */
static size_t cut(const char *s, size_t n, size_t most)
{
	if (n <= most)
		return n;
	while (most > 0 && ((unsigned char)s[most] & 0xc0) == 0x80)
		most--;
	return most;
}

static void print(char *out, size_t room, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static void print(char *out, size_t room, const char *format, va_list args)
{
	char wide[2 * SRC_TELL_TEXT];
	size_t n;

	if (vsnprintf(wide, sizeof wide, format, args) < 0)
		wide[0] = '\0';
	n = cut(wide, strlen(wide), room - 1);
	memcpy(out, wide, n);
	out[n] = '\0';
}

int32_t src_tell(struct src_err *err, int32_t code, const char *format, ...)
{
	va_list args;

	err->code = code;
	va_start(args, format);
	print(err->text, sizeof err->text, format, args);
	va_end(args);
	return code;
}

int32_t src_tell_nomem(struct src_err *err)
{
	return src_tell(err, GUIJU_NOMEM, "%s", tr("there is not enough memory to read the file"));
}

void src_tell_log(const struct src_env *env, int32_t level, const char *format, ...)
{
	char text[SRC_TELL_TEXT];
	va_list args;

	va_start(args, format);
	print(text, sizeof text, format, args);
	va_end(args);
	env->host->log(env->args->host_data, level, text);
}

const char *src_tell_quote(char out[SRC_TELL_QUOTE], struct guiju_text text)
{
	static const char more[] = "...";
	size_t most = SRC_TELL_QUOTE - sizeof more;
	size_t n = cut(text.data, text.size, most);
	size_t i;

	memcpy(out, text.data, n);
	for (i = 0; i < n; i++)
		if ((unsigned char)out[i] < 0x20 || out[i] == 0x7f)
			out[i] = ' ';
	memcpy(out + n, n < text.size ? more : "", n < text.size ? sizeof more : 1);
	return out;
}

void src_tell_copy(char *out, size_t room, const char *text)
{
	size_t n = cut(text, strlen(text), room - 1);

	memcpy(out, text, n);
	out[n] = '\0';
}

bool src_tell_list(char *list, size_t room, const char *text)
{
	size_t have = strlen(list);
	const char *between = have > 0 ? tr(", ") : "";

	if (have + strlen(between) + strlen(text) >= room)
		return false;
	snprintf(list + have, room - have, "%s%s", between, text);
	return true;
}
