/* check_outcome.c: all, any and not against their meaning, and packing to the bit. */
#include "engine/eval/outcome.h"
#include "tests/eval/suites.h"

#include <string.h>

enum {
	N = GJ_NOT_MET,
	E = GJ_ERROR,
	U = GJ_UNKNOWN,
	R = GJ_REVIEW,
	M = GJ_MET,
	A = GJ_NOT_APPLICABLE
};

START_TEST(and_or_tables)
{
	static const uint8_t all[GJ_OUTCOMES][GJ_OUTCOMES] = {
		/*       N  E  U  R  M  A */
		[N] = { N, N, N, N, N, N }, [E] = { N, E, E, E, E, E }, [U] = { N, E, U, U, U, U },
		[R] = { N, E, U, R, R, R }, [M] = { N, E, U, R, M, M }, [A] = { N, E, U, R, M, A },
	};
	static const uint8_t any[GJ_OUTCOMES][GJ_OUTCOMES] = {
		[N] = { N, E, U, R, M, N }, [E] = { E, E, E, E, M, E }, [U] = { U, E, U, U, M, U },
		[R] = { R, E, U, R, M, R }, [M] = { M, M, M, M, M, M }, [A] = { N, E, U, R, M, A },
	};

	for (uint8_t a = 0; a < GJ_OUTCOMES; a++)
		for (uint8_t b = 0; b < GJ_OUTCOMES; b++) {
			ck_assert_msg(gj_outcome_and(a, b) == all[a][b], "%u and %u", a, b);
			ck_assert_msg(gj_outcome_or(a, b) == any[a][b], "%u or %u", a, b);
		}
}
END_TEST

START_TEST(not_and_soften)
{
	static const uint8_t negated[GJ_OUTCOMES] = { [N] = M, E, U, R, [M] = N, [A] = A };
	static const uint8_t softened[GJ_OUTCOMES] = { [N] = R, E, U, R, [M] = M, [A] = A };

	for (uint8_t a = 0; a < GJ_OUTCOMES; a++) {
		ck_assert_uint_eq(gj_outcome_not(a), negated[a]);
		ck_assert_uint_eq(gj_outcome_soften(a), softened[a]);
	}
}
END_TEST

/* Neither order nor grouping of the parts of a condition may matter. */
START_TEST(laws)
{
	for (uint8_t a = 0; a < GJ_OUTCOMES; a++)
		for (uint8_t b = 0; b < GJ_OUTCOMES; b++)
			for (uint8_t c = 0; c < GJ_OUTCOMES; c++) {
				ck_assert_uint_eq(gj_outcome_and(a, b), gj_outcome_and(b, a));
				ck_assert_uint_eq(gj_outcome_or(a, b), gj_outcome_or(b, a));
				ck_assert_uint_eq(gj_outcome_and(gj_outcome_and(a, b), c),
				                  gj_outcome_and(a, gj_outcome_and(b, c)));
				ck_assert_uint_eq(gj_outcome_or(gj_outcome_or(a, b), c),
				                  gj_outcome_or(a, gj_outcome_or(b, c)));
			}
}
END_TEST

START_TEST(names)
{
	static const char *const words[GJ_OUTCOMES] = { "not_met", "error", "unknown",
		                                        "review",  "met",   "not_applicable" };

	for (int i = 0; i < GJ_OUTCOMES; i++)
		ck_assert_str_eq(gj_outcome_name((enum gj_outcome)i), words[i]);
}
END_TEST

START_TEST(bytes)
{
	static const struct {
		size_t n, bytes;
	} cases[] = { { 0, 0 }, { 1, 1 }, { 2, 1 }, { 3, 2 },  { 5, 2 },
		      { 6, 3 }, { 8, 3 }, { 9, 4 }, { 31, 12 } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_uint_eq(gj_outcome_bytes(cases[i].n), cases[i].bytes);
}
END_TEST

/* Stored for ever: the bits themselves are the contract. */
START_TEST(pack_bits)
{
	static const uint8_t outcomes[] = { M, A, R, N, E, U, M, A };
	static const unsigned char bits[] = { 0xEC, 0x10, 0xB1 };
	unsigned char packed[sizeof bits];

	gj_outcome_pack(packed, outcomes, sizeof outcomes);
	ck_assert_mem_eq(packed, bits, sizeof bits);
}
END_TEST

/* Every length up to 40, every outcome at every place; nothing is written past the end. */
START_TEST(pack_round_trip)
{
	for (size_t n = 0; n <= 40; n++)
		for (unsigned from = 0; from < GJ_OUTCOMES; from++) {
			unsigned char packed[17];
			uint8_t before[40], after[41];
			size_t size = gj_outcome_bytes(n);

			for (size_t i = 0; i < n; i++)
				before[i] = (uint8_t)((from + i) % GJ_OUTCOMES);
			memset(packed, 0xA5, sizeof packed);
			memset(after, 0xA5, sizeof after);
			gj_outcome_pack(packed, before, n);
			ck_assert_uint_eq(packed[size], 0xA5);
			ck_assert(gj_outcome_unpack(after, n, packed, size));
			ck_assert_mem_eq(before, after, n);
			ck_assert_uint_eq(after[n], 0xA5);
		}
}
END_TEST

START_TEST(unpack_refuses)
{
	static const unsigned char six[] = { 6 }, seven[] = { 0, 0x0E }, good[] = { 0, 0, 0 };
	uint8_t out[8];

	ck_assert(!gj_outcome_unpack(out, 1, six, 1));
	ck_assert(!gj_outcome_unpack(out, 4, seven, 2)); /* the fourth of them */
	ck_assert(!gj_outcome_unpack(out, 8, good, 2));
	ck_assert(!gj_outcome_unpack(out, 5, good, 3));
	ck_assert(gj_outcome_unpack(out, 8, good, 3));
	ck_assert(gj_outcome_unpack(out, 0, good, 0));
	ck_assert(!gj_outcome_unpack(out, 0, good, 1));
}
END_TEST

Suite *suite_outcome(void)
{
	Suite *s = suite_create("eval/outcome");
	TCase *t = tcase_create("outcome");

	tcase_add_test(t, and_or_tables);
	tcase_add_test(t, not_and_soften);
	tcase_add_test(t, laws);
	tcase_add_test(t, names);
	tcase_add_test(t, bytes);
	tcase_add_test(t, pack_bits);
	tcase_add_test(t, pack_round_trip);
	tcase_add_test(t, unpack_refuses);
	suite_add_tcase(s, t);
	return s;
}
