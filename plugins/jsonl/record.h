/* record.h: a record, or the rows of a list within it, as rows of cells in the order of the columns. */
#ifndef JSONL_RECORD_H
#define JSONL_RECORD_H
#include "common/heading.h"
#include "feed.h"
#include "fields.h"

struct jsonl_reader {
	const struct src_env *env; /* borrowed */
	struct jsonl_feed feed;
	struct jsonl_json json;
	struct jsonl_fields fields;
	struct jsonl_value *values; /* owned; of each column, in the row that is put together */
	char *text;                 /* owned; a value without escapes */
	size_t room;
	/* Of a list within the records: where its rows are taken from. */
	bool within;
	struct jsonl_record record;
	struct jsonl_value list, code;
	size_t at; /* in list */
	uint64_t n_rows;
};

/* As src_scan.next, of a struct jsonl_reader. */
int32_t jsonl_record_next(void *in, struct src_rows *rows, struct src_err *err);
#endif
