/* frame_inner.h: how a frame looks inside, for the file that fills it and the one that runs it. */
#ifndef GJ_FRAME_INNER_H
#define GJ_FRAME_INNER_H
#include "engine/eval/frame.h"
#include "engine/eval/kernel.h"
#include "engine/eval/pool.h"
#include "engine/eval/range.h"

union gj_cells {
	uint8_t *t;
	int32_t *i;
	int64_t *l;
};

struct gj_frame_space {
	size_t rows, room;
	uint32_t *
	    offsets; /* owned; rows of application i are offsets[i]..offsets[i+1]; NULL for space 0 */
	uint8_t *presence; /* owned; of the list, by application */
	/* registers: own room for each (owned), and where its value is now: there, or in a column */
	void **own_t, **own_i, **own_l, **own_q;
	uint8_t **t;
	int32_t **i;
	int64_t **l;
	struct gj_range **q;
};

struct gj_frame {
	const struct gj_program *program; /* borrowed */
	const struct gj_kernels *kernels; /* of this machine */
	struct gj_outside outside;
	union gj_cells *columns; /* owned, each too; by program->columns */
	const void **strips; /* owned; by column: where a strip has the cells; NULL: in columns */
	struct gj_frame_space spaces[GJ_PROGRAM_SPACES];
	struct gj_pool pool;
	uint32_t *stamp; /* owned; by code of the pool, for DISTINCT */
	uint8_t *best;
	size_t codes; /* room of both */
	uint8_t *
	    *rooms; /* owned, each too; by check: GJ_FRAME_ROWS for outcomes that no column holds */
	const uint8_t **outcomes; /* owned; by check: one of the rooms, or a column */
};

/* frame.c: room for so many rows in every column and register of a space; for the codes of the pool. */
int gj_frame_resize(struct gj_frame *f, size_t space, size_t rows);
int gj_frame_resize_codes(struct gj_frame *f);
/* frame.c: the value as the column wants it into to[row]; not of a CALL. GJ_ENOMEM. */
int gj_frame_cell(struct gj_frame *f, const struct gj_column *c, union gj_cells to, size_t row,
                  const struct gj_value *v);
/* frame.c: what the column's function says of the record. */
void gj_frame_call(struct gj_frame *f, size_t column, size_t row, const struct gj_record *record);
#endif
