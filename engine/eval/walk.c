/* walk.c: goes through a tree in the order of the rule file, parents first. */
#include "engine/eval/walk.h"

static void visit_cond(const struct gj_walk *w, const struct gj_cond *cond,
                       const struct gj_fact *row);

static void visit_term(const struct gj_walk *w, const struct gj_term *term,
                       const struct gj_fact *row)
{
	if (term == NULL || (w->term && !w->term(w->ctx, term, row)))
		return;
	visit_term(w, term->share_of, row);
	if (term->rows.list)
		visit_cond(w, term->rows.filter, term->rows.list);
	for (size_t i = 0; i < term->n_args || i < term->n_conds; i++) {
		if (i < term->n_conds)
			visit_cond(w, term->conds[i], row);
		if (i < term->n_args)
			visit_term(w, term->args[i], row);
	}
}

static void visit_cond(const struct gj_walk *w, const struct gj_cond *cond,
                       const struct gj_fact *row)
{
	const struct gj_fact *inner = row;

	if (cond == NULL || (w->cond && !w->cond(w->ctx, cond, row)))
		return;
	visit_term(w, cond->left, row);
	visit_term(w, cond->right, row);
	if (cond->rows.list) {
		inner = cond->rows.list;
		visit_cond(w, cond->rows.filter, inner);
	}
	for (size_t i = 0; i < cond->n_args; i++) /* of EVERY: what is asked of each row */
		visit_cond(w, cond->args[i], inner);
}

void gj_walk_cond(const struct gj_walk *w, const struct gj_cond *cond)
{
	visit_cond(w, cond, NULL);
}

void gj_walk_term(const struct gj_walk *w, const struct gj_term *term)
{
	visit_term(w, term, NULL);
}
