/* cond.h: a condition as the rule file says it: a tree over facts, with words kept for the reason. */
#ifndef GJ_COND_H
#define GJ_COND_H
#include "engine/eval/term.h"

enum gj_cond_kind {
	GJ_COND_ALL,         /* args: every one */
	GJ_COND_ANY,         /* args: one suffices */
	GJ_COND_AT_LEAST_OF, /* args: `k` of them suffice */
	GJ_COND_NOT,         /* args[0] the other way round */
	GJ_COND_ELSE_REVIEW, /* args[0], but a failure waits for a person */
	GJ_COND_HOLDS,       /* fact: a yes/no that is yes */
	GJ_COND_JUDGED,      /* fact: a judgement that is favourable; none yet: review */
	GJ_COND_GIVEN,       /* fact: somebody stated it; missing stays unknown */
	GJ_COND_ONE_OF,      /* fact: a one_of or text among `values` */
	GJ_COND_COMPARE,     /* left cmp right */
	GJ_COND_WITHIN,      /* fact: a date inside `window` */
	GJ_COND_EXISTS,      /* rows: at least one row passes the filter */
	GJ_COND_NONE,        /* rows: no row passes the filter */
	GJ_COND_RECOGNISED, /* inside a filter; fact: a code field; its application of `category` is recognised */
	GJ_COND_EVERY, /* rows: args[0], over the fields, of every row that passes; `outcome` when none does */
	GJ_COND_UNLESS, /* args[0]; but `outcome` where the ground args[1] is met (range.h: gj_range_unless) */
	GJ_COND_DATED, /* args[i] from day since[i] on; before since[0]: error, nothing is in force */
	GJ_COND_FUNCTION /* `function` of the rule file says it */
};

enum gj_cmp { GJ_AT_LEAST, GJ_MORE_THAN, GJ_AT_MOST, GJ_LESS_THAN, GJ_EQUALS };

/* The period from `from` to `to`, both included, at an anchor. With `months` set, it is a look-back:
 * [anchor - months, anchor], its first day ruled by `boundary`. Otherwise fixed days. */
struct gj_window {
	int months;                   /* look-back; 0: from/to are fixed */
	const struct gj_fact *anchor; /* a date fact of the application; NULL: the reference date */
	enum gj_outcome
	    boundary; /* of a day that is exactly the first of a look-back: met = inside, not_met = outside, review */
	bool anchored; /* a look-back from `anchor_day`, whoever applies */
	int32_t anchor_day;
	int32_t from, to;
	bool to_reference; /* `to` is the earlier of itself and the reference date ("to date") */
	struct gj_label label; /* 近2年 / the past 2 years */
};

/* In the arena of the policy; never changed after loading. Filters read fields only, of one list. */
struct gj_cond {
	enum gj_cond_kind kind;
	struct gj_place place;
	struct gj_cond **args;
	size_t n_args;
	unsigned k;
	const struct gj_fact *fact;
	enum gj_cmp cmp;
	struct gj_label
	    word; /* the operator's word as the text has it: 不少于, 超; reasons print it */
	const struct gj_term *left, *right;
	const char *const *values; /* ONE_OF: option keys or texts */
	size_t n_values;
	struct gj_rows rows;
	struct gj_window window;
	const char *category;    /* RECOGNISED */
	enum gj_outcome outcome; /* EVERY, UNLESS */
	const int32_t *since;    /* DATED: n_args days, rising */
	const struct gj_function *function;
	/* What an alternative route, a waiver or a presumption is called: reasons name the one that counted. */
	struct gj_label label;
};

/* A check that no operator says: a function of the rule file. */
struct gj_function {
	size_t index; /* among those of the policy */
	struct gj_place place;
};
#endif
