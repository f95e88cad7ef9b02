/* check_complete.c: what is settled stays so, whatever is stated later: missing facts filled in at random. */
#include "engine/base/err.h"
#include "engine/eval/frame.h"
#include "tests/decide/dice.h"
#include "tests/decide/suites.h"

enum { CONDS = 24, RECORDS = 12, COMPLETIONS = 30, DEPTH = 3, ROWS = 3 };

static bool is_open(const struct gj_value *v)
{
	return v->state != GJ_GIVEN && v->state != GJ_STATE_NOT_APPLICABLE;
}

/* Every value that nobody stated gets one; what does not apply stays so. */
static void complete(struct gj_dice *d, struct gj_record *r)
{
	for (size_t i = 0; i < GJ_BUILD_FACTS; i++) {
		const struct gj_fact *fact = FACT(i);
		size_t n;

		if (fact->type != GJ_FACT_LIST) {
			if (is_open(&r->values[i]))
				r->values[i] = gj_dice_given(d, fact);
			continue;
		}
		if (is_open(&r->values[i]))
			gj_build_rows(r, (enum gj_build_fact)i, gj_dice_roll(d, ROWS));
		if (r->values[i].state != GJ_GIVEN)
			continue;
		n = (size_t)r->values[i].number * fact->n_fields;
		for (size_t c = 0; c < n; c++)
			if (is_open(&r->lists[i][c]))
				r->lists[i][c] = gj_dice_given(d, &fact->fields[c % fact->n_fields]);
	}
}

/* Not the whole of a check: there a waiver that counts may give way to a condition that is met. */
static const struct gj_cond *part(struct gj_dice *d)
{
	struct gj_cond *any = gj_arena_alloc(&d->arena, sizeof *any);
	struct gj_cond **args = gj_arena_alloc(&d->arena, sizeof *args);

	ck_assert(any && args);
	args[0] = gj_dice_cond(d, DEPTH, NULL);
	*any = (struct gj_cond){ .kind = GJ_COND_ANY, .args = args, .n_args = 1 };
	return any;
}

START_TEST(settled_stays_settled)
{
	struct gj_dice d = { .state = 0xd1b54a32d192ed03u * (uint64_t)(_i + 1), .sealed = true };
	const struct gj_cond *conds[CONDS];
	struct gj_record record, whole;
	struct gj_program *program;
	struct gj_frame *frame;
	struct gj_err err = { .code = 0 };
	const uint8_t *const *outcomes;
	size_t settled = 0;

	gj_arena_init(&d.arena, 0);
	gj_build_init(&record);
	gj_build_init(&whole);
	for (size_t i = 0; i < CONDS; i++)
		conds[i] = part(&d);
	ck_assert_msg(
	    gj_program_compile(&program, conds, CONDS, gj_build_day("2022-11-30"), &err) == 0, "%s",
	    err.text);
	ck_assert_int_eq(gj_frame_new(&frame, program, &gj_dice_outside, NULL), 0);
	for (size_t r = 0; r < RECORDS; r++) {
		gj_dice_record(&d, &record);
		ck_assert_int_eq(gj_frame_put(frame, &record, NULL), 0);
		for (size_t n = 0; n < COMPLETIONS; n++) {
			ck_assert_int_eq(gj_record_copy(&whole, &record, NULL), 0);
			complete(&d, &whole);
			ck_assert_int_eq(gj_frame_put(frame, &whole, NULL), 0);
		}
	}
	outcomes = gj_frame_run(frame);
	for (size_t i = 0; i < CONDS; i++)
		for (size_t r = 0; r < RECORDS; r++) {
			const uint8_t *o = outcomes[i] + r * (1 + COMPLETIONS);

			if (o[0] == GJ_ERROR || o[0] == GJ_UNKNOWN || o[0] == GJ_REVIEW)
				continue;
			settled++;
			for (size_t n = 1; n <= COMPLETIONS; n++) /* an error is no decision */
				ck_assert_msg(o[n] == o[0] || o[n] == GJ_ERROR,
				              "seed %d, condition %zu, record %zu: %d, filled in %d",
				              _i, i, r, o[0], o[n]);
		}
	ck_assert_uint_gt(settled, 0);
	gj_frame_free(frame);
	gj_program_free(program);
	gj_record_fini(&whole);
	gj_record_fini(&record);
	gj_arena_fini(&d.arena);
}
END_TEST

Suite *suite_complete(void)
{
	Suite *s = suite_create("decide/complete");
	TCase *t = tcase_create("complete");

	tcase_add_loop_test(t, settled_stays_settled, 0, 60);
	suite_add_tcase(s, t);
	return s;
}
