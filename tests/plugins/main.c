/* main.c: runs the suites of the plugins. */
#include <stdlib.h>

#include "tests/plugins/suites.h"

int main(void)
{
	SRunner *runner = srunner_create(suite_csv());
	int failed;

	srunner_add_suite(runner, suite_csv_decode());
	srunner_add_suite(runner, suite_csv_heading());
	srunner_add_suite(runner, suite_csv_parse());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
