/* check_frame.c: records become columns, and columns outcomes, each in its own row. */
#include "tests/eval/frames.h"
#include "tests/eval/suites.h"

#include <stdio.h>
#include <string.h>

#define PERCENT_OF_SERVED(fact, n) \
	COMPARE(OF_FACT(fact), GJ_MORE_THAN, SHARE(n, 100, OF_FACT(SERVED)))
#define LOOK_BACK(fact_, anchor_) \
	COND(.kind = GJ_COND_WITHIN, .fact = (fact_), \
	     .window = { .months = 24, .anchor = (anchor_), .boundary = GJ_REVIEW })

enum { N = GJ_NOT_MET, U = GJ_UNKNOWN, R = GJ_REVIEW, M = GJ_MET, A = GJ_NOT_APPLICABLE };
enum { UNKNOWN = -1 }; /* as a number in tables of cases */

static const char *const heads[] = { "legal_representative", "chairman" };
static const char *const names[] = { "甲", "乙" };

static const struct {
	const struct gj_cond *cond;
	enum gj_build_fact fact;
	uint8_t missing, not_applicable;
} asked[] = {
	{ ASK(GJ_COND_HOLDS, FACT(BODY)), BODY, U, A },
	{ NO(ASK(GJ_COND_HOLDS, FACT(BODY))), BODY, U, A },
	{ ASK(GJ_COND_JUDGED, FACT(DUTIES)), DUTIES, R, A },
	{ ASK(GJ_COND_GIVEN, FACT(NAME)), NAME, U, A },
	{ ASK(GJ_COND_GIVEN, FACT(SERVED)), SERVED, U, A },
	{ ASK(GJ_COND_GIVEN, FACT(FINDINGS)), FINDINGS, U, A },
	{ COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(0)), OFFICERS, U, A },
	{ COMPARE(OF_FACT(OFFICERS), GJ_AT_MOST, NUMBER(0)), OFFICERS, U, A },
	{ COMPARE(OF_FACT(BUDGET), GJ_AT_LEAST, NUMBER(0)), BUDGET, U, A },
	{ COMPARE(OF_FACT(BUDGET), GJ_LESS_THAN, NUMBER(0)), BUDGET, U, A },
	{ ONE_OF(FACT(ROLE), heads, 2), ROLE, U, A },
	{ ONE_OF(FACT(NAME), names, 2), NAME, U, A },
	{ LOOK_BACK(FACT(FILED), NULL), FILED, U, A },
	{ LIST(GJ_COND_EXISTS, FINDINGS, NULL), FINDINGS, U, A },
	{ LIST(GJ_COND_NONE, FINDINGS, NULL), FINDINGS, U, A },
	{ COMPARE(ROWS_OF(FINDINGS, NULL), GJ_AT_MOST, NUMBER(0)), FINDINGS, U, A },
	{ COMPARE(DISTINCT(TRAININGS, FIELD(training, WHO), NULL), GJ_AT_LEAST, NUMBER(0)),
	  TRAININGS, U, A },
};

/* Nobody said it, is never no, 0 or an empty list. */
START_TEST(not_given)
{
	static const enum gj_state states[] = { GJ_MISSING, GJ_EXPLICITLY_UNKNOWN, GJ_NOT_ASKED,
		                                GJ_STATE_NOT_APPLICABLE };
	const struct gj_cond *conds[COUNT_OF(asked)];
	const uint8_t *const *outcomes;
	struct gj_frames s;

	for (size_t c = 0; c < COUNT_OF(asked); c++)
		conds[c] = asked[c].cond;
	gj_frames_init(&s, conds, COUNT_OF(conds), NULL, NULL);
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		for (size_t c = 0; c < COUNT_OF(asked); c++)
			gj_build_state(&s.record, asked[c].fact, states[i]);
		gj_frames_put(&s);
	}
	outcomes = gj_frame_run(s.frame);
	for (size_t c = 0; c < COUNT_OF(asked); c++) {
		for (size_t i = 0; i < 3; i++)
			ck_assert_msg(outcomes[c][i] == asked[c].missing, "condition %zu: %u", c,
			              outcomes[c][i]);
		ck_assert_msg(outcomes[c][3] == asked[c].not_applicable, "condition %zu: %u", c,
		              outcomes[c][3]);
	}
	gj_frames_fini(&s);
}
END_TEST

START_TEST(given)
{
	static const struct {
		enum gj_build_fact fact;
		int64_t number;
		const char *text;
		size_t cond;
		uint8_t expected;
	} cases[] = {
		{ BODY, 1, NULL, 0, M },     { BODY, 0, NULL, 0, N },
		{ BODY, 1, NULL, 1, N },     { BODY, 0, NULL, 1, M },
		{ DUTIES, 1, NULL, 2, M },   { DUTIES, 0, NULL, 2, N },
		{ NAME, 0, "丙", 3, M },     { NAME, 0, "", 3, M },
		{ SERVED, 0, NULL, 4, M },   { OFFICERS, 0, NULL, 6, M },
		{ OFFICERS, 0, NULL, 7, M }, { OFFICERS, 1, NULL, 7, N },
		{ BUDGET, 0, NULL, 8, M },   { BUDGET, 0, NULL, 9, N },
		{ ROLE, 0, NULL, 10, M },    { ROLE, 1, NULL, 10, M },
		{ ROLE, 2, NULL, 10, N },    { NAME, 0, "甲", 11, M },
		{ NAME, 0, "乙", 11, M },    { NAME, 0, "丙", 11, N },
		{ NAME, 0, "", 11, N },      { NAME, 0, "甲 ", 11, N },
	};
	const struct gj_cond *conds[COUNT_OF(asked)];
	const uint8_t *const *outcomes;
	struct gj_frames s;

	for (size_t c = 0; c < COUNT_OF(asked); c++)
		conds[c] = asked[c].cond;
	gj_frames_init(&s, conds, COUNT_OF(conds), NULL, NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		s.record.values[cases[i].fact] =
		    cases[i].text ? gj_build_text(cases[i].text) : gj_build_given(cases[i].number);
		gj_frames_put(&s);
	}
	ck_assert_uint_eq(gj_frame_rows(s.frame), COUNT_OF(cases));
	outcomes = gj_frame_run(s.frame);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		ck_assert_msg(outcomes[cases[i].cond][i] == cases[i].expected, "case %zu: %u", i,
		              outcomes[cases[i].cond][i]);
	gj_frames_fini(&s);
}
END_TEST

/* 超50%或30家以上, and 超30%或10家以上, at their limits. */
START_TEST(share_or_count)
{
	const struct gj_cond *const conds[] = {
		ANY(PERCENT_OF_SERVED(TRAINED, 50),
		    COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, NUMBER(30))),
		ANY(PERCENT_OF_SERVED(TRAINED, 30),
		    COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, NUMBER(10))),
	};
	static const struct {
		int served, did;
		size_t cond;
		uint8_t expected;
	} cases[] = {
		{ 20, 10, 0, N },      { 20, 11, 0, M },      { 29, 15, 0, M },
		{ 58, 29, 0, N },      { 60, 30, 0, M },      { 0, 0, 0, U },
		{ UNKNOWN, 29, 0, U }, { UNKNOWN, 30, 0, M }, { 30, 9, 1, N },
		{ 29, 9, 1, M },       { 33, 10, 1, M },      { 34, 10, 1, M },
		{ 32, 9, 1, N },       { 0, 0, 1, U },        { UNKNOWN, 9, 1, U },
		{ UNKNOWN, 10, 1, M }, { 20, UNKNOWN, 0, U }, { UNKNOWN, UNKNOWN, 0, U },
	};
	const uint8_t *const *outcomes;
	struct gj_frames s;

	gj_frames_init(&s, conds, 2, NULL, NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		if (cases[i].served != UNKNOWN)
			gj_build_put(&s.record, SERVED, cases[i].served);
		if (cases[i].did != UNKNOWN)
			gj_build_put(&s.record, TRAINED, cases[i].did);
		gj_frames_put(&s);
	}
	outcomes = gj_frame_run(s.frame);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		ck_assert_msg(outcomes[cases[i].cond][i] == cases[i].expected, "case %zu: %u", i,
		              outcomes[cases[i].cond][i]);
	gj_frames_fini(&s);
}
END_TEST

/* 近2年无侵权: an act on the very first day of the look-back is for a person to judge. */
START_TEST(look_back)
{
	const struct gj_cond *const conds[] = {
		LIST(GJ_COND_NONE, FINDINGS, LOOK_BACK(FIELD(finding, ACT_DATE), FACT(ACCEPTED))),
		NO(LOOK_BACK(FACT(FILED), FACT(ACCEPTED))),
	};
	static const struct {
		const char *accepted, *act;
		uint8_t expected;
	} cases[] = {
		{ "2022-11-30", "2020-11-29", M },
		{ "2022-11-30", "2020-11-30", R },
		{ "2022-11-30", "2020-12-01", N },
		{ "2022-11-30", "2022-11-30", N },
		{ "2022-11-30", "2022-12-01", M },
		{ "2024-02-29", "2022-02-27", M },
		{ "2024-02-29", "2022-02-28", R },
		{ "2024-02-29", "2022-03-01", N },
		{ "2022-02-28", "2020-02-28", R },
		{ "2022-02-28", "2020-02-29", N },
		{ NULL, "2022-02-28", U },
		{ "2022-11-30", NULL, U },
		{ NULL, NULL, U },
	};
	const uint8_t *const *outcomes;
	struct gj_frames s;

	gj_frames_init(&s, conds, 2, NULL, NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct gj_value *cells = gj_build_rows(&s.record, FINDINGS, 1);

		if (cases[i].accepted)
			gj_build_put(&s.record, ACCEPTED, gj_build_day(cases[i].accepted));
		if (cases[i].act) {
			gj_build_put(&s.record, FILED, gj_build_day(cases[i].act));
			cells[ACT_DATE] = gj_build_given(gj_build_day(cases[i].act));
		}
		gj_frames_put(&s);
	}
	outcomes = gj_frame_run(s.frame);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		ck_assert_msg(outcomes[0][i] == cases[i].expected &&
		                  outcomes[1][i] == cases[i].expected,
		              "case %zu: %u %u", i, outcomes[0][i], outcomes[1][i]);
	gj_frames_fini(&s);
}
END_TEST

/* Rows go to their own application, wherever the others have more, none, or a list not known. */
START_TEST(rows_of_many)
{
	const struct gj_cond *const conds[] = {
		LIST(GJ_COND_EXISTS, FINDINGS, ASK(GJ_COND_HOLDS, FIELD(finding, FINAL))),
		COMPARE(ROWS_OF(FINDINGS, NULL), GJ_AT_LEAST, NUMBER(2)),
		COMPARE(ROWS_OF(FINDINGS, ASK(GJ_COND_HOLDS, FIELD(finding, FINAL))), GJ_EQUALS,
		        NUMBER(1)),
		LIST(GJ_COND_NONE, TRAININGS, NULL),
	};
	static const struct {
		const char *finals; /* a row each: y, n, ? */
		uint8_t expected[4];
	} cases[] = {
		{ "", { N, N, N, M } },   { "y", { M, N, M, M } },
		{ "n", { N, N, N, M } },  { "?", { U, N, U, M } },
		{ "ny", { M, M, M, M } }, { "n?", { U, M, U, M } },
		{ "y?", { M, M, U, M } }, { "yy", { M, M, N, M } },
		{ NULL, { U, U, U, M } }, { "nnnnnnnnny", { M, M, M, M } },
		{ "", { N, N, N, M } },
	};
	const uint8_t *const *outcomes;
	struct gj_frames s;

	gj_frames_init(&s, conds, 4, NULL, NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *finals = cases[i].finals;
		struct gj_value *cells;

		gj_build_rows(&s.record, TRAININGS, 0);
		cells = finals ? gj_build_rows(&s.record, FINDINGS, strlen(finals)) : NULL;
		for (; finals && *finals; finals++, cells += GJ_BUILD_FINDING_FIELDS)
			if (*finals != '?')
				cells[FINAL] = gj_build_given(*finals == 'y');
		gj_frames_put(&s);
	}
	outcomes = gj_frame_run(s.frame);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (size_t c = 0; c < 4; c++)
			ck_assert_msg(outcomes[c][i] == cases[i].expected[c],
			              "case %zu, condition %zu: %u", i, c, outcomes[c][i]);
	gj_frames_fini(&s);
}
END_TEST

/* Equal texts are one value, by what they say and not by where they lie; days and choices count too. */
START_TEST(distinct)
{
	const struct gj_cond *const conds[] = {
		COMPARE(DISTINCT(TRAININGS, FIELD(training, WHO), NULL), GJ_EQUALS, NUMBER(2)),
		COMPARE(DISTINCT(TRAININGS, FIELD(training, HELD_ON), NULL), GJ_EQUALS, NUMBER(2)),
		COMPARE(DISTINCT(TRAININGS, FIELD(training, SCOPE), NULL), GJ_EQUALS, NUMBER(2)),
		COMPARE(DISTINCT(TRAININGS, FIELD(training, WHO),
		                 ASK(GJ_COND_JUDGED, FIELD(training, SOUND))),
		        GJ_AT_LEAST, NUMBER(1)),
	};
	static const struct {
		const char *who[3];
		uint8_t expected[4];
	} cases[] = {
		{ { "甲", "乙", "甲" }, { M, M, M, R } }, { { "甲", "甲", "甲" }, { N, N, N, R } },
		{ { "甲", "乙", "丙" }, { N, N, M, R } }, { { "甲", NULL, "甲" }, { U, U, U, R } },
		{ { NULL, NULL, NULL }, { U, U, U, U } }, { { "乙", "乙", "甲" }, { M, M, M, R } },
	};
	char copies[COUNT_OF(cases)][3][8];
	const uint8_t *const *outcomes;
	struct gj_frames s;

	gj_frames_init(&s, conds, 4, NULL, NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct gj_value *cells = gj_build_rows(&s.record, TRAININGS, 3);

		for (size_t r = 0; r < 3; r++, cells += GJ_BUILD_TRAINING_FIELDS) {
			const char *who = cases[i].who[r];

			if (who == NULL)
				continue;
			strcpy(copies[i][r], who);
			cells[WHO] = gj_build_text(copies[i][r]);
			cells[HELD_ON] = gj_build_given(strcmp(who, "甲") == 0 ? -1 : who[1]);
			cells[SCOPE] = gj_build_given(strcmp(who, "甲") == 0);
		}
		gj_frames_put(&s);
	}
	outcomes = gj_frame_run(s.frame);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (size_t c = 0; c < 4; c++)
			ck_assert_msg(outcomes[c][i] == cases[i].expected[c],
			              "case %zu, condition %zu: %u", i, c, outcomes[c][i]);
	gj_frames_fini(&s);
}
END_TEST

/* A frame in which nobody gave a text has no codes at all. */
START_TEST(distinct_of_nothing)
{
	const struct gj_cond *cond =
	    COMPARE(DISTINCT(TRAININGS, FIELD(training, WHO), NULL), GJ_AT_LEAST, NUMBER(1));
	const uint8_t *const *outcomes;
	struct gj_frames s;

	gj_frames_init(&s, &cond, 1, NULL, NULL);
	gj_build_rows(&s.record, TRAININGS, 0);
	gj_frames_put(&s);
	gj_build_rows(&s.record, TRAININGS, 1);
	gj_frames_put(&s);
	outcomes = gj_frame_run(s.frame);
	ck_assert_uint_eq(outcomes[0][0], N);
	ck_assert_uint_eq(outcomes[0][1], U);
	gj_frames_fini(&s);
}
END_TEST

struct questions {
	int asked;
	char last[64];
};

static enum gj_outcome resolve(void *ctx, const char *category, const char *code)
{
	struct questions *q = ctx;

	q->asked++;
	snprintf(q->last, sizeof q->last, "%s %s", category, code);
	return *code == 'm'   ? GJ_MET
	       : *code == 'r' ? GJ_REVIEW
	       : *code == 'n' ? GJ_NOT_MET
	                      : GJ_UNKNOWN;
}

START_TEST(recognised)
{
	static const struct {
		const char *codes[3];
		uint8_t expected;
	} cases[] = {
		{ { "m1", "m2", "n" }, M }, { { "m1", "r", "n" }, R },   { { "m1", "?", "n" }, U },
		{ { "m1", NULL, "n" }, U }, { { "m1", "n", "n" }, N },   { { "r", "r", NULL }, R },
		{ { "m1", "r", NULL }, R }, { { NULL, NULL, NULL }, U },
	};
	const struct gj_cond *cond =
	    COMPARE(ROWS_OF(BUILT, RECOGNISED("enterprise")), GJ_AT_LEAST, NUMBER(2));
	struct questions q = { .asked = 0 };
	const uint8_t *const *outcomes;
	struct gj_frames s;
	int expected = 0;

	gj_frames_init(&s, &cond, 1, resolve, &q);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct gj_value *cells = gj_build_rows(&s.record, BUILT, 3);

		for (size_t r = 0; r < 3; r++)
			if (cases[i].codes[r]) {
				cells[r] = gj_build_text(cases[i].codes[r]);
				expected++;
			}
		gj_frames_put(&s);
		if (i == 0)
			ck_assert_str_eq(q.last, "enterprise n");
	}
	ck_assert_int_eq(q.asked, expected); /* once for each code, while it is put */
	outcomes = gj_frame_run(s.frame);
	ck_assert_int_eq(q.asked, expected);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		ck_assert_msg(outcomes[0][i] == cases[i].expected, "case %zu: %u", i,
		              outcomes[0][i]);
	gj_frames_fini(&s);
}
END_TEST

START_TEST(recognised_by_nobody)
{
	const struct gj_cond *cond = LIST(GJ_COND_EXISTS, BUILT, RECOGNISED("enterprise"));
	struct gj_frames s;

	gj_frames_init(&s, &cond, 1, NULL, NULL);
	gj_build_rows(&s.record, BUILT, 1)[CODE] = gj_build_text("m1");
	gj_frames_put(&s);
	ck_assert_uint_eq(gj_frame_run(s.frame)[0][0], U);
	gj_frames_fini(&s);
}
END_TEST

Suite *suite_frame(void)
{
	Suite *s = suite_create("eval/frame");
	TCase *t = tcase_create("frame");

	tcase_add_test(t, not_given);
	tcase_add_test(t, given);
	tcase_add_test(t, share_or_count);
	tcase_add_test(t, look_back);
	tcase_add_test(t, rows_of_many);
	tcase_add_test(t, distinct);
	tcase_add_test(t, distinct_of_nothing);
	tcase_add_test(t, recognised);
	tcase_add_test(t, recognised_by_nobody);
	suite_add_tcase(s, t);
	return s;
}
