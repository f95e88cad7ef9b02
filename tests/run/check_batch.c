/* check_batch.c: evaluations: order, what is written, what an interruption leaves. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/decide/decision.h"
#include "engine/eval/frame.h"
#include "tests/run/scene.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

enum { CONTACT, ENTERPRISE, STATION };

/* n enterprises, the i-th with i % 3 officers, no trainings: 0 officers fail, else incomplete. */
static void import_enterprises(struct scene *s, int n)
{
	const struct scene_import import = { .category = "enterprise", .file = "a.csv" };
	char *text = malloc(100 + 64 * (size_t)n);
	size_t used = (size_t)sprintf(text, "credit_code,name,bureau,officers\n");
	int i;

	for (i = 0; i < n; i++)
		used += (size_t)sprintf(text + used, "%s,第%d家,江岸,%d\n", kit_code(i), i, i % 3);
	kit_write(&s->k, "a.csv", text);
	free(text);
	ck_ok(&s->k, scene_ingest(s, &import));
	ck_assert_int_eq(s->in.counts.added, n);
}

START_TEST(judges_and_writes_what_is_new)
{
	struct scene s;

	scene_open(&s);
	import_enterprises(&s, 30);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	ck_assert_int_gt(s.run.run, 0);
	ck_assert_int_eq(s.counts[ENTERPRISE].judged, 30);
	ck_assert_int_eq(s.counts[ENTERPRISE].changed, 30);
	ck_assert_int_eq(s.counts[ENTERPRISE].results[GJ_INELIGIBLE], 10);
	ck_assert_int_eq(s.counts[ENTERPRISE].results[GJ_INCOMPLETE], 20);
	ck_assert_int_eq(s.counts[CONTACT].judged, 0);
	ck_assert_int_eq(s.counts[STATION].judged, 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM decision"), 30);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM policy_version"), 1);
	ck_assert_int_eq(
	    scene_count(&s, "SELECT count(*) FROM run WHERE state = 'finished' AND judged = 30"
	                    " AND changed = 30 AND ineligible = 10"),
	    1);

	ck_ok(&s.k, scene_run(&s, NULL, false)); /* nothing is new */
	ck_assert_int_eq(s.counts[ENTERPRISE].judged, 30);
	ck_assert_int_eq(s.counts[ENTERPRISE].changed, 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM decision"), 30);

	scene_policy(&s, 2); /* one officer is no longer enough */
	ck_ok(&s.k, scene_run(&s, "enterprise", true));
	ck_assert_int_eq(s.run.run, 0);
	ck_assert_int_eq(s.counts[ENTERPRISE].changed, 10);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM decision"), 30);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM policy_version"), 1);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	ck_assert_int_eq(s.counts[ENTERPRISE].changed, 10);
	ck_assert_int_eq(s.counts[ENTERPRISE].results[GJ_INELIGIBLE], 20);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM decision"), 40);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM policy_version"), 2);
	scene_close(&s);
}
END_TEST

START_TEST(more_than_a_frame)
{
	static const int rows[] = { GJ_FRAME_ROWS - 1, GJ_FRAME_ROWS, GJ_FRAME_ROWS + 1,
		                    2 * GJ_FRAME_ROWS + 5 };
	struct scene s;
	int n = rows[_i];

	scene_open(&s);
	import_enterprises(&s, n);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	ck_assert_int_eq(s.counts[ENTERPRISE].judged, n);
	ck_assert_int_eq(s.counts[ENTERPRISE].results[GJ_INELIGIBLE], (n + 2) / 3);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM decision"), n);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM run_checkpoint WHERE application ="
	                                 " (SELECT max(id) FROM application)"),
	                 1);
	scene_close(&s);
}
END_TEST

START_TEST(an_empty_store)
{
	struct scene s;

	scene_open(&s);
	ck_ok(&s.k, scene_run(&s, NULL, true));
	ck_ok(&s.k, scene_run(&s, NULL, false));
	ck_assert_int_eq(s.counts[ENTERPRISE].judged, 0);
	ck_refused(&s.k, scene_run(&s, "nothing", false), GJ_ENOENT, "nothing");
	ck_ok(&s.k, scene_run(&s, "contact", false));
	scene_close(&s);
}
END_TEST

/* A station needs two recognised enterprises: 1 and 2 are, 3 is eligible, 4 fails, 5 is not
 * known. */
static const struct {
	const char *name;
	int built[3];
	enum gj_result result;
} stations[] = {
	{ "两家认定", { 1, 2 }, GJ_ELIGIBLE },
	{ "一家认定一家待定", { 1, 3 }, GJ_CONDITIONAL },
	{ "一家不符合", { 1, 4 }, GJ_INELIGIBLE },
	{ "一家没有申报", { 1, 5 }, GJ_INCOMPLETE },
	{ "两家认定另一家不符合", { 1, 2, 4 }, GJ_ELIGIBLE },
};
enum { STATIONS = sizeof stations / sizeof stations[0] };

START_TEST(stations_see_the_decisions_of_this_run)
{
	const struct scene_import enterprises = {
		.category = "enterprise", .file = "a.csv", .list = "trainings", .list_file = "t.csv"
	};
	const struct scene_import hosts = {
		.category = "station", .file = "s.csv", .list = "built", .list_file = "b.csv"
	};
	struct scene s;
	char text[4000];
	size_t i, b;

	scene_open(&s);
	snprintf(text, sizeof text,
	         "credit_code,name,bureau,approved_on,officers,trainings\n"
	         "%s,一,江岸,2022-01-01,1,1\n%s,二,江岸,2022-11-30,1,1\n%s,三,江岸,,1,1\n%s,四,"
	         "江岸,,0,0\n",
	         kit_code(1), kit_code(2), kit_code(3), kit_code(4));
	kit_write(&s.k, "a.csv", text);
	snprintf(text, sizeof text,
	         "credit_code,held_on\n%s,2022-01-01\n%s,2022-01-01\n%s,2022-01-01\n", kit_code(1),
	         kit_code(2), kit_code(3));
	kit_write(&s.k, "t.csv", text);
	ck_ok(&s.k, scene_ingest(&s, &enterprises));
	snprintf(text, sizeof text, "credit_code,name,bureau\n");
	for (i = 0; i < STATIONS; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s,%s,武昌\n",
		         kit_code(50 + (int)i), stations[i].name);
	kit_write(&s.k, "s.csv", text);
	snprintf(text, sizeof text, "credit_code,built_code\n");
	for (i = 0; i < STATIONS; i++)
		for (b = 0; b < 3 && stations[i].built[b]; b++)
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s,%s\n",
			         kit_code(50 + (int)i), kit_code(stations[i].built[b]));
	kit_write(&s.k, "b.csv", text);
	ck_ok(&s.k, scene_ingest(&s, &hosts));
	scene_assert_said(&s, "");

	ck_ok(&s.k, scene_run(&s, NULL, false));
	ck_assert_int_eq(s.counts[STATION].judged, STATIONS);
	for (i = 0; i < STATIONS; i++) {
		snprintf(text, sizeof text,
		         "SELECT d.result FROM application a JOIN decision d ON d.id = (SELECT "
		         "max(n.id) FROM decision n WHERE n.application = a.id)"
		         " JOIN subject s ON s.id = a.subject WHERE s.code = '%s'",
		         kit_code(50 + (int)i));
		ck_assert_msg(scene_count(&s, text) == (int64_t)stations[i].result, "%s: %lld",
		              stations[i].name, (long long)scene_count(&s, text));
	}
	scene_close(&s);
}
END_TEST

static void stop(void *ctx, const struct gj_progress *p)
{
	if (p->done > 0)
		gj_loop_cancel(ctx);
}

START_TEST(stopped_before_the_first_frame)
{
	struct scene s;

	scene_open(&s);
	import_enterprises(&s, 30);
	gj_loop_cancel(s.k.loop);
	ck_refused(&s.k, scene_run(&s, NULL, false), GJ_ECANCELED, "run it again");
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM decision"), 0);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM run WHERE state = 'running'"), 1);
	scene_close(&s);
}
END_TEST

START_TEST(stopped_midway_keeps_whole_frames)
{
	struct scene s;
	int64_t kept;

	scene_open(&s);
	import_enterprises(&s, 4 * GJ_FRAME_ROWS);
	gj_loop_set_progress(s.k.loop, stop, s.k.loop);
	/* Whether the timer comes in time is not sure: both ends are right. */
	if (scene_run(&s, NULL, false) < 0) {
		ck_assert_int_eq(s.k.err.code, GJ_ECANCELED);
		kept = scene_count(&s, "SELECT count(*) FROM decision");
		ck_assert_int_eq(kept % GJ_FRAME_ROWS, 0);
		ck_assert_int_eq(kept, s.counts[ENTERPRISE].judged);
		gj_loop_set_progress(s.k.loop, NULL, NULL);
		ck_ok(&s.k, gj_loop_close(s.k.loop, &s.k.err));
		ck_ok(&s.k, gj_loop_open(&s.k.loop, &s.k.err));
		ck_ok(&s.k, scene_run(&s, NULL, false));
		ck_assert_int_eq(s.counts[ENTERPRISE].changed, 4 * GJ_FRAME_ROWS - kept);
		ck_assert_int_eq(
		    scene_count(&s, "SELECT count(*) FROM run WHERE state = 'interrupted'"), 1);
	}
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM decision"), 4 * GJ_FRAME_ROWS);
	scene_close(&s);
}
END_TEST

START_TEST(another_writer_is_told)
{
	struct gj_store *other;
	struct scene s;

	scene_open(&s);
	import_enterprises(&s, 3);
	gj_store_set_wait(s.store, 10);
	ck_ok(&s.k, gj_store_open(&other, kit_path(&s.k, "test.db"), GJ_STORE_WRITE, &s.k.err));
	ck_ok(&s.k, gj_store_begin(other, "a test", &s.k.err));
	ck_refused(&s.k, scene_run(&s, NULL, false), GJ_EBUSY, "");
	ck_ok(&s.k, scene_run(&s, NULL, true)); /* a dry run only reads */
	gj_store_rollback(other);
	gj_store_close(other);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	scene_close(&s);
}
END_TEST

/* What a run takes over from the one before is what it would have found itself. */
START_TEST(what_is_taken_over_is_right)
{
	static const int officers[] = { 1, 2, 0, 3, 3, 1 };
	struct scene s;

	scene_open(&s);
	import_enterprises(&s, GJ_FRAME_ROWS + 100);
	for (size_t i = 0; i < sizeof officers / sizeof *officers; i++) {
		sqlite3 *db;

		scene_policy(&s, officers[i]);
		ck_ok(&s.k, scene_run(&s, NULL, true));
		ck_assert_int_eq(s.counts[ENTERPRISE].judged, GJ_FRAME_ROWS + 100);
		int64_t would = s.counts[ENTERPRISE].changed;
		ck_ok(&s.k, scene_run(&s, NULL, false));
		ck_assert_int_eq(s.counts[ENTERPRISE].changed, would);
		int64_t refused = s.counts[ENTERPRISE].results[GJ_INELIGIBLE];
		ck_ok(&s.k, scene_run(&s, NULL, false));
		ck_assert_int_eq(s.counts[ENTERPRISE].changed, 0);

		/* Without a word about what the outcomes were made by, all is judged again. */
		ck_assert_int_eq(sqlite3_open(kit_path(&s.k, "test.db"), &db), SQLITE_OK);
		ck_assert_int_eq(sqlite3_exec(db, "DELETE FROM slab_basis", NULL, NULL, NULL),
		                 SQLITE_OK);
		sqlite3_close(db);
		ck_ok(&s.k, scene_run(&s, NULL, false));
		ck_assert_int_eq(s.counts[ENTERPRISE].changed, 0);
		ck_assert_int_eq(s.counts[ENTERPRISE].results[GJ_INELIGIBLE], refused);
	}
	scene_close(&s);
}
END_TEST

START_TEST(only_some_of_them)
{
	struct gj_batch_args args = { .year = 2022, .reference = SCENE_REFERENCE, .limit = 7 };
	struct scene s;

	scene_open(&s);
	import_enterprises(&s, 30);
	args.policy = s.policy;
	args.files = &s.files;
	s.run.counts = s.counts;
	ck_ok(&s.k, gj_batch_run(&s.run, s.k.loop, s.store, &args, &s.k.err));
	ck_assert_int_eq(s.counts[ENTERPRISE].judged, 7);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM decision"), 7);
	args.limit = 0;
	args.bureau = "nowhere";
	ck_ok(&s.k, gj_batch_run(&s.run, s.k.loop, s.store, &args, &s.k.err));
	ck_assert_int_eq(s.counts[ENTERPRISE].judged, 0);
	args.bureau = s.policy->bureaus[0].key; /* 江岸, where they all are */
	ck_ok(&s.k, gj_batch_run(&s.run, s.k.loop, s.store, &args, &s.k.err));
	ck_assert_int_eq(s.counts[ENTERPRISE].judged, 30);
	ck_assert_int_eq(s.counts[ENTERPRISE].changed, 23);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	ck_assert_int_eq(s.counts[ENTERPRISE].changed, 0);
	scene_close(&s);
}
END_TEST

START_TEST(comes_through_without_memory)
{
	struct scene s;
	int n, rc;

	scene_open(&s);
	import_enterprises(&s, 5);
	for (n = 1; n < 3000; n++) {
		gj_alloc_fail_at(n);
		rc = scene_run(&s, NULL, false);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_msg(rc == GJ_ENOMEM, "%d: %s", rc, s.k.err.text);
	}
	ck_assert_int_lt(n, 3000);
	ck_assert_int_eq(s.counts[ENTERPRISE].judged, 5);
	ck_assert_int_eq(scene_count(&s, "SELECT count(*) FROM decision"), 5);
	scene_close(&s);
}
END_TEST

Suite *suite_batch(void)
{
	Suite *suite = suite_create("batch");
	TCase *tcase = tcase_create("batch");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, judges_and_writes_what_is_new);
	tcase_add_loop_test(tcase, more_than_a_frame, 0, 4);
	tcase_add_test(tcase, an_empty_store);
	tcase_add_test(tcase, stations_see_the_decisions_of_this_run);
	tcase_add_test(tcase, stopped_before_the_first_frame);
	tcase_add_test(tcase, stopped_midway_keeps_whole_frames);
	tcase_add_test(tcase, another_writer_is_told);
	tcase_add_test(tcase, what_is_taken_over_is_right);
	tcase_add_test(tcase, only_some_of_them);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
