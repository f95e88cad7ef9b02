/* env.h: what every part of a source of rows looks at: the host, what is asked of it, its limits. */
#ifndef SRC_ENV_H
#define SRC_ENV_H
#include "guiju.h"
#include <stdbool.h>

/* What bounds memory. Tests open with small numbers, so that every edge is near. */
struct src_limits {
	size_t block;        /* bytes read at once */
	size_t cell;         /* bytes of one cell */
	size_t row;          /* bytes of one row */
	uint32_t columns;    /* cells of one row */
	uint32_t title_rows; /* the heading is among so many rows */
	size_t batch_bytes;  /* a batch ends before it is full once its rows take so much */
	size_t batch_cells;
};

/* What every part of one open source looks at; borrowed from the host, but for the limits. */
struct src_env {
	const struct guiju_host *host;
	const struct guiju_open *args;
	struct src_limits limits;
	bool records; /* every row is one by itself: none is empty, none a note */
	bool
	    guarded; /* a ' in front of = + - @ is not the text's own, but kept it from being a formula */
	bool grid; /* a cell's place tells its column, however many cells the row has */
};
#endif
