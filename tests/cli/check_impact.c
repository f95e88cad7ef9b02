/* check_impact.c: guiju impact in all its forms, and as a gate in a script. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct gj_kit kit;

static void open_kit(void)
{
	gj_kit_open(&kit);
	gj_kit_sample(&kit);
}

static void close_kit(void)
{
	gj_kit_close(&kit);
}

/* A stricter policy beside the one that decided. */
static void change(void)
{
	const char *argv[] = { "cp", "-r", "rules/wuhan-2022", "new", NULL };
	struct gj_run_result r = gj_run(argv, NULL, kit.dir);

	ck_assert_int_eq(r.status, 0);
	gj_run_free(&r);
	gj_kit_edit(&kit, "new/enterprise.lua", "f.officers :at_least(1)",
	            "f.officers :at_least(2)");
}

static json_t *json_of(int status, const char *line)
{
	struct gj_run_result r = gj_kit_run(&kit, line);
	json_error_t error;
	json_t *root = json_loads(r.out, JSON_REJECT_DUPLICATES, &error);

	ck_assert_msg(r.status == status && root, "guiju %s: exit %d, %s\n%s", line, r.status,
	              error.text, r.err);
	gj_run_free(&r);
	return root;
}

static json_int_t total(json_t *root, const char *key)
{
	return json_integer_value(json_object_get(json_object_get(root, "totals"), key));
}

START_TEST(test_json)
{
	json_t *root, *row, *check;
	json_int_t listed;

	change();
	root = json_of(0, "impact new --format json");
	listed = total(root, "lost") + total(root, "gained") + total(root, "changed") +
	         total(root, "flipped");
	ck_assert_int_gt(total(root, "lost"), 0);
	ck_assert_int_eq(total(root, "gained"), 0);
	ck_assert_int_eq(total(root, "lost"),
	                 json_integer_value(json_object_get(
			     json_object_get(json_object_get(root, "totals"), "was"), "eligible")) -
	                     json_integer_value(json_object_get(
				 json_object_get(json_object_get(root, "totals"), "now"),
				 "eligible")));
	ck_assert_uint_eq(json_array_size(json_object_get(root, "affected")), (size_t)listed);
	row = json_array_get(json_object_get(root, "affected"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(row, "change")), "lost");
	check = json_array_get(json_object_get(row, "checks"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(check, "id")), "enterprise.1.c");
	ck_assert_str_eq(json_string_value(json_object_get(check, "why_now")),
	                 "Confidentiality officers: 1, less than 2; not met");
	json_decref(root);
	/* Nothing of it was stored. */
	root = json_of(0, "impact rules/wuhan-2022 --format json");
	ck_assert_int_eq(total(root, "applications"), total(root, "same"));
	ck_assert_uint_eq(json_array_size(json_object_get(root, "affected")), 0);
	json_decref(root);
}
END_TEST

START_TEST(test_foretells_the_evaluation)
{
	json_t *root;
	char text[100];

	change();
	root = json_of(0, "impact new --format json");
	snprintf(text, sizeof text, "%d judged", (int)total(root, "judged"));
	ck_assert_int_eq(total(root, "judged"), total(root, "applications"));
	json_decref(root);
	gj_kit_expect(&kit, 0, "evaluate new --as-of 2022-11-30");
	root = json_of(0, "impact new --format json");
	ck_assert_int_eq(total(root, "applications"), total(root, "same"));
	json_decref(root);
	/* Back again: who lost gains. */
	root = json_of(1, "impact rules/wuhan-2022 --format json --fail-if gained>0");
	ck_assert_int_gt(total(root, "gained"), 0);
	ck_assert_int_eq(total(root, "lost"), 0);
	json_decref(root);
}
END_TEST

START_TEST(test_text_and_csv)
{
	change();
	gj_kit_out(&kit, 0, "impact new", "Bureaus and their targets");
	gj_kit_out(&kit, 0, "impact new", "now: Confidentiality officers: 1, less than 2; not met");
	gj_kit_out(&kit, 0, "impact new --limit 1", "--limit 0 lists all");
	gj_kit_out(&kit, 0, "impact new --lang zh", "保密员人数1名，少于2名；不符合");
	gj_kit_out(&kit, 0, "impact new --format csv", "no longer eligible,9142");
	gj_kit_out(&kit, 0, "impact new --format csv --table checks",
	           "enterprise.1.c,met,not met,");
	gj_kit_out(&kit, 0, "impact new --format csv --table transitions",
	           "city,eligible,ineligible,");
	gj_kit_out(&kit, 0, "impact new --format csv --table bureaus",
	           "Demonstration stations,city,20,20,");
}
END_TEST

START_TEST(test_page_and_workbook)
{
	char *path = gj_tmp_path(kit.dir, "i.html"), *text, *book = gj_tmp_path(kit.dir, "i.xlsx");
	size_t n;

	change();
	gj_kit_out(&kit, 0, "impact new --format html --output i.html", "no longer eligible");
	text = gj_tmp_read(path, NULL);
	for (size_t i = 0; i < 2; i++)
		ck_assert_ptr_nonnull(strstr(text, i ? "<svg" : "@media print"));
	ck_assert_ptr_null(strstr(text, "<script"));
	ck_assert_ptr_null(strstr(text, " src="));
	free(text);
	gj_kit_out(&kit, 0, "impact new --format xlsx --output i.xlsx", "no longer eligible");
	text = gj_tmp_read(book, &n);
	ck_assert(n > 4 && memcmp(text, "PK\3\4", 4) == 0);
	free(text);
	gj_kit_err(&kit, 3, "impact new --format xlsx --output none/i.xlsx", "none/i.xlsx");
	gj_kit_err(&kit, 3, "impact new --format html --output none/i.html", "none/i.html");
	free(path);
	free(book);
}
END_TEST

START_TEST(test_other_year)
{
	const char *argv[] = { "sh", "-c", "cp -r \"$GUIJU_TOP\"/rules/example-wuhan-2023 rules",
		               NULL };
	struct gj_run_result r = gj_run(argv, NULL, kit.dir);
	json_t *root, *categories;

	ck_assert_int_eq(r.status, 0);
	gj_run_free(&r);
	/* Asked about the year that there is: plans of that year are plans of the year. */
	root = json_of(0, "impact example-wuhan-2023 --as-of 2023-07-01 --format json");
	ck_assert_int_eq(json_integer_value(json_object_get(root, "year")), 2022);
	ck_assert_int_eq(total(root, "undecided"), 0);
	categories = json_object_get(root, "categories");
	ck_assert_int_eq(json_integer_value(
			     json_object_get(json_array_get(categories, 0), "city_target_now")),
	                 120);
	json_decref(root);
	gj_kit_out(&kit, 0, "impact example-wuhan-2023 --as-of 2023-07-01",
	           "programme_year is taken as 2022");
	gj_kit_out(&kit, 0, "impact example-wuhan-2023 --as-of 2023-07-01",
	           "Support                          station.5       met");
	gj_kit_out(&kit, 0, "impact example-wuhan-2023 --as-of 2022-11-30",
	           "it would decide nothing");
	root = json_of(0, "impact example-wuhan-2023 --year 2023 --format json");
	ck_assert_int_eq(total(root, "applications"), 0);
	json_decref(root);
}
END_TEST

START_TEST(test_shadow)
{
	change();
	gj_kit_out(&kit, 0, "evaluate rules/wuhan-2022 --as-of 2022-11-30 --shadow new",
	           "In the shadow, deciding nothing:");
	gj_kit_out(&kit, 0, "evaluate rules/wuhan-2022 --as-of 2022-11-30 --shadow new",
	           "now: Confidentiality officers: 1, less than 2; not met");
	gj_kit_out(&kit, 0, "impact rules/wuhan-2022 --format json", "\"lost\": 0");
	gj_kit_err(&kit, 2, "evaluate --as-of 2022-11-30 --shadow new --dry-run", "guiju impact");
	gj_kit_err(&kit, 3, "evaluate --as-of 2022-11-30 --shadow nowhere", "nowhere");
}
END_TEST

START_TEST(test_gate)
{
	static const struct {
		const char *gate;
		int status;
		const char *says;
	} cases[] = {
		{ "lost>0", 1, "lost is " },
		{ "lost>=1", 1, "" },
		{ "lost=0", 0, "" },
		{ "lost!=0", 1, "" },
		{ "gained>0", 0, "" },
		{ "gained>0orlost>0", 2, "\"and\", \"or\" or the end" },
		{ "eligible<1000", 1, "eligible is " },
		{ "undecided>0", 0, "" },
		{ "lots>0", 2, "did you mean lost?" },
		{ "lost", 2, "one of < <= = != >= >" },
		{ "lost>", 2, "a whole number" },
		{ "lost>-1", 2, "a whole number" },
		{ "lost>1.5", 2, "or the end" },
		{ ">0", 2, "conditional or undecided" },
		{ "lost>99999999999999999999", 2, "a smaller number" },
	};
	const char *both[] = { getenv("GUIJU"),
		               "impact",
		               "new",
		               "--fail-if",
		               "gained>0 or lost>0 and changed>0",
		               NULL };
	struct gj_run_result r;

	change();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char line[200];

		snprintf(line, sizeof line, "impact new --format csv --table checks --fail-if %s",
		         cases[i].gate);
		gj_kit_err(&kit, cases[i].status, line, cases[i].says);
	}
	r = gj_kit_argv(&kit, both);
	ck_assert_int_eq(r.status, 1);
	gj_run_free(&r);
	both[4] = "gained>0 and lost>0 or lost<1";
	r = gj_kit_argv(&kit, both);
	ck_assert_int_eq(r.status, 0);
	gj_run_free(&r);
	gj_kit_err(&kit, 2, "impact new --format xlsx", "FILE.xlsx");
	gj_kit_err(&kit, 2, "impact new --format pdf", "pdf");
	gj_kit_err(&kit, 2, "impact new --table all", "all");
	gj_kit_err(&kit, 2, "impact new --year 22", "22");
	gj_kit_err(&kit, 2, "impact new --limit -1", "-1");
	gj_kit_err(&kit, 2, "impact new --as-of 2022", "is no day");
	gj_kit_err(&kit, 3, "impact new --db none.db", "none.db");
}
END_TEST

Suite *suite_impact(void)
{
	Suite *s = suite_create("cli/impact");
	TCase *t = tcase_create("impact");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, open_kit, close_kit);
	tcase_add_test(t, test_json);
	tcase_add_test(t, test_foretells_the_evaluation);
	tcase_add_test(t, test_text_and_csv);
	tcase_add_test(t, test_page_and_workbook);
	tcase_add_test(t, test_other_year);
	tcase_add_test(t, test_shadow);
	tcase_add_test(t, test_gate);
	suite_add_tcase(s, t);
	return s;
}
