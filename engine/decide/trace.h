/* trace.h: one condition on one record, step by step, with the numbers that decided it. */
#ifndef GJ_TRACE_H
#define GJ_TRACE_H
#include "engine/base/arena.h"
#include "engine/eval/cond.h"
#include "engine/eval/outside.h"
#include "engine/eval/range.h"
#include "engine/eval/record.h"

struct gj_err;

enum { GJ_TRACE_FOUND = 3 /* rows of each sort that are kept to be shown */ };

/* A term with its value and those of its parts: the items of a score, the row of a table. */
struct gj_trace_part {
	const struct gj_term *term;
	struct gj_range value;
	struct gj_trace_part *parts; /* n_parts, as term->args */
	size_t n_parts;
	struct gj_trace **conds; /* CASES: n_conds, as term->conds */
	size_t n_conds;
	size_t chosen;       /* CASES: which part it is; n_parts: not settled, or none */
	size_t rows, passed; /* of an aggregate: all rows, and those certain to pass */
};

/* A node for each condition, in its order; the second, plain way to an outcome: explain compares it
 * with what the program said. All in the arena handed in. */
struct gj_trace {
	const struct gj_cond *cond;
	enum gj_outcome outcome;
	struct gj_trace *args; /* n_args, as cond->args */
	size_t n_args;
	bool whole;    /* it decides for the check, not for a part of it */
	size_t chosen; /* DATED: which is in force; n_args: none yet */
	/* COMPARE: both sides as certain..possible; equal unless rows were undetermined. The right
	 * side of a share is its base. When a side is not known, its state says why and the numbers
	 * are 0. WITHIN: right_state is the anchor's. */
	enum gj_state left_state, right_state;
	int64_t left_low, left_high, right_low, right_high;
	bool zero_base;        /* the share had nothing to be a share of */
	struct gj_value value; /* of the fact, where the condition asks one */
	int32_t from,
	    to; /* WITHIN: the period; GJ_DAY_NONE when its anchor is missing; DATED: `to` is the reference date */
	/* EXISTS, NONE and the left side of COMPARE: the rows of the list. */
	enum gj_state rows_state;
	size_t rows, passed, open; /* all of them; certain to pass; undetermined */
	size_t waiting; /* of the open ones those that wait for a person (or a recognition) */
	/* What the filter said of the first rows that passed and the first that are open, at most
	 * GJ_TRACE_FOUND of each, in the list's order; none without a filter. */
	struct gj_trace *found;
	size_t n_found;
	/* COMPARE with a term of range.h: both sides with their parts; the right one of a share or a growth is its base. */
	struct gj_trace_part *left, *right;
	size_t row; /* in `found`: its place in the list, from 1 */
	/* FUNCTION, where it tells: the facts that it read, in that order, and why it ended in an error ("": it did not). */
	const struct gj_fact **read;
	size_t n_read;
	const char *error;
};

static inline bool gj_trace_is_open(const struct gj_trace *t)
{
	return t->outcome == GJ_ERROR || t->outcome == GJ_UNKNOWN || t->outcome == GJ_REVIEW;
}

/* Errors: GJ_ENOMEM. The record must be of the facts that the condition was declared over. */
int gj_trace_run(struct gj_trace **out, struct gj_arena *arena, const struct gj_cond *cond,
                 const struct gj_record *record, int32_t reference,
                 const struct gj_outside *outside, struct gj_err *err);
#endif
