/* sweep.h: internal to run/: a category's applications, decided from columns slab by slab, away from the loop. */
#ifndef GJ_SWEEP_H
#define GJ_SWEEP_H
#include "db/slab.h"
#include "engine/policy/policy.h"

struct gj_err;
struct gj_sweep;

struct gj_sweep_of {
	const struct gj_policy *policy; /* borrowed, as all here */
	const struct gj_category *category;
	int year;
	int32_t reference;
	const char *bureau; /* only those of this one (key); NULL: all */
	int64_t limit;      /* at most so many; 0: all */
	unsigned part, parts; /* of rows: as struct gj_slab_of has it */
};

/* What one slab came to. */
struct gj_sweep_block {
	struct gj_slab slab;        /* ids are the block's own */
	size_t width;               /* bytes of packed outcomes */
	struct gj_slab_state state; /* of all, as it is afterwards; the block's own */
	uint16_t *rows;             /* whose decision is new or different */
	size_t n_rows;
	int64_t judged, results[5]; /* by enum gj_result */
	int64_t seen;               /* applications of the slab, judged or not */
	int64_t *ids;               /* owned, as what follows */
	uint8_t *room;
};

/* Compiles. Errors: GJ_ELIMIT (more checks than can be stored), those of gj_program_compile(). */
int gj_sweep_new(struct gj_sweep **out, const struct gj_sweep_of *of, struct gj_err *err);
void gj_sweep_free(struct gj_sweep *w); /* NULL is allowed */
/* Which slabs it needs; lives as long as the sweep. */
const struct gj_slab_of *gj_sweep_needs(const struct gj_sweep *w);
/* Gives what its checks ask a number, by which another run knows what it may take over: before it opens, through
 * the connection that writes. */
int gj_sweep_put_basis(struct gj_sweep *w, struct gj_store *s, struct gj_err *err);
/* Opens a connection of its own; `rows`: without the columns that are kept. */
int gj_sweep_open(struct gj_sweep *w, const char *path, bool rows, struct gj_err *err);
/* Fills up to n blocks, as one view of the database; *filled 0: there is no more. On any one thread at a time. */
int gj_sweep_next(struct gj_sweep *w, struct gj_sweep_block *blocks, size_t n, size_t *filled,
                  struct gj_err *err);

int gj_sweep_block_init(struct gj_sweep_block *b, struct gj_err *err);
void gj_sweep_block_fini(struct gj_sweep_block *b);
#endif
