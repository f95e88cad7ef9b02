/* select.h: which of several policies decides an application: by reference date, year, category and case. */
#ifndef GJ_SELECT_H
#define GJ_SELECT_H
#include "engine/policy/policy.h"
#include <stdbool.h>

struct gj_err;

/* Whether the policy decides at that reference date. */
bool gj_select_in_force(const struct gj_policy *p, int32_t reference);
/* "from 2023-01-01 to 2023-12-31", an open end left out; "" when both are open. */
const char *gj_select_force(char *out, size_t size, const struct gj_policy *p);
/* The first category that both would decide for some application, given that both are in force; NULL: none. */
const struct gj_category *gj_select_overlap(const struct gj_policy *a, const struct gj_policy *b);
/* Whether there is a reference date that both decide at. */
bool gj_select_meet(const struct gj_policy *a, const struct gj_policy *b);
/* Whether anything is decided in the category. */
bool gj_select_judges(const struct gj_policy *p, const char *category);
#endif
