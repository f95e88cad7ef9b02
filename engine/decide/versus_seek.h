/* versus_seek.h: looks for facts that two conditions judge otherwise, where not all can be tried. */
#ifndef GJ_VERSUS_SEEK_H
#define GJ_VERSUS_SEEK_H
#include "engine/decide/same.h"

/* Notes what it finds; that it finds nothing proves nothing. Without functions. Errors: GJ_ENOMEM. */
int gj_versus_seek(struct gj_same_apart *apart, const struct gj_cond *a, const struct gj_cond *b,
                   const struct gj_facts *facts);
#endif
