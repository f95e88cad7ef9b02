/* casefile.h: everything about one decided application: facts, policy, outcomes, and their traces. */
#ifndef GJ_CASEFILE_H
#define GJ_CASEFILE_H
#include "db/application.h"
#include "db/decision_row.h"
#include "db/revision.h"
#include "db/ruling.h"
#include "db/store.h"
#include "db/version.h"
#include "engine/decide/trace.h"
#include "engine/eval/outside.h"
#include "engine/policy/policy.h"

/* A question about other days than it was decided at. GJ_DAY_NONE: of known_at, all that is known today; of the
 * the rules, those of the day of the newest decision. */
struct gj_moments {
	int32_t facts_as_of; /* the facts that held on this day; GJ_DAY_NONE: those recorded last */
	int32_t rules_as_of; /* by the rules in force on this reference date */
	int32_t known_at;    /* as far as was recorded by the end of this day (UTC) */
};

struct gj_link;

struct gj_casefile {
	bool asked; /* judged anew for `moments`: nothing of it is stored */
	struct gj_moments moments;
	struct gj_application application;
	struct gj_decision_row decision;
	struct gj_ruling ruling;   /* a person's, that stands; id 0: none, or asked about other days */
	struct gj_version version; /* of the policy that decided */
	struct gj_version
	    newer; /* of the same policy, evaluated since without another outcome; id 0: none */
	struct gj_policy *policy;           /* owned; loaded from the stored files */
	const struct gj_category *category; /* in the policy */
	struct gj_record record;            /* the facts that were decided on */
	struct gj_revision_source origin;
	struct gj_link *link; /* owned; reads through the store, which must outlive the case */
	struct gj_outside
	    outside;           /* other applicants as they stand now, and the policy's functions */
	struct gj_arena arena; /* owns what follows */
	uint8_t *outcomes;     /* by check, as decided */
	struct gj_trace **traces; /* by check, worked out again */
};

/* Reasons are derived when asked: the traces are of the stored facts, policy and reference date; only what
 * counts other applicants is as it stands now. Errors: GJ_ENOENT (never decided: says what to run),
 * GJ_EFORMAT (what is stored does not fit together), GJ_ENOMEM. */
int gj_casefile_open(struct gj_casefile **out, struct gj_store *store,
                     const struct gj_application *application, struct gj_err *err);
/* The same for other days, judged now; works for an application that was never decided, too. GJ_ENOENT also: no facts,
 * or no rules, for these days; GJ_EINVAL: there is no decision whose day could be taken. */
int gj_casefile_ask(struct gj_casefile **out, struct gj_store *store,
                    const struct gj_application *application, const struct gj_moments *moments,
                    struct gj_err *err);
void gj_casefile_close(struct gj_casefile *c); /* NULL is allowed */
/* True when the trace leads to another outcome than was decided: another applicant has changed since. */
bool gj_casefile_stale(const struct gj_casefile *c, size_t check);
#endif
