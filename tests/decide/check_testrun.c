/* check_testrun.c: cases pass or fail; what they leave out is found, and the case that would not leave it out is right. */
#include "engine/base/day.h"
#include "tests/decide/case_kit.h"

#include <stdio.h>

static const char base[] = "用例 合格\n类别 enterprise\n基准日 2022-11-30\nofficers = 1\n"
			   "served = 20\ntrained = 11\nfindings = 0\n+ act_date = 2019-01-02\n"
			   "期望 符合\n";

static struct gj_testrun run;

static void open_run(void)
{
	ck_assert_int_eq(gj_testrun_open(&run, &kit_cases, NULL, NULL), 0);
}

START_TEST(cases_pass_and_fail)
{
	kit_read(base);
	kit_read("用例 甲\n如同 合格\nofficers = 0\n期望 e.1 符合\n期望 不符合\n"
	         "用例 乙\n如同 合格\ntrained = 10\n期望 e.2 不符合\n"
	         "用例 丙\n如同 合格\ntrained = 9\n"
	         "用例 丁\n类别 enterprise\n期望 待补正\n");
	kit_sound();
	open_run();
	ck_assert_uint_eq(run.passed, 2);
	ck_assert_uint_eq(run.failed, 2);
	ck_assert_uint_eq(run.templates, 1);
	ck_assert_int_eq(gj_testrun_actual(&run, 1, &kit_cases.items[1]->expects[0]), GJ_NOT_MET);
	ck_assert(!gj_testrun_passed(&run, 1));
	ck_assert(gj_testrun_passed(&run, 2));
	/* Without a reference date nothing comes out. */
	ck_assert_int_eq(gj_testrun_actual(&run, 4, &kit_cases.items[4]->expects[0]), -1);
	gj_testrun_close(&run);
}
END_TEST

struct found {
	size_t points, outcomes, mutants, without;
};

/* Every proposal, applied to its base, is what it says. */
static int each(void *ctx, const struct gj_gap *gap)
{
	struct found *f = ctx;
	struct gj_record record;
	struct gj_arena a;
	struct gj_trace *t, *m;
	const struct gj_outside outside = { .resolve = NULL };
	int32_t day;

	f->points += gap->point != NULL;
	f->mutants += gap->mutant != NULL;
	f->outcomes += !gap->point && !gap->mutant;
	if (gap->base == NULL) {
		f->without++;
		return 0;
	}
	day = gap->reference == GJ_DAY_NONE ? gap->base->reference : gap->reference;
	gj_arena_init(&a, 0);
	ck_assert_int_eq(gj_record_init(&record, &gj_build_facts, NULL), 0);
	ck_assert_int_eq(gj_record_copy(&record, &gap->base->record, NULL), 0);
	for (size_t i = 0; i < gap->n_changes; i++)
		ck_assert_int_eq(gj_change_apply(&record, &gap->changes[i]), 0);
	ck_assert_int_eq(gj_trace_run(&t, &a, gap->check->cond, &record, day, &outside, NULL), 0);
	ck_assert_int_eq(t->outcome, gap->gives);
	if (gap->mutant) {
		ck_assert_int_eq(gj_trace_run(&m, &a, gap->mutant->cond, &record, day, &outside,
		                              NULL),
		                 0);
		ck_assert_int_ne(m->outcome, t->outcome);
	} else if (!gap->point) {
		ck_assert_int_eq(t->outcome, gap->outcome);
	}
	gj_record_fini(&record);
	gj_arena_fini(&a);
	return 0;
}

START_TEST(gaps_are_found_and_proposed)
{
	struct found f = { 0 };

	kit_read(base);
	kit_sound();
	open_run();
	ck_assert_int_eq(gj_testrun_gaps(&run, each, &f, NULL), 0);
	/* 1: 3; 2: 3 and 3; 3: with a row, without, and 5 of the period; the base stands on three. */
	ck_assert_uint_eq(run.tested[0].points.n, 3 + 3 + 3 + 2 + 5);
	ck_assert_uint_gt(f.points, 9);
	ck_assert_uint_gt(f.outcomes, 5);
	ck_assert_uint_eq(f.without, 0);
	f = (struct found){ 0 };
	ck_assert_int_eq(gj_testrun_mutate(&run, each, &f, NULL), 0);
	ck_assert_uint_gt(f.mutants, 5);
	ck_assert_uint_eq(f.without, run.tested[0].same);
	ck_assert_uint_eq(run.tested[0].mutants, run.tested[0].killed + f.mutants);
	gj_testrun_close(&run);
}
END_TEST

/* A template expects nothing, so it tests nothing. */
START_TEST(what_expects_nothing_covers_nothing)
{
	struct found f = { 0 };

	kit_read(base);
	kit_read("用例 甲\n如同 合格\nofficers = 0\n");
	open_run();
	ck_assert_int_eq(gj_testrun_gaps(&run, each, &f, NULL), 0);
	for (size_t i = 0; i < run.tested[0].points.n; i++)
		if (run.tested[0].points.items[i].check == 0 &&
		    run.tested[0].points.items[i].side == GJ_POINT_BELOW)
			ck_assert(!run.tested[0].points.items[i].stood);
	gj_testrun_close(&run);
}
END_TEST

static const struct {
	const char *lines;
	size_t check, nth; /* point of the check */
	bool stood;
} stands[] = {
	{ "officers = 0\n", 0, 0, true },
	{ "officers = 1\n", 0, 0, false },
	{ "officers = 1\n", 0, 1, true },
	{ "officers = 2\n", 0, 2, true },
	{ "officers = 3\n", 0, 2, false },
	{ "officers =\n", 0, 1, false },
	{ "served = 58\ntrained = 28\n", 1, 0, true },
	{ "served = 57\ntrained = 28\n", 1, 0, true },
	{ "served = 58\ntrained = 27\n", 1, 0, false },
	{ "served = 58\ntrained = 29\n", 1, 1, true },
	{ "served = 57\ntrained = 29\n", 1, 1, false },
	{ "served = 58\ntrained = 30\n", 1, 2, true },
	{ "served = 0\ntrained = 0\n", 1, 1, false },
	{ "served = 90\ntrained = 29\n", 1, 3, true },
	{ "served = 90\ntrained = 30\n", 1, 4, true },
	{ "served = 90\ntrained = 31\n", 1, 5, true },
	{ "findings = 0\n", 2, 0, true },
	{ "findings = 0\n+ act_date = 2022-01-01\n", 2, 1, true },
	{ "findings = 0\n+ act_date = 2020-11-29\n", 2, 2, true },
	{ "findings = 0\n+ act_date = 2020-11-30\n", 2, 3, true },
	{ "findings = 0\n+ act_date = 2020-12-01\n", 2, 4, true },
	{ "findings = 0\n+ act_date = 2022-11-30\n", 2, 5, true },
	{ "findings = 0\n+ act_date = 2022-12-01\n", 2, 6, true },
	{ "findings = 0\n+ act_date = 2022-11-29\n", 2, 5, false },
};

START_TEST(a_point_is_stood_on_exactly)
{
	size_t at = 0;
	char text[256];

	snprintf(text, sizeof text, "用例 甲\n类别 enterprise\n基准日 2022-11-30\n%s期望 不符合\n",
	         stands[_i].lines);
	kit_read(text);
	kit_sound();
	open_run();
	while (run.tested[0].points.items[at].check < stands[_i].check)
		at++;
	at += stands[_i].nth;
	ck_assert_int_eq(run.tested[0].points.items[at].stood, stands[_i].stood);
	gj_testrun_close(&run);
}
END_TEST

static int ignore(void *ctx, const struct gj_gap *gap)
{
	(void)ctx;
	(void)gap;
	return 0;
}

START_TEST(memory_may_run_out)
{
	kit_read(base);
	for (unsigned n = 1;; n += 1 + n / 9) {
		int rc;

		gj_alloc_fail_at(n);
		rc = gj_testrun_open(&run, &kit_cases, NULL, NULL);
		if (rc == 0) {
			rc = gj_testrun_gaps(&run, ignore, NULL, NULL);
			if (rc == 0)
				rc = gj_testrun_mutate(&run, ignore, NULL, NULL);
			gj_testrun_close(&run);
		}
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
}
END_TEST

Suite *suite_testrun(void)
{
	Suite *s = suite_create("decide/testrun");
	TCase *t = tcase_create("testrun");

	tcase_add_checked_fixture(t, kit_open, kit_close);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, cases_pass_and_fail);
	tcase_add_test(t, gaps_are_found_and_proposed);
	tcase_add_test(t, what_expects_nothing_covers_nothing);
	tcase_add_loop_test(t, a_point_is_stood_on_exactly, 0,
	                    (int)(sizeof stands / sizeof *stands));
	tcase_add_test(t, memory_may_run_out);
	suite_add_tcase(s, t);
	return s;
}
