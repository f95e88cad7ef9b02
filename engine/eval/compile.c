/* compile.c: from condition trees to one flat program. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/assemble.h"
#include "engine/eval/range.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 256 };

/* all and any: the first into d, every other beside it. */
static int fold_into(struct gj_assemble *c, const struct gj_cond *cond, unsigned space, uint16_t d)
{
	uint8_t op = cond->kind == GJ_COND_ALL ? GJ_OP_AND : GJ_OP_OR;
	uint16_t mark = c->next_t[space], r;
	int rc = gj_compile_cond(c, cond->args[0], space, d);

	for (size_t i = 1; rc == 0 && i < cond->n_args; i++) {
		rc = gj_assemble_take(c, GJ_REG_T, space, 1, &r);
		if (rc == 0)
			rc = gj_compile_cond(c, cond->args[i], space, r);
		if (rc == 0)
			rc = gj_assemble_emit(
			    c, (struct gj_ins){
				   .op = op, .space = (uint8_t)space, .d = d, .a = d, .b = r });
		c->next_t[space] = mark;
	}
	return rc;
}

static int kof_into(struct gj_assemble *c, const struct gj_cond *cond, unsigned space, uint16_t d)
{
	uint16_t mark = c->next_t[space], first;
	int rc = gj_assemble_take(c, GJ_REG_T, space, (unsigned)cond->n_args, &first);

	for (size_t i = 0; rc == 0 && i < cond->n_args; i++)
		rc = gj_compile_cond(c, cond->args[i], space, (uint16_t)(first + i));
	if (rc == 0)
		rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_KOF,
		                                          .space = (uint8_t)space,
		                                          .d = d,
		                                          .a = first,
		                                          .m = (uint16_t)cond->n_args,
		                                          .k = cond->k });
	c->next_t[space] = mark;
	return rc;
}

static int one_of_into(struct gj_assemble *c, const struct gj_cond *cond, unsigned space,
                       uint16_t d)
{
	bool text = cond->fact->type != GJ_FACT_ONE_OF;
	uint16_t mark = c->next_i[space], r;
	struct gj_set set = { .n = text ? 0 : cond->fact->n_options };
	struct gj_set *all = NULL;
	int32_t *codes = gj_arena_array(&c->p->arena, cond->n_values + 1, sizeof *codes);
	int rc;

	if (codes == NULL)
		return gj_assemble_nomem(c);
	for (size_t i = 0; i < cond->n_values; i++) {
		if (text) {
			rc = gj_assemble_literal(c, cond->values[i], &codes[i]);
			if (rc)
				return rc;
			if ((size_t)codes[i] >= set.n)
				set.n = (size_t)codes[i] + 1;
		} else {
			codes[i] =
			    gj_fact_option(cond->fact, cond->values[i], strlen(cond->values[i]));
			if (codes[i] < 0)
				return gj_assemble_misuse(c, cond,
				                          tr("a value is not among the options"));
		}
	}
	set.member = gj_arena_alloc(&c->p->arena, set.n + 1);
	if (set.member != NULL)
		all = gj_assemble_grow(c, c->p->sets, c->p->n_sets, &c->room_sets, sizeof *all);
	if (all == NULL)
		return gj_assemble_nomem(c);
	for (size_t i = 0; i < cond->n_values; i++)
		set.member[codes[i]] = 1;
	c->p->sets = all;
	all[c->p->n_sets++] = set;

	rc = gj_assemble_take(c, GJ_REG_I, space, 1, &r);
	if (rc == 0)
		rc = gj_assemble_load(c,
		                      (struct gj_column){ .kind =
		                                              text ? GJ_COLUMN_CODE : GJ_COLUMN_I,
		                                          .space = (uint8_t)space,
		                                          .fact = cond->fact },
		                      r);
	if (rc == 0)
		rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_IN,
		                                          .space = (uint8_t)space,
		                                          .d = d,
		                                          .a = r,
		                                          .k = (int64_t)c->p->n_sets - 1 });
	c->next_i[space] = mark;
	return rc;
}

static int days_into(struct gj_assemble *c, unsigned space, int32_t day, uint16_t d)
{
	return gj_assemble_emit(c,
	                        (struct gj_ins){
				    .op = GJ_OP_DAYS, .space = (uint8_t)space, .d = d, .k = day });
}

/* A look-back from a fact is reckoned once for each application, then handed down to its rows. */
static int anchor_into(struct gj_assemble *c, const struct gj_window *w, unsigned space,
                       uint16_t from, uint16_t to)
{
	uint16_t mark = c->next_i[0], at = to, back = from;
	int rc = 0;

	if (space != 0) {
		rc = gj_assemble_take(c, GJ_REG_I, 0, 1, &at);
		if (rc == 0)
			rc = gj_assemble_take(c, GJ_REG_I, 0, 1, &back);
	}
	if (rc == 0)
		rc = gj_assemble_load(c,
		                      (struct gj_column){ .kind = GJ_COLUMN_I, .fact = w->anchor },
		                      at);
	if (rc == 0)
		rc = gj_assemble_emit(c,
		                      (struct gj_ins){
					  .op = GJ_OP_SHIFT, .d = back, .a = at, .k = w->months });
	if (rc == 0 && space != 0) {
		rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_SPREAD,
		                                          .space = (uint8_t)space,
		                                          .d = from,
		                                          .a = back });
		if (rc == 0)
			rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_SPREAD,
			                                          .space = (uint8_t)space,
			                                          .d = to,
			                                          .a = at });
		c->next_i[0] = mark;
	}
	return rc;
}

static int within_into(struct gj_assemble *c, const struct gj_cond *cond, unsigned space,
                       uint16_t d)
{
	const struct gj_window *w = &cond->window;
	int32_t reference = c->p->reference;
	uint16_t mark = c->next_i[space], day, from, to;
	uint8_t first = GJ_MET;
	int rc = gj_assemble_take(c, GJ_REG_I, space, 1, &day);

	if (rc == 0)
		rc = gj_assemble_take(c, GJ_REG_I, space, 1, &from);
	if (rc == 0)
		rc = gj_assemble_take(c, GJ_REG_I, space, 1, &to);
	if (rc == 0)
		rc = gj_assemble_load(c,
		                      (struct gj_column){ .kind = GJ_COLUMN_I,
		                                          .space = (uint8_t)space,
		                                          .fact = cond->fact },
		                      day);
	if (rc == 0 && w->months && w->anchor) {
		rc = anchor_into(c, w, space, from, to);
	} else if (rc == 0) {
		int32_t anchor = w->anchored ? w->anchor_day : reference;
		int32_t first_day = w->months ? gj_day_add_months(anchor, -w->months) : w->from;
		int32_t last_day = w->months                              ? anchor
		                   : w->to_reference && reference < w->to ? reference
		                                                          : w->to;

		rc = days_into(c, space, first_day, from);
		if (rc == 0)
			rc = days_into(c, space, last_day, to);
	}
	if (w->months)
		first = (uint8_t)w->boundary;
	if (rc == 0)
		rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_WINDOW,
		                                          .space = (uint8_t)space,
		                                          .d = d,
		                                          .a = day,
		                                          .b = from,
		                                          .m = to,
		                                          .e = first });
	c->next_i[space] = mark;
	return rc;
}

/* The filter of rows as outcomes in a register of their space. */
int gj_compile_filter(struct gj_assemble *c, const struct gj_rows *rows, unsigned *space,
                      uint16_t *pass)
{
	int rc = gj_assemble_space(c, rows->list, space);

	if (rc == 0)
		rc = gj_assemble_take(c, GJ_REG_T, *space, 1, pass);
	if (rc)
		return rc;
	if (rows->filter)
		return gj_compile_cond(c, rows->filter, *space, *pass);
	return gj_assemble_emit(c, (struct gj_ins){
				       .op = GJ_OP_TRUE, .space = (uint8_t)*space, .d = *pass });
}

static int exists_into(struct gj_assemble *c, const struct gj_cond *cond, uint16_t d)
{
	unsigned space;
	uint16_t pass;
	int rc = gj_compile_filter(c, &cond->rows, &space, &pass);

	if (rc)
		return rc;
	rc = gj_assemble_emit(c,
	                      (struct gj_ins){ .op = GJ_OP_EXISTS, .d = d, .a = pass, .k = space });
	if (rc == 0 && cond->kind == GJ_COND_NONE)
		rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_NOT, .d = d, .a = d });
	c->next_t[space]--;
	return rc;
}

/* What is asked of every row that passes. */
static int every_into(struct gj_assemble *c, const struct gj_cond *cond, uint16_t d)
{
	unsigned space;
	uint16_t pass, asked;
	int rc = gj_compile_filter(c, &cond->rows, &space, &pass);

	if (rc == 0)
		rc = gj_assemble_take(c, GJ_REG_T, space, 1, &asked);
	if (rc == 0)
		rc = gj_compile_cond(c, cond->args[0], space, asked);
	if (rc)
		return rc;
	rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_EVERY,
	                                          .d = d,
	                                          .a = pass,
	                                          .b = asked,
	                                          .e = (uint8_t)cond->outcome,
	                                          .k = space });
	c->next_t[space] = (uint16_t)(c->next_t[space] - 2);
	return rc;
}

static int unless_into(struct gj_assemble *c, const struct gj_cond *cond, unsigned space,
                       uint16_t d)
{
	uint16_t mark = c->next_t[space], ground;
	bool whole = c->whole;
	int rc = gj_compile_cond(c, cond->args[0], space, d);

	c->whole = false;
	if (rc == 0)
		rc = gj_assemble_take(c, GJ_REG_T, space, 1, &ground);
	if (rc == 0)
		rc = gj_compile_cond(c, cond->args[1], space, ground);
	if (rc == 0)
		rc = gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_UNLESS,
		                                          .space = (uint8_t)space,
		                                          .d = d,
		                                          .a = d,
		                                          .b = ground,
		                                          .e = (uint8_t)cond->outcome,
		                                          .k = whole });
	c->next_t[space] = mark;
	return rc;
}

static int dated_into(struct gj_assemble *c, const struct gj_cond *cond, unsigned space, uint16_t d)
{
	for (size_t i = cond->n_args; i-- > 0;)
		if (cond->since[i] <= c->p->reference)
			return gj_compile_cond(c, cond->args[i], space, d);
	/* Nothing was in force yet. */
	return gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_CONST,
	                                            .space = (uint8_t)space,
	                                            .d = d,
	                                            .e = GJ_ERROR });
}

static int unary_into(struct gj_assemble *c, const struct gj_cond *cond, unsigned space, uint16_t d,
                      uint8_t op)
{
	int rc = gj_compile_cond(c, cond->args[0], space, d);

	return rc ? rc
	          : gj_assemble_emit(c, (struct gj_ins){
					    .op = op, .space = (uint8_t)space, .d = d, .a = d });
}

static int column_into(struct gj_assemble *c, const struct gj_cond *cond, enum gj_column_kind kind,
                       unsigned space, uint16_t d)
{
	return gj_assemble_load(c,
	                        (struct gj_column){ .kind = kind,
	                                            .space = (uint8_t)space,
	                                            .fact = cond->fact,
	                                            .category = cond->category },
	                        d);
}

static int kind_into(struct gj_assemble *c, const struct gj_cond *cond, unsigned space, uint16_t d)
{
	int rc;

	switch (cond->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
		return fold_into(c, cond, space, d);
	case GJ_COND_AT_LEAST_OF:
		return kof_into(c, cond, space, d);
	case GJ_COND_NOT:
		return unary_into(c, cond, space, d, GJ_OP_NOT);
	case GJ_COND_ELSE_REVIEW:
		return unary_into(c, cond, space, d, GJ_OP_SOFTEN);
	case GJ_COND_HOLDS:
		return column_into(c, cond, GJ_COLUMN_T, space, d);
	case GJ_COND_JUDGED:
		rc = column_into(c, cond, GJ_COLUMN_T, space, d);
		return rc ? rc
		          : gj_assemble_emit(c, (struct gj_ins){ .op = GJ_OP_JUDGE,
		                                                 .space = (uint8_t)space,
		                                                 .d = d,
		                                                 .a = d });
	case GJ_COND_GIVEN:
		return column_into(c, cond, GJ_COLUMN_PRESENCE, space, d);
	case GJ_COND_ONE_OF:
		return one_of_into(c, cond, space, d);
	case GJ_COND_COMPARE:
		return gj_compile_compare(c, cond, space, d);
	case GJ_COND_WITHIN:
		return within_into(c, cond, space, d);
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
		if (space == 0)
			return exists_into(c, cond, d);
		break;
	case GJ_COND_RECOGNISED:
		return column_into(c, cond, GJ_COLUMN_RECOGNISED, space, d);
	case GJ_COND_EVERY:
		if (space == 0)
			return every_into(c, cond, d);
		break;
	case GJ_COND_UNLESS:
		return unless_into(c, cond, space, d);
	case GJ_COND_DATED:
		return dated_into(c, cond, space, d);
	case GJ_COND_FUNCTION:
		if (space == 0)
			return gj_assemble_load(c,
			                        (struct gj_column){ .kind = GJ_COLUMN_CALL,
			                                            .function = cond->function },
			                        d);
		return gj_assemble_misuse(c, cond, tr("a function cannot stand inside a filter"));
	}
	return gj_assemble_misuse(c, cond, tr("a list cannot stand inside the filter of a list"));
}

int gj_compile_cond(struct gj_assemble *c, const struct gj_cond *cond, unsigned space, uint16_t d)
{
	bool whole = c->whole;
	int rc;

	if (c->depth == DEPTH_MAX)
		return gj_assemble_misuse(c, cond,
		                          tr("conditions stand too deep inside each other"));
	c->depth++;
	c->whole = whole && gj_range_is_whole(cond);
	rc = kind_into(c, cond, space, d);
	c->whole = whole;
	c->depth--;
	return rc;
}

int gj_program_compile(struct gj_program **out, const struct gj_cond *const *checks, size_t n,
                       int32_t reference, struct gj_err *err)
{
	struct gj_program *p = malloc(sizeof *p);
	struct gj_assemble c = { .p = p, .err = err };
	uint16_t d;
	int rc = 0;

	if (p == NULL)
		return gj_err_nomem(err, tr("the compiled rules"));
	*p = (struct gj_program){ .n_spaces = 1, .n_checks = n, .reference = reference };
	gj_arena_init(&p->arena, 0);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		rc = gj_assemble_take(&c, GJ_REG_T, 0, 1, &d);
		c.whole = true;
		if (rc == 0)
			rc = gj_compile_cond(&c, checks[i], 0, d);
		if (rc == 0)
			rc = gj_assemble_emit(&c, (struct gj_ins){
						      .op = GJ_OP_EMIT, .a = d, .k = (int64_t)i });
		c.next_t[0] = 0;
	}
	if (rc == 0)
		rc = gj_program_check(p, err);
	if (rc) {
		gj_program_free(p);
		return rc;
	}
	*out = p;
	return 0;
}
