/* reason_inner.h: what the files that write reasons share with each other, and with nobody else. */
#ifndef GJ_REASON_INNER_H
#define GJ_REASON_INNER_H
#include "engine/decide/trace.h"
#include "engine/decide/wording.h"

enum gj_reason_depth { GJ_SENTENCE, GJ_CLAUSE /* inside brackets, or inside a row */ };

void gj_reason_phrase(struct gj_wording *w, const struct gj_trace *t, enum gj_reason_depth depth);
/* Of an `any` that is a table of conditions by the option of a fact: the row that counts; NULL: not such a table, or
 * the option is not known. */
const struct gj_trace *gj_reason_row(const struct gj_trace *t);
/* left cmp right with the numbers of both sides. */
void gj_reason_compare(struct gj_wording *w, const struct gj_trace *t);
/* How many rows there are, how many passed and how many are open. */
void gj_reason_rows(struct gj_wording *w, const struct gj_trace *t, const struct gj_rows *of);
/* reason_range.c: comparisons with terms that are worked out: as found, as asked, and the left value alone. */
void gj_reason_range(struct gj_wording *w, const struct gj_trace *t);
void gj_reason_range_asked(struct gj_wording *w, const struct gj_cond *cond, bool named);
void gj_reason_range_found(struct gj_wording *w, const struct gj_trace *t, bool named);
/* reason_name.c: what a number that is worked out is called, with the filter, the factor, the rounding and the bounds
 * unless it has a name of its own; and a value of it. */
void gj_reason_name(struct gj_wording *w, const struct gj_term *term);
void gj_reason_range_value(struct gj_wording *w, const struct gj_term *term, struct gj_range value);
bool gj_reason_is_day(const struct gj_term *term);
int gj_reason_decimals(const struct gj_term *term); /* digits after the point */
struct gj_label gj_reason_unit(const struct gj_term *term);
/* reason_required.c: which rows are meant, in brackets; nothing when all are. And a whole condition as asked. */
void gj_reason_filter(struct gj_wording *w, const struct gj_rows *rows);
/* （基数为零的不适用）: what holds when there is nothing to divide by, where the rules say it. */
void gj_reason_of_nothing(struct gj_wording *w, struct gj_label what, enum gj_outcome outcome);
void gj_reason_asked(struct gj_wording *w, const struct gj_cond *cond);
/* The rows that were kept, in brackets, each with its place in the list. */
void gj_reason_found(struct gj_wording *w, const struct gj_trace *t, bool only_open);
#endif
