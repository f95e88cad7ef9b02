/* testcase.c: keeps test cases, finds them by their titles, and answers for what they know of others. */
#include "engine/decide/testcase_inner.h"

#include <stdlib.h>
#include <string.h>

void gj_testcases_init(struct gj_testcases *t, const struct gj_category *categories, size_t n)
{
	*t = (struct gj_testcases){ .categories = categories, .n_categories = n };
	gj_arena_init(&t->arena, 0);
}

void gj_test_free(struct gj_testcase *c)
{
	if (c && c->category)
		gj_record_fini(&c->record);
	free(c);
}

void gj_testcases_fini(struct gj_testcases *t)
{
	for (size_t i = 0; i < t->n; i++)
		gj_test_free(t->items[i]);
	free(t->items);
	free(t->spoiled);
	gj_arena_fini(&t->arena);
	*t = (struct gj_testcases){ .items = NULL };
}

const struct gj_testcase *gj_testcases_find(const struct gj_testcases *t, const char *title)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->items[i]->title, title) == 0)
			return t->items[i];
	return NULL;
}

enum gj_outcome gj_testcase_resolve(void *ctx, const char *category, const char *code)
{
	const struct gj_testcase *c = ctx;

	(void)category;
	for (size_t i = 0; i < c->n_known; i++)
		if (strcmp(c->known[i].code, code) == 0)
			return c->known[i].outcome;
	return GJ_UNKNOWN;
}
