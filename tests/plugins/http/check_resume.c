/* check_resume.c: going on where an earlier reading ended, and being stopped. */
#include "tests/plugins/http/kit.h"
#include "tests/plugins/http/suites.h"
#include "tests/support/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Reads `rows` rows one by one, then all: what cursor() says after each. */
static int32_t read_some(const char *cursor, int rows, char after[4097])
{
	struct guiju_source *source = NULL;
	struct guiju_text text;
	int32_t rc;

	kit.f.args.cursor = cursor;
	kit.f.capacity = 1;
	rc = http_source_open(&kit.f.host, &kit.f.args, &kit.limits, &source);
	if (rc != GUIJU_OK)
		return rc;
	while (rc == GUIJU_OK && rows-- != 0)
		rc = fakehost_read(&kit.f, &http_source_ops, source);
	ck_assert_int_eq(http_source_ops.cursor(source, &text), GUIJU_OK);
	ck_assert_uint_le(text.size, 4096);
	snprintf(after, 4097, "%.*s", (int)text.size, text.data);
	http_source_ops.close(source);
	return rc;
}

START_TEST(test_goes_on)
{
	static const struct {
		const char *path, *options;
	} cases[] = {
		{ "/link/5/2", "" },
		{ "/link/4/2", "" },
		{ "/page/5/2", "paging=page" },
		{ "/page/4/2", "paging=page page-size=2" },
		{ "/offset/5/2", "paging=offset" },
		{ "/cursor/5/2", "paging=cursor next=data.next records=data.items" },
		{ "/etag/5", "" },
		/* Tags of pages that have others behind them. */
		{ "/link/5/2?do=tag", "" },
		{ "/link/4/2?do=tag", "" },
		{ "/page/4/2?do=tag", "paging=page" },
		{ "/offset/5/2?do=tag", "paging=offset page-size=2" },
		{ "/cursor/4/2?do=tag", "paging=cursor next=data.next records=data.items" },
	};
	char options[256], cursor[4097], end[4097];
	size_t i;
	int rows;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		unsigned all = (unsigned)(strchr(cases[i].path + 1, '/')[1] - '0');

		snprintf(options, sizeof options, "resume=appended %s", cases[i].options);
		for (rows = 0; rows <= (int)all + 1; rows++) {
			http_kit_prepare(cases[i].path, options);
			read_some("", rows, cursor);
			http_kit_prepare(cases[i].path, options);
			ck_assert_msg(read_some(cursor, -1, end) == GUIJU_END, "%zu %d: %s", i,
			              rows, kit.f.failed);
			ck_assert_msg(kit.f.n_rows ==
			                  ((unsigned)rows < all ? all - (unsigned)rows : 0),
			              "%zu: after %d rows %d: %s", i, rows, (int)kit.f.n_rows,
			              cursor);
			if (kit.f.n_rows > 0) {
				char last[16];

				snprintf(last, sizeof last, "C%05u", all);
				ck_assert_ptr_nonnull(strstr(kit.f.rows, last));
			}
			/* And from there again: nothing, as often as one likes. */
			http_kit_prepare(cases[i].path, options);
			ck_assert_int_eq(read_some(end, -1, cursor), GUIJU_END);
			ck_assert_msg(kit.f.n_rows == 0, "%zu: %s", i, end);
			ck_assert_str_eq(cursor, end);
		}
	}
	/* The service that has not changed is not read again. */
	ck_assert_int_eq(http_kit_asked("\"if-none-match\": \"\\\"v5\\\"\""), 2 + 7);
	/* Where one record was added, that one comes; where one is gone, nobody knows. */
	http_kit_prepare("/list/3", "resume=appended");
	read_some("", -1, cursor);
	*(strstr(cursor, "/list/3") + 6) = '4';
	http_kit_prepare("/list/3", "resume=appended");
	ck_assert_int_eq(read_some(cursor, -1, end), GUIJU_END);
	ck_assert_str_eq(kit.f.rows, "1:C00004,n4,4,-;");
	*(strstr(cursor, "/list/4") + 6) = '2';
	http_kit_prepare("/list/3", "resume=appended");
	ck_assert_int_eq(read_some(cursor, -1, end), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(kit.f.failed, "gives 2 records where 3 were read before"));
}
END_TEST

START_TEST(test_changed)
{
	static const char *const none[] = { "?",
		                            "http1",
		                            "http1 a 0 0 - http://127.0.0.1/",
		                            "http1 c 0 0 - ftp://127.0.0.1/",
		                            "http1 c 0 0 - http://other.cn/",
		                            "http1 c 0 0 x ",
		                            "http1 c x 0 - /" };
	char cursor[4097], again[4097];
	size_t i;

	/* Not whole yet: nothing to go on from. */
	http_kit_prepare("/etag/3", "");
	read_some("", 2, cursor);
	ck_assert_str_eq(cursor, "");
	http_kit_prepare("/etag/3", "");
	ck_assert_int_eq(read_some("", -1, cursor), GUIJU_END);
	ck_assert_str_eq(kit.f.rows, http_kit_three);
	http_kit_prepare("/etag/3", "");
	ck_assert_int_eq(read_some(cursor, -1, again), GUIJU_END);
	ck_assert_str_eq(kit.f.rows, "");
	ck_assert_str_eq(again, cursor);
	/* Another state: all of it. */
	*strstr(cursor, "v3") = 'w';
	http_kit_prepare("/etag/3", "");
	ck_assert_int_eq(read_some(cursor, -1, again), GUIJU_END);
	ck_assert_str_eq(kit.f.rows, http_kit_three);
	/* Without a tag, or on several pages, nobody can know. */
	http_kit_prepare("/list/3", "");
	read_some("", -1, cursor);
	ck_assert_str_eq(cursor, "");
	http_kit_prepare("/link/3/2", "");
	read_some("", -1, cursor);
	ck_assert_str_eq(cursor, "");
	for (i = 0; i < sizeof none / sizeof *none; i++) {
		http_kit_prepare("/etag/3", "");
		ck_assert_msg(read_some(none[i], -1, again) == GUIJU_FAILED, "%s", none[i]);
		ck_assert_msg(strstr(kit.f.failed, "read it from the start") != NULL, "%s",
		              kit.f.failed);
	}
}
END_TEST

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

START_TEST(test_stopped)
{
	static const char *const paths[] = { "/list/3?do=silent", "/list/3?do=drip:0.2",
		                             "/list/3?do=429:100", "/link/3/1?do=ok,silent" };
	size_t i;
	int n;

	for (i = 0; i < sizeof paths / sizeof *paths; i++)
		for (n = 0; n < 6; n++) {
			double began = seconds();

			http_kit_prepare(paths[i], "timeout=0");
			kit.f.stop_after = n;
			kit.f.time_left = 200000;
			ck_assert_int_ne(http_kit_run(), GUIJU_NOMEM);
			ck_assert_msg(seconds() - began < 2, "%s: %d", paths[i], n);
		}
	/* No longer than the call may take. */
	http_kit_prepare("/list/3?do=429:30", "");
	kit.f.time_left = 29000;
	ck_assert_int_eq(http_kit_run(), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(kit.f.failed, "status 429"));
}
END_TEST

START_TEST(test_no_memory)
{
	long i, count;
	int32_t rc;

	for (i = 1;; i++) {
		ck_assert_int_lt(i, 500);
		http_kit_prepare("/cursor/3/2",
		                 "paging=cursor next=data.next records=data.items resume=appended");
		gj_alloc_fail_at(i);
		rc = http_kit_run();
		count = gj_alloc_count();
		gj_alloc_fail_at(0);
		if (count < i)
			break;
		ck_assert_msg(rc == GUIJU_NOMEM, "%ld: %d %s", i, (int)rc, kit.f.failed);
	}
	ck_assert_str_eq(kit.f.rows, http_kit_three);
}
END_TEST

Suite *suite_resume(void)
{
	Suite *s = suite_create("resume");
	TCase *t = tcase_create("resume");

	tcase_add_checked_fixture(t, http_kit_start, http_kit_stop);
	tcase_set_timeout(t, 90);
	tcase_add_test(t, test_goes_on);
	tcase_add_test(t, test_changed);
	tcase_add_test(t, test_stopped);
	tcase_add_test(t, test_no_memory);
	suite_add_tcase(s, t);
	return s;
}
