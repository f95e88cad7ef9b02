/* check_policy.c: guiju policy diff: what an amendment does is said, and whom it concerns. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The kind of that check; *check, unless NULL, is the whole and stays as long as the root. */
static const char *kind_in(json_t *root, const char *id, json_t **check)
{
	size_t i;
	json_t *c;

	json_array_foreach(json_object_get(root, "checks"), i,
	                   c) if (strcmp(json_string_value(json_object_get(c, "id")), id) == 0)
	{
		if (check)
			*check = c;
		return json_string_value(json_object_get(c, "kind"));
	}
	ck_abort_msg("no check %s", id);
}

static json_t *diff(int status, const char *line)
{
	struct gj_run_result r = gj_kit_run(&office, line);
	json_t *root = json_loads(r.out, JSON_REJECT_DUPLICATES, NULL);

	ck_assert_msg(r.status == status && root, "guiju %s: exit %d\n%s%s", line, r.status, r.out,
	              r.err);
	gj_run_free(&r);
	return root;
}

START_TEST(test_same)
{
	gj_kit_out(&office, 0, "policy diff rules/wuhan-2022 rules/wuhan-2022", "unchanged 31\n");
	gj_kit_shell(&office,
	             "cp -r \"$GUIJU_TOP/tests/data/language\" language; chmod -R u+w language;");
	gj_kit_shell(&office, "cp -r language again");
	/* Every construct and every function of the language is the same as itself. */
	gj_kit_out(&office, 0, "policy diff language again", "Both have the same effect.");
}
END_TEST

static void edit(const char *from, const char *to)
{
	gj_kit_edit(&office, "changed/enterprise.lua", from, to);
}

START_TEST(test_kinds)
{
	json_t *root, *check;

	gj_kit_shell(&office, "cp -r rules/wuhan-2022 changed");
	edit("f.officers :at_least(1)", "f.officers :at_least(2)");
	root = diff(1, "policy diff rules/wuhan-2022 changed --format json");
	ck_assert_str_eq(kind_in(root, "enterprise.1.c", &check), "stricter");
	ck_assert(json_is_object(json_object_get(check, "only_before")));
	ck_assert(!json_object_get(check, "only_after"));
	ck_assert_str_eq(kind_in(root, "enterprise.1.a", NULL), "unchanged");
	ck_assert(json_is_false(json_object_get(root, "same_effect")));
	json_decref(root);
	root = diff(1, "policy diff changed rules/wuhan-2022 --format json");
	ck_assert_str_eq(kind_in(root, "enterprise.1.c", NULL), "looser");
	json_decref(root);
	/* The same said otherwise is the same. */
	edit("f.officers :at_least(2)", "f.officers :more_than(0)");
	root = diff(0, "policy diff rules/wuhan-2022 changed --format json");
	ck_assert_str_eq(kind_in(root, "enterprise.1.c", NULL), "wording");
	ck_assert(json_is_true(json_object_get(root, "same_effect")));
	json_decref(root);
	edit("f.officers :more_than(0)", "f.officers :at_most(5)");
	gj_kit_out(&office, 1, "policy diff rules/wuhan-2022 changed",
	           "stricter for some, looser for others (enterprise.1.c)");
}
END_TEST

START_TEST(test_amended_year)
{
	json_t *root, *check, *facts;

	gj_kit_shell(&office,
	             "cp -r \"$GUIJU_TOP/rules/example-wuhan-2023\" rules/; chmod -R u+w rules");
	root = diff(1, "policy diff rules/wuhan-2022 rules/example-wuhan-2023 --format json");
	ck_assert_str_eq(kind_in(root, "enterprise.1.c", &check), "stricter");
	check = json_object_get(check, "only_before");
	/* In force at all, and after the second officer became due. */
	ck_assert_int_ge(strcmp(json_string_value(json_object_get(check, "on")), "2023-07-01"), 0);
	facts = json_object_get(check, "facts");
	ck_assert_uint_eq(json_array_size(facts), 1);
	ck_assert_str_eq(json_string_value(json_object_get(json_array_get(facts, 0), "fact")),
	                 "officers");
	ck_assert_str_eq(kind_in(root, "enterprise.6", NULL), "new");
	ck_assert_str_eq(kind_in(root, "station.5", NULL), "repealed");
	ck_assert_str_eq(kind_in(root, "station.6.b", &check), "looser");
	ck_assert(json_is_object(json_object_get(check, "only_after")));
	ck_assert_str_eq(kind_in(root, "enterprise.2", NULL), "unchanged");
	json_decref(root);
	gj_kit_out(&office, 1, "policy diff rules/wuhan-2022 rules/example-wuhan-2023",
	           "target enterprise, city: 100 → 120");
	gj_kit_out(&office, 1, "policy diff rules/wuhan-2022 rules/example-wuhan-2023 --lang zh",
	           "仅wuhan-2022于2023-07-01认可");
}
END_TEST

/* One edit of the 2022 policy, and what is said of it. */
static const struct change {
	const char *file, *from, *to;
	const char *then_file, *then_from,
	    *then_to;          /* a second edit that belongs to it; NULL: none */
	const char *id, *kind; /* of the check that shows it; NULL: none does */
	bool before, after;    /* there are facts that only this one accepts */
	const char *says;      /* in the text */
	int status;
} changes[] = {
	/* a threshold, an operator */
	{ .file = "enterprise.lua",
	  .from = "officers :at_least(1)",
	  .to = "officers :more_than(1)",
	  .id = "enterprise.1.c",
	  .kind = "stricter",
	  .before = true,
	  .says = "only rules/wuhan-2022 accepts on 2022-11-30: Confidentiality officers: 1",
	  .status = 1 },
	{ .file = "station.lua",
	  .from = "more_than(percent(30)",
	  .to = "at_least(percent(30)",
	  .id = "station.6.c",
	  .kind = "looser",
	  .after = true,
	  .says = "only changed accepts on 2022-11-30: Enterprises doing protection work: 9; "
	          "Enterprises served: 30\n",
	  .status = 1 },
	/* moved to another place: the same for everybody */
	{ .file = "enterprise.lua",
	  .from = "check \"d\" { zh = \"工作职责\"",
	  .to = "check \"x\" { zh = \"工作职责\"",
	  .id = "enterprise.1.x",
	  .kind = "wording",
	  .says = "it was enterprise.1.d before",
	  .status = 0 },
	/* a label */
	{ .file = "enterprise.lua",
	  .from = "zh = \"领导机构\"",
	  .to = "zh = \"领导小组\"",
	  .id = "enterprise.1.a",
	  .kind = "wording",
	  .says = "wording only 1",
	  .status = 0 },
	/* a fact under another key is another fact */
	{ .file = "facts.lua",
	  .from = "\"officers\"",
	  .to = "\"keepers\"",
	  .then_file = "enterprise.lua",
	  .then_from = "f.officers",
	  .then_to = "f.keepers",
	  .id = "enterprise.1.c",
	  .kind = "incomparable",
	  .before = true,
	  .after = true,
	  .says = "fact enterprise.keepers: - → enterprise.keepers",
	  .status = 1 },
	/* a unit */
	{ .file = "facts.lua",
	  .from = "unit = \"万元\", decimals = 6",
	  .to = "unit = \"元\", decimals = 6",
	  .id = "enterprise.2",
	  .kind = "undecided",
	  .says = "the fact budget is another kind of fact now",
	  .status = 1 },
	/* an option: who cannot say it yet is not judged by it; what accepts it, accepts more */
	{ .file = "facts.lua",
	  .from = "evidence = { zh = \"设立或指定部门的文件\", "
	          "en = \"document naming the department\" },",
	  .to = "option \"shared\" { zh = \"共设\", en = \"shared\" },",
	  .id = "enterprise.1.b",
	  .kind = "unchanged",
	  .says =
	      "fact enterprise.dept_mode, options: own attached none → shared own attached none",
	  .status = 1 },
	{ .file = "facts.lua",
	  .from = "evidence = { zh = \"设立或指定部门的文件\", "
	          "en = \"document naming the department\" },",
	  .to = "option \"shared\" { zh = \"共设\", en = \"shared\" },",
	  .then_file = "enterprise.lua",
	  .then_from = "{ \"own\", \"attached\" }",
	  .then_to = "{ \"own\", \"attached\", \"shared\" }",
	  .id = "enterprise.1.b",
	  .kind = "looser",
	  .after = true,
	  .says = "Department: shared",
	  .status = 1 },
	/* a period */
	{ .file = "enterprise.lua",
	  .from = ":none_within(years(2), reading \"infringement_anchor\",\n",
	  .to = ":none_within(years(3), reading \"infringement_anchor\",\n",
	  .id = "enterprise.5.c",
	  .kind = "stricter",
	  .before = true,
	  .says = "act on",
	  .status = 1 },
	/* a reading that rules ask for, and one that is only noted down */
	{ .file = "readings.lua",
	  .from = "taken = \"served_only\"",
	  .to = "taken = \"any_enterprise\"",
	  .id = "station.6.b",
	  .kind = "incomparable",
	  .before = true,
	  .after = true,
	  .says = "taken: served_only → any_enterprise",
	  .status = 1 },
	{ .file = "readings.lua",
	  .from = "taken = \"city_target\"",
	  .to = "taken = \"floor_sum\"",
	  .says = "taken: city_target → floor_sum (without effect by itself)",
	  .status = 0 },
	/* apart from the conditions */
	{ .file = "targets.lua",
	  .from = "city = 100",
	  .to = "city = 101",
	  .says = "target enterprise, city: 100 → 101\n",
	  .status = 1 },
	{ .file = "timeline.lua",
	  .from = "end_of \"2022-10\"",
	  .to = "end_of \"2022-09\"",
	  .says = "phase incubation, ends: 2022-10-31 → 2022-09-30\n",
	  .status = 1 },
};

START_TEST(test_one_change)
{
	const struct change *c = &changes[_i];
	char file[64], then[64];
	json_t *root, *check = NULL;

	gj_kit_shell(&office, "cp -r rules/wuhan-2022 changed");
	snprintf(file, sizeof file, "changed/%s", c->file);
	gj_kit_edit(&office, file, c->from, c->to);
	if (c->then_file) {
		snprintf(then, sizeof then, "changed/%s", c->then_file);
		gj_kit_edit(&office, then, c->then_from, c->then_to);
	}
	root = diff(c->status, "policy diff rules/wuhan-2022 changed --format json");
	if (c->id) {
		const char *kind = kind_in(root, c->id, &check);

		if (c->kind)
			ck_assert_str_eq(kind, c->kind);
		ck_assert_int_eq(json_object_get(check, "only_before") != NULL, c->before);
		ck_assert_int_eq(json_object_get(check, "only_after") != NULL, c->after);
	}
	json_decref(root);
	gj_kit_out(&office, c->status, "policy diff rules/wuhan-2022 changed", c->says);
	gj_kit_expect(&office, c->status, "policy diff rules/wuhan-2022 changed --lang zh");
	/* The other way round: what was lost is gained. */
	root = diff(c->status, "policy diff changed rules/wuhan-2022 --format json");
	if (c->kind && (strcmp(c->kind, "stricter") == 0 || strcmp(c->kind, "looser") == 0))
		ck_assert_str_eq(kind_in(root, c->id, NULL),
		                 *c->kind == 's' ? "looser" : "stricter");
	json_decref(root);
}
END_TEST

START_TEST(test_usage)
{
	gj_kit_err(&office, 2, "policy same rules/wuhan-2022 rules/wuhan-2022", "diff A B");
	gj_kit_err(&office, 2, "policy diff rules/wuhan-2022 rules/wuhan-2022 --format xml",
	           "text or json");
	gj_kit_err(&office, 3, "policy diff rules/wuhan-2022 nowhere", "nowhere");
	gj_kit_err(&office, 3, "policy diff nowhere rules/wuhan-2022", "nowhere");
	gj_kit_err(&office, 2, "policy diff rules/wuhan-2022", "diff A B");
	gj_kit_shell(&office,
	             "cp -r rules/wuhan-2022 broken; echo 'criterion \"' >> broken/station.lua");
	gj_kit_err(&office, 3, "policy diff rules/wuhan-2022 broken", "station.lua");
}
END_TEST

Suite *suite_policy(void)
{
	Suite *s = suite_create("cli/policy");
	TCase *t = tcase_create("policy");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_add_test(t, test_same);
	tcase_add_test(t, test_kinds);
	tcase_add_test(t, test_amended_year);
	tcase_add_loop_test(t, test_one_change, 0, sizeof changes / sizeof *changes);
	tcase_add_test(t, test_usage);
	suite_add_tcase(s, t);
	return s;
}
