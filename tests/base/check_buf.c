/* check_buf.c: bytes that grow, and a failure that sticks until somebody asks. */
#include "engine/base/buf.h"
#include "tests/base/suites.h"
#include "tests/support/alloc.h"

#include <stdint.h>
#include <string.h>

START_TEST(empty)
{
	struct gj_buf b;

	gj_buf_init(&b);
	ck_assert_str_eq(gj_buf_str(&b), "");
	gj_buf_clear(&b);
	gj_buf_puts(&b, "");
	gj_buf_put(&b, NULL, 0);
	gj_buf_printf(&b, "%s", "");
	ck_assert_str_eq(gj_buf_str(&b), "");
	ck_assert_uint_eq(b.n, 0);
	ck_assert(!b.failed);
	gj_buf_fini(&b);
	gj_buf_fini(&b);
}
END_TEST

START_TEST(puts_together)
{
	struct gj_buf b;

	gj_buf_init(&b);
	gj_buf_puts(&b, "武汉");
	gj_buf_putc(&b, '\t');
	gj_buf_printf(&b, "%d%%", 50);
	gj_buf_put(&b, "a\0b", 3);
	ck_assert_uint_eq(b.n, 13);
	ck_assert_mem_eq(b.data, "武汉\t50%a\0b", 14);
	gj_buf_clear(&b);
	gj_buf_puts(&b, "again");
	ck_assert_str_eq(gj_buf_str(&b), "again");
	gj_buf_fini(&b);
}
END_TEST

/* Every length up to where the room has doubled some times, by put and by printf. */
START_TEST(grows)
{
	char text[3000];
	struct gj_buf b, one;

	gj_buf_init(&b);
	gj_buf_init(&one);
	memset(text, 'a', sizeof text);
	for (size_t n = 0; n < sizeof text; n++) {
		gj_buf_clear(&b);
		gj_buf_put(&b, text, n);
		gj_buf_printf(&b, "%.*s", (int)n, text);
		ck_assert_uint_eq(b.n, 2 * n);
		ck_assert_uint_eq(strlen(gj_buf_str(&b)), 2 * n);
		gj_buf_putc(&one, 'a');
		ck_assert_uint_eq(strlen(gj_buf_str(&one)), n + 1);
	}
	gj_buf_fini(&b);
	gj_buf_fini(&one);
}
END_TEST

START_TEST(failure_sticks)
{
	static char large[5000];
	struct gj_buf b;

	for (int way = 0; way < 2; way++) {
		memset(large, 'a', sizeof large - 1);
		gj_buf_init(&b);
		gj_buf_puts(&b, "before");
		gj_alloc_fail_at(1);
		if (way == 0)
			gj_buf_puts(&b, large);
		else
			gj_buf_printf(&b, "%s", large);
		gj_alloc_fail_at(0);
		ck_assert(b.failed);
		gj_buf_puts(&b, "x");
		gj_buf_putc(&b, 'x');
		gj_buf_printf(&b, "x");
		ck_assert_str_eq(gj_buf_str(&b), "before");
		gj_buf_clear(&b);
		ck_assert(!b.failed);
		gj_buf_puts(&b, "after");
		ck_assert_str_eq(gj_buf_str(&b), "after");
		gj_buf_fini(&b);
	}
}
END_TEST

START_TEST(size_that_overflows)
{
	struct gj_buf b;

	gj_buf_init(&b);
	gj_buf_puts(&b, "before");
	gj_buf_put(&b, "x", SIZE_MAX);
	ck_assert(b.failed);
	gj_buf_clear(&b);
	gj_buf_puts(&b, "before");
	gj_buf_put(&b, "x", SIZE_MAX / 2 - 6);
	ck_assert(b.failed);
	ck_assert_str_eq(gj_buf_str(&b), "before");
	gj_buf_fini(&b);
}
END_TEST

Suite *suite_buf(void)
{
	Suite *s = suite_create("base/buf");
	TCase *t = tcase_create("buf");

	tcase_add_test(t, empty);
	tcase_add_test(t, puts_together);
	tcase_add_test(t, grows);
	tcase_add_test(t, failure_sticks);
	tcase_add_test(t, size_that_overflows);
	suite_add_tcase(s, t);
	return s;
}
