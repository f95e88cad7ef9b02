/* check_option.c: options as declared and as given. */
#include <stdlib.h>

#include "engine/run/option.h"
#include "tests/run/kit.h"
#include "tests/run/suites.h"

static const struct guiju_option options[] = {
	{ sizeof options[0], GUIJU_OPTION_TEXT, "title", "x", NULL, NULL, NULL },
	{ sizeof options[0], GUIJU_OPTION_NUMBER, "rows", "0", NULL, NULL, NULL },
	{ sizeof options[0], GUIJU_OPTION_CHOICE, "encoding", "auto", "auto utf-8 gb18030", NULL,
	  NULL },
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.name = "p",
	.options = options,
	.n_options = 3,
};

static const struct {
	const char *given;
	int option;        /* -1: refused */
	const char *value; /* or what the refusal says */
} cases[] = {
	{ "title=", 0, "" },
	{ "title=a=b", 0, "a=b" },
	{ "title=标题", 0, "标题" },
	{ "title=\xff", -1, "UTF-8" },
	{ "rows=0", 1, "0" },
	{ "rows=999999999999999999", 1, "999999999999999999" },
	{ "rows=1000000000000000000", -1, "18 digits" },
	{ "rows=", -1, "rows" },
	{ "rows=-1", -1, "-1" },
	{ "rows=1k", -1, "1k" },
	{ "encoding=gb18030", 2, "gb18030" },
	{ "encoding=utf-8", 2, "utf-8" },
	{ "encoding=utf", -1, "auto utf-8 gb18030" },
	{ "encoding=auto utf-8", -1, "none of" },
	{ "encoding=", -1, "none of" },
	{ "encodin=auto", -1, "did you mean encoding?" },
	{ "zzz=1", -1, "it has 3" },
	{ "=1", -1, "no option \"\"" },
	{ "rows", -1, "rows=VALUE" },
};

START_TEST(parses)
{
	struct kit k = { .dir = NULL };
	char *values[3] = { NULL, NULL, NULL };
	const char *const given[] = { "rows=5", cases[_i].given };
	int i;

	if (cases[_i].option < 0) {
		ck_refused(&k, gj_option_parse(values, &plugin, given, 2, &k.err), GJ_EINVAL,
		           cases[_i].value);
	} else {
		ck_ok(&k, gj_option_parse(values, &plugin, given, 2, &k.err));
		ck_assert_str_eq(values[cases[_i].option], cases[_i].value);
	}
	for (i = 0; i < 3; i++)
		free(values[i]);
}
END_TEST

START_TEST(a_plugin_without_options_takes_none)
{
	static const struct guiju_plugin bare = { .size = sizeof bare, .name = "bare" };
	const char *const given[] = { "rows=5" };
	struct kit k = { .dir = NULL };

	ck_ok(&k, gj_option_parse(NULL, &bare, NULL, 0, &k.err));
	ck_refused(&k, gj_option_parse(NULL, &bare, given, 1, &k.err), GJ_EINVAL,
	           "takes no options");
}
END_TEST

static const struct {
	struct guiju_option option;
	bool good;
} declared[] = {
	{ { 0, GUIJU_OPTION_TEXT, "a", "", NULL, NULL, NULL }, true },
	{ { 0, GUIJU_OPTION_TEXT, "a-1", "", NULL, NULL, NULL }, true },
	{ { 0, GUIJU_OPTION_TEXT, "1a", "", NULL, NULL, NULL }, false },
	{ { 0, GUIJU_OPTION_TEXT, "-a", "", NULL, NULL, NULL }, false },
	{ { 0, GUIJU_OPTION_TEXT, "", "", NULL, NULL, NULL }, false },
	{ { 0, GUIJU_OPTION_TEXT, NULL, "", NULL, NULL, NULL }, false },
	{ { 0, GUIJU_OPTION_TEXT, "A", "", NULL, NULL, NULL }, false },
	{ { 0, GUIJU_OPTION_TEXT, "a", NULL, NULL, NULL, NULL }, false },
	{ { 0, GUIJU_OPTION_NUMBER, "a", "x", NULL, NULL, NULL }, false },
	{ { 0, GUIJU_OPTION_CHOICE, "a", "x", NULL, NULL, NULL }, false },
	{ { 0, GUIJU_OPTION_CHOICE, "a", "x", "y z", NULL, NULL }, false },
	{ { 0, GUIJU_OPTION_CHOICE, "a", "z", "y z", NULL, NULL }, true },
	{ { 0, 7, "a", "z", NULL, NULL, NULL }, false },
};

START_TEST(declarations_make_sense)
{
	struct gj_err err;

	ck_assert_int_eq(gj_option_declared(&declared[_i].option, &err),
	                 declared[_i].good ? 0 : GJ_EFORMAT);
}
END_TEST

Suite *suite_option(void)
{
	Suite *suite = suite_create("option");
	TCase *tcase = tcase_create("option");

	tcase_add_loop_test(tcase, parses, 0, sizeof cases / sizeof cases[0]);
	tcase_add_test(tcase, a_plugin_without_options_takes_none);
	tcase_add_loop_test(tcase, declarations_make_sense, 0,
	                    sizeof declared / sizeof declared[0]);
	suite_add_tcase(suite, tcase);
	return suite;
}
