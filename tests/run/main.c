/* main.c: runs the suites of run/. */
#include <stdlib.h>

#include "tests/run/suites.h"

int main(void)
{
	SRunner *runner = srunner_create(suite_loop());
	int failed;

	srunner_add_suite(runner, suite_mapping());
	srunner_add_suite(runner, suite_plugin());
	srunner_add_suite(runner, suite_option());
	srunner_add_suite(runner, suite_secret());
	srunner_add_suite(runner, suite_notifier());
	srunner_add_suite(runner, suite_drain());
	srunner_add_suite(runner, suite_apart());
	srunner_add_suite(runner, suite_wanted());
	srunner_add_suite(runner, suite_source());
	srunner_add_suite(runner, suite_reader());
	srunner_add_suite(runner, suite_rejects());
	srunner_add_suite(runner, suite_codes());
	srunner_add_suite(runner, suite_ingest());
	srunner_add_suite(runner, suite_ingest_list());
	srunner_add_suite(runner, suite_link());
	srunner_add_suite(runner, suite_batch());
	srunner_add_suite(runner, suite_replay());
	srunner_add_suite(runner, suite_ruled());
	srunner_add_suite(runner, suite_impact());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
