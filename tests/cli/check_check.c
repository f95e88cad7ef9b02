/* check_check.c: guiju check as policy staff and their editors see it. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* The findings as JSON; each has exactly the six members. */
static json_t *findings(int status)
{
	struct gj_run_result r = gj_kit_run(&office, "check rules/wuhan-2022 --format json");
	json_t *all = json_loads(r.out, JSON_REJECT_DUPLICATES, NULL), *item;
	size_t i;

	ck_assert_int_eq(r.status, status);
	ck_assert_msg(json_is_array(all), "%s", r.out);
	json_array_foreach(all, i, item)
	{
		ck_assert_uint_eq(json_object_size(item), 6);
		ck_assert(json_is_string(json_object_get(item, "code")));
		ck_assert(json_is_string(json_object_get(item, "severity")));
		ck_assert(json_is_string(json_object_get(item, "file")));
		ck_assert(json_is_integer(json_object_get(item, "line")));
		ck_assert(json_is_string(json_object_get(item, "message")));
		ck_assert(json_is_string(json_object_get(item, "hint")));
	}
	gj_run_free(&r);
	return all;
}

static const char *member(const json_t *all, size_t i, const char *key)
{
	return json_string_value(json_object_get(json_array_get(all, i), key));
}

/* The 2022 policy as it stands: one warning, naming the sum of the floors and the target. */
START_TEST(test_sound)
{
	json_t *all = findings(0);

	ck_assert_uint_eq(json_array_size(all), 1);
	ck_assert_str_eq(member(all, 0, "severity"), "warning");
	ck_assert_str_eq(member(all, 0, "file"), "targets.lua");
	ck_assert_ptr_nonnull(strstr(member(all, 0, "message"), "23"));
	ck_assert_ptr_nonnull(strstr(member(all, 0, "message"), "20"));
	json_decref(all);
}
END_TEST

/* What a policy clerk may well get wrong in the real files: the place and the mend are named. */
START_TEST(test_slips)
{
	static const struct {
		const char *file, *from, *to;
		const char *says; /* in the message or the hint */
	} slips[] = {
		{ "enterprise.lua", "f.officers :at_least(1)", "f.oficers :at_least(1)",
		  "officers" },
		{ "enterprise.lua", "f.officers :at_least(1)", "f.officers :at_leest(1)",
		  "at_least" },
		{ "enterprise.lua", "f.officers :at_least(1)", "f.officers :at_least(1.5)", "1.5" },
		{ "enterprise.lua", "f.officers :at_least(1)", "f.officers :holds()", "holds" },
		{ "enterprise.lua", "f.officers :at_least(1)", "f.officers :at_least（1）", "（" },
		{ "enterprise.lua", "f.officers :at_least(1)",
		  "f.officers :at_least(5), f.officers :less_than(5)", "never" },
		{ "enterprise.lua", "clause = \"二(一)1\",", "", "clause" },
		{ "enterprise.lua", "criterion \"2\"", "critrion \"2\"", "criterion" },
		{ "station.lua", "after = \"enterprise\"", "after = \"enterprize\"", "enterprise" },
		{ "targets.lua", "\"donghu_scenic\"", "\"donghu_scenik\"", "donghu_scenic" },
		{ "timeline.lua", "end_of \"2022-11\"", "end_of \"2022-09\"", "" },
		{ "facts.lua", "count  \"officers\"", "count  \"officers_\"", "officers_" },
	};

	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		char path[128];
		struct gj_run_result r;
		char place[160];

		gj_kit_close(&office);
		gj_kit_open(&office);
		snprintf(path, sizeof path, "rules/wuhan-2022/%s", slips[i].file);
		gj_kit_edit(&office, path, slips[i].from, slips[i].to);
		r = gj_kit_run(&office, "check rules/wuhan-2022");
		snprintf(place, sizeof place, "rules/wuhan-2022/%s:", slips[i].file);
		ck_assert_msg(strstr(r.out, slips[i].says) != NULL, "%s: no \"%s\" in\n%s",
		              slips[i].to, slips[i].says, r.out);
		if (strcmp(slips[i].file, "facts.lua") != 0)
			ck_assert_msg(strstr(r.out, place) != NULL, "%s: no place in\n%s",
			              slips[i].to, r.out);
		if (strcmp(slips[i].file, "timeline.lua") != 0)
			ck_assert_msg(r.status == 1, "%s: exit %d\n%s", slips[i].to, r.status,
			              r.out);
		gj_run_free(&r);
	}
}
END_TEST

START_TEST(test_errors_as_json)
{
	json_t *all;

	gj_kit_edit(&office, "rules/wuhan-2022/enterprise.lua", "f.officers :at_least(1)",
	            "f.oficers :at_least(1)");
	all = findings(1);
	ck_assert_uint_ge(json_array_size(all), 2);
	json_decref(all);
}
END_TEST

START_TEST(test_program)
{
	gj_kit_out(&office, 0, "check rules/wuhan-2022 --program", "officers");
	gj_kit_out(&office, 0, "check rules/wuhan-2022 --program", "SHARE");
	gj_kit_out(&office, 0, "check wuhan-2022", "31 checks in 3 categories");
}
END_TEST

Suite *suite_check(void)
{
	Suite *s = suite_create("cli/check");
	TCase *t = tcase_create("check");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_add_test(t, test_sound);
	tcase_add_test(t, test_slips);
	tcase_add_test(t, test_errors_as_json);
	tcase_add_test(t, test_program);
	suite_add_tcase(s, t);
	return s;
}
