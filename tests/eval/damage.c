/* damage.c: spoils programs in one place at a time and puts them right again. */
#include "tests/eval/damage.h"

#include "engine/base/err.h"
#include "engine/eval/frame.h"

#include <check.h>
#include <string.h>

static struct gj_ins *first_of(struct gj_program *p, enum gj_op op)
{
	for (size_t i = 0; i < p->n_ins; i++)
		if (p->ins[i].op == op)
			return &p->ins[i];
	ck_abort_msg("no instruction %d", op);
	return NULL;
}

static void spoil(struct gj_ins *ins, enum gj_damage_field field, int64_t value)
{
	switch (field) {
	case OP:
		ins->op = (uint8_t)value;
		break;
	case SPACE:
		ins->space = (uint8_t)value;
		break;
	case CMP:
		ins->cmp = (uint8_t)value;
		break;
	case E:
		ins->e = (uint8_t)value;
		break;
	case D:
		ins->d = (uint16_t)value;
		break;
	case A:
		ins->a = (uint16_t)value;
		break;
	case B:
		ins->b = (uint16_t)value;
		break;
	case M:
		ins->m = (uint16_t)value;
		break;
	case K:
		ins->k = value;
		break;
	case C:
		ins->c = value;
		break;
	}
}

void gj_damage_refused(struct gj_program *p, const struct gj_damage *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct gj_ins *ins = first_of(p, cases[i].op), kept = *ins;
		struct gj_err err = { 0 };

		spoil(ins, cases[i].field, cases[i].value);
		ck_assert_msg(gj_program_check(p, &err) == GJ_EINTERNAL, "case %zu", i);
		ck_assert_msg(strncmp(err.text, "program: ", 9) == 0, "%s", err.text);
		*ins = kept;
	}
	ck_assert_int_eq(gj_program_check(p, NULL), 0);
}

void gj_damage_harmless(struct gj_program *p, struct gj_frame *f)
{
	size_t accepted = 0, refused = 0;

	for (size_t i = 0; i < p->n_ins; i++)
		for (size_t bit = 0; bit < 8 * sizeof *p->ins; bit += 1 + bit % 3) {
			struct gj_ins kept = p->ins[i];

			((unsigned char *)&p->ins[i])[bit / 8] ^= (unsigned char)(1u << bit % 8);
			if (gj_program_check(p, NULL) == 0) {
				gj_frame_run(f);
				accepted++;
			} else {
				refused++;
			}
			p->ins[i] = kept;
		}
	ck_assert_uint_gt(accepted, 100);
	ck_assert_uint_gt(refused, 1000);
}
