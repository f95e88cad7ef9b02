/* check_audit.c: whatever is done to the database behind guiju's back is found, and told as what it is. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit_block.h"
#include "db/audit_verify.h"
#include "db/decision_past.h"
#include "db/decision_row.h"
#include "db/import.h"
#include "db/migrate.h"
#include "db/review.h"
#include "db/run.h"
#include "db/publication.h"
#include "db/sample_row.h"
#include "db/two_person.h"
#include "db/version.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"
#include "tests/support/tmp.h"

enum { FOUND_MAX = 64, APPLICATIONS = 6 };

struct found { /* copied */
	struct gj_audit_finding items[FOUND_MAX];
	char texts[FOUND_MAX][200];
	size_t n;
	struct gj_audit_result result;
};

static int keep(void *ctx, const struct gj_audit_finding *finding)
{
	struct found *f = ctx;

	ck_assert_uint_lt(f->n, FOUND_MAX);
	f->items[f->n] = *finding;
	snprintf(f->texts[f->n], sizeof f->texts[0], "%s", finding->text);
	ck_assert_int_eq(finding->block > 0, strlen(finding->made_at) == 20);
	f->n++;
	return 0;
}

static void verify(struct sample *x, struct found *f, const char *expect)
{
	f->n = 0;
	ck_ok(x,
	      gj_audit_verify(x->store, &f->result,
	                      &(struct gj_audit_ask){ .expect = expect, .found = keep, .ctx = f },
	                      &x->err));
	ck_assert_int_eq(f->result.findings, (int64_t)f->n);
}

static void assert_sound(struct sample *x)
{
	struct found f;

	verify(x, &f, NULL);
	ck_assert_msg(f.n == 0, "wrong %d, kind %d, id %lld", (int)f.items[0].wrong,
	              (int)f.items[0].kind, (long long)f.items[0].id);
}

/* --- a database with something of every kind --- */

static void decide(struct sample *x, int64_t run, int64_t application, int result)
{
	struct gj_decision_row row = { .application = application,
		                       .run = run,
		                       .version = x->version,
		                       .revision = application,
		                       .reference = 19000,
		                       .result = result,
		                       .outcomes = { 1, (unsigned char)application, 0xff },
		                       .n_outcomes = 3 };
	struct gj_application a;
	bool added;

	ck_ok(x, gj_application_get(x->store, &a, application, &x->err));
	ck_ok(x, gj_decision_put(x->store, &added, &row, a.decision, &x->err));
	ck_assert(added);
}

/* Decisions 1..6 of applications 1..6 in run 1. */
static void evaluate(struct sample *x)
{
	struct gj_run_counts counts = { .judged = APPLICATIONS, .changed = APPLICATIONS };
	struct gj_fileset set;
	int64_t run;

	gj_fileset_init(&set);
	ck_ok(x, gj_fileset_put(&set, "facts.lua", "f", 1, &x->err));
	ck_ok(x, gj_fileset_put(&set, "policy.lua", "p", 1, &x->err));
	ck_ok(x, gj_store_begin(x->store, "a run", &x->err));
	ck_ok(x, gj_version_put(x->store, &x->version, "p", &set, &x->err));
	ck_ok(x, gj_run_start(x->store, &run, x->version, 19000, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	ck_ok(x, gj_store_begin(x->store, "decisions", &x->err));
	for (int i = 1; i <= APPLICATIONS; i++)
		decide(x, run, i, i % 5);
	ck_ok(x, gj_run_checkpoint(x->store, run, "enterprise", APPLICATIONS, &counts, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	ck_ok(x, gj_run_finish(x->store, run, &counts, &x->err));
	gj_fileset_fini(&set);
}

static void draw(struct sample *x)
{
	const struct gj_sample_head head = { .category = "enterprise",
		                             .year = 2022,
		                             .filter = "",
		                             .strata = "bureau",
		                             .rule = "10%",
		                             .seed = "s",
		                             .algorithm = "a",
		                             .list_hash = "h",
		                             .list_size = 6 };
	int64_t id;

	ck_ok(x, gj_store_begin(x->store, "a draw", &x->err));
	ck_ok(x, gj_sample_put(x->store, &id, &head, &x->err));
	for (int i = 1; i < 3; i++)
		ck_ok(x,
		      gj_sample_put_row(x->store, id,
		                        &(struct gj_sample_row){
					    .application = i, .stratum = "wuchang", .reason = "" },
		                        &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
}

static void publish(struct sample *x)
{
	int64_t id;

	ck_ok(x, gj_store_begin(x->store, "publishing", &x->err));
	ck_ok(x, gj_audit_event_put(x->store, &id,
	                            &(struct gj_audit_event){ .what = "publish",
	                                                      .about = "policy 1",
	                                                      .who = "王",
	                                                      .text = "the new year",
	                                                      .data = "{}" },
	                            &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
}

static void put_in_force(struct sample *x)
{
	const struct gj_publication p = {
		.version = { .id = 1 }, .who = "王", .why = "the new year", .impact = "{}"
	};
	struct gj_two_person two;
	int64_t id;

	ck_ok(x, gj_store_begin(x->store, "publishing", &x->err));
	ck_ok(x, gj_publication_put(x->store, &id, &p, &x->err));
	ck_ok(x, gj_two_person_set(x->store, &two, true, "王", &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
}

static void rule(struct sample *x)
{
	const struct gj_ruling ruling = { .application = 6,
		                          .decision = 6,
		                          .kind = GJ_RULING_APPEALED,
		                          .who = "王",
		                          .why = "a second look" };
	int64_t id, n = 0;

	ck_ok(x, gj_store_begin(x->store, "a ruling", &x->err));
	ck_ok(x, gj_ruling_put(x->store, &id, &ruling, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	ck_ok(x, gj_store_begin(x->store, "decisions", &x->err));
	decide(x, 1, 6, 3);
	ck_ok(x, gj_review_open(x->store, &n, 1, 1, APPLICATIONS, &x->err));
	ck_assert_int_eq(n, 1);
	ck_ok(x, gj_review_close(x->store, 1, "王", "it stands", &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
}

static void open_full(struct sample *x)
{
	struct gj_import_counts counts = { .rows = APPLICATIONS };

	sample_open(x);
	for (int i = 0; i < APPLICATIONS; i++)
		sample_put(x, i, i);
	ck_ok(x, gj_import_finish(x->store, x->import, &counts, &x->err));
	evaluate(x);
	draw(x);
	publish(x);
	put_in_force(x);
}

/* With a ruling and its review; decision 7 came of it. */
static void open_ruled(struct sample *x)
{
	open_full(x);
	rule(x);
}

/* As somebody would who has the file and knows SQL. */
static void tamper(struct sample *x, const char *sql)
{
	sqlite3 *db = sample_raw(x);
	char *message = NULL;
	char drop[8000] = "";
	sqlite3_stmt *q;

	ck_assert_int_eq(
	    sqlite3_prepare_v2(db,
	                       "SELECT 'DROP TRIGGER \"' || name || '\";' FROM sqlite_schema"
	                       " WHERE type = 'trigger'",
	                       -1, &q, NULL),
	    SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		strcat(drop, (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	ck_assert_int_eq(sqlite3_exec(db, drop, NULL, NULL, NULL), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql,
	              message);
	sqlite3_close(db);
}

START_TEST(what_guiju_writes_is_sound)
{
	struct found f;
	struct sample x;

	sample_open(&x);
	verify(&x, &f, NULL);
	ck_assert_uint_eq(f.n, 0);
	ck_assert_int_eq(f.result.blocks, 5); /* the steps up to the log, and the four behind it */
	sample_close(&x);
	open_ruled(&x);
	verify(&x, &f, NULL);
	ck_assert_uint_eq(f.n, 0);
	ck_assert_int_eq(f.result.revisions, APPLICATIONS);
	ck_assert_int_eq(f.result.versions, 1);
	for (int kind = 0; kind < GJ_AUDIT_KINDS; kind++) {
		char sql[100];

		snprintf(sql, sizeof sql, "SELECT count(*) FROM audit_block WHERE kind = '%s'",
		         gj_audit_kind_name((enum gj_audit_kind)kind));
		ck_assert_msg(sample_count(&x, sql) > 0, "no block of %s",
		              gj_audit_kind_name((enum gj_audit_kind)kind));
	}
	sample_reopen(&x);
	assert_sound(&x);
	sample_close(&x);
}
END_TEST

/* --- tampering --- */

static const struct {
	const char *sql;
	enum gj_audit_wrong wrong; /* the first finding */
	enum gj_audit_kind kind;
	int64_t id, other;
	const char *text;
} cases[] = {
	{ "UPDATE decision SET result = 4 WHERE id = 5", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_DECISION, 5,
	  0, "" },
	{ "UPDATE decision SET outcomes = x'0105fe' WHERE id = 5", GJ_AUDIT_ROW_CHANGED,
	  GJ_AUDIT_DECISION, 5, 0, "" },
	{ "UPDATE decision SET outcomes = x'0105ff00' WHERE id = 5", GJ_AUDIT_ROW_CHANGED,
	  GJ_AUDIT_DECISION, 5, 0, "" },
	{ "UPDATE decision SET revision = 1 WHERE id = 6", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_DECISION,
	  6, 0, "" },
	{ "UPDATE decision SET reference = 19001 WHERE id = 1", GJ_AUDIT_ROW_CHANGED,
	  GJ_AUDIT_DECISION, 1, 0, "" },
	{ "DELETE FROM decision WHERE id = 3", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_DECISION, 3, 3, "" },
	{ "DELETE FROM decision WHERE id = 1", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_DECISION, 1, 1, "" },
	{ "DELETE FROM decision WHERE id > 4", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_DECISION, 5, 6, "" },
	{ "DELETE FROM decision", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_DECISION, 1, 6, "" },
	{ "INSERT INTO decision SELECT 7, application, run, version, revision, reference, 0,"
	  " outcomes FROM decision WHERE id = 2",
	  GJ_AUDIT_ROWS_ADDED, GJ_AUDIT_DECISION, 7, 7, "" },
	{ "INSERT INTO decision SELECT id - 9, application, run, version, revision, reference,"
	  " result, outcomes FROM decision WHERE id < 4",
	  GJ_AUDIT_ROWS_ADDED, GJ_AUDIT_DECISION, -8, -6, "" },
	{ "CREATE TEMP TABLE t AS SELECT * FROM decision WHERE id IN (2, 5); DELETE FROM decision"
	  " WHERE id IN (2, 5); INSERT INTO decision SELECT 7 - id, application, run, version,"
	  " revision, reference, result, outcomes FROM t",
	  GJ_AUDIT_ROWS_EXCHANGED, GJ_AUDIT_DECISION, 2, 5, "" },
	{ "UPDATE application SET revision = 1 WHERE id = 4", GJ_AUDIT_NEWEST_REVISION,
	  GJ_AUDIT_APPLICATION, 4, 1, "4" },
	/* Who it is that was decided. */
	{ "UPDATE application SET subject = 7 - id WHERE id = 99;"
	  " UPDATE application SET year = 2021 WHERE id = 2",
	  GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_APPLICATION, 2, 0, "" },
	{ "UPDATE subject SET code = 'x' WHERE id = 3", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_APPLICATION,
	  3, 0, "" },
	/* Facts. */
	{ "UPDATE facts_enterprise SET officers = officers + 1 WHERE _revision = 2",
	  GJ_AUDIT_FACTS_CHANGED, GJ_AUDIT_REVISION, 2, 0, "" },
	{ "UPDATE facts_enterprise SET officers = NULL WHERE _revision = 2", GJ_AUDIT_FACTS_CHANGED,
	  GJ_AUDIT_REVISION, 2, 0, "" },
	{ "UPDATE facts_enterprise SET officers = NULL, _states = 'officers=unknown'"
	  " WHERE _revision = 2",
	  GJ_AUDIT_FACTS_CHANGED, GJ_AUDIT_REVISION, 2, 0, "" },
	{ "UPDATE facts_enterprise SET bureau = 'qiaokou' WHERE _revision = 1",
	  GJ_AUDIT_FACTS_CHANGED, GJ_AUDIT_REVISION, 1, 0, "" },
	{ "UPDATE facts_enterprise SET name = name || ' ' WHERE _revision = 6",
	  GJ_AUDIT_FACTS_CHANGED, GJ_AUDIT_REVISION, 6, 0, "" },
	{ "UPDATE facts_enterprise SET officers = -1 WHERE _revision = 2", GJ_AUDIT_FACTS_LOST,
	  GJ_AUDIT_REVISION, 2, 0, "officers" },
	{ "DELETE FROM facts_enterprise WHERE _revision = 2", GJ_AUDIT_FACTS_LOST,
	  GJ_AUDIT_REVISION, 2, 0, "facts_enterprise" },
	{ "UPDATE \"list_enterprise$trainings\" SET people = 99 WHERE _revision = 3 AND _row = 2",
	  GJ_AUDIT_FACTS_CHANGED, GJ_AUDIT_REVISION, 3, 0, "" },
	{ "DELETE FROM \"list_enterprise$trainings\" WHERE _revision = 3 AND _row = 2",
	  GJ_AUDIT_FACTS_LOST, GJ_AUDIT_REVISION, 3, 0, "trainings" },
	{ "INSERT INTO \"list_enterprise$trainings\"(_revision, _row) VALUES(3, 3)",
	  GJ_AUDIT_FACTS_LOST, GJ_AUDIT_REVISION, 3, 0, "trainings" },
	{ "UPDATE \"list_enterprise$trainings\" SET _row = 3 - _row + 10 WHERE _revision = 3;"
	  " UPDATE \"list_enterprise$trainings\" SET _row = _row - 10 WHERE _revision = 3",
	  GJ_AUDIT_FACTS_CHANGED, GJ_AUDIT_REVISION, 3, 0, "" },
	/* The fact says that there are none, so nobody would read them. */
	{ "INSERT INTO \"list_enterprise$select\"(_revision, _row) VALUES(3, 1)",
	  GJ_AUDIT_FACTS_ADDED, GJ_AUDIT_REVISION, 3, 0, "list_enterprise$select" },
	{ "INSERT INTO facts_enterprise(_revision) VALUES(77)", GJ_AUDIT_FACTS_ADDED,
	  GJ_AUDIT_REVISION, 77, 0, "facts_enterprise" },
	{ "UPDATE revision SET digest = zeroblob(32) WHERE id = 4", GJ_AUDIT_ROW_CHANGED,
	  GJ_AUDIT_REVISION, 4, 0, "" },
	{ "UPDATE revision SET valid_from = valid_from - 1 WHERE id = 4", GJ_AUDIT_ROW_CHANGED,
	  GJ_AUDIT_REVISION, 4, 0, "" },
	{ "UPDATE revision SET valid_from = NULL WHERE id = 4", GJ_AUDIT_ROW_CHANGED,
	  GJ_AUDIT_REVISION, 4, 0, "" },
	/* What the database says of its own columns. */
	{ "UPDATE fact_column SET type = 'x' WHERE fact = 'officers'", GJ_AUDIT_FACTS_LOST,
	  GJ_AUDIT_REVISION, 0, 0, "fact_column" },
	{ "UPDATE fact_column SET fact = 'x\"y' WHERE fact = 'officers'", GJ_AUDIT_FACTS_LOST,
	  GJ_AUDIT_REVISION, 0, 0, "fact_column" },
	{ "DELETE FROM fact_column WHERE fact = 'officers'", GJ_AUDIT_FACTS_CHANGED,
	  GJ_AUDIT_REVISION, 1, 0, "" },
	{ "DELETE FROM fact_column", GJ_AUDIT_FACTS_LOST, GJ_AUDIT_REVISION, 1, 0, "enterprise" },
	{ "ALTER TABLE facts_enterprise DROP COLUMN officers", GJ_AUDIT_FACTS_LOST,
	  GJ_AUDIT_REVISION, 1, 0, "officers" },
	{ "ALTER TABLE facts_enterprise DROP COLUMN trainings", GJ_AUDIT_FACTS_LOST,
	  GJ_AUDIT_REVISION, 1, 0, "trainings" },
	{ "DROP TABLE facts_enterprise", GJ_AUDIT_FACTS_LOST, GJ_AUDIT_REVISION, 1, 0,
	  "enterprise" },
	{ "DROP TABLE \"list_enterprise$trainings\"", GJ_AUDIT_FACTS_LOST, GJ_AUDIT_REVISION, 1, 0,
	  "trainings" },
	/* Policies. */
	{ "UPDATE policy_file SET content = x'71' WHERE path = 'policy.lua'", GJ_AUDIT_ROW_CHANGED,
	  GJ_AUDIT_FILE, 2, 0, "policy.lua" },
	{ "DELETE FROM policy_file WHERE path = 'facts.lua'", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_FILE,
	  1, 1, "" },
	{ "INSERT INTO policy_file VALUES(1, 'z.lua', x'70')", GJ_AUDIT_ROWS_ADDED, GJ_AUDIT_FILE,
	  3, 3, "" },
	{ "UPDATE policy_version SET in_to = 20000", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_VERSION, 1, 0,
	  "" },
	{ "UPDATE policy_version SET hash = 'h'", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_VERSION, 1, 0,
	  "" },
	/* Imports, runs, draws, events, the database itself. */
	{ "UPDATE import SET file = 'b.csv'", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_IMPORT, 1, 0, "" },
	{ "UPDATE import SET rejected = 1", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_IMPORT_END, 1, 0, "" },
	{ "UPDATE run SET reference = 1", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_RUN, 1, 0, "" },
	{ "UPDATE run SET eligible = 6", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_RUN_END, 1, 0, "" },
	{ "UPDATE run SET state = 'interrupted'", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_RUN_END, 1, 1,
	  "" },
	{ "INSERT INTO run(version, reference, state, started_at) VALUES(1, 1, 'finished', 'x')",
	  GJ_AUDIT_ROWS_ADDED, GJ_AUDIT_RUN, 2, 2, "" },
	{ "UPDATE sample SET seed = 't'", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_SAMPLE, 1, 0, "" },
	{ "UPDATE sample_row SET application = 3 WHERE application = 2", GJ_AUDIT_ROW_CHANGED,
	  GJ_AUDIT_SAMPLE, 1, 0, "" },
	{ "UPDATE audit_event SET who = '李'", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_EVENT, 1, 0, "" },
	{ "DELETE FROM audit_event", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_EVENT, 1, 1, "" },
	{ "UPDATE policy_publication SET who = '李'", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_PUBLICATION, 1,
	  0, "" },
	{ "DELETE FROM policy_publication", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_PUBLICATION, 1, 1, "" },
	{ "INSERT INTO two_person VALUES(2, 'off', 0, '王', 'x')", GJ_AUDIT_ROWS_ADDED,
	  GJ_AUDIT_TWO_PERSON, 2, 2, "" },
	{ "UPDATE migration SET applied_at = 'x' WHERE version = 2", GJ_AUDIT_ROW_CHANGED,
	  GJ_AUDIT_MIGRATION, 2, 0, "" },
};

static const struct {
	const char *sql;
	enum gj_audit_wrong wrong;
	enum gj_audit_kind kind;
} ruled_cases[] = {
	{ "UPDATE ruling SET result = 1", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_RULING },
	{ "UPDATE ruling SET why = 'x'", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_RULING },
	{ "DELETE FROM ruling", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_RULING },
	{ "INSERT INTO ruling SELECT 2, application, decision, later_than, kind, result,"
	  " holds_from, who, why, recorded_at FROM ruling",
	  GJ_AUDIT_ROWS_ADDED, GJ_AUDIT_RULING },
	{ "UPDATE review SET decision = 1", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_REVIEW },
	{ "DELETE FROM review", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_REVIEW },
	{ "UPDATE review_end SET who = '李'", GJ_AUDIT_ROW_CHANGED, GJ_AUDIT_REVIEW_END },
	{ "DELETE FROM review_end", GJ_AUDIT_ROWS_REMOVED, GJ_AUDIT_REVIEW_END },
};

START_TEST(tampered_rulings_are_found)
{
	struct found f;
	struct sample x;

	open_ruled(&x);
	tamper(&x, ruled_cases[_i].sql);
	sample_reopen(&x);
	verify(&x, &f, NULL);
	ck_assert_msg(f.n > 0, "%s: nothing found", ruled_cases[_i].sql);
	ck_assert_msg(f.items[0].wrong == ruled_cases[_i].wrong &&
	                  f.items[0].kind == ruled_cases[_i].kind,
	              "%s: wrong %d, kind %d", ruled_cases[_i].sql, (int)f.items[0].wrong,
	              (int)f.items[0].kind);
	sample_close(&x);
}
END_TEST

START_TEST(tampering_is_found)
{
	struct found f;
	struct sample x;

	open_full(&x);
	tamper(&x, cases[_i].sql);
	sample_reopen(&x);
	verify(&x, &f, NULL);
	ck_assert_msg(f.n > 0, "%s: nothing found", cases[_i].sql);
	ck_assert_msg(f.items[0].wrong == cases[_i].wrong && f.items[0].kind == cases[_i].kind &&
	                  f.items[0].id == cases[_i].id,
	              "%s: wrong %d, kind %d, id %lld", cases[_i].sql, (int)f.items[0].wrong,
	              (int)f.items[0].kind, (long long)f.items[0].id);
	if (cases[_i].other)
		ck_assert_int_eq(f.items[0].other, cases[_i].other);
	ck_assert_msg(strstr(f.texts[0], cases[_i].text) != NULL, "%s: %s", cases[_i].sql,
	              f.texts[0]);
	sample_close(&x);
}
END_TEST

/* --- the blocks themselves --- */

static const struct {
	const char *sql;
	enum gj_audit_wrong wrong;
	int64_t id; /* of the block, or of the first that is missing */
} block_cases[] = {
	{ "UPDATE audit_block SET content = zeroblob(32) WHERE id = 3", GJ_AUDIT_BLOCK_CHANGED, 3 },
	{ "UPDATE audit_block SET content = x'00' WHERE id = 3", GJ_AUDIT_BLOCK_CHANGED, 3 },
	{ "UPDATE audit_block SET marks = x'' WHERE id = 3", GJ_AUDIT_BLOCK_CHANGED, 3 },
	{ "UPDATE audit_block SET kind = 'x' WHERE id = 3", GJ_AUDIT_BLOCK_CHANGED, 3 },
	{ "UPDATE audit_block SET made_at = '2020-01-01T00:00:00Z' WHERE id = 3",
	  GJ_AUDIT_BLOCK_CHANGED, 3 },
	{ "UPDATE audit_block SET n = 100000, last = first + 99999 WHERE id = 3",
	  GJ_AUDIT_BLOCK_CHANGED, 3 },
	{ "UPDATE audit_block SET first = -9223372036854775807 - 1, last = 9223372036854775807"
	  " WHERE id = 3",
	  GJ_AUDIT_BLOCK_CHANGED, 3 },
	{ "UPDATE audit_block SET digest = zeroblob(32) WHERE id = 3", GJ_AUDIT_BLOCK_CHANGED, 3 },
	{ "DELETE FROM audit_block WHERE id = 1", GJ_AUDIT_BLOCKS_REMOVED, 1 },
	{ "DELETE FROM audit_block WHERE id = 5", GJ_AUDIT_BLOCKS_REMOVED, 5 },
	{ "DELETE FROM audit_block WHERE id IN (5, 6)", GJ_AUDIT_BLOCKS_REMOVED, 5 },
	{ "UPDATE audit_block SET previous = zeroblob(32) WHERE id = 4", GJ_AUDIT_BLOCK_LOOSE, 4 },
};

START_TEST(tampering_with_blocks_is_found)
{
	bool any = false;
	struct found f;
	struct sample x;

	open_full(&x);
	tamper(&x, block_cases[_i].sql);
	sample_reopen(&x);
	verify(&x, &f, NULL);
	for (size_t i = 0; i < f.n; i++)
		any |= f.items[i].wrong == block_cases[_i].wrong &&
		       (f.items[i].wrong == GJ_AUDIT_BLOCKS_REMOVED
		            ? f.items[i].id
		            : f.items[i].block) == block_cases[_i].id;
	ck_assert_msg(any, "%s: %zu found", block_cases[_i].sql, f.n);
	sample_close(&x);
}
END_TEST

/* Without its block a row stands alone, whichever block it was. */
START_TEST(the_last_block_is_missed)
{
	struct found f;
	struct sample x;

	open_full(&x);
	for (int64_t n = sample_count(&x, "SELECT max(id) FROM audit_block"); n > 0; n--) {
		tamper(&x, "DELETE FROM audit_block WHERE id = (SELECT max(id) FROM audit_block)");
		verify(&x, &f, NULL);
		ck_assert_uint_gt(f.n, 0);
		ck_assert_int_eq(f.result.head.block, n - 1);
	}
	sample_close(&x);
}
END_TEST

/* Who can write a chain of his own is told by a digest that was written down. */
START_TEST(a_rewritten_end_is_told_by_what_was_written_down)
{
	struct gj_audit_head head, earlier;
	struct found f;
	struct sample x;

	open_full(&x);
	ck_ok(&x, gj_audit_head(x.store, &earlier, &x.err));
	publish(&x);
	ck_ok(&x, gj_audit_head(x.store, &head, &x.err));
	ck_assert_int_eq(head.block, earlier.block + 1);
	verify(&x, &f, earlier.digest);
	ck_assert_uint_eq(f.n, 0);
	ck_assert_int_eq(f.result.expected, earlier.block);
	head.digest[16] = '\0'; /* the beginning is enough */
	verify(&x, &f, head.digest);
	ck_assert_uint_eq(f.n, 0);
	ck_assert_int_eq(f.result.expected, head.block);
	/* The event and its block are gone, and another stands there: the chain is whole. */
	tamper(&x, "DELETE FROM audit_event WHERE id = 2;"
	           " DELETE FROM audit_block WHERE id = (SELECT max(id) FROM audit_block)");
	sample_reopen(&x);
	ck_ok(&x, gj_store_begin(x.store, "another", &x.err));
	{
		int64_t id;

		ck_ok(&x, gj_audit_event_put(x.store, &id,
		                             &(struct gj_audit_event){ .what = "publish",
		                                                       .about = "policy 2" },
		                             &x.err));
	}
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	assert_sound(&x);
	verify(&x, &f, earlier.digest);
	ck_assert_uint_eq(f.n, 0);
	verify(&x, &f, head.digest);
	ck_assert_uint_eq(f.n, 1);
	ck_assert_int_eq(f.items[0].wrong, GJ_AUDIT_HEAD_LOST);
	sample_close(&x);
}
END_TEST

/* --- how it is written --- */

START_TEST(a_rollback_leaves_nothing)
{
	struct sample x;
	int64_t id, blocks;

	open_full(&x);
	blocks = sample_count(&x, "SELECT count(*) FROM audit_block");
	ck_ok(&x, gj_store_begin(x.store, "nothing", &x.err));
	decide(&x, 1, 1, 0);
	ck_ok(&x,
	      gj_audit_event_put(x.store, &id, &(struct gj_audit_event){ .what = "w" }, &x.err));
	gj_store_rollback(x.store);
	publish(&x);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM audit_block"), blocks + 1);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM decision"), APPLICATIONS);
	assert_sound(&x);
	sample_close(&x);
}
END_TEST

/* Big transactions make several blocks: 4096 rows each. */
START_TEST(many_decisions_make_more_blocks)
{
	static const int sizes[] = { GJ_AUDIT_ROWS - 1, GJ_AUDIT_ROWS, GJ_AUDIT_ROWS + 1,
		                     2 * GJ_AUDIT_ROWS + 1 };
	struct sample x;

	open_full(&x);
	ck_ok(&x, gj_store_begin(x.store, "many", &x.err));
	for (int i = 0; i < sizes[_i]; i++)
		decide(&x, 1, 1, (i + 2) % 5);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_assert_int_eq(sample_count(&x,
	                              "SELECT count(*) FROM audit_block WHERE kind = 'decision'"),
	                 1 + (sizes[_i] + GJ_AUDIT_ROWS - 1) / GJ_AUDIT_ROWS);
	assert_sound(&x);
	tamper(&x, "UPDATE decision SET result = (result + 1) % 5"
	           " WHERE id = (SELECT max(id) FROM decision)");
	{
		struct found f;

		verify(&x, &f, NULL);
		ck_assert_uint_eq(f.n, 1);
		ck_assert_int_eq(f.items[0].id, APPLICATIONS + sizes[_i]);
	}
	sample_close(&x);
}
END_TEST

/* More rows of one block are changed than are kept at hand. */
START_TEST(each_of_many_is_told)
{
	struct gj_audit_result result;
	struct sample x;
	struct found f;

	open_full(&x);
	ck_ok(&x, gj_store_begin(x.store, "many", &x.err));
	for (int i = 0; i < 60; i++)
		decide(&x, 1, 1, (i + 2) % 5);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	tamper(&x, "UPDATE decision SET reference = 1 WHERE id > 6");
	verify(&x, &f, NULL);
	ck_assert_uint_eq(f.n, 60);
	result = f.result;
	ck_assert_int_eq(result.findings, 60);
	sample_close(&x);
}
END_TEST

START_TEST(an_end_that_comes_again_counts)
{
	struct gj_run_counts counts = { .judged = 7 };
	struct sample x;

	open_full(&x);
	ck_ok(&x, gj_run_finish(x.store, 1, &counts, &x.err));
	assert_sound(&x);
	tamper(&x, "UPDATE run SET judged = 8");
	{
		struct found f;

		verify(&x, &f, NULL);
		ck_assert_uint_eq(f.n, 1);
		ck_assert_int_eq(f.items[0].kind, GJ_AUDIT_RUN_END);
	}
	sample_close(&x);
}
END_TEST

static int see_event(void *ctx, const struct gj_audit_event *event)
{
	int *n = ctx;

	ck_assert_str_eq(event->what, "publish");
	ck_assert_str_eq(event->about, "policy 1");
	ck_assert_str_eq(event->who, "王");
	ck_assert_uint_eq(strlen(event->at), 20);
	return ++*n == 2 ? 7 : 0;
}

START_TEST(events_are_read_back)
{
	struct sample x;
	int n = 0;

	open_full(&x);
	ck_ok(&x, gj_audit_event_each(x.store, "rollback", see_event, &n, &x.err));
	ck_assert_int_eq(n, 0);
	ck_ok(&x, gj_audit_event_each(x.store, NULL, see_event, &n, &x.err));
	ck_assert_int_eq(n, 1);
	publish(&x);
	n = 0;
	ck_assert_int_eq(gj_audit_event_each(x.store, "publish", see_event, &n, &x.err), 7);
	sample_close(&x);
}
END_TEST

/* The log refuses change by itself. */
START_TEST(the_log_is_append_only)
{
	static const char *const refused[] = {
		"UPDATE audit_block SET n = 1",
		"DELETE FROM audit_block",
		"UPDATE audit_event SET who = ''",
		"DELETE FROM audit_event",
	};
	struct sample x;

	open_full(&x);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		ck_assert_int_ne(sample_exec(&x, refused[i], NULL), SQLITE_OK);
	sample_close(&x);
}
END_TEST

/* A file as guiju made it before it kept a log: the steps before that one, and a decision. */
static void make_older(const char *path)
{
	static const char rows[] =
	    "INSERT INTO import(id, plugin, file, category, year, state, started_at)"
	    " VALUES(1, 'csv', 'a.csv', 'enterprise', 2022, 'finished', '2022-03-01T08:00:00Z');"
	    "INSERT INTO subject VALUES(1, '91420111MA9X500193', 'x');"
	    "INSERT INTO application(id, subject, category, year, revision)"
	    " VALUES(1, 1, 'enterprise', 2022, 1);"
	    "INSERT INTO revision(id, application, import, place, digest, recorded_at)"
	    " VALUES(1, 1, 1, 2, zeroblob(32), '2022-03-01T08:00:00Z');"
	    "INSERT INTO policy_version(id, hash, policy, stored_at)"
	    " VALUES(1, 'h', 'p', '2022-03-02T00:00:00Z');"
	    "INSERT INTO run(id, version, reference, state, started_at)"
	    " VALUES(1, 1, 19000, 'finished', '2022-03-02T00:00:00Z');"
	    "INSERT INTO decision(id, application, run, version, revision, reference, result,"
	    " outcomes) VALUES(1, 1, 1, 1, 1, 19000, 0, x'00');"
	    "INSERT INTO migration VALUES(1, '0.1.0', 'x'); PRAGMA application_id = 0x67756a69";
	bool log = false;
	char version[64];
	size_t n = 0;
	sqlite3 *raw;

	ck_assert_int_eq(sqlite3_open(path, &raw), SQLITE_OK);
	for (; n < gj_n_migrations; n++) {
		for (const char *const *sql = gj_migrations[n].sql; *sql; sql++)
			log |= strstr(*sql, "CREATE TABLE audit_block(") != NULL;
		if (log)
			break;
		for (const char *const *sql = gj_migrations[n].sql; *sql; sql++)
			ck_assert_int_eq(sqlite3_exec(raw, *sql, NULL, NULL, NULL), SQLITE_OK);
	}
	ck_assert(log);
	ck_assert_int_eq(sqlite3_exec(raw, rows, NULL, NULL, NULL), SQLITE_OK);
	snprintf(version, sizeof version, "PRAGMA user_version = %zu", n);
	ck_assert_int_eq(sqlite3_exec(raw, version, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
}

/* The file above has no facts and no files: of rows and blocks nothing may be said. */
static size_t count_of_rows(const struct found *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += f->items[i].wrong != GJ_AUDIT_FACTS_LOST &&
		     f->items[i].wrong != GJ_AUDIT_FILES_CHANGED;
	return n;
}

/* What an older guiju stored is sealed when the database is brought up, and said so. */
START_TEST(an_older_database_is_sealed_as_it_is)
{
	struct sample x = { .dir = gj_tmp_dir() };
	struct found f;

	x.path = gj_tmp_path(x.dir, "test.db");
	make_older(x.path);
	ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_WRITE, &x.err));
	verify(&x, &f, NULL);
	ck_assert_uint_eq(count_of_rows(&f), 0);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM audit_event WHERE what = 'sealed'"),
	                 1);
	ck_assert_int_eq(sample_count(&x, "SELECT sum(n) FROM audit_block WHERE kind = 'decision'"),
	                 1);
	publish(&x);
	verify(&x, &f, NULL);
	ck_assert_uint_eq(count_of_rows(&f), 0);
	tamper(&x, "UPDATE decision SET result = 4");
	verify(&x, &f, NULL);
	ck_assert_uint_eq(count_of_rows(&f), 1);
	ck_assert_int_eq(f.items[0].kind, GJ_AUDIT_DECISION);
	sample_close(&x);
}
END_TEST

/* --- single rows --- */

START_TEST(a_single_row_is_looked_at)
{
	enum gj_audit_state state;
	struct sample x;

	open_full(&x);
	ck_ok(&x, gj_audit_row_state(x.store, &state, GJ_AUDIT_DECISION, 5, &x.err));
	ck_assert_int_eq(state, GJ_AUDIT_SOUND);
	ck_ok(&x, gj_audit_facts_state(x.store, &state, 5, &x.err));
	ck_assert_int_eq(state, GJ_AUDIT_SOUND);
	ck_ok(&x, gj_audit_row_state(x.store, &state, GJ_AUDIT_DECISION, 99, &x.err));
	ck_assert_int_eq(state, GJ_AUDIT_UNTOLD);
	tamper(&x, "UPDATE decision SET result = 4 WHERE id = 5;"
	           " UPDATE facts_enterprise SET officers = 0 WHERE _revision = 5;"
	           " DELETE FROM facts_enterprise WHERE _revision = 6");
	ck_ok(&x, gj_audit_row_state(x.store, &state, GJ_AUDIT_DECISION, 5, &x.err));
	ck_assert_int_eq(state, GJ_AUDIT_CHANGED);
	ck_ok(&x, gj_audit_facts_state(x.store, &state, 5, &x.err));
	ck_assert_int_eq(state, GJ_AUDIT_CHANGED);
	ck_ok(&x, gj_audit_facts_state(x.store, &state, 6, &x.err));
	ck_assert_int_eq(state, GJ_AUDIT_CHANGED);
	ck_ok(&x, gj_audit_facts_state(x.store, &state, 4, &x.err));
	ck_assert_int_eq(state, GJ_AUDIT_SOUND);
	sample_close(&x);
}
END_TEST

START_TEST(the_past_is_found_by_ids)
{
	struct sample x;
	int64_t id;

	open_full(&x);
	ck_ok(&x, gj_store_begin(x.store, "later", &x.err));
	decide(&x, 1, 2, 4); /* decision 7 */
	decide(&x, 1, 2, 0); /* decision 8 */
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_ok(&x, gj_decision_before(x.store, &id, 2, 8, 9, &x.err));
	ck_assert_int_eq(id, 8);
	ck_ok(&x, gj_decision_before(x.store, &id, 2, 8, 8, &x.err));
	ck_assert_int_eq(id, 7);
	ck_ok(&x, gj_decision_before(x.store, &id, 2, 8, 7, &x.err));
	ck_assert_int_eq(id, 2);
	ck_ok(&x, gj_decision_before(x.store, &id, 2, 8, 2, &x.err));
	ck_assert_int_eq(id, 0);
	ck_ok(&x, gj_revision_before(x.store, &id, 3, 3, 3, &x.err));
	ck_assert_int_eq(id, 3);
	ck_ok(&x, gj_revision_before(x.store, &id, 3, 3, 2, &x.err));
	ck_assert_int_eq(id, 0);
	/* The run began when six revisions were there. */
	sample_put(&x, 2, 99);
	ck_ok(&x, gj_audit_before_run(x.store, &id, 1, &x.err));
	ck_assert_int_eq(id, APPLICATIONS);
	sample_close(&x);
}
END_TEST

Suite *suite_audit(void)
{
	Suite *suite = suite_create("audit");
	TCase *c = tcase_create("audit");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, what_guiju_writes_is_sound);
	tcase_add_loop_test(c, tampering_is_found, 0, sizeof cases / sizeof *cases);
	tcase_add_loop_test(c, tampered_rulings_are_found, 0,
	                    sizeof ruled_cases / sizeof *ruled_cases);
	tcase_add_loop_test(c, tampering_with_blocks_is_found, 0,
	                    sizeof block_cases / sizeof *block_cases);
	tcase_add_test(c, the_last_block_is_missed);
	tcase_add_test(c, a_rewritten_end_is_told_by_what_was_written_down);
	tcase_add_test(c, a_rollback_leaves_nothing);
	tcase_add_loop_test(c, many_decisions_make_more_blocks, 0, 4);
	tcase_add_test(c, each_of_many_is_told);
	tcase_add_test(c, an_end_that_comes_again_counts);
	tcase_add_test(c, events_are_read_back);
	tcase_add_test(c, the_log_is_append_only);
	tcase_add_test(c, an_older_database_is_sealed_as_it_is);
	tcase_add_test(c, a_single_row_is_looked_at);
	tcase_add_test(c, the_past_is_found_by_ids);
	suite_add_tcase(suite, c);
	return suite;
}
