/* check_fileset.c: a policy's folder as files in order, within limits, under one hash. */
#include "engine/base/err.h"
#include "engine/base/fileset.h"
#include "tests/base/suites.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int entries_left = -1; /* readdir() fails after so many; -1: never */

/* Stands before the library's. */
struct dirent *readdir(DIR *folder)
{
	struct dirent *(*next)(DIR *);
	void *symbol = dlsym(RTLD_NEXT, "readdir");

	if (entries_left == 0) {
		errno = EIO;
		return NULL;
	}
	if (entries_left > 0)
		entries_left--;
	memcpy(&next, &symbol, sizeof next);
	return next(folder);
}

static int put(struct gj_fileset *set, const char *path, const char *text)
{
	return gj_fileset_put(set, path, text, strlen(text), NULL);
}

static int read_code(const char *dir, const char *about)
{
	struct gj_fileset set;
	struct gj_err err = { .text = "" };
	int rc;

	gj_fileset_init(&set);
	rc = gj_fileset_read(&set, dir, &err);
	ck_assert_int_eq(rc, err.code);
	ck_assert_msg(rc == 0 || strstr(err.text, about) != NULL, "%s", err.text);
	gj_fileset_fini(&set);
	return rc;
}

START_TEST(reads_a_folder)
{
	static const char *const expected[] = { "B.lua", "a.lua", "policy.lua", "规则.lua" };
	char *dir = gj_tmp_dir(), *below = gj_tmp_path(dir, "below");
	struct gj_fileset set;

	gj_tmp_puts(dir, "policy.lua", "policy 'x' {}\n");
	gj_tmp_puts(dir, "a.lua", "");
	gj_tmp_puts(dir, "B.lua", "-- B");
	gj_tmp_puts(dir, "规则.lua", "-- 规则");
	gj_tmp_puts(dir, ".hidden.lua", "no");
	gj_tmp_puts(dir, ".lua", "no");
	gj_tmp_puts(dir, "a.lua~", "no");
	gj_tmp_puts(dir, "a.LUA", "no");
	gj_tmp_puts(dir, "lua", "no");
	gj_tmp_puts(dir, "README.md", "no");
	ck_assert_int_eq(mkdir(below, 0700), 0);
	gj_tmp_puts(below, "c.lua", "no");

	gj_fileset_init(&set);
	ck_assert_int_eq(gj_fileset_read(&set, dir, NULL), 0);
	ck_assert_str_eq(set.root, dir);
	ck_assert_uint_eq(set.n, 4);
	for (size_t i = 0; i < 4; i++)
		ck_assert_str_eq(set.files[i].path, expected[i]);
	ck_assert_uint_eq(set.files[1].n, 0);
	ck_assert_str_eq(set.files[1].data, "");
	ck_assert_str_eq(gj_fileset_find(&set, "policy.lua")->data, "policy 'x' {}\n");
	ck_assert_ptr_null(gj_fileset_find(&set, "policy"));
	gj_fileset_fini(&set);
	gj_fileset_fini(&set);
	gj_tmp_remove(dir);
	free(below);
	free(dir);
}
END_TEST

START_TEST(bytes_as_they_are)
{
	static const char data[] = "a\0b\r\n\xEF\xBB\xBF\xFF";
	char *dir = gj_tmp_dir();
	struct gj_fileset set;

	gj_tmp_write(dir, "a.lua", data, sizeof data - 1);
	gj_fileset_init(&set);
	ck_assert_int_eq(gj_fileset_read(&set, dir, NULL), 0);
	ck_assert_uint_eq(set.files[0].n, sizeof data - 1);
	ck_assert_mem_eq(set.files[0].data, data, sizeof data);
	gj_fileset_fini(&set);
	gj_tmp_remove(dir);
	free(dir);
}
END_TEST

START_TEST(nothing_to_read)
{
	char *dir = gj_tmp_dir(), *path = gj_tmp_path(dir, "there"),
	     *sub = gj_tmp_path(dir, "folder.lua");

	ck_assert_int_eq(read_code(path, "no such folder"), GJ_ENOENT);
	gj_tmp_puts(dir, "there", "x");
	ck_assert_int_eq(read_code(path, "not a folder"), GJ_ENOENT);
	ck_assert_int_eq(read_code(dir, "no rule file"), GJ_ENOENT);
	ck_assert_int_eq(mkdir(sub, 0700), 0);
	ck_assert_int_eq(read_code(dir, "folder.lua is not a file"), GJ_EIO);
	ck_assert_int_eq(rmdir(sub), 0);
	ck_assert_int_eq(mkfifo(sub, 0600), 0); /* must not wait for a writer */
	ck_assert_int_eq(read_code(dir, "folder.lua is not a file"), GJ_EIO);
	ck_assert_int_eq(unlink(sub), 0);
	ck_assert_int_eq(symlink("nowhere", sub), 0);
	ck_assert_int_eq(read_code(dir, "folder.lua cannot be read"), GJ_EIO);
	ck_assert_int_eq(unlink(sub), 0);
	ck_assert_int_eq(symlink("there", sub), 0);
	ck_assert_int_eq(read_code(dir, ""), 0);
	gj_tmp_remove(dir);
	free(sub);
	free(path);
	free(dir);
}
END_TEST

/* A disk that fails in the middle of a folder must not make a smaller policy. */
START_TEST(folder_that_breaks_off)
{
	char *dir = gj_tmp_dir();
	int rc, entries = 0;

	gj_tmp_puts(dir, "a.lua", "");
	gj_tmp_puts(dir, "b.lua", "");
	gj_tmp_puts(dir, "c.lua", "");
	do {
		entries_left = entries++;
		rc = read_code(dir, "*.lua cannot be read");
		ck_assert(rc == 0 || rc == GJ_EIO);
	} while (rc != 0);
	entries_left = -1;
	ck_assert_int_eq(entries, 7); /* ".", "..", three files and the end, all read */
	gj_tmp_remove(dir);
	free(dir);
}
END_TEST

START_TEST(size_of_a_file)
{
	char *dir = gj_tmp_dir(), *large = calloc(1, GJ_FILESET_FILE_BYTES + 1);
	struct gj_fileset set;

	ck_assert_ptr_nonnull(large);
	gj_tmp_write(dir, "a.lua", large, GJ_FILESET_FILE_BYTES);
	ck_assert_int_eq(read_code(dir, ""), 0);
	gj_tmp_write(dir, "a.lua", large, GJ_FILESET_FILE_BYTES + 1);
	ck_assert_int_eq(read_code(dir, "a.lua"), GJ_ELIMIT);
	gj_fileset_init(&set);
	ck_assert_int_eq(gj_fileset_put(&set, "a.lua", large, GJ_FILESET_FILE_BYTES, NULL), 0);
	ck_assert_int_eq(gj_fileset_put(&set, "b.lua", large, GJ_FILESET_FILE_BYTES + 1, NULL),
	                 GJ_ELIMIT);
	ck_assert_uint_eq(set.n, 1);
	gj_fileset_fini(&set);
	gj_tmp_remove(dir);
	free(large);
	free(dir);
}
END_TEST

START_TEST(size_of_all)
{
	enum { FILES = GJ_FILESET_BYTES / GJ_FILESET_FILE_BYTES };
	char *large = calloc(1, GJ_FILESET_FILE_BYTES), name[32];
	struct gj_fileset set;

	ck_assert_ptr_nonnull(large);
	gj_fileset_init(&set);
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof name, "%d.lua", i);
		ck_assert_int_eq(gj_fileset_put(&set, name, large, GJ_FILESET_FILE_BYTES, NULL), 0);
	}
	ck_assert_int_eq(put(&set, "more.lua", "x"), GJ_ELIMIT);
	ck_assert_int_eq(put(&set, "empty.lua", ""), 0);
	gj_fileset_fini(&set);
	free(large);
}
END_TEST

START_TEST(number_of_files)
{
	struct gj_fileset set;
	struct gj_err err = { 0 };
	char name[32];

	gj_fileset_init(&set);
	for (int i = GJ_FILESET_FILES; i > 0; i--) {
		snprintf(name, sizeof name, "%03d.lua", i);
		ck_assert_int_eq(put(&set, name, name), 0);
	}
	ck_assert_int_eq(gj_fileset_put(&set, "x.lua", "", 0, &err), GJ_ELIMIT);
	ck_assert_uint_eq(set.n, GJ_FILESET_FILES);
	for (size_t i = 0; i < set.n; i++) {
		snprintf(name, sizeof name, "%03zu.lua", i + 1);
		ck_assert_str_eq(set.files[i].path, name);
		ck_assert_str_eq(set.files[i].data, name);
	}
	gj_fileset_fini(&set);
}
END_TEST

START_TEST(the_same_file_twice)
{
	struct gj_fileset set;

	gj_fileset_init(&set);
	ck_assert_int_eq(put(&set, "a.lua", "1"), 0);
	ck_assert_int_eq(put(&set, "b.lua", "2"), 0);
	ck_assert_int_eq(put(&set, "a.lua", "3"), GJ_EINVAL);
	ck_assert_uint_eq(set.n, 2);
	ck_assert_str_eq(gj_fileset_find(&set, "a.lua")->data, "1");
	gj_fileset_fini(&set);
}
END_TEST

struct hash {
	char text[GJ_DIGEST_TEXT];
};

static struct hash hash_of(const char *const *pairs)
{
	struct gj_fileset set;
	struct hash h;

	gj_fileset_init(&set);
	for (; *pairs; pairs += 2)
		ck_assert_int_eq(put(&set, pairs[0], pairs[1]), 0);
	gj_fileset_hash(&set, h.text);
	gj_fileset_fini(&set);
	return h;
}

/* The same files have the same hash in whatever order they came; any other set has another. */
START_TEST(hash)
{
	static const char *const sets[][7] = {
		{ NULL },
		{ "a", "", NULL },
		{ "a", "bc", "d", "", NULL },
		{ "ab", "c", "d", "", NULL },
		{ "a", "b", "d", "c", NULL },
		{ "a", "bcd", NULL },
		{ "a", "bc", NULL },
		{ "a", "bc", "d", "", "e", "", NULL },
	};
	static const char *const turned[] = { "d", "", "a", "bc", NULL };
	struct hash seen[sizeof sets / sizeof *sets];

	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		seen[i] = hash_of(sets[i]);
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(seen[k].text, seen[i].text);
	}
	ck_assert_str_eq(hash_of(turned).text, seen[2].text);
}
END_TEST

/* Kept with every decision: it may never come out otherwise for the same files. */
START_TEST(hash_stays)
{
	static const char *const files[] = { "policy.lua", "policy 'x' {}\n", NULL };
	unsigned char bytes[GJ_DIGEST_BYTES];
	char expected[GJ_DIGEST_TEXT];
	struct gj_digest d;

	gj_digest_init(&d);
	gj_digest_put(&d,
	              "\1\0\0\0\0\0\0\0"
	              "\12\0\0\0\0\0\0\0"
	              "policy.lua"
	              "\16\0\0\0\0\0\0\0",
	              34);
	gj_digest_put(&d, files[1], 14);
	gj_digest_done(&d, bytes);
	ck_assert_str_eq(hash_of(files).text, gj_digest_hex(expected, bytes));
}
END_TEST

START_TEST(no_memory)
{
	char *dir = gj_tmp_dir();
	long n, failed = 0;
	int rc = GJ_ENOMEM;

	for (n = 0; n < 20; n++) {
		char name[32];

		snprintf(name, sizeof name, "%02ld.lua", n);
		gj_tmp_puts(dir, name, "-- a rule file that is somewhat longer than nothing\n");
	}
	for (n = 1; rc != 0; n++) {
		struct gj_fileset set;
		struct gj_err err = { 0 };

		gj_fileset_init(&set);
		gj_alloc_fail_at(n);
		rc = gj_fileset_read(&set, dir, &err);
		gj_alloc_fail_at(0);
		ck_assert(rc == 0 || (rc == GJ_ENOMEM && err.code == GJ_ENOMEM));
		failed += rc != 0;
		if (rc == 0)
			ck_assert_uint_eq(set.n, 20);
		gj_fileset_fini(&set);
	}
	ck_assert_int_gt(failed, 20);
	gj_tmp_remove(dir);
	free(dir);
}
END_TEST

Suite *suite_fileset(void)
{
	Suite *s = suite_create("base/fileset");
	TCase *t = tcase_create("fileset");

	tcase_add_test(t, reads_a_folder);
	tcase_add_test(t, bytes_as_they_are);
	tcase_add_test(t, nothing_to_read);
	tcase_add_test(t, folder_that_breaks_off);
	tcase_add_test(t, size_of_a_file);
	tcase_add_test(t, size_of_all);
	tcase_add_test(t, number_of_files);
	tcase_add_test(t, the_same_file_twice);
	tcase_add_test(t, hash);
	tcase_add_test(t, hash_stays);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
