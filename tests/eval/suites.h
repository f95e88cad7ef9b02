/* suites.h: the suites of this program. */
#ifndef GJ_TEST_EVAL_SUITES_H
#define GJ_TEST_EVAL_SUITES_H
#include <check.h>

Suite *suite_outcome(void);
Suite *suite_unit(void);
Suite *suite_fact(void);
Suite *suite_record(void);
Suite *suite_cell(void);
Suite *suite_kernel(void);
Suite *suite_kernels(void);
Suite *suite_pool(void);
Suite *suite_program(void);
Suite *suite_program_damage(void);
Suite *suite_frame(void);
Suite *suite_frame_room(void);
Suite *suite_range(void);
Suite *suite_walk(void);
Suite *suite_program_range(void);
#endif
