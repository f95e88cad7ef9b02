/* pass_fact.c: how often one fact alone settles a check that is in the way. */
#include "engine/base/err.h"
#include "engine/decide/pass_inner.h"

#include <stdlib.h>

/* It passes, or it was open and is decided. */
static bool settles(const struct gj_check *check, uint8_t before, int after)
{
	return gj_pass_is_passed(check, after) || (before != GJ_NOT_MET && after == GJ_NOT_MET);
}

static struct gj_pass_fact *entry(struct gj_pass *out, const struct gj_fact *fact)
{
	for (size_t i = 0; i < out->n_facts; i++)
		if (out->facts[i].fact == fact)
			return &out->facts[i];
	out->facts[out->n_facts] = (struct gj_pass_fact){ .fact = fact };
	return &out->facts[out->n_facts++];
}

static int by_weight(const void *left, const void *right)
{
	const struct gj_pass_fact *a = left, *b = right;

	if (a->settles != b->settles)
		return a->settles < b->settles ? 1 : -1;
	return (a->fact->index > b->fact->index) - (a->fact->index < b->fact->index);
}

static int weigh(struct gj_pass *out, const struct gj_pass_task *task, const struct gj_check *check,
                 struct gj_record *scratch)
{
	struct gj_changes all = { .items = NULL };
	int rc = 0;

	gj_vary(&all, check->cond, task->record, task->reference, task->outside);
	if (all.failed)
		rc = GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < all.n; i++) {
		const struct gj_way way = { .changes = { all.items[i] }, .n = 1 };
		struct gj_pass_fact *fact;
		bool fits;
		int after = 0;

		if (!gj_pass_is_allowed(task->record, &all.items[i]))
			continue;
		rc = gj_pass_build(task, scratch, &way, &fits);
		if (rc == 0 && fits)
			rc = after = gj_pass_outcome(task, check->cond, scratch);
		if (rc < 0 || !fits)
			continue;
		rc = 0;
		fact = entry(out, all.items[i].fact);
		fact->tried++;
		fact->settles += settles(check, task->outcomes[check->index], after);
	}
	gj_changes_fini(&all);
	return rc;
}

int gj_pass_facts(struct gj_pass *out, const struct gj_pass_task *task)
{
	struct gj_record scratch;
	int rc = gj_record_init(&scratch, &task->category->facts, NULL);

	if (rc)
		return rc;
	out->facts =
	    gj_arena_array(task->arena, task->category->facts.n + 1, sizeof *out->facts);
	if (out->facts == NULL)
		rc = GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < out->n_checks; i++)
		rc = weigh(out, task, out->checks[i].check, &scratch);
	if (rc == 0 && out->n_facts)
		qsort(out->facts, out->n_facts, sizeof *out->facts, by_weight);
	gj_record_fini(&scratch);
	return rc;
}
