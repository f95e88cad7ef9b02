/* criterion.h: the conditions of a category in the order of the document, as criteria of checks. */
#ifndef GJ_CRITERION_H
#define GJ_CRITERION_H
#include "engine/eval/cond.h"

struct gj_check {
	const char *id;     /* "enterprise.1.c"; stable, unique in the policy */
	const char *clause; /* "二(一)1c" */
	struct gj_label label;
	struct gj_label evidence; /* what the applicant shows; may be empty */
	struct gj_label note;     /* how the clause is read, where that wants it; may be empty */
	const struct gj_cond *cond;
	bool veto;        /* what it names excludes by itself: reported first, always */
	bool conditional; /* it counts recognitions of others, which may still come */
	size_t index;     /* among the checks of the category: the place of its outcome */
	struct gj_place place;
};

struct gj_criterion {
	const char *id; /* "enterprise.1" */
	const char *clause;
	struct gj_label label;
	struct gj_check *checks; /* in the arena, in order; a part of the category's array */
	size_t n_checks;
	struct gj_place place;
};

/* How long a recognition lasts, where the policy says so. */
struct gj_validity {
	int months;       /* from the fact's day on; 0: it does not expire */
	int renew_months; /* so long before the end a renewal may be asked for; 0: not said */
	const struct gj_fact *from; /* date */
	bool day_before; /* its last day is the one before that of the same number, not that one */
};

struct gj_category {
	const char *key; /* "enterprise" */
	struct gj_label label;
	const char *clause;
	const char *after;    /* key of the category that is decided first; NULL: any time */
	bool registered_only; /* a register: imported and counted, never judged */
	int expected;         /* a register's number of entries, for a warning; 0: none */
	struct gj_validity validity;
	struct gj_facts facts;
	struct gj_criterion *criteria;
	size_t n_criteria;
	struct gj_check *checks; /* all of them, by index */
	size_t n_checks;
	struct gj_place place;
};

enum { GJ_CHECKS_MAX = 1000 /* of one category */ };
#endif
