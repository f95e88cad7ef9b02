/* tally.c: sums the bureaus' rows and says how many are wanting. */
#include "engine/decide/tally.h"

int gj_tally_reached(const struct gj_tally_row *row)
{
	return row->by_approval ? row->approved : row->results[GJ_ELIGIBLE];
}

int gj_tally_gap(const struct gj_tally_row *row)
{
	int reached = gj_tally_reached(row);

	if (row->floor == GJ_FLOOR_NONE)
		return -1;
	return reached < row->floor ? row->floor - reached : 0;
}

void gj_tally_sum(struct gj_tally_total *out, const struct gj_target *target,
                  const struct gj_tally_row *rows, size_t n)
{
	struct gj_tally_row sum = { .floor = GJ_FLOOR_NONE };

	for (size_t i = 0; i < n; i++) {
		if (rows[i].floor != GJ_FLOOR_NONE)
			sum.floor = (sum.floor == GJ_FLOOR_NONE ? 0 : sum.floor) + rows[i].floor;
		sum.applied += rows[i].applied;
		sum.undecided += rows[i].undecided;
		sum.by_approval |= rows[i].by_approval;
		sum.approved += rows[i].approved;
		for (int r = 0; r < GJ_RESULTS; r++)
			sum.results[r] += rows[i].results[r];
	}
	*out = (struct gj_tally_total){
		.sum = sum,
		.target = target ? target->city : GJ_FLOOR_NONE,
		.reached = gj_tally_reached(&sum),
	};
}
