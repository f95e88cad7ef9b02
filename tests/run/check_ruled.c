/* check_ruled.c: runs and previews beside what people decided. */
#include <stdio.h>
#include <string.h>

#include "db/ruling.h"
#include "engine/decide/decision.h"
#include "engine/run/impact.h"
#include "tests/run/scene.h"
#include "tests/run/suites.h"

enum { CONTACT, ENTERPRISE, STATION, GOOD = 1, BAD = 2, BUILDER = 50 };

/* Enterprise 1 has all it takes, 2 has no officer; the station built both, and needs both recognised. */
static void fill(struct scene *s)
{
	const struct scene_import enterprises = {
		.category = "enterprise", .file = "a.csv", .list = "trainings", .list_file = "t.csv"
	};
	const struct scene_import stations = {
		.category = "station", .file = "s.csv", .list = "built", .list_file = "b.csv"
	};
	char text[1000];

	snprintf(text, sizeof text, "credit_code,name,bureau,officers,trainings\n%s,甲,江岸,1,1\n",
	         kit_code(GOOD));
	snprintf(text + strlen(text), sizeof text - strlen(text), "%s,乙,江岸,0,0\n",
	         kit_code(BAD));
	kit_write(&s->k, "a.csv", text);
	snprintf(text, sizeof text, "credit_code,held_on\n%s,2022-01-01\n", kit_code(GOOD));
	kit_write(&s->k, "t.csv", text);
	ck_ok(&s->k, scene_ingest(s, &enterprises));
	snprintf(text, sizeof text, "credit_code,name,bureau,built\n%s,站,江岸,2\n",
	         kit_code(BUILDER));
	kit_write(&s->k, "s.csv", text);
	snprintf(text, sizeof text, "credit_code,built_code\n%s,", kit_code(BUILDER));
	snprintf(text + strlen(text), sizeof text - strlen(text), "%s\n%s,", kit_code(GOOD),
	         kit_code(BUILDER));
	snprintf(text + strlen(text), sizeof text - strlen(text), "%s\n", kit_code(BAD));
	kit_write(&s->k, "b.csv", text);
	ck_ok(&s->k, scene_ingest(s, &stations));
	ck_ok(&s->k, scene_run(s, NULL, false));
}

static void rule(struct scene *s, int n, enum gj_ruling_kind kind, int result, int32_t from)
{
	struct gj_ruling ruling = {
		.kind = kind, .result = result, .from = from, .who = "李", .why = "file 12"
	};
	struct gj_application a;
	int64_t id;

	ck_ok(&s->k,
	      gj_application_by_code(s->store, &a, kit_code(n), "enterprise", 2022, &s->k.err));
	ruling.application = a.id;
	ruling.decision = a.decision;
	ck_ok(&s->k, gj_store_begin(s->store, "a ruling", &s->k.err));
	ck_ok(&s->k, gj_ruling_put(s->store, &id, &ruling, &s->k.err));
	ck_ok(&s->k, gj_store_commit(s->store, &s->k.err));
}

/* What the next run comes to of the station; nothing else is touched. */
static void assert_station(struct scene *s, enum gj_result result, int64_t changed)
{
	int64_t found;

	ck_ok(&s->k, scene_run(s, NULL, false));
	ck_assert_int_eq(s->counts[ENTERPRISE].changed, 0);
	ck_assert_int_eq(s->counts[STATION].changed, changed);
	found = scene_count(s, "SELECT d.result FROM decision d JOIN application a ON a.id ="
	                       " d.application WHERE a.category = 'station' ORDER BY d.id DESC");
	ck_assert_int_eq(found, result);
}

START_TEST(those_who_count_it_follow)
{
	struct scene s;

	scene_open(&s);
	fill(&s);
	assert_station(&s, GJ_INELIGIBLE, 0);
	rule(&s, BAD, GJ_RULING_APPEALED, GJ_ELIGIBLE, SCENE_REFERENCE + 1); /* not yet */
	assert_station(&s, GJ_INELIGIBLE, 0);
	rule(&s, BAD, GJ_RULING_APPEALED, GJ_ELIGIBLE, SCENE_REFERENCE);
	assert_station(&s, GJ_CONDITIONAL, 1);
	rule(&s, GOOD, GJ_RULING_RECOGNISED, GJ_ELIGIBLE, SCENE_REFERENCE);
	assert_station(&s, GJ_CONDITIONAL, 0);
	rule(&s, BAD, GJ_RULING_RECOGNISED, GJ_ELIGIBLE, SCENE_REFERENCE);
	assert_station(&s, GJ_ELIGIBLE, 1);
	rule(&s, GOOD, GJ_RULING_OVERRIDDEN, GJ_INELIGIBLE, SCENE_REFERENCE);
	assert_station(&s, GJ_INELIGIBLE, 1);
	rule(&s, GOOD, GJ_RULING_WITHDRAWN, -1, SCENE_REFERENCE);
	assert_station(&s, GJ_CONDITIONAL, 1);
	scene_close(&s);
}
END_TEST

START_TEST(a_run_opens_a_review_and_changes_nothing)
{
	struct gj_ruling ruling;
	struct scene s;

	scene_open(&s);
	fill(&s);
	rule(&s, GOOD, GJ_RULING_RECOGNISED, GJ_ELIGIBLE, SCENE_REFERENCE);
	rule(&s, BAD, GJ_RULING_OVERRIDDEN, GJ_ELIGIBLE, SCENE_REFERENCE);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	ck_assert_int_eq(s.run.reviews, 0);
	scene_policy(&s, 2);
	ck_ok(&s.k, scene_run(&s, NULL, true));
	ck_assert_int_eq(s.run.reviews, 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM review"), 0);
	ck_ok(&s.k, scene_run(&s, NULL, false)); /* 2 fails by the same check as before */
	ck_assert_int_eq(s.run.reviews, 1);
	ck_assert_int_eq(s.counts[STATION].changed, 0);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	ck_assert_int_eq(s.run.reviews, 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM review"), 1);
	ck_ok(&s.k, gj_ruling_get(s.store, &ruling,
	                          scene_count(&s, "SELECT application FROM review"), 0, &s.k.err));
	ck_assert_int_eq(ruling.result, GJ_ELIGIBLE);
	scene_close(&s);
}
END_TEST

START_TEST(a_preview_tells_them_apart)
{
	struct gj_impact_args args = { .reference = GJ_DAY_NONE };
	struct gj_impact *m;
	struct scene s;

	scene_open(&s);
	fill(&s);
	rule(&s, GOOD, GJ_RULING_RECOGNISED, GJ_ELIGIBLE, SCENE_REFERENCE);
	scene_policy(&s, 2);
	args.policy = s.policy;
	args.files = &s.files;
	ck_ok(&s.k, gj_impact_open(&m, s.k.loop, s.store, &args, &s.k.err));
	ck_assert_uint_eq(m->totals.kinds[GJ_IMPACT_STANDS], 1);
	ck_assert_uint_eq(m->totals.kinds[GJ_IMPACT_LOST], 0);
	ck_assert_uint_eq(m->totals.was[GJ_ELIGIBLE], 1);
	ck_assert_uint_eq(m->totals.is[GJ_ELIGIBLE], 1);
	gj_impact_close(m);
	rule(&s, GOOD, GJ_RULING_WITHDRAWN, -1, SCENE_REFERENCE);
	ck_ok(&s.k, gj_impact_open(&m, s.k.loop, s.store, &args, &s.k.err));
	ck_assert_uint_eq(m->totals.kinds[GJ_IMPACT_STANDS], 0);
	ck_assert_uint_eq(m->totals.kinds[GJ_IMPACT_LOST], 1);
	ck_assert_uint_eq(m->totals.is[GJ_ELIGIBLE], 0);
	gj_impact_close(m);
	scene_close(&s);
}
END_TEST

Suite *suite_ruled(void)
{
	Suite *suite = suite_create("ruled");
	TCase *tcase = tcase_create("ruled");

	tcase_add_test(tcase, those_who_count_it_follow);
	tcase_add_test(tcase, a_run_opens_a_review_and_changes_nothing);
	tcase_add_test(tcase, a_preview_tells_them_apart);
	suite_add_tcase(suite, tcase);
	return suite;
}
