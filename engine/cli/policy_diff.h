/* policy_diff.h: prints how two policies differ. */
#ifndef GJ_POLICY_DIFF_H
#define GJ_POLICY_DIFF_H
#include "engine/base/buf.h"
#include "engine/policy/diff.h"

struct gj_policy_diff {
	const char *a,
	    *b; /* what they are called: their ids, or, if those are the same, their folders */
	const struct gj_diff *diff;
};

/* To stdout, in the user's language. Errors: GJ_ENOMEM. */
int gj_policy_diff_text(const struct gj_policy_diff *p, struct gj_err *err);
int gj_policy_diff_json(const struct gj_policy_diff *p, struct gj_err *err);
/* policy_witness.c: the facts of a witness in words: 保密员1名；… */
void gj_policy_witness_print(struct gj_buf *out, const struct gj_diff_check *c,
                             enum gj_same_way way, enum gj_lang lang);
/* Calls back for each fact that either version reads, in the dictionary of both. */
void gj_policy_witness_each(const struct gj_diff_check *c,
                            void (*each)(void *ctx, const struct gj_fact *fact), void *ctx);
/* One fact of it: 保密员1名 / officers: 1. */
void gj_policy_witness_fact(struct gj_buf *out, const struct gj_record *record,
                            const struct gj_fact *fact, enum gj_lang lang);
#endif
