/* check_number.c: numbers and days worked out: shares, growth, sums, rounding, moved days, currency. */
#include "tests/policy/judge.h"
#include "tests/policy/suites.h"

START_TEST(test_share_of)
{
	static const char condition[] = "f.trained:share_of(f.served):at_least(percent(50))";

	JUDGE(NULL, { condition, "trained=5 served=10", GJ_MET },
	      { condition, "trained=4 served=9", GJ_NOT_MET },
	      { condition, "trained=5 served=9", GJ_MET },
	      { condition, "trained=0 served=0", GJ_UNKNOWN },
	      { condition, "trained=5", GJ_UNKNOWN },
	      { "f.trained:share_of(f.served):more_than(percent(50))", "trained=5 served=10",
	        GJ_NOT_MET },
	      { "f.trained:share_of(f.served):at_least(ratio(1, 3))", "trained=3 served=10",
	        GJ_NOT_MET },
	      { "f.trained:share_of(f.served):at_least(ratio(1, 3))", "trained=3 served=9",
	        GJ_MET },
	      { "f.trained:share_of(f.served):if_zero('not_met'):at_least(percent(50))",
	        "trained=0 served=0", GJ_NOT_MET },
	      { "f.trained:share_of(f.served):if_zero('not_applicable'):at_least(percent(50))",
	        "trained=0 served=0", GJ_NOT_APPLICABLE },
	      { "f.income:share_of(f.budget):at_least(percent(50))", "income=5000 budget=1",
	        GJ_MET },
	      { "f.income:share_of(f.budget):at_least(percent(50))", "income=4999 budget=1",
	        GJ_NOT_MET });
}
END_TEST

START_TEST(test_growth_over)
{
	static const char condition[] = "f.trained:growth_over(f.served):at_least(percent(10))";

	JUDGE(NULL, { condition, "trained=110 served=100", GJ_MET },
	      { condition, "trained=109 served=100", GJ_NOT_MET },
	      { condition, "trained=5 served=0", GJ_UNKNOWN },
	      { "f.trained:growth_over(f.served):more_than(percent(10))", "trained=110 served=100",
	        GJ_NOT_MET },
	      { "f.trained:growth_over(f.served):if_zero('not_met'):at_least(percent(10))",
	        "trained=5 served=0", GJ_NOT_MET },
	      { "f.budget:growth_over(f.income):at_least(percent(0))", "budget=-1 income=-10000",
	        GJ_UNKNOWN },
	      { "f.budget:growth_over(f.income):at_least(percent(10))", "budget=1.1 income=10000",
	        GJ_MET },
	      { "f.budget:growth_over(f.income):at_least(percent(10))", "budget=1.09 income=10000",
	        GJ_NOT_MET });
}
END_TEST

START_TEST(test_plus)
{
	JUDGE(NULL,
	      { "f.served:plus(f.trained):at_least(10)", "served=4 trained=6", GJ_MET },
	      { "f.served:plus(f.trained):at_least(10)", "served=4 trained=5", GJ_NOT_MET },
	      { "f.served:plus(f.trained):at_least(10)", "served=4", GJ_UNKNOWN },
	      { "f.served:plus(f.trained):at_least(4)", "served=4 trained=na", GJ_MET },
	      { "f.served:plus(5):equals(9)", "served=4", GJ_MET },
	      { "f.budget:plus(quantity(1, '万元')):at_least(quantity(2, '万元'))", "budget=1",
	        GJ_MET },
	      { "f.budget:plus(quantity(1, '万元')):at_least(quantity(2, '万元'))", "budget=0.99",
	        GJ_NOT_MET },
	      { "f.officers:at_least(f.officers:plus(0))", "officers=3", GJ_MET });
}
END_TEST

START_TEST(test_minus)
{
	JUDGE(NULL, { "f.served:minus(f.trained):at_most(2)", "served=6 trained=4", GJ_MET },
	      { "f.served:minus(f.trained):at_most(2)", "served=7 trained=4", GJ_NOT_MET },
	      { "f.served:minus(f.trained):at_most(0)", "served=4 trained=7", GJ_MET },
	      { "f.served:minus(f.trained):at_most(2)", "served=7 trained=na", GJ_NOT_APPLICABLE });
}
END_TEST

START_TEST(test_times)
{
	JUDGE(NULL, { "f.served:times(3):at_least(9)", "served=3", GJ_MET },
	      { "f.served:times(3):at_least(9)", "served=2", GJ_NOT_MET },
	      { "f.trained:at_least(f.served:times(percent(50)))", "trained=2 served=5",
	        GJ_NOT_MET },
	      { "f.trained:at_least(f.served:times(percent(50)))", "trained=3 served=5", GJ_MET });
}
END_TEST

START_TEST(test_rounded)
{
	JUDGE(NULL,
	      { "f.served:times(percent(50)):rounded('down'):equals(2)", "served=5", GJ_MET },
	      { "f.served:times(percent(50)):rounded('up'):equals(3)", "served=5", GJ_MET },
	      { "f.served:times(percent(50)):rounded('half_up'):equals(3)", "served=5", GJ_MET },
	      { "f.served:times(percent(50)):rounded('half_even'):equals(2)", "served=5", GJ_MET },
	      { "f.served:times(percent(50)):rounded('half_even'):equals(4)", "served=7", GJ_MET },
	      { "f.trained:at_least(percent(10):of(f.served):rounded('up'))",
	        "trained=2 served=11", GJ_MET },
	      { "f.trained:at_least(percent(10):of(f.served):rounded('up'))",
	        "trained=1 served=11", GJ_NOT_MET });
}
END_TEST

START_TEST(test_capped)
{
	JUDGE(NULL, { "f.served:capped(5):equals(5)", "served=9", GJ_MET },
	      { "f.served:capped(5):equals(5)", "served=5", GJ_MET },
	      { "f.served:capped(5):equals(4)", "served=4", GJ_MET },
	      { "f.served:capped(5):plus(f.trained:capped(2)):at_least(7)", "served=9 trained=9",
	        GJ_MET },
	      { "f.served:capped(5):plus(f.trained:capped(2)):at_least(7)", "served=9 trained=1",
	        GJ_NOT_MET });
}
END_TEST

START_TEST(test_floored)
{
	JUDGE(NULL, { "f.served:minus(f.trained):floored(0):equals(0)", "served=1 trained=5", GJ_MET },
	      { "f.served:minus(f.trained):floored(0):equals(1)", "served=6 trained=5", GJ_MET });
}
END_TEST

/* 万元 with two decimals beside 元 without. */
START_TEST(test_currency)
{
	JUDGE(NULL, { "f.income:at_most(f.budget)", "income=10000 budget=1", GJ_MET },
	      { "f.income:at_most(f.budget)", "income=10001 budget=1", GJ_NOT_MET },
	      { "f.budget:at_least(f.income)", "income=10000 budget=1", GJ_MET },
	      { "f.budget:at_least(f.income)", "income=10001 budget=1", GJ_NOT_MET },
	      { "f.budget:equals(f.income)", "income=100 budget=0.01", GJ_MET },
	      { "f.budget:equals(f.income)", "income=101 budget=0.01", GJ_NOT_MET },
	      { "f.budget:less_than(quantity(1, '亿元'))", "budget=9999.99", GJ_MET },
	      { "f.budget:less_than(quantity(1, '亿元'))", "budget=10000", GJ_NOT_MET },
	      { "f.income:at_least(quantity('0.0001', '亿元'))", "income=10000", GJ_MET },
	      { "f.income:plus(f.budget):at_least(quantity(2, '万元'))", "income=10000 budget=1",
	        GJ_MET },
	      { "f.income:plus(f.budget):at_least(quantity(2, '万元'))", "income=9999 budget=1",
	        GJ_NOT_MET });
}
END_TEST

START_TEST(test_moved_days)
{
	JUDGE(NULL,
	      { "f.accepted_on:on_or_before(f.founded_on:plus(days(30)))",
	        "founded_on=2022-01-01 accepted_on=2022-01-31", GJ_MET },
	      { "f.accepted_on:on_or_before(f.founded_on:plus(days(30)))",
	        "founded_on=2022-01-01 accepted_on=2022-02-01", GJ_NOT_MET },
	      { "f.accepted_on:on_or_before(f.founded_on:plus(months(1)))",
	        "founded_on=2022-01-31 accepted_on=2022-02-28", GJ_MET },
	      { "f.accepted_on:on_or_before(f.founded_on:plus(months(1)))",
	        "founded_on=2022-01-31 accepted_on=2022-03-01", GJ_NOT_MET },
	      { "f.accepted_on:on_or_before(f.founded_on:plus(years(1)))",
	        "founded_on=2020-02-29 accepted_on=2021-02-28", GJ_MET },
	      { "f.accepted_on:on_or_before(f.founded_on:plus(years(1)))",
	        "founded_on=2020-02-29 accepted_on=2021-03-01", GJ_NOT_MET },
	      { "f.accepted_on:on_or_after(f.founded_on:minus(days(1)))",
	        "founded_on=2022-01-01 accepted_on=2021-12-31", GJ_MET },
	      { "f.accepted_on:on_or_after(f.founded_on:minus(days(1)))",
	        "founded_on=2022-01-01 accepted_on=2021-12-30", GJ_NOT_MET },
	      { "f.accepted_on:on_or_before(day '2022-01-30':plus(days(1)))",
	        "accepted_on=2022-01-31", GJ_MET },
	      { "f.accepted_on:on_or_before(day '2022-01-30':plus(days(1)))",
	        "accepted_on=2022-02-01", GJ_NOT_MET });
}
END_TEST

#define CALENDAR \
	"calendar { year = 2022, holidays = { '2022-05-02..2022-05-04' }, workdays = { '2022-05-07' " \
	"} }"

/* 2022-04-29 is a Friday; three days off follow the weekend, and the Saturday after is worked. */
START_TEST(test_working_days)
{
	static const char condition[] =
	    "f.accepted_on:on_or_before(f.founded_on:plus(working_days(3)))";

	JUDGE(CALENDAR, { condition, "founded_on=2022-04-29 accepted_on=2022-05-07", GJ_MET },
	      { condition, "founded_on=2022-04-29 accepted_on=2022-05-08", GJ_NOT_MET },
	      { condition, "founded_on=2022-12-30 accepted_on=2023-01-05", GJ_ERROR },
	      { "f.accepted_on:on_or_before(day '2022-04-29':plus(working_days(3)))",
	        "accepted_on=2022-05-07", GJ_MET },
	      { "f.accepted_on:on_or_before(day '2022-04-29':plus(working_days(3)))",
	        "accepted_on=2022-05-08", GJ_NOT_MET });
	FINDINGS(CALENDAR, { "f.accepted_on:on_or_before(day '2022-12-30':plus(working_days(3)))",
	                     "E312", "calendar" });
}
END_TEST

START_TEST(test_month_end)
{
	JUDGE(NULL,
	      { "f.accepted_on:on_or_before(f.founded_on:month_end())",
	        "founded_on=2024-02-10 accepted_on=2024-02-29", GJ_MET },
	      { "f.accepted_on:on_or_before(f.founded_on:month_end())",
	        "founded_on=2024-02-10 accepted_on=2024-03-01", GJ_NOT_MET });
}
END_TEST

START_TEST(test_days_since)
{
	JUDGE(NULL,
	      { "f.accepted_on:days_since(f.founded_on):at_most(30)",
	        "founded_on=2022-01-01 accepted_on=2022-01-31", GJ_MET },
	      { "f.accepted_on:days_since(f.founded_on):at_most(30)",
	        "founded_on=2022-01-01 accepted_on=2022-02-01", GJ_NOT_MET },
	      { "f.accepted_on:days_since(day '2022-01-01'):at_least(1)",
	        "accepted_on=2022-01-02", GJ_MET },
	      { "reference_date:days_since(f.founded_on):at_least(365)", "founded_on=2021-12-31",
	        GJ_MET },
	      { "reference_date:days_since(f.founded_on):at_least(365)", "founded_on=2022-01-01",
	        GJ_NOT_MET });
}
END_TEST

START_TEST(test_reference_date)
{
	JUDGE(NULL,
	      { "f.founded_on:on_or_before(reference_date:minus(years(2)))",
	        "founded_on=2020-12-31", GJ_MET },
	      { "f.founded_on:on_or_before(reference_date:minus(years(2)))",
	        "founded_on=2021-01-01", GJ_NOT_MET },
	      { "reference_date:on_or_after(f.founded_on)", "founded_on=2022-12-31", GJ_MET },
	      { "reference_date:on_or_after(f.founded_on)", "founded_on=2023-01-01", GJ_NOT_MET },
	      { "all { reference_date:on_or_before(day '2022-12-31'), f.body:holds() }",
	        "body=yes", GJ_MET },
	      { "all { reference_date:on_or_before(day '2022-12-30'), f.body:holds() }",
	        "body=yes", GJ_NOT_MET });
}
END_TEST

START_TEST(test_open_one_of)
{
	static const char condition[] = "f.mode:one_of({ 'own', 'attached' }, { open = true })";

	JUDGE(NULL, { condition, "mode=own", GJ_MET }, { condition, "mode=missing", GJ_REVIEW },
	      { condition, "", GJ_UNKNOWN },
	      { "f.mode:one_of({ 'own', 'attached' }, { open = false })", "mode=missing",
	        GJ_NOT_MET });
	FINDINGS(NULL, { "f.mode:one_of({ 'own' }, { opn = true })", "E205", "open" },
	         { "f.mode:one_of({ 'own' }, 'open')", "E302", "open = true" });
}
END_TEST

/* A number made of itself over and over has its limit, like conditions. */
START_TEST(test_growing)
{
	FINDINGS("local t = f.served:plus(1) for i = 1, 3000 do t = t:plus(1) end", { "t:at_least(1)", "E418", NULL });
	FINDINGS("local t = f.served:plus(1) for i = 1, 60 do t = t:plus(t) end", { "t:at_least(1)", "E418", NULL });
	FINDINGS("local t = by(f.mode) { own = f.served, otherwise = 1 } for i = 1, 60 do t = by(f.mode) { own = t, otherwise = t } end", { "t:at_least(1)", "E418", NULL });
}
END_TEST

START_TEST(test_findings)
{
	FINDINGS(NULL, { "f.trained:share_of(f.officers):at_least(percent(50))", "E303", NULL },
	         { "f.trained:share_of(5):at_least(percent(50))", "E302", NULL },
	         { "f.trained:share_of(f.founded_on):at_least(percent(50))", "E302", NULL },
	         { "f.trained:share_of(f.served):at_least(50)", "E302", "percent" },
	         { "f.trained:share_of(f.served)", "E302", NULL },
	         { "f.budget:growth_over(f.area):at_least(percent(1))", "E303", NULL },
	         { "f.trainings:growth_over(f.served):at_least(percent(1))", "E301", NULL },
	         { "f.served:plus(f.officers):at_least(1)", "E303", NULL },
	         { "f.served:plus(f.budget):at_least(1)", "E302", NULL },
	         { "f.budget:plus(5):at_least(quantity(1, '万元'))", "E304", "quantity" },
	         { "f.budget:plus(quantity(1, '㎡')):at_least(quantity(1, '万元'))", "E303", NULL },
	         { "f.served:plus(percent(50):of(f.trained)):at_least(1)", "E311", "rounded" },
	         { "f.served:minus(percent(50):of(f.trained)):at_least(1)", "E311", "rounded" },
	         { "f.served:at_most(percent(5):of(f.trained):if_zero('not_applicable')"
	           ":rounded('down'))", "E311", ":unless" },
	         { "f.served:times('3'):at_least(1)", "E302", NULL },
	         { "f.served:times(1.5):at_least(1)", "E302", "ratio" },
	         { "f.served:times(-1):at_least(1)", "E302", NULL },
	         { "f.founded_on:times(2):at_least(1)", "E301", NULL },
	         { "f.served:times(percent(50)):rounded():at_least(1)", "E311", "down" },
	         { "f.served:times(percent(50)):rounded('near'):at_least(1)", "E213", NULL },
	         { "f.served:rounded('up'):at_least(1)", "E301", NULL },
	         { "f.served:capped(f.trained):at_least(1)", "E302", NULL },
	         { "f.served:capped():at_least(1)", "E302", NULL },
	         { "f.founded_on:plus(30):on_or_after(day '2022-01-01')", "E302", "days(30)" },
	         { "f.founded_on:plus(days(0)):on_or_after(day '2022-01-01')", "E307", NULL },
	         { "f.founded_on:plus(days(3661)):on_or_after(day '2022-01-01')", "E307", NULL },
	         { "f.founded_on:plus(days(3660)):on_or_after(day '2022-01-01')", "", NULL },
	         { "f.founded_on:plus(working_days(1.5)):on_or_after(day '2022-01-01')", "E306",
	           NULL },
	         { "f.accepted_on:on_or_before(day '2022-01-30':plus(working_days(1)))", "E312",
	           "calendar" },
	         { "f.served:days_since(f.founded_on):at_least(1)", "E301", NULL },
	         { "f.served:plus(1):days_since(f.founded_on):at_least(1)", "E301", NULL },
	         { "f.founded_on:days_since(5):at_least(1)", "E302", NULL },
	         { "f.served:month_end():at_least(1)", "E301", NULL },
	         { "f.served:plus(1):month_end():at_least(1)", "E301", NULL },
	         { "f.founded_on:days_since(f.accepted_on):at_least(f.served)", "E303", NULL });
}
END_TEST

Suite *suite_number(void)
{
	Suite *s = suite_create("number");
	TCase *t = tcase_create("number");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_share_of);
	tcase_add_test(t, test_growth_over);
	tcase_add_test(t, test_plus);
	tcase_add_test(t, test_minus);
	tcase_add_test(t, test_times);
	tcase_add_test(t, test_rounded);
	tcase_add_test(t, test_capped);
	tcase_add_test(t, test_floored);
	tcase_add_test(t, test_currency);
	tcase_add_test(t, test_moved_days);
	tcase_add_test(t, test_working_days);
	tcase_add_test(t, test_month_end);
	tcase_add_test(t, test_days_since);
	tcase_add_test(t, test_reference_date);
	tcase_add_test(t, test_open_one_of);
	tcase_add_test(t, test_growing);
	tcase_add_test(t, test_findings);
	suite_add_tcase(s, t);
	return s;
}
