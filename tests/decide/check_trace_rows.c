/* check_trace_rows.c: outcomes of conditions over the rows of lists, and every allocation failing. */
#include "tests/decide/trace_kit.h"

/* ---- rows ---- */

/* 5c: no final finding in the two years, pending ones wait, and somebody looked. */
#define IN_TWO_YEARS \
	COND(.kind = GJ_COND_WITHIN, .fact = &gj_build_finding[ACT_DATE], \
	     .window = { .months = 24, .anchor = FACT(ACCEPTED), .boundary = GJ_REVIEW })
static struct gj_cond *const clean =
    ALL(COND(.kind = GJ_COND_NONE,
             .rows = { .list = FACT(FINDINGS),
                       .filter = ALL(IN_TWO_YEARS,
                                     ELSE_REVIEW(ASK(GJ_COND_HOLDS, &gj_build_finding[FINAL]))) }),
        ASK(GJ_COND_HOLDS, FACT(CHECKED)));

START_TEST(note_b)
{
	static const struct {
		const char *act; /* NULL: no finding; "": an act without a day */
		int final, checked;
		enum gj_outcome expected;
	} cases[] = {
		{ "2021-06-01", 1, 1, GJ_NOT_MET },
		{ "2021-06-01", 0, 1, GJ_REVIEW },
		{ "2020-11-29", 1, 1, GJ_MET },
		{ "2020-11-30", 1, 1, GJ_REVIEW },
		{ "2020-12-01", 1, 1, GJ_NOT_MET },
		{ "2022-11-30", 1, 1, GJ_NOT_MET },
		{ "2021-06-01", 1, UNKNOWN, GJ_NOT_MET },
		{ "2021-06-01", 0, UNKNOWN, GJ_UNKNOWN },
		{ "", 1, 1, GJ_UNKNOWN },
		{ "2021-06-01", UNKNOWN, 1, GJ_UNKNOWN },
		{ "2019-06-01", UNKNOWN, 1, GJ_MET },
		{ NULL, 0, 1, GJ_MET },
		{ NULL, 0, 0, GJ_NOT_MET },
		{ NULL, 0, UNKNOWN, GJ_UNKNOWN },
	};

	put(ACCEPTED, gj_build_day("2022-11-30"));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct gj_value *cells = gj_build_rows(&r, FINDINGS, cases[i].act != NULL);

		if (cases[i].act && cases[i].act[0])
			cells[ACT_DATE] = gj_build_given(gj_build_day(cases[i].act));
		if (cases[i].act && cases[i].final != UNKNOWN)
			cells[FINAL] = gj_build_given(cases[i].final);
		put(CHECKED, cases[i].checked);
		ck_assert_msg(run(clean)->outcome == cases[i].expected, "case %zu", i);
	}
	gj_build_rows(&r, FINDINGS, 0);
	gj_build_state(&r, FINDINGS, GJ_MISSING); /* no answer is not a clean record */
	put(CHECKED, 1);
	ck_assert_int_eq(run(clean)->outcome, GJ_UNKNOWN);
	gj_build_state(&r, FINDINGS, GJ_STATE_NOT_APPLICABLE);
	ck_assert_int_eq(run(clean)->outcome, GJ_MET);
	ck_assert_int_eq(run(clean)->args[0].outcome, GJ_NOT_APPLICABLE);
}
END_TEST

static struct gj_cond *recognised(void)
{
	static struct gj_cond c = { .kind = GJ_COND_RECOGNISED,
		                    .fact = &gj_build_built[CODE],
		                    .category = "enterprise" };

	return &c;
}

START_TEST(recognitions)
{
	static const struct {
		const char *codes; /* one letter each */
		enum gj_outcome expected;
		size_t passed, open, waiting;
	} cases[] = {
		{ "", GJ_NOT_MET, 0, 0, 0 },     { "m", GJ_NOT_MET, 1, 0, 0 },
		{ "mm", GJ_MET, 2, 0, 0 },       { "mmrun", GJ_MET, 2, 2, 1 },
		{ "mr", GJ_REVIEW, 1, 1, 1 },    { "rr", GJ_REVIEW, 0, 2, 2 },
		{ "mu", GJ_UNKNOWN, 1, 1, 0 },   { "mru", GJ_REVIEW, 1, 2, 1 },
		{ "mn", GJ_NOT_MET, 1, 0, 0 },   { "ru", GJ_UNKNOWN, 0, 2, 1 },
		{ "m?", GJ_UNKNOWN, 1, 1, 0 },   { "m-", GJ_NOT_MET, 1, 0, 0 },
		{ "nnnn", GJ_NOT_MET, 0, 0, 0 },
	};
	const struct gj_cond *c = COMPARE(ROWS_OF(BUILT, recognised()), GJ_AT_LEAST, NUMBER(2));

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = strlen(cases[i].codes);
		struct gj_value *cells = gj_build_rows(&r, BUILT, n);
		const struct gj_trace *t;

		for (size_t j = 0; j < n; j++)
			switch (cases[i].codes[j]) {
			case 'm':
				cells[j] = gj_build_text("met");
				break;
			case 'r':
				cells[j] = gj_build_text("review");
				break;
			case 'n':
				cells[j] = gj_build_text("not_met");
				break;
			case 'u':
				cells[j] = gj_build_text("nobody");
				break;
			case '-':
				cells[j].state = GJ_STATE_NOT_APPLICABLE;
				break;
			}
		t = run(c);
		ck_assert_msg(t->outcome == cases[i].expected, "%s", cases[i].codes);
		ck_assert_uint_eq(t->rows, n);
		ck_assert_uint_eq(t->passed, cases[i].passed);
		ck_assert_uint_eq(t->open, cases[i].open);
		ck_assert_uint_eq(t->waiting, cases[i].waiting);
		ck_assert_int_eq(t->left_low, (int64_t)cases[i].passed);
		ck_assert_int_eq(t->left_high, (int64_t)(cases[i].passed + cases[i].open));
	}
	gj_build_state(&r, BUILT, GJ_MISSING);
	ck_assert_int_eq(run(c)->outcome, GJ_UNKNOWN);
	gj_build_state(&r, BUILT, GJ_STATE_NOT_APPLICABLE);
	ck_assert_int_eq(run(c)->outcome, GJ_NOT_APPLICABLE);
}
END_TEST

START_TEST(no_resolver)
{
	struct gj_trace *t;

	gj_build_rows(&r, BUILT, 1)[0] = gj_build_text("met");
	ck_assert_int_eq(gj_trace_run(&t, &arena,
	                              COMPARE(ROWS_OF(BUILT, recognised()), GJ_AT_LEAST, NUMBER(1)),
	                              &r, 0, NULL, NULL),
	                 0);
	ck_assert_int_eq(t->outcome, GJ_UNKNOWN);
}
END_TEST

START_TEST(exists_of_neutral_rows)
{
	struct gj_cond *holds = ASK(GJ_COND_HOLDS, &gj_build_finding[FINAL]);
	const struct gj_cond *some =
	    COND(.kind = GJ_COND_EXISTS, .rows = { .list = FACT(FINDINGS), .filter = holds });
	const struct gj_cond *none =
	    COND(.kind = GJ_COND_NONE, .rows = { .list = FACT(FINDINGS), .filter = holds });
	const struct gj_cond *at_all =
	    COND(.kind = GJ_COND_EXISTS, .rows = { .list = FACT(FINDINGS) });
	struct gj_value *cells = gj_build_rows(&r, FINDINGS, 2);

	cells[FINAL].state = GJ_STATE_NOT_APPLICABLE;
	cells[GJ_BUILD_FINDING_FIELDS + FINAL].state = GJ_STATE_NOT_APPLICABLE;
	ck_assert_int_eq(run(some)->outcome, GJ_NOT_MET);
	ck_assert_int_eq(run(none)->outcome, GJ_MET);
	ck_assert_int_eq(run(at_all)->outcome, GJ_MET);
	cells[FINAL] = gj_build_given(1);
	ck_assert_int_eq(run(some)->outcome, GJ_MET);
	ck_assert_int_eq(run(none)->outcome, GJ_NOT_MET);
	cells[FINAL].state = GJ_MISSING;
	ck_assert_int_eq(run(some)->outcome, GJ_UNKNOWN);
	gj_build_rows(&r, FINDINGS, 0);
	ck_assert_int_eq(run(at_all)->outcome, GJ_NOT_MET);
	ck_assert_int_eq(run(none)->outcome, GJ_MET);
}
END_TEST

START_TEST(different_values)
{
	static const struct {
		const char *who;   /* a letter an enterprise; ? missing, - not applicable */
		const char *sound; /* y judged yes, n no, ? not judged */
		int low, high;
		enum gj_outcome at_least_two;
	} cases[] = {
		{ "", "", 0, 0, GJ_NOT_MET },       { "aa", "yy", 1, 1, GJ_NOT_MET },
		{ "ab", "yy", 2, 2, GJ_MET },       { "aba", "yyy", 2, 2, GJ_MET },
		{ "ab", "yn", 1, 1, GJ_NOT_MET },   { "ab", "y?", 1, 2, GJ_REVIEW },
		{ "aa", "y?", 1, 1, GJ_NOT_MET },   { "a?", "yy", 1, 2, GJ_UNKNOWN },
		{ "a?", "yn", 1, 1, GJ_NOT_MET },   { "a-", "yy", 1, 1, GJ_NOT_MET },
		{ "a??", "yy?", 1, 3, GJ_UNKNOWN }, { "bab", "?y?", 1, 2, GJ_REVIEW },
		{ "bb?", "?yn", 1, 1, GJ_NOT_MET },
	};
	const struct gj_term *who =
	    TERM(.kind = GJ_TERM_DISTINCT, .fact = &gj_build_training[WHO],
	         .rows = { .list = FACT(TRAININGS),
	                   .filter = ASK(GJ_COND_JUDGED, &gj_build_training[SOUND]) });
	static const char *const names[] = { "甲", "乙" };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = strlen(cases[i].who);
		struct gj_value *cells = gj_build_rows(&r, TRAININGS, n);
		const struct gj_trace *t;

		for (size_t j = 0; j < n; j++, cells += GJ_BUILD_TRAINING_FIELDS) {
			if (cases[i].who[j] == '-')
				cells[WHO].state = GJ_STATE_NOT_APPLICABLE;
			else if (cases[i].who[j] != '?')
				cells[WHO] = gj_build_text(names[cases[i].who[j] - 'a']);
			if (cases[i].sound[j] != '?')
				cells[SOUND] = gj_build_given(cases[i].sound[j] == 'y');
		}
		t = run(COMPARE(who, GJ_AT_LEAST, NUMBER(2)));
		ck_assert_msg(t->outcome == cases[i].at_least_two, "case %zu", i);
		ck_assert_int_eq(t->left_low, cases[i].low);
		ck_assert_int_eq(t->left_high, cases[i].high);
	}
}
END_TEST

START_TEST(share_of_rows)
{
	static const struct {
		const char *sound; /* as above */
		int trained;
		enum gj_outcome expected; /* trained at least half of the sound rows */
		bool zero;
	} cases[] = {
		{ "yy", 1, GJ_MET, false },           { "yyy", 1, GJ_NOT_MET, false },
		{ "", 1, GJ_UNKNOWN, true },          { "nn", 1, GJ_UNKNOWN, true },
		{ "?", 1, GJ_REVIEW, false },         { "yy?", 1, GJ_REVIEW, false },
		{ "yy?", 2, GJ_MET, false },          { "yyyy?", 1, GJ_NOT_MET, false },
		{ "yy", UNKNOWN, GJ_UNKNOWN, false },
	};
	const struct gj_cond *c =
	    COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST,
	            SHARE(50, 100,
	                  ROWS_OF(TRAININGS, ASK(GJ_COND_JUDGED, &gj_build_training[SOUND]))));

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = strlen(cases[i].sound);
		struct gj_value *cells = gj_build_rows(&r, TRAININGS, n);

		for (size_t j = 0; j < n; j++, cells += GJ_BUILD_TRAINING_FIELDS)
			if (cases[i].sound[j] != '?')
				cells[SOUND] = gj_build_given(cases[i].sound[j] == 'y');
		put(TRAINED, cases[i].trained);
		ck_assert_msg(run(c)->outcome == cases[i].expected, "case %zu", i);
		ck_assert_int_eq(run(c)->zero_base, cases[i].zero);
	}
}
END_TEST

START_TEST(rows_kept)
{
	enum { N = 1000 };
	struct gj_value *cells = gj_build_rows(&r, BUILT, N);
	const struct gj_trace *t;

	for (size_t i = 0; i < N; i++)
		cells[i] = gj_build_text(i % 3 == 0 ? "not_met" : i % 3 == 1 ? "met" : "nobody");
	t = run(COMPARE(ROWS_OF(BUILT, recognised()), GJ_AT_LEAST, NUMBER(N)));
	ck_assert_uint_eq(t->n_found, 2 * GJ_TRACE_FOUND);
	for (size_t i = 0; i < t->n_found; i++) {
		ck_assert_uint_eq(t->found[i].row, 2 + i / 2 * 3 + i % 2);
		ck_assert_int_eq(t->found[i].outcome, i % 2 ? GJ_UNKNOWN : GJ_MET);
	}
}
END_TEST

START_TEST(no_memory)
{
	struct gj_value *cells = gj_build_rows(&r, FINDINGS, 400);
	int32_t reference = gj_build_day("2022-11-30"); /* Check's own memory must not fail */
	struct gj_err err;
	long n;

	for (size_t i = 0; i < 400; i++)
		cells[i * GJ_BUILD_FINDING_FIELDS + ACT_DATE] = gj_build_given(19000 + (int)i);
	for (n = 1;; n++) {
		struct gj_trace *t = NULL;
		struct gj_arena small;
		const struct gj_term *days =
		    TERM(.kind = GJ_TERM_DISTINCT, .fact = &gj_build_finding[ACT_DATE],
		         .rows = { .list = FACT(FINDINGS) });
		struct gj_cond *c = ALL(clean, COMPARE(days, GJ_AT_LEAST, NUMBER(400)));
		int rc;

		gj_arena_init(&small, 0);
		gj_alloc_fail_at(n);
		rc = gj_trace_run(&t, &small, c, &r, reference, &(struct gj_outside){ .resolve = resolve }, &err);
		gj_alloc_fail_at(0);
		ck_assert((t != NULL) == (rc == 0));
		if (rc == 0)
			ck_assert_int_eq(t->args[1].outcome, GJ_MET);
		gj_arena_fini(&small);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
		ck_assert_int_eq(err.code, GJ_ENOMEM);
	}
	ck_assert_int_gt(n, 1);
	for (size_t limit = 1;; limit += 64) { /* the arena's own limit, at every place */
		struct gj_trace *t = NULL;
		struct gj_arena small;
		int rc;

		gj_arena_init(&small, limit);
		rc = gj_trace_run(&t, &small, clean, &r, 0, &(struct gj_outside){ .resolve = resolve }, NULL);
		gj_arena_fini(&small);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
}
END_TEST

Suite *suite_trace_rows(void)
{
	Suite *s = suite_create("decide/trace_rows");
	TCase *t = tcase_create("trace_rows");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, note_b);
	tcase_add_test(t, recognitions);
	tcase_add_test(t, no_resolver);
	tcase_add_test(t, exists_of_neutral_rows);
	tcase_add_test(t, different_values);
	tcase_add_test(t, share_of_rows);
	tcase_add_test(t, rows_kept);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
