/* csv.h: the limits of the CSV source, and its opening with limits other than the usual ones. */
#ifndef CSV_CSV_H
#define CSV_CSV_H
#include "guiju.h"

/* What bounds memory. Tests open with small numbers, so that every edge is near. */
struct csv_limits {
	size_t block;        /* bytes read at once */
	size_t cell;         /* bytes of one cell */
	size_t row;          /* bytes of one row */
	uint32_t columns;    /* cells of one row */
	uint32_t title_rows; /* the heading is among so many rows */
	size_t batch_bytes;  /* a batch ends before it is full once its rows take so much */
	size_t batch_cells;
};

/* What every part of one open source looks at; borrowed from the host, but for the limits. */
struct csv_env {
	const struct guiju_host *host;
	const struct guiju_open *args;
	struct csv_limits limits;
};

extern const struct csv_limits csv_limits_usual;
extern const struct guiju_source_ops csv_sheet_ops;

/* As guiju_source_ops.open. */
int32_t csv_sheet_open(const struct guiju_host *host, const struct guiju_open *args,
                       const struct csv_limits *limits, struct guiju_source **out);
#endif
