/* check_mail.c: letters as a real mail server takes them, and what becomes of those that it does not. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/run/notifier.h"
#include "plugins/mail/letter.h"
#include "tests/support/server.h"
#include "tests/support/tmp.h"

static char *dir;
static struct gj_server server;
static struct gj_plugin *plugin;
static struct gj_notifier *notifier;
static struct gj_err err;

/* The options behind the server's; NULL last. */
static int open_it(const char *const *more)
{
	char address[200];
	const char *options[10] = { address, "from=office@example.cn", "from-name=市局" };
	struct gj_notifier_args args = { .channel = "post", .options = options, .n_options = 3 };

	snprintf(address, sizeof address, "server=smtp://127.0.0.1:%s", server.line);
	for (; *more; more++)
		options[args.n_options++] = *more;
	return gj_notifier_open(&notifier, plugin, &args, &err);
}

static void load(const char *user, const char *password)
{
	char path[4096];

	dir = gj_tmp_dir();
	ck_assert_msg(gj_server_smtp(&server, dir, user, password) == 0,
	              "no mail server: is python3-aiosmtpd there?");
	snprintf(path, sizeof path, "%s/mail.so", getenv("GUIJU_PLUGIN_PATH"));
	ck_assert_msg(gj_plugin_load(&plugin, path, NULL, &err) == 0, "%s", err.text);
}

static void start(void)
{
	load(NULL, NULL);
	ck_assert_msg(open_it((const char *[]){ "tls=none", "timeout=2", NULL }) == 0, "%s",
	              err.text);
}

static void stop(void)
{
	gj_notifier_close(notifier);
	gj_plugin_free(plugin);
	gj_server_stop(&server);
	gj_tmp_remove(dir);
	free(dir);
	notifier = NULL;
}

static const struct guiju_attachment list = {
	.size = sizeof list, .name = "名单.csv", .type = "text/csv", .data = "a,b\n", .n = 4
};

static struct guiju_notice notice(const char *address)
{
	return (struct guiju_notice){ .key = "p.1",
		                      .kind = "phase_ends",
		                      .language = "zh",
		                      .address = address,
		                      .name = "江汉区局",
		                      .subject = "提醒：三个工作日后截止",
		                      .text = "请于2022-11-30前报送。\n.\nFrom here\n",
		                      .attachments = &list,
		                      .n_attachments = 1 };
}

static char *letter(int n)
{
	char name[30], *path, *text;

	snprintf(name, sizeof name, "%d.eml", n);
	path = gj_tmp_path(dir, name);
	text = access(path, F_OK) == 0 ? gj_tmp_read(path, NULL) : NULL;
	free(path);
	return text;
}

START_TEST(taken_whole)
{
	static const char *const parts[] = {
		"X-Envelope-From: office@example.cn\r\nX-Envelope-To: jh@example.cn\r\n",
		"\r\nFrom: =?UTF-8?B?5biC5bGA?=\r\n <office@example.cn>\r\n",
		"\r\nTo: =?UTF-8?B?5rGf5rGJ5Yy65bGA?=\r\n <jh@example.cn>\r\n",
		"\r\nSubject: =?UTF-8?B?5o+Q6YaS77ya5LiJ5Liq5bel5L2c5pel5ZCO5oiq5q2i?=\r\n",
		"\r\nMessage-ID: <p.1@example.cn>\r\n",
		"\r\nAuto-Submitted: auto-generated\r\n",
		"\r\nContent-Type: text/plain; charset=utf-8\r\n",
		"filename*=UTF-8''%E5%90%8D%E5%8D%95.csv\r\n",
		"\r\nYSxiCg==\r\n",
	};
	struct guiju_notice n = notice("jh@example.cn");
	struct gj_delivery d;
	char *text;

	for (int i = 1; i < 4; i++) { /* on one line, one after another */
		ck_assert_int_eq(gj_notifier_deliver(notifier, &n, &d, &err), 0);
		ck_assert_msg(d.result == GUIJU_DELIVERED, "%s", d.reason);
		text = letter(i);
		ck_assert_ptr_nonnull(text);
		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
			ck_assert_msg(strstr(text, parts[k]) != NULL, "no %s in\n%.3000s", parts[k],
			              text);
		free(text);
	}
}
END_TEST

START_TEST(not_taken)
{
	static const struct {
		const char *address;
		int result;
		const char *reason;
	} cases[] = {
		{ "busy@example.cn", GUIJU_RETRY, "did not take the letter" },
		{ "later@example.cn", GUIJU_RETRY, "did not take the letter" },
		{ "cut@example.cn", GUIJU_RETRY, "did not take the letter" },
		{ "nobody@example.cn", GUIJU_NEVER, "refuses the letter" },
		{ "full@example.cn", GUIJU_NEVER, "refuses the letter" },
		{ "nobody", GUIJU_NEVER, "no mail address: nobody" },
		{ "a@b@c", GUIJU_NEVER, "no mail address" },
		{ "a b@example.cn", GUIJU_NEVER, "no mail address" },
		{ "a@example.cn>", GUIJU_NEVER, "no mail address" },
		{ "", GUIJU_NEVER, "no mail address" },
		/* Taken in the end, when nobody waits any more: as it has the same key, a second one does no harm. */
		{ "slow@example.cn", GUIJU_RETRY, "did not take the letter" },
	};
	struct guiju_notice good = notice("jh@example.cn");
	struct gj_delivery d;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct guiju_notice n = notice(cases[i].address);

		ck_assert_msg(gj_notifier_deliver(notifier, &n, &d, &err) == 0, "%s: %s",
		              cases[i].address, err.text);
		ck_assert_msg(d.result == cases[i].result && strstr(d.reason, cases[i].reason),
		              "%s: %d %s", cases[i].address, d.result, d.reason);
		ck_assert_ptr_null(letter(1));
	}
	/* None of it is in the way of the next. */
	ck_assert_int_eq(gj_notifier_deliver(notifier, &good, &d, &err), 0);
	ck_assert_msg(d.result == GUIJU_DELIVERED, "%s", d.reason);
}
END_TEST

START_TEST(the_second_time)
{
	struct guiju_notice n = notice("first@example.cn");
	struct gj_delivery d;

	ck_assert_int_eq(gj_notifier_deliver(notifier, &n, &d, &err), 0);
	ck_assert_int_eq(d.result, GUIJU_RETRY);
	ck_assert_int_eq(gj_notifier_deliver(notifier, &n, &d, &err), 0);
	ck_assert_int_eq(d.result, GUIJU_DELIVERED);
}
END_TEST

/* Where every letter would fare the same, it is the channel that fails. */
START_TEST(the_channel_fails)
{
	struct guiju_notice n = notice("jh@example.cn");
	struct gj_delivery d;

	gj_notifier_close(notifier);
	notifier = NULL;
	ck_assert_int_eq(open_it((const char *[]){ "timeout=2", NULL }), 0);
	ck_assert_int_eq(gj_notifier_deliver(notifier, &n, &d, &err), GJ_EFORMAT);
	ck_assert_msg(strstr(err.text, "offers no TLS") != NULL, "%s", err.text);
}
END_TEST

START_TEST(user_and_password)
{
	struct guiju_notice n = notice("jh@example.cn");
	struct gj_delivery d;

	setenv("MAIL_GOOD", "s3cret", 1);
	setenv("MAIL_BAD", "wrong-word", 1);
	load("office", "s3cret");
	ck_assert_int_eq(open_it((const char *[]){ "tls=none", "user=office",
	                                           "password=env:MAIL_BAD", NULL }),
	                 0);
	ck_assert_msg(gj_notifier_deliver(notifier, &n, &d, &err) == GJ_EFORMAT, "%s", d.reason);
	ck_assert_msg(strstr(err.text, "neither user nor password") != NULL, "%s", err.text);
	ck_assert_ptr_null(strstr(err.text, "wrong-word"));
	gj_notifier_close(notifier);
	ck_assert_int_eq(open_it((const char *[]){ "tls=none", "user=office",
	                                           "password=env:MAIL_GOOD", NULL }),
	                 0);
	ck_assert_int_eq(gj_notifier_deliver(notifier, &n, &d, &err), 0);
	ck_assert_msg(d.result == GUIJU_DELIVERED, "%s", d.reason);
	gj_notifier_close(notifier);
	notifier = NULL;
	ck_assert_int_eq(open_it((const char *[]){ "tls=none", NULL }), 0);
	ck_assert_int_eq(gj_notifier_deliver(notifier, &n, &d, &err), GJ_EFORMAT);
	ck_assert_msg(strstr(err.text, "wants a user") != NULL, "%s", err.text);
	stop();
}
END_TEST

START_TEST(options_and_print)
{
	struct guiju_notice n = notice("jh@example.cn");
	struct gj_buf out;

	gj_buf_init(&out);
	ck_assert_int_eq(gj_notifier_print(notifier, &n, &out, &err), 0);
	ck_assert_ptr_nonnull(strstr(gj_buf_str(&out), "To: 江汉区局 <jh@example.cn>\n"
	                                               "Subject: 提醒：三个工作日后截止\n"
	                                               "Attachment: 名单.csv, 4 bytes\n"));
	gj_buf_fini(&out);
	gj_notifier_close(notifier);
	notifier = NULL;
	ck_assert_int_ne(open_it((const char *[]){ "server=http://example.cn", NULL }), 0);
	ck_assert_ptr_nonnull(strstr(err.text, "server=smtp://HOST:PORT"));
	ck_assert_int_ne(open_it((const char *[]){ "from=office", NULL }), 0);
	ck_assert_ptr_nonnull(strstr(err.text, "from=office@example.cn"));
	ck_assert_int_ne(open_it((const char *[]){ "tls=maybe", NULL }), 0);
	ck_assert_int_ne(open_it((const char *[]){ "password=open", NULL }), 0);
	notifier = NULL;
}
END_TEST

/* --- letters alone --- */

START_TEST(headers)
{
	static const struct {
		const char *text, *line;
	} cases[] = {
		{ "plain words", "Subject: plain words" },
		{ "=?UTF-8?B?eA==?=", "Subject: =?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=" },
		{ "一二三四五六七八九十一二三四五六",
		  "Subject: "
		  "=?UTF-8?B?5LiA5LqM5LiJ5Zub5LqU5YWt5LiD5YWr5Lmd5Y2B5LiA5LqM5LiJ5Zub5LqU?="
		  "\r\n =?UTF-8?B?5YWt?=" },
		{ "", "Subject: " },
	};
	char line[MAIL_LINE], *endless = calloc(1, MAIL_LINE + 1);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_int_gt(mail_header(line, "Subject", cases[i].text), 0);
		ck_assert_str_eq(line, cases[i].line);
	}
	memset(endless, 'x', MAIL_LINE);
	ck_assert_int_eq(mail_header(line, "Subject", endless), -1);
	ck_assert_int_eq(mail_person(line, "To", endless, "a@b"), -1);
	ck_assert_int_eq(mail_attached(line, endless), -1);
	free(endless);
	ck_assert_int_gt(mail_person(line, "To", "A \"B\" \\C", "a@b"), 0);
	ck_assert_str_eq(line, "To: \"A \\\"B\\\" \\\\C\"\r\n <a@b>");
	ck_assert_int_gt(mail_person(line, "To", "", "a@b"), 0);
	ck_assert_str_eq(line, "To: a@b");
	mail_date(line, 1669276800000);
	ck_assert_str_eq(line, "Date: Thu, 24 Nov 2022 08:00:00 +0000");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("mail");
	TCase *served = tcase_create("served"), *alone = tcase_create("alone");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(served, start, stop);
	tcase_set_timeout(served, 60);
	tcase_set_timeout(alone, 60);
	tcase_add_test(served, taken_whole);
	tcase_add_test(served, not_taken);
	tcase_add_test(served, the_second_time);
	tcase_add_test(served, the_channel_fails);
	tcase_add_test(served, options_and_print);
	tcase_add_test(alone, user_and_password);
	tcase_add_test(alone, headers);
	suite_add_tcase(suite, served);
	suite_add_tcase(suite, alone);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
