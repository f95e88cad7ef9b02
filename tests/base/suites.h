/* suites.h: the suites of this program. */
#ifndef GJ_TEST_BASE_SUITES_H
#define GJ_TEST_BASE_SUITES_H
#include <check.h>

Suite *suite_err(void);
Suite *suite_arena(void);
Suite *suite_buf(void);
Suite *suite_day(void);
Suite *suite_text(void);
Suite *suite_creditcode(void);
Suite *suite_digest(void);
Suite *suite_blake(void);
Suite *suite_fileset(void);
Suite *suite_table(void);
Suite *suite_calendar(void);
#endif
