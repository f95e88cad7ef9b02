/* draw.h: a draw from the stored applications: made, recorded, and shown again. */
#ifndef GJ_DRAW_H
#define GJ_DRAW_H
#include "engine/cli/report.h"
#include "engine/decide/sample.h"

struct gj_sample_ask { /* all borrowed */
	struct gj_store *store;
	const struct gj_policy *policy;
	const struct gj_category *category;
	int result; /* only those with it; -1: every one */
	struct gj_sample_rule rule;
	const char *size;           /* the rule as it was written */
	const char *strata;         /* keys of facts, joined by commas; "": one stratum */
	const char *const *include; /* CODE=REASON; n_include of them */
	size_t n_include;
	bool dry_run;
};

/* Draws and, unless it is a dry run, records; *id is the record's. A dry run prints instead. Errors: GJ_EINVAL (a
 * stratum that is no fact with options, a code that is not in the list), those of the store. */
int gj_sample_make(const struct gj_sample_ask *ask, int64_t *id, enum gj_report_format format,
                   struct gj_err *err);
/* `policy` names the bureaus; NULL: their keys stand. */
int gj_sample_show(struct gj_store *store, const struct gj_policy *policy, int64_t id,
                   enum gj_report_format format, struct gj_err *err);
int gj_sample_list(struct gj_store *store, enum gj_report_format format, struct gj_err *err);
#endif
