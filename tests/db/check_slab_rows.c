/* check_slab_rows.c: columns made straight from the rows say what the rows say, shared among readers or not. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "db/revision.h"
#include "db/slab.h"
#include "engine/eval/frame.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"
#include "tests/support/alloc.h"

enum { KEYS_MAX = 32, MANY = 2 * GJ_FRAME_ROWS + 700 };

/* Every fact that is no list. */
static struct gj_slab_of plain_of(struct gj_strip_key *keys)
{
	const struct gj_facts *facts = sample_facts();
	struct gj_slab_of of = { .facts = facts, .year = 2022, .keys = keys };

	for (size_t i = 0; i < facts->n; i++)
		if (facts->items[i].type != GJ_FACT_LIST)
			keys[of.n_keys++] = (struct gj_strip_key){ .fact = &facts->items[i] };
	return of;
}

/* n applications more, of this category and another in turns, every third without some facts. */
static void put_many(struct sample *x, int n)
{
	enum gj_revision_put what;
	struct gj_application a;
	struct gj_record r;
	char code[19];
	uint64_t place;
	bool made;

	sample_put(x, 0, 0);
	ck_ok(x, gj_store_begin(x->store, "many", &x->err));
	ck_ok(x, gj_record_init(&r, sample_facts(), &x->err));
	for (int i = 1; i < n; i++) {
		ck_ok(x, gj_record_clear(&r, &x->err));
		sample_fill(&r, i, 0);
		if (i % 3 == 0) {
			r.values[F_OFFICERS].state = GJ_MISSING;
			r.values[F_NOTES].state = GJ_STATE_NOT_APPLICABLE;
			r.values[F_INCOME].state = GJ_EXPLICITLY_UNKNOWN;
			r.values[F_PLEDGED].state = GJ_STATE_NOT_APPLICABLE;
			r.values[F_BUREAU].state = GJ_MISSING;
		}
		if (i % 7 == 0) {
			sample_code(code, n + i);
			ck_ok(x, gj_application_put(x->store, &a, &made, code, "n", "", "station",
			                            2022, &x->err));
		}
		ck_ok(x, gj_revision_put(x->store, &what, &place, sample_application(x, i), &r,
		                         &(struct gj_origin){ .import = x->import,
		                                              .place = (uint64_t)i + 1 },
		                         &x->err));
	}
	gj_record_fini(&r);
	ck_ok(x, gj_store_commit(x->store, &x->err));
}

static void same_slab(struct sample *x, struct gj_slab_reader *r, const struct gj_slab *slab,
                      const struct gj_slab_of *of)
{
	struct gj_strip strips[KEYS_MAX];
	struct gj_record record;

	for (size_t k = 0; k < of->n_keys; k++) {
		ck_ok(x, gj_slab_strip(r, k, &strips[k], &x->err));
		ck_assert_uint_eq(strips[k].n, slab->n);
	}
	ck_ok(x, gj_record_init(&record, of->facts, &x->err));
	for (size_t i = 0; i < slab->n; i++) {
		ck_ok(x, gj_revision_get(x->store, &record, slab->revisions[i], &x->err));
		for (size_t k = 0; k < of->n_keys; k++)
			sample_same_cell(&strips[k], i, &record.values[of->keys[k].fact->index]);
	}
	gj_record_fini(&record);
}

static size_t read_part(struct sample *x, const struct gj_slab_of *of, uint8_t *seen)
{
	struct gj_slab_reader *r;
	struct gj_slab slab;
	int64_t last = 0;
	size_t n = 0;

	ck_ok(x, gj_slab_open(&r, x->store, of, true, &x->err));
	for (;;) {
		ck_ok(x, gj_slab_next(r, &slab, &x->err));
		if (slab.n == 0)
			break;
		same_slab(x, r, &slab, of);
		for (size_t i = 0; i < slab.n; i++) {
			ck_assert_int_gt(slab.applications[i], last);
			last = slab.applications[i];
			ck_assert_uint_eq(seen[last]++, 0);
		}
		n += slab.n;
	}
	ck_ok(x, gj_slab_next(r, &slab, &x->err)); /* the end is the end */
	ck_assert_uint_eq(slab.n, 0);
	gj_slab_close(r);
	return n;
}

static const int amounts[] = { 1, 2, GJ_FRAME_ROWS - 1, GJ_FRAME_ROWS, GJ_FRAME_ROWS + 1, MANY };

START_TEST(all_are_read_once)
{
	static const unsigned parts[] = { 0, 1, 2, 3 };
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = plain_of(keys);
	uint8_t *seen = malloc(2 * MANY + 2);
	struct sample x;

	sample_open(&x);
	put_many(&x, amounts[_i]);
	for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
		size_t n = 0;

		memset(seen, 0, 2 * MANY + 2);
		of.parts = parts[p];
		for (of.part = 0; of.part < (parts[p] ? parts[p] : 1); of.part++)
			n += read_part(&x, &of, seen);
		ck_assert_uint_eq(n, (size_t)amounts[_i]);
	}
	sample_close(&x);
	free(seen);
}
END_TEST

/* Where a list is asked for, records are read: shared in the same way. */
START_TEST(lists_are_shared_too)
{
	const struct gj_fact *list = &sample_facts()->items[F_TRAININGS];
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = plain_of(keys);
	struct gj_slab_reader *r;
	struct gj_slab slab;
	struct sample x;
	size_t n = 0;

	sample_open(&x);
	put_many(&x, GJ_FRAME_ROWS + 300);
	keys[of.n_keys++] = (struct gj_strip_key){ .fact = list };
	of.parts = 2;
	for (of.part = 0; of.part < 2; of.part++) {
		ck_ok(&x, gj_slab_open(&r, x.store, &of, true, &x.err));
		do {
			ck_ok(&x, gj_slab_next(r, &slab, &x.err));
			n += slab.n;
		} while (slab.n);
		gj_slab_close(r);
	}
	ck_assert_uint_eq(n, GJ_FRAME_ROWS + 300);
	sample_close(&x);
}
END_TEST

static void spoil(struct sample *x, const char *sql)
{
	sqlite3 *db = sample_raw(x);

	ck_assert_int_eq(sqlite3_exec(db, "DROP TRIGGER facts_enterprise_stays", NULL, NULL, NULL),
	                 SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static int read_first(struct sample *x, const struct gj_slab_of *of)
{
	struct gj_slab_reader *r;
	struct gj_slab slab;
	int rc = gj_slab_open(&r, x->store, of, true, &x->err);

	if (rc < 0)
		return rc;
	rc = gj_slab_next(r, &slab, &x->err);
	gj_slab_close(r);
	return rc;
}

START_TEST(what_no_fact_can_be_is_refused)
{
	static const struct {
		const char *sql, *says;
	} cases[] = {
		{ "UPDATE facts_enterprise SET officers = -1 WHERE _revision = 2", "officers" },
		{ "UPDATE facts_enterprise SET pledged = 2 WHERE _revision = 2", "pledged" },
		{ "UPDATE facts_enterprise SET founded = 900000 WHERE _revision = 2", "founded" },
		{ "UPDATE facts_enterprise SET name = replace(hex(zeroblob(40000)), '0', 'x')"
		  " WHERE _revision = 2",
		  "bytes long" },
	};
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = plain_of(keys);
	struct sample x;

	sample_open(&x);
	put_many(&x, 5);
	spoil(&x, cases[_i].sql);
	sample_reopen(&x);
	ck_refused(&x, read_first(&x, &of), GJ_EFORMAT, cases[_i].says);
	sample_close(&x);
}
END_TEST

START_TEST(an_option_of_before_is_missing)
{
	const struct gj_strip_key key = { .fact = &sample_facts()->items[F_BUREAU] };
	const struct gj_slab_of of = {
		.facts = sample_facts(), .year = 2022, .keys = &key, .n_keys = 1
	};
	struct gj_slab_reader *r;
	struct gj_strip strip;
	struct gj_slab slab;
	struct sample x;

	sample_open(&x);
	put_many(&x, 3);
	spoil(&x, "UPDATE facts_enterprise SET bureau = 'hankou' WHERE _revision = 2");
	sample_reopen(&x);
	ck_ok(&x, gj_slab_open(&r, x.store, &of, true, &x.err));
	ck_ok(&x, gj_slab_next(r, &slab, &x.err));
	ck_assert_uint_eq(slab.n, 3);
	ck_ok(&x, gj_slab_strip(r, 0, &strip, &x.err));
	ck_assert_int_eq(gj_strip_value(&strip, 0).state, GJ_GIVEN);
	ck_assert_int_eq(gj_strip_value(&strip, 1).state, GJ_MISSING);
	gj_slab_close(r);
	sample_close(&x);
}
END_TEST

START_TEST(lives_without_memory)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = plain_of(keys);
	struct sample x;
	int n, rc = -1;

	sample_open(&x);
	put_many(&x, 20);
	for (n = 1; n < 2000 && rc; n++) {
		sample_reopen(&x);
		gj_alloc_fail_at(n);
		rc = read_first(&x, &of);
		gj_alloc_fail_at(0);
		ck_assert_msg(rc == 0 || rc == GJ_ENOMEM, "%d: %d %s", n, rc, x.err.text);
	}
	ck_assert_int_gt(n, 30);
	ck_assert_int_eq(rc, 0);
	sample_close(&x);
}
END_TEST

Suite *suite_slab_rows(void)
{
	Suite *s = suite_create("slab_rows");
	TCase *t = tcase_create("slab_rows");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, all_are_read_once, 0, sizeof amounts / sizeof *amounts);
	tcase_add_test(t, lists_are_shared_too);
	tcase_add_loop_test(t, what_no_fact_can_be_is_refused, 0, 4);
	tcase_add_test(t, an_option_of_before_is_missing);
	tcase_add_test(t, lives_without_memory);
	suite_add_tcase(s, t);
	return s;
}
