/* check_author.c: what authors of policies do between two years: mends, pages, trials, next year's folder, other days. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* guiju by way of a shell: for words with blanks, and what it reads. */
static void expect(int status, const char *script, const char *says)
{
	const char *argv[] = { "sh", "-c", script, NULL };
	struct gj_run_result r = gj_kit_argv(&office, argv);

	ck_assert_msg(r.status == status && strstr(r.out, says), "%s: exit %d, no \"%s\"\n%s%s",
	              script, r.status, says, r.out, r.err);
	gj_run_free(&r);
}

/* --- check --fix --- */

START_TEST(test_fix)
{
	gj_kit_shell(&office, "cp -r rules/wuhan-2022 sound");
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "f.oficers :at_leest（1）");
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "criterion \"2\"",
	            "critrion \"2\"");
	gj_kit_shell(
	    &office,
	    "cd rules/wuhan-2022; (printf '\\357\\273\\277'; sed 's/$/\\r/' timeline.lua) > x;"
	    "mv x timeline.lua; printf -- '-- no end' >> targets.lua; cp -r . ../../before");
	gj_kit_out(&office, 1, "check rules/wuhan-2022 --fix --dry-run",
	           "+    f.officers :at_least(1) }");
	gj_kit_out(&office, 1, "check rules/wuhan-2022 --fix --dry-run",
	           "3 files would be changed");
	gj_kit_shell(&office, "diff -r before rules/wuhan-2022");
	gj_kit_out(&office, 0, "check rules/wuhan-2022 --fix", "0 errors, 1 warnings");
	gj_kit_shell(&office,
	             "cd rules/wuhan-2022; printf -- '-- no end\\n' >> ../../sound/targets.lua;"
	             "for f in enterprise timeline targets; do cmp $f.lua ../../sound/$f.lua;"
	             "cmp $f.lua.bak ../../before/$f.lua; done; test ! -e enterprise.lua.new");
	gj_kit_out(&office, 0, "check rules/wuhan-2022 --fix", "nothing to fix without thinking");
}
END_TEST

/* What a person must decide is left alone: two near names, a name in a text, a word twice on a line. */
START_TEST(test_fix_leaves)
{
	static const struct {
		const char *from, *to;
	} slips[] = {
		{ "f.officers :at_least(1)", "f.oficers :at_least(1), f.oficers :at_least(1)" },
		{ "f.officers :at_least(1)", "f.wholly_else :at_least(1)" },
		{ "f.officers :at_least(1)", "f.officers :at_least(1.5)" },
		{ "zh = \"工作保障到位\"", "zh = 工作保障到位" },
	};

	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		gj_kit_close(&office);
		gj_kit_open(&office);
		gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", slips[i].from, slips[i].to);
		gj_kit_shell(&office, "cp rules/wuhan-2022/enterprise.lua before");
		gj_kit_out(&office, 1, "check rules/wuhan-2022 --fix", "nothing to fix");
		gj_kit_shell(&office, "cmp before rules/wuhan-2022/enterprise.lua");
	}
}
END_TEST

/* --- forms and pages --- */

START_TEST(test_sarif)
{
	struct gj_run_result r;
	json_t *root, *run, *rules, *results, *first;
	const char *code = NULL, *rule, *uri = NULL, *help;
	int line = 0, index = -1;

	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "f.oficers :at_least(1)");
	r = gj_kit_run(&office, "check rules/wuhan-2022 --format sarif");
	ck_assert_int_eq(r.status, 1);
	root = json_loads(r.out, JSON_REJECT_DUPLICATES, NULL);
	ck_assert_msg(root != NULL, "%s", r.out);
	ck_assert_str_eq(json_string_value(json_object_get(root, "version")), "2.1.0");
	run = json_array_get(json_object_get(root, "runs"), 0);
	rules = json_object_get(json_object_get(json_object_get(run, "tool"), "driver"), "rules");
	ck_assert_uint_ge(json_array_size(rules), 40);
	results = json_object_get(run, "results");
	first = json_array_get(results, 0);
	ck_assert_int_eq(json_unpack(first, "{s:s, s:i, s:[{s:{s:{s:s}, s:{s:i}}}]}", "ruleId",
	                             &code, "ruleIndex", &index, "locations", "physicalLocation",
	                             "artifactLocation", "uri", &uri, "region", "startLine", &line),
	                 0);
	ck_assert_str_eq(code, "E203");
	ck_assert_str_eq(uri, "rules/wuhan-2022/enterprise.lua");
	ck_assert_int_gt(line, 1);
	ck_assert_int_eq(json_unpack(json_array_get(rules, (size_t)index), "{s:s, s:s}", "id",
	                             &rule, "helpUri", &help),
	                 0);
	ck_assert_str_eq(rule, code);
	ck_assert_int_eq(strncmp(help, "file:///", 8), 0);
	ck_assert_ptr_nonnull(strstr(help, "E203.md"));
	json_decref(root);
	gj_run_free(&r);
}
END_TEST

START_TEST(test_pages)
{
	gj_kit_out(&office, 0, "check --explain E203", "# E203 a fact that is not declared");
	gj_kit_out(&office, 0, "check --explain w501", "# W501");
	gj_kit_err(&office, 2, "check --explain E20", "there is no finding E20");
	expect(3, "GUIJU_FINDINGS_PATH=nowhere \"$GUIJU\" check --explain E203", "");
}
END_TEST

START_TEST(test_costs)
{
	gj_kit_sample(&office);
	gj_kit_out(&office, 0, "check rules/wuhan-2022 --costs", "on empty ones");
	gj_kit_out(&office, 0, "check rules/wuhan-2022 --costs --db guiju.db", "native");
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "function(f) return f.officers >= 1 end");
	gj_kit_out(&office, 0, "check rules/wuhan-2022 --costs --db guiju.db", "function ");
	gj_kit_err(&office, 3, "check rules/wuhan-2022 --costs --db none.db", "none.db");
}
END_TEST

START_TEST(test_readings_as_csv)
{
	gj_kit_sample(&office);
	gj_kit_out(&office, 0, "readings wuhan-2022 --format csv", ",infringement_anchor,");
	gj_kit_out(
	    &office, 0,
	    "readings wuhan-2022 --compare infringement_anchor=reference_date --as-of 2022-11-30 "
	    "--format csv",
	    "checks that differ");
	gj_kit_err(&office, 2, "readings wuhan-2022 --format xml", "json or csv");
}
END_TEST

/* --- repl --- */

START_TEST(test_repl)
{
	gj_kit_sample(&office);
	expect(0, "printf 'officers = 2\\nf.officers :at_least(2)\\n' | \"$GUIJU\" repl wuhan-2022",
	       "\nmet\n");
	expect(0,
	       "printf '保密员人数 = 1\\n\\n# x\\nf.officers :at_least(2)\\nquit\\nnonsense(' | "
	       "\"$GUIJU\" repl wuhan-2022",
	       "\nnot met\n");
	expect(0, "\"$GUIJU\" repl wuhan-2022 --try 'f.oficers :at_least(2)'", "[E203]");
	expect(0, "\"$GUIJU\" repl wuhan-2022 --try '}, os.exit('", "[E101]");
	expect(0, "\"$GUIJU\" repl wuhan-2022 --try 'officers = many'", "not a number");
	expect(0, "\"$GUIJU\" repl wuhan-2022 --try help", "category station");
	expect(0,
	       "\"$GUIJU\" repl wuhan-2022 --try 'trainings = 0' --try '+ held_on = 2022-03-01' "
	       "--try 'f.trainings :count() :equals(1)'",
	       "\nmet\n");
	expect(0,
	       "\"$GUIJU\" repl wuhan-2022 --try 'category station' --try 'served = 58' "
	       "--try 'f.served :more_than(57)'",
	       "\nmet\n");
	expect(0,
	       "\"$GUIJU\" repl wuhan-2022 --application 91420111MA9X500193 --try "
	       "'f.name :given()'",
	       "91420111MA9X500193\nmet\n");
	/* What is typed goes before what is stored; and is forgotten again. */
	expect(0,
	       "\"$GUIJU\" repl wuhan-2022 --application 91420111MA9X500193 --try 'officers = 77' "
	       "--try 'f.officers :equals(77)' --try forget --try 'f.officers :equals(77)'",
	       "\nmet\n");
	expect(
	    0,
	    "\"$GUIJU\" repl wuhan-2022 --as-of 2022-06-30 --try 'accepted_on = 2022-06-30' --try "
	    "'f.accepted_on :at_least(reference_date)'",
	    "judged at 2022-06-30\nmet\n");
	gj_kit_err(&office, 3, "repl wuhan-2022 --application nobody", "no application \"nobody\"");
	gj_kit_err(&office, 3, "repl nowhere/", "nowhere");
}
END_TEST

/* --- next year --- */

START_TEST(test_new_year)
{
	gj_kit_out(&office, 0,
	           "new-year rules/wuhan-2022 wuhan-2023 --from 2023-01-01 --to 2023-12-31",
	           "extends wuhan-2022");
	gj_kit_out(&office, 0, "check rules/wuhan-2023", "31 checks in 3 categories");
	gj_kit_shell(&office, "grep -q 'year = 2023' rules/wuhan-2023/policy.lua;"
	                      "grep -q 'from = day \"2023-01-01\", to = day \"2023-12-31\"' "
	                      "rules/wuhan-2023/policy.lua");
	gj_kit_err(&office, 3, "new-year rules/wuhan-2022 wuhan-2023 --from 2023-01-01",
	           "is there already");
	gj_kit_err(&office, 2, "new-year rules/wuhan-2022 x --from 2023-01-01 --to 2022-01-01",
	           "--to");
	gj_kit_err(&office, 3, "new-year rules/nothing x --from 2023-01-01", "nothing");
	/* And the year after that one. */
	gj_kit_expect(&office, 0, "new-year rules/wuhan-2023 wuhan-2024 --from 2024-01-01");
	gj_kit_out(&office, 0, "check rules/wuhan-2024", "31 checks");
}
END_TEST

/* --- several policies at once --- */

static void versions(void)
{
	gj_kit_shell(
	    &office,
	    "for n in new renewal; do cp -r rules/wuhan-2022 rules/$n;"
	    "sed -i \"s/policy \\\"wuhan-2022\\\" {/policy \\\"$n\\\" { cases = { \\\"$n\\\" }, "
	    "in_force = { from = day \\\"2022-01-01\\\", to = day \\\"2022-12-31\\\" },/\" "
	    "rules/$n/policy.lua;"
	    "sed -i 's/^facts \"\\(enterprise\\|station\\)\" {/&\\n  one_of \"kind\" { zh = "
	    "\"申报类型\", "
	    "en = \"Kind\", role = \"case\", option \"new\" { zh = \"新申报\", en = \"new\" }, "
	    "option \"renewal\" { zh = \"复核\", en = \"renewal\" } },/' rules/$n/facts.lua; done");
	/* Two of three applicants say which they are: one new, one for renewal. */
	gj_kit_shell(
	    &office,
	    "printf '统一社会信用代码,企业名称,所属区局,申报类型,保密员人数\\n"
	    "91420100MA9X100170,甲,江岸,新申报,2\\n91420111MA9X500193,乙,江岸,复核,2\\n' > "
	    "kinds.csv;"
	    "head -n 3 data/contacts.csv > /dev/null");
}

START_TEST(test_several_policies)
{
	versions();
	gj_kit_expect(&office, 0, "import enterprise kinds.csv --rules new");
	gj_kit_out(&office, 0, "evaluate new renewal --as-of 2022-11-30 --dry-run",
	           "new: Demonstration enterprises: 1 judged");
	gj_kit_out(&office, 0, "evaluate new renewal --as-of 2022-11-30",
	           "renewal: Demonstration enterprises: 1 judged");
	gj_kit_out(&office, 1, "evaluate new --as-of 2022-11-30",
	           "not covered: 1 of enterprise 2022");
	gj_kit_err(&office, 2, "evaluate new renewal new --as-of 2022-11-30", "both new");
	gj_kit_err(&office, 2, "evaluate new wuhan-2022 --as-of 2022-11-30", "both new");
	gj_kit_err(&office, 2, "evaluate new renewal --as-of 2023-01-01", "no policy is in force");
	gj_kit_expect(&office, 0, "evaluate new renewal --as-of 2022-12-31");
	gj_kit_expect(&office, 0, "evaluate new renewal --as-of 2022-01-01");
	gj_kit_shell(
	    &office,
	    "sqlite3 guiju.db 'select count(distinct version) from decision' | grep -qx 2");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193", "policy: renewal");
}
END_TEST

START_TEST(test_cases_need_a_fact)
{
	gj_kit_edit(&office, "rules/wuhan-2022/policy.lua", "year   = 2022,",
	            "year   = 2022, cases = { \"new\" },");
	gj_kit_out(&office, 1, "check rules/wuhan-2022", "[E406]");
	versions();
	gj_kit_shell(&office,
	             "sed -i 's/cases = { \"new\" }/cases = { \"nwe\" }/' rules/new/policy.lua");
	gj_kit_out(&office, 1, "check rules/new", "[E206]");
}
END_TEST

/* --- other days --- */

static void import_at(const char *officers, const char *day)
{
	char script[600];

	snprintf(
	    script, sizeof script,
	    "printf "
	    "'统一社会信用代码,企业名称,所属区局,保密员人数\\n91420111MA9X500193,乙,江岸,%s\\n' > "
	    "one.csv; \"$GUIJU\" import enterprise one.csv --rules wuhan-2022 --valid-from %s",
	    officers, day);
	gj_kit_shell(&office, script);
}

START_TEST(test_other_days)
{
	struct gj_run_result r;
	json_t *root, *asked;

	import_at("5", "2022-03-01");
	gj_kit_err(&office, 3, "explain 91420111MA9X500193 --facts-as-of 2022-06-30", "no rules");
	gj_kit_expect(&office, 0, "evaluate --as-of 2022-11-30");
	import_at("9", "2022-08-01");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --facts-as-of 2022-07-31",
	           "officers: 5");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --facts-as-of 2022-08-01",
	           "officers: 9");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --facts-as-of 2022-08-01", "not stored");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193", "officers: 5");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --rules-as-of 2022-12-31",
	           "reference date: 2022-12-31");
	gj_kit_err(&office, 3, "explain 91420111MA9X500193 --facts-as-of 2022-02-28",
	           "the first hold from 2022-03-01");
	gj_kit_err(&office, 3, "explain 91420111MA9X500193 --known-at 2022-12-31",
	           "no facts were recorded by 2022-12-31");
	r = gj_kit_run(&office,
	               "explain 91420111MA9X500193 --facts-as-of 2022-07-31 --format json");
	root = json_loads(r.out, 0, NULL);
	asked = json_object_get(root, "asked");
	ck_assert_str_eq(json_string_value(json_object_get(asked, "facts_as_of")), "2022-07-31");
	ck_assert_str_eq(json_string_value(json_object_get(asked, "rules_as_of")), "2022-11-30");
	ck_assert_str_eq(json_string_value(json_object_get(asked, "valid_from")), "2022-03-01");
	ck_assert(json_is_null(json_object_get(asked, "known_at")));
	json_decref(root);
	gj_run_free(&r);
}
END_TEST

/* Two sets of rules in one database: each day has its own. */
START_TEST(test_other_rules)
{
	gj_kit_shell(
	    &office,
	    "sed -i 's/year   = 2022,/year   = 2022, in_force = { from = day \"2022-01-01\", to "
	    "= day "
	    "\"2022-06-30\" },/' rules/wuhan-2022/policy.lua; cp -r rules/wuhan-2022 rules/later;"
	    "sed -i 's/policy \"wuhan-2022\"/policy \"later\"/; s/\"2022-01-01\", to = day "
	    "\"2022-06-30\"/\"2022-07-01\"/' rules/later/policy.lua");
	gj_kit_edit(&office, "rules/later/enterprise.lua", "f.officers :at_least(1)",
	            "f.officers :at_least(7)");
	import_at("5", "2022-03-01");
	gj_kit_expect(&office, 0, "evaluate wuhan-2022 later --as-of 2022-06-30");
	gj_kit_expect(&office, 0, "evaluate wuhan-2022 later --as-of 2022-07-01");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --rules-as-of 2022-06-30",
	           "policy: wuhan-2022");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --rules-as-of 2022-07-01",
	           "less than 7");
	gj_kit_err(&office, 3, "explain 91420111MA9X500193 --rules-as-of 2021-12-31", "no rules");
}
END_TEST

/* What bars by itself comes before what the document says before it. */
START_TEST(test_veto_reported_first)
{
	struct gj_run_result r;
	const char *veto, *other;

	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "f.officers :at_least(7)");
	gj_kit_shell(
	    &office,
	    "echo 'criterion \"enterprise.9\" { zh = \"否决\", en = \"Barred\", clause = \"九\", "
	    "veto \"v\" { zh = \"人数\", en = \"Too many\", facts \"enterprise\".officers "
	    ":at_least(3) } }' "
	    "> rules/wuhan-2022/zz.lua");
	import_at("5", "2022-03-01");
	gj_kit_expect(&office, 0, "evaluate --as-of 2022-11-30");
	r = gj_kit_run(&office, "explain 91420111MA9X500193");
	veto = strstr(r.out, "Too many (bars by itself)");
	other = strstr(r.out, "less than 7");
	ck_assert_msg(veto && other && veto < other, "%s", r.out);
	gj_run_free(&r);
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --format json", "\"veto\": true");
}
END_TEST

/* A cap stands beside the target, where it is said. */
START_TEST(test_cap_reported)
{
	gj_kit_edit(&office, "rules/wuhan-2022/targets.lua", "city = 100,",
	            "city = 100, cap = 120,");
	import_at("5", "2022-03-01");
	gj_kit_expect(&office, 0, "evaluate --as-of 2022-11-30");
	gj_kit_out(&office, 0, "report targets",
	           "the city's target is 100, at most 120; eligible 0");
	gj_kit_out(&office, 0, "report targets --format json", "\"cap\": 120");
	gj_kit_shell(&office, "\"$GUIJU\" doc rules/wuhan-2022 --lang en | grep -q 'At most'");
}
END_TEST

START_TEST(test_validity_explained)
{
	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "\nlocal f = facts \"enterprise\"",
	            "\nvalidity { years(1), from = \"approved_on\", renew = months(1) }\nlocal f = "
	            "facts \"enterprise\"");
	gj_kit_shell(
	    &office,
	    "printf "
	    "'统一社会信用代码,企业名称,所属区局,市局认定日期\\n91420111MA9X500193,乙,江岸,"
	    "2021-12-31\\n' > one.csv; \"$GUIJU\" import enterprise one.csv --rules wuhan-2022");
	gj_kit_expect(&office, 0, "evaluate --as-of 2022-11-29");
	gj_kit_out(
	    &office, 0, "explain 91420111MA9X500193",
	    "valid until: 2022-12-31, to be renewed from 2022-11-30 on; at the reference date in "
	    "force\n");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --rules-as-of 2022-11-30",
	           "may be renewed");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --rules-as-of 2022-12-31 --format json",
	           "\"state\": \"renewable\"");
	gj_kit_out(&office, 0, "explain 91420111MA9X500193 --rules-as-of 2023-01-01", "lapsed");
}
END_TEST

Suite *suite_author(void)
{
	Suite *s = suite_create("cli/author");
	TCase *t = tcase_create("author");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_add_test(t, test_fix);
	tcase_add_test(t, test_fix_leaves);
	tcase_add_test(t, test_sarif);
	tcase_add_test(t, test_pages);
	tcase_add_test(t, test_costs);
	tcase_add_test(t, test_readings_as_csv);
	tcase_add_test(t, test_repl);
	tcase_add_test(t, test_new_year);
	tcase_add_test(t, test_several_policies);
	tcase_add_test(t, test_cases_need_a_fact);
	tcase_add_test(t, test_other_days);
	tcase_add_test(t, test_other_rules);
	tcase_add_test(t, test_veto_reported_first);
	tcase_add_test(t, test_cap_reported);
	tcase_add_test(t, test_validity_explained);
	suite_add_tcase(s, t);
	return s;
}
