/* diff.h: two policies side by side: what each change of a check does, and what else is not as it was. */
#ifndef GJ_DIFF_H
#define GJ_DIFF_H
#include "engine/decide/versus.h"
#include "engine/policy/policy.h"

enum gj_diff_kind {
	GJ_DIFF_UNCHANGED,
	GJ_DIFF_WORDING, /* the same for everybody, said in other words or in another place */
	GJ_DIFF_STRICTER,
	GJ_DIFF_LOOSER,
	GJ_DIFF_INCOMPARABLE,
	GJ_DIFF_OTHERWISE, /* the same are accepted; others come to another outcome */
	GJ_DIFF_UNDECIDED,
	GJ_DIFF_NEW,
	GJ_DIFF_REPEALED
};
enum { GJ_DIFF_KINDS = 9 };

struct gj_diff_check {
	const struct gj_category *category; /* of b; of a, if it is repealed */
	/* By id, or, where b has it under another id, as it is written; NULL: it has none. */
	const struct gj_check *a, *b;
	enum gj_diff_kind kind;
	/* Owned. Of a check that only one of them has: against nothing, which accepts everybody. */
	struct gj_versus_result versus;
	const struct gj_merge *merge; /* NULL: only one of them has the category */
};

struct gj_diff_other { /* what is not a check */
	const char *
	    what; /* "target", "phase", "reading", "fact", "bureau", "ranking", "validity", "policy", "category" */
	const char *key;      /* of it */
	const char *part;     /* "city", "due", ..; "": the whole */
	const char *was, *is; /* NULL: there was none, there is none */
	bool effect;          /* somebody may be decided or counted otherwise by it */
};

struct gj_diff {
	struct gj_arena arena;
	struct gj_diff_check
	    *checks; /* in the order of b, those of a that are gone last in their category */
	size_t n_checks, n_by_kind[GJ_DIFF_KINDS];
	struct gj_diff_other *others;
	size_t n_others, room_others;
	bool effect; /* any of it */
};

/* The files are those that the policies were loaded from: functions are the same when their text is. Both policies have
 * to stay until gj_diff_fini(). Errors: GJ_ENOMEM; GJ_ELIMIT: a category of both has more than 400 facts. */
int gj_diff_run(struct gj_diff *out, const struct gj_policy *a, const struct gj_fileset *files_a,
                const struct gj_policy *b, const struct gj_fileset *files_b, struct gj_err *err);
void gj_diff_fini(struct gj_diff *d);
/* "unchanged", "wording", "stricter", "looser", "incomparable", "otherwise", "undecided", "new", "repealed". */
const char *gj_diff_kind_name(enum gj_diff_kind kind);
/* diff_other.c: fills `others`; false: no memory. */
bool gj_diff_others(struct gj_diff *d, const struct gj_policy *a, const struct gj_policy *b);
#endif
