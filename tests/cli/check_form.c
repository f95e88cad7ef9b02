/* check_form.c: a blank form, filled in with what applicants write, is imported as it is. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *file(const char *name)
{
	char *path = gj_tmp_path(office.dir, name), *text = gj_tmp_read(path, NULL);

	free(path);
	return text;
}

static const char *skip_rows(const char *text, int n)
{
	while (n-- > 0)
		text = strchr(text, '\n') + 1;
	return text;
}

/* The rows of a sample behind the form's own three. */
static void fill(const char *form, const char *sample, int head)
{
	char *blank = file(form), *rows = file(sample), *whole;

	ck_assert_int_gt(asprintf(&whole, "%s%s", blank, skip_rows(rows, head)), 0);
	gj_tmp_puts(office.dir, form, whole);
	free(whole);
	free(rows);
	free(blank);
}

/* Every type of fact is in the sample: what the form's keys take in is what the sample's labels do. */
static void round_trip(const char *lang)
{
	static const char list[] = "report list --category enterprise --format csv --db ";
	char line[300];
	struct gj_run_result want, got;

	snprintf(line, sizeof line, "form rules/wuhan-2022 enterprise --lang %s --output form.csv",
	         lang);
	gj_kit_out(&office, 0, line, "form-infringements.csv\n");
	fill("form.csv", "data/enterprises.csv", 2);
	fill("form-trainings.csv", "data/trainings.csv", 1);
	fill("form-infringements.csv", "data/infringements.csv", 1);
	gj_kit_expect(&office, 1,
	              "import enterprise data/enterprises.csv --db want.db --list "
	              "trainings=data/trainings.csv --list infringements=data/infringements.csv");
	gj_kit_expect(&office, 1,
	              "import enterprise form.csv --db got.db --list trainings=form-trainings.csv "
	              "--list infringements=form-infringements.csv");
	gj_kit_expect(&office, 0, "evaluate --as-of 2022-11-30 --db want.db");
	gj_kit_expect(&office, 0, "evaluate --as-of 2022-11-30 --db got.db");
	snprintf(line, sizeof line, "%swant.db", list);
	want = gj_kit_run(&office, line);
	snprintf(line, sizeof line, "%sgot.db", list);
	got = gj_kit_run(&office, line);
	ck_assert_int_eq(want.status, 0);
	ck_assert_str_eq(got.out, want.out);
	ck_assert_uint_gt(strlen(want.out), 1000);
	gj_run_free(&want);
	gj_run_free(&got);
}

START_TEST(test_round_trip_zh)
{
	round_trip("zh");
}
END_TEST

START_TEST(test_round_trip_en)
{
	round_trip("en");
}
END_TEST

/* Labels, hints and keys are no applicant: the blank form holds nobody, and nothing is refused. */
START_TEST(test_blank)
{
	char *text;

	gj_kit_expect(&office, 0, "form rules/wuhan-2022 station --output s.csv");
	text = file("s.csv");
	ck_assert_int_eq(memcmp(text, "\xEF\xBB\xBF", 3), 0);
	ck_assert_str_eq(skip_rows(text, 3), "");
	ck_assert_ptr_nonnull(strstr(skip_rows(text, 2), "credit_code,name,bureau,"));
	free(text);
	text = file("s-enterprises_built.csv");
	ck_assert_ptr_nonnull(strstr(text, "\nsubject_code,built_code,built_name,is_served\r\n"));
	free(text);
	gj_kit_out(&office, 0, "import station s.csv", "0");
}
END_TEST

/* What the author says of a list, the form does not contradict. */
START_TEST(test_own_hint)
{
	char *text;

	gj_kit_edit(&office, "rules/wuhan-2022/facts.lua", "zh = \"建设的示范企业\",",
	            "zh = \"建设的示范企业\", hint = \"没有的空着\",");
	gj_kit_expect(&office, 0, "form rules/wuhan-2022 station --lang zh --output m.csv");
	text = file("m.csv");
	ck_assert_ptr_nonnull(strstr(text, "另表填写；没有的空着"));
	ck_assert_ptr_null(strstr(text, "一条也没有填0"));
	free(text);
}
END_TEST

START_TEST(test_words)
{
	gj_kit_err(&office, 2, "form rules/wuhan-2022 station", "--output form.csv");
	gj_kit_err(&office, 2, "form rules/wuhan-2022 shop --output x.csv", "no category shop");
	gj_kit_err(&office, 2, "form rules/wuhan-2022 station --format pdf --output x",
	           "csv or xlsx");
	gj_kit_err(&office, 3, "form rules/wuhan-2022 station --output none/x.csv", "none/x.csv");
}
END_TEST

Suite *suite_form(void)
{
	Suite *s = suite_create("form");
	TCase *t = tcase_create("form");

	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, test_round_trip_zh);
	tcase_add_test(t, test_round_trip_en);
	tcase_add_test(t, test_blank);
	tcase_add_test(t, test_own_hint);
	tcase_add_test(t, test_words);
	suite_add_tcase(s, t);
	return s;
}
