/* check_frame_room.c: frames that fill up, are used again, or run out of memory, and stay whole. */
#include "engine/base/err.h"
#include "tests/eval/frames.h"
#include "tests/eval/suites.h"
#include "tests/support/alloc.h"

#include <stdio.h>
#include <string.h>

enum { N = GJ_NOT_MET, M = GJ_MET };

static const char *const names[] = { "甲", "乙" };

/* A record that says something different for every number, rows and texts included. */
static void numbered(struct gj_frames *s, size_t i)
{
	static char who[16];
	size_t rows = i % 7;
	struct gj_value *cells;

	ck_assert_int_eq(gj_record_clear(&s->record, NULL), 0);
	snprintf(who, sizeof who, "第%zu家", i);
	if (i % 5)
		gj_build_put(&s->record, SERVED, (int64_t)(i % 11));
	gj_build_put(&s->record, TRAINED, (int64_t)(i % 4));
	gj_build_put(&s->record, BUDGET, (int64_t)i * 1000000007);
	s->record.values[NAME] = gj_build_text(i % 3 ? who : "甲");
	cells = gj_build_rows(&s->record, TRAININGS, rows);
	for (size_t r = 0; r < rows; r++, cells += GJ_BUILD_TRAINING_FIELDS)
		cells[WHO] = gj_build_text(r % 2 ? who : names[i % 2]);
}

static const struct gj_cond *const several[] = {
	COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(50, 100, OF_FACT(SERVED))),
	ONE_OF(FACT(NAME), names, 2),
	COMPARE(OF_FACT(BUDGET), GJ_MORE_THAN, NUMBER(1000000000000)),
	COMPARE(DISTINCT(TRAININGS, FIELD(training, WHO), NULL), GJ_AT_LEAST, OF_FACT(TRAINED)),
	COMPARE(ROWS_OF(TRAININGS, ONE_OF(FIELD(training, WHO), names, 1)), GJ_AT_LEAST, NUMBER(2)),
};

static void outcomes_alone(uint8_t out[COUNT_OF(several)], struct gj_frames *s, size_t i)
{
	const uint8_t *const *outcomes;

	gj_frame_clear(s->frame);
	numbered(s, i);
	ck_assert_int_eq(gj_frame_put(s->frame, &s->record, NULL), 0);
	outcomes = gj_frame_run(s->frame);
	for (size_t c = 0; c < COUNT_OF(several); c++)
		out[c] = outcomes[c][0];
}

/* Among 2048 others an application gets what it gets alone; a frame cleared is as good as new. */
START_TEST(full_frame)
{
	struct gj_frames s, alone;
	struct gj_err err = { 0 };

	gj_frames_init(&s, several, COUNT_OF(several), NULL, NULL);
	gj_frames_init(&alone, several, COUNT_OF(several), NULL, NULL);
	for (size_t round = 0; round < 2; round++) {
		const uint8_t *const *outcomes;

		for (size_t i = 0; i < GJ_FRAME_ROWS; i++) {
			ck_assert(!gj_frame_full(s.frame));
			numbered(&s, round * 1000 + i);
			ck_assert_int_eq(gj_frame_put(s.frame, &s.record, NULL), 0);
		}
		ck_assert(gj_frame_full(s.frame));
		ck_assert_uint_eq(gj_frame_rows(s.frame), GJ_FRAME_ROWS);
		ck_assert_int_eq(gj_frame_put(s.frame, &s.record, &err), GJ_ELIMIT);
		ck_assert_uint_eq(gj_frame_rows(s.frame), GJ_FRAME_ROWS);
		outcomes = gj_frame_run(s.frame);
		for (size_t i = 0; i < GJ_FRAME_ROWS; i += i < 16 ? 1 : 37) {
			uint8_t expected[COUNT_OF(several)];

			outcomes_alone(expected, &alone, round * 1000 + i);
			for (size_t c = 0; c < COUNT_OF(several); c++)
				ck_assert_msg(outcomes[c][i] == expected[c],
				              "row %zu, condition %zu", i, c);
		}
		gj_frame_clear(s.frame);
		ck_assert_uint_eq(gj_frame_rows(s.frame), 0);
		ck_assert(!gj_frame_full(s.frame));
	}
	gj_frames_fini(&s);
	gj_frames_fini(&alone);
}
END_TEST

START_TEST(full_of_rows)
{
	const struct gj_cond *cond =
	    COMPARE(ROWS_OF(TRAININGS, ASK(GJ_COND_JUDGED, FIELD(training, SOUND))), GJ_EQUALS,
	            NUMBER(9999));
	enum { EACH = GJ_FACT_ROWS_MAX, MOST = GJ_FRAME_CHILDREN / EACH + 1 };
	const uint8_t *const *outcomes;
	struct gj_frames s;

	gj_frames_init(&s, &cond, 1, NULL, NULL);
	for (int i = 0; i < MOST; i++) {
		size_t rows = EACH - (size_t)(i % 2);
		struct gj_value *cells = gj_build_rows(&s.record, TRAININGS, rows);

		for (size_t r = 0; r < rows; r++)
			cells[r * GJ_BUILD_TRAINING_FIELDS + SOUND] = gj_build_given(1);
		ck_assert(!gj_frame_full(s.frame));
		gj_frames_put(&s);
	}
	ck_assert(gj_frame_full(s.frame));
	ck_assert_int_eq(gj_frame_put(s.frame, &s.record, NULL), GJ_ELIMIT);
	outcomes = gj_frame_run(s.frame);
	for (int i = 0; i < MOST; i++)
		ck_assert_uint_eq(outcomes[0][i], i % 2 ? M : N);
	gj_frame_clear(s.frame);
	ck_assert(!gj_frame_full(s.frame));
	gj_frames_fini(&s);
}
END_TEST

START_TEST(runs_again)
{
	const uint8_t *const *outcomes;
	struct gj_frames s;
	uint8_t first;

	gj_frames_init(&s, several, COUNT_OF(several), NULL, NULL);
	gj_frame_run(s.frame); /* of nobody */
	numbered(&s, 6);
	ck_assert_int_eq(gj_frame_put(s.frame, &s.record, NULL), 0);
	first = gj_frame_run(s.frame)[3][0];
	ck_assert_uint_eq(gj_frame_run(s.frame)[3][0], first);
	for (size_t i = 0; i < 1000; i++) { /* its columns move */
		numbered(&s, i);
		ck_assert_int_eq(gj_frame_put(s.frame, &s.record, NULL), 0);
	}
	outcomes = gj_frame_run(s.frame);
	ck_assert_uint_eq(outcomes[3][0], first);
	ck_assert_uint_eq(outcomes[3][7], first);
	gj_frames_fini(&s);
}
END_TEST

START_TEST(no_checks)
{
	struct gj_frames s;

	gj_frames_init(&s, NULL, 0, NULL, NULL);
	gj_frames_put(&s);
	gj_frame_run(s.frame);
	ck_assert_uint_eq(gj_frame_rows(s.frame), 1);
	gj_frames_fini(&s);
	gj_frame_free(NULL);
}
END_TEST

START_TEST(new_without_memory)
{
	struct gj_program *p;
	long n, failed = 0;
	int rc = GJ_ENOMEM;

	ck_assert_int_eq(gj_program_compile(&p, several, COUNT_OF(several), 0, NULL), 0);
	for (n = 1; rc != 0; n++) {
		struct gj_frame *f = NULL;
		struct gj_err err = { 0 };

		gj_alloc_fail_at(n);
		rc = gj_frame_new(&f, p, NULL, &err);
		gj_alloc_fail_at(0);
		ck_assert(rc == 0 || (rc == GJ_ENOMEM && err.code == GJ_ENOMEM && f == NULL));
		failed += rc != 0;
		gj_frame_free(f);
	}
	ck_assert_int_gt(failed, 20);
	gj_program_free(p);
}
END_TEST

static void fill_frame(struct gj_frames *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		numbered(s, i);
		ck_assert_int_eq(gj_frame_put(s->frame, &s->record, NULL), 0);
	}
}

/* The record that memory ran out for is not there; the others are, and it may be put again. */
START_TEST(put_without_memory)
{
	enum {
		BEFORE = 180,
		ROWS = 3000
	}; /* the pool is nearly full, the rows need much more room */
	long n, failed = 0;
	int rc = GJ_ENOMEM;

	for (n = 1; rc != 0; n++) {
		const uint8_t *const *outcomes;
		struct gj_err err = { 0 };
		struct gj_frames s;
		struct gj_value *cells;
		static char who[ROWS][8];

		gj_frames_init(&s, several, COUNT_OF(several), NULL, NULL);
		fill_frame(&s, BEFORE);
		ck_assert_int_eq(gj_record_clear(&s.record, NULL), 0);
		gj_build_put(&s.record, TRAINED, ROWS);
		cells = gj_build_rows(&s.record, TRAININGS, ROWS);
		for (size_t r = 0; r < ROWS; r++) {
			snprintf(who[r], sizeof who[r], "w%zu", r);
			cells[r * GJ_BUILD_TRAINING_FIELDS + WHO] = gj_build_text(who[r]);
		}
		gj_alloc_fail_at(n);
		rc = gj_frame_put(s.frame, &s.record, &err);
		gj_alloc_fail_at(0);
		if (rc != 0) {
			failed++;
			ck_assert_int_eq(rc, GJ_ENOMEM);
			ck_assert_int_eq(err.code, GJ_ENOMEM);
			ck_assert_uint_eq(gj_frame_rows(s.frame), BEFORE);
			outcomes = gj_frame_run(s.frame);
			ck_assert_uint_eq(outcomes[3][5], M);
			ck_assert_int_eq(gj_frame_put(s.frame, &s.record, NULL), 0);
		}
		outcomes = gj_frame_run(s.frame);
		ck_assert_uint_eq(outcomes[3][5], M);
		ck_assert_uint_eq(outcomes[3][BEFORE], M);
		ck_assert_uint_eq(outcomes[4][BEFORE], N);
		gj_frames_fini(&s);
	}
	ck_assert_int_gt(failed, 10);
}
END_TEST

/* A frame that could not be cleared properly still gives the right outcomes, or says no memory. */
START_TEST(clear_without_memory)
{
	for (long n = 1; n < 8; n++) {
		struct gj_frames s;
		int rc;

		gj_frames_init(&s, several, COUNT_OF(several), NULL, NULL);
		fill_frame(&s, 600);
		numbered(&s, 3);
		gj_alloc_fail_at(n);
		gj_frame_clear(s.frame);
		rc = gj_frame_put(s.frame, &s.record, NULL);
		gj_alloc_fail_at(0);
		ck_assert(rc == 0 || rc == GJ_ENOMEM);
		ck_assert_uint_eq(gj_frame_rows(s.frame), rc == 0);
		if (rc)
			ck_assert_int_eq(gj_frame_put(s.frame, &s.record, NULL), 0);
		ck_assert_uint_eq(gj_frame_run(s.frame)[1][0], M);
		gj_frames_fini(&s);
	}
}
END_TEST

Suite *suite_frame_room(void)
{
	Suite *s = suite_create("eval/frame_room");
	TCase *t = tcase_create("frame_room");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, full_frame);
	tcase_add_test(t, full_of_rows);
	tcase_add_test(t, runs_again);
	tcase_add_test(t, no_checks);
	tcase_add_test(t, new_without_memory);
	tcase_add_test(t, put_without_memory);
	tcase_add_test(t, clear_without_memory);
	suite_add_tcase(s, t);
	return s;
}
