/* check_link.c: what is known of another applicant. */
#include <stdio.h>

#include "engine/run/link.h"
#include "tests/run/scene.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

/* Code n for each line below; evaluated, so that the newest decision says what stands behind it. */
static const struct {
	const char *row; /* approved_on, officers, trainings */
	enum gj_outcome outcome;
} others[] = {
	{ ",1,", GJ_UNKNOWN },            /* 1: incomplete, the trainings are missing */
	{ ",0,0", GJ_NOT_MET },           /* 2: ineligible */
	{ "2022-11-30,0,0", GJ_MET },     /* 3: recognised on the very day, whatever was decided */
	{ "2022-12-01,0,0", GJ_NOT_MET }, /* 4: recognised a day too late */
	{ "不详,1,", GJ_UNKNOWN },        /* 5 */
	{ "2022-01-01,1,", GJ_MET },      /* 6 */
	{ ",1,1", GJ_REVIEW },            /* 7: eligible so far */
};
enum { OTHERS = sizeof others / sizeof others[0] };

static void fill(struct scene *s)
{
	const struct scene_import import = {
		.category = "enterprise", .file = "a.csv", .list = "trainings", .list_file = "t.csv"
	};
	char text[2000] = "credit_code,name,bureau,approved_on,officers,trainings\n";
	size_t i;

	for (i = 0; i < OTHERS; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s,n,江岸,%s\n",
		         kit_code((int)i + 1), others[i].row);
	kit_write(&s->k, "a.csv", text);
	snprintf(text, sizeof text, "credit_code,held_on\n%s,2022-01-01\n", kit_code(OTHERS));
	kit_write(&s->k, "t.csv", text);
	ck_ok(&s->k, scene_ingest(s, &import));
	scene_assert_said(s, "");
}

START_TEST(tells_what_is_known)
{
	struct gj_link *link;
	struct scene s;
	int i;

	scene_open(&s);
	fill(&s);
	ck_ok(&s.k, gj_link_new(&link, s.store, s.policy, 2022, SCENE_REFERENCE, &s.k.err));
	/* Nothing is decided yet. */
	ck_assert_int_eq(gj_link_resolve(link, "enterprise", kit_code(2)), GJ_UNKNOWN);
	ck_assert_int_eq(gj_link_resolve(link, "enterprise", kit_code(3)), GJ_MET);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	/* What it said once it says again: whoever decides makes a new one for each category. */
	ck_assert_int_eq(gj_link_resolve(link, "enterprise", kit_code(2)), GJ_UNKNOWN);
	gj_link_free(link);
	ck_ok(&s.k, gj_link_new(&link, s.store, s.policy, 2022, SCENE_REFERENCE, &s.k.err));
	for (i = 0; i < OTHERS; i++)
		ck_assert_msg(gj_link_resolve(link, "enterprise", kit_code(i + 1)) ==
		                  others[i].outcome,
		              "%d: %s", i + 1, others[i].row);
	ck_assert_int_eq(gj_link_resolve(link, "enterprise", kit_code(99)), GJ_UNKNOWN);
	ck_assert_int_eq(gj_link_resolve(link, "station", kit_code(3)), GJ_UNKNOWN);
	ck_assert_int_eq(gj_link_resolve(link, "nothing", kit_code(3)), GJ_UNKNOWN);
	ck_ok(&s.k, gj_link_error(link, &s.k.err));
	gj_link_free(link);
	gj_link_free(NULL);
	scene_close(&s);
}
END_TEST

static int resolve_all(struct scene *s)
{
	struct gj_link *link;
	int i, rc;

	rc = gj_link_new(&link, s->store, s->policy, 2022, SCENE_REFERENCE, &s->k.err);
	if (rc < 0)
		return rc;
	for (i = 0; i < OTHERS; i++)
		gj_link_resolve(link, "enterprise", kit_code(i + 1));
	rc = gj_link_error(link, &s->k.err);
	gj_link_free(link);
	return rc;
}

START_TEST(comes_through_without_memory)
{
	struct scene s;
	int n, rc;

	scene_open(&s);
	fill(&s);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	for (n = 1; n < 500; n++) {
		gj_alloc_fail_at(n);
		rc = resolve_all(&s);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
	ck_assert_int_gt(n, 2);
	ck_assert_int_lt(n, 500);
	scene_close(&s);
}
END_TEST

Suite *suite_link(void)
{
	Suite *suite = suite_create("link");
	TCase *tcase = tcase_create("link");

	tcase_add_test(tcase, tells_what_is_known);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
