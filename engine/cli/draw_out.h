/* draw_out.h: a draw as text, CSV or JSON. */
#ifndef GJ_DRAW_OUT_H
#define GJ_DRAW_OUT_H
#include "db/sample_row.h"
#include "engine/base/buf.h"
#include "engine/base/table.h"
#include "engine/cli/report.h"

#include <jansson.h>

struct gj_sample_out {
	const struct gj_policy *policy; /* NULL: bureaus by key */
	enum gj_report_format format;
	struct gj_table table;
	struct gj_buf text;
	json_t *root, *rows; /* root owned */
	size_t n;
};

/* Errors: GJ_ENOMEM; also when it is closed, after which everything is written and freed. */
int gj_sample_out_open(struct gj_sample_out *o, const struct gj_policy *policy,
                       enum gj_report_format format, struct gj_err *err);
void gj_sample_out_head(struct gj_sample_out *o, const struct gj_sample_head *head);
void gj_sample_out_row(struct gj_sample_out *o, const struct gj_sample_row *row);
int gj_sample_out_close(struct gj_sample_out *o, struct gj_err *err);
#endif
