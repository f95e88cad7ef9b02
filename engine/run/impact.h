/* impact.h: a new policy over the stored applications, held against their decisions. Nothing is stored.
 *
 * The categories are judged in the order that they depend on each other. Where a condition looks at other applicants
 * (a station counts the enterprises that it built), it sees what the new policy decides of them here, if their
 * category came before, just as after a run; their recognitions, and what the new policy does not decide, are as they
 * are stored. Results of the new policy are kept in a temporary file by application, the differences in another:
 * memory does not grow with their number.
 *
 * Applications of another year than the policy's are judged as if it were the policy's: next year's conditions, asked
 * about this year's applicants. */
#ifndef GJ_IMPACT_H
#define GJ_IMPACT_H
#include "db/application.h"
#include "db/version.h"
#include "engine/base/label.h"
#include "engine/decide/decision.h"
#include "engine/policy/policy.h"
#include "engine/run/loop.h"

enum {
	GJ_IMPACT_NONE = GJ_RESULTS, /* not decided: not yet, or the policy does not cover it */
	GJ_IMPACT_RESULTS,
	GJ_IMPACT_ABSENT = GJ_OUTCOMES, /* the policy has no such check */
	GJ_IMPACT_OUTCOMES
};

enum gj_impact_kind { /* in the order that they are listed in */
	GJ_IMPACT_LOST,    /* was eligible, is not */
	GJ_IMPACT_GAINED,  /* is eligible, was not */
	GJ_IMPACT_CHANGED, /* another result, neither of both */
	GJ_IMPACT_FLIPPED, /* the same result by other checks */
	GJ_IMPACT_STANDS,  /* what differs is the rules' own; a ruling stands, and a run would open a review */
	GJ_IMPACT_SAME
};
enum { GJ_IMPACT_KINDS = GJ_IMPACT_SAME + 1 };

typedef uint64_t gj_impact_flow[GJ_IMPACT_RESULTS][GJ_IMPACT_RESULTS]; /* [was][is] */

struct gj_impact_check {                 /* of those that both decided */
	const struct gj_check *was, *is; /* by id, of the policies below; NULL: it has none such */
	uint64_t outcomes[GJ_IMPACT_OUTCOMES][GJ_IMPACT_OUTCOMES];
	uint64_t flipped;
	uint64_t lost, gained; /* applications that lost or gained, where this check flipped */
};

struct gj_impact_category {
	const char *key;
	const struct gj_category *was, *is; /* NULL: that policy has none such, or judges none */
	gj_impact_flow flow;
	gj_impact_flow *bureaus; /* owned; by bureau of the new policy, those of none behind them */
	struct gj_impact_check *checks; /* owned; of the new policy, in order, then the repealed */
	size_t n_checks;
};

struct gj_impact_totals {
	uint64_t seen, judged; /* applications; those that the new policy decided */
	uint64_t kinds[GJ_IMPACT_KINDS];
	uint64_t was[GJ_IMPACT_RESULTS], is[GJ_IMPACT_RESULTS]; /* a ruling counts on both sides */
	uint64_t newer; /* decided on older facts than are stored now */
};

struct gj_impact_args {
	const struct gj_policy *policy; /* the new one; borrowed */
	const struct gj_fileset *files; /* of it; borrowed */
	int year; /* of the applications; 0: the policy's, of the last run's policy when there are none */
	int32_t reference; /* GJ_DAY_NONE: that of the last run */
};

struct gj_impact {
	struct gj_impact_args args; /* with nothing left open */
	struct gj_policy *as_if; /* owned; args.policy as if of the applications' year; NULL: it is */
	struct gj_policy *was;     /* owned; of the newest run; NULL: nothing was decided */
	struct gj_version version; /* of that */
	int32_t reference_was;     /* of the decisions, GJ_DAY_NONE: of several days, or none */
	struct gj_impact_category
	    *categories; /* owned; in order of dependence, then the repealed */
	size_t n_categories;
	struct gj_impact_totals totals;
	struct gj_impact_inner *inner; /* owned */
};

/* Progress by the loop, which stays open until the close; a signal: GJ_ECANCELED. Other errors: those of the store and of
 * gj_stored_load(), GJ_ENOENT (no reference was given, and nothing ran), GJ_EIO (temporary files), GJ_ENOMEM. */
int gj_impact_open(struct gj_impact **out, struct gj_loop *loop, struct gj_store *store,
                   const struct gj_impact_args *args, struct gj_err *err);
void gj_impact_close(struct gj_impact *m); /* NULL is allowed */

struct gj_impact_flip {
	const struct gj_check *was, *is; /* NULL: none such */
	int outcome_was, outcome_is;     /* enum gj_outcome, GJ_IMPACT_ABSENT */
	const char *why_was, *why_is;    /* the reason in words; "" where there is none */
};

struct gj_impact_row { /* borrowed for the call */
	enum gj_impact_kind kind;
	const struct gj_application *application;
	const struct gj_impact_category *category;
	int was, is; /* enum gj_result, GJ_IMPACT_NONE; the rules', also where a ruling stands */
	bool newer;  /* there are newer facts than the decision's */
	const struct gj_impact_flip *flips;
	size_t n_flips;
};

/* The affected: by kind, category, then in order of application. Reasons are worked out now, those of the stored
 * decisions from their own facts, policy and day. A nonzero return of each stops and is returned. */
int gj_impact_each(struct gj_impact *m, enum gj_lang lang,
                   int (*each)(void *ctx, const struct gj_impact_row *row), void *ctx,
                   struct gj_err *err);

/* How far a bureau is from its floor, before and after. */
struct gj_impact_target {
	int floor_was, floor_is; /* GJ_FLOOR_NONE: none */
	uint64_t eligible_was, eligible_is;
};
/* bureau: index of the new policy, its n_bureaus for those of none, SIZE_MAX for the whole city. */
void gj_impact_target(struct gj_impact_target *out, const struct gj_impact *m,
                      const struct gj_impact_category *category, size_t bureau);
/* Bureaus that are below their floor now; *newly counts those that were not. */
uint64_t gj_impact_below(const struct gj_impact *m, uint64_t *newly);
#endif
