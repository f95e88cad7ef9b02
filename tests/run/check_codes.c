/* check_codes.c: the table of credit codes. */
#include <stdio.h>

#include "engine/run/codes.h"
#include "tests/run/kit.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

START_TEST(keeps_the_first)
{
	struct gj_codes c = { .n = 0 };
	struct gj_err err;

	ck_assert_ptr_null(gj_codes_find(&c, "A"));
	gj_codes_drop(&c, "A");
	ck_assert_int_eq(gj_codes_put(&c, "A", 3, 30, &err), 0);
	ck_assert_int_eq(gj_codes_put(&c, "A", 4, 40, &err), 0);
	ck_assert_uint_eq(gj_codes_find(&c, "A")->place, 3);
	ck_assert_uint_eq(gj_codes_find(&c, "A")->tag, 30);
	ck_assert_ptr_null(gj_codes_find(&c, "B"));
	gj_codes_drop(&c, "A");
	ck_assert_ptr_null(gj_codes_find(&c, "A"));
	ck_assert_int_eq(gj_codes_put(&c, "A", 5, 50, &err), 0);
	ck_assert_uint_eq(gj_codes_find(&c, "A")->place, 5);
	gj_codes_fini(&c);
	ck_assert_ptr_null(gj_codes_find(&c, "A"));
}
END_TEST

START_TEST(holds_many)
{
	struct gj_codes c = { .n = 0 };
	char code[32];
	int i;

	for (i = 1; i <= 5000; i++) {
		snprintf(code, sizeof code, "91420100MA4K%06d", i);
		ck_assert_int_eq(gj_codes_put(&c, code, (uint64_t)i, 0, NULL), 0);
	}
	for (i = 1; i <= 5000; i++) {
		snprintf(code, sizeof code, "91420100MA4K%06d", i);
		ck_assert_uint_eq(gj_codes_find(&c, code)->place, (uint64_t)i);
	}
	ck_assert_ptr_null(gj_codes_find(&c, "91420100MA4K005001"));
	gj_codes_fini(&c);
}
END_TEST

START_TEST(comes_through_without_memory)
{
	struct gj_codes c = { .n = 0 };
	struct gj_err err;

	gj_alloc_fail_at(1);
	ck_assert_int_eq(gj_codes_put(&c, "A", 1, 0, &err), GJ_ENOMEM);
	gj_alloc_fail_at(0);
	ck_assert_ptr_null(gj_codes_find(&c, "A"));
	gj_codes_fini(&c);
}
END_TEST

Suite *suite_codes(void)
{
	Suite *suite = suite_create("codes");
	TCase *tcase = tcase_create("codes");

	tcase_add_test(tcase, keeps_the_first);
	tcase_add_test(tcase, holds_many);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
