/* check_migrate.c: steps that only grow, a newer file refused, an older one brought up. */
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "db/migrate.h"
#include "db/revision.h"
#include "db/stmt.h"
#include "db/version.h"
#include "engine/base/day.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"
#include "tests/support/tmp.h"

static const char *const good[] = { "CREATE TABLE extra(a INTEGER) STRICT",
	                            "INSERT INTO extra VALUES(1)", NULL };
static const char *const bad[] = { "CREATE TABLE more(a INTEGER) STRICT",
	                           "INSERT INTO no_such_table VALUES(1)", NULL };

/* The released list with two steps more. */
static void lengthen(struct gj_migration list[], const char *const *one, const char *const *two)
{
	memcpy(list, gj_migrations, gj_n_migrations * sizeof list[0]);
	list[gj_n_migrations].sql = one;
	list[gj_n_migrations + 1].sql = two;
}

START_TEST(every_step_is_recorded)
{
	struct sample x;

	sample_open(&x);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM migration"),
	                 (int64_t)gj_n_migrations);
	ck_assert_int_eq(sample_count(&x, "SELECT max(version) FROM migration"),
	                 sample_count(&x, "PRAGMA user_version"));
	ck_assert_int_eq(sample_count(&x, "PRAGMA application_id"), GJ_MIGRATE_APPLICATION_ID);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM migration WHERE length(program) > 0"
	                                  " AND applied_at LIKE '20__-__-__T__:__:__Z'"),
	                 (int64_t)gj_n_migrations);
	sample_close(&x);
}
END_TEST

START_TEST(every_table_is_strict)
{
	struct sample x;

	sample_open(&x);
	sample_put(&x, 1, 1);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM pragma_table_list"
	                                  " WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
	                                  " AND NOT strict"),
	                 0);
	ck_assert_int_ge(sample_count(&x, "SELECT count(*) FROM pragma_table_list WHERE strict"),
	                 14);
	sample_close(&x);
}
END_TEST

START_TEST(a_failing_step_leaves_the_one_before)
{
	struct gj_migration list[16];
	struct sample x;

	sample_open(&x);
	lengthen(list, good, bad);
	ck_refused(&x, gj_migrate_run(x.store, list, gj_n_migrations + 2, &x.err), GJ_EFORMAT,
	           "no_such_table");
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM extra"), 1);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM sqlite_schema WHERE name = 'more'"),
	                 0);
	ck_assert_int_eq(sample_count(&x, "PRAGMA user_version"), (int64_t)gj_n_migrations + 1);
	/* The step is made once. */
	ck_ok(&x, gj_migrate_run(x.store, list, gj_n_migrations + 1, &x.err));
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM extra"), 1);
	sample_close(&x);
}
END_TEST

START_TEST(a_newer_file_is_refused_in_words)
{
	struct sample x;
	struct gj_store *s;

	sample_open(&x);
	ck_assert_int_eq(sample_exec(&x,
	                             "INSERT INTO migration VALUES(99, '9.7', 'x');"
	                             " PRAGMA user_version = 99",
	                             NULL),
	                 SQLITE_OK);
	for (int mode = GJ_STORE_READ; mode <= GJ_STORE_CREATE; mode++) {
		ck_refused(&x, gj_store_open(&s, x.path, (enum gj_store_mode)mode, &x.err),
		           GJ_ENEWER, "guiju 9.7 (database version 99)");
		ck_assert_ptr_nonnull(strstr(x.err.text, "install guiju 9.7 or newer"));
	}
	/* Even when that version keeps its records elsewhere. */
	ck_assert_int_eq(sample_exec(&x, "DROP TABLE migration", NULL), SQLITE_OK);
	ck_refused(&x, gj_store_open(&s, x.path, GJ_STORE_WRITE, &x.err), GJ_ENEWER, "version 99");
	sample_close(&x);
}
END_TEST

START_TEST(an_older_file_is_only_read_when_brought_up)
{
	struct gj_migration list[16];
	struct sample x;

	sample_open(&x);
	lengthen(list, good, good);
	x.store->mode = GJ_STORE_READ;
	ck_refused(&x, gj_migrate_check(x.store, gj_n_migrations + 1, &x.err), GJ_EFORMAT, "older");
	x.store->mode = GJ_STORE_WRITE;
	ck_ok(&x, gj_migrate_check(x.store, gj_n_migrations + 1, &x.err));
	sample_close(&x);
}
END_TEST

START_TEST(many_processes_make_one_file)
{
	enum { CHILDREN = 4 };
	struct sample x = { .dir = gj_tmp_dir() };
	pid_t children[CHILDREN];

	x.path = gj_tmp_path(x.dir, "test.db");
	for (int i = 0; i < CHILDREN; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			struct gj_store *s;

			sample_child_end(gj_store_open(&s, x.path, GJ_STORE_CREATE, &x.err) == 0);
		}
	}
	for (int i = 0; i < CHILDREN; i++)
		sample_child_wait(children[i]);
	ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_WRITE, &x.err));
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM migration"),
	                 (int64_t)gj_n_migrations);
	sample_close(&x);
}
END_TEST

/* A file as the first version made it, with facts and a policy in it: all hold from the day that they were
 * recorded, and the guards stand again. */
START_TEST(the_first_version_is_brought_up)
{
	static const char rows[] =
	    "INSERT INTO import(id, plugin, file, category, year, state, started_at)"
	    " VALUES(1, 'csv', 'a.csv', 'enterprise', 2022, 'finished', '2022-03-01T08:00:00Z');"
	    "INSERT INTO subject VALUES(1, '91420100MA9X100170', 'x');"
	    "INSERT INTO application(id, subject, category, year) VALUES(1, 1, 'enterprise', 2022);"
	    "INSERT INTO revision VALUES(1, 1, 1, 2, zeroblob(32), '2022-03-01T23:59:59Z');"
	    "INSERT INTO revision VALUES(2, 1, 1, 3, zeroblob(32), '2022-05-01T00:00:00Z');"
	    "INSERT INTO policy_version VALUES(1, 'h', 'p', '2022-03-02T00:00:00Z')";
	struct sample x = { .dir = gj_tmp_dir() };
	struct gj_revision_source origin;
	struct gj_version version;
	int64_t id;

	x.path = gj_tmp_path(x.dir, "test.db");
	{
		sqlite3 *raw;

		ck_assert_int_eq(sqlite3_open(x.path, &raw), SQLITE_OK);
		for (const char *const *sql = gj_migrations[0].sql; *sql; sql++)
			ck_assert_int_eq(sqlite3_exec(raw, *sql, NULL, NULL, NULL), SQLITE_OK);
		ck_assert_int_eq(sqlite3_exec(raw,
		                              "INSERT INTO migration VALUES(1, '0.1.0', 'x');"
		                              "PRAGMA application_id = 0x67756a69;"
		                              "PRAGMA user_version = 1",
		                              NULL, NULL, NULL),
		                 SQLITE_OK);
		ck_assert_int_eq(sqlite3_exec(raw, rows, NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(raw);
	}
	ck_refused(&x, gj_store_open(&x.store, x.path, GJ_STORE_READ, &x.err), GJ_EFORMAT, "older");
	ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_WRITE, &x.err));
	ck_ok(&x, gj_revision_origin(x.store, &origin, 1, &x.err));
	ck_assert_int_eq(origin.valid_from, gj_day_from(2022, 3, 1));
	ck_ok(&x, gj_revision_at(x.store, &id, 1, gj_day_from(2022, 4, 30), GJ_DAY_NONE, &x.err));
	ck_assert_int_eq(id, 1);
	ck_ok(&x, gj_version_get(x.store, &version, 1, &x.err));
	ck_assert_int_eq(version.in_from, GJ_DAY_NONE);
	ck_assert_int_eq(version.in_to, GJ_DAY_NONE);
	ck_assert_int_ne(sample_exec(&x, "UPDATE revision SET valid_from = 0", NULL), SQLITE_OK);
	ck_assert_int_eq(sample_count(&x, "PRAGMA user_version"), (int64_t)gj_n_migrations);
	ck_ok(&x, gj_store_verify(x.store, &x.err));
	sample_close(&x);
}
END_TEST

Suite *suite_migrate(void)
{
	Suite *suite = suite_create("migrate");
	TCase *c = tcase_create("migrate");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, every_step_is_recorded);
	tcase_add_test(c, every_table_is_strict);
	tcase_add_test(c, the_first_version_is_brought_up);
	tcase_add_test(c, a_failing_step_leaves_the_one_before);
	tcase_add_test(c, a_newer_file_is_refused_in_words);
	tcase_add_test(c, an_older_file_is_only_read_when_brought_up);
	tcase_add_test(c, many_processes_make_one_file);
	suite_add_tcase(suite, c);
	return suite;
}
