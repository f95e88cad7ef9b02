/* policy.h: a whole policy as loaded from its rule files: data only, nothing of Lua is left. */
#ifndef GJ_POLICY_H
#define GJ_POLICY_H
#include "engine/base/arena.h"
#include "engine/base/fileset.h"
#include "engine/decide/criterion.h"
#include "engine/decide/programme.h"
#include "engine/decide/ranking.h"
#include "engine/base/calendar.h"

struct gj_findings;
struct gj_functions; /* function.h */

struct gj_policy {
	struct gj_arena arena; /* owns all that follows */
	const char *id;        /* "wuhan-2022" */
	struct gj_label label;
	const char *issuer;
	int year;                  /* the programme's; 0: none */
	char hash[GJ_DIGEST_TEXT]; /* of the files it was loaded from */
	struct gj_bureau *bureaus; /* in the document's order */
	size_t n_bureaus;
	struct gj_category *categories; /* in the order of declaration */
	size_t n_categories;
	struct gj_target *targets;
	size_t n_targets;
	struct gj_phase *phases;
	size_t n_phases;
	struct gj_reading *readings;
	size_t n_readings;
	struct gj_ranking *rankings;
	size_t n_rankings;
	struct gj_calendar calendar;
	const char *extends;    /* id of the policy that it amends; NULL: none */
	int32_t in_from, in_to; /* reference dates that it decides at; GJ_DAY_NONE: open */
	int32_t horizon;        /* how far its values have to reach; GJ_DAY_NONE: not said */
	const char *const *
	    cases; /* kinds of application (option keys of the fact with role case) that it decides; n_cases 0: all */
	size_t n_cases;
	struct gj_functions *functions; /* owned; NULL: no check is a function */
	bool
	    shares_names; /* a file gave a name that others may use: it alone does not tell what its functions do */
	struct gj_place place;
};

/* Limits of the sandbox that the rule files run in, together. */
struct gj_policy_limits {
	size_t memory;                   /* bytes of the Lua state; 0: 64 MiB */
	unsigned long long instructions; /* of Lua; 0: 20 million */
};

struct gj_policy_choice { /* another option of a reading than the policy takes: what if */
	const char *reading, *option;
};

struct gj_policy_options {
	struct gj_policy_limits limits;
	const struct gj_policy_choice *choices;
	size_t n_choices;
	int year; /* what if programme_year were this one; 0: the policy's own */
};

/* Runs the rule files in a fresh sandbox, builds the policy and checks it (lint.h). Everything found
 * goes to `findings`. *out is set only when no finding is an error; else the return is GJ_EFORMAT and
 * *out is untouched. `options` may be NULL. Other errors: GJ_ENOMEM. */
int gj_policy_load(struct gj_policy **out, const struct gj_fileset *files,
                   const struct gj_policy_options *options, struct gj_findings *findings,
                   struct gj_err *err);
void gj_policy_free(struct gj_policy *p);

const struct gj_category *gj_policy_category(const struct gj_policy *p, const char *key);
int gj_policy_bureau(const struct gj_policy *p, const char *key); /* index, or -1 */
const struct gj_target *gj_policy_target(const struct gj_policy *p, const char *category);
/* Categories so that each comes after its `after`; out[n_categories]. The check refuses cycles. */
void gj_policy_order(const struct gj_policy *p, const struct gj_category **out);
#endif
