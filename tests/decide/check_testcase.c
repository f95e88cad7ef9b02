/* check_testcase.c: test files are read in both languages, and what is wrong is told with its place. */
#include "tests/decide/case_kit.h"

#include <stdio.h>
#include <stdlib.h>

START_TEST(chinese_and_english_are_the_same)
{
	const struct gj_testcase *a, *b;

	kit_read("\xef\xbb\xbf# 说明\n基准日 2022-11-30\n用例 合格\n  类别 enterprise\n"
	         "  专(兼)职保密员 = 2名\n  领导机构： 是\n  牵头人 = 董事长\n"
	         "  findings = 0\n  + 行为日期 = 2021-01-02，已生效 = 是\n  + \n"
	         "  已认定 91420100MA9X100170\n  期望 二(一)1 符合\n  期望 不符合\r\n"
	         "case English\ncategory Enterprise\nas-of 2022-12-31\nofficers = 2\nbody: yes\n"
	         "Head = chairman\nfindings = 0\n+ act_date = 2021-01-02, Final = yes\n+\n"
	         "expect e.1 met\nexpect ineligible\n");
	kit_sound();
	ck_assert_uint_eq(kit_cases.n, 2);
	a = kit_cases.items[0];
	b = kit_cases.items[1];
	ck_assert_str_eq(a->title, "合格");
	ck_assert_int_eq(a->line, 3);
	ck_assert_int_eq(a->reference, gj_build_day("2022-11-30"));
	ck_assert_int_eq(b->reference, gj_build_day("2022-12-31"));
	ck_assert_int_eq(a->record.values[OFFICERS].number, 2);
	ck_assert_int_eq(a->record.values[FINDINGS].number, 2);
	ck_assert_int_eq(a->record.lists[FINDINGS][FINAL].number, 1);
	for (size_t i = 0; i < GJ_BUILD_FACTS; i++)
		ck_assert_int_eq(a->record.values[i].number, b->record.values[i].number);
	ck_assert_uint_eq(a->n_expects, 2);
	ck_assert_ptr_eq(a->expects[0].check, &kit_checks[0]);
	ck_assert_int_eq(a->expects[0].wanted, GJ_MET);
	ck_assert_ptr_null(a->expects[1].check);
	ck_assert_int_eq(b->expects[1].wanted, GJ_INELIGIBLE);
	ck_assert_int_eq(gj_testcase_resolve((void *)a, "x", "91420100MA9X100170"), GJ_MET);
	ck_assert_int_eq(gj_testcase_resolve((void *)b, "x", "91420100MA9X100170"), GJ_UNKNOWN);
}
END_TEST

START_TEST(a_case_starts_from_another)
{
	const struct gj_testcase *c;

	kit_read("用例：甲\n类别：企业\n基准日：2022-11-30\n专(兼)职保密员 = 2\n培训企业 = 9\n"
	         "findings = 0\n+ act_date = 2021-01-02\n待认定 91420100MA9X100170\n"
	         "用例：乙\n如同：甲\n专(兼)职保密员 = 未填\n培训企业 = 不适用\n所服务企业 = 不详\n"
	         "期望： 二（一）1 资料不全\n");
	kit_sound();
	c = gj_testcases_find(&kit_cases, "乙");
	ck_assert_ptr_nonnull(c);
	ck_assert_int_eq(c->record.values[OFFICERS].state, GJ_MISSING);
	ck_assert_int_eq(c->record.values[TRAINED].state, GJ_STATE_NOT_APPLICABLE);
	ck_assert_int_eq(c->record.values[SERVED].state, GJ_EXPLICITLY_UNKNOWN);
	ck_assert_int_eq(c->record.values[FINDINGS].number, 1);
	ck_assert_int_eq(c->reference, gj_build_day("2022-11-30"));
	ck_assert_int_eq(gj_testcase_resolve((void *)c, "x", "91420100MA9X100170"), GJ_REVIEW);
	ck_assert_int_eq(c->expects[0].wanted, GJ_UNKNOWN);
	ck_assert_ptr_null(gj_testcases_find(&kit_cases, "丙"));
}
END_TEST

static const struct {
	const char *lines;
	int line, column;
	const char *says;
} wrong[] = {
	{ "officers = 1\n", 1, 1, "begins with" },
	{ "用例\n", 1, 0, "needs a title" },
	{ "用例 甲\n用例 乙\n类别 enterprise\n", 2, 0, "does not say its category" },
	{ "用例 甲\n类别 enterprize\n", 2, 8, "did you mean enterprise" },
	{ "用例 甲\n类别 enterprise\n用例 甲\n类别 enterprise\n", 3, 8, "already" },
	{ "用例 甲\n类别 enterprise\nofficer = 1\n", 3, 1, "did you mean \"officers\"" },
	{ "用例 甲\n类别 enterprise\n  officers = two\n", 3, 14, "not a number" },
	{ "用例 甲\n类别 enterprise\nofficers 1\n", 3, 1, "no line of a test" },
	{ "用例 甲\n类别 enterprise\n+ act_date = 2021-01-02\n", 3, 0, "below the list" },
	{ "用例 甲\n类别 enterprise\nfindings = 0\n+ act_dat = 2021-01-02\n", 4, 3, "act_date" },
	{ "用例 甲\n类别 enterprise\nfindings = 0\n+ act_date\n", 4, 3, "field = value" },
	{ "用例 甲\n类别 enterprise\nfindings = 2\n", 3, 12, "= 0 and then" },
	{ "用例 甲\n类别 enterprise\n如同 乙\n", 3, 8, "no case" },
	{ "用例 甲\n类别 enterprise\n如同 甲\n", 3, 8, "no case" },
	{ "用例 甲\n类别 enterprise\n基准日 2022-11\n", 3, 11, "2022-11-30" },
	{ "用例 甲\n类别 enterprise\n期望 e.4 符合\n", 3, 8, "did you mean" },
	{ "用例 甲\n类别 enterprise\n期望 e.1 好\n", 3, 12, "no outcome" },
	{ "用例 甲\n期望 符合\n", 2, 8, "say the category" },
	{ "用例 甲\nofficers = 1\n", 2, 1, "say the category" },
	{ "用例 甲\n类别 enterprise\n\xff\n", 3, 1, "UTF-8" },
};

START_TEST(what_is_wrong_has_its_place)
{
	const struct gj_test_problem *p = kit_cases.problems;

	kit_read(wrong[_i].lines);
	ck_assert_msg(kit_cases.n_problems > 0, "nothing wrong in\n%s", wrong[_i].lines);
	ck_assert_msg(p->line == wrong[_i].line && p->column == wrong[_i].column &&
	                  strstr(p->text, wrong[_i].says),
	              "%d:%d: %s\nof\n%s", p->line, p->column, p->text, wrong[_i].lines);
	ck_assert_str_eq(p->file, "a.test");
}
END_TEST

/* The others stand, and a wrong case is nobody's start. */
START_TEST(a_wrong_line_spoils_its_case_only)
{
	kit_read("用例 甲\n类别 enterprise\nx = 1\n用例 乙\n类别 enterprise\nofficers = 1\n"
	         "用例 丙\n如同 甲\n");
	ck_assert_uint_eq(kit_cases.n, 1);
	ck_assert_str_eq(kit_cases.items[0]->title, "乙");
	ck_assert_uint_eq(kit_cases.n_problems, 1);
	ck_assert_uint_eq(kit_cases.n_left_out, 1);
}
END_TEST

/* A wrong start is told once, not once for every line of all that hang on it. */
START_TEST(one_mistake_is_one_problem)
{
	kit_read("用例 甲\n类别 enterprize\nofficers = 1\nfindings = 0\n+ act_date = 2021-01-02\n"
	         "期望 e.1 符合\n用例 乙\n如同 甲\nofficers = 2\n期望 e.1 符合\n"
	         "用例 丙\n如同 乙\nfindings = 0\n+ act_date = 2021-01-02\n期望 符合\n"
	         "用例 丁\n类别 enterprise\nfindngs = 0\n+ act_date = 2021-01-02\n+\n");
	ck_assert_uint_eq(kit_cases.n, 0);
	ck_assert_uint_eq(kit_cases.n_problems, 2);
	ck_assert_int_eq(kit_cases.problems[0].line, 2);
	ck_assert_int_eq(kit_cases.problems[1].line, 18);
	ck_assert_uint_eq(kit_cases.n_left_out, 2);
	/* Of another file, too. */
	ck_assert_int_eq(gj_testcases_read(&kit_cases, "b.test", "用例 戊\n如同 丙\n", 22, NULL),
	                 0);
	ck_assert_uint_eq(kit_cases.n_problems, 2);
	ck_assert_uint_eq(kit_cases.n_left_out, 3);
}
END_TEST

/* A label may hold the sign that ends it; a code of an example is any name. */
START_TEST(labels_and_codes_as_people_write_them)
{
	static const struct gj_fact facts[] = {
		{ .key = "code", .label = { "代码", "Code" }, .type = GJ_FACT_CODE, .index = 0 },
		{ .key = "n",
		  .label = { "不满3年：审核=几次", "Audits: first year" },
		  .type = GJ_FACT_COUNT,
		  .index = 1 },
		{ .key = "m", .label = { "不满3年", "Young" }, .type = GJ_FACT_TEXT, .index = 2 },
	};
	static const struct gj_category own = {
		.key = "own",
		.label = { "自", "Own" },
		.facts = { .category = "own", .items = (struct gj_fact *)facts, .n = 3 }
	};
	static const char text[] = "用例 甲\n类别 own\n不满3年：审核=几次 = 3\n不满3年：无\n"
				   "代码 = 企业01\ncase b\nlike 甲\nAudits: first year: 4\n";
	struct gj_testcases cases;

	gj_testcases_init(&cases, &own, 1);
	ck_assert_int_eq(gj_testcases_read(&cases, "a.test", text, sizeof text - 1, NULL), 0);
	for (size_t i = 0; i < cases.n_problems; i++)
		ck_abort_msg("%d: %s", cases.problems[i].line, cases.problems[i].text);
	ck_assert_uint_eq(cases.n, 2);
	ck_assert_str_eq(cases.items[0]->record.values[0].text, "企业01");
	ck_assert_int_eq(cases.items[0]->record.values[1].number, 3);
	ck_assert_str_eq(cases.items[0]->record.values[2].text, "无");
	ck_assert_int_eq(cases.items[1]->record.values[1].number, 4);
	gj_testcases_fini(&cases);
}
END_TEST

START_TEST(limits)
{
	char *text = malloc(GJ_TEST_LINE_MAX + 100);
	size_t n = 0;

	n += (size_t)sprintf(text, "用例 甲\n类别 enterprise\n# ");
	memset(text + n, 'x', GJ_TEST_LINE_MAX);
	strcpy(text + n + GJ_TEST_LINE_MAX, "\n");
	kit_read(text);
	ck_assert_uint_eq(kit_cases.n_problems, 1);
	ck_assert_int_eq(kit_cases.problems[0].line, 3);
	free(text);

	text = malloc(16 * (GJ_TEST_ROWS_MAX + 2) + 100);
	n = (size_t)sprintf(text, "用例 乙\n类别 enterprise\nfindings = 0\n");
	for (int i = 0; i <= GJ_TEST_ROWS_MAX; i++)
		n += (size_t)sprintf(text + n, "+ final = yes\n");
	kit_read(text);
	ck_assert_uint_eq(kit_cases.n_problems, 2);
	ck_assert_int_eq(kit_cases.problems[1].line, 4 + GJ_TEST_ROWS_MAX);
	free(text);
}
END_TEST

static void read_table(const char *text)
{
	ck_assert_int_eq(gj_testcases_read_csv(&kit_cases, "a.csv", text, strlen(text), NULL), 0);
}

START_TEST(a_table_is_cases_too)
{
	const struct gj_testcase *c;

	read_table("期望,基准日,专(兼)职保密员,用例,类别,期望 e.1,findings\r\n"
	           "不符合,2022-11-30,0,\"一, \"\"二\"\"\n三\",企业,不符合,"
	           "act_date = 2021-01-02； final = 是\r\n\r\n"
	           ",2022-11-30,1,四,企业,met,0");
	kit_sound();
	ck_assert_uint_eq(kit_cases.n, 2);
	c = kit_cases.items[0];
	ck_assert_str_eq(c->title, "一, \"二\" 三");
	ck_assert_int_eq(c->line, 2);
	ck_assert_uint_eq(c->n_expects, 2);
	ck_assert_int_eq(c->record.values[FINDINGS].number, 2);
	ck_assert_int_eq(c->record.lists[FINDINGS][GJ_BUILD_FINDING_FIELDS + FINAL].number, 1);
	c = kit_cases.items[1];
	ck_assert_int_eq(c->line, 5);
	ck_assert_int_eq(c->expects[0].line, 5);
	ck_assert_int_eq(c->record.values[OFFICERS].number, 1);
	ck_assert_int_eq(c->record.values[FINDINGS].state, GJ_GIVEN);
}
END_TEST

START_TEST(a_wrong_table_says_the_line)
{
	read_table("用例,类别,officers\n甲,企业,1\n乙,企业,many\n,企业,1\n");
	ck_assert_uint_eq(kit_cases.n, 1);
	ck_assert_uint_eq(kit_cases.n_problems, 2);
	ck_assert_int_eq(kit_cases.problems[0].line, 3);
	ck_assert_int_eq(kit_cases.problems[1].line, 4);
	read_table("用例,类别\n\"甲,企业\n");
	ck_assert_uint_eq(kit_cases.n_problems, 3);
	ck_assert_ptr_nonnull(strstr(kit_cases.problems[2].text, "quotation"));
	read_table("");
	read_table("用例\n");
	ck_assert_uint_eq(kit_cases.n_problems, 3);
}
END_TEST

START_TEST(memory_may_run_out)
{
	const char *text = "用例 甲\n类别 enterprise\nofficers = 1\nname = 某企业\nfindings = 0\n"
			   "+ kind = x\n已认定 91420100MA9X100170\n期望 e.1 符合\n"
			   "用例 乙\n如同 甲\nx = 1\n";
	const char *table = "用例,类别,officers\n丙,企业,1\n";

	for (unsigned n = 1;; n++) {
		int rc;

		kit_close();
		kit_open();
		gj_alloc_fail_at(n);
		rc = gj_testcases_read(&kit_cases, "a", text, strlen(text), NULL);
		if (rc == 0)
			rc = gj_testcases_read_csv(&kit_cases, "b", table, strlen(table), NULL);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
	ck_assert_uint_eq(kit_cases.n, 2);
}
END_TEST

Suite *suite_testcase(void)
{
	Suite *s = suite_create("decide/testcase");
	TCase *t = tcase_create("testcase");

	tcase_add_checked_fixture(t, kit_open, kit_close);
	tcase_add_test(t, chinese_and_english_are_the_same);
	tcase_add_test(t, a_case_starts_from_another);
	tcase_add_loop_test(t, what_is_wrong_has_its_place, 0, (int)(sizeof wrong / sizeof *wrong));
	tcase_add_test(t, a_wrong_line_spoils_its_case_only);
	tcase_add_test(t, one_mistake_is_one_problem);
	tcase_add_test(t, labels_and_codes_as_people_write_them);
	tcase_add_test(t, limits);
	tcase_add_test(t, a_table_is_cases_too);
	tcase_add_test(t, a_wrong_table_says_the_line);
	tcase_add_test(t, memory_may_run_out);
	suite_add_tcase(s, t);
	return s;
}
