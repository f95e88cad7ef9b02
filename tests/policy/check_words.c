/* check_words.c: every word of the language, and the structures that it becomes. */
#include <string.h>

#include "engine/base/day.h"
#include "tests/policy/kit.h"
#include "tests/policy/suites.h"

static struct kit k; /* of the test that runs */

/* The condition of the only check of the category e. */
static const struct gj_cond *load(const char *text)
{
	kit_load_beside(&k, text);
	kit_expect(&k, "", 0, text);
	return k.policy->categories[0].checks[0].cond;
}

#define LOAD(condition) load(KIT_CHECK(condition))

static const struct gj_fact *fact(const char *key)
{
	const struct gj_fact *found = gj_facts_find(&k.policy->categories[0].facts, key);

	ck_assert_ptr_nonnull(found);
	return found;
}

static const struct gj_fact *field(const char *list, const char *key)
{
	return gj_fact_field(fact(list), key);
}

START_TEST(test_policy)
{
	static const struct kit_file files[] = {
		{ "policy.lua",
		  "policy \"wuhan-2022\" { zh = \"甲\", en = \"A\", issuer = \"局\", year = 2022,\n"
		  "doc_no = nil, issued_on = nil, effective_from = day \"2022-01-01\",\n"
		  "basis = { \"b\" }, assumptions = { \"c\" }, city_code = \"420100\" }" },
		{ 0 }
	};

	kit_load(&k, files, NULL);
	kit_expect(&k, "", 0, "policy");
	ck_assert_str_eq(k.policy->id, "wuhan-2022");
	ck_assert_str_eq(k.policy->label.zh, "甲");
	ck_assert_str_eq(k.policy->label.en, "A");
	ck_assert_str_eq(k.policy->issuer, "局");
	ck_assert_str_eq(k.policy->place.file, "policy.lua");
	ck_assert_int_eq(k.policy->place.line, 1);
	kit_free(&k);
}
END_TEST

START_TEST(test_programme)
{
	const struct gj_target *t;
	const struct gj_reading *r;

	LOAD("f.body:holds()");
	ck_assert_uint_eq(k.policy->n_bureaus, 2);
	ck_assert_str_eq(k.policy->bureaus[0].key, "north");
	ck_assert_str_eq(k.policy->bureaus[0].full.zh, "北区");
	ck_assert_str_eq(k.policy->bureaus[0].code, "420102");
	ck_assert_ptr_null(k.policy->bureaus[1].code);
	ck_assert_str_eq(k.policy->bureaus[1].aliases[0], "南面");
	ck_assert_uint_eq(k.policy->n_readings, 1);
	r = &k.policy->readings[0];
	ck_assert_str_eq(r->taken, "accepted_on");
	ck_assert_uint_eq(r->n_options, 2);
	ck_assert_str_eq(r->options[1].key, "reference_date");
	ck_assert_str_eq(r->options[1].label.zh, "基准日");
	ck_assert_str_eq(r->reason.en, "because");
	kit_free(&k);

	load(KIT_CHECK(
	    "f.body:holds()") "target \"e\" { clause = \"二(四)\", city_clause = \"一-c\", counts "
	                      "= \"plaque\",\n"
	                      "  due = end_of \"2022-12\", floor(7) { \"south\" }, city = 7 }\n"
	                      "phase \"one\" { zh = \"一\", en = \"1\", clause = \"二(三)1\", "
	                      "starts = day \"2022-09-01\", ends "
	                      "= end_of \"2022-10\" }\n"
	                      "phase \"two\" { zh = \"二\", en = \"2\", clause = \"二(三)2\", ends "
	                      "= end_of \"2022-11\" }");
	t = gj_policy_target(k.policy, "e");
	ck_assert_int_eq(t->city, 7);
	ck_assert_int_eq(t->floors[0], GJ_FLOOR_NONE);
	ck_assert_int_eq(t->floors[1], 7);
	ck_assert_str_eq(t->counts, "plaque");
	ck_assert_str_eq(t->city_clause, "一-c");
	ck_assert_int_eq(t->due, gj_day_from(2022, 12, 31));
	ck_assert_uint_eq(k.policy->n_phases, 2);
	ck_assert_int_eq(k.policy->phases[0].starts, gj_day_from(2022, 9, 1));
	ck_assert_int_eq(k.policy->phases[0].ends, gj_day_from(2022, 10, 31));
	ck_assert_int_eq(k.policy->phases[1].starts, GJ_DAY_NONE);
	kit_free(&k);
}
END_TEST

START_TEST(test_facts)
{
	const struct gj_fact *bureau;

	LOAD("f.body:holds()");
	ck_assert_uint_eq(k.policy->categories[0].facts.n, 17);
	for (size_t i = 0; i < 17; i++)
		ck_assert_uint_eq(k.policy->categories[0].facts.items[i].index, i);
	ck_assert_int_eq(fact("uscc")->type, GJ_FACT_CODE);
	ck_assert_int_eq(fact("uscc")->role, GJ_ROLE_SUBJECT);
	ck_assert_int_eq(fact("name")->role, GJ_ROLE_NAME);
	bureau = fact("bureau");
	ck_assert_int_eq(bureau->role, GJ_ROLE_BUREAU);
	ck_assert_uint_eq(bureau->n_options, 2);
	ck_assert_int_eq(gj_fact_option(bureau, "北区", strlen("北区")), 0);
	ck_assert_int_eq(gj_fact_option(bureau, "420102", 6), 0);
	ck_assert_int_eq(gj_fact_option(bureau, "南面", strlen("南面")), 1);
	ck_assert_str_eq(fact("officers")->unit.zh, "名");
	ck_assert_str_eq(fact("budget")->unit.zh, "万元");
	ck_assert_int_eq(fact("budget")->decimals, 2);
	ck_assert_str_eq(fact("body")->supplied_by, "applicant");
	ck_assert_int_eq(fact("body")->change, GJ_CHANGE_FREE);
	ck_assert_int_eq(fact("body")->place.line, 5);
	ck_assert_str_eq(fact("body")->place.file, "facts.lua");
	ck_assert_uint_eq(fact("trainings")->n_fields, 6);
	ck_assert_int_eq(field("trainings", "scope")->type, GJ_FACT_ONE_OF);
	ck_assert_uint_eq(field("trainings", "scope")->index, 3);
	ck_assert(fact("body")->used);
	ck_assert(!fact("officers")->used);
	ck_assert(fact("name")->used);
	kit_free(&k);

	load("facts \"g\" { code \"c\" { zh = \"a\", en = \"b\", role = \"subject\" }, text \"n\" "
	     "{ zh = \"c\", "
	     "en = \"d\", role = \"name\" }, one_of \"b\" { zh = \"e\", en = \"f\", bureaus, role "
	     "= \"bureau\" "
	     "},\n yes_no \"y\" { zh = \"g\", en = \"h\", evidence = \"文件\", hint = { zh = "
	     "\"i\", en = "
	     "\"j\" }, supplied_by = \"expert\", changeable = \"increase\", clause = \"1\" } }\n"
	     "category \"g\" { zh = \"a\", en = \"b\", clause = \"2\", register = true, expected = "
	     "141 }\n" KIT_CHECK("f.body:holds()"));
	ck_assert_str_eq(k.policy->categories[0].key, "g");
	ck_assert(k.policy->categories[0].registered_only);
	ck_assert_int_eq(k.policy->categories[0].expected, 141);
	ck_assert_str_eq(fact("y")->evidence.zh, "文件");
	ck_assert_ptr_null(fact("y")->evidence.en);
	ck_assert_str_eq(fact("y")->hint.en, "j");
	ck_assert_str_eq(fact("y")->supplied_by, "expert");
	ck_assert_int_eq(fact("y")->change, GJ_CHANGE_INCREASE);
	kit_free(&k);
}
END_TEST

START_TEST(test_checks)
{
	const struct gj_category *c;

	load("local f = facts \"e\" category \"e\" { zh = \"企\", en = \"E\", clause = \"二(一)\" "
	     "}\n"
	     "criterion \"1\" { zh = \"甲\", en = \"A\", clause = \"二(一)1\",\n"
	     "  check \"a\" { zh = \"子\", en = \"Aa\", evidence = \"文件\", note = { zh = \"注\", "
	     "en = \"n\" },\n"
	     "    f.body:holds(), f.clear:judged() },\n"
	     "  check \"b\" { zh = \"丑\", en = \"Ab\", clause = \"别处\", f.officers:at_least(1) "
	     "} }\n"
	     "criterion \"2\" { zh = \"乙\", en = \"B\", clause = \"二(一)2\", evidence = \"证\",\n"
	     "  f.body:holds() }");
	c = gj_policy_category(k.policy, "e");
	ck_assert_uint_eq(c->n_criteria, 2);
	ck_assert_uint_eq(c->n_checks, 3);
	ck_assert_str_eq(c->criteria[0].id, "e.1");
	ck_assert_uint_eq(c->criteria[0].n_checks, 2);
	ck_assert_ptr_eq(c->criteria[0].checks, &c->checks[0]);
	ck_assert_ptr_eq(c->criteria[1].checks, &c->checks[2]);
	ck_assert_str_eq(c->checks[0].id, "e.1.a");
	ck_assert_str_eq(c->checks[0].clause, "二(一)1a");
	ck_assert_str_eq(c->checks[0].evidence.zh, "文件");
	ck_assert_str_eq(c->checks[0].note.en, "n");
	ck_assert_int_eq(c->checks[0].cond->kind, GJ_COND_ALL);
	ck_assert_uint_eq(c->checks[0].cond->n_args, 2);
	ck_assert_int_eq(c->checks[0].place.line, 3);
	ck_assert_str_eq(c->checks[1].clause, "别处");
	ck_assert_int_eq(c->checks[1].cond->kind, GJ_COND_COMPARE);
	ck_assert_str_eq(c->checks[2].id, "e.2");
	ck_assert_str_eq(c->checks[2].clause, "二(一)2");
	ck_assert_str_eq(c->checks[2].label.zh, "乙");
	ck_assert_str_eq(c->checks[2].evidence.zh, "证");
	for (size_t i = 0; i < 3; i++) {
		ck_assert_uint_eq(c->checks[i].index, i);
		ck_assert(!c->checks[i].conditional);
	}
	kit_free(&k);
}
END_TEST

START_TEST(test_compare)
{
	static const struct {
		const char *condition;
		enum gj_cmp cmp;
		int64_t number;
		const char *zh, *en;
	} rows[] = {
		{ KIT_CHECK("f.officers:at_least(2)"), GJ_AT_LEAST, 2, "不少于", "at least" },
		{ KIT_CHECK("f.officers:more_than(2)"), GJ_MORE_THAN, 2, "超过", "more than" },
		{ KIT_CHECK("f.officers:at_most(2)"), GJ_AT_MOST, 2, "不超过", "at most" },
		{ KIT_CHECK("f.officers:less_than(2)"), GJ_LESS_THAN, 2, "少于", "less than" },
		{ KIT_CHECK("f.officers:equals(2)"), GJ_EQUALS, 2, "等于", "exactly" },
		{ KIT_CHECK("f.officers:at_least(2, { word = \"以上\" })"), GJ_AT_LEAST, 2, "以上",
		  "at least" },
		{ KIT_CHECK("f.officers:at_least(2, { word = { zh = \"含\", en = \"or more\" } })"),
		  GJ_AT_LEAST, 2, "含", "or more" },
		{ KIT_CHECK("f.budget:at_least(quantity(50, \"万元\"))"), GJ_AT_LEAST, 5000,
		  "不少于", "at least" },
		{ KIT_CHECK("f.budget:at_least(quantity(500, \"元\"))"), GJ_AT_LEAST, 5, "不少于",
		  "at least" },
		{ KIT_CHECK("f.budget:at_least(quantity(\"-0.5\", \"万元\"))"), GJ_AT_LEAST, -50,
		  "不少于", "at least" },
		{ KIT_CHECK("f.income:more_than(quantity(\"0.5\", \"万元\"))"), GJ_MORE_THAN, 5000,
		  "超过", "more than" },
		{ KIT_CHECK("f.founded_on:on_or_before(day \"1970-01-02\")"), GJ_AT_MOST, 1,
		  "不晚于", "on or before" },
		{ KIT_CHECK("f.founded_on:less_than(end_of \"1970-01\")"), GJ_LESS_THAN, 30, "早于",
		  "before" },
	};
	const struct gj_cond *c = load(rows[_i].condition);

	ck_assert_int_eq(c->kind, GJ_COND_COMPARE);
	ck_assert_int_eq(c->cmp, rows[_i].cmp);
	ck_assert_int_eq(c->left->kind, GJ_TERM_FACT);
	ck_assert_int_eq(c->right->kind, GJ_TERM_NUMBER);
	ck_assert_int_eq(c->right->number, rows[_i].number);
	ck_assert_str_eq(c->word.zh, rows[_i].zh);
	ck_assert_str_eq(c->word.en, rows[_i].en);
	ck_assert_int_eq(c->place.line, 2);
	kit_free(&k);
}
END_TEST

START_TEST(test_share)
{
	static const struct {
		const char *share;
		int64_t number, per;
	} rows[] = {
		{ KIT_CHECK("f.trained:more_than(percent(50):of(f.served))"), 1, 2 },
		{ KIT_CHECK("f.trained:more_than(percent(30):of(f.served))"), 3, 10 },
		{ KIT_CHECK("f.trained:more_than(percent(\"33.5\"):of(f.served))"), 67, 200 },
		{ KIT_CHECK("f.trained:more_than(percent(\"0.1\"):of(f.served))"), 1, 1000 },
		{ KIT_CHECK("f.trained:more_than(ratio(2, 6):of(f.served))"), 1, 3 },
		{ KIT_CHECK("f.trained:at_least(percent(0):of(f.served))"), 0, 1 },
		{ KIT_CHECK("f.trained:less_than(percent(250):of(f.served))"), 5, 2 },
		/* 0.01 万元 against 元: 100 of the right are one of the left */
		{ KIT_CHECK("f.budget:more_than(percent(50):of(f.income))"), 1, 200 },
		{ KIT_CHECK("f.income:more_than(percent(50):of(f.budget))"), 100, 2 },
	};
	const struct gj_cond *c = load(rows[_i].share);

	ck_assert_int_eq(c->right->kind, GJ_TERM_SHARE);
	ck_assert_int_eq(c->right->number, rows[_i].number);
	ck_assert_int_eq(c->right->per, rows[_i].per);
	ck_assert_int_eq(c->right->zero_base, GJ_UNKNOWN);
	ck_assert_int_eq(c->right->share_of->kind, GJ_TERM_FACT);
	kit_free(&k);
}
END_TEST

START_TEST(test_zero_base)
{
	const struct gj_cond *c =
	    LOAD("f.trained:more_than(percent(50):of(f.served):if_zero(\"not_applicable\"))");

	ck_assert_int_eq(c->right->zero_base, GJ_NOT_APPLICABLE);
	kit_free(&k);
	c = LOAD("f.trained:more_than(percent(50):of(f.served):if_zero(\"not_met\"))");
	ck_assert_int_eq(c->right->zero_base, GJ_NOT_MET);
	kit_free(&k);
	c = LOAD("f.trained:more_than(percent(50):of(f.trainings:where { final = true }:count()))");
	ck_assert_int_eq(c->right->share_of->kind, GJ_TERM_ROWS);
	ck_assert_ptr_nonnull(c->right->share_of->rows.filter);
	kit_free(&k);
}
END_TEST

START_TEST(test_plain)
{
	const struct gj_cond *c = LOAD("f.clear:judged()");

	ck_assert_int_eq(c->kind, GJ_COND_JUDGED);
	ck_assert_ptr_eq(c->fact, fact("clear"));
	kit_free(&k);
	c = LOAD("f.remark:given()");
	ck_assert_int_eq(c->kind, GJ_COND_GIVEN);
	kit_free(&k);
	c = LOAD("f.trainings:given()");
	ck_assert_int_eq(c->kind, GJ_COND_GIVEN);
	ck_assert_ptr_eq(c->fact, fact("trainings"));
	kit_free(&k);
	c = LOAD("f.mode:one_of { \"own\", \"attached\" }");
	ck_assert_int_eq(c->kind, GJ_COND_ONE_OF);
	ck_assert_uint_eq(c->n_values, 2);
	ck_assert_str_eq(c->values[1], "attached");
	kit_free(&k);
	c = LOAD("f.remark:equals(\"任何\")");
	ck_assert_int_eq(c->kind, GJ_COND_ONE_OF);
	ck_assert_str_eq(c->values[0], "任何");
	kit_free(&k);
}
END_TEST

START_TEST(test_joined)
{
	const struct gj_cond *c =
	    LOAD("any { f.body:holds(), no(f.clear:judged()), at_least_of(2) { "
	         "f.body:holds(), f.clear:judged(), f.remark:given() } "
	         ":else_review() }");

	ck_assert_int_eq(c->kind, GJ_COND_ANY);
	ck_assert_uint_eq(c->n_args, 3);
	ck_assert_int_eq(c->args[0]->kind, GJ_COND_HOLDS);
	ck_assert_int_eq(c->args[1]->kind, GJ_COND_NOT);
	ck_assert_int_eq(c->args[1]->args[0]->kind, GJ_COND_JUDGED);
	ck_assert_int_eq(c->args[2]->kind, GJ_COND_ELSE_REVIEW);
	ck_assert_int_eq(c->args[2]->args[0]->kind, GJ_COND_AT_LEAST_OF);
	ck_assert_uint_eq(c->args[2]->args[0]->k, 2);
	ck_assert_uint_eq(c->args[2]->args[0]->n_args, 3);
	kit_free(&k);
}
END_TEST

START_TEST(test_window)
{
	const struct gj_cond *c = LOAD("f.founded_on:within(years(2), \"reference_date\")");

	ck_assert_int_eq(c->kind, GJ_COND_WITHIN);
	ck_assert_ptr_eq(c->fact, fact("founded_on"));
	ck_assert_int_eq(c->window.months, 24);
	ck_assert_ptr_null(c->window.anchor);
	ck_assert_int_eq(c->window.boundary, GJ_REVIEW);
	ck_assert_str_eq(c->window.label.zh, "近2年");
	ck_assert_str_eq(c->window.label.en, "the past 2 years");
	kit_free(&k);
	c = LOAD("f.founded_on:within(months(1), reading \"anchor\", { boundary = \"not_met\" })");
	ck_assert_int_eq(c->window.months, 1);
	ck_assert_ptr_eq(c->window.anchor, fact("accepted_on"));
	ck_assert(fact("accepted_on")->used);
	ck_assert_int_eq(c->window.boundary, GJ_NOT_MET);
	ck_assert_str_eq(c->window.label.en, "the past month");
	kit_free(&k);
	c = LOAD("f.founded_on:in_year(programme_year, { to_date = true })");
	ck_assert_int_eq(c->window.months, 0);
	ck_assert_int_eq(c->window.from, gj_day_from(2022, 1, 1));
	ck_assert_int_eq(c->window.to, gj_day_from(2022, 12, 31));
	ck_assert(c->window.to_reference);
	ck_assert_str_eq(c->window.label.en, "2022 to date");
	kit_free(&k);
}
END_TEST

START_TEST(test_lists)
{
	const struct gj_cond *c = LOAD("f.trainings:where { scope = \"all\", final = false } "
	                               ":in_year(programme_year):count():at_least(1)");
	const struct gj_cond *filter = c->left->rows.filter;

	ck_assert_int_eq(c->left->kind, GJ_TERM_ROWS);
	ck_assert_ptr_eq(c->left->rows.list, fact("trainings"));
	ck_assert_int_eq(filter->kind, GJ_COND_ALL);
	ck_assert_uint_eq(filter->n_args, 3); /* flat, and in the order of the fields */
	ck_assert_int_eq(filter->args[0]->kind, GJ_COND_NOT);
	ck_assert_ptr_eq(filter->args[0]->args[0]->fact, field("trainings", "final"));
	ck_assert_int_eq(filter->args[1]->kind, GJ_COND_ONE_OF);
	ck_assert_int_eq(filter->args[2]->kind, GJ_COND_WITHIN);
	ck_assert_ptr_eq(filter->args[2]->fact, field("trainings", "held_on"));
	kit_free(&k);

	c = LOAD("f.cases:none_within(years(2), reading \"anchor\", { by = \"act_on\" })");
	ck_assert_int_eq(c->kind, GJ_COND_NONE);
	ck_assert_ptr_eq(c->rows.list, fact("cases"));
	ck_assert_int_eq(c->rows.filter->kind, GJ_COND_WITHIN);
	ck_assert_ptr_eq(c->rows.filter->fact, field("cases", "act_on"));
	ck_assert_ptr_eq(c->rows.filter->window.anchor, fact("accepted_on"));
	kit_free(&k);

	c = LOAD("f.trainings:distinct(\"firm\"):at_least(percent(50):of(f.served))");
	ck_assert_int_eq(c->left->kind, GJ_TERM_DISTINCT);
	ck_assert_ptr_eq(c->left->fact, field("trainings", "firm"));
	ck_assert_ptr_null(c->left->rows.filter);
	kit_free(&k);

	c = LOAD("f.trainings:within(years(1), \"reference_date\")");
	ck_assert_int_eq(c->kind, GJ_COND_EXISTS);
	kit_free(&k);
}
END_TEST

START_TEST(test_fields)
{
	const struct gj_cond *c = LOAD(
	    "f.trainings:where(any { field \"attendees\":at_least(5),\n"
	    "no(field \"final\":holds()), field \"held_on\":within(years(1), \"accepted_on\") })"
	    ":exists()");
	const struct gj_cond *any = c->rows.filter;

	ck_assert_int_eq(any->kind, GJ_COND_ANY);
	ck_assert_uint_eq(any->n_args, 3);
	ck_assert_ptr_eq(any->args[0]->left->fact, field("trainings", "attendees"));
	ck_assert_int_eq(any->args[0]->place.line, 2);
	ck_assert_int_eq(any->args[1]->place.line,
	                 3); /* where it was written, not where it was used */
	ck_assert_ptr_eq(any->args[1]->args[0]->fact, field("trainings", "final"));
	ck_assert_ptr_eq(any->args[2]->window.anchor, fact("accepted_on"));
	kit_free(&k);
}
END_TEST

/* The same condition on fields serves two lists. */
START_TEST(test_field_twice)
{
	load("facts \"g\" { code \"c\" { zh = \"a\", en = \"b\", role = \"subject\" }, text \"n\" "
	     "{ zh = \"c\", "
	     "en = \"d\", role = \"name\" }, one_of \"b\" { zh = \"e\", en = \"f\", bureaus, role "
	     "= \"bureau\" "
	     "}, list \"l\" { zh = \"l\", en = \"l\", yes_no \"final\" { zh = \"a\", en = \"b\" } "
	     "} }\n"
	     "local final = field \"final\":holds()\n"
	     "category \"g\" { zh = \"a\", en = \"b\", clause = \"2\" }\n"
	     "criterion \"1\" { zh = \"a\", en = \"b\", clause = \"2\", facts "
	     "\"g\".l:where(final):exists() }\n" KIT_CHECK("f.trainings:where(final):exists()"));
	ck_assert_ptr_eq(k.policy->categories[0].checks[0].cond->rows.filter->fact,
	                 field("l", "final"));
	ck_assert_ptr_ne(k.policy->categories[1].checks[0].cond->rows.filter->fact,
	                 field("l", "final"));
	kit_free(&k);
}
END_TEST

START_TEST(test_recognised)
{
	const struct gj_category *c;
	const struct gj_cond *cond;

	load(KIT_CHECK(
	    "f.body:holds()") "facts \"s\" { code \"c\" { zh = \"a\", en = \"b\", role = "
	                      "\"subject\" }, text \"n\" { zh = \"c\", "
	                      "en = \"d\", role = \"name\" }, one_of \"b\" { zh = \"e\", en = "
	                      "\"f\", bureaus, role = \"bureau\" "
	                      "}, list \"built\" { zh = \"l\", en = \"l\", code \"firm\" { zh = "
	                      "\"a\", en = \"b\" } } }\n"
	                      "category \"s\" { zh = \"站\", en = \"S\", clause = \"2\", after = "
	                      "\"e\" }\n"
	                      "criterion \"1\" { zh = \"a\", en = \"b\", clause = \"2\",\n"
	                      "  facts \"s\".built:recognised(\"firm\", "
	                      "\"e\"):distinct(\"firm\"):at_least(2) }");
	c = gj_policy_category(k.policy, "s");
	ck_assert_str_eq(c->after, "e");
	ck_assert(c->checks[0].conditional);
	cond = c->checks[0].cond->left->rows.filter;
	ck_assert_int_eq(cond->kind, GJ_COND_RECOGNISED);
	ck_assert_str_eq(cond->category, "e");
	ck_assert_str_eq(cond->fact->key, "firm");
	kit_free(&k);
}
END_TEST

START_TEST(test_choose)
{
	const struct gj_cond *c =
	    LOAD("reading \"anchor\":choose { reference_date = f.body:holds(), "
	         "accepted_on = f.clear:judged() }");

	ck_assert_int_eq(c->kind, GJ_COND_JUDGED);
	kit_free(&k);
}
END_TEST

/* Numbers too: written, of facts, worked out; what is not taken counts as asked for. */
START_TEST(test_choose_numbers)
{
	const struct gj_cond *c =
	    LOAD("f.officers:at_least(reading \"anchor\":choose { reference_date = 2, "
	         "accepted_on = 7 })");

	ck_assert_int_eq(c->right->kind, GJ_TERM_NUMBER);
	ck_assert_int_eq(c->right->number, 7);
	kit_free(&k);
	c = LOAD(
	    "f.trained:at_least(reading \"anchor\":choose { reference_date = f.served, "
	    "accepted_on = bands(f.officers) { { below = 2, gives = 1 }, { from = 2, gives = 3 } "
	    "} })");
	ck_assert_int_eq(c->right->kind, GJ_TERM_CASES);
	ck_assert_ptr_null(kit_find(&k, "W502", 7)); /* served */
	kit_free(&k);
	c = LOAD("reading \"anchor\":choose { reference_date = f.trained, accepted_on = f.served "
	         "}:at_least(4)");
	ck_assert_str_eq(c->left->fact->key, "served");
	kit_free(&k);
	kit_load_beside(&k, KIT_CHECK("reading \"anchor\":choose { reference_date = f.trained, "
	                              "accepted_on = f.body:holds() }"));
	kit_expect_only(&k, "E302", 2, "a number and a condition");
	kit_free(&k);
}
END_TEST

#define COUNT_COMPARE 13
#define COUNT_SHARE 9

Suite *suite_words(void)
{
	Suite *s = suite_create("words");
	TCase *t = tcase_create("words");

	tcase_add_test(t, test_policy);
	tcase_add_test(t, test_programme);
	tcase_add_test(t, test_facts);
	tcase_add_test(t, test_checks);
	tcase_add_loop_test(t, test_compare, 0, COUNT_COMPARE);
	tcase_add_loop_test(t, test_share, 0, COUNT_SHARE);
	tcase_add_test(t, test_zero_base);
	tcase_add_test(t, test_plain);
	tcase_add_test(t, test_joined);
	tcase_add_test(t, test_window);
	tcase_add_test(t, test_lists);
	tcase_add_test(t, test_fields);
	tcase_add_test(t, test_field_twice);
	tcase_add_test(t, test_recognised);
	tcase_add_test(t, test_choose);
	tcase_add_test(t, test_choose_numbers);
	suite_add_tcase(s, t);
	return s;
}
