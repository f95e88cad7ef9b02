/* program_print.c: a program printed for people, an instruction a line. */
#include "engine/eval/program.h"

#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/eval/kernel.h"

#include <inttypes.h>

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

		gj_buf_printf(out, "%4zu  %-9s", k, gj_op_name(s->op));
		if (s->space)
			gj_buf_printf(out, "[%s] ", p->spaces[s->space].list->key);
		print_ins(p, s, out);
		gj_buf_putc(out, '\n');
	}
}
