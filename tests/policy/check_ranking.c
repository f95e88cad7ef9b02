/* check_ranking.c: ranking and validity as rule files declare them. */
#include <stdio.h>

#include "tests/policy/judge.h"
#include "tests/policy/suites.h"

#define RANKING(rest) "ranking 'top' { zh = '榜', en = 'top', " rest " }"

START_TEST(test_ranking)
{
	static const char before[] = RANKING("clause = '3', quota = 10, reserve = 2, per = 'bureau', tie "
					     "= 'credit_code', by = { descending(f.served:plus(f.trained)), "
					     "ascending(f.accepted_on) }");
	const struct gj_ranking *r;
	struct kit k;

	judge_load(&k, before, "f.body:holds()");
	kit_expect(&k, "", 0, before);
	ck_assert_uint_eq(k.policy->n_rankings, 1);
	r = &k.policy->rankings[0];
	ck_assert_str_eq(r->key, "top");
	ck_assert_str_eq(r->label.zh, "榜");
	ck_assert_str_eq(r->category, "e");
	ck_assert_int_eq(r->quota, 10);
	ck_assert_int_eq(r->reserve, 2);
	ck_assert(r->per_bureau);
	ck_assert_int_eq(r->tie, GJ_TIE_CODE);
	ck_assert_uint_eq(r->n_keys, 2);
	ck_assert(r->keys[0].descending);
	ck_assert_int_eq(r->keys[0].term->kind, GJ_TERM_PLUS);
	ck_assert(!r->keys[1].descending);
	ck_assert_str_eq(r->keys[1].term->fact->key, "accepted_on");
	kit_free(&k);
	judge_load(&k, RANKING("clause = '3', quota = 1, by = { descending(f.served) }"),
	           "f.body:holds()");
	kit_expect(&k, "", 0, "defaults");
	r = &k.policy->rankings[0];
	ck_assert_int_eq(r->reserve, 0);
	ck_assert(!r->per_bureau);
	ck_assert_int_eq(r->tie, GJ_TIE_PERSON);
	kit_free(&k);
}
END_TEST

START_TEST(test_validity)
{
	const struct gj_validity *v;
	struct kit k;

	judge_load(&k, "validity { years(3), from = 'accepted_on', renew = months(3) }", "f.body:holds()");
	kit_expect(&k, "", 0, "validity");
	v = &k.policy->categories[0].validity;
	ck_assert_int_eq(v->months, 36);
	ck_assert_int_eq(v->renew_months, 3);
	ck_assert_str_eq(v->from->key, "accepted_on");
	kit_free(&k);
	judge_load(&k, "validity { months(18), from = 'accepted_on' }", "f.body:holds()");
	kit_expect(&k, "", 0, "validity");
	ck_assert_int_eq(k.policy->categories[0].validity.renew_months, 0);
	kit_free(&k);
}
END_TEST

/* Findings on the line of what stands before the criterion. */
START_TEST(test_findings)
{
	static const struct {
		const char *before, *code;
	} rows[] = {
		{ RANKING("quota = 1, by = { descending(f.served) }"), "E404" },
		{ RANKING("clause = '3', by = { descending(f.served) }"), "E405" },
		{ RANKING("clause = '3', quota = 0, by = { descending(f.served) }"), "E307" },
		{ RANKING("clause = '3', quota = -5, by = { descending(f.served) }"), "E307" },
		{ RANKING("clause = '3', quota = '5', by = { descending(f.served) }"), "E302" },
		{ RANKING("clause = '3', quota = 1, reserve = -1, by = { descending(f.served) }"), "E307" },
		{ RANKING("clause = '3', quota = 1"), "E405" },
		{ RANKING("clause = '3', quota = 1, by = { }"), "E408" },
		{ RANKING("clause = '3', quota = 1, by = { f.served }"), "E302" },
		{ RANKING("clause = '3', quota = 1, by = { descending(f.body) }"), "E302" },
		{ RANKING("clause = '3', quota = 1, by = { descending(5) }"), "E302" },
		{ RANKING("clause = '3', quota = 1, by = { descending(f.trainings:average('attendees')) }"),
		  "E302" },
		{ RANKING("clause = '3', quota = 1, per = 'town', by = { descending(f.served) }"), "E213" },
		{ RANKING("clause = '3', quota = 1, tie = 'coin', by = { descending(f.served) }"), "E213" },
		{ RANKING("clause = '3', quota = 1, qota = 1, by = { descending(f.served) }"), "E205" },
		{ RANKING("clause = '3', quota = 1, category = 'x', by = { descending(reference_date) }"),
		  "E210" },
		{ RANKING("clause = '3', quota = 1, by = { descending(f.served) }") RANKING(
		      "clause = '3', quota = 1, by = { descending(f.served) }"),
		  "E212" },
		{ "validity { from = 'accepted_on' }", "E405" },
		{ "validity { years(3) }", "E405" },
		{ "validity { years(3), years(2), from = 'accepted_on' }", "E417" },
		{ "validity { 3, from = 'accepted_on' }", "E302" },
		{ "validity { years(3), from = 'acepted_on' }", "E203" },
		{ "validity { years(3), from = 'served' }", "E203" },
		{ "validity { years(3), from = 'accepted_on', renew = 3 }", "E302" },
		{ "validity { years(3), from = 'accepted_on', renewal = 3 }", "E205" },
		{ "validity(3)", "E302" },
	};
	struct kit k;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		judge_load(&k, rows[i].before, "f.body:holds()");
		kit_expect_only(&k, rows[i].code, 2, rows[i].before);
		kit_free(&k);
	}
	kit_load_beside(&k, "validity { years(3), from = 'accepted_on' }");
	kit_expect(&k, "E411", 1, "no category");
	kit_free(&k);
	kit_load_beside(&k, RANKING("clause = '3', quota = 1, by = { descending(facts('e').served) }"));
	kit_expect(&k, "E411", 1, "no category");
	kit_free(&k);
}
END_TEST

Suite *suite_ranking(void)
{
	Suite *s = suite_create("ranking");
	TCase *t = tcase_create("ranking");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_ranking);
	tcase_add_test(t, test_validity);
	tcase_add_test(t, test_findings);
	suite_add_tcase(s, t);
	return s;
}
