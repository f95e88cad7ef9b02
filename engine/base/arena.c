/* arena.c: blocks that double up to a size, pieces cut from the newest. */
#include "engine/base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gj_arena_block {
	struct gj_arena_block *next;
	size_t used, room;
	max_align_t data[];
};

enum { BLOCK_FIRST = 4096, BLOCK_MOST = 1 << 20 };

void gj_arena_init(struct gj_arena *a, size_t limit)
{
	*a = (struct gj_arena){ .limit = limit };
}

static void free_blocks(struct gj_arena_block *b)
{
	while (b) {
		struct gj_arena_block *next = b->next;

		free(b);
		b = next;
	}
}

void gj_arena_fini(struct gj_arena *a)
{
	free_blocks(a->blocks);
	gj_arena_init(a, a->limit);
}

void gj_arena_clear(struct gj_arena *a)
{
	if (a->blocks) {
		free_blocks(a->blocks->next);
		a->blocks->next = NULL;
		a->blocks->used = 0;
	}
	a->used = 0;
}

static struct gj_arena_block *block_new(const struct gj_arena *a, size_t size)
{
	size_t room = a->blocks ? 2 * a->blocks->room : BLOCK_FIRST;
	struct gj_arena_block *b;

	if (room > BLOCK_MOST)
		room = BLOCK_MOST;
	if (room < size)
		room = size;
	if (room > SIZE_MAX - sizeof *b)
		return NULL;
	b = malloc(sizeof *b + room);
	if (b)
		*b = (struct gj_arena_block){ .next = a->blocks, .room = room };
	return b;
}

void *gj_arena_alloc(struct gj_arena *a, size_t size)
{
	const size_t align = sizeof(max_align_t);
	struct gj_arena_block *b = a->blocks;
	void *piece;

	if (size > SIZE_MAX - align)
		return NULL;
	size = (size + align - 1) / align * align;
	if (a->limit && (size > a->limit || a->used > a->limit - size))
		return NULL;
	if (b == NULL || b->room - b->used < size) {
		b = block_new(a, size);
		if (b == NULL)
			return NULL;
		a->blocks = b;
	}
	piece = (char *)b->data + b->used;
	b->used += size;
	a->used += size;
	return memset(piece, 0, size);
}

void *gj_arena_array(struct gj_arena *a, size_t n, size_t size)
{
	return size && n > SIZE_MAX / size ? NULL : gj_arena_alloc(a, n * size);
}

char *gj_arena_strndup(struct gj_arena *a, const char *s, size_t n)
{
	char *copy = n == SIZE_MAX ? NULL : gj_arena_alloc(a, n + 1);

	return copy ? memcpy(copy, s, n) : NULL;
}

char *gj_arena_strdup(struct gj_arena *a, const char *s)
{
	return gj_arena_strndup(a, s, strlen(s));
}

char *gj_arena_printf(struct gj_arena *a, const char *format, ...)
{
	va_list args;
	char *text = NULL;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n >= 0)
		text = gj_arena_alloc(a, (size_t)n + 1);
	if (text) {
		va_start(args, format);
		vsnprintf(text, (size_t)n + 1, format, args);
		va_end(args);
	}
	return text;
}
