/* check_kernel.c: each loop over a column against a table, with every kind of missing value. */
#include "engine/base/day.h"
#include "engine/eval/kernel.h"
#include "engine/eval/program.h"
#include "tests/eval/suites.h"

#include <string.h>

#define COUNT_OF(cases) (sizeof(cases) / sizeof *(cases))

enum {
	N = GJ_NOT_MET,
	E = GJ_ERROR,
	U = GJ_UNKNOWN,
	R = GJ_REVIEW,
	M = GJ_MET,
	A = GJ_NOT_APPLICABLE
};
#define MISS GJ_I32_MISSING
#define NA GJ_I32_NOT_APPLICABLE
#define MISS_L GJ_I64_MISSING
#define NA_L GJ_I64_NOT_APPLICABLE
#define MOST_COUNT (INT32_MAX - 15)

/* As long as two vectors and a rest, so that the loops' every part is run; one more to watch. */
enum { ROWS = 67 };

START_TEST(logic)
{
	for (size_t n = 0; n <= ROWS; n++) {
		uint8_t a[ROWS] = { 0 }, b[ROWS] = { 0 }, o[ROWS + 1];

		for (size_t i = 0; i < n; i++) {
			a[i] = (uint8_t)(i % GJ_OUTCOMES);
			b[i] = (uint8_t)(i / GJ_OUTCOMES % GJ_OUTCOMES);
		}
		memset(o, 0x55, sizeof o);
		gj_kernels_best()->and(o, a, b, n);
		for (size_t i = 0; i < n; i++)
			ck_assert_uint_eq(o[i], gj_outcome_and(a[i], b[i]));
		gj_kernels_best()->or(o, a, b, n);
		for (size_t i = 0; i < n; i++)
			ck_assert_uint_eq(o[i], gj_outcome_or(a[i], b[i]));
		gj_kernels_best()->not(o, a, n);
		for (size_t i = 0; i < n; i++)
			ck_assert_uint_eq(o[i], gj_outcome_not(a[i]));
		gj_kernels_best()->soften(o, a, n);
		for (size_t i = 0; i < n; i++)
			ck_assert_uint_eq(o[i], gj_outcome_soften(a[i]));
		gj_kernels_best()->judge(o, a, n);
		for (size_t i = 0; i < n; i++)
			ck_assert_uint_eq(o[i], a[i] == U ? R : a[i]);
		ck_assert_uint_eq(o[n], 0x55);
	}
}
END_TEST

/* The result may take the place of either operand, as folded conditions do. */
START_TEST(logic_in_place)
{
	uint8_t a[36], b[36], and[36], or [36], o[36];

	for (size_t i = 0; i < 36; i++) {
		a[i] = (uint8_t)(i % 6);
		b[i] = (uint8_t)(i / 6);
	}
	gj_kernels_best()->and(and, a, b, 36);
	gj_kernels_best()->or(or, a, b, 36);
	memcpy(o, a, sizeof o);
	gj_kernels_best()->and(o, o, b, 36);
	ck_assert_mem_eq(o, and, sizeof o);
	memcpy(o, b, sizeof o);
	gj_kernels_best()->or(o, a, o, 36);
	ck_assert_mem_eq(o, or, sizeof o);
	memcpy(o, a, sizeof o);
	gj_kernels_best()->and(o, o, o, 36);
	ck_assert_mem_eq(o, a, sizeof o);
}
END_TEST

START_TEST(k_of)
{
	static const struct {
		unsigned k;
		uint8_t args[4], expected;
	} cases[] = {
		{ 1, { N, N, N, M }, M }, { 2, { N, N, N, M }, N }, { 2, { N, N, M, M }, M },
		{ 4, { M, M, M, M }, M }, { 4, { M, M, M, N }, N }, { 5, { M, M, M, M }, N },
		{ 0, { N, N, N, N }, M }, { 2, { M, R, N, N }, R }, { 2, { M, U, N, N }, U },
		{ 2, { M, E, N, N }, E }, { 2, { M, R, U, N }, U }, { 2, { M, U, E, R }, E },
		{ 3, { M, R, N, N }, N }, { 3, { M, R, U, N }, U }, { 2, { M, M, E, U }, M },
		{ 1, { A, A, A, A }, A }, { 0, { A, A, A, A }, A }, { 1, { A, A, A, N }, N },
		{ 2, { A, A, M, M }, M }, { 2, { A, A, A, M }, N }, { 2, { A, A, R, M }, R },
	};

	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		uint8_t columns[4][2], o[2] = { 0x55, 0x55 };
		uint8_t *args[4] = { columns[0], columns[1], columns[2], columns[3] };

		for (size_t j = 0; j < 4; j++)
			columns[j][0] = cases[c].args[j];
		gj_kernel_kof(o, args, 4, cases[c].k, 1);
		ck_assert_msg(o[0] == cases[c].expected, "case %zu: %u", c, o[0]);
		ck_assert_uint_eq(o[1], 0x55);
	}
}
END_TEST

START_TEST(compare_i)
{
	static const int32_t a[] = { MISS, NA, -1, 0, 1, 29, 30, 31, MOST_COUNT };
	static const struct {
		int32_t k;
		uint8_t ge[COUNT_OF(a)], le[COUNT_OF(a)], eq[COUNT_OF(a)];
	} cases[] = {
		{ 30,
		  { U, A, N, N, N, N, M, M, M },
		  { U, A, M, M, M, M, M, N, N },
		  { U, A, N, N, N, N, M, N, N } },
		{ 0,
		  { U, A, N, M, M, M, M, M, M },
		  { U, A, M, M, N, N, N, N, N },
		  { U, A, N, M, N, N, N, N, N } },
		{ INT32_MAX,
		  { U, A, N, N, N, N, N, N, N },
		  { U, A, M, M, M, M, M, M, M },
		  { U, A, N, N, N, N, N, N, N } },
		/* a limit that looks like a missing value limits nothing all the same */
		{ MISS,
		  { U, A, M, M, M, M, M, M, M },
		  { U, A, N, N, N, N, N, N, N },
		  { U, A, N, N, N, N, N, N, N } },
	};
	uint8_t o[COUNT_OF(a)];

	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		gj_kernels_best()->ge_i(o, a, cases[c].k, COUNT_OF(a));
		ck_assert_mem_eq(o, cases[c].ge, sizeof o);
		gj_kernels_best()->le_i(o, a, cases[c].k, COUNT_OF(a));
		ck_assert_mem_eq(o, cases[c].le, sizeof o);
		gj_kernels_best()->eq_i(o, a, cases[c].k, COUNT_OF(a));
		ck_assert_mem_eq(o, cases[c].eq, sizeof o);
	}
}
END_TEST

START_TEST(compare_l)
{
	static const int64_t a[] = { MISS_L,     NA_L,       MISS,
		                     NA,         0,          4999999999,
		                     5000000000, 5000000001, 99999999999999999 };
	static const uint8_t ge[] = { U, A, N, N, N, N, M, M, M };
	static const uint8_t le[] = { U, A, M, M, M, M, M, N, N };
	static const uint8_t eq[] = { U, A, N, N, N, N, M, N, N };
	uint8_t o[COUNT_OF(a)];

	gj_kernels_best()->ge_l(o, a, 5000000000, COUNT_OF(a));
	ck_assert_mem_eq(o, ge, sizeof o);
	gj_kernels_best()->le_l(o, a, 5000000000, COUNT_OF(a));
	ck_assert_mem_eq(o, le, sizeof o);
	gj_kernels_best()->eq_l(o, a, 5000000000, COUNT_OF(a));
	ck_assert_mem_eq(o, eq, sizeof o);
}
END_TEST

START_TEST(widen)
{
	static const int32_t a[] = { MISS, NA, 0, -1, MOST_COUNT };
	static const int64_t expected[] = { MISS_L, NA_L, 0, -1, MOST_COUNT };
	int64_t o[COUNT_OF(a)];

	gj_kernels_best()->widen(o, a, COUNT_OF(a));
	ck_assert_mem_eq(o, expected, sizeof o);
}
END_TEST

START_TEST(in_set)
{
	static const uint8_t member[] = { 0, 1, 1, 0 };
	static const int32_t a[] = { 0, 1, 2, 3, MOST_COUNT, -1, MISS, NA };
	static const uint8_t expected[] = { N, M, M, N, N, N, U, A };
	uint8_t o[COUNT_OF(a)];

	gj_kernels_best()->in(o, a, member, 3, COUNT_OF(a));
	ck_assert_mem_eq(o, expected, sizeof o);
	gj_kernels_best()->in(o, a, member, 0, 3);
	ck_assert(o[0] == N && o[1] == N && o[2] == N);
}
END_TEST

START_TEST(window)
{
	static const struct {
		int32_t day, from, to;
		uint8_t first, expected;
	} cases[] = {
		{ 99, 100, 200, M, N },     { 100, 100, 200, M, M },  { 101, 100, 200, M, M },
		{ 200, 100, 200, M, M },    { 201, 100, 200, M, N },  { 100, 100, 200, N, N },
		{ 101, 100, 200, N, M },    { 100, 100, 200, R, R },  { 99, 100, 200, R, N },
		{ 200, 100, 200, R, M },    { 100, 100, 100, M, M },  { 100, 100, 100, R, R },
		{ 100, 100, 99, M, N },     { 99, 100, 99, M, N },    { 0, -10, 10, R, M },
		{ -10, -10, 10, R, R },     { MISS, 100, 200, M, U }, { 150, MISS, 200, M, U },
		{ 150, 100, MISS, M, U },   { NA, 100, 200, M, A },   { 150, NA, NA, M, A },
		{ 150, 100, NA, M, A },     { NA, MISS, MISS, M, U }, { MISS, NA, NA, M, U },
		{ MISS, MISS, MISS, M, U }, { NA, NA, NA, M, A },
	};

	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		uint8_t o;

		gj_kernel_window(&o, &cases[c].day, &cases[c].from, &cases[c].to, cases[c].first,
		                 1);
		ck_assert_msg(o == cases[c].expected, "case %zu: %u", c, o);
	}
}
END_TEST

START_TEST(shift)
{
	int32_t a[] = { gj_day_from(2022, 11, 30),
		        gj_day_from(2024, 2, 29),
		        gj_day_from(2022, 3, 31),
		        gj_day_from(1900, 12, 31),
		        MISS,
		        NA,
		        MOST_COUNT };
	int32_t two_years[] = { gj_day_from(2020, 11, 30),
		                gj_day_from(2022, 2, 28),
		                gj_day_from(2020, 3, 31),
		                MISS,
		                MISS,
		                NA,
		                MISS };
	int32_t o[COUNT_OF(a)];

	gj_kernel_shift(o, a, 24, COUNT_OF(a));
	ck_assert_mem_eq(o, two_years, sizeof o);
	gj_kernel_shift(a, a, 1, 3);
	ck_assert_int_eq(a[0], gj_day_from(2022, 10, 30));
	ck_assert_int_eq(a[1], gj_day_from(2024, 1, 29));
	ck_assert_int_eq(a[2], gj_day_from(2022, 2, 28));
}
END_TEST

/* "超过50%" and "超过30%" of the enterprises served, at their limits. */
START_TEST(share)
{
	static const struct {
		int64_t number, per;
		int32_t part, base;
		enum gj_cmp cmp;
		uint8_t zero, expected;
	} cases[] = {
		{ 50, 100, 10, 20, GJ_MORE_THAN, U, N },
		{ 50, 100, 11, 20, GJ_MORE_THAN, U, M },
		{ 50, 100, 15, 29, GJ_MORE_THAN, U, M },
		{ 50, 100, 14, 29, GJ_MORE_THAN, U, N },
		{ 50, 100, 29, 58, GJ_MORE_THAN, U, N },
		{ 50, 100, 30, 60, GJ_MORE_THAN, U, N },
		{ 30, 100, 9, 30, GJ_MORE_THAN, U, N },
		{ 30, 100, 9, 29, GJ_MORE_THAN, U, M },
		{ 30, 100, 10, 33, GJ_MORE_THAN, U, M },
		{ 30, 100, 10, 34, GJ_MORE_THAN, U, N },
		{ 30, 100, 9, 32, GJ_MORE_THAN, U, N },
		{ 30, 100, 9, 30, GJ_AT_LEAST, U, M },
		{ 1, 3, 1, 3, GJ_EQUALS, U, M },
		{ 1, 3, 1, 4, GJ_EQUALS, U, N },
		{ 1, 3, 1, 3, GJ_AT_MOST, U, M },
		{ 1, 3, 1, 3, GJ_LESS_THAN, U, N },
		{ 1, 3, 1, 4, GJ_LESS_THAN, U, M },
		{ 1, 3, 1, 2, GJ_LESS_THAN, U, N },
		{ 50, 100, 0, 0, GJ_MORE_THAN, U, U },
		{ 50, 100, 0, 0, GJ_MORE_THAN, N, N },
		{ 50, 100, 0, 0, GJ_MORE_THAN, A, A },
		{ 50, 100, 7, 0, GJ_MORE_THAN, U, U },
		{ 50, 100, 0, 1, GJ_MORE_THAN, U, N },
		{ 0, 100, 0, 1, GJ_AT_LEAST, U, M },
		{ 1, 1, 0, 0, GJ_EQUALS, GJ_NO_ZERO, M },
		{ 1, 1, 1, 0, GJ_MORE_THAN, GJ_NO_ZERO, M },
		{ 50, 100, MISS, 29, GJ_MORE_THAN, U, U },
		{ 50, 100, 29, MISS, GJ_MORE_THAN, N, U },
		{ 50, 100, NA, 29, GJ_MORE_THAN, U, A },
		{ 50, 100, 29, NA, GJ_MORE_THAN, U, A },
		{ 50, 100, NA, MISS, GJ_MORE_THAN, U, U },
		{ 50, 100, MISS, NA, GJ_MORE_THAN, U, U },
		{ 50, 100, NA, NA, GJ_MORE_THAN, U, A },
		{ 50, 100, MISS, 0, GJ_MORE_THAN, N, U },
		{ 50, 100, NA, 0, GJ_MORE_THAN, N, A },
		/* the largest numbers that a validated program has */
		{ INT32_MAX - 1, INT32_MAX - 1, MOST_COUNT, MOST_COUNT, GJ_EQUALS, U, M },
		{ INT32_MAX - 1, INT32_MAX - 1, MOST_COUNT, MOST_COUNT - 1, GJ_MORE_THAN, U, M },
		{ INT32_MAX - 1, INT32_MAX - 1, MOST_COUNT - 1, MOST_COUNT, GJ_MORE_THAN, U, N },
	};

	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct gj_share s = { cases[c].number, cases[c].per, cases[c].cmp, cases[c].zero };
		int64_t part, base;
		uint8_t o, of_amounts;

		gj_kernels_best()->share[s.zero != GJ_NO_ZERO][s.cmp](&o, &cases[c].part, &cases[c].base, &s, 1);
		ck_assert_msg(o == cases[c].expected, "case %zu: %u", c, o);
		gj_kernels_best()->widen(&part, &cases[c].part, 1);
		gj_kernels_best()->widen(&base, &cases[c].base, 1);
		gj_kernels_best()->share_l[s.zero != GJ_NO_ZERO][s.cmp](&of_amounts, &part, &base, &s, 1);
		ck_assert_msg(of_amounts == cases[c].expected, "case %zu of amounts: %u", c,
		              of_amounts);
	}
}
END_TEST

START_TEST(share_of_amounts_is_exact)
{
	const int64_t most = 99999999999999999;
	const struct gj_share s = { INT32_MAX - 1, INT32_MAX - 1, GJ_MORE_THAN, GJ_UNKNOWN };
	const int64_t part[] = { most, most, most - 1, MISS, NA };
	const int64_t base[] = { most - 1, most, most, 0,
		                 1 }; /* MISS, NA: numbers like others here */
	const uint8_t expected[] = { M, N, N, U, N };
	uint8_t o[5];

	gj_kernels_best()->share_l[s.zero != GJ_NO_ZERO][s.cmp](o, part, base, &s, 5);
	ck_assert_mem_eq(o, expected, sizeof o);
}
END_TEST

struct triple {
	int32_t low, mid, high;
};

static void spread(int32_t out[3], struct triple t)
{
	out[0] = t.low;
	out[1] = t.mid;
	out[2] = t.high;
}

START_TEST(uncertain)
{
	static const struct {
		struct triple a;
		int64_t k;
		uint8_t ge, le, eq;
	} cases[] = {
		{ { 3, 3, 3 }, 3, M, M, M },          { { 3, 3, 3 }, 4, N, M, N },
		{ { 3, 3, 3 }, 2, M, N, N },          { { 1, 2, 3 }, 0, M, N, N },
		{ { 1, 2, 3 }, 1, M, U, U },          { { 1, 2, 3 }, 2, R, U, U },
		{ { 1, 2, 3 }, 3, U, M, U },          { { 1, 2, 3 }, 4, N, M, N },
		{ { 1, 3, 3 }, 1, M, R, R },          { { 1, 3, 3 }, 2, R, R, R },
		{ { 1, 3, 3 }, 3, R, M, R },          { { 1, 1, 3 }, 2, U, U, U },
		{ { 0, 0, 0 }, 0, M, M, M },          { { 0, 0, 2 }, 0, M, U, U },
		{ { MISS, MISS, MISS }, 0, U, U, U }, { { NA, NA, NA }, 0, A, A, A },
		{ { 3, 3, 3 }, INT64_MAX, N, M, N },  { { 3, 3, 3 }, INT64_MIN, M, N, N },
		{ { 0, 1, 2 }, INT64_MAX, N, M, N },  { { 0, 1, 2 }, INT64_MIN, M, N, N },
	};

	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		int32_t a[3];
		int32_t *const columns[3] = { &a[0], &a[1], &a[2] };
		uint8_t ge, le, eq;

		spread(a, cases[c].a);
		gj_kernel_ge_r(&ge, columns, cases[c].k, 1);
		gj_kernel_le_r(&le, columns, cases[c].k, 1);
		gj_kernel_eq_r(&eq, columns, cases[c].k, 1);
		ck_assert_msg(ge == cases[c].ge && le == cases[c].le && eq == cases[c].eq,
		              "case %zu: %u %u %u", c, ge, le, eq);
	}
}
END_TEST

START_TEST(uncertain_share)
{
	static const struct {
		struct triple a, b;
		enum gj_cmp cmp;
		uint8_t zero, expected;
	} cases[] = {
		/* a against half of b */
		{ { 1, 1, 1 }, { 2, 2, 2 }, GJ_AT_LEAST, U, M },
		{ { 1, 1, 1 }, { 2, 2, 2 }, GJ_MORE_THAN, U, N },
		{ { 1, 1, 1 }, { 2, 2, 3 }, GJ_AT_LEAST, U, U },
		{ { 1, 1, 1 }, { 2, 3, 3 }, GJ_AT_LEAST, U, R },
		{ { 2, 2, 2 }, { 2, 3, 4 }, GJ_AT_LEAST, U, M },
		{ { 2, 2, 2 }, { 5, 6, 7 }, GJ_AT_LEAST, U, N },
		{ { 1, 2, 2 }, { 2, 2, 2 }, GJ_MORE_THAN, U, R },
		{ { 1, 1, 2 }, { 2, 2, 2 }, GJ_MORE_THAN, U, U },
		{ { 1, 2, 2 }, { 2, 2, 2 }, GJ_AT_MOST, U, R },
		{ { 0, 0, 1 }, { 2, 2, 2 }, GJ_AT_MOST, U, M },
		{ { 2, 2, 3 }, { 2, 2, 2 }, GJ_LESS_THAN, U, N },
		{ { 1, 1, 1 }, { 2, 2, 2 }, GJ_EQUALS, U, M },
		{ { 1, 1, 1 }, { 2, 3, 3 }, GJ_EQUALS, U, R },
		{ { 1, 1, 1 }, { 3, 4, 5 }, GJ_EQUALS, U, N },
		{ { 0, 0, 0 }, { 0, 0, 0 }, GJ_AT_LEAST, A, A },
		{ { 0, 0, 0 }, { 0, 0, 0 }, GJ_AT_LEAST, GJ_NO_ZERO, M },
		{ { 5, 5, 5 }, { 0, 0, 1 }, GJ_AT_LEAST, N, U }, /* there may be nothing to share */
		{ { 5, 5, 5 }, { 0, 1, 1 }, GJ_AT_LEAST, N, R },
		{ { 5, 5, 5 }, { 0, 1, 1 }, GJ_AT_LEAST, GJ_NO_ZERO, M },
		{ { MISS, MISS, MISS }, { 2, 2, 2 }, GJ_AT_LEAST, U, U },
		{ { NA, NA, NA }, { 2, 2, 2 }, GJ_AT_LEAST, U, A },
		{ { 1, 1, 1 }, { NA, NA, NA }, GJ_AT_LEAST, U, A },
		{ { NA, NA, NA }, { MISS, MISS, MISS }, GJ_AT_LEAST, U, U },
		{ { MISS, MISS, MISS }, { 0, 0, 0 }, GJ_AT_LEAST, N, U },
		{ { NA, NA, NA }, { 0, 0, 0 }, GJ_AT_LEAST, N, A },
	};

	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct gj_share s = { 1, 2, cases[c].cmp, cases[c].zero };
		int32_t a[3], b[3];
		int32_t *const left[3] = { &a[0], &a[1], &a[2] }, *const right[3] = { &b[0], &b[1],
			                                                              &b[2] };
		uint8_t o;

		spread(a, cases[c].a);
		spread(b, cases[c].b);
		gj_kernel_share_r(&o, left, right, &s, 1);
		ck_assert_msg(o == cases[c].expected, "case %zu: %u", c, o);
	}
}
END_TEST

/* Applications with rows of every outcome, one, none, and lists that are not known. */
START_TEST(rows_and_exists)
{
	static const uint8_t pass[] = { N, E, U, R, M, A, M, A, N, R, N, U, R, A };
	static const uint32_t offsets[] = { 0, 6, 7, 7, 8, 9, 9, 9, 11, 14 };
	static const uint8_t presence[] = { M, M, M, M, M, U, A, M, M };
	static const int32_t expected[3][9] = {
		{ 1, 1, 0, 0, 0, MISS, NA, 0, 0 },
		{ 2, 1, 0, 0, 0, MISS, NA, 1, 1 },
		{ 4, 1, 0, 0, 0, MISS, NA, 1, 2 },
	};
	static const uint8_t any[] = { M, M, N, N, N, U, A, R, U };
	const struct gj_rows_in in = { offsets, presence, pass };
	int32_t o[3][9];
	int32_t *const columns[3] = { o[0], o[1], o[2] };
	uint8_t exists[9];

	gj_kernel_rows(columns, &in, 9);
	ck_assert_mem_eq(o, expected, sizeof o);
	gj_kernel_exists(exists, &in, 9);
	ck_assert_mem_eq(exists, any, sizeof any);
}
END_TEST

START_TEST(distinct)
{
	static const struct {
		uint8_t pass[6];
		int32_t code[6];
		int32_t expected[3];
	} cases[] = {
		{ { M, M, M, M, M, M }, { 0, 1, 0, 1, 0, 2 }, { 3, 3, 3 } },
		{ { M, M, M, M, M, M }, { 2, 2, 2, 2, 2, 2 }, { 1, 1, 1 } },
		{ { N, A, N, N, A, N }, { 0, 1, 2, 0, 1, 2 }, { 0, 0, 0 } },
		{ { M, R, U, E, N, A }, { 0, 1, 2, 3, 4, 5 }, { 1, 2, 4 } },
		/* the surest row of a value counts, whichever comes first */
		{ { U, R, M, M, R, U }, { 0, 0, 0, 1, 1, 1 }, { 2, 2, 2 } },
		{ { U, R, N, R, U, N }, { 0, 0, 0, 1, 1, 1 }, { 0, 2, 2 } },
		{ { E, U, N, N, U, E }, { 0, 0, 0, 1, 1, 1 }, { 0, 0, 2 } },
		/* a value that nobody gave may be one more each time, one that does not apply is none */
		{ { M, M, M, M, M, M }, { 0, MISS, MISS, 0, NA, NA }, { 1, 1, 3 } },
		{ { R, N, M, U, A, M }, { MISS, MISS, NA, MISS, MISS, NA }, { 0, 0, 2 } },
	};
	uint32_t stamp[6];
	uint8_t best[6];

	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		static const uint32_t offsets[] = { 0, 6 };
		static const uint8_t presence[] = { M };
		const struct gj_rows_in in = { offsets, presence, cases[c].pass };
		int32_t o[3];
		int32_t *const columns[3] = { &o[0], &o[1], &o[2] };

		memset(stamp, 0, sizeof stamp);
		memset(best, 0x55, sizeof best); /* room that says nothing until stamped */
		gj_kernel_distinct(columns, &in, cases[c].code, stamp, best, 1);
		ck_assert_msg(memcmp(o, cases[c].expected, sizeof o) == 0, "case %zu: %d %d %d", c,
		              o[0], o[1], o[2]);
	}
}
END_TEST

/* What one application's rows hold is forgotten for the next. */
START_TEST(distinct_by_application)
{
	static const uint8_t pass[] = { M, M, U, M, R };
	static const int32_t code[] = { 0, 1, 0, 1, 1 };
	static const uint32_t offsets[] = { 0, 2, 2, 3, 3, 3, 5 };
	static const uint8_t presence[] = { M, M, M, U, A, M };
	static const int32_t expected[3][6] = {
		{ 2, 0, 0, MISS, NA, 1 },
		{ 2, 0, 0, MISS, NA, 1 },
		{ 2, 0, 1, MISS, NA, 1 },
	};
	const struct gj_rows_in in = { offsets, presence, pass };
	uint32_t stamp[2] = { 0 };
	uint8_t best[2];
	int32_t o[3][6];
	int32_t *const columns[3] = { o[0], o[1], o[2] };

	gj_kernel_distinct(columns, &in, code, stamp, best, 6);
	ck_assert_mem_eq(o, expected, sizeof o);
}
END_TEST

Suite *suite_kernel(void)
{
	Suite *s = suite_create("eval/kernel");
	TCase *t = tcase_create("kernel");

	tcase_add_test(t, logic);
	tcase_add_test(t, logic_in_place);
	tcase_add_test(t, k_of);
	tcase_add_test(t, compare_i);
	tcase_add_test(t, compare_l);
	tcase_add_test(t, widen);
	tcase_add_test(t, in_set);
	tcase_add_test(t, window);
	tcase_add_test(t, shift);
	tcase_add_test(t, share);
	tcase_add_test(t, share_of_amounts_is_exact);
	tcase_add_test(t, uncertain);
	tcase_add_test(t, uncertain_share);
	tcase_add_test(t, rows_and_exists);
	tcase_add_test(t, distinct);
	tcase_add_test(t, distinct_by_application);
	suite_add_tcase(s, t);
	return s;
}
