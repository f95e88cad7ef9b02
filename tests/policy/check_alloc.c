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
	tcase_add_test(t, test_bad);
	suite_add_tcase(s, t);
	return s;
}
