/* check_program_range.c: programs over numbers between two bounds: how they print, what is refused, what runs without harm. */
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "tests/eval/damage.h"
#include "tests/eval/frames.h"
#include "tests/eval/ranges.h"
#include "tests/eval/suites.h"
#include "tests/support/alloc.h"

#include <string.h>

static const struct {
	const struct gj_cond *cond;
	const char *text;
} printed[] = {
	{ COMPARE(PLUS(OF_FACT(SERVED), OF_FACT(TRAINED)), GJ_AT_LEAST, NUMBER(10)),
	  "I0 = served\nI1 = trained\nI0 = I0 + I1\nT0 = I0 >= 10\n" },
	{ COMPARE(MINUS(OF_FACT(BUDGET), OF_FACT(SPENT)), GJ_LESS_THAN, NUMBER(0)),
	  "L0 = budget\nQ0 = L0\nL0 = spent\nQ2 = L0\nQ0 = Q0 - Q2\nQ1 = 0\nT0 = Q0 < Q1\n" },
	{ COMPARE(PLUS(ROWS_OF(FINDINGS, NULL), NUMBER(1)), GJ_AT_MOST, OF_FACT(SERVED)),
	  "[findings] T0 = met\nI0..I2 = rows of findings with T0\nQ0 = count I0\nQ2 = 1\n"
	  "Q0 = Q0 + Q2\nI0 = served\nQ1 = I0\nT0 = Q0 <= Q1\n" },
	{ COMPARE(PLUS(DISTINCT(TRAININGS, FIELD(training, WHO), NULL)), GJ_EQUALS, NUMBER(2)),
	  "[trainings] T0 = met\n[trainings] I0 = code of trainings.who\n"
	  "I0..I2 = distinct I0 of trainings with T0\nQ0 = count I0\nQ1 = 2\nT0 = Q0 == Q1\n" },
	{ COMPARE(SCALED(OF_FACT(SERVED), 1, 3, GJ_ROUND_HALF_EVEN), GJ_MORE_THAN, NUMBER(2)),
	  "I0 = served\nQ0 = I0\nQ0 = Q0 * 1 / 3 half even\nQ1 = 2\nT0 = Q0 > Q1\n" },
	{ COMPARE(BOUNDED(OF_FACT(SERVED), INT64_MIN, 40), GJ_AT_LEAST, NUMBER(20)),
	  "I0 = served\nQ0 = I0\nQ0 = Q0 kept in ..40\nQ1 = 20\nT0 = Q0 >= Q1\n" },
	{ COMPARE(PICKED(OF_FACT(OFFICERS), 0, 10), GJ_AT_LEAST, NUMBER(6)),
	  "I0 = officers\nQ0 = I0\nQ0 = Q0 picked from 0..10\nQ1 = 6\nT0 = Q0 >= Q1\n" },
	{ COMPARE(CASES(ROW_IF(ASK(GJ_COND_HOLDS, FACT(BODY))), NUMBER(5), NUMBER(1)), GJ_AT_LEAST,
	          NUMBER(3)),
	  "Q0 = 1\nQ2 = 5\nT1 = body\nQ0 = T1 ? Q2 : Q0\nQ1 = 3\nT0 = Q0 >= Q1\n" },
	{ COMPARE(CASES(ROW_IF(ASK(GJ_COND_GIVEN, FACT(BODY))), NUMBER(5)), GJ_AT_LEAST, NUMBER(3)),
	  "Q0 = not applicable\nQ2 = 5\nT1 = given body\nQ0 = T1 ? Q2 : Q0\nQ1 = 3\nT0 = Q0 >= Q1\n" },
	{ COMPARE(SHIFTED(OF_FACT(FILED), 20, GJ_STEP_WORKING_DAYS, NULL), GJ_AT_LEAST,
	          REFERENCE),
	  "I0 = filed_on\nQ0 = I0\nQ0 = Q0 moved by 20 working days\nQ1 = 19326\nT0 = Q0 >= Q1\n" },
	{ COMPARE(GATHER(GJ_TERM_SUM, TRAININGS, FIELD(training, HOURS),
	                 ASK(GJ_COND_JUDGED, FIELD(training, SOUND))),
	          GJ_AT_LEAST, SHARE(50, 100, OF_FACT(SERVED))),
	  "[trainings] T0 = trainings.sound\n[trainings] T0 = judged T0\n"
	  "[trainings] I0 = trainings.hours\n[trainings] Q0 = I0\n"
	  "Q0 = sum of Q0 over trainings with T0\nI0 = served\nQ1 = I0\n"
	  "T0 = Q0*100 >= Q1*50, of nothing: unknown\n" },
	{ COMPARE(GATHER(GJ_TERM_AVERAGE, FINDINGS, FIELD(finding, DAMAGE), NULL), GJ_LESS_THAN,
	          NUMBER(7)),
	  "[findings] T0 = met\n[findings] L0 = findings.damage\n[findings] Q0 = L0\n"
	  "Q0 = sum of Q0 over findings with T0\n[findings] T0 = met\n"
	  "[findings] L0 = findings.damage\n[findings] Q0 = L0\n"
	  "Q1 = count of Q0 over findings with T0\nT0 = Q0 < Q1*7, of nothing: unknown\n" },
	{ COMPARE(GATHER(GJ_TERM_LARGEST, FINDINGS, FIELD(finding, ACT_DATE), NULL), GJ_AT_MOST,
	          SHIFTED(OF_FACT(FILED), -3, GJ_STEP_MONTHS, NULL)),
	  "[findings] T0 = met\n[findings] I0 = findings.act_date\n[findings] Q0 = I0\n"
	  "Q0 = largest of Q0 over findings with T0\nI0 = filed_on\nQ1 = I0\n"
	  "Q1 = Q1 moved by -3 months\nT0 = Q0 <= Q1\n" },
	{ COMPARE(OF_FACT(BUDGET), GJ_AT_LEAST, GROWTH(10, 100, OF_FACT(SPENT))),
	  "L0 = budget\nQ0 = L0\nL0 = spent\nQ1 = L0\n"
	  "T0 = growth Q0*100 >= growth Q1*10, of nothing: unknown\n" },
	{ LIST(GJ_COND_EXISTS, TRAININGS,
	       COMPARE(PLUS(OF_FIELD(training, HOURS), ABOVE(SERVED)), GJ_MORE_THAN, NUMBER(9))),
	  "[trainings] I0 = trainings.hours\n[trainings] Q0 = I0\nI0 = served\nQ0 = I0\n"
	  "[trainings] Q2 = application Q0\n[trainings] Q0 = Q0 + Q2\n[trainings] Q1 = 9\n"
	  "[trainings] T0 = Q0 > Q1\nT0 = any of trainings with T0\n" },
	{ COND(.kind = GJ_COND_EVERY, .outcome = GJ_REVIEW, .rows = { .list = FACT(FINDINGS) },
	       ARGS(ASK(GJ_COND_HOLDS, FIELD(finding, FINAL)))),
	  "[findings] T0 = met\n[findings] T1 = findings.final\n"
	  "T0 = T1 of every findings with T0, of none: review\n" },
	{ COND(.kind = GJ_COND_UNLESS, .outcome = GJ_NOT_APPLICABLE,
	       ARGS(ASK(GJ_COND_HOLDS, FACT(BODY)), ASK(GJ_COND_HOLDS, FACT(CHECKED)))),
	  "T0 = body\nT1 = checked\nT0 = T0 unless T1, then not_applicable\n" },
	/* what is in force at the reference date, 2022-11-30, and nothing else */
	{ COND(.kind = GJ_COND_DATED, .since = (const int32_t[]){ 19000, 19326, 19327 },
	       ARGS(ASK(GJ_COND_HOLDS, FACT(BODY)), ASK(GJ_COND_HOLDS, FACT(CHECKED)),
	            ASK(GJ_COND_JUDGED, FACT(DUTIES)))),
	  "T0 = checked\n" },
	{ COND(.kind = GJ_COND_DATED, .since = (const int32_t[]){ 19327 },
	       ARGS(ASK(GJ_COND_HOLDS, FACT(BODY)))),
	  "T0 = error\n" },
	{ COND(.kind = GJ_COND_FUNCTION, .function = &(const struct gj_function){ .index = 3 }),
	  "T0 = function 3\n" },
};

static struct gj_program *all(void)
{
	const struct gj_cond *conds[COUNT_OF(printed)];
	struct gj_program *p;

	for (size_t i = 0; i < COUNT_OF(printed); i++)
		conds[i] = printed[i].cond;
	p = gj_frames_compile(conds, COUNT_OF(conds));
	ck_assert_int_eq(gj_program_check(p, NULL), 0);
	return p;
}

START_TEST(prints)
{
	struct gj_program *p = gj_frames_compile(&printed[_i].cond, 1);
	struct gj_buf whole, out;
	char *line, *rest = NULL;

	gj_buf_init(&whole);
	gj_buf_init(&out);
	gj_program_print(p, &whole);
	for (line = strtok_r(whole.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		ck_assert_msg(line[14] == ' ', "%s", line); /* behind the instruction's name */
		gj_buf_printf(&out, "%s\n", line + 15);
	}
	gj_buf_puts(&whole, "");
	gj_buf_clear(&whole);
	gj_buf_printf(&whole, "%soutcome 0 = T0\n", printed[_i].text);
	ck_assert_str_eq(gj_buf_str(&out), gj_buf_str(&whole));
	gj_buf_fini(&whole);
	gj_buf_fini(&out);
	gj_program_free(p);
}
END_TEST

/* With check_program.c, no instruction is left out. */
START_TEST(every_instruction)
{
	bool there[GJ_OP_COUNT] = { false };
	struct gj_program *p = all();

	for (size_t i = 0; i < p->n_ins; i++)
		there[p->ins[i].op] = true;
	for (size_t op = GJ_OP_CONST; op < GJ_OP_COUNT; op++)
		ck_assert_msg(there[op], "instruction %zu", op);
	gj_program_free(p);
}
END_TEST

START_TEST(damaged)
{
	static const struct gj_damage cases[] = {
		{ GJ_OP_CONST, E, GJ_OUTCOMES },
		{ GJ_OP_CONST, D, 4000 },
		{ GJ_OP_UNLESS, E, GJ_OUTCOMES },
		{ GJ_OP_UNLESS, A, 4000 },
		{ GJ_OP_UNLESS, B, 4000 },
		{ GJ_OP_EVERY, E, GJ_NO_ZERO },
		{ GJ_OP_EVERY, K, 0 },
		{ GJ_OP_EVERY, K, 31 },
		{ GJ_OP_EVERY, B, 4000 },
		{ GJ_OP_EVERY, SPACE, 1 },
		{ GJ_OP_Q_OF_I, A, 4000 },
		{ GJ_OP_Q_OF_I, D, 4000 },
		{ GJ_OP_Q_OF_L, A, 4000 },
		{ GJ_OP_Q_OF_R, A, UINT16_MAX },
		{ GJ_OP_Q_OF_R, SPACE, 1 },
		{ GJ_OP_Q_NUMBER, D, 4000 },
		{ GJ_OP_Q_NONE, D, 4000 },
		{ GJ_OP_Q_SPREAD, SPACE, 0 },
		{ GJ_OP_Q_SPREAD, A, 4000 },
		{ GJ_OP_Q_PLUS, A, 4000 },
		{ GJ_OP_Q_MINUS, B, 4000 },
		{ GJ_OP_Q_SCALE, C, 0 },
		{ GJ_OP_Q_SCALE, C, -1 },
		{ GJ_OP_Q_SCALE, E, GJ_ROUND_HALF_EVEN + 1 },
		{ GJ_OP_Q_BOUND, K, 41 },
		{ GJ_OP_Q_PICK, C, -1 },
		{ GJ_OP_Q_CASE, M, 4000 },
		{ GJ_OP_Q_CASE, A, 4000 },
		{ GJ_OP_Q_MOVE, K, -1 },
		{ GJ_OP_Q_MOVE, K, 2 },
		{ GJ_OP_Q_GATHER, K, 0 },
		{ GJ_OP_Q_GATHER, E, 4 },
		{ GJ_OP_Q_GATHER, A, 4000 },
		{ GJ_OP_Q_GATHER, B, 4000 },
		{ GJ_OP_Q_GATHER, SPACE, 1 },
		{ GJ_OP_Q_CMP, CMP, 5 },
		{ GJ_OP_Q_CMP, E, GJ_OUTCOMES },
		{ GJ_OP_Q_CMP, C, 0 },
		{ GJ_OP_Q_CMP, A, 4000 },
		{ GJ_OP_Q_GROW, C, -1 },
		{ GJ_OP_Q_GROW, C, INT64_MAX },
		{ GJ_OP_Q_GROW, K, INT64_MAX },
		{ GJ_OP_Q_GROW, K, INT64_MIN },
		{ GJ_OP_Q_GROW, B, 4000 },
	};
	struct gj_program *p = all();

	gj_damage_refused(p, cases, COUNT_OF(cases));
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
	gj_build_put(&r, TRAINED, -3);
	gj_build_put(&r, BUDGET, 99999999999999999);
	gj_build_put(&r, SPENT, -99999999999999999);
	gj_build_put(&r, FILED, gj_build_day("2999-12-31"));
	cells = gj_build_rows(&r, TRAININGS, 2);
	cells[HOURS] = gj_build_given(INT32_MAX - 15);
	cells[GJ_BUILD_TRAINING_FIELDS + SOUND] = gj_build_given(1);
	cells = gj_build_rows(&r, FINDINGS, 2);
	cells[ACT_DATE] = gj_build_given(gj_build_day("1900-01-01"));
	cells[DAMAGE] = gj_build_given(INT64_MAX / 2);
	ck_assert_int_eq(gj_frame_put(f, &r, NULL), 0);
	gj_record_fini(&r);
}

START_TEST(accepted_means_harmless)
{
	struct gj_program *p = all();
	struct gj_frame *f;

	ck_assert_int_eq(gj_frame_new(&f, p, NULL, NULL), 0);
	put_some(f);
	gj_damage_harmless(p, f);
	gj_frame_free(f);
	gj_program_free(p);
}
END_TEST

/* What the language does not allow, each with the place and what is wrong. */
START_TEST(misuse)
{
#define AT(...) COND(.place = { "station.lua", 12 }, __VA_ARGS__)
	const struct {
		const struct gj_cond *cond;
		const char *about;
	} cases[] = {
		{ AT(.kind = GJ_COND_COMPARE, .left = PLUS(OF_FACT(BODY)), .right = NUMBER(1)),
		  "only counts, amounts and dates" },
		{ AT(.kind = GJ_COND_COMPARE, .left = PLUS(SHARE(1, 2, OF_FACT(SERVED))),
		     .right = NUMBER(1)),
		  "on this side" },
		{ AT(.kind = GJ_COND_COMPARE, .left = GROWTH(1, 2, OF_FACT(SERVED)),
		     .right = NUMBER(1)),
		  "on this side" },
		{ AT(.kind = GJ_COND_COMPARE,
		     .left = GATHER(GJ_TERM_AVERAGE, FINDINGS, FIELD(finding, DAMAGE), NULL),
		     .right = OF_FACT(BUDGET)),
		  "an average compares with a number only" },
		{ LIST(GJ_COND_EXISTS, FINDINGS,
		       AT(.kind = GJ_COND_COMPARE, .right = NUMBER(1),
		          .left = GATHER(GJ_TERM_SUM, TRAININGS, FIELD(training, HOURS), NULL))),
		  "on this side" },
		{ LIST(GJ_COND_EXISTS, FINDINGS,
		       AT(.kind = GJ_COND_COMPARE, .right = NUMBER(1),
		          .left = PLUS(ROWS_OF(TRAININGS, NULL), NUMBER(1)))),
		  "on this side" },
		{ LIST(GJ_COND_EXISTS, FINDINGS,
		       AT(.kind = GJ_COND_EVERY, .rows = { .list = FACT(TRAININGS) },
		          ARGS(ASK(GJ_COND_JUDGED, FIELD(training, SOUND))))),
		  "a list cannot stand inside the filter" },
		{ LIST(GJ_COND_EXISTS, FINDINGS, AT(.kind = GJ_COND_FUNCTION)),
		  "a function cannot stand inside a filter" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct gj_program *p = NULL;
		struct gj_err err = { 0 };

		ck_assert_msg(gj_program_compile(&p, &cases[i].cond, 1, 0, &err) == GJ_EINVAL,
		              "case %zu: %d %s", i, err.code, err.text);
		ck_assert_ptr_null(p);
		ck_assert_msg(strncmp(err.text, "station.lua:12: ", 16) == 0, "%s", err.text);
		ck_assert_msg(strstr(err.text, cases[i].about) != NULL, "%s", err.text);
	}
#undef AT
}
END_TEST

START_TEST(depth)
{
	static struct gj_term chain[400];
	static const struct gj_term *next[400];

	chain[0] = *OF_FACT(SERVED);
	for (size_t i = 1; i < COUNT_OF(chain); i++) {
		next[i] = &chain[i - 1];
		chain[i] = (struct gj_term){ .kind = GJ_TERM_BOUNDED,
			                     .args = &next[i],
			                     .n_args = 1,
			                     .high = 9 };
	}
	for (size_t i = 200; i < COUNT_OF(chain); i += 199) {
		const struct gj_cond cond = { .kind = GJ_COND_COMPARE,
			                      .left = &chain[i],
			                      .right = NUMBER(1) };
		const struct gj_cond *check = &cond;
		struct gj_program *p = NULL;

		ck_assert_int_eq(gj_program_compile(&p, &check, 1, 0, NULL),
		                 i < 256 ? 0 : GJ_EINVAL);
		gj_program_free(p);
	}
}
END_TEST

START_TEST(no_memory)
{
	const struct gj_cond *conds[COUNT_OF(printed)];
	long n, failed = 0;
	int rc = GJ_ENOMEM;

	for (size_t i = 0; i < COUNT_OF(printed); i++)
		conds[i] = printed[i].cond;
	for (n = 1; rc != 0; n++) {
		struct gj_program *p = NULL;
		struct gj_frame *f = NULL;
		struct gj_err err = { 0 };

		gj_alloc_fail_at(n);
		rc = gj_program_compile(&p, conds, COUNT_OF(conds), 0, &err);
		if (rc == 0)
			rc = gj_frame_new(&f, p, NULL, &err);
		gj_alloc_fail_at(0);
		ck_assert(rc == 0 || (rc == GJ_ENOMEM && err.code == GJ_ENOMEM && f == NULL));
		failed += rc != 0;
		gj_frame_free(f);
		gj_program_free(p);
	}
	ck_assert_int_ge(failed, 30);
}
END_TEST

Suite *suite_program_range(void)
{
	Suite *s = suite_create("eval/program_range");
	TCase *t = tcase_create("program_range");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, prints, 0, COUNT_OF(printed));
	tcase_add_test(t, every_instruction);
	tcase_add_test(t, damaged);
	tcase_add_test(t, accepted_means_harmless);
	tcase_add_test(t, misuse);
	tcase_add_test(t, depth);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
