/* check_revision.c: facts go in and come out the same, once, in every state, and are never changed. */
#include <stdio.h>
#include <string.h>

#include "db/revision.h"
#include "db/stmt.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

static enum gj_revision_put put(struct sample *x, int n, const struct gj_record *r, uint64_t place,
                                uint64_t *first)
{
	enum gj_revision_put what;
	uint64_t before;
	int64_t id;

	ck_ok(x, gj_store_begin(x->store, "a test", &x->err));
	ck_ok(x, gj_revision_prepare(x->store, r->facts, &x->err));
	id = sample_application(x, n);
	ck_ok(x,
	      gj_revision_put(x->store, &what, &before, id, r,
	                      &(struct gj_origin){ .import = x->import, .place = place }, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	if (first != NULL)
		*first = before;
	return what;
}

static void check_round_trip(struct sample *x, int n, const struct gj_record *r)
{
	struct gj_application a;
	struct gj_record back;
	unsigned char one[GJ_DIGEST_BYTES], two[GJ_DIGEST_BYTES];
	int64_t id;

	ck_assert_int_eq(put(x, n, r, (uint64_t)n, NULL), GJ_REVISION_NEW);
	ck_ok(x, gj_store_begin(x->store, "a test", &x->err));
	id = sample_application(x, n);
	gj_store_rollback(x->store);
	ck_ok(x, gj_application_get(x->store, &a, id, &x->err));
	ck_ok(x, gj_record_init(&back, r->facts, &x->err));
	sample_fill(&back, 77, 5); /* what was there before does not stay */
	ck_ok(x, gj_revision_get(x->store, &back, a.revision, &x->err));
	sample_same(r, &back);
	gj_record_digest(r, one);
	gj_record_digest(&back, two);
	ck_assert_mem_eq(one, two, sizeof one);
	gj_record_fini(&back);
}

START_TEST(what_is_put_comes_back)
{
	static const size_t rows[] = { 0, 1, 2, 300 };
	struct gj_record r;
	struct sample x;

	sample_open(&x);
	sample_start(&x);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	for (int i = 0; i < 4; i++) {
		ck_ok(&x, gj_record_clear(&r, &x.err));
		sample_fill(&r, i, rows[i]);
		check_round_trip(&x, i, &r);
	}
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

START_TEST(every_state_comes_back_for_every_type)
{
	struct gj_record r;
	struct sample x;
	int n = 0;

	sample_open(&x);
	sample_start(&x);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	for (int state = GJ_MISSING; state < GJ_STATES; state++) {
		for (size_t i = 0; i < F_COUNT; i++) { /* one fact in that state */
			if (state == GJ_GIVEN)
				continue;
			ck_ok(&x, gj_record_clear(&r, &x.err));
			sample_fill(&r, 3, 1);
			r.values[i] = (struct gj_value){ .state = (enum gj_state)state };
			check_round_trip(&x, n++, &r);
		}
		for (size_t i = 0; i < 8; i++) { /* one field of the second row */
			if (state == GJ_GIVEN)
				continue;
			ck_ok(&x, gj_record_clear(&r, &x.err));
			sample_fill(&r, 3, 2);
			r.lists[F_TRAININGS][8 + i] =
			    (struct gj_value){ .state = (enum gj_state)state };
			check_round_trip(&x, n++, &r);
		}
		ck_ok(&x, gj_record_clear(&r, &x.err)); /* all of them */
		for (size_t i = 0; state != GJ_GIVEN && i < F_COUNT; i++)
			r.values[i] = (struct gj_value){ .state = (enum gj_state)state };
		check_round_trip(&x, n++, &r);
	}
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

START_TEST(bounds_of_numbers_come_back)
{
	static const struct {
		int fact;
		int64_t low, high;
	} cases[] = {
		{ F_OFFICERS, 0, INT32_MAX - 15 },
		{ F_INCOME, -INT64_C(99999999999999999), INT64_C(99999999999999999) },
		{ F_FOUNDED, -25567, 376199 },
		{ F_PLEDGED, 0, 1 },
		{ F_VERDICT, 0, 1 },
		{ F_BUREAU, 0, 2 },
	};
	struct gj_record r;
	struct sample x;
	int n = 0;

	sample_open(&x);
	sample_start(&x);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		for (int high = 0; high < 2; high++) {
			ck_ok(&x, gj_record_clear(&r, &x.err));
			r.values[cases[i].fact] =
			    (struct gj_value){ .state = GJ_GIVEN,
				               .number = high ? cases[i].high : cases[i].low };
			check_round_trip(&x, n++, &r);
		}
	}
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

START_TEST(the_same_again_changes_nothing)
{
	struct gj_record r;
	struct sample x;
	uint64_t first;

	sample_open(&x);
	sample_start(&x);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	sample_fill(&r, 1, 2);
	ck_assert_int_eq(put(&x, 1, &r, 5, &first), GJ_REVISION_NEW);
	ck_assert_uint_eq(first, 0);
	ck_assert_int_eq(put(&x, 1, &r, 8, &first), GJ_REVISION_UNCHANGED);
	ck_assert_uint_eq(first, 5);
	sample_start(&x);
	ck_assert_int_eq(put(&x, 1, &r, 5, &first), GJ_REVISION_UNCHANGED);
	ck_assert_uint_eq(first, 0);
	sample_reopen(&x);
	sample_start(&x);
	ck_assert_int_eq(put(&x, 1, &r, 5, &first), GJ_REVISION_UNCHANGED);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM revision"), 1);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM facts_enterprise"), 1);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM list_enterprise$trainings"), 2);
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

/* The file says two things of one applicant: the first holds, at every import of the same file. */
START_TEST(a_second_row_of_one_import_is_a_duplicate)
{
	struct gj_record a, b;
	struct sample x;
	uint64_t first;

	sample_open(&x);
	ck_ok(&x, gj_record_init(&a, sample_facts(), &x.err));
	ck_ok(&x, gj_record_init(&b, sample_facts(), &x.err));
	sample_fill(&a, 1, 1);
	sample_fill(&b, 2, 1);
	for (int round = 0; round < 3; round++) {
		sample_start(&x);
		ck_assert_int_eq(put(&x, 1, &a, 5, &first),
		                 round == 0 ? GJ_REVISION_NEW : GJ_REVISION_UNCHANGED);
		ck_assert_int_eq(put(&x, 1, &b, 9, &first), GJ_REVISION_DUPLICATE);
		ck_assert_uint_eq(first, 5);
		ck_assert_int_eq(put(&x, 1, &b, 10, &first), GJ_REVISION_DUPLICATE);
		ck_assert_uint_eq(first, 5);
	}
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM revision"), 1);
	sample_start(&x); /* a later file may correct it */
	ck_assert_int_eq(put(&x, 1, &b, 2, &first), GJ_REVISION_NEW);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM revision"), 2);
	gj_record_fini(&b);
	gj_record_fini(&a);
	sample_close(&x);
}
END_TEST

START_TEST(a_batch_rolled_back_was_never_seen)
{
	struct gj_record r;
	enum gj_revision_put what;
	struct sample x;
	uint64_t first;
	int64_t id;

	sample_open(&x);
	sample_put(&x, 1, 1);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	sample_fill(&r, 2, 1);
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	id = sample_application(&x, 2);
	ck_ok(&x, gj_revision_put(x.store, &what, &first, id, &r,
	                          &(struct gj_origin){ .import = x.import, .place = 3 }, &x.err));
	gj_store_rollback(x.store);
	ck_assert_int_eq(put(&x, 2, &r, 3, &first), GJ_REVISION_NEW);
	ck_assert_uint_eq(first, 0);
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

START_TEST(an_option_that_is_gone_reads_as_missing)
{
	struct gj_fact items[F_COUNT];
	struct gj_facts facts = *sample_facts();
	struct gj_record r;
	struct sample x;

	sample_open(&x);
	sample_put(&x, 1, 2); /* wuchang */
	memcpy(items, facts.items, sizeof items);
	items[F_BUREAU].n_options = 2;
	facts.items = items;
	ck_ok(&x, gj_record_init(&r, &facts, &x.err));
	ck_ok(&x, gj_revision_get(x.store, &r, 1, &x.err));
	ck_assert_int_eq(r.values[F_BUREAU].state, GJ_MISSING);
	items[F_BUREAU].n_options = 3;
	items[F_BUREAU].options++; /* the same option at another index */
	items[F_BUREAU].n_options = 2;
	ck_ok(&x, gj_revision_get(x.store, &r, 1, &x.err));
	ck_assert_int_eq(r.values[F_BUREAU].number, 1);
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

START_TEST(tells_where_facts_came_from)
{
	struct gj_revision_source source;
	struct sample x;

	sample_open(&x);
	sample_put(&x, 1, 1);
	ck_ok(&x, gj_revision_origin(x.store, &source, 1, &x.err));
	ck_assert_str_eq(source.plugin, "csv");
	ck_assert_str_eq(source.file, "a.csv");
	ck_assert_uint_eq(source.place, 2);
	ck_assert_uint_eq(strlen(source.recorded_at), 20);
	ck_refused(&x, gj_revision_origin(x.store, &source, 2, &x.err), GJ_ENOENT, "2");
	sample_close(&x);
}
END_TEST

START_TEST(nothing_that_was_stored_is_changed)
{
	static const struct {
		const char *sql, *part;
	} cases[] = {
		{ "UPDATE revision SET place = 9", "facts are never changed" },
		{ "DELETE FROM revision", "facts are never deleted" },
		{ "UPDATE facts_enterprise SET officers = 9", "facts are never changed" },
		{ "DELETE FROM facts_enterprise", "facts are never deleted" },
		{ "UPDATE list_enterprise$trainings SET people = 9", "facts are never changed" },
		{ "DELETE FROM list_enterprise$trainings", "facts are never deleted" },
		{ "PRAGMA recursive_triggers = ON; INSERT OR REPLACE INTO "
		  "facts_enterprise(_revision)"
		  " VALUES(1)",
		  "facts are never deleted" },
	};
	char message[256];
	struct sample x;

	sample_open(&x);
	sample_put(&x, 1, 1);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		ck_assert_int_ne(sample_exec(&x, cases[i].sql, message), 0);
		ck_assert_msg(strstr(message, cases[i].part) != NULL, "%s: %s", cases[i].sql,
		              message);
		ck_refused(&x, gj_stmt_exec(x.store, cases[i].sql, &x.err), GJ_EINVAL,
		           cases[i].part);
	}
	ck_refused(&x,
	           gj_stmt_exec(x.store,
	                        "INSERT OR REPLACE INTO facts_enterprise(_revision)"
	                        " VALUES(1)",
	                        &x.err),
	           GJ_EINVAL, "never deleted");
	sample_close(&x);
}
END_TEST

START_TEST(values_from_outside_are_not_believed)
{
	static const char *const changes[] = {
		"officers = -1",
		"officers = 2147483647",
		"income = 100000000000000000",
		"founded = 400000",
		"pledged = 2",
		"verdict = -1",
		"trainings = 10001",
		"trainings = 3",
		"trainings = 1",
		"name = printf('%.*c', 5000, 'x')",
	};
	struct gj_record r;
	struct sample x;

	sample_open(&x);
	sample_put(&x, 1, 1);
	ck_assert_int_eq(sample_exec(&x, "DROP TRIGGER facts_enterprise_stays", NULL), 0);
	ck_assert_int_eq(sample_exec(&x, "CREATE TABLE kept AS SELECT * FROM facts_enterprise",
	                             NULL),
	                 0);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		char sql[400];

		snprintf(sql, sizeof sql, "UPDATE facts_enterprise SET %s", changes[i]);
		ck_assert_int_eq(sample_exec(&x, sql, NULL), 0);
		ck_assert_msg(gj_revision_get(x.store, &r, 1, &x.err) == GJ_EFORMAT, "%s",
		              changes[i]);
		ck_assert_int_eq(
		    sample_exec(&x,
		                "UPDATE facts_enterprise SET (officers, income, founded,"
		                " pledged, verdict, trainings, name) = (SELECT officers,"
		                " income, founded, pledged, verdict, trainings, name FROM kept)",
		                NULL),
		    0);
		ck_ok(&x, gj_revision_get(x.store, &r, 1, &x.err));
	}
	/* Words in _states that are not ours are passed over. */
	ck_assert_int_eq(sample_exec(&x,
	                             "UPDATE facts_enterprise SET officers = NULL, _states ="
	                             " ';;=;x=unknown;officers=nonsense;name;=unknown;"
	                             "income=averyveryveryverylongstatename;officers=unknown'",
	                             NULL),
	                 0);
	ck_ok(&x, gj_revision_get(x.store, &r, 1, &x.err));
	ck_assert_int_eq(r.values[F_OFFICERS].state, GJ_EXPLICITLY_UNKNOWN);
	ck_assert_int_eq(r.values[F_INCOME].state, GJ_GIVEN);
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

START_TEST(puts_only_what_fits)
{
	enum gj_revision_put what;
	struct gj_record r;
	struct sample x;
	uint64_t place;

	sample_open(&x);
	sample_start(&x);
	ck_ok(&x, gj_record_init(&r, sample_facts(), &x.err));
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	ck_refused(&x,
	           gj_revision_put(x.store, &what, &place, 1, &r,
	                           &(struct gj_origin){ .import = x.import, .place = 1 }, &x.err),
	           GJ_EINTERNAL, "not made");
	ck_ok(&x, gj_revision_prepare(x.store, sample_facts(), &x.err));
	ck_refused(&x,
	           gj_revision_put(x.store, &what, &place, 1, &r,
	                           &(struct gj_origin){ .import = x.import, .place = 1 }, &x.err),
	           GJ_ENOENT, "application 1");
	gj_store_rollback(x.store);
	ck_refused(&x, gj_revision_get(x.store, &r, 1, &x.err), GJ_ENOENT, "revision 1");
	gj_record_fini(&r);
	sample_close(&x);
}
END_TEST

Suite *suite_revision(void)
{
	Suite *suite = suite_create("revision");
	TCase *c = tcase_create("revision");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, what_is_put_comes_back);
	tcase_add_test(c, every_state_comes_back_for_every_type);
	tcase_add_test(c, bounds_of_numbers_come_back);
	tcase_add_test(c, the_same_again_changes_nothing);
	tcase_add_test(c, a_second_row_of_one_import_is_a_duplicate);
	tcase_add_test(c, a_batch_rolled_back_was_never_seen);
	tcase_add_test(c, an_option_that_is_gone_reads_as_missing);
	tcase_add_test(c, tells_where_facts_came_from);
	tcase_add_test(c, nothing_that_was_stored_is_changed);
	tcase_add_test(c, values_from_outside_are_not_believed);
	tcase_add_test(c, puts_only_what_fits);
	suite_add_tcase(suite, c);
	return suite;
}
