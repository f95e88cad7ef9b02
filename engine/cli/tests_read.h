/* tests_read.h: the test files of a policy: every *.test and *.csv in the folder tests/ beside its rules. */
#ifndef GJ_TESTS_READ_H
#define GJ_TESTS_READ_H
#include "engine/cli/rules.h"
#include "engine/decide/testcase.h"

/* *files says how many there were; none is no error. Errors: GJ_EIO, GJ_ELIMIT (a file over 4 MiB), GJ_ENOMEM. */
int gj_tests_read(struct gj_testcases *out, size_t *files, const struct gj_rules *rules,
                  struct gj_err *err);
/* One file more; a table when its name ends in .csv. */
int gj_tests_read_file(struct gj_testcases *out, const char *path, struct gj_err *err);
#endif
