/* feed.h: the records of the file as bytes, one after another: lines, or the elements of one array. */
#ifndef JSONL_FEED_H
#define JSONL_FEED_H
#include "common/record.h"

struct jsonl_feed {
	int fd; /* owned; -1 when closed */
	uint64_t size, most;
	size_t block;   /* bytes read at once */
	size_t longest; /* of a record */
	char *bytes;    /* owned; from `at` on not taken yet */
	size_t n, at, room;
	uint64_t read;
	bool ended; /* the file is */
	bool array, begun, closed;
	/* Where the next byte to be taken stands, from 1. */
	uint64_t line, column;
	uint64_t n_records;
};

/* Looks at the first bytes: an array, or a record a line. GUIJU_NOT_MINE for what is no JSON. */
int32_t jsonl_feed_open(struct jsonl_feed *f, const char *path, uint64_t most, size_t block,
                        size_t longest, struct src_err *err);
void jsonl_feed_close(struct jsonl_feed *f);
/* As src_records.next, of a struct jsonl_feed. */
int32_t jsonl_feed_next(void *in, struct src_record *out, struct src_err *err);
#endif
