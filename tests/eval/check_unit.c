/* check_unit.c: which units are known, what they mix with, and exact powers of ten. */
#include "engine/eval/unit.h"
#include "tests/eval/suites.h"

#include <string.h>

START_TEST(known)
{
	static const struct {
		const char *name, *dimension;
		int exponent;
	} cases[] = {
		{ "元", "CNY", 0 },       { "千元", "CNY", 3 },   { "万元", "CNY", 4 },
		{ "百万元", "CNY", 6 },   { "亿元", "CNY", 8 },   { "RMB", "CNY", 0 },
		{ "rmb", "CNY", 0 },      { "CNY", "CNY", 0 },    { "￥", "CNY", 0 },
		{ "¥", "CNY", 0 },        { "人民币", "CNY", 0 }, { "㎡", "area", 0 },
		{ "m²", "area", 0 },      { "m2", "area", 0 },    { "M2", "area", 0 },
		{ "平方米", "area", 0 },  { "%", "share", 0 },    { "％", "share", 0 },
		{ "百分之", "share", 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct gj_unit *unit =
		    gj_unit_find(cases[i].name, (int)strlen(cases[i].name));

		ck_assert_msg(unit != NULL, "%s", cases[i].name);
		ck_assert_str_eq(unit->dimension, cases[i].dimension);
		ck_assert_int_eq(unit->exponent, cases[i].exponent);
	}
}
END_TEST

START_TEST(not_known)
{
	static const char *const names[] = { "",   "名",   "家",  "万", "美元",
		                             "亩", "元元", "元 ", "m3", "USD" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		ck_assert_msg(gj_unit_find(names[i], (int)strlen(names[i])) == NULL, "%s",
		              names[i]);
}
END_TEST

/* The name ends at n, not at a NUL. */
START_TEST(length_counts)
{
	ck_assert_str_eq(gj_unit_find("万元以上", 6)->name, "万元");
	ck_assert_ptr_null(gj_unit_find("万元", 3));
	ck_assert_ptr_null(gj_unit_find("元", 0));
}
END_TEST

START_TEST(powers)
{
	int64_t power = 1;

	for (int i = 0; i <= 18; i++) {
		ck_assert_int_eq(gj_unit_power(i), power);
		if (i < 18)
			power *= 10;
	}
	ck_assert_int_eq(gj_unit_power(19), 0);
	ck_assert_int_eq(gj_unit_power(-1), 0);
}
END_TEST

Suite *suite_unit(void)
{
	Suite *s = suite_create("eval/unit");
	TCase *t = tcase_create("unit");

	tcase_add_test(t, known);
	tcase_add_test(t, not_known);
	tcase_add_test(t, length_counts);
	tcase_add_test(t, powers);
	suite_add_tcase(s, t);
	return s;
}
