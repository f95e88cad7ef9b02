/* fingerprint.h: what a check asks, as a hash: equal ones give the same outcomes of the same facts. */
#ifndef GJ_FINGERPRINT_H
#define GJ_FINGERPRINT_H
#include "engine/base/digest.h"
#include "engine/eval/cond.h"
#include <stdbool.h>

struct gj_err;

enum { GJ_FINGERPRINT_BYTES = 16 };

/* Of the instructions that the condition compiles to for the reference date: names, notes and the order of the rule
 * files are no part of it. *open: it asks for more than the application's facts (other applicants, functions, a
 * calendar), so that equal hashes prove nothing. */
int gj_fingerprint_make(unsigned char out[GJ_FINGERPRINT_BYTES], bool *open,
                        const struct gj_cond *cond, int32_t reference, struct gj_err *err);
#endif
