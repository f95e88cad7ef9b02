/* check_staged.c: rows of lists wait for their applicant, are taken once, and what is left is told.
 */
#include <string.h>

#include "db/import.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

static const struct gj_fact *trainings(void)
{
	return &sample_facts()->items[F_TRAININGS];
}

/* The rows of a filled record, staged under the code. */
static void stage(struct sample *x, const char *code, const struct gj_record *from, uint64_t place)
{
	const struct gj_fact *list = trainings();

	for (int64_t i = 0; i < from->values[F_TRAININGS].number; i++)
		ck_ok(x, gj_staged_put(x->store, list, code, place + (uint64_t)i,
		                       from->lists[F_TRAININGS] + (size_t)i * list->n_fields,
		                       &x->err));
}

START_TEST(rows_come_back_in_order)
{
	struct gj_record from, to;
	struct sample x;
	size_t n;

	sample_open(&x);
	ck_ok(&x, gj_record_init(&from, sample_facts(), &x.err));
	ck_ok(&x, gj_record_init(&to, sample_facts(), &x.err));
	sample_fill(&from, 5, 40);
	for (size_t i = 0; i < 8; i++) /* a row with every other state in it */
		from.lists[F_TRAININGS][8 + i] =
		    (struct gj_value){ .state = (enum gj_state)(i % 4 == 1   ? 0
			                                        : i % 4 == 0 ? 4
			                                                     : i % 4) };
	sample_fill(&to, 5, 1);
	stage(&x, "A", &from, 1);
	stage(&x, "B", &to, 100);
	ck_ok(&x, gj_staged_take(x.store, trainings(), "C", &to, &n, &x.err));
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(to.values[F_TRAININGS].number, 1); /* untouched */
	ck_ok(&x, gj_staged_take(x.store, trainings(), "A", &to, &n, &x.err));
	ck_assert_uint_eq(n, 40);
	sample_same(&from, &to);
	ck_ok(&x, gj_staged_take(x.store, trainings(), "A", &to, &n, &x.err));
	ck_assert_uint_eq(n, 0);
	gj_record_fini(&to);
	gj_record_fini(&from);
	sample_close(&x);
}
END_TEST

START_TEST(a_rollback_gives_them_back)
{
	struct gj_record r;
	struct sample x;
	size_t n;

	sample_open(&x);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	sample_fill(&r, 5, 3);
	stage(&x, "A", &r, 1);
	for (int round = 0; round < 2; round++) {
		ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
		ck_ok(&x, gj_staged_take(x.store, trainings(), "A", &r, &n, &x.err));
		ck_assert_uint_eq(n, 3);
		gj_store_rollback(x.store);
	}
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

struct left {
	size_t n;
	uint64_t places;
	int stop;
};

static int see(void *ctx, const char *code, uint64_t place)
{
	struct left *left = ctx;

	ck_assert_str_eq(code, "B");
	left->n++;
	left->places = left->places * 10 + place;
	return left->stop;
}

START_TEST(tells_what_nobody_took)
{
	struct left left = { 0 };
	struct gj_record r;
	struct sample x;
	size_t n;

	sample_open(&x);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	sample_fill(&r, 5, 2);
	stage(&x, "B", &r, 3);
	stage(&x, "A", &r, 5);
	stage(&x, "B", &r, 7);
	ck_ok(&x, gj_staged_take(x.store, trainings(), "A", &r, &n, &x.err));
	ck_ok(&x, gj_staged_each_left(x.store, trainings(), see, &left, &x.err));
	ck_assert_uint_eq(left.n, 4);
	ck_assert_uint_eq(left.places, 3478);
	left.stop = 9;
	ck_assert_int_eq(gj_staged_each_left(x.store, trainings(), see, &left, &x.err), 9);
	ck_ok(&x,
	      gj_staged_each_left(x.store, &sample_facts()->items[F_MARKS], see, &left, &x.err));
	ck_assert_uint_eq(left.n, 5);
	ck_ok(&x, gj_staged_clear(x.store, &x.err));
	ck_ok(&x, gj_staged_each_left(x.store, trainings(), see, &left, &x.err));
	ck_assert_uint_eq(left.n, 5);
	stage(&x, "A", &r, 1); /* and begins again */
	ck_ok(&x, gj_staged_take(x.store, trainings(), "A", &r, &n, &x.err));
	ck_assert_uint_eq(n, 2);
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

START_TEST(stays_in_this_connection)
{
	struct gj_record r;
	struct sample x;

	sample_open(&x);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	sample_fill(&r, 5, 2);
	stage(&x, "A", &r, 3);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM sqlite_schema WHERE name IN"
	                                  " ('staged', 'seen')"),
	                 0);
	sample_reopen(&x);
	ck_ok(&x, gj_staged_each_left(x.store, trainings(), see, NULL, &x.err));
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

START_TEST(more_rows_than_a_list_may_have_are_refused)
{
	const struct gj_fact *marks = &sample_facts()->items[F_MARKS];
	struct gj_value cell = { .state = GJ_MISSING };
	struct gj_record r;
	struct sample x;
	size_t n;

	sample_open(&x);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	for (uint64_t i = 0; i < GJ_FACT_ROWS_MAX + 1; i++) {
		ck_ok(&x, gj_staged_put(x.store, marks, "A", i, &cell, &x.err));
		if (i > 0)
			ck_ok(&x, gj_staged_put(x.store, marks, "B", i, &cell, &x.err));
	}
	ck_ok(&x, gj_staged_take(x.store, marks, "B", &r, &n, &x.err));
	ck_assert_uint_eq(n, GJ_FACT_ROWS_MAX);
	ck_assert_int_eq(gj_staged_take(x.store, marks, "A", &r, &n, &x.err), GJ_ELIMIT);
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

Suite *suite_staged(void)
{
	Suite *suite = suite_create("staged");
	TCase *c = tcase_create("staged");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, rows_come_back_in_order);
	tcase_add_test(c, a_rollback_gives_them_back);
	tcase_add_test(c, tells_what_nobody_took);
	tcase_add_test(c, stays_in_this_connection);
	tcase_add_test(c, more_rows_than_a_list_may_have_are_refused);
	suite_add_tcase(suite, c);
	return suite;
}
