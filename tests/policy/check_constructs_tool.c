/* check_constructs_tool.c: constructs: citations, readings, and what the tools say of rules. See docs/constructs.md. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/decide/pass.h"
#include "engine/decide/sample.h"
#include "engine/policy/diff.h"
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
START_TEST(test_citation_of_every_check)
{
	struct construct_rules r = {
		.facts = facts,
		.rules =
		    "criterion '3' { zh = '培训', en = 'Training', clause = '一3', note = '按年',\n"
		    "  check 'a' { zh = '受训', en = 'Trained', f.trained:at_least(1), note = "
		    "'含兼职' },\n"
		    "  check 'b' { zh = '职工', en = 'Staff', clause = '一3乙', "
		    "f.staff:at_least(1) } }"
	};
	struct kit k;

	construct_load(&k, &r);
	kit_expect(&k, "", 0, "clauses");
	ck_assert_str_eq(k.policy->categories[0].checks[0].clause, "一3a");
	ck_assert_str_eq(k.policy->categories[0].checks[1].clause, "一3乙");
	ck_assert_str_eq(k.policy->categories[0].checks[0].note.zh, "含兼职");
	ck_assert_int_eq(k.policy->categories[0].checks[0].place.line, 2);
	kit_free(&k);
	REFUSED(RULES(""),
	        { "\ncriterion '1' { zh = '甲', en = 'A', f.staff:at_least(1) }", "E404", 2 });
}
END_TEST

/* The register of doubtful places: the option taken decides, the other can be asked about. */
START_TEST(test_reading_taken_or_compared)
{
	static const struct kit_file readings[] = {
		{ "readings.lua",
		  "reading 'from' { clause = '一1', zh = '从哪天算', en = 'From when',\n"
		  "  options = { option 'accepted' { zh = '受理', en = 'acceptance' },\n"
		  "              option 'reference_date' { zh = '基准日', en = 'reference' } },\n"
		  "  taken = 'accepted', why = { zh = '有据', en = 'on file' }, decided_by = "
		  "'待确认' }\n" },
		{ 0 },
	};
	static const struct gj_policy_choice other = { "from", "reference_date" };
	static const char row[] = "受理 = 2024-01-31; 案件 = 0; + 日期 = 2022-03-01";
	struct construct_rules r = {
		.facts = facts,
		.rules = ONE("f.cases:none_within(years(2), reading 'from', { by = 'on', boundary "
		             "= 'not_met' })"),
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
	REFUSED(
	    RULES(""), { ONE("f.stuff:at_least(1)"), "E203", 1 },
	    { ONE("f.staff:at_leest(1)"), "E204", 1 },
	    { ONE("f.staff:at_least(3), f.staff:at_most(2)"), "E419", 1 },
	    { ONE("any { f.staff:at_least(3), all { f.staff:at_least(5), f.staff:at_most(4) } }"),
	      "W504", 1 },
	    { ONE("f.staff:at_least(0)"), "W503", 1 }, { ONE("f.staff:at_least(1.5)"), "E306", 1 });
}
END_TEST

START_TEST(test_smallest_change_to_pass)
{
	const struct construct_rules *r =
	    RULES("any { f.trained:more_than(percent(50):of(f.staff)), f.trained:at_least(30) }");
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
	record.values[gj_facts_find(&c->facts, "staff")->index] =
	    (struct gj_value){ .state = GJ_GIVEN, .number = 60 };
	record.values[gj_facts_find(&c->facts, "trained")->index] =
	    (struct gj_value){ .state = GJ_GIVEN, .number = 24 };
	ck_assert_int_eq(gj_pass_find(&pass, &arena, c, &record, outcomes, gj_day_from(2024, 6, 30),
	                              NULL, NULL),
	                 0);
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
		ck_assert_int_eq(gj_diff_run(&diff, a.policy, &a.files, b.policy, &b.files, NULL),
		                 0);
		ck_assert_msg(diff.checks[0].kind == rows[i].kind, "%s and %s: %s", rows[i].was,
		              rows[i].is, gj_diff_kind_name(diff.checks[0].kind));
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
		units[i] = (struct gj_sample_unit){ .id = ids[i],
			                            .stratum = i < 10 ? "east" : "west",
			                            .forced = i == 3 };
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
		{ "f.trained:at_least(f.staff:times(ratio(1, 2)):rounded('down'):floored(2))",
		  { "职工 = 2; 受训 = 2", "符合" },
		  3,
		  1 },
		/* Nothing is above a cap that the number cannot pass. */
		{ "f.trained:at_least(f.staff:capped(9):plus(f.staff:capped(5):capped(5)))",
		  { "职工 = 1; 受训 = 2", "符合" },
		  8,
		  0 },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ['2024-07-01'] = 2 })",
		  { "基准日 2024-06-30; 职工 = 1", "符合" },
		  2,
		  1 },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ['2024-07-01'] = 2 })",
		  { "基准日 2024-07-01; 职工 = 2", "符合" },
		  2,
		  1 },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ['2024-07-01'] = 2 })",
		  { "基准日 2024-06-29; 职工 = 1", "符合" },
		  2,
		  0 },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ends = '2024-06-30' })",
		  { "基准日 2024-06-30; 职工 = 1", "符合" },
		  2,
		  1 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct construct_covered c;
		char text[256];

		snprintf(text, sizeof text, ONE("%s"), rows[i].conditions);
		c = construct_coverage(&(struct construct_rules){ .facts = facts, .rules = text },
		                       &rows[i].row, 1);
		ck_assert_msg(c.points == rows[i].points && c.stood == rows[i].stood &&
		                  c.proposed == c.points - c.stood,
		              "%s with %s: %zu points, %zu stood on, %zu proposed", text,
		              rows[i].row.facts, c.points, c.stood, c.proposed);
	}
}
END_TEST

Suite *suite_constructs_tool(void)
{
	Suite *s = suite_create("constructs_tool");
	TCase *t = tcase_create("constructs_tool");

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
