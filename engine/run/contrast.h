/* contrast.h: two policies over the same stored applications: where they decide differently. Nothing is stored. */
#ifndef GJ_CONTRAST_H
#define GJ_CONTRAST_H
#include "engine/decide/decision.h"
#include "engine/policy/policy.h"

struct gj_err;

struct gj_contrast {
	const char *path;              /* the database */
	const struct gj_policy *a, *b; /* with the same categories */
	int year;
	int32_t reference;
};

struct gj_difference { /* an application that the two judge differently; borrowed for the call */
	const struct gj_category *category;
	int64_t application;
	enum gj_result a, b;
	const uint8_t *outcomes_a, *outcomes_b; /* by check, n_checks of the category */
};

/* In order of category and application; conditions on other applicants look at what is stored. *n counts all that were
 * judged. A nonzero return of each stops and is returned. Errors: those of the store; GJ_EINVAL: the policies have
 * different checks. Bounded memory, whatever the number. */
int gj_contrast_run(const struct gj_contrast *c, uint64_t *n,
                    int (*each)(void *ctx, const struct gj_difference *d), void *ctx,
                    struct gj_err *err);
#endif
