/* query.h: one query, copied out row by row, and gone on with behind its key when the line is lost. */
#ifndef POSTGRES_QUERY_H
#define POSTGRES_QUERY_H
#include "common/record.h"
#include "copy.h"
#include "link.h"

enum postgres_kind {
	POSTGRES_TEXT, /* and all that is written as such: whole and exact numbers, days */
	POSTGRES_BOOL,
	POSTGRES_FLOAT,
	POSTGRES_BYTES,
	POSTGRES_JSON,
	POSTGRES_ARRAY,
	POSTGRES_ROW
};

struct postgres_query {
	const struct src_env *env; /* borrowed */
	struct postgres_link link;
	const struct postgres_limits *limits; /* borrowed */
	char *sql;                            /* owned; what gives the rows */
	uint32_t n_columns;
	struct postgres_column {
		char *name; /* owned */
		enum postgres_kind kind;
		int32_t column;      /* of guiju; -1: none */
	} * columns;                 /* owned */
	struct postgres_cell *cells; /* owned; of the row at hand */
	char *line;                  /* libpq's */
	struct src_records *records; /* borrowed; for values that are JSON */
	int64_t key;                 /* which column; -1: there is none */
	char *last;                  /* owned; the key of the last row; NULL: none yet */
	char *cursor;                /* owned */
	uint64_t n_rows;
	uint32_t lost; /* lines, since the last row */
	bool headed, running, ended;
};

/* Connects, and finds what is to be read. As guiju_source_ops.open; close in any case. */
int32_t postgres_query_open(struct postgres_query *q, const struct src_env *env,
                            const struct postgres_limits *limits, struct src_err *err);
void postgres_query_close(struct postgres_query *q);
/* A list is read from values that are JSON: the rows are records, by postgres_query_record(). */
bool postgres_query_is_json(const struct postgres_query *q);
/* As src_scan.next: the names of the columns, then the rows. */
int32_t postgres_query_next(void *in, struct src_rows *rows, struct src_err *err);
/* As src_records.next. */
int32_t postgres_query_record(void *in, struct src_record *out, struct src_err *err);
/* Into q->cursor, "" where nothing can be gone on from. GUIJU_OK or GUIJU_NOMEM. */
int32_t postgres_query_cursor(struct postgres_query *q);
#endif
