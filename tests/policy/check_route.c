/* check_route.c: routes, unless, presumed, veto: ways around a condition, and what bars by itself. */
#include <string.h>

#include "tests/policy/judge.h"
#include "tests/policy/suites.h"

START_TEST(test_routes)
{
	static const char condition[] =
	    "routes { route 'direct' { zh = '直接', en = 'direct', f.body:holds() }, route 'numbers' { zh "
	    "= '数', en = 'numbers', f.served:at_least(5), f.trained:at_least(5) } }";

	JUDGE(NULL, { condition, "body=yes served=0 trained=0", GJ_MET },
	      { condition, "body=no served=5 trained=5", GJ_MET },
	      { condition, "body=no served=5 trained=4", GJ_NOT_MET },
	      { condition, "body=yes", GJ_MET }, { condition, "body=no", GJ_UNKNOWN },
	      { condition, "served=4 trained=5", GJ_UNKNOWN });
}
END_TEST

/* Each route keeps its name, whatever stands in it. */
START_TEST(test_route_names)
{
	const struct gj_cond *cond;
	struct kit k;

	judge_load(&k, NULL,
	           "routes { route 'a' { zh = '甲', en = 'first', f.body:holds() }, route 'b' { zh = '乙', "
	           "en = 'second', f.body:holds(), f.clear:judged() } }");
	kit_expect(&k, "", 0, "routes");
	cond = k.policy->categories[0].checks[0].cond;
	ck_assert_int_eq(cond->kind, GJ_COND_ANY);
	ck_assert_uint_eq(cond->n_args, 2);
	ck_assert_str_eq(cond->args[0]->label.en, "first");
	ck_assert_str_eq(cond->args[1]->label.zh, "乙");
	ck_assert_int_eq(cond->args[1]->kind, GJ_COND_ALL);
	kit_free(&k);
}
END_TEST

#define UNLESS(outcome) \
	"f.served:at_least(5):unless(f.body:holds(), { zh = '免', en = 'exempt'" outcome " })"

START_TEST(test_unless)
{
	static const char exempt[] = UNLESS(""), review[] = UNLESS(", outcome = 'review'"),
			  met[] = UNLESS(", outcome = 'met'");

	JUDGE(NULL, { exempt, "served=4 body=yes", GJ_NOT_APPLICABLE },
	      { exempt, "served=4 body=no", GJ_NOT_MET }, { exempt, "served=5 body=no", GJ_MET },
	      { exempt, "served=4 body=na", GJ_NOT_MET }, { exempt, "served=4", GJ_UNKNOWN },
	      { review, "served=9 body=yes", GJ_REVIEW }, { review, "served=5 body=no", GJ_MET },
	      { review, "served=4 body=no", GJ_NOT_MET }, { met, "served=0 body=yes", GJ_MET },
	      { met, "served=4 body=no", GJ_NOT_MET }, { met, "served=5", GJ_MET },
	      { met, "served=4", GJ_UNKNOWN },
	      { "f.served:at_least(5):unless(f.founded_on:within(years(1), 'reference_date', { "
	        "boundary = 'not_met' }), { zh = '新办', en = 'young', outcome = 'review' })",
	        "served=0 founded_on=2022-01-01", GJ_REVIEW },
	      { "f.served:at_least(5):unless(f.founded_on:within(years(1), 'reference_date', { "
	        "boundary = 'not_met' }), { zh = '新办', en = 'young', outcome = 'review' })",
	        "served=0 founded_on=2021-12-31", GJ_NOT_MET });
}
END_TEST

START_TEST(test_presumed)
{
	static const char condition[] = "presumed { zh = '不达标', en = 'below standard', when = "
					"f.body:holds(), rebutted = f.clear:judged() }";

	JUDGE(NULL, { condition, "body=no", GJ_MET }, { condition, "body=yes clear=yes", GJ_MET },
	      { condition, "body=yes clear=no", GJ_NOT_MET }, { condition, "body=yes", GJ_REVIEW },
	      { condition, "clear=no", GJ_UNKNOWN });
}
END_TEST

START_TEST(test_veto)
{
	static const char before[] = "criterion '0' { zh = '丙', en = 'C', clause = '0', veto 'v' { zh = "
				     "'造假', en = 'fraud', evidence = '证', f.body:holds(), f.served:at_least(9) } }";
	const struct gj_check *check;
	struct kit k;

	JUDGE(before, { "f.clear:judged()", "body=no served=8", GJ_MET },
	      { "f.clear:judged()", "body=yes served=8", GJ_NOT_MET },
	      { "f.clear:judged()", "body=no served=9", GJ_NOT_MET },
	      { "f.clear:judged()", "body=no", GJ_UNKNOWN });
	judge_load(&k, before, "f.clear:judged()");
	kit_expect(&k, "", 0, "veto");
	check = &k.policy->categories[0].checks[0];
	ck_assert(check->veto);
	ck_assert_str_eq(check->id, "e.0.v");
	ck_assert_str_eq(check->evidence.zh, "证");
	ck_assert_int_eq(check->cond->kind, GJ_COND_NOT);
	ck_assert(!k.policy->categories[0].checks[1].veto);
	kit_free(&k);
}
END_TEST

START_TEST(test_findings)
{
	FINDINGS(NULL, { "routes { }", "E408", NULL }, { "routes(5)", "E302", NULL },
	         { "routes { f.body:holds() }", "E302", NULL },
	         { "routes { route 'a' { zh = 'a', en = 'a' } }", "E408", NULL },
	         { "routes { route 'a' { zh = 'a', f.body:holds() } }", "E403", NULL },
	         { "routes { route 'a' { zh = 'a', en = 'a', field 'final':holds() } }", "E309",
	           "where" },
	         { "routes { route 'a' { zh = 'a', en = 'a', label = 'x', f.body:holds() } }", "E205",
	           NULL },
	         { "routes { route 'a' }", "E410", NULL },
	         { "f.body:holds() } route 'a' { zh = 'a', en = 'a', f.body:holds() } criterion '2' { "
	           "zh = 'c', en = 'd', clause = '2', f.body:holds()",
	           "E409", NULL },
	         { "f.body:holds():unless(f.clear:judged())", "E302", "unless" },
	         { "f.body:holds():unless(f.clear, { zh = 'a', en = 'a' })", "E302", "unless" },
	         { "f.body:holds():unless(f.clear:judged(), { zh = 'a' })", "E403", NULL },
	         { "f.body:holds():unless(f.clear:judged(), { zh = 'a', en = 'a', outcome = 'no' })",
	           "E213", NULL },
	         { "f.body:holds():unless(f.clear:judged(), { zh = 'a', en = 'a', out = 'met' })",
	           "E205", "outcome" },
	         { "f.served:unless(f.clear:judged(), { zh = 'a', en = 'a' })", "E301", NULL },
	         { "presumed(5)", "E302", "rebutted" },
	         { "presumed { zh = 'a', en = 'a', when = f.body:holds() }", "E405", NULL },
	         { "presumed { zh = 'a', en = 'a', rebutted = f.body:holds() }", "E405", NULL },
	         { "presumed { zh = 'a', en = 'a', when = f.body, rebutted = f.body:holds() }", "E302",
	           "holds" },
	         { "presumed { zh = 'a', en = 'a', when = field 'final':holds(), rebutted = "
	           "f.body:holds() }",
	           "E309", "where" },
	         { "presumed { zh = 'a', en = 'a', when = f.body:holds(), rebuted = f.clear:judged(), "
	           "rebutted = f.clear:judged() }",
	           "E205", "rebutted" },
	         { "presumed { zh = 'a', en = 'a', when = reference_date:on_or_after(day "
	           "'2022-01-01'), rebutted = f.clear:judged() }",
	           "", NULL },
	         { "routes { route 'a' { zh = 'a', en = 'a', reference_date:on_or_after(day "
	           "'2022-01-01') }, route 'b' { zh = 'b', en = 'b', f.body:holds() } }",
	           "", NULL },
	         { "veto 'v' { zh = 'a', en = 'a', field 'final':holds() }", "E309", "where" },
	         { "veto 'v' { zh = 'a', en = 'a' }", "E408", NULL },
	         { "veto 'v' { zh = 'a', en = 'a', f.body:holds() }", "", NULL },
	         { "check 'a' { zh = 'c', en = 'd', f.body:holds() }, veto 'a' { zh = 'a', en = 'a', "
	           "f.body:holds() }",
	           "E212", NULL });
}
END_TEST

Suite *suite_route(void)
{
	Suite *s = suite_create("route");
	TCase *t = tcase_create("route");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_routes);
	tcase_add_test(t, test_route_names);
	tcase_add_test(t, test_unless);
	tcase_add_test(t, test_presumed);
	tcase_add_test(t, test_veto);
	tcase_add_test(t, test_findings);
	suite_add_tcase(s, t);
	return s;
}
