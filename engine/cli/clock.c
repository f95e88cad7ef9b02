/* clock.c: asks the time and shows the progress line when it is due. */
#include "engine/cli/clock.h"

#include "engine/cli/say.h"

#include <time.h>

#define PAUSE 0.1 /* seconds */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void gj_clock_start(struct gj_clock *c, const char *what)
{
	*c = (struct gj_clock){ .what = what, .began = now() };
}

void gj_clock_show(struct gj_clock *c, uint64_t done, uint64_t all)
{
	double at = now();

	if (at - c->shown < PAUSE)
		return;
	c->shown = at;
	gj_say_progress(NULL, &(struct gj_progress){ .what = c->what,
	                                             .done = done < all ? done : all,
	                                             .all = all,
	                                             .rows = done,
	                                             .seconds = at - c->began });
}
