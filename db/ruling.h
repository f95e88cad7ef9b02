/* ruling.h: the table ruling: what a person decided of an application; it only grows, and the newest stands.
 *
 * Runs go on adding what the rules say (decision); wherever the result of an application counts - in lists, targets,
 * rankings, for conditions on other applicants - a ruling that stands goes before it. A withdrawal is a row like any
 * other: after it the rules' own result counts again.
 */
#ifndef GJ_RULING_H
#define GJ_RULING_H
#include <stdint.h>

struct gj_err;
struct gj_store;

enum gj_ruling_kind {
	GJ_RULING_RECOGNISED, /* named: eligible, and for other applicants' conditions a fact */
	GJ_RULING_APPEALED,   /* decided on appeal */
	GJ_RULING_OVERRIDDEN, /* against what the rules say */
	GJ_RULING_JUDGED,     /* where the rules leave it to a person */
	GJ_RULING_WITHDRAWN   /* none stands any more */
};
enum { GJ_RULING_KINDS = GJ_RULING_WITHDRAWN + 1, GJ_RULING_WHO = 128, GJ_RULING_WHY = 1024 };

struct gj_ruling {
	int64_t id;
	int64_t application;
	int64_t decision; /* the rules' newest when it was made: what it rests on */
	enum gj_ruling_kind kind;
	int result;   /* enum gj_result; -1 of a withdrawal */
	int32_t from; /* day from which it holds for other applicants' conditions */
	char who[GJ_RULING_WHO], why[GJ_RULING_WHY];
	char recorded_at[32]; /* read */
};

/* SQL for the id of the newest ruling of the application in the table alias a; NULL: none. To be joined with
 * GJ_RULING_STANDS of the alias r. */
#define GJ_RULING_NEWEST "(SELECT max(rn.id) FROM ruling rn WHERE rn.application = a.id)"
#define GJ_RULING_STANDS "r.result >= 0"

const char *gj_ruling_kind_name(enum gj_ruling_kind kind); /* "recognised", as stored */
int gj_ruling_kind_find(const char *name);                 /* -1: none */

/* Inside a transaction, in which the decision was looked up. Errors: GJ_EINVAL (no name, no reason, too long, a
 * withdrawal of what does not stand). */
int gj_ruling_put(struct gj_store *s, int64_t *id, const struct gj_ruling *ruling,
                  struct gj_err *err);
/* The one that stands; out->id is 0 when none does. Made before the decision `before` was, where that is not 0. */
int gj_ruling_get(struct gj_store *s, struct gj_ruling *out, int64_t application, int64_t before,
                  struct gj_err *err);
/* All of an application (0: of all), in order. A nonzero return of each stops and is returned. */
int gj_ruling_each(struct gj_store *s, int64_t application,
                   int (*each)(void *ctx, const struct gj_ruling *ruling), void *ctx,
                   struct gj_err *err);
/* Those that stand in a category and year, with the rules' newest result. */
struct gj_ruling_shift {
	const char *bureau; /* borrowed for the call */
	int was, is;        /* enum gj_result */
};
int gj_ruling_each_shift(struct gj_store *s, const char *category, int year,
                         int (*each)(void *ctx, const struct gj_ruling_shift *shift), void *ctx,
                         struct gj_err *err);
#endif
