/* check_load.c: many files, one policy. */
#include <string.h>

#include "tests/policy/kit.h"
#include "tests/policy/suites.h"

static const char rules[] = KIT_CHECK("f.officers:at_least(1)");

START_TEST(test_good)
{
	struct kit k;
	char hash[GJ_DIGEST_TEXT];

	kit_load_beside(&k, rules);
	kit_expect(&k, "", 0, "a good policy");
	ck_assert_int_eq(k.rc, 0);
	ck_assert_str_eq(k.policy->id, "test-2022");
	ck_assert_int_eq(k.policy->year, 2022);
	gj_fileset_hash(&k.files, hash);
	ck_assert_str_eq(k.policy->hash, hash);
	kit_free(&k);
}
END_TEST

/* facts.lua comes before a.lua, which comes before z.lua. */
START_TEST(test_order)
{
	static const struct kit_file files[] = {
		{ "a.lua", "assert(programme_year == 2022 and order == 'f') order = 'a'" },
		{ "z.lua", "assert(order == 'ab') order = 'abz'" },
		{ "b.lua", "order = order .. 'b'" },
		{ "facts.lua", "order = 'f'" },
		{ "policy.lua", "policy \"p\" { zh = \"a\", en = \"b\", year = 2022 }" },
		{ 0 },
	};
	struct kit k;

	kit_load(&k, files, NULL);
	ck_assert_ptr_null(kit_find(&k, "E106", 0));
	kit_free(&k);
}
END_TEST

START_TEST(test_empty)
{
	static const struct kit_file files[] = { { "x.lua", "" }, { 0 } };
	static const struct kit_file none[] = { { 0 } };
	struct kit k;

	kit_load(&k, files, NULL);
	kit_expect_only(&k, "E401", 0, "an empty file");
	kit_free(&k);
	kit_load(&k, none, NULL);
	kit_expect_only(&k, "E401", 0, "no file");
	kit_free(&k);
}
END_TEST

/* One run names every mistake, each on its own line. */
START_TEST(test_many_findings)
{
	static const char text[] =
	    "local f = facts \"e\"\n"
	    "category \"e\" { zh = \"企\", en = \"E\", clause = \"1\" }\n"
	    "criterion \"1\" { zh = \"甲\", en = \"A\", clause = \"1\",\n"
	    "  check \"a\" { zh = \"甲\", en = \"A\", f.oficers:at_least(1) },\n"
	    "  check \"b\" { zh = \"甲\", en = \"A\", f.officers:at_leest(1) },\n"
	    "  check \"c\" { zh = \"甲\", f.body:at_least(1) },\n"
	    "  chek \"d\" { zh = \"甲\", en = \"A\", f.body:holds() },\n"
	    "  check \"e\" { zh = \"甲\", en = \"A\", f.budget:at_least(5) },\n"
	    "  check \"f\" { zh = \"甲\", en = \"A\", f.officers:at_least(one) },\n"
	    "}\n";
	static const struct {
		const char *code, *hint;
		int line;
	} wanted[] = {
		{ "E203", "officers", 4 }, { "E204", "at_least", 5 }, { "E301", "holds", 6 },
		{ "E403", "", 6 },         { "E201", "check", 7 },    { "E304", "quantity", 8 },
		{ "E201", "", 9 },
	};
	struct kit k;

	kit_load_beside(&k, text);
	ck_assert_uint_eq(k.findings.errors, sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		kit_expect(&k, wanted[i].code, wanted[i].line, text);
		ck_assert_ptr_nonnull(
		    strstr(kit_find(&k, wanted[i].code, wanted[i].line)->hint, wanted[i].hint));
	}
	kit_free(&k);
}
END_TEST

/* What a broken file would have declared is not reported as missing. */
START_TEST(test_no_noise)
{
	static const struct {
		const char *path, *text;
	} broken[] = {
		{ "facts.lua", "facts \"e\" {" },        { "readings.lua", "error('x')" },
		{ "policy.lua", "policy 'p' {{" },       { "bureaus.lua", "\xff" },
		{ "facts.lua", "local a = nil .. 'x'" },
	};
	static const char text[] =
	    KIT_CHECK("f.cases:none_within(years(2), reading \"anchor\", { by = \"act_on\" }),"
	              "f.founded_on:in_year(programme_year)") "target \"e\" { clause = \"1\", "
							      "counts = \"plaque\", city = 2, "
							      "floor(1) { \"north\" } }";
	struct kit_file files[6] = { { 0 } };
	struct kit k;

	for (int i = 0; i < 4; i++) {
		files[i] = kit_base[i];
		if (strcmp(files[i].path, broken[_i].path) == 0)
			files[i].text = broken[_i].text;
	}
	files[4] = (struct kit_file){ "x.lua", text };
	kit_load(&k, files, NULL);
	ck_assert_uint_eq(k.findings.errors, 1);
	ck_assert_str_eq(k.findings.items[0].file, broken[_i].path);
	kit_free(&k);
}
END_TEST

START_TEST(test_two_at_once)
{
	struct kit a, b;
	static const struct kit_file other[] = {
		{ "policy.lua", "policy \"other\" { zh = \"a\", en = \"b\", year = 2030 } x = 1" },
		{ 0 }
	};

	kit_load_beside(&a, rules);
	kit_load(&b, other, NULL);
	kit_expect_only(&b, "", 0, "another policy");
	ck_assert_str_eq(a.policy->id, "test-2022");
	ck_assert_str_eq(b.policy->id, "other");
	ck_assert_uint_eq(b.policy->n_bureaus, 0);
	kit_free(&a);
	ck_assert_int_eq(b.policy->year, 2030);
	kit_free(&b);
}
END_TEST

/* Places and names outlive the files that they came from. */
START_TEST(test_outlives_files)
{
	struct kit k;
	const struct gj_check *check;

	kit_load_beside(&k, rules);
	gj_fileset_fini(&k.files);
	gj_findings_fini(&k.findings);
	check = &k.policy->categories[0].checks[0];
	ck_assert_str_eq(check->place.file, "x.lua");
	ck_assert_int_eq(check->place.line, 2);
	ck_assert_str_eq(check->id, "e.1");
	gj_findings_init(&k.findings);
	gj_fileset_init(&k.files);
	kit_free(&k);
}
END_TEST

/* A place in a helper function of another file is the line that runs, not the line that calls. */
START_TEST(test_helper)
{
	static const struct kit_file files[] = {
		{ "a.lua", "function at_least_one(fact)\n  return fact:at_leest(1)\nend" },
		{ "b.lua", "local f = facts \"e\"\nlocal c = at_least_one(f.officers)" },
		{ "facts.lua", "facts \"e\" { count \"officers\" { zh = \"a\", en = \"b\" } }" },
		{ 0 },
	};
	struct kit k;

	kit_load(&k, files, NULL);
	kit_expect(&k, "E204", 2, "helper");
	ck_assert_str_eq(kit_find(&k, "E204", 2)->file, "a.lua");
	kit_free(&k);
}
END_TEST

START_TEST(test_accessors)
{
	static const char text[] =
	    "category \"late\" { zh = \"晚\", en = \"L\", clause = \"1\", after = \"mid\", "
	    "register = true }\n"
	    "category \"mid\" { zh = \"中\", en = \"M\", clause = \"1\", after = \"e\", register = "
	    "true }\n"
	    "facts \"late\" { code \"c\" { zh = \"a\", en = \"b\", role = \"subject\" }, text "
	    "\"n\" { zh = \"c\", en = \"d\", role = \"name\" }, one_of \"b\" { zh = \"e\", en = "
	    "\"f\", bureaus, role = \"bureau\" } }\n"
	    "facts \"mid\" { code \"c\" { zh = \"a\", en = \"b\", role = \"subject\" }, text \"n\" "
	    "{ zh = \"c\", en = \"d\", role = \"name\" }, one_of \"b\" { zh = \"e\", en = \"f\", "
	    "bureaus, role = \"bureau\" } }\n" KIT_CHECK(
		"f.officers:at_least(1)") "target \"e\" { clause = \"1\", counts = \"plaque\", "
					  "city = 2, floor(1) { \"north\", \"south\" } }";
	const struct gj_category *order[3];
	struct kit k;

	kit_load_beside(&k, text);
	kit_expect(&k, "", 0, "three categories");
	ck_assert_uint_eq(k.policy->n_categories, 3);
	gj_policy_order(k.policy, order);
	ck_assert_str_eq(order[0]->key, "e");
	ck_assert_str_eq(order[1]->key, "mid");
	ck_assert_str_eq(order[2]->key, "late");
	ck_assert_ptr_eq(gj_policy_category(k.policy, "mid"), order[1]);
	ck_assert_ptr_null(gj_policy_category(k.policy, "none"));
	ck_assert_int_eq(gj_policy_bureau(k.policy, "south"), 1);
	ck_assert_int_eq(gj_policy_bureau(k.policy, "west"), -1);
	ck_assert_int_eq(gj_policy_target(k.policy, "e")->city, 2);
	ck_assert_ptr_null(gj_policy_target(k.policy, "mid"));
	gj_policy_free(NULL);
	kit_free(&k);
}
END_TEST

Suite *suite_load(void)
{
	Suite *s = suite_create("load");
	TCase *t = tcase_create("load");

	tcase_add_test(t, test_good);
	tcase_add_test(t, test_order);
	tcase_add_test(t, test_empty);
	tcase_add_test(t, test_many_findings);
	tcase_add_loop_test(t, test_no_noise, 0, 5);
	tcase_add_test(t, test_two_at_once);
	tcase_add_test(t, test_outlives_files);
	tcase_add_test(t, test_helper);
	tcase_add_test(t, test_accessors);
	suite_add_tcase(s, t);
	return s;
}
