/* imply.h: what can be seen from how two conditions are written: that they say the same, or that one asks for more. */
#ifndef GJ_IMPLY_H
#define GJ_IMPLY_H
#include "engine/eval/cond.h"

/* Both over the same dictionary. Words, labels and places do not count. Only ever wrong by saying no. */
bool gj_imply_same(const struct gj_cond *a, const struct gj_cond *b);
bool gj_imply_same_term(const struct gj_term *a, const struct gj_term *b); /* either may be NULL */
/* Whether every record that `narrow` is met for (or does not apply to) is one that `wide` is met for (or does not
 * apply to): the same tree with other thresholds, options and periods, or with more to meet. Only ever wrong by
 * saying no. */
bool gj_imply(const struct gj_cond *narrow, const struct gj_cond *wide);
#endif
