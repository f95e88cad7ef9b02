/* check_constructs_condition.c: constructs: thresholds, shares, outcomes, judgement, evidence, units. See docs/constructs.md. */
#include <check.h>
#include <string.h>

#include "tests/policy/construct_kit.h"
#include "tests/policy/suites.h"

static const char facts[] =
    "count 'staff' { zh = '职工', en = 'Staff', unit = '人' },\n"
    "count 'trained' { zh = '受训', en = 'Trained', unit = '人' },\n"
    "count 'shops' { zh = '门店', en = 'Shops', unit = '家' },\n"
    "amount 'sales' { zh = '营业额', en = 'Sales', unit = '万元', decimals = 2 },\n"
    "amount 'last' { zh = '上年', en = 'Last year', unit = '万元', decimals = 2 },\n"
    "amount 'grant' { zh = '补助', en = 'Grant', unit = '元', decimals = 0 },\n"
    "amount 'area' { zh = '面积', en = 'Area', unit = '㎡', decimals = 1 },\n"
    "yes_no 'body' { zh = '机构', en = 'Body' }, yes_no 'rules' { zh = '制度', en = 'Rules' },\n"
    "yes_no 'online' { zh = '可查', en = 'In a register' },\n"
    "judgement 'clear' { zh = '明确', en = 'Clear', supplied_by = 'expert' },\n"
    "one_of 'host' { zh = '主办', en = 'Host', option 'park' { zh = '园区', en = 'park' },\n"
    "  option 'chamber' { zh = '商会', en = 'chamber' }, option 'other' { zh = '其他', en = "
    "'other' } },\n"
    "list 'papers' { zh = '材料', en = 'Papers',\n"
    "  one_of 'kind' { zh = '种类', en = 'Kind', option 'plan' { zh = '方案', en = 'plan' },\n"
    "    option 'rules' { zh = '制度', en = 'rules' }, option 'photo' { zh = '照片', en = 'photo' "
    "} },\n"
    "  date 'from' { zh = '起', en = 'From' }, date 'till' { zh = '止', en = 'Till' },\n"
    "  text 'digest' { zh = '校验值', en = 'Digest' } },";

#define RULES(conditions) \
	&(struct construct_rules) \
	{ \
		.facts = facts, .rules = ONE(conditions) \
	}

START_TEST(test_threshold_with_named_operator)
{
	CONSTRUCT(RULES("f.staff:at_least(3)"), { "职工 = 2", "不符合" }, { "职工 = 3", "符合" },
	          { "职工 = 4", "符合" }, { "", "资料不全" }, { "职工 = 不适用", "不适用" },
	          { "职工 = 未知", "资料不全" });
	CONSTRUCT(RULES("f.staff:more_than(3)"), { "职工 = 2", "不符合" }, { "职工 = 3", "不符合" },
	          { "职工 = 4", "符合" }, { "", "资料不全" });
	CONSTRUCT(RULES("f.staff:at_most(3)"), { "职工 = 2", "符合" }, { "职工 = 3", "符合" },
	          { "职工 = 4", "不符合" }, { "", "资料不全" });
	CONSTRUCT(RULES("f.staff:less_than(3)"), { "职工 = 2", "符合" }, { "职工 = 3", "不符合" },
	          { "职工 = 4", "不符合" }, { "", "资料不全" });
	CONSTRUCT(RULES("f.staff:equals(3)"), { "职工 = 2", "不符合" }, { "职工 = 3", "符合" },
	          { "职工 = 4", "不符合" }, { "", "资料不全" });
}
END_TEST

/* The reason says the document's own word, and the unit. */
START_TEST(test_threshold_prints_its_word)
{
	construct_reason(RULES("f.staff:at_least(3)"), "职工 = 2", "2人，少于3人");
	construct_reason(RULES("f.staff:at_least(3, { word = '以上' })"), "职工 = 3", "以上");
	construct_reason(RULES("f.trained:more_than(percent(50):of(f.staff))"),
	                 "职工 = 58; 受训 = 29", "未超过50%");
}
END_TEST

START_TEST(test_share_or_count)
{
	const struct construct_rules *r =
	    RULES("any { f.trained:more_than(percent(50):of(f.staff)), f.trained:at_least(30) }");

	CONSTRUCT(r, { "职工 = 20; 受训 = 10", "不符合" }, { "职工 = 20; 受训 = 11", "符合" },
	          { "职工 = 60; 受训 = 30", "符合" }, { "职工 = 60; 受训 = 29", "不符合" },
	          { "职工 = 29; 受训 = 15", "符合" }, { "受训 = 30", "符合" },
	          { "受训 = 29", "资料不全" }, { "职工 = 20", "资料不全" });
	/* Both branches are shown. */
	construct_reason(r, "职工 = 58; 受训 = 29", "50.00%");
	construct_reason(r, "职工 = 58; 受训 = 29", "＜30人");
}
END_TEST

START_TEST(test_all_any_not_nested)
{
	CONSTRUCT(RULES("all { f.body:holds(), any { f.rules:holds(), no(f.online:holds()) } }"),
	          { "机构 = 是; 制度 = 是", "符合" }, { "机构 = 是; 制度 = 否; 可查 = 否", "符合" },
	          { "机构 = 是; 制度 = 否; 可查 = 是", "不符合" },
	          { "机构 = 是; 制度 = 否", "资料不全" }, { "机构 = 否", "不符合" },
	          { "制度 = 是", "资料不全" }, { "机构 = 是; 制度 = 否; 可查 = 不适用", "不符合" },
	          { "机构 = 不适用; 制度 = 是", "符合" });
}
END_TEST

START_TEST(test_at_least_k_of_n)
{
	CONSTRUCT(RULES("at_least_of(2) { f.body:holds(), f.rules:holds(), f.online:holds() }"),
	          { "机构 = 是; 制度 = 是", "符合" },
	          { "机构 = 是; 制度 = 否; 可查 = 否", "不符合" },
	          { "机构 = 是; 制度 = 否; 可查 = 是", "符合" }, { "机构 = 是", "资料不全" },
	          { "机构 = 否; 制度 = 否", "不符合" });
	REFUSED(RULES(""),
	        { ONE("at_least_of(3) { f.body:holds(), f.rules:holds() }"), "E419", 1 });
}
END_TEST

/* A third of 300000001 is no whole number; a rounded third would let the one below pass. */
START_TEST(test_exact_ratio)
{
	CONSTRUCT(RULES("f.trained:at_least(ratio(1, 3):of(f.staff))"),
	          { "职工 = 3; 受训 = 1", "符合" }, { "职工 = 4; 受训 = 1", "不符合" },
	          { "职工 = 300000001; 受训 = 100000000", "不符合" },
	          { "职工 = 300000001; 受训 = 100000001", "符合" },
	          { "职工 = 300000000; 受训 = 100000000", "符合" });
	CONSTRUCT(RULES("f.trained:more_than(percent('33.33'):of(f.staff))"),
	          { "职工 = 10000; 受训 = 3333", "不符合" },
	          { "职工 = 10000; 受训 = 3334", "符合" });
	CONSTRUCT(RULES("f.trained:share_of(f.staff):more_than(percent(50))"),
	          { "职工 = 2; 受训 = 1", "不符合" }, { "职工 = 3; 受训 = 2", "符合" });
}
END_TEST

START_TEST(test_share_zero_base_unknown)
{
	CONSTRUCT(RULES("f.trained:at_least(percent(50):of(f.staff))"),
	          { "职工 = 0; 受训 = 0", "资料不全" }, { "职工 = 0; 受训 = 5", "资料不全" },
	          { "职工 = 1; 受训 = 0", "不符合" }, { "职工 = 1; 受训 = 1", "符合" });
}
END_TEST

START_TEST(test_share_zero_base_as_declared)
{
	CONSTRUCT(RULES("f.trained:at_least(percent(50):of(f.staff):if_zero('not_met'))"),
	          { "职工 = 0; 受训 = 0", "不符合" }, { "受训 = 0", "资料不全" });
	CONSTRUCT(RULES("f.trained:at_least(percent(50):of(f.staff):if_zero('not_applicable'))"),
	          { "职工 = 0; 受训 = 0", "不适用" }, { "受训 = 0", "资料不全" });
	/* The count decides alone then. */
	CONSTRUCT(
	    RULES("any { f.trained:at_least(percent(50):of(f.staff):if_zero('not_applicable')), "
	          "f.trained:at_least(30) }"),
	    { "职工 = 0; 受训 = 29", "不符合" }, { "职工 = 0; 受训 = 30", "符合" });
	REFUSED(RULES(""),
	        { ONE("f.trained:at_least(percent(50):of(f.staff):if_zero('met'))"), "E213", 1 });
}
END_TEST

START_TEST(test_growth_between_years)
{
	CONSTRUCT(RULES("f.sales:growth_over(f.last):at_least(percent(10))"),
	          { "上年 = 100; 营业额 = 109.99", "不符合" },
	          { "上年 = 100; 营业额 = 110", "符合" }, { "上年 = 100; 营业额 = 110.01", "符合" },
	          { "上年 = 0; 营业额 = 5", "资料不全" }, { "营业额 = 110", "资料不全" },
	          { "上年 = 100", "资料不全" }, { "上年 = 不适用; 营业额 = 5", "不适用" });
	CONSTRUCT(RULES("f.sales:growth_over(f.last):more_than(percent(10))"),
	          { "上年 = 0.30; 营业额 = 0.33", "不符合" },
	          { "上年 = 0.30; 营业额 = 0.34", "符合" });
	CONSTRUCT(RULES("f.sales:growth_over(f.last):if_zero('not_met'):at_least(percent(10))"),
	          { "上年 = 0; 营业额 = 5", "不符合" });
}
END_TEST

/* Missing is never false, not applicable is neutral, an open judgement waits for a person. */
START_TEST(test_outcomes_of_five_kinds)
{
	CONSTRUCT(RULES("f.body:holds(), f.clear:judged()"), { "机构 = 是; 明确 = 符合", "符合" },
	          { "机构 = 否; 明确 = 符合", "不符合" }, { "机构 = 否", "不符合" },
	          { "明确 = 符合", "资料不全" }, { "机构 = 是", "待人工认定" }, { "", "资料不全" },
	          { "机构 = 不适用; 明确 = 符合", "符合" },
	          { "机构 = 不适用; 明确 = 不适用", "不适用" });
	CONSTRUCT(RULES("any { f.body:holds(), f.clear:judged() }"), { "机构 = 是", "符合" },
	          { "机构 = 否", "待人工认定" }, { "明确 = 不符合", "资料不全" },
	          { "机构 = 不适用; 明确 = 不符合", "不符合" });
	/* And the result of the whole: what is missing is asked for, it refuses nobody. */
	CONSTRUCT(RULES("f.body:holds()"), { "", "整体待补正" }, { "机构 = 否", "整体不符合" },
	          { "机构 = 是", "整体符合" }, { "机构 = 不适用", "整体符合" });
	CONSTRUCT(RULES("f.clear:judged()"), { "", "整体待人工审核" });
}
END_TEST

START_TEST(test_recorded_judgement)
{
	static const struct construct_rules r = {
		.facts = "judgement 'tidy' { zh = '整洁', en = 'Tidy', supplied_by = 'expert' },\n"
			 "text 'by' { zh = '认定人', en = 'Judged by', role = 'judged_by' },\n"
			 "date 'on' { zh = '认定日', en = 'Judged on', role = 'judged_on' },\n"
			 "text 'why' { zh = '理由', en = 'Ground', role = 'judged_ground' },",
		.rules = ONE("f.tidy:judged()"),
	};
	struct kit k;

	CONSTRUCT(&r, { "整洁 = 符合; 认定人 = 甲; 认定日 = 2024-06-01; 理由 = 现场查看", "符合" },
	          { "整洁 = 不符合", "不符合" }, { "", "待人工认定" },
	          { "整洁 = 不适用", "不适用" });
	construct_load(&k, &r);
	ck_assert_int_eq(gj_facts_find(&k.policy->categories[0].facts, "by")->role,
	                 GJ_ROLE_JUDGED_BY);
	kit_free(&k);
}
END_TEST

/* A document of a kind, in force on a day, one of several kinds, or spared where a register knows. */
START_TEST(test_evidence_requirement)
{
#define IN_FORCE ":valid_on('reference_date', { from = 'from', to = 'till' }):exists()"
	const struct construct_rules *r =
	    RULES("f.papers:where { kind = { 'plan', 'rules' } }" IN_FORCE);
	struct kit k;

	CONSTRUCT(r, { "材料 = 0; + 种类 = 方案, 起 = 2024-01-01, 止 = 2024-06-30", "符合" },
	          { "材料 = 0; + 种类 = 方案, 起 = 2024-01-01, 止 = 2024-06-29", "不符合" },
	          { "材料 = 0; + 种类 = 制度, 起 = 2024-06-30, 止 = 不适用", "符合" },
	          { "材料 = 0; + 种类 = 制度, 起 = 2024-07-01, 止 = 不适用", "不符合" },
	          { "材料 = 0; + 种类 = 照片, 起 = 2024-01-01, 止 = 不适用", "不符合" },
	          { "材料 = 0; + 种类 = 方案, 起 = 2024-01-01", "资料不全" },
	          { "材料 = 0", "不符合" }, { "", "资料不全" });
	CONSTRUCT(RULES("f.papers:where(field 'digest':given()):exists()"),
	          { "材料 = 0; + 种类 = 方案, 校验值 = 9f86d081", "符合" },
	          { "材料 = 0; + 种类 = 方案", "资料不全" });
	CONSTRUCT(RULES("f.papers:where { kind = 'plan' }:exists():unless(f.online:holds(), { zh = "
	                "'登记机关可查', en = 'a register has it' })"),
	          { "材料 = 0; 可查 = 是", "不适用" }, { "材料 = 0; 可查 = 否", "不符合" },
	          { "材料 = 0", "资料不全" });
	/* What shows it is kept apart from whether it holds. */
	construct_load(&k,
	               RULES("evidence = { zh = '年度方案', en = 'annual plan' }, f.body:holds()"));
	kit_expect(&k, "", 0, "evidence");
	ck_assert_str_eq(k.policy->categories[0].checks[0].evidence.zh, "年度方案");
	kit_free(&k);
}
END_TEST

START_TEST(test_open_ended_list_goes_to_review)
{
	CONSTRUCT(RULES("f.host:one_of({ 'park', 'chamber' }, { open = true })"),
	          { "主办 = 园区", "符合" }, { "主办 = 其他", "待人工认定" }, { "", "资料不全" },
	          { "主办 = 不适用", "不适用" });
	CONSTRUCT(RULES("f.host:one_of { 'park', 'chamber' }"), { "主办 = 其他", "不符合" });
	CONSTRUCT(RULES("f.host:one_of { 'park' }:else_review()"), { "主办 = 商会", "待人工认定" });
}
END_TEST

START_TEST(test_units_refuse_to_mix)
{
	REFUSED(RULES(""), { ONE("f.staff:at_least(f.shops)"), "E303", 1 },
	        { ONE("f.sales:at_least(f.area)"), "E303", 1 },
	        { ONE("f.area:at_least(quantity(50, '万元'))"), "E303", 1 },
	        { ONE("f.staff:plus(f.shops):at_least(5)"), "E303", 1 },
	        { ONE("f.sales:at_least(50)"), "E304", 1 },
	        { "\n\n" ONE("f.staff:at_least(f.shops)"), "E303", 3 });
}
END_TEST

/* 元, 万元, 亿元: exactly, whichever side keeps more digits. */
START_TEST(test_currency_scales)
{
	CONSTRUCT(RULES("f.grant:at_most(f.sales)"), { "营业额 = 0.50; 补助 = 5000", "符合" },
	          { "营业额 = 0.50; 补助 = 5001", "不符合" },
	          { "营业额 = 0.50; 补助 = 4999", "符合" });
	CONSTRUCT(RULES("f.sales:at_least(quantity('0.5', '亿元'))"),
	          { "营业额 = 4999.99", "不符合" }, { "营业额 = 5000", "符合" },
	          { "营业额 = 5000.01", "符合" });
	CONSTRUCT(RULES("f.sales:at_least(quantity(500000, '元'))"), { "营业额 = 49.99", "不符合" },
	          { "营业额 = 50", "符合" }, { "营业额 = 500000元", "符合" });
}
END_TEST

START_TEST(test_rounding_is_part_of_the_rule)
{
	CONSTRUCT(RULES("f.trained:at_least(percent(10):of(f.staff):rounded('up'))"),
	          { "职工 = 21; 受训 = 2", "不符合" }, { "职工 = 21; 受训 = 3", "符合" },
	          { "职工 = 20; 受训 = 2", "符合" });
	CONSTRUCT(RULES("f.trained:at_least(percent(10):of(f.staff):rounded('down'))"),
	          { "职工 = 29; 受训 = 2", "符合" }, { "职工 = 29; 受训 = 1", "不符合" });
	CONSTRUCT(RULES("f.trained:equals(f.staff:times(ratio(1, 2)):rounded('half_up'))"),
	          { "职工 = 5; 受训 = 3", "符合" }, { "职工 = 5; 受训 = 2", "不符合" });
	CONSTRUCT(RULES("f.trained:equals(f.staff:times(ratio(1, 2)):rounded('half_even'))"),
	          { "职工 = 5; 受训 = 2", "符合" }, { "职工 = 7; 受训 = 4", "符合" });
	REFUSED(RULES(""),
	        { ONE("f.trained:plus(f.staff:times(ratio(1, 2))):at_least(3)"), "E311", 1 });
}
END_TEST

START_TEST(test_worked_out_numbers)
{
	CONSTRUCT(RULES("f.sales:plus(f.last):at_least(quantity(100, '万元'))"),
	          { "营业额 = 60; 上年 = 39.99", "不符合" }, { "营业额 = 60; 上年 = 40", "符合" },
	          { "营业额 = 100", "资料不全" });
	CONSTRUCT(RULES("f.staff:minus(f.trained):at_most(1)"), { "职工 = 5; 受训 = 4", "符合" },
	          { "职工 = 5; 受训 = 3", "不符合" }, { "职工 = 5", "资料不全" });
	CONSTRUCT(RULES(
		      "f.trained:at_least(f.staff:times(ratio(1, 2)):rounded('down'):capped(40))"),
	          { "职工 = 80; 受训 = 39", "不符合" }, { "职工 = 80; 受训 = 40", "符合" },
	          { "职工 = 200; 受训 = 40", "符合" }, { "职工 = 79; 受训 = 39", "符合" });
	CONSTRUCT(RULES(
		      "f.trained:at_least(f.staff:times(ratio(1, 10)):rounded('down'):floored(1))"),
	          { "职工 = 5; 受训 = 0", "不符合" }, { "职工 = 5; 受训 = 1", "符合" },
	          { "职工 = 20; 受训 = 1", "不符合" });
}
END_TEST

Suite *suite_constructs_condition(void)
{
	Suite *s = suite_create("constructs_condition");
	TCase *t = tcase_create("constructs_condition");

	tcase_add_test(t, test_threshold_with_named_operator);
	tcase_add_test(t, test_threshold_prints_its_word);
	tcase_add_test(t, test_share_or_count);
	tcase_add_test(t, test_all_any_not_nested);
	tcase_add_test(t, test_at_least_k_of_n);
	tcase_add_test(t, test_exact_ratio);
	tcase_add_test(t, test_share_zero_base_unknown);
	tcase_add_test(t, test_share_zero_base_as_declared);
	tcase_add_test(t, test_growth_between_years);
	tcase_add_test(t, test_outcomes_of_five_kinds);
	tcase_add_test(t, test_recorded_judgement);
	tcase_add_test(t, test_evidence_requirement);
	tcase_add_test(t, test_open_ended_list_goes_to_review);
	tcase_add_test(t, test_units_refuse_to_mix);
	tcase_add_test(t, test_currency_scales);
	tcase_add_test(t, test_rounding_is_part_of_the_rule);
	tcase_add_test(t, test_worked_out_numbers);
	suite_add_tcase(s, t);
	return s;
}
