/* check_job.c: the main job as a bureau does it: import, evaluate, explain, report, change a rule. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *run_json(const char *line)
{
	struct gj_run_result r = gj_kit_run(&office, line);
	json_error_t error;
	json_t *root;

	ck_assert_msg(r.status == 0, "guiju %s: exit %d\n%s", line, r.status, r.err);
	root = json_loads(r.out, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(root != NULL, "guiju %s: %s at line %d of\n%s", line, error.text, error.line,
	              r.out);
	gj_run_free(&r);
	return root;
}

static const char *text_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	ck_assert_msg(s != NULL, "no text \"%s\"", key);
	return s;
}

/* "二(一)5c" of an explanation: its outcome. */
static const char *outcome_of(const json_t *root, const char *clause)
{
	size_t i, k;
	json_t *criterion, *check;

	json_array_foreach(json_object_get(root, "criteria"), i, criterion)
	    json_array_foreach(json_object_get(criterion, "checks"), k,
	                       check) if (strcmp(text_of(check, "clause"), clause) ==
	                                  0) return text_of(check, "outcome");
	ck_abort_msg("no check of clause %s", clause);
	return NULL;
}

/* One line of a simple CSV: cells without quotes, in place. */
static size_t split(char *line, char **cells, size_t room)
{
	size_t n = 0;

	for (char *at = line; at && n < room;) {
		cells[n++] = at;
		at = strchr(at, ',');
		if (at)
			*at++ = '\0';
	}
	return n;
}

static void compare_edge(const char *code, const char *category, const char *decision, char *checks)
{
	char line[256], *save = NULL;
	json_t *root;

	snprintf(line, sizeof line, "explain %s --category %s --format json", code, category);
	root = run_json(line);
	ck_assert_msg(strcmp(text_of(root, "decision"), decision) == 0, "%s %s: %s, by hand %s",
	              code, category, text_of(root, "decision"), decision);
	for (char *item = strtok_r(checks, ";", &save); item; item = strtok_r(NULL, ";", &save)) {
		char *equals = strchr(item, '=');

		ck_assert_ptr_nonnull(equals);
		*equals++ = '\0';
		ck_assert_msg(strcmp(outcome_of(root, item), equals) == 0,
		              "%s %s: %s is %s, by hand %s", code, category, item,
		              outcome_of(root, item), equals);
	}
	json_decref(root);
}

/* Every edge case stands in expected.csv with the decision written by hand. */
START_TEST(test_expected)
{
	char *path = gj_tmp_path(office.dir, "data/expected.csv"), *text = gj_tmp_read(path, NULL);
	char *save = NULL, *line, *cells[8];
	int compared = 0;

	gj_kit_sample(&office);
	line = strtok_r(text, "\r\n", &save);
	while ((line = strtok_r(NULL, "\r\n", &save)) != NULL) {
		ck_assert_uint_ge(split(line, cells, 8), 5);
		if (strcmp(cells[2], "rejected") == 0)
			continue;
		compare_edge(cells[0], cells[1], cells[2], cells[3]);
		compared++;
	}
	ck_assert_int_ge(compared, 40);
	free(text);
	free(path);
}
END_TEST

/* Rows that expected.csv calls rejected are in the rejects file, with their row and a reason. */
START_TEST(test_rejects)
{
	char *path = gj_tmp_path(office.dir, "data/enterprises.csv.rejects.csv"), *text;
	struct gj_run_result r;

	r = gj_kit_run(&office,
	               "import enterprise data/enterprises.csv --list trainings=data/trainings.csv "
	               "--list infringements=data/infringements.csv");
	ck_assert_int_eq(r.status, 1);
	ck_assert_ptr_nonnull(strstr(r.out, "damaged by a spreadsheet"));
	ck_assert_ptr_nonnull(strstr(r.out, "check character is wrong"));
	ck_assert_ptr_nonnull(strstr(r.out, "a month is not a day"));
	ck_assert_ptr_nonnull(strstr(r.out, "already stands in row"));
	gj_run_free(&r);
	text = gj_tmp_read(path, NULL);
	ck_assert_ptr_nonnull(strstr(text, "9.14E+17"));
	ck_assert_ptr_nonnull(strstr(text, "错误原因"));
	free(text);
	free(path);
}
END_TEST

START_TEST(test_same_import_changes_nothing)
{
	gj_kit_expect(&office, 0, "import contact data/contacts.csv");
	gj_kit_out(&office, 0, "import contact data/contacts.csv",
	           "141 rows: 0 new, 0 changed, 141 unchanged, 0 refused, 0 duplicates");
}
END_TEST

START_TEST(test_register_is_counted)
{
	gj_kit_edit(&office, "rules/wuhan-2022/contact.lua", "expected = 141", "expected = 142");
	gj_kit_out(&office, 0, "import contact data/contacts.csv --rules rules/wuhan-2022",
	           "142 expected, 141 found");
}
END_TEST

START_TEST(test_dry_runs_store_nothing)
{
	gj_kit_out(&office, 0, "import contact data/contacts.csv --dry-run", "nothing was stored");
	gj_kit_out(&office, 0, "import contact data/contacts.csv", "141 new");
	gj_kit_expect(&office, 0,
	              "import station data/stations.csv "
	              "--list enterprises_built=data/enterprises_built.csv");
	gj_kit_out(&office, 0, "evaluate --as-of 2022-11-30 --dry-run", "none stored");
	gj_kit_err(&office, 3, "report targets", "run guiju evaluate");
}
END_TEST

/* at_least(1) to at_least(2) for the officers: the decisions change, and nothing is compiled. */
START_TEST(test_changed_threshold)
{
	struct gj_run_result before, after;

	gj_kit_sample(&office);
	before = gj_kit_run(&office,
	                    "report list --category enterprise --result ineligible --format csv");
	gj_kit_out(&office, 0, "evaluate --as-of 2022-11-30",
	           "Demonstration enterprises: 179 judged, 0 decisions new or changed");
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "f.officers :at_least(2)");
	gj_kit_expect(&office, 0, "evaluate --as-of 2022-11-30");
	after = gj_kit_run(&office,
	                   "report list --category enterprise --result ineligible --format csv");
	ck_assert_uint_gt(strlen(after.out), strlen(before.out));
	gj_run_free(&before);
	gj_run_free(&after);
}
END_TEST

START_TEST(test_columns_beside_the_rows)
{
	gj_kit_sample(&office);
	gj_kit_out(&office, 0, "db check", "the database is whole");
	gj_kit_out(&office, 0, "db check --format json", "\"differences\": 0");
	gj_kit_out(&office, 0, "db rebuild", "columns filled");
	gj_kit_out(&office, 0, "db rebuild --format json", "\"rebuilt\": 3");
	gj_kit_out(&office, 0, "db check", "0 wait to be filled");
	gj_kit_out(&office, 0, "evaluate --as-of 2022-11-30", "179 judged, 0 decisions new");
	gj_kit_err(&office, 2, "db mend", "check or rebuild");
	gj_kit_err(&office, 2, "db check --format xml", "text or json");
	gj_kit_err(&office, 3, "db check --db none.db", "there is no such database");
}
END_TEST

START_TEST(test_a_part_of_them)
{
	gj_kit_sample(&office);
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "f.officers :at_least(2)");
	gj_kit_out(&office, 0, "evaluate --as-of 2022-11-30 --limit 5", ": 5 judged");
	gj_kit_out(&office, 0,
	           "evaluate --as-of 2022-11-30 --only bureau=wuchang,category=enterprise",
	           "judged");
	gj_kit_err(&office, 0, "evaluate --as-of 2022-11-30 --progress json", "\"end\": true");
	gj_kit_err(&office, 2, "evaluate --as-of 2022-11-30 --progress xml", "--progress is json");
	gj_kit_err(&office, 2, "evaluate --as-of 2022-11-30 --limit 0", "a number from 1 on");
	gj_kit_err(&office, 2, "evaluate --as-of 2022-11-30 --limit -3", "a number from 1 on");
	gj_kit_err(&office, 2, "evaluate --as-of 2022-11-30 --only town=x", "bureau=KEY");
	gj_kit_err(&office, 2, "evaluate --as-of 2022-11-30 --only bureau=x", "has no bureau x");
	gj_kit_err(&office, 2, "evaluate --as-of 2022-11-30 --only category=x",
	           "has no category x");
}
END_TEST

START_TEST(test_typo_leaves_decisions)
{
	struct gj_run_result before, after;

	gj_kit_sample(&office);
	before = gj_kit_run(&office, "report list --format json");
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "f.oficers :at_leest(1)");
	gj_kit_err(&office, 3, "evaluate --as-of 2022-11-30", "officers");
	gj_kit_err(&office, 3, "evaluate --as-of 2022-11-30", "rules/wuhan-2022/enterprise.lua:");
	gj_kit_err(&office, 3, "evaluate --as-of 2022-11-30", "what is stored stands");
	after = gj_kit_run(&office, "report list --format json");
	ck_assert_str_eq(before.out, after.out);
	gj_run_free(&before);
	gj_run_free(&after);
}
END_TEST

START_TEST(test_explain_text)
{
	gj_kit_sample(&office);
	gj_kit_out(&office, 0, "explain 武汉示例边界-培训二十九比五十八服务中心 --lang zh",
	           "所服务企业58家，本年度培训企业29家，占50.00%，未超过50%；29家＜30家；不符合");
	gj_kit_out(&office, 0, "explain 武汉示例边界-培训二十九比五十八服务中心",
	           "decision: ineligible");
	gj_kit_err(&office, 3, "explain 武汉没有这一家", "no application");
	/* one that stands in the register of contacts too: the application is meant */
	gj_kit_out(&office, 0, "explain 91420100MA9X100170", "category: Demonstration enterprises");
}
END_TEST

START_TEST(test_explain_json)
{
	json_t *root, *check, *fact;

	gj_kit_sample(&office);
	root = run_json("explain 武汉示例边界-培训十比二十服务中心 --format json");
	ck_assert_str_eq(text_of(root, "category"), "station");
	ck_assert_str_eq(text_of(root, "reference_date"), "2022-11-30");
	ck_assert_str_eq(text_of(root, "decision"), "ineligible");
	ck_assert_str_eq(text_of(json_object_get(root, "policy"), "id"), "wuhan-2022");
	ck_assert_uint_eq(strlen(text_of(json_object_get(root, "policy"), "hash")), 64);
	ck_assert_uint_eq(json_array_size(json_object_get(root, "criteria")), 7);
	check = json_array_get(json_object_get(json_array_get(json_object_get(root, "criteria"), 0),
	                                       "checks"),
	                       0);
	ck_assert_str_eq(text_of(check, "id"), "station.1.a");
	ck_assert_str_eq(text_of(check, "clause"), "二(二)1a");
	text_of(check, "required");
	text_of(check, "actual");
	text_of(json_object_get(check, "reason"), "zh");
	text_of(json_object_get(check, "reason"), "en");
	fact = json_array_get(json_object_get(check, "facts"), 0);
	text_of(fact, "key");
	text_of(fact, "label");
	ck_assert_str_eq(text_of(fact, "state"), "given");
	ck_assert_ptr_nonnull(strstr(text_of(fact, "source"), "stations.csv row "));
	ck_assert_ptr_nonnull(json_object_get(fact, "value"));
	ck_assert(json_is_array(json_object_get(root, "missing")));
	json_decref(root);
}
END_TEST

START_TEST(test_targets)
{
	json_t *root, *station, *city;

	gj_kit_sample(&office);
	root = run_json("report targets --format json");
	station = json_array_get(json_object_get(root, "categories"), 1);
	ck_assert_str_eq(text_of(station, "category"), "station");
	ck_assert_uint_eq(json_array_size(json_object_get(station, "bureaus")), 15);
	city = json_object_get(station, "city");
	ck_assert_int_eq(json_integer_value(json_object_get(city, "sum_of_floors")), 23);
	ck_assert_int_eq(json_integer_value(json_object_get(city, "target")), 20);
	ck_assert(json_is_null(
	    json_object_get(json_array_get(json_object_get(station, "bureaus"), 14), "floor")));
	json_decref(root);
	gj_kit_out(&office, 0, "report targets --lang zh", "东湖风景区");
	gj_kit_out(&office, 0, "report targets --format csv", "\xEF\xBB\xBF");
	gj_kit_out(&office, 0, "report list --result conditional", "2 applications");
	gj_kit_err(&office, 2, "report list --bureau nowhere", "jiangan");
	gj_kit_err(&office, 2, "report list --result good", "eligible");
}
END_TEST

Suite *suite_job(void)
{
	Suite *s = suite_create("cli/job");
	TCase *t = tcase_create("job");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_add_test(t, test_expected);
	tcase_add_test(t, test_rejects);
	tcase_add_test(t, test_same_import_changes_nothing);
	tcase_add_test(t, test_register_is_counted);
	tcase_add_test(t, test_dry_runs_store_nothing);
	tcase_add_test(t, test_changed_threshold);
	tcase_add_test(t, test_columns_beside_the_rows);
	tcase_add_test(t, test_a_part_of_them);
	tcase_add_test(t, test_typo_leaves_decisions);
	tcase_add_test(t, test_explain_text);
	tcase_add_test(t, test_explain_json);
	tcase_add_test(t, test_targets);
	suite_add_tcase(s, t);
	return s;
}
