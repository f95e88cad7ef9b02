/* arena.h: memory that is taken piece by piece and given back all at once. */
#ifndef GJ_ARENA_H
#define GJ_ARENA_H
#include <stddef.h>

struct gj_arena {
	struct gj_arena_block *blocks; /* owned; newest first */
	size_t used;                   /* bytes handed out */
	size_t limit;                  /* most bytes to hand out; 0: none */
};

void gj_arena_init(struct gj_arena *a, size_t limit);
void gj_arena_fini(struct gj_arena *a);  /* leaves an empty arena; twice is allowed */
void gj_arena_clear(struct gj_arena *a); /* forget everything, keep one block for reuse */
/* Zeroed and aligned for any type; NULL when memory or the limit is spent. */
void *gj_arena_alloc(struct gj_arena *a, size_t size);
/* n * size with the overflow checked. */
void *gj_arena_array(struct gj_arena *a, size_t n, size_t size);
char *gj_arena_strdup(struct gj_arena *a, const char *s);
char *gj_arena_strndup(struct gj_arena *a, const char *s, size_t n);
char *gj_arena_printf(struct gj_arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
#endif
