/* same.h: whether two conditions can ever come to different outcomes, shown by trying every class of facts. */
#ifndef GJ_SAME_H
#define GJ_SAME_H
#include "engine/eval/cond.h"

struct gj_arena;
struct gj_err;
struct gj_merge;
struct gj_record;
struct gj_trace;

enum gj_same {
	GJ_SAME_ALWAYS, /* proved: for every record, reference date and whatever is known of others */
	GJ_SAME_NOT,    /* there is a record that tells them apart */
	GJ_SAME_UNKNOWN, /* outside of the fragment, or too many classes: nothing is claimed */
};

/* The fragment: all, any, not, k of n, waivers, yes/no, judgements, options, numbers and days against constants and
 * tables of constants (with what adds up of them),
 * periods, some and none of a list, recognition. In it a fact matters only by which side of the constants it lies
 * on, and a list only by what the filters say of the rows in it, so one value of each class stands for all.
 * With GJ_SAME_NOT `apart`, unless NULL, holds the facts that tell them apart at the day *reference; codes of
 * others in it are words for what is known of them ("met", "review" ..). Errors: GJ_ENOMEM. */
int gj_same_prove(enum gj_same *out, const struct gj_cond *a, const struct gj_cond *b,
                  const struct gj_facts *facts, struct gj_record *apart, int32_t *reference,
                  struct gj_err *err);

/* same_table.c: of two that differ in one table's rows and in nothing else: ALWAYS, where the same row is chosen for
 * every record, whatever the table is used for; else UNKNOWN. Errors: GJ_ENOMEM. */
int gj_same_table(enum gj_same *out, const struct gj_cond *a, const struct gj_cond *b,
                  const struct gj_facts *facts, struct gj_err *err);

/* How two outcomes of one record can differ. `Accepts`: met, or not applicable. */
enum gj_same_way {
	GJ_SAME_ONLY_A,    /* a accepts it, b does not */
	GJ_SAME_ONLY_B,    /* the other way round */
	GJ_SAME_OTHERWISE, /* both or neither accept it */
	GJ_SAME_WAYS
};

struct gj_same_apart {
	/* The dictionaries of both, where they differ; NULL: one. An option that one does not have: what it says of
	 * it is unknown, and no outcome that differs for that alone is noted. */
	const struct gj_merge *merge;
	int32_t from, to;    /* the reference dates that count; GJ_DAY_NONE: open */
	bool skip_a, skip_b; /* it is known that there is none that only a, only b accepts */
	bool found[GJ_SAME_WAYS];
	struct gj_record *records[GJ_SAME_WAYS]; /* the caller's; filled where found; may be NULL */
	int32_t references[GJ_SAME_WAYS];
	bool whole; /* everything was tried: what was not found does not exist */
};

/* The same, going on until both of the first two are found (or skipped, with the third) or all is tried.
 * Errors: GJ_ENOMEM. */
int gj_same_apart(struct gj_same_apart *apart, const struct gj_cond *a, const struct gj_cond *b,
                  const struct gj_facts *facts, struct gj_err *err);
/* Both on one record; what codes say is known of them. Returns whether they are asked the same: nothing in it is
 * hidden from one of them. */
struct gj_same_pair {
	struct gj_trace *a, *b;
	bool alike;
};
int gj_same_ask(struct gj_same_pair *out, const struct gj_same_apart *apart, struct gj_arena *arena,
                const struct gj_cond *a, const struct gj_cond *b, struct gj_record *record,
                int32_t reference);
/* Notes the record, where it differs in a way that was not found yet. Errors: GJ_ENOMEM. */
int gj_same_note(struct gj_same_apart *apart, const struct gj_same_pair *pair,
                 const struct gj_record *record, int32_t reference);
/* Whether all that is asked for is found. */
bool gj_same_enough(const struct gj_same_apart *apart);
#endif
