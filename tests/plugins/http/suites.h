/* suites.h: the suites of this program. */
#ifndef GJ_TEST_HTTP_SUITES_H
#define GJ_TEST_HTTP_SUITES_H
#include <check.h>

Suite *suite_gate(void);
Suite *suite_guard(void);
Suite *suite_pages(void);
Suite *suite_resume(void);
#endif
