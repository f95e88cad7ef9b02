/* compile_compare.c: comparisons: plain numbers, shares, and counts of rows that may be uncertain. */
#include "engine/eval/assemble.h"

#include "engine/base/tr.h"
#include "engine/eval/range.h"

/* One side of a comparison: where its numbers are. */
struct side {
	enum gj_reg kind; /* GJ_REG_I or GJ_REG_L */
	bool triple;
	uint16_t r;
};

static int fact_side(struct gj_assemble *c, const struct gj_cond *cond, const struct gj_fact *fact,
                     unsigned space, struct side *out)
{
	bool amount = fact->type == GJ_FACT_AMOUNT;
	int rc;

	if (!amount && fact->type != GJ_FACT_COUNT && fact->type != GJ_FACT_DATE)
		return gj_assemble_misuse(c, cond, tr("only counts, amounts and dates compare"));
	*out = (struct side){ .kind = amount ? GJ_REG_L : GJ_REG_I };
	rc = gj_assemble_take(c, out->kind, space, 1, &out->r);
	return rc ? rc
	          : gj_assemble_load(c,
	                             (struct gj_column){ .kind = amount ? GJ_COLUMN_L : GJ_COLUMN_I,
	                                                 .space = (uint8_t)space,
	                                                 .fact = fact },
	                             out->r);
}

static int rows_side(struct gj_assemble *c, const struct gj_term *term, struct side *out)
{
	unsigned space;
	uint16_t pass, code = 0, mark;
	int rc = gj_assemble_take(c, GJ_REG_I, 0, 3, &out->r);

	if (rc == 0)
		rc = gj_compile_filter(c, &term->rows, &space, &pass);
	if (rc)
		return rc;
	out->kind = GJ_REG_I;
	out->triple = true;
	mark = c->next_i[space];
	if (term->kind == GJ_TERM_DISTINCT) {
		rc = gj_assemble_take(c, GJ_REG_I, space, 1, &code);
		if (rc == 0)
			rc = gj_assemble_load(c,
			                      (struct gj_column){ .kind = GJ_COLUMN_CODE,
			                                          .space = (uint8_t)space,
			                                          .fact = term->fact },
			                      code);
	}
	if (rc == 0)
		rc = gj_assemble_emit(c, (struct gj_ins){ .op = term->kind == GJ_TERM_DISTINCT
		                                                    ? GJ_OP_DISTINCT
		                                                    : GJ_OP_ROWS,
		                                          .d = out->r,
		                                          .a = pass,
		                                          .b = code,
		                                          .k = space });
	c->next_i[space] = mark;
	c->next_t[space]--;
	return rc;
}

static int term_side(struct gj_assemble *c, const struct gj_cond *cond, const struct gj_term *term,
                     unsigned space, struct side *out)
{
	if (term->kind == GJ_TERM_FACT)
		return fact_side(c, cond, term->fact, space, out);
	if ((term->kind == GJ_TERM_ROWS || term->kind == GJ_TERM_DISTINCT) && space == 0)
		return rows_side(c, term, out);
	return gj_assemble_misuse(c, cond, tr("this cannot stand on this side of a comparison"));
}

static int32_t clamped(int64_t k)
{
	return k > INT32_MAX ? INT32_MAX : k < INT32_MIN + 2 ? INT32_MIN + 2 : (int32_t)k;
}

static int compare_number(struct gj_assemble *c, const struct gj_cond *cond, unsigned space,
                          struct side left, uint16_t d)
{
	static const uint8_t ops[3][3] = {
		{ GJ_OP_GE_I, GJ_OP_LE_I, GJ_OP_EQ_I },
		{ GJ_OP_GE_L, GJ_OP_LE_L, GJ_OP_EQ_L },
		{ GJ_OP_GE_R, GJ_OP_LE_R, GJ_OP_EQ_R },
	};
	const uint8_t *row = ops[left.triple ? 2 : left.kind == GJ_REG_L ? 1 : 0];
	int64_t k = cond->right->number;
	uint8_t op = row[2];

	switch (cond->cmp) {
	case GJ_MORE_THAN:
		k++;
		op = row[0];
		break;
	case GJ_AT_LEAST:
		op = row[0];
		break;
	case GJ_LESS_THAN:
		k--;
		op = row[1];
		break;
	case GJ_AT_MOST:
		op = row[1];
		break;
	case GJ_EQUALS:
		break;
	}
	if (left.kind == GJ_REG_I && !left.triple)
		k = clamped(k);
	return gj_assemble_emit(
	    c, (struct gj_ins){ .op = op, .space = (uint8_t)space, .d = d, .a = left.r, .k = k });
}

/* A plain side beside a wider one takes the wider form. */
static int made_alike(struct gj_assemble *c, unsigned space, struct side *side,
                      const struct side *other)
{
	uint16_t r;
	int rc;

	if (other->triple && !side->triple) {
		rc = gj_assemble_take(c, GJ_REG_I, space, 3, &r);
		if (rc == 0)
			rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_TRIPLE,
			                                          .space = (uint8_t)space,
			                                          .d = r,
			                                          .a = side->r });
		*side = (struct side){ .kind = GJ_REG_I, .triple = true, .r = r };
		return rc;
	}
	if (other->kind == GJ_REG_L && side->kind == GJ_REG_I) {
		rc = gj_assemble_take(c, GJ_REG_L, space, 1, &r);
		if (rc == 0)
			rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_WIDEN,
			                                          .space = (uint8_t)space,
			                                          .d = r,
			                                          .a = side->r });
		*side = (struct side){ .kind = GJ_REG_L, .r = r };
		return rc;
	}
	return 0;
}

/* Counts added up, which whole columns can do; what is not that is a range. */
static bool is_sum_of_counts(const struct gj_term *term)
{
	if (term->kind == GJ_TERM_FACT)
		return term->fact->type == GJ_FACT_COUNT;
	for (size_t i = 0; i < term->n_args; i++)
		if (!is_sum_of_counts(term->args[i]))
			return false;
	return term->kind == GJ_TERM_PLUS && term->n_args > 0;
}

static bool is_plain_sum(const struct gj_cond *cond)
{
	const int64_t limit = cond->right->number;

	return cond->left->kind == GJ_TERM_PLUS && cond->right->kind == GJ_TERM_NUMBER &&
	       limit >= 0 && limit < INT32_MAX - 1 && is_sum_of_counts(cond->left);
}

/* `out` begins as the first of them. */
static int add_counts(struct gj_assemble *c, const struct gj_cond *cond,
                      const struct gj_term *term, unsigned space, struct side *out)
{
	uint16_t mark = c->next_i[space];
	struct side part;
	int rc = 0;

	for (size_t i = 0; rc == 0 && term->kind == GJ_TERM_PLUS && i < term->n_args; i++)
		rc = add_counts(c, cond, term->args[i], space, out);
	if (rc || term->kind == GJ_TERM_PLUS)
		return rc;
	if (out->kind == GJ_REG_Q) /* there is none yet */
		return fact_side(c, cond, term->fact, space, out);
	rc = fact_side(c, cond, term->fact, space, &part);
	if (rc == 0)
		rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_ADD_I,
		                                          .space = (uint8_t)space,
		                                          .d = out->r,
		                                          .a = out->r,
		                                          .b = part.r });
	c->next_i[space] = mark;
	return rc;
}

int gj_compile_compare(struct gj_assemble *c, const struct gj_cond *cond, unsigned space,
                       uint16_t d)
{
	const struct gj_term *right = cond->right;
	const struct gj_term *base = right->kind == GJ_TERM_SHARE ? right->share_of : right;
	uint16_t mark_i = c->next_i[space], mark_l = c->next_l[space];
	struct side a = { 0 }, b = { 0 };
	struct gj_ins ins = { .space = (uint8_t)space,
		              .d = d,
		              .cmp = (uint8_t)cond->cmp,
		              .e = GJ_NO_ZERO,
		              .k = 1,
		              .c = 1 };
	int rc;

	if (is_plain_sum(cond)) {
		a.kind = GJ_REG_Q;
		rc = add_counts(c, cond, cond->left, space, &a);
		if (rc == 0)
			rc = compare_number(c, cond, space, a, d);
		goto done;
	}
	if (gj_range_is(cond->left) || gj_range_is(right))
		return gj_compile_range(c, cond, space, d);
	rc = term_side(c, cond, cond->left, space, &a);

	if (rc == 0 && right->kind == GJ_TERM_NUMBER) {
		rc = compare_number(c, cond, space, a, d);
		goto done;
	}
	if (right->kind == GJ_TERM_SHARE) {
		ins.e = (uint8_t)right->zero_base;
		ins.k = right->number;
		ins.c = right->per;
	}
	if (rc == 0)
		rc = term_side(c, cond, base, space, &b);
	if (rc == 0 && (a.triple || b.triple) && (a.kind == GJ_REG_L || b.kind == GJ_REG_L))
		rc = gj_assemble_misuse(c, cond,
		                        tr("a number of rows does not compare with an amount"));
	if (rc == 0)
		rc = made_alike(c, space, &a, &b);
	if (rc == 0)
		rc = made_alike(c, space, &b, &a);
	if (rc == 0) {
		ins.op = a.triple             ? GJ_OP_SHARE_R
		         : a.kind == GJ_REG_L ? GJ_OP_SHARE_L
		                              : GJ_OP_SHARE;
		ins.a = a.r;
		ins.b = b.r;
		rc = gj_assemble_emit(c, ins);
	}
done:
	c->next_i[space] = mark_i;
	c->next_l[space] = mark_l;
	return rc;
}
