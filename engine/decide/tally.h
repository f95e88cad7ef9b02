/* tally.h: how far every bureau is from its floor and the city from its target. */
#ifndef GJ_TALLY_H
#define GJ_TALLY_H
#include <stdbool.h>

#include "engine/decide/decision.h"
#include "engine/decide/programme.h"

struct gj_tally_row {
	int floor; /* GJ_FLOOR_NONE: not applicable */
	int applied;
	int results[GJ_RESULTS]; /* how many applications have each result */
	int undecided;           /* applied, never evaluated */
	bool by_approval;        /* what counts is `approved`, not who is eligible */
	int approved;            /* recognised on some day */
};

/* Who counts for the target. */
int gj_tally_reached(const struct gj_tally_row *row);
/* How many eligible (or approved) ones are still wanting; 0 once the floor is reached, -1 where there is none. */
int gj_tally_gap(const struct gj_tally_row *row);

struct gj_tally_total {
	struct gj_tally_row sum; /* of all rows; its floor is the first number */
	int target;              /* the city's own number, the second; GJ_FLOOR_NONE: none */
	int reached;             /* eligible, or approved: the third */
};
void gj_tally_sum(struct gj_tally_total *out, const struct gj_target *target,
                  const struct gj_tally_row *rows, size_t n);
#endif
