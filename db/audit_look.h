/* audit_look.h: internal to db/: a look through the log, and what is told of it. */
#ifndef GJ_AUDIT_LOOK_H
#define GJ_AUDIT_LOOK_H
#include "db/audit_verify.h"

struct gj_audit_look {
	struct gj_store *store;         /* borrowed */
	const struct gj_audit_ask *ask; /* borrowed */
	struct gj_audit_result *out;    /* borrowed */
	uint64_t done, all;
};

/* What `found` returned. */
int gj_audit_tell(struct gj_audit_look *l, const struct gj_audit_finding *finding);
/* The same of a row, outside of its block: which it is, is looked up and set. */
int gj_audit_tell_of_row(struct gj_audit_look *l, struct gj_audit_finding *f, struct gj_err *err);
/* A row more; what `progress` returned when it was due. */
int gj_audit_advance(struct gj_audit_look *l);

/* All that stands behind the rows of the chain. */
int gj_audit_look_behind(struct gj_audit_look *l, struct gj_err *err);
#endif
