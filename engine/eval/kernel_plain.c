/* kernel_plain.c: the loops over whole columns that every run spends its time in, for every machine.
 *
 * kernel_avx2.c reads this file again for its own, with GJ_KERNELS as the name of the table. So nothing in it may call
 * anything that is not inline, and no row depends on another, so that compilers turn all of it into vectors. */
#ifndef GJ_KERNELS
#define GJ_KERNELS gj_kernels_plain
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#endif

#include "engine/eval/kernel.h"
#include "engine/eval/program.h"

/* A destination may be an operand itself, so restrict would lie. clang looks for that by itself. */
#if defined(__clang__)
#define ROWS_APART
#else
#define ROWS_APART _Pragma("GCC ivdep")
#endif

static void loop_and(uint8_t *o, const uint8_t *a, const uint8_t *b, size_t n)
{
	ROWS_APART
	for (size_t i = 0; i < n; i++)
		o[i] = gj_outcome_and(a[i], b[i]);
}

static void loop_or(uint8_t *o, const uint8_t *a, const uint8_t *b, size_t n)
{
	ROWS_APART
	for (size_t i = 0; i < n; i++)
		o[i] = gj_outcome_or(a[i], b[i]);
}

static void loop_not(uint8_t *o, const uint8_t *a, size_t n)
{
	ROWS_APART
	for (size_t i = 0; i < n; i++)
		o[i] = gj_outcome_not(a[i]);
}

static void loop_soften(uint8_t *o, const uint8_t *a, size_t n)
{
	ROWS_APART
	for (size_t i = 0; i < n; i++)
		o[i] = gj_outcome_soften(a[i]);
}

static void loop_judge(uint8_t *o, const uint8_t *a, size_t n)
{
	ROWS_APART
	for (size_t i = 0; i < n; i++)
		o[i] = a[i] == GJ_UNKNOWN ? (uint8_t)GJ_REVIEW : a[i];
}

static void loop_widen(int64_t *o, const int32_t *a, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = a[i] == GJ_I32_MISSING          ? GJ_I64_MISSING
		       : a[i] == GJ_I32_NOT_APPLICABLE ? GJ_I64_NOT_APPLICABLE
		                                       : (int64_t)a[i];
}

/* What does not apply adds nothing; a sum that no count can be stands for all that are larger. */
static void loop_add(int32_t *o, const int32_t *a, const int32_t *b, size_t n)
{
	ROWS_APART
	for (size_t i = 0; i < n; i++) {
		uint32_t sum = (uint32_t)a[i] + (uint32_t)b[i];
		int32_t both = sum > (uint32_t)INT32_MAX ? INT32_MAX : (int32_t)sum;

		o[i] = a[i] == GJ_I32_MISSING || b[i] == GJ_I32_MISSING ? GJ_I32_MISSING
		       : a[i] == GJ_I32_NOT_APPLICABLE                  ? b[i]
		       : b[i] == GJ_I32_NOT_APPLICABLE                  ? a[i]
		                                                        : both;
	}
}

#define COMPARE_LOOP(name, type, missing, lacking, test) \
	static void name(uint8_t *o, const type *a, type k, size_t n) \
	{ \
		ROWS_APART \
		for (size_t i = 0; i < n; i++) \
			o[i] = a[i] == missing   ? (uint8_t)GJ_UNKNOWN \
			       : a[i] == lacking ? (uint8_t)GJ_NOT_APPLICABLE \
			       : a[i] test k     ? (uint8_t)GJ_MET \
			                         : (uint8_t)GJ_NOT_MET; \
	}
COMPARE_LOOP(loop_ge_i, int32_t, GJ_I32_MISSING, GJ_I32_NOT_APPLICABLE, >=)
COMPARE_LOOP(loop_le_i, int32_t, GJ_I32_MISSING, GJ_I32_NOT_APPLICABLE, <=)
COMPARE_LOOP(loop_eq_i, int32_t, GJ_I32_MISSING, GJ_I32_NOT_APPLICABLE, ==)
COMPARE_LOOP(loop_ge_l, int64_t, GJ_I64_MISSING, GJ_I64_NOT_APPLICABLE, >=)
COMPARE_LOOP(loop_le_l, int64_t, GJ_I64_MISSING, GJ_I64_NOT_APPLICABLE, <=)
COMPARE_LOOP(loop_eq_l, int64_t, GJ_I64_MISSING, GJ_I64_NOT_APPLICABLE, ==)
#undef COMPARE_LOOP

/* Two loops: the first is all lookups, the second a vector. */
static void loop_in(uint8_t *o, const int32_t *a, const uint8_t *member, size_t members, size_t n)
{
	const uint32_t end = (uint32_t)members; /* where the table says no */

	for (size_t i = 0; i < n; i++) {
		uint32_t code = (uint32_t)a[i];

		o[i] = member[code < end ? code : end];
	}
	ROWS_APART
	for (size_t i = 0; i < n; i++)
		o[i] = a[i] == GJ_I32_MISSING          ? (uint8_t)GJ_UNKNOWN
		       : a[i] == GJ_I32_NOT_APPLICABLE ? (uint8_t)GJ_NOT_APPLICABLE
		       : o[i]                          ? (uint8_t)GJ_MET
		                                       : (uint8_t)GJ_NOT_MET;
}

/* What two numbers are together where one is none: a missing one wins over one that does not apply. */
#define SHARE_LOOP(name, apart, type, factor, wide, missing, lacking, special, test) \
	static void name(uint8_t *o, const type *a, const type *b, const struct gj_share *s, \
	                 size_t n) \
	{ \
		const factor per = (factor)s->per, number = (factor)s->number; \
		const uint8_t of_nothing = s->zero; \
\
		apart \
		for (size_t i = 0; i < n; i++) \
			o[i] = a[i] == missing || b[i] == missing   ? (uint8_t)GJ_UNKNOWN \
			       : a[i] == lacking || b[i] == lacking ? (uint8_t)GJ_NOT_APPLICABLE \
			       : special && b[i] == 0                  ? of_nothing \
			       : (wide)a[i] * per test(wide) b[i] * number ? (uint8_t)GJ_MET \
			                                                   : (uint8_t)GJ_NOT_MET; \
	}
/* Counts and both factors are below 2^31, so products fit 64 bits. */
#define SHARE_LOOPS(kind, apart, special, type, factor, wide, missing, lacking) \
	SHARE_LOOP(kind##_ge, apart, type, factor, wide, missing, lacking, special, >=) \
	SHARE_LOOP(kind##_gt, apart, type, factor, wide, missing, lacking, special, >) \
	SHARE_LOOP(kind##_le, apart, type, factor, wide, missing, lacking, special, <=) \
	SHARE_LOOP(kind##_lt, apart, type, factor, wide, missing, lacking, special, <) \
	SHARE_LOOP(kind##_eq, apart, type, factor, wide, missing, lacking, special, ==)
SHARE_LOOPS(loop_part, ROWS_APART, 1, int32_t, int32_t, int64_t, GJ_I32_MISSING, GJ_I32_NOT_APPLICABLE)
SHARE_LOOPS(loop_beside, ROWS_APART, 0, int32_t, int32_t, int64_t, GJ_I32_MISSING, GJ_I32_NOT_APPLICABLE)
SHARE_LOOPS(loop_part_l, , 1, int64_t, int64_t, __int128, GJ_I64_MISSING, GJ_I64_NOT_APPLICABLE)
SHARE_LOOPS(loop_beside_l, , 0, int64_t, int64_t, __int128, GJ_I64_MISSING, GJ_I64_NOT_APPLICABLE)
#undef SHARE_LOOPS
#undef SHARE_LOOP

/* By enum gj_cmp. */
#define BY_CMP(kind) \
	{ \
		[GJ_AT_LEAST] = kind##_ge, [GJ_MORE_THAN] = kind##_gt, [GJ_AT_MOST] = kind##_le, \
		[GJ_LESS_THAN] = kind##_lt, [GJ_EQUALS] = kind##_eq \
	}

const struct gj_kernels GJ_KERNELS = {
	.and = loop_and,
	.or = loop_or,
	.not = loop_not,
	.soften = loop_soften,
	.judge = loop_judge,
	.widen = loop_widen,
	.add = loop_add,
	.ge_i = loop_ge_i,
	.le_i = loop_le_i,
	.eq_i = loop_eq_i,
	.ge_l = loop_ge_l,
	.le_l = loop_le_l,
	.eq_l = loop_eq_l,
	.in = loop_in,
	.share = { BY_CMP(loop_beside), BY_CMP(loop_part) },
	.share_l = { BY_CMP(loop_beside_l), BY_CMP(loop_part_l) },
};
