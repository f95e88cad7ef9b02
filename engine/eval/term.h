/* term.h: a number that a condition asks about: written, of a fact, counted, or worked out. */
#ifndef GJ_TERM_H
#define GJ_TERM_H
#include "engine/eval/fact.h"
#include "engine/eval/outcome.h"

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
#endif
