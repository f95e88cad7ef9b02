/* check_constructs_table.c: constructs: tables, bands and scores. See docs/constructs.md. */
#include <check.h>

#include "tests/policy/construct_kit.h"
#include "tests/policy/suites.h"

static const char facts[] =
    "one_of 'size' { zh = '规模', en = 'Size', option 'large' { zh = '大型', en = 'large' },\n"
    "  option 'small' { zh = '小型', en = 'small' }, option 'micro' { zh = '微型', en = 'micro' } "
    "},\n"
    "one_of 'trade' { zh = '行业', en = 'Trade', option 'food' { zh = '食品', en = 'food' },\n"
    "  option 'it' { zh = '信息', en = 'IT' } },\n"
    "count 'staff' { zh = '职工', en = 'Staff', unit = '人' },\n"
    "count 'trained' { zh = '受训', en = 'Trained', unit = '人' },\n"
    "count 'patents' { zh = '专利', en = 'Patents', unit = '件' },\n"
    "count 'look' { zh = '专家分', en = 'By experts', unit = '分', supplied_by = 'expert' },\n"
    "amount 'sales' { zh = '营业额', en = 'Sales', unit = '万元', decimals = 2 },\n"
    "yes_no 'iso' { zh = '认证', en = 'ISO' }, yes_no 'honour' { zh = '称号', en = 'Title' },";

#define RULES(conditions) \
	&(struct construct_rules) \
	{ \
		.facts = facts, .rules = ONE(conditions) \
	}
#define TEXT(text) \
	&(struct construct_rules) \
	{ \
		.facts = facts, .rules = text \
	}

START_TEST(test_threshold_by_option)
{
	CONSTRUCT(RULES("f.staff:at_least(by(f.size) { large = 20, small = 5, otherwise = 1 })"),
	          { "规模 = 大型; 职工 = 19", "不符合" }, { "规模 = 大型; 职工 = 20", "符合" },
	          { "规模 = 小型; 职工 = 4", "不符合" }, { "规模 = 小型; 职工 = 5", "符合" },
	          { "规模 = 微型; 职工 = 0", "不符合" }, { "规模 = 微型; 职工 = 1", "符合" },
	          { "职工 = 20", "符合" }, { "职工 = 0", "不符合" }, { "职工 = 5", "资料不全" });
	REFUSED(RULES(""),
	        { ONE("f.staff:at_least(by(f.size) { large = 20, small = 5 })"), "E424", 1 },
	        { ONE("f.staff:at_least(by(f.size) { large = 20, smal = 5, otherwise = 1 })"),
	          "E205", 1 });
}
END_TEST

START_TEST(test_threshold_by_bureau)
{
	CONSTRUCT(RULES("f.staff:at_least(by(f.bureau) { east = 10, west = 3 })"),
	          { "区局 = 东区; 职工 = 9", "不符合" }, { "区局 = 东区; 职工 = 10", "符合" },
	          { "区局 = 西区; 职工 = 2", "不符合" }, { "区局 = 西区; 职工 = 3", "符合" },
	          { "职工 = 9", "资料不全" });
}
END_TEST

/* Different conditions for different kinds. */
START_TEST(test_condition_by_option)
{
	CONSTRUCT(RULES("by(f.trade) { food = f.iso:holds(), it = f.patents:at_least(1) }"),
	          { "行业 = 食品; 认证 = 是; 专利 = 0", "符合" },
	          { "行业 = 食品; 认证 = 否; 专利 = 1", "不符合" },
	          { "行业 = 信息; 认证 = 否; 专利 = 1", "符合" },
	          { "行业 = 信息; 认证 = 是; 专利 = 0", "不符合" },
	          { "认证 = 是; 专利 = 0", "资料不全" });
}
END_TEST

#define DECISION(rows) "f.staff:at_least(decision_table { by = { f.size, f.trade }, " rows " })"

START_TEST(test_decision_table)
{
	CONSTRUCT(RULES(DECISION(
		      "row { 'large', 'food', gives = 20 }, row { { 'small', 'micro' }, 'food', "
		      "gives = 3 }, row { any_value, 'it', gives = 5 }")),
	          { "规模 = 大型; 行业 = 食品; 职工 = 19", "不符合" },
	          { "规模 = 大型; 行业 = 食品; 职工 = 20", "符合" },
	          { "规模 = 微型; 行业 = 食品; 职工 = 2", "不符合" },
	          { "规模 = 微型; 行业 = 食品; 职工 = 3", "符合" },
	          { "规模 = 大型; 行业 = 信息; 职工 = 4", "不符合" },
	          { "规模 = 大型; 行业 = 信息; 职工 = 5", "符合" },
	          { "行业 = 信息; 职工 = 5", "符合" }, { "行业 = 食品; 职工 = 5", "资料不全" },
	          { "行业 = 食品; 职工 = 2", "不符合" });
	CONSTRUCT(RULES(DECISION("row { 'large', 'food', gives = 20 }, otherwise = 1")),
	          { "规模 = 微型; 行业 = 信息; 职工 = 1", "符合" });
}
END_TEST

START_TEST(test_decision_table_gap_and_overlap)
{
	REFUSED(RULES(""),
	        { ONE(DECISION(
		      "row { 'large', 'food', gives = 20 }, row { any_value, 'it', gives = 5 }")),
	          "E424", 1 },
	        { ONE(DECISION(
		      "row { any_value, 'food', gives = 20 }, row { 'large', 'food', gives = 1 }, "
		      "row { any_value, 'it', gives = 5 }")),
	          "E425", 1 },
	        { "\n\n\n" ONE(DECISION("row { 'large', 'food', gives = 20 }")), "E424", 4 });
}
END_TEST

#define TO_TEN(first, second) \
	"f.trained:at_least(bands(f.staff) { { " first ", gives = 1 }, { " second ", gives = 5 } " \
	"})"

START_TEST(test_band_bound_ownership)
{
	CONSTRUCT(RULES(TO_TEN("below = 10", "from = 10")), { "职工 = 9; 受训 = 1", "符合" },
	          { "职工 = 10; 受训 = 1", "不符合" }, { "职工 = 10; 受训 = 5", "符合" },
	          { "职工 = 11; 受训 = 4", "不符合" });
	CONSTRUCT(RULES(TO_TEN("to = 10", "above = 10")), { "职工 = 10; 受训 = 1", "符合" },
	          { "职工 = 11; 受训 = 1", "不符合" }, { "职工 = 11; 受训 = 5", "符合" },
	          { "受训 = 5", "符合" }, { "受训 = 0", "不符合" }, { "受训 = 1", "资料不全" });
	CONSTRUCT(RULES("f.patents:at_least(bands(f.trained:share_of(f.staff)) { { below = "
	                "percent(30), gives = "
	                "3 }, { from = percent(30), to = percent(80), gives = 2 }, { above = "
	                "percent(80), gives "
	                "= 1 } })"),
	          { "职工 = 100; 受训 = 29; 专利 = 2", "不符合" },
	          { "职工 = 100; 受训 = 30; 专利 = 2", "符合" },
	          { "职工 = 100; 受训 = 80; 专利 = 1", "不符合" },
	          { "职工 = 100; 受训 = 81; 专利 = 1", "符合" },
	          { "职工 = 0; 受训 = 0; 专利 = 2", "资料不全" });
}
END_TEST

START_TEST(test_band_gap_and_overlap)
{
	REFUSED(RULES(""), { ONE(TO_TEN("below = 10", "above = 10")), "E424", 1 },
	        { ONE(TO_TEN("to = 10", "from = 10")), "E425", 1 },
	        { ONE(TO_TEN("to = 10", "from = 12")), "E424", 1 },
	        /* Of whole numbers nothing lies between 10 and 11. */
	        { ONE(TO_TEN("to = 10", "from = 11") ", f.patents:whatever()"), "E204", 1 });
}
END_TEST

Suite *suite_constructs_table(void)
{
	Suite *s = suite_create("constructs_table");
	TCase *t = tcase_create("constructs_table");

	tcase_add_test(t, test_threshold_by_option);
	tcase_add_test(t, test_threshold_by_bureau);
	tcase_add_test(t, test_condition_by_option);
	tcase_add_test(t, test_decision_table);
	tcase_add_test(t, test_decision_table_gap_and_overlap);
	tcase_add_test(t, test_band_bound_ownership);
	tcase_add_test(t, test_band_gap_and_overlap);
	suite_add_tcase(s, t);
	return s;
}
