/* check_record.c: values of an application, what their digest tells apart, and their words. */
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/eval/record.h"
#include "tests/eval/suites.h"
#include "tests/support/alloc.h"

#include <stdio.h>
#include <string.h>

enum { NAME, BODY, STAFF, BUDGET, FOUNDED, MODE, VERDICT, CODE, TRAININGS, VISITS, FACTS };
enum { HELD_ON, SCOPE, PEOPLE, NOTE, FIELDS };

static const struct gj_option modes[] = {
	{ .key = "own", .label = { "自设", "own" } },
	{ .key = "attached", .label = { "挂靠", "attached" } },
};
static const struct gj_option modes_turned[] = {
	{ .key = "attached", .label = { "挂靠", "attached" } },
	{ .key = "own", .label = { "自设", "own" } },
};
static const struct gj_fact fields[FIELDS] = {
	[HELD_ON] = { .key = "held_on", .type = GJ_FACT_DATE, .index = HELD_ON },
	[SCOPE] = { .key = "scope",
	            .type = GJ_FACT_ONE_OF,
	            .options = modes,
	            .n_options = 2,
	            .index = SCOPE },
	[PEOPLE] = { .key = "people", .type = GJ_FACT_COUNT, .index = PEOPLE },
	[NOTE] = { .key = "note", .type = GJ_FACT_TEXT, .index = NOTE },
};
static struct gj_fact items[FACTS] = {
	[NAME] = { .key = "name", .type = GJ_FACT_TEXT, .index = NAME },
	[BODY] = { .key = "body", .type = GJ_FACT_YES_NO, .index = BODY },
	[STAFF] = { .key = "staff", .type = GJ_FACT_COUNT, .index = STAFF },
	[BUDGET] = { .key = "budget", .type = GJ_FACT_AMOUNT, .decimals = 2, .index = BUDGET },
	[FOUNDED] = { .key = "founded", .type = GJ_FACT_DATE, .index = FOUNDED },
	[MODE] = { .key = "mode",
	           .type = GJ_FACT_ONE_OF,
	           .options = modes,
	           .n_options = 2,
	           .index = MODE },
	[VERDICT] = { .key = "verdict", .type = GJ_FACT_JUDGEMENT, .index = VERDICT },
	[CODE] = { .key = "code", .type = GJ_FACT_CODE, .index = CODE },
	[TRAININGS] = { .key = "trainings",
	                .type = GJ_FACT_LIST,
	                .fields = fields,
	                .n_fields = FIELDS,
	                .index = TRAININGS },
	[VISITS] = { .key = "visits",
	             .type = GJ_FACT_LIST,
	             .fields = fields,
	             .n_fields = FIELDS,
	             .index = VISITS },
};
static const struct gj_facts facts = { "enterprise", items, FACTS };

static struct gj_value number(int64_t n)
{
	return (struct gj_value){ .state = GJ_GIVEN, .number = n };
}

static void fill(struct gj_record *r)
{
	struct gj_value *cells;

	ck_assert_int_eq(gj_record_set_text(r, &items[NAME], "甲公司", strlen("甲公司"), NULL), 0);
	r->values[BODY] = number(1);
	r->values[STAFF] = number(3);
	r->values[MODE] = number(1);
	r->values[VERDICT] = (struct gj_value){ .state = GJ_EXPLICITLY_UNKNOWN };
	cells = gj_record_rows(r, &items[TRAININGS], 2, NULL);
	ck_assert_ptr_nonnull(cells);
	cells[HELD_ON] = number(gj_day_from(2022, 3, 1));
	cells[SCOPE] = number(0);
	cells[FIELDS + PEOPLE] = number(20);
}

struct digest {
	unsigned char bytes[GJ_DIGEST_BYTES];
};

static struct digest digest_of(const struct gj_record *r)
{
	struct digest d;

	gj_record_digest(r, d.bytes);
	return d;
}

static bool same(struct digest a, struct digest b)
{
	return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

START_TEST(starts_missing)
{
	struct gj_record r;

	ck_assert_int_eq(gj_record_init(&r, &facts, NULL), 0);
	for (int i = 0; i < FACTS; i++) {
		ck_assert_int_eq(r.values[i].state, GJ_MISSING);
		ck_assert_ptr_null(r.lists[i]);
	}
	gj_record_fini(&r);
	gj_record_fini(&r);
}
END_TEST

START_TEST(no_facts_at_all)
{
	static const struct gj_facts none = { "none", NULL, 0 };
	struct gj_record r;

	ck_assert_int_eq(gj_record_init(&r, &none, NULL), 0);
	digest_of(&r);
	gj_record_fini(&r);
}
END_TEST

START_TEST(texts_are_copied)
{
	struct gj_record r;
	char text[] = "甲公司 and more";

	ck_assert_int_eq(gj_record_init(&r, &facts, NULL), 0);
	ck_assert_int_eq(gj_record_set_text(&r, &items[NAME], text, strlen("甲公司"), NULL), 0);
	memset(text, 'x', sizeof text);
	ck_assert_str_eq(r.values[NAME].text, "甲公司");
	ck_assert_int_eq(r.values[NAME].state, GJ_GIVEN);
	gj_record_fini(&r);
}
END_TEST

START_TEST(clear_forgets)
{
	struct gj_record r;
	struct digest empty, full;

	ck_assert_int_eq(gj_record_init(&r, &facts, NULL), 0);
	empty = digest_of(&r);
	for (int round = 0; round < 100; round++) {
		fill(&r);
		if (round == 0)
			full = digest_of(&r);
		ck_assert(same(digest_of(&r), full));
		ck_assert_int_eq(gj_record_clear(&r, NULL), 0);
		ck_assert(same(digest_of(&r), empty));
		ck_assert_ptr_null(r.lists[TRAININGS]);
	}
	gj_record_fini(&r);
}
END_TEST

START_TEST(rows_limit)
{
	struct gj_record r;
	struct gj_err err = { 0 };
	struct gj_value *cells;

	ck_assert_int_eq(gj_record_init(&r, &facts, NULL), 0);
	ck_assert_ptr_nonnull(gj_record_rows(&r, &items[TRAININGS], 0, &err));
	ck_assert_int_eq(r.values[TRAININGS].state, GJ_GIVEN);
	ck_assert_int_eq(r.values[TRAININGS].number, 0);
	cells = gj_record_rows(&r, &items[TRAININGS], GJ_FACT_ROWS_MAX, &err);
	ck_assert_ptr_nonnull(cells);
	ck_assert_ptr_eq(r.lists[TRAININGS], cells);
	ck_assert_int_eq(cells[GJ_FACT_ROWS_MAX * FIELDS - 1].state, GJ_MISSING);
	ck_assert_ptr_null(gj_record_rows(&r, &items[VISITS], GJ_FACT_ROWS_MAX + 1, &err));
	ck_assert_int_eq(err.code, GJ_ELIMIT);
	ck_assert_int_eq(r.values[VISITS].state, GJ_MISSING);
	gj_record_fini(&r);
}
END_TEST

/* Each change of one thing makes another digest, and no two of them the same. */
START_TEST(digest_tells_apart)
{
	enum { CHANGES = 19 };
	struct digest seen[CHANGES];

	for (int change = 0; change < CHANGES; change++) {
		struct gj_record r;
		struct gj_value *cells;

		ck_assert_int_eq(gj_record_init(&r, &facts, NULL), 0);
		fill(&r);
		cells = r.lists[TRAININGS];
		switch (change) {
		case 1:
			gj_record_set_text(&r, &items[NAME], "甲公", strlen("甲公"), NULL);
			break;
		case 2:
			r.values[NAME] = (struct gj_value){ .state = GJ_MISSING };
			break;
		case 3:
			gj_record_set_text(&r, &items[NAME], "", 0, NULL);
			break;
		case 4:
			r.values[BODY] = number(0);
			break;
		case 5:
			r.values[STAFF] = number(4);
			break;
		case 6:
			r.values[STAFF].state = GJ_NOT_ASKED;
			break;
		case 7:
			r.values[STAFF].state = GJ_STATE_NOT_APPLICABLE;
			break;
		case 8:
			r.values[BUDGET] = number(0);
			break;
		case 9:
			r.values[FOUNDED] = number(0);
			break;
		case 10:
			r.values[MODE] = number(0);
			break;
		case 11:
			r.values[VERDICT].state = GJ_MISSING;
			break;
		case 12:
			cells[SCOPE] = number(1);
			break;
		case 13: /* the same cells in the other row */
			cells[PEOPLE] = cells[FIELDS + PEOPLE];
			cells[FIELDS + PEOPLE] = (struct gj_value){ .state = GJ_MISSING };
			break;
		case 14: /* another row that says nothing is a row all the same */
			r.lists[TRAININGS] = gj_record_rows(&r, &items[TRAININGS], 3, NULL);
			memcpy(r.lists[TRAININGS], cells, 2 * FIELDS * sizeof *cells);
			break;
		case 15: /* somebody counted them and sent none */
			r.lists[TRAININGS] = NULL;
			break;
		case 16: /* the same rows in another list */
			r.values[VISITS] = r.values[TRAININGS];
			r.lists[VISITS] = cells;
			r.values[TRAININGS] = (struct gj_value){ .state = GJ_MISSING };
			break;
		case 17: /* no rows is not the same as missing */
			gj_record_rows(&r, &items[VISITS], 0, NULL);
			break;
		case 18:
			cells[FIELDS + NOTE] = (struct gj_value){ .state = GJ_GIVEN, .text = "" };
			break;
		}
		seen[change] = digest_of(&r);
		for (int before = 0; before < change; before++)
			ck_assert_msg(!same(seen[before], seen[change]), "%d and %d", before,
			              change);
		gj_record_fini(&r);
	}
}
END_TEST

/* What a value does not use is no part of it. */
START_TEST(digest_leaves_out)
{
	struct gj_record a, b;

	ck_assert_int_eq(gj_record_init(&a, &facts, NULL), 0);
	ck_assert_int_eq(gj_record_init(&b, &facts, NULL), 0);
	fill(&a);
	fill(&b);
	b.values[VERDICT].number = 1;
	b.values[BUDGET] =
	    (struct gj_value){ .state = GJ_MISSING, .number = 7, .text = "left over" };
	b.values[STAFF].text = "left over";
	b.values[NAME].number = 7;
	ck_assert(same(digest_of(&a), digest_of(&b)));
	gj_record_fini(&a);
	gj_record_fini(&b);
}
END_TEST

/* A policy that adds facts, fields and options, and turns the options round. */
START_TEST(digest_survives_the_dictionary)
{
	enum { MORE = FACTS + 2 };
	struct gj_fact more_fields[FIELDS + 2], more[MORE];
	struct gj_facts grown = { "enterprise", more, MORE };
	struct gj_value *cells;
	struct gj_record a, b;
	size_t i;

	more_fields[0] = (struct gj_fact){ .key = "place", .type = GJ_FACT_TEXT };
	memcpy(more_fields + 1, fields, sizeof fields);
	more_fields[FIELDS + 1] = (struct gj_fact){ .key = "hours", .type = GJ_FACT_COUNT };
	more_fields[1 + SCOPE].options = modes_turned;
	more[0] = (struct gj_fact){ .key = "first", .type = GJ_FACT_TEXT };
	memcpy(more + 1, items, sizeof items);
	more[FACTS + 1] = (struct gj_fact){ .key = "last", .type = GJ_FACT_COUNT };
	more[1 + MODE].options = modes_turned;
	more[1 + TRAININGS].fields = more_fields;
	more[1 + TRAININGS].n_fields = FIELDS + 2;
	for (i = 0; i < MORE; i++)
		more[i].index = i;

	ck_assert_int_eq(gj_record_init(&a, &facts, NULL), 0);
	ck_assert_int_eq(gj_record_init(&b, &grown, NULL), 0);
	fill(&a);
	ck_assert_int_eq(gj_record_set_text(&b, &more[1 + NAME], "甲公司", strlen("甲公司"), NULL),
	                 0);
	b.values[1 + BODY] = number(1);
	b.values[1 + STAFF] = number(3);
	b.values[1 + MODE] = number(0);
	b.values[1 + VERDICT] = (struct gj_value){ .state = GJ_EXPLICITLY_UNKNOWN };
	cells = gj_record_rows(&b, &more[1 + TRAININGS], 2, NULL);
	ck_assert_ptr_nonnull(cells);
	cells[1 + HELD_ON] = number(gj_day_from(2022, 3, 1));
	cells[1 + SCOPE] = number(1);
	cells[FIELDS + 2 + 1 + PEOPLE] = number(20);
	ck_assert(same(digest_of(&a), digest_of(&b)));
	gj_record_fini(&a);
	gj_record_fini(&b);
}
END_TEST

/* The same dictionary with its facts and fields the other way round. */
START_TEST(digest_ignores_order)
{
	struct gj_fact turned_fields[FIELDS], turned[FACTS];
	const struct gj_facts backwards = { "enterprise", turned, FACTS };
	struct gj_record a, b;

	for (size_t k = 0; k < FIELDS; k++)
		turned_fields[k] = fields[FIELDS - 1 - k];
	for (size_t i = 0; i < FACTS; i++) {
		turned[i] = items[FACTS - 1 - i];
		turned[i].index = i;
		if (turned[i].type == GJ_FACT_LIST)
			turned[i].fields = turned_fields;
	}
	ck_assert_int_eq(gj_record_init(&a, &facts, NULL), 0);
	ck_assert_int_eq(gj_record_init(&b, &backwards, NULL), 0);
	fill(&a);
	for (size_t i = 0; i < FACTS; i++)
		b.values[FACTS - 1 - i] = a.values[i];
	b.lists[FACTS - 1 - TRAININGS] =
	    gj_record_rows(&b, &turned[FACTS - 1 - TRAININGS], 2, NULL);
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < FIELDS; k++)
			b.lists[FACTS - 1 - TRAININGS][i * FIELDS + FIELDS - 1 - k] =
			    a.lists[TRAININGS][i * FIELDS + k];
	ck_assert(same(digest_of(&a), digest_of(&b)));
	gj_record_fini(&a);
	gj_record_fini(&b);
}
END_TEST

/* Digests are stored, so what goes into them is fixed: lengths, key, state and text, whatever the
 * text's length. */
START_TEST(digest_of_any_length)
{
	static char text[GJ_FACT_TEXT_MAX + 1];
	struct digest expected;
	struct gj_record r;

	ck_assert_int_eq(gj_record_init(&r, &facts, NULL), 0);
	memset(text, 'a', GJ_FACT_TEXT_MAX);
	for (size_t n = 0; n <= GJ_FACT_TEXT_MAX; n += n < 950 || n > 1050 ? 10 : 1) {
		struct gj_digest d;

		ck_assert_int_eq(gj_record_set_text(&r, &items[NAME], text, n, NULL), 0);
		gj_digest_init(&d);
		gj_digest_put_u64(&d, strlen("name"));
		gj_digest_put(&d, "name", strlen("name"));
		gj_digest_put_u64(&d, GJ_GIVEN);
		gj_digest_put_u64(&d, n);
		gj_digest_put(&d, text, n);
		gj_digest_done(&d, expected.bytes);
		ck_assert_msg(same(digest_of(&r), expected), "%zu bytes", n);
	}
	gj_record_fini(&r);
}
END_TEST

static int whole_life(void)
{
	struct gj_err err = { 0 };
	struct gj_record r;
	int rc = gj_record_init(&r, &facts, &err);

	if (rc)
		return rc;
	for (int round = 0; round < 2 && rc == 0; round++) {
		rc = gj_record_set_text(&r, &items[NAME], "甲公司", strlen("甲公司"), &err);
		if (rc == 0 && gj_record_rows(&r, &items[TRAININGS], 100, &err) == NULL)
			rc = err.code;
		if (rc == 0 && gj_record_rows(&r, &items[VISITS], 200, &err) == NULL)
			rc = err.code;
		if (rc == 0)
			rc = gj_record_clear(&r, &err);
	}
	gj_record_fini(&r);
	return rc == err.code ? rc : GJ_EINTERNAL;
}

START_TEST(no_memory)
{
	long n;
	int rc = GJ_ENOMEM;

	for (n = 1; rc != 0; n++) {
		gj_alloc_fail_at(n);
		rc = whole_life();
		gj_alloc_fail_at(0);
		if (rc)
			ck_assert_int_eq(rc, GJ_ENOMEM);
	}
	ck_assert_int_gt(n, 3); /* some did fail */
}
END_TEST

/* An import clears one record for every application: even of the widest category, for nothing. */
START_TEST(clear_takes_no_memory)
{
	static char keys[GJ_FACTS_MAX][8];
	static struct gj_fact many[GJ_FACTS_MAX];
	static const struct gj_facts wide = { "wide", many, GJ_FACTS_MAX };
	const struct gj_facts *const dictionaries[] = { &facts, &wide };

	for (size_t i = 0; i < GJ_FACTS_MAX; i++)
		many[i].key = "same";
	for (size_t i = 0; i < GJ_FACTS_MAX; i++) {
		snprintf(keys[i], sizeof keys[i], "f%zu", i);
		many[i] = (struct gj_fact){ .key = keys[i], .index = i };
	}
	for (size_t i = 0; i < 2; i++) {
		struct gj_record r;
		long taken;
		int rc;

		ck_assert_int_eq(gj_record_init(&r, dictionaries[i], NULL), 0);
		gj_alloc_fail_at(1);
		rc = gj_record_clear(&r, NULL);
		taken = gj_alloc_count(); /* before Check takes some for itself */
		gj_alloc_fail_at(0);
		ck_assert_int_eq(rc, 0);
		ck_assert_int_eq(taken, 0);
		ck_assert_int_eq(r.values[dictionaries[i]->n - 1].state, GJ_MISSING);
		gj_record_fini(&r);
	}
}
END_TEST

START_TEST(states)
{
	static const char *const names[GJ_STATES] = { "missing", "given", "unknown", "not_asked",
		                                      "not_applicable" };

	for (int i = 0; i < GJ_STATES; i++) {
		ck_assert_str_eq(gj_state_name((enum gj_state)i), names[i]);
		ck_assert_int_eq(gj_state_find(names[i]), i);
	}
	ck_assert_int_eq(gj_state_find(""), -1);
	ck_assert_int_eq(gj_state_find("Given"), -1);
}
END_TEST

START_TEST(print)
{
	static const struct {
		int fact;
		int64_t number;
		const char *text, *zh, *en;
	} cases[] = {
		{ BODY, 1, NULL, "是", "yes" },
		{ BODY, 0, NULL, "否", "no" },
		{ VERDICT, 1, NULL, "认定符合", "favourable" },
		{ VERDICT, 0, NULL, "认定不符合", "unfavourable" },
		{ STAFF, 0, NULL, "0", "0" },
		{ STAFF, INT32_MAX - 15, NULL, "2147483632", "2147483632" },
		{ BUDGET, 0, NULL, "0.00", "0.00" },
		{ BUDGET, 5, NULL, "0.05", "0.05" },
		{ BUDGET, 1250, NULL, "12.50", "12.50" },
		{ BUDGET, -5, NULL, "-0.05", "-0.05" },
		{ BUDGET, 99999999999999999, NULL, "999999999999999.99", "999999999999999.99" },
		{ FOUNDED, 19326, NULL, "2022-11-30", "2022-11-30" },
		{ NAME, 0, "甲公司", "甲公司", "甲公司" },
		{ NAME, 0, NULL, "", "" },
		{ MODE, 1, NULL, "挂靠", "attached" },
		{ TRAININGS, 0, NULL, "0条", "0 entries" },
		{ TRAININGS, 1, NULL, "1条", "1 entry" },
		{ TRAININGS, 2, NULL, "2条", "2 entries" },
	};
	struct gj_buf out;

	gj_buf_init(&out);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gj_value v = { GJ_GIVEN, cases[i].number, cases[i].text };

		gj_buf_clear(&out);
		gj_value_print(&out, &items[cases[i].fact], &v, GJ_LANG_ZH);
		ck_assert_str_eq(gj_buf_str(&out), cases[i].zh);
		gj_buf_clear(&out);
		gj_value_print(&out, &items[cases[i].fact], &v, GJ_LANG_EN);
		ck_assert_str_eq(gj_buf_str(&out), cases[i].en);
		for (int state = 0; state < GJ_STATES; state++) {
			if (state == GJ_GIVEN)
				continue;
			gj_buf_clear(&out);
			v.state = (enum gj_state)state;
			gj_value_print(&out, &items[cases[i].fact], &v, GJ_LANG_ZH);
			ck_assert_str_eq(gj_buf_str(&out), "");
		}
	}
	gj_buf_fini(&out);
}
END_TEST

START_TEST(print_without_decimals)
{
	static const struct gj_fact whole = { .key = "area", .type = GJ_FACT_AMOUNT };
	struct gj_value v = number(120);
	struct gj_buf out;

	gj_buf_init(&out);
	gj_value_print(&out, &whole, &v, GJ_LANG_ZH);
	ck_assert_str_eq(gj_buf_str(&out), "120");
	gj_buf_fini(&out);
}
END_TEST

Suite *suite_record(void)
{
	Suite *s = suite_create("eval/record");
	TCase *t = tcase_create("record");

	tcase_add_test(t, starts_missing);
	tcase_add_test(t, no_facts_at_all);
	tcase_add_test(t, texts_are_copied);
	tcase_add_test(t, clear_forgets);
	tcase_add_test(t, rows_limit);
	tcase_add_test(t, digest_tells_apart);
	tcase_add_test(t, digest_leaves_out);
	tcase_add_test(t, digest_survives_the_dictionary);
	tcase_add_test(t, digest_ignores_order);
	tcase_add_test(t, digest_of_any_length);
	tcase_add_test(t, no_memory);
	tcase_add_test(t, clear_takes_no_memory);
	tcase_add_test(t, states);
	tcase_add_test(t, print);
	tcase_add_test(t, print_without_decimals);
	suite_add_tcase(s, t);
	return s;
}
