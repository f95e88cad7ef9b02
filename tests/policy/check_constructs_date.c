/* check_constructs_date.c: constructs: days, months, working days, deadlines. See docs/constructs.md. */
#include <check.h>

#include "engine/base/day.h"
#include "tests/policy/construct_kit.h"
#include "tests/policy/suites.h"

static const char facts[] =
    "date 'got' { zh = '收到', en = 'Received' }, date 'closed' { zh = '办结', en = 'Closed' },\n"
    "date 'filed' { zh = '申报', en = 'Filed' },\n"
    "one_of 'batch' { zh = '批次', en = 'Batch', option 'first' { zh = '第一批', en = 'first' },\n"
    "  option 'second' { zh = '第二批', en = 'second' } },\n"
    "yes_no 'body' { zh = '机构', en = 'Body' },";

static const struct kit_file calendar_2024[] = {
	{ "calendar.lua",
	  "calendar { year = 2024, holidays = { '2024-05-01..2024-05-05', '2024-12-31' },\n"
	  "  workdays = { '2024-04-28', '2024-05-11' } }\n" },
	{ 0 },
};

#define RULES(conditions) \
	&(struct construct_rules) \
	{ \
		.facts = facts, .rules = ONE(conditions), .more = calendar_2024 \
	}

START_TEST(test_month_end)
{
	CONSTRUCT(RULES("f.closed:on_or_before(end_of '2024-02')"), { "办结 = 2024-02-28", "符合" },
	          { "办结 = 2024-02-29", "符合" }, { "办结 = 2024-03-01", "不符合" },
	          { "", "资料不全" });
	CONSTRUCT(RULES("f.closed:on_or_before(f.got:month_end())"),
	          { "收到 = 2023-02-10; 办结 = 2023-02-28", "符合" },
	          { "收到 = 2023-02-10; 办结 = 2023-03-01", "不符合" },
	          { "收到 = 2024-02-10; 办结 = 2024-02-29", "符合" });
	/* A day that the month does not have becomes its last. */
	CONSTRUCT(RULES("f.closed:on_or_before(f.got:plus(months(1)))"),
	          { "收到 = 2024-01-31; 办结 = 2024-02-29", "符合" },
	          { "收到 = 2024-01-31; 办结 = 2024-03-01", "不符合" },
	          { "收到 = 2023-01-31; 办结 = 2023-02-28", "符合" },
	          { "收到 = 2023-01-31; 办结 = 2023-03-01", "不符合" });
}
END_TEST

START_TEST(test_leap_day)
{
	CONSTRUCT(RULES("f.closed:on_or_before(f.got:plus(years(1)))"),
	          { "收到 = 2024-02-29; 办结 = 2025-02-28", "符合" },
	          { "收到 = 2024-02-29; 办结 = 2025-03-01", "不符合" });
	CONSTRUCT(RULES("f.got:on_or_after(reference_date:minus(years(2)))"),
	          { "基准日 2024-02-29; 收到 = 2022-02-27", "不符合" },
	          { "基准日 2024-02-29; 收到 = 2022-02-28", "符合" });
	REFUSED(RULES(""), { ONE("f.got:on_or_after(day '2023-02-29')"), "E308", 1 });
}
END_TEST

START_TEST(test_days_and_days_between)
{
	CONSTRUCT(RULES("f.closed:on_or_before(f.got:plus(days(30)))"),
	          { "收到 = 2024-01-31; 办结 = 2024-03-01", "符合" },
	          { "收到 = 2024-01-31; 办结 = 2024-03-02", "不符合" });
	CONSTRUCT(RULES("f.closed:days_since(f.got):at_most(10)"),
	          { "收到 = 2024-02-20; 办结 = 2024-03-01", "符合" },
	          { "收到 = 2024-02-20; 办结 = 2024-03-02", "不符合" },
	          { "办结 = 2024-03-01", "资料不全" });
}
END_TEST

/* 2024-04-28, a Sunday, is worked; 1 to 5 May are not. */
START_TEST(test_working_days)
{
	CONSTRUCT(RULES("f.closed:on_or_before(f.got:plus(working_days(5)))"),
	          { "收到 = 2024-04-26; 办结 = 2024-05-07", "符合" },
	          { "收到 = 2024-04-26; 办结 = 2024-05-08", "不符合" },
	          { "收到 = 2024-03-01; 办结 = 2024-03-08", "符合" },
	          { "收到 = 2024-03-01; 办结 = 2024-03-09", "不符合" },
	          { "收到 = 2024-04-26", "资料不全" });
	/* The last working day before a day. */
	CONSTRUCT(RULES("f.closed:on_or_before(day '2024-05-06':minus(working_days(1)))"),
	          { "办结 = 2024-04-30", "符合" }, { "办结 = 2024-05-01", "不符合" });
}
END_TEST

START_TEST(test_adjusted_workday)
{
	CONSTRUCT(RULES("f.closed:on_or_before(f.got:plus(working_days(1)))"),
	          { "收到 = 2024-04-27; 办结 = 2024-04-28", "符合" },
	          { "收到 = 2024-04-27; 办结 = 2024-04-29", "不符合" },
	          { "收到 = 2024-05-10; 办结 = 2024-05-11", "符合" },
	          { "收到 = 2024-05-10; 办结 = 2024-05-13", "不符合" },
	          { "收到 = 2024-05-17; 办结 = 2024-05-20", "符合" });
}
END_TEST

/* Nobody takes Monday to Friday for granted. */
START_TEST(test_working_days_year_missing_is_error)
{
	CONSTRUCT(RULES("f.closed:on_or_before(f.got:plus(working_days(5)))"),
	          { "收到 = 2024-12-30; 办结 = 2024-12-30", "判定出错" },
	          { "收到 = 2023-06-01; 办结 = 2023-06-01", "判定出错" },
	          { "收到 = 2024-12-23; 办结 = 2024-12-30", "符合" });
	/* What the rules alone settle is found when they are loaded. */
	REFUSED(RULES(""),
	        { ONE("f.closed:on_or_before(day '2025-01-06':plus(working_days(5)))"), "E312", 1 },
	        { "\n" ONE("f.closed:on_or_before(day '2024-12-30':plus(working_days(1)))"), "E312",
	          2 });
}
END_TEST

/* Late is not invalid unless the rule says so: recorded, and a person decides. */
START_TEST(test_deadline_by_batch)
{
#define LAST_DAY \
	"f.filed:on_or_before(by(f.batch) { first = day '2024-03-31', second = day '2024-09-30' " \
	"})"
	CONSTRUCT(RULES(LAST_DAY ":else_review()"), { "批次 = 第一批; 申报 = 2024-03-31", "符合" },
	          { "批次 = 第一批; 申报 = 2024-04-01", "待人工认定" },
	          { "批次 = 第二批; 申报 = 2024-04-01", "符合" },
	          { "批次 = 第二批; 申报 = 2024-10-01", "待人工认定" },
	          { "批次 = 第一批", "资料不全" }, { "申报 = 2024-04-01", "资料不全" },
	          { "申报 = 2024-03-31", "符合" }, { "申报 = 2024-10-01", "待人工认定" });
	CONSTRUCT(RULES(LAST_DAY), { "批次 = 第一批; 申报 = 2024-04-01", "不符合" });
}
END_TEST

START_TEST(test_deadline_by_stage)
{
	static const struct kit_file phases[] = {
		{ "timeline.lua",
		  "phase 'apply' { zh = '申报', en = 'Application', clause = '四1',\n"
		  "  starts = day '2024-03-01', ends = end_of '2024-09' }\n"
		  "phase 'decide' { zh = '认定', en = 'Recognition', clause = '四2',\n"
		  "  ends = end_of '2024-12' }\n" },
		{ 0 },
	};
	static const struct kit_file turned[] = {
		{ "timeline.lua", "phase 'apply' { zh = '申报', en = 'A', clause = '四1', ends = "
		                  "end_of '2024-09' }\n"
		                  "phase 'decide' { zh = '认定', en = 'R', clause = '四2', ends = "
		                  "end_of '2024-08' }\n" },
		{ 0 },
	};
	struct construct_rules r = { .facts = facts,
		                     .rules = ONE("f.body:holds()"),
		                     .more = phases };
	struct kit k;

	/* A stage refuses nobody by itself. */
	CONSTRUCT(&r, { "基准日 2025-06-30; 机构 = 是", "符合" });
	construct_load(&k, &r);
	ck_assert_uint_eq(k.policy->n_phases, 2);
	ck_assert_int_eq(k.policy->phases[0].ends, gj_day_from(2024, 9, 30));
	kit_free(&k);
	r.more = turned;
	construct_load(&k, &r);
	kit_expect(&k, "E420", 2, "phases");
	kit_free(&k);
}
END_TEST

Suite *suite_constructs_date(void)
{
	Suite *s = suite_create("constructs_date");
	TCase *t = tcase_create("constructs_date");

	tcase_add_test(t, test_month_end);
	tcase_add_test(t, test_leap_day);
	tcase_add_test(t, test_days_and_days_between);
	tcase_add_test(t, test_working_days);
	tcase_add_test(t, test_adjusted_workday);
	tcase_add_test(t, test_working_days_year_missing_is_error);
	tcase_add_test(t, test_deadline_by_batch);
	tcase_add_test(t, test_deadline_by_stage);
	suite_add_tcase(s, t);
	return s;
}
