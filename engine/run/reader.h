/* reader.h: internal to run/: a source read ahead on another thread, batch by batch. */
#ifndef GJ_READER_H
#define GJ_READER_H
#include "engine/eval/record.h"
#include "engine/run/loop.h"
#include "engine/run/source.h"

struct gj_err;
struct gj_reader;

struct gj_reader_row {
	uint64_t place;
	const struct gj_value *cells; /* by gj_reader_column(); what was refused is missing */
	const char *raw; /* CSV without a line end, n_raw bytes; "" unless raw was asked for */
	size_t n_raw;
	const struct gj_complaint *complaints; /* of this row */
	size_t n_complaints;                   /* 0: nothing is wrong with it */
	/* Of the cells as a record without rows of lists; of applications with nothing wrong only. */
	unsigned char digest[GJ_DIGEST_BYTES];
};

struct gj_reader_batch {
	const struct gj_reader_row *rows;
	size_t n;
};

struct gj_reader_args {
	struct gj_source_args
	    source;       /* log: called on the loop's thread; canceled: not used, see stop */
	bool raw;         /* rows as they stood, for a file of refused rows */
	const char *what; /* progress shows it */
};

/* Opens the source on a thread of the pool and waits for it. Nothing else may use the loop's
 * progress until close. Errors: as gj_source_open(). args->source.location must outlive the
 * reader. */
int gj_reader_open(struct gj_reader **out, struct gj_loop *loop, struct gj_plugin *plugin,
                   const struct gj_reader_args *args, struct gj_err *err);
/* Waits for the batch that is being read and starts reading the one behind it: *batch is valid
 * until the next call. n 0: the end. Errors: as gj_source_read(), and GJ_ECANCELED from the
 * loop. */
int gj_reader_next(struct gj_reader *r, struct gj_reader_batch *batch, struct gj_err *err);
/* Stops a read under way, which a slow plugin may hear of through host->canceled(). NULL is
 * allowed. */
void gj_reader_close(struct gj_reader *r);
/* CSV without a line end, "" where the input has no such form or raw was not asked for. */
const char *gj_reader_heading(const struct gj_reader *r);
const struct gj_fact *gj_reader_column(const struct gj_reader *r, size_t column);
#endif
