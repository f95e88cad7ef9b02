/* audit_inner.h: internal to db/: what a store keeps of the blocks that its transaction will write. */
#ifndef GJ_AUDIT_INNER_H
#define GJ_AUDIT_INNER_H
#include "db/audit_block.h"

struct gj_audit_range { /* rows that were added */
	enum gj_audit_kind kind;
	int64_t first, last;
};

struct gj_audit {
	struct gj_audit_block decisions, others;
	struct gj_buf row;
	struct gj_audit_range *ranges; /* owned */
	size_t n_ranges, room;
};

/* Called by gj_store_commit() before the commit: writes the blocks. */
int gj_audit_seal(struct gj_store *s, struct gj_err *err);
/* Called by a rollback: what was said is not so. */
void gj_audit_forget(struct gj_store *s);
void gj_audit_free(struct gj_store *s);
/* Called by each step of a migration, inside its transaction: the step is noted, and the one that makes the chain seals
 * what is there already. */
int gj_audit_migrated(struct gj_store *s, int64_t version, struct gj_err *err);
#endif
