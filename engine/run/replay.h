/* replay.h: a stored decision made again from the facts, the policy and the day that it was made from. */
#ifndef GJ_REPLAY_H
#define GJ_REPLAY_H
#include "db/application.h"
#include "db/decision_row.h"
#include "db/store.h"
#include "db/version.h"
#include "engine/decide/decision.h"
#include "engine/policy/policy.h"

struct gj_err;
struct gj_replay;

enum gj_replay_state {
	GJ_REPLAY_SAME,      /* byte by byte */
	GJ_REPLAY_DIFFERENT, /* the checks say where, the cause what it is likely to be */
	GJ_REPLAY_FAILED     /* what it was made from is not there as it was: the text says why */
};

enum gj_replay_cause {
	GJ_REPLAY_NONE,
	GJ_REPLAY_DECISION, /* the decision was changed after it was stored */
	GJ_REPLAY_ADDED,    /* no block of the log tells of the decision */
	GJ_REPLAY_FACTS,    /* its facts were changed */
	GJ_REPLAY_POLICY,   /* the stored policy was changed, with its hash */
	GJ_REPLAY_OTHERS,   /* a check asks about other applicants, who may have stood otherwise */
	GJ_REPLAY_DEFECT,   /* the program says what is stored, the plain way something else */
	GJ_REPLAY_PROGRAM,  /* this guiju judges otherwise than the one that decided */
	GJ_REPLAY_CAUSES
};

struct gj_replay_check {
	const struct gj_check *check;
	enum gj_outcome stored, replayed;
};

/* Everything is borrowed until the next replay. */
struct gj_replay_result {
	enum gj_replay_state state;
	enum gj_replay_cause cause;
	const struct gj_decision_row *row;
	const struct gj_application *application;
	const struct gj_version *version;
	enum gj_result stored, replayed;
	const struct gj_replay_check *checks; /* those that differ */
	size_t n_checks;
	const char *text; /* FAILED: why */
};

/* Other applicants, where a check asks about them, are taken as they stood: with the facts that were stored when the
 * run of the decision began, and the decisions that were stored before this one. */
int gj_replay_open(struct gj_replay **out, struct gj_store *store, struct gj_err *err);
void gj_replay_close(struct gj_replay *r); /* NULL is allowed */
/* GJ_ENOENT: there is no such decision. */
int gj_replay_one(struct gj_replay *r, struct gj_replay_result *out, int64_t decision,
                  struct gj_err *err);

struct gj_replay_ask {
	int64_t run;         /* 0: the decisions of all runs */
	int64_t number, per; /* a share, drawn by lot for each decision; per 0: all */
	const char *seed;
	/* Called for those that are not the same; a nonzero return stops and is returned. */
	int (*differs)(void *ctx, const struct gj_replay_result *result);
	void (*progress)(void *ctx, uint64_t done, uint64_t all); /* NULL: none */
	void *ctx;
};
struct gj_replay_counts {
	int64_t looked_at, same, different, failed;
};
int gj_replay_many(struct gj_replay *r, struct gj_replay_counts *out,
                   const struct gj_replay_ask *ask, struct gj_err *err);
#endif
