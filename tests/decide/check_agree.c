/* check_agree.c: the plain evaluator and the column program say the same of random conditions. */
#include "engine/base/err.h"
#include "engine/decide/trace.h"
#include "engine/eval/frame.h"
#include "tests/decide/dice.h"
#include "tests/decide/suites.h"

#include <stdlib.h>
#include <string.h>

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

/* The strip of a fact of those records, through bytes, which last as long as `arena`. */
static void strip_of(struct gj_strip *out, struct gj_arena *arena, struct gj_strip_key key,
                     const struct gj_record *records, size_t n)
{
	struct gj_strip_room room = { .n = 0 };
	struct gj_strip_maker m;
	struct gj_buf bytes;
	void *kept;

	gj_strip_maker_init(&m, key);
	gj_buf_init(&bytes);
	for (size_t r = 0; r < n; r++)
		ck_assert_int_eq(gj_strip_maker_add(&m, &records[r], NULL), 0);
	gj_strip_maker_done(&m, &bytes);
	kept = gj_arena_alloc(arena, bytes.n);
	memcpy(kept, bytes.data, bytes.n);
	ck_assert_int_eq(gj_strip_read(out, key, kept, bytes.n, &room, NULL), 0);
	if (out->texts) {
		const char **texts = gj_arena_array(arena, out->n_texts + 1, sizeof *texts);

		memcpy(texts, out->texts, out->n_texts * sizeof *texts);
		out->texts = texts;
	}
	free(room.texts);
	gj_buf_fini(&bytes);
	gj_strip_maker_fini(&m);
}

static void fill_from_strips(struct gj_frame *f, const struct gj_program *p, struct gj_arena *arena,
                             const struct gj_record *records, size_t n)
{
	struct gj_strip s;

	ck_assert_int_eq(gj_frame_set_rows(f, n, NULL), 0);
	for (size_t k = 1; k < p->n_spaces; k++) {
		strip_of(&s, arena, (struct gj_strip_key){ .fact = p->spaces[k].list }, records, n);
		ck_assert_int_eq(gj_frame_set_list(f, k, &s, NULL), 0);
	}
	for (size_t k = 0; k < p->n_columns; k++) {
		const struct gj_column *c = &p->columns[k];
		struct gj_strip_key key = { .list = p->spaces[c->space].list, .fact = c->fact };

		if (c->kind == GJ_COLUMN_CALL)
			continue;
		strip_of(&s, arena, key, records, n);
		ck_assert_int_eq(gj_frame_set_column(f, k, &s, NULL), 0);
	}
	for (size_t r = 0; r < n; r++)
		gj_frame_set_calls(f, r, &records[r]);
}

START_TEST(strips_say_the_same)
{
	struct gj_dice d = { .state = 0x2545f4914f6cdd1du * (uint64_t)(_i + 1) };
	const struct gj_cond *conds[CONDS];
	static struct gj_record records[3 * RECORDS];
	struct gj_program *program;
	struct gj_frame *rows, *strips;
	struct gj_err err = { .code = 0 };
	const uint8_t *const *a, *const *b;
	struct gj_arena bytes;
	size_t n = (size_t)_i % 7 ? 3 * RECORDS : 0;

	gj_arena_init(&d.arena, 0);
	gj_arena_init(&bytes, 0);
	for (size_t i = 0; i < CONDS; i++)
		conds[i] = gj_dice_cond(&d, DEPTH, NULL);
	ck_assert_msg(gj_program_compile(&program, conds, CONDS, gj_build_day("2022-11-30"),
	                                 &err) == 0,
	              "%s", err.text);
	ck_assert_int_eq(gj_frame_new(&rows, program, &gj_dice_outside, NULL), 0);
	ck_assert_int_eq(gj_frame_new(&strips, program, &gj_dice_outside, NULL), 0);
	for (int again = 0; again < 2; again++) { /* the second time over what the first left */
		gj_frame_clear(rows);
		for (size_t r = 0; r < n; r++) {
			gj_build_init(&records[r]);
			gj_dice_record(&d, &records[r]);
			ck_assert_int_eq(gj_frame_put(rows, &records[r], NULL), 0);
		}
		fill_from_strips(strips, program, &bytes, records, n);
		a = gj_frame_run(rows);
		b = gj_frame_run(strips);
		for (size_t i = 0; i < CONDS; i++)
			for (size_t r = 0; r < n; r++)
				ck_assert_msg(
				    a[i][r] == b[i][r],
				    "seed %d, condition %zu, record %zu: rows %d, strips %d", _i, i,
				    r, a[i][r], b[i][r]);
		for (size_t r = 0; r < n; r++)
			gj_record_fini(&records[r]);
	}
	gj_frame_free(rows);
	gj_frame_free(strips);
	gj_program_free(program);
	gj_arena_fini(&bytes);
	gj_arena_fini(&d.arena);
}
END_TEST

Suite *suite_agree(void)
{
	Suite *s = suite_create("decide/agree");
	TCase *t = tcase_create("agree");

	tcase_add_loop_test(t, same_outcomes, 0, 60);
	tcase_add_loop_test(t, strips_say_the_same, 0, 60);
	suite_add_tcase(s, t);
	return s;
}
