/* check_facts_table.c: tables made from the dictionary, widened, never narrowed or turned. */
#include <string.h>

#include "db/import.h"
#include "db/revision.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

static int prepare(struct sample *x, const struct gj_facts *facts)
{
	int rc;

	ck_ok(x, gj_store_begin(x->store, "a test", &x->err));
	rc = gj_revision_prepare(x->store, facts, &x->err);
	if (rc < 0)
		gj_store_rollback(x->store);
	else
		ck_ok(x, gj_store_commit(x->store, &x->err));
	return rc;
}

/* A copy of the dictionary with a fact (or a field of the trainings) exchanged for another. */
struct copy {
	struct gj_facts facts;
	struct gj_fact items[F_COUNT + 3], fields[12];
};

static void copy(struct copy *c)
{
	const struct gj_facts *facts = sample_facts();
	struct gj_fact *list = &c->items[F_TRAININGS];

	memcpy(c->items, facts->items, facts->n * sizeof c->items[0]);
	memcpy(c->fields, list->fields, list->n_fields * sizeof c->fields[0]);
	list->fields = c->fields;
	c->facts = *facts;
	c->facts.items = c->items;
}

START_TEST(makes_each_table_once)
{
	struct sample x;

	sample_open(&x);
	ck_ok(&x, prepare(&x, sample_facts()));
	ck_ok(&x, prepare(&x, sample_facts()));
	sample_reopen(&x);
	ck_ok(&x, prepare(&x, sample_facts()));
	ck_assert_int_eq(sample_count(&x,
	                              "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
	                              " AND name IN ('facts_enterprise',"
	                              " 'list_enterprise$trainings', 'list_enterprise$select')"),
	                 3);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM fact_column"), F_COUNT + 8 + 1);
	ck_assert_int_eq(sample_count(&x, "SELECT decimals FROM fact_column WHERE fact = 'income'"
	                                  " AND unit = '万元' AND type = 'amount'"),
	                 2);
	sample_close(&x);
}
END_TEST

START_TEST(a_grown_dictionary_adds_columns)
{
	struct copy c = { 0 };
	struct gj_record r;
	struct sample x;
	int64_t revision;

	sample_open(&x);
	sample_put(&x, 1, 1);
	revision = sample_count(&x, "SELECT max(id) FROM revision");
	copy(&c);
	c.items[F_COUNT] =
	    (struct gj_fact){ .key = "grown", .type = GJ_FACT_COUNT, .index = F_COUNT };
	c.items[F_COUNT + 1] = (struct gj_fact){ .key = "grown_list",
		                                 .type = GJ_FACT_LIST,
		                                 .index = F_COUNT + 1,
		                                 .fields = c.items,
		                                 .n_fields = 2 };
	c.facts.n = F_COUNT + 2;
	c.fields[8] = (struct gj_fact){ .key = "grown", .type = GJ_FACT_TEXT, .index = 8 };
	c.items[F_TRAININGS].n_fields = 9;

	/* Before the columns are there, and after: what was stored before is missing. */
	for (int round = 0; round < 2; round++) {
		ck_ok(&x, gj_record_init(&r, &c.facts, &x.err));
		ck_ok(&x, gj_revision_get(x.store, &r, revision, &x.err));
		ck_assert_int_eq(r.values[F_OFFICERS].number, 1);
		ck_assert_int_eq(r.values[F_COUNT].state, GJ_MISSING);
		ck_assert_int_eq(r.values[F_COUNT + 1].state, GJ_MISSING);
		ck_assert_int_eq(r.values[F_TRAININGS].number, 2);
		ck_assert_int_eq(r.lists[F_TRAININGS][8].state, GJ_MISSING);
		ck_assert_int_eq(r.lists[F_TRAININGS][9].number, 19002);
		gj_record_fini(&r);
		ck_ok(&x, prepare(&x, &c.facts));
	}
	/* The narrower dictionary still reads and prepares. */
	ck_ok(&x, prepare(&x, sample_facts()));
	sample_put(&x, 2, 2);
	sample_close(&x);
}
END_TEST

START_TEST(a_reader_notices_columns_of_a_writer)
{
	struct copy c = { 0 };
	struct gj_store *reader;
	enum gj_revision_put what;
	struct gj_record r;
	struct sample x;
	uint64_t place;
	int64_t id;

	sample_open(&x);
	copy(&c);
	c.items[F_COUNT] =
	    (struct gj_fact){ .key = "grown", .type = GJ_FACT_COUNT, .index = F_COUNT };
	c.facts.n = F_COUNT + 1;
	ck_ok(&x, gj_store_open(&reader, x.path, GJ_STORE_READ, &x.err));
	ck_ok(&x, gj_record_init(&r, &c.facts, &x.err));
	ck_refused(&x, gj_revision_get(reader, &r, 1, &x.err), GJ_ENOENT, "enterprise");
	id = sample_put(&x, 1, 1);
	ck_ok(&x, gj_revision_get(reader, &r, 1, &x.err));
	ck_ok(&x, prepare(&x, &c.facts));
	r.values[F_COUNT] = (struct gj_value){ .state = GJ_GIVEN, .number = 7 };
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	ck_ok(&x, gj_revision_put(x.store, &what, &place, id, &r,
	                          &(struct gj_origin){ .import = x.import, .place = 9 }, &x.err));
	ck_assert_int_eq(what, GJ_REVISION_DUPLICATE); /* of the same import */
	gj_store_rollback(x.store);
	ck_ok(&x, gj_import_start(x.store, &x.import, "csv", "b.csv", "enterprise", 2022, &x.err));
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	ck_ok(&x, gj_revision_put(x.store, &what, &place, id, &r,
	                          &(struct gj_origin){ .import = x.import, .place = 9 }, &x.err));
	ck_assert_int_eq(what, GJ_REVISION_NEW);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_ok(&x, gj_revision_get(reader, &r, 2, &x.err));
	ck_assert_int_eq(r.values[F_COUNT].number, 7);
	gj_record_fini(&r);
	gj_store_close(reader);
	sample_close(&x);
}
END_TEST

START_TEST(a_changed_type_is_refused_in_words)
{
	static const struct {
		struct gj_fact fact;
		const char *part;
	} cases[] = {
		{ { .key = "officers", .type = GJ_FACT_TEXT },
		  "stored as count and cannot become text" },
		{ { .key = "officers", .type = GJ_FACT_AMOUNT, .unit = { "元", "yuan" } },
		  "stored as count and cannot become amount in 元 with 0 decimals" },
		{ { .key = "income",
		    .type = GJ_FACT_AMOUNT,
		    .unit = { "元", "yuan" },
		    .decimals = 2 },
		  "amount in 万元 with 2 decimals and cannot become amount in 元 with 2 decimals" },
		{ { .key = "income",
		    .type = GJ_FACT_AMOUNT,
		    .unit = { "万元", "" },
		    .decimals = 3 },
		  "with 3 decimals" },
		{ { .key = "trainings", .type = GJ_FACT_COUNT }, "stored as list" },
		{ { .key = "name", .type = GJ_FACT_CODE }, "cannot become code" },
		{ { .key = "pledged", .type = GJ_FACT_JUDGEMENT }, "cannot become judgement" },
	};
	struct sample x;

	sample_open(&x);
	ck_ok(&x, prepare(&x, sample_facts()));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct copy c = { 0 };

		copy(&c);
		for (size_t k = 0; k < F_COUNT; k++) {
			if (strcmp(c.items[k].key, cases[i].fact.key) != 0)
				continue;
			c.items[k] = cases[i].fact;
			c.items[k].index = k;
			c.items[k].place = (struct gj_place){ "facts.lua", 12 };
		}
		ck_refused(&x, prepare(&x, &c.facts), GJ_EINVAL, cases[i].part);
		ck_assert_ptr_nonnull(strstr(x.err.text, "facts.lua:12: "));
		ck_assert_ptr_nonnull(strstr(x.err.text, cases[i].fact.key));
		ck_assert_ptr_nonnull(strstr(x.err.text, "new key"));
	}
	sample_close(&x);
}
END_TEST

START_TEST(a_changed_field_is_refused_and_a_label_is_not)
{
	struct copy c = { 0 };
	struct sample x;

	sample_open(&x);
	ck_ok(&x, prepare(&x, sample_facts()));
	copy(&c);
	c.items[F_OFFICERS].unit.zh = "人"; /* a count's unit is a word */
	c.items[F_NAME].label.zh = "别名";
	ck_ok(&x, prepare(&x, &c.facts));
	c.fields[2].type = GJ_FACT_YES_NO;
	ck_refused(&x, prepare(&x, &c.facts), GJ_EINVAL, "people");
	sample_close(&x);
}
END_TEST

START_TEST(names_that_are_no_keys_never_reach_sql)
{
	static const char *const keys[] = {
		"",     "A",   "1a",   "_a",  "a b",
		"a\"b", "a;b", "硚口", "a$b", "a234567890123456789012345678901234567890123456789"
	};
	struct sample x;

	sample_open(&x);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		struct copy c = { 0 };

		copy(&c);
		c.items[F_OFFICERS].key = keys[i];
		ck_refused(&x, prepare(&x, &c.facts), GJ_EINVAL, "no key");
		copy(&c);
		c.facts.category = keys[i];
		ck_refused(&x, prepare(&x, &c.facts), GJ_EINVAL, "no key");
		copy(&c);
		c.fields[0].key = keys[i];
		ck_refused(&x, prepare(&x, &c.facts), GJ_EINVAL, "no key");
	}
	sample_close(&x);
}
END_TEST

START_TEST(alike_names_of_lists_stay_apart)
{
	static const struct gj_fact field[] = { { .key = "a", .type = GJ_FACT_COUNT } };
	static const struct gj_fact other[] = { { .key = "b", .type = GJ_FACT_TEXT } };
	static struct gj_fact one[] = {
		{ .key = "y_z", .type = GJ_FACT_LIST, .fields = field, .n_fields = 1 }
	};
	static struct gj_fact two[] = {
		{ .key = "z", .type = GJ_FACT_LIST, .fields = other, .n_fields = 1 }
	};
	struct sample x;

	sample_open(&x);
	ck_ok(&x, prepare(&x, &(struct gj_facts){ .category = "x", .items = one, .n = 1 }));
	ck_ok(&x, prepare(&x, &(struct gj_facts){ .category = "x_y", .items = two, .n = 1 }));
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
	                                  " AND name LIKE 'list!_%' ESCAPE '!'"),
	                 2);
	sample_close(&x);
}
END_TEST

START_TEST(columns_taken_back_are_made_again)
{
	struct sample x;

	sample_open(&x);
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	ck_ok(&x, gj_revision_prepare(x.store, sample_facts(), &x.err));
	ck_ok(&x, gj_revision_prepare(x.store, sample_facts(), &x.err));
	gj_store_rollback(x.store);
	sample_put(&x, 1, 1);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM facts_enterprise"), 1);
	sample_close(&x);
}
END_TEST

START_TEST(four_hundred_facts_are_stored)
{
	static struct gj_fact items[GJ_FACTS_MAX];
	static char keys[GJ_FACTS_MAX][49];
	struct gj_facts facts = { .category = "wide", .items = items };
	struct sample x;

	for (size_t i = 0; i < GJ_FACTS_MAX; i++) {
		memset(keys[i], 'a', 48);
		keys[i][45] = (char)('0' + i / 100);
		keys[i][46] = (char)('0' + i / 10 % 10);
		keys[i][47] = (char)('0' + i % 10);
		items[i] = (struct gj_fact){ .key = keys[i], .type = GJ_FACT_COUNT, .index = i };
	}
	sample_open(&x);
	facts.n = GJ_FACTS_MAX / 2;
	ck_ok(&x, prepare(&x, &facts));
	facts.n = GJ_FACTS_MAX;
	ck_ok(&x, prepare(&x, &facts));
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM pragma_table_info('facts_wide')"),
	                 GJ_FACTS_MAX + 2);
	sample_close(&x);
}
END_TEST

Suite *suite_facts_table(void)
{
	Suite *suite = suite_create("facts_table");
	TCase *c = tcase_create("facts_table");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, makes_each_table_once);
	tcase_add_test(c, a_grown_dictionary_adds_columns);
	tcase_add_test(c, a_reader_notices_columns_of_a_writer);
	tcase_add_test(c, a_changed_type_is_refused_in_words);
	tcase_add_test(c, a_changed_field_is_refused_and_a_label_is_not);
	tcase_add_test(c, names_that_are_no_keys_never_reach_sql);
	tcase_add_test(c, alike_names_of_lists_stay_apart);
	tcase_add_test(c, columns_taken_back_are_made_again);
	tcase_add_test(c, four_hundred_facts_are_stored);
	suite_add_tcase(suite, c);
	return suite;
}
