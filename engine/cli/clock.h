/* clock.h: progress of work that runs without the loop: shown ten times a second at most. */
#ifndef GJ_CLOCK_H
#define GJ_CLOCK_H
#include <stdint.h>

struct gj_clock {
	const char *what; /* borrowed */
	double began, shown;
};

void gj_clock_start(struct gj_clock *c, const char *what);
/* Counts in rows; all 0: not known. */
void gj_clock_show(struct gj_clock *c, uint64_t done, uint64_t all);
#endif
