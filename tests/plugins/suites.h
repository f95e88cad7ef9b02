/* suites.h: the suites of this folder, one a file. */
#ifndef TEST_PLUGINS_SUITES_H
#define TEST_PLUGINS_SUITES_H
#include <check.h>

Suite *suite_csv(void);
Suite *suite_csv_decode(void);
Suite *suite_csv_heading(void);
Suite *suite_csv_parse(void);
#endif
