/* check_trace.c: outcomes of single conditions on single records, with the numbers kept. */
#include "tests/decide/trace_kit.h"

/* ---- shares and counts ---- */

static struct gj_cond *const share_or_count =
    ANY(COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(50, 100, OF_FACT(SERVED))),
        COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, NUMBER(30)));
static struct gj_cond *const active_share_or_count =
    ANY(COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(30, 100, OF_FACT(SERVED))),
        COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, NUMBER(10)));

static const struct {
	struct gj_cond *const *cond;
	int served, trained;
	enum gj_outcome share, count, whole;
} shares[] = {
	{ &share_or_count, 20, 10, GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_MET },
	{ &share_or_count, 20, 11, GJ_MET, GJ_NOT_MET, GJ_MET },
	{ &share_or_count, 29, 15, GJ_MET, GJ_NOT_MET, GJ_MET },
	{ &share_or_count, 29, 14, GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_MET },
	{ &share_or_count, 58, 29, GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_MET },
	{ &share_or_count, 60, 30, GJ_NOT_MET, GJ_MET, GJ_MET },
	{ &share_or_count, 60, 31, GJ_MET, GJ_MET, GJ_MET },
	/* Nothing served: the share is undefined, never passed, and the count decides alone. */
	{ &share_or_count, 0, 0, GJ_UNKNOWN, GJ_NOT_MET, GJ_UNKNOWN },
	{ &share_or_count, 0, 1, GJ_UNKNOWN, GJ_NOT_MET, GJ_UNKNOWN },
	{ &share_or_count, 0, 30, GJ_UNKNOWN, GJ_MET, GJ_MET },
	{ &share_or_count, UNKNOWN, 29, GJ_UNKNOWN, GJ_NOT_MET, GJ_UNKNOWN },
	{ &share_or_count, UNKNOWN, 30, GJ_UNKNOWN, GJ_MET, GJ_MET },
	{ &share_or_count, 20, UNKNOWN, GJ_UNKNOWN, GJ_UNKNOWN, GJ_UNKNOWN },
	{ &share_or_count, NOT_APPLICABLE, 29, GJ_NOT_APPLICABLE, GJ_NOT_MET, GJ_NOT_MET },
	{ &share_or_count, NOT_APPLICABLE, NOT_APPLICABLE, GJ_NOT_APPLICABLE, GJ_NOT_APPLICABLE,
	  GJ_NOT_APPLICABLE },
	{ &share_or_count, UNKNOWN, NOT_APPLICABLE, GJ_UNKNOWN, GJ_NOT_APPLICABLE, GJ_UNKNOWN },
	{ &active_share_or_count, 30, 9, GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_MET },
	{ &active_share_or_count, 29, 9, GJ_MET, GJ_NOT_MET, GJ_MET },
	{ &active_share_or_count, 33, 10, GJ_MET, GJ_MET, GJ_MET },
	{ &active_share_or_count, 34, 10, GJ_NOT_MET, GJ_MET, GJ_MET },
	{ &active_share_or_count, 32, 9, GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_MET },
	{ &active_share_or_count, UNKNOWN, 9, GJ_UNKNOWN, GJ_NOT_MET, GJ_UNKNOWN },
	{ &active_share_or_count, UNKNOWN, 10, GJ_UNKNOWN, GJ_MET, GJ_MET },
};

START_TEST(share)
{
	const struct gj_trace *t;

	put(SERVED, shares[_i].served);
	put(TRAINED, shares[_i].trained);
	t = run(*shares[_i].cond);
	ck_assert_int_eq(t->args[0].outcome, shares[_i].share);
	ck_assert_int_eq(t->args[1].outcome, shares[_i].count);
	ck_assert_int_eq(t->outcome, shares[_i].whole);
	ck_assert_int_eq(t->args[0].zero_base, shares[_i].served == 0);
	if (shares[_i].served > 0 && shares[_i].trained > 0) {
		ck_assert_int_eq(t->args[0].left_low, shares[_i].trained);
		ck_assert_int_eq(t->args[0].right_high, shares[_i].served);
	}
}
END_TEST

START_TEST(zero_base)
{
	static const enum gj_outcome rules[] = { GJ_UNKNOWN, GJ_NOT_MET, GJ_NOT_APPLICABLE,
		                                 GJ_REVIEW };

	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		struct gj_term limit = *SHARE(50, 100, OF_FACT(SERVED));
		struct gj_cond c = *COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, &limit);

		limit.zero_base = rules[i];
		put(SERVED, 0);
		put(TRAINED, 5);
		ck_assert_int_eq(run(&c)->outcome, rules[i]);
		put(TRAINED, UNKNOWN); /* the missing fact is told first */
		ck_assert_int_eq(run(&c)->outcome, GJ_UNKNOWN);
		put(TRAINED, NOT_APPLICABLE);
		ck_assert_int_eq(run(&c)->outcome, GJ_NOT_APPLICABLE);
	}
}
END_TEST

START_TEST(compare)
{
	static const struct {
		enum gj_cmp cmp;
		enum gj_outcome below, same, above;
	} cases[] = {
		{ GJ_AT_LEAST, GJ_NOT_MET, GJ_MET, GJ_MET },
		{ GJ_MORE_THAN, GJ_NOT_MET, GJ_NOT_MET, GJ_MET },
		{ GJ_AT_MOST, GJ_MET, GJ_MET, GJ_NOT_MET },
		{ GJ_LESS_THAN, GJ_MET, GJ_NOT_MET, GJ_NOT_MET },
		{ GJ_EQUALS, GJ_NOT_MET, GJ_MET, GJ_NOT_MET },
	};
	static const enum gj_state states[] = { GJ_MISSING, GJ_EXPLICITLY_UNKNOWN, GJ_NOT_ASKED };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct gj_cond *number = COMPARE(OF_FACT(OFFICERS), cases[i].cmp, NUMBER(2));
		const struct gj_cond *fact = COMPARE(OF_FACT(SPENT), cases[i].cmp, OF_FACT(BUDGET));

		put(OFFICERS, 1);
		ck_assert_int_eq(run(number)->outcome, cases[i].below);
		put(OFFICERS, 2);
		ck_assert_int_eq(run(number)->outcome, cases[i].same);
		put(OFFICERS, 3);
		ck_assert_int_eq(run(number)->outcome, cases[i].above);
		for (size_t s = 0; s < sizeof states / sizeof states[0]; s++) {
			gj_build_state(&r, OFFICERS, states[s]);
			ck_assert_int_eq(run(number)->outcome, GJ_UNKNOWN);
			ck_assert_int_eq(run(number)->left_state, states[s]);
		}
		put(OFFICERS, NOT_APPLICABLE);
		ck_assert_int_eq(run(number)->outcome, GJ_NOT_APPLICABLE);

		put(BUDGET, 99999999999999999);
		put(SPENT, 99999999999999998);
		ck_assert_int_eq(run(fact)->outcome, cases[i].below);
		put(SPENT, 99999999999999999);
		ck_assert_int_eq(run(fact)->outcome, cases[i].same);
		put(BUDGET, 0); /* nothing special about 0 without a share */
		put(SPENT, 1);
		ck_assert_int_eq(run(fact)->outcome, cases[i].above);
		put(BUDGET, UNKNOWN);
		put(SPENT, NOT_APPLICABLE);
		ck_assert_int_eq(run(fact)->outcome, GJ_UNKNOWN);
	}
}
END_TEST

/* ---- single facts and how they combine ---- */

START_TEST(one_fact)
{
	static const struct {
		enum gj_cond_kind kind;
		enum gj_build_fact fact;
		enum gj_outcome yes, no, missing;
	} cases[] = {
		{ GJ_COND_HOLDS, BODY, GJ_MET, GJ_NOT_MET, GJ_UNKNOWN },
		{ GJ_COND_JUDGED, DUTIES, GJ_MET, GJ_NOT_MET, GJ_REVIEW },
		{ GJ_COND_GIVEN, BODY, GJ_MET, GJ_MET, GJ_UNKNOWN },
		{ GJ_COND_GIVEN, DUTIES, GJ_MET, GJ_MET, GJ_UNKNOWN },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct gj_cond *c = ASK(cases[i].kind, FACT(cases[i].fact));

		put(cases[i].fact, 1);
		ck_assert_int_eq(run(c)->outcome, cases[i].yes);
		put(cases[i].fact, 0);
		ck_assert_int_eq(run(c)->outcome, cases[i].no);
		gj_build_state(&r, cases[i].fact, GJ_MISSING);
		ck_assert_int_eq(run(c)->outcome, cases[i].missing);
		gj_build_state(&r, cases[i].fact, GJ_EXPLICITLY_UNKNOWN);
		ck_assert_int_eq(run(c)->outcome, cases[i].missing);
		gj_build_state(&r, cases[i].fact, GJ_NOT_ASKED);
		ck_assert_int_eq(run(c)->outcome, cases[i].missing);
		gj_build_state(&r, cases[i].fact, GJ_STATE_NOT_APPLICABLE);
		ck_assert_int_eq(run(c)->outcome, GJ_NOT_APPLICABLE);
	}
}
END_TEST

START_TEST(one_of)
{
	static const char *const roles[] = { "legal_representative", "chairman" };
	static const char *const names[] = { "甲公司" };
	struct gj_cond *role =
	    COND(.kind = GJ_COND_ONE_OF, .fact = FACT(ROLE), .values = roles, .n_values = 2);
	const struct gj_cond *name =
	    COND(.kind = GJ_COND_ONE_OF, .fact = FACT(NAME), .values = names, .n_values = 1);

	ck_assert_int_eq(run(role)->outcome, GJ_UNKNOWN);
	put(ROLE, 0);
	ck_assert_int_eq(run(role)->outcome, GJ_MET);
	put(ROLE, 1);
	ck_assert_int_eq(run(role)->outcome, GJ_MET);
	put(ROLE, 2);
	ck_assert_int_eq(run(role)->outcome, GJ_NOT_MET);
	ck_assert_int_eq(run(ELSE_REVIEW(role))->outcome, GJ_REVIEW);
	put(ROLE, NOT_APPLICABLE);
	ck_assert_int_eq(run(role)->outcome, GJ_NOT_APPLICABLE);

	r.values[NAME] = gj_build_text("甲公司");
	ck_assert_int_eq(run(name)->outcome, GJ_MET);
	r.values[NAME] = gj_build_text("甲公司 ");
	ck_assert_int_eq(run(name)->outcome, GJ_NOT_MET);
}
END_TEST

/* Facts that give each outcome but error, which no fact can. */
static struct gj_cond *const states[GJ_OUTCOMES] = {
	[GJ_NOT_MET] = ASK(GJ_COND_HOLDS, FACT(CHECKED)),
	[GJ_UNKNOWN] = ASK(GJ_COND_HOLDS, FACT(BODY)),
	[GJ_REVIEW] = ASK(GJ_COND_JUDGED, FACT(DUTIES)),
	[GJ_MET] = COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(1)),
	[GJ_NOT_APPLICABLE] = ASK(GJ_COND_HOLDS, FACT(MODE)),
};

static struct gj_cond *giving(int outcome)
{
	return states[outcome];
}

static void put_states(void)
{
	put(CHECKED, 0);
	put(OFFICERS, 1);
	put(MODE, NOT_APPLICABLE);
}

START_TEST(combine)
{
	enum { N = GJ_NOT_MET, U = GJ_UNKNOWN, V = GJ_REVIEW, M = GJ_MET, A = GJ_NOT_APPLICABLE };
	static const struct {
		int args[3], all, any, two;
	} cases[] = {
		{ { M, M, M }, M, M, M }, { { N, N, N }, N, N, N }, { { M, M, N }, N, M, M },
		{ { M, N, N }, N, M, N }, { { M, M, U }, U, M, M }, { { N, N, U }, N, U, N },
		{ { M, N, U }, N, M, U }, { { M, U, V }, U, M, U }, { { N, U, V }, N, U, U },
		{ { M, V, V }, V, M, V }, { { N, N, V }, N, V, N }, { { U, U, U }, U, U, U },
		{ { A, A, A }, A, A, A }, { { A, M, M }, M, M, M }, { { A, N, N }, N, N, N },
		{ { A, M, N }, N, M, N }, { { A, A, M }, M, M, N }, { { A, A, U }, U, U, U },
		{ { A, U, V }, U, U, U }, { { A, N, V }, N, V, N }, { { A, M, V }, V, M, V },
		{ { A, A, N }, N, N, N }, { { V, V, V }, V, V, V },
	};

	put_states();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const int *a = cases[i].args;
		struct gj_cond c = *ALL(giving(a[0]), giving(a[1]), giving(a[2]));

		ck_assert_msg((int)run(&c)->outcome == cases[i].all, "all, case %zu", i);
		c.kind = GJ_COND_ANY;
		ck_assert_msg((int)run(&c)->outcome == cases[i].any, "any, case %zu", i);
		c.kind = GJ_COND_AT_LEAST_OF;
		c.k = 2;
		ck_assert_msg((int)run(&c)->outcome == cases[i].two, "two of, case %zu", i);
		c.k = 1; /* one of them is any of them */
		ck_assert_msg((int)run(&c)->outcome == cases[i].any, "one of, case %zu", i);
	}
}
END_TEST

START_TEST(negation)
{
	static const enum gj_outcome not [GJ_OUTCOMES] = {
		[GJ_NOT_MET] = GJ_MET,
		[GJ_UNKNOWN] = GJ_UNKNOWN,
		[GJ_REVIEW] = GJ_REVIEW,
		[GJ_MET] = GJ_NOT_MET,
		[GJ_NOT_APPLICABLE] = GJ_NOT_APPLICABLE,
	};

	put_states();
	for (int o = 0; o < GJ_OUTCOMES; o++) {
		if (o == GJ_ERROR)
			continue;
		ck_assert_int_eq(run(NO(giving(o)))->outcome, not [o]);
		ck_assert_int_eq(run(ELSE_REVIEW(giving(o)))->outcome,
		                 o == GJ_NOT_MET ? (int)GJ_REVIEW : o);
	}
}
END_TEST

/* ---- days ---- */

START_TEST(look_back)
{
	static const struct {
		const char *anchor, *day;
		enum gj_outcome review, inside, outside;
	} cases[] = {
		{ "2022-11-30", "2020-11-29", GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_MET },
		{ "2022-11-30", "2020-11-30", GJ_REVIEW, GJ_MET, GJ_NOT_MET },
		{ "2022-11-30", "2020-12-01", GJ_MET, GJ_MET, GJ_MET },
		{ "2022-11-30", "2022-11-30", GJ_MET, GJ_MET, GJ_MET },
		{ "2022-11-30", "2022-12-01", GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_MET },
		{ "2024-02-29", "2022-02-28", GJ_REVIEW, GJ_MET, GJ_NOT_MET },
		{ "2024-02-29", "2022-02-27", GJ_NOT_MET, GJ_NOT_MET, GJ_NOT_MET },
		{ "2024-02-29", "2022-03-01", GJ_MET, GJ_MET, GJ_MET },
		{ NULL, "2022-03-01", GJ_UNKNOWN, GJ_UNKNOWN, GJ_UNKNOWN },
		{ "2022-11-30", NULL, GJ_UNKNOWN, GJ_UNKNOWN, GJ_UNKNOWN },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct gj_cond c = {
			.kind = GJ_COND_WITHIN,
			.fact = FACT(FILED),
			.window = { .months = 24, .anchor = FACT(ACCEPTED), .boundary = GJ_REVIEW }
		};

		put(ACCEPTED, cases[i].anchor ? gj_build_day(cases[i].anchor) : UNKNOWN);
		put(FILED, cases[i].day ? gj_build_day(cases[i].day) : UNKNOWN);
		ck_assert_msg(run(&c)->outcome == cases[i].review, "case %zu", i);
		ck_assert_int_eq(run(&c)->to,
		                 cases[i].anchor ? gj_build_day(cases[i].anchor) : GJ_DAY_NONE);
		c.window.boundary = GJ_MET;
		ck_assert_msg(run(&c)->outcome == cases[i].inside, "case %zu", i);
		c.window.boundary = GJ_NOT_MET;
		ck_assert_msg(run(&c)->outcome == cases[i].outside, "case %zu", i);
	}
	put(ACCEPTED, NOT_APPLICABLE);
	put(FILED, gj_build_day("2022-01-01"));
	ck_assert_int_eq(run(COND(.kind = GJ_COND_WITHIN, .fact = FACT(FILED),
	                          .window = { .months = 24, .anchor = FACT(ACCEPTED) }))
	                     ->outcome,
	                 GJ_NOT_APPLICABLE);
	/* Without an anchor the reference date is one, 2022-11-30 here. */
	put(FILED, gj_build_day("2022-10-30"));
	ck_assert_int_eq(run(COND(.kind = GJ_COND_WITHIN, .fact = FACT(FILED),
	                          .window = { .months = 1, .boundary = GJ_REVIEW }))
	                     ->outcome,
	                 GJ_REVIEW);
}
END_TEST

START_TEST(fixed_days)
{
	static const struct {
		const char *day;
		bool to_reference;
		enum gj_outcome expected;
	} cases[] = {
		{ "2021-12-31", false, GJ_NOT_MET }, { "2022-01-01", false, GJ_MET },
		{ "2022-12-31", false, GJ_MET },     { "2023-01-01", false, GJ_NOT_MET },
		{ "2022-11-30", true, GJ_MET },      { "2022-12-01", true, GJ_NOT_MET },
		{ "2022-01-01", true, GJ_MET },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		put(FILED, gj_build_day(cases[i].day));
		ck_assert_msg(run(COND(.kind = GJ_COND_WITHIN, .fact = FACT(FILED),
		                       .window = { .from = gj_build_day("2022-01-01"),
		                                   .to = gj_build_day("2022-12-31"),
		                                   .boundary = GJ_REVIEW,
		                                   .to_reference = cases[i].to_reference }))
		                      ->outcome == cases[i].expected,
		              "case %zu", i);
	}
	/* A year that has not begun by the reference date holds no day, not its first either. */
	put(FILED, gj_build_day("2023-01-01"));
	ck_assert_int_eq(run(COND(.kind = GJ_COND_WITHIN, .fact = FACT(FILED),
	                          .window = { .from = gj_build_day("2023-01-01"),
	                                      .to = gj_build_day("2023-12-31"),
	                                      .to_reference = true }))
	                     ->outcome,
	                 GJ_NOT_MET);
}
END_TEST

Suite *suite_trace(void)
{
	Suite *s = suite_create("decide/trace");
	TCase *t = tcase_create("trace");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_loop_test(t, share, 0, (int)(sizeof shares / sizeof shares[0]));
	tcase_add_test(t, zero_base);
	tcase_add_test(t, compare);
	tcase_add_test(t, one_fact);
	tcase_add_test(t, one_of);
	tcase_add_test(t, combine);
	tcase_add_test(t, negation);
	tcase_add_test(t, look_back);
	tcase_add_test(t, fixed_days);
	suite_add_tcase(s, t);
	return s;
}
