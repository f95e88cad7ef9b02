/* check_args.c: words that the program does not know, its help, and the examples in it. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const commands[] = { "check",  "import", "evaluate", "explain",
	                                "report", "doc",    "form",     "meta",
	                                "repl",   "new-year", "impact", "policy", "audit",  "replay" };

START_TEST(test_wrong_words)
{
	static const struct {
		const char *line, *says;
	} cases[] = {
		{ "evalute", "did you mean evaluate?" },
		{ "frobnicate", "see guiju --help" },
		{ "check", "takes a folder" },
		{ "check a b", "takes DIR" },
		{ "check rules/wuhan-2022 --fromat json", "did you mean --format?" },
		{ "check rules/wuhan-2022 --format", "wants a value" },
		{ "check rules/wuhan-2022 --format xml", "json or sarif" },
		{ "check rules/wuhan-2022 --lang fr", "zh or en" },
		{ "evaluate all", "--as-of DATE is needed" },
		{ "report targets x", "takes targets" },
		{ "evaluate wuhan-2022 --rules wuhan-2022 --as-of 2022-11-30", "either" },
		{ "check --explain E999", "there is no finding" },
		{ "check rules/wuhan-2022 --dry-run", "goes with --fix" },
		{ "check rules/wuhan-2022 --fix --format json", "text only" },
		{ "new-year rules/wuhan-2022 next", "--from DATE is needed" },
		{ "new-year rules/wuhan-2022 N --from 2023-01-01", "no name for a policy" },
		{ "new-year rules/wuhan-2022 n --from 2023", "is no day" },
		{ "repl wuhan-2022 --category nobody", "no category nobody" },
		{ "explain x --known-at yesterday", "is no day" },
		{ "import contact data/contacts.csv --valid-from 2022", "is no day" },
		{ "evaluate", "--as-of DATE is needed" },
		{ "evaluate --as-of 2022-11-31", "is no day" },
		{ "evaluate --as-of 2022-11-30 --as-of 2022-12-01", "too often" },
		{ "evaluate --as-of 2022-11-30 --category nobody", "" },
		{ "import enterprize data/enterprises.csv", "did you mean enterprise?" },
		{ "import enterprise data/enterprises.csv --list training=x.csv", "trainings" },
		{ "import enterprise data/enterprises.csv --list trainings", "NAME=FILE" },
		{ "import enterprise data/enterprises.csv --year 20", "which year" },
		{ "report", "takes targets|list" },
		{ "report weather", "targets, list" },
		{ "report targets --format xml", "text, csv, xlsx or json" },
		{ "report targets --format xlsx", "--output list.xlsx" },
		{ "report list --encoding big5", "utf-8 or gb18030" },
		{ "explain x --format xml", "text or json" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (strncmp(cases[i].line, "evaluate --as-of 2022-11-30 --category", 38) == 0)
			gj_kit_expect(&office, 0, "import contact data/contacts.csv");
		gj_kit_err(&office, 2, cases[i].line, cases[i].says);
	}
}
END_TEST

START_TEST(test_help)
{
	gj_kit_out(&office, 0, "--help", "Example:");
	gj_kit_out(&office, 0, "--version", "guiju ");
	gj_kit_out(&office, 2, "", "Usage:");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		char line[64];

		snprintf(line, sizeof line, "%s --help", commands[i]);
		gj_kit_out(&office, 0, line, "Example:\n  guiju ");
		gj_kit_out(&office, 0, line, "--lang");
	}
}
END_TEST

/* As a shell runs it, with D for the folder of the sample as the guide has it. */
static struct gj_run_result run_line(const char *line)
{
	char script[2048];
	const char *argv[] = { "sh", "-c", script, NULL };

	snprintf(script, sizeof script, "D=data; exec \"$GUIJU\" %s", line);
	return gj_kit_argv(&office, argv);
}

/* Every line of a document that begins with "guiju" (a "$ " or blanks before it) runs; a line that
 * ends with \ goes on in the next; what stands behind # is left out. Status 1 is findings. */
static void run_examples(const char *text, const char *where)
{
	char line[1024];
	int ran = 0;

	for (const char *at = text; at && *at;
	     at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
		size_t n = 0, skip = strspn(at, " $");
		struct gj_run_result r;

		if ((skip == 0 && at != text) || strncmp(at + skip, "guiju ", 6) != 0 ||
		    strncmp(at + skip, "guiju COMMAND", 13) == 0)
			continue;
		for (at += skip + 6; *at && *at != '\n' && *at != '#' && n + 1 < sizeof line;
		     at++) {
			if (at[0] == '\\' && at[1] == '\n')
				at++;
			else
				line[n++] = *at;
		}
		line[n] = '\0';
		r = run_line(line);
		ck_assert_msg(r.status <= 1, "%s: guiju %s: exit %d\n%s%s", where, line, r.status,
		              r.out, r.err);
		gj_run_free(&r);
		ran++;
	}
	ck_assert_msg(ran > 0, "%s: no example", where);
}

/* The names that the examples use, in the folder where they run. */
static void names_of_examples(void)
{
	const char *argv[] = { "sh", "-c", "cp data/* .", NULL };
	struct gj_run_result r;

	gj_kit_sample(&office);
	r = gj_run(argv, NULL, office.dir);
	ck_assert_int_eq(r.status, 0);
	gj_run_free(&r);
}

START_TEST(test_examples)
{
	names_of_examples();
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		char line[64];
		struct gj_run_result r;

		snprintf(line, sizeof line, "%s --help", commands[i]);
		r = gj_kit_run(&office, line);
		run_examples(strstr(r.out, "Example:"), line);
		gj_run_free(&r);
	}
}
END_TEST

START_TEST(test_documents)
{
	static const char *const documents[] = { "README.md", "rules/README.md" };

	names_of_examples();
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
		char *text = gj_kit_project_file(documents[i]);

		run_examples(text, documents[i]);
		free(text);
	}
}
END_TEST

START_TEST(test_languages)
{
	gj_kit_out(&office, 0, "check rules/wuhan-2022 --lang zh", "警告");
	gj_kit_out(&office, 0, "check rules/wuhan-2022 --lang en", "warning");
	gj_kit_out(&office, 0, "--lang zh --help", "用法");
}
END_TEST

Suite *suite_args(void)
{
	Suite *s = suite_create("cli/args");
	TCase *t = tcase_create("args");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_add_test(t, test_wrong_words);
	tcase_add_test(t, test_help);
	tcase_add_test(t, test_examples);
	tcase_add_test(t, test_documents);
	tcase_add_test(t, test_languages);
	suite_add_tcase(s, t);
	return s;
}
