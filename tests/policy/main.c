/* main.c: runs the tests of engine/policy. */
#include "tests/policy/suites.h"

#include <stdlib.h>

int main(void)
{
	SRunner *runner = srunner_create(suite_finding());
	int failed;

	srunner_add_suite(runner, suite_escape());
	srunner_add_suite(runner, suite_sandbox());
	srunner_add_suite(runner, suite_chunk());
	srunner_add_suite(runner, suite_load());
	srunner_add_suite(runner, suite_statement());
	srunner_add_suite(runner, suite_condition());
	srunner_add_suite(runner, suite_words());
	srunner_add_suite(runner, suite_reach());
	srunner_add_suite(runner, suite_list());
	srunner_add_suite(runner, suite_number());
	srunner_add_suite(runner, suite_table());
	srunner_add_suite(runner, suite_score());
	srunner_add_suite(runner, suite_route());
	srunner_add_suite(runner, suite_function());
	srunner_add_suite(runner, suite_ranking());
	srunner_add_suite(runner, suite_diff());
	srunner_add_suite(runner, suite_alloc());
	srunner_add_suite(runner, suite_constructs_condition());
	srunner_add_suite(runner, suite_constructs_list());
	srunner_add_suite(runner, suite_constructs_tool());
	srunner_add_suite(runner, suite_constructs_time());
	srunner_add_suite(runner, suite_constructs_programme());
	srunner_add_suite(runner, suite_constructs_route());
	srunner_add_suite(runner, suite_constructs_score());
	srunner_add_suite(runner, suite_constructs_table());
	srunner_add_suite(runner, suite_constructs_date());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
