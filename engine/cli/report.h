/* report.h: the reports: how far every bureau is, the applications, who ranks where. */
#ifndef GJ_REPORT_H
#define GJ_REPORT_H
#include "db/store.h"
#include "engine/cli/args.h"
#include "engine/policy/policy.h"

struct gj_buf;
struct gj_err;
struct gj_sheet;

enum gj_report_format { GJ_REPORT_TEXT, GJ_REPORT_CSV, GJ_REPORT_JSON };
/* Where a report goes: text and JSON to stdout; a table (GJ_REPORT_CSV) to the sheet, a workbook's too. */
struct gj_report_out {
	enum gj_report_format format;
	struct gj_sheet *sheet; /* borrowed; NULL where the form is no table */
};
bool gj_report_format_find(enum gj_report_format *out, const char *word);
/* 0, or an exit status after saying that the command knows no such form. */
int gj_report_format_read(enum gj_report_format *out, const char *command, const char *word);

int gj_report_targets(struct gj_buf *out, struct gj_store *store, const struct gj_policy *p,
                      const struct gj_report_out *to, struct gj_err *err);

/* The rankings of the policy, or the one of that key, over those whose newest result is eligible.
 * Errors: GJ_ENOENT (it declares none), GJ_ENOMEM, those of the store. */
int gj_report_ranking(struct gj_store *store, const struct gj_policy *p, const char *key,
                      const struct gj_report_out *to, struct gj_err *err);

struct gj_report_filter {
	const char *category, *bureau; /* NULL: any */
	int result;                    /* enum gj_result; -1: any */
};
/* Written piece by piece: any number of applications in bounded memory. */
int gj_report_list(struct gj_store *store, const struct gj_policy *p,
                   const struct gj_report_filter *filter, const struct gj_report_out *to,
                   struct gj_err *err);
#endif
