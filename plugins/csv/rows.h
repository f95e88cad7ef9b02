/* rows.h: rows as they stood in the file, cell by cell; kept for one batch. */
#ifndef CSV_ROWS_H
#define CSV_ROWS_H
#include "guiju.h"
#include <stdbool.h>

/* What is wrong with a row as such. Its cells are then only what could be kept of it. */
enum csv_flaw {
	CSV_FLAW_NONE,
	CSV_FLAW_STRAY,     /* something follows a closing quotation mark */
	CSV_FLAW_LONG_CELL, /* limit `cell` */
	CSV_FLAW_LONG_ROW,  /* limit `row` */
	CSV_FLAW_COLUMNS    /* limit `columns` */
};

struct csv_row {
	uint64_t place;     /* from 1, as a spreadsheet counts: lines within a cell do not count */
	uint64_t n_seen;    /* cells in the file */
	uint32_t first;     /* of its cells in csv_rows.cells */
	uint32_t n;         /* cells kept */
	enum csv_flaw flaw; /* the first one */
	uint64_t flaw_cell; /* where, from 1 */
};

struct csv_rows {
	char *bytes; /* owned */
	size_t n_bytes;
	size_t room_bytes;
	struct csv_row_cell {
		uint32_t at; /* in bytes: they move while they grow */
		uint32_t size;
	} * cells; /* owned */
	size_t n_cells;
	size_t room_cells;
	struct csv_row *rows; /* owned */
	size_t n_rows;
	size_t room_rows;
};

/* {0} is empty and ready. */
void csv_rows_fini(struct csv_rows *r);
void csv_rows_clear(struct csv_rows *r);
/* The row that is being put together: bytes of its last cell, the cell's end (of `size` bytes), the
 * row's end. GUIJU_OK or GUIJU_NOMEM. */
int32_t csv_rows_put(struct csv_rows *r, const char *s, size_t n);
int32_t csv_rows_end_cell(struct csv_rows *r, size_t size);
int32_t csv_rows_end(struct csv_rows *r, const struct csv_row *row);
/* Takes the last row away again. */
void csv_rows_drop(struct csv_rows *r);
/* Cell i of the row; an empty text past its end. Valid until the next put, drop or clear. */
struct guiju_text csv_rows_cell(const struct csv_rows *r, const struct csv_row *row, size_t i);
/* Nothing but spaces, of any kind. */
bool csv_rows_blank(struct guiju_text text);
/* Cells of the row that are not blank. */
uint32_t csv_rows_filled(const struct csv_rows *r, const struct csv_row *row);
#endif
