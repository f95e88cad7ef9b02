/* rows.h: rows as they stood in the file, cell by cell; kept for one batch. */
#ifndef SRC_ROWS_H
#define SRC_ROWS_H
#include "guiju.h"
#include <stdbool.h>

/* What is wrong with a row as such. Its cells are then only what could be kept of it. */
enum src_flaw {
	SRC_FLAW_NONE,
	SRC_FLAW_STRAY,     /* something follows a closing quotation mark */
	SRC_FLAW_LONG_CELL, /* limit `cell` */
	SRC_FLAW_LONG_ROW,  /* limit `row` */
	SRC_FLAW_COLUMNS,   /* limit `columns` */
	SRC_FLAW_TOLD       /* the first cell is the sentence that tells it */
};

struct src_row {
	uint64_t place;     /* from 1, as a spreadsheet counts: lines within a cell do not count */
	uint64_t n_seen;    /* cells in the file */
	uint32_t first;     /* of its cells in src_rows.cells */
	uint32_t n;         /* cells kept */
	enum src_flaw flaw; /* the first one */
	uint64_t flaw_cell; /* where, from 1 */
};

struct src_rows {
	char *bytes; /* owned */
	size_t n_bytes;
	size_t room_bytes;
	struct src_row_cell {
		uint32_t at; /* in bytes: they move while they grow */
		uint32_t size;
		uint32_t kind; /* SRC_CELL_* */
	} * cells;             /* owned */
	size_t n_cells;
	size_t room_cells;
	struct src_row *rows; /* owned */
	size_t n_rows;
	size_t room_rows;
};

/* What the input itself says about a cell, where it knows more than a text: */
enum src_cell {
	SRC_CELL_TEXT,
	SRC_CELL_NUMBER, /* text: as many digits as the program that wrote it keeps */
	SRC_CELL_DAY,    /* text: 2022-12-31 */
	/* Not to be read, for a reason of its own; the text is what can be shown of it. */
	SRC_CELL_ERROR,   /* the outcome of a formula that went wrong */
	SRC_CELL_FORMULA, /* a formula that was never worked out */
	SRC_CELL_LOST,    /* it points to a text that is not there */
	SRC_CELL_TIME,    /* a time of no day */
	SRC_CELL_NO_DAY,  /* a number that is no day of the calendar */
	SRC_CELL_BINARY,
	SRC_CELL_ARRAY, /* where one value belongs */
	SRC_CELL_OBJECT
};

/* {0} is empty and ready. */
void src_rows_fini(struct src_rows *r);
void src_rows_clear(struct src_rows *r);
/* The row that is being put together: bytes of its last cell, the cell's end (of `size` bytes), the
 * row's end. GUIJU_OK or GUIJU_NOMEM. */
int32_t src_rows_put(struct src_rows *r, const char *s, size_t n);
int32_t src_rows_end_cell(struct src_rows *r, size_t size);
int32_t src_rows_end(struct src_rows *r, const struct src_row *row);
/* Of the cell that ended last. */
void src_rows_mark(struct src_rows *r, enum src_cell kind);
/* Adds the i-th row of another. */
int32_t src_rows_copy(struct src_rows *r, const struct src_rows *from, size_t i);
/* Forgets all complete rows; the cells of the one behind them stay. */
void src_rows_shift(struct src_rows *r);
/* Takes the last row away again. */
void src_rows_drop(struct src_rows *r);
/* Cell i of the row; an empty text past its end. Valid until the next put, drop or clear. */
struct guiju_text src_rows_cell(const struct src_rows *r, const struct src_row *row, size_t i);
enum src_cell src_rows_kind(const struct src_rows *r, const struct src_row *row, size_t i);
/* Nothing but spaces, of any kind. */
bool src_rows_blank(struct guiju_text text);
/* Cells of the row that are not blank. */
uint32_t src_rows_filled(const struct src_rows *r, const struct src_row *row);
#endif
