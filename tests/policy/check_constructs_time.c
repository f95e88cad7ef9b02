/* check_constructs_time.c: constructs: values that change by date, versions of a policy. See docs/constructs.md. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/decide/validity.h"
#include "tests/policy/construct_kit.h"
#include "tests/policy/suites.h"

static const char facts[] =
    "one_of 'kind' { zh = '申请', en = 'Kind', role = 'case', option 'new' { zh = '新申请', en = "
    "'new' },\n"
    "  option 'renewal' { zh = '续期', en = 'renewal' } },\n"
    "one_of 'size' { zh = '规模', en = 'Size', option 'large' { zh = '大型', en = 'large' },\n"
    "  option 'small' { zh = '小型', en = 'small' } },\n"
    "count 'staff' { zh = '职工', en = 'Staff', unit = '人' },\n"
    "count 'trained' { zh = '受训', en = 'Trained', unit = '人' },\n"
    "date 'accepted' { zh = '受理', en = 'Accepted' }, date 'held' { zh = '持有起', en = 'Held "
    "since' },\n"
    "yes_no 'body' { zh = '机构', en = 'Body' },\n"
    "list 'visits' { zh = '培训', en = 'Trainings', date 'on' { zh = '日期', en = 'On' } },";

#define RULES(conditions) \
	&(struct construct_rules) \
	{ \
		.facts = facts, .rules = ONE(conditions) \
	}

START_TEST(test_dated_threshold)
{
	CONSTRUCT(RULES("f.staff:at_least(dated { ['2024-01-01'] = 1, ['2024-07-01'] = 2 })"),
	          { "基准日 2024-06-30; 职工 = 0", "不符合" },
	          { "基准日 2024-06-30; 职工 = 1", "符合" },
	          { "基准日 2024-07-01; 职工 = 1", "不符合" },
	          { "基准日 2024-07-01; 职工 = 2", "符合" }, { "基准日 2024-07-01", "资料不全" });
}
END_TEST

/* What is declared once has no stretches of time. */
START_TEST(test_dated_declaration_refused)
{
#define TWO_QUOTAS "dated { ['2024-01-01'] = 3, ['2025-01-01'] = 4 }"
	REFUSED(RULES(""),
	        { "\nvalidity { dated { ['2024-01-01'] = years(3), ['2025-01-01'] = years(2) }, "
	          "from = 'held' }\n" ONE("f.body:holds()"),
	          "E302", 2 },
	        { ONE("f.body:holds()") "\nranking 'top' { zh = '榜', en = 'Top', clause = '二', "
	                                "quota = " TWO_QUOTAS ", by = { descending(f.staff) } }",
	          "E302", 2 },
	        { ONE("f.body:holds()") "\nphase 'a' { zh = '申报', en = 'A', clause = '四', ends "
	                                "= dated { "
	                                "['2024-01-01'] = day '2024-09-30' } }",
	          "E302", 2 });
}
END_TEST

/* A percentage, a period, a condition, a row of a table, points: whatever stands for a value. */
START_TEST(test_dated_anywhere)
{
	CONSTRUCT(RULES("f.trained:more_than(dated { ['2024-01-01'] = percent(30), ['2024-07-01'] "
	                "= percent(50) }:of(f.staff))"),
	          { "基准日 2024-06-30; 职工 = 10; 受训 = 4", "符合" },
	          { "基准日 2024-07-01; 职工 = 10; 受训 = 5", "不符合" },
	          { "基准日 2024-07-01; 职工 = 10; 受训 = 6", "符合" });
	CONSTRUCT(RULES("f.visits:within(dated { ['2024-01-01'] = years(1), ['2024-07-01'] = "
	                "months(6) }, 'reference_date', { by = 'on', boundary = 'met' })"),
	          { "基准日 2024-06-30; 培训 = 0; + 日期 = 2023-06-30", "符合" },
	          { "基准日 2024-07-01; 培训 = 0; + 日期 = 2023-12-31", "不符合" },
	          { "基准日 2024-07-01; 培训 = 0; + 日期 = 2024-01-01", "符合" });
	CONSTRUCT(
	    RULES(
		"dated { ['2024-01-01'] = f.body:holds(), ['2024-07-01'] = f.staff:at_least(3) }"),
	    { "基准日 2024-06-30; 机构 = 是; 职工 = 0", "符合" },
	    { "基准日 2024-07-01; 机构 = 是; 职工 = 2", "不符合" },
	    { "基准日 2024-07-01; 职工 = 3", "符合" });
	CONSTRUCT(RULES("f.staff:at_least(by(f.size) { large = dated { ['2024-01-01'] = 5, "
	                "['2024-07-01'] = 9 }, small = 1 })"),
	          { "基准日 2024-06-30; 规模 = 大型; 职工 = 5", "符合" },
	          { "基准日 2024-07-01; 规模 = 大型; 职工 = 8", "不符合" },
	          { "基准日 2024-07-01; 规模 = 小型; 职工 = 1", "符合" });
}
END_TEST

START_TEST(test_dated_before_its_first_day_is_error)
{
	CONSTRUCT(RULES("f.staff:at_least(dated { ['2024-07-01'] = 2 })"),
	          { "基准日 2024-06-30; 职工 = 9", "判定出错" },
	          { "基准日 2024-07-01; 职工 = 2", "符合" });
	REFUSED(RULES(""), { ONE("f.staff:at_least(dated { ['2024-07-32'] = 2 })"), "E308", 1 },
	        { ONE("f.staff:at_least(dated { })"), "E408", 1 });
}
END_TEST

START_TEST(test_dated_value_that_ends)
{
	const struct construct_rules *r = RULES("f.staff:at_least(dated { ['2024-01-01'] = 1, "
	                                        "['2024-07-01'] = 2, ends = day '2024-12-31' })");

	CONSTRUCT(r, { "基准日 2024-06-30; 职工 = 1", "符合" },
	          { "基准日 2024-12-31; 职工 = 1", "不符合" },
	          { "基准日 2024-12-31; 职工 = 2", "符合" },
	          { "基准日 2025-01-01; 职工 = 2", "判定出错" });
	construct_reason(r, "基准日 2025-01-01; 职工 = 2", "已无生效的规定");
	construct_required(r, "2025-01-01起：不再有规定");
	CONSTRUCT(RULES("dated { ['2024-01-01'] = f.body:holds(), ends = '2024-06-30' }"),
	          { "基准日 2024-06-30; 机构 = 是", "符合" },
	          { "基准日 2024-07-01; 机构 = 是", "判定出错" });
	REFUSED(RULES(""),
	        { ONE("f.staff:at_least(dated { ['2024-01-01'] = 1, ends = day '2023-12-31' })"),
	          "E420", 1 },
	        { ONE("f.staff:at_least(dated { ['2024-01-01'] = 1, ends = 5 })"), "E308", 1 });
}
END_TEST

/* Several that begin and end on different days hold together only while all of them do. */
START_TEST(test_dated_values_that_overlap)
{
	CONSTRUCT(RULES("f.staff:at_least(by(f.size) { large = dated { ['2024-01-01'] = 5 }, small "
	                "= dated { ['2024-03-01'] = 1, "
	                "ends = '2024-08-31' } })"),
	          { "基准日 2024-02-29; 规模 = 大型; 职工 = 5", "判定出错" },
	          { "基准日 2024-03-01; 规模 = 大型; 职工 = 4", "不符合" },
	          { "基准日 2024-08-31; 规模 = 小型; 职工 = 1", "符合" },
	          { "基准日 2024-09-01; 规模 = 大型; 职工 = 5", "判定出错" });
	REFUSED(RULES(""), { ONE("f.staff:at_least(by(f.size) { large = dated { ['2024-01-01'] = "
	                         "5, ends = '2024-01-31' }, small = dated { "
	                         "['2024-03-01'] = 1 } })"),
	                     "E308", 1 });
}
END_TEST

#define HORIZON "horizon = day '2025-12-31'"

START_TEST(test_horizon_warns_of_what_ends_before)
{
	static const struct kit_file calendar[] = {
		{ "calendar.lua", "calendar { year = 2024, holidays = { } }\n" },
		{ 0 },
	};
	static const struct {
		const char *conditions;
		bool warned;
	} rows[] = {
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ends = '2025-12-30' })", true },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ends = '2025-12-31' })", false },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ends = '2026-01-01' })", false },
		{ "f.staff:at_least(dated { ['2024-01-01'] = 1, ['2025-06-01'] = 2 })", false },
		{ "any { f.body:holds(), f.visits:within(dated { ['2024-01-01'] = years(1), ends = "
		  "'2025-01-01' }, "
		  "'reference_date') }",
		  true },
	};
	struct construct_rules r = { .facts = facts, .policy = HORIZON };
	struct kit k;
	char text[512];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		snprintf(text, sizeof text, ONE("%s"), rows[i].conditions);
		r.rules = text;
		construct_load(&k, &r);
		kit_expect(&k, "", 0, text);
		ck_assert_msg((kit_find(&k, "W507", 1) != NULL) == rows[i].warned, "%s", text);
		kit_free(&k);
	}
	r.rules = ONE("f.body:holds()");
	r.more = calendar;
	construct_load(&k, &r);
	kit_expect(&k, "W507", 0, "calendar");
	kit_free(&k);
	r.policy = "horizon = day '2024-12-31'";
	construct_load(&k, &r);
	ck_assert_ptr_null(kit_find(&k, "W507", 0));
	kit_free(&k);
}
END_TEST

/* Between the policy's first day and the value's nothing can be decided. */
START_TEST(test_value_begins_after_the_policy)
{
	static const struct {
		const char *policy;
		bool warned;
	} rows[] = {
		{ "in_force = { from = day '2024-02-29' }", true },
		{ "in_force = { from = day '2024-03-01' }", false },
		{ "in_force = { from = day '2024-03-02' }", false },
		{ "in_force = { to = day '2024-12-31' }", false },
		{ "", false },
	};
	struct construct_rules r = {
		.facts = facts,
		.rules =
		    ONE("any { f.body:holds(), f.staff:at_least(dated { ['2024-03-01'] = 1 }) }"),
	};
	struct kit k;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		r.policy = rows[i].policy;
		construct_load(&k, &r);
		kit_expect(&k, "", 0, rows[i].policy);
		ck_assert_msg((kit_find(&k, "W510", 1) != NULL) == rows[i].warned, "%s",
		              rows[i].policy);
		kit_free(&k);
	}
}
END_TEST

/* ---- versions: the old policy stands in a folder of its own ---- */

#define OLD_FACTS \
	"facts 'firm' { code 'uscc' { zh = '信用代码', en = 'Code', role = 'subject' },\n" \
	"  text 'name' { zh = '名称', en = 'Name', role = 'name' },\n" \
	"  one_of 'bureau' { zh = '区局', en = 'Bureau', bureaus, role = 'bureau' },\n" \
	"  count 'staff' { zh = '职工', en = 'Staff', unit = '人' }, yes_no 'body' { zh = " \
	"'机构', en = 'Body' } }\n"
#define OLD_RULES \
	"category 'firm' { zh = '企业', en = 'Firms', clause = '一' } local f = facts 'firm'\n" \
	"criterion '1' { zh = '条件', en = 'C', clause = '一1',\n" \
	"  check 'a' { zh = '职工', en = 'Staff', f.staff:at_least(2) },\n" \
	"  check 'b' { zh = '机构', en = 'Body', f.body:holds() } }\n"

/* Next year's folder over last year's; what it changes. */
static void load_next(struct kit *k, const char *keys, const char *changes)
{
	char policy[512];
	const struct kit_file files[] = {
		{ "firms-2024/policy.lua",
		  "policy 'firms-2024' { zh = '旧', en = 'Old', year = 2024 }\n"
		  "bureau 'east' { zh = '东区', en = 'East' }\n" OLD_FACTS },
		{ "firms-2024/rules.lua", OLD_RULES },
		{ "policy.lua", policy },
		{ "changes.lua", changes },
		{ 0 },
	};

	snprintf(policy, sizeof policy,
	         "policy 'firms-2025' { zh = '新', en = 'New', year = 2025, extends = "
	         "'firms-2024', %s }\n",
	         keys);
	kit_load(k, files, NULL);
}

static const struct gj_check *check_of(const struct kit *k, const char *id)
{
	const struct gj_category *c = &k->policy->categories[0];

	for (size_t i = 0; i < c->n_checks; i++)
		if (strcmp(c->checks[i].id, id) == 0)
			return &c->checks[i];
	return NULL;
}

/* What is not said stays; numbers, whole checks, whole articles change. */
START_TEST(test_extends_amend_repeal)
{
	struct kit k;

	load_next(
	    &k, "",
	    "local f = facts 'firm'\namend 'firm.1.a' { f.staff:at_least(3) }\n"
	    "criterion 'firm.2' { zh = '新', en = 'N', clause = '一2', f.staff:at_most(99) }\n");
	kit_expect(&k, "", 0, "amend");
	ck_assert_int_eq(check_of(&k, "firm.1.a")->cond->right->number, 3);
	ck_assert_str_eq(check_of(&k, "firm.1.a")->label.zh, "职工");
	ck_assert_ptr_nonnull(check_of(&k, "firm.1.b"));
	ck_assert_ptr_nonnull(check_of(&k, "firm.2"));
	kit_free(&k);
	load_next(&k, "", "repeal 'firm.1.b'\n");
	kit_expect(&k, "", 0, "repeal");
	ck_assert_ptr_null(check_of(&k, "firm.1.b"));
	ck_assert_ptr_nonnull(check_of(&k, "firm.1.a"));
	kit_free(&k);
	load_next(&k, "", "\namend 'firm.1.c' { facts 'firm'.staff:at_least(3) }\n");
	kit_expect_only(&k, "E427", 2, "no such check");
	kit_free(&k);
	load_next(&k, "", "amend 'firm.1.a' { zh = '职工' }\n");
	kit_expect(&k, "W508", 1, "changes nothing");
	kit_free(&k);
}
END_TEST

START_TEST(test_in_force_period)
{
	struct kit k;

	load_next(&k, "in_force = { from = day '2025-01-01', to = day '2025-12-31' }", "");
	kit_expect(&k, "", 0, "in_force");
	ck_assert_int_eq(k.policy->in_from, gj_day_from(2025, 1, 1));
	ck_assert_int_eq(k.policy->in_to, gj_day_from(2025, 12, 31));
	ck_assert_str_eq(k.policy->extends, "firms-2024");
	kit_free(&k);
	load_next(&k, "in_force = { from = day '2025-12-31', to = day '2025-01-01' }", "");
	kit_expect_only(&k, "E420", 1, "turned round");
	kit_free(&k);
}
END_TEST

/* Two policies of one year, each for its kind of application; cli/author shows them deciding. */
START_TEST(test_versions_for_new_and_renewed)
{
	struct construct_rules r = { .facts = facts,
		                     .rules = ONE("f.staff:at_least(3)"),
		                     .policy = "cases = { 'new' }" };
	struct kit k;

	construct_load(&k, &r);
	kit_expect(&k, "", 0, "cases");
	ck_assert_uint_eq(k.policy->n_cases, 1);
	ck_assert_str_eq(k.policy->cases[0], "new");
	kit_free(&k);
	r.policy = "cases = { 'nwe' }";
	construct_load(&k, &r);
	kit_expect_only(&k, "E206", 0, "no such kind");
	kit_free(&k);
	r.facts = "count 'staff' { zh = '职工', en = 'Staff', unit = '人' },";
	r.policy = "cases = { 'new' }";
	construct_load(&k, &r);
	kit_expect_only(&k, "E406", 0, "no fact says which kind it is");
	kit_free(&k);
}
END_TEST

/* Who was accepted before keeps the old threshold; renewals have one of their own. */
START_TEST(test_grandfathering)
{
	CONSTRUCT(RULES("routes { route 'old' { zh = '过渡', en = 'before', "
	                "f.accepted:on_or_before(day '2023-12-31'), f.staff:at_least(2) },\n"
	                "route 'now' { zh = '现行', en = 'now', f.staff:at_least(5) } }"),
	          { "受理 = 2023-12-31; 职工 = 2", "符合" },
	          { "受理 = 2023-12-31; 职工 = 1", "不符合" },
	          { "受理 = 2024-01-01; 职工 = 4", "不符合" },
	          { "受理 = 2024-01-01; 职工 = 5", "符合" }, { "职工 = 2", "资料不全" },
	          { "职工 = 5", "符合" }, { "职工 = 1", "不符合" });
	CONSTRUCT(RULES("f.staff:at_least(by(f.kind) { new = 5, renewal = 2 })"),
	          { "申请 = 新申请; 职工 = 4", "不符合" }, { "申请 = 续期; 职工 = 2", "符合" },
	          { "职工 = 4", "资料不全" });
}
END_TEST

START_TEST(test_validity_and_renewal_window)
{
	struct construct_rules r = {
		.facts = facts,
		.rules = "validity { years(3), from = 'held', renew = months(3) }\n" ONE(
		    "f.body:holds()"),
	};
	struct kit k;

	construct_load(&k, &r);
	kit_expect(&k, "", 0, "validity");
	ck_assert_int_eq(k.policy->categories[0].validity.months, 36);
	ck_assert_int_eq(k.policy->categories[0].validity.renew_months, 3);
	kit_free(&k);
	/* As a condition on who may renew. */
	CONSTRUCT(RULES("f.accepted:on_or_after(f.held:plus(years(3)):minus(months(3))), "
	                "f.accepted:on_or_before(f.held:plus(years(3)))"),
	          { "持有起 = 2021-05-31; 受理 = 2024-02-28", "不符合" },
	          { "持有起 = 2021-05-31; 受理 = 2024-02-29", "符合" },
	          { "持有起 = 2021-05-31; 受理 = 2024-05-31", "符合" },
	          { "持有起 = 2021-05-31; 受理 = 2024-06-01", "不符合" },
	          { "受理 = 2024-06-01", "资料不全" });
}
END_TEST

/* The last day is that of the same number, or the one before, as the policy says; a day that there is not is the month's last. */
START_TEST(test_validity_asked_on_a_day)
{
	static const struct {
		const char *keys, *from, *until, *renew, *day;
		enum gj_validity_state state;
	} rows[] = {
		{ "years(3), renew = months(3)", "2021-05-31", "2024-05-31", "2024-02-29",
		  "2021-05-30", GJ_VALIDITY_NOT_YET },
		{ "years(3), renew = months(3)", "2021-05-31", "2024-05-31", "2024-02-29",
		  "2021-05-31", GJ_VALIDITY_HOLDS },
		{ "years(3), renew = months(3)", "2021-05-31", "2024-05-31", "2024-02-29",
		  "2024-02-28", GJ_VALIDITY_HOLDS },
		{ "years(3), renew = months(3)", "2021-05-31", "2024-05-31", "2024-02-29",
		  "2024-02-29", GJ_VALIDITY_RENEWABLE },
		{ "years(3), renew = months(3)", "2021-05-31", "2024-05-31", "2024-02-29",
		  "2024-05-31", GJ_VALIDITY_RENEWABLE },
		{ "years(3), renew = months(3)", "2021-05-31", "2024-05-31", "2024-02-29",
		  "2024-06-01", GJ_VALIDITY_LAPSED },
		{ "years(1), last_day = 'day_before'", "2024-02-29", "2025-02-27", "", "2025-02-27",
		  GJ_VALIDITY_HOLDS },
		{ "years(1), last_day = 'day_before'", "2024-02-29", "2025-02-27", "", "2025-02-28",
		  GJ_VALIDITY_LAPSED },
		{ "years(1), last_day = 'same_day'", "2024-02-29", "2025-02-28", "", "2025-02-28",
		  GJ_VALIDITY_HOLDS },
		{ "years(1)", "", "", "", "2025-02-28", GJ_VALIDITY_NONE },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct construct_rules r = { .facts = facts };
		char text[256], day[GJ_DAY_TEXT];
		const struct gj_category *c;
		struct gj_validity_now now;
		struct gj_record record;
		struct kit k;

		snprintf(text, sizeof text,
		         "validity { %s, from = 'held' }\n" ONE("f.body:holds()"), rows[i].keys);
		r.rules = text;
		construct_load(&k, &r);
		kit_expect(&k, "", 0, text);
		c = &k.policy->categories[0];
		ck_assert_int_eq(gj_record_init(&record, &c->facts, NULL), 0);
		if (*rows[i].from)
			record.values[c->validity.from->index] =
			    (struct gj_value){ .state = GJ_GIVEN,
				               .number = gj_day_parse(rows[i].from,
				                                      strlen(rows[i].from)) };
		now = gj_validity_at(&c->validity, &record,
		                     gj_day_parse(rows[i].day, strlen(rows[i].day)));
		ck_assert_msg(now.state == rows[i].state, "%s on %s: %s", text, rows[i].day,
		              gj_validity_name(now.state));
		ck_assert_str_eq(now.until == GJ_DAY_NONE ? "" : gj_day_print(day, now.until),
		                 rows[i].until);
		ck_assert_str_eq(now.renew_from == GJ_DAY_NONE ? ""
		                                               : gj_day_print(day, now.renew_from),
		                 rows[i].renew);
		gj_record_fini(&record);
		kit_free(&k);
	}
}
END_TEST

/* A title lapses when its yearly update was not made in time. */
START_TEST(test_yearly_update_duty)
{
	CONSTRUCT(RULES("f.visits:in_each_of_last(2, 2023, { by = 'on' "
	                "}):unless(f.held:on_or_after(day '2023-01-01'), "
	                "{ zh = '新认定', en = 'new' })"),
	          { "持有起 = 2021-01-01; 培训 = 0; + 日期 = 2022-03-01; + 日期 = 2023-12-31",
	            "符合" },
	          { "持有起 = 2021-01-01; 培训 = 0; + 日期 = 2022-03-01; + 日期 = 2024-01-01",
	            "不符合" },
	          { "持有起 = 2023-01-01; 培训 = 0", "不适用" },
	          { "持有起 = 2022-12-31; 培训 = 0", "不符合" }, { "培训 = 0", "资料不全" });
}
END_TEST

Suite *suite_constructs_time(void)
{
	Suite *s = suite_create("constructs_time");
	TCase *t = tcase_create("constructs_time");

	tcase_add_test(t, test_dated_threshold);
	tcase_add_test(t, test_dated_anywhere);
	tcase_add_test(t, test_dated_declaration_refused);
	tcase_add_test(t, test_dated_before_its_first_day_is_error);
	tcase_add_test(t, test_dated_value_that_ends);
	tcase_add_test(t, test_dated_values_that_overlap);
	tcase_add_test(t, test_horizon_warns_of_what_ends_before);
	tcase_add_test(t, test_value_begins_after_the_policy);
	tcase_add_test(t, test_extends_amend_repeal);
	tcase_add_test(t, test_in_force_period);
	tcase_add_test(t, test_versions_for_new_and_renewed);
	tcase_add_test(t, test_grandfathering);
	tcase_add_test(t, test_validity_and_renewal_window);
	tcase_add_test(t, test_validity_asked_on_a_day);
	tcase_add_test(t, test_yearly_update_duty);
	suite_add_tcase(s, t);
	return s;
}
