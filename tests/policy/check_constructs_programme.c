/* check_constructs_programme.c: constructs: targets, floors and caps, duties. See docs/constructs.md. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "engine/decide/tally.h"
#include "tests/policy/construct_kit.h"
#include "tests/policy/suites.h"

static const char facts[] =
    "count 'staff' { zh = '职工', en = 'Staff', unit = '人' },\n"
    "count 'trained' { zh = '受训', en = 'Trained', unit = '人' },\n"
    "date 'accepted' { zh = '受理', en = 'Accepted' },\n"
    "list 'cases' { zh = '案件', en = 'Cases', date 'on' { zh = '日期', en = 'On' } },";

#define RULES(conditions) \
	&(struct construct_rules) \
	{ \
		.facts = facts, .rules = ONE(conditions) \
	}
#define TARGET(rest) \
	(struct construct_rules) \
	{ \
		.facts = facts, \
		.rules = ONE("f.staff:at_least(1)") "\ntarget 'firm' { clause = '三', counts = " \
						    "'approval', " rest " }" \
	}

static struct gj_target target_of(struct kit *k, const struct construct_rules *r)
{
	construct_load(k, r);
	kit_expect(k, "", 0, r->rules);
	ck_assert_uint_eq(k->policy->n_targets, 1);
	return k->policy->targets[0];
}

START_TEST(test_floor_and_target_reject_nobody)
{
	struct construct_rules r = TARGET("floor(5) { 'east' }, city = 8");
	struct gj_tally_row rows[2] = { { .floor = 5, .results = { [GJ_ELIGIBLE] = 4 } },
		                        { .floor = GJ_FLOOR_NONE,
		                          .results = { [GJ_ELIGIBLE] = 9 } } };
	struct gj_target target;
	struct kit k;

	CONSTRUCT(&r, { "区局 = 东区; 职工 = 1", "整体符合" },
	          { "区局 = 西区; 职工 = 1", "整体符合" });
	target = target_of(&k, &r);
	ck_assert_int_eq(target.floors[0], 5);
	ck_assert_int_eq(target.floors[1], GJ_FLOOR_NONE); /* none, which is not zero */
	ck_assert_int_eq(target.city, 8);
	ck_assert_int_eq(target.cap, GJ_FLOOR_NONE); /* a target is no cap */
	ck_assert_int_eq(gj_tally_gap(&rows[0]), 1);
	ck_assert_int_eq(gj_tally_gap(&rows[1]), -1);
	kit_free(&k);
}
END_TEST

/* Districts roll up to the city: the sum of the floors, the target, and what is reached. */
START_TEST(test_targets_roll_up)
{
	struct construct_rules r = TARGET("floor(5) { 'east' }, floor(3) { 'west' }, city = 8");
	struct gj_tally_row rows[2] = { { .floor = 5, .results = { [GJ_ELIGIBLE] = 4 } },
		                        { .floor = 3, .results = { [GJ_ELIGIBLE] = 3 } } };
	struct gj_tally_total total;
	struct gj_target target;
	struct kit k;

	target = target_of(&k, &r);
	gj_tally_sum(&total, &target, rows, 2);
	ck_assert_int_eq(total.sum.floor, 8);
	ck_assert_int_eq(total.target, 8);
	ck_assert_int_eq(total.reached, 7);
	kit_free(&k);
}
END_TEST

START_TEST(test_floors_against_the_target)
{
	static const struct {
		int east;
		bool warned;
	} rows[] = { { 4, true }, { 5, false }, { 6, true } };
	char text[128];
	struct construct_rules r;
	struct kit k;

	for (size_t i = 0; i < 3; i++) {
		char rules[512];

		snprintf(text, sizeof text, "floor(%d) { 'east' }, floor(3) { 'west' }, city = 8",
		         rows[i].east);
		snprintf(rules, sizeof rules,
		         ONE("f.staff:at_least(1)") "\ntarget 'firm' { clause = '三', counts = "
		                                    "'approval', %s }",
		         text);
		r = (struct construct_rules){ .facts = facts, .rules = rules };
		construct_load(&k, &r);
		kit_expect(&k, "", 0, rules);
		ck_assert_int_eq(kit_find(&k, "W501", 2) != NULL, rows[i].warned);
		kit_free(&k);
	}
}
END_TEST

START_TEST(test_cap_beside_the_target)
{
	static const struct {
		const char *target;
		bool warned;
	} rows[] = {
		{ "city = 8, cap = 7", true },
		{ "city = 8, cap = 8", false },
		{ "city = 8, cap = 9", false },
		{ "floor(5) { 'east' }, cap = 4", true },
		{ "floor(5) { 'east' }, cap = 5", false },
	};
	struct kit k;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char rules[512];
		struct construct_rules r = { .facts = facts, .rules = rules };

		snprintf(rules, sizeof rules,
		         ONE("f.staff:at_least(1)") "\ntarget 'firm' { clause = '三', counts = "
		                                    "'approval', %s }",
		         rows[i].target);
		construct_load(&k, &r);
		kit_expect(&k, "", 0, rules);
		ck_assert_msg((kit_find(&k, "W501", 2) != NULL) == rows[i].warned, "%s", rules);
		kit_free(&k);
	}
}
END_TEST

START_TEST(test_floor_for_every_bureau)
{
	struct construct_rules r = TARGET("floor(2) { bureaus }");
	struct gj_target target;
	struct kit k;

	target = target_of(&k, &r);
	ck_assert_int_eq(target.floors[0], 2);
	ck_assert_int_eq(target.floors[1], 2);
	kit_free(&k);
	r = TARGET("floor(2) { bureaus }, floor(3) { 'east' }");
	construct_load(&k, &r);
	kit_expect_only(&k, "E415", 2, "two floors");
	kit_free(&k);
}
END_TEST

/* Of what is dated the value on the target's own last day counts. */
START_TEST(test_dated_target)
{
#define DATED_TARGET(due) \
	TARGET(due "city = dated { ['2024-01-01'] = 8, ['2025-01-01'] = 10 }, floor(dated { " \
	           "['2024-01-01'] = 4, ['2025-01-01'] = 5 }) " \
	           "{ bureaus }")
	static const struct {
		const char *due;
		int city, floor;
	} rows[] = { { "due = day '2024-01-01', ", 8, 4 },
		     { "due = end_of '2024-12', ", 8, 4 },
		     { "due = day '2025-01-01', ", 10, 5 } };
	struct construct_rules r;
	struct gj_target target;
	struct kit k;

	for (size_t i = 0; i < 3; i++) {
		char rules[512];

		snprintf(rules, sizeof rules,
		         "%s\ntarget 'firm' { clause = '三', counts = 'approval', %s city = dated "
		         "{ ['2024-01-01'] = 8, "
		         "['2025-01-01'] = 10 }, floor(dated { ['2024-01-01'] = 4, ['2025-01-01'] "
		         "= 5 }) { bureaus } }",
		         ONE("f.staff:at_least(1)"), rows[i].due);
		r = (struct construct_rules){ .facts = facts, .rules = rules };
		target = target_of(&k, &r);
		ck_assert_int_eq(target.city, rows[i].city);
		ck_assert_int_eq(target.floors[0], rows[i].floor);
		ck_assert_int_eq(target.floors[1], rows[i].floor);
		kit_free(&k);
	}
	r = DATED_TARGET("due = day '2023-12-31', ");
	construct_load(&k, &r);
	kit_expect_only(&k, "E308", 2, "nothing in force yet");
	kit_free(&k);
	r = DATED_TARGET("");
	construct_load(&k, &r);
	kit_expect_only(&k, "E405", 2, "which day?");
	kit_free(&k);
}
END_TEST

/* Kept and counted, never judged: what somebody has to do, and how far it is. */
START_TEST(test_text_only_duty_is_a_register)
{
	static const struct kit_file duties[] = {
		{ "duty.lua",
		  "facts 'duty' { code 'uscc' { zh = '代码', en = 'Code', role = 'subject' },\n"
		  "  text 'name' { zh = '事项', en = 'Name', role = 'name' },\n"
		  "  one_of 'bureau' { zh = '区局', en = 'Bureau', bureaus, role = 'bureau' },\n"
		  "  text 'done' { zh = '进展', en = 'Progress' } }\n"
		  "category 'duty' { zh = '工作任务', en = 'Duties', clause = '六', register = "
		  "true, expected = 12 }\n" },
		{ 0 },
	};
	struct construct_rules r = { .facts = facts,
		                     .rules = ONE("f.staff:at_least(1)"),
		                     .more = duties };
	const struct gj_category *c;
	struct kit k;

	construct_load(&k, &r);
	kit_expect(&k, "", 0, "register");
	c = gj_policy_category(k.policy, "duty");
	ck_assert(c->registered_only);
	ck_assert_int_eq(c->expected, 12);
	ck_assert_uint_eq(c->n_checks, 0);
	kit_free(&k);
}
END_TEST

Suite *suite_constructs_programme(void)
{
	Suite *s = suite_create("constructs_programme");
	TCase *t = tcase_create("constructs_programme");

	tcase_add_test(t, test_floor_and_target_reject_nobody);
	tcase_add_test(t, test_targets_roll_up);
	tcase_add_test(t, test_floors_against_the_target);
	tcase_add_test(t, test_cap_beside_the_target);
	tcase_add_test(t, test_floor_for_every_bureau);
	tcase_add_test(t, test_dated_target);
	tcase_add_test(t, test_text_only_duty_is_a_register);
	suite_add_tcase(s, t);
	return s;
}
