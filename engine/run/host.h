/* host.h: internal to run/: what guiju does for a plugin, and the inside of a source. */
#ifndef GJ_HOST_H
#define GJ_HOST_H
#include "engine/base/arena.h"
#include "engine/base/err.h"
#include "engine/run/side.h"
#include "engine/run/source.h"
#include "engine/run/wanted.h"

enum {
	GJ_SOURCE_ROWS = 1024, /* most rows of a batch */
	GJ_SOURCE_CELLS =
	    1 << 17,         /* most cells of a batch, so that wide dictionaries cost no more */
	GJ_SOURCE_RAW = 200, /* bytes of a complaint's raw text */
	GJ_SOURCE_COMPLAINTS = 20000 /* most of a batch: a plugin may report one cell for ever */
};

struct gj_source {
	/* set once */
	struct gj_side side;
	const struct guiju_source_ops *ops; /* borrowed */
	char *location;                     /* owned */
	char *opened;                       /* owned; NULL: the location */
	char *cursor;                       /* owned */
	struct gj_wanted wanted;
	struct guiju_open open;
	struct guiju_source *in; /* the plugin's, until close */

	/* the batch: arrays of ours that the plugin fills, capacity rows each */
	struct gj_arena arrays;
	uint32_t capacity;
	struct guiju_batch batch;
	struct guiju_cells *cells;
	uint8_t *states, *broken, *refused, *reported; /* reported: a bit for each cell */
	int64_t *numbers;
	struct guiju_text *texts; /* for the n_texts columns that have texts */
	size_t n_texts;
	uint64_t *places, last_place;

	/* what was said about it */
	struct gj_arena arena;           /* texts of complaints, of this batch */
	struct gj_complaint *complaints; /* owned */
	size_t n_complaints, room;
	bool reading; /* a read() runs: cells and rows may be reported */
	bool ended, failed;
};

/* The same for every plugin, as long as the process lives. */
const struct guiju_host *gj_host_table(void);
/* Copies s[n] as UTF-8 on one line: what is not becomes "?". Returns the length. */
size_t gj_host_clean(char *out, size_t room, const char *s, size_t n);
/* Before a read: an empty batch, and nothing said. */
void gj_source_reset(struct gj_source *s);
/* Before a read and after it: the plugin has these structs in its hands, and only what the
 * arrays hold and the number of rows are its own to set. */
void gj_source_point(struct gj_source *s, uint32_t rows);
/* Adds to the complaints and marks the row; column SIZE_MAX: the whole row. raw need not be
 * UTF-8. */
void gj_host_complain(struct gj_source *s, uint32_t row, size_t column, const char *raw, size_t n,
                      const char *reason);
/* Checks what the last read() filled: places, states, ranges, texts. Cells that are not what the
 * dictionary asks for become complaints. GJ_EFORMAT where the plugin broke the contract,
 * GJ_ENOMEM. */
int gj_host_check(struct gj_source *s, struct gj_err *err);
#endif
