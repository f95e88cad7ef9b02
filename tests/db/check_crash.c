/* check_crash.c: a killed process, a full disk: what was committed is there, the rest is not. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "db/import.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"
#include "tests/support/tmp.h"

enum { BATCH = 25, BATCHES = 6 };

static int put_batch(struct gj_store *s, int batch, struct gj_err *err)
{
	for (int i = 0; i < BATCH; i++) {
		struct gj_application a;
		char code[19], name[64];
		bool made;
		int rc;

		sample_code(code, batch * BATCH + i);
		snprintf(name, sizeof name, "虚构企业%d-%d号", batch, i);
		rc = gj_application_put(s, &a, &made, code, name, "", "enterprise", 2022, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Commits some batches, says so, and waits in the middle of the next for its end. */
static void live_and_wait(const char *path, int ready)
{
	struct gj_store *s;

	if (gj_store_open(&s, path, GJ_STORE_WRITE, NULL) < 0)
		sample_child_end(false);
	for (int batch = 0; batch <= BATCHES; batch++) {
		if (gj_store_begin(s, "a batch", NULL) < 0 || put_batch(s, batch, NULL) < 0)
			sample_child_end(false);
		if (batch < BATCHES && gj_store_commit(s, NULL) < 0)
			sample_child_end(false);
	}
	if (write(ready, "x", 1) != 1)
		sample_child_end(false);
	for (;;)
		pause();
}

START_TEST(what_was_committed_survives_a_kill)
{
	struct sample x;
	int ready[2];

	sample_open(&x);
	ck_assert_int_eq(pipe(ready), 0);
	for (int round = 0; round < 3; round++) {
		int64_t n;
		char byte;
		pid_t child;

		gj_store_close(x.store);
		x.store = NULL;
		child = fork();
		if (child == 0)
			live_and_wait(x.path, ready[1]);
		ck_assert_int_eq(read(ready[0], &byte, 1), 1);
		ck_assert_int_eq(kill(child, SIGKILL), 0);
		sample_child_wait(child);

		if (round == 1) /* a reader may be the first after the crash */
			ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_READ, &x.err));
		else
			ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_WRITE, &x.err));
		ck_ok(&x, gj_store_verify(x.store, &x.err));
		sample_sound(&x);
		ck_ok(&x, gj_application_count(x.store, &n, NULL, 0, &x.err));
		ck_assert_int_eq(n, BATCH * BATCHES);
	}
	close(ready[0]);
	close(ready[1]);
	sample_close(&x);
}
END_TEST

/* Says after each batch that it was committed, until somebody ends it. */
static void live_and_tell(const char *path, int told)
{
	struct gj_store *s;

	if (gj_store_open(&s, path, GJ_STORE_WRITE, NULL) < 0)
		sample_child_end(false);
	for (int batch = 0;; batch++) {
		if (gj_store_begin(s, "a batch", NULL) < 0 || put_batch(s, batch, NULL) < 0 ||
		    gj_store_commit(s, NULL) < 0 || write(told, "x", 1) != 1)
			sample_child_end(false);
	}
}

START_TEST(a_batch_is_there_whole_or_not_at_all)
{
	enum { ROUNDS = 8 };

	for (int round = 0; round < ROUNDS; round++) {
		struct sample x;
		int64_t n, committed = 0;
		int told[2];
		char byte;
		pid_t child;

		sample_open(&x);
		gj_store_close(x.store);
		x.store = NULL;
		ck_assert_int_eq(pipe(told), 0);
		child = fork();
		if (child == 0)
			live_and_tell(x.path, told[1]);
		close(told[1]);
		while (committed < 3 + round && read(told[0], &byte, 1) == 1)
			committed++;
		usleep((useconds_t)round * 300); /* somewhere in the next one */
		kill(child, SIGKILL);
		while (read(told[0], &byte, 1) == 1)
			committed++;
		sample_child_wait(child);
		close(told[0]);

		ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_WRITE, &x.err));
		ck_ok(&x, gj_store_verify(x.store, &x.err));
		sample_sound(&x);
		ck_ok(&x, gj_application_count(x.store, &n, NULL, 0, &x.err));
		ck_assert_int_eq(n % BATCH, 0);
		ck_assert_int_ge(n / BATCH, committed); /* it may have died before it told */
		ck_assert_int_le(n / BATCH, committed + 1);
		sample_close(&x);
	}
}
END_TEST

/* Writes until the disk says no. */
static int fill(struct sample *x, int *batches)
{
	for (*batches = 0; *batches < 4000; ++*batches) {
		int rc = gj_store_begin(x->store, "import of a.csv", &x->err);

		if (rc == 0)
			rc = put_batch(x->store, *batches, &x->err);
		if (rc == 0)
			rc = gj_store_commit(x->store, &x->err);
		if (rc < 0) {
			gj_store_rollback(x->store);
			return rc;
		}
	}
	return 0;
}

static void check_kept(struct sample *x, int batches)
{
	int64_t n;

	ck_ok(x, gj_application_count(x->store, &n, NULL, 0, &x->err));
	ck_assert_int_eq(n, batches * BATCH);
}

START_TEST(a_limit_of_the_disk_is_told_and_harms_nothing)
{
	struct rlimit before, small;
	struct sample x;
	int batches, rc;

	sample_open(&x);
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 600 * 1000;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small); /* no ck_ from here: Check writes a file too */
	rc = fill(&x, &batches);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_DFL);
	ck_refused(&x, rc, GJ_EIO, "import of a.csv: ");
	ck_assert_ptr_nonnull(strstr(x.err.text, "nothing of this batch was stored"));
	ck_assert_msg(strstr(x.err.text, strerror(EFBIG)) != NULL, "%s", x.err.text);
	ck_assert_int_gt(batches, 2);
	check_kept(&x, batches);
	sample_reopen(&x);
	check_kept(&x, batches);
	ck_ok(&x, gj_store_verify(x.store, &x.err));
	sample_sound(&x);
	ck_ok(&x, gj_store_begin(x.store, "again", &x.err)); /* with room, the same again goes on */
	ck_ok(&x, put_batch(x.store, batches, &x.err));
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	check_kept(&x, batches + 1);
	sample_close(&x);
}
END_TEST

START_TEST(a_full_disk_is_told_and_harms_nothing)
{
	struct sample x = { .dir = gj_tmp_dir() };
	int batches, rc;

	if (mount("none", x.dir, "tmpfs", 0, "size=1m") != 0) {
		printf("skipped: a full disk: a small tmpfs cannot be mounted here: %s\n",
		       strerror(errno));
		sample_close(&x);
		return;
	}
	x.path = gj_tmp_path(x.dir, "test.db");
	rc = gj_store_open(&x.store, x.path, GJ_STORE_CREATE, &x.err);
	if (rc == 0)
		rc = fill(&x, &batches);
	if (rc == GJ_EIO) {
		check_kept(&x, batches);
		gj_store_close(x.store);
		x.store = NULL;
		if (gj_store_open(&x.store, x.path, GJ_STORE_READ, NULL) == 0)
			check_kept(&x, batches);
	}
	gj_store_close(x.store);
	x.store = NULL;
	umount(x.dir);
	ck_refused(&x, rc, GJ_EIO, "the disk is full; nothing of this batch was stored");
	sample_close(&x);
}
END_TEST

START_TEST(no_room_for_the_first_byte_is_told)
{
	struct sample x = { .dir = gj_tmp_dir() };
	struct rlimit before, small;
	int rc;

	x.path = gj_tmp_path(x.dir, "test.db");
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 0;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	rc = gj_store_open(&x.store, x.path, GJ_STORE_CREATE, &x.err);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_DFL);
	ck_refused(&x, rc, GJ_EIO, x.path);
	ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_CREATE, &x.err));
	ck_ok(&x, gj_store_verify(x.store, &x.err));
	sample_sound(&x);
	sample_close(&x);
}
END_TEST

Suite *suite_crash(void)
{
	Suite *suite = suite_create("crash");
	TCase *c = tcase_create("crash");

	tcase_set_timeout(c, 120);
	tcase_add_test(c, what_was_committed_survives_a_kill);
	tcase_add_test(c, a_batch_is_there_whole_or_not_at_all);
	tcase_add_test(c, a_limit_of_the_disk_is_told_and_harms_nothing);
	tcase_add_test(c, a_full_disk_is_told_and_harms_nothing);
	tcase_add_test(c, no_room_for_the_first_byte_is_told);
	suite_add_tcase(suite, c);
	return suite;
}
