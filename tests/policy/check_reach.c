/* check_reach.c: what can never be met, what is always met, and what only looks so. */
#include <stdio.h>
#include <string.h>

#include "tests/policy/kit.h"
#include "tests/policy/suites.h"

#define NEVER "E419"
#define ALWAYS "W503"
#define DEAD "W504"

static const struct {
	const char *condition, *code; /* "": none of the three */
} rows[] = {
	{ "f.officers:at_least(5), f.officers:less_than(5)", NEVER },
	{ "f.officers:at_least(5), f.officers:at_most(5)", "" },
	{ "f.officers:more_than(5), f.officers:less_than(6)", NEVER },
	{ "f.officers:more_than(5), f.officers:less_than(7)", "" },
	{ "f.officers:equals(5), f.officers:equals(6)", NEVER },
	{ "f.officers:equals(5), f.officers:at_least(6)", NEVER },
	{ "f.officers:less_than(0)", NEVER },
	{ "f.officers:at_most(0)", "" },
	{ "f.officers:at_least(0)", ALWAYS },
	{ "f.officers:at_least(1)", "" },
	{ "f.officers:at_most(2147483632)", ALWAYS },
	{ "f.officers:more_than(2147483632)", NEVER },
	{ "all { f.officers:at_least(5), all { f.served:at_least(1), f.officers:at_most(4) } }",
	  NEVER },
	{ "f.officers:at_least(5), f.served:less_than(5)", "" },
	{ "f.body:holds(), no(f.body:holds())", NEVER },
	{ "f.clear:judged(), no(f.clear:judged())", NEVER },
	{ "any { f.body:holds(), no(f.body:holds()) }", ALWAYS },
	{ "any { f.body:holds(), no(f.clear:judged()) }", "" },
	{ "no(any { f.body:holds(), f.clear:judged() }), f.body:holds()", NEVER },
	{ "no(all { f.body:holds(), f.clear:judged() }), f.body:holds()", "" },
	{ "no(all { f.body:holds(), f.clear:judged() }), f.body:holds(), f.clear:judged()", NEVER },
	{ "no(no(f.body:holds())), no(f.body:holds())", NEVER },
	{ "f.mode:equals('own'), f.mode:equals('attached')", NEVER },
	{ "f.mode:one_of { 'own', 'missing' }, f.mode:one_of { 'attached', 'missing' }", "" },
	{ "f.mode:one_of { 'own', 'attached', 'missing' }", ALWAYS },
	{ "f.mode:one_of { 'own', 'attached' }", "" },
	{ "no(f.mode:one_of { 'own', 'attached', 'missing' })", NEVER },
	{ "no(f.mode:equals('own')), no(f.mode:equals('missing')), f.mode:one_of { 'own', "
	  "'missing' }",
	  NEVER },
	{ "f.remark:equals('a'), f.remark:equals('b')", NEVER },
	{ "f.remark:equals('a'), no(f.remark:equals('a'))", NEVER },
	{ "no(f.remark:equals('a')), no(f.remark:equals('b'))", "" },
	{ "any { f.officers:at_least(5), all { f.officers:at_least(3), f.officers:at_most(2) } }",
	  DEAD },
	{ "f.officers:at_most(2), any { f.officers:at_least(3), f.officers:at_least(4) }", NEVER },
	{ "f.officers:at_most(3), any { f.officers:at_least(3), f.officers:at_least(4) }", "" },
	{ "at_least_of(2) { f.officers:at_least(3), f.officers:at_most(2), f.body:holds() }", "" },
	{ "f.officers:at_most(2), at_least_of(2) { f.officers:at_least(3), f.officers:at_least(4), "
	  "f.body:holds() }",
	  NEVER },
	{ "at_least_of(2) { f.officers:at_least(3), f.officers:at_most(2) }", NEVER },
	{ "f.body:holds():else_review()", "" },
	{ "no(f.body:holds():else_review())", NEVER },
	{ "f.officers:at_least(0):else_review()", "" },
	{ "f.body:given()", "" },
	{ "no(f.body:given())", "" },
	/* shares */
	{ "f.officers:more_than(percent(100):of(f.officers))", NEVER },
	{ "f.officers:at_least(percent(100):of(f.officers))", "" },
	{ "f.officers:at_least(percent(101):of(f.officers))", NEVER },
	{ "f.officers:less_than(percent(100):of(f.officers))", NEVER },
	{ "f.officers:less_than(percent(101):of(f.officers))", "" },
	{ "f.officers:at_most(percent(99):of(f.officers))", NEVER },
	{ "f.officers:equals(percent(50):of(f.officers))", NEVER },
	{ "f.officers:more_than(f.officers)", NEVER },
	{ "f.officers:at_least(f.officers)", "" },
	{ "f.trained:more_than(percent(100):of(f.served))", "" },
	{ "f.trained:at_most(10), f.served:at_least(30), "
	  "f.trained:more_than(percent(50):of(f.served))",
	  NEVER },
	{ "f.trained:at_most(16), f.served:at_least(30), "
	  "f.trained:more_than(percent(50):of(f.served))",
	  "" },
	{ "f.trained:at_most(15), f.served:at_least(30), "
	  "f.trained:at_least(percent(50):of(f.served))",
	  "" },
	{ "f.trained:at_most(15), f.served:at_least(30), "
	  "f.trained:more_than(percent(50):of(f.served))",
	  NEVER },
	{ "f.trained:at_least(20), f.served:at_most(20), f.trained:less_than(f.served)", NEVER },
	{ "f.served:at_most(0), f.trained:at_least(percent(50):of(f.served))", NEVER },
	{ "f.budget:more_than(percent(100):of(f.budget))",
	  "" }, /* of an amount below 0 it would be */
	/* dates */
	{ "f.founded_on:at_least(day '2022-01-02'), f.founded_on:at_most(day '2022-01-01')",
	  NEVER },
	{ "f.founded_on:at_least(day '2022-01-01'), f.founded_on:at_most(day '2022-01-01')", "" },
	{ "f.founded_on:in_year(2022), f.founded_on:in_year(2023)", NEVER },
	{ "f.founded_on:in_year(2022), f.founded_on:at_least(day '2022-12-31')", "" },
	{ "f.founded_on:in_year(2022), f.founded_on:more_than(day '2022-12-31')", NEVER },
	{ "f.founded_on:within(years(2), 'reference_date'), f.founded_on:at_most(day '1950-01-01')",
	  "" },
	{ "f.founded_on:at_least(day '1900-01-01')", ALWAYS },
	{ "f.founded_on:less_than(day '1900-01-01')", NEVER },
	/* rows */
	{ "f.trainings:count():at_least(5), f.trainings:count():at_most(4)", NEVER },
	{ "f.trainings:count():at_least(10001)", NEVER },
	{ "f.trainings:count():at_least(10000)", "" },
	{ "f.trainings:exists(), f.trainings:none()", NEVER },
	{ "f.trainings:where { final = true }:exists(), f.trainings:where { final = true }:none()",
	  NEVER },
	{ "f.trainings:where { final = true }:exists(), f.trainings:where { final = false }:none()",
	  "" },
	{ "f.trainings:where { final = true }:where { final = false }:exists()", NEVER },
	{ "f.trainings:where { final = true }:where { final = false }:none()", ALWAYS },
	{ "f.trainings:in_year(2022):in_year(2023):count():at_least(1)", NEVER },
	{ "f.trainings:in_year(2022):count():at_least(1), "
	  "f.trainings:in_year(2023):count():at_least(1)",
	  "" },
	{ "f.trainings:distinct('firm'):at_least(3), f.trainings:distinct('firm'):at_most(2)",
	  NEVER },
	{ "f.trainings:distinct('firm'):at_least(3), f.trainings:distinct('topic'):at_most(2)",
	  "" },
	{ "f.budget:at_least(quantity(50, '万元')), f.budget:less_than(quantity(500000, '元'))",
	  NEVER },
};

START_TEST(test_rows)
{
	static const char *const codes[] = { NEVER, ALWAYS, DEAD };
	char text[1000];
	struct kit k;

	snprintf(text, sizeof text, KIT_CHECK("%s"), rows[_i].condition);
	kit_load_beside(&k, text);
	if (*rows[_i].code)
		kit_expect(&k, rows[_i].code, 2, rows[_i].condition);
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (kit_find(&k, codes[i], 0))
			ck_assert_str_eq(codes[i], rows[_i].code);
	if (*rows[_i].code != 'E')
		kit_expect(&k, "", 0, rows[_i].condition);
	kit_free(&k);
}
END_TEST

/* The finding stands at the second of the two lines and names the first. */
START_TEST(test_two_lines)
{
	struct kit k;

	kit_load_beside(&k,
	                KIT_CHECK(
			    "f.officers:at_least(5),\nf.body:holds(),\nf.officers:less_than(5)"));
	kit_expect_only(&k, NEVER, 4, "two lines");
	ck_assert_ptr_nonnull(strstr(kit_find(&k, NEVER, 4)->message, "line 2"));
	ck_assert_ptr_nonnull(strstr(kit_find(&k, NEVER, 4)->message, "officers"));
	kit_free(&k);
}
END_TEST

/* Hundreds of branches inside each other: an answer all the same, and soon. */
START_TEST(test_large)
{
	struct kit k;

	kit_load_beside(
	    &k,
	    KIT_CHECK(
		"f.officers:at_least(1)") "local c = f.body:holds()\n"
					  "for i = 1, 30 do c = any { all { "
					  "f.officers:at_least(i), f.body:holds() }, all { c, "
					  "f.served:at_least(i), "
					  "f.trained:more_than(percent(i):of(f.served)) } } end\n"
					  "criterion \"2\" { zh = \"a\", en = \"b\", clause = "
					  "\"2\", c }");
	kit_expect(&k, "", 0, "large");
	kit_free(&k);
}
END_TEST

Suite *suite_reach(void)
{
	Suite *s = suite_create("reach");
	TCase *t = tcase_create("reach");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, test_rows, 0, (int)(sizeof rows / sizeof *rows));
	tcase_add_test(t, test_two_lines);
	tcase_add_test(t, test_large);
	suite_add_tcase(s, t);
	return s;
}
