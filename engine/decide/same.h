/* same.h: whether two conditions can ever come to different outcomes, shown by trying every class of facts. */
#ifndef GJ_SAME_H
#define GJ_SAME_H
#include "engine/eval/cond.h"

struct gj_err;
struct gj_record;

enum gj_same {
	GJ_SAME_ALWAYS, /* proved: for every record, reference date and whatever is known of others */
	GJ_SAME_NOT,    /* there is a record that tells them apart */
	GJ_SAME_UNKNOWN, /* outside of the fragment, or too many classes: nothing is claimed */
};

/* The fragment: all, any, not, k of n, waivers, yes/no, judgements, options, numbers and days against constants,
 * periods, some and none of a list, recognition. In it a fact matters only by which side of the constants it lies
 * on, and a list only by what the filters say of the rows in it, so one value of each class stands for all.
 * With GJ_SAME_NOT `apart`, unless NULL, holds the facts that tell them apart at the day *reference; codes of
 * others in it are words for what is known of them ("met", "review" ..). Errors: GJ_ENOMEM. */
int gj_same_prove(enum gj_same *out, const struct gj_cond *a, const struct gj_cond *b,
                  const struct gj_facts *facts, struct gj_record *apart, int32_t *reference,
                  struct gj_err *err);
#endif
