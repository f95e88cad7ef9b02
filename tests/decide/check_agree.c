/* check_agree.c: the plain evaluator and the column program say the same of random conditions. */
#include "engine/base/err.h"
#include "engine/decide/trace.h"
#include "engine/eval/frame.h"
#include "tests/decide/dice.h"
#include "tests/decide/suites.h"

enum { CONDS = 24, RECORDS = 40, DEPTH = 3 };

START_TEST(same_outcomes)
{
	struct gj_dice d = { .state = 0x9e3779b97f4a7c15u * (uint64_t)(_i + 1) };
	const struct gj_cond *conds[CONDS];
	struct gj_record records[RECORDS];
	struct gj_program *program;
	struct gj_frame *frame;
	struct gj_err err = { .code = 0 };
	const uint8_t *const *outcomes;
	int32_t reference = gj_build_day("2022-11-30");
	struct gj_arena traces;
	struct gj_trace *t;

	gj_arena_init(&d.arena, 0);
	gj_arena_init(&traces, 0);
	for (size_t i = 0; i < CONDS; i++)
		conds[i] = gj_dice_cond(&d, DEPTH, NULL);
	ck_assert_msg(gj_program_compile(&program, conds, CONDS, reference, &err) == 0, "%s",
	              err.text);
	ck_assert_int_eq(gj_frame_new(&frame, program, &gj_dice_outside, NULL), 0);
	for (size_t r = 0; r < RECORDS; r++) {
		gj_build_init(&records[r]);
		gj_dice_record(&d, &records[r]);
		ck_assert_int_eq(gj_frame_put(frame, &records[r], NULL), 0);
	}
	outcomes = gj_frame_run(frame);
	for (size_t i = 0; i < CONDS; i++)
		for (size_t r = 0; r < RECORDS; r++) {
			gj_arena_clear(&traces);
			ck_assert_int_eq(gj_trace_run(&t, &traces, conds[i], &records[r], reference,
			                              &gj_dice_outside, NULL),
			                 0);
			ck_assert_msg(t->outcome == outcomes[i][r],
			              "seed %d, condition %zu, record %zu: trace %d, program %d",
			              _i, i, r, (int)t->outcome, outcomes[i][r]);
		}
	for (size_t r = 0; r < RECORDS; r++)
		gj_record_fini(&records[r]);
	gj_frame_free(frame);
	gj_program_free(program);
	gj_arena_fini(&traces);
	gj_arena_fini(&d.arena);
}
END_TEST

Suite *suite_agree(void)
{
	Suite *s = suite_create("decide/agree");
	TCase *t = tcase_create("agree");

	tcase_add_loop_test(t, same_outcomes, 0, 60);
	suite_add_tcase(s, t);
	return s;
}
