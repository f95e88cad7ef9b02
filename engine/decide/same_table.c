/* same_table.c: two conditions that differ in the rows of one table: whether the rows are chosen alike. */
#include "engine/base/arena.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/imply.h"
#include "engine/decide/same_inner.h"

struct pair { /* of tables in the same place; NULL: none was found yet */
	const struct gj_term *a, *b;
	bool other; /* they differ in something else, too */
};

static void cond_apart(struct pair *p, const struct gj_cond *a, const struct gj_cond *b);

static void term_apart(struct pair *p, const struct gj_term *a, const struct gj_term *b)
{
	bool rows = false;

	if (p->other || gj_imply_same_term(a, b))
		return;
	if (!a || !b || a->kind != b->kind || a->n_args != b->n_args || a->n_conds != b->n_conds ||
	    a->number != b->number || a->per != b->per || a->low != b->low || a->high != b->high ||
	    a->rounding != b->rounding || a->decimals != b->decimals || a->step != b->step ||
	    a->zero_base != b->zero_base || a->fact != b->fact || a->rows.list || b->rows.list) {
		p->other = true;
		return;
	}
	for (size_t i = 0; i < a->n_args; i++)
		term_apart(p, a->args[i], b->args[i]);
	for (size_t i = 0; i < a->n_conds; i++)
		rows |= !gj_imply_same(a->conds[i], b->conds[i]);
	term_apart(p, a->share_of, b->share_of);
	if (!rows)
		return;
	p->other |= p->a != NULL || a->kind != GJ_TERM_CASES;
	p->a = a;
	p->b = b;
}

static void cond_apart(struct pair *p, const struct gj_cond *a, const struct gj_cond *b)
{
	if (p->other || gj_imply_same(a, b))
		return;
	if (a->kind != b->kind || a->n_args != b->n_args || a->k != b->k || a->cmp != b->cmp ||
	    a->fact != b->fact || a->outcome != b->outcome || a->rows.list || b->rows.list ||
	    a->kind == GJ_COND_DATED || a->n_args + (a->kind == GJ_COND_COMPARE) == 0) {
		p->other = true;
		return;
	}
	for (size_t i = 0; i < a->n_args; i++)
		cond_apart(p, a->args[i], b->args[i]);
	if (a->kind == GJ_COND_COMPARE) {
		term_apart(p, a->left, b->left);
		term_apart(p, a->right, b->right);
	}
}

static const struct gj_term number[] = { { .kind = GJ_TERM_NUMBER, .number = 0 },
	                                 { .kind = GJ_TERM_NUMBER, .number = 1 } };

/* Whether that row of the table is the one: met, not met, or open as long as it may be. */
static struct gj_cond *row_is(struct gj_arena *arena, const struct gj_term *table, size_t row)
{
	struct gj_cond *cond = gj_arena_alloc(arena, sizeof *cond);
	struct gj_term *term = gj_arena_alloc(arena, sizeof *term);
	const struct gj_term **args = gj_arena_array(arena, table->n_args + 1, sizeof *args);

	if (!cond || !term || !args)
		return NULL;
	for (size_t i = 0; i < table->n_args; i++)
		args[i] = &number[i == row];
	*term = (struct gj_term){ .kind = GJ_TERM_CASES,
		                  .type = GJ_FACT_COUNT,
		                  .args = args,
		                  .n_args = table->n_args,
		                  .conds = table->conds,
		                  .n_conds = table->n_conds };
	*cond = (struct gj_cond){
		.kind = GJ_COND_COMPARE, .left = term, .cmp = GJ_EQUALS, .right = &number[1]
	};
	return cond;
}

int gj_same_table(enum gj_same *out, const struct gj_cond *a, const struct gj_cond *b,
                  const struct gj_facts *facts, struct gj_err *err)
{
	struct pair p = { .a = NULL };
	struct gj_arena arena;
	int rc = 0;

	*out = GJ_SAME_UNKNOWN;
	cond_apart(&p, a, b);
	if (p.other || !p.a)
		return 0;
	gj_arena_init(&arena, 0);
	*out = GJ_SAME_ALWAYS;
	for (size_t i = 0; rc == 0 && i < p.a->n_args && *out == GJ_SAME_ALWAYS; i++) {
		const struct gj_cond *one = row_is(&arena, p.a, i), *two = row_is(&arena, p.b, i);

		rc = one && two ? gj_same_prove(out, one, two, facts, NULL, NULL, err)
		                : gj_err_nomem(err, tr("the comparison"));
	}
	gj_arena_fini(&arena);
	if (*out != GJ_SAME_ALWAYS) /* what the table is used for may not ask which row it was */
		*out = GJ_SAME_UNKNOWN;
	return rc;
}
