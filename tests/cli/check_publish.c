/* check_publish.c: guiju policy publish, list, rollback, approve: what an operator does, and may not do. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct gj_kit kit;

static void shell(const char *script)
{
	const char *argv[] = { "sh", "-ec", script, NULL };
	struct gj_run_result r = gj_kit_argv(&kit, argv);

	ck_assert_msg(r.status == 0, "%s: %s%s", script, r.out, r.err);
	gj_run_free(&r);
}

/* The sample, decided; and a stricter policy of the same name whose tests pass. */
static void open_kit(void)
{
	gj_kit_open(&kit);
	gj_kit_sample(&kit);
	shell("cp -r rules/wuhan-2022 new; rm new/tests/enterprise.test");
	gj_kit_edit(&kit, "new/enterprise.lua", "f.officers :at_least(1)",
	            "f.officers :at_least(2)");
}

static void close_kit(void)
{
	gj_kit_close(&kit);
}

static json_t *list(void)
{
	struct gj_run_result r = gj_kit_run(&kit, "policy list --format json");
	json_t *root = json_loads(r.out, JSON_REJECT_DUPLICATES, NULL);

	ck_assert_msg(r.status == 0 && root, "%s%s", r.out, r.err);
	gj_run_free(&r);
	return root;
}

static void assert_states(const char *expected)
{
	json_t *root = list(), *row;
	char seen[400] = "";
	size_t i;

	json_array_foreach(json_object_get(root, "publications"), i, row)
	{
		strcat(seen, json_string_value(json_object_get(row, "state")));
		strcat(seen, " ");
	}
	ck_assert_str_eq(seen, expected);
	json_decref(root);
}

static const char first[] = "policy publish rules/wuhan-2022 --by Li --why issued";
static const char second[] = "policy publish new --by Wang --why stricter";

START_TEST(test_publish_and_go_back)
{
	json_t *root, *row, *totals;

	gj_kit_out(&kit, 0, "policy list", "draft");
	gj_kit_out(&kit, 0, first, "publication 1: wuhan-2022");
	gj_kit_err(&kit, 1, first, "is in force already, as publication 1");
	gj_kit_out(&kit, 0, "policy publish new --by Wang --why stricter --dry-run",
	           "dry run: nothing was stored");
	assert_states("in_force ");
	/* The preview says what the run does, and stays with the publication. */
	gj_kit_out(&kit, 0, "policy publish new --by Wang --why stricter --run --as-of 2022-11-30",
	           "publication 1 is retired");
	root = list();
	row = json_array_get(json_object_get(root, "publications"), 1);
	totals = json_object_get(json_object_get(row, "impact"), "totals");
	ck_assert_int_gt(json_integer_value(json_object_get(totals, "lost")), 0);
	ck_assert_str_eq(json_string_value(json_object_get(row, "by")), "Wang");
	ck_assert_str_eq(json_string_value(json_object_get(row, "why")), "stricter");
	ck_assert_uint_eq(json_array_size(json_object_get(root, "drafts")), 0);
	json_decref(root);
	gj_kit_out(&kit, 0, "evaluate --as-of 2022-11-30",
	           "Demonstration enterprises: 179 judged, 0 decisions new or changed");
	gj_kit_out(&kit, 0, "impact new --format json", "\"lost\": 0");
	gj_kit_out(&kit, 0, "policy rollback --by Li --why mistake --run --as-of 2022-11-30",
	           "publication 2 is retired");
	assert_states("retired retired in_force ");
	gj_kit_out(&kit, 0, "impact rules/wuhan-2022 --format json", "\"changed\": 0");
	gj_kit_out(&kit, 0, "evaluate new --as-of 2022-11-30 --dry-run",
	           "judged"); /* still by name */
	gj_kit_out(&kit, 0, "policy rollback --to 2 --by Li --why after-all", "publication 4");
	assert_states("retired retired retired in_force ");
	gj_kit_err(&kit, 1, "policy rollback --to 2 --by Li --why x", "in force already");
	gj_kit_err(&kit, 1, "policy rollback --to 77 --by Li --why x", "no publication \"77\"");
}
END_TEST

START_TEST(test_only_what_is_sound)
{
	shell("cp -r rules/wuhan-2022 failing");
	gj_kit_edit(&kit, "failing/enterprise.lua", "f.officers :at_least(1)",
	            "f.officers :at_least(2)");
	gj_kit_err(&kit, 1, "policy publish failing --by Li --why x", "nothing was published");
	shell("rm failing/tests/*.test");
	gj_kit_err(&kit, 1, "policy publish failing --by Li --why x", "holds no test");
	gj_kit_edit(&kit, "failing/enterprise.lua", "f.officers :at_least(2)",
	            "f.officerz :at_least(2)");
	gj_kit_err(&kit, 3, "policy publish failing --by Li --why x", "officerz");
	gj_kit_err(&kit, 1, "policy rollback --by Li --why x", "nothing was published yet");
	assert_states("");
	gj_kit_expect(&kit, 0, first);
	gj_kit_err(&kit, 1, "policy rollback --by Li --why x", "nothing in force before");
}
END_TEST

START_TEST(test_two_policies)
{
	shell("cp -r \"$GUIJU_TOP\"/rules/example-wuhan-2023 rules");
	gj_kit_expect(&kit, 0, first);
	/* Another year: both are in force. */
	gj_kit_expect(&kit, 0, "policy publish example-wuhan-2023 --by Li --why next-year");
	assert_states("in_force in_force ");
	/* The same year under another name would decide everything twice. */
	shell("cp -r rules/wuhan-2022 rules/other");
	gj_kit_edit(&kit, "rules/other/policy.lua", "policy \"wuhan-2022\"", "policy \"other\"");
	gj_kit_err(&kit, 1, "policy publish other --by Li --why x", "--replaces 1");
	gj_kit_err(&kit, 1, "policy publish other --by Li --why x --replaces 2", "--replaces 1");
	gj_kit_err(&kit, 1, "policy publish other --by Li --why x --replaces 9", "9");
	gj_kit_expect(&kit, 0, "policy publish other --by Li --why x --replaces 1");
	assert_states("retired in_force in_force ");
	gj_kit_err(&kit, 1, "policy publish other --by Li --why x --replaces 1",
	           "in force under the same name");
	gj_kit_out(&kit, 0, "policy rollback --by Li --why x", "publication 4: wuhan-2022");
	assert_states("retired in_force retired in_force ");
	gj_kit_out(&kit, 0, "evaluate --as-of 2022-11-30", "0 decisions new or changed");
	gj_kit_expect(&kit, 0, "evaluate --as-of 2023-06-30");
}
END_TEST

START_TEST(test_two_persons)
{
	gj_kit_expect(&kit, 0, first);
	gj_kit_out(&kit, 0, "policy two-person", "one person may");
	gj_kit_out(&kit, 0, "policy two-person on --by Li", "two persons are needed");
	gj_kit_out(&kit, 0, second, "waits for a second person");
	assert_states("in_force waiting ");
	gj_kit_err(&kit, 1, "policy approve 2 --by WANG", "another person");
	gj_kit_err(&kit, 1, "policy approve 1 --by Zhao", "does not wait");
	gj_kit_err(&kit, 1, "policy approve 9 --by Zhao", "no publication 9");
	gj_kit_out(&kit, 0, "evaluate --as-of 2022-11-30", "0 decisions new or changed");
	gj_kit_out(&kit, 0, "policy approve 2 --by Zhao --run --as-of 2022-11-30",
	           "publication 3: wuhan-2022");
	assert_states("retired approved in_force ");
	gj_kit_err(&kit, 1, "policy approve 2 --by Zhao", "does not wait");
	/* Going back takes two as well; what was proposed before something else came is proposed again. */
	gj_kit_out(&kit, 0, "policy rollback --by Li --why x", "publication 4 of wuhan-2022");
	gj_kit_out(&kit, 0, "policy rollback --by Li --why x", "publication 5 of wuhan-2022");
	gj_kit_expect(&kit, 0, "policy approve 4 --by Zhao");
	gj_kit_err(&kit, 1, "policy approve 5 --by Zhao", "propose it again");
	gj_kit_out(&kit, 0, "policy two-person off --by Li", "it takes another person");
	gj_kit_err(&kit, 1, "policy two-person off --by Li", "another person");
	gj_kit_out(&kit, 0, "policy two-person off --by Zhao", "one person may");
	gj_kit_out(&kit, 0, second, "publication 7: wuhan-2022");
}
END_TEST

START_TEST(test_usage)
{
	static const struct {
		const char *line, *says;
	} cases[] = {
		{ "policy publish new --why x", "--by NAME is needed" },
		{ "policy publish new --by Li", "--why TEXT is needed" },
		{ "policy publish new --by Li --why x --run", "--as-of DATE" },
		{ "policy publish new --by Li --why x --as-of 2022", "is no day" },
		{ "policy publish", "policy publish DIR" },
		{ "policy publish new --by Li --why x --to 1", "publish takes no --to" },
		{ "policy diff a b --by Li", "diff takes no --by" },
		{ "policy publihs new", "did you mean publish?" },
		{ "policy frobnicate", "there is diff A B" },
		{ "policy two-person maybe", "on or off" },
		{ "policy two-person on", "--by NAME is needed" },
		{ "policy list --format csv", "text or json" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		gj_kit_err(&kit, 2, cases[i].line, cases[i].says);
	gj_kit_err(&kit, 3, "policy publish new --by Li --why x --db none.db", "none.db");
	gj_kit_err(&kit, 3, "policy list --db none.db", "none.db");
	gj_kit_err(&kit, 3, "policy publish nowhere --by Li --why x", "nowhere");
}
END_TEST

Suite *suite_publish(void)
{
	Suite *s = suite_create("cli/publish");
	TCase *t = tcase_create("publish");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, open_kit, close_kit);
	tcase_add_test(t, test_publish_and_go_back);
	tcase_add_test(t, test_only_what_is_sound);
	tcase_add_test(t, test_two_policies);
	tcase_add_test(t, test_two_persons);
	tcase_add_test(t, test_usage);
	suite_add_tcase(s, t);
	return s;
}
