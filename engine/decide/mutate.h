/* mutate.h: a condition with one thing about it changed: what a test that matters would notice. */
#ifndef GJ_MUTATE_H
#define GJ_MUTATE_H
#include "engine/base/arena.h"
#include "engine/eval/cond.h"

struct gj_mutant {
	const struct gj_cond *cond; /* the whole, changed */
	/* The part that was changed, before and after; NULL after: it was taken out. */
	const struct gj_cond *before, *after;
	const char *what; /* msgid: "the threshold one higher" */
};

/* The n-th mutant of cond, from 0, in the arena. False: there are no more (or no memory: *failed). */
bool gj_mutate(struct gj_mutant *out, struct gj_arena *arena, const struct gj_cond *cond, size_t n,
               bool *failed);
#endif
