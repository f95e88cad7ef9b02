/* program.h: checks as a flat program: each instruction does one thing to a whole column. */
#ifndef GJ_PROGRAM_H
#define GJ_PROGRAM_H
#include "engine/base/arena.h"
#include "engine/eval/cond.h"

struct gj_err;
struct gj_buf;

/* Registers are numbered per kind and per space. Space 0 is the applications, space s > 0 the rows of
 * the s-th list that the program reads. T: outcomes, bytes; I: int32 and L: int64, with sentinels. A
 * count of rows that may be uncertain takes three I registers: certain, with review, with unknown.
 *
 * X(name, text form, meaning); d and a, b are registers of the instruction's space, unless the line
 * names another; c e k m are plain numbers. */
#define GJ_OPS(X) \
	X(LOAD_T,   "Td = column k",               "yes/no, judgement or recognition as outcomes") \
	X(LOAD_I,   "Id = column k",               "count, date or code of a text") \
	X(LOAD_L,   "Ld = column k",               "amount") \
	X(WIDEN,    "Ld = Ia",                     "a count beside an amount") \
	X(AND,      "Td = Ta and Tb",              "all") \
	X(OR,       "Td = Ta or Tb",               "any") \
	X(NOT,      "Td = not Ta",                 "negation") \
	X(SOFTEN,   "Td = Ta, not_met to review",  "else review") \
	X(KOF,      "Td = at least k of T[a..a+m)", "registers in a row") \
	X(JUDGE,    "Td = Ta, unknown to review",  "a judgement not given yet") \
	X(GE_I,     "Td = Ia >= k",                "at least") \
	X(LE_I,     "Td = Ia <= k",                "at most") \
	X(EQ_I,     "Td = Ia == k",                "equals") \
	X(GE_L,     "Td = La >= k",                "at least") \
	X(LE_L,     "Td = La <= k",                "at most") \
	X(EQ_L,     "Td = La == k",                "equals") \
	X(IN,       "Td = Ia in set k",            "one of") \
	X(SHARE,    "Td = Ia*c cmp Ib*k, zero e", "counts, cross-multiplied; zero: when Ib is 0") \
	X(SHARE_L,  "Td = La*c cmp Lb*k, zero e", "the same of amounts, in 128 bits") \
	X(SHIFT,    "Id = Ia - k months",          "look-back, month ends clamped") \
	X(DAYS,     "Id = k",                      "a fixed day for every row") \
	X(WINDOW,   "Td = Ib <= Ia <= Ic, first e", "a date in a period") \
	X(SPREAD,   "Id = Ia of space 0",          "from the application to each of its rows") \
	X(TRUE,     "Td = met",                    "every row of the space") \
	X(ROWS,     "I[d..d+3) = rows of space k with Ta", "how many pass") \
	X(DISTINCT, "I[d..d+3) = distinct Ib of space k with Ta", "how many different values pass") \
	X(EXISTS,   "Td = any row of space k with Ta", "an empty list: not_met") \
	X(GE_R,     "Td = I[a..a+3) >= k",         "at least, of a count that may be uncertain") \
	X(LE_R,     "Td = I[a..a+3) <= k",         "at most") \
	X(EQ_R,     "Td = I[a..a+3) == k",         "equals") \
	X(SHARE_R,  "Td = I[a..a+3)*c cmp I[b..b+3)*k, zero e", "a share of uncertain counts") \
	X(TRIPLE,   "I[d..d+3) = Ia",              "a certain count beside an uncertain one") \
	X(EMIT,     "outcome k = Ta",              "a check is done")

enum gj_op {
#define GJ_OP_ENUM(name, form, meaning) GJ_OP_##name,
	GJ_OPS(GJ_OP_ENUM)
#undef GJ_OP_ENUM
	GJ_OP_COUNT
};

enum { GJ_NO_ZERO = 255 /* e of SHARE*: a plain comparison, nothing special about 0 */ };

struct gj_ins {
	uint8_t op;    /* enum gj_op */
	uint8_t space; /* of the destination */
	uint8_t cmp;   /* SHARE*: enum gj_cmp */
	uint8_t e;     /* enum gj_outcome, or GJ_NO_ZERO */
	uint16_t d, a, b, m;
	int64_t k, c;
};

/* T: yes/no, judgement; PRESENCE, RECOGNISED: outcomes as well. I: count, date, one_of; CODE: texts or
 * numbers as codes of the frame's pool. L: amounts. */
enum gj_column_kind {
	GJ_COLUMN_T,
	GJ_COLUMN_PRESENCE,
	GJ_COLUMN_RECOGNISED,
	GJ_COLUMN_I,
	GJ_COLUMN_CODE,
	GJ_COLUMN_L
};

struct gj_column { /* what a LOAD reads */
	enum gj_column_kind kind;
	uint8_t space;
	const struct gj_fact *fact; /* of the application, or a field of the space's list */
	const char *category;       /* RECOGNISED */
};

struct gj_space {
	const struct gj_fact *list; /* NULL for space 0 */
	uint16_t n_t, n_i, n_l;     /* registers needed */
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
	const char **literals; /* texts that the program names: a text equal to literals[i] has code i */
	size_t n_literals;
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
void gj_program_print(const struct gj_program *p, struct gj_buf *out);
#endif
