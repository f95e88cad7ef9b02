/* check_decide.c: a person's ruling beside the rules, as an officer sees it. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One that the sample decides otherwise, and one that it finds eligible by two officers. */
#define BARRED "91420100MA9X100688"
#define NAMED "91420100MA9X100170"

START_TEST(test_ruling_counts)
{
	gj_kit_sample(&office);
	gj_kit_shell(&office,
	             "count() { \"$GUIJU\" report list --category enterprise --result eligible "
	             "--format csv | wc -l; }\n"
	             "sum() { \"$GUIJU\" report targets --format json --lang en | sed -n "
	             "'/\"city\"/,$ s/.*\"eligible\": //p' | head -1; }\n"
	             "before=$(count); city=$(sum)\n"
	             "\"$GUIJU\" decide " BARRED " --kind overridden --result eligible --on "
	             "2022-11-01 --by Li --why 'file 12' --dry-run | grep -q 'not stored'\n"
	             "test $(count) = $before\n"
	             "\"$GUIJU\" decide " BARRED " --kind overridden --result eligible --on "
	             "2022-11-01 --by Li --why 'file 12'\n"
	             "test $(count) = $((before + 1))\n"
	             "test ${city%,} = $(($(sum | tr -d ,) - 1))\n");
	gj_kit_out(&office, 0, "explain " BARRED,
	           "decision: eligible (overridden by Li, from 2022-11-01 on: file 12), recorded ");
	gj_kit_out(&office, 0, "explain " BARRED, "by the rules: ineligible\n");
	gj_kit_out(&office, 0, "explain " BARRED " --format json", "\"kind\": \"overridden\"");
	gj_kit_out(&office, 0, "report list --result eligible --format json",
	           "\"ruling\":\"overridden\"");
	gj_kit_expect(&office, 0,
	              "decide " BARRED " --kind withdrawn --on 2022-12-01 --by Li --why error");
	gj_kit_out(&office, 0, "explain " BARRED, "decision: ineligible\n");
	gj_kit_err(&office, 1,
	           "decide " BARRED " --kind withdrawn --on 2022-12-01 --by Li --why again",
	           "nothing to withdraw");
	gj_kit_expect(&office, 0, "audit verify");
}
END_TEST

START_TEST(test_review)
{
	gj_kit_sample(&office);
	gj_kit_out(&office, 0, "review list", "nothing to be reviewed\n");
	gj_kit_expect(&office, 0,
	              "decide " NAMED " --kind recognised --on 2022-11-15 --by Li --why plaque");
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1) }",
	            "f.officers :at_least(3) }");
	gj_kit_out(&office, 0, "impact wuhan-2022 --as-of 2022-11-30",
	           "; 1 would be reviewed, since a ruling stands");
	gj_kit_err(&office, 1, "impact wuhan-2022 --as-of 2022-11-30 --fail-if stands>0",
	           "stands is 1");
	gj_kit_out(&office, 0, "impact wuhan-2022 --as-of 2022-11-30 --limit 0",
	           "a ruling stands: to be reviewed");
	gj_kit_out(&office, 0, "evaluate --as-of 2022-11-30", "\n1 to be reviewed, ");
	gj_kit_out(&office, 0, "review list", NAMED);
	gj_kit_out(&office, 0, "review list --format json", "\"state\": \"open\"");
	gj_kit_out(&office, 0, "review list --format csv", "eligible → ineligible");
	gj_kit_out(&office, 0, "review show 1", "Confidentiality officers: met → not met\n");
	gj_kit_out(&office, 0, "review show 1 --format json", "\"is\": \"not_met\"");
	gj_kit_out(&office, 0, "report list --result eligible", NAMED);
	gj_kit_out(&office, 0, "review close 1 --by Wang --why seen", "review 1 is closed");
	gj_kit_err(&office, 1, "review close 1 --by Wang --why seen", "not open: it is closed");
	gj_kit_out(&office, 0, "review list", "nothing to be reviewed\n");
	gj_kit_out(&office, 0, "review list --all", "closed: the ruling stands");
	gj_kit_out(&office, 0, "review show 1", "closed by Wang, ");
	gj_kit_out(&office, 0, "replay --all", "different: 0, not possible: 0");
	gj_kit_expect(&office, 0, "audit verify");
	gj_kit_expect(&office, 0, "db check");
}
END_TEST

START_TEST(test_words)
{
	static const struct {
		int status;
		const char *line, *says;
	} cases[] = {
		{ 2, "decide " BARRED, "--kind recognised|" },
		{ 2, "decide " BARRED " --kind said", "withdrawn, not said" },
		{ 2, "decide " BARRED " --kind judged", "--result eligible|ineligible" },
		{ 2, "decide " BARRED " --kind judged --result review", "not review" },
		{ 2, "decide " BARRED " --kind recognised --result ineligible", "is eligible" },
		{ 2, "decide " BARRED " --kind withdrawn --result eligible", "no --result" },
		{ 2, "decide " BARRED " --kind recognised", "--on DATE" },
		{ 2, "decide " BARRED " --kind recognised --on 2022-13-01", "--on DATE" },
		{ 2, "decide " BARRED " --kind recognised --on 2022-11-01", "--by NAME" },
		{ 2, "decide " BARRED " --kind recognised --on 2022-11-01 --by Li", "--why TEXT" },
		{ 3, "decide nobody --kind recognised --on 2022-11-01 --by Li --why w",
		  "no application \"nobody\"" },
		{ 2, "review", "takes list" },
		{ 2, "review look", "look" },
		{ 2, "review show x", "no number of a review" },
		{ 3, "review show 9", "no review 9" },
		{ 2, "review close 9", "--by NAME" },
		{ 3, "review close 9 --by Li --why w", "no review 9" },
		{ 2, "review list --format xml", "text, csv or json" },
		{ 2, "review show 1 --format csv", "text or json" },
	};

	gj_kit_expect(&office, 1,
	              "import enterprise data/enterprises.csv --list "
	              "trainings=data/trainings.csv --list infringements=data/infringements.csv");
	gj_kit_err(&office, 1,
	           "decide " BARRED " --kind recognised --on 2022-11-01 --by Li --why w",
	           "has not been decided yet: run guiju evaluate");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		gj_kit_err(&office, cases[i].status, cases[i].line, cases[i].says);
}
END_TEST

Suite *suite_decide(void)
{
	Suite *s = suite_create("decide");
	TCase *t = tcase_create("decide");

	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, test_ruling_counts);
	tcase_add_test(t, test_review);
	tcase_add_test(t, test_words);
	suite_add_tcase(s, t);
	return s;
}
