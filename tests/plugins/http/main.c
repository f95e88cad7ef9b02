/* main.c: runs the tests of the http source. */
#include "tests/plugins/http/suites.h"

#include <stdlib.h>

int main(void)
{
	SRunner *runner = srunner_create(suite_gate());
	int failed;

	srunner_add_suite(runner, suite_pages());
	srunner_add_suite(runner, suite_guard());
	srunner_add_suite(runner, suite_resume());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
