/* program.c: programs validated before they ever run, printed for people, and freed. */
#include "engine/eval/program.h"

#include "engine/base/buf.h"
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

static void print_column(const struct gj_program *p, const struct gj_column *c, struct gj_buf *out)
{
	static const char *const what[] = {
		[GJ_COLUMN_T] = "",
		[GJ_COLUMN_PRESENCE] = "given ",
		[GJ_COLUMN_RECOGNISED] = "recognised ",
		[GJ_COLUMN_I] = "",
		[GJ_COLUMN_CODE] = "code of ",
		[GJ_COLUMN_L] = "",
		[GJ_COLUMN_CALL] = "function",
	};

	gj_buf_printf(out, "%s", what[c->kind]);
	if (c->kind == GJ_COLUMN_CALL) {
		gj_buf_printf(out, " %zu", c->function->index);
		return;
	}
	if (c->space)
		gj_buf_printf(out, "%s.", p->spaces[c->space].list->key);
	gj_buf_puts(out, c->fact->key);
}

static void print_share(const struct gj_ins *s, const char *kind, struct gj_buf *out)
{
	static const char *const cmp[] = { ">=", ">", "<=", "<", "==" };

	gj_buf_printf(out, "T%u = %s%u", s->d, kind, s->a);
	if (s->c != 1)
		gj_buf_printf(out, "*%" PRId64, s->c);
	gj_buf_printf(out, " %s %s%u", cmp[s->cmp], kind, s->b);
	if (s->k != 1)
		gj_buf_printf(out, "*%" PRId64, s->k);
	if (s->e != GJ_NO_ZERO)
		gj_buf_printf(out, ", of nothing: %s", gj_outcome_name(s->e));
}

static const char *const rounding_names[] = { [GJ_ROUND_HALF_UP] = "half up",
	                                      [GJ_ROUND_UP] = "up",
	                                      [GJ_ROUND_DOWN] = "down",
	                                      [GJ_ROUND_HALF_EVEN] = "half even" };
static const char *const step_names[] = { [GJ_STEP_DAYS] = "days",
	                                  [GJ_STEP_MONTHS] = "months",
	                                  [GJ_STEP_WORKING_DAYS] = "working days",
	                                  [GJ_STEP_MONTH_END] = "to the month's end" };
static const char *const gather_names[] = { [GJ_GATHER_SUM] = "sum",
	                                    [GJ_GATHER_COUNT] = "count",
	                                    [GJ_GATHER_LARGEST] = "largest",
	                                    [GJ_GATHER_SMALLEST] = "smallest" };

static void print_bound(struct gj_buf *out, int64_t bound)
{
	if (bound != INT64_MIN && bound != INT64_MAX)
		gj_buf_printf(out, "%" PRId64, bound);
}

static void print_ins(const struct gj_program *p, const struct gj_ins *s, struct gj_buf *out)
{
	char day[GJ_DAY_TEXT];

	switch ((enum gj_op)s->op) {
	case GJ_OP_LOAD_T:
	case GJ_OP_LOAD_I:
	case GJ_OP_LOAD_L:
		gj_buf_printf(out, "%c%u = ", "TIL"[s->op - GJ_OP_LOAD_T], s -> d);
		print_column(p, &p->columns[s->k], out);
		break;
	case GJ_OP_WIDEN:
		gj_buf_printf(out, "L%u = I%u", s->d, s->a);
		break;
	case GJ_OP_AND:
	case GJ_OP_OR:
		gj_buf_printf(out, "T%u = T%u %s T%u", s->d, s->a,
		              s->op == GJ_OP_AND ? "and" : "or", s->b);
		break;
	case GJ_OP_NOT:
		gj_buf_printf(out, "T%u = not T%u", s->d, s->a);
		break;
	case GJ_OP_SOFTEN:
		gj_buf_printf(out, "T%u = T%u else review", s->d, s->a);
		break;
	case GJ_OP_JUDGE:
		gj_buf_printf(out, "T%u = judged T%u", s->d, s->a);
		break;
	case GJ_OP_KOF:
		gj_buf_printf(out, "T%u = at least %" PRId64 " of T%u..T%u", s->d, s->k, s->a,
		              s->a + s->m - 1);
		break;
	case GJ_OP_GE_I:
	case GJ_OP_LE_I:
	case GJ_OP_EQ_I:
		gj_buf_printf(out, "T%u = I%u %.2s %" PRId64, s->d, s->a,
		              &">=<==="[2 * (s->op - GJ_OP_GE_I)], s -> k);
		break;
	case GJ_OP_GE_L:
	case GJ_OP_LE_L:
	case GJ_OP_EQ_L:
		gj_buf_printf(out, "T%u = L%u %.2s %" PRId64, s->d, s->a,
		              &">=<==="[2 * (s->op - GJ_OP_GE_L)], s -> k);
		break;
	case GJ_OP_GE_R:
	case GJ_OP_LE_R:
	case GJ_OP_EQ_R:
		gj_buf_printf(out, "T%u = count I%u %.2s %" PRId64, s->d, s->a,
		              &">=<==="[2 * (s->op - GJ_OP_GE_R)], s -> k);
		break;
	case GJ_OP_IN:
		gj_buf_printf(out, "T%u = I%u in {", s->d, s->a);
		for (size_t k = 0; k < p->sets[s->k].n; k++)
			if (p->sets[s->k].member[k])
				gj_buf_printf(out, " %zu", k);
		gj_buf_puts(out, " }");
		break;
	case GJ_OP_SHARE:
		print_share(s, "I", out);
		break;
	case GJ_OP_SHARE_L:
		print_share(s, "L", out);
		break;
	case GJ_OP_SHARE_R:
		print_share(s, "count I", out);
		break;
	case GJ_OP_SHIFT:
		gj_buf_printf(out, "I%u = I%u - %" PRId64 " months", s->d, s->a, s->k);
		break;
	case GJ_OP_DAYS:
		gj_buf_printf(out, "I%u = %s", s->d, gj_day_print(day, (int32_t)s->k));
		break;
	case GJ_OP_WINDOW:
		gj_buf_printf(out, "T%u = I%u <= I%u <= I%u, first day %s", s->d, s->b, s->a, s->m,
		              gj_outcome_name(s->e));
		break;
	case GJ_OP_ADD_I:
		gj_buf_printf(out, "I%u = I%u + I%u", s->d, s->a, s->b);
		break;
	case GJ_OP_SPREAD:
		gj_buf_printf(out, "I%u = application I%u", s->d, s->a);
		break;
	case GJ_OP_TRUE:
		gj_buf_printf(out, "T%u = met", s->d);
		break;
	case GJ_OP_ROWS:
		gj_buf_printf(out, "I%u..I%u = rows of %s with T%u", s->d, s->d + 2,
		              p->spaces[s->k].list->key, s->a);
		break;
	case GJ_OP_DISTINCT:
		gj_buf_printf(out, "I%u..I%u = distinct I%u of %s with T%u", s->d, s->d + 2, s->b,
		              p->spaces[s->k].list->key, s->a);
		break;
	case GJ_OP_EXISTS:
		gj_buf_printf(out, "T%u = any of %s with T%u", s->d, p->spaces[s->k].list->key,
		              s->a);
		break;
	case GJ_OP_TRIPLE:
		gj_buf_printf(out, "I%u..I%u = I%u", s->d, s->d + 2, s->a);
		break;
	case GJ_OP_CONST:
		gj_buf_printf(out, "T%u = %s", s->d, gj_outcome_name(s->e));
		break;
	case GJ_OP_UNLESS:
		gj_buf_printf(out, "T%u = T%u unless T%u, then %s%s", s->d, s->a, s->b,
		              gj_outcome_name(s->e), s->k ? "" : " if settled");
		break;
	case GJ_OP_EVERY:
		gj_buf_printf(out, "T%u = T%u of every %s with T%u, of none: %s", s->d, s->b,
		              p->spaces[s->k].list->key, s->a, gj_outcome_name(s->e));
		break;
	case GJ_OP_Q_OF_I:
	case GJ_OP_Q_OF_L:
		gj_buf_printf(out, "Q%u = %c%u", s->d, s->op == GJ_OP_Q_OF_I ? 'I' : 'L', s->a);
		break;
	case GJ_OP_Q_OF_R:
		gj_buf_printf(out, "Q%u = count I%u", s->d, s->a);
		break;
	case GJ_OP_Q_NUMBER:
		gj_buf_printf(out, "Q%u = %" PRId64, s->d, s->k);
		break;
	case GJ_OP_Q_NONE:
		gj_buf_printf(out, "Q%u = %s", s->d, s->e ? "not applicable" : "nothing");
		break;
	case GJ_OP_Q_SPREAD:
		gj_buf_printf(out, "Q%u = application Q%u", s->d, s->a);
		break;
	case GJ_OP_Q_PLUS:
	case GJ_OP_Q_MINUS:
		gj_buf_printf(out, "Q%u = Q%u %c Q%u", s->d, s->a,
		              s->op == GJ_OP_Q_PLUS ? '+' : '-', s->b);
		break;
	case GJ_OP_Q_SCALE:
		gj_buf_printf(out, "Q%u = Q%u * %" PRId64 " / %" PRId64 " %s", s->d, s->a, s->k,
		              s->c, rounding_names[s->e]);
		break;
	case GJ_OP_Q_BOUND:
	case GJ_OP_Q_PICK:
		gj_buf_printf(out, "Q%u = Q%u %s ", s->d, s->a,
		              s->op == GJ_OP_Q_BOUND ? "kept in" : "picked from");
		print_bound(out, s->k);
		gj_buf_puts(out, "..");
		print_bound(out, s->c);
		break;
	case GJ_OP_Q_CASE:
		gj_buf_printf(out, "Q%u = T%u ? Q%u : Q%u", s->d, s->m, s->a, s->b);
		break;
	case GJ_OP_Q_MOVE:
		gj_buf_printf(out, "Q%u = Q%u moved by %" PRId64 " %s", s->d, s->a,
		              p->terms[s->k]->number, step_names[p->terms[s->k]->step]);
		break;
	case GJ_OP_Q_GATHER:
		gj_buf_printf(out, "Q%u = %s of Q%u over %s with T%u", s->d, gather_names[s->e],
		              s->b, p->spaces[s->k].list->key, s->a);
		break;
	case GJ_OP_Q_CMP:
		print_share(s, "Q", out);
		break;
	case GJ_OP_Q_GROW:
		print_share(s, "growth Q", out);
		break;
	case GJ_OP_EMIT:
		gj_buf_printf(out, "outcome %" PRId64 " = T%u", s->k, s->a);
		break;
	case GJ_OP_COUNT:
		break;
	}
}

void gj_program_print(const struct gj_program *p, struct gj_buf *out)
{
	for (size_t k = 0; k < p->n_ins; k++) {
		const struct gj_ins *s = &p->ins[k];

		gj_buf_printf(out, "%4zu  %-9s", k, op_names[s->op]);
		if (s->space)
			gj_buf_printf(out, "[%s] ", p->spaces[s->space].list->key);
		print_ins(p, s, out);
		gj_buf_putc(out, '\n');
	}
}
