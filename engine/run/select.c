/* select.c: the dates, years, categories and cases of policies held against each other. */
#include "engine/run/select.h"

#include "engine/base/day.h"
#include "engine/base/tr.h"

#include <stdio.h>
#include <string.h>

bool gj_select_in_force(const struct gj_policy *p, int32_t reference)
{
	return (p->in_from == GJ_DAY_NONE || p->in_from <= reference) &&
	       (p->in_to == GJ_DAY_NONE || reference <= p->in_to);
}

bool gj_select_meet(const struct gj_policy *a, const struct gj_policy *b)
{
	bool a_ends = a->in_to != GJ_DAY_NONE && b->in_from != GJ_DAY_NONE && a->in_to < b->in_from;
	bool b_ends = b->in_to != GJ_DAY_NONE && a->in_from != GJ_DAY_NONE && b->in_to < a->in_from;

	return !a_ends && !b_ends;
}

const char *gj_select_force(char *out, size_t size, const struct gj_policy *p)
{
	char from[GJ_DAY_TEXT], to[GJ_DAY_TEXT];

	*out = '\0';
	if (p->in_from != GJ_DAY_NONE && p->in_to != GJ_DAY_NONE)
		snprintf(out, size, tr("from %s to %s"), gj_day_print(from, p->in_from),
		         gj_day_print(to, p->in_to));
	else if (p->in_from != GJ_DAY_NONE)
		snprintf(out, size, tr("from %s on"), gj_day_print(from, p->in_from));
	else if (p->in_to != GJ_DAY_NONE)
		snprintf(out, size, tr("up to %s"), gj_day_print(to, p->in_to));
	return out;
}

bool gj_select_judges(const struct gj_policy *p, const char *category)
{
	const struct gj_category *c = gj_policy_category(p, category);

	return c && !c->registered_only && c->n_checks;
}

static bool share_a_case(const struct gj_policy *a, const struct gj_policy *b)
{
	if (a->n_cases == 0 || b->n_cases == 0)
		return true;
	for (size_t i = 0; i < a->n_cases; i++)
		for (size_t k = 0; k < b->n_cases; k++)
			if (strcmp(a->cases[i], b->cases[k]) == 0)
				return true;
	return false;
}

const struct gj_category *gj_select_overlap(const struct gj_policy *a, const struct gj_policy *b)
{
	if (a->year != b->year || !share_a_case(a, b))
		return NULL;
	for (size_t i = 0; i < a->n_categories; i++)
		if (gj_select_judges(a, a->categories[i].key) &&
		    gj_select_judges(b, a->categories[i].key))
			return &a->categories[i];
	return NULL;
}
