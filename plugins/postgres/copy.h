/* copy.h: a row as COPY writes it: cells between tabs, escapes, \N for what is not given. */
#ifndef POSTGRES_COPY_H
#define POSTGRES_COPY_H
#include <stdbool.h>
#include <stddef.h>

struct postgres_cell {
	const char *s; /* NULL: not given */
	size_t n;
};

/* Takes the line s[n], with or without its line end, apart, in place. False: it has other than
 * n_cells cells, or ends within an escape. */
bool postgres_copy_split(char *s, size_t n, struct postgres_cell *cells, size_t n_cells);
#endif
