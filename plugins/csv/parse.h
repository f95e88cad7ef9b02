/* parse.h: characters to rows of cells, by RFC 4180 with any separator and any line end. */
#ifndef CSV_PARSE_H
#define CSV_PARSE_H
#include "common/rows.h"
#include "csv.h"

/*
 *            other           separator: next cell, line end: next row (in every state but QUOTED)
 *          +-------- CELL
 *          v          | "                      "                   "
 *        PLAIN        +------------> QUOTED <-----------> QUOTE ------+
 *          ^                                     "          | space   |
 *          |  other: SRC_FLAW_STRAY                         v         |
 *          +----------------------------------------------- CLOSED <--+
 */
enum csv_state {
	CSV_STATE_ROW,    /* before the first cell of a row */
	CSV_STATE_CELL,   /* before the first character of a cell */
	CSV_STATE_PLAIN,  /* in a cell without quotation marks, or past them */
	CSV_STATE_QUOTED, /* between quotation marks */
	CSV_STATE_QUOTE,  /* after one that closes the cell or is half of a doubled one */
	CSV_STATE_CLOSED  /* after a closed cell and spaces */
};

struct csv_parse {
	const struct src_limits *limits; /* borrowed */
	char separator;
	enum csv_state state;
	bool skip_lf; /* the last row ended with CR: an LF now belongs to it */
	struct src_row row;
	size_t cell_size;
	size_t row_size;
	bool full; /* no more is kept of this cell */
};

#define CSV_PARSE_ROW 1  /* a row is complete: the last in rows */
#define CSV_PARSE_MORE 0 /* the bytes were used up within a row */

void csv_parse_init(struct csv_parse *p, const struct src_limits *limits, char separator);
/* Takes whole characters, *used bytes of them. CSV_PARSE_ROW, CSV_PARSE_MORE, GUIJU_NOMEM. */
int32_t csv_parse_feed(struct csv_parse *p, struct src_rows *rows, const char *s, size_t n,
                       size_t *used);
/* The input ends. CSV_PARSE_ROW, CSV_PARSE_MORE (there is no further row), GUIJU_NOMEM, or
 * GUIJU_FAILED when a quotation mark is open: p->row.place and p->row.n_seen + 1 say where. */
int32_t csv_parse_end(struct csv_parse *p, struct src_rows *rows);
#endif
