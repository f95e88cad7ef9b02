/* cond.h: a condition as the rule file says it: a tree over facts, with words kept for the reason. */
#ifndef GJ_COND_H
#define GJ_COND_H
#include "engine/eval/fact.h"
#include "engine/eval/outcome.h"

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
	GJ_COND_UNLESS, /* args[0]; but `outcome` where the ground args[1] is met (not applicable counts as not met) */
	GJ_COND_DATED, /* args[i] from day since[i] on; before since[0]: error, nothing is in force */
	GJ_COND_FUNCTION /* `function` of the rule file says it */
};

enum gj_cmp { GJ_AT_LEAST, GJ_MORE_THAN, GJ_AT_MOST, GJ_LESS_THAN, GJ_EQUALS };

enum gj_term_kind {
	GJ_TERM_NUMBER,   /* `number`: a constant in the other side's scale */
	GJ_TERM_FACT,     /* fact: count, amount or date */
	GJ_TERM_SHARE,    /* share_of * number / per, exactly: 50 % is 50 / 100 */
	GJ_TERM_ROWS,     /* how many rows pass */
	GJ_TERM_DISTINCT, /* how many different values of `fact` (a field) the passing rows hold */
	/* From here on numbers that may be a range (range.h); any kind may stand below another. */
	GJ_TERM_SUM,      /* of `fact` (a field) over the passing rows; of none 0 */
	GJ_TERM_LARGEST,  /* of `fact` over the passing rows; of none: not applicable */
	GJ_TERM_SMALLEST, /* likewise */
	GJ_TERM_AVERAGE, /* likewise; only the left side of a comparison with a number, which is exact; `zero_base` of none */
	GJ_TERM_PLUS,    /* args: all together; one that does not apply adds nothing */
	GJ_TERM_MINUS,   /* args[0] less args[1]; of dates the days between */
	GJ_TERM_SCALED,  /* args[0] * number / per, `rounding` */
	GJ_TERM_BOUNDED, /* args[0], not below `low`, not above `high` */
	GJ_TERM_CASES, /* args[i] of the first conds[i] that is met; args[n_conds], if there, otherwise (without it the rows leave no gap) */
	GJ_TERM_PICKED, /* args[0] (what an expert picked) if it lies in low..high; outside: error; missing: review, anything in low..high */
	GJ_TERM_SHIFTED,   /* the date args[0] moved by `number` of `step` */
	GJ_TERM_REFERENCE, /* the reference date */
	GJ_TERM_ABOVE,     /* inside a filter: `fact` of the application, not of the row */
	GJ_TERM_GROWTH /* as the right side: args[0] * (1 + number / per), exactly; `zero_base` when args[0] is 0 or below */
};

enum gj_rounding {
	GJ_ROUND_HALF_UP,
	GJ_ROUND_UP,
	GJ_ROUND_DOWN,
	GJ_ROUND_HALF_EVEN
}; /* UP: away from zero */
enum gj_step {
	GJ_STEP_DAYS,
	GJ_STEP_MONTHS,
	GJ_STEP_WORKING_DAYS,
	GJ_STEP_MONTH_END /* of that month */
};

struct gj_calendar;

struct gj_rows { /* the rows of a list that pass a filter */
	const struct gj_fact *list;
	struct gj_cond *filter; /* over the fields of the list; NULL: every row */
};

struct gj_cond;
struct gj_function;

struct gj_term {
	enum gj_term_kind kind;
	const struct gj_fact *fact;
	int64_t number;
	int64_t per;
	const struct gj_term *share_of; /* GJ_TERM_FACT, _ROWS or _DISTINCT */
	enum gj_outcome zero_base;      /* of the comparison when share_of is 0 */
	struct gj_rows rows;
	struct gj_label unit;   /* what a constant was written with */
	enum gj_fact_type type; /* of a constant or a range: count, amount or date */
	bool points;            /* a number of its own kind: points of a score */
	struct gj_label label;  /* what a score, an item, a table is called; may be empty */
	const struct gj_term *const *args;
	size_t n_args;
	const struct gj_cond *const *conds; /* CASES */
	size_t n_conds;
	int64_t low, high; /* BOUNDED, PICKED; INT64_MIN, INT64_MAX: no bound */
	int decimals;      /* the scale of the number: 10^-decimals of `unit` */
	enum gj_rounding rounding;
	enum gj_step step;
	const struct gj_calendar *calendar; /* SHIFTED by working days */
};

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
