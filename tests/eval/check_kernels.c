/* check_kernels.c: the loops for this machine and the plain ones say the same of the same columns. */
#include "engine/eval/kernel.h"
#include "engine/eval/program.h"
#include "tests/eval/suites.h"

#include <string.h>

enum { MISS = GJ_I32_MISSING, NA = GJ_I32_NOT_APPLICABLE, MOST_COUNT = INT32_MAX - 15 };
#define COUNT_OF(a) (sizeof(a) / sizeof *(a))

enum { LONGEST = 300 };

struct columns { /* two of each type, with what is special in them */
	uint8_t t[2][LONGEST];
	int32_t i[2][LONGEST];
	int64_t l[2][LONGEST];
};

static unsigned roll(uint64_t *dice, unsigned n)
{
	*dice ^= *dice << 13;
	*dice ^= *dice >> 7;
	*dice ^= *dice << 17;
	return (unsigned)((*dice >> 33) % n);
}

static void fill(struct columns *c, uint64_t *dice)
{
	static const int32_t special[] = { MISS, NA, 0, 1, MOST_COUNT, -1, 30, INT32_MAX };

	for (size_t k = 0; k < 2; k++)
		for (size_t n = 0; n < LONGEST; n++) {
			c->t[k][n] = (uint8_t)roll(dice, GJ_OUTCOMES);
			c->i[k][n] = roll(dice, 2) ? special[roll(dice, COUNT_OF(special))]
			                           : (int32_t)roll(dice, 60);
			c->l[k][n] = roll(dice, 3)
			                 ? (int64_t)roll(dice, 1u << 31) * (roll(dice, 9) - 4)
			             : roll(dice, 2) ? GJ_I64_MISSING
			                             : GJ_I64_NOT_APPLICABLE;
		}
}

/* Runs everything of one table over the columns; into `out`, one behind the other. */
static size_t run_all(uint8_t *out, const struct gj_kernels *k, const struct columns *c, size_t n,
                      uint64_t dice)
{
	static const uint8_t member[] = { 1, 0, 1, 1, 0, 1, 0, 0, 1, 0 };
	struct gj_share s = { .number = 1 + roll(&dice, 100), .per = 1 + roll(&dice, 100) };
	const int32_t limit = (int32_t)roll(&dice, 60);
	uint8_t *o = out;

	s.zero = (uint8_t)roll(&dice, GJ_OUTCOMES);
	k->and(o, c->t[0], c->t[1], n), o += n;
	k->or(o, c->t[0], c->t[1], n), o += n;
	k->not(o, c->t[0], n), o += n;
	k->soften(o, c->t[0], n), o += n;
	k->judge(o, c->t[0], n), o += n;
	memcpy(o, c->t[0], n); /* a destination that is an operand */
	k->and(o, o, c->t[1], n), o += n;
	k->ge_i(o, c->i[0], limit, n), o += n;
	k->le_i(o, c->i[0], limit, n), o += n;
	k->eq_i(o, c->i[0], limit, n), o += n;
	k->ge_l(o, c->l[0], limit, n), o += n;
	k->le_l(o, c->l[0], limit, n), o += n;
	k->eq_l(o, c->l[0], c->l[1][0], n), o += n;
	k->in(o, c->i[0], member, COUNT_OF(member) - 1, n), o += n;
	for (size_t special = 0; special < 2; special++)
		for (size_t cmp = 0; cmp < 5; cmp++) {
			k->share[special][cmp](o, c->i[0], c->i[1], &s, n), o += n;
			k->share_l[special][cmp](o, c->l[0], c->l[1], &s, n), o += n;
		}
	{
		int32_t sum[LONGEST];
		int64_t wide[LONGEST];

		k->add(sum, c->i[0], c->i[1], n);
		k->widen(wide, c->i[0], n);
		memcpy(o, sum, n * sizeof *sum), o += n * sizeof *sum;
		memcpy(o, wide, n * sizeof *wide), o += n * sizeof *wide;
	}
	return (size_t)(o - out);
}

/* The loops for this machine say what the plain ones say, for every length that leaves a rest. */
START_TEST(same_on_every_machine)
{
	enum { KINDS = 60 };
	static struct columns c;
	static uint8_t plain[KINDS * LONGEST], best[KINDS * LONGEST];
	uint64_t dice = 0x2545f4914f6cdd1du * (uint64_t)(_i + 1);

	fill(&c, &dice);
	for (size_t n = 0; n <= LONGEST; n += n < 70 ? 1 : 23) {
		size_t a = run_all(plain, &gj_kernels_plain, &c, n, dice);
		size_t b = run_all(best, gj_kernels_best(), &c, n, dice);

		ck_assert_uint_eq(a, b);
		ck_assert_uint_le(a, sizeof plain);
		ck_assert_msg(memcmp(plain, best, a) == 0, "seed %d, %zu rows", _i, n);
	}
}
END_TEST

/* Counts add up as ranges do: nothing for what does not apply, unknown for what is missing, and no wrapping round. */
START_TEST(added_counts)
{
	static const int32_t a[] = { 1, MISS, MISS, NA, NA, MOST_COUNT, 0, NA };
	static const int32_t b[] = { 2, 3, NA, 4, NA, MOST_COUNT, 0, MISS };
	static const int32_t expected[] = { 3, MISS, MISS, 4, NA, INT32_MAX, 0, MISS };
	int32_t o[COUNT_OF(a)];

	gj_kernels_plain.add(o, a, b, COUNT_OF(a));
	ck_assert_mem_eq(o, expected, sizeof o);
}
END_TEST

Suite *suite_kernels(void)
{
	Suite *s = suite_create("eval/kernels");
	TCase *t = tcase_create("kernels");

	tcase_add_loop_test(t, same_on_every_machine, 0, 40);
	tcase_add_test(t, added_counts);
	suite_add_tcase(s, t);
	return s;
}
