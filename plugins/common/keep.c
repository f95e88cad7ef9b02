/* keep.c: texts in a chain of blocks that are used again for every batch. */
#include <stdlib.h>
#include <string.h>

#include "common/keep.h"

enum { BLOCK = 64 * 1024 };

struct src_keep_block {
	struct src_keep_block *next;
	size_t used;
	char bytes[BLOCK];
};

void src_keep_fini(struct src_keep *k)
{
	struct src_keep_block *next;

	for (; k->first != NULL; k->first = next) {
		next = k->first->next;
		free(k->first);
	}
	k->now = NULL;
}

void src_keep_clear(struct src_keep *k)
{
	k->now = k->first;
	if (k->now != NULL)
		k->now->used = 0;
}

static struct src_keep_block *next_block(struct src_keep *k)
{
	struct src_keep_block *block = k->now == NULL ? k->first : k->now->next;

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

const char *src_keep_text(struct src_keep *k, const char *s, size_t n)
{
	struct src_keep_block *block = k->now;
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
