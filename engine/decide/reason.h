/* reason.h: a trace put into words, Chinese and English, the way an officer writes it. */
#ifndef GJ_REASON_H
#define GJ_REASON_H
#include "engine/decide/criterion.h"
#include "engine/decide/trace.h"

struct gj_buf;

/* The comparison with its numbers, both branches of an `any`, ended by the outcome in words:
 * "所服务企业58家，培训企业29家，占50.00%，未超过50%；29家＜30家；不符合" /
 * "Enterprises served: 58, enterprises trained: 29 (50.00 %), not more than 50 %; 29 < 30;
 * not met". */
void gj_reason_print(struct gj_buf *out, const struct gj_check *check, const struct gj_trace *trace,
                     enum gj_lang lang);
/* What the condition asks for, without any applicant: "不少于1名" / "at least 1". */
void gj_reason_required(struct gj_buf *out, const struct gj_cond *cond, enum gj_lang lang);
/* What a number is called: "投诉（逾期：是）的10%（四舍五入）" / "complaints (overdue: yes) times 10 % (rounded half up)". */
void gj_reason_term(struct gj_buf *out, const struct gj_term *term, enum gj_lang lang);
/* What was found: "1名" / "1"; several facts joined by ；. */
void gj_reason_actual(struct gj_buf *out, const struct gj_trace *trace, enum gj_lang lang);

/* Calls back once for each fact that the condition reads, in order; lists for their fields. */
void gj_cond_each_fact(const struct gj_cond *cond,
                       void (*each)(void *ctx, const struct gj_fact *fact), void *ctx);
/* The same, and behind them what its functions read beyond that. */
void gj_trace_each_fact(const struct gj_trace *trace,
                        void (*each)(void *ctx, const struct gj_fact *fact), void *ctx);
/* Calls back once for each fact that leaves the trace undetermined, in order, with the outcome that
 * is its doing: unknown for an absent one, review for one that a person must judge. */
void gj_trace_each_missing(const struct gj_trace *trace,
                           void (*each)(void *ctx, const struct gj_fact *fact, enum gj_outcome why),
                           void *ctx);
#endif
