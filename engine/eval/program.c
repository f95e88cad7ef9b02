/* program.c: programs validated before they ever run, and freed. */
#include "engine/eval/program.h"

#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/kernel.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const op_names[] = {
#define GJ_OP_NAME(name, form, meaning) #name,
	GJ_OPS(GJ_OP_NAME)
#undef GJ_OP_NAME
};

const char *gj_op_name(unsigned op)
{
	return op_names[op];
}

void gj_program_free(struct gj_program *p)
{
	if (p == NULL)
		return;
	gj_arena_fini(&p->arena);
	free(p);
}

/* Which registers have been written: a program that reads before it writes is refused. What DISTINCT
 * counts must be codes of texts, for they are places in its working room. */
enum { WRITTEN = 1, WRITTEN_CODES = 2 };

struct written {
	const struct gj_program *p;
	uint8_t *t[GJ_PROGRAM_SPACES], *i[GJ_PROGRAM_SPACES], *l[GJ_PROGRAM_SPACES];
	uint8_t *q[GJ_PROGRAM_SPACES];
};

static bool reads(const uint8_t *written, size_t room, size_t first, size_t n)
{
	if (first + n > room)
		return false;
	for (size_t k = first; k < first + n; k++)
		if (!written[k])
			return false;
	return true;
}

static bool writes(uint8_t *written, size_t room, size_t first, size_t n)
{
	if (first + n > room)
		return false;
	memset(written + first, WRITTEN, n);
	return true;
}

static bool column_is(const struct gj_program *p, const struct gj_ins *s, bool t, bool l)
{
	const struct gj_column *c;
	bool is_t, is_l;

	if (s->k < 0 || (uint64_t)s->k >= p->n_columns)
		return false;
	c = &p->columns[s->k];
	is_t = c->kind == GJ_COLUMN_T || c->kind == GJ_COLUMN_PRESENCE ||
	       c->kind == GJ_COLUMN_RECOGNISED || c->kind == GJ_COLUMN_CALL;
	is_l = c->kind == GJ_COLUMN_L;
	return c->space == s->space && is_t == t && is_l == l;
}

static bool holds_codes(const uint8_t *written, size_t room, size_t r)
{
	return r < room && written[r] == WRITTEN_CODES;
}

static bool loads_i(const struct gj_program *p, const struct gj_ins *s, uint8_t *written)
{
	if (!column_is(p, s, false, false) || !writes(written, p->spaces[s->space].n_i, s->d, 1))
		return false;
	if (p->columns[s->k].kind == GJ_COLUMN_CODE)
		written[s->d] = WRITTEN_CODES;
	return true;
}

static bool share_is_sound(const struct gj_ins *s)
{
	return s->cmp <= GJ_EQUALS && (s->e < GJ_OUTCOMES || s->e == GJ_NO_ZERO) && s->k >= 0 &&
	       s->c > 0 && s->k < INT32_MAX && s->c < INT32_MAX;
}

/* The factors are added up by Q_GROW, and multiplied with numbers of up to 62 bits. */
static bool ratio_is_sound(const struct gj_ins *s)
{
	return s->cmp <= GJ_EQUALS && (s->e < GJ_OUTCOMES || s->e == GJ_NO_ZERO) && s->c > 0 &&
	       s->c <= GJ_RANGE_MOST && s->k >= GJ_RANGE_LEAST && s->k <= GJ_RANGE_MOST &&
	       (s->op == GJ_OP_Q_CMP || s->e != GJ_NO_ZERO);
}

static bool ins_is_sound(struct written *w, const struct gj_ins *s)
{
	const struct gj_program *p = w->p;
	const struct gj_space *sp = &p->spaces[s->space];
	uint8_t *t = w->t[s->space], *i = w->i[s->space], *l = w->l[s->space];
	bool top = s->space == 0;
	size_t list = s->k > 0 && (uint64_t)s->k < p->n_spaces ? (size_t)s->k : 0;

#define READ_T(r, n) reads(t, sp->n_t, r, n)
#define READ_I(r, n) reads(i, sp->n_i, r, n)
#define READ_L(r, n) reads(l, sp->n_l, r, n)
#define READ_Q(r, n) reads(w->q[s->space], sp->n_q, r, n)
#define WRITE_T(r) writes(t, sp->n_t, r, 1)
#define WRITE_I(r, n) writes(i, sp->n_i, r, n)
#define WRITE_L(r) writes(l, sp->n_l, r, 1)
#define WRITE_Q(r) writes(w->q[s->space], sp->n_q, r, 1)
	switch ((enum gj_op)s->op) {
	case GJ_OP_LOAD_T:
		return column_is(p, s, true, false) && WRITE_T(s->d);
	case GJ_OP_LOAD_I:
		return loads_i(p, s, i);
	case GJ_OP_LOAD_L:
		return column_is(p, s, false, true) && WRITE_L(s->d);
	case GJ_OP_WIDEN:
		return READ_I(s->a, 1) && WRITE_L(s->d);
	case GJ_OP_AND:
	case GJ_OP_OR:
		return READ_T(s->a, 1) && READ_T(s->b, 1) && WRITE_T(s->d);
	case GJ_OP_NOT:
	case GJ_OP_SOFTEN:
	case GJ_OP_JUDGE:
		return READ_T(s->a, 1) && WRITE_T(s->d);
	case GJ_OP_KOF:
		return s->m > 0 && s->k >= 0 && s->k <= UINT16_MAX && READ_T(s->a, s->m) &&
		       WRITE_T(s->d);
	case GJ_OP_GE_I:
	case GJ_OP_LE_I:
	case GJ_OP_EQ_I:
		return s->k >= INT32_MIN && s->k <= INT32_MAX && READ_I(s->a, 1) && WRITE_T(s->d);
	case GJ_OP_GE_L:
	case GJ_OP_LE_L:
	case GJ_OP_EQ_L:
		return READ_L(s->a, 1) && WRITE_T(s->d);
	case GJ_OP_IN:
		return s->k >= 0 && (uint64_t)s->k < p->n_sets && READ_I(s->a, 1) && WRITE_T(s->d);
	case GJ_OP_SHARE:
		return share_is_sound(s) && READ_I(s->a, 1) && READ_I(s->b, 1) && WRITE_T(s->d);
	case GJ_OP_SHARE_L:
		return share_is_sound(s) && READ_L(s->a, 1) && READ_L(s->b, 1) && WRITE_T(s->d);
	case GJ_OP_SHARE_R:
		return top && share_is_sound(s) && READ_I(s->a, 3) && READ_I(s->b, 3) &&
		       WRITE_T(s->d);
	case GJ_OP_SHIFT:
		return s->k >= 0 && s->k <= 12000 && READ_I(s->a, 1) && WRITE_I(s->d, 1);
	case GJ_OP_DAYS: /* GJ_DAY_NONE too: a look-back from before all days is unknown */
		return s->k >= GJ_DAY_NONE && s->k != GJ_I32_NOT_APPLICABLE && s->k <= INT32_MAX &&
		       WRITE_I(s->d, 1);
	case GJ_OP_WINDOW:
		return s->e < GJ_OUTCOMES && READ_I(s->a, 1) && READ_I(s->b, 1) &&
		       READ_I(s->m, 1) && WRITE_T(s->d);
	case GJ_OP_ADD_I:
		return READ_I(s->a, 1) && READ_I(s->b, 1) && WRITE_I(s->d, 1);
	case GJ_OP_SPREAD:
		return !top && reads(w->i[0], p->spaces[0].n_i, s->a, 1) && WRITE_I(s->d, 1);
	case GJ_OP_TRUE:
		return WRITE_T(s->d);
	case GJ_OP_ROWS:
		return top && list && reads(w->t[list], p->spaces[list].n_t, s->a, 1) &&
		       WRITE_I(s->d, 3);
	case GJ_OP_DISTINCT:
		return top && list && reads(w->t[list], p->spaces[list].n_t, s->a, 1) &&
		       holds_codes(w->i[list], p->spaces[list].n_i, s->b) && WRITE_I(s->d, 3);
	case GJ_OP_EXISTS:
		return top && list && reads(w->t[list], p->spaces[list].n_t, s->a, 1) &&
		       WRITE_T(s->d);
	case GJ_OP_GE_R:
	case GJ_OP_LE_R:
	case GJ_OP_EQ_R:
		return top && READ_I(s->a, 3) && WRITE_T(s->d);
	case GJ_OP_TRIPLE:
		return top && (s->a < s->d || s->a >= s->d + 3) && READ_I(s->a, 1) &&
		       WRITE_I(s->d, 3);
	case GJ_OP_CONST:
		return s->e < GJ_OUTCOMES && WRITE_T(s->d);
	case GJ_OP_UNLESS:
		return s->e < GJ_OUTCOMES && s->k >= 0 && s->k <= 1 && READ_T(s->a, 1) &&
		       READ_T(s->b, 1) && WRITE_T(s->d);
	case GJ_OP_EVERY:
		return top && list && s->e < GJ_OUTCOMES &&
		       reads(w->t[list], p->spaces[list].n_t, s->a, 1) &&
		       reads(w->t[list], p->spaces[list].n_t, s->b, 1) && WRITE_T(s->d);
	case GJ_OP_Q_OF_I:
		return READ_I(s->a, 1) && WRITE_Q(s->d);
	case GJ_OP_Q_OF_L:
		return READ_L(s->a, 1) && WRITE_Q(s->d);
	case GJ_OP_Q_OF_R:
		return top && READ_I(s->a, 3) && WRITE_Q(s->d);
	case GJ_OP_Q_NUMBER:
		return WRITE_Q(s->d);
	case GJ_OP_Q_NONE:
		return s->e <= 1 && WRITE_Q(s->d);
	case GJ_OP_Q_SPREAD:
		return !top && reads(w->q[0], p->spaces[0].n_q, s->a, 1) && WRITE_Q(s->d);
	case GJ_OP_Q_PLUS:
	case GJ_OP_Q_MINUS:
		return READ_Q(s->a, 1) && READ_Q(s->b, 1) && WRITE_Q(s->d);
	case GJ_OP_Q_SCALE:
		return s->c > 0 && s->e <= GJ_ROUND_HALF_EVEN && READ_Q(s->a, 1) && WRITE_Q(s->d);
	case GJ_OP_Q_BOUND:
	case GJ_OP_Q_PICK:
		return s->k <= s->c && READ_Q(s->a, 1) && WRITE_Q(s->d);
	case GJ_OP_Q_CASE:
		return READ_T(s->m, 1) && READ_Q(s->a, 1) && READ_Q(s->b, 1) && WRITE_Q(s->d);
	case GJ_OP_Q_MOVE:
		return s->k >= 0 && (uint64_t)s->k < p->n_terms && READ_Q(s->a, 1) && WRITE_Q(s->d);
	case GJ_OP_Q_GATHER:
		return top && list && s->e <= GJ_GATHER_SMALLEST &&
		       reads(w->t[list], p->spaces[list].n_t, s->a, 1) &&
		       reads(w->q[list], p->spaces[list].n_q, s->b, 1) && WRITE_Q(s->d);
	case GJ_OP_Q_CMP:
	case GJ_OP_Q_GROW:
		return ratio_is_sound(s) && READ_Q(s->a, 1) && READ_Q(s->b, 1) && WRITE_T(s->d);
	case GJ_OP_EMIT:
		return top && s->k >= 0 && (uint64_t)s->k < p->n_checks && READ_T(s->a, 1);
	case GJ_OP_COUNT:
		break;
	}
#undef READ_T
#undef READ_I
#undef READ_L
#undef READ_Q
#undef WRITE_T
#undef WRITE_I
#undef WRITE_L
#undef WRITE_Q
	return false;
}

static bool column_is_sound(const struct gj_program *p, const struct gj_column *c)
{
	const struct gj_fact *list, *fact = c->fact;

	if (c->kind == GJ_COLUMN_CALL)
		return c->space == 0 && c->function != NULL;
	if (c->space >= p->n_spaces || fact == NULL ||
	    (c->kind == GJ_COLUMN_RECOGNISED && c->category == NULL))
		return false;
	list = p->spaces[c->space].list;
	return list == NULL || (fact->index < list->n_fields && fact == &list->fields[fact->index]);
}

static int check_shape(const struct gj_program *p, struct gj_err *err)
{
	if (p->n_spaces < 1 || p->n_spaces > GJ_PROGRAM_SPACES || p->spaces[0].list != NULL)
		return gj_err_set(err, GJ_EINTERNAL, "program: %zu spaces", p->n_spaces);
	for (size_t s = 0; s < p->n_spaces; s++)
		if ((s > 0 && p->spaces[s].list == NULL) || p->spaces[s].n_t > GJ_PROGRAM_REGS ||
		    p->spaces[s].n_i > GJ_PROGRAM_REGS || p->spaces[s].n_l > GJ_PROGRAM_REGS ||
		    p->spaces[s].n_q > GJ_PROGRAM_REGS)
			return gj_err_set(err, GJ_EINTERNAL, "program: space %zu", s);
	for (size_t k = 0; k < p->n_columns; k++)
		if (!column_is_sound(p, &p->columns[k]))
			return gj_err_set(err, GJ_EINTERNAL, "program: column %zu", k);
	return 0;
}

int gj_program_check(const struct gj_program *p, struct gj_err *err)
{
	struct gj_arena arena;
	struct written w = { .p = p };
	uint8_t *emitted;
	int rc = check_shape(p, err);

	if (rc)
		return rc;
	gj_arena_init(&arena, 0);
	emitted = gj_arena_alloc(&arena, p->n_checks + 1);
	for (size_t s = 0; emitted && s < p->n_spaces; s++) {
		w.t[s] = gj_arena_alloc(&arena, p->spaces[s].n_t + 1u);
		w.i[s] = gj_arena_alloc(&arena, p->spaces[s].n_i + 1u);
		w.l[s] = gj_arena_alloc(&arena, p->spaces[s].n_l + 1u);
		w.q[s] = gj_arena_alloc(&arena, p->spaces[s].n_q + 1u);
		if (w.t[s] == NULL || w.i[s] == NULL || w.l[s] == NULL || w.q[s] == NULL)
			emitted = NULL;
	}
	if (emitted == NULL) {
		rc = gj_err_nomem(err, tr("the program's check"));
		goto done;
	}
	for (size_t k = 0; rc == 0 && k < p->n_ins; k++) {
		const struct gj_ins *s = &p->ins[k];

		if (s->op >= GJ_OP_COUNT || s->space >= p->n_spaces || !ins_is_sound(&w, s))
			rc = gj_err_set(err, GJ_EINTERNAL,
			                "program: instruction %zu (%s) is not sound", k,
			                s->op < GJ_OP_COUNT ? op_names[s->op] : "?");
		else if (s->op == GJ_OP_EMIT && emitted[s->k]++)
			rc = gj_err_set(err, GJ_EINTERNAL, "program: outcome %" PRId64 " twice",
			                s->k);
	}
	for (size_t k = 0; rc == 0 && k < p->n_checks; k++)
		if (!emitted[k])
			rc = gj_err_set(err, GJ_EINTERNAL, "program: outcome %zu never set", k);
done:
	gj_arena_fini(&arena);
	return rc;
}
