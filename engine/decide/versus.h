/* versus.h: two versions of a condition: which of them accepts what the other does not. */
#ifndef GJ_VERSUS_H
#define GJ_VERSUS_H
#include "engine/decide/merge.h"
#include "engine/decide/same.h"
#include "engine/eval/record.h"

enum gj_versus {
	GJ_VERSUS_SAME,         /* proved: every outcome is the same */
	GJ_VERSUS_STRICTER,     /* proved: b accepts less, and nothing new */
	GJ_VERSUS_LOOSER,       /* proved: b accepts more, and all that a did */
	GJ_VERSUS_INCOMPARABLE, /* each accepts something that the other does not */
	GJ_VERSUS_OTHERWISE,    /* proved: they accept the same; others come to another outcome */
	GJ_VERSUS_UNDECIDED     /* nothing of that was proved; what was found is there */
};

struct gj_versus_result {
	enum gj_versus verdict;
	/* Facts over the dictionary of both that show it: accepted only by a, only by b, and another outcome. */
	bool found[GJ_SAME_WAYS];
	struct gj_record records[GJ_SAME_WAYS];
	int32_t references[GJ_SAME_WAYS];
	bool no_more_a, no_more_b;   /* proved: there is none that only a, only b accepts */
	const struct gj_fact *clash; /* became another kind of fact: UNDECIDED for that */
	bool is_open;                /* the records are there */
};

/* `from`, `to`: the reference dates that count, GJ_DAY_NONE: open. Facts of `merge` are borrowed by the result.
 * Errors: GJ_ENOMEM. */
int gj_versus_find(struct gj_versus_result *out, const struct gj_merge *merge,
                   const struct gj_cond *a, const struct gj_cond *b, int32_t from, int32_t to,
                   struct gj_err *err);
/* Whether both are written to say the same, words and places apart. Errors: GJ_ENOMEM. */
int gj_versus_written(bool *same, const struct gj_merge *merge, const struct gj_cond *a,
                      const struct gj_cond *b, struct gj_err *err);
void gj_versus_fini(struct gj_versus_result *r); /* zeroed is allowed */
#endif
