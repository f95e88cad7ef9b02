/* pass_inner.h: internal to pass: single changes, ways that are kept, and the search of the whole. */
#ifndef GJ_PASS_INNER_H
#define GJ_PASS_INNER_H
#include "engine/decide/pass.h"

struct gj_pass_task {
	struct gj_arena *arena;             /* of what is found */
	const struct gj_category *category; /* borrowed, as all that follows */
	const struct gj_record *record;
	const uint8_t *outcomes;
	int32_t reference;
	const struct gj_outside *outside;
};

/* Whether the check is not in the way: also where it only waits for the recognition of others, which may come. */
bool gj_pass_is_passed(const struct gj_check *check, int outcome);
/* Whether the applicant, or whoever supplies the fact, can bring the change about. */
bool gj_pass_is_allowed(const struct gj_record *record, const struct gj_change *change);
/* How far it moves: of numbers the difference, of everything else 1. */
int64_t gj_pass_distance(const struct gj_record *record, const struct gj_change *change);
/* Whether both set the same fact. */
bool gj_pass_same_place(const struct gj_change *a, const struct gj_change *b);
/* The outcome of the condition; negative: GJ_ENOMEM. */
int gj_pass_outcome(const struct gj_pass_task *task, const struct gj_cond *cond,
                    const struct gj_record *record);
/* `scratch` becomes the record with the way's changes; *fits: they go together. Errors: GJ_ENOMEM. */
int gj_pass_build(const struct gj_pass_task *task, struct gj_record *scratch,
                  const struct gj_way *way, bool *fits);
int gj_pass_ways_init(struct gj_ways *ways, struct gj_arena *arena);
/* Keeps the way, its texts copied, if it is among the nearest; of the same facts only the nearest. Errors: GJ_ENOMEM. */
int gj_pass_keep(struct gj_ways *ways, struct gj_arena *arena, const struct gj_way *way);

/* pass_whole.c: the smallest sets of changes after which every check passes. */
int gj_pass_whole(struct gj_ways *out, const struct gj_pass_task *task);
/* pass_fact.c: what hangs on each fact alone. */
int gj_pass_facts(struct gj_pass *out, const struct gj_pass_task *task);
#endif
