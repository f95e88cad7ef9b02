/* check_test.c: guiju test as its users see it: coverage, changes that nobody notices, tables, proposals. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* The policy of 2022 is tested whole. */
START_TEST(nothing_is_left_out)
{
	const char *line = "test rules/wuhan-2022 --coverage --mutate";

	gj_kit_out(&office, 0, line, "enterprise: thresholds 48 of 48 (100 %), outcomes 52 of 52");
	gj_kit_out(&office, 0, line, "station: thresholds 21 of 21 (100 %), outcomes 53 of 53");
	gj_kit_out(&office, 0, line, "0 survived");
	gj_kit_out(&office, 0, line, "0 not decided");
	gj_kit_out(&office, 0, line, "changes nothing (proved)");
	gj_kit_out(&office, 0, line, "0 gaps");
}
END_TEST

/* A threshold that is moved is seen at once, with the numbers. */
START_TEST(a_changed_rule_fails_its_tests)
{
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "f.officers :at_least(2)");
	gj_kit_out(&office, 1, "test rules/wuhan-2022", "expected eligible, came out ineligible");
	gj_kit_out(&office, 1, "test rules/wuhan-2022",
	           "Confidentiality officers: 1, less than 2; not met");
	gj_kit_out(&office, 0, "test rules/wuhan-2022 --only 6b", " cases passed, 0 failed");
}
END_TEST

/* Where a case is taken out, its place is named, and the case is proposed again. */
START_TEST(a_missing_case_is_proposed)
{
	struct gj_run_result r;
	char *path, *text;

	gj_kit_edit(&office, "rules/wuhan-2022/tests/station.test",
	            "用例 二(二)6b 服务57家，培训29家：刚刚超过一半，不到30家\n  如同 合格站点\n"
	            "  所服务企业 = 57\n",
	            "用例 二(二)6b 服务50家\n  如同 合格站点\n  所服务企业 = 50\n");
	gj_kit_out(&office, 1, "test rules/wuhan-2022 --mutate",
	           "nobody notices 二(二)6b: one more");
	r = gj_kit_run(&office, "test rules/wuhan-2022 --write-missing");
	ck_assert_int_eq(r.status, 1);
	ck_assert_ptr_nonnull(strstr(r.out, "1 cases proposed"));
	gj_run_free(&r);
	path = gj_tmp_path(office.dir, "rules/wuhan-2022/tests/proposed.test");
	text = gj_tmp_read(path, NULL);
	ck_assert_ptr_nonnull(strstr(text, "  如同 "));
	ck_assert_ptr_nonnull(strstr(text, "期望 二(二)6b 符合\n"));
	free(text);
	free(path);
	gj_kit_out(&office, 0, "test rules/wuhan-2022 --coverage --mutate", "0 gaps");
}
END_TEST

START_TEST(tables_are_tests_too)
{
	static const char good[] = "用例,如同,所服务企业,本年度培训企业,期望 二(二)6b,期望\n"
				   "表一,合格站点,20,10,不符合,不符合\n"
				   "表二,合格站点,20,11,符合,符合\n";
	static const char wrong[] = "用例,如同,所服务企业,本年度培训企业,期望 二(二)6b\n"
				    "表一,合格站点,20,10,符合\n表二,合格站点,许多,11,符合\n";

	gj_tmp_write(office.dir, "good.csv", good, strlen(good));
	gj_tmp_write(office.dir, "wrong.csv", wrong, strlen(wrong));
	gj_kit_out(&office, 0, "test rules/wuhan-2022 --from-csv good.csv",
	           " cases passed, 0 failed");
	gj_kit_out(&office, 1, "test rules/wuhan-2022 --from-csv wrong.csv", "wrong.csv:2: 表一");
	gj_kit_err(&office, 1, "test rules/wuhan-2022 --from-csv wrong.csv", "wrong.csv:3: ");
	gj_kit_err(&office, 3, "test rules/wuhan-2022 --from-csv none.csv", "none.csv");
	gj_kit_edit(&office, "good.csv", "表一,合格站点,20", "表一,合格站点,19");
	gj_kit_out(&office, 1, "test rules/wuhan-2022 --from-csv good.csv", "came out met");
}
END_TEST

START_TEST(json_and_page)
{
	struct gj_run_result r =
	    gj_kit_run(&office, "test rules/wuhan-2022 --coverage --mutate --format json");
	json_error_t error;
	json_t *root = json_loads(r.out, JSON_REJECT_DUPLICATES, &error), *first;
	char *path, *page;

	ck_assert_msg(root != NULL, "%s\n%s", error.text, r.out);
	first = json_array_get(json_object_get(root, "coverage"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(first, "category")), "enterprise");
	ck_assert_int_eq(json_integer_value(json_object_get(first, "thresholds")), 48);
	ck_assert_int_eq(json_integer_value(json_object_get(first, "stood")), 48);
	ck_assert_int_eq(json_integer_value(json_object_get(first, "mutants")),
	                 json_integer_value(json_object_get(first, "killed")) +
	                     json_integer_value(json_object_get(first, "equivalent")));
	first = json_array_get(json_object_get(root, "gaps"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(first, "state")), "equivalent");
	json_decref(root);
	gj_run_free(&r);
	gj_kit_expect(&office, 0, "test rules/wuhan-2022 --coverage --html page.html");
	path = gj_tmp_path(office.dir, "page.html");
	page = gj_tmp_read(path, NULL);
	ck_assert_ptr_nonnull(strstr(page, "<!DOCTYPE html>"));
	ck_assert_ptr_nonnull(strstr(page, "二(一)1c"));
	ck_assert_ptr_null(strstr(page, "class=\"n\""));
	free(page);
	free(path);
}
END_TEST

Suite *suite_test(void)
{
	Suite *s = suite_create("cli/test");
	TCase *t = tcase_create("test");

	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, nothing_is_left_out);
	tcase_add_test(t, a_changed_rule_fails_its_tests);
	tcase_add_test(t, a_missing_case_is_proposed);
	tcase_add_test(t, tables_are_tests_too);
	tcase_add_test(t, json_and_page);
	suite_add_tcase(s, t);
	return s;
}
