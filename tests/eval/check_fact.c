/* check_fact.c: facts by key and role, options by every spelling. */
#include "engine/eval/fact.h"
#include "tests/eval/suites.h"

#include <string.h>

static const char *const east_lake[] = { "东湖高新", "东湖新技术开发区", NULL };
static const struct gj_option bureaus[] = {
	{ .key = "jiangan", .label = { "江岸", "Jiang'an District" } },
	{ .key = "donghu", .label = { "东湖", NULL }, .aliases = east_lake, .n_aliases = 2 },
	{ .key = "Odd", .label = { NULL, "Odd" } },
	{ .key = "odd", .label = { "奇", "" } },
};
static const struct gj_fact fields[] = { { .key = "held_on", .type = GJ_FACT_DATE },
	                                 { .key = "scope", .type = GJ_FACT_ONE_OF } };
static struct gj_fact items[] = {
	{ .key = "code", .type = GJ_FACT_CODE, .role = GJ_ROLE_SUBJECT },
	{ .key = "bureau",
	  .type = GJ_FACT_ONE_OF,
	  .role = GJ_ROLE_BUREAU,
	  .options = bureaus,
	  .n_options = 4 },
	{ .key = "trainings", .type = GJ_FACT_LIST, .fields = fields, .n_fields = 2 },
};
static const struct gj_facts facts = { "enterprise", items, 3 };

START_TEST(find)
{
	ck_assert_ptr_eq(gj_facts_find(&facts, "trainings"), &items[2]);
	ck_assert_ptr_null(gj_facts_find(&facts, "training"));
	ck_assert_ptr_null(gj_facts_find(&facts, ""));
	ck_assert_ptr_eq(gj_facts_role(&facts, GJ_ROLE_BUREAU), &items[1]);
	ck_assert_ptr_null(gj_facts_role(&facts, GJ_ROLE_NAME));
	ck_assert_ptr_eq(gj_fact_field(&items[2], "scope"), &fields[1]);
	ck_assert_ptr_null(gj_fact_field(&items[2], "held"));
	ck_assert_ptr_null(gj_fact_field(&items[0], "scope"));
}
END_TEST

START_TEST(option)
{
	static const struct {
		const char *text;
		int option;
	} cases[] = {
		{ "jiangan", 0 },
		{ "JIANGAN", 0 },
		{ "ｊｉａｎｇａｎ", 0 },
		{ "江岸", 0 },
		{ "江 岸", 0 },
		{ "江　岸：", 0 },
		{ "jiang'an district", 0 },
		{ "Jiang'anDistrict", 0 },
		{ "东湖", 1 },
		{ "东湖高新", 1 },
		{ "东湖新技术 开发区", 1 },
		{ "Odd", 2 },
		{ "odd", 3 },
		{ "ODD", 2 }, /* the key itself goes first */
		{ "江", -1 },
		{ "江岸区", -1 },
		{ "", -1 },
		{ "*:", -1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(gj_fact_option(&items[1], cases[i].text, strlen(cases[i].text)) ==
		                  cases[i].option,
		              "'%s'", cases[i].text);
}
END_TEST

START_TEST(option_of_any_length)
{
	char text[600];

	memset(text, ' ', sizeof text);
	memcpy(text, "odd", 3);
	ck_assert_int_eq(gj_fact_option(&items[1], text, 256), 2);
	ck_assert_int_eq(gj_fact_option(&items[1], text, sizeof text), -1);
	ck_assert_int_eq(gj_fact_option(&items[1], "jianganX", 7), 0);
	ck_assert_int_eq(gj_fact_option(&items[0], "odd", 3), -1);
}
END_TEST

START_TEST(type_names)
{
	static const char *const names[] = { "yes_no", "count",  "amount",    "date", "text",
		                             "code",   "one_of", "judgement", "list" };

	for (int i = GJ_FACT_YES_NO; i <= GJ_FACT_LIST; i++)
		ck_assert_str_eq(gj_fact_type_name((enum gj_fact_type)i), names[i]);
}
END_TEST

Suite *suite_fact(void)
{
	Suite *s = suite_create("eval/fact");
	TCase *t = tcase_create("fact");

	tcase_add_test(t, find);
	tcase_add_test(t, option);
	tcase_add_test(t, option_of_any_length);
	tcase_add_test(t, type_names);
	suite_add_tcase(s, t);
	return s;
}
