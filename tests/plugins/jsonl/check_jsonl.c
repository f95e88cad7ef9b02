/* check_jsonl.c: JSON to the letter, records as lines and as an array, lists within them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugins/common/json.h"
#include "plugins/jsonl/jsonl.h"
#include "tests/plugins/fakehost.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

static char *dir;
static char *path;
static struct fakehost f;

static void start(void)
{
	dir = gj_tmp_dir();
	path = gj_tmp_path(dir, "in.jsonl");
}

static void stop(void)
{
	gj_tmp_remove(dir);
	free(path);
	free(dir);
}

static int32_t run_bytes(const char *bytes, size_t n, const char *list)
{
	gj_tmp_write(dir, "in.jsonl", bytes, n);
	fakehost_init_all(&f, path);
	f.args.list = list;
	f.args.list_within = list != NULL;
	return fakehost_all(&f, &jsonl_source_ops);
}

static int32_t run(const char *text)
{
	return run_bytes(text, strlen(text), NULL);
}

START_TEST(test_values)
{
	static const struct {
		const char *members; /* behind the code */
		const char *row;     /* behind the code */
		const char *report;
	} cases[] = {
		{ "", "-,-,-,-,-", "" },
		{ ",\"name\":\"a\",\"trained\":5,\"has_rules\":true,\"day\":\"2022-11-30\","
		  "\"money\":"
		  "12.5",
		  "a,5,1,20221130,1250", "" },
		{ ",\"企业名称\":\"武汉\",\"受训人数\":\"5\",\"有制度\":\"是\"", "武汉,5,1,-,-",
		  "" },
		{ ",\"name\":null,\"has_rules\":false", "-,-,0,-,-", "" },
		{ ",\"name\":\"\\u6b66\\ud83d\\ude00\\/\\\"\"", "武😀/\",-,-,-,-", "" },
		{ ",\"name\":914201000000000017", "914201000000000017,-,-,-,-", "" },
		{ ",\"trained\":1e3", "-,1000,-,-,-", "" },
		{ ",\"trained\":1.5e1", "-,15,-,-,-", "" },
		{ ",\"trained\":1.5", "-,!,-,-,-", "[1.5] no number" },
		{ ",\"trained\":1e99", "-,!,-,-,-", "[1e99] no number" },
		{ ",\"money\":-12.5E-1", "-,-,-,-,-125", "" },
		{ ",\"money\":0.05e2", "-,-,-,-,500", "" },
		{ ",\"money\":-0e5", "-,-,-,-,0", "" },
		{ ",\"name\":[1]", "!,-,-,-,-", "one value belongs here" },
		{ ",\"name\":{}", "!,-,-,-,-", "this is an object" },
		{ ",\"has_rules\":\"不适用\"", "-,-,n/a,-,-", "" },
		{ ",\"other\":{\"code\":1}", "-,-,-,-,-", "" },
	};
	char line[400], want[200];
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(line, sizeof line, "{\"code\":\"C00001\"%s}\n", cases[i].members);
		ck_assert_msg(run(line) == GUIJU_END, "case %zu: %s", i, f.failed);
		snprintf(want, sizeof want, "1:C00001,%s;", cases[i].row);
		ck_assert_msg(strcmp(f.rows, want) == 0, "case %zu: %s, not %s", i, f.rows, want);
		ck_assert_msg(strstr(f.reports, cases[i].report) &&
		                  (*cases[i].report != '\0') == (*f.reports != '\0'),
		              "case %zu: %s", i, f.reports);
	}
	ck_assert_str_eq(f.log, "[2]the unknown name \"other\" is ignored;");
	ck_assert_str_eq(f.heading, "code|name|trained|has_rules|day|money;");
	ck_assert_str_eq(f.raws, "C00001|||||;");
}
END_TEST

START_TEST(test_strict)
{
	static const struct {
		const char *json;
		size_t n; /* 0: as long as it is */
		enum src_json_fault fault;
		size_t at;
	} cases[] = {
		{ "{}", 0, SRC_JSON_OK, 0 },
		{ " [1, -0, 0.5, 1E+5, 12e-3] ", 0, SRC_JSON_OK, 0 },
		{ "", 0, SRC_JSON_CUT, 0 },
		{ "{", 0, SRC_JSON_CUT, 1 },
		{ "{\"a\"", 0, SRC_JSON_CUT, 4 },
		{ "{\"a\":", 0, SRC_JSON_CUT, 5 },
		{ "{\"a\":1", 0, SRC_JSON_CUT, 6 },
		{ "\"a", 0, SRC_JSON_CUT, 2 },
		{ "\"a\\", 0, SRC_JSON_CUT, 3 },
		{ "01", 0, SRC_JSON_DIGITS, 0 },
		{ "1.", 0, SRC_JSON_DIGITS, 0 },
		{ "-", 0, SRC_JSON_DIGITS, 0 },
		{ "1e", 0, SRC_JSON_DIGITS, 0 },
		{ "1e+", 0, SRC_JSON_DIGITS, 0 },
		{ ".5", 0, SRC_JSON_VALUE, 0 },
		{ "+1", 0, SRC_JSON_VALUE, 0 },
		{ "NaN", 0, SRC_JSON_VALUE, 0 },
		{ "'a'", 0, SRC_JSON_VALUE, 0 },
		{ "nul", 0, SRC_JSON_LITERAL, 0 },
		{ "True", 0, SRC_JSON_VALUE, 0 },
		{ "truex", 0, SRC_JSON_BEHIND, 4 },
		{ "\"a\nb\"", 0, SRC_JSON_CONTROL, 2 },
		{ "\"a\\x\"", 0, SRC_JSON_ESCAPE, 2 },
		{ "\"\\u12g4\"", 0, SRC_JSON_ESCAPE, 1 },
		{ "\"\\u12", 0, SRC_JSON_ESCAPE, 1 },
		{ "\"\\ud800\"", 0, SRC_JSON_SURROGATE, 1 },
		{ "\"\\udc00\\ud800\"", 0, SRC_JSON_SURROGATE, 1 },
		{ "\"\\ud800\\u0041\"", 0, SRC_JSON_SURROGATE, 1 },
		{ "\"\\ud83d\\ude00\"", 0, SRC_JSON_OK, 0 },
		{ "\"\\u0000\"", 0, SRC_JSON_ZERO, 1 },
		{ "\"a\0b\"", 5, SRC_JSON_CONTROL, 2 },
		{ "[\0]", 3, SRC_JSON_VALUE, 1 },
		{ "1\0", 2, SRC_JSON_BEHIND, 1 },
		{ "\"\xc0\xaf\"", 0, SRC_JSON_UTF8, 1 },
		{ "\"\xed\xa0\x80\"", 0, SRC_JSON_UTF8, 1 },
		{ "\"\xf4\x90\x80\x80\"", 0, SRC_JSON_UTF8, 1 },
		{ "\"\xe6\xad\"", 0, SRC_JSON_UTF8, 1 },
		{ "{1:2}", 0, SRC_JSON_NAME, 1 },
		{ "{\"a\":1,}", 0, SRC_JSON_NAME, 7 },
		{ "{\"a\" 1}", 0, SRC_JSON_COLON, 5 },
		{ "[1 2]", 0, SRC_JSON_COMMA, 3 },
		{ "[1,]", 0, SRC_JSON_VALUE, 3 },
		{ "{\"a\":1,\"b\":2,\"a\":3}", 0, SRC_JSON_DUPLICATE, 13 },
		{ "{\"a\":1,\"\\u0061\":3}", 0, SRC_JSON_DUPLICATE, 7 },
		{ "{\"a\":{\"a\":1},\"b\":{\"a\":2}}", 0, SRC_JSON_OK, 0 },
		{ "[{\"x\":{\"a\":1,\"a\":1}}]", 0, SRC_JSON_DUPLICATE, 13 },
		{ "{} {}", 0, SRC_JSON_BEHIND, 3 },
	};
	struct src_json j = { .n_members = 0 };
	struct src_json_value out;
	char deep[200];
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n = cases[i].n ? cases[i].n : strlen(cases[i].json);
		enum src_json_fault fault = src_json_check(&j, cases[i].json, n, &out);

		ck_assert_msg(fault == cases[i].fault, "%s: %d", cases[i].json, (int)fault);
		ck_assert_msg(fault == SRC_JSON_OK || j.fault_at == cases[i].at, "%s: %zu",
		              cases[i].json, j.fault_at);
		ck_assert_str_ne(src_json_reason(fault), "");
	}
	for (i = SRC_JSON_DEPTH; i <= SRC_JSON_DEPTH + 1; i++) {
		memset(deep, '[', i);
		memset(deep + i, ']', i);
		ck_assert_int_eq(src_json_check(&j, deep, 2 * i, &out),
		                 i == SRC_JSON_DEPTH ? SRC_JSON_OK : SRC_JSON_DEEP);
	}
	src_json_fini(&j);
}
END_TEST

START_TEST(test_lines)
{
	static const struct {
		const char *text, *rows, *reports;
		int32_t code;
		const char *failed;
	} cases[] = {
		/* A bad line is refused alone. */
		{ "{\"code\":\"C00001\"}\n{\"code\":}\n\n  {\"code\":\"C00002\"}\r\n",
		  "1:C00001,-,-,-,-,-;2:broken;4:C00002,-,-,-,-,-;",
		  "2 line 2, column 9: a value is expected here;", GUIJU_END, "" },
		{ "\xef\xbb\xbf{\"code\":\"C00001\"}", "1:C00001,-,-,-,-,-;", "", GUIJU_END, "" },
		{ "{}\n", "1:-,-,-,-,-,-;", "", GUIJU_END, "" },
		{ "{\"code\":\"C00001\",\"统一社会信用代码\":\"C00002\"}", "1:broken;",
		  "1 line 1, column 18: this name means the same", GUIJU_END, "" },
		{ "{\"code\":\"C00001\"}\n[1]\n\"x\"\n", "1:C00001,-,-,-,-,-;2:broken;3:broken;",
		  "2 line 2, column 1: a record must be an object", GUIJU_END, "" },
		{ "{\n\"code\":\"C00001\"\n}\n", "1:broken;2:broken;3:broken;",
		  "1 line 1, column 2: the record ends too early: each takes one line", GUIJU_END,
		  "" },
		{ "", "", "", GUIJU_FAILED, "the file is empty" },
		{ " \n ", "", "", GUIJU_FAILED, "the file is empty" },
		{ "code,name\n", "", "", GUIJU_NOT_MINE, "this is no JSON" },
		{ "\xff\xfe{", "", "", GUIJU_FAILED, "UTF-16" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(run(cases[i].text) == cases[i].code, "case %zu: %s", i, f.failed);
		ck_assert_msg(strcmp(f.rows, cases[i].rows) == 0, "case %zu: %s", i, f.rows);
		ck_assert_msg(strstr(f.reports, cases[i].reports) != NULL, "case %zu: %s", i,
		              f.reports);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "case %zu: %s", i,
		              f.failed);
	}
}
END_TEST

START_TEST(test_array)
{
	static const struct {
		const char *text, *rows, *reports;
		int32_t code;
		const char *failed;
	} cases[] = {
		{ "[]", "", "", GUIJU_END, "" },
		{ "[{\"code\":\"C00001\"},\n {\"code\":\"C00002\",\"name\":\"a]},{\"}]\n",
		  "1:C00001,-,-,-,-,-;2:C00002,a]},{,-,-,-,-;", "", GUIJU_END, "" },
		/* The place is the record's number; the sentence tells line and column. */
		{ "[\n  {\"code\":\"C00001\"},\n  {\"code\":武汉}\n]",
		  "1:C00001,-,-,-,-,-;2:broken;", "2 line 3, column 11: a value is expected",
		  GUIJU_END, "" },
		{ "[{\"code\":\"C00001\"} {\"code\":\"C00002\"}]", "1:broken;", "", GUIJU_END, "" },
		{ "[{\"code\":\"C00001\"},]", "1:C00001,-,-,-,-,-;2:broken;", "", GUIJU_END, "" },
		{ "[{\"code\":\"C00001\"}", "", "", GUIJU_FAILED, "the array is not closed" },
		{ "[{\"code\":\"C00001\"},{\"code\":\"C00002\"}", "1:C00001,-,-,-,-,-;", "",
		  GUIJU_FAILED, "line 1, column 20: the array is not closed" },
		{ "[{\"code\":\"C00001\"}] x", "1:C00001,-,-,-,-,-;", "", GUIJU_FAILED,
		  "something follows the end of the array" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(run(cases[i].text) == cases[i].code, "case %zu: %s", i, f.failed);
		ck_assert_msg(strcmp(f.rows, cases[i].rows) == 0, "case %zu: %s", i, f.rows);
		ck_assert_msg(strstr(f.reports, cases[i].reports) != NULL, "case %zu: %s", i,
		              f.reports);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "case %zu: %s", i,
		              f.failed);
	}
}
END_TEST

/* Rows of a list have the code of their record, unless one of their own. */
START_TEST(test_within)
{
	static const char text[] =
	    "{\"code\":\"C00001\",\"trainings\":[{\"name\":\"a\"},{\"name\":\"b\",\"trained\":3}]}"
	    "\n"
	    "{\"code\":\"C00002\",\"trainings\":[]}\n{\"code\":\"C00003\"}\nbad\n"
	    "{\"trainings\":[{\"name\":\"c\"}],\"code\":\"C00004\"}\n"
	    "{\"code\":\"C00005\",\"trainings\":[1,{\"name\":\"d\"}]}\n"
	    "{\"trainings\":[{\"name\":\"e\"}]}\n";

	ck_assert_int_eq(run_bytes(text, strlen(text), "trainings"), GUIJU_END);
	ck_assert_str_eq(f.rows, "1:C00001,a,-,-,-,-;2:C00001,b,3,-,-,-;3:C00004,c,-,-,-,-;"
	                         "4:C00005,d,-,-,-,-;5:-,e,-,-,-,-;");
}
END_TEST

START_TEST(test_limits)
{
	struct src_limits small = jsonl_limits_usual;
	struct guiju_source *source;
	char *text;

	small.block = 7;
	small.cell = 6;
	small.row = 60;
	ck_assert_int_gt(asprintf(&text,
	                          "{\"code\":\"C00001\",\"name\":\"1234567\"}\n"
	                          "{\"code\":\"C00002\",\"name\":\"%060d\"}\n"
	                          "{\"code\":\"C00003\"}\n",
	                          1),
	                 0);
	gj_tmp_puts(dir, "in.jsonl", text);
	fakehost_init_all(&f, path);
	ck_assert_int_eq(jsonl_source_open(&f.host, &f.args, &small, &source), GUIJU_OK);
	ck_assert_int_eq(fakehost_drain(&f, &jsonl_source_ops, source), GUIJU_END);
	ck_assert_str_eq(f.rows, "1:broken;2:broken;3:C00003,-,-,-,-,-;");
	ck_assert_ptr_nonnull(strstr(f.reports, "longer than a cell may be"));
	ck_assert_ptr_nonnull(strstr(f.reports, "the record is longer than may be"));
	free(text);
	fakehost_init_all(&f, path);
	f.max_megabytes = "x";
	ck_assert_int_eq(fakehost_all(&f, &jsonl_source_ops), GUIJU_FAILED);
	fakehost_init_all(&f, dir);
	ck_assert_int_eq(fakehost_all(&f, &jsonl_source_ops), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "this is a folder"));
}
END_TEST

START_TEST(test_no_memory)
{
	static const char text[] =
	    "{\"code\":\"C00001\",\"name\":\"a\\u0041\",\"trainings\":[{\"name\":\"b\"}]}\n";
	long i, count;
	int32_t rc;
	int list;

	for (list = 0; list < 2; list++)
		for (i = 1;; i++) {
			ck_assert_int_lt(i, 500);
			gj_tmp_puts(dir, "in.jsonl", text);
			fakehost_init_all(&f, path);
			f.args.list = list ? "trainings" : NULL;
			f.args.list_within = list;
			gj_alloc_fail_at(i);
			rc = fakehost_all(&f, &jsonl_source_ops);
			count = gj_alloc_count();
			gj_alloc_fail_at(0);
			if (count < i)
				break;
			ck_assert_msg(rc == GUIJU_NOMEM, "%ld: %d %s", i, (int)rc, f.failed);
		}
	ck_assert_str_eq(f.rows, "1:C00001,b,-,-,-,-;");
}
END_TEST

START_TEST(test_table)
{
	const struct guiju_plugin *plugin;

	fakehost_init(&f, "");
	plugin = guiju_plugin_entry(&f.host);
	ck_assert_ptr_nonnull(plugin);
	ck_assert_str_eq(plugin->name, "jsonl");
	f.host.size--;
	ck_assert_ptr_null(guiju_plugin_entry(&f.host));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("jsonl");
	TCase *all = tcase_create("jsonl");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(all, start, stop);
	tcase_add_test(all, test_table);
	tcase_add_test(all, test_values);
	tcase_add_test(all, test_strict);
	tcase_add_test(all, test_lines);
	tcase_add_test(all, test_array);
	tcase_add_test(all, test_within);
	tcase_add_test(all, test_limits);
	tcase_add_test(all, test_no_memory);
	suite_add_tcase(suite, all);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
