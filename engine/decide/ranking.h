/* ranking.h: who comes first where a quota is smaller than the number of those who qualify. */
#ifndef GJ_RANKING_H
#define GJ_RANKING_H
#include "engine/decide/criterion.h"
#include "engine/decide/trace.h"
#include "engine/eval/range.h"

struct gj_err;

struct gj_ranking_key {
	const struct gj_term *term;
	bool descending; /* the largest first */
};

enum gj_ranking_tie { GJ_TIE_PERSON, GJ_TIE_CODE /* by credit code, so that there is none */ };

struct gj_ranking { /* as the policy declares it */
	const char *key;
	struct gj_label label;
	const char *clause, *category;
	const struct gj_ranking_key *keys; /* the first decides, the next breaks its ties */
	size_t n_keys;
	int quota, reserve;
	bool per_bureau; /* quota and reserve are of each bureau */
	enum gj_ranking_tie tie;
	struct gj_place place;
};

enum gj_ranking_place {
	GJ_RANKED_IN,
	GJ_RANKED_RESERVE,
	GJ_RANKED_OUT,
	GJ_RANKED_TIE /* across a line: a person decides */,
	GJ_RANKED_OPEN /* a key is not settled */
};

struct gj_ranking_row {
	const char *code, *bureau;     /* borrowed from the caller */
	const struct gj_range *values; /* by key, borrowed */
	void *owner;                   /* the caller's */
	int rank; /* from 1, within its bureau where the quota is; ties share it; 0: OPEN */
	enum gj_ranking_place place;
};

/* The value of a term for one applicant. Errors: GJ_ENOMEM. */
int gj_trace_term(struct gj_range *out, struct gj_arena *arena, const struct gj_term *term,
                  const struct gj_record *record, int32_t reference,
                  const struct gj_outside *outside, struct gj_err *err);
/* Puts the rows of those who qualify in order and fills rank and place. The order of the input does not
 * matter. Errors: GJ_ENOMEM. */
int gj_ranking_run(const struct gj_ranking *ranking, struct gj_ranking_row *rows, size_t n,
                   struct gj_err *err);
#endif
