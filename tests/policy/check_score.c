/* check_score.c: score, group, item: points, caps, weights, minimums, marks, and what an expert picks. */
#include "tests/policy/judge.h"
#include "tests/policy/suites.h"

#define NAMES(x) "zh = '" x "', en = '" x "', "
#define ITEM(key, rest) "item '" key "' { " NAMES(key) rest " }"

/* Served up to 10 points, 5 for the body, half a point for each officer up to 3. */
#define TOTAL \
	"local total = score 'total' { " NAMES("total") "decimals = 1, cap = 16, group 'a' { " NAMES( \
	    "ga") "cap = 12, minimum = 4, " ITEM("served", "points = bands(f.served) { { below = 10, "  \
							   "gives = 0 }, { from = 10, "            \
							   "below = 20, gives = '2.5' }, { from = 20, gives = 10 } }") ", " \
	ITEM("body", "points = 5, when = f.body:holds()") " }, group 'b' { " NAMES("gb") ITEM( \
	    "officers", "points = f.officers:times(ratio(1, 2)):rounded('down'), cap = 3") " }, " \
	ITEM("trained", "points = f.trained, between = { 0, 10 }, weight = percent(50)") " }"

START_TEST(test_score)
{
	JUDGE(TOTAL,
	      { "total:at_least(15)", "served=20 body=no officers=6 trained=4", GJ_MET },
	      { "total:more_than(15)", "served=20 body=no officers=6 trained=4", GJ_NOT_MET },
	      { "total:at_least(15)", "served=20 body=no officers=6 trained=3", GJ_NOT_MET },
	      { "total:at_least('14.5')", "served=20 body=no officers=6 trained=3", GJ_MET },
	      { "total:equals(16)", "served=20 body=yes officers=9 trained=10", GJ_MET },
	      { "total:equals('2.5')", "served=10 body=no officers=1 trained=0", GJ_MET },
	      { "total:at_least(15)", "served=20 officers=6 trained=0", GJ_UNKNOWN },
	      { "total:at_least(13)", "served=20 officers=6 trained=0", GJ_MET }, /* anyway */
	      { "total:at_least(15)", "served=20 body=no officers=6", GJ_REVIEW },
	      { "total:at_least(15)", "served=0 body=no officers=6", GJ_NOT_MET },
	      { "total:at_least(10)", "served=20 body=no officers=na trained=na", GJ_MET });
}
END_TEST

START_TEST(test_pass_mark)
{
	FINDINGS(TOTAL, { "total:at_least(16)", "", NULL }, { "total:at_least('16.1')", "E426", "mark" },
	         { "total:more_than(16)", "E426", "mark" }, { "total:more_than('15.9')", "", NULL },
	         { "total:equals(17)", "E426", NULL }, { "total:at_most(20)", "", NULL },
	         { "total:group('a'):at_least(13)", "E426", NULL },
	         { "total:group('a'):at_least(12)", "", NULL } );
}
END_TEST

START_TEST(test_group)
{
	JUDGE(TOTAL, { "total:group('a'):at_least(12)", "served=20 body=yes", GJ_MET },
	      { "total:group('a'):at_least(12)", "served=10 body=yes", GJ_NOT_MET },
	      { "total:group('b'):at_least(3)", "officers=6", GJ_MET },
	      { "total:group('b'):at_least(3)", "officers=5", GJ_NOT_MET },
	      { "total:group('b'):at_most(3)", "officers=100", GJ_MET });
}
END_TEST

START_TEST(test_minimums)
{
	JUDGE(TOTAL, { "total:minimums()", "served=0 body=yes", GJ_MET },
	      { "total:minimums()", "served=10 body=no", GJ_NOT_MET });
}
END_TEST

START_TEST(test_item_picked)
{
	static const char before[] = "local total = score 't' { " NAMES("t") ITEM(
	    "a", "points = f.officers, between = { 2, 6 }, when = f.body:holds()") " }";

	JUDGE(before, { "total:at_least(5)", "body=yes officers=5", GJ_MET },
	      { "total:at_least(5)", "body=yes officers=4", GJ_NOT_MET },
	      { "total:at_least(5)", "body=yes officers=7", GJ_ERROR },
	      { "total:at_least(5)", "body=yes officers=1", GJ_ERROR },
	      { "total:at_least(2)", "body=yes", GJ_MET }, /* no less can be picked */
	      { "total:at_least(5)", "body=yes", GJ_REVIEW },
	      { "total:at_most(0)", "body=no officers=5", GJ_MET });
}
END_TEST

START_TEST(test_item_weight)
{
	static const char up[] = "local total = score 't' { " NAMES("t") "decimals = 1, rounding = 'up', " ITEM(
	    "a", "points = f.officers, weight = ratio(1, 3)") " }";
	static const char down[] = "local total = score 't' { " NAMES("t") "decimals = 1, rounding = 'down', " ITEM(
	    "a", "points = f.officers, weight = ratio(1, 3)") " }";

	JUDGE(up, { "total:equals('3.4')", "officers=10", GJ_MET });
	JUDGE(down, { "total:equals('3.3')", "officers=10", GJ_MET });
}
END_TEST

/* A penalty takes away; what does not apply takes nothing. */
START_TEST(test_penalty)
{
	static const char before[] = "local total = score 't' { " NAMES("t") ITEM("a", "points = 5, when = f.body:holds()") ", " ITEM(
	    "b", "points = -3, when = f.clear:judged()") " }";

	JUDGE(before, { "total:at_least(5)", "body=yes clear=no", GJ_MET },
	      { "total:at_least(5)", "body=yes clear=yes", GJ_NOT_MET },
	      { "total:at_least(2)", "body=yes clear=yes", GJ_MET });
}
END_TEST

#define SCORE(rest) "score 't' { " NAMES("t") rest " }:at_least(1)"
#define GROUP(rest) SCORE("group 'g' { " NAMES("g") rest " }")

START_TEST(test_findings)
{
	FINDINGS(NULL, { SCORE(ITEM("a", "points = f.served")), "", NULL },
	         { SCORE(ITEM("a", "points = f.served, caps = 5")), "E205", "cap" },
	         { SCORE(ITEM("a", "cap = 5")), "E302", "points" },
	         { SCORE(ITEM("a", "points = f.body")), "E302", "points" },
	         { SCORE(ITEM("a", "points = f.founded_on")), "E302", NULL },
	         { SCORE(ITEM("a", "points = true")), "E302", NULL },
	         { SCORE(ITEM("a", "points = 1.5, when = f.body:holds()")), "E306", NULL },
	         { SCORE(ITEM("a", "points = '1.5', when = f.body:holds()")), "E305", "decimals" },
	         { SCORE("decimals = 1, " ITEM("a", "points = '1.5', when = f.body:holds()")), "",
	           NULL },
	         { SCORE(ITEM("a", "points = '0.12345', when = f.body:holds()")), "E305", NULL },
	         { SCORE(ITEM("a", "points = 1000000001, when = f.body:holds()")), "E307", NULL },
	         { SCORE(ITEM("a", "points = 5")), "E408", NULL }, /* reads no fact */
	         { SCORE(ITEM("a", "points = f.budget")), "E305", "decimals" },
	         { SCORE("decimals = 2, " ITEM("a", "points = f.budget")), "", NULL },
	         { SCORE("decimals = 5, " ITEM("a", "points = f.served")), "E307", NULL },
	         { SCORE("rounding = 'near', " ITEM("a", "points = f.served")), "E213", NULL },
	         { SCORE("cap = '0.5', " ITEM("a", "points = f.served")), "E305", "decimals" },
	         { SCORE("cap = -1, " ITEM("a", "points = f.served")), "E307", NULL },
	         { SCORE("cap = true, " ITEM("a", "points = f.served")), "E302", NULL },
	         { SCORE(ITEM("a", "points = f.served, cap = '0.5'")), "E305", "decimals" },
	         { SCORE(ITEM("a", "points = f.served, weight = 30")), "E302", "percent" },
	         { SCORE(ITEM("a", "points = f.served, weight = percent(0)")), "E307", NULL },
	         { SCORE(ITEM("a", "points = f.served, between = { 5, 0 }")), "E307", "between" },
	         { SCORE(ITEM("a", "points = f.served, between = 5")), "E307", "between" },
	         { SCORE(ITEM("a", "points = 5, when = f.body:holds(), between = { 0, 9 }")), "E302",
	           "f.x" },
	         { SCORE(ITEM("a", "points = f.served, when = f.body")), "E302", "holds" },
	         { SCORE(ITEM("a", "points = f.served, when = field 'final':holds()")), "E309",
	           "where" },
	         /* points that cannot count */
	         { SCORE(ITEM("a", "points = 10, when = f.body:holds(), cap = 6")), "E426", NULL },
	         { SCORE(ITEM("a", "points = 6, when = f.body:holds(), cap = 6")), "", NULL },
	         { SCORE(ITEM("a", "points = bands(f.served) { { below = 5, gives = 1 }, { from = 5, "
			           "gives = 7 } }, cap = 6")),
	           "E426", NULL },
	         { SCORE(ITEM("a", "points = 10, when = f.body:holds(), cap = 6, weight = "
			           "percent(50)")),
	           "", NULL },
	         { GROUP("minimum = 6, " ITEM("a", "points = 5, when = f.body:holds()")), "E426",
	           NULL },
	         { GROUP("minimum = 5, " ITEM("a", "points = 5, when = f.body:holds()")), "", NULL },
	         { GROUP("minimum = 6, cap = 5, " ITEM("a", "points = f.served")), "E426", NULL },
	         { GROUP("minimum = 5, cap = 5, " ITEM("a", "points = f.served")), "", NULL },
	         { GROUP("minimum = 3, " ITEM("a", "points = f.served:capped(1):floored(3)")), "",
	           NULL },
	         { GROUP("minimum = 3, " ITEM("a", "points = f.served:capped(3)") ", " ITEM("b", "points = -2, when = f.body:holds()")), "", NULL },
	         { GROUP("minimum = 5, " ITEM("a", "points = f.served, between = { 0, 4 }")), "E426",
	           NULL },
	         { GROUP("minimum = '0.5', " ITEM("a", "points = f.served")), "E305", "decimals" },
	         { GROUP("minimum = -1, " ITEM("a", "points = f.served")), "E307", NULL },
	         { GROUP(""), "E408", NULL },
	         { SCORE(""), "E408", NULL },
	         { GROUP("f.body:holds()"), "E302", "" },
	         { SCORE("f.body:holds()"), "E302", NULL },
	         { GROUP(ITEM("a", "points = f.served") ", " ITEM("a", "points = f.trained")), "E212",
	           NULL },
	         { SCORE(ITEM("a", "points = f.served") ", " ITEM("a", "points = f.trained")), "E212",
	           NULL },
	         { SCORE("group 'g' { " NAMES("g") ITEM("a", "points = f.served") " }, group 'g' { "
	                 NAMES("h") ITEM("b", "points = f.served") " }"),
	           "E212", NULL },
	         { "score 't' { " NAMES("t") ITEM("a", "points = f.served") " }", "E302", NULL },
	         { "f.body:holds() } " ITEM("a", "points = f.served") " criterion '2' { zh = 'c', en = "
	           "'d', clause = '2', f.body:holds()",
	           "E409", NULL });
	FINDINGS("local one = " ITEM("a", "points = f.served"),
	         { SCORE("group 'g' { " NAMES("g") "one }, group 'h' { " NAMES("h") "one }"), "E212",
	           NULL });
	FINDINGS(TOTAL, { "total:group('c'):at_least(1)", "E213", "\"a\"" },
	         { "total:group(5):at_least(1)", "E302", NULL }, { "total:holds()", "E301", NULL },
	         { "total:at_least('x')", "E302", NULL }, { "total:at_least('0.55')", "E305", NULL },
	         { "total:at_least(quantity(5, '万元'))", "E303", NULL },
	         { "total:at_least(1.5)", "E306", NULL } );
	FINDINGS("local plain = score 'p' { " NAMES("p") ITEM("a", "points = f.served") " }",
	         { "plain:minimums()", "E408", "minimum" });
}
END_TEST

Suite *suite_score(void)
{
	Suite *s = suite_create("score");
	TCase *t = tcase_create("score");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_score);
	tcase_add_test(t, test_pass_mark);
	tcase_add_test(t, test_group);
	tcase_add_test(t, test_minimums);
	tcase_add_test(t, test_item_picked);
	tcase_add_test(t, test_item_weight);
	tcase_add_test(t, test_penalty);
	tcase_add_test(t, test_findings);
	suite_add_tcase(s, t);
	return s;
}
