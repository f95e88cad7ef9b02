/* evaluate.h: an evaluation as another command asks for it. */
#ifndef GJ_EVALUATE_H
#define GJ_EVALUATE_H
#include "engine/cli/rules.h"
#include "engine/eval/fact.h"

#include <stdbool.h>
#include <stdint.h>

struct gj_args;
struct gj_err;
struct gj_loop;
struct gj_store;

/* evaluate_choice.c: which applications, and how it is told what was done. */
struct gj_evaluate_choice {
	const char *category;                    /* NULL: all */
	char only_category[GJ_FACT_KEY_MAX + 1]; /* of --only */
	char bureau[GJ_FACT_KEY_MAX + 1];        /* "": all */
	int64_t limit;                           /* 0: none */
	bool json;                               /* progress for programs */
};
/* By --category, --only, --limit, --progress; an exit status, what is wrong is said. */
int gj_evaluate_choose(struct gj_evaluate_choice *out, const struct gj_args *args);

/* Decides every stored application by what is in force; an exit status, everything is said. */
int gj_evaluate_published(const char *db, int32_t reference);

/* evaluate_shadow.c: a candidate beside what was just decided: the differences in words, nothing is stored. Errors: as
 * gj_impact_open(). */
int gj_evaluate_shadow(struct gj_store *store, struct gj_loop *loop, const struct gj_rules *rules,
                       int32_t reference, struct gj_err *err);
#endif
