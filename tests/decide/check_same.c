/* check_same.c: what is proved to be the same is, what is not comes with facts that show it, and the rest is left open. */
#include "engine/decide/same.h"
#include "engine/decide/mutate.h"
#include "tests/decide/dice.h"
#include "tests/decide/trace_kit.h"

static enum gj_same prove(const struct gj_cond *a, const struct gj_cond *b)
{
	enum gj_same same;
	int32_t day = 0;

	ck_assert_int_eq(gj_same_prove(&same, a, b, &gj_build_facts, &r, &day, NULL), 0);
	if (same == GJ_SAME_NOT) { /* and the record shows it */
		const struct gj_outside outside = { .resolve = resolve };
		struct gj_trace *left, *right;

		ck_assert_int_eq(gj_trace_run(&left, &arena, a, &r, day, &outside, NULL), 0);
		ck_assert_int_eq(gj_trace_run(&right, &arena, b, &r, day, &outside, NULL), 0);
		ck_assert_int_ne(left->outcome, right->outcome);
	}
	return same;
}

static struct gj_cond *officers(enum gj_cmp cmp, int64_t n)
{
	struct gj_term *left = gj_arena_alloc(&arena, sizeof *left);
	struct gj_term *right = gj_arena_alloc(&arena, sizeof *right);
	struct gj_cond *c = gj_arena_alloc(&arena, sizeof *c);

	*left = (struct gj_term){ .kind = GJ_TERM_FACT, .fact = FACT(OFFICERS) };
	*right = (struct gj_term){ .number = n };
	*c = (struct gj_cond){ .kind = GJ_COND_COMPARE, .left = left, .cmp = cmp, .right = right };
	return c;
}

START_TEST(numbers)
{
	ck_assert_int_eq(prove(officers(GJ_AT_LEAST, 3), officers(GJ_MORE_THAN, 2)),
	                 GJ_SAME_ALWAYS);
	ck_assert_int_eq(prove(officers(GJ_AT_LEAST, 3), officers(GJ_MORE_THAN, 3)), GJ_SAME_NOT);
	/* A count is never below 0. */
	ck_assert_int_eq(prove(officers(GJ_AT_MOST, 0), officers(GJ_EQUALS, 0)), GJ_SAME_ALWAYS);
	ck_assert_int_eq(prove(ALL(officers(GJ_AT_LEAST, 3), officers(GJ_AT_LEAST, 900)),
	                       officers(GJ_AT_LEAST, 900)),
	                 GJ_SAME_ALWAYS);
	ck_assert_int_eq(prove(NO(officers(GJ_LESS_THAN, 3)), officers(GJ_AT_LEAST, 3)),
	                 GJ_SAME_ALWAYS);
}
END_TEST

/* What is missing or waits for a person counts, too. */
START_TEST(joints)
{
	struct gj_cond *body = ASK(GJ_COND_HOLDS, FACT(BODY));
	struct gj_cond *duties = ASK(GJ_COND_JUDGED, FACT(DUTIES));
	struct gj_cond *checked = ASK(GJ_COND_HOLDS, FACT(CHECKED));

	ck_assert_int_eq(prove(ALL(body, duties), ALL(duties, body)), GJ_SAME_ALWAYS);
	ck_assert_int_eq(prove(ALL(body, duties), NO(ANY(NO(body), NO(duties)))), GJ_SAME_ALWAYS);
	ck_assert_int_eq(prove(ALL(body, ALL(duties, checked)), ALL(body, duties, checked)),
	                 GJ_SAME_ALWAYS);
	ck_assert_int_eq(prove(ANY(body, duties), ALL(body, duties)), GJ_SAME_NOT);
	ck_assert_int_eq(prove(body, ANY(body, ALL(body, duties))),
	                 GJ_SAME_NOT); /* not applicable */
	ck_assert_int_eq(prove(body, ELSE_REVIEW(body)), GJ_SAME_NOT);
	ck_assert_int_eq(prove(ELSE_REVIEW(ELSE_REVIEW(body)), ELSE_REVIEW(body)), GJ_SAME_ALWAYS);
}
END_TEST

static struct gj_cond *no_finding(int months, enum gj_outcome boundary, struct gj_cond *and)
{
	struct gj_cond *within = gj_arena_alloc(&arena, sizeof *within);
	struct gj_cond *none = gj_arena_alloc(&arena, sizeof *none);
	struct gj_cond *both = gj_arena_alloc(&arena, sizeof *both);
	struct gj_cond **args = gj_arena_array(&arena, 2, sizeof *args);

	*within = (struct gj_cond){
		.kind = GJ_COND_WITHIN,
		.fact = &gj_build_finding[ACT_DATE],
		.window = { .months = months, .anchor = FACT(ACCEPTED), .boundary = boundary }
	};
	args[0] = within;
	args[1] = and;
	*both = (struct gj_cond){ .kind = GJ_COND_ALL, .args = args, .n_args = and? 2 : 1 };
	*none = (struct gj_cond){ .kind = GJ_COND_NONE,
		                  .rows = { .list = FACT(FINDINGS), .filter = both } };
	return none;
}

START_TEST(lists_and_periods)
{
	struct gj_cond *final = ASK(GJ_COND_HOLDS, &gj_build_finding[FINAL]);

	ck_assert_int_eq(prove(no_finding(24, GJ_REVIEW, NULL), no_finding(24, GJ_REVIEW, NULL)),
	                 GJ_SAME_ALWAYS);
	ck_assert_int_eq(prove(no_finding(24, GJ_REVIEW, NULL), no_finding(25, GJ_REVIEW, NULL)),
	                 GJ_SAME_NOT);
	ck_assert_int_eq(prove(no_finding(24, GJ_MET, NULL), no_finding(24, GJ_NOT_MET, NULL)),
	                 GJ_SAME_NOT);
	ck_assert_int_eq(prove(no_finding(24, GJ_MET, final), no_finding(24, GJ_MET, NULL)),
	                 GJ_SAME_NOT);
	/* The longer period holds the shorter one. */
	ck_assert_int_eq(prove(ALL(no_finding(24, GJ_MET, NULL), no_finding(12, GJ_MET, NULL)),
	                       no_finding(24, GJ_MET, NULL)),
	                 GJ_SAME_ALWAYS);
	/* Two rows are needed to see it: one on the first day, one without a day. */
	ck_assert_int_eq(prove(ELSE_REVIEW(no_finding(24, GJ_REVIEW, NULL)),
	                       ELSE_REVIEW(no_finding(24, GJ_MET, NULL))),
	                 GJ_SAME_NOT);
	ck_assert_int_eq(r.values[FINDINGS].number, 2);
}
END_TEST

START_TEST(days_of_force)
{
	struct gj_cond *a = ASK(GJ_COND_HOLDS, FACT(BODY)), *b = ASK(GJ_COND_HOLDS, FACT(CHECKED));
	const int32_t early[] = { 0, 19000 }, late[] = { 0, 19001 };

	ck_assert_int_eq(prove(COND(.kind = GJ_COND_DATED, ARGS(a, b), .since = early),
	                       COND(.kind = GJ_COND_DATED, ARGS(a, b), .since = late)),
	                 GJ_SAME_NOT);
	ck_assert_int_eq(prove(COND(.kind = GJ_COND_DATED, ARGS(a, a), .since = early),
	                       COND(.kind = GJ_COND_DATED, ARGS(a, a), .since = late)),
	                 GJ_SAME_ALWAYS);
}
END_TEST

/* Outside of the fragment nothing is claimed, whatever is true. */
START_TEST(beyond)
{
	const struct gj_cond *share =
	    COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(1, 2, OF_FACT(SERVED)));
	const struct gj_cond *rows = COMPARE(ROWS_OF(FINDINGS, NULL), GJ_AT_LEAST, NUMBER(1));
	struct gj_cond *many[30];
	struct gj_cond both = { .kind = GJ_COND_ALL, .args = many, .n_args = 12 };

	ck_assert_int_eq(prove(share, share), GJ_SAME_UNKNOWN);
	ck_assert_int_eq(prove(rows, rows), GJ_SAME_UNKNOWN);
	/* 12 facts of 4 classes are too many to try. */
	for (size_t i = 0; i < 12; i++) {
		static struct gj_fact facts[12];

		facts[i] = (struct gj_fact){ .key = "x", .type = GJ_FACT_YES_NO, .index = i };
		many[i] = ASK(GJ_COND_HOLDS, &facts[i]);
		many[i] = memcpy(gj_arena_alloc(&arena, sizeof **many), many[i], sizeof **many);
	}
	ck_assert_int_eq(prove(&both, &both), GJ_SAME_UNKNOWN);
}
END_TEST

/* bands(officers) { { below = 10, gives = 1 }, { from = FROM, below = BELOW, gives = 2 }, otherwise = 5 }, held against
 * `right` after a comparison that no proof takes in. */
static struct gj_cond *banded(int64_t from, int64_t below, bool among)
{
	const struct gj_term **args = gj_arena_array(&arena, 3, sizeof *args);
	const struct gj_cond **conds = gj_arena_array(&arena, 2, sizeof *conds);
	struct gj_term *table = gj_arena_alloc(&arena, sizeof *table);
	static const struct gj_term gives[] = { { .number = 1 }, { .number = 2 }, { .number = 5 } };
	static const struct gj_term trained = { .kind = GJ_TERM_FACT,
		                                .fact = &gj_build_items[TRAINED] };
	static const struct gj_term served = { .kind = GJ_TERM_FACT,
		                               .fact = &gj_build_items[SERVED] };
	struct gj_cond *compare = gj_arena_alloc(&arena, sizeof *compare);
	struct gj_cond *other = gj_arena_alloc(&arena, sizeof *other);
	struct gj_cond **both = gj_arena_array(&arena, 2, sizeof *both);
	struct gj_cond **sides = gj_arena_array(&arena, 2, sizeof *sides);
	struct gj_cond *row = gj_arena_alloc(&arena, sizeof *row);
	struct gj_cond *all = gj_arena_alloc(&arena, sizeof *all);

	for (size_t i = 0; i < 3; i++)
		args[i] = &gives[i];
	sides[0] = officers(GJ_AT_LEAST, from);
	sides[1] = officers(GJ_LESS_THAN, below);
	*row = (struct gj_cond){ .kind = GJ_COND_ALL, .args = sides, .n_args = 2 };
	conds[0] = officers(GJ_LESS_THAN, 10);
	conds[1] = row;
	*table = (struct gj_term){ .kind = GJ_TERM_CASES,
		                   .type = GJ_FACT_COUNT,
		                   .args = args,
		                   .n_args = 3,
		                   .conds = conds,
		                   .n_conds = 2 };
	*compare = (struct gj_cond){
		.kind = GJ_COND_COMPARE, .left = &trained, .cmp = GJ_AT_LEAST, .right = table
	};
	*other = (struct gj_cond){
		.kind = GJ_COND_COMPARE, .left = &trained, .cmp = GJ_AT_LEAST, .right = &served
	};
	both[0] = compare;
	both[1] = among ? other : compare;
	*all = (struct gj_cond){ .kind = GJ_COND_ALL, .args = both, .n_args = 2 };
	return all;
}

static enum gj_same prove_table(const struct gj_cond *a, const struct gj_cond *b)
{
	enum gj_same same;

	ck_assert_int_eq(gj_same_table(&same, a, b, &gj_build_facts, NULL), 0);
	return same;
}

/* A band that begins lower than the one before ends is cut there all the same. */
START_TEST(tables)
{
	const struct gj_cond *a = banded(10, 50, false), *b = banded(10, 50, true);

	ck_assert_int_eq(prove(a, banded(9, 50, false)), GJ_SAME_ALWAYS);
	ck_assert_int_eq(prove(a, banded(11, 50, false)), GJ_SAME_NOT);
	ck_assert_int_eq(prove(a, banded(10, 49, false)), GJ_SAME_NOT);
	ck_assert_int_eq(prove(b, banded(9, 50, true)), GJ_SAME_UNKNOWN);
	ck_assert_int_eq(prove_table(b, banded(9, 50, true)), GJ_SAME_ALWAYS);
	ck_assert_int_eq(prove_table(b, banded(11, 50, true)), GJ_SAME_UNKNOWN);
	ck_assert_int_eq(prove_table(b, banded(10, 51, true)), GJ_SAME_UNKNOWN);
	ck_assert_int_eq(prove_table(b, a), GJ_SAME_UNKNOWN);
	ck_assert_int_eq(prove_table(officers(GJ_AT_LEAST, 1), officers(GJ_AT_LEAST, 0)),
	                 GJ_SAME_UNKNOWN);
}
END_TEST

static void hold_against(struct gj_dice *d, const struct gj_cond *a, const struct gj_cond *b)
{
	for (int i = 0; i < 60; i++) {
		int32_t day = gj_build_day("2021-06-01") + (int)gj_dice_roll(d, 900);
		struct gj_trace *left, *right;
		struct gj_record record;
		struct gj_arena steps;

		gj_arena_init(&steps, 0);
		ck_assert_int_eq(gj_record_init(&record, &gj_build_facts, NULL), 0);
		gj_dice_record(d, &record);
		ck_assert_int_eq(gj_trace_run(&left, &steps, a, &record, day, &gj_dice_outside,
		                              NULL),
		                 0);
		ck_assert_int_eq(gj_trace_run(&right, &steps, b, &record, day, &gj_dice_outside,
		                              NULL),
		                 0);
		ck_assert_int_eq(left->outcome, right->outcome);
		gj_record_fini(&record);
		gj_arena_fini(&steps);
	}
}

/* What is proved of changes of random conditions is so for every record tried. */
START_TEST(random_changes)
{
	struct gj_dice d = { .state = 77 + (unsigned)_i };
	int proved = 0;

	gj_arena_init(&d.arena, 0);
	for (int n = 0; n < 120; n++) {
		const struct gj_cond *a = gj_dice_cond(&d, 2, NULL);
		bool failed = false;
		struct gj_mutant m;

		for (size_t i = 0; gj_mutate(&m, &d.arena, a, i, &failed); i++) {
			enum gj_same same;
			int32_t day;

			ck_assert_int_eq(gj_same_table(&same, a, m.cond, &gj_build_facts, NULL), 0);
			if (same == GJ_SAME_UNKNOWN && i % 4 == 0)
				ck_assert_int_eq(gj_same_prove(&same, a, m.cond, &gj_build_facts,
				                               NULL, &day, NULL),
				                 0);
			if (same != GJ_SAME_ALWAYS)
				continue;
			proved++;
			hold_against(&d, a, m.cond);
		}
		gj_arena_clear(&d.arena);
	}
	gj_arena_fini(&d.arena);
	ck_assert_int_ge(proved, 1);
}
END_TEST

START_TEST(memory_may_run_out)
{
	const struct gj_cond *a = no_finding(24, GJ_REVIEW, NULL),
			     *b = no_finding(25, GJ_MET, NULL);
	enum gj_same same;
	int32_t day;

	for (unsigned n = 1;; n++) {
		int rc;

		gj_alloc_fail_at(n);
		rc = gj_same_prove(&same, a, b, &gj_build_facts, &r, &day, NULL);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
		ck_assert_int_eq(same, GJ_SAME_UNKNOWN);
	}
	ck_assert_int_eq(same, GJ_SAME_NOT);
}
END_TEST

Suite *suite_same(void)
{
	Suite *s = suite_create("decide/same");
	TCase *t = tcase_create("same");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, numbers);
	tcase_add_test(t, joints);
	tcase_add_test(t, lists_and_periods);
	tcase_add_test(t, days_of_force);
	tcase_add_test(t, beyond);
	tcase_add_test(t, tables);
	tcase_add_loop_test(t, random_changes, 0, 2);
	tcase_add_test(t, memory_may_run_out);
	suite_add_tcase(s, t);
	return s;
}
