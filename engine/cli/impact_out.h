/* impact_out.h: the impact of a policy told as text, tables, JSON, a workbook, a page. */
#ifndef GJ_IMPACT_OUT_H
#define GJ_IMPACT_OUT_H
#include "engine/base/buf.h"
#include "engine/run/impact.h"

#include <stdio.h>

struct json_t;

/* The parts of a report that are tables. */
enum gj_impact_part {
	GJ_IMPACT_TRANSITIONS,
	GJ_IMPACT_BUREAUS,
	GJ_IMPACT_CHECKS,
	GJ_IMPACT_AFFECTED /* a row for each check that flipped */
};
enum { GJ_IMPACT_PARTS = GJ_IMPACT_AFFECTED + 1, GJ_IMPACT_COLUMNS = 16 };

/* Where rows go. Cells are borrowed for the call. */
struct gj_impact_sink {
	int (*start)(void *ctx, enum gj_impact_part part, const char *const *heads, size_t n,
	             struct gj_err *err);
	int (*row)(void *ctx, const char *const *cells, size_t n, struct gj_err *err);
	void *ctx;
};

/* impact_table.c, in the user's language */
const char *gj_impact_part_name(enum gj_impact_part part);  /* "transitions" */
const char *gj_impact_part_title(enum gj_impact_part part); /* in words */
int gj_impact_part_find(const char *name);                  /* -1: none */
/* Columns from the first that hold texts; numbers follow, but in the list of the affected. */
unsigned gj_impact_part_texts(enum gj_impact_part part);
int gj_impact_table(struct gj_impact *m, enum gj_impact_part part,
                    const struct gj_impact_sink *sink, struct gj_err *err);

/* impact_words.c: what the forms have in common */
const char *gj_impact_result_label(int result);   /* GJ_IMPACT_NONE too */
const char *gj_impact_result_key(int result);     /* "eligible" .. "undecided" */
const char *gj_impact_outcome_label(int outcome); /* GJ_IMPACT_ABSENT too */
const char *gj_impact_outcome_key(int outcome);
const char *gj_impact_kind_label(enum gj_impact_kind kind);
const char *gj_impact_kind_key(enum gj_impact_kind kind);
const char *gj_impact_category_label(const struct gj_impact_category *c);
const char *gj_impact_bureau_label(const struct gj_impact *m, const char *key);
/* What was compared: two or three sentences, a line each. */
void gj_impact_head(struct gj_buf *out, const struct gj_impact *m);
/* How conditions on other applicants were judged. */
const char *gj_impact_others(void);
/* "12 looked at: 3 lost, ..": the numbers in a sentence. */
void gj_impact_sum(struct gj_buf *out, const struct gj_impact *m);
/* "二(一)1c 保密员 符合→不符合" */
void gj_impact_flip_label(struct gj_buf *out, const struct gj_impact_flip *f);

/* The forms; `limit` is the most applications to list, 0: all. Errors: GJ_EIO, GJ_ENOMEM, those of gj_impact_each(). */
int gj_impact_text(struct gj_impact *m, FILE *out, uint64_t limit, struct gj_err *err);
int gj_impact_csv(struct gj_impact *m, FILE *out, enum gj_impact_part part, struct gj_err *err);
int gj_impact_json(struct gj_impact *m, FILE *out, struct gj_err *err);
int gj_impact_xlsx(struct gj_impact *m, const char *path, struct gj_err *err);
int gj_impact_page(struct gj_impact *m, FILE *out, uint64_t limit, struct gj_err *err);

/* Without the list; NULL: no memory. */
struct json_t *gj_impact_summary(const struct gj_impact *m);

/* impact_chart.c: into an HTML page, as SVG. */
void gj_impact_chart_bureaus(struct gj_buf *out, const struct gj_impact *m,
                             const struct gj_impact_category *c);
void gj_impact_chart_flow(struct gj_buf *out, const struct gj_impact_category *c);
#endif
