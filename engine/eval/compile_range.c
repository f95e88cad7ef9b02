/* compile_range.c: terms whose value may lie between bounds: sums, scores, tables, dates that move. */
#include "engine/base/tr.h"
#include "engine/eval/assemble.h"
#include "engine/eval/kernel.h"
#include "engine/eval/range.h"

struct at { /* where in the program we are */
	struct gj_assemble *c;
	const struct gj_cond *cond; /* for messages */
	unsigned space;
};

static int term_into(const struct at *at, const struct gj_term *term, uint16_t d);

static int emit(const struct at *at, struct gj_ins ins)
{
	ins.space = (uint8_t)at->space;
	return gj_assemble_emit(at->c, ins);
}

static int fact_into(const struct at *at, const struct gj_fact *fact, uint16_t d)
{
	bool amount = fact->type == GJ_FACT_AMOUNT;
	enum gj_reg kind = amount ? GJ_REG_L : GJ_REG_I;
	uint16_t *next = amount ? at->c->next_l : at->c->next_i, mark = next[at->space], r;
	int rc;

	if (!amount && fact->type != GJ_FACT_COUNT && fact->type != GJ_FACT_DATE)
		return gj_assemble_misuse(at->c, at->cond,
		                          tr("only counts, amounts and dates compare"));
	rc = gj_assemble_take(at->c, kind, at->space, 1, &r);
	if (rc == 0)
		rc =
		    gj_assemble_load(at->c,
		                     (struct gj_column){ .kind = amount ? GJ_COLUMN_L : GJ_COLUMN_I,
		                                         .space = (uint8_t)at->space,
		                                         .fact = fact },
		                     r);
	if (rc == 0)
		rc = emit(at, (struct gj_ins){
				  .op = amount ? GJ_OP_Q_OF_L : GJ_OP_Q_OF_I, .d = d, .a = r });
	next[at->space] = mark;
	return rc;
}

/* How many rows pass, or how many different values they hold. */
static int rows_into(const struct at *at, const struct gj_term *term, uint16_t d)
{
	uint16_t mark = at->c->next_i[0], r, pass, code = 0, inner;
	unsigned space;
	int rc = gj_assemble_take(at->c, GJ_REG_I, 0, 3, &r);

	if (rc == 0)
		rc = gj_compile_filter(at->c, &term->rows, &space, &pass);
	if (rc)
		return rc;
	inner = at->c->next_i[space];
	if (term->kind == GJ_TERM_DISTINCT) {
		rc = gj_assemble_take(at->c, GJ_REG_I, space, 1, &code);
		if (rc == 0)
			rc = gj_assemble_load(at->c,
			                      (struct gj_column){ .kind = GJ_COLUMN_CODE,
			                                          .space = (uint8_t)space,
			                                          .fact = term->fact },
			                      code);
	}
	if (rc == 0)
		rc = emit(at, (struct gj_ins){ .op = term->kind == GJ_TERM_DISTINCT ? GJ_OP_DISTINCT
		                                                                    : GJ_OP_ROWS,
		                               .d = r,
		                               .a = pass,
		                               .b = code,
		                               .k = space });
	if (rc == 0)
		rc = emit(at, (struct gj_ins){ .op = GJ_OP_Q_OF_R, .d = d, .a = r });
	at->c->next_i[space] = inner;
	at->c->next_t[space]--;
	at->c->next_i[0] = mark;
	return rc;
}

static int gather_into(const struct at *at, const struct gj_term *term, enum gj_gather what,
                       uint16_t d)
{
	struct at inner = *at;
	uint16_t mark, pass, value;
	int rc = gj_compile_filter(at->c, &term->rows, &inner.space, &pass);

	if (rc)
		return rc;
	mark = at->c->next_q[inner.space];
	rc = gj_assemble_take(at->c, GJ_REG_Q, inner.space, 1, &value);
	if (rc == 0)
		rc = fact_into(&inner, term->fact, value);
	if (rc == 0)
		rc = emit(at, (struct gj_ins){ .op = GJ_OP_Q_GATHER,
		                               .d = d,
		                               .a = pass,
		                               .b = value,
		                               .e = (uint8_t)what,
		                               .k = inner.space,
		                               .c = term->fact->type == GJ_FACT_COUNT });
	at->c->next_q[inner.space] = mark;
	at->c->next_t[inner.space]--;
	return rc;
}

static int plus_into(const struct at *at, const struct gj_term *term, uint8_t op, uint16_t d)
{
	uint16_t mark = at->c->next_q[at->space], r;
	int rc = term_into(at, term->args[0], d);

	for (size_t i = 1; rc == 0 && i < term->n_args; i++) {
		rc = gj_assemble_take(at->c, GJ_REG_Q, at->space, 1, &r);
		if (rc == 0)
			rc = term_into(at, term->args[i], r);
		if (rc == 0)
			rc = emit(at, (struct gj_ins){ .op = op, .d = d, .a = d, .b = r });
		at->c->next_q[at->space] = mark;
	}
	return rc;
}

/* From the last row of the table to the first, so that the first that applies has the last word. */
static int cases_into(const struct at *at, const struct gj_term *term, uint16_t d)
{
	uint16_t mark_q = at->c->next_q[at->space], mark_t = at->c->next_t[at->space], r, t;
	int rc;

	if (term->n_args > term->n_conds)
		rc = term_into(at, term->args[term->n_conds], d);
	else
		rc = emit(at, (struct gj_ins){ .op = GJ_OP_Q_NONE,
				               .d = d,
				               .e = gj_range_reaches_behind(term) });
	for (size_t i = term->n_conds; rc == 0 && i-- > 0;) {
		rc = gj_assemble_take(at->c, GJ_REG_Q, at->space, 1, &r);
		if (rc == 0)
			rc = gj_assemble_take(at->c, GJ_REG_T, at->space, 1, &t);
		if (rc == 0)
			rc = term_into(at, term->args[i], r);
		if (rc == 0)
			rc = gj_compile_cond(at->c, term->conds[i], at->space, t);
		if (rc == 0)
			rc = emit(at, (struct gj_ins){
					  .op = GJ_OP_Q_CASE, .d = d, .a = r, .b = d, .m = t });
		at->c->next_q[at->space] = mark_q;
		at->c->next_t[at->space] = mark_t;
	}
	return rc;
}

/* One part, changed in place. */
static int part_into(const struct at *at, const struct gj_term *term, struct gj_ins ins, uint16_t d)
{
	int rc = term_into(at, term->args[0], d);

	ins.d = ins.a = d;
	return rc ? rc : emit(at, ins);
}

static int shifted_into(const struct at *at, const struct gj_term *term, uint16_t d)
{
	struct gj_program *p = at->c->p;
	const struct gj_term **all =
	    gj_assemble_grow(at->c, p->terms, p->n_terms, &at->c->room_terms, sizeof *all);

	if (all == NULL)
		return gj_assemble_nomem(at->c);
	p->terms = all;
	all[p->n_terms++] = term;
	return part_into(at, term,
	                 (struct gj_ins){ .op = GJ_OP_Q_MOVE, .k = (int64_t)p->n_terms - 1 }, d);
}

/* A fact of the application, handed down to each of its rows. */
static int above_into(const struct at *at, const struct gj_term *term, uint16_t d)
{
	struct at top = *at;
	uint16_t mark = at->c->next_q[0], r;
	int rc;

	if (at->space == 0)
		return fact_into(at, term->fact, d);
	top.space = 0;
	rc = gj_assemble_take(at->c, GJ_REG_Q, 0, 1, &r);
	if (rc == 0)
		rc = fact_into(&top, term->fact, r);
	if (rc == 0)
		rc = emit(at, (struct gj_ins){ .op = GJ_OP_Q_SPREAD, .d = d, .a = r });
	at->c->next_q[0] = mark;
	return rc;
}

static int kind_into(const struct at *at, const struct gj_term *term, uint16_t d)
{
	switch (term->kind) {
	case GJ_TERM_NUMBER:
		return emit(at, (struct gj_ins){ .op = GJ_OP_Q_NUMBER, .d = d, .k = term->number });
	case GJ_TERM_REFERENCE:
		return emit(at, (struct gj_ins){
				    .op = GJ_OP_Q_NUMBER, .d = d, .k = at->c->p->reference });
	case GJ_TERM_FACT:
		return fact_into(at, term->fact, d);
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
		if (at->space == 0)
			return rows_into(at, term, d);
		break;
	case GJ_TERM_SUM:
	case GJ_TERM_LARGEST:
	case GJ_TERM_SMALLEST:
		if (at->space == 0)
			return gather_into(at, term,
			                   term->kind == GJ_TERM_LARGEST    ? GJ_GATHER_LARGEST
			                   : term->kind == GJ_TERM_SMALLEST ? GJ_GATHER_SMALLEST
			                                                    : GJ_GATHER_SUM,
			                   d);
		break;
	case GJ_TERM_PLUS:
		return plus_into(at, term, GJ_OP_Q_PLUS, d);
	case GJ_TERM_MINUS:
		return plus_into(at, term, GJ_OP_Q_MINUS, d);
	case GJ_TERM_SCALED:
		return part_into(at, term,
		                 (struct gj_ins){ .op = GJ_OP_Q_SCALE,
		                                  .k = term->number,
		                                  .c = term->per,
		                                  .e = (uint8_t)term->rounding },
		                 d);
	case GJ_TERM_BOUNDED:
		return part_into(at, term,
		                 (struct gj_ins){
				     .op = GJ_OP_Q_BOUND, .k = term->low, .c = term->high },
		                 d);
	case GJ_TERM_PICKED:
		return part_into(at, term,
		                 (struct gj_ins){
				     .op = GJ_OP_Q_PICK, .k = term->low, .c = term->high },
		                 d);
	case GJ_TERM_CASES:
		return cases_into(at, term, d);
	case GJ_TERM_SHIFTED:
		return shifted_into(at, term, d);
	case GJ_TERM_ABOVE:
		return above_into(at, term, d);
	case GJ_TERM_AVERAGE: /* no number of its own: only gj_compile_range() compares it, exactly */
	case GJ_TERM_SHARE:
	case GJ_TERM_GROWTH:
		break;
	}
	return gj_assemble_misuse(at->c, at->cond,
	                          tr("this cannot stand on this side of a comparison"));
}

static int term_into(const struct at *at, const struct gj_term *term, uint16_t d)
{
	enum { DEPTH_MAX = 256 };
	int rc;

	if (at->c->depth >= DEPTH_MAX)
		return gj_assemble_misuse(at->c, at->cond,
		                          tr("conditions stand too deep inside each other"));
	at->c->depth++;
	rc = kind_into(at, term, d);
	at->c->depth--;
	return rc;
}

int gj_compile_range(struct gj_assemble *c, const struct gj_cond *cond, unsigned space, uint16_t d)
{
	const struct at at = { .c = c, .cond = cond, .space = space };
	const struct gj_term *left = cond->left, *right = cond->right;
	uint16_t mark = c->next_q[space], a, b;
	struct gj_ins ins = { .op = GJ_OP_Q_CMP,
		              .d = d,
		              .cmp = (uint8_t)cond->cmp,
		              .e = GJ_NO_ZERO,
		              .k = 1,
		              .c = 1 };
	int rc = gj_assemble_take(c, GJ_REG_Q, space, 1, &a);

	if (rc == 0)
		rc = gj_assemble_take(c, GJ_REG_Q, space, 1, &b);
	if (rc == 0 && left->kind == GJ_TERM_AVERAGE && space == 0)
		rc = gather_into(&at, left, GJ_GATHER_SUM, a);
	else if (rc == 0)
		rc = term_into(&at, left, a);
	if (rc == 0 && left->kind == GJ_TERM_AVERAGE) {
		if (right->kind != GJ_TERM_NUMBER)
			rc = gj_assemble_misuse(c, cond,
			                        tr("an average compares with a number only"));
		else
			rc = gather_into(&at, left, GJ_GATHER_COUNT, b);
		ins.e = (uint8_t)left->zero_base;
		ins.k = right->number;
		ins.c = right->per ? right->per : 1;
	} else if (rc == 0 && (right->kind == GJ_TERM_SHARE || right->kind == GJ_TERM_GROWTH)) {
		rc = term_into(&at, right->kind == GJ_TERM_SHARE ? right->share_of : right->args[0],
		               b);
		ins.op = right->kind == GJ_TERM_SHARE ? GJ_OP_Q_CMP : GJ_OP_Q_GROW;
		ins.e = (uint8_t)right->zero_base;
		ins.k = right->number;
		ins.c = right->per;
	} else if (rc == 0) {
		rc = term_into(&at, right, b);
	}
	if (rc == 0) {
		ins.a = a;
		ins.b = b;
		rc = emit(&at, ins);
	}
	c->next_q[space] = mark;
	return rc;
}
