/* check_secret.c: secrets by reference, and that no message shows one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/run/option.h"
#include "engine/run/side.h"
#include "tests/run/kit.h"
#include "tests/run/suites.h"

static const struct guiju_option options[] = {
	{ sizeof options[0], GUIJU_OPTION_SECRET, "password", "", NULL, NULL, NULL },
	{ sizeof options[0], GUIJU_OPTION_TEXT, "user", "", NULL, NULL, NULL },
};
static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.name = "p",
	.options = options,
	.n_options = 2,
};

static const struct {
	const char *content; /* of the file or the variable; NULL: there is none */
	const char *secret;  /* NULL: refused */
	const char *says;
} cases[] = {
	{ "hunter22", "hunter22", NULL },
	{ "hunter22\n", "hunter22", NULL },
	{ "hunter22\r\n", "hunter22", NULL },
	{ "口令", "口令", NULL },
	{ " a b ", " a b ", NULL },
	{ "hunter22\n\n", NULL, "one line" },
	{ "hunter22\nuser=x", NULL, "one line" },
	{ "hunter22\xff", NULL, "one line" },
	{ "", NULL, "there is nothing in" },
	{ "\n", NULL, "there is nothing in" },
	{ NULL, NULL, "cannot be read" },
};

START_TEST(from_files)
{
	const char *given[1];
	char *values[2] = { NULL, NULL };
	char reference[300];
	struct kit k;
	int rc;

	kit_open(&k);
	if (cases[_i].content)
		kit_write(&k, "secret", cases[_i].content);
	snprintf(reference, sizeof reference, "password=file:%s", kit_path(&k, "secret"));
	given[0] = reference;
	rc = gj_option_parse(values, &plugin, given, 1, &k.err);
	if (cases[_i].secret) {
		ck_ok(&k, rc);
		ck_assert_str_eq(values[0], cases[_i].secret);
	} else {
		ck_assert_int_lt(rc, 0);
		ck_assert_msg(strstr(k.err.text, cases[_i].says) != NULL, "%s", k.err.text);
		ck_assert_ptr_nonnull(strstr(k.err.text, "option password"));
		ck_assert_ptr_null(strstr(k.err.text, "hunter"));
	}
	free(values[0]);
	kit_close(&k);
}
END_TEST

START_TEST(as_long_as_may_be)
{
	char text[4098];
	char *values[2] = { NULL, NULL };
	const char *const given[] = { "password=env:CHECK_SECRET" };
	struct gj_err err;

	memset(text, 'x', sizeof text);
	text[4096] = '\0';
	setenv("CHECK_SECRET", text, 1);
	ck_assert_int_eq(gj_option_parse(values, &plugin, given, 1, &err), 0);
	ck_assert_str_eq(values[0], text);
	free(values[0]);
	values[0] = NULL;
	text[4096] = 'x';
	text[4097] = '\0';
	setenv("CHECK_SECRET", text, 1);
	ck_assert_int_eq(gj_option_parse(values, &plugin, given, 1, &err), GJ_EINVAL);
	unsetenv("CHECK_SECRET");
	ck_assert_int_eq(gj_option_parse(values, &plugin, given, 1, &err), GJ_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.text, "no environment variable CHECK_SECRET"));
}
END_TEST

START_TEST(never_written_itself)
{
	static const char *const literals[] = { "password=hunter22", "password=", "password=ENV:A",
		                                "password=env" };
	char *values[2] = { NULL, NULL };
	struct kit k = { .dir = NULL };
	size_t i;

	for (i = 0; i < sizeof literals / sizeof literals[0]; i++) {
		ck_refused(&k, gj_option_parse(values, &plugin, &literals[i], 1, &k.err), GJ_EINVAL,
		           "password=file:/path");
		ck_assert_ptr_null(strstr(k.err.text, "hunter"));
	}
}
END_TEST

static const struct {
	const char *secret, *text, *shown;
} hidden[] = {
	{ "hunter22", "no hunter22 here, nor hunter22", "no *** here, nor ***" },
	{ "hunter22", "hunter2", "hunter2" },
	{ "hunter22", "hunter22hunter22", "******" },
	{ "abcd", "abcd", "***" },
	{ "abc", "abc", "abc" }, /* too short to tell from words */
	{ "a.*b", "a.*b axxb", "*** axxb" },
};

START_TEST(hides)
{
	char *values[2] = { strdup(hidden[_i].secret), strdup("here") };
	struct gj_side side = { .plugin = &plugin, .options = values };
	char text[100];

	strcpy(text, hidden[_i].text);
	text[gj_side_hide(&side, text, strlen(text))] = '\0';
	ck_assert_str_eq(text, hidden[_i].shown);
	free(values[0]);
	free(values[1]);
}
END_TEST

START_TEST(declared_without_a_value)
{
	struct guiju_option o = options[0];
	struct gj_err err;

	ck_assert_int_eq(gj_option_declared(&o, &err), 0);
	o.value = "env:X";
	ck_assert_int_eq(gj_option_declared(&o, &err), GJ_EFORMAT);
	o.value = NULL;
	ck_assert_int_eq(gj_option_declared(&o, &err), GJ_EFORMAT);
}
END_TEST

Suite *suite_secret(void)
{
	Suite *suite = suite_create("secret");
	TCase *tcase = tcase_create("secret");

	tcase_add_loop_test(tcase, from_files, 0, sizeof cases / sizeof cases[0]);
	tcase_add_test(tcase, as_long_as_may_be);
	tcase_add_test(tcase, never_written_itself);
	tcase_add_loop_test(tcase, hides, 0, sizeof hidden / sizeof hidden[0]);
	tcase_add_test(tcase, declared_without_a_value);
	suite_add_tcase(suite, tcase);
	return suite;
}
