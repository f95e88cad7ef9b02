/* check_walk.c: every condition and term of a tree is visited once, parents first, in the order of the rule file. */
#include "engine/base/buf.h"
#include "engine/eval/walk.h"
#include "tests/eval/frames.h"
#include "tests/eval/ranges.h"
#include "tests/eval/suites.h"

#define N(n) NUMBER(n)
/* A condition that the visit calls by its number. */
#define LEAF(n) COND(.kind = GJ_COND_HOLDS, .k = (n))

struct visit {
	struct gj_buf seen;
	unsigned stop_at; /* the condition below which it does not go */
};

static void note(struct visit *v, const char *what, long long n, const struct gj_fact *row)
{
	gj_buf_printf(&v->seen, "%s%s%lld", v->seen.n ? " " : "", what, n);
	if (row)
		gj_buf_printf(&v->seen, "@%s", row->key);
}

static bool see_cond(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	struct visit *v = ctx;

	note(v, "c", cond->k, row);
	return v->stop_at == 0 || cond->k != v->stop_at;
}

static bool see_term(void *ctx, const struct gj_term *term, const struct gj_fact *row)
{
	note(ctx, "t", term->number, row);
	return true;
}

static const struct {
	const struct gj_cond *cond;
	const char *seen;
} cases[] = {
	{ LEAF(1), "c1" },
	{ COND(.kind = GJ_COND_ALL, .k = 1,
	       ARGS(LEAF(2), COND(.kind = GJ_COND_NOT, .k = 3, ARGS(LEAF(4))), LEAF(5))),
	  "c1 c2 c3 c4 c5" },
	{ COND(.kind = GJ_COND_UNLESS, .k = 1, ARGS(LEAF(2), LEAF(3))), "c1 c2 c3" },
	{ COND(.kind = GJ_COND_DATED, .k = 1, ARGS(LEAF(2), LEAF(3))), "c1 c2 c3" },
	{ COND(.kind = GJ_COND_COMPARE, .k = 1, .left = N(2), .right = N(3)), "c1 t2 t3" },
	{ COND(.kind = GJ_COND_COMPARE, .k = 1, .left = N(2),
	       .right = TERM(.kind = GJ_TERM_SHARE, .number = 3, .share_of = N(4))),
	  "c1 t2 t3 t4" },
	{ COND(.kind = GJ_COND_EXISTS, .k = 1,
	       .rows = { .list = FACT(FINDINGS), .filter = LEAF(2) }),
	  "c1 c2@findings" },
	{ COND(.kind = GJ_COND_NONE, .k = 1, .rows = { .list = FACT(FINDINGS) }), "c1" },
	/* the filter, then what is asked of every row: both of the row */
	{ COND(.kind = GJ_COND_EVERY, .k = 1,
	       .rows = { .list = FACT(FINDINGS), .filter = LEAF(2) },
	       ARGS(COND(.kind = GJ_COND_COMPARE, .k = 3, .left = N(4), .right = N(5)))),
	  "c1 c2@findings c3@findings t4@findings t5@findings" },
	{ COND(.kind = GJ_COND_COMPARE, .k = 1,
	       .left = TERM(.kind = GJ_TERM_SUM, .number = 2,
	                    .rows = { .list = FACT(TRAININGS), .filter = LEAF(3) }),
	       .right = N(4)),
	  "c1 t2 c3@trainings t4" },
	/* of a table each row's condition before its number, what is left over last */
	{ COND(.kind = GJ_COND_COMPARE, .k = 1,
	       .left = TERM(.kind = GJ_TERM_CASES, .number = 2, CONDS(LEAF(3), LEAF(5)),
	                    TERMS(N(4), N(6), N(7))),
	       .right = N(8)),
	  "c1 t2 c3 t4 c5 t6 t7 t8" },
	{ COND(.kind = GJ_COND_COMPARE, .k = 1,
	       .left = TERM(.kind = GJ_TERM_PLUS, .number = 2,
	                    TERMS(TERM(.kind = GJ_TERM_BOUNDED, .number = 3, TERMS(N(4))), N(5))),
	       .right = TERM(.kind = GJ_TERM_GROWTH, .number = 6, TERMS(N(7)))),
	  "c1 t2 t3 t4 t5 t6 t7" },
};

START_TEST(order)
{
	struct visit v = { .stop_at = 0 };
	const struct gj_walk w = { .cond = see_cond, .term = see_term, .ctx = &v };

	gj_buf_init(&v.seen);
	gj_walk_cond(&w, cases[_i].cond);
	ck_assert_str_eq(gj_buf_str(&v.seen), cases[_i].seen);
	gj_buf_fini(&v.seen);
}
END_TEST

START_TEST(does_not_go_below)
{
	struct visit v = { .stop_at = 3 };
	const struct gj_walk w = { .cond = see_cond, .term = see_term, .ctx = &v };

	gj_buf_init(&v.seen);
	gj_walk_cond(&w, cases[1].cond);
	ck_assert_str_eq(gj_buf_str(&v.seen), "c1 c2 c3 c5");
	gj_buf_fini(&v.seen);
}
END_TEST

START_TEST(one_kind_only)
{
	struct visit v = { .stop_at = 0 };

	gj_buf_init(&v.seen);
	gj_walk_cond(&(struct gj_walk){ .cond = see_cond, .ctx = &v }, cases[10].cond);
	ck_assert_str_eq(gj_buf_str(&v.seen), "c1 c3 c5");
	gj_buf_clear(&v.seen);
	gj_walk_cond(&(struct gj_walk){ .term = see_term, .ctx = &v }, cases[10].cond);
	ck_assert_str_eq(gj_buf_str(&v.seen), "t2 t4 t6 t7 t8");
	gj_buf_clear(&v.seen);
	gj_walk_term(&(struct gj_walk){ .cond = see_cond, .term = see_term, .ctx = &v },
	             cases[10].cond->left);
	ck_assert_str_eq(gj_buf_str(&v.seen), "t2 c3 t4 c5 t6 t7");
	gj_buf_fini(&v.seen);
}
END_TEST

START_TEST(nothing)
{
	struct visit v = { .stop_at = 0 };
	const struct gj_walk w = { .cond = see_cond, .term = see_term, .ctx = &v };

	gj_buf_init(&v.seen);
	gj_walk_cond(&w, NULL);
	gj_walk_term(&w, NULL);
	ck_assert_uint_eq(v.seen.n, 0);
	gj_buf_fini(&v.seen);
}
END_TEST

Suite *suite_walk(void)
{
	Suite *s = suite_create("eval/walk");
	TCase *t = tcase_create("walk");

	tcase_add_loop_test(t, order, 0, COUNT_OF(cases));
	tcase_add_test(t, does_not_go_below);
	tcase_add_test(t, one_kind_only);
	tcase_add_test(t, nothing);
	suite_add_tcase(s, t);
	return s;
}
