/* plan.h: internal to run/: some checks of a category as a program, and which columns fill its frame. */
#ifndef GJ_PLAN_H
#define GJ_PLAN_H
#include "db/slab.h"
#include "db/store.h"
#include "engine/eval/frame.h"
#include "engine/policy/policy.h"

struct gj_err;

struct gj_plan {
	size_t *checks; /* owned; rising: by outcome of the program, the check's index */
	size_t n_checks;
	struct gj_program *program; /* owned */
	size_t *column_key;         /* owned; by column: which of the keys */
	size_t list_key[GJ_PROGRAM_SPACES];
	bool calls;             /* functions of the rule files look at records */
	struct gj_frame *frame; /* owned; NULL until gj_plan_open() */
};

struct gj_plan_keys { /* of all plans of a category; room enough for any */
	struct gj_strip_key *keys;
	size_t n;
};

/* The place of the fact among the keys, added where it is new. */
size_t gj_plan_key(struct gj_plan_keys *keys, const struct gj_fact *list,
                   const struct gj_fact *fact);
/* checks[n]: indices, rising. Errors: those of gj_program_compile(); gj_plan_fini() is due in any case. */
int gj_plan_make(struct gj_plan *p, const struct gj_category *category, const size_t *checks,
                 size_t n, int32_t reference, struct gj_err *err);
/* Adds what it reads to the keys, which have room for gj_plan_most(). */
size_t gj_plan_most(const struct gj_plan *p);
void gj_plan_bind(struct gj_plan *p, struct gj_plan_keys *keys);
int gj_plan_open(struct gj_plan *p, const struct gj_outside *outside, struct gj_err *err);
/* The frame from the slab; `record` only where it has functions. */
int gj_plan_fill(struct gj_plan *p, struct gj_slab_reader *r, const struct gj_slab *slab,
                 struct gj_store *store, struct gj_record *record, struct gj_err *err);
void gj_plan_fini(struct gj_plan *p); /* a zeroed one is allowed */
#endif
