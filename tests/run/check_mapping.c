/* check_mapping.c: a person's own headings: which lines are right, and that no memory is lost. */
#include "tests/run/kit.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

#include "engine/run/mapping.h"
#include "engine/run/wanted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *dir, *path;

static void start(void)
{
	dir = gj_tmp_dir();
	path = gj_tmp_path(dir, "map.txt");
}

static void stop(void)
{
	gj_tmp_remove(dir);
	free(path);
	free(dir);
}

static int load(struct gj_mapping *m, const char *text, struct gj_err *err)
{
	gj_tmp_puts(dir, "map.txt", text);
	return gj_mapping_load(m, path, kit_facts(), err);
}

START_TEST(test_first)
{
	const struct gj_facts *facts = kit_facts();
	struct gj_mapping m;
	struct gj_wanted w;
	struct gj_err err;
	char text[300];

	/* A mapped heading comes before the names of the facts, and may hide one of them. */
	snprintf(text, sizeof text, "我方代码 = %s\n%s = -\n", facts->items[0].key,
	         facts->items[1].label.zh);
	ck_assert_int_eq(load(&m, text, &err), 0);
	ck_assert_uint_eq(m.n, 2);
	ck_assert_int_eq(gj_wanted_init(&w, facts, NULL, &m, &err), 0);
	ck_assert_int_eq(gj_wanted_find(&w, "我方代码", strlen("我方代码")), 0);
	ck_assert_int_eq(gj_wanted_find(&w, facts->items[0].key, strlen(facts->items[0].key)), 0);
	ck_assert_int_eq(gj_wanted_find(&w, facts->items[1].label.zh,
	                                strlen(facts->items[1].label.zh)),
	                 -1);
	ck_assert_int_eq(gj_wanted_find(&w, facts->items[1].key, strlen(facts->items[1].key)), 1);
	gj_wanted_fini(&w);
	/* The lines are of the applications: a list knows nothing of them. */
	ck_assert_int_eq(gj_wanted_init(&w, facts, &facts->items[K_TRAININGS], &m, &err), 0);
	ck_assert_int_eq(gj_wanted_find(&w, "我方代码", strlen("我方代码")), -1);
	gj_wanted_fini(&w);
	gj_mapping_fini(&m);
}
END_TEST

START_TEST(test_lines)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "x\n", ":1: a line is written" },
		{ "\n\n = name\n", ":3: a line is written" },
		{ "x = \n", ":1: there is no such fact" },
		{ "[name]\n", ":1: there is no such list: name" },
		{ "[]\n", ":1: a section is written" },
		{ "\xff = -\n", ":1: this line is no UTF-8" },
		{ "a = -\na = -\n", ":2: this heading stands in an earlier line already: a" },
		{ "1\n2\n3\n4\n5\n6\n7\n", "2 more lines are wrong" },
	};
	struct gj_mapping m;
	struct gj_err err;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_int_eq(load(&m, cases[i].text, &err), GJ_EFORMAT);
		ck_assert_msg(strstr(err.text, cases[i].says) != NULL, "%s", err.text);
	}
	ck_assert_int_eq(load(&m, "", &err), 0);
	gj_mapping_fini(&m);
	ck_assert_int_eq(load(&m, "\xEF\xBB\xBF# only\r\n", &err), 0);
	ck_assert_uint_eq(m.n, 0);
	gj_mapping_fini(&m);
}
END_TEST

START_TEST(test_no_memory)
{
	struct gj_mapping m;
	struct gj_err err;
	long i;
	int rc = -1;

	gj_tmp_puts(dir, "map.txt", "甲 = -\n乙 = -\nx\n");
	for (i = 1;; i++) {
		ck_assert_int_lt(i, 100);
		gj_alloc_fail_at(i);
		rc = gj_mapping_load(&m, path, kit_facts(), &err);
		if (gj_alloc_count() < i)
			break;
		gj_alloc_fail_at(0);
		ck_assert(rc == GJ_ENOMEM || rc == GJ_EIO);
	}
	gj_alloc_fail_at(0);
	ck_assert_int_eq(rc, GJ_EFORMAT);
}
END_TEST

Suite *suite_mapping(void)
{
	Suite *s = suite_create("mapping");
	TCase *t = tcase_create("mapping");

	tcase_add_checked_fixture(t, start, stop);
	tcase_add_test(t, test_first);
	tcase_add_test(t, test_lines);
	tcase_add_test(t, test_no_memory);
	suite_add_tcase(s, t);
	return s;
}
