/* check_tools.c: the author's and the auditor's commands: test, readings, sample, ranking. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void copy_project(const char *from, const char *to)
{
	char *script;
	const char *argv[] = { "sh", "-c", NULL, NULL };
	struct gj_run_result r;

	ck_assert_int_ge(asprintf(&script, "cp -r '%s/%s' '%s' && chmod -R u+w '%s'",
	                          getenv("GUIJU_TOP"), from, to, to),
	                 0);
	argv[2] = script;
	r = gj_run(argv, NULL, office.dir);
	ck_assert_msg(r.status == 0, "%s", r.err);
	gj_run_free(&r);
	free(script);
}

static json_t *run_json(int status, const char *line)
{
	struct gj_run_result r = gj_kit_run(&office, line);
	json_error_t error;
	json_t *root = json_loads(r.out, JSON_REJECT_DUPLICATES, &error);

	ck_assert_msg(r.status == status && root, "guiju %s: exit %d\n%s%s", line, r.status, r.out,
	              r.err);
	gj_run_free(&r);
	return root;
}

/* Every construct of the language has its cases there. */
START_TEST(test_language)
{
	copy_project("tests/data/language", "language");
	gj_kit_out(&office, 0, "test language", "76 cases passed, 0 failed");
}
END_TEST

START_TEST(test_failing_case)
{
	copy_project("tests/data/language", "language");
	gj_kit_edit(&office, "language/site.lua", "sum(\"cost\") :at_least(quantity(10, \"万元\"))",
	            "sum(\"cost\") :at_least(quantity(11, \"万元\"))");
	gj_kit_out(&office, 1, "test language", "expected met, came out not met");
	gj_kit_out(&office, 1, "test language --lang zh", "10.00万元，少于11.00万元；不符合");
}
END_TEST

START_TEST(test_files_that_are_wrong)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{ "用例 甲\n类别 enterprize\n", "bad.test:2:" },
		{ "用例 甲\n类别 enterprise\n保密员人数目 = 3\n", "did you mean" },
		{ "用例 甲\n类别 enterprise\n保密员人数 = 三十个人\n", "bad.test:3:" },
		{ "用例 甲\n类别 enterprise\n期望 二(一)9z 符合\n", "neither a result" },
		{ "用例 甲\n类别 enterprise\n期望 二(一)1c 可以\n", "no outcome" },
		{ "保密员人数 = 1\n", "a test begins with" },
		{ "用例 甲\n如同 乙\n", "no case" },
		{ "用例 甲\n类别 enterprise\n+ 轮训日期 = 2022-01-01\n", "below the list" },
		{ "用例 甲\n类别 enterprise\n\xff\xfe\n", "UTF-8" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *dir = gj_tmp_path(office.dir, "rules/wuhan-2022/tests");
		const char *argv[] = { "sh", "-c",
			               "rm -rf rules/wuhan-2022/tests && "
			               "mkdir rules/wuhan-2022/tests",
			               NULL };
		struct gj_run_result r = gj_run(argv, NULL, office.dir);

		gj_run_free(&r);
		gj_tmp_write(dir, "bad.test", cases[i].text, strlen(cases[i].text));
		gj_kit_err(&office, 1, "test rules/wuhan-2022", cases[i].said);
		free(dir);
	}
	gj_kit_err(&office, 2, "test rules/wuhan-2022 --format pdf", "text or json");
}
END_TEST

START_TEST(test_missing_cases_are_proposed)
{
	struct gj_run_result r;
	char *path;
	json_t *root;

	copy_project("tests/data/language", "language");
	gj_tmp_write(office.dir, "language/tests/proposed.test", "# mine\n", 7);
	r = gj_kit_run(&office, "test language --write-missing");
	ck_assert_int_eq(r.status, 3);
	ck_assert_ptr_nonnull(strstr(r.err, "is there already"));
	gj_run_free(&r);
	path = gj_tmp_path(office.dir, "language/tests/proposed.test");
	ck_assert_int_eq(remove(path), 0);
	free(path);
	r = gj_kit_run(&office, "test language --write-missing");
	ck_assert_int_eq(r.status, 1);
	ck_assert_ptr_nonnull(strstr(r.out, "cases proposed"));
	gj_run_free(&r);
	/* What was proposed holds, and covers more than before. */
	root = run_json(0, "test language --coverage --format json");
	ck_assert_int_eq(json_integer_value(json_object_get(root, "failed")), 0);
	ck_assert_int_gt(json_integer_value(json_object_get(root, "passed")), 76);
	json_decref(root);
}
END_TEST

START_TEST(test_readings)
{
	json_t *root;

	gj_kit_out(&office, 0, "readings rules/wuhan-2022", "17 readings");
	gj_kit_sample(&office);
	root = run_json(0, "readings rules/wuhan-2022 --compare infringement_anchor=reference_date "
	                   "--as-of 2022-11-30 --format json");
	ck_assert_int_gt(json_integer_value(json_object_get(root, "judged")), 200);
	ck_assert(json_is_array(json_object_get(root, "differ")));
	json_decref(root);
	gj_kit_err(&office, 2, "readings rules/wuhan-2022 --compare weather --as-of 2022-11-30",
	           "no reading");
	gj_kit_err(&office, 2,
	           "readings rules/wuhan-2022 --compare infringement_anchor=reference_date",
	           "--as-of");
}
END_TEST

START_TEST(test_sample)
{
	json_t *root, *again, *rows;

	gj_kit_sample(&office);
	gj_kit_err(&office, 2, "sample enterprise", "--seed");
	gj_kit_err(&office, 2, "sample enterprise --seed x --size many", "--size");
	gj_kit_err(&office, 3, "sample enterprise --seed x --by officers", "no such fact");
	gj_kit_err(&office, 3, "sample enterprise --seed x --include 123=why", "not among");
	root = run_json(0, "sample enterprise --seed x --size 10% --format json --dry-run");
	again = run_json(0, "sample enterprise --seed x --size 10% --format json");
	rows = json_object_get(root, "rows");
	ck_assert_uint_ge(json_array_size(rows), 17);
	ck_assert(json_equal(rows, json_object_get(again, "rows")));
	json_decref(again);
	again = run_json(0, "sample --show 1 --format json");
	ck_assert(json_equal(rows, json_object_get(again, "rows")));
	json_decref(again);
	json_decref(root);
	gj_kit_out(&office, 0, "sample --list", "enterprise");
	gj_kit_err(&office, 3, "sample --show 7", "no draw");
}
END_TEST

/* One fact, a fact that waits for another one, two conditions at once. */
START_TEST(test_to_pass)
{
	static const struct {
		const char *code, *facts[2], *to[2];
		size_t checks, changes;
	} cases[] = {
		{ "91420102MA9X5006X5", { "officers" }, { "1" }, 1, 1 },
		{ "91420103MA9X50115R", { "leading_body", "head_role" }, { "yes", NULL }, 1, 2 },
		{ "91420100MA9X50449Y", { "officers", "office_fixed" }, { "1", "yes" }, 2, 2 },
	};

	gj_kit_sample(&office);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char line[80];
		json_t *root, *pass, *ways, *change;

		snprintf(line, sizeof line, "explain %s --format json", cases[i].code);
		root = run_json(0, line);
		pass = json_object_get(root, "to_pass");
		ways = json_object_get(pass, "whole");
		ck_assert_uint_eq(json_array_size(json_object_get(pass, "checks")),
		                  cases[i].checks);
		ck_assert_uint_ge(json_array_size(json_object_get(pass, "facts")), 1);
		ck_assert(json_is_false(json_object_get(pass, "given_up")));
		ck_assert_uint_ge(json_array_size(ways), 1);
		ways = json_object_get(json_array_get(ways, 0), "changes");
		ck_assert_uint_eq(json_array_size(ways), cases[i].changes);
		for (size_t k = 0; k < cases[i].changes; k++) {
			change = json_array_get(ways, k);
			ck_assert_str_eq(json_string_value(json_object_get(change, "fact")),
			                 cases[i].facts[k]);
			if (cases[i].to[k])
				ck_assert_str_eq(json_string_value(json_object_get(change, "to")),
				                 cases[i].to[k]);
		}
		json_decref(root);
	}
	gj_kit_out(&office, 0, "explain 91420100MA9X50449Y",
	           "All of it, with the fewest facts otherwise (2)");
	gj_kit_out(&office, 0, "explain 91420102MA9X5006X5", "Facts that still matter");
}
END_TEST

START_TEST(test_ranking)
{
	const char ranking[] =
	    "ranking \"most\" { zh = \"排名\", en = \"Ranking\", clause = \"二(五)\", "
	    "category = \"enterprise\", quota = 5, reserve = 2, tie = "
	    "\"credit_code\",\n  by = { descending(facts \"enterprise\".officers) } }\n";
	char *dir = gj_tmp_path(office.dir, "rules/wuhan-2022");

	gj_kit_sample(&office);
	gj_kit_err(&office, 3, "report ranking", "declares no ranking");
	gj_tmp_write(dir, "ranking.lua", ranking, sizeof ranking - 1);
	free(dir);
	gj_kit_expect(&office, 0, "evaluate --rules rules/wuhan-2022 --as-of 2022-11-30");
	gj_kit_out(&office, 0, "report ranking", "within the quota");
	gj_kit_out(&office, 0, "report ranking --format csv", "credit_code");
}
END_TEST

/* Until the experts have spoken a rank waits for a person, not for a fact, and shows what is still possible. */
START_TEST(test_ranking_waits_for_experts)
{
	const char ranking[] =
	    "local f = facts \"enterprise\"\nlocal t = score \"t\" { zh = \"总分\", en = "
	    "\"Total\", "
	    "decimals = 1, group \"g\" { zh = \"组\", en = \"Group\", item \"i\" { zh = \"项\", en "
	    "= "
	    "\"Item\", points = f.extra, between = { 0, 15 } }, item \"k\" { zh = \"底\", en = "
	    "\"Base\", points = \"4.5\" } } }\n"
	    "ranking \"most\" { zh = \"排名\", en = \"Ranking\", clause = \"二(五)\", category = "
	    "\"enterprise\", quota = 5, per = \"city\", by = { descending(t) } }\n";
	char *dir = gj_tmp_path(office.dir, "rules/wuhan-2022");

	gj_kit_edit(
	    &office, "rules/wuhan-2022/facts.lua", "facts \"enterprise\" {",
	    "facts \"enterprise\" {\n  count \"extra\" { zh = \"专家给分\", en = \"By experts\", "
	    "unit = \"分\", supplied_by = \"expert\" },");
	gj_tmp_write(dir, "ranking.lua", ranking, sizeof ranking - 1);
	free(dir);
	gj_kit_sample(&office);
	gj_kit_out(&office, 0, "report ranking", "a person has yet to judge");
	gj_kit_out(&office, 0, "report ranking", "4.5..19.5");
}
END_TEST

/* The example of an amended year is sound, and says what it changes. */
START_TEST(test_amended_year)
{
	copy_project("rules/example-wuhan-2023", "rules/example-wuhan-2023");
	gj_kit_out(&office, 0, "check rules/example-wuhan-2023", "0 errors");
	gj_kit_out(&office, 0, "check rules/example-wuhan-2023 --program", "enterprise.6");
	/* What the older policy says of its own year is read for this one. */
	gj_kit_out(&office, 0, "check rules/example-wuhan-2023 --program", "== 2023");
	gj_kit_edit(&office, "rules/example-wuhan-2023/changes.lua", "amend \"enterprise.1.c\"",
	            "amend \"enterprise.1.q\"");
	gj_kit_out(&office, 1, "check rules/example-wuhan-2023", "E427");
}
END_TEST

Suite *suite_tools(void)
{
	Suite *s = suite_create("cli/tools");
	TCase *t = tcase_create("tools");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_add_test(t, test_language);
	tcase_add_test(t, test_failing_case);
	tcase_add_test(t, test_files_that_are_wrong);
	tcase_add_test(t, test_missing_cases_are_proposed);
	tcase_add_test(t, test_readings);
	tcase_add_test(t, test_sample);
	tcase_add_test(t, test_to_pass);
	tcase_add_test(t, test_ranking);
	tcase_add_test(t, test_ranking_waits_for_experts);
	tcase_add_test(t, test_amended_year);
	suite_add_tcase(s, t);
	return s;
}
