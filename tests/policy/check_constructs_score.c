/* check_constructs_score.c: constructs: scores and rankings. See docs/constructs.md. */
#include <check.h>

#include "engine/decide/ranking.h"
#include "tests/policy/construct_kit.h"
#include "tests/policy/suites.h"

static const char facts[] =
    "count 'staff' { zh = '职工', en = 'Staff', unit = '人' },\n"
    "count 'patents' { zh = '专利', en = 'Patents', unit = '件' },\n"
    "count 'look' { zh = '专家分', en = 'By experts', unit = '分', supplied_by = 'expert' },\n"
    "amount 'sales' { zh = '营业额', en = 'Sales', unit = '万元', decimals = 2 },\n"
    "date 'accepted' { zh = '受理', en = 'Accepted' },\n"
    "yes_no 'iso' { zh = '认证', en = 'ISO' }, yes_no 'honour' { zh = '称号', en = 'Title' },";

#define TEXT(text) \
	&(struct construct_rules) \
	{ \
		.facts = facts, .rules = text \
	}
#define SCORE(keys, condition) \
	TEXT("local total = score 'total' { zh = '总分', en = 'Total', decimals = 1, " keys \
	     " }\n" ONE(condition))
#define ITEM_SALES \
	"item 'sales' { zh = '营业额分', en = 'Sales', points = bands(f.sales) { { below = " \
	"quantity(100, " \
	"'万元'), gives = 5 }, { from = quantity(100, '万元'), gives = '7.5' } } }"
#define ITEM_ISO "item 'iso' { zh = '认证分', en = 'ISO', points = 3, when = f.iso:holds() }"
#define ITEM_PATENTS \
	"item 'patents' { zh = '专利分', en = 'Patents', points = f.patents:times(2), cap = 6 }"
#define GROUP(keys, items) "group 'a' { zh = '甲组', en = 'A', " keys items " }"

START_TEST(test_score_items_and_bands)
{
	CONSTRUCT(SCORE(GROUP("", ITEM_SALES ", " ITEM_ISO), "total:at_least('10.5')"),
	          { "营业额 = 99.99; 认证 = 是", "不符合" }, { "营业额 = 100; 认证 = 是", "符合" },
	          { "营业额 = 100; 认证 = 否", "不符合" }, { "认证 = 否", "不符合" },
	          { "认证 = 是", "资料不全" }, { "营业额 = 99.99", "不符合" },
	          { "营业额 = 100", "资料不全" }, { "营业额 = 100; 认证 = 不适用", "不符合" });
}
END_TEST

START_TEST(test_score_weight)
{
	CONSTRUCT(
	    SCORE(GROUP("",
	                "item 'p' { zh = '专利分', en = 'Patents', points = f.patents:times(1), "
	                "weight = percent(50) }"),
	          "total:at_least('2.5')"),
	    { "专利 = 4", "不符合" }, { "专利 = 5", "符合" }, { "专利 = 6", "符合" },
	    { "", "资料不全" });
}
END_TEST

/* The most that an item, a group and the whole may give. */
START_TEST(test_score_caps)
{
	CONSTRUCT(SCORE(GROUP("", ITEM_PATENTS), "total:at_least(6)"), { "专利 = 2", "不符合" },
	          { "专利 = 3", "符合" }, { "专利 = 4", "符合" });
	CONSTRUCT(SCORE(GROUP("", ITEM_PATENTS), "total:more_than('5.9')"),
	          { "专利 = 2", "不符合" }, { "专利 = 300", "符合" });
	CONSTRUCT(SCORE(GROUP("cap = 8, ",
	                      ITEM_PATENTS ", " ITEM_ISO) ", "
	                                                  "group 'b' { zh = '乙组', en = 'B', "
	                                                  "item 'h' { zh = '称号分', en = 'Title', "
	                                                  "points = 1, when = f.honour:holds() } }",
	                "total:at_least(9)"),
	          { "专利 = 3; 认证 = 是; 称号 = 否", "不符合" },
	          { "专利 = 3; 认证 = 是; 称号 = 是", "符合" },
	          { "专利 = 2; 认证 = 是; 称号 = 是", "不符合" });
	CONSTRUCT(SCORE("cap = 8, " GROUP("", ITEM_PATENTS ", " ITEM_ISO),
	                "total:group('a'):at_least(9), total:at_least(8)"),
	          { "专利 = 3; 认证 = 是", "符合" }, { "专利 = 2; 认证 = 是", "不符合" });
	/* A pass mark above the cap can never be met. */
	REFUSED(TEXT(""), { "local total = score 'total' { zh = '总分', en = 'T', cap = 8, " GROUP(
				"", ITEM_PATENTS ", " ITEM_ISO) " }\n" ONE("total:at_least(9)"),
	                    "E426", 2 });
}
END_TEST

START_TEST(test_score_bonus_inside_cap)
{
	CONSTRUCT(SCORE(GROUP("cap = 6, ", ITEM_PATENTS
	                      ", item 'bonus' { zh = '加分', en = 'Bonus', points = 2, when = "
	                      "f.honour:holds() }"),
	                "total:at_least(6)"),
	          { "专利 = 2; 称号 = 是", "符合" }, { "专利 = 2; 称号 = 否", "不符合" },
	          { "专利 = 1; 称号 = 是", "不符合" }, { "专利 = 3", "符合" },
	          { "专利 = 2", "资料不全" });
}
END_TEST

START_TEST(test_score_minimum_per_group)
{
	const struct construct_rules *r =
	    SCORE("group 'a' { zh = '甲组', en = 'A', minimum = 4, " ITEM_PATENTS
	          " }, group 'b' { zh = '乙组', en "
	          "= 'B', minimum = 3, " ITEM_ISO " }",
	          "total:minimums()");

	CONSTRUCT(r, { "专利 = 1; 认证 = 是", "不符合" }, { "专利 = 2; 认证 = 是", "符合" },
	          { "专利 = 3; 认证 = 否", "不符合" }, { "专利 = 2", "资料不全" },
	          { "专利 = 1", "不符合" });
}
END_TEST

START_TEST(test_score_pass_mark_inclusive_or_strict)
{
	CONSTRUCT(SCORE(GROUP("", ITEM_PATENTS), "total:at_least(4)"), { "专利 = 1", "不符合" },
	          { "专利 = 2", "符合" });
	CONSTRUCT(SCORE(GROUP("", ITEM_PATENTS), "total:more_than(4)"), { "专利 = 2", "不符合" },
	          { "专利 = 3", "符合" });
	CONSTRUCT(SCORE(GROUP("", ITEM_PATENTS), "total:group('a'):at_least(4)"),
	          { "专利 = 1", "不符合" }, { "专利 = 2", "符合" });
}
END_TEST

/* Until the expert has picked, the score is a range: only what it settles in any case is settled. */
START_TEST(test_score_range_picked_by_expert)
{
#define PICKED(condition) \
	SCORE(GROUP("", ITEM_PATENTS ", item 'look' { zh = '店容分', en = 'Looks', points = " \
	                             "f.look, between = { 0, 10 } }"), \
	      condition)
	CONSTRUCT(PICKED("total:at_least(10)"), { "专利 = 2; 专家分 = 5", "不符合" },
	          { "专利 = 2; 专家分 = 6", "符合" }, { "专利 = 2; 专家分 = 7", "符合" },
	          { "专利 = 2", "待人工认定" }, { "专利 = 2; 专家分 = 11", "判定出错" });
	CONSTRUCT(PICKED("total:at_least(4)"), { "专利 = 2", "符合" },
	          { "专利 = 1", "待人工认定" });
	CONSTRUCT(PICKED("total:more_than(14)"), { "专利 = 2", "不符合" });
	CONSTRUCT(SCORE(GROUP("", "item 's' { zh = '营业额分', en = 'Sales', points = "
	                          "bands(f.sales) { { below = quantity(100, "
	                          "'万元'), gives = { 0, 5 } }, { from = quantity(100, '万元'), "
	                          "gives = { 6, 10 } }, "
	                          "picked = f.look } }"),
	                "total:at_least(6)"),
	          { "营业额 = 100", "符合" }, { "营业额 = 99.99", "不符合" },
	          { "营业额 = 100; 专家分 = 6", "符合" },
	          { "营业额 = 99.99; 专家分 = 5", "不符合" },
	          { "营业额 = 100; 专家分 = 5", "判定出错" });
}
END_TEST

#define RANKING(rest) \
	ONE("f.staff:at_least(1)") \
	"\nranking 'top' { zh = '十佳', en = 'Top', clause = '二', " rest " }"

struct ranked {
	const char *code, *bureau;
	int64_t score, day;
	int rank;
	enum gj_ranking_place place;
};

/* The rows stand in the order handed in; the outcome must not hang on it. */
static void rank(const char *rest, struct ranked *rows, size_t n)
{
	struct gj_ranking_row out[8];
	struct gj_range values[8][2];
	struct kit k;

	ck_assert_uint_le(n, 8);
	construct_load(&k, TEXT(rest));
	kit_expect(&k, "", 0, rest);
	ck_assert_uint_eq(k.policy->n_rankings, 1);
	for (size_t turn = 0; turn < n; turn++) {
		for (size_t i = 0; i < n; i++) {
			const struct ranked *r = &rows[(i + turn) % n];

			values[i][0] =
			    (struct gj_range){ .low = r->score, .high = r->score, .open = GJ_MET };
			values[i][1] =
			    (struct gj_range){ .low = r->day, .high = r->day, .open = GJ_MET };
			if (r->score < 0)
				values[i][0].open = GJ_UNKNOWN;
			out[i] = (struct gj_ranking_row){ .code = r->code,
				                          .bureau = r->bureau,
				                          .values = values[i],
				                          .owner = &rows[(i + turn) % n] };
		}
		ck_assert_int_eq(gj_ranking_run(&k.policy->rankings[0], out, n, NULL), 0);
		for (size_t i = 0; i < n; i++) {
			const struct ranked *r = out[i].owner;

			ck_assert_msg(out[i].rank == r->rank && out[i].place == r->place,
			              "%s: rank %d, place %d", r->code, out[i].rank,
			              (int)out[i].place);
		}
	}
	kit_free(&k);
}
#define RANKED(rest, ...) \
	rank(RANKING(rest), (struct ranked[]){ __VA_ARGS__ }, \
	     sizeof((struct ranked[]){ __VA_ARGS__ }) / sizeof(struct ranked))
#define BY "by = { descending(f.staff), ascending(f.accepted) }"

START_TEST(test_ranking_within_quota)
{
	RANKED("quota = 2, " BY, { "A", "east", 9, 5, 1, GJ_RANKED_IN },
	       { "B", "east", 8, 5, 2, GJ_RANKED_IN }, { "C", "west", 7, 5, 3, GJ_RANKED_OUT });
	RANKED("quota = 1, per = 'bureau', " BY, { "A", "east", 9, 5, 1, GJ_RANKED_IN },
	       { "B", "east", 8, 5, 2, GJ_RANKED_OUT }, { "C", "west", 7, 5, 1, GJ_RANKED_IN });
	/* Who cannot be ranked yet is neither in nor out. */
	RANKED("quota = 2, " BY, { "A", "east", 9, 5, 1, GJ_RANKED_IN },
	       { "B", "east", -1, 5, 0, GJ_RANKED_OPEN });
}
END_TEST

START_TEST(test_ranking_tie_breaks)
{
	/* The next key, the smaller day first. */
	RANKED("quota = 1, " BY, { "A", "east", 9, 5, 1, GJ_RANKED_IN },
	       { "B", "east", 9, 6, 2, GJ_RANKED_OUT });
	/* None is left: a person, where the line runs between them. */
	RANKED("quota = 1, " BY, { "A", "east", 9, 5, 1, GJ_RANKED_TIE },
	       { "B", "east", 9, 5, 1, GJ_RANKED_TIE });
	RANKED("quota = 2, " BY, { "A", "east", 9, 5, 1, GJ_RANKED_IN },
	       { "B", "east", 9, 5, 1, GJ_RANKED_IN });
	RANKED("quota = 1, tie = 'credit_code', " BY, { "A", "east", 9, 5, 1, GJ_RANKED_IN },
	       { "B", "east", 9, 5, 2, GJ_RANKED_OUT });
}
END_TEST

START_TEST(test_reserve_list)
{
	RANKED("quota = 1, reserve = 1, " BY, { "A", "east", 9, 5, 1, GJ_RANKED_IN },
	       { "B", "east", 8, 5, 2, GJ_RANKED_RESERVE },
	       { "C", "west", 7, 5, 3, GJ_RANKED_OUT });
	RANKED("quota = 1, reserve = 1, " BY, { "A", "east", 9, 5, 1, GJ_RANKED_IN },
	       { "B", "east", 8, 5, 2, GJ_RANKED_TIE }, { "C", "west", 8, 5, 2, GJ_RANKED_TIE });
}
END_TEST

/* In the best tenth in each of the last two years; and ranked by the points of several years. */
START_TEST(test_relative_ranking_over_years)
{
	static const struct construct_rules r = {
		.facts = "list 'places' { zh = '历年名次', en = 'Places', date 'on' { zh = '公布', "
			 "en = 'On' },\n"
			 "  count 'place' { zh = '名次', en = 'Place' }, count 'of' { zh = '参评', "
			 "en = 'Of' },\n"
			 "  count 'points' { zh = '得分', en = 'Points' } },",
		.rules =
		    ONE("f.places:where(field 'place':share_of(field 'of'):at_most(percent(10)))"
		        ":in_each_of_last(2, programme_year, { by = 'on' })"),
	};
	struct construct_rules ranked = r;
	struct kit k;

	CONSTRUCT(&r,
	          { "历年名次 = 0; + 公布 = 2023-12-01, 名次 = 10, 参评 = 100; + 公布 = "
	            "2024-05-01, 名次 = 12, 参评 = 120",
	            "符合" },
	          { "历年名次 = 0; + 公布 = 2023-12-01, 名次 = 11, 参评 = 100; + 公布 = "
	            "2024-05-01, 名次 = 1, 参评 = 120",
	            "不符合" },
	          { "历年名次 = 0; + 公布 = 2024-05-01, 名次 = 1, 参评 = 120", "不符合" },
	          { "历年名次 = 0; + 公布 = 2023-12-01, 名次 = 10; + 公布 = 2024-05-01, 名次 = 1, "
	            "参评 = 120",
	            "资料不全" },
	          { "", "资料不全" });
	ranked.rules = ONE("f.places:exists()") "\nranking 'top' { zh = '榜', en = 'Top', clause = "
						"'二', quota = 3, by = { "
						"descending(f.places:sum('points')) } }";
	construct_load(&k, &ranked);
	kit_expect(&k, "", 0, "ranking by a sum");
	ck_assert_int_eq(k.policy->rankings[0].keys[0].term->kind, GJ_TERM_SUM);
	kit_free(&k);
}
END_TEST

Suite *suite_constructs_score(void)
{
	Suite *s = suite_create("constructs_score");
	TCase *t = tcase_create("constructs_score");

	tcase_add_test(t, test_score_items_and_bands);
	tcase_add_test(t, test_score_weight);
	tcase_add_test(t, test_score_caps);
	tcase_add_test(t, test_score_bonus_inside_cap);
	tcase_add_test(t, test_score_minimum_per_group);
	tcase_add_test(t, test_score_pass_mark_inclusive_or_strict);
	tcase_add_test(t, test_score_range_picked_by_expert);
	tcase_add_test(t, test_ranking_within_quota);
	tcase_add_test(t, test_ranking_tie_breaks);
	tcase_add_test(t, test_reserve_list);
	tcase_add_test(t, test_relative_ranking_over_years);
	suite_add_tcase(s, t);
	return s;
}
