/* check_constructs_route.c: constructs: routes, vetoes, exemptions, presumptions, other recognitions. See docs/constructs.md. */
#include <check.h>
#include <string.h>

#include "tests/policy/construct_kit.h"
#include "tests/policy/suites.h"

static const char facts[] =
    "count 'staff' { zh = '职工', en = 'Staff', unit = '人' },\n"
    "count 'points' { zh = '得分', en = 'Points', unit = '分' },\n"
    "yes_no 'honour' { zh = '称号', en = 'Title' }, yes_no 'fraud' { zh = '造假', en = 'Fraud' },\n"
    "yes_no 'waived' { zh = '免考', en = 'Waived' }, yes_no 'spot' { zh = '抽查不合格', en = 'Spot "
    "check' },\n"
    "judgement 'mended' { zh = '整改', en = 'Put right' },\n"
    "date 'accepted' { zh = '受理', en = 'Accepted' },\n"
    "list 'titles' { zh = '称号表', en = 'Titles',\n"
    "  one_of 'kind' { zh = '种类', en = 'Kind', option 'contact' { zh = '联系企业', en = "
    "'contact' },\n"
    "    option 'rival' { zh = '他类称号', en = 'rival' } },\n"
    "  date 'since' { zh = '起', en = 'Since' }, date 'till' { zh = '止', en = 'Till' },\n"
    "  date 'revoked' { zh = '撤销', en = 'Revoked' } },\n"
    "list 'ended' { zh = '撤销表', en = 'Revocations', date 'on' { zh = '撤销日', en = 'On' },\n"
    "  one_of 'ground' { zh = '原因', en = 'Ground', option 'fraud' { zh = '弄虚作假', en = "
    "'fraud' },\n"
    "    option 'lapse' { zh = '逾期未更新', en = 'lapse' } } },\n"
    "list 'years' { zh = '年度考核', en = 'Years', date 'on' { zh = '考核日', en = 'On' },\n"
    "  yes_no 'passed' { zh = '合格', en = 'Passed' } },";

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

START_TEST(test_alternative_routes)
{
	const struct construct_rules *r =
	    RULES("routes { route 'direct' { zh = '直接认定', en = 'direct', f.honour:holds() }, "
	          "route 'score' { zh = '评分', en = 'score', f.points:at_least(60) } }");

	CONSTRUCT(r, { "称号 = 是; 得分 = 0", "符合" }, { "称号 = 否; 得分 = 59", "不符合" },
	          { "称号 = 否; 得分 = 60", "符合" }, { "得分 = 59", "资料不全" },
	          { "得分 = 60", "符合" }, { "称号 = 否", "资料不全" });
	/* The reason names the route that counted. */
	construct_reason(r, "称号 = 是; 得分 = 0", "直接认定");
	construct_reason(r, "称号 = 否; 得分 = 60", "评分");
}
END_TEST

/* The bad thing is stated. That it is reported first, cli/author shows. */
START_TEST(test_veto_bars_by_itself)
{
	const struct construct_rules *r =
	    TEXT("criterion '1' { zh = '条件', en = 'Condition', clause = '一1',\n"
	         "  check 'a' { zh = '职工', en = 'Staff', f.staff:at_least(1) },\n"
	         "  veto 'v' { zh = '造假', en = 'Fraud', f.fraud:holds() } }");
	struct kit k;

	CONSTRUCT(r, { "职工 = 1; 造假 = 否", "整体符合" }, { "职工 = 1; 造假 = 是", "整体不符合" },
	          { "职工 = 1", "整体待补正" }, { "造假 = 是", "整体不符合" },
	          { "职工 = 1; 造假 = 否", "一1v 符合" }, { "职工 = 1; 造假 = 是", "一1v 不符合" },
	          { "职工 = 1; 造假 = 是", "一1a 符合" });
	construct_load(&k, r);
	ck_assert(!k.policy->categories[0].checks[0].veto);
	ck_assert(k.policy->categories[0].checks[1].veto);
	kit_free(&k);
}
END_TEST

START_TEST(test_exemption_names_its_ground)
{
	const struct construct_rules *r = RULES(
	    "f.staff:at_least(3):unless(f.waived:holds(), { zh = '经批准免考', en = 'waived' })");

	CONSTRUCT(r, { "职工 = 2; 免考 = 否", "不符合" }, { "职工 = 3; 免考 = 否", "符合" },
	          { "职工 = 2; 免考 = 是", "不适用" }, { "职工 = 2", "资料不全" },
	          { "免考 = 是", "不适用" }, { "职工 = 3", "符合" }, { "免考 = 否", "资料不全" });
	construct_reason(r, "职工 = 2; 免考 = 是", "经批准免考");
	CONSTRUCT(RULES("f.staff:at_least(3):unless(f.waived:holds(), { zh = '免', en = 'e', "
	                "outcome = 'met' })"),
	          { "职工 = 2; 免考 = 是", "符合" });
	CONSTRUCT(RULES("f.staff:at_least(3):unless(f.waived:holds(), { zh = '免', en = 'e', "
	                "outcome = 'review' })"),
	          { "职工 = 2; 免考 = 是", "待人工认定" });
}
END_TEST

START_TEST(test_rebuttable_presumption)
{
	CONSTRUCT(RULES("presumed { zh = '推定不达标', en = 'presumed', when = f.spot:holds(), "
	                "rebutted = f.mended:judged() }"),
	          { "抽查不合格 = 否", "符合" }, { "抽查不合格 = 是; 整改 = 符合", "符合" },
	          { "抽查不合格 = 是; 整改 = 不符合", "不符合" },
	          { "抽查不合格 = 是", "待人工认定" }, { "整改 = 不符合", "资料不全" },
	          { "整改 = 符合", "符合" });
}
END_TEST

/* The same fact as a bar: nothing rebuts it. */
START_TEST(test_hard_bar)
{
	CONSTRUCT(
	    TEXT("criterion '1' { zh = '条件', en = 'C', clause = '一1', veto 'v' { zh = '抽查', "
	         "en = 'Spot', f.spot:holds() },\n"
	         "  check 'a' { zh = '整改', en = 'Mended', "
	         "f.mended:judged():unless(no(f.spot:holds()), { zh = '无', en = 'none' }) } }"),
	    { "抽查不合格 = 是; 整改 = 符合", "整体不符合" }, { "抽查不合格 = 否", "整体符合" },
	    { "整改 = 符合", "整体待补正" });
}
END_TEST

#define IN_FORCE ":valid_on('accepted', { from = 'since', to = 'till', ended = 'revoked' })"

START_TEST(test_prerequisite_recognition_valid_at_date)
{
	CONSTRUCT(
	    RULES("f.titles:where { kind = 'contact' }" IN_FORCE ":exists()"),
	    { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 联系企业, 起 = 2024-05-01, 止 = 2024-05-01, "
	      "撤销 = 不适用",
	      "符合" },
	    { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 联系企业, 起 = 2024-05-02, 止 = 不适用, "
	      "撤销 = 不适用",
	      "不符合" },
	    { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 联系企业, 起 = 2020-01-01, 止 = 2024-04-30, "
	      "撤销 = 不适用",
	      "不符合" },
	    { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 联系企业, 起 = 2020-01-01, 止 = 不适用, "
	      "撤销 = 2024-05-01",
	      "不符合" },
	    { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 联系企业, 起 = 2020-01-01, 止 = 不适用, "
	      "撤销 = 2024-05-02",
	      "符合" },
	    { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 联系企业, 起 = 2020-01-01, 撤销 = 不适用",
	      "资料不全" },
	    { "受理 = 2024-05-01; 称号表 = 0", "不符合" }, { "受理 = 2024-05-01", "资料不全" },
	    { "称号表 = 0; + 种类 = 联系企业, 起 = 2020-01-01, 止 = 不适用, 撤销 = 不适用",
	      "资料不全" });
}
END_TEST

START_TEST(test_mutual_exclusion)
{
	CONSTRUCT(RULES("f.titles:where { kind = 'rival' }" IN_FORCE ":none()"),
	          { "受理 = 2024-05-01; 称号表 = 0", "符合" },
	          { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 他类称号, 起 = 2024-05-01, 止 = "
	            "不适用, 撤销 = 不适用",
	            "不符合" },
	          { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 他类称号, 起 = 2024-05-02, 止 = "
	            "不适用, 撤销 = 不适用",
	            "符合" },
	          { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 他类称号, 起 = 2020-01-01, 止 = "
	            "2024-04-30, 撤销 = 不适用",
	            "符合" },
	          { "受理 = 2024-05-01; 称号表 = 0; + 种类 = 联系企业, 起 = 2020-01-01, 止 = "
	            "不适用, 撤销 = 不适用",
	            "符合" },
	          { "受理 = 2024-05-01", "资料不全" });
}
END_TEST

/* How long nobody may apply again hangs on why the title was lost. */
START_TEST(test_cool_off_after_revocation)
{
#define COOL_OFF(ground, period) \
	"f.ended:where { ground = '" ground "' }:none_within(" period \
	", 'accepted', { by = 'on', boundary = 'not_met' })"
	const struct construct_rules *r =
	    RULES(COOL_OFF("fraud", "years(3)") ", " COOL_OFF("lapse", "months(12)"));

	CONSTRUCT(
	    r,
	    { "受理 = 2024-05-01; 撤销表 = 0; + 撤销日 = 2021-05-02, 原因 = 弄虚作假", "不符合" },
	    { "受理 = 2024-05-01; 撤销表 = 0; + 撤销日 = 2021-05-01, 原因 = 弄虚作假", "符合" },
	    { "受理 = 2024-05-01; 撤销表 = 0; + 撤销日 = 2021-04-30, 原因 = 弄虚作假", "符合" },
	    { "受理 = 2024-05-01; 撤销表 = 0; + 撤销日 = 2023-05-02, 原因 = 逾期未更新", "不符合" },
	    { "受理 = 2024-05-01; 撤销表 = 0; + 撤销日 = 2023-05-01, 原因 = 逾期未更新", "符合" },
	    { "受理 = 2024-05-01; 撤销表 = 0; + 撤销日 = 2023-05-01", "资料不全" },
	    { "受理 = 2024-05-01; 撤销表 = 0; + 撤销日 = 2021-05-01", "符合" },
	    { "受理 = 2024-05-01; 撤销表 = 0", "符合" }, { "受理 = 2024-05-01", "资料不全" });
}
END_TEST

/* A status changes only after periods in a row: one bad year does not take it, two do. */
START_TEST(test_lost_after_consecutive_years)
{
	CONSTRUCT(
	    RULES("no(f.years:where { passed = false }:in_each_of_last(2, programme_year, { by = "
	          "'on' }))"),
	    { "年度考核 = 0; + 考核日 = 2023-12-01, 合格 = 是; + 考核日 = 2024-05-01, 合格 = 否",
	      "符合" },
	    { "年度考核 = 0; + 考核日 = 2023-12-01, 合格 = 否; + 考核日 = 2024-05-01, 合格 = 是",
	      "符合" },
	    { "年度考核 = 0; + 考核日 = 2023-12-01, 合格 = 否; + 考核日 = 2024-05-01, 合格 = 否",
	      "不符合" },
	    { "年度考核 = 0; + 考核日 = 2022-12-31, 合格 = 否; + 考核日 = 2024-05-01, 合格 = 否",
	      "符合" },
	    { "年度考核 = 0; + 考核日 = 2023-12-01; + 考核日 = 2024-05-01, 合格 = 否", "资料不全" },
	    { "年度考核 = 0; + 考核日 = 2023-12-01; + 考核日 = 2024-05-01, 合格 = 是", "符合" },
	    { "年度考核 = 0", "符合" }, { "", "资料不全" });
}
END_TEST

START_TEST(test_won_after_consecutive_years)
{
	CONSTRUCT(RULES("f.years:where { passed = true }:in_each_of_last(3, programme_year, { by = "
	                "'on' })"),
	          { "年度考核 = 0; + 考核日 = 2022-01-01, 合格 = 是; + 考核日 = 2023-06-01, 合格 = "
	            "是; + 考核日 = 2024-12-31, 合格 = 是",
	            "符合" },
	          { "年度考核 = 0; + 考核日 = 2021-12-31, 合格 = 是; + 考核日 = 2023-06-01, 合格 = "
	            "是; + 考核日 = 2024-12-31, 合格 = 是",
	            "不符合" },
	          { "年度考核 = 0; + 考核日 = 2022-01-01, 合格 = 是; + 考核日 = 2023-06-01, 合格 = "
	            "否; + 考核日 = 2024-12-31, 合格 = 是",
	            "不符合" },
	          { "年度考核 = 0; + 考核日 = 2022-01-01, 合格 = 是; + 考核日 = 2023-06-01; + "
	            "考核日 = 2024-12-31, 合格 = 是",
	            "资料不全" });
}
END_TEST

/* A station beside the firms: counts those that are recognised. */
#define STATION(rest) \
	{ \
		"a_station.lua", \
		    "facts 'station' {\n" \
		    "  code 'uscc' { zh = '代码', en = 'Code', role = 'subject' },\n" \
		    "  text 'name' { zh = '名称', en = 'Name', role = 'name' },\n" \
		    "  one_of 'bureau' { zh = '区局', en = 'Bureau', bureaus, role = 'bureau' " \
		    "},\n" \
		    "  list 'built' { zh = '建设', en = 'Built', code 'firm' { zh = '企业', en = " \
		    "'Firm' } },\n" \
		    "  list 'kin' { zh = '同集团', en = 'Kin', code 'firm' { zh = '成员', en = " \
		    "'Member' } } }\n" \
		    "category 'station' { zh = '站点', en = 'Stations', clause = '五' }\n" \
		    "criterion '1' { zh = '成效', en = 'Result', clause = '五1', " rest " }\n" \
	}
#define A "91420102MA9X00070M"
#define B "91420104MA9X00070J"
#define C "91420112MA9X000705"

START_TEST(test_cross_entity_condition)
{
	static const struct kit_file two[] = {
		STATION("facts 'station'.built:recognised('firm', "
		        "'firm'):distinct('firm'):at_least(2)"),
		{ 0 },
	};
	const struct construct_rules r = { .facts = facts,
		                           .rules = ONE("f.staff:at_least(1)"),
		                           .more = two };

	CONSTRUCT(
	    &r,
	    { "类别 station; 建设 = 0; + 企业 = " A "; + 企业 = " B "; 已认定 " A "; 已认定 " B,
	      "五1 符合" },
	    { "类别 station; 建设 = 0; + 企业 = " A "; + 企业 = " B "; 已认定 " A "; 不认定 " B,
	      "五1 不符合" },
	    { "类别 station; 建设 = 0; + 企业 = " A "; + 企业 = " A "; 已认定 " A, "五1 不符合" },
	    { "类别 station; 建设 = 0; + 企业 = " A "; 已认定 " A, "五1 不符合" },
	    { "类别 station", "五1 资料不全" });
}
END_TEST

/* Eligible, not recognised yet: neither refused nor through. */
START_TEST(test_conditional_on_others)
{
	static const struct kit_file two[] = {
		STATION("facts 'station'.built:recognised('firm', "
		        "'firm'):distinct('firm'):at_least(2)"),
		{ 0 },
	};
	const struct construct_rules r = { .facts = facts,
		                           .rules = ONE("f.staff:at_least(1)"),
		                           .more = two };

	CONSTRUCT(&r,
	          { "类别 station; 建设 = 0; + 企业 = " A "; + 企业 = " B "; 已认定 " A
	            "; 待认定 " B,
	            "五1 待人工认定" },
	          { "类别 station; 建设 = 0; + 企业 = " A "; + 企业 = " B "; 已认定 " A
	            "; 待认定 " B,
	            "整体附条件符合" },
	          { "类别 station; 建设 = 0; + 企业 = " A "; + 企业 = " B "; + 企业 = " C
	            "; 已认定 " A "; 已认定 " B "; 待认定 " C,
	            "整体符合" });
}
END_TEST

/* What one applicant loses, those who counted it lose; a firm whose kin are barred is barred. */
START_TEST(test_consequence_for_other_parties)
{
	static const struct kit_file kin[] = {
		STATION("facts 'station'.kin:recognised('firm', 'firm'):share_of(facts "
		        "'station'.kin):at_least(percent(100))"),
		{ 0 },
	};
	const struct construct_rules r = { .facts = facts,
		                           .rules = ONE("f.staff:at_least(1)"),
		                           .more = kin };

	CONSTRUCT(&r,
	          { "类别 station; 同集团 = 0; + 成员 = " A "; + 成员 = " B "; 已认定 " A
	            "; 已认定 " B,
	            "五1 符合" },
	          { "类别 station; 同集团 = 0; + 成员 = " A "; + 成员 = " B "; 已认定 " A
	            "; 不认定 " B,
	            "五1 不符合" },
	          { "类别 station; 同集团 = 0", "五1 资料不全" });
}
END_TEST

/* Nobody has to say which category comes first: who counts the others waits for them. */
START_TEST(test_order_found_from_references)
{
	static const struct kit_file two[] = {
		STATION("facts 'station'.built:recognised('firm', 'firm'):count():at_least(2)"),
		{ 0 },
	};
	const struct construct_rules r = { .facts = facts,
		                           .rules = ONE("f.staff:at_least(1)"),
		                           .more = two };
	const struct gj_category *order[2];
	struct kit k;

	construct_load(&k, &r);
	kit_expect(&k, "", 0, "order");
	ck_assert_str_eq(k.policy->categories[0].key, "station"); /* stated first */
	gj_policy_order(k.policy, order);
	ck_assert_str_eq(order[0]->key, "firm");
	ck_assert_str_eq(order[1]->key, "station");
	kit_free(&k);
}
END_TEST

START_TEST(test_cycle_of_categories_refused)
{
	static const struct kit_file two[] = {
		STATION("facts 'station'.built:recognised('firm', 'firm'):count():at_least(2)"),
		{ 0 },
	};
	const struct construct_rules r = {
		.facts = "list 'led' { zh = '所属', en = 'Led by', code 'by' { zh = '站点', en = "
			 "'Station' } },",
		.rules = ONE("f.led:recognised('by', 'station'):exists()"),
		.more = two,
	};
	struct kit k;

	construct_load(&k, &r);
	kit_expect_only(&k, "E413", 0, "cycle");
	kit_free(&k);
}
END_TEST

/* Each level asks for something else, and the higher one for what the lower decided. */
START_TEST(test_levels_of_approval)
{
	const struct construct_rules r = {
		.facts =
		    "one_of 'level' { zh = '级别', en = 'Level', option 'district' { zh = '区级', "
		    "en = 'district' },\n"
		    "  option 'city' { zh = '市级', en = 'city' } },\n"
		    "yes_no 'named' { zh = '区局推荐', en = 'Nominated', supplied_by = 'bureau' "
		    "},\n"
		    "judgement 'seen' { zh = '验收', en = 'Acceptance', supplied_by = 'expert' },",
		.rules = ONE("by(f.level) { district = f.seen:judged(), city = all { "
		             "f.named:holds(), f.seen:judged() } }"),
	};

	CONSTRUCT(&r, { "级别 = 区级; 验收 = 符合", "符合" },
	          { "级别 = 市级; 验收 = 符合", "资料不全" },
	          { "级别 = 市级; 验收 = 符合; 区局推荐 = 否", "不符合" },
	          { "级别 = 市级; 验收 = 符合; 区局推荐 = 是", "符合" },
	          { "级别 = 市级; 区局推荐 = 是", "待人工认定" });
}
END_TEST

Suite *suite_constructs_route(void)
{
	Suite *s = suite_create("constructs_route");
	TCase *t = tcase_create("constructs_route");

	tcase_add_test(t, test_alternative_routes);
	tcase_add_test(t, test_veto_bars_by_itself);
	tcase_add_test(t, test_exemption_names_its_ground);
	tcase_add_test(t, test_rebuttable_presumption);
	tcase_add_test(t, test_hard_bar);
	tcase_add_test(t, test_prerequisite_recognition_valid_at_date);
	tcase_add_test(t, test_mutual_exclusion);
	tcase_add_test(t, test_cool_off_after_revocation);
	tcase_add_test(t, test_lost_after_consecutive_years);
	tcase_add_test(t, test_won_after_consecutive_years);
	tcase_add_test(t, test_cross_entity_condition);
	tcase_add_test(t, test_conditional_on_others);
	tcase_add_test(t, test_consequence_for_other_parties);
	tcase_add_test(t, test_order_found_from_references);
	tcase_add_test(t, test_cycle_of_categories_refused);
	tcase_add_test(t, test_levels_of_approval);
	suite_add_tcase(s, t);
	return s;
}
