/* check_constructs_programme.c: constructs: targets, readings, citations, what the tools say of rules. See docs/constructs.md. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/decide/pass.h"
#include "engine/decide/sample.h"
#include "engine/decide/tally.h"
#include "engine/policy/diff.h"
#include "tests/policy/construct_kit.h"
#include "tests/policy/suites.h"

static const char facts[] = "count 'staff' { zh = '职工', en = 'Staff', unit = '人' },\n"
			    "count 'trained' { zh = '受训', en = 'Trained', unit = '人' },\n"
			    "date 'accepted' { zh = '受理', en = 'Accepted' },\n"
			    "list 'cases' { zh = '案件', en = 'Cases', date 'on' { zh = '日期', en = 'On' } },";

#define RULES(conditions) &(struct construct_rules){ .facts = facts, .rules = ONE(conditions) }
#define TARGET(rest) \
	(struct construct_rules) \
	{ \
		.facts = facts, .rules = ONE("f.staff:at_least(1)") "\ntarget 'firm' { clause = '三', counts = 'approval', " rest " }" \
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
					{ .floor = GJ_FLOOR_NONE, .results = { [GJ_ELIGIBLE] = 9 } } };
	struct gj_target target;
	struct kit k;

	CONSTRUCT(&r, { "区局 = 东区; 职工 = 1", "整体符合" }, { "区局 = 西区; 职工 = 1", "整体符合" });
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

		snprintf(text, sizeof text, "floor(%d) { 'east' }, floor(3) { 'west' }, city = 8", rows[i].east);
		snprintf(rules, sizeof rules, ONE("f.staff:at_least(1)") "\ntarget 'firm' { clause = '三', counts = 'approval', %s }", text);
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

		snprintf(rules, sizeof rules, ONE("f.staff:at_least(1)") "\ntarget 'firm' { clause = '三', counts = 'approval', %s }", rows[i].target);
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
	TARGET(due "city = dated { ['2024-01-01'] = 8, ['2025-01-01'] = 10 }, floor(dated { ['2024-01-01'] = 4, ['2025-01-01'] = 5 }) " \
		   "{ bureaus }")
	static const struct {
		const char *due;
		int city, floor;
	} rows[] = { { "due = day '2024-01-01', ", 8, 4 }, { "due = end_of '2024-12', ", 8, 4 }, { "due = day '2025-01-01', ", 10, 5 } };
	struct construct_rules r;
	struct gj_target target;
	struct kit k;

	for (size_t i = 0; i < 3; i++) {
		char rules[512];

		snprintf(rules, sizeof rules, "%s\ntarget 'firm' { clause = '三', counts = 'approval', %s city = dated { ['2024-01-01'] = 8, "
			 "['2025-01-01'] = 10 }, floor(dated { ['2024-01-01'] = 4, ['2025-01-01'] = 5 }) { bureaus } }",
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
		{ "duty.lua", "facts 'duty' { code 'uscc' { zh = '代码', en = 'Code', role = 'subject' },\n"
			      "  text 'name' { zh = '事项', en = 'Name', role = 'name' },\n"
			      "  one_of 'bureau' { zh = '区局', en = 'Bureau', bureaus, role = 'bureau' },\n"
			      "  text 'done' { zh = '进展', en = 'Progress' } }\n"
			      "category 'duty' { zh = '工作任务', en = 'Duties', clause = '六', register = true, expected = 12 }\n" },
		{ 0 },
	};
	struct construct_rules r = { .facts = facts, .rules = ONE("f.staff:at_least(1)"), .more = duties };
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

START_TEST(test_citation_of_every_check)
{
	struct construct_rules r = { .facts = facts,
				     .rules = "criterion '3' { zh = '培训', en = 'Training', clause = '一3', note = '按年',\n"
					      "  check 'a' { zh = '受训', en = 'Trained', f.trained:at_least(1), note = '含兼职' },\n"
					      "  check 'b' { zh = '职工', en = 'Staff', clause = '一3乙', f.staff:at_least(1) } }" };
	struct kit k;

	construct_load(&k, &r);
	kit_expect(&k, "", 0, "clauses");
	ck_assert_str_eq(k.policy->categories[0].checks[0].clause, "一3a");
	ck_assert_str_eq(k.policy->categories[0].checks[1].clause, "一3乙");
	ck_assert_str_eq(k.policy->categories[0].checks[0].note.zh, "含兼职");
	ck_assert_int_eq(k.policy->categories[0].checks[0].place.line, 2);
	kit_free(&k);
	REFUSED(RULES(""), { "\ncriterion '1' { zh = '甲', en = 'A', f.staff:at_least(1) }", "E404", 2 });
}
END_TEST

/* The register of doubtful places: the option taken decides, the other can be asked about. */
START_TEST(test_reading_taken_or_compared)
{
	static const struct kit_file readings[] = {
		{ "readings.lua", "reading 'from' { clause = '一1', zh = '从哪天算', en = 'From when',\n"
				  "  options = { option 'accepted' { zh = '受理', en = 'acceptance' },\n"
				  "              option 'reference_date' { zh = '基准日', en = 'reference' } },\n"
				  "  taken = 'accepted', why = { zh = '有据', en = 'on file' }, decided_by = '待确认' }\n" },
		{ 0 },
	};
	static const struct gj_policy_choice other = { "from", "reference_date" };
	static const char row[] = "受理 = 2024-01-31; 案件 = 0; + 日期 = 2022-03-01";
	struct construct_rules r = {
		.facts = facts,
		.rules = ONE("f.cases:none_within(years(2), reading 'from', { by = 'on', boundary = 'not_met' })"),
		.more = readings,
	};
	struct kit k;

	CONSTRUCT(&r, { row, "不符合" }, { "案件 = 0; + 日期 = 2022-03-01", "资料不全" });
	r.reading = &other;
	CONSTRUCT(&r, { row, "符合" }, { "案件 = 0; + 日期 = 2022-07-01", "不符合" },
	          { "受理 = 2022-02-01; 案件 = 0; + 日期 = 2022-06-30", "符合" });
	r.reading = NULL;
	r.rules = ONE("reading 'from':choose { accepted = f.staff:at_least(2) }");
	construct_load(&k, &r);
	kit_expect_only(&k, "E416", 1, "an option is left out");
	kit_free(&k);
}
END_TEST

START_TEST(test_findings_at_load)
{
	REFUSED(RULES(""), { ONE("f.stuff:at_least(1)"), "E203", 1 }, { ONE("f.staff:at_leest(1)"), "E204", 1 },
	        { ONE("f.staff:at_least(3), f.staff:at_most(2)"), "E419", 1 },
	        { ONE("any { f.staff:at_least(3), all { f.staff:at_least(5), f.staff:at_most(4) } }"), "W504", 1 },
	        { ONE("f.staff:at_least(0)"), "W503", 1 }, { ONE("f.staff:at_least(1.5)"), "E306", 1 });
}
END_TEST

START_TEST(test_smallest_change_to_pass)
{
	const struct construct_rules *r = RULES("any { f.trained:more_than(percent(50):of(f.staff)), f.trained:at_least(30) }");
	const uint8_t outcomes[] = { GJ_NOT_MET };
	const struct gj_category *c;
	struct gj_record record;
	struct gj_arena arena;
	struct gj_pass pass;
	struct kit k;

	construct_load(&k, r);
	kit_expect(&k, "", 0, r->rules);
	c = &k.policy->categories[0];
	gj_arena_init(&arena, 0);
	ck_assert_int_eq(gj_record_init(&record, &c->facts, NULL), 0);
	record.values[gj_facts_find(&c->facts, "staff")->index] = (struct gj_value){ .state = GJ_GIVEN, .number = 60 };
	record.values[gj_facts_find(&c->facts, "trained")->index] = (struct gj_value){ .state = GJ_GIVEN, .number = 24 };
	ck_assert_int_eq(gj_pass_find(&pass, &arena, c, &record, outcomes, gj_day_from(2024, 6, 30), NULL, NULL), 0);
	ck_assert_uint_gt(pass.whole.n, 0);
	ck_assert_uint_eq(pass.whole.items[0].n, 1);
	ck_assert_str_eq(pass.whole.items[0].changes[0].fact->key, "trained");
	ck_assert_int_eq(pass.whole.items[0].changes[0].value.number, 30);
	ck_assert_int_eq(pass.whole.items[0].distance, 6);
	gj_record_fini(&record);
	gj_arena_fini(&arena);
	kit_free(&k);
}
END_TEST

START_TEST(test_versions_compared)
{
	static const struct {
		const char *was, *is;
		enum gj_diff_kind kind;
	} rows[] = {
		{ "f.staff:at_least(2)", "f.staff:at_least(2)", GJ_DIFF_UNCHANGED },
		{ "f.staff:at_least(2)", "f.staff:more_than(1)", GJ_DIFF_WORDING },
		{ "f.staff:at_least(2)", "f.staff:at_least(3)", GJ_DIFF_STRICTER },
		{ "f.staff:at_least(2)", "f.staff:at_least(1)", GJ_DIFF_LOOSER },
		{ "f.staff:at_least(2)", "f.trained:at_least(2)", GJ_DIFF_INCOMPARABLE },
	};
	struct construct_rules r = { .facts = facts };
	struct gj_diff diff;
	struct kit a, b;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char was[256], is[256];

		snprintf(was, sizeof was, ONE("%s"), rows[i].was);
		snprintf(is, sizeof is, ONE("%s"), rows[i].is);
		r.rules = was;
		construct_load(&a, &r);
		r.rules = is;
		construct_load(&b, &r);
		ck_assert_int_eq(gj_diff_run(&diff, a.policy, &a.files, b.policy, &b.files, NULL), 0);
		ck_assert_msg(diff.checks[0].kind == rows[i].kind, "%s and %s: %s", rows[i].was, rows[i].is,
		              gj_diff_kind_name(diff.checks[0].kind));
		gj_diff_fini(&diff);
		kit_free(&a);
		kit_free(&b);
	}
}
END_TEST

/* A tenth by lot, the same for everybody who draws it, and those that must be in. */
START_TEST(test_sampling_by_rate)
{
	struct gj_sample_unit units[20], again[20];
	const struct gj_sample_rule rule = { .seed = "2024-12-01", .number = 10, .per = 100 };
	struct gj_sample out;
	char ids[20][8];
	int64_t drawn;

	for (size_t i = 0; i < 20; i++) {
		snprintf(ids[i], sizeof ids[i], "c%02zu", i);
		units[i] = (struct gj_sample_unit){ .id = ids[i], .stratum = i < 10 ? "east" : "west", .forced = i == 3 };
		again[19 - i] = units[i];
	}
	ck_assert_int_eq(gj_sample_draw(&out, &rule, units, 20, NULL), 0);
	drawn = out.drawn;
	ck_assert_int_ge(drawn, 2);
	ck_assert_int_eq(gj_sample_draw(&out, &rule, again, 20, NULL), 0);
	ck_assert_int_eq(out.drawn, drawn);
	for (size_t i = 0; i < 20; i++) {
		ck_assert_str_eq(units[i].id, again[i].id);
		ck_assert(units[i].drawn == again[i].drawn);
		ck_assert(!units[i].forced || units[i].drawn);
	}
}
END_TEST

/* A cap and the days of a dated value are places where a rule turns, as its limit is. */
START_TEST(test_coverage_of_caps_and_days)
{
#define CAPPED "f.trained:at_least(f.staff:times(ratio(1, 2)):rounded('down'):capped(40))"
	static const struct {
		const char *conditions;
		struct construct_case row;
		size_t points, stood;
	} rows[] = {
		{ CAPPED, { "职工 = 78; 受训 = 39", "符合" }, 3, 1 }, /* just below */
		{ CAPPED, { "职工 = 80; 受训 = 40", "符合" }, 3, 1 },
		{ CAPPED, { "职工 = 82; 受训 = 40", "符合" }, 3, 1 },
		{ CAPPED, { "职工 = 84; 受训 = 40", "符合" }, 3, 0 },
		{ CAPPED, { "受训 = 40", "符合" }, 3, 0 },
		{ "f.trained:at_least(f.staff:times(ratio(1, 2)):rounded('down'):floored(2))", { "职工 = 2; 受训 = 2", "符合" }, 3, 1 },
		/* Nothing is above a cap that the number cannot pass. */
		{ "f.trained:at_least(f.staff:capped(9):plus(f.staff:capped(5):capped(5)))", { "职工 = 1; 受训 = 2", "符合" }, 8, 0 },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ['2024-07-01'] = 2 })", { "基准日 2024-06-30; 职工 = 1", "符合" }, 2, 1 },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ['2024-07-01'] = 2 })", { "基准日 2024-07-01; 职工 = 2", "符合" }, 2, 1 },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ['2024-07-01'] = 2 })", { "基准日 2024-06-29; 职工 = 1", "符合" }, 2, 0 },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ends = '2024-06-30' })", { "基准日 2024-06-30; 职工 = 1", "符合" }, 2, 1 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct construct_covered c;
		char text[256];

		snprintf(text, sizeof text, ONE("%s"), rows[i].conditions);
		c = construct_coverage(&(struct construct_rules){ .facts = facts, .rules = text }, &rows[i].row, 1);
		ck_assert_msg(c.points == rows[i].points && c.stood == rows[i].stood && c.proposed == c.points - c.stood,
		              "%s with %s: %zu points, %zu stood on, %zu proposed", text, rows[i].row.facts, c.points, c.stood,
		              c.proposed);
	}
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
	tcase_add_test(t, test_citation_of_every_check);
	tcase_add_test(t, test_reading_taken_or_compared);
	tcase_add_test(t, test_findings_at_load);
	tcase_add_test(t, test_smallest_change_to_pass);
	tcase_add_test(t, test_versions_compared);
	tcase_add_test(t, test_sampling_by_rate);
	tcase_add_test(t, test_coverage_of_caps_and_days);
	suite_add_tcase(s, t);
	return s;
}
