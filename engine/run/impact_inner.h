/* impact_inner.h: internal to run/: what an impact keeps: policies that decided, results by application, differences. */
#ifndef GJ_IMPACT_INNER_H
#define GJ_IMPACT_INNER_H
#include "db/decision_row.h"
#include "engine/run/impact.h"
#include "engine/run/link.h"
#include "engine/run/verdicts.h"

#include <stdio.h>

/* A policy that made some of the stored decisions. */
struct gj_impact_old {
	int64_t version;
	struct gj_policy *policy; /* owned */
	uint64_t used;
	int **
	    maps; /* owned; by category of it: its check to that of gj_impact_category, -1: to none */
};

enum { GJ_IMPACT_OLDS = 8 /* kept loaded at a time */ };

struct gj_impact_inner {
	struct gj_store *store;      /* borrowed */
	struct gj_loop *loop;        /* borrowed */
	struct gj_verdicts verdicts; /* results of the new policy */
	const char *under_way;       /* the category that is being judged; NULL: none */
	FILE *spill;                 /* owned; struct gj_impact_spilled, one after another */
	struct gj_impact_old olds[GJ_IMPACT_OLDS];
	uint64_t clock;
};

struct gj_impact_spilled {
	int64_t application, decision, revision; /* the revision of the new judgement */
	uint32_t category;
	uint8_t kind, was, is;
	uint16_t n_outcomes; /* bytes */
	unsigned char outcomes[384];
};

/* A gj_link_result_fn over struct gj_impact_inner. */
int gj_impact_result(void *ctx, const char *category, int64_t application);
/* The policy of a stored decision; borrowed until eight others were asked for. */
int gj_impact_old(struct gj_impact_old **out, struct gj_impact *m, int64_t version,
                  struct gj_err *err);
void gj_impact_olds_free(struct gj_impact_inner *in);
/* outcomes[n_checks of the category]: of a stored decision, absent where its policy has no such check, or all when
 * there is none. *old may come back NULL then. */
int gj_impact_was(uint8_t *outcomes, struct gj_impact_old **old, struct gj_impact *m,
                  const struct gj_impact_category *category, const struct gj_decision_row *row,
                  struct gj_err *err);
/* The same of the new policy, from what was packed; n 0: it did not decide. */
int gj_impact_is(uint8_t *outcomes, const struct gj_impact_category *category,
                 const unsigned char *packed, size_t n, struct gj_err *err);
/* Whether a check that says that before and this now is worth telling: a new one that is met is not, nor is a
 * repealed one that was. */
bool gj_impact_flips(uint8_t was, uint8_t is);
#endif
