/* vary.h: what could be otherwise about a record: the changes of single facts that conditions may turn on. */
#ifndef GJ_VARY_H
#define GJ_VARY_H
#include "engine/decide/trace.h"

enum gj_change_kind {
	GJ_CHANGE_SET, /* the fact, or a field of a row, becomes `value` */
	GJ_CHANGE_ROWS, /* the list has `value.number` rows: the last are dropped, or row 0 is copied */
};

struct gj_change {
	enum gj_change_kind kind;
	const struct gj_fact *fact;
	const struct gj_fact *field; /* of row `row` of the list `fact`; NULL: the fact itself */
	size_t row;
	struct gj_value value;
};

struct gj_changes {
	struct gj_change *items; /* owned */
	size_t n, room;
	bool failed;
};

/* Adds the changes of `record` that may matter to `cond`: both sides of every threshold as it stands for this record,
 * every option, days at the edges of periods, more and fewer rows, and nothing being known. No change twice, none to
 * what is already so. */
void gj_vary(struct gj_changes *out, const struct gj_cond *cond, const struct gj_record *record,
             int32_t reference, const struct gj_outside *outside);
void gj_changes_fini(struct gj_changes *c);
/* Errors: GJ_ENOMEM; GJ_EINVAL: the row is not there (any more). */
int gj_change_apply(struct gj_record *record, const struct gj_change *change);
#endif
