/* check_program_damage.c: a program damaged in any place is refused, or runs without harm. */
#include "engine/base/err.h"
#include "tests/eval/damage.h"
#include "tests/eval/frames.h"
#include "tests/eval/suites.h"

#include <string.h>

/* Every instruction there is, for the tests that damage one. */
static struct gj_program *good(void)
{
	size_t n;
	const struct gj_cond *const *conds = gj_frames_every_cond(&n);
	struct gj_program *p = gj_frames_compile(conds, n);

	ck_assert_int_eq(gj_program_check(p, NULL), 0);
	return p;
}

START_TEST(damaged)
{
	static const struct gj_damage cases[] = {
		{ GJ_OP_LOAD_T, OP, GJ_OP_COUNT },
		{ GJ_OP_LOAD_T, OP, 255 },
		{ GJ_OP_LOAD_T, SPACE, 4 },
		{ GJ_OP_LOAD_T, SPACE, 255 },
		{ GJ_OP_LOAD_T, SPACE, 1 },
		{ GJ_OP_LOAD_T, D, 4000 },
		{ GJ_OP_LOAD_T, D, UINT16_MAX },
		{ GJ_OP_LOAD_T, K, -1 },
		{ GJ_OP_LOAD_T, K, 4096 },
		{ GJ_OP_LOAD_T, K, INT64_MIN },
		{ GJ_OP_LOAD_T, OP, GJ_OP_LOAD_I },
		{ GJ_OP_LOAD_T, OP, GJ_OP_LOAD_L },
		{ GJ_OP_LOAD_I, OP, GJ_OP_LOAD_T },
		{ GJ_OP_LOAD_L, OP, GJ_OP_LOAD_I },
		{ GJ_OP_WIDEN, A, 4000 },
		{ GJ_OP_WIDEN, D, 4000 },
		{ GJ_OP_AND, A, 4000 },
		{ GJ_OP_AND, B, 4000 },
		{ GJ_OP_OR, D, 4000 },
		{ GJ_OP_NOT, A, 4000 },
		{ GJ_OP_SOFTEN, A, 4000 },
		{ GJ_OP_JUDGE, D, 4000 },
		{ GJ_OP_KOF, M, 0 },
		{ GJ_OP_KOF, M, 4000 },
		{ GJ_OP_KOF, K, -1 },
		{ GJ_OP_KOF, K, UINT16_MAX + 1 },
		{ GJ_OP_GE_I, K, 1LL << 31 },
		{ GJ_OP_LE_I, K, -(1LL << 31) - 1 },
		{ GJ_OP_EQ_I, A, 4000 },
		{ GJ_OP_GE_L, A, 4000 },
		{ GJ_OP_IN, K, 4000 },
		{ GJ_OP_IN, K, -1 },
		{ GJ_OP_SHARE, CMP, 5 },
		{ GJ_OP_SHARE, E, GJ_OUTCOMES },
		{ GJ_OP_SHARE, E, 254 },
		{ GJ_OP_SHARE, C, 0 },
		{ GJ_OP_SHARE, C, -1 },
		{ GJ_OP_SHARE, K, -1 },
		{ GJ_OP_SHARE, C, INT32_MAX },
		{ GJ_OP_SHARE, K, INT32_MAX },
		{ GJ_OP_SHARE, B, 4000 },
		{ GJ_OP_SHARE_L, A, 4000 },
		{ GJ_OP_SHARE_R, A, 6 },
		{ GJ_OP_SHARE_R, B, 6 },
		{ GJ_OP_SHARE_R, B, UINT16_MAX },
		{ GJ_OP_SHARE_R, SPACE, 1 },
		{ GJ_OP_SHIFT, K, -1 },
		{ GJ_OP_SHIFT, K, 12001 },
		{ GJ_OP_DAYS, K, INT32_MIN - 1LL },
		{ GJ_OP_DAYS, K, GJ_I32_NOT_APPLICABLE },
		{ GJ_OP_DAYS, K, 1LL << 31 },
		{ GJ_OP_WINDOW, E, GJ_OUTCOMES },
		{ GJ_OP_WINDOW, M, 4000 },
		{ GJ_OP_WINDOW, B, 4000 },
		{ GJ_OP_SPREAD, SPACE, 0 },
		{ GJ_OP_SPREAD, A, 4000 },
		{ GJ_OP_TRUE, D, 4000 },
		{ GJ_OP_ROWS, K, 0 },
		{ GJ_OP_ROWS, K, 4 },
		{ GJ_OP_ROWS, K, -1 },
		{ GJ_OP_ROWS, D, 6 },
		{ GJ_OP_ROWS, A, 4000 },
		{ GJ_OP_ROWS, SPACE, 1 },
		{ GJ_OP_DISTINCT, K, 0 },
		{ GJ_OP_DISTINCT, B, 4000 },
		{ GJ_OP_DISTINCT, D, UINT16_MAX },
		{ GJ_OP_EXISTS, K, 0 },
		{ GJ_OP_EXISTS, A, 4000 },
		{ GJ_OP_EXISTS, SPACE, 2 },
		{ GJ_OP_GE_R, A, 6 },
		{ GJ_OP_GE_R, SPACE, 1 },
		{ GJ_OP_TRIPLE, D, 6 },
		{ GJ_OP_TRIPLE, A, 4000 },
		{ GJ_OP_TRIPLE, A, 4 },
		{ GJ_OP_TRIPLE, A, 6 },
		{ GJ_OP_EMIT, K, -1 },
		{ GJ_OP_EMIT, K, 1 },
		{ GJ_OP_EMIT, K, 4000 },
		{ GJ_OP_EMIT, A, 4000 },
		{ GJ_OP_EMIT, SPACE, 1 },
	};
	struct gj_program *p = good();

	gj_damage_refused(p, cases, COUNT_OF(cases));
	gj_program_free(p);
}
END_TEST

START_TEST(damaged_shape)
{
	struct gj_program *p = good(), kept = *p;
	struct gj_column column = p->columns[0];

#define REFUSED(damage) \
	do { \
		damage; \
		ck_assert_int_eq(gj_program_check(p, NULL), GJ_EINTERNAL); \
		*p = kept; \
		p->columns[0] = column; \
	} while (0)
	REFUSED(p->n_spaces = 0);
	REFUSED(p->n_spaces = GJ_PROGRAM_SPACES + 1);
	REFUSED(p->n_spaces = 5);
	REFUSED(p->spaces[0].list = FACT(FINDINGS));
	REFUSED(p->spaces[1].list = NULL);
	REFUSED(p->spaces[0].n_t = GJ_PROGRAM_REGS + 1);
	REFUSED(p->spaces[1].n_i = UINT16_MAX);
	REFUSED(p->columns[0].space = 4);
	REFUSED(p->columns[0].fact = NULL);
	REFUSED(p->columns[0].kind = GJ_COLUMN_RECOGNISED);
	REFUSED(p->n_checks++); /* one outcome that is never set */
	REFUSED(p->n_checks--);
	REFUSED(p->n_ins--);
	REFUSED(p->n_sets = 0);
	REFUSED(p->n_columns = 0);
#undef REFUSED
	ck_assert_int_eq(gj_program_check(p, NULL), 0);
	gj_program_free(p);
}
END_TEST

/* A count of different values goes by the codes of texts; any other number would reach beyond. */
START_TEST(distinct_wants_codes)
{
	const struct gj_cond *cond =
	    COMPARE(DISTINCT(TRAININGS, FIELD(training, WHO), NULL), GJ_AT_LEAST, NUMBER(1));
	struct gj_program *p = gj_frames_compile(&cond, 1);

	p->columns[0].kind = GJ_COLUMN_I;
	p->columns[0].fact = FIELD(training, HELD_ON);
	ck_assert_int_eq(gj_program_check(p, NULL), GJ_EINTERNAL);
	gj_program_free(p);
}
END_TEST

static void put_some(struct gj_frame *f)
{
	struct gj_record r;
	struct gj_value *cells;

	gj_build_init(&r);
	ck_assert_int_eq(gj_frame_put(f, &r, NULL), 0);
	gj_build_put(&r, SERVED, INT32_MAX - 15);
	gj_build_put(&r, TRAINED, 3);
	gj_build_put(&r, BUDGET, 99999999999999999);
	gj_build_put(&r, ACCEPTED, gj_build_day("2022-11-30"));
	r.values[NAME] = gj_build_text("通报");
	cells = gj_build_rows(&r, TRAININGS, 2);
	cells[WHO] = gj_build_text("甲");
	cells[HELD_ON] = gj_build_given(gj_build_day("2999-12-31"));
	cells[GJ_BUILD_TRAINING_FIELDS + WHO] = gj_build_text("乙");
	cells = gj_build_rows(&r, FINDINGS, 1);
	cells[ACT_DATE] = gj_build_given(gj_build_day("1900-01-01"));
	ck_assert_int_eq(gj_frame_put(f, &r, NULL), 0);
	gj_record_fini(&r);
}

START_TEST(accepted_means_harmless)
{
	struct gj_program *p = good();
	struct gj_frame *f;

	ck_assert_int_eq(gj_frame_new(&f, p, NULL, NULL), 0);
	put_some(f);
	gj_damage_harmless(p, f);
	gj_frame_free(f);
	gj_program_free(p);
}
END_TEST

Suite *suite_program_damage(void)
{
	Suite *s = suite_create("eval/program_damage");
	TCase *t = tcase_create("program_damage");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, damaged);
	tcase_add_test(t, damaged_shape);
	tcase_add_test(t, distinct_wants_codes);
	tcase_add_test(t, accepted_means_harmless);
	suite_add_tcase(s, t);
	return s;
}
