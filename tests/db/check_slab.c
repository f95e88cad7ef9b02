/* check_slab.c: columns beside the rows: equal to them, found out of date by every way of writing, lost without loss. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/decision_block.h"
#include "db/decision_row.h"
#include "db/revision.h"
#include "db/run.h"
#include "db/version.h"
#include "engine/eval/frame.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

enum { KEYS_MAX = 64, WIDTH = 3 };

/* Every fact of the dictionary and every field of its list. */
static struct gj_slab_of all_of(struct gj_strip_key *keys, const struct gj_facts *facts)
{
	struct gj_slab_of of = { .facts = facts, .year = 2022, .keys = keys };

	for (size_t i = 0; i < facts->n; i++) {
		keys[of.n_keys++] = (struct gj_strip_key){ .fact = &facts->items[i] };
		for (size_t k = 0; k < facts->items[i].n_fields; k++)
			keys[of.n_keys++] =
			    (struct gj_strip_key){ &facts->items[i], &facts->items[i].fields[k] };
	}
	return of;
}

/* n applications more, from the number `first`, in one transaction; every third without some facts. */
static void put_many(struct sample *x, int first, int n, size_t rows)
{
	enum gj_revision_put what;
	struct gj_record r;
	uint64_t place;

	sample_put(x, first, first);
	ck_ok(x, gj_store_begin(x->store, "many", &x->err));
	ck_ok(x, gj_record_init(&r, sample_facts(), &x->err));
	for (int i = first + 1; i < first + n; i++) {
		ck_ok(x, gj_record_clear(&r, &x->err));
		sample_fill(&r, i, i % 5 ? rows : 0);
		if (i % 3 == 0) {
			r.values[F_OFFICERS].state = GJ_MISSING;
			r.values[F_NOTES].state = GJ_STATE_NOT_APPLICABLE;
			r.values[F_INCOME].state = GJ_EXPLICITLY_UNKNOWN;
			r.values[F_PLEDGED].state = GJ_STATE_NOT_APPLICABLE;
			r.values[F_BUREAU].state = GJ_MISSING;
		}
		ck_ok(x, gj_revision_put(x->store, &what, &place, sample_application(x, i), &r,
		                         &(struct gj_origin){ .import = x->import,
		                                              .place = (uint64_t)i + 1 },
		                         &x->err));
	}
	gj_record_fini(&r);
	ck_ok(x, gj_store_commit(x->store, &x->err));
}

static int64_t fill(struct sample *x, const struct gj_slab_of *of)
{
	int64_t left, more, all = 0;
	bool fresh;

	ck_ok(x, gj_slab_survey(x->store, &left, of, &x->err));
	while (left > 0) {
		ck_ok(x, gj_slab_fill(x->store, &more, &left, of, &x->err));
		all += more;
	}
	ck_ok(x, gj_slab_fresh(x->store, &fresh, of, &x->err));
	ck_assert(fresh);
	return all;
}

static bool is_fresh(struct sample *x, const struct gj_slab_of *of)
{
	bool fresh;

	ck_ok(x, gj_slab_fresh(x->store, &fresh, of, &x->err));
	return fresh;
}

struct found {
	int n;
	char fact[64];
	int64_t application;
};

static int note(void *ctx, const struct gj_slab_finding *f)
{
	struct found *found = ctx;

	found->n++;
	snprintf(found->fact, sizeof found->fact, "%s%s%s", f->list, *f->list ? "." : "", f->fact);
	found->application = f->application;
	return 0;
}

static struct found check(struct sample *x)
{
	struct found found = { .n = 0 };
	int64_t slabs, stale;

	ck_ok(x, gj_slab_check(x->store, &slabs, &stale, note, &found, &x->err));
	return found;
}

/* --- equal to the rows --- */

static void same_slab(struct sample *x, struct gj_slab_reader *r, const struct gj_slab *slab,
                      const struct gj_slab_of *of)
{
	struct gj_strip head = { .n = 0 }, s;
	struct gj_record record;

	ck_ok(x, gj_record_init(&record, of->facts, &x->err));
	for (size_t k = 0; k < of->n_keys; k++) {
		const struct gj_fact *list = of->keys[k].list, *fact = of->keys[k].fact;

		ck_ok(x, gj_slab_strip(r, k, &s, &x->err));
		if (fact->type == GJ_FACT_LIST)
			head = s;
		for (size_t i = 0; i < slab->n; i += 7) {
			ck_ok(x, gj_revision_get(x->store, &record, slab->revisions[i], &x->err));
			if (list == NULL)
				sample_same_cell(&s, i, &record.values[fact->index]);
			for (uint32_t row = list ? head.offsets[i] : 0;
			     list && row < head.offsets[i + 1]; row++)
				sample_same_cell(&s, row,
				          &record.lists[list->index]
				                       [(row - head.offsets[i]) * list->n_fields +
				                        fact->index]);
		}
	}
	gj_record_fini(&record);
}

static const struct {
	int n;
	size_t rows;
} amounts[] = { { 1, 0 },
	        { GJ_FRAME_ROWS - 1, 1 },
	        { GJ_FRAME_ROWS, 0 },
	        { GJ_FRAME_ROWS + 1, 2 },
	        { 40, 4000 } };

START_TEST(equal_to_the_rows)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct gj_slab_reader *r;
	struct gj_slab slab;
	struct sample x;
	int64_t seen = 0;

	sample_open(&x);
	put_many(&x, 0, amounts[_i].n, amounts[_i].rows);
	for (int rows = 0; rows < 2; rows++) { /* made while reading, then kept */
		if (!rows)
			ck_assert_int_eq(fill(&x, &of), amounts[_i].n);
		ck_ok(&x, gj_slab_open(&r, x.store, &of, rows, &x.err));
		for (seen = 0;; seen += (int64_t)slab.n) {
			ck_ok(&x, gj_slab_next(r, &slab, &x.err));
			if (slab.n == 0)
				break;
			same_slab(&x, r, &slab, &of);
		}
		ck_assert_int_eq(seen, amounts[_i].n);
		gj_slab_close(r);
	}
	ck_assert_int_eq(check(&x).n, 0);
	sample_close(&x);
}
END_TEST

/* --- out of date --- */

static void put_version(struct sample *x)
{
	struct gj_fileset set;
	int64_t run;

	gj_fileset_init(&set);
	ck_ok(x, gj_fileset_put(&set, "policy.lua", "p", 1, &x->err));
	ck_ok(x, gj_store_begin(x->store, "a run", &x->err));
	ck_ok(x, gj_version_put(x->store, &x->version, "p", &set, &x->err));
	ck_ok(x, gj_run_start(x->store, &run, x->version, 19000, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	gj_fileset_fini(&set);
}

static void decide_by_hand(struct sample *x, int64_t application, int result)
{
	struct gj_decision_row row = { .application = application,
		                       .run = 1,
		                       .version = 1,
		                       .revision = application,
		                       .reference = 19000,
		                       .result = result,
		                       .n_outcomes = WIDTH,
		                       .outcomes = { 1, 2, 3 } };
	struct gj_application a;
	bool added;

	ck_ok(x, gj_application_get(x->store, &a, application, &x->err));
	ck_ok(x, gj_store_begin(x->store, "by hand", &x->err));
	ck_ok(x, gj_decision_put(x->store, &added, &row, a.decision, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
}

START_TEST(every_way_of_writing_shows)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct sample x;
	bool fresh;

	sample_open(&x);
	ck_ok(&x, gj_slab_fresh(x.store, &fresh, &of, &x.err));
	ck_assert(!fresh); /* there is nothing yet */
	put_many(&x, 0, 10, 1);
	put_version(&x);
	ck_assert_int_eq(fill(&x, &of), 10);
	ck_assert_int_eq(fill(&x, &of), 0); /* nothing is filled twice */

	x.import = 0;          /* of another import, else it is a duplicate */
	sample_put(&x, 3, 77); /* other facts of an application that is there */
	ck_assert(!is_fresh(&x, &of));
	ck_assert_int_eq(check(&x).n, 0); /* known to be out of date: no difference */
	ck_assert_int_eq(fill(&x, &of), 10);
	ck_assert_int_eq(check(&x).n, 0);

	sample_put(&x, 10, 10); /* an application more */
	ck_assert(!is_fresh(&x, &of));
	ck_assert_int_eq(fill(&x, &of), 11);

	sample_exec(
	    &x, /* a correction by another program: the revision alone */
	    "INSERT INTO revision(application, import, place, digest, recorded_at, valid_from)"
	    " SELECT application, import, place, zeroblob(32), recorded_at, 1 FROM revision"
	    " WHERE id = 2",
	    NULL);
	ck_assert(!is_fresh(&x, &of));
	ck_assert_int_eq(fill(&x, &of), 11);

	decide_by_hand(&x, 4, 1);
	ck_assert(!is_fresh(&x, &of));
	ck_assert_int_eq(fill(&x, &of), 0); /* the facts are as they were */
	ck_assert_int_eq(check(&x).n, 0);
	sample_close(&x);
}
END_TEST

START_TEST(only_what_is_out_of_date_is_filled)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct sample x;

	sample_open(&x);
	put_many(&x, 0, 3 * GJ_FRAME_ROWS, 0);
	ck_assert_int_eq(fill(&x, &of), 3 * GJ_FRAME_ROWS);
	x.import = 0;
	sample_put(&x, GJ_FRAME_ROWS + 5, 77);
	ck_assert_int_eq(fill(&x, &of), GJ_FRAME_ROWS);
	put_many(&x, 3 * GJ_FRAME_ROWS, 3, 0); /* behind a full one: they go through it */
	ck_assert_int_eq(fill(&x, &of), GJ_FRAME_ROWS + 3);
	ck_assert_int_eq(check(&x).n, 0);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM slab"), 4);
	sample_close(&x);
}
END_TEST

START_TEST(other_columns_and_other_options)
{
	static const struct gj_option other[] = { { .key = "new" },
		                                  { .key = "hanyang" },
		                                  { .key = "wuchang" } };
	struct gj_strip_key keys[KEYS_MAX], few[1];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct gj_slab_of one = { .facts = sample_facts(), .year = 2022, .keys = few, .n_keys = 1 };
	struct gj_fact items[F_COUNT];
	struct gj_facts facts = { .category = "enterprise", .items = items, .n = F_COUNT };
	struct sample x;

	sample_open(&x);
	put_many(&x, 0, 10, 1);
	few[0] = (struct gj_strip_key){ .fact = &sample_facts()->items[F_OFFICERS] };
	ck_assert_int_eq(fill(&x, &one), 10);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM slab_column"), 1);
	ck_assert_int_eq(fill(&x, &of), 10);
	ck_assert_int_eq(fill(&x, &one), 0); /* more than it needs is there */

	memcpy(items, sample_facts()->items, sizeof items);
	items[F_BUREAU].options = other;
	items[F_BUREAU].n_options = 3;
	of = all_of(keys, &facts);
	ck_assert(!is_fresh(&x, &of));
	ck_assert_int_eq(fill(&x, &of), 10);
	ck_assert_int_eq(check(&x).n, 0);
	sample_close(&x);
}
END_TEST

/* --- lost and damaged --- */

START_TEST(dropped_by_hand)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct sample x;

	sample_open(&x);
	put_many(&x, 0, 10, 1);
	fill(&x, &of);
	ck_assert_int_eq(sample_exec(&x, "DROP TABLE slab_data", NULL), SQLITE_OK);
	ck_assert(!is_fresh(&x, &of));
	ck_assert_int_eq(sample_exec(&x,
	                             "DROP TABLE slab; DROP TABLE slab_set;"
	                             " DROP TABLE slab_column",
	                             NULL),
	                 SQLITE_OK);
	sample_reopen(&x);
	ck_assert_int_eq(check(&x).n, 0);
	ck_assert_int_eq(fill(&x, &of), 10);
	ck_assert_int_eq(sample_exec(&x, "UPDATE slab_set SET format = 0", NULL), SQLITE_OK);
	ck_assert(!is_fresh(&x, &of));
	ck_assert_int_eq(fill(&x, &of), 10);
	ck_ok(&x, gj_slab_drop(x.store, &x.err));
	ck_assert_int_eq(fill(&x, &of), 10);
	ck_assert_int_eq(check(&x).n, 0);
	ck_ok(&x, gj_store_verify(x.store, &x.err));
	sample_close(&x);
}
END_TEST

START_TEST(differences_are_found)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct found found;
	struct sample x;
	char sql[300];

	sample_open(&x);
	put_many(&x, 0, 10, 1);
	fill(&x, &of);
	for (size_t k = 0; k < of.n_keys; k++) {
		const struct gj_fact *list = of.keys[k].list, *fact = of.keys[k].fact;

		snprintf(sql, sizeof sql,
		         "UPDATE slab_data SET data = CAST(data || x'00' AS BLOB) WHERE id & 65535 "
		         "= 16 +"
		         " (SELECT id FROM slab_column WHERE list = '%s' AND fact = '%s')",
		         list ? list->key : "", fact->key);
		ck_assert_int_eq(sample_exec(&x, sql, NULL), SQLITE_OK);
		found = check(&x);
		ck_assert_int_eq(found.n, 1);
		ck_assert_ptr_nonnull(strstr(found.fact, fact->key));
		ck_ok(&x, gj_slab_drop(x.store, &x.err));
		fill(&x, &of);
	}
	/* The fourth of the officers: behind 16 bytes, a little-endian number. */
	sample_exec(&x,
	            "UPDATE slab_data SET data = CAST(substr(data, 1, 28) || x'09' ||"
	            " substr(data, 30) AS BLOB) WHERE id & 65535 = 16 +"
	            " (SELECT id FROM slab_column WHERE fact = 'officers')",
	            NULL);
	found = check(&x);
	ck_assert_int_eq(found.n, 1);
	ck_assert_int_eq(found.application, 4);
	sample_exec(&x, "UPDATE slab SET n = 9", NULL);
	ck_assert_int_eq(check(&x).n, 1);
	sample_close(&x);
}
END_TEST

/* Whatever byte is another: refused, or safe to read. */
START_TEST(damage_is_safe)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct gj_slab_reader *r;
	struct gj_slab slab;
	struct gj_strip s;
	struct sample x;
	int refused = 0;
	uint64_t dice = 88172645463325252u;

	sample_open(&x);
	put_many(&x, 0, 20, 2);
	fill(&x, &of);
	for (int round = 0; round < 300; round++) {
		char sql[300];

		dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
		snprintf(sql, sizeof sql,
		         "UPDATE slab_data SET data = CAST(substr(data, 1, %d) || x'%02x' ||"
		         " substr(data, %d) AS BLOB) WHERE id & 65535 = %d",
		         (int)(dice % 120), (unsigned)(dice >> 20 & 255), (int)(dice % 120) + 2,
		         17 + (int)(dice >> 32) % (int)of.n_keys);
		ck_assert_int_eq(sample_exec(&x, sql, NULL), SQLITE_OK);
		ck_ok(&x, gj_slab_open(&r, x.store, &of, false, &x.err));
		ck_ok(&x, gj_slab_next(r, &slab, &x.err));
		for (size_t k = 0; k < of.n_keys; k++) {
			int rc = gj_slab_strip(r, k, &s, &x.err);

			ck_assert(rc == 0 || rc == GJ_EFORMAT);
			refused += rc != 0;
			for (size_t i = 0; rc == 0 && i < s.n; i++)
				gj_strip_value(&s, i);
		}
		gj_slab_close(r);
		check(&x);
		if (round % 10 == 9) {
			ck_ok(&x, gj_slab_drop(x.store, &x.err));
			fill(&x, &of);
		}
	}
	ck_assert_int_gt(refused, 0);
	sample_close(&x);
}
END_TEST

/* --- decisions --- */

static void put_block(struct sample *x, const struct gj_slab_of *of, uint8_t result, int expected)
{
	static uint8_t results[GJ_FRAME_ROWS], outcomes[WIDTH * GJ_FRAME_ROWS];
	static uint16_t rows[GJ_FRAME_ROWS];
	struct gj_slab_reader *r;
	struct gj_slab_state was, state = { .results = results, .outcomes = outcomes };
	struct gj_slab slab;
	size_t n = 0;
	int rc;

	ck_ok(x, gj_slab_open(&r, x->store, of, false, &x->err));
	ck_ok(x, gj_slab_next(r, &slab, &x->err));
	ck_ok(x, gj_slab_newest(r, &was, WIDTH, &x->err));
	state.stored = was.stored;
	memcpy(results, was.results, slab.n);
	memcpy(outcomes, was.outcomes, WIDTH * slab.n);
	for (size_t i = 0; i < slab.n; i += 2) { /* every other one */
		results[i] = result;
		memset(outcomes + WIDTH * i, 7, WIDTH);
		if (was.results[i] != result)
			rows[n++] = (uint16_t)i;
	}
	if (expected < 0)
		decide_by_hand(x, slab.applications[1], 4);
	ck_ok(x, gj_store_begin(x->store, "a block", &x->err));
	rc = gj_decision_put_block(x->store,
	                           &(struct gj_decision_block){ .run = 1,
	                                                        .version = 1,
	                                                        .reference = 19000,
	                                                        .slab = &slab,
	                                                        .width = WIDTH,
	                                                        .state = &state,
	                                                        .rows = rows,
	                                                        .n_rows = n },
	                           &x->err);
	if (expected < 0) {
		ck_assert_int_eq(rc, GJ_EBUSY);
		gj_store_rollback(x->store);
	} else {
		ck_ok(x, rc);
		ck_ok(x, gj_store_commit(x->store, &x->err));
		ck_assert_int_eq((int)n, expected);
	}
	gj_slab_close(r);
}

START_TEST(decisions_of_a_slab)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct gj_application a;
	struct sample x;

	sample_open(&x);
	put_many(&x, 0, 10, 1);
	put_version(&x);
	fill(&x, &of);
	put_block(&x, &of, 1, 5);
	ck_assert(is_fresh(&x, &of)); /* it kept the state itself */
	ck_assert_int_eq(check(&x).n, 0);
	put_block(&x, &of, 1, 0);
	put_block(&x, &of, 2, 5);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM decision"), 10);
	ck_assert_int_eq(sample_count(&x,
	                              "SELECT count(*) FROM decision WHERE revision = application"
	                              " AND result IN (1, 2) AND outcomes = x'070707'"),
	                 10);
	ck_ok(&x, gj_application_get(x.store, &a, 1, &x.err));
	ck_assert_int_eq(a.decision, 6);
	ck_assert_int_eq(check(&x).n, 0);

	put_block(&x, &of, 3, -1); /* decided by hand between reading and writing */
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM decision"), 11);
	ck_assert(!is_fresh(&x, &of));
	fill(&x, &of);
	put_block(&x, &of, 3, 5);
	ck_assert_int_eq(check(&x).n, 0);
	ck_ok(&x, gj_store_verify(x.store, &x.err));

	sample_exec(&x,
	            "UPDATE slab_data SET data = CAST(substr(data, 1, 16) || x'04' ||"
	            " substr(data, 18) AS BLOB) WHERE id & 65535 = 2",
	            NULL);
	ck_assert_int_eq(check(&x).n, 1);
	ck_assert_int_eq(check(&x).application, 1);
	sample_close(&x);
}
END_TEST

START_TEST(trust_is_not_blind)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct sample x;

	sample_open(&x);
	put_many(&x, 0, 4, 0);
	fill(&x, &of); /* no version 1 and no run 1 are there */
	ck_ok(&x, gj_store_trust(x.store, true, &x.err));
	put_block(&x, &of, 1, 2);
	ck_ok(&x, gj_store_trust(x.store, false, &x.err));
	ck_refused(&x, gj_store_verify(x.store, &x.err), GJ_EFORMAT, "decision");
	ck_ok(&x, gj_store_begin(x.store, "a", &x.err));
	ck_refused(&x, gj_store_trust(x.store, true, &x.err), GJ_EINVAL, "cannot begin");
	gj_store_rollback(x.store);
	sample_close(&x);
}
END_TEST

/* Somebody else fills while we read: what was not there to be read is not passed over in silence. */
START_TEST(gaps_are_told)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct gj_slab_reader *r;
	struct gj_slab slab;
	struct sample x;

	sample_open(&x);
	put_many(&x, 0, 10, 1);
	fill(&x, &of);
	ck_ok(&x, gj_slab_open(&r, x.store, &of, false, &x.err));
	ck_ok(&x, gj_slab_next(r, &slab, &x.err));
	ck_assert_int_eq(sample_exec(&x, "UPDATE slab SET stale = 1", NULL), SQLITE_OK);
	ck_refused(&x, gj_slab_next(r, &slab, &x.err), GJ_EBUSY, "filling");
	gj_slab_close(r);
	sample_close(&x);
}
END_TEST

static int add_up(void *ctx, const struct gj_decision_count *c)
{
	int64_t *n = ctx; /* by result: the sample's bureau of the application is not its fact */

	n[c->result < 0 ? 6 : c->result] += c->n;
	return 0;
}

START_TEST(counted_as_the_rows_are)
{
	struct gj_strip_key keys[KEYS_MAX];
	struct gj_slab_of of = all_of(keys, sample_facts());
	struct sample x;

	sample_open(&x);
	put_many(&x, 0, 40, 1);
	put_version(&x);
	for (int round = 0; round < 4; round++) {
		int64_t a[7] = { 0 }, b[7] = { 0 };

		if (round == 1 || round == 3)
			fill(&x, &of);
		if (round == 1)
			put_block(&x, &of, 2, 20);
		if (round == 2)
			decide_by_hand(&x, 7, 4);
		ck_ok(&x, gj_slab_counts(x.store, sample_facts(), 2022, add_up, a, &x.err));
		ck_ok(&x, gj_decision_counts(x.store, "enterprise", 2022, add_up, b, &x.err));
		ck_assert_mem_eq(a, b, sizeof a);
	}
	sample_close(&x);
}
END_TEST

Suite *suite_slab(void)
{
	Suite *s = suite_create("slab");
	TCase *t = tcase_create("slab");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, equal_to_the_rows, 0, sizeof amounts / sizeof *amounts);
	tcase_add_test(t, every_way_of_writing_shows);
	tcase_add_test(t, only_what_is_out_of_date_is_filled);
	tcase_add_test(t, other_columns_and_other_options);
	tcase_add_test(t, dropped_by_hand);
	tcase_add_test(t, differences_are_found);
	tcase_add_test(t, damage_is_safe);
	tcase_add_test(t, decisions_of_a_slab);
	tcase_add_test(t, trust_is_not_blind);
	tcase_add_test(t, gaps_are_told);
	tcase_add_test(t, counted_as_the_rows_are);
	suite_add_tcase(s, t);
	return s;
}
