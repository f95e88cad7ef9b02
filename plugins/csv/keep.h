/* keep.h: copies of texts that stay where they are until the next batch. */
#ifndef CSV_KEEP_H
#define CSV_KEEP_H
#include <stddef.h>

struct csv_keep {
	struct csv_keep_block *first; /* owned chain */
	struct csv_keep_block *now;   /* texts go here; those after it are free */
};

/* {0} is empty and ready. */
void csv_keep_fini(struct csv_keep *k);
/* Forgets all texts; the memory stays for the next ones. */
void csv_keep_clear(struct csv_keep *k);
/* A copy of s[n]; NULL when there is no memory. */
const char *csv_keep_text(struct csv_keep *k, const char *s, size_t n);
#endif
