/* ops.h: the instructions of a program, one line each: the list feeds enum, validator and printer. */
#ifndef GJ_OPS_H
#define GJ_OPS_H

/* Registers are numbered per kind and per space. Space 0 is the applications, space s > 0 the rows of
 * the s-th list that the program reads. T: outcomes, bytes; I: int32 and L: int64, with sentinels. A
 * count of rows that may be uncertain takes three I registers: certain, with review, with unknown.
 *
 * X(name, text form, meaning); d and a, b are registers of the instruction's space, unless the line
 * names another; c e k m are plain numbers. Q: a number between two bounds (range.h). */
/* clang-format off: a table is read by columns */
#define GJ_OPS(X) \
	X(LOAD_T, "Td = column k", "yes/no, judgement or recognition as outcomes") \
	X(LOAD_I, "Id = column k", "count, date or code of a text") \
	X(LOAD_L, "Ld = column k", "amount") \
	X(WIDEN, "Ld = Ia", "a count beside an amount") \
	X(AND, "Td = Ta and Tb", "all") \
	X(OR, "Td = Ta or Tb", "any") \
	X(NOT, "Td = not Ta", "negation") \
	X(SOFTEN, "Td = Ta, not_met to review", "else review") \
	X(KOF, "Td = at least k of T[a..a+m)", "registers in a row") \
	X(JUDGE, "Td = Ta, unknown to review", "a judgement not given yet") \
	X(GE_I, "Td = Ia >= k", "at least") \
	X(LE_I, "Td = Ia <= k", "at most") \
	X(EQ_I, "Td = Ia == k", "equals") \
	X(GE_L, "Td = La >= k", "at least") \
	X(LE_L, "Td = La <= k", "at most") \
	X(EQ_L, "Td = La == k", "equals") \
	X(IN, "Td = Ia in set k", "one of") \
	X(SHARE, "Td = Ia*c cmp Ib*k, zero e", "counts, cross-multiplied; zero: when Ib is 0") \
	X(SHARE_L, "Td = La*c cmp Lb*k, zero e", "the same of amounts, in 128 bits") \
	X(ADD_I, "Id = Ia + Ib", "counts; not applicable adds nothing") \
	X(SHIFT, "Id = Ia - k months", "look-back, month ends clamped") \
	X(DAYS, "Id = k", "a fixed day for every row") \
	X(WINDOW, "Td = Ib <= Ia <= Ic, first e", "a date in a period") \
	X(SPREAD, "Id = Ia of space 0", "from the application to each of its rows") \
	X(TRUE, "Td = met", "every row of the space") \
	X(ROWS, "I[d..d+3) = rows of space k with Ta", "how many pass") \
	X(DISTINCT, "I[d..d+3) = distinct Ib of space k with Ta", \
	  "how many different values pass") \
	X(EXISTS, "Td = any row of space k with Ta", "an empty list: not_met") \
	X(GE_R, "Td = I[a..a+3) >= k", "at least, of a count that may be uncertain") \
	X(LE_R, "Td = I[a..a+3) <= k", "at most") \
	X(EQ_R, "Td = I[a..a+3) == k", "equals") \
	X(SHARE_R, "Td = I[a..a+3)*c cmp I[b..b+3)*k, zero e", "a share of uncertain counts") \
	X(TRIPLE, "I[d..d+3) = Ia", "a certain count beside an uncertain one") \
	X(CONST, "Td = e", "what is settled while compiling") \
	X(UNLESS, "Td = Ta unless Tb, e", "waived: outcome e; k: of the whole check") \
	X(EVERY, "Td = Tb of every row of space k with Ta, e", "e: there is no such row") \
	X(Q_OF_I, "Qd = Ia", "a plain number as a range") \
	X(Q_OF_L, "Qd = La", "the same of an amount") \
	X(Q_OF_R, "Qd = I[a..a+3)", "the same of an uncertain count") \
	X(Q_NUMBER, "Qd = k", "a constant") \
	X(Q_NONE, "Qd = nothing", "behind the last row of a table; e: not applicable may come to it") \
	X(Q_SPREAD, "Qd = Qa of space 0", "from the application to each of its rows") \
	X(Q_PLUS, "Qd = Qa + Qb", "not applicable adds nothing") \
	X(Q_MINUS, "Qd = Qa - Qb", "difference, days between") \
	X(Q_SCALE, "Qd = Qa * k / c, rounded e", "weights, rounding") \
	X(Q_BOUND, "Qd = Qa within k..c", "caps") \
	X(Q_PICK, "Qd = Qa if within k..c", "what an expert picks") \
	X(Q_CASE, "Qd = Qa if Tm else Qb", "a row of a table") \
	X(Q_MOVE, "Qd = Qa moved as term k says", "days, months, working days") \
	X(Q_GATHER, "Qd = e of Qb over rows of space k with Ta", "sum, count, largest, smallest; c: never negative") \
	X(Q_CMP, "Td = Qa*c cmp Qb*k, zero e", "in 128 bits") \
	X(Q_GROW, "Td = Qa*c cmp Qb*(c+k), zero e", "growth; zero: when Qb is 0 or below") \
	X(EMIT, "outcome k = Ta", "a check is done")
/* clang-format on */

enum gj_op {
#define GJ_OP_ENUM(name, form, meaning) GJ_OP_##name,
	GJ_OPS(GJ_OP_ENUM)
#undef GJ_OP_ENUM
	    GJ_OP_COUNT
};
#endif
