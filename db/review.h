/* review.h: the tables review and review_end: where the rules came to something else than a ruling rests on.
 *
 * A run never touches a ruling. Where it adds a decision to an application that has one, it opens a review that names
 * both; a person closes it (the ruling stands) or rules anew. What became of an entry follows from what came later:
 *
 *   open --> closed      a person looked: the ruling stands
 *        --> ruled       there is a newer ruling, or the one that it concerns was withdrawn
 *        --> superseded  a later run came to something else again, and has an entry of its own
 *        --> returned    it is that entry that says the same again as the ruling rests on
 */
#ifndef GJ_REVIEW_H
#define GJ_REVIEW_H
#include "db/ruling.h"

enum gj_review_state {
	GJ_REVIEW_OPEN,
	GJ_REVIEW_CLOSED,
	GJ_REVIEW_RULED,
	GJ_REVIEW_SUPERSEDED,
	GJ_REVIEW_RETURNED
};
enum { GJ_REVIEW_STATES = GJ_REVIEW_RETURNED + 1 };

struct gj_review {
	int64_t id, application, run;
	int64_t decision; /* the new one */
	int64_t basis;    /* the one that the ruling rests on */
	int was, is;      /* enum gj_result, of the rules: on the basis, now */
	struct gj_ruling ruling;
	enum gj_review_state state;
	char code[19], name[512], bureau[64], category[64];
	int year;
	char recorded_at[32];
	char closed_by[GJ_RULING_WHO], closed_why[GJ_RULING_WHY], closed_at[32]; /* "" while none */
};

const char *gj_review_state_name(enum gj_review_state state); /* "open" .. */

/* Inside the transaction that stored decisions of the run for applications first..last: an entry for each of them that
 * has a ruling. *n is increased by how many were opened (one that returned to the basis counts as none). */
int gj_review_open(struct gj_store *s, int64_t *n, int64_t run, int64_t first, int64_t last,
                   struct gj_err *err);
/* In order; the one of that id (0: all; GJ_ENOENT when it is not there), in that state (-1: any). A nonzero return of
 * each stops and is returned. */
int gj_review_each(struct gj_store *s, int64_t id, int state,
                   int (*each)(void *ctx, const struct gj_review *review), void *ctx,
                   struct gj_err *err);
/* The ruling stands. Inside a transaction. Errors: GJ_ENOENT, GJ_EINVAL (no name or reason, not open). */
int gj_review_close(struct gj_store *s, int64_t id, const char *who, const char *why,
                    struct gj_err *err);
#endif
