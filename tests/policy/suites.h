/* suites.h: the suites of this program. */
#ifndef GJ_TEST_POLICY_SUITES_H
#define GJ_TEST_POLICY_SUITES_H
#include <check.h>

Suite *suite_finding(void);
Suite *suite_escape(void);
Suite *suite_sandbox(void);
Suite *suite_chunk(void);
Suite *suite_load(void);
Suite *suite_statement(void);
Suite *suite_condition(void);
Suite *suite_words(void);
Suite *suite_reach(void);
Suite *suite_list(void);
Suite *suite_number(void);
Suite *suite_table(void);
Suite *suite_score(void);
Suite *suite_route(void);
Suite *suite_function(void);
Suite *suite_ranking(void);
Suite *suite_diff(void);
Suite *suite_alloc(void);
Suite *suite_constructs_condition(void);
Suite *suite_constructs_list(void);
Suite *suite_constructs_tool(void);
Suite *suite_constructs_time(void);
Suite *suite_constructs_programme(void);
Suite *suite_constructs_route(void);
Suite *suite_constructs_score(void);
Suite *suite_constructs_table(void);
Suite *suite_constructs_date(void);
#endif
