/* check_clauses.c: the 31 rows of the two lists of conditions are all there, each with its clause. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const enterprise[] = {
	"二(一)1a", "二(一)1b", "二(一)1c", "二(一)1d", "二(一)2",  "二(一)3a",
	"二(一)3b", "二(一)3c", "二(一)3d", "二(一)4a", "二(一)4b", "二(一)4c",
	"二(一)5a", "二(一)5b", "二(一)5c", NULL,
};
static const char *const station[] = {
	"二(二)1a", "二(二)1b", "二(二)2a", "二(二)2b", "二(二)2c", "二(二)2d",
	"二(二)3a", "二(二)3b", "二(二)4",  "二(二)5",  "二(二)6a", "二(二)6b",
	"二(二)6c", "二(二)6d", "二(二)7a", "二(二)7b", NULL,
};

/* `guiju check --program` lists "outcome 0: enterprise.1.a 二(一)1a" in order. */
static void compare(const char *program, const char *category, const char *const *clauses)
{
	char start[64];
	const char *at;
	size_t n = 0;

	snprintf(start, sizeof start, "\n%s\n", category);
	at = strstr(program, start);
	ck_assert_msg(at != NULL, "no category %s", category);
	for (at += strlen(start); strncmp(at, "  outcome ", 10) == 0; at = strchr(at, '\n') + 1) {
		char id[64], clause[64];

		ck_assert_int_eq(sscanf(at, "  outcome %*u: %63s %63s", id, clause), 2);
		ck_assert_msg(clauses[n] != NULL,
		              "%s: a check of %s that the document does not have", id, clause);
		ck_assert_str_eq(clause, clauses[n]);
		n++;
	}
	ck_assert_msg(clauses[n] == NULL, "%s: no check of %s", category, clauses[n]);
}

START_TEST(test_clauses)
{
	struct gj_kit kit;
	struct gj_run_result r;

	gj_kit_open(&kit);
	r = gj_kit_run(&kit, "check rules/wuhan-2022 --program");
	ck_assert_int_eq(r.status, 0);
	compare(r.out, "enterprise", enterprise);
	compare(r.out, "station", station);
	gj_run_free(&r);
	gj_kit_close(&kit);
}
END_TEST

Suite *suite_clauses(void)
{
	Suite *s = suite_create("cli/clauses");
	TCase *t = tcase_create("clauses");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_clauses);
	suite_add_tcase(s, t);
	return s;
}
