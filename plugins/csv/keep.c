/* keep.c: texts in a chain of blocks that are used again for every batch. */
#include <stdlib.h>
#include <string.h>

#include "keep.h"

enum { BLOCK = 64 * 1024 };

struct csv_keep_block {
	struct csv_keep_block *next;
	size_t used;
	char bytes[BLOCK];
};

void csv_keep_fini(struct csv_keep *k)
{
	struct csv_keep_block *next;

	for (; k->first != NULL; k->first = next) {
		next = k->first->next;
		free(k->first);
	}
	k->now = NULL;
}

void csv_keep_clear(struct csv_keep *k)
{
	k->now = k->first;
	if (k->now != NULL)
		k->now->used = 0;
}

static struct csv_keep_block *next_block(struct csv_keep *k)
{
	struct csv_keep_block *block = k->now == NULL ? k->first : k->now->next;

	if (block == NULL) {
		block = malloc(sizeof *block);
		if (block == NULL)
			return NULL;
		block->next = NULL;
		if (k->now == NULL)
			k->first = block;
		else
			k->now->next = block;
	}
	block->used = 0;
	k->now = block;
	return block;
}

const char *csv_keep_text(struct csv_keep *k, const char *s, size_t n)
{
	struct csv_keep_block *block = k->now;
	char *out;

	if (n == 0)
		return "";
	if (n > BLOCK)
		return NULL;
	if (block == NULL || n > BLOCK - block->used)
		block = next_block(k);
	if (block == NULL)
		return NULL;
	out = block->bytes + block->used;
	memcpy(out, s, n);
	block->used += n;
	return out;
}
