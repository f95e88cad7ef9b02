/* check_audit.c: the auditor's day: is the database as guiju wrote it, and does every decision come out again? */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct gj_kit kit;

static void open_kit(void)
{
	gj_kit_open(&kit);
}

static void close_kit(void)
{
	gj_kit_close(&kit);
}

/* As somebody would who has the file and knows SQL. */
static void tamper(const char *sql)
{
	static const char triggers[] = "SELECT 'DROP TRIGGER \"' || name || '\";' FROM"
				       " sqlite_schema WHERE type = 'trigger'";
	char *path = gj_tmp_path(kit.dir, "guiju.db"), drop[16000] = "", *message = NULL;
	sqlite3_stmt *q;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	free(path);
	ck_assert_int_eq(sqlite3_prepare_v2(db, triggers, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		strcat(drop, (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	ck_assert_int_eq(sqlite3_exec(db, drop, NULL, NULL, NULL), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql,
	              message);
	sqlite3_close(db);
}

static json_t *run_json(int status, const char *line)
{
	struct gj_run_result r = gj_kit_run(&kit, line);
	json_error_t error;
	json_t *root = json_loads(r.out, JSON_REJECT_DUPLICATES, &error);

	ck_assert_msg(r.status == status && root, "guiju %s: exit %d\n%s%s", line, r.status, r.out,
	              r.err);
	gj_run_free(&r);
	return root;
}

static int64_t number_of(const json_t *root, const char *key)
{
	const json_t *n = json_object_get(root, key);

	ck_assert_msg(json_is_integer(n), "no number \"%s\"", key);
	return json_integer_value(n);
}

START_TEST(test_sound)
{
	json_t *root;

	gj_kit_err(&kit, 3, "audit verify", "there is no such database");
	gj_kit_sample(&kit);
	gj_kit_out(&kit, 0, "audit verify", "Nothing was changed");
	root = run_json(0, "audit verify --format json");
	ck_assert(json_is_true(json_object_get(root, "sound")));
	ck_assert_int_gt(number_of(root, "rows"), 500);
	ck_assert_uint_eq(json_array_size(json_object_get(root, "findings")), 0);
	json_decref(root);
}
END_TEST

START_TEST(test_wrong_usage)
{
	gj_kit_err(&kit, 2, "audit", "takes verify");
	gj_kit_err(&kit, 2, "audit look", "only verify");
	gj_kit_err(&kit, 2, "audit verify --format xml", "text or json");
	gj_kit_err(&kit, 2, "audit verify --expect 12ab", "--expect");
	gj_kit_err(&kit, 2, "audit verify --expect 0123456789abcdeg", "--expect");
	gj_kit_err(&kit, 2, "replay", "name an application");
	gj_kit_err(&kit, 2, "replay x --all", "name an application");
	gj_kit_err(&kit, 2, "replay --run one", "--run takes a number");
	gj_kit_err(&kit, 2, "replay --run 1 --decision 1", "name an application");
	gj_kit_err(&kit, 2, "replay --decision 1 --sample 1%", "goes with");
	gj_kit_err(&kit, 2, "replay --all --sample 5", "a share");
	gj_kit_err(&kit, 2, "replay --all --sample 101%", "a share");
	gj_kit_err(&kit, 2, "replay --all --format xml", "text or json");
	gj_kit_sample(&kit);
	gj_kit_err(&kit, 3, "replay --run 9", "no run 9");
	gj_kit_err(&kit, 3, "replay --decision 9999", "no decision 9999");
	gj_kit_err(&kit, 3, "replay nobody", "no application");
}
END_TEST

/* What was written down stays in the log, whatever is stored after it. */
START_TEST(test_head)
{
	struct gj_run_result r;
	char line[200];

	gj_kit_sample(&kit);
	r = gj_kit_run(&kit, "audit verify --head");
	ck_assert_int_eq(r.status, 0);
	ck_assert_uint_eq(strlen(r.out), 65);
	snprintf(line, sizeof line, "audit verify --expect %.64s", r.out);
	gj_kit_expect(&kit, 0, line);
	gj_kit_expect(&kit, 0, "evaluate --as-of 2022-12-31");
	gj_kit_out(&kit, 0, line, "written down");
	r.out[20] = r.out[20] == '0' ? '1' : '0';
	snprintf(line, sizeof line, "audit verify --expect %.64s", r.out);
	gj_kit_out(&kit, 1, line, "no block has the digest");
	gj_run_free(&r);
}
END_TEST

static const struct {
	const char *sql, *said;
} cases[] = {
	{ "UPDATE decision SET result = 3 WHERE id = 5", "decision 5: changed after" },
	{ "DELETE FROM decision WHERE id = 5", "decision 5: removed" },
	{ "DELETE FROM decision WHERE id BETWEEN 5 AND 7", "decision 5 to 7: removed" },
	{ "INSERT INTO decision SELECT 9999, application, run, version, revision, reference,"
	  " result, outcomes FROM decision WHERE id = 5",
	  "decision 9999: no block of the log tells of it" },
	{ "CREATE TEMP TABLE t AS SELECT * FROM decision WHERE id IN (5, 9); DELETE FROM decision"
	  " WHERE id IN (5, 9); INSERT INTO decision SELECT 14 - id, application, run, version,"
	  " revision, reference, result, outcomes FROM t",
	  "decision 5 and 9: exchanged" },
	{ "UPDATE facts_enterprise SET officers = officers + 1 WHERE _revision = 150",
	  "revision 150: its facts were changed" },
	{ "UPDATE \"list_enterprise$trainings\" SET attendees = attendees + 1 WHERE _row = 1",
	  "its facts were changed" },
	{ "UPDATE revision SET digest = zeroblob(32) WHERE id = 4", "revision 4: changed after" },
	{ "UPDATE policy_file SET content = x'2d' WHERE path = 'enterprise.lua'",
	  "(enterprise.lua): changed after" },
	{ "UPDATE policy_file SET content = x'2d' WHERE path = 'enterprise.lua'",
	  "its files no longer have the hash" },
	{ "UPDATE audit_block SET marks = x'' WHERE id = 5", "block 5 (written 20" },
	{ "UPDATE audit_block SET previous = zeroblob(32) WHERE id = 5", "does not follow" },
	{ "DELETE FROM audit_block WHERE id = 5", "block 5: removed before block 6" },
	{ "DELETE FROM audit_block WHERE id = (SELECT max(id) FROM audit_block)",
	  "no block of the log tells of it" },
};

START_TEST(test_tampering)
{
	gj_kit_sample(&kit);
	tamper(cases[_i].sql);
	gj_kit_out(&kit, 1, "audit verify", cases[_i].said);
}
END_TEST

START_TEST(test_tampering_for_programs)
{
	json_t *root, *finding;

	gj_kit_sample(&kit);
	tamper("UPDATE decision SET result = 3 WHERE id = 5");
	root = run_json(1, "audit verify --format json");
	ck_assert(json_is_false(json_object_get(root, "sound")));
	finding = json_array_get(json_object_get(root, "findings"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(finding, "code")), "row_changed");
	ck_assert_str_eq(json_string_value(json_object_get(finding, "kind")), "decision");
	ck_assert_int_eq(number_of(finding, "id"), 5);
	ck_assert_int_gt(number_of(finding, "block"), 0);
	json_decref(root);
}
END_TEST

/* --- replay --- */

/* One rule is changed: what was decided before still comes out by its own rules. */
START_TEST(test_replay)
{
	int64_t before, all;
	json_t *root;

	gj_kit_sample(&kit);
	gj_kit_out(&kit, 0, "replay 91420111MA9X500193 --category enterprise", "the same, byte");
	root = run_json(0, "replay --all --format json");
	before = number_of(root, "same");
	ck_assert_int_gt(before, 200);
	json_decref(root);
	gj_kit_edit(&kit, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1) }",
	            "f.officers :at_least(3) }");
	gj_kit_expect(&kit, 0, "evaluate --as-of 2022-11-30");
	root = run_json(0, "replay --all --format json");
	all = number_of(root, "same");
	ck_assert_int_gt(all, before);
	ck_assert_int_eq(number_of(root, "replayed"), all);
	json_decref(root);
	root = run_json(0, "replay --run 1 --format json");
	ck_assert_int_eq(number_of(root, "same"), before);
	json_decref(root);
	root = run_json(0, "replay --run 2 --format json");
	ck_assert_int_eq(number_of(root, "same"), all - before);
	json_decref(root);
	root = run_json(0, "replay --all --sample 20% --seed a --format json");
	ck_assert_int_gt(number_of(root, "same"), 10);
	ck_assert_int_lt(number_of(root, "same"), all / 2);
	json_decref(root);
	gj_kit_out(&kit, 0, "audit verify", "Nothing was changed");
}
END_TEST

START_TEST(test_replay_tells_differences)
{
	json_t *root, *difference;

	gj_kit_sample(&kit);
	tamper("UPDATE decision SET result = 3 WHERE id = 5");
	gj_kit_out(&kit, 1, "replay --decision 5", "changed after it was stored");
	gj_kit_out(&kit, 0, "replay --decision 6", "the same, byte by byte");
	gj_kit_out(&kit, 1, "replay --all", "different: 1, not possible: 0");
	tamper("UPDATE facts_enterprise SET officers = 0 WHERE _revision ="
	       " (SELECT revision FROM decision WHERE id = 6)");
	gj_kit_out(&kit, 1, "replay --decision 6", "enterprise.1.c");
	gj_kit_out(&kit, 1, "replay --decision 6", "the facts were changed");
	root = run_json(1, "replay --decision 6 --format json");
	difference = json_array_get(json_object_get(root, "differences"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(difference, "cause")), "facts_changed");
	ck_assert_str_eq(json_string_value(json_object_get(difference, "state")), "different");
	json_decref(root);
	tamper("UPDATE policy_file SET content = x'2d' WHERE path = 'enterprise.lua'");
	gj_kit_out(&kit, 1, "replay --decision 6", "cannot be made again");
}
END_TEST

Suite *suite_audit(void)
{
	Suite *s = suite_create("cli/audit");
	TCase *t = tcase_create("audit");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, open_kit, close_kit);
	tcase_add_test(t, test_sound);
	tcase_add_test(t, test_wrong_usage);
	tcase_add_test(t, test_head);
	tcase_add_loop_test(t, test_tampering, 0, sizeof cases / sizeof *cases);
	tcase_add_test(t, test_tampering_for_programs);
	tcase_add_test(t, test_replay);
	tcase_add_test(t, test_replay_tells_differences);
	suite_add_tcase(s, t);
	return s;
}
