/* assemble.c: a flat program in the making: arrays that grow, registers given out like a stack. */
#include "engine/eval/assemble.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"

#include <string.h>

int gj_assemble_nomem(struct gj_assemble *c)
{
	return gj_err_nomem(c->err, tr("the compiled rules"));
}

/* Doubles an array that lives in the arena; the old one stays there until the program is freed. */
void *gj_assemble_grow(struct gj_assemble *c, void *old, size_t n, size_t *room, size_t size)
{
	size_t more = *room ? *room * 2 : 16;
	void *grown_array;

	if (n < *room)
		return old;
	grown_array = gj_arena_array(&c->p->arena, more, size);
	if (grown_array == NULL)
		return NULL;
	if (n)
		memcpy(grown_array, old, n * size);
	*room = more;
	return grown_array;
}

int gj_assemble_take(struct gj_assemble *c, enum gj_reg kind, unsigned space, unsigned n,
                     uint16_t *out)
{
	struct gj_space *s = &c->p->spaces[space];
	uint16_t *next[] = { [GJ_REG_T] = &c->next_t[space],
		             [GJ_REG_I] = &c->next_i[space],
		             [GJ_REG_L] = &c->next_l[space],
		             [GJ_REG_Q] = &c->next_q[space] };
	uint16_t *most[] = { [GJ_REG_T] = &s->n_t,
		             [GJ_REG_I] = &s->n_i,
		             [GJ_REG_L] = &s->n_l,
		             [GJ_REG_Q] = &s->n_q };

	if (*next[kind] + n > GJ_PROGRAM_REGS)
		return gj_err_set(c->err, GJ_ELIMIT,
		                  tr("a condition is too large: more than %d values at once"),
		                  GJ_PROGRAM_REGS);
	*out = *next[kind];
	*next[kind] = (uint16_t)(*next[kind] + n);
	if (*next[kind] > *most[kind])
		*most[kind] = *next[kind];
	return 0;
}

int gj_assemble_emit(struct gj_assemble *c, struct gj_ins ins)
{
	struct gj_program *p = c->p;
	struct gj_ins *all;

	if (p->n_ins == GJ_PROGRAM_INS)
		return gj_err_set(c->err, GJ_ELIMIT,
		                  tr("the rules are too large: more than %d instructions"),
		                  GJ_PROGRAM_INS);
	all = gj_assemble_grow(c, p->ins, p->n_ins, &c->room_ins, sizeof *all);
	if (all == NULL)
		return gj_assemble_nomem(c);
	p->ins = all;
	all[p->n_ins++] = ins;
	return 0;
}

static int column_find(struct gj_assemble *c, struct gj_column want, int64_t *out)
{
	struct gj_program *p = c->p;
	struct gj_column *all;

	for (size_t i = 0; i < p->n_columns; i++) {
		const struct gj_column *have = &p->columns[i];

		if (have->kind == want.kind && have->space == want.space &&
		    have->fact == want.fact && have->function == want.function &&
		    (want.category == NULL || strcmp(have->category, want.category) == 0)) {
			*out = (int64_t)i;
			return 0;
		}
	}
	if (p->n_columns == GJ_PROGRAM_COLUMNS)
		return gj_err_set(c->err, GJ_ELIMIT, tr("the rules read more than %d facts"),
		                  GJ_PROGRAM_COLUMNS);
	all = gj_assemble_grow(c, p->columns, p->n_columns, &c->room_columns, sizeof *all);
	if (all == NULL)
		return gj_assemble_nomem(c);
	p->columns = all;
	*out = (int64_t)p->n_columns;
	all[p->n_columns++] = want;
	return 0;
}

int gj_assemble_load(struct gj_assemble *c, struct gj_column want, uint16_t d)
{
	static const uint8_t op[] = {
		[GJ_COLUMN_T] = GJ_OP_LOAD_T,          [GJ_COLUMN_PRESENCE] = GJ_OP_LOAD_T,
		[GJ_COLUMN_RECOGNISED] = GJ_OP_LOAD_T, [GJ_COLUMN_I] = GJ_OP_LOAD_I,
		[GJ_COLUMN_CODE] = GJ_OP_LOAD_I,       [GJ_COLUMN_L] = GJ_OP_LOAD_L,
		[GJ_COLUMN_CALL] = GJ_OP_LOAD_T,
	};
	int64_t k = 0;
	int rc = column_find(c, want, &k);

	return rc ? rc
	          : gj_assemble_emit(c, (struct gj_ins){ .op = op[want.kind],
	                                                 .space = want.space,
	                                                 .d = d,
	                                                 .k = k });
}

int gj_assemble_space(struct gj_assemble *c, const struct gj_fact *list, unsigned *out)
{
	struct gj_program *p = c->p;

	for (unsigned s = 1; s < p->n_spaces; s++)
		if (p->spaces[s].list == list) {
			*out = s;
			return 0;
		}
	if (p->n_spaces == GJ_PROGRAM_SPACES)
		return gj_err_set(c->err, GJ_ELIMIT,
		                  tr("the rules of one category read more than %d lists"),
		                  GJ_PROGRAM_SPACES - 1);
	*out = (unsigned)p->n_spaces;
	p->spaces[p->n_spaces++] = (struct gj_space){ .list = list };
	return 0;
}

int gj_assemble_literal(struct gj_assemble *c, const char *text, int32_t *out)
{
	struct gj_program *p = c->p;
	const char **all;

	for (size_t i = 0; i < p->n_literals; i++)
		if (strcmp(p->literals[i], text) == 0) {
			*out = (int32_t)i;
			return 0;
		}
	all = gj_assemble_grow(c, p->literals, p->n_literals, &c->room_literals, sizeof *all);
	if (all == NULL)
		return gj_assemble_nomem(c);
	p->literals = all;
	*out = (int32_t)p->n_literals;
	all[p->n_literals++] = text;
	return 0;
}

int gj_assemble_misuse(struct gj_assemble *c, const struct gj_cond *cond, const char *what)
{
	return gj_err_set(c->err, GJ_EINVAL, "%s:%d: %s", cond->place.file ? cond->place.file : "?",
	                  cond->place.line, what);
}
