/* walk.h: visits every condition and term of a tree once, filters, tables and routes included. */
#ifndef GJ_WALK_H
#define GJ_WALK_H
#include "engine/eval/cond.h"

struct gj_walk {
	/* Either may be NULL. `row`: the list whose fields it reads; NULL: the application's facts. False: do
	 * not go below it. Parents come before their parts, in the order of the rule file. */
	bool (*cond)(void *ctx, const struct gj_cond *cond, const struct gj_fact *row);
	bool (*term)(void *ctx, const struct gj_term *term, const struct gj_fact *row);
	void *ctx;
};

void gj_walk_cond(const struct gj_walk *w, const struct gj_cond *cond);
void gj_walk_term(const struct gj_walk *w, const struct gj_term *term);
#endif
