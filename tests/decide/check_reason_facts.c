/* check_reason_facts.c: which facts a condition reads and which ones keep it undecided. */
#include "engine/base/buf.h"
#include "engine/decide/reason.h"
#include "tests/decide/build.h"
#include "tests/decide/suites.h"

#include <string.h>

static struct gj_record r;
static struct gj_arena arena;

static void begin(void)
{
	gj_build_init(&r);
	gj_arena_init(&arena, 0);
}

static void end(void)
{
	gj_arena_fini(&arena);
	gj_record_fini(&r);
}

static void add(void *ctx, const struct gj_fact *fact)
{
	gj_buf_printf(ctx, "%s ", fact->key);
}

static void add_missing(void *ctx, const struct gj_fact *fact, enum gj_outcome why)
{
	gj_buf_printf(ctx, "%s:%s ", fact->key, gj_outcome_name(why));
}

static enum gj_outcome resolve(void *ctx, const char *category, const char *code)
{
	(void)ctx;
	(void)category;
	return code[0] == 'm' ? GJ_MET : code[0] == 'r' ? GJ_REVIEW : GJ_UNKNOWN;
}

static void reads(const struct gj_cond *cond, const char *expected)
{
	struct gj_buf out;

	gj_buf_init(&out);
	gj_cond_each_fact(cond, add, &out);
	ck_assert_str_eq(gj_buf_str(&out), expected);
	gj_buf_fini(&out);
}

static void misses(const struct gj_cond *cond, const char *expected)
{
	struct gj_trace *t;
	struct gj_buf out;

	gj_buf_init(&out);
	ck_assert_int_eq(gj_trace_run(&t, &arena, cond, &r, gj_build_day("2022-11-30"), &(struct gj_outside){ .resolve = resolve }, NULL),
	                 0);
	gj_trace_each_missing(t, add_missing, &out);
	ck_assert_str_eq(gj_buf_str(&out), expected);
	gj_buf_fini(&out);
}

static struct gj_cond *const share_or_count =
    ANY(COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(50, 100, OF_FACT(SERVED))),
        COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, NUMBER(30)));
static struct gj_cond *const clean =
    ALL(COND(.kind = GJ_COND_NONE,
             .rows = { .list = FACT(FINDINGS),
                       .filter =
                           ALL(COND(.kind = GJ_COND_WITHIN, .fact = &gj_build_finding[ACT_DATE],
                                    .window = { .months = 24,
                                                .anchor = FACT(ACCEPTED),
                                                .boundary = GJ_REVIEW }),
                               ELSE_REVIEW(ASK(GJ_COND_HOLDS, &gj_build_finding[FINAL]))) }),
        ASK(GJ_COND_HOLDS, FACT(CHECKED)));
static struct gj_cond *const two_built =
    COMPARE(ROWS_OF(BUILT, COND(.kind = GJ_COND_RECOGNISED, .fact = &gj_build_built[CODE],
                                .category = "enterprise")),
            GJ_AT_LEAST, NUMBER(2));

START_TEST(each_fact)
{
	reads(share_or_count, "trained served ");
	reads(clean, "findings accepted_on checked ");
	reads(two_built, "built ");
	reads(NO(ASK(GJ_COND_HOLDS, FACT(BODY))), "body ");
	reads(COMPARE(ROWS_OF(TRAININGS, NULL), GJ_AT_LEAST, OF_FACT(OFFICERS)),
	      "trainings officers ");
}
END_TEST

START_TEST(missing_of_combinations)
{
	struct gj_cond *body = ASK(GJ_COND_HOLDS, FACT(BODY));
	struct gj_cond *checked = ASK(GJ_COND_HOLDS, FACT(CHECKED));
	struct gj_cond *duties = ASK(GJ_COND_JUDGED, FACT(DUTIES));

	misses(ALL(body, checked, duties), "body:unknown checked:unknown duties:review ");
	misses(ALL(body, body, NO(body)), "body:unknown ");
	gj_build_put(&r, CHECKED, 0); /* settles the `all`: nothing would help */
	misses(ALL(body, checked, duties), "");
	misses(ANY(body, checked, duties), "body:unknown duties:review ");
	misses(NO(ANY(body, checked)), "body:unknown ");
	misses(COND(.kind = GJ_COND_AT_LEAST_OF, .k = 2, ARGS(body, checked, duties)),
	       "body:unknown duties:review ");
	misses(COND(.kind = GJ_COND_AT_LEAST_OF, .k = 3, ARGS(body, checked, duties)), "");
	misses(ELSE_REVIEW(checked), "checked:review ");
	misses(ELSE_REVIEW(body), "body:unknown ");
	gj_build_put(&r, CHECKED, 1);
	misses(ANY(body, checked, duties), "");
	gj_build_state(&r, BODY, GJ_STATE_NOT_APPLICABLE);
	misses(ALL(body, checked, duties), "duties:review ");
}
END_TEST

START_TEST(missing_of_comparisons)
{
	misses(share_or_count, "trained:unknown served:unknown ");
	gj_build_put(&r, TRAINED, 29);
	misses(share_or_count, "served:unknown ");
	gj_build_put(&r, SERVED, 0); /* given, but nothing can be a share of it */
	misses(share_or_count, "served:unknown ");
	gj_build_put(&r, TRAINED, 30);
	misses(share_or_count, "");
	gj_build_state(&r, SERVED, GJ_MISSING);
	misses(share_or_count, "");
	gj_build_state(&r, TRAINED, GJ_STATE_NOT_APPLICABLE);
	misses(share_or_count, "served:unknown ");
}
END_TEST

START_TEST(missing_of_rows)
{
	struct gj_value *cells;

	misses(clean, "findings:unknown checked:unknown ");
	gj_build_put(&r, CHECKED, 1);
	gj_build_rows(&r, FINDINGS, 0);
	misses(clean, "");
	cells = gj_build_rows(&r, FINDINGS, 1);
	cells[ACT_DATE] = gj_build_given(gj_build_day("2021-06-01"));
	cells[FINAL] = gj_build_given(1);
	misses(clean, "accepted_on:unknown "); /* the finding is whole, the period has no end */
	cells[ACT_DATE].state = GJ_MISSING;
	misses(clean, "accepted_on:unknown findings:unknown ");
	gj_build_put(&r, ACCEPTED, gj_build_day("2022-11-30"));
	misses(clean, "findings:unknown ");
	cells[ACT_DATE] = gj_build_given(gj_build_day("2020-11-30"));
	misses(clean, "findings:review ");
	cells[ACT_DATE] = gj_build_given(gj_build_day("2021-06-01"));
	misses(clean, "");
	cells[FINAL] = gj_build_given(0);
	misses(clean, "findings:review ");

	misses(two_built, "built:unknown ");
	cells = gj_build_rows(&r, BUILT, 3);
	cells[0] = gj_build_text("m");
	cells[1] = gj_build_text("r");
	cells[2] = gj_build_text("r");
	misses(two_built, "built:review ");
	cells[2] = gj_build_text("m");
	misses(two_built, "");
}
END_TEST

START_TEST(missing_of_different_values)
{
	struct gj_value *cells = gj_build_rows(&r, TRAININGS, 2);
	const struct gj_cond *c =
	    COMPARE(TERM(.kind = GJ_TERM_DISTINCT, .fact = &gj_build_training[WHO],
	                 .rows = { .list = FACT(TRAININGS) }),
	            GJ_AT_LEAST, NUMBER(2));

	cells[WHO] = gj_build_text("甲");
	misses(c, "trainings:unknown ");
	cells[GJ_BUILD_TRAINING_FIELDS + WHO] = gj_build_text("乙");
	misses(c, "");
}
END_TEST

Suite *suite_reason_facts(void)
{
	Suite *s = suite_create("decide/reason_facts");
	TCase *t = tcase_create("reason_facts");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, each_fact);
	tcase_add_test(t, missing_of_combinations);
	tcase_add_test(t, missing_of_comparisons);
	tcase_add_test(t, missing_of_rows);
	tcase_add_test(t, missing_of_different_values);
	suite_add_tcase(s, t);
	return s;
}
