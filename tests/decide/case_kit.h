/* case_kit.h: a category over the small dictionary, for the tests of test cases; static, one for each file. */
#ifndef GJ_TEST_CASE_KIT_H
#define GJ_TEST_CASE_KIT_H
#include "engine/base/err.h"
#include "engine/decide/testrun.h"
#include "tests/decide/build.h"
#include "tests/decide/suites.h"
#include "tests/support/alloc.h"

#include <string.h>

/* 1: at least one officer. 2: more than half of those served, or 30. 3: no finding in the 2 years before the day. */
static struct gj_check kit_checks[3];
static struct gj_category kit_category;
static struct gj_testcases kit_cases;

static void kit_open(void)
{
	static const struct gj_term officers = { .kind = GJ_TERM_FACT,
		                                 .fact = &gj_build_items[OFFICERS] };
	static const struct gj_term trained = { .kind = GJ_TERM_FACT,
		                                .fact = &gj_build_items[TRAINED] };
	static const struct gj_term served = { .kind = GJ_TERM_FACT,
		                               .fact = &gj_build_items[SERVED] };
	static const struct gj_term one = { .number = 1 }, thirty = { .number = 30 };
	static const struct gj_term half = { .kind = GJ_TERM_SHARE,
		                             .number = 1,
		                             .per = 2,
		                             .share_of = &served,
		                             .zero_base = GJ_NOT_APPLICABLE };
	static const struct gj_cond first = {
		.kind = GJ_COND_COMPARE, .left = &officers, .cmp = GJ_AT_LEAST, .right = &one
	};
	static struct gj_cond over = {
		.kind = GJ_COND_COMPARE, .left = &trained, .cmp = GJ_MORE_THAN, .right = &half
	};
	static struct gj_cond many = {
		.kind = GJ_COND_COMPARE, .left = &trained, .cmp = GJ_AT_LEAST, .right = &thirty
	};
	static struct gj_cond *either[] = { &over, &many };
	static const struct gj_cond second = { .kind = GJ_COND_ANY, .args = either, .n_args = 2 };
	static struct gj_cond recent = { .kind = GJ_COND_WITHIN,
		                         .fact = &gj_build_finding[ACT_DATE],
		                         .window = { .months = 24, .boundary = GJ_REVIEW } };
	static const struct gj_cond third = { .kind = GJ_COND_NONE,
		                              .rows = { .list = &gj_build_items[FINDINGS],
		                                        .filter = &recent } };

	kit_checks[0] = (struct gj_check){ .id = "e.1", .clause = "二(一)1", .cond = &first };
	kit_checks[1] =
	    (struct gj_check){ .id = "e.2", .clause = "二(一)2", .cond = &second, .index = 1 };
	kit_checks[2] =
	    (struct gj_check){ .id = "e.3", .clause = "二(一)3", .cond = &third, .index = 2 };
	kit_category = (struct gj_category){ .key = "enterprise",
		                             .label = { "企业", "enterprise" },
		                             .facts = gj_build_facts,
		                             .checks = kit_checks,
		                             .n_checks = 3 };
	gj_testcases_init(&kit_cases, &kit_category, 1);
}

static void kit_close(void)
{
	gj_testcases_fini(&kit_cases);
}

static inline void kit_read(const char *text)
{
	ck_assert_int_eq(gj_testcases_read(&kit_cases, "a.test", text, strlen(text), NULL), 0);
}

static inline void kit_sound(void)
{
	for (size_t i = 0; i < kit_cases.n_problems; i++)
		ck_abort_msg("%d:%d: %s", kit_cases.problems[i].line, kit_cases.problems[i].column,
		             kit_cases.problems[i].text);
}
#endif
