/* wording.h: the small change of reasons: labels, values with units, shares, comparing words. */
#ifndef GJ_WORDING_H
#define GJ_WORDING_H
#include "engine/eval/cond.h"
#include "engine/eval/record.h"

struct gj_buf;

struct gj_wording { /* one sentence being written */
	struct gj_buf *out;
	enum gj_lang lang;
	size_t start; /* where it begins in `out`: a label further on starts with a small letter */
	bool row;     /* the facts at hand are fields of a row */
	unsigned char seen[GJ_FACTS_MAX]; /* facts of the application that were named already */
};

void gj_wording_init(struct gj_wording *w, struct gj_buf *out, enum gj_lang lang);
void gj_wording_put(struct gj_wording *w, const char *zh, const char *en);
void gj_wording_label(struct gj_wording *w, struct gj_label label);
/* Whether the sentence named the fact already; and that it has now. Fields of rows never count. */
bool gj_wording_seen(const struct gj_wording *w, const struct gj_fact *fact);
void gj_wording_note(struct gj_wording *w, const struct gj_fact *fact);
/* 58家, 是, 未填: a given value with its unit, or what its state is called. */
void gj_wording_value(struct gj_wording *w, const struct gj_fact *fact,
                      const struct gj_value *value);
void gj_wording_state(struct gj_wording *w, enum gj_state state);
/* Label and value: 所服务企业58家 / enterprises served: 58. */
void gj_wording_fact(struct gj_wording *w, const struct gj_fact *fact,
                     const struct gj_value *value);
/* An option's or a text's own words. */
void gj_wording_option(struct gj_wording *w, const struct gj_fact *fact, const char *value);
/* What a side of a comparison is called: its fact, its list, or its list and the field. */
void gj_wording_term(struct gj_wording *w, const struct gj_term *term);
/* The number in the scale of `term`; both, if `high` is above. `written` is a constant's unit. */
void gj_wording_number(struct gj_wording *w, const struct gj_term *term, struct gj_label written,
                       int64_t low, int64_t high);
/* Rows of a list: 3条. */
void gj_wording_rows(struct gj_wording *w, const struct gj_fact *list, size_t n);
/* part of base in percent, for the reader only: two digits after the point, more where two would
 * show the limit itself for a share that is not on it. */
void gj_wording_percent(struct gj_wording *w, int64_t part, int64_t base,
                        const struct gj_term *limit);
/* Its number / per in lowest terms, apart from the scale: `below` digits after the point become `own`. */
void gj_wording_factor(struct gj_term *scaled, int below, int own);
void gj_wording_unit(struct gj_wording *w, struct gj_label unit, bool amount);
bool gj_wording_is_said(struct gj_label label); /* not empty */
void gj_wording_share(struct gj_wording *w, const struct gj_term *share); /* 50%, or 1/3 */

enum gj_relation_form { GJ_RELATION_ASKED, GJ_RELATION_HOLDS, GJ_RELATION_FAILS };

struct gj_relation { /* what stands before and behind the limit */
	const char *before, *after;
};
struct gj_relation gj_wording_relation(const struct gj_cond *compare, enum gj_lang lang,
                                       enum gj_relation_form form);
void gj_wording_before(struct gj_wording *w, struct gj_relation relation);
/* ＜ or ≥, as the comparison came out. */
const char *gj_wording_sign(const struct gj_cond *compare, enum gj_lang lang, bool holds);
/* 近2年（2020-11-30至2022-11-30） / the past 2 years (2020-11-30 to 2022-11-30). */
void gj_wording_period(struct gj_wording *w, const struct gj_window *window, int32_t from,
                       int32_t to);
#endif
