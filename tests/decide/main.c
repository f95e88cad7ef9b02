/* main.c: runs the tests of engine/decide. */
#include "tests/decide/suites.h"

#include <stdlib.h>

int main(void)
{
	SRunner *runner = srunner_create(suite_decision());
	int failed;

	srunner_add_suite(runner, suite_tally());
	srunner_add_suite(runner, suite_triple());
	srunner_add_suite(runner, suite_trace());
	srunner_add_suite(runner, suite_trace_rows());
	srunner_add_suite(runner, suite_agree());
	srunner_add_suite(runner, suite_complete());
	srunner_add_suite(runner, suite_reason());
	srunner_add_suite(runner, suite_reason_facts());
	srunner_add_suite(runner, suite_sample());
	srunner_add_suite(runner, suite_ranking());
	srunner_add_suite(runner, suite_pass());
	srunner_add_suite(runner, suite_testcase());
	srunner_add_suite(runner, suite_testrun());
	srunner_add_suite(runner, suite_mutate());
	srunner_add_suite(runner, suite_says());
	srunner_add_suite(runner, suite_same());
	srunner_add_suite(runner, suite_merge());
	srunner_add_suite(runner, suite_versus());
	srunner_add_suite(runner, suite_versus_dice());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
