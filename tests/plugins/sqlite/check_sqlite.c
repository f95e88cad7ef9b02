/* check_sqlite.c: databases read by table and by query, and what a query may not do. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include "plugins/sqlite/sqlite.h"
#include "tests/plugins/fakehost.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

static char *dir;
static char *path;
static struct fakehost f;

static void start(void)
{
	dir = gj_tmp_dir();
	path = gj_tmp_path(dir, "in ?#%.db");
}

static void stop(void)
{
	gj_tmp_remove(dir);
	free(path);
	free(dir);
}

static void make(const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	remove(path);
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &why) == SQLITE_OK, "%s", why);
	sqlite3_close(db);
}

static int32_t run(const char *query, const char *table, const char *list, int within)
{
	fakehost_init_all(&f, path);
	fakehost_option(&f, "query", query);
	fakehost_option(&f, "table", table);
	f.args.list = list;
	f.args.list_within = within;
	return fakehost_all(&f, &sqlite_source_ops);
}

static const char some[] =
    "CREATE TABLE firms (code, name, trained, has_rules, day, money);"
    "INSERT INTO firms VALUES ('C00001', 'a', 5, '是', '2022-11-30', 12.5),"
    " ('C00002', NULL, NULL, NULL, NULL, 0.1), ('C00003', x'00ff', 'x', 1, 20221130, 1e15);"
    "CREATE TABLE trainings (code, name); INSERT INTO trainings VALUES ('C00001', 't');"
    "CREATE VIEW short AS SELECT code FROM firms;";

START_TEST(test_rows)
{
	static const struct {
		const char *query, *table, *list;
		int within;
		int32_t code;
		const char *rows, *failed;
	} cases[] = {
		{ "", "firms", NULL, 0, GUIJU_END,
		  "1:C00001,a,5,1,20221130,1250;2:C00002,-,-,-,-,10;3:C00003,!,!,!,!,!;", "" },
		{ "", "short", NULL, 0, GUIJU_END,
		  "1:C00001,-,-,-,-,-;2:C00002,-,-,-,-,-;3:C00003,-,-,-,-,-;", "" },
		{ "SELECT code, 2 * trained AS trained FROM firms WHERE name = 'a'; -- end", "",
		  NULL, 0, GUIJU_END, "1:C00001,-,10,-,-,-;", "" },
		{ "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) "
		  "SELECT 'C0000' || i AS 统一社会信用代码 FROM n",
		  "", NULL, 0, GUIJU_END,
		  "1:C00001,-,-,-,-,-;2:C00002,-,-,-,-,-;3:C00003,-,-,-,-,-;", "" },
		/* A code kept as a floating number has lost digits. */
		{ "SELECT 9.142010012345679e17 AS code", "", NULL, 0, GUIJU_END, "1:!,-,-,-,-,-;",
		  "" },
		{ "SELECT 123456 AS code", "", NULL, 0, GUIJU_END, "1:123456,-,-,-,-,-;", "" },
		{ "", "", NULL, 0, GUIJU_FAILED, "", "several tables (firms, short, trainings)" },
		{ "", "none", NULL, 0, GUIJU_FAILED, "", "has no table none; it has: firms" },
		{ "", "", "trainings", 1, GUIJU_END, "1:C00001,t,-,-,-,-;", "" },
		{ "SELECT 1", "", "trainings", 1, GUIJU_END, "1:C00001,t,-,-,-,-;", "" },
		{ "", "", "findings", 1, GUIJU_END, "", "" },
		{ "", "", "findings", 0, GUIJU_FAILED, "", "has no table findings" },
		{ "SELECT name FROM firms", "", NULL, 0, GUIJU_FAILED, "",
		  "has the needed column" },
		{ "SELEC", "", NULL, 0, GUIJU_FAILED, "", "the query is wrong: near" },
		{ "SELECT code FROM nowhere", "", NULL, 0, GUIJU_FAILED, "", "no such table" },
		{ " ;", "", NULL, 0, GUIJU_FAILED, "", "the query gives no columns" },
		{ "SELECT code FROM firms; SELECT 1", "", NULL, 0, GUIJU_FAILED, "",
		  "more than one statement" },
	};
	size_t i;

	make(some);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(run(cases[i].query, cases[i].table, cases[i].list, cases[i].within) ==
		                  cases[i].code,
		              "case %zu: %s", i, f.failed);
		ck_assert_msg(strcmp(f.rows, cases[i].rows) == 0, "case %zu: %s", i, f.rows);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "case %zu: %s", i,
		              f.failed);
	}
	run("", "firms", NULL, 0);
	ck_assert_ptr_nonnull(strstr(f.reports, "3 name [] the cell holds bytes that are no text"));
}
END_TEST

START_TEST(test_only_reading)
{
	static const char *const queries[] = {
		"DELETE FROM firms RETURNING code",
		"UPDATE firms SET code = 'x' RETURNING code",
		"INSERT INTO firms (code) VALUES (1) RETURNING code",
		"ATTACH 'other.db' AS other",
		"PRAGMA journal_mode = DELETE",
		"PRAGMA user_version",
		"CREATE TEMP TABLE t AS SELECT 1",
		"VACUUM INTO 'copy.db'",
		"DROP TABLE firms",
		"BEGIN",
		"SELECT load_extension('x') AS code",
	};
	char *before, *after;
	size_t i, n, m;

	make(some);
	before = gj_tmp_read(path, &n);
	for (i = 0; i < sizeof queries / sizeof *queries; i++) {
		ck_assert_msg(run(queries[i], "", NULL, 0) == GUIJU_FAILED, "%s", queries[i]);
		ck_assert_msg(strstr(f.failed, "only SELECT is allowed") ||
		                  strstr(f.failed, "the query is wrong") ||
		                  strstr(f.failed, "the query gives no columns"),
		              "%s: %s", queries[i], f.failed);
		ck_assert_str_eq(f.rows, "");
	}
	after = gj_tmp_read(path, &m);
	ck_assert(n == m && memcmp(before, after, n) == 0);
	free(after);
	free(before);
}
END_TEST

START_TEST(test_files)
{
	static const char junk[200] = "SQLite format 3";

	gj_tmp_write(dir, "in ?#%.db", "code\n", 5);
	ck_assert_int_eq(run("", "", NULL, 0), GUIJU_NOT_MINE);
	ck_assert_ptr_nonnull(strstr(f.failed, "no SQLite database"));
	gj_tmp_write(dir, "in ?#%.db", junk, sizeof junk);
	ck_assert_int_eq(run("", "", NULL, 0), GUIJU_FAILED);
	make("CREATE TABLE trainings (code); DROP TABLE trainings");
	ck_assert_int_eq(run("", "", NULL, 0), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "the database has no tables"));
	remove(path);
	ck_assert_int_eq(run("", "", NULL, 0), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "cannot be opened"));
	make("PRAGMA journal_mode = WAL; CREATE TABLE t (code); INSERT INTO t VALUES ('C00001')");
	ck_assert_int_eq(run("", "", NULL, 0), GUIJU_END);
	ck_assert_str_eq(f.rows, "1:C00001,-,-,-,-,-;");
}
END_TEST

START_TEST(test_stopped)
{
	int i;

	make("CREATE TABLE t (code)");
	for (i = 0; i < 4; i++) {
		fakehost_init_all(&f, path);
		/* Without end, but for the stop. */
		fakehost_option(&f, "query",
		                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
		                "SELECT i AS code FROM n WHERE i < 0");
		f.stop_after = i;
		ck_assert_int_ne(fakehost_all(&f, &sqlite_source_ops), GUIJU_NOMEM);
		ck_assert_uint_eq(f.n_rows, 0);
	}
}
END_TEST

START_TEST(test_no_memory)
{
	long i, count;
	int32_t rc;

	make("CREATE TABLE t (code, name); INSERT INTO t VALUES ('C00001', 'a')");
	for (i = 1;; i++) {
		ck_assert_int_lt(i, 500);
		fakehost_init_all(&f, path);
		gj_alloc_fail_at(i);
		rc = fakehost_all(&f, &sqlite_source_ops);
		count = gj_alloc_count();
		gj_alloc_fail_at(0);
		if (count < i)
			break;
		ck_assert_msg(rc == GUIJU_NOMEM, "%ld: %d %s", i, (int)rc, f.failed);
	}
	ck_assert_str_eq(f.rows, "1:C00001,a,-,-,-,-;");
}
END_TEST

START_TEST(test_table)
{
	const struct guiju_plugin *plugin;

	fakehost_init(&f, "");
	plugin = guiju_plugin_entry(&f.host);
	ck_assert_ptr_nonnull(plugin);
	ck_assert_str_eq(plugin->name, "sqlite");
	f.host.size--;
	ck_assert_ptr_null(guiju_plugin_entry(&f.host));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sqlite");
	TCase *all = tcase_create("sqlite");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(all, start, stop);
	tcase_add_test(all, test_table);
	tcase_add_test(all, test_rows);
	tcase_add_test(all, test_only_reading);
	tcase_add_test(all, test_files);
	tcase_add_test(all, test_stopped);
	tcase_add_test(all, test_no_memory);
	suite_add_tcase(suite, all);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
