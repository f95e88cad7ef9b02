/* check_alloc.c: every allocation of a load failing in turn: no leak, no crash, no half policy. */
#include <string.h>

#include "tests/policy/kit.h"
#include "tests/policy/suites.h"
#include "tests/support/alloc.h"

static const char good[] = KIT_CHECK(
    "check \"a\" { zh = \"a\", en = \"b\", evidence = \"c\", f.body:holds(),\n"
    "  any { f.trained:more_than(percent(50):of(f.served)), f.trained:at_least(30) } },\n"
    "check \"b\" { zh = \"a\", en = \"b\", f.cases:none_within(years(2), reading \"anchor\", {\n"
    "  by = \"act_on\" }) },\n"
    "check \"c\" { zh = \"a\", en = \"b\", f.trainings:where { scope = { \"all\" },\n"
    "  field \"attendees\":at_least(5) }:in_year(programme_year):count():at_least(1) },\n"
    "check \"d\" { zh = \"a\", en = \"b\", f.budget:at_least(quantity(50, \"万元\")),\n"
    "  f.mode:one_of { \"own\" }:else_review() }") "target \"e\" { clause = \"1\", counts = "
						   "\"plaque\", city = 3, floor(1) { \"north\", "
						   "\"south\" } }\n"
						   "phase \"p\" { zh = \"a\", en = \"b\", clause = "
						   "\"1\", ends = end_of \"2022-10\" }\n";

/* Every construct of the language that makes something of its own. */
static const char whole[] =
    "calendar { year = 2022, holidays = { '2022-05-02..2022-05-04' }, workdays = { '2022-05-07' } }\n"
    "local f = facts 'e' category 'e' { zh = '企', en = 'E', clause = '1' }\n"
    "validity { years(3), from = 'accepted_on', renew = months(3) }\n"
    "local total = score 't' { zh = '总', en = 't', decimals = 1, cap = 30,\n"
    "  group 'a' { zh = '甲', en = 'a', cap = 20, minimum = 2,\n"
    "    item 'a' { zh = '子', en = 'x', points = bands(f.served) { { below = 10, gives = 0 },\n"
    "      { from = 10, gives = '2.5' } } },\n"
    "    item 'b' { zh = '丑', en = 'y', points = 5, when = f.body:holds(), weight = percent(50) } },\n"
    "  item 'c' { zh = '寅', en = 'z', points = f.officers, between = { 0, 10 }, cap = 8 } }\n"
    "local limits = { most = { 3 } } local function twice(n) return 2 * n + limits.most[1] end\n"
    "local function check_of(n, ...) return check(n) { zh = n .. '字', en = n, ... } end\n"
    "criterion '1' { zh = '甲', en = 'A', clause = '1',\n"
    "  check_of('a', f.trainings:sum('attendees'):at_least(f.trainings:largest('attendees'))),\n"
    "  check_of('b', f.trainings:average('attendees'):if_empty('review'):at_least(2)),\n"
    "  check_of('c', f.trainings:every(field 'attendees':at_least(5):unless(field 'final':holds(),\n"
    "    { zh = '终', en = 'final' }), { if_empty = 'met' })),\n"
    "  check_of('d', f.trained:share_of(f.served):if_zero('not_met'):at_least(percent(50))),\n"
    "  check_of('e', f.income:growth_over(f.budget):at_least(percent(10))),\n"
    "  check_of('g', f.trainings:in_fiscal_year(2021, { starts = '04-01' }):exists()),\n"
    "  check_of('h', f.trainings:in_each_of_last(2, 2022)),\n"
    "  check_of('i', f.cases:valid_on('accepted_on', { from = 'act_on', ended = 'decided_on' }):none()),\n"
    "  check_of('j', f.income:plus(f.budget):minus(quantity(1, '万元')):capped(quantity(9, '万元'))\n"
    "    :floored(quantity(1, '元')):at_least(percent(10):of(f.income):rounded('up'))),\n"
    "  check_of('k', f.accepted_on:plus(working_days(3)):on_or_after(f.founded_on:month_end())),\n"
    "  check_of('l', f.accepted_on:days_since(f.founded_on):at_least(by(f.mode) { own = 1, otherwise =\n"
    "    dated { ['2022-01-01'] = 2, ['2023-01-01'] = 3 } })),\n"
    "  check_of('m', decision_table { by = { f.mode, f.body }, row { 'own', true, gives = 3 },\n"
    "    row { { 'attached', 'missing' }, any_value, gives = f.served }, otherwise = 1 }:at_least(2)),\n"
    "  check_of('n', routes { route 'a' { zh = '一', en = 'one', total:at_least(5) },\n"
    "    route 'b' { zh = '二', en = 'two', total:minimums() } }),\n"
    "  check_of('o', presumed { zh = '推', en = 'p', when = f.body:holds(), rebutted = f.clear:judged() }),\n"
    "  check_of('p', f.mode:one_of({ 'own' }, { open = true })),\n"
    "  check_of('q', bands(f.trained) { picked = f.officers, { below = 5, gives = { 0, 2 } },\n"
    "    { from = 5, gives = { 3, 5 } } }:at_least(2)),\n"
    "  check 'r' { zh = '函', en = 'r', function(f) return twice(f.officers) > 4 end },\n"
    "  veto 'v' { zh = '否', en = 'veto', f.body:holds(), no(f.clear:judged()) } }\n"
    "ranking 'top' { zh = '榜', en = 'top', clause = '3', quota = 2, by = { descending(total) } }\n";

static const char bad[] = KIT_CHECK(
    "f.oficers:at_least(1), f.body, f.budget:at_least(5)") "bureau \"north\" { zh = \"a\" }\nlocal "
							   "x = unknown_word\nerror('end')";

static const char broken[] = "local a = 1\nf { a， b }";

/* Files in memory first, so that only the load itself is failed. */
static void put_all(struct gj_fileset *set, const char *text)
{
	struct gj_err err;

	gj_fileset_init(set);
	for (const struct kit_file *f = kit_base; f->path; f++)
		ck_assert_int_eq(gj_fileset_put(set, f->path, f->text, strlen(f->text), &err), 0);
	ck_assert_int_eq(gj_fileset_put(set, "x.lua", text, strlen(text), &err), 0);
}

static int load_failing(const struct gj_fileset *set, long n, long *allocations)
{
	static struct gj_findings findings;
	struct gj_policy *policy = NULL;
	struct gj_err err = { 0 };
	int rc;

	gj_findings_init(&findings);
	gj_alloc_fail_at(n);
	rc = gj_policy_load(&policy, set, NULL, &findings, &err);
	*allocations = gj_alloc_count();
	gj_alloc_fail_at(0);
	if (rc == 0)
		ck_assert_ptr_nonnull(policy);
	else
		ck_assert_ptr_null(policy);
	if (rc == GJ_ENOMEM)
		ck_assert_int_eq(err.code, GJ_ENOMEM);
	gj_policy_free(policy);
	gj_findings_fini(&findings);
	return rc;
}

static void fail_each(const char *text, int wanted)
{
	struct gj_fileset set;
	long allocations, failed = 0;
	int rc;

	put_all(&set, text);
	ck_assert_int_eq(load_failing(&set, 0, &allocations), wanted);
	/* Lua collects its garbage and tries once more, so a failure may pass unseen. */
	for (long n = 1; n <= allocations; n++) {
		long ignored;

		rc = load_failing(&set, n, &ignored);
		ck_assert_msg(rc == GJ_ENOMEM || rc == wanted, "allocation %ld: %d", n, rc);
		failed += rc == GJ_ENOMEM;
	}
	ck_assert_int_gt(failed, 0);
	gj_fileset_fini(&set);
}

START_TEST(test_good)
{
	fail_each(good, 0);
}
END_TEST

START_TEST(test_whole)
{
	fail_each(whole, 0);
}
END_TEST

START_TEST(test_bad)
{
	fail_each(bad, GJ_EFORMAT);
	fail_each(broken, GJ_EFORMAT);
}
END_TEST

Suite *suite_alloc(void)
{
	Suite *s = suite_create("alloc");
	TCase *t = tcase_create("alloc");

	tcase_set_timeout(t, 240);
	tcase_add_test(t, test_good);
	tcase_add_test(t, test_whole);
	tcase_add_test(t, test_bad);
	suite_add_tcase(s, t);
	return s;
}
