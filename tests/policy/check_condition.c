/* check_condition.c: what is wrong with conditions: operators, types, units, fields, anchors. */
#include <stdio.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/eval/program.h"
#include "tests/policy/kit.h"
#include "tests/policy/suites.h"

static const struct {
	const char *condition, *code, *hint; /* hint: a part of it; NULL: any */
} rows[] = {
	/* names */
	{ "f.oficers:at_least(1)", "E203", "officers" },
	{ "f[1]:at_least(1)", "E203", NULL },
	{ "f.officers:atleast(1)", "E204", "at_least" },
	{ "f.officers[1]", "E204", NULL },
	{ "f.trainings.held_on", "E204", "by" },
	{ "f.body:at_least(1)", "E301", "holds" },
	{ "f.officers:holds()", "E301", NULL },
	{ "f.officers:judged()", "E301", NULL },
	{ "f.body:judged()", "E301", NULL },
	{ "f.trainings:at_least(1)", "E301", NULL },
	{ "f.trainings:where { final = true }:given()", "E301", NULL },
	{ "f.uscc:equals('x')", "E301", NULL },
	{ "f.body:holds():holds()", "E301", "else_review" },
	{ "f.body.holds()", "E302", "colon" },
	{ "f.body.holds(f.officers)", "E301", NULL },
	{ "f.mode:one_of { 'own', 'atached' }", "E206", "attached" },
	{ "f.mode:equals('自设')", "E206", "own" },
	{ "f.mode:one_of { 'own', 5 }", "E302", NULL },
	{ "f.mode:one_of(5)", "E302", NULL },
	{ "f.mode:one_of { }", "E408", NULL },
	{ "f.bureau:equals('west')", "E206", "north" },
	{ "f.mode:equals(nothing)", "E201", NULL },
	/* bare things */
	{ "f.body", "E302", "holds" },
	{ "f.clear", "E302", "judged" },
	{ "f.trainings", "E302", "exists" },
	{ "f.trainings:count()", "E302", "comparison" },
	{ "f", "E302", NULL },
	{ "true", "E302", NULL },
	{ "function() end", "", NULL } /* a check of its own */,
	{ "f.body:holds", "E101", NULL },
	/* counts */
	{ "f.officers:at_least(0)", "", NULL },
	{ "f.officers:at_least(2147483632)", "", NULL },
	{ "f.officers:at_least(2147483633)", "E307", NULL },
	{ "f.officers:at_least(-1)", "E307", NULL },
	{ "f.officers:at_least(2.0)", "", NULL },
	{ "f.officers:at_least(2.5)", "E306", NULL },
	{ "f.officers:at_least(0/0)", "E306", NULL },
	{ "f.officers:at_least(1e300)", "E306", NULL },
	{ "f.officers:at_least('2')", "E302", "quotes" },
	{ "f.officers:at_least()", "E302", NULL },
	{ "f.officers:at_least(true)", "E302", NULL },
	{ "f.officers:at_least(day '2022-01-01')", "E302", NULL },
	{ "f.officers:at_least(quantity(2, '名'))", "", NULL },
	{ "f.officers:at_least(quantity(2, '家'))", "E303", NULL },
	{ "f.officers:at_least(2, { word = '以上' })", "", NULL },
	{ "f.officers:at_least(2, { wrd = '以上' })", "E205", "word" },
	{ "f.officers:at_least(2, '以上')", "E302", NULL },
	{ "f.officers:at_least(2, { word = 5 })", "E302", NULL },
	{ "f.officers:at_least(2, { word = {} })", "E403", NULL },
	{ "f.trained:at_most(f.served)", "", NULL },
	{ "f.trained:at_most(f.officers)", "E303", NULL },
	{ "f.trained:at_most(f.budget)", "E302", NULL },
	{ "f.trained:at_most(f.body)", "E302", NULL },
	{ "f.trained:at_most(f.trainings)", "E302", NULL },
	{ "f.trained:at_most(f.trainings:count())", "", NULL },
	{ "f.trained:at_most(f.body:holds())", "E302", NULL },
	/* amounts */
	{ "f.budget:at_least(50)", "E304", "quantity" },
	{ "f.budget:at_least(quantity(50))", "E304", NULL },
	{ "f.budget:at_least(quantity(50, ''))", "E304", NULL },
	{ "f.budget:at_least(quantity(50, '万元'))", "", NULL },
	{ "f.budget:at_least(quantity('0.55', '万元'))", "", NULL },
	{ "f.budget:at_least(quantity('0.555', '万元'))", "E305", NULL },
	{ "f.budget:at_least(quantity(0.5, '万元'))", "E306", "text" },
	{ "f.budget:at_least(quantity(100, '元'))", "", NULL },
	{ "f.budget:at_least(quantity(99, '元'))", "E305", NULL },
	{ "f.income:at_least(quantity('0.5', '元'))", "E305", NULL },
	{ "f.budget:at_least(quantity(50, '㎡'))", "E303", NULL },
	{ "f.budget:at_least(quantity(50, '箱'))", "E303", NULL },
	{ "f.budget:at_least(quantity('1..5', '元'))", "E302", NULL },
	{ "f.budget:at_least(quantity('5.', '元'))", "E302", NULL },
	{ "f.budget:at_least(quantity('.5', '元'))", "E302", NULL },
	{ "f.budget:at_least(quantity('', '元'))", "E302", NULL },
	{ "f.budget:at_least(quantity('-', '元'))", "E302", NULL },
	{ "f.budget:at_least(quantity('1e5', '元'))", "E302", NULL },
	{ "f.budget:at_least(quantity({}, '元'))", "E302", NULL },
	{ "f.budget:at_least(quantity(99999999999999999, '万元'))", "E307", NULL },
	{ "f.income:at_least(quantity(99999999999999999, '元'))", "", NULL },
	{ "f.income:at_least(quantity(100000000000000000, '元'))", "E306", NULL },
	{ "f.budget:at_most(f.income)", "", NULL }, /* converted exactly */
	{ "f.budget:at_most(percent(50):of(f.income))", "", NULL },
	{ "f.budget:at_most(percent(50):of(f.area))", "E303", NULL },
	{ "f.budget:at_most(f.area)", "E303", NULL },
	/* dates */
	{ "f.founded_on:on_or_before(day '2022-11-30')", "", NULL },
	{ "f.founded_on:on_or_after(end_of '2022-02')", "", NULL },
	{ "f.founded_on:at_most(f.accepted_on)", "", NULL },
	{ "f.founded_on:at_least(day '2022-02-29')", "E308", NULL },
	{ "f.founded_on:at_least(day '2022-2-1')", "E308", NULL },
	{ "f.founded_on:at_least(day(2022))", "E308", NULL },
	{ "f.founded_on:at_least(end_of '2022-13')", "E308", NULL },
	{ "f.founded_on:at_least('2022-01-01')", "E302", "day" },
	{ "f.founded_on:at_least(2022)", "E302", "day" },
	{ "f.founded_on:at_least(quantity(1, '元'))", "E302", NULL },
	{ "f.founded_on:at_most(percent(50):of(f.accepted_on))", "E302", NULL },
	{ "f.founded_on:in_year(2022)", "", NULL },
	{ "f.founded_on:in_year('2022')", "E302", NULL },
	{ "f.founded_on:in_year(1899)", "E302", NULL },
	{ "f.founded_on:in_year(3000)", "E302", NULL },
	{ "f.founded_on:in_year(2022, { by = 'x' })", "E205", NULL },
	{ "f.founded_on:in_year(2022, { to_date = 1 })", "E302", NULL },
	{ "f.founded_on:in_year(2022, true)", "E302", NULL },
	{ "f.founded_on:within(years(2), 'reference_date')", "", NULL },
	{ "f.founded_on:within(months(1), 'accepted_on', { boundary = 'met' })", "", NULL },
	{ "f.founded_on:within(years(2), reading 'anchor')", "", NULL },
	{ "f.founded_on:within(years(2), reading 'ancor')", "E209", "anchor" },
	{ "f.founded_on:within(years(2), 'acepted_on')", "E203", "accepted_on" },
	{ "f.founded_on:within(years(2), 'officers')", "E302", NULL },
	{ "f.founded_on:within(years(2))", "E302", "reference_date" },
	{ "f.founded_on:within(2, 'reference_date')", "E302", "years" },
	{ "f.founded_on:within(years(0), 'reference_date')", "E307", NULL },
	{ "f.founded_on:within(years(101), 'reference_date')", "E307", NULL },
	{ "f.founded_on:within(years(1.5), 'reference_date')", "E306", NULL },
	{ "f.founded_on:within(months(1200), 'reference_date')", "", NULL },
	{ "f.founded_on:within(months(1201), 'reference_date')", "E307", NULL },
	{ "f.founded_on:within(years(2), 'reference_date', { boundary = 'maybe' })", "E213", NULL },
	/* shares */
	{ "f.trained:more_than(percent(50):of(f.served))", "", NULL },
	{ "f.trained:more_than(percent('33.5'):of(f.served):if_zero('not_applicable'))", "", NULL },
	{ "f.trained:more_than(ratio(1, 3):of(f.served):if_zero('not_met'))", "", NULL },
	{ "f.trained:more_than(percent(50):of(f.trainings:count()))", "", NULL },
	{ "f.trained:more_than(percent(50))", "E302", "of" },
	{ "f.trained:more_than(percent(50):of())", "E302", NULL },
	{ "f.trained:more_than(percent(50):of(f.body))", "E302", NULL },
	{ "f.trained:more_than(percent(50):of(5))", "E302", NULL },
	{ "f.trained:more_than(percent(50):of(f.officers))", "E303", NULL },
	{ "f.trained:more_than(percent(-1):of(f.served))", "E307", NULL },
	{ "f.trained:more_than(percent(33.5):of(f.served))", "E306", "text" },
	{ "f.trained:more_than(percent('33,5'):of(f.served))", "E302", NULL },
	{ "f.trained:more_than(percent('0.000000001'):of(f.served))", "E307", NULL },
	{ "f.trained:more_than(ratio(1, 0):of(f.served))", "E307", NULL },
	{ "f.trained:more_than(ratio(1, '0.5'):of(f.served))", "E306", NULL },
	{ "f.trained:more_than(ratio(2147483648, 3):of(f.served))", "E307", NULL },
	{ "f.trained:more_than(percent(50):of(f.served):if_zero('met'))", "E213", NULL },
	{ "f.trained:more_than(percent(50):of(f.served):if_zero())", "E405", NULL },
	/* lists */
	{ "f.trainings:exists()", "", NULL },
	{ "f.trainings:where { }:exists()", "", NULL },
	{ "f.trainings:where { final = true, scope = { 'all', 'some' }, topic = 'x', attendees = "
	  "5, "
	  "held_on = day '2022-01-01' }:none()",
	  "", NULL },
	{ "f.trainings:where { fnal = true }:none()", "E205", "final" },
	{ "f.trainings:where { final = 'yes' }:none()", "E302", NULL },
	{ "f.trainings:where { scope = 'every' }:none()", "E206", NULL },
	{ "f.trainings:where { attendees = '5' }:none()", "E302", NULL },
	{ "f.trainings:where { firm = 'x' }:none()", "E301", NULL },
	{ "f.trainings:where(5):none()", "E302", NULL },
	{ "f.trainings:where { f.body:holds() }:none()", "E302", "field" },
	{ "f.trainings:where(f.body:holds()):none()", "E302", NULL },
	{ "f.trainings:where { field 'final':holds(), field 'attendees':at_least(5) }:none()", "",
	  NULL },
	{ "f.trainings:where(any { field 'final':holds(), no(field 'attendees':at_least(5)) "
	  "}):none()",
	  "", NULL },
	{ "f.trainings:where(at_least_of(1) { field 'final':holds():else_review() }):none()", "",
	  NULL },
	{ "f.trainings:where(field 'held_on':within(years(1), 'accepted_on')):none()", "", NULL },
	{ "f.trainings:where(field 'attendees':at_least(field 'attendees')):exists()", "", NULL },
	{ "f.trainings:where(field 'attendees':at_least(f.officers)):exists()", "E309", NULL },
	{ "f.trainings:where(field 'attendees':at_least(percent(5):of(f.officers))):exists()",
	  "E309", NULL },
	{ "f.trainings:where(field 'attendes':at_least(5)):exists()", "E207", "attendees" },
	{ "f.trainings:where(field 'final':at_least(5)):exists()", "E301", NULL },
	{ "f.trainings:where(field 'final':hold()):exists()", "E204", "holds" },
	{ "f.trainings:where(field(5):holds()):exists()", "E302", NULL },
	{ "field 'final':holds()", "E309", "where" },
	{ "all { field 'final':holds(), f.body:holds() }", "E309", NULL },
	{ "f.trainings:count():at_least(1)", "", NULL },
	{ "f.trainings:distinct('firm'):at_least(1)", "", NULL },
	{ "f.trainings:distinct('frm'):at_least(1)", "E207", "firm" },
	{ "f.trainings:distinct('final'):at_least(1)", "E301", NULL },
	{ "f.trainings:distinct():at_least(1)", "E302", NULL },
	{ "f.trainings:in_year(2022):count():at_least(1)", "", NULL },
	{ "f.trainings:in_year(2022, { to_date = true }):exists()", "", NULL },
	{ "f.cases:in_year(2022):exists()", "E310", "by" },
	{ "f.cases:in_year(2022, { by = 'act_on' }):exists()", "", NULL },
	{ "f.cases:in_year(2022, { by = 'act_no' }):exists()", "E207", "act_on" },
	{ "f.trainings:in_year(2022, { by = 'final' }):exists()", "E310", NULL },
	{ "f.cases:none_within(years(2), 'reference_date')", "E310", NULL },
	{ "f.cases:within(years(2), reading 'anchor', { by = 'act_on', boundary = 'not_met' })", "",
	  NULL },
	{ "f.trainings:recognised('firm', 'e'):count():at_least(1)", "E414", "after" },
	{ "f.trainings:recognised('firm', 'x'):count():at_least(1)", "E210", NULL },
	{ "f.trainings:recognised('topic', 'e'):count():at_least(1)", "E301", NULL },
	{ "f.trainings:recognised('firm'):count():at_least(1)", "E302", NULL },
	/* joining */
	{ "all { }", "E408", NULL },
	{ "any(f.body:holds())", "E302", NULL },
	{ "any { f.body:holds(), zh = 'x' }", "E205", NULL },
	{ "any { f.body:holds(), 5 }", "E302", NULL },
	{ "no(f.body)", "E302", "holds" },
	{ "no()", "E408", NULL },
	{ "at_least_of(2) { f.body:holds(), f.clear:judged() }", "", NULL },
	{ "at_least_of(3) { f.body:holds(), f.clear:judged() }", "E419", NULL },
	{ "at_least_of(0) { f.body:holds(), f.clear:judged() }", "W503", NULL },
	{ "at_least_of(1.5) { f.body:holds() }", "E306", NULL },
	{ "at_least_of { f.body:holds() }", "E306", NULL },
	{ "at_least_of(1)", "E410", NULL },
};

/* Whatever the loader lets through, the compiler takes. */
static void compile(const struct kit *k, const char *what)
{
	const struct gj_category *c = gj_policy_category(k->policy, "e");
	const struct gj_cond *cond = c->checks[0].cond;
	struct gj_program *program = NULL;
	struct gj_err err = { 0 };
	int rc = gj_program_compile(&program, &cond, 1, gj_day_from(2022, 12, 31), &err);

	ck_assert_msg(rc == 0, "%s: %s", what, err.text);
	gj_program_free(program);
}

START_TEST(test_rows)
{
	char text[1000];
	const struct gj_finding *finding;
	struct kit k;

	snprintf(text, sizeof text, KIT_CHECK("%s"), rows[_i].condition);
	kit_load_beside(&k, text);
	kit_expect(&k, rows[_i].code, *rows[_i].code ? 2 : 0, rows[_i].condition);
	if (*rows[_i].code == 'E' && strcmp(rows[_i].code, "E101") != 0)
		kit_expect_only(&k, rows[_i].code, 2, rows[_i].condition);
	if (rows[_i].hint) {
		finding = kit_find(&k, rows[_i].code, 2);
		ck_assert_msg(strstr(finding->hint, rows[_i].hint) != NULL, "%s: hint \"%s\"",
		              rows[_i].condition, finding->hint);
	}
	if (k.policy)
		compile(&k, rows[_i].condition);
	kit_free(&k);
}
END_TEST

/* 64 levels are fine, one more is not; and neither takes C's stack along. */
START_TEST(test_depth)
{
	static const char *const wraps[] = { "c = all { c }", "c = no(c)", "c = c:else_review()" };
	char text[1000];
	struct kit k;

	snprintf(text, sizeof text,
	         KIT_CHECK(
		     "f.body:holds()") "local c = f.body:holds() for i = 2, 64 do %s end criterion "
	                               "\"2\" { zh = \"a\", en = \"b\", clause = \"2\", c }",
	         wraps[_i]);
	kit_load_beside(&k, text);
	ck_assert_ptr_null(kit_find(&k, "E418", 0));
	kit_free(&k);
	snprintf(text, sizeof text,
	         KIT_CHECK(
		     "f.body:holds()") "local c = f.body:holds() for i = 2, 65 do %s end criterion "
	                               "\"2\" { zh = \"a\", en = \"b\", clause = \"2\", c }",
	         wraps[_i]);
	kit_load_beside(&k, text);
	kit_expect_only(&k, "E418", 3, text);
	kit_free(&k);
	snprintf(
	    text, sizeof text,
	    "local f = facts \"e\" local c = field \"final\":holds() for i = 2, 100000 do %s end",
	    wraps[_i]);
	kit_load_beside(&k, text);
	kit_expect(&k, "E418", 1, text);
	kit_free(&k);
}
END_TEST

/* One condition used in many places is many conditions to whoever walks over them. */
START_TEST(test_size)
{
	struct kit k;

	kit_load_beside(&k,
	                KIT_CHECK("f.body:holds()") "local c = f.body:holds() for i = 1, 60 do\n"
	                                            "c = any { c, c } end");
	kit_expect_only(&k, "E418", 4, "doubling");
	kit_free(&k);
	kit_load_beside(&k, KIT_CHECK("f.body:holds()") "local c = field \"final\":holds()\n"
	                                                "for i = 1, 60 do c = all { c, c, c } end");
	kit_expect_only(&k, "E418", 4, "trebling");
	kit_free(&k);
	kit_load_beside(&k,
	                KIT_CHECK("f.body:holds()") "local l = f.trainings\nfor i = 1, 3000 do\n"
	                                            "l = l:where { final = true } end");
	kit_expect_only(&k, "E418", 5, "a long filter");
	kit_free(&k);
}
END_TEST

Suite *suite_condition(void)
{
	Suite *s = suite_create("condition");
	TCase *t = tcase_create("condition");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, test_rows, 0, (int)(sizeof rows / sizeof *rows));
	tcase_add_loop_test(t, test_depth, 0, 3);
	tcase_add_test(t, test_size);
	suite_add_tcase(s, t);
	return s;
}
