/* report.h: the two reports: how far every bureau is, and the list of applications. */
#ifndef GJ_REPORT_H
#define GJ_REPORT_H
#include "db/store.h"
#include "engine/cli/args.h"
#include "engine/policy/policy.h"

struct gj_buf;
struct gj_err;

enum gj_report_format { GJ_REPORT_TEXT, GJ_REPORT_CSV, GJ_REPORT_JSON };

int gj_report_targets(struct gj_buf *out, struct gj_store *store, const struct gj_policy *p,
                      enum gj_report_format format, struct gj_err *err);

struct gj_report_filter {
	const char *category, *bureau; /* NULL: any */
	int result;                    /* enum gj_result; -1: any */
};
/* Written piece by piece: any number of applications in bounded memory. */
int gj_report_list(struct gj_store *store, const struct gj_policy *p,
                   const struct gj_report_filter *filter, enum gj_report_format format,
                   struct gj_err *err);
#endif
