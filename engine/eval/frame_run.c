/* frame_run.c: the program's instructions, one after another, each over its whole column. */
#include "engine/base/day.h"
#include "engine/eval/frame_inner.h"
#include "engine/eval/kernel.h"

#include <string.h>

static void fill_days(int32_t *o, int32_t day, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = day;
}

static void spread(int32_t *o, const int32_t *a, const uint32_t *offsets, size_t applications)
{
	for (size_t i = 0; i < applications; i++)
		for (uint32_t r = offsets[i]; r < offsets[i + 1]; r++)
			o[r] = a[i];
}

/* Nothing writes through it: results go to a register's own room. */
static void *column_cells(const struct gj_frame *f, size_t k)
{
	return f->strips[k] ? (void *)(uintptr_t)f->strips[k] : f->columns[k].t;
}

/* The instructions over numbers between bounds; true when it was one of them. */
static bool range_run(struct gj_frame *f, const struct gj_ins *s)
{
	struct gj_frame_space *sp = &f->spaces[s->space];
	struct gj_range **q = sp->q, *o = NULL;
	size_t n = sp->rows;

	if (s->d < f->program->spaces[s->space].n_q)
		o = sp->own_q[s->d];
	switch ((enum gj_op)s->op) {
	case GJ_OP_Q_OF_I:
		gj_kernel_q_of_i(o, sp->i[s->a], n);
		break;
	case GJ_OP_Q_OF_L:
		gj_kernel_q_of_l(o, sp->l[s->a], n);
		break;
	case GJ_OP_Q_OF_R:
		gj_kernel_q_of_r(o, sp->i + s->a, n);
		break;
	case GJ_OP_Q_NUMBER:
		for (size_t r = 0; r < n; r++)
			o[r] = gj_range_of(s->k);
		break;
	case GJ_OP_Q_NONE:
		for (size_t r = 0; r < n; r++)
			o[r] = gj_range_nothing(s->e);
		break;
	case GJ_OP_Q_SPREAD:
		for (size_t i = 0; i < f->spaces[0].rows; i++)
			for (uint32_t r = sp->offsets[i]; r < sp->offsets[i + 1]; r++)
				o[r] = f->spaces[0].q[s->a][i];
		break;
	case GJ_OP_Q_PLUS:
		for (size_t r = 0; r < n; r++)
			o[r] = gj_range_plus(q[s->a][r], q[s->b][r]);
		break;
	case GJ_OP_Q_MINUS:
		for (size_t r = 0; r < n; r++)
			o[r] = gj_range_minus(q[s->a][r], q[s->b][r]);
		break;
	case GJ_OP_Q_SCALE:
		for (size_t r = 0; r < n; r++)
			o[r] = gj_range_scaled(q[s->a][r], s->k, s->c, (enum gj_rounding)s->e);
		break;
	case GJ_OP_Q_BOUND:
		for (size_t r = 0; r < n; r++)
			o[r] = gj_range_bounded(q[s->a][r], s->k, s->c);
		break;
	case GJ_OP_Q_PICK:
		for (size_t r = 0; r < n; r++)
			o[r] = gj_range_picked(q[s->a][r], s->k, s->c);
		break;
	case GJ_OP_Q_CASE:
		for (size_t r = 0; r < n; r++)
			o[r] = gj_range_choose(sp->t[s->m][r], q[s->a][r], q[s->b][r]);
		break;
	case GJ_OP_Q_MOVE:
		for (size_t r = 0; r < n; r++)
			o[r] = gj_range_shifted(q[s->a][r], f->program->terms[s->k]);
		break;
	case GJ_OP_Q_GATHER: {
		const struct gj_frame_space *list = &f->spaces[s->k];

		gj_kernel_gather(o,
		                 &(struct gj_rows_in){ .offsets = list->offsets,
		                                       .presence = list->presence,
		                                       .pass = list->t[s->a] },
		                 list->q[s->b], (enum gj_gather)s->e, s->c != 0, n);
		break;
	}
	default: /* the other instructions are ins_run()'s */
		return false;
	}
	q[s->d] = o;
	return true;
}

/* A column is shown as it stands; a register gives its room away, for that of the outcomes before. */
static void emit(struct gj_frame *f, const struct gj_ins *s)
{
	struct gj_frame_space *sp = &f->spaces[0];
	uint8_t *room = f->rooms[s->k];

	if (sp->t[s->a] == sp->own_t[s->a]) {
		f->rooms[s->k] = sp->own_t[s->a];
		sp->own_t[s->a] = room;
	}
	f->outcomes[s->k] = sp->t[s->a];
}

static void ins_run(struct gj_frame *f, const struct gj_ins *s)
{
	const struct gj_kernels *run = f->kernels;
	struct gj_frame_space *sp = &f->spaces[s->space];
	size_t n = sp->rows;
	/* An operand may be a column; the result goes to the register's own room. */
	uint8_t **t = sp->t, *td = NULL;
	int32_t **i = sp->i;
	int64_t **l = sp->l;
	struct gj_share share = {
		.number = s->k, .per = s->c, .cmp = (enum gj_cmp)s->cmp, .zero = s->e
	};
	struct gj_rows_in in = { 0 };

	if (range_run(f, s))
		return;
	if (s->op == GJ_OP_ROWS || s->op == GJ_OP_DISTINCT || s->op == GJ_OP_EXISTS ||
	    s->op == GJ_OP_EVERY) {
		const struct gj_frame_space *list = &f->spaces[s->k];

		in = (struct gj_rows_in){ .offsets = list->offsets,
			                  .presence = list->presence,
			                  .pass = list->t[s->a] };
	}
	if (s->d < f->program->spaces[s->space].n_t)
		td = sp->own_t[s->d];

#define TO_T(call) (call, t[s->d] = td)
#define OWN_I(r) (i[r] = sp->own_i[r])
	switch ((enum gj_op)s->op) {
	case GJ_OP_LOAD_T:
		t[s->d] = (uint8_t *)column_cells(f, (size_t)s->k);
		break;
	case GJ_OP_LOAD_I:
		i[s->d] = (int32_t *)column_cells(f, (size_t)s->k);
		break;
	case GJ_OP_LOAD_L:
		l[s->d] = (int64_t *)column_cells(f, (size_t)s->k);
		break;
	case GJ_OP_WIDEN:
		l[s->d] = sp->own_l[s->d];
		run->widen(l[s->d], i[s->a], n);
		break;
	case GJ_OP_AND:
		TO_T(run->and (td, t[s->a], t[s->b], n));
		break;
	case GJ_OP_OR:
		TO_T(run->or (td, t[s->a], t[s->b], n));
		break;
	case GJ_OP_NOT:
		TO_T(run->not(td, t[s->a], n));
		break;
	case GJ_OP_SOFTEN:
		TO_T(run->soften(td, t[s->a], n));
		break;
	case GJ_OP_JUDGE:
		TO_T(run->judge(td, t[s->a], n));
		break;
	case GJ_OP_KOF:
		TO_T(gj_kernel_kof(td, t + s->a, s->m, (unsigned)s->k, n));
		break;
	case GJ_OP_GE_I:
		TO_T(run->ge_i(td, i[s->a], (int32_t)s->k, n));
		break;
	case GJ_OP_LE_I:
		TO_T(run->le_i(td, i[s->a], (int32_t)s->k, n));
		break;
	case GJ_OP_EQ_I:
		TO_T(run->eq_i(td, i[s->a], (int32_t)s->k, n));
		break;
	case GJ_OP_GE_L:
		TO_T(run->ge_l(td, l[s->a], s->k, n));
		break;
	case GJ_OP_LE_L:
		TO_T(run->le_l(td, l[s->a], s->k, n));
		break;
	case GJ_OP_EQ_L:
		TO_T(run->eq_l(td, l[s->a], s->k, n));
		break;
	case GJ_OP_IN:
		TO_T(run->in(td, i[s->a], f->program->sets[s->k].member, f->program->sets[s->k].n,
		             n));
		break;
	case GJ_OP_SHARE:
		TO_T(run->share[share.zero != GJ_NO_ZERO][share.cmp](td, i[s->a], i[s->b], &share,
		                                                     n));
		break;
	case GJ_OP_SHARE_L:
		TO_T(run->share_l[share.zero != GJ_NO_ZERO][share.cmp](td, l[s->a], l[s->b], &share,
		                                                       n));
		break;
	case GJ_OP_SHARE_R:
		TO_T(gj_kernel_share_r(td, i + s->a, i + s->b, &share, n));
		break;
	case GJ_OP_ADD_I:
		run->add(sp->own_i[s->d], i[s->a], i[s->b], n);
		OWN_I(s->d);
		break;
	case GJ_OP_SHIFT:
		gj_kernel_shift(sp->own_i[s->d], i[s->a], (int)s->k, n);
		OWN_I(s->d);
		break;
	case GJ_OP_DAYS:
		fill_days(OWN_I(s->d), (int32_t)s->k, n);
		break;
	case GJ_OP_WINDOW:
		TO_T(gj_kernel_window(td, i[s->a], i[s->b], i[s->m], s->e, n));
		break;
	case GJ_OP_SPREAD:
		spread(OWN_I(s->d), f->spaces[0].i[s->a], sp->offsets, f->spaces[0].rows);
		break;
	case GJ_OP_TRUE:
		TO_T(memset(td, GJ_MET, n));
		break;
	case GJ_OP_ROWS:
		OWN_I(s->d), OWN_I(s->d + 1), OWN_I(s->d + 2);
		gj_kernel_rows(i + s->d, &in, n);
		break;
	case GJ_OP_DISTINCT:
		OWN_I(s->d), OWN_I(s->d + 1), OWN_I(s->d + 2);
		if (f->codes)
			memset(f->stamp, 0, f->codes * sizeof *f->stamp);
		gj_kernel_distinct(i + s->d, &in, f->spaces[s->k].i[s->b], f->stamp, f->best, n);
		break;
	case GJ_OP_EXISTS:
		TO_T(gj_kernel_exists(td, &in, n));
		break;
	case GJ_OP_GE_R:
		TO_T(gj_kernel_ge_r(td, i + s->a, s->k, n));
		break;
	case GJ_OP_LE_R:
		TO_T(gj_kernel_le_r(td, i + s->a, s->k, n));
		break;
	case GJ_OP_EQ_R:
		TO_T(gj_kernel_eq_r(td, i + s->a, s->k, n));
		break;
	case GJ_OP_TRIPLE: {
		const int32_t *from = i[s->a];

		for (uint16_t r = s->d; r < s->d + 3; r++)
			memcpy(OWN_I(r), from, n * sizeof *from);
		break;
	}
	case GJ_OP_CONST:
		TO_T(memset(td, s->e, n));
		break;
	case GJ_OP_UNLESS:
		TO_T(gj_kernel_unless(td, t[s->a], t[s->b], s->e, s->k != 0, n));
		break;
	case GJ_OP_EVERY:
		TO_T(gj_kernel_every(td, &in, f->spaces[s->k].t[s->b], s->e, n));
		break;
	case GJ_OP_Q_CMP:
		for (size_t r = 0; r < n; r++)
			td[r] = gj_range_compare(sp->q[s->a][r], share.cmp, sp->q[s->b][r], s->k,
			                         s->c, s->e);
		t[s->d] = td;
		break;
	case GJ_OP_Q_GROW:
		for (size_t r = 0; r < n; r++)
			td[r] = gj_range_compare_growth(sp->q[s->a][r], share.cmp, sp->q[s->b][r],
			                                s->k, s->c, s->e);
		t[s->d] = td;
		break;
	case GJ_OP_Q_OF_I:
	case GJ_OP_Q_OF_L:
	case GJ_OP_Q_OF_R:
	case GJ_OP_Q_NUMBER:
	case GJ_OP_Q_NONE:
	case GJ_OP_Q_SPREAD:
	case GJ_OP_Q_PLUS:
	case GJ_OP_Q_MINUS:
	case GJ_OP_Q_SCALE:
	case GJ_OP_Q_BOUND:
	case GJ_OP_Q_PICK:
	case GJ_OP_Q_CASE:
	case GJ_OP_Q_MOVE:
	case GJ_OP_Q_GATHER:
		break; /* range_run() did it */
	case GJ_OP_EMIT:
		emit(f, s);
		break;
	case GJ_OP_COUNT:
		break;
	}
#undef TO_T
#undef OWN_I
}

const uint8_t *const *gj_frame_run(struct gj_frame *f)
{
	for (size_t k = 0; k < f->program->n_ins; k++)
		ins_run(f, &f->program->ins[k]);
	return f->outcomes;
}
