/* check_pool.c: equal texts have equal codes, through growth, clearing and failing memory. */
#include "engine/eval/pool.h"
#include "tests/eval/suites.h"
#include "tests/support/alloc.h"

#include <stdio.h>
#include <string.h>

enum { MANY = 5000 };

static const char *numbered(int i)
{
	static char text[32];

	snprintf(text, sizeof text, "第%d家", i);
	return text;
}

START_TEST(codes_in_order)
{
	static const char *const texts[] = { "甲", "乙", "", "甲 ", "jia" };
	struct gj_pool p;

	gj_pool_init(&p);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 5; i++)
			ck_assert_int_eq(gj_pool_code(&p, texts[i]), i);
	ck_assert_uint_eq(p.n, 5);
	gj_pool_fini(&p);
	gj_pool_fini(&p);
}
END_TEST

START_TEST(texts_are_copied)
{
	struct gj_pool p;
	char text[] = "甲公司";

	gj_pool_init(&p);
	ck_assert_int_eq(gj_pool_code(&p, text), 0);
	memset(text, 'x', sizeof text - 1);
	ck_assert_int_eq(gj_pool_code(&p, "甲公司"), 0);
	ck_assert_int_eq(gj_pool_code(&p, text), 1);
	gj_pool_fini(&p);
}
END_TEST

START_TEST(grows)
{
	struct gj_pool p;

	gj_pool_init(&p);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < MANY; i++)
			ck_assert_int_eq(gj_pool_code(&p, numbered(i)), i);
	ck_assert_uint_eq(p.n, MANY);
	ck_assert_uint_ge(p.room, p.n);
	gj_pool_fini(&p);
}
END_TEST

START_TEST(clear_starts_again)
{
	struct gj_pool p;

	gj_pool_init(&p);
	gj_pool_clear(&p);
	for (int i = 0; i < MANY; i++)
		gj_pool_code(&p, numbered(i));
	gj_pool_clear(&p);
	ck_assert_uint_eq(p.n, 0);
	for (int i = MANY - 1; i >= 0; i--)
		ck_assert_int_eq(gj_pool_code(&p, numbered(i)), MANY - 1 - i);
	gj_pool_fini(&p);
}
END_TEST

/* A failure costs the one text; asked again, it gets the code that it would have had. */
START_TEST(no_memory)
{
	int failures = 0;

	for (long n = 1; n < 20; n++) {
		struct gj_pool p;

		gj_pool_init(&p);
		gj_alloc_fail_at(n);
		for (int i = 0; i < MANY; i++) {
			int32_t code = gj_pool_code(&p, numbered(i));

			if (code == -1) {
				failures++;
				code = gj_pool_code(&p, numbered(i));
			}
			if (code != i) {
				gj_alloc_fail_at(0);
				ck_abort_msg("%d got %d", i, code);
			}
		}
		gj_alloc_fail_at(0);
		for (int i = 0; i < MANY; i++)
			ck_assert_int_eq(gj_pool_code(&p, numbered(i)), i);
		gj_pool_fini(&p);
	}
	ck_assert_int_gt(failures, 5);
}
END_TEST

Suite *suite_pool(void)
{
	Suite *s = suite_create("eval/pool");
	TCase *t = tcase_create("pool");

	tcase_add_test(t, codes_in_order);
	tcase_add_test(t, texts_are_copied);
	tcase_add_test(t, grows);
	tcase_add_test(t, clear_starts_again);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
