/* keep.h: copies of texts that stay where they are until the next batch. */
#ifndef SRC_KEEP_H
#define SRC_KEEP_H
#include <stddef.h>

struct src_keep {
	struct src_keep_block *first; /* owned chain */
	struct src_keep_block *now;   /* texts go here; those after it are free */
};

/* {0} is empty and ready. */
void src_keep_fini(struct src_keep *k);
/* Forgets all texts; the memory stays for the next ones. */
void src_keep_clear(struct src_keep *k);
/* A copy of s[n]; NULL when there is no memory. */
const char *src_keep_text(struct src_keep *k, const char *s, size_t n);
#endif
