/* score.h: a score of the rule language while it is put together: items, groups, and the whole. */
#ifndef GJ_SCORE_H
#define GJ_SCORE_H
#include "engine/policy/build.h"

struct gj_score_part { /* an item or a group on its way into a score */
	const char *key;
	struct gj_label label;
	const struct gj_term *term; /* an item's, as it was written */
	const struct gj_cond *when; /* else it gives none; NULL: always */
	int64_t cap, low, high;     /* by `decimals`; INT64_MIN, INT64_MAX: none */
	bool picked;                /* low and high are what an expert may pick */
	int decimals;               /* of cap, low, high */
	int64_t number, per;        /* weight */
	int64_t minimum;            /* a group's; INT64_MIN: none */
	struct gj_place place;
	const struct gj_dict *dict;
	size_t size;
	bool placed; /* it counts in a group or a score already */
	struct gj_score_part *next, *items;
};

struct gj_score { /* finished */
	const struct gj_term *term;
	struct gj_score_part
	    *groups; /* each with its finished term, minimum in the score's scale */
};

#endif
