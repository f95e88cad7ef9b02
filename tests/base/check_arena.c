/* check_arena.c: memory in pieces: aligned, zeroed, within its limit, and gone at once. */
#include "engine/base/arena.h"
#include "tests/base/suites.h"
#include "tests/support/alloc.h"

#include <stdint.h>
#include <string.h>

static void is_zero(const void *p, size_t n)
{
	const unsigned char *bytes = p;
	size_t at = 0;

	while (at < n && bytes[at] == 0)
		at++;
	ck_assert_uint_eq(at, n);
}

START_TEST(aligned_and_zeroed)
{
	struct gj_arena a;

	gj_arena_init(&a, 0);
	for (int round = 0; round < 3; round++) {
		for (size_t n = 0; n < 300; n++) {
			unsigned char *p = gj_arena_alloc(&a, n);

			ck_assert_ptr_nonnull(p);
			ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
			is_zero(p, n);
			memset(p, 0xA5, n); /* clear must not hand it out again as it is */
		}
		gj_arena_clear(&a);
		ck_assert_uint_eq(a.used, 0);
	}
	gj_arena_fini(&a);
}
END_TEST

START_TEST(pieces_keep_apart)
{
	enum { PIECES = 2000 };
	static unsigned char *pieces[PIECES];
	struct gj_arena a;

	gj_arena_init(&a, 0);
	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = gj_arena_alloc(&a, i);
		ck_assert_ptr_nonnull(pieces[i]);
		memset(pieces[i], (int)(i % 251), i);
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t k = 0; k < i; k++)
			if (pieces[i][k] != i % 251)
				ck_abort_msg("piece %zu, byte %zu", i, k);
	gj_arena_fini(&a);
}
END_TEST

START_TEST(one_large_piece)
{
	struct gj_arena a;
	char *small, *large;

	gj_arena_init(&a, 0);
	small = gj_arena_strdup(&a, "small");
	large = gj_arena_alloc(&a, 5 << 20);
	ck_assert_ptr_nonnull(large);
	is_zero(large + (5 << 20) - 64, 64);
	ck_assert_str_eq(small, "small");
	ck_assert_ptr_nonnull(gj_arena_alloc(&a, 1));
	gj_arena_fini(&a);
}
END_TEST

START_TEST(limit)
{
	struct gj_arena a;

	gj_arena_init(&a, 1024);
	ck_assert_ptr_null(gj_arena_alloc(&a, 1025));
	ck_assert_ptr_nonnull(gj_arena_alloc(&a, 1024));
	ck_assert_ptr_null(gj_arena_alloc(&a, 1));
	ck_assert_ptr_null(gj_arena_strdup(&a, ""));
	gj_arena_clear(&a);
	ck_assert_ptr_nonnull(gj_arena_alloc(&a, 960));
	ck_assert_ptr_null(gj_arena_alloc(&a, 65));
	ck_assert_ptr_nonnull(gj_arena_alloc(&a, 64));
	gj_arena_fini(&a);
	ck_assert_ptr_null(gj_arena_alloc(&a, 1025)); /* the limit stays */
	gj_arena_fini(&a);
}
END_TEST

START_TEST(sizes_that_overflow)
{
	struct gj_arena a;

	gj_arena_init(&a, 0);
	ck_assert_ptr_null(gj_arena_alloc(&a, SIZE_MAX));
	ck_assert_ptr_null(gj_arena_alloc(&a, SIZE_MAX - 15));
	ck_assert_ptr_null(gj_arena_alloc(&a, SIZE_MAX - 40));
	ck_assert_ptr_null(gj_arena_array(&a, SIZE_MAX / 8 + 1, 8));
	ck_assert_ptr_null(gj_arena_array(&a, 2, SIZE_MAX / 2 + 1));
	ck_assert_ptr_null(gj_arena_strndup(&a, "", SIZE_MAX));
	ck_assert_ptr_nonnull(gj_arena_array(&a, 0, 8));
	ck_assert_ptr_nonnull(gj_arena_array(&a, 8, 0));
	ck_assert_ptr_nonnull(gj_arena_array(&a, 3, 5));
	gj_arena_fini(&a);
}
END_TEST

START_TEST(texts)
{
	struct gj_arena a;
	char long_text[9000];

	memset(long_text, 'a', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	gj_arena_init(&a, 0);
	ck_assert_str_eq(gj_arena_strdup(&a, ""), "");
	ck_assert_str_eq(gj_arena_strdup(&a, "武汉"), "武汉");
	ck_assert_str_eq(gj_arena_strndup(&a, "武汉", 3), "武");
	ck_assert_mem_eq(gj_arena_strndup(&a, "a\0b", 3), "a\0b", 4);
	ck_assert_str_eq(gj_arena_printf(&a, "%s-%d", "甲", 7), "甲-7");
	ck_assert_str_eq(gj_arena_printf(&a, "%s", ""), "");
	ck_assert_str_eq(gj_arena_printf(&a, "%s", long_text), long_text);
	gj_arena_fini(&a);
}
END_TEST

START_TEST(clear_keeps_a_block)
{
	struct gj_arena a;
	long taken;

	gj_arena_init(&a, 0);
	gj_arena_clear(&a);
	for (int i = 0; i < 1000; i++)
		ck_assert_ptr_nonnull(gj_arena_alloc(&a, 100));
	gj_arena_clear(&a);
	gj_alloc_fail_at(1);
	for (int i = 0; i < 30; i++)
		if (gj_arena_alloc(&a, 100) == NULL)
			break;
	taken = gj_alloc_count();
	gj_alloc_fail_at(0);
	ck_assert_int_eq(taken, 0);
	gj_arena_fini(&a);
	gj_arena_fini(&a);
}
END_TEST

START_TEST(no_memory)
{
	struct gj_arena a;
	char *kept, *lost;

	gj_arena_init(&a, 0);
	gj_alloc_fail_at(1);
	lost = gj_arena_strdup(&a, "first");
	gj_alloc_fail_at(0);
	ck_assert_ptr_null(lost);
	kept = gj_arena_strdup(&a, "second");
	ck_assert_str_eq(kept, "second");
	gj_alloc_fail_at(1);
	lost = gj_arena_alloc(&a, 100000);
	gj_alloc_fail_at(0);
	ck_assert_ptr_null(lost);
	ck_assert_str_eq(kept, "second");
	ck_assert_ptr_nonnull(gj_arena_alloc(&a, 100000));
	gj_arena_fini(&a);
}
END_TEST

Suite *suite_arena(void)
{
	Suite *s = suite_create("base/arena");
	TCase *t = tcase_create("arena");

	tcase_add_test(t, aligned_and_zeroed);
	tcase_add_test(t, pieces_keep_apart);
	tcase_add_test(t, one_large_piece);
	tcase_add_test(t, limit);
	tcase_add_test(t, sizes_that_overflow);
	tcase_add_test(t, texts);
	tcase_add_test(t, clear_keeps_a_block);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
