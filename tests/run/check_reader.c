/* check_reader.c: reading ahead on another thread. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/run/reader.h"
#include "tests/run/kit.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

/* n rows; the officers of the i-th are i. */
static const char *write_rows(const struct kit *k, int n)
{
	char *text = malloc(100 + 64 * (size_t)n);
	size_t used;
	int i;

	used = (size_t)sprintf(text, "credit_code,name,officers\n");
	for (i = 1; i <= n; i++)
		used += (size_t)sprintf(text + used, "%s,\"企业,%d\",%d\n", kit_code(i), i, i);
	kit_write(k, "rows.csv", text);
	free(text);
	return kit_path(k, "rows.csv");
}

static struct gj_reader_args args_of(const char *location, const char *const *options, size_t n)
{
	return (struct gj_reader_args){
		.source = { .facts = kit_facts(),
		            .location = location,
		            .options = options,
		            .n_options = n },
		.raw = true,
		.what = "enterprise",
	};
}

START_TEST(hands_over_every_row_in_order)
{
	static const int rows[] = { 0, 1, 6, 7, 8, 70 };
	const char *const options[] = { "batch=7" };
	struct gj_reader_args args;
	struct gj_reader_batch batch;
	struct gj_reader *r;
	struct kit k;
	int seen = 0;
	size_t i;

	kit_open(&k);
	args = args_of(write_rows(&k, rows[_i]), options, 1);
	ck_ok(&k, gj_reader_open(&r, k.loop, k.fake, &args, &k.err));
	ck_assert_str_eq(gj_reader_heading(r), "credit_code,name,officers");
	for (;;) {
		ck_ok(&k, gj_reader_next(r, &batch, &k.err));
		if (batch.n == 0)
			break;
		for (i = 0; i < batch.n; i++) {
			const struct gj_reader_row *row = &batch.rows[i];
			char raw[100];

			seen++;
			ck_assert_uint_eq(row->place, (uint64_t)seen + 1);
			ck_assert_int_eq(row->cells[K_OFFICERS].number, seen);
			ck_assert_str_eq(row->cells[K_CODE].text, kit_code(seen));
			ck_assert_int_eq(row->cells[K_BUDGET].state, GJ_MISSING);
			snprintf(raw, sizeof raw, "%s,\"企业,%d\",%d", kit_code(seen), seen, seen);
			ck_assert_uint_eq(row->n_raw, strlen(raw));
			ck_assert_int_eq(memcmp(row->raw, raw, row->n_raw), 0);
		}
	}
	ck_assert_int_eq(seen, rows[_i]);
	ck_ok(&k, gj_reader_next(r, &batch, &k.err));
	ck_assert_uint_eq(batch.n, 0);
	gj_reader_close(r);
	kit_close(&k);
}
END_TEST

START_TEST(closing_does_not_wait_for_a_long_read)
{
	const char *const options[] = { "batch=1", "sleep=30" };
	struct gj_reader_args args;
	struct gj_reader_batch batch;
	struct gj_reader *r;
	struct kit k;

	kit_open(&k);
	args = args_of(write_rows(&k, 50), options, 2);
	ck_ok(&k, gj_reader_open(&r, k.loop, k.fake, &args, &k.err));
	ck_ok(&k, gj_reader_next(r, &batch, &k.err));
	ck_assert_uint_eq(batch.n, 1);
	gj_reader_close(r); /* one read is under way */
	gj_reader_close(NULL);
	kit_close(&k);
}
END_TEST

START_TEST(stops_when_the_loop_is_canceled)
{
	const char *const options[] = { "batch=1", "sleep=5" };
	struct gj_reader_args args;
	struct gj_reader_batch batch;
	struct gj_reader *r;
	struct kit k;

	kit_open(&k);
	args = args_of(write_rows(&k, 50), options, 2);
	ck_ok(&k, gj_reader_open(&r, k.loop, k.fake, &args, &k.err));
	ck_ok(&k, gj_reader_next(r, &batch, &k.err));
	gj_loop_cancel(k.loop);
	ck_refused(&k, gj_reader_next(r, &batch, &k.err), GJ_ECANCELED, "stopped");
	gj_reader_close(r);
	kit_close(&k);
}
END_TEST

static const struct {
	const char *option;
	const char *says;
} failures[] = {
	{ "lie=open-silent", "open()" }, { "lie=heading", "no heading today" },
	{ "lie=raw", "raw_row()" },      { "lie=zero", "this is the end" },
	{ "fail-at=3", "breaks off" },
};

START_TEST(failures_come_to_the_loops_thread)
{
	const char *const options[] = { failures[_i].option, "batch=2" };
	struct gj_reader_args args;
	struct gj_reader_batch batch;
	struct gj_reader *r = NULL;
	struct kit k;
	int rc;

	kit_open(&k);
	args = args_of(write_rows(&k, 6), options, 2);
	rc = gj_reader_open(&r, k.loop, k.fake, &args, &k.err);
	while (rc == 0) {
		rc = gj_reader_next(r, &batch, &k.err);
		ck_assert(rc < 0 || batch.n > 0);
	}
	ck_refused(&k, rc, GJ_EFORMAT, failures[_i].says);
	gj_reader_close(r);
	kit_close(&k);
}
END_TEST

static void keep_log(void *ctx, int level, const char *text)
{
	(void)level;
	(void)text;
	(*(int *)ctx)++;
}

START_TEST(log_comes_on_the_loops_thread)
{
	struct gj_reader_args args;
	struct gj_reader *r;
	struct kit k;
	int lines = 0;

	kit_open(&k);
	args = args_of(write_rows(&k, 1), NULL, 0);
	args.source.log = keep_log;
	args.source.ctx = &lines;
	ck_ok(&k, gj_reader_open(&r, k.loop, k.fake, &args, &k.err));
	ck_assert_int_eq(lines, 1);
	gj_reader_close(r);
	kit_close(&k);
}
END_TEST

static int read_all(struct kit *k, const struct gj_reader_args *args)
{
	struct gj_reader_batch batch;
	struct gj_reader *r;
	int rc;

	rc = gj_reader_open(&r, k->loop, k->fake, args, &k->err);
	if (rc < 0)
		return rc;
	do
		rc = gj_reader_next(r, &batch, &k->err);
	while (rc == 0 && batch.n > 0);
	gj_reader_close(r);
	return rc;
}

START_TEST(comes_through_without_memory)
{
	const char *const options[] = { "batch=2", "lie=count" };
	struct gj_reader_args args;
	struct kit k;
	int n, rc;

	kit_open(&k);
	args = args_of(write_rows(&k, 5), options, 2);
	for (n = 1; n < 500; n++) {
		gj_alloc_fail_at(n);
		rc = read_all(&k, &args);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
	ck_assert_int_gt(n, 10);
	ck_assert_int_lt(n, 500);
	kit_close(&k);
}
END_TEST

Suite *suite_reader(void)
{
	Suite *suite = suite_create("reader");
	TCase *tcase = tcase_create("reader");

	tcase_add_loop_test(tcase, hands_over_every_row_in_order, 0, 6);
	tcase_add_test(tcase, closing_does_not_wait_for_a_long_read);
	tcase_add_test(tcase, stops_when_the_loop_is_canceled);
	tcase_add_loop_test(tcase, failures_come_to_the_loops_thread, 0,
	                    sizeof failures / sizeof failures[0]);
	tcase_add_test(tcase, log_comes_on_the_loops_thread);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
