/* check_notifier.c: notices through a notifier, and what becomes of one that breaks its contract. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox.h"
#include "engine/base/buf.h"
#include "engine/run/drain.h"
#include "engine/run/notifier.h"
#include "tests/run/kit.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

#define TOKEN "s3cret-Token"

struct bench {
	struct kit k;
	struct gj_plugin *plugin;
	struct gj_notifier *notifier;
	char log[200];
	bool stop;
};

static void log_line(void *ctx, int level, const char *text)
{
	struct bench *b = ctx;

	ck_assert_int_eq(level, GUIJU_LOG_WARNING);
	strncat(b->log, text, sizeof b->log - strlen(b->log) - 1);
}

static bool stopped(void *ctx)
{
	const struct bench *b = ctx;

	return b->stop;
}

static int64_t noon(void *ctx)
{
	(void)ctx;
	return 1666785600000;
}

static int bench_open(struct bench *b, const char *act, const char *file)
{
	char act_option[100], file_option[300];
	const char *const options[] = { act_option, file_option, "token=env:CHECK_TOKEN" };
	const struct gj_notifier_args args = {
		.channel = "office",
		.options = options,
		.n_options = 3,
		.deadline = 60,
		.log = log_line,
		.canceled = stopped,
		.now = noon,
		.ctx = b,
	};

	snprintf(act_option, sizeof act_option, "act=%s", act);
	snprintf(file_option, sizeof file_option, "file=%s", file);
	setenv("CHECK_TOKEN", TOKEN, 1);
	if (b->plugin == NULL)
		ck_ok(&b->k, gj_plugin_load(&b->plugin, "fake_notifier", kit_modules(), &b->k.err));
	return gj_notifier_open(&b->notifier, b->plugin, &args, &b->k.err);
}

static void bench_close(struct bench *b)
{
	gj_notifier_close(b->notifier);
	gj_plugin_free(b->plugin);
}

static const struct guiju_notice good = {
	.key = "wuhan-2022.42",
	.kind = "phase_ends",
	.attempt = 3,
	.address = "office@example.com",
	.name = "江岸区局",
	.subject = "提醒",
	.text = "第一行\n第二行",
};

START_TEST(delivers)
{
	struct bench b = { .plugin = NULL };
	struct gj_delivery d;

	kit_open(&b.k);
	ck_ok(&b.k, bench_open(&b, "columns", kit_path(&b.k, "out")));
	ck_assert_uint_eq(gj_notifier_limits(b.notifier)->per_minute, 20);
	ck_ok(&b.k, gj_notifier_deliver(b.notifier, &good, &d, &b.k.err));
	ck_assert_int_eq(d.result, GUIJU_DELIVERED);
	ck_assert_str_eq(d.reason, "");
	bench_close(&b);
	kit_assert_file(&b.k, "out",
	                "wuhan-2022.42 3 江岸区局 <office@example.com> 提醒|第一行\n第二行|0|"
	                "1666785600000\n");
	kit_close(&b.k);
}
END_TEST

START_TEST(delivers_a_row_of_the_outbox)
{
	struct gj_outbox_row row = { .notice = { .key = "d-1",
		                                 .kind = "decided",
		                                 .channel = "office",
		                                 .recipient = "a@example.com",
		                                 .language = "zh",
		                                 .subject = "结果",
		                                 .body = "正文" },
		                     .attempts = 4 };
	struct bench b = { .plugin = NULL };
	struct gj_delivery d;

	kit_open(&b.k);
	ck_ok(&b.k, bench_open(&b, "columns", kit_path(&b.k, "out")));
	ck_ok(&b.k, gj_drain_by_notifier(b.notifier, &row, &d, &b.k.err));
	ck_assert_int_eq(d.result, GUIJU_DELIVERED);
	bench_close(&b);
	kit_assert_file(&b.k, "out", "d-1 5  <a@example.com> 结果|正文|0|1666785600000\n");
	kit_close(&b.k);
}
END_TEST

static const struct {
	const char *act;
	int rc, result;
	uint32_t retry_after;
	const char *reason;
} answers[] = {
	{ "retry", 0, GUIJU_RETRY, 90, "the server is busy" },
	{ "never", 0, GUIJU_NEVER, 0, "no such user" },
	{ "no-reason", 0, GUIJU_NEVER, 0, "the plugin gave no reason" },
	{ "nothing", GJ_EFORMAT, GUIJU_RETRY, 0, "did not say what became" },
	{ "result", GJ_EFORMAT, GUIJU_RETRY, 0, "did not say what became" },
	{ "code", GJ_EFORMAT, GUIJU_RETRY, 0, "deliver gave 7" },
	{ "no-memory", GJ_ENOMEM, GUIJU_RETRY, 0, "memory" },
	{ "silent", GJ_EFORMAT, GUIJU_RETRY, 0, "failed in deliver() and did not say why" },
	{ "secret", GJ_EFORMAT, GUIJU_RETRY, 0, "office: refused: ******" },
	{ "wait", 0, GUIJU_RETRY, 0, "it took too long" },
	{ "wait-fail", 0, GUIJU_RETRY, 0, "office: stopped" },
};

START_TEST(answers_count)
{
	struct bench b = { .plugin = NULL };
	struct gj_delivery d;

	ck_ok(&b.k, bench_open(&b, answers[_i].act, ""));
	ck_assert_int_eq(gj_notifier_deliver(b.notifier, &good, &d, &b.k.err), answers[_i].rc);
	ck_assert_int_eq(d.result, answers[_i].result);
	ck_assert_uint_eq(d.retry_after, answers[_i].retry_after);
	ck_assert_msg(strstr(d.reason, answers[_i].reason) != NULL, "%s", d.reason);
	ck_assert_ptr_null(strstr(d.reason, TOKEN));
	if (answers[_i].rc < 0)
		ck_assert_str_eq(d.reason, b.k.err.text);
	bench_close(&b);
}
END_TEST

START_TEST(stops)
{
	struct bench b = { .stop = true };
	struct gj_delivery d;

	ck_ok(&b.k, bench_open(&b, "wait-fail", ""));
	ck_ok(&b.k, gj_notifier_deliver(b.notifier, &good, &d, &b.k.err));
	ck_assert_int_eq(d.result, GUIJU_RETRY);
	ck_assert_msg(strstr(d.reason, "was stopped") != NULL, "%s", d.reason);
	bench_close(&b);
}
END_TEST

static const struct {
	const char *act, *says;
} refusals[] = {
	{ "open-fails", "office: no server" },
	{ "open-silent", "failed in open() and did not say why" },
	{ "open-code", "open gave 2" },
	{ "open-null", "failed in open()" },
};

START_TEST(refuses_to_open)
{
	struct bench b = { .plugin = NULL };

	ck_refused(&b.k, bench_open(&b, refusals[_i].act, ""), GJ_EFORMAT, refusals[_i].says);
	bench_close(&b);
}
END_TEST

START_TEST(sources_deliver_nothing)
{
	const struct gj_notifier_args args = { .channel = "office" };
	struct gj_notifier *notifier;
	struct kit k;

	kit_open(&k);
	ck_refused(&k, gj_notifier_open(&notifier, k.fake, &args, &k.err), GJ_EINVAL,
	           "fake_source is no notifier");
	kit_close(&k);
}
END_TEST

static const struct guiju_attachment file = {
	.size = sizeof file,
	.name = "名单.csv",
	.type = "text/csv",
	.data = "0123456789",
	.n = 10,
};
static const struct guiju_attachment large = {
	.size = sizeof file,
	.name = "a",
	.type = "a/b",
	.data = "01234567890",
	.n = 11,
};
static const struct guiju_attachment outside = {
	.size = sizeof file,
	.name = "../a",
	.type = "a/b",
};

/* What the plugin never sees; NULL: it does. A test changes one thing of a good notice. */
static const struct {
	struct guiju_notice notice;
	const char *act, *says;
} unfit[] = {
	{ { .key = "k", .subject = "a\nBcc: x@y" }, "", "subject has control" },
	{ { .key = "k", .subject = "a\xe2\x80\xa8y" }, "", "subject has control" },
	{ { .key = "k", .subject = "a\xc2\x85y" }, "", "subject has control" },
	{ { .key = "k", .subject = "a\ty" }, "", "subject has control" },
	{ { .key = "k", .subject = "a\xff" }, "", "subject has control" },
	{ { .key = "k", .address = "a@b\r\nRCPT TO:<c@d>" }, "", "address has control" },
	{ { .key = "k", .name = "a\x7f" }, "", "name has control" },
	{ { .key = "k", .text = "a\rb" }, "", "text has control" },
	{ { .key = "k", .text = "a\n\tb" }, "", NULL },
	{ { .key = "k", .html = "a\x1b" }, "", "text has control" },
	{ { .key = "k", .json = "\xff" }, "", "payload" },
	{ { .key = "k", .language = "fr" }, "", "neither zh nor en" },
	{ { .key = "" }, "", "no proper key" },
	{ { .key = "a b" }, "", "no proper key" },
	{ { .key = "0123456789012345678901234567890123456789012345678901234567890123" }, "", NULL },
	{ { .key = "01234567890123456789012345678901234567890123456789012345678901234" },
	  "",
	  "no proper key" },
	{ { .key = "k",
	    .subject = "01234567890123456789012345678901234567890123456789",
	    .text = "01234567890123456789012345678901234567890123456789" },
	  "",
	  NULL },
	{ { .key = "k",
	    .subject = "01234567890123456789012345678901234567890123456789",
	    .text = "012345678901234567890123456789012345678901234567890" },
	  "",
	  "longer than the channel" },
	{ { .key = "k", .attachments = &file, .n_attachments = 1 }, "", NULL },
	{ { .key = "k", .attachments = &file, .n_attachments = 1 }, "bare", "no attachments" },
	{ { .key = "k", .attachments = &large, .n_attachments = 1 },
	  "",
	  "larger than the channel" },
	{ { .key = "k", .attachments = &outside, .n_attachments = 1 }, "", "no proper name" },
	{ { .key = "k", .attachments = &file, .n_attachments = 33 }, "", "too many" },
};

START_TEST(checks_notices)
{
	struct bench b = { .plugin = NULL };
	struct gj_buf shown;
	struct gj_delivery d;

	kit_open(&b.k);
	gj_buf_init(&shown);
	ck_ok(&b.k, bench_open(&b, unfit[_i].act, kit_path(&b.k, "out")));
	ck_ok(&b.k, gj_notifier_deliver(b.notifier, &unfit[_i].notice, &d, &b.k.err));
	ck_assert_int_eq(d.result, unfit[_i].says ? GUIJU_NEVER : GUIJU_DELIVERED);
	if (unfit[_i].says) {
		ck_assert_msg(strstr(d.reason, unfit[_i].says) != NULL, "%s", d.reason);
		kit_assert_file(&b.k, "out", "");
		ck_refused(&b.k, gj_notifier_print(b.notifier, &unfit[_i].notice, &shown, &b.k.err),
		           GJ_EFORMAT, unfit[_i].says);
	}
	gj_buf_fini(&shown);
	bench_close(&b);
	kit_close(&b.k);
}
END_TEST

START_TEST(shows)
{
	struct bench b = { .plugin = NULL };
	struct gj_buf out;

	gj_buf_init(&out);
	ck_ok(&b.k, bench_open(&b, "log-secret", ""));
	ck_assert_str_eq(b.log, "token *** is used");
	ck_ok(&b.k, gj_notifier_print(b.notifier, &good, &out, &b.k.err));
	ck_assert_str_eq(gj_buf_str(&out), "Auth: ***\nSubject: 提醒\n");
	gj_notifier_close(b.notifier);
	ck_ok(&b.k, bench_open(&b, "print-bad", ""));
	ck_refused(&b.k, gj_notifier_print(b.notifier, &good, &out, &b.k.err), GJ_EFORMAT,
	           "no text");
	gj_notifier_close(b.notifier);
	ck_ok(&b.k, bench_open(&b, "print-fails", ""));
	ck_refused(&b.k, gj_notifier_print(b.notifier, &good, &out, &b.k.err), GJ_EFORMAT,
	           "office: nothing to show");
	gj_buf_fini(&out);
	bench_close(&b);
}
END_TEST

/* Every allocation of opening and of a delivery fails in turn. */
START_TEST(memory_runs_out)
{
	struct bench b = { .plugin = NULL };
	struct gj_delivery d;
	long i;
	int rc = GJ_ENOMEM;

	ck_ok(&b.k, bench_open(&b, "", ""));
	gj_notifier_close(b.notifier);
	for (i = 1; rc != 0; i++) {
		b.notifier = NULL;
		gj_alloc_fail_at(i);
		rc = bench_open(&b, "", "");
		if (rc == 0)
			rc = gj_notifier_deliver(b.notifier, &good, &d, &b.k.err);
		gj_alloc_fail_at(0);
		ck_assert(rc == 0 || rc == GJ_ENOMEM);
		if (rc < 0)
			gj_notifier_close(b.notifier);
	}
	ck_assert_int_gt(i, 3);
	bench_close(&b);
}
END_TEST

Suite *suite_notifier(void)
{
	Suite *suite = suite_create("notifier");
	TCase *tcase = tcase_create("notifier");

	tcase_add_test(tcase, delivers);
	tcase_add_test(tcase, delivers_a_row_of_the_outbox);
	tcase_add_loop_test(tcase, answers_count, 0, sizeof answers / sizeof answers[0]);
	tcase_add_test(tcase, stops);
	tcase_add_loop_test(tcase, refuses_to_open, 0, sizeof refusals / sizeof refusals[0]);
	tcase_add_test(tcase, sources_deliver_nothing);
	tcase_add_loop_test(tcase, checks_notices, 0, sizeof unfit / sizeof unfit[0]);
	tcase_add_test(tcase, shows);
	tcase_add_test(tcase, memory_runs_out);
	suite_add_tcase(suite, tcase);
	return suite;
}
