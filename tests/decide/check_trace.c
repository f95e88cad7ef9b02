/* check_trace.c: outcomes of single conditions on single records, with the numbers kept. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/decide/trace.h"
#include "tests/decide/build.h"
#include "tests/decide/suites.h"
#include "tests/support/alloc.h"

#include <string.h>

enum { UNKNOWN = -1, NOT_APPLICABLE = -2 }; /* as numbers in tables of cases */

static struct gj_record r;
static struct gj_arena arena;

static void begin(void)
{
	gj_build_init(&r);
	gj_arena_init(&arena, 0);
}

static void end(void)
{
	gj_arena_fini(&arena);
	gj_record_fini(&r);
}

static void put(enum gj_build_fact fact, int64_t number)
{
	if (number == UNKNOWN)
		gj_build_state(&r, fact, GJ_MISSING);
	else if (number == NOT_APPLICABLE)
		gj_build_state(&r, fact, GJ_STATE_NOT_APPLICABLE);
	else
		gj_build_put(&r, fact, number);
}

/* Codes say for themselves what is known of them: "met", "review", "not_met", else unknown. */
static enum gj_outcome resolve(void *ctx, const char *category, const char *code)
{
	(void)ctx;
	ck_assert_str_eq(category, "enterprise");
	return strncmp(code, "met", 3) == 0      ? GJ_MET
	       : strncmp(code, "review", 6) == 0 ? GJ_REVIEW
	       : strcmp(code, "not_met") == 0    ? GJ_NOT_MET
	                                         : GJ_UNKNOWN;
}

static const struct gj_trace *run(const struct gj_cond *cond)
{
	struct gj_trace *t = NULL;

	ck_assert_int_eq(gj_trace_run(&t, &arena, cond, &r, gj_build_day("2022-11-30"), resolve,
	                              NULL, NULL), 0);
	ck_assert_ptr_nonnull(t);
	return t;
}

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
		const struct gj_cond *fact =
		    COMPARE(OF_FACT(SPENT), cases[i].cmp, OF_FACT(BUDGET));

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
	struct gj_cond *role = COND(.kind = GJ_COND_ONE_OF, .fact = FACT(ROLE),
	                            .values = roles, .n_values = 2);
	const struct gj_cond *name = COND(.kind = GJ_COND_ONE_OF, .fact = FACT(NAME),
	                                  .values = names, .n_values = 1);

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
		{ { A, M, N }, N, M, N }, { { A, A, M }, M, M, N }, { { A, A, U }, U, U, N },
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
	static const enum gj_outcome not[GJ_OUTCOMES] = {
		[GJ_NOT_MET] = GJ_MET, [GJ_UNKNOWN] = GJ_UNKNOWN, [GJ_REVIEW] = GJ_REVIEW,
		[GJ_MET] = GJ_NOT_MET, [GJ_NOT_APPLICABLE] = GJ_NOT_APPLICABLE,
	};

	put_states();
	for (int o = 0; o < GJ_OUTCOMES; o++) {
		if (o == GJ_ERROR)
			continue;
		ck_assert_int_eq(run(NO(giving(o)))->outcome, not[o]);
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
		struct gj_cond c = { .kind = GJ_COND_WITHIN, .fact = FACT(FILED),
			             .window = { .months = 24, .anchor = FACT(ACCEPTED),
			                         .boundary = GJ_REVIEW } };

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
	                          .window = { .months = 24, .anchor = FACT(ACCEPTED) }))->outcome,
	                 GJ_NOT_APPLICABLE);
	/* Without an anchor the reference date is one, 2022-11-30 here. */
	put(FILED, gj_build_day("2022-10-30"));
	ck_assert_int_eq(run(COND(.kind = GJ_COND_WITHIN, .fact = FACT(FILED),
	                          .window = { .months = 1, .boundary = GJ_REVIEW }))->outcome,
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
	                                      .to_reference = true }))->outcome,
	                 GJ_NOT_MET);
}
END_TEST

/* ---- rows ---- */

/* 5c: no final finding in the two years, pending ones wait, and somebody looked. */
#define IN_TWO_YEARS \
	COND(.kind = GJ_COND_WITHIN, .fact = &gj_build_finding[ACT_DATE], \
	     .window = { .months = 24, .anchor = FACT(ACCEPTED), .boundary = GJ_REVIEW })
static struct gj_cond *const clean = ALL(
    COND(.kind = GJ_COND_NONE,
         .rows = { .list = FACT(FINDINGS),
                   .filter = ALL(IN_TWO_YEARS, ELSE_REVIEW(ASK(GJ_COND_HOLDS,
                                                   &gj_build_finding[FINAL]))) }),
    ASK(GJ_COND_HOLDS, FACT(CHECKED)));

START_TEST(note_b)
{
	static const struct {
		const char *act; /* NULL: no finding; "": an act without a day */
		int final, checked;
		enum gj_outcome expected;
	} cases[] = {
		{ "2021-06-01", 1, 1, GJ_NOT_MET },
		{ "2021-06-01", 0, 1, GJ_REVIEW },
		{ "2020-11-29", 1, 1, GJ_MET },
		{ "2020-11-30", 1, 1, GJ_REVIEW },
		{ "2020-12-01", 1, 1, GJ_NOT_MET },
		{ "2022-11-30", 1, 1, GJ_NOT_MET },
		{ "2021-06-01", 1, UNKNOWN, GJ_NOT_MET },
		{ "2021-06-01", 0, UNKNOWN, GJ_UNKNOWN },
		{ "", 1, 1, GJ_UNKNOWN },
		{ "2021-06-01", UNKNOWN, 1, GJ_UNKNOWN },
		{ "2019-06-01", UNKNOWN, 1, GJ_MET },
		{ NULL, 0, 1, GJ_MET },
		{ NULL, 0, 0, GJ_NOT_MET },
		{ NULL, 0, UNKNOWN, GJ_UNKNOWN },
	};

	put(ACCEPTED, gj_build_day("2022-11-30"));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct gj_value *cells = gj_build_rows(&r, FINDINGS, cases[i].act != NULL);

		if (cases[i].act && cases[i].act[0])
			cells[ACT_DATE] = gj_build_given(gj_build_day(cases[i].act));
		if (cases[i].act && cases[i].final != UNKNOWN)
			cells[FINAL] = gj_build_given(cases[i].final);
		put(CHECKED, cases[i].checked);
		ck_assert_msg(run(clean)->outcome == cases[i].expected, "case %zu", i);
	}
	gj_build_rows(&r, FINDINGS, 0);
	gj_build_state(&r, FINDINGS, GJ_MISSING); /* no answer is not a clean record */
	put(CHECKED, 1);
	ck_assert_int_eq(run(clean)->outcome, GJ_UNKNOWN);
	gj_build_state(&r, FINDINGS, GJ_STATE_NOT_APPLICABLE);
	ck_assert_int_eq(run(clean)->outcome, GJ_MET);
	ck_assert_int_eq(run(clean)->args[0].outcome, GJ_NOT_APPLICABLE);
}
END_TEST

static struct gj_cond *recognised(void)
{
	static struct gj_cond c = { .kind = GJ_COND_RECOGNISED, .fact = &gj_build_built[CODE],
		                    .category = "enterprise" };

	return &c;
}

START_TEST(recognitions)
{
	static const struct {
		const char *codes; /* one letter each */
		enum gj_outcome expected;
		size_t passed, open, waiting;
	} cases[] = {
		{ "", GJ_NOT_MET, 0, 0, 0 },     { "m", GJ_NOT_MET, 1, 0, 0 },
		{ "mm", GJ_MET, 2, 0, 0 },       { "mmrun", GJ_MET, 2, 2, 1 },
		{ "mr", GJ_REVIEW, 1, 1, 1 },    { "rr", GJ_REVIEW, 0, 2, 2 },
		{ "mu", GJ_UNKNOWN, 1, 1, 0 },   { "mru", GJ_REVIEW, 1, 2, 1 },
		{ "mn", GJ_NOT_MET, 1, 0, 0 },   { "ru", GJ_UNKNOWN, 0, 2, 1 },
		{ "m?", GJ_UNKNOWN, 1, 1, 0 },   { "m-", GJ_NOT_MET, 1, 0, 0 },
		{ "nnnn", GJ_NOT_MET, 0, 0, 0 },
	};
	const struct gj_cond *c = COMPARE(ROWS_OF(BUILT, recognised()), GJ_AT_LEAST, NUMBER(2));

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = strlen(cases[i].codes);
		struct gj_value *cells = gj_build_rows(&r, BUILT, n);
		const struct gj_trace *t;

		for (size_t j = 0; j < n; j++)
			switch (cases[i].codes[j]) {
			case 'm':
				cells[j] = gj_build_text("met");
				break;
			case 'r':
				cells[j] = gj_build_text("review");
				break;
			case 'n':
				cells[j] = gj_build_text("not_met");
				break;
			case 'u':
				cells[j] = gj_build_text("nobody");
				break;
			case '-':
				cells[j].state = GJ_STATE_NOT_APPLICABLE;
				break;
			}
		t = run(c);
		ck_assert_msg(t->outcome == cases[i].expected, "%s", cases[i].codes);
		ck_assert_uint_eq(t->rows, n);
		ck_assert_uint_eq(t->passed, cases[i].passed);
		ck_assert_uint_eq(t->open, cases[i].open);
		ck_assert_uint_eq(t->waiting, cases[i].waiting);
		ck_assert_int_eq(t->left_low, (int64_t)cases[i].passed);
		ck_assert_int_eq(t->left_high, (int64_t)(cases[i].passed + cases[i].open));
	}
	gj_build_state(&r, BUILT, GJ_MISSING);
	ck_assert_int_eq(run(c)->outcome, GJ_UNKNOWN);
	gj_build_state(&r, BUILT, GJ_STATE_NOT_APPLICABLE);
	ck_assert_int_eq(run(c)->outcome, GJ_NOT_APPLICABLE);
}
END_TEST

START_TEST(no_resolver)
{
	struct gj_trace *t;

	gj_build_rows(&r, BUILT, 1)[0] = gj_build_text("met");
	ck_assert_int_eq(gj_trace_run(&t, &arena,
	                              COMPARE(ROWS_OF(BUILT, recognised()), GJ_AT_LEAST, NUMBER(1)),
	                              &r, 0, NULL, NULL, NULL), 0);
	ck_assert_int_eq(t->outcome, GJ_UNKNOWN);
}
END_TEST

START_TEST(exists_of_neutral_rows)
{
	struct gj_cond *holds = ASK(GJ_COND_HOLDS, &gj_build_finding[FINAL]);
	const struct gj_cond *some = COND(.kind = GJ_COND_EXISTS,
	                                  .rows = { .list = FACT(FINDINGS), .filter = holds });
	const struct gj_cond *none = COND(.kind = GJ_COND_NONE,
	                                  .rows = { .list = FACT(FINDINGS), .filter = holds });
	const struct gj_cond *at_all = COND(.kind = GJ_COND_EXISTS,
	                                    .rows = { .list = FACT(FINDINGS) });
	struct gj_value *cells = gj_build_rows(&r, FINDINGS, 2);

	cells[FINAL].state = GJ_STATE_NOT_APPLICABLE;
	cells[GJ_BUILD_FINDING_FIELDS + FINAL].state = GJ_STATE_NOT_APPLICABLE;
	ck_assert_int_eq(run(some)->outcome, GJ_NOT_MET);
	ck_assert_int_eq(run(none)->outcome, GJ_MET);
	ck_assert_int_eq(run(at_all)->outcome, GJ_MET);
	cells[FINAL] = gj_build_given(1);
	ck_assert_int_eq(run(some)->outcome, GJ_MET);
	ck_assert_int_eq(run(none)->outcome, GJ_NOT_MET);
	cells[FINAL].state = GJ_MISSING;
	ck_assert_int_eq(run(some)->outcome, GJ_UNKNOWN);
	gj_build_rows(&r, FINDINGS, 0);
	ck_assert_int_eq(run(at_all)->outcome, GJ_NOT_MET);
	ck_assert_int_eq(run(none)->outcome, GJ_MET);
}
END_TEST

START_TEST(different_values)
{
	static const struct {
		const char *who; /* a letter an enterprise; ? missing, - not applicable */
		const char *sound; /* y judged yes, n no, ? not judged */
		int low, high;
		enum gj_outcome at_least_two;
	} cases[] = {
		{ "", "", 0, 0, GJ_NOT_MET },        { "aa", "yy", 1, 1, GJ_NOT_MET },
		{ "ab", "yy", 2, 2, GJ_MET },        { "aba", "yyy", 2, 2, GJ_MET },
		{ "ab", "yn", 1, 1, GJ_NOT_MET },    { "ab", "y?", 1, 2, GJ_REVIEW },
		{ "aa", "y?", 1, 1, GJ_NOT_MET },    { "a?", "yy", 1, 2, GJ_UNKNOWN },
		{ "a?", "yn", 1, 1, GJ_NOT_MET },    { "a-", "yy", 1, 1, GJ_NOT_MET },
		{ "a??", "yy?", 1, 3, GJ_UNKNOWN },  { "bab", "?y?", 1, 2, GJ_REVIEW },
		{ "bb?", "?yn", 1, 1, GJ_NOT_MET },
	};
	const struct gj_term *who = TERM(.kind = GJ_TERM_DISTINCT,
	                                 .fact = &gj_build_training[WHO],
	                                 .rows = { .list = FACT(TRAININGS),
	                                           .filter = ASK(GJ_COND_JUDGED,
	                                                         &gj_build_training[SOUND]) });
	static const char *const names[] = { "甲", "乙" };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = strlen(cases[i].who);
		struct gj_value *cells = gj_build_rows(&r, TRAININGS, n);
		const struct gj_trace *t;

		for (size_t j = 0; j < n; j++, cells += GJ_BUILD_TRAINING_FIELDS) {
			if (cases[i].who[j] == '-')
				cells[WHO].state = GJ_STATE_NOT_APPLICABLE;
			else if (cases[i].who[j] != '?')
				cells[WHO] = gj_build_text(names[cases[i].who[j] - 'a']);
			if (cases[i].sound[j] != '?')
				cells[SOUND] = gj_build_given(cases[i].sound[j] == 'y');
		}
		t = run(COMPARE(who, GJ_AT_LEAST, NUMBER(2)));
		ck_assert_msg(t->outcome == cases[i].at_least_two, "case %zu", i);
		ck_assert_int_eq(t->left_low, cases[i].low);
		ck_assert_int_eq(t->left_high, cases[i].high);
	}
}
END_TEST

START_TEST(share_of_rows)
{
	static const struct {
		const char *sound; /* as above */
		int trained;
		enum gj_outcome expected; /* trained at least half of the sound rows */
		bool zero;
	} cases[] = {
		{ "yy", 1, GJ_MET, false },    { "yyy", 1, GJ_NOT_MET, false },
		{ "", 1, GJ_UNKNOWN, true },   { "nn", 1, GJ_UNKNOWN, true },
		{ "?", 1, GJ_REVIEW, false },  { "yy?", 1, GJ_REVIEW, false },
		{ "yy?", 2, GJ_MET, false },   { "yyyy?", 1, GJ_NOT_MET, false },
		{ "yy", UNKNOWN, GJ_UNKNOWN, false },
	};
	const struct gj_cond *c = COMPARE(
	    OF_FACT(TRAINED), GJ_AT_LEAST,
	    SHARE(50, 100, ROWS_OF(TRAININGS, ASK(GJ_COND_JUDGED, &gj_build_training[SOUND]))));

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = strlen(cases[i].sound);
		struct gj_value *cells = gj_build_rows(&r, TRAININGS, n);

		for (size_t j = 0; j < n; j++, cells += GJ_BUILD_TRAINING_FIELDS)
			if (cases[i].sound[j] != '?')
				cells[SOUND] = gj_build_given(cases[i].sound[j] == 'y');
		put(TRAINED, cases[i].trained);
		ck_assert_msg(run(c)->outcome == cases[i].expected, "case %zu", i);
		ck_assert_int_eq(run(c)->zero_base, cases[i].zero);
	}
}
END_TEST

START_TEST(rows_kept)
{
	enum { N = 1000 };
	struct gj_value *cells = gj_build_rows(&r, BUILT, N);
	const struct gj_trace *t;

	for (size_t i = 0; i < N; i++)
		cells[i] = gj_build_text(i % 3 == 0 ? "not_met" : i % 3 == 1 ? "met" : "nobody");
	t = run(COMPARE(ROWS_OF(BUILT, recognised()), GJ_AT_LEAST, NUMBER(N)));
	ck_assert_uint_eq(t->n_found, 2 * GJ_TRACE_FOUND);
	for (size_t i = 0; i < t->n_found; i++) {
		ck_assert_uint_eq(t->found[i].row, 2 + i / 2 * 3 + i % 2);
		ck_assert_int_eq(t->found[i].outcome, i % 2 ? GJ_UNKNOWN : GJ_MET);
	}
}
END_TEST

START_TEST(no_memory)
{
	struct gj_value *cells = gj_build_rows(&r, FINDINGS, 400);
	int32_t reference = gj_build_day("2022-11-30"); /* Check's own memory must not fail */
	struct gj_err err;
	long n;

	for (size_t i = 0; i < 400; i++)
		cells[i * GJ_BUILD_FINDING_FIELDS + ACT_DATE] = gj_build_given(19000 + (int)i);
	for (n = 1;; n++) {
		struct gj_trace *t = NULL;
		struct gj_arena small;
		const struct gj_term *days =
		    TERM(.kind = GJ_TERM_DISTINCT, .fact = &gj_build_finding[ACT_DATE],
		         .rows = { .list = FACT(FINDINGS) });
		struct gj_cond *c = ALL(clean,
		                        COMPARE(days, GJ_AT_LEAST, NUMBER(400)));
		int rc;

		gj_arena_init(&small, 0);
		gj_alloc_fail_at(n);
		rc = gj_trace_run(&t, &small, c, &r, reference, resolve, NULL, &err);
		gj_alloc_fail_at(0);
		ck_assert((t != NULL) == (rc == 0));
		if (rc == 0)
			ck_assert_int_eq(t->args[1].outcome, GJ_MET);
		gj_arena_fini(&small);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
		ck_assert_int_eq(err.code, GJ_ENOMEM);
	}
	ck_assert_int_gt(n, 1);
	for (size_t limit = 1;; limit += 64) { /* the arena's own limit, at every place */
		struct gj_trace *t = NULL;
		struct gj_arena small;
		int rc;

		gj_arena_init(&small, limit);
		rc = gj_trace_run(&t, &small, clean, &r, 0, resolve, NULL, NULL);
		gj_arena_fini(&small);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
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
	tcase_add_test(t, note_b);
	tcase_add_test(t, recognitions);
	tcase_add_test(t, no_resolver);
	tcase_add_test(t, exists_of_neutral_rows);
	tcase_add_test(t, different_values);
	tcase_add_test(t, share_of_rows);
	tcase_add_test(t, rows_kept);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
