/* suites.h: the suites of this program. */
#ifndef GJ_TEST_CLI_SUITES_H
#define GJ_TEST_CLI_SUITES_H
#include <check.h>

Suite *suite_args(void);
Suite *suite_audit(void);
Suite *suite_author(void);
Suite *suite_bad(void);
Suite *suite_check(void);
Suite *suite_clauses(void);
Suite *suite_decide(void);
Suite *suite_doc(void);
Suite *suite_exchange(void);
Suite *suite_explain(void);
Suite *suite_form(void);
Suite *suite_impact(void);
Suite *suite_job(void);
Suite *suite_policy(void);
Suite *suite_publish(void);
Suite *suite_report(void);
Suite *suite_test(void);
Suite *suite_tools(void);
#endif
