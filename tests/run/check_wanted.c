/* check_wanted.c: which column a heading means. */
#include "engine/run/wanted.h"
#include "tests/run/kit.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

static const struct {
	const char *heading;
	int column;       /* -1: none */
	const char *unit; /* that the heading brought */
} cases[] = {
	{ "credit_code", K_CODE, "" },
	{ "统一社会信用代码", K_CODE, "" },
	{ " 统一 社会信用代码 ", K_CODE, "" },
	{ "*统一社会信用代码", K_CODE, "" },
	{ "Unified Social Credit Code", K_CODE, "" },
	{ "ＮＡＭＥ", K_NAME, "" },
	{ "企业名称：", K_NAME, "" },
	{ "年度工作经费", K_BUDGET, "" },
	{ "年度工作经费(万元)", K_BUDGET, "" },
	{ "年度工作经费（万元）", K_BUDGET, "" },
	{ "年度工作经费[万元]", K_BUDGET, "" },
	{ "年度工作经费/万元", K_BUDGET, "" },
	{ "年度工作经费（元）", K_BUDGET, "元" },
	{ "年度工作经费（㎡）", -1, "" },
	{ "年度工作经费（美元）", -1, "" },
	{ "年度工作经费（", -1, "" },
	{ "年度工作经费()", -1, "" },
	{ "（万元）", -1, "" },
	{ "保密员人数(名)", K_OFFICERS, "" },
	{ "Officers (officers)", K_OFFICERS, "" },
	{ "保密员人数(人)", -1, "" },
	{ "保密员", -1, "" },
	{ "轮训记录", K_TRAININGS, "" },
	{ "错误原因", -1, "" },
	{ "", -1, "" },
	{ "a\xff", -1, "" },
};

START_TEST(finds)
{
	struct kit k = { .dir = NULL };
	struct gj_wanted w;
	int column;

	ck_ok(&k, gj_wanted_init(&w, kit_facts(), NULL, NULL, &k.err));
	column = gj_wanted_find(&w, cases[_i].heading, strlen(cases[_i].heading));
	ck_assert_int_eq(column, cases[_i].column);
	if (column >= 0)
		ck_assert_str_eq(w.units[column], cases[_i].unit);
	gj_wanted_fini(&w);
}
END_TEST

static const struct {
	const char *heading;
	int column; /* 0: the applicant's code; fields from 1 */
} of_list[] = {
	{ "统一社会信用代码", 0 },
	{ "Unified social credit code", 0 },
	{ "申报单位统一社会信用代码", 0 },
	{ "subject_code", 0 },
	{ "credit_code", 5 }, /* the field's key, which is the subject's too */
	{ "讲师单位代码", 5 },
	{ "轮训日期", 1 },
	{ "参加人数（人）", 3 },
	{ "企业名称", -1 },
};

START_TEST(finds_in_a_list)
{
	const struct gj_facts *facts = kit_facts();
	struct kit k = { .dir = NULL };
	struct gj_wanted w;

	ck_ok(&k, gj_wanted_init(&w, facts, &facts->items[K_TRAININGS], NULL, &k.err));
	ck_assert_uint_eq(w.n, 6);
	ck_assert_ptr_eq(w.facts[0], &facts->items[K_CODE]);
	ck_assert_int_eq(w.columns[0].required, 1);
	ck_assert_int_eq(w.columns[0].type, GUIJU_CODE);
	ck_assert_int_eq(w.columns[1].required, 0);
	ck_assert_int_eq(gj_wanted_find(&w, of_list[_i].heading, strlen(of_list[_i].heading)),
	                 of_list[_i].column);
	gj_wanted_fini(&w);
}
END_TEST

START_TEST(a_long_heading_is_none)
{
	char heading[5000];
	struct kit k = { .dir = NULL };
	struct gj_wanted w;

	memset(heading, 'a', sizeof heading);
	ck_ok(&k, gj_wanted_init(&w, kit_facts(), NULL, NULL, &k.err));
	ck_assert_int_eq(gj_wanted_find(&w, heading, sizeof heading), -1);
	gj_wanted_fini(&w);
}
END_TEST

START_TEST(comes_through_without_memory)
{
	struct kit k = { .dir = NULL };
	struct gj_wanted w;
	int n, rc;

	for (n = 1; n < 100; n++) {
		gj_alloc_fail_at(n);
		rc = gj_wanted_init(&w, kit_facts(), NULL, NULL, &k.err);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
	ck_assert_int_lt(n, 100);
	gj_wanted_fini(&w);
}
END_TEST

Suite *suite_wanted(void)
{
	Suite *suite = suite_create("wanted");
	TCase *tcase = tcase_create("wanted");

	tcase_add_loop_test(tcase, finds, 0, sizeof cases / sizeof cases[0]);
	tcase_add_loop_test(tcase, finds_in_a_list, 0, sizeof of_list / sizeof of_list[0]);
	tcase_add_test(tcase, a_long_heading_is_none);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
