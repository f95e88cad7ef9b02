/* reach_same.c: whether two terms or conditions say the same. */
#include <string.h>

#include "engine/policy/reach.h"

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_cond(const struct gj_cond *a, const struct gj_cond *b);

static bool same_rows(const struct gj_rows *a, const struct gj_rows *b)
{
	if (a->list != b->list || !a->filter != !b->filter)
		return false;
	return !a->filter || same_cond(a->filter, b->filter);
}

bool gj_reach_same_term(const struct gj_term *a, const struct gj_term *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->kind != b->kind || a->fact != b->fact || a->number != b->number ||
	    a->per != b->per || a->zero_base != b->zero_base || a->n_args || b->n_args ||
	    a->n_conds || b->n_conds) /* what is worked out is only the same as itself */
		return false;
	return gj_reach_same_term(a->share_of, b->share_of) && same_rows(&a->rows, &b->rows);
}

static bool same_window(const struct gj_window *a, const struct gj_window *b)
{
	return a->months == b->months && a->anchor == b->anchor && a->boundary == b->boundary &&
	       a->from == b->from && a->to == b->to && a->to_reference == b->to_reference &&
	       a->anchored == b->anchored && a->anchor_day == b->anchor_day;
}

static bool same_cond(const struct gj_cond *a, const struct gj_cond *b)
{
	if (a == b)
		return true;
	if (a->kind != b->kind || a->k != b->k || a->fact != b->fact || a->cmp != b->cmp ||
	    a->n_args != b->n_args || a->n_values != b->n_values || a->outcome != b->outcome ||
	    a->function != b->function || a->since || b->since ||
	    !same_text(a->category, b->category) || !same_window(&a->window, &b->window) ||
	    !gj_reach_same_term(a->left, b->left) || !gj_reach_same_term(a->right, b->right) ||
	    !same_rows(&a->rows, &b->rows))
		return false;
	for (size_t i = 0; i < a->n_args; i++)
		if (!same_cond(a->args[i], b->args[i]))
			return false;
	for (size_t i = 0; i < a->n_values; i++)
		if (!same_text(a->values[i], b->values[i]))
			return false;
	return true;
}
