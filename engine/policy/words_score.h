/* words_score.h: internal to policy/: what the words of a score share: points as they are written, and their scale. */
#ifndef GJ_WORDS_SCORE_H
#define GJ_WORDS_SCORE_H
#include "engine/eval/unit.h"
#include "engine/policy/keys.h"
#include "engine/policy/measure.h"

enum { GJ_SCORE_DECIMALS = 4 };

/* A limit in points under a key; false: absent, or wrong and reported. */
bool gj_score_limit(struct gj_keys *k, const char *key, int64_t *digits, int *decimals);
/* Reports what is there already, and what counts elsewhere; false: leave it out. */
bool gj_score_take(struct gj_keys *k, const struct gj_score_part *others,
                   struct gj_score_part *part);

/* `digits` at `from` decimals, at `to` of them. */
static inline int64_t gj_score_scale(int64_t digits, int from, int to)
{
	if (digits == INT64_MIN || digits == INT64_MAX)
		return digits;
	return digits * gj_unit_power(to - from);
}

static inline struct gj_measure gj_score_points(int decimals)
{
	return (struct gj_measure){ .type = GJ_FACT_AMOUNT,
		                    .unit = "分",
		                    .decimals = decimals,
		                    .key = "分",
		                    .points = true };
}

#endif
