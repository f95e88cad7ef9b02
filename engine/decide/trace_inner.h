/* trace_inner.h: what the files of the tracer share: whom a condition is asked about. */
#ifndef GJ_TRACE_INNER_H
#define GJ_TRACE_INNER_H
#include "engine/decide/trace.h"

struct gj_scope {
	struct gj_arena *arena;
	const struct gj_record *record;
	const struct gj_value *row; /* what a filter looks at; NULL: the application itself */
	int32_t reference;
	struct gj_outside outside;
};

/* The filter's verdict on the row in scope; the node keeps what it needs to show it, and room for the next. */
int gj_trace_filter(struct gj_trace *t, const struct gj_cond *filter, const struct gj_scope *inner,
                    uint8_t *verdict);
/* A condition below a term: evaluated, its steps kept in a node of its own. */
int gj_trace_below(struct gj_trace **out, const struct gj_cond *cond, const struct gj_scope *s);
int gj_trace_sift_range(struct gj_range *out, struct gj_trace_part *part,
                        const struct gj_term *term, const struct gj_scope *s);
/* trace_term.c: the value of a term with its parts. Errors: GJ_ENOMEM. */
int gj_trace_part_run(struct gj_trace_part *out, const struct gj_term *term,
                      const struct gj_scope *s);
/* COMPARE where a side is a range. */
int gj_trace_compare(struct gj_trace *t, const struct gj_scope *s);
#endif
