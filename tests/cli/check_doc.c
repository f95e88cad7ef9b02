/* check_doc.c: the rule book says every clause, with the numbers that decide; whatever the labels hold. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *page(const char *lang)
{
	char line[100];
	struct gj_run_result r;

	snprintf(line, sizeof line, "doc rules/wuhan-2022 --lang %s", lang);
	r = gj_kit_run(&office, line);
	ck_assert_msg(r.status == 0, "%s", r.err);
	free(r.err);
	return r.out;
}

static size_t times(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		n++;
	return n;
}

/* 31 checks; those of a criterion of their own have its heading. */
START_TEST(test_every_clause)
{
	static const char *const ids[] = {
		"enterprise.1.a", "enterprise.1.b", "enterprise.1.c", "enterprise.1.d",
		"enterprise.2",   "enterprise.3.a", "enterprise.3.b", "enterprise.3.c",
		"enterprise.3.d", "enterprise.4.a", "enterprise.4.b", "enterprise.4.c",
		"enterprise.5.a", "enterprise.5.b", "enterprise.5.c", "station.1.a",
		"station.1.b",    "station.2.a",    "station.2.b",    "station.2.c",
		"station.2.d",    "station.3.a",    "station.3.b",    "station.4",
		"station.5",      "station.6.a",    "station.6.b",    "station.6.c",
		"station.6.d",    "station.7.a",    "station.7.b",
	};
	static const char *const langs[] = { "zh", "en" };
	char id[40];

	for (size_t l = 0; l < 2; l++) {
		char *text = page(langs[l]);

		for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
			snprintf(id, sizeof id, " id=\"%s\"", ids[i]);
			ck_assert_msg(times(text, id) == 1, "%s: %s", langs[l], ids[i]);
		}
		free(text);
	}
}
END_TEST

START_TEST(test_numbers)
{
	static const char *const zh[] = {
		"保密员人数：不少于1名",
		"超所服务企业的50%",
		"30家以上",
		"2个(含)以上",
		"2022-12-31",
		"（采用）",
		"授牌",
		"东湖风景区",
		"目录",
		"officers",
	};
	static const char *const en[] = { "at least 1", "50 %", "(taken)", "Contents",
		                          "2022-12-31" };
	struct gj_run_result check = gj_kit_run(&office, "check rules/wuhan-2022");
	const char *hash = strstr(check.out, "content ");
	char *text = page("zh"), *line;

	for (size_t i = 0; i < sizeof zh / sizeof *zh; i++)
		ck_assert_msg(strstr(text, zh[i]) != NULL, "%s", zh[i]);
	line = strndup(hash + 8, strcspn(hash + 8, "\n"));
	ck_assert_ptr_nonnull(strstr(text, line));
	free(line);
	free(text);
	text = page("en");
	for (size_t i = 0; i < sizeof en / sizeof *en; i++)
		ck_assert_msg(strstr(text, en[i]) != NULL, "%s", en[i]);
	free(text);
	gj_run_free(&check);
}
END_TEST

/* A score is printed whole: weights, what is picked, what a count is multiplied by; a table says whose it is. */
START_TEST(test_scores)
{
	static const char *const texts[] = { "For robots, at most 4.0 points: Robots × 50%",
		                             ("Picked, 0.0 points to 10.0 points (picked by "
		                              "an expert) × 50%"),
		                             "4by By size", "4decision Decision table" };
	char *line;
	struct gj_run_result r;

	ck_assert_int_ge(asprintf(&line, "doc %s/tests/data/language --lang en",
	                          getenv("GUIJU_TOP")),
	                 0);
	r = gj_kit_run(&office, line);
	ck_assert_msg(r.status == 0, "%s", r.err);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		ck_assert_msg(strstr(r.out, texts[i]) != NULL, "%s", texts[i]);
	gj_run_free(&r);
	free(line);
}
END_TEST

/* A changed threshold is a changed book. */
START_TEST(test_changed)
{
	char *text;

	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "f.officers :at_least(7)");
	text = page("zh");
	ck_assert_ptr_nonnull(strstr(text, "保密员人数：不少于7名"));
	ck_assert_ptr_null(strstr(text, "保密员人数：不少于1名"));
	free(text);
}
END_TEST

START_TEST(test_escaped)
{
	char *text;

	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "zh = \"领导机构\"",
	            "zh = \"<b>&amp;'领\\\"导</b>\"");
	text = page("zh");
	ck_assert_ptr_nonnull(strstr(text, "&lt;b&gt;&amp;amp;&#39;领&quot;导&lt;/b&gt;"));
	ck_assert_ptr_null(strstr(text, "<b>"));
	free(text);
}
END_TEST

START_TEST(test_output)
{
	gj_kit_expect(&office, 0, "doc rules/wuhan-2022 --output book.html");
	gj_kit_err(&office, 3, "doc rules/wuhan-2022 --output none/book.html", "none/book.html");
	gj_kit_err(&office, 3, "doc rules/nothing", "rules/nothing");
}
END_TEST

Suite *suite_doc(void)
{
	Suite *s = suite_create("doc");
	TCase *t = tcase_create("doc");

	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_every_clause);
	tcase_add_test(t, test_numbers);
	tcase_add_test(t, test_scores);
	tcase_add_test(t, test_changed);
	tcase_add_test(t, test_escaped);
	tcase_add_test(t, test_output);
	suite_add_tcase(s, t);
	return s;
}
