/* publication.h: the table policy_publication: which stored policy was put in force, by whom and why; it only grows.
 *
 * A row puts its version in force and takes the one that it names in `replaces` out of it; going back is a row like
 * any other. Where two persons are needed, a row that waits changes nothing until another one approves it:
 *
 *   publish, rollback ----------------------------> in force --> retired, by the next that replaces it
 *   publish, rollback that wait --> approve: in force
 */
#ifndef GJ_PUBLICATION_H
#define GJ_PUBLICATION_H
#include "db/version.h"
#include <stdbool.h>
#include <stdint.h>

enum gj_publication_act { GJ_PUBLICATION_PUBLISH, GJ_PUBLICATION_ROLLBACK, GJ_PUBLICATION_APPROVE };
enum { GJ_PUBLICATION_ACTS = 3 };

enum gj_publication_state {
	GJ_PUBLICATION_WAITING,  /* for a second person */
	GJ_PUBLICATION_APPROVED, /* it waited; the approval is a row of its own */
	GJ_PUBLICATION_IN_FORCE,
	GJ_PUBLICATION_RETIRED
};

enum { GJ_PUBLICATION_WHO = 128, GJ_PUBLICATION_WHY = 1024 };

struct gj_publication {
	int64_t id;
	enum gj_publication_act act;
	bool waits;
	int64_t proposal;                /* that an approval approves; else 0 */
	int64_t replaces;                /* the row that goes out of force for it; 0: none */
	int64_t replaced_by;             /* read: 0 while none does */
	enum gj_publication_state state; /* read */
	struct gj_version version;       /* to be put: its id */
	char who[GJ_PUBLICATION_WHO], why[GJ_PUBLICATION_WHY];
	char recorded_at[32]; /* read */
	const char *
	    impact; /* JSON, "" where none was worked out; borrowed, for the call where it is read */
};

const char *gj_publication_act_name(enum gj_publication_act act);       /* "publish" .. */
const char *gj_publication_state_name(enum gj_publication_state state); /* "in_force" .. */

/* The one place where a policy is put in force, or proposed. Inside a transaction, in which it was looked up what it
 * replaces. Errors: GJ_EINVAL (no name, no reason, too long). */
int gj_publication_put(struct gj_store *s, int64_t *id, const struct gj_publication *p,
                       struct gj_err *err);
/* The rows in order, or the one of that id (0: all); GJ_ENOENT when it is not there. A nonzero return of each stops
 * and is returned. */
int gj_publication_each(struct gj_store *s, int64_t id,
                        int (*each)(void *ctx, const struct gj_publication *p), void *ctx,
                        struct gj_err *err);
/* Without the impact. */
int gj_publication_get(struct gj_store *s, struct gj_publication *out, int64_t id,
                       struct gj_err *err);
/* The one in force of that policy; of any, the newest, with NULL. out->id is 0 when there is none. */
int gj_publication_in_force(struct gj_store *s, struct gj_publication *out, const char *policy,
                            struct gj_err *err);
#endif
