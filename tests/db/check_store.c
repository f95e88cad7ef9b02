/* check_store.c: opening, refusing, waiting, transactions. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/stmt.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"
#include "tests/support/tmp.h"

START_TEST(opens_again_in_every_mode)
{
	static const enum gj_store_mode modes[] = { GJ_STORE_CREATE, GJ_STORE_WRITE,
		                                    GJ_STORE_READ };
	struct sample x;

	sample_open(&x);
	ck_assert_str_eq(gj_store_path(x.store), x.path);
	for (size_t i = 0; i < 3; i++) {
		struct gj_store *other;

		ck_ok(&x, gj_store_open(&other, x.path, modes[i], &x.err));
		ck_ok(&x, gj_store_verify(other, &x.err));
		gj_store_close(other);
	}
	sample_close(&x);
}
END_TEST

START_TEST(names_what_is_missing)
{
	struct sample x = { .dir = gj_tmp_dir() };
	char *none = gj_tmp_path(x.dir, "none.db");
	char *below = gj_tmp_path(x.dir, "none/none.db");

	ck_refused(&x, gj_store_open(&x.store, none, GJ_STORE_READ, &x.err), GJ_ENOENT, none);
	ck_refused(&x, gj_store_open(&x.store, none, GJ_STORE_WRITE, &x.err), GJ_ENOENT, "--db");
	ck_assert_int_ne(access(none, F_OK), 0);
	ck_refused(&x, gj_store_open(&x.store, below, GJ_STORE_CREATE, &x.err), GJ_EIO, below);
	ck_refused(&x, gj_store_open(&x.store, x.dir, GJ_STORE_CREATE, &x.err), GJ_EIO, "folder");
	ck_refused(&x, gj_store_open(&x.store, "", GJ_STORE_CREATE, &x.err), GJ_EINVAL, "empty");
	gj_store_close(NULL);
	free(below);
	free(none);
	sample_close(&x);
}
END_TEST

START_TEST(takes_odd_names_for_files)
{
	static const char *const names[] = { ":memory:", "file:a.db?mode=memory", "硚口.db",
		                             "a b%20.db" };
	char here[4096];
	struct sample x = { .dir = gj_tmp_dir() };

	ck_assert_ptr_nonnull(getcwd(here, sizeof here));
	ck_assert_int_eq(chdir(x.dir), 0);
	for (size_t i = 0; i < 4; i++) {
		ck_ok(&x, gj_store_open(&x.store, names[i], GJ_STORE_CREATE, &x.err));
		gj_store_close(x.store);
		ck_assert_msg(access(names[i], F_OK) == 0, "%s", names[i]);
	}
	x.store = NULL;
	ck_assert_int_eq(chdir(here), 0);
	sample_close(&x);
}
END_TEST

static void write_foreign(const char *path, const char *sql)
{
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

START_TEST(refuses_what_is_not_its_own)
{
	static const struct {
		const char *name, *bytes, *sql;
		const char *part;
	} cases[] = {
		{ "text.db",
		  "this is not a database, it is a text that goes on and on and on and on", NULL,
		  "not a database" },
		{ "foreign.db", NULL, "CREATE TABLE t(a); INSERT INTO t VALUES(1)",
		  "another program" },
		{ "other.db", NULL, "PRAGMA application_id = 7; CREATE TABLE t(a)",
		  "another program" },
		{ "version.db", NULL, "PRAGMA user_version = 1; CREATE TABLE t(a)",
		  "another program" },
		{ "ours.db", NULL, "PRAGMA application_id = 1735748201; CREATE TABLE t(a)",
		  "another program" }, /* our number, no version */
	};
	struct sample x = { .dir = gj_tmp_dir() };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *path = gj_tmp_path(x.dir, cases[i].name);
		struct stat before, after;

		if (cases[i].bytes != NULL)
			gj_tmp_write(x.dir, cases[i].name, cases[i].bytes, strlen(cases[i].bytes));
		else
			write_foreign(path, cases[i].sql);
		ck_assert_int_eq(stat(path, &before), 0);
		for (int mode = GJ_STORE_READ; mode <= GJ_STORE_CREATE; mode++)
			ck_refused(&x,
			           gj_store_open(&x.store, path, (enum gj_store_mode)mode, &x.err),
			           GJ_EFORMAT, cases[i].part);
		ck_assert_int_eq(stat(path, &after), 0);
		ck_assert_int_eq(before.st_size, after.st_size);
		free(path);
	}
	sample_close(&x);
}
END_TEST

START_TEST(an_empty_file_is_made_a_database_only_when_asked)
{
	struct sample x = { .dir = gj_tmp_dir() };

	gj_tmp_write(x.dir, "test.db", "", 0);
	x.path = gj_tmp_path(x.dir, "test.db");
	ck_refused(&x, gj_store_open(&x.store, x.path, GJ_STORE_READ, &x.err), GJ_EFORMAT, "empty");
	ck_refused(&x, gj_store_open(&x.store, x.path, GJ_STORE_WRITE, &x.err), GJ_EFORMAT,
	           "empty");
	ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_CREATE, &x.err));
	sample_close(&x);
}
END_TEST

START_TEST(says_what_is_damaged)
{
	struct sample x;
	struct gj_store *s = NULL;
	FILE *file;
	int rc;

	sample_open(&x);
	for (int i = 0; i < 50; i++)
		sample_put(&x, i, i);
	gj_store_close(x.store);
	x.store = NULL;
	file = fopen(x.path, "r+b");
	ck_assert_ptr_nonnull(file);
	for (long at = 4096; at < 90000; at += 4096) {
		fseek(file, at, SEEK_SET);
		fwrite("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 1, 12, file);
	}
	fclose(file);
	rc = gj_store_open(&s, x.path, GJ_STORE_READ, &x.err);
	if (rc == 0)
		rc = gj_store_verify(s, &x.err);
	ck_refused(&x, rc, GJ_EFORMAT, "damaged");
	gj_store_close(s);
	sample_close(&x);
}
END_TEST

START_TEST(a_truncated_file_is_refused)
{
	struct sample x;
	struct gj_store *s = NULL;
	int rc;

	sample_open(&x);
	sample_put(&x, 1, 1);
	gj_store_close(x.store);
	x.store = NULL;
	ck_assert_int_eq(truncate(x.path, 10000), 0);
	rc = gj_store_open(&s, x.path, GJ_STORE_WRITE, &x.err);
	if (rc == 0)
		rc = gj_store_verify(s, &x.err);
	ck_assert_int_eq(rc, GJ_EFORMAT);
	gj_store_close(s);
	sample_close(&x);
}
END_TEST

START_TEST(a_row_without_its_parent_is_damage)
{
	struct sample x;

	sample_open(&x);
	sample_put(&x, 1, 1);
	ck_assert_int_eq(sample_exec(&x, "PRAGMA foreign_keys = OFF; DELETE FROM subject", NULL),
	                 SQLITE_OK);
	ck_refused(&x, gj_store_verify(x.store, &x.err), GJ_EFORMAT, "-> subject");
	sample_close(&x);
}
END_TEST

START_TEST(transactions_keep_their_order)
{
	struct sample x;

	sample_open(&x);
	ck_refused(&x, gj_store_commit(x.store, &x.err), GJ_EINVAL, "no transaction");
	gj_store_rollback(x.store);
	ck_ok(&x, gj_store_begin(x.store, "the first", &x.err));
	ck_refused(&x, gj_store_begin(x.store, "the second", &x.err), GJ_EINVAL, "the first");
	sample_application(&x, 1);
	gj_store_rollback(x.store);
	gj_store_rollback(x.store);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM application"), 0);
	ck_ok(&x, gj_store_begin(x.store, "the third", &x.err));
	sample_application(&x, 1);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_ok(&x, gj_store_begin(x.store, "the fourth", &x.err));
	sample_application(&x, 2);
	sample_reopen(&x); /* closing takes back what is open */
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM application"), 1);
	sample_close(&x);
}
END_TEST

/* As a full disk does it behind a caller who does not look at what is returned. */
START_TEST(a_transaction_that_was_lost_takes_nothing_more)
{
	struct gj_application a;
	struct sample x;
	bool made;

	sample_open(&x);
	ck_ok(&x, gj_store_begin(x.store, "import of a.csv", &x.err));
	sample_application(&x, 1);
	ck_ok(&x, gj_stmt_exec(x.store, "ROLLBACK", &x.err));
	ck_refused(&x,
	           gj_application_put(x.store, &a, &made, "91420100MA4K00002X", "n", "",
	                              "enterprise", 2022, &x.err),
	           GJ_EIO, "import of a.csv was rolled back");
	ck_refused(&x, gj_store_commit(x.store, &x.err), GJ_EIO, "rolled back");
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM application"), 0);
	ck_ok(&x, gj_store_begin(x.store, "again", &x.err));
	sample_application(&x, 1);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	sample_close(&x);
}
END_TEST

START_TEST(a_second_writer_waits_and_is_told)
{
	struct sample x;
	struct gj_store *other;

	sample_open(&x);
	ck_ok(&x, gj_store_open(&other, x.path, GJ_STORE_WRITE, &x.err));
	gj_store_set_wait(other, 150);
	ck_ok(&x, gj_store_begin(x.store, "a long import", &x.err));
	sample_application(&x, 1);
	ck_refused(&x, gj_store_begin(other, "evaluation", &x.err), GJ_EBUSY, "another process");
	ck_refused(&x, gj_store_begin(other, "evaluation", &x.err), GJ_EBUSY, "0.1 s");
	gj_store_close(other);
	/* Opening needs no turn. */
	ck_ok(&x, gj_store_open(&other, x.path, GJ_STORE_WRITE, &x.err));
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_ok(&x, gj_store_begin(other, "evaluation", &x.err));
	gj_store_rollback(other);
	gj_store_close(other);
	sample_close(&x);
}
END_TEST

START_TEST(a_second_writer_gets_its_turn)
{
	struct sample x;
	pid_t child;
	int ready[2];
	char byte;

	sample_open(&x);
	ck_assert_int_eq(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		struct gj_store *s;

		if (gj_store_open(&s, x.path, GJ_STORE_WRITE, NULL) < 0 ||
		    gj_store_begin(s, "child", NULL) < 0 || write(ready[1], "x", 1) != 1)
			sample_child_end(false);
		usleep(200 * 1000);
		sample_child_end(gj_store_commit(s, NULL) == 0);
	}
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	ck_ok(&x, gj_store_begin(x.store, "parent", &x.err));
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	sample_child_wait(child);
	close(ready[0]);
	close(ready[1]);
	sample_close(&x);
}
END_TEST

START_TEST(a_reader_sees_what_was_committed)
{
	struct sample x;
	struct gj_store *reader;
	int64_t n;

	sample_open(&x);
	ck_ok(&x, gj_store_open(&reader, x.path, GJ_STORE_READ, &x.err));
	ck_ok(&x, gj_store_begin(x.store, "import", &x.err));
	sample_application(&x, 1);
	ck_ok(&x, gj_application_count(reader, &n, NULL, 0, &x.err));
	ck_assert_int_eq(n, 0);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_ok(&x, gj_application_count(reader, &n, NULL, 0, &x.err));
	ck_assert_int_eq(n, 1);

	ck_ok(&x, gj_store_begin(reader, "report", &x.err)); /* one view until it ends */
	ck_ok(&x, gj_application_count(reader, &n, NULL, 0, &x.err));
	ck_ok(&x, gj_store_begin(x.store, "import", &x.err));
	sample_application(&x, 2);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_ok(&x, gj_application_count(reader, &n, NULL, 0, &x.err));
	ck_assert_int_eq(n, 1);
	ck_ok(&x, gj_store_commit(reader, &x.err));
	ck_ok(&x, gj_application_count(reader, &n, NULL, 0, &x.err));
	ck_assert_int_eq(n, 2);
	gj_store_close(reader);
	sample_close(&x);
}
END_TEST

START_TEST(a_reader_writes_nothing)
{
	struct gj_application a;
	struct sample x;
	bool made;

	sample_open(&x);
	gj_store_close(x.store);
	ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_READ, &x.err));
	ck_ok(&x, gj_store_begin(x.store, "report", &x.err));
	ck_refused(&x,
	           gj_application_put(x.store, &a, &made, "91420100MA4K00001X", "n", "",
	                              "enterprise", 2022, &x.err),
	           GJ_EIO, "read-only");
	gj_store_rollback(x.store);
	sample_close(&x);
}
END_TEST

/* --- a file or a folder that may not be written: root may, so a child gives its rights up --- */

static void open_as_nobody(struct sample *x, enum gj_store_mode mode, const char *part)
{
	pid_t child = fork();

	if (child == 0) {
		struct gj_store *s;
		int rc;

		if (geteuid() == 0 && seteuid(65534) != 0)
			sample_child_end(false);
		rc = gj_store_open(&s, x->path, mode, &x->err);
		if (rc != GJ_EIO || strstr(x->err.text, part) == NULL ||
		    strstr(x->err.text, x->path) == NULL) {
			fprintf(stderr, "%d: %s\n", rc, x->err.text);
			sample_child_end(false);
		}
		sample_child_end(true);
	}
	sample_child_wait(child);
}

START_TEST(says_what_may_not_be_written)
{
	struct sample x;

	sample_open(&x);
	gj_store_close(x.store);
	x.store = NULL;
	chmod(x.dir, 0777);
	chmod(x.path, 0444);
	open_as_nobody(&x, GJ_STORE_WRITE, "read-only");
	open_as_nobody(&x, GJ_STORE_CREATE, "read-only");
	chmod(x.path, 0666);
	chmod(x.dir, 0555);
	open_as_nobody(&x, GJ_STORE_WRITE, "folder");
	open_as_nobody(&x, GJ_STORE_READ, "folder");
	chmod(x.path, 0000);
	open_as_nobody(&x, GJ_STORE_READ, "Permission denied");
	unlink(x.path);
	open_as_nobody(&x, GJ_STORE_CREATE, "Permission denied");
	chmod(x.dir, 0777);
	sample_close(&x);
}
END_TEST

Suite *suite_store(void)
{
	Suite *suite = suite_create("store");
	TCase *c = tcase_create("store");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, opens_again_in_every_mode);
	tcase_add_test(c, names_what_is_missing);
	tcase_add_test(c, takes_odd_names_for_files);
	tcase_add_test(c, refuses_what_is_not_its_own);
	tcase_add_test(c, an_empty_file_is_made_a_database_only_when_asked);
	tcase_add_test(c, says_what_is_damaged);
	tcase_add_test(c, a_truncated_file_is_refused);
	tcase_add_test(c, a_row_without_its_parent_is_damage);
	tcase_add_test(c, transactions_keep_their_order);
	tcase_add_test(c, a_transaction_that_was_lost_takes_nothing_more);
	tcase_add_test(c, a_second_writer_waits_and_is_told);
	tcase_add_test(c, a_second_writer_gets_its_turn);
	tcase_add_test(c, a_reader_sees_what_was_committed);
	tcase_add_test(c, a_reader_writes_nothing);
	tcase_add_test(c, says_what_may_not_be_written);
	suite_add_tcase(suite, c);
	return suite;
}
