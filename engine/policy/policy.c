/* policy.c: finds the parts of a loaded policy. */
#include "engine/policy/policy.h"

#include "engine/policy/function.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void gj_policy_free(struct gj_policy *p)
{
	if (!p)
		return;
	gj_functions_free(p->functions);
	gj_arena_fini(&p->arena);
	free(p);
}

const struct gj_category *gj_policy_category(const struct gj_policy *p, const char *key)
{
	for (size_t i = 0; i < p->n_categories; i++)
		if (strcmp(p->categories[i].key, key) == 0)
			return &p->categories[i];
	return NULL;
}

int gj_policy_bureau(const struct gj_policy *p, const char *key)
{
	for (size_t i = 0; i < p->n_bureaus; i++)
		if (strcmp(p->bureaus[i].key, key) == 0)
			return (int)i;
	return -1;
}

const struct gj_target *gj_policy_target(const struct gj_policy *p, const char *category)
{
	for (size_t i = 0; i < p->n_targets; i++)
		if (strcmp(p->targets[i].category, category) == 0)
			return &p->targets[i];
	return NULL;
}

static bool is_placed(const struct gj_category *const *out, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(out[i]->key, key) == 0)
			return true;
	return false;
}

void gj_policy_order(const struct gj_policy *p, const struct gj_category **out)
{
	size_t placed = 0, before;

	do {
		before = placed;
		for (size_t i = 0; i < p->n_categories; i++) {
			const struct gj_category *c = &p->categories[i];

			if (!is_placed(out, placed, c->key) &&
			    (!c->after || is_placed(out, placed, c->after)))
				out[placed++] = c;
		}
	} while (placed > before);
}
