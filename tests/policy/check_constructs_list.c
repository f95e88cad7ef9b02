/* check_constructs_list.c: constructs: numbers over lists, with filters, years and look-backs. See docs/constructs.md. */
#include <check.h>

#include "tests/policy/construct_kit.h"
#include "tests/policy/suites.h"

static const char facts[] =
    "count 'heads' { zh = '人数', en = 'Heads', unit = '人' },\n"
    "date 'founded' { zh = '成立', en = 'Founded' }, date 'accepted' { zh = '受理', en = "
    "'Accepted' },\n"
    "list 'visits' { zh = '培训', en = 'Trainings',\n"
    "  date 'on' { zh = '日期', en = 'On' }, yes_no 'good' { zh = '合格', en = 'Good' },\n"
    "  one_of 'kind' { zh = '种类', en = 'Kind', option 'law' { zh = '法规', en = 'law' },\n"
    "    option 'tech' { zh = '技术', en = 'tech' }, option 'talk' { zh = '讲座', en = 'talk' } "
    "},\n"
    "  count 'minutes' { zh = '用时', en = 'Minutes', unit = '分钟' },\n"
    "  amount 'cost' { zh = '花费', en = 'Cost', unit = '元', decimals = 2 },\n"
    "  text 'who' { zh = '讲师', en = 'Teacher' } },";

#define RULES(conditions) \
	&(struct construct_rules) \
	{ \
		.facts = facts, .rules = ONE(conditions) \
	}

START_TEST(test_count_of_rows)
{
	CONSTRUCT(RULES("f.visits:count():at_least(2)"), { "培训 = 0", "不符合" },
	          { "培训 = 0; + 合格 = 是", "不符合" },
	          { "培训 = 0; + 合格 = 是; + 合格 = 否", "符合" }, { "", "资料不全" },
	          { "培训 = 不适用", "不适用" });
}
END_TEST

/* A row that may or may not count leaves open only what hangs on it. */
START_TEST(test_filter_inside_aggregate)
{
	CONSTRUCT(
	    RULES("f.visits:where { good = true, kind = { 'law', 'tech' } }:count():at_least(2)"),
	    { "培训 = 0; + 合格 = 是, 种类 = 法规; + 合格 = 是, 种类 = 技术", "符合" },
	    { "培训 = 0; + 合格 = 是, 种类 = 法规; + 合格 = 是, 种类 = 讲座", "不符合" },
	    { "培训 = 0; + 合格 = 是, 种类 = 法规; + 种类 = 技术", "资料不全" },
	    { "培训 = 0; + 合格 = 否, 种类 = 法规; + 种类 = 技术", "不符合" });
	CONSTRUCT(RULES("f.visits:where(field 'minutes':at_least(30)):count():at_least(1)"),
	          { "培训 = 0; + 用时 = 29", "不符合" }, { "培训 = 0; + 用时 = 30", "符合" },
	          { "培训 = 0; + 用时 = 31", "符合" }, { "培训 = 0; + 合格 = 是", "资料不全" });
}
END_TEST

START_TEST(test_distinct)
{
	CONSTRUCT(RULES("f.visits:distinct('who'):at_least(2)"),
	          { "培训 = 0; + 讲师 = 甲; + 讲师 = 甲", "不符合" },
	          { "培训 = 0; + 讲师 = 甲; + 讲师 = 乙", "符合" },
	          { "培训 = 0; + 讲师 = 甲; + 合格 = 是", "资料不全" }, { "培训 = 0", "不符合" });
}
END_TEST

START_TEST(test_sum)
{
	CONSTRUCT(RULES("f.visits:sum('cost'):at_least(quantity(100, '元'))"),
	          { "培训 = 0; + 花费 = 60; + 花费 = 39.99", "不符合" },
	          { "培训 = 0; + 花费 = 60; + 花费 = 40", "符合" },
	          { "培训 = 0; + 花费 = 60; + 花费 = 40.01", "符合" },
	          { "培训 = 0; + 花费 = 60; + 合格 = 是", "资料不全" }, { "培训 = 0", "不符合" },
	          { "", "资料不全" });
}
END_TEST

START_TEST(test_average)
{
	CONSTRUCT(RULES("f.visits:average('minutes'):at_least(20)"),
	          { "培训 = 0; + 用时 = 19; + 用时 = 20", "不符合" },
	          { "培训 = 0; + 用时 = 19; + 用时 = 21", "符合" },
	          { "培训 = 0; + 用时 = 10; + 用时 = 20; + 用时 = 31", "符合" },
	          { "培训 = 0", "资料不全" });
	CONSTRUCT(RULES("f.visits:average('minutes'):if_empty('not_met'):at_least(20)"),
	          { "培训 = 0", "不符合" }, { "", "资料不全" });
}
END_TEST

START_TEST(test_largest_and_smallest)
{
	CONSTRUCT(RULES("f.visits:largest('minutes'):at_least(60)"),
	          { "培训 = 0; + 用时 = 59; + 用时 = 1", "不符合" },
	          { "培训 = 0; + 用时 = 1; + 用时 = 60", "符合" },
	          { "培训 = 0; + 合格 = 是; + 用时 = 61", "符合" },
	          { "培训 = 0; + 合格 = 是; + 用时 = 59", "资料不全" });
	CONSTRUCT(RULES("f.visits:smallest('minutes'):at_least(10)"),
	          { "培训 = 0; + 用时 = 9; + 用时 = 60", "不符合" },
	          { "培训 = 0; + 用时 = 10; + 用时 = 60", "符合" });
}
END_TEST

START_TEST(test_exists_and_none)
{
	CONSTRUCT(RULES("f.visits:where { kind = 'law' }:exists()"), { "培训 = 0", "不符合" },
	          { "培训 = 0; + 种类 = 法规", "符合" }, { "培训 = 0; + 种类 = 技术", "不符合" },
	          { "培训 = 0; + 合格 = 是", "资料不全" }, { "", "资料不全" });
	CONSTRUCT(RULES("f.visits:where { good = false }:none()"), { "培训 = 0", "符合" },
	          { "培训 = 0; + 合格 = 否", "不符合" }, { "培训 = 0; + 合格 = 是", "符合" },
	          { "培训 = 0; + 种类 = 法规", "资料不全" }, { "", "资料不全" });
}
END_TEST

START_TEST(test_every)
{
	CONSTRUCT(RULES("f.visits:every(field 'minutes':at_least(30))"),
	          { "培训 = 0; + 用时 = 30; + 用时 = 31", "符合" },
	          { "培训 = 0; + 用时 = 30; + 用时 = 29", "不符合" },
	          { "培训 = 0; + 用时 = 30; + 合格 = 是", "资料不全" }, { "培训 = 0", "资料不全" });
	CONSTRUCT(RULES("f.visits:every(field 'good':holds(), { if_empty = 'met' })"),
	          { "培训 = 0", "符合" }, { "", "资料不全" });
	CONSTRUCT(RULES("f.visits:every(field 'good':holds(), { if_empty = 'review' })"),
	          { "培训 = 0", "待人工认定" });
}
END_TEST

START_TEST(test_coverage_ratio)
{
	CONSTRUCT(RULES("f.visits:where { good = true }:share_of(f.visits):at_least(percent(60))"),
	          { "培训 = 0; + 合格 = 是; + 合格 = 是; + 合格 = 是; + 合格 = 否; + 合格 = 否",
	            "符合" },
	          { "培训 = 0; + 合格 = 是; + 合格 = 否", "不符合" }, { "培训 = 0", "资料不全" },
	          { "培训 = 0; + 合格 = 是; + 种类 = 法规", "资料不全" });
	CONSTRUCT(RULES("f.visits:distinct('who'):share_of(f.heads):at_least(percent(100))"),
	          { "人数 = 2; 培训 = 0; + 讲师 = 甲; + 讲师 = 乙", "符合" },
	          { "人数 = 3; 培训 = 0; + 讲师 = 甲; + 讲师 = 乙", "不符合" });
}
END_TEST

START_TEST(test_calendar_year)
{
	CONSTRUCT(RULES("f.visits:in_year(programme_year, { by = 'on' }):count():at_least(1)"),
	          { "培训 = 0; + 日期 = 2023-12-31", "不符合" },
	          { "培训 = 0; + 日期 = 2024-01-01", "符合" },
	          { "培训 = 0; + 日期 = 2024-12-31", "符合" },
	          { "培训 = 0; + 日期 = 2025-01-01", "不符合" },
	          { "培训 = 0; + 合格 = 是", "资料不全" });
	/* Up to the day for which one decides. */
	CONSTRUCT(RULES("f.visits:in_year(2024, { by = 'on', to_date = true }):exists()"),
	          { "培训 = 0; + 日期 = 2024-06-30", "符合" },
	          { "培训 = 0; + 日期 = 2024-07-01", "不符合" },
	          { "基准日 2024-07-01; 培训 = 0; + 日期 = 2024-07-01", "符合" });
}
END_TEST

START_TEST(test_rolling_window)
{
	CONSTRUCT(
	    RULES("f.visits:within(months(12), 'reference_date', { by = 'on', boundary = 'met' })"),
	    { "培训 = 0; + 日期 = 2023-06-29", "不符合" },
	    { "培训 = 0; + 日期 = 2023-06-30", "符合" },
	    { "培训 = 0; + 日期 = 2023-07-01", "符合" },
	    { "培训 = 0; + 日期 = 2024-06-30", "符合" },
	    { "培训 = 0; + 日期 = 2024-07-01", "不符合" }, { "培训 = 0", "不符合" });
	CONSTRUCT(RULES(
		      "f.visits:where(field 'on':within(months(12), 'reference_date', { boundary = "
		      "'met' })):sum('minutes'):at_least(60)"),
	          { "培训 = 0; + 日期 = 2023-06-29, 用时 = 90", "不符合" },
	          { "培训 = 0; + 日期 = 2023-06-30, 用时 = 59", "不符合" },
	          { "培训 = 0; + 日期 = 2023-06-30, 用时 = 60", "符合" });
}
END_TEST

START_TEST(test_fiscal_year)
{
	CONSTRUCT(RULES("f.visits:in_fiscal_year(2023, { starts = '04-01', by = 'on' "
	                "}):count():at_least(1)"),
	          { "培训 = 0; + 日期 = 2023-03-31", "不符合" },
	          { "培训 = 0; + 日期 = 2023-04-01", "符合" },
	          { "培训 = 0; + 日期 = 2024-03-31", "符合" },
	          { "培训 = 0; + 日期 = 2024-04-01", "不符合" });
}
END_TEST

/* A firm younger than the period is no firm that failed: it goes to a person. */
START_TEST(test_partial_first_year)
{
	CONSTRUCT(RULES("f.visits:in_year(2024, { by = 'on' }):count():at_least(1):unless("
	                "f.founded:on_or_after(day '2024-01-01'), { zh = '不满一年', en = 'young', "
	                "outcome = 'review' })"),
	          { "成立 = 2023-12-31; 培训 = 0", "不符合" },
	          { "成立 = 2024-01-01; 培训 = 0", "待人工认定" },
	          { "成立 = 2023-12-31; 培训 = 0; + 日期 = 2024-01-01", "符合" },
	          { "培训 = 0", "资料不全" });
}
END_TEST

START_TEST(test_each_of_several_years)
{
	CONSTRUCT(RULES("f.visits:in_each_of_last(2, programme_year, { by = 'on' })"),
	          { "培训 = 0; + 日期 = 2023-01-01; + 日期 = 2024-12-31", "符合" },
	          { "培训 = 0; + 日期 = 2022-12-31; + 日期 = 2024-01-01", "不符合" },
	          { "培训 = 0; + 日期 = 2023-12-31; + 日期 = 2025-01-01", "不符合" });
}
END_TEST

START_TEST(test_look_back_anchor)
{
	CONSTRUCT(
	    RULES("f.visits:where { good = false }:none_within(years(2), 'accepted', { by = 'on', "
	          "boundary = 'not_met' })"),
	    { "受理 = 2024-04-26; 培训 = 0; + 日期 = 2022-04-26, 合格 = 否", "符合" },
	    { "受理 = 2024-04-26; 培训 = 0; + 日期 = 2022-04-27, 合格 = 否", "不符合" },
	    { "受理 = 2024-04-26; 培训 = 0; + 日期 = 2024-04-26, 合格 = 否", "不符合" },
	    { "受理 = 2024-04-26; 培训 = 0; + 日期 = 2024-04-27, 合格 = 否", "符合" },
	    { "受理 = 2024-04-26; 培训 = 0", "符合" },
	    { "培训 = 0; + 日期 = 2022-04-27, 合格 = 否", "资料不全" },
	    { "受理 = 2024-04-26", "资料不全" });
	/* A fixed day, as the end of a fiscal year. */
	CONSTRUCT(RULES("f.visits:none_within(years(1), end_of '2024-03', { by = 'on', boundary = "
	                "'met' })"),
	          { "培训 = 0; + 日期 = 2023-03-30", "符合" },
	          { "培训 = 0; + 日期 = 2023-03-31", "不符合" },
	          { "培训 = 0; + 日期 = 2024-04-01", "符合" });
}
END_TEST

#define BOUNDARY(rule) \
	RULES("f.visits:none_within(years(2), 'accepted', { by = 'on', boundary = '" rule "' })")

START_TEST(test_look_back_boundary_rule)
{
	static const char first[] = "受理 = 2024-04-26; 培训 = 0; + 日期 = 2022-04-26";

	CONSTRUCT(BOUNDARY("review"), { first, "待人工认定" });
	CONSTRUCT(BOUNDARY("met"), { first, "不符合" });
	CONSTRUCT(BOUNDARY("not_met"), { first, "符合" });
	CONSTRUCT(RULES("f.visits:none_within(years(2), 'accepted', { by = 'on' })"),
	          { first, "待人工认定" },
	          { "受理 = 2024-02-29; 培训 = 0; + 日期 = 2022-02-28", "待人工认定" },
	          { "受理 = 2024-02-29; 培训 = 0; + 日期 = 2022-02-27", "符合" },
	          { "受理 = 2024-02-29; 培训 = 0; + 日期 = 2022-03-01", "不符合" });
}
END_TEST

Suite *suite_constructs_list(void)
{
	Suite *s = suite_create("constructs_list");
	TCase *t = tcase_create("constructs_list");

	tcase_add_test(t, test_count_of_rows);
	tcase_add_test(t, test_filter_inside_aggregate);
	tcase_add_test(t, test_distinct);
	tcase_add_test(t, test_sum);
	tcase_add_test(t, test_average);
	tcase_add_test(t, test_largest_and_smallest);
	tcase_add_test(t, test_exists_and_none);
	tcase_add_test(t, test_every);
	tcase_add_test(t, test_coverage_ratio);
	tcase_add_test(t, test_calendar_year);
	tcase_add_test(t, test_rolling_window);
	tcase_add_test(t, test_fiscal_year);
	tcase_add_test(t, test_partial_first_year);
	tcase_add_test(t, test_each_of_several_years);
	tcase_add_test(t, test_look_back_anchor);
	tcase_add_test(t, test_look_back_boundary_rule);
	suite_add_tcase(s, t);
	return s;
}
