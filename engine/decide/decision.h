/* decision.h: from the outcomes of all checks to the result of an application. */
#ifndef GJ_DECISION_H
#define GJ_DECISION_H
#include "engine/decide/criterion.h"

/* Stored as numbers: a number never changes its meaning. */
enum gj_result {
	GJ_ELIGIBLE = 0,
	GJ_INELIGIBLE = 1, /* some check is not met */
	GJ_INCOMPLETE = 2, /* none failed, a fact is missing */
	GJ_REVIEW_DUE = 3, /* else: a person must judge, or a check ended in error */
	GJ_CONDITIONAL = 4 /* all met but recognitions of others that may still come */
};
enum { GJ_RESULTS = 5 };

/* The first that applies: not_met anywhere: ineligible; error: review; unknown: incomplete;
 * review in a check that is not conditional: review; review: conditional; else eligible. */
enum gj_result gj_decision_result(const struct gj_category *category, const uint8_t *outcomes);
/* The same for n rows: outcomes[check][row] to results[row]. */
void gj_decision_results(uint8_t *results, const struct gj_category *category,
                         const uint8_t *const *outcomes, size_t n);
/* "eligible", "ineligible", "incomplete", "review", "conditional". */
const char *gj_result_name(enum gj_result result);
struct gj_label gj_result_label(enum gj_result result);    /* 符合 / eligible ... */
struct gj_label gj_outcome_label(enum gj_outcome outcome); /* 符合 / met ... */
int gj_result_find(const char *name);                      /* -1: no such result */
#endif
