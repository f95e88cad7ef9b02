/* plan.c: compiles checks, finds the columns of their program, and fills its frame from a slab. */
#include "engine/run/plan.h"

#include <stdlib.h>
#include <string.h>

#include "db/revision.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

size_t gj_plan_key(struct gj_plan_keys *keys, const struct gj_fact *list,
                   const struct gj_fact *fact)
{
	size_t i = 0;

	while (i < keys->n && (keys->keys[i].list != list || keys->keys[i].fact != fact))
		i++;
	if (i == keys->n)
		keys->keys[keys->n++] = (struct gj_strip_key){ .list = list, .fact = fact };
	return i;
}

static int compile(struct gj_plan *p, const struct gj_category *category, int32_t reference,
                   struct gj_err *err)
{
	const struct gj_cond **conds = calloc(p->n_checks + 1, sizeof *conds);
	int rc;

	if (conds == NULL)
		return gj_err_nomem(err, category->key);
	for (size_t i = 0; i < p->n_checks; i++)
		conds[i] = category->checks[p->checks[i]].cond;
	rc = gj_program_compile(&p->program, conds, p->n_checks, reference, err);
	if (rc == 0)
		rc = gj_program_check(p->program, err);
	if (rc == 0) {
		p->column_key = calloc(p->program->n_columns + 1, sizeof *p->column_key);
		if (p->column_key == NULL)
			rc = gj_err_nomem(err, category->key);
	}
	free(conds);
	return rc;
}

int gj_plan_make(struct gj_plan *p, const struct gj_category *category, const size_t *checks,
                 size_t n, int32_t reference, struct gj_err *err)
{
	*p = (struct gj_plan){ .checks = calloc(n + 1, sizeof *p->checks), .n_checks = n };
	if (p->checks == NULL)
		return gj_err_nomem(err, category->key);
	memcpy(p->checks, checks, n * sizeof *checks);
	return compile(p, category, reference, err);
}

size_t gj_plan_most(const struct gj_plan *p)
{
	return p->program->n_columns + p->program->n_spaces;
}

void gj_plan_bind(struct gj_plan *plan, struct gj_plan_keys *keys)
{
	const struct gj_program *p = plan->program;

	for (size_t s = 1; s < p->n_spaces; s++)
		plan->list_key[s] = gj_plan_key(keys, NULL, p->spaces[s].list);
	for (size_t k = 0; k < p->n_columns; k++) {
		const struct gj_column *c = &p->columns[k];

		if (c->kind == GJ_COLUMN_CALL)
			plan->calls = true;
		else
			plan->column_key[k] = gj_plan_key(keys, p->spaces[c->space].list, c->fact);
	}
}

int gj_plan_open(struct gj_plan *p, const struct gj_outside *outside, struct gj_err *err)
{
	return gj_frame_new(&p->frame, p->program, outside, err);
}

static int fill_calls(struct gj_plan *p, const struct gj_slab *slab, struct gj_store *store,
                      struct gj_record *record, struct gj_err *err)
{
	int rc = 0;

	for (size_t row = 0; rc == 0 && row < slab->n; row++) {
		rc = gj_revision_get(store, record, slab->revisions[row], err);
		if (rc == 0)
			gj_frame_set_calls(p->frame, row, record);
	}
	return rc;
}

int gj_plan_fill(struct gj_plan *plan, struct gj_slab_reader *r, const struct gj_slab *slab,
                 struct gj_store *store, struct gj_record *record, struct gj_err *err)
{
	const struct gj_program *p = plan->program;
	struct gj_strip strip;
	int rc = gj_frame_set_rows(plan->frame, slab->n, err);

	for (size_t s = 1; rc == 0 && s < p->n_spaces; s++) {
		rc = gj_slab_strip(r, plan->list_key[s], &strip, err);
		if (rc == 0)
			rc = gj_frame_set_list(plan->frame, s, &strip, err);
	}
	for (size_t k = 0; rc == 0 && k < p->n_columns; k++) {
		if (p->columns[k].kind == GJ_COLUMN_CALL)
			continue;
		rc = gj_slab_strip(r, plan->column_key[k], &strip, err);
		if (rc == 0)
			rc = gj_frame_set_column(plan->frame, k, &strip, err);
	}
	return rc == 0 && plan->calls ? fill_calls(plan, slab, store, record, err) : rc;
}

void gj_plan_fini(struct gj_plan *p)
{
	gj_frame_free(p->frame);
	gj_program_free(p->program);
	free(p->column_key);
	free(p->checks);
	*p = (struct gj_plan){ .n_checks = 0 };
}
