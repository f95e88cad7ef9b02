/* evaluate.h: an evaluation as another command asks for it. */
#ifndef GJ_EVALUATE_H
#define GJ_EVALUATE_H
#include "engine/cli/rules.h"

#include <stdint.h>

struct gj_err;
struct gj_loop;
struct gj_store;

/* Decides every stored application by what is in force; an exit status, everything is said. */
int gj_evaluate_published(const char *db, int32_t reference);

/* evaluate_shadow.c: a candidate beside what was just decided: the differences in words, nothing is stored. Errors: as
 * gj_impact_open(). */
int gj_evaluate_shadow(struct gj_store *store, struct gj_loop *loop, const struct gj_rules *rules,
                       int32_t reference, struct gj_err *err);
#endif
