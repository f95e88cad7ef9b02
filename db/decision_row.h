/* decision_row.h: the table decision: append-only; a row only where something is new. */
#ifndef GJ_DECISION_ROW_H
#define GJ_DECISION_ROW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* SQL for the id of the newest decision of the application in the table alias a; NULL: none. Ids only grow. */
#define GJ_DECISION_NEWEST "(SELECT max(dn.id) FROM decision dn WHERE dn.application = a.id)"

struct gj_store;
struct gj_err;

struct gj_decision_row {
	int64_t id, application, run, version, revision;
	int32_t reference;           /* days */
	int result;                  /* enum gj_result */
	unsigned char outcomes[384]; /* packed, gj_outcome_bytes(checks of the category) of them */
	size_t n_outcomes;           /* bytes */
};

/* Adds the row and makes it the application's newest, unless the newest has the same result and
 * outcomes: then *added is false and nothing is written. `latest` is the id of the newest (0:
 * none), as read with the facts; GJ_EBUSY when another run decided meanwhile: roll back. Inside a
 * transaction. */
int gj_decision_put(struct gj_store *s, bool *added, const struct gj_decision_row *row,
                    int64_t latest, struct gj_err *err);
int gj_decision_get(struct gj_store *s, struct gj_decision_row *out, int64_t id,
                    struct gj_err *err);
/* Applications with their newest results, by bureau and category: for the targets. */
struct gj_decision_count {
	const char *bureau; /* key, "" for none; borrowed for the call */
	int result;         /* enum gj_result, a ruling's before the rules'; -1: not decided yet */
	int64_t n;
};
int gj_decision_counts(struct gj_store *s, const char *category, int year,
                       int (*each)(void *ctx, const struct gj_decision_count *c), void *ctx,
                       struct gj_err *err);
/* Newest decisions in order of application; filters, the result that counts among them: NULL or -1 for any. */
struct gj_decision_item {
	int64_t application;
	const char *code, *name, *bureau; /* borrowed for the call */
	struct gj_decision_row row;       /* by the rules; id 0: not decided yet */
	int ruling;                       /* enum gj_ruling_kind of the one that stands, -1: none */
	int result;                       /* what counts: the ruling's, else the row's; -1: not decided yet */
};
int gj_decision_each(struct gj_store *s, const char *category, int year, const char *bureau,
                     int result, int (*each)(void *ctx, const struct gj_decision_item *item),
                     void *ctx, struct gj_err *err);
#endif
