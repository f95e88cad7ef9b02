/* record.h: a JSON record, or the rows of a list within it, as rows of cells in the order of the columns. */
#ifndef SRC_RECORD_H
#define SRC_RECORD_H
#include "common/fields.h"
#include "common/heading.h"

enum { SRC_RECORD_PLAIN = 128 };

struct src_record {
	const char *s; /* valid until the next one is asked for */
	size_t n;
	uint64_t line, column; /* where it begins, from 1 */
	uint64_t place;        /* as a person counts it */
	uint32_t page;         /* on which page its line is; 0: there are no pages */
	bool too_long;         /* nothing of it is kept */
};

struct src_records {
	const struct src_env *env; /* borrowed */
	/* The next record as bytes: SRC_SCAN_*, GUIJU_FAILED or GUIJU_NOMEM. */
	int32_t (*next)(void *in, struct src_record *out, struct src_err *err);
	void *in;
	struct src_json json;
	struct src_fields fields;
	struct src_json_value *values; /* owned; of each column, in the row that is put together */
	char *text;                    /* owned; a value without escapes */
	size_t room;
	/* Of a list within the records: where its rows are taken from. */
	bool within;
	struct src_record record;
	struct src_json_value list, code;
	size_t at; /* in list */
	uint64_t n_rows;
};

/* GUIJU_OK or GUIJU_NOMEM; fini in any case. `next` and `in` are set by the caller. */
int32_t src_records_init(struct src_records *r, const struct src_env *env, struct src_err *err);
void src_records_fini(struct src_records *r);
/* As src_scan.next, of a struct src_records. */
int32_t src_records_next(void *in, struct src_rows *rows, struct src_err *err);
/* How many elements an array has; *bad where one of them is no object. */
size_t src_record_count(const struct src_json_value *list, bool *bad);
/* Adds the value as a cell of the column; GUIJU_END: longer than a cell may be, nothing is added. */
int32_t src_record_put(struct src_records *r, struct src_rows *rows, uint32_t column,
                       const struct src_json_value *v, struct src_err *err);
/* 1.5e3 as 1500, exactly; 0: without an exponent, or with a mad one, it stays as it stands. */
size_t src_record_plain(char out[SRC_RECORD_PLAIN], const struct src_json_value *v);
/* Where the byte `at` of the record stands. */
void src_record_place(const struct src_record *record, size_t at, uint64_t *line, uint64_t *column);
/* Past s[n]: characters, not bytes, are counted in a line. */
void src_record_advance(const char *s, size_t n, uint64_t *line, uint64_t *column);
#endif
