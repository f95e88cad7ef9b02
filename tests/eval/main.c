/* main.c: runs the tests of engine/eval, from the smallest noun to the largest. */
#include "tests/eval/suites.h"

#include <stdlib.h>

int main(void)
{
	static Suite *(*const suites[])(void) = {
		suite_unit, suite_fact,    suite_record,         suite_cell,  suite_kernel,
		suite_pool, suite_program, suite_program_damage, suite_frame, suite_frame_room,
		suite_range, suite_walk,   suite_program_range,  suite_kernels,
	};
	SRunner *runner = srunner_create(suite_outcome());
	int failed;

	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
		srunner_add_suite(runner, suites[i]());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
