/* check_revision_each.c: the newest facts of all, one after another, and those that held on a day. */
#include <string.h>

#include "db/revision.h"
#include "engine/base/day.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

struct walk {
	struct sample *x;
	int64_t ids[300];
	size_t n, stop_at;
	int inside; /* what to try inside the walk */
};

static int see(void *ctx, const struct gj_revision_row *row)
{
	struct walk *w = ctx;
	struct gj_record back;
	struct gj_application a;

	ck_assert_int_eq(gj_application_get(w->x->store, &a, row->application, NULL), 0);
	ck_assert_int_eq(a.revision, row->revision);
	ck_assert_int_eq(a.decision, row->decision);
	ck_assert_int_eq(gj_record_init(&back, sample_facts(), NULL), 0);
	ck_assert_int_eq(gj_revision_get(w->x->store, &back, row->revision, NULL), 0);
	sample_same(&back, row->record);
	gj_record_fini(&back);
	w->ids[w->n++] = row->application;
	if (w->inside == 1)
		return gj_revision_each(w->x->store, sample_facts(), 2022, 0, 0, see, ctx,
		                        &w->x->err);
	return w->n == w->stop_at ? 7 : 0;
}

START_TEST(walks_over_the_newest_in_order)
{
	struct walk w = { 0 };
	struct sample x;
	int64_t after = 0;

	sample_open(&x);
	w.x = &x;
	ck_ok(&x, gj_revision_each(x.store, sample_facts(), 2022, 0, 0, see, &w, &x.err));
	ck_assert_uint_eq(w.n, 0); /* no table yet */
	for (int i = 0; i < 23; i++)
		sample_put(&x, i, i);
	sample_start(&x);
	for (int i = 0; i < 5; i++)
		sample_put(&x, i, 100 + i);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM revision"), 28);

	ck_ok(&x, gj_revision_each(x.store, sample_facts(), 2022, 0, 0, see, &w, &x.err));
	ck_assert_uint_eq(w.n, 23);
	for (size_t i = 0; i < 23; i++)
		ck_assert_int_eq(w.ids[i], (int64_t)i + 1);

	for (w.n = 0;;) { /* by tens */
		size_t before = w.n;

		ck_ok(&x,
		      gj_revision_each(x.store, sample_facts(), 2022, after, 10, see, &w, &x.err));
		if (w.n == before)
			break;
		ck_assert_uint_le(w.n - before, 10);
		after = w.ids[w.n - 1];
	}
	ck_assert_uint_eq(w.n, 23);

	w.n = 0;
	ck_ok(&x, gj_revision_each(x.store, sample_facts(), 2021, 0, 0, see, &w, &x.err));
	ck_assert_uint_eq(w.n, 0);
	w.stop_at = 4;
	ck_assert_int_eq(gj_revision_each(x.store, sample_facts(), 2022, 0, 0, see, &w, &x.err), 7);
	ck_assert_uint_eq(w.n, 4);
	w.inside = 1; /* the same walk inside itself is a mistake, and is told */
	ck_refused(&x, gj_revision_each(x.store, sample_facts(), 2022, 0, 0, see, &w, &x.err),
	           GJ_EINTERNAL, "inside itself");
	w.inside = 0;
	w.n = w.stop_at = 0;
	ck_ok(&x, gj_revision_each(x.store, sample_facts(), 2022, 0, 0, see, &w, &x.err));
	ck_assert_uint_eq(w.n, 23);
	sample_close(&x);
}
END_TEST

START_TEST(applications_without_facts_are_not_walked)
{
	struct walk w = { 0 };
	struct sample x;

	sample_open(&x);
	w.x = &x;
	sample_put(&x, 1, 1);
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	sample_application(&x, 2);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_ok(&x, gj_revision_each(x.store, sample_facts(), 2022, 0, 0, see, &w, &x.err));
	ck_assert_uint_eq(w.n, 1);
	sample_close(&x);
}
END_TEST

static int write_inside(void *ctx, const struct gj_revision_row *row)
{
	struct walk *w = ctx;

	(void)row;
	if (w->n++ == 0)
		sample_put(w->x, 500, 500);
	return 0;
}

START_TEST(a_reader_walks_while_a_writer_commits)
{
	struct walk w = { 0 };
	struct gj_store *reader;
	struct sample x;

	sample_open(&x);
	w.x = &x;
	for (int i = 0; i < 10; i++)
		sample_put(&x, i, i);
	ck_ok(&x, gj_store_open(&reader, x.path, GJ_STORE_READ, &x.err));
	ck_ok(&x, gj_revision_each(reader, sample_facts(), 2022, 0, 0, write_inside, &w, &x.err));
	ck_assert_uint_eq(w.n, 10);
	ck_ok(&x, gj_revision_each(reader, sample_facts(), 2022, 0, 0, write_inside, &w, &x.err));
	ck_assert_uint_eq(w.n, 21);
	gj_store_close(reader);
	sample_close(&x);
}
END_TEST

static int64_t put_from(struct sample *x, int seed, int32_t valid_from)
{
	enum gj_revision_put what;
	struct gj_record r;
	uint64_t before;
	int64_t id;

	ck_ok(x, gj_record_init(&r, sample_facts(), &x->err));
	sample_fill(&r, seed, 1);
	sample_start(x);
	ck_ok(x, gj_store_begin(x->store, "a test", &x->err));
	ck_ok(x, gj_revision_prepare(x->store, r.facts, &x->err));
	id = sample_application(x, 1);
	ck_ok(x, gj_revision_put(x->store, &what, &before, id, &r,
	                         &(struct gj_origin){
				     .import = x->import, .place = 1, .valid_from = valid_from },
	                         &x->err));
	ck_assert_int_eq(what, GJ_REVISION_NEW);
	ck_ok(x, gj_store_commit(x->store, &x->err));
	gj_record_fini(&r);
	return id;
}

/* Facts of three days, stated out of order, and the day in between corrected. */
START_TEST(finds_what_held_on_a_day)
{
	static const struct {
		int month, day;
		int64_t revision; /* 0: none held */
	} cases[] = {
		{ 2, 28, 0 }, { 3, 1, 1 }, { 4, 30, 1 },  { 5, 1, 4 },
		{ 6, 30, 4 }, { 7, 1, 2 }, { 12, 31, 2 },
	};
	struct sample x;
	int64_t a, id;

	sample_open(&x);
	a = put_from(&x, 1, gj_day_from(2022, 3, 1));
	put_from(&x, 2, gj_day_from(2022, 7, 1));
	put_from(&x, 3, gj_day_from(2022, 5, 1));
	put_from(&x, 4, gj_day_from(2022, 5, 1));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t day = gj_day_from(2022, cases[i].month, cases[i].day);

		if (cases[i].revision == 0) {
			ck_refused(&x, gj_revision_at(x.store, &id, a, day, GJ_DAY_NONE, &x.err),
			           GJ_ENOENT, "the first hold from 2022-03-01");
			continue;
		}
		ck_ok(&x, gj_revision_at(x.store, &id, a, day, GJ_DAY_NONE, &x.err));
		ck_assert_int_eq(id, cases[i].revision);
	}
	ck_ok(&x, gj_revision_at(x.store, &id, a, GJ_DAY_NONE, GJ_DAY_NONE, &x.err));
	ck_assert_int_eq(id, 4);
	ck_refused(&x,
	           gj_revision_at(x.store, &id, a, gj_day_from(2022, 6, 1), gj_day_from(2022, 6, 1),
	                          &x.err),
	           GJ_ENOENT, "as far as was known on 2022-06-01");
	ck_refused(&x, gj_revision_at(x.store, &id, a + 1, GJ_DAY_NONE, GJ_DAY_NONE, &x.err),
	           GJ_ENOENT, "no facts were recorded");
	sample_close(&x);
}
END_TEST

Suite *suite_revision_each(void)
{
	Suite *suite = suite_create("revision_each");
	TCase *c = tcase_create("each");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, finds_what_held_on_a_day);
	tcase_add_test(c, walks_over_the_newest_in_order);
	tcase_add_test(c, applications_without_facts_are_not_walked);
	tcase_add_test(c, a_reader_walks_while_a_writer_commits);
	suite_add_tcase(suite, c);
	return suite;
}
