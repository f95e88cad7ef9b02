/* check_replay.c: decisions made again: the same after rules and others have changed, different when tampered with. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "engine/run/replay.h"
#include "tests/run/scene.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

static void import_enterprises(struct scene *s, const char *rows)
{
	const struct scene_import import = {
		.category = "enterprise", .file = "a.csv", .list = "trainings", .list_file = "t.csv"
	};
	char text[600];

	snprintf(text, sizeof text, "credit_code,name,bureau,approved_on,officers,trainings\n%s",
	         rows);
	kit_write(&s->k, "a.csv", text);
	kit_write(&s->k, "t.csv", "credit_code,held_on\n");
	ck_ok(&s->k, scene_ingest(s, &import));
}

/* Enterprises 1 and 2, station 9 that built both; a run, a change of enterprise 2, a run, a change of the rules, a
 * run: three decisions of the station, each of which saw other enterprises. */
static void fill(struct scene *s)
{
	const struct scene_import stations = {
		.category = "station", .file = "s.csv", .list = "built", .list_file = "b.csv"
	};
	char rows[300];

	snprintf(rows, sizeof rows, "%s,one,江岸,2022-01-01,1,0\n%s,two,江岸,2022-01-01,1,0\n",
	         kit_code(1), kit_code(2));
	import_enterprises(s, rows);
	snprintf(rows, sizeof rows, "credit_code,name,bureau\n%s,nine,江岸\n", kit_code(9));
	kit_write(&s->k, "s.csv", rows);
	snprintf(rows, sizeof rows, "credit_code,built_code\n%s,%s\n%s,%s\n", kit_code(9),
	         kit_code(1), kit_code(9), kit_code(2));
	kit_write(&s->k, "b.csv", rows);
	ck_ok(&s->k, scene_ingest(s, &stations));
	ck_ok(&s->k, scene_run(s, NULL, false));
	snprintf(rows, sizeof rows, "%s,two,江岸,,1,\n", kit_code(2)); /* no longer recognised */
	import_enterprises(s, rows);
	ck_ok(&s->k, scene_run(s, NULL, false));
	scene_policy(s, 2);
	ck_ok(&s->k, scene_run(s, NULL, false));
	ck_assert_int_eq(
	    scene_count(s, "SELECT count(DISTINCT result) FROM decision d JOIN application a"
	                   " ON a.id = d.application WHERE a.category = 'station'"),
	    3);
}

struct seen {
	struct gj_replay_result last;
	size_t n;
	int64_t decision;
	char check[64], text[200];
};

static int see(void *ctx, const struct gj_replay_result *result)
{
	struct seen *seen = ctx;

	seen->last = *result;
	seen->n++;
	seen->decision = result->row->id;
	snprintf(seen->check, sizeof seen->check, "%s",
	         result->n_checks ? result->checks[0].check->id : "");
	snprintf(seen->text, sizeof seen->text, "%s", result->text);
	return 0;
}

static int replay_all(struct scene *s, struct seen *seen, struct gj_replay_counts *counts,
                      const struct gj_replay_ask *how)
{
	struct gj_replay_ask ask = *how;
	struct gj_replay *r;
	int rc = gj_replay_open(&r, s->store, &s->k.err);

	if (rc < 0)
		return rc;
	seen->n = 0;
	ask.differs = see;
	ask.ctx = seen;
	rc = gj_replay_many(r, counts, &ask, &s->k.err);
	gj_replay_close(r);
	return rc;
}

START_TEST(older_decisions_keep_their_own_world)
{
	struct gj_replay_counts counts;
	struct seen seen;
	struct scene s;
	int64_t all, runs[4] = { 0 };

	scene_open(&s);
	fill(&s);
	all = scene_count(&s, "SELECT count(*) FROM decision");
	ck_assert_int_ge(all, 7);
	ck_ok(&s.k, replay_all(&s, &seen, &counts, &(struct gj_replay_ask){ .run = 0 }));
	ck_assert_msg(counts.same == all && counts.looked_at == all && seen.n == 0,
	              "%zu differ, decision %lld, %s %s", seen.n, (long long)seen.decision,
	              seen.check, seen.text);
	for (int64_t run = 1; run <= 3; run++) {
		ck_ok(&s.k, replay_all(&s, &seen, &counts, &(struct gj_replay_ask){ .run = run }));
		ck_assert_int_eq(counts.same, counts.looked_at);
		runs[run] = counts.same;
	}
	ck_assert_int_eq(runs[1] + runs[2] + runs[3], all);
	ck_refused(&s.k, replay_all(&s, &seen, &counts, &(struct gj_replay_ask){ .run = 4 }),
	           GJ_ENOENT, "run 4");
	scene_close(&s);
}
END_TEST

/* --- differences --- */

static void tamper(struct scene *s, const char *sql)
{
	static const char triggers[] = "SELECT 'DROP TRIGGER \"' || name || '\";' FROM"
				       " sqlite_schema WHERE type = 'trigger'";
	char drop[8000] = "", *message = NULL;
	sqlite3_stmt *q;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(gj_store_path(s->store), &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(db, triggers, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		strcat(drop, (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	ck_assert_int_eq(sqlite3_exec(db, drop, NULL, NULL, NULL), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql,
	              message);
	sqlite3_close(db);
}

#define FIRST_STATION \
	" WHERE id = (SELECT min(d.id) FROM decision d JOIN application a ON a.id =" \
	" d.application WHERE a.category = 'station')"

static const struct {
	const char *sql;
	int64_t same_less; /* how many are no longer the same */
	enum gj_replay_state state;
	enum gj_replay_cause cause; /* of the last one */
	const char *check, *text;
} cases[] = {
	{ "UPDATE decision SET result = (result + 1) % 5" FIRST_STATION, 1, GJ_REPLAY_DIFFERENT,
	  GJ_REPLAY_DECISION, "", "" },
	{ "UPDATE decision SET outcomes = x'00'" FIRST_STATION, 1, GJ_REPLAY_DIFFERENT,
	  GJ_REPLAY_DECISION, "station.1.a", "" },
	{ "UPDATE decision SET outcomes = x'0000'" FIRST_STATION, 1, GJ_REPLAY_FAILED,
	  GJ_REPLAY_NONE, "", "outcomes" },
	{ "UPDATE decision SET result = 5" FIRST_STATION, 1, GJ_REPLAY_FAILED, GJ_REPLAY_NONE, "",
	  "result" },
	{ "UPDATE decision SET outcomes = zeroblob(385)" FIRST_STATION, 1, GJ_REPLAY_FAILED,
	  GJ_REPLAY_NONE, "", "385" },
	{ "INSERT INTO decision(application, run, version, revision, reference, result, outcomes)"
	  " SELECT application, run, version, revision, reference, (result + 1) % 5, outcomes"
	  " FROM decision WHERE id = 1",
	  0, GJ_REPLAY_DIFFERENT, GJ_REPLAY_ADDED, "", "" },
	{ "UPDATE facts_enterprise SET officers = 0 WHERE _revision = 1", 1, GJ_REPLAY_DIFFERENT,
	  GJ_REPLAY_FACTS, "enterprise.1.a", "" },
	{ "DELETE FROM facts_station", 3, GJ_REPLAY_FAILED, GJ_REPLAY_NONE, "", "no facts" },
	{ "UPDATE policy_file SET content = x'00' WHERE version = 1", 5, GJ_REPLAY_FAILED,
	  GJ_REPLAY_NONE, "", "hash" },
	/* Both policies exchanged with their hashes: the files fit them, the log does not. */
	{ "PRAGMA foreign_keys = OFF;"
	  " UPDATE policy_file SET version = 0 WHERE version = 1;"
	  " UPDATE policy_file SET version = 1 WHERE version = 2;"
	  " UPDATE policy_file SET version = 2 WHERE version = 0;"
	  " CREATE TEMP TABLE t AS SELECT * FROM policy_version;"
	  " UPDATE policy_version SET hash = id;"
	  " UPDATE policy_version SET hash = (SELECT hash FROM t WHERE t.id = 3 - "
	  "policy_version.id)",
	  -1, GJ_REPLAY_DIFFERENT, GJ_REPLAY_POLICY, "enterprise.1.a", "" },
	/* When the run began is no longer known: what the others were then can only be guessed. */
	{ "UPDATE run SET started_at = '2000-01-01T00:00:00Z' WHERE id = 1", 1, GJ_REPLAY_DIFFERENT,
	  GJ_REPLAY_OTHERS, "station.1.a", "" },
};

START_TEST(tampering_makes_a_difference)
{
	struct gj_replay_counts counts;
	struct seen seen;
	struct scene s;
	int64_t all;

	scene_open(&s);
	fill(&s);
	all = scene_count(&s, "SELECT count(*) FROM decision");
	tamper(&s, cases[_i].sql);
	ck_ok(&s.k, replay_all(&s, &seen, &counts, &(struct gj_replay_ask){ .run = 0 }));
	ck_assert_uint_gt(seen.n, 0);
	if (cases[_i].same_less >= 0)
		ck_assert_msg(counts.same == all - cases[_i].same_less, "%s: %lld of %lld",
		              cases[_i].sql, (long long)counts.same, (long long)all);
	ck_assert_int_eq(counts.same + counts.different + counts.failed, counts.looked_at);
	ck_assert_msg(seen.last.state == cases[_i].state && seen.last.cause == cases[_i].cause,
	              "%s: state %d, cause %d, %s", cases[_i].sql, (int)seen.last.state,
	              (int)seen.last.cause, seen.text);
	ck_assert_str_eq(seen.check, cases[_i].check);
	ck_assert_msg(strstr(seen.text, cases[_i].text) != NULL, "%s", seen.text);
	scene_close(&s);
}
END_TEST

/* The lots are each decision's own: a bigger share has all of a smaller one. */
START_TEST(a_share_is_drawn_by_words)
{
	struct gj_replay_counts none, half, again, other, all;
	struct seen seen;
	struct scene s;
	char rows[12000];
	size_t n = (size_t)sprintf(rows, "credit_code,name,bureau,officers\n");

	scene_open(&s);
	for (int i = 0; i < 200; i++)
		n += (size_t)sprintf(rows + n, "%s,n,江岸,1\n", kit_code(i));
	kit_write(&s.k, "a.csv", rows);
	ck_ok(&s.k, scene_ingest(&s, &(struct scene_import){ .category = "enterprise",
	                                                     .file = "a.csv" }));
	ck_ok(&s.k, scene_run(&s, NULL, false));
	ck_ok(&s.k, replay_all(&s, &seen, &none,
	                       &(struct gj_replay_ask){ .number = 0, .per = 100, .seed = "a" }));
	ck_assert_int_eq(none.looked_at, 0);
	ck_ok(&s.k, replay_all(&s, &seen, &half,
	                       &(struct gj_replay_ask){ .number = 50, .per = 100, .seed = "a" }));
	ck_ok(&s.k, replay_all(&s, &seen, &again,
	                       &(struct gj_replay_ask){ .number = 500, .per = 1000, .seed = "a" }));
	ck_ok(&s.k, replay_all(&s, &seen, &other,
	                       &(struct gj_replay_ask){ .number = 50, .per = 100, .seed = "b" }));
	ck_ok(&s.k, replay_all(&s, &seen, &all,
	                       &(struct gj_replay_ask){ .number = 100, .per = 100, .seed = "a" }));
	ck_assert_int_eq(all.looked_at, 200);
	ck_assert_int_eq(half.looked_at, again.looked_at);
	ck_assert_int_gt(half.looked_at, 60);
	ck_assert_int_lt(half.looked_at, 140);
	ck_assert_int_gt(other.looked_at, 60);
	ck_assert_int_lt(other.looked_at, 140);
	scene_close(&s);
}
END_TEST

START_TEST(comes_through_without_memory)
{
	struct gj_replay_counts counts;
	struct seen seen;
	struct scene s;
	int n, rc;

	scene_open(&s);
	fill(&s);
	tamper(&s, "UPDATE decision SET result = (result + 1) % 5" FIRST_STATION);
	for (n = 1; n < 20000; n += 1 + n / 50) {
		gj_alloc_fail_at(n);
		rc = replay_all(&s, &seen, &counts, &(struct gj_replay_ask){ .run = 0 });
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_msg(rc == GJ_ENOMEM, "%d: %d: %s", n, rc, s.k.err.text);
	}
	ck_assert_int_gt(n, 20);
	ck_assert_int_lt(n, 20000);
	ck_assert_int_eq(counts.different, 1);
	ck_assert_int_eq(counts.failed, 0);
	scene_close(&s);
}
END_TEST

Suite *suite_replay(void)
{
	Suite *suite = suite_create("replay");
	TCase *tcase = tcase_create("replay");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, older_decisions_keep_their_own_world);
	tcase_add_loop_test(tcase, tampering_makes_a_difference, 0, sizeof cases / sizeof *cases);
	tcase_add_test(tcase, a_share_is_drawn_by_words);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
