/* check_explain.c: a check that is a function shows what it read, what it misses, and why it failed. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"

#include <stdlib.h>
#include <string.h>

#define NAMED "91420100MA9X100170"

static void make_function(const char *body)
{
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1) }", body);
	gj_kit_sample(&office);
}

START_TEST(test_reads_are_shown)
{
	struct gj_run_result r;

	make_function("function(a) if a.officers < 1 then return false end "
	              "return a.headcount > 5 end }");
	r = gj_kit_run(&office, "explain " NAMED);
	ck_assert_msg(strstr(r.out,
	                     "decided by a function of the rules; met\n"
	                     "      facts     Confidentiality officers: 2; Staff: 135\n") != NULL,
	              "%.2000s", r.out);
	gj_run_free(&r);
	gj_kit_out(&office, 0, "explain " NAMED " --format json", "\"key\": \"headcount\"");
}
END_TEST

START_TEST(test_what_it_misses)
{
	make_function("function(a) return a.officers > 0 and a.known end }");
	gj_kit_shell(&office, "\"$GUIJU\" report list --result incomplete --format csv | "
	                      "sed -n 2p | cut -d, -f4 >code");
	gj_kit_shell(&office, "\"$GUIJU\" explain $(cat code) | grep -q Missing");
}
END_TEST

START_TEST(test_why_it_failed)
{
	make_function("function(a) if a.officers > 1 then error(\"no such case\") end "
	              "return true end }");
	gj_kit_out(&office, 0, "explain " NAMED, "decided by a function of the rules (");
	gj_kit_out(&office, 0, "explain " NAMED, "no such case");
	gj_kit_out(&office, 0, "report list --result review", NAMED);
}
END_TEST

Suite *suite_explain(void)
{
	Suite *s = suite_create("explain");
	TCase *t = tcase_create("explain");

	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, test_reads_are_shown);
	tcase_add_test(t, test_what_it_misses);
	tcase_add_test(t, test_why_it_failed);
	suite_add_tcase(s, t);
	return s;
}
