/* check_spool.c: notices as files: whole, once, and never over another. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/run/notifier.h"
#include "tests/support/tmp.h"

static char *dir;
static struct gj_plugin *plugin;
static struct gj_notifier *notifier;
static struct gj_err err;

static int open_it(const char *folder)
{
	char option[4200];
	const char *const options[] = { option };
	const struct gj_notifier_args args = { .channel = "box",
		                               .options = options,
		                               .n_options = 1 };

	snprintf(option, sizeof option, "folder=%s", folder);
	return gj_notifier_open(&notifier, plugin, &args, &err);
}

static void start(void)
{
	char path[4096];

	dir = gj_tmp_dir();
	snprintf(path, sizeof path, "%s/spool.so", getenv("GUIJU_PLUGIN_PATH"));
	ck_assert_msg(gj_plugin_load(&plugin, path, NULL, &err) == 0, "%s", err.text);
	ck_assert_msg(open_it(dir) == 0, "%s", err.text);
}

static void stop(void)
{
	gj_notifier_close(notifier);
	gj_plugin_free(plugin);
	gj_tmp_remove(dir);
	free(dir);
}

static char *file(const char *name)
{
	char *path = gj_tmp_path(dir, name), *text = gj_tmp_read(path, NULL);

	free(path);
	return text;
}

static const struct guiju_attachment list = {
	.size = sizeof list, .name = "名单.csv", .type = "text/csv", .data = "a,b\n", .n = 4
};

static struct guiju_notice notice(const char *key, const char *text)
{
	return (struct guiju_notice){ .key = key,
		                      .kind = "phase_ends",
		                      .language = "zh",
		                      .address = "jh@example.cn",
		                      .name = "江汉区局",
		                      .subject = "提醒",
		                      .text = text,
		                      .attachments = &list,
		                      .n_attachments = 1 };
}

static int deliver(const struct guiju_notice *n, struct gj_delivery *d)
{
	return gj_notifier_deliver(notifier, n, d, &err);
}

START_TEST(whole_and_once)
{
	struct guiju_notice n = notice("p.1", "三日后截止\n");
	struct gj_delivery d;
	char *text;

	ck_assert_int_eq(deliver(&n, &d), 0);
	ck_assert_int_eq(d.result, GUIJU_DELIVERED);
	text = file("p.1.txt");
	ck_assert_str_eq(text, "收件：江汉区局 <jh@example.cn>\n主题：提醒\n编号：p.1\n"
	                       "附件：p.1-1-名单.csv\n\n三日后截止\n\n");
	free(text);
	text = file("p.1-1-名单.csv");
	ck_assert_str_eq(text, "a,b\n");
	free(text);
	/* The same key again, whatever it says: there already. */
	n = notice("p.1", "另一个说法");
	ck_assert_int_eq(deliver(&n, &d), 0);
	ck_assert_int_eq(d.result, GUIJU_DELIVERED);
	text = file("p.1.txt");
	ck_assert_ptr_null(strstr(text, "另一个说法"));
	free(text);
}
END_TEST

START_TEST(english_and_no_address)
{
	struct guiju_notice n = notice("q.1", "Three days left");
	struct gj_delivery d;
	char *text;

	n.language = "en";
	n.address = "";
	n.n_attachments = 0;
	ck_assert_int_eq(deliver(&n, &d), 0);
	text = file("q.1.txt");
	ck_assert_str_eq(text, "To: 江汉区局\nSubject: 提醒\nNumber: q.1\n\nThree days left\n");
	free(text);
}
END_TEST

/* What a power cut left is written over; a name that no file can have is not used. */
START_TEST(leftovers_and_names)
{
	struct guiju_attachment odd = list;
	struct guiju_notice n = notice("r.1", "x");
	struct gj_delivery d;
	char long_name[300], *text;

	gj_tmp_puts(dir, "r.1.txt.part", "half of it");
	memset(long_name, 'a', sizeof long_name);
	strcpy(long_name + 250, ".xlsx");
	odd.name = long_name;
	n.attachments = &odd;
	ck_assert_int_eq(deliver(&n, &d), 0);
	ck_assert_msg(d.result == GUIJU_DELIVERED, "%s", d.reason);
	text = file("r.1-1.xlsx");
	ck_assert_str_eq(text, "a,b\n");
	free(text);
	ck_assert_int_ne(access("r.1.txt.part", F_OK), 0);
}
END_TEST

START_TEST(a_folder_that_is_gone)
{
	struct guiju_notice n = notice("s.1", "x");
	struct gj_delivery d;

	ck_assert_int_eq(chmod(dir, 0500), 0);
	if (geteuid() == 0) { /* to whom nothing is forbidden */
		ck_assert_int_eq(chmod(dir, 0700), 0);
		gj_tmp_remove(dir);
	}
	ck_assert_int_eq(deliver(&n, &d), 0);
	ck_assert_int_eq(d.result, GUIJU_RETRY);
	ck_assert_ptr_nonnull(strstr(d.reason, "cannot be written"));
	chmod(dir, 0700);
}
END_TEST

START_TEST(options_and_print)
{
	struct gj_notifier *first = notifier;
	struct guiju_notice n = notice("t.1", "文");
	struct gj_buf out;

	ck_assert_int_ne(open_it(""), 0);
	ck_assert_ptr_nonnull(strstr(err.text, "folder=DIR"));
	ck_assert_int_ne(open_it("/no/such/folder"), 0);
	ck_assert_ptr_nonnull(strstr(err.text, "/no/such/folder cannot be opened"));
	notifier = first;
	gj_buf_init(&out);
	ck_assert_int_eq(gj_notifier_print(notifier, &n, &out, &err), 0);
	ck_assert_ptr_nonnull(strstr(gj_buf_str(&out), "编号：t.1"));
	gj_buf_fini(&out);
	ck_assert_uint_eq(gj_notifier_limits(notifier)->text_bytes, 1 << 20);
	ck_assert_int_eq(gj_notifier_limits(notifier)->attachments, 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("spool");
	TCase *t = tcase_create("spool");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(t, start, stop);
	tcase_add_test(t, whole_and_once);
	tcase_add_test(t, english_and_no_address);
	tcase_add_test(t, leftovers_and_names);
	tcase_add_test(t, a_folder_that_is_gone);
	tcase_add_test(t, options_and_print);
	suite_add_tcase(suite, t);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
