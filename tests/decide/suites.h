/* suites.h: the suites of this program. */
#ifndef GJ_TEST_DECIDE_SUITES_H
#define GJ_TEST_DECIDE_SUITES_H
#include <check.h>

Suite *suite_decision(void);
Suite *suite_tally(void);
Suite *suite_triple(void);
Suite *suite_trace(void);
Suite *suite_trace_rows(void);
Suite *suite_agree(void);
Suite *suite_complete(void);
Suite *suite_reason(void);
Suite *suite_reason_facts(void);
Suite *suite_sample(void);
Suite *suite_ranking(void);
Suite *suite_pass(void);
Suite *suite_testcase(void);
Suite *suite_testrun(void);
Suite *suite_mutate(void);
Suite *suite_says(void);
Suite *suite_same(void);
Suite *suite_merge(void);
Suite *suite_versus(void);
Suite *suite_versus_dice(void);
#endif
