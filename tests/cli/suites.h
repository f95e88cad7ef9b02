/* suites.h: the suites of this program. */
#ifndef GJ_TEST_CLI_SUITES_H
#define GJ_TEST_CLI_SUITES_H
#include <check.h>

Suite *suite_args(void);
Suite *suite_bad(void);
Suite *suite_check(void);
Suite *suite_clauses(void);
Suite *suite_job(void);
Suite *suite_tools(void);
#endif
