/* most.h: the most that a term can come to, whatever the facts are. */
#ifndef GJ_MOST_H
#define GJ_MOST_H
#include "engine/eval/term.h"

/* INT64_MAX when nothing bounds it. Never less than what it comes to. */
int64_t gj_term_most(const struct gj_term *t);
#endif
