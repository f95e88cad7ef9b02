/* decision_block.h: the decisions of a slab's applications, written at once: those that are new or different. */
#ifndef GJ_DECISION_BLOCK_H
#define GJ_DECISION_BLOCK_H
#include "db/slab.h"

struct gj_decision_block {
	int64_t run, version;
	int32_t reference;
	const struct gj_slab *slab;
	size_t width; /* bytes of packed outcomes */
	const struct gj_slab_state
	    *state;           /* of all applications of the slab, as it is afterwards */
	const uint16_t *rows; /* which of them are new or different, rising */
	size_t n_rows;
};

/* Adds the decisions and rewrites the slab's state: without rows, only where the slab had none. GJ_EBUSY when
 * another run decided one of the applications since gj_slab_survey(): roll back. Inside a transaction; quickest
 * between gj_store_trust(). */
int gj_decision_put_block(struct gj_store *s, const struct gj_decision_block *block,
                          struct gj_err *err);
#endif
