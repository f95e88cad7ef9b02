/* evaluate_out.h: what guiju evaluate prints when it is done. */
#ifndef GJ_EVALUATE_OUT_H
#define GJ_EVALUATE_OUT_H
#include "db/store.h"
#include "engine/policy/policy.h"

/* The summary of a category as stored: by bureau in the document's order. */
int gj_evaluate_summary(struct gj_store *store, const struct gj_policy *p,
                        const struct gj_category *c, struct gj_err *err);
#endif
