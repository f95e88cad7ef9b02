/* main.c: runs the tests of db/. */
#include <stdlib.h>

#include "tests/db/sqlite_memory.h"
#include "tests/db/suites.h"

int main(void)
{
	SRunner *runner;
	int failed;

	sqlite_memory_install();
	runner = srunner_create(suite_store());
	srunner_add_suite(runner, suite_migrate());
	srunner_add_suite(runner, suite_publication());
	srunner_add_suite(runner, suite_version());
	srunner_add_suite(runner, suite_application());
	srunner_add_suite(runner, suite_facts_table());
	srunner_add_suite(runner, suite_revision());
	srunner_add_suite(runner, suite_revision_each());
	srunner_add_suite(runner, suite_import());
	srunner_add_suite(runner, suite_staged());
	srunner_add_suite(runner, suite_decision_row());
	srunner_add_suite(runner, suite_ruling());
	srunner_add_suite(runner, suite_run());
	srunner_add_suite(runner, suite_audit());
	srunner_add_suite(runner, suite_slab());
	srunner_add_suite(runner, suite_slab_counts());
	srunner_add_suite(runner, suite_slab_rows());
	srunner_add_suite(runner, suite_crash());
	srunner_add_suite(runner, suite_outbox());
	srunner_add_suite(runner, suite_alloc());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
