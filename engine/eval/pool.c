/* pool.c: an open hash table from texts to codes, FNV-1a, never more than half full. */
#include "engine/eval/pool.h"

#include <stdlib.h>
#include <string.h>

void gj_pool_init(struct gj_pool *p)
{
	*p = (struct gj_pool){ .n = 0 };
	gj_arena_init(&p->arena, 0);
}

void gj_pool_fini(struct gj_pool *p)
{
	free(p->slots);
	free(p->texts);
	gj_arena_fini(&p->arena);
	gj_pool_init(p);
}

void gj_pool_clear(struct gj_pool *p)
{
	if (p->room)
		memset(p->slots, 0, 2 * p->room * sizeof *p->slots);
	gj_arena_clear(&p->arena);
	p->n = 0;
}

static size_t hash(const char *text)
{
	uint64_t h = 14695981039346656037u;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return (size_t)(h ^ (h >> 32));
}

static size_t slot_of(const struct gj_pool *p, const char *text)
{
	size_t mask = 2 * p->room - 1, at = hash(text) & mask;

	while (p->slots[at] && strcmp(p->texts[p->slots[at] - 1], text) != 0)
		at = (at + 1) & mask;
	return at;
}

static int grow(struct gj_pool *p)
{
	size_t room = p->room ? 2 * p->room : 256;
	int32_t *slots = calloc(2 * room, sizeof *slots);
	const char **texts = realloc(p->texts, room * sizeof *texts);

	if (texts)
		p->texts = texts;
	if (slots == NULL || texts == NULL) {
		free(slots);
		return -1;
	}
	free(p->slots);
	p->slots = slots;
	p->room = room;
	for (size_t i = 0; i < p->n; i++)
		p->slots[slot_of(p, p->texts[i])] = (int32_t)i + 1;
	return 0;
}

int32_t gj_pool_code(struct gj_pool *p, const char *text)
{
	const char *copy;
	size_t at;

	if (p->n == p->room && grow(p))
		return -1;
	at = slot_of(p, text);
	if (p->slots[at])
		return p->slots[at] - 1;
	copy = gj_arena_strdup(&p->arena, text);
	if (copy == NULL)
		return -1;
	p->texts[p->n] = copy;
	p->slots[at] = (int32_t)++p->n;
	return (int32_t)p->n - 1;
}
