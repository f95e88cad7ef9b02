/* sample.h: which cases are looked at again: a draw by lot that anybody can repeat. */
#ifndef GJ_SAMPLE_H
#define GJ_SAMPLE_H
#include "engine/base/digest.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gj_err;

/* The way of drawing, kept with every sample: the lot of a case is SHA-256 over seed, list hash and id; each stratum
 * takes its smallest lots. Places go to strata in proportion to their size, what is left over by largest remainder,
 * equal remainders by the stratum's name. No clock, no random source, no floating point: the same on any machine. */
#define GJ_SAMPLE_ALGORITHM "guiju-sample-1"

struct gj_sample_unit {
	const char *id;      /* unique; borrowed */
	const char *stratum; /* borrowed */
	bool forced;         /* in without a draw: somebody gave a reason */
	void *owner;         /* the caller's */
	bool drawn;          /* in the sample, forced ones too */
	unsigned char lot[GJ_DIGEST_BYTES];
};

struct gj_sample_rule {
	const char *seed;
	int64_t number, per; /* a share of all, rounded up; per 0: `number` cases in all */
	int64_t least;       /* of each stratum, as far as it has them */
};

struct gj_sample {
	char list[GJ_DIGEST_TEXT]; /* hash of the list that was drawn from */
	int64_t asked; /* places by the rule; forced cases and `least` may make it more */
	int64_t drawn;
};

/* Sorts units by stratum and lot and marks those drawn. The order handed in does not matter. Errors: GJ_EINVAL (two
 * units with one id, a rule that makes no sense), GJ_ENOMEM. */
int gj_sample_draw(struct gj_sample *out, const struct gj_sample_rule *rule,
                   struct gj_sample_unit *units, size_t n, struct gj_err *err);
#endif
