/* program.h: checks as a flat program: each instruction does one thing to a whole column. */
#ifndef GJ_PROGRAM_H
#define GJ_PROGRAM_H
#include "engine/base/arena.h"
#include "engine/eval/cond.h"
#include "engine/eval/ops.h"

struct gj_err;
struct gj_buf;

enum { GJ_NO_ZERO = 255 /* e of SHARE*: a plain comparison, nothing special about 0 */ };

struct gj_ins {
	uint8_t op;    /* enum gj_op */
	uint8_t space; /* of the destination */
	uint8_t cmp;   /* SHARE*: enum gj_cmp */
	uint8_t e;     /* enum gj_outcome, or GJ_NO_ZERO */
	uint16_t d, a, b, m;
	int64_t k, c;
};

/* T: yes/no, judgement; CALL: what a function says; PRESENCE, RECOGNISED: outcomes as well. I: count, date, one_of; CODE: texts or
 * numbers as codes of the frame's pool. L: amounts. */
enum gj_column_kind {
	GJ_COLUMN_T,
	GJ_COLUMN_PRESENCE,
	GJ_COLUMN_RECOGNISED,
	GJ_COLUMN_I,
	GJ_COLUMN_CODE,
	GJ_COLUMN_L,
	GJ_COLUMN_CALL
};

struct gj_column { /* what a LOAD reads */
	enum gj_column_kind kind;
	uint8_t space;
	const struct gj_fact *fact;         /* of the application, or a field of the space's list */
	const char *category;               /* RECOGNISED */
	const struct gj_function *function; /* CALL; `fact` is NULL */
};

struct gj_space {
	const struct gj_fact *list;  /* NULL for space 0 */
	uint16_t n_t, n_i, n_l, n_q; /* registers needed */
};

struct gj_set { /* of IN: member[code] is 1 when the code is in the set */
	uint8_t *member;
	size_t n; /* codes from n up are not in it */
};

enum {
	GJ_PROGRAM_SPACES = 32,
	GJ_PROGRAM_INS = 100000,
	GJ_PROGRAM_REGS = 4096,
	GJ_PROGRAM_COLUMNS = 4096
};

struct gj_program {
	struct gj_arena arena; /* owns what follows */
	struct gj_ins *ins;
	size_t n_ins;
	struct gj_column *columns;
	size_t n_columns;
	struct gj_space spaces[GJ_PROGRAM_SPACES];
	size_t n_spaces;
	struct gj_set *sets;
	size_t n_sets;
	const char *
	    *literals; /* texts that the program names: a text equal to literals[i] has code i */
	size_t n_literals;
	const struct gj_term **terms; /* SHIFTED ones, of Q_MOVE */
	size_t n_terms;
	size_t n_checks;
	int32_t reference; /* the date it was compiled for */
};

/* Compiles checks[n] for one reference date and validates the result. *out is the caller's; it borrows
 * facts and texts from the policy. Errors: GJ_ELIMIT, GJ_EINVAL (a condition that the language does not
 * allow), GJ_ENOMEM. */
int gj_program_compile(struct gj_program **out, const struct gj_cond *const *checks, size_t n,
                       int32_t reference, struct gj_err *err);
void gj_program_free(struct gj_program *p);
/* Known ops, operands in range, each register written before it is read, every check emitted once. */
int gj_program_check(const struct gj_program *p, struct gj_err *err);
/* One line an instruction, with the facts' keys. */
const char *gj_op_name(unsigned op); /* of GJ_OPS, below GJ_OP_COUNT */
void gj_program_print(const struct gj_program *p, struct gj_buf *out);
#endif
