/* check_table.c: columns line up on a terminal, Chinese or English, left or right. */
#include "engine/base/buf.h"
#include "engine/base/table.h"
#include "tests/base/suites.h"
#include "tests/support/alloc.h"

#include <string.h>

enum { MOST = 32 /* columns */ };

#define ROW(t, ...) gj_table_row(t, (const char *const[]){ __VA_ARGS__ })
#define OVER(t, ...) gj_table_over(t, (const char *const[]){ __VA_ARGS__ })

static void prints(struct gj_table *t, const char *expected)
{
	struct gj_buf out;

	gj_buf_init(&out);
	gj_table_print(t, &out);
	ck_assert(!out.failed);
	ck_assert_str_eq(gj_buf_str(&out), expected);
	gj_buf_fini(&out);
	gj_table_fini(t);
}

START_TEST(lines_up)
{
	struct gj_table t;

	gj_table_init(&t, 3, 1u << 1);
	ROW(&t, "bureau", "met", "note");
	gj_table_rule(&t);
	ROW(&t, "Jiang'an", "7", "a");
	ROW(&t, "x", "1234", "bb");
	prints(&t, "bureau     met  note\n"
	           "--------------------\n"
	           "Jiang'an     7  a\n"
	           "x         1234  bb\n");
}
END_TEST

START_TEST(wide_characters)
{
	struct gj_table t;

	gj_table_init(&t, 3, 1u << 1);
	ROW(&t, "江岸", "数量", "x");
	ROW(&t, "东湖高新", "7", "x");
	ROW(&t, "a", "１２３", "x");
	prints(&t, "江岸        数量  x\n"
	           "东湖高新       7  x\n"
	           "a         １２３  x\n");
}
END_TEST

/* An empty cell keeps its place, and no line ends in blanks. */
START_TEST(empty_cells)
{
	struct gj_table t;

	gj_table_init(&t, 4, 1u << 3);
	ROW(&t, "aa", "bb", "cc", "dd");
	ROW(&t, "", "b", NULL, "d");
	ROW(&t, "a", NULL, NULL, NULL);
	ROW(&t, NULL, NULL, "c", "");
	ROW(&t, NULL, NULL, NULL, NULL);
	prints(&t, "aa  bb  cc  dd\n"
	           "    b        d\n"
	           "a\n"
	           "        c\n"
	           "\n");
}
END_TEST

/* A heading over several columns widens none of them. */
START_TEST(over)
{
	struct gj_table t;

	gj_table_init(&t, 4, 1u << 1 | 1u << 2);
	OVER(&t, NULL, "示范企业", NULL, "服务站点");
	ROW(&t, "bureau", "n", "m", "n");
	ROW(&t, "a", "10", "7", "1");
	prints(&t, "        示范企业 服务站点\n"
	           "bureau   n  m  n\n"
	           "a       10  7  1\n");
}
END_TEST

START_TEST(nothing)
{
	struct gj_table t;

	gj_table_init(&t, 2, 0);
	prints(&t, "");
	gj_table_init(&t, 2, 0);
	gj_table_rule(&t);
	prints(&t, "--\n");
	gj_table_fini(&t);
}
END_TEST

START_TEST(cells_are_copied)
{
	struct gj_table t;
	char cell[] = "before";

	gj_table_init(&t, 1, 0);
	ROW(&t, cell);
	memset(cell, 'x', sizeof cell - 1);
	prints(&t, "before\n");
}
END_TEST

START_TEST(most_columns)
{
	const char *cells[MOST + 1], *wide[MOST + 1] = { [MOST - 1] = "xyz", [MOST] = "lost" };
	char expected[2][3 * MOST + 8];
	struct gj_table t;
	struct gj_buf out;
	size_t at;

	for (size_t i = 0; i <= MOST; i++)
		cells[i] = i < MOST ? "c" : "lost";
	gj_table_init(&t, MOST + 1, 1u << (MOST - 1));
	gj_table_row(&t, cells);
	gj_table_row(&t, wide);
	gj_buf_init(&out);
	gj_table_print(&t, &out);
	memset(expected, ' ', sizeof expected);
	for (size_t i = 0; i + 1 < MOST; i++)
		expected[0][3 * i] = 'c';
	at = 3 * (MOST - 1);
	memcpy(expected[0] + at, "  c\n", 5);
	memcpy(expected[1] + at, "xyz\n", 5);
	ck_assert_int_eq(strncmp(gj_buf_str(&out), expected[0], at + 4), 0);
	ck_assert_str_eq(gj_buf_str(&out) + at + 4, expected[1]);
	gj_buf_fini(&out);
	gj_table_fini(&t);
}
END_TEST

/* A table that lost a cell says so where it is printed. */
START_TEST(no_memory)
{
	static char large[100000];
	int failures = 0;

	memset(large, 'a', sizeof large - 1);
	for (long n = 1; n < 30; n++) {
		struct gj_table t;
		struct gj_buf out;

		gj_table_init(&t, 2, 0);
		gj_buf_init(&out);
		gj_alloc_fail_at(n);
		ROW(&t, "a", "b");
		ROW(&t, large, "b");
		gj_table_rule(&t);
		gj_table_print(&t, &out);
		gj_alloc_fail_at(0);
		failures += out.failed;
		if (t.failed)
			ck_assert(out.failed);
		if (!out.failed)
			ck_assert_uint_gt(out.n, 2 * sizeof large);
		gj_buf_fini(&out);
		gj_table_fini(&t);
	}
	ck_assert_int_gt(failures, 3);
	ck_assert_int_lt(failures, 29);
}
END_TEST

Suite *suite_table(void)
{
	Suite *s = suite_create("base/table");
	TCase *t = tcase_create("table");

	tcase_add_test(t, lines_up);
	tcase_add_test(t, wide_characters);
	tcase_add_test(t, empty_cells);
	tcase_add_test(t, over);
	tcase_add_test(t, nothing);
	tcase_add_test(t, cells_are_copied);
	tcase_add_test(t, most_columns);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
