/* buf.c: a growing byte buffer with a failure that sticks. */
#include "engine/base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void gj_buf_init(struct gj_buf *b)
{
	*b = (struct gj_buf){ .n = 0 };
}

void gj_buf_fini(struct gj_buf *b)
{
	free(b->data);
	gj_buf_init(b);
}

void gj_buf_clear(struct gj_buf *b)
{
	b->n = 0;
	b->failed = false;
	if (b->data)
		b->data[0] = '\0';
}

/* Room for n more bytes and the NUL. */
static bool reserve(struct gj_buf *b, size_t n)
{
	size_t room = b->room ? b->room : 256;
	char *data;

	if (b->failed || n >= SIZE_MAX / 2 - b->n)
		b->failed = true;
	if (b->failed)
		return false;
	while (room < b->n + n + 1)
		room *= 2;
	if (room == b->room)
		return true;
	data = realloc(b->data, room);
	if (data == NULL) {
		b->failed = true;
		return false;
	}
	b->data = data;
	b->room = room;
	return true;
}

void gj_buf_put(struct gj_buf *b, const void *data, size_t n)
{
	if (!reserve(b, n))
		return;
	if (n)
		memcpy(b->data + b->n, data, n);
	b->n += n;
	b->data[b->n] = '\0';
}

char *gj_buf_room(struct gj_buf *b, size_t n)
{
	return reserve(b, n) ? b->data : NULL;
}

void gj_buf_puts(struct gj_buf *b, const char *s)
{
	gj_buf_put(b, s, strlen(s));
}

void gj_buf_putc(struct gj_buf *b, char c)
{
	gj_buf_put(b, &c, 1);
}

void gj_buf_printf(struct gj_buf *b, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0 || !reserve(b, (size_t)n)) {
		b->failed = true;
		return;
	}
	va_start(args, format);
	vsnprintf(b->data + b->n, (size_t)n + 1, format, args);
	va_end(args);
	b->n += (size_t)n;
}

const char *gj_buf_str(const struct gj_buf *b)
{
	return b->data ? b->data : "";
}
