/* check_sample.c: a draw is the same for everybody, keeps its proportions, and takes whom it must. */
#include "engine/base/err.h"
#include "engine/decide/sample.h"
#include "tests/decide/suites.h"
#include "tests/support/alloc.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { MANY = 240 };

static char ids[MANY][16];

/* 120 of stratum a, 80 of b, 40 of c. */
static void fill(struct gj_sample_unit *units)
{
	for (int i = 0; i < MANY; i++) {
		snprintf(ids[i], sizeof ids[i], "case-%03d", i);
		units[i] = (struct gj_sample_unit){ .id = ids[i],
			                            .stratum = i < 120   ? "a"
			                                       : i < 200 ? "b"
			                                                 : "c" };
	}
}

static size_t drawn(const struct gj_sample_unit *units, size_t n, const char *stratum)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += units[i].drawn && strcmp(units[i].stratum, stratum) == 0;
	return count;
}

static bool is_drawn(const struct gj_sample_unit *units, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(units[i].id, id) == 0)
			return units[i].drawn;
	ck_abort_msg("%s is gone", id);
	return false;
}

START_TEST(proportional)
{
	static const struct {
		int64_t number, per, least;
		int64_t asked;
		size_t a, b, c;
	} cases[] = {
		{ 10, 100, 0, 24, 12, 8, 4 },      { 1, 100, 0, 3, 2, 1, 0 },
		{ 1, 100, 2, 3, 2, 2, 2 },         { 0, 100, 0, 0, 0, 0, 0 },
		{ 100, 100, 0, 240, 120, 80, 40 }, { 7, 0, 0, 7, 4, 2, 1 },
		{ 1000, 0, 0, 240, 120, 80, 40 },
	};
	struct gj_sample_unit units[MANY];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gj_sample_rule rule = { .seed = "2022-12-01 public draw",
			                       .number = cases[i].number,
			                       .per = cases[i].per,
			                       .least = cases[i].least };
		struct gj_sample out;

		fill(units);
		ck_assert_int_eq(gj_sample_draw(&out, &rule, units, MANY, NULL), 0);
		ck_assert_int_eq(out.asked, cases[i].asked);
		ck_assert_uint_eq(drawn(units, MANY, "a"), cases[i].a);
		ck_assert_uint_eq(drawn(units, MANY, "b"), cases[i].b);
		ck_assert_uint_eq(drawn(units, MANY, "c"), cases[i].c);
		ck_assert_int_eq(out.drawn, (int64_t)(cases[i].a + cases[i].b + cases[i].c));
	}
}
END_TEST

START_TEST(repeatable)
{
	struct gj_sample_rule rule = { .seed = "s", .number = 12, .per = 100 };
	struct gj_sample_unit first[MANY], second[MANY];
	struct gj_sample a, b;
	size_t same = 0;

	fill(first);
	fill(second);
	for (size_t i = 0; i < MANY / 2; i++) { /* another order of the list */
		struct gj_sample_unit swap = second[i];

		second[i] = second[MANY - 1 - i];
		second[MANY - 1 - i] = swap;
	}
	ck_assert_int_eq(gj_sample_draw(&a, &rule, first, MANY, NULL), 0);
	ck_assert_int_eq(gj_sample_draw(&b, &rule, second, MANY, NULL), 0);
	ck_assert_str_eq(a.list, b.list);
	for (size_t i = 0; i < MANY; i++) {
		ck_assert_str_eq(first[i].id, second[i].id);
		ck_assert_int_eq(first[i].drawn, second[i].drawn);
	}
	rule.seed = "t"; /* another seed draws others */
	fill(second);
	ck_assert_int_eq(gj_sample_draw(&b, &rule, second, MANY, NULL), 0);
	ck_assert_str_eq(a.list, b.list);
	for (size_t i = 0; i < MANY; i++)
		same += first[i].drawn && is_drawn(second, MANY, first[i].id);
	ck_assert_uint_lt(same, 20);
	fill(second); /* and so does another list */
	ck_assert_int_eq(gj_sample_draw(&b, &rule, second, MANY - 1, NULL), 0);
	ck_assert_str_ne(a.list, b.list);
}
END_TEST

/* Worked out once by other means: whoever changes the way of drawing must give it another name. */
START_TEST(known)
{
	struct gj_sample_rule rule = { .seed = "x", .number = 1 };
	struct gj_sample_unit units[2] = { { .id = "p", .stratum = "" },
		                           { .id = "q", .stratum = "" } };
	struct gj_sample out;

	ck_assert_int_eq(gj_sample_draw(&out, &rule, units, 2, NULL), 0);
	ck_assert_str_eq(out.list,
	                 "344566ce1b879c25bad6ac5d05f5783337f432f550cf34239d561c3dd63c3923");
	ck_assert_str_eq(units[0].id, "p");
	ck_assert(units[0].drawn && !units[1].drawn);
}
END_TEST

START_TEST(forced)
{
	struct gj_sample_rule rule = { .seed = "s", .number = 6 };
	struct gj_sample_unit units[MANY];
	struct gj_sample out;

	fill(units);
	for (int i = 0; i < 5; i++) /* more than the 3 places that stratum a has */
		units[i].forced = true;
	ck_assert_int_eq(gj_sample_draw(&out, &rule, units, MANY, NULL), 0);
	for (int i = 0; i < 5; i++)
		ck_assert(is_drawn(units, MANY, ids[i]));
	ck_assert_uint_eq(drawn(units, MANY, "a"), 5);
	ck_assert_uint_eq(drawn(units, MANY, "b"), 2);
	ck_assert_uint_eq(drawn(units, MANY, "c"), 1);
	ck_assert_int_eq(out.asked, 6);
	ck_assert_int_eq(out.drawn, 8);
}
END_TEST

START_TEST(refused)
{
	static const struct gj_sample_rule bad[] = {
		{ .seed = "s", .number = -1 },
		{ .seed = "s", .number = 101, .per = 100 },
		{ .seed = "s", .number = 1, .least = -1 },
	};
	struct gj_sample_unit units[2] = { { .id = "p", .stratum = "" },
		                           { .id = "p", .stratum = "" } };
	struct gj_sample_rule rule = { .seed = "s", .number = 1 };
	struct gj_sample out;
	struct gj_err err;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_int_eq(gj_sample_draw(&out, &bad[i], units, 1, &err), GJ_EINVAL);
	ck_assert_int_eq(gj_sample_draw(&out, &rule, units, 2, &err), GJ_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.text, "p is twice"));
	ck_assert_int_eq(gj_sample_draw(&out, &rule, units, 0, &err), 0);
	ck_assert_int_eq(out.drawn, 0);
}
END_TEST

START_TEST(no_memory)
{
	struct gj_sample_rule rule = { .seed = "s", .number = 10, .per = 100 };
	struct gj_sample_unit units[MANY];
	struct gj_sample out;

	for (int n = 1;; n++) {
		int rc;

		fill(units);
		gj_alloc_fail_at(n);
		rc = gj_sample_draw(&out, &rule, units, MANY, NULL);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
}
END_TEST

Suite *suite_sample(void)
{
	Suite *s = suite_create("decide/sample");
	TCase *t = tcase_create("sample");

	tcase_add_test(t, proportional);
	tcase_add_test(t, repeatable);
	tcase_add_test(t, known);
	tcase_add_test(t, forced);
	tcase_add_test(t, refused);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
