/* strings.h: the texts that cells point to by number; where they are many, they lie in a temporary file. */
#ifndef XLSX_STRINGS_H
#define XLSX_STRINGS_H
#include "package.h"

enum { XLSX_STRINGS_GROUP = 16, XLSX_STRINGS_SLOTS = 256 };

struct xlsx_strings {
	/* Each text behind its length (4 bytes), one after another. In memory until they are too many;
	 * then all but the last `n_bytes` are in the file. */
	char *bytes; /* owned */
	size_t n_bytes, room;
	int fd; /* -1: none */
	uint64_t in_file;
	uint64_t *groups; /* owned; where each 16th text begins */
	size_t n_groups, room_groups;
	size_t n;
	struct xlsx_strings_slot { /* a group that was read from the file */
		size_t group;
		char *bytes; /* owned */
		size_t size, room;
	} * slots; /* owned; NULL without a file */
};

/* memory: bytes that may stay in memory; most: of all texts. part "": none. */
int32_t xlsx_strings_open(struct xlsx_strings *s, struct xlsx_package *p, const char *part,
                          size_t memory, uint64_t most, struct src_err *err);
void xlsx_strings_close(struct xlsx_strings *s);
/* The i-th; GUIJU_END: there is none. Valid until the next call. */
int32_t xlsx_strings_get(struct xlsx_strings *s, size_t i, const char **text, size_t *n,
                         struct src_err *err);
/* Undoes _x000D_ in place: the new length. */
size_t xlsx_strings_clean(char *s, size_t n);
#endif
