/* pool.h: texts as small numbers: equal texts get equal codes, for the time of one frame. */
#ifndef GJ_POOL_H
#define GJ_POOL_H
#include "engine/base/arena.h"
#include <stdint.h>

struct gj_pool {
	struct gj_arena arena; /* owns the texts */
	int32_t *slots;        /* owned; open addressing, code + 1, 0: empty */
	const char **texts;    /* owned; by code, in the arena */
	size_t n, room;        /* room: of texts; slots has twice as many */
};

void gj_pool_init(struct gj_pool *p);
void gj_pool_fini(struct gj_pool *p);
void gj_pool_clear(struct gj_pool *p);
/* The text's code; -1 when memory ran out. New texts are copied. */
int32_t gj_pool_code(struct gj_pool *p, const char *text);
#endif
