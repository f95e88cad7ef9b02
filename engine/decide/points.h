/* points.h: the places where a condition turns, and which of them a set of test cases has stood on. */
#ifndef GJ_POINTS_H
#define GJ_POINTS_H
#include "engine/decide/trace.h"

enum gj_point_side {
	GJ_POINT_BELOW, /* just below the threshold; the day before a period */
	GJ_POINT_AT,    /* on it; its first day */
	GJ_POINT_ABOVE, /* just above; of a look-back the second day */
	GJ_POINT_LAST,  /* the last day of a period */
	GJ_POINT_AFTER, /* the day after it */
	GJ_POINT_NO_ROW,
	GJ_POINT_ROW
};

struct gj_point {
	size_t check;
	const struct gj_cond *cond;
	/* A term inside the comparison with a most or a least, which its inner number stands beside; NULL: the limit of the
	 * condition itself. */
	const struct gj_term *bound;
	bool least;  /* of `bound` the least, not the most */
	size_t step; /* DATED: the day from which args[step] holds, and the day before */
	enum gj_point_side side;
	bool stood;  /* some case did */
	bool beyond; /* none does, and none was found that could */
};

struct gj_points {
	struct gj_point *items; /* owned; by check, then in the order of the condition */
	size_t n, room;
	bool failed; /* memory ran out */
};

/* All the points of a check's condition, added. */
void gj_points_add(struct gj_points *p, size_t check, const struct gj_cond *cond);
void gj_points_fini(struct gj_points *p);
/* A gj_outside_watch_fn, ctx is the points: marks what an evaluated condition stands on. */
void gj_points_watch(void *ctx, const struct gj_trace *t);
/* Whether an evaluated condition, which is the point's, stands there. */
bool gj_points_stands(const struct gj_trace *t, const struct gj_point *point);
/* The reference date that a point of a dated value wants; GJ_DAY_NONE: it is no such point. */
int32_t gj_points_day(const struct gj_point *point);
/* What every value of the term is a multiple of, at least 1: a score in whole points, kept to a tenth, moves by 10. */
int64_t gj_points_grain(const struct gj_term *term);
/* How far the left side of an evaluated comparison is from its limit, or the number inside `point`'s bound from that, and
 * what one unit of it makes; false: it is not settled. `point` may be NULL. */
bool gj_points_distance(const struct gj_trace *t, const struct gj_point *point, double *d,
                        double *unit);
/* Outcomes that a condition may have, as 1 << outcome; at least those it has. */
unsigned gj_points_outcomes(const struct gj_cond *cond);
#endif
