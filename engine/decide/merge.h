/* merge.h: one dictionary for two versions of a category, and the conditions of both said over it. */
#ifndef GJ_MERGE_H
#define GJ_MERGE_H
#include "engine/base/arena.h"
#include "engine/eval/cond.h"
#include "engine/eval/record.h"

struct gj_err;

enum gj_merge_side { GJ_MERGE_A, GJ_MERGE_B };

struct gj_merge_gap {               /* a choice whose options are not those of both */
	const struct gj_fact *list; /* NULL: of the application */
	const struct gj_fact *fact;
	const bool *known[2]; /* by option: whether that side has it */
};

struct gj_merge {
	struct gj_arena *arena; /* borrowed; holds all of it */
	struct gj_facts facts;  /* of both; a choice has the options of both */
	const struct gj_facts *side[2];
	/* By index in that side's dictionary; NULL: not the same kind of fact. */
	const struct gj_fact **to[2];
	struct gj_merge_gap *gaps; /* at most one for each choice of b */
	size_t n_gaps;
	/* What a function of one version is in the other; NULL: never the same. It returns `function` itself, or
	 * the one that stands for both. */
	const struct gj_function *(*function)(void *ctx, enum gj_merge_side side,
	                                      const struct gj_function *function);
	void *function_ctx;
};

/* Facts are the same by their key. Errors: GJ_ENOMEM; GJ_ELIMIT: more facts than a category may have. */
int gj_merge_facts(struct gj_merge *m, struct gj_arena *arena, const struct gj_facts *a,
                   const struct gj_facts *b, struct gj_err *err);
/* The condition over the dictionary of both. *clash: the fact that became another kind of fact, so that the two
 * versions cannot be held against each other (*out is then NULL). Errors: GJ_ENOMEM. */
int gj_merge_cond(struct gj_cond **out, const struct gj_fact **clash, const struct gj_merge *m,
                  enum gj_merge_side side, const struct gj_cond *cond, struct gj_err *err);
/* An option that a side does not have cannot be stated to it: such values of the record count as not given until
 * gj_merge_show(). Returns how many there are. */
size_t gj_merge_hide(const struct gj_merge *m, enum gj_merge_side side, struct gj_record *record);
void gj_merge_show(const struct gj_merge *m, struct gj_record *record);
/* Whether the condition, said over the whole, reads a choice with a gap. */
bool gj_merge_in_gap(const struct gj_merge *m, const struct gj_cond *cond);
#endif
