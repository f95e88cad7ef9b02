/* check_list.c: what the rows of a list come to: sums, averages, every one, years, days in force. */
#include "tests/policy/judge.h"
#include "tests/policy/suites.h"

START_TEST(test_sum)
{
	JUDGE(NULL,
	      { "f.trainings:sum('attendees'):at_least(10)",
	        "trainings=[attendees=4;attendees=6]", GJ_MET },
	      { "f.trainings:sum('attendees'):at_least(10)",
	        "trainings=[attendees=4;attendees=5]", GJ_NOT_MET },
	      { "f.trainings:sum('attendees'):at_least(10)",
	        "trainings=[attendees=4;final=yes]", GJ_UNKNOWN },
	      { "f.trainings:sum('attendees'):at_least(10)",
	        "trainings=[attendees=10;attendees=na]", GJ_MET },
	      { "f.trainings:sum('attendees'):at_most(0)", "trainings=[]", GJ_MET },
	      { "f.trainings:sum('attendees'):at_most(0)", "", GJ_UNKNOWN },
	      { "f.trainings:where { final = true }:sum('attendees'):equals(4)",
	        "trainings=[attendees=4,final=yes;attendees=6,final=no]", GJ_MET },
	      { "f.officers:at_most(f.trainings:sum('attendees'))",
	        "officers=5 trainings=[attendees=5]", GJ_MET },
	      { "f.officers:at_most(f.trainings:sum('attendees'))",
	        "officers=6 trainings=[attendees=5]", GJ_NOT_MET });
}
END_TEST

START_TEST(test_largest)
{
	JUDGE(NULL,
	      { "f.trainings:largest('attendees'):at_most(9)",
	        "trainings=[attendees=4;attendees=9]", GJ_MET },
	      { "f.trainings:largest('attendees'):at_most(9)",
	        "trainings=[attendees=4;attendees=10]", GJ_NOT_MET },
	      { "f.trainings:largest('attendees'):at_most(9)", "trainings=[]", GJ_NOT_APPLICABLE },
	      { "f.trainings:largest('held_on'):on_or_after(day '2022-06-01')",
	        "trainings=[held_on=2022-06-01;held_on=2021-01-01]", GJ_MET },
	      { "f.trainings:largest('held_on'):on_or_after(day '2022-06-01')",
	        "trainings=[held_on=2022-05-31]", GJ_NOT_MET });
}
END_TEST

START_TEST(test_smallest)
{
	JUDGE(NULL,
	      { "f.trainings:smallest('attendees'):at_least(4)",
	        "trainings=[attendees=4;attendees=9]", GJ_MET },
	      { "f.trainings:smallest('attendees'):at_least(4)",
	        "trainings=[attendees=3;attendees=9]", GJ_NOT_MET },
	      { "f.trainings:smallest('attendees'):at_least(4)", "trainings=[]",
	        GJ_NOT_APPLICABLE });
}
END_TEST

START_TEST(test_average)
{
	JUDGE(NULL,
	      { "f.trainings:average('attendees'):at_least(5)",
	        "trainings=[attendees=4;attendees=6]", GJ_MET },
	      { "f.trainings:average('attendees'):at_least(5)",
	        "trainings=[attendees=4;attendees=5]", GJ_NOT_MET },
	      { "f.trainings:average('attendees'):more_than(5)",
	        "trainings=[attendees=4;attendees=6]", GJ_NOT_MET },
	      { "f.trainings:average('attendees'):at_least(5)", "trainings=[]", GJ_UNKNOWN },
	      { "f.trainings:average('attendees'):if_empty('not_met'):at_least(5)", "trainings=[]",
	        GJ_NOT_MET },
	      { "f.trainings:average('attendees'):if_empty('not_applicable'):at_least(5)",
	        "trainings=[]", GJ_NOT_APPLICABLE },
	      { "f.trainings:average('attendees'):if_empty('review'):at_least(5)", "trainings=[]",
	        GJ_REVIEW });
}
END_TEST

START_TEST(test_every)
{
	JUDGE(NULL,
	      { "f.trainings:every(field 'final':holds())", "trainings=[final=yes;final=yes]",
	        GJ_MET },
	      { "f.trainings:every(field 'final':holds())", "trainings=[final=yes;final=no]",
	        GJ_NOT_MET },
	      { "f.trainings:every(field 'final':holds())", "trainings=[final=yes;attendees=1]",
	        GJ_UNKNOWN },
	      { "f.trainings:every(field 'final':holds())", "trainings=[]", GJ_UNKNOWN },
	      { "f.trainings:every(field 'final':holds(), { if_empty = 'met' })", "trainings=[]",
	        GJ_MET },
	      { "f.trainings:every(field 'final':holds(), { if_empty = 'not_met' })",
	        "trainings=[]", GJ_NOT_MET },
	      { "f.trainings:every(field 'final':holds(), { if_empty = 'review' })",
	        "trainings=[]", GJ_REVIEW },
	      { "f.trainings:where { scope = 'all' }:every(field 'attendees':at_least(5))",
	        "trainings=[scope=all,attendees=5;scope=some,attendees=1]", GJ_MET },
	      { "f.trainings:where { scope = 'all' }:every(field 'attendees':at_least(5))",
	        "trainings=[scope=all,attendees=4]", GJ_NOT_MET },
	      { "f.cases:every(field 'decided_on':days_since(field 'act_on'):at_most(30))",
	        "cases=[act_on=2022-01-01,decided_on=2022-01-31]", GJ_MET },
	      { "f.cases:every(field 'decided_on':days_since(field 'act_on'):at_most(30))",
	        "cases=[act_on=2022-01-01,decided_on=2022-02-01]", GJ_NOT_MET },
	      { "f.trainings:every(field 'attendees':at_least(5):unless(field 'final':holds(), "
	        "{ zh = '终', en = 'final', outcome = 'met' }))",
	        "trainings=[attendees=5,final=no;attendees=1,final=yes]", GJ_MET },
	      { "f.trainings:every(field 'attendees':at_least(5):unless(field 'final':holds(), "
	        "{ zh = '终', en = 'final', outcome = 'met' }))",
	        "trainings=[attendees=4,final=no]", GJ_NOT_MET });
}
END_TEST

/* The part of the rows that pass, of all rows. */
START_TEST(test_coverage)
{
	JUDGE(NULL,
	      { "f.trainings:where { final = true }:share_of(f.trainings):at_least(percent(50))",
	        "trainings=[final=yes;final=no]", GJ_MET },
	      { "f.trainings:where { final = true }:share_of(f.trainings):at_least(percent(50))",
	        "trainings=[final=yes;final=no;final=no]", GJ_NOT_MET },
	      { "f.trainings:where { final = true }:share_of(f.trainings):at_least(percent(50))",
	        "trainings=[]", GJ_UNKNOWN },
	      { "f.trainings:where { final = true }:share_of(f.trainings):if_zero('not_met')"
	        ":at_least(percent(50))",
	        "trainings=[]", GJ_NOT_MET });
}
END_TEST

START_TEST(test_in_fiscal_year)
{
	static const char condition[] =
	    "f.trainings:in_fiscal_year(2021, { starts = '04-01' }):exists()";

	JUDGE(NULL, { condition, "trainings=[held_on=2021-04-01]", GJ_MET },
	      { condition, "trainings=[held_on=2021-03-31]", GJ_NOT_MET },
	      { condition, "trainings=[held_on=2022-03-31]", GJ_MET },
	      { condition, "trainings=[held_on=2022-04-01]", GJ_NOT_MET },
	      { "f.founded_on:in_fiscal_year(2022, { starts = '07-01', to_date = true })",
	        "founded_on=2022-12-31", GJ_MET },
	      { "f.founded_on:in_fiscal_year(2022, { starts = '07-01', to_date = true })",
	        "founded_on=2023-01-01", GJ_NOT_MET });
}
END_TEST

/* Years that follow each other: each must have its row. */
START_TEST(test_in_each_of_last)
{
	static const char condition[] = "f.trainings:in_each_of_last(3, programme_year)";

	JUDGE(NULL,
	      { condition, "trainings=[held_on=2020-01-01;held_on=2021-12-31;held_on=2022-05-01]",
	        GJ_MET },
	      { condition, "trainings=[held_on=2019-12-31;held_on=2021-12-31;held_on=2022-05-01]",
	        GJ_NOT_MET },
	      { condition, "trainings=[held_on=2020-01-01;held_on=2022-05-01]", GJ_NOT_MET },
	      { condition, "", GJ_UNKNOWN },
	      { "f.cases:in_each_of_last(1, 2022, { by = 'act_on' })", "cases=[act_on=2022-01-01]",
	        GJ_MET });
}
END_TEST

START_TEST(test_valid_on)
{
	static const char condition[] =
	    "f.cases:valid_on('accepted_on', { from = 'act_on', to = 'decided_on' }):exists()";
	static const char ended[] =
	    "f.cases:valid_on(day '2022-06-01', { from = 'act_on', ended = 'decided_on' }):none()";

	JUDGE(NULL,
	      { condition, "accepted_on=2022-06-01 cases=[act_on=2022-06-01,decided_on=2022-06-01]",
	        GJ_MET },
	      { condition, "accepted_on=2022-06-01 cases=[act_on=2022-06-02,decided_on=2023-06-01]",
	        GJ_NOT_MET },
	      { condition, "accepted_on=2022-06-01 cases=[act_on=2021-06-02,decided_on=2022-05-31]",
	        GJ_NOT_MET },
	      { condition, "accepted_on=2022-06-01 cases=[act_on=2021-06-02,decided_on=na]",
	        GJ_MET },
	      { condition, "accepted_on=2022-06-01 cases=[act_on=2021-06-02]", GJ_UNKNOWN },
	      { condition, "cases=[act_on=2021-06-02,decided_on=2022-05-31]", GJ_UNKNOWN },
	      { condition, "accepted_on=2022-06-01 cases=[]", GJ_NOT_MET },
	      { ended, "cases=[act_on=2022-01-01,decided_on=2022-06-01]", GJ_MET },
	      { ended, "cases=[act_on=2022-01-01,decided_on=2022-06-02]", GJ_NOT_MET },
	      { ended, "cases=[act_on=2022-01-01,decided_on=na]", GJ_NOT_MET },
	      { "f.cases:valid_on('reference_date', { from = 'act_on' }):exists()",
	        "cases=[act_on=2022-12-31]", GJ_MET },
	      { "f.cases:valid_on('reference_date', { from = 'act_on' }):exists()",
	        "cases=[act_on=2023-01-01]", GJ_NOT_MET });
}
END_TEST

/* Numbers of a row are worked out as those of an application are. */
START_TEST(test_field_numbers)
{
	JUDGE(NULL,
	      { "f.trainings:where(field 'attendees':plus(field 'attendees'):at_least(10)):exists()",
	        "trainings=[attendees=5]", GJ_MET },
	      { "f.trainings:where(field 'attendees':plus(field 'attendees'):at_least(10)):exists()",
	        "trainings=[attendees=4]", GJ_NOT_MET },
	      { "f.cases:where(field 'decided_on':on_or_before(field 'act_on':plus(months(1)))):none()",
	        "cases=[act_on=2022-01-31,decided_on=2022-03-01]", GJ_MET },
	      { "f.cases:where(field 'decided_on':on_or_before(field 'act_on':plus(months(1)))):none()",
	        "cases=[act_on=2022-01-31,decided_on=2022-02-28]", GJ_NOT_MET },
	      { "f.trainings:where(field 'held_on':plus(days(30)):on_or_before(reference_date)):exists()",
	        "trainings=[held_on=2022-12-01]", GJ_MET },
	      { "f.trainings:where(field 'held_on':plus(days(30)):on_or_before(reference_date)):exists()",
	        "trainings=[held_on=2022-12-02]", GJ_NOT_MET },
	      { "f.trainings:every(field 'attendees':times(percent(50)):rounded('up'):at_least(3))",
	        "trainings=[attendees=5]", GJ_MET },
	      { "f.trainings:every(field 'attendees':times(percent(50)):rounded('up'):at_least(3))",
	        "trainings=[attendees=4]", GJ_NOT_MET },
	      { "f.trainings:every(field 'attendees':share_of(field 'attendees'):at_least(percent(100)))",
	        "trainings=[attendees=4]", GJ_MET },
	      { "f.trainings:every(field 'attendees':capped(3):equals(3))", "trainings=[attendees=4]",
	        GJ_MET });
	FINDINGS(NULL,
	         { "f.trainings:where(field 'attendees':plus(f.served):at_least(1)):exists()", "E309",
	           NULL },
	         { "f.trainings:where(field 'final':plus(1):at_least(1)):exists()", "E301", NULL },
	         { "f.trainings:where(field 'attendees':plus(1)):exists()", "E302", NULL },
	         { "f.trainings:every(field 'attendees':plus(1))", "E302", "comparison" },
	         { "f.trainings:every(field 'attendees')", "E302", "field" });
}
END_TEST

START_TEST(test_anchors)
{
	JUDGE(NULL,
	      { "f.founded_on:within(years(1), day '2022-06-30', { boundary = 'met' })",
	        "founded_on=2021-06-30", GJ_MET },
	      { "f.founded_on:within(years(1), day '2022-06-30', { boundary = 'not_met' })",
	        "founded_on=2021-06-30", GJ_NOT_MET },
	      { "f.founded_on:within(years(1), end_of '2022-06')", "founded_on=2022-07-01",
	        GJ_NOT_MET });
}
END_TEST

START_TEST(test_findings)
{
	FINDINGS(NULL, { "f.trainings:sum('final'):at_least(1)", "E301", NULL },
	         { "f.trainings:sum('held_on'):at_least(1)", "E301", NULL },
	         { "f.trainings:sum('atendees'):at_least(1)", "E207", "attendees" },
	         { "f.trainings:sum():at_least(1)", "E302", NULL },
	         { "f.trainings:sum('attendees')", "E302", "comparison" },
	         { "f.officers:sum('attendees'):at_least(1)", "E301", NULL },
	         { "f.trainings:average('held_on'):at_least(1)", "E301", NULL },
	         { "f.trainings:average('attendees'):at_least(f.served)", "E302", NULL },
	         { "f.served:at_least(f.trainings:average('attendees'))", "E302", NULL },
	         { "f.trainings:average('attendees'):plus(1):at_least(1)", "E301", NULL },
	         { "f.served:at_least(percent(50):of(f.trainings:average('attendees')))", "E302",
	           NULL },
	         { "f.trainings:average('attendees'):if_empty('maybe'):at_least(5)", "E213", NULL },
	         { "f.trainings:average('attendees'):if_empty('met'):at_least(5)", "E213", NULL },
	         { "f.trainings:sum('attendees'):if_empty('review'):at_least(5)", "E301", NULL },
	         { "f.trainings:every(f.body:holds())", "E302", "field" },
	         { "f.trainings:every()", "E302", "field" },
	         { "f.trainings:every(field 'fnal':holds())", "E207", "final" },
	         { "f.trainings:every(field 'final':holds(), { if_none = 'met' })", "E205",
	           "if_empty" },
	         { "f.trainings:every(field 'final':holds(), { if_empty = 'yes' })", "E213", NULL },
	         { "f.trainings:in_fiscal_year(2021):exists()", "E308", "starts" },
	         { "f.trainings:in_fiscal_year(2021, { starts = '02-30' }):exists()", "E308",
	           "04-01" },
	         { "f.trainings:in_fiscal_year('2021', { starts = '04-01' }):exists()", "E302",
	           "in_fiscal_year" },
	         { "f.cases:in_fiscal_year(2021, { starts = '04-01' }):exists()", "E310", "by" },
	         { "f.trainings:in_each_of_last(0, 2022)", "E307", "in_each_of_last" },
	         { "f.trainings:in_each_of_last(51, 2022)", "E307", NULL },
	         { "f.trainings:in_each_of_last(50, 2022)", "", NULL },
	         { "f.trainings:in_each_of_last(3)", "E302", NULL },
	         { "f.cases:in_each_of_last(3, 2022)", "E310", "by" },
	         { "f.cases:valid_on('accepted_on', { to = 'decided_on' }):exists()", "E405", NULL },
	         { "f.cases:valid_on('accepted_on'):exists()", "E405", "from" },
	         { "f.cases:valid_on('acepted_on', { from = 'act_on' }):exists()", "E203",
	           "accepted_on" },
	         { "f.trainings:valid_on('accepted_on', { from = 'final' }):exists()", "E310",
	           NULL },
	         { "f.cases:valid_on('accepted_on', { from = 'act_no' }):exists()", "E207",
	           "act_on" });
}
END_TEST

Suite *suite_list(void)
{
	Suite *s = suite_create("list");
	TCase *t = tcase_create("list");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_sum);
	tcase_add_test(t, test_largest);
	tcase_add_test(t, test_smallest);
	tcase_add_test(t, test_average);
	tcase_add_test(t, test_every);
	tcase_add_test(t, test_coverage);
	tcase_add_test(t, test_in_fiscal_year);
	tcase_add_test(t, test_in_each_of_last);
	tcase_add_test(t, test_valid_on);
	tcase_add_test(t, test_field_numbers);
	tcase_add_test(t, test_anchors);
	tcase_add_test(t, test_findings);
	suite_add_tcase(s, t);
	return s;
}
