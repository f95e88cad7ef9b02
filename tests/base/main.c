/* main.c: runs the tests of engine/base. */
#include "tests/base/suites.h"

#include <stdlib.h>

int main(void)
{
	static Suite *(*const suites[])(void) = {
		suite_arena,      suite_buf,    suite_day,     suite_text,
		suite_creditcode, suite_digest, suite_fileset, suite_table,
	};
	SRunner *runner = srunner_create(suite_err());
	int failed;

	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
		srunner_add_suite(runner, suites[i]());
	srunner_add_suite(runner, suite_calendar());
	srunner_add_suite(runner, suite_blake());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
