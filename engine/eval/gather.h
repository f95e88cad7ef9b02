/* gather.h: one number out of the rows of a list that pass, some of them perhaps: sum, largest, smallest. */
#ifndef GJ_GATHER_H
#define GJ_GATHER_H
#include "engine/eval/range.h"

struct gj_gathered { /* on its way through the rows */
	struct gj_range sum;
	struct gj_range count;         /* rows that hold a value */
	int64_t least, most;           /* bounds of the values that surely count */
	int64_t least_open, most_open; /* and of all that may count */
	uint8_t open;                  /* what the whole waits for */
	bool any;                      /* some value surely counts */
};

void gj_gather_start(struct gj_gathered *g);
/* A list that is not there: nothing is known, or nothing applies. */
void gj_gather_no_list(struct gj_gathered *g, uint8_t state);
/* `passes` is the filter's verdict on the row; `natural`: a value that is not known is not negative. */
void gj_gather_row(struct gj_gathered *g, struct gj_range value, uint8_t passes, bool natural);
/* None when no row counts; open while only rows may count that are open themselves. */
struct gj_range gj_gather_extreme(const struct gj_gathered *g, bool largest);
#endif
