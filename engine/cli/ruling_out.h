/* ruling_out.h: what people decided, and what is to be reviewed, in words and as JSON. */
#ifndef GJ_RULING_OUT_H
#define GJ_RULING_OUT_H
#include "db/review.h"
#include "engine/cli/report.h"

struct gj_buf;
struct gj_err;
struct json_t;

const char *gj_ruling_label(enum gj_ruling_kind kind);
const char *gj_review_label(enum gj_review_state state);
/* "eligible (overridden by Li, from 2022-12-01 on: why), recorded .." */
void gj_ruling_print(struct gj_buf *out, const struct gj_ruling *ruling);
/* NULL: no memory. */
struct json_t *gj_ruling_json(const struct gj_ruling *ruling);

/* The entries in that state, -1: all. Errors: GJ_ENOMEM, those of the store and the sheet. */
int gj_review_list(struct gj_store *store, int state, const struct gj_report_out *to,
                   struct gj_err *err);
/* One entry: both decisions, and each check that tells them apart with its reason. */
int gj_review_show(struct gj_store *store, int64_t id, bool json, struct gj_err *err);
#endif
