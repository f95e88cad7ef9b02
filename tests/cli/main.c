/* main.c: runs the tests of the command line, on the built program. */
#include "tests/cli/suites.h"

#include <stdlib.h>

int main(void)
{
	SRunner *runner = srunner_create(suite_job());
	int failed;

	srunner_add_suite(runner, suite_args());
	srunner_add_suite(runner, suite_audit());
	srunner_add_suite(runner, suite_author());
	srunner_add_suite(runner, suite_bad());
	srunner_add_suite(runner, suite_check());
	srunner_add_suite(runner, suite_clauses());
	srunner_add_suite(runner, suite_policy());
	srunner_add_suite(runner, suite_publish());
	srunner_add_suite(runner, suite_report());
	srunner_add_suite(runner, suite_test());
	srunner_add_suite(runner, suite_tools());
	srunner_add_suite(runner, suite_decide());
	srunner_add_suite(runner, suite_doc());
	srunner_add_suite(runner, suite_exchange());
	srunner_add_suite(runner, suite_explain());
	srunner_add_suite(runner, suite_form());
	srunner_add_suite(runner, suite_impact());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
