/* check_mutate.c: every thing that a condition says is changed once, and nothing else with it. */
#include "engine/decide/mutate.h"
#include "engine/decide/reason.h"
#include "tests/decide/trace_kit.h"

#include "engine/base/buf.h"

/* How many mutants have that name; every one is of the whole and has a before. */
static size_t count(const struct gj_cond *cond, const char *what)
{
	struct gj_mutant m;
	bool failed;
	size_t n = 0;

	for (size_t i = 0; gj_mutate(&m, &arena, cond, i, &failed); i++) {
		ck_assert_ptr_nonnull(m.cond);
		ck_assert_ptr_nonnull(m.before);
		ck_assert_ptr_ne(m.cond, cond);
		n += what == NULL || strcmp(m.what, what) == 0;
	}
	ck_assert(!failed);
	return n;
}

static const struct gj_cond *nth(const struct gj_cond *cond, const char *what)
{
	struct gj_mutant m;
	bool failed;

	for (size_t i = 0; gj_mutate(&m, &arena, cond, i, &failed); i++)
		if (strcmp(m.what, what) == 0)
			return m.cond;
	ck_abort_msg("no mutant: %s", what);
	return NULL;
}

START_TEST(thresholds_and_operators)
{
	const struct gj_cond *c = COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(3));

	ck_assert_uint_eq(count(c, NULL), 3);
	ck_assert_int_eq(nth(c, "one more")->right->number, 4);
	ck_assert_int_eq(nth(c, "one less")->right->number, 2);
	ck_assert_int_eq(nth(c, "the limit itself on the other side")->cmp, GJ_MORE_THAN);
	ck_assert_int_eq(c->right->number, 3);
	/* Nothing is less than none. */
	ck_assert_uint_eq(count(COMPARE(OF_FACT(OFFICERS), GJ_MORE_THAN, NUMBER(0)), "one less"),
	                  0);
}
END_TEST

/* A half is 50 in a hundred, a third 100 in 300: a step is fine. */
START_TEST(shares_move_by_a_hundredth)
{
	const struct gj_cond *half =
	    COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(1, 2, OF_FACT(SERVED)));
	const struct gj_cond *third =
	    COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(1, 3, OF_FACT(SERVED)));
	const struct gj_term *t = nth(half, "one more")->right;

	ck_assert_int_eq(t->number, 51);
	ck_assert_int_eq(t->per, 100);
	t = nth(third, "one less")->right;
	ck_assert_int_eq(t->number, 99);
	ck_assert_int_eq(t->per, 300);
	ck_assert_int_eq(nth(half, "a base of 0 judged otherwise")->right->zero_base, GJ_NOT_MET);
}
END_TEST

START_TEST(joints)
{
	const struct gj_cond *a = ASK(GJ_COND_HOLDS, FACT(BODY));
	const struct gj_cond *c =
	    ALL((struct gj_cond *)a, ANY(ASK(GJ_COND_HOLDS, FACT(CHECKED)),
	                                 NO(ELSE_REVIEW(ASK(GJ_COND_JUDGED, FACT(DUTIES))))));
	const struct gj_cond *m;

	ck_assert_int_eq(nth(c, "any instead of all")->kind, GJ_COND_ANY);
	ck_assert_int_eq(nth(c, "all instead of any")->args[1]->kind, GJ_COND_ALL);
	ck_assert_uint_eq(count(c, "one part left out"), 4);
	m = nth(c, "one part left out");
	ck_assert_uint_eq(m->n_args + m->args[m->n_args - 1]->n_args, 3);
	ck_assert_uint_eq(count(c, "the other way round"), 1);
	ck_assert_uint_eq(count(c, "refused instead of review"), 1);
	ck_assert_uint_eq(c->n_args, 2);
	c = COND(.kind = GJ_COND_AT_LEAST_OF, .k = 2,
	         ARGS((struct gj_cond *)a, (struct gj_cond *)a, (struct gj_cond *)a));
	ck_assert_uint_eq(nth(c, "one more")->k, 3);
	ck_assert_uint_eq(nth(c, "one less")->k, 1);
}
END_TEST

START_TEST(options_windows_and_lists)
{
	const char *const values[] = { "chairman", "other" };
	const struct gj_cond *one =
	    COND(.kind = GJ_COND_ONE_OF, .fact = FACT(ROLE), .values = values, .n_values = 2);
	struct gj_cond *within = COND(.kind = GJ_COND_WITHIN, .fact = &gj_build_finding[ACT_DATE],
	                              .window = { .months = 24, .boundary = GJ_REVIEW });
	const struct gj_cond *none =
	    COND(.kind = GJ_COND_NONE, .rows = { .list = FACT(FINDINGS), .filter = within });

	ck_assert_uint_eq(count(one, "one option left out"), 2);
	ck_assert_uint_eq(count(one, "one option more"), 1);
	ck_assert_uint_eq(nth(one, "one option more")->n_values, 3);
	ck_assert_int_eq(nth(none, "the period one month longer")->rows.filter->window.months, 25);
	ck_assert_int_eq(nth(none, "the period one month shorter")->rows.filter->window.months, 23);
	ck_assert_uint_eq(count(none, "the first day judged otherwise"), 2);
	ck_assert_ptr_null(nth(none, "every row counts")->rows.filter);
	ck_assert_int_eq(nth(none, "none instead of some")->kind, GJ_COND_EXISTS);
	ck_assert_int_eq(within->window.months, 24);
}
END_TEST

START_TEST(waivers_dates_and_scores)
{
	struct gj_cond *a = ASK(GJ_COND_HOLDS, FACT(BODY)), *b = ASK(GJ_COND_HOLDS, FACT(CHECKED));
	const int32_t since[] = { 0, 100 };
	const struct gj_cond *unless = COND(.kind = GJ_COND_UNLESS, ARGS(a, b), .outcome = GJ_MET);
	const struct gj_cond *dated = COND(.kind = GJ_COND_DATED, ARGS(a, b), .since = since);
	const struct gj_term *parts[] = { OF_FACT(OFFICERS), NUMBER(2) };
	const struct gj_term *sum = TERM(.kind = GJ_TERM_PLUS, .args = parts, .n_args = 2);
	const struct gj_term *capped[] = { sum };
	const struct gj_cond *score = COMPARE(TERM(.kind = GJ_TERM_BOUNDED, .args = capped,
	                                           .n_args = 1, .low = INT64_MIN, .high = 10),
	                                      GJ_AT_LEAST, NUMBER(8));

	ck_assert_int_eq(nth(unless, "without the waiver")->kind, GJ_COND_HOLDS);
	ck_assert_int_eq(nth(unless, "the waiver with another outcome")->outcome, GJ_REVIEW);
	ck_assert_int_eq(nth(dated, "in force one day later")->since[1], 101);
	ck_assert_int_eq(nth(dated, "in force one day earlier")->since[1], 99);
	ck_assert_int_eq(since[1], 100);
	ck_assert_int_eq(nth(score, "the cap one lower")->left->high, 9);
	ck_assert_int_eq(nth(score, "the cap one higher")->left->high, 11);
	ck_assert_uint_eq(count(score, "one more"), 2);
}
END_TEST

START_TEST(memory_may_run_out)
{
	const struct gj_cond *c =
	    ALL(COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(3)), ASK(GJ_COND_HOLDS, FACT(BODY)));
	struct gj_mutant m;

	for (unsigned n = 1;; n++) {
		bool failed, more;

		gj_arena_fini(&arena);
		gj_arena_init(&arena, 0);
		gj_alloc_fail_at(n);
		more = gj_mutate(&m, &arena, c, 1, &failed);
		gj_alloc_fail_at(0);
		if (more)
			break;
		ck_assert(failed);
	}
}
END_TEST

Suite *suite_mutate(void)
{
	Suite *s = suite_create("decide/mutate");
	TCase *t = tcase_create("mutate");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, thresholds_and_operators);
	tcase_add_test(t, shares_move_by_a_hundredth);
	tcase_add_test(t, joints);
	tcase_add_test(t, options_windows_and_lists);
	tcase_add_test(t, waivers_dates_and_scores);
	tcase_add_test(t, memory_may_run_out);
	suite_add_tcase(s, t);
	return s;
}
