/* check_finding.c: findings are kept, ordered and explained. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/policy/finding_codes.h"
#include "tests/policy/kit.h"
#include "tests/policy/suites.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

static struct gj_findings f; /* large for a stack */

static struct gj_place at(const char *file, int line)
{
	return (struct gj_place){ .file = file, .line = line };
}

START_TEST(test_order)
{
	static const int lines[] = { 0, 7, 1, 9, 9 };
	static const char *const codes[] = { "E401", "W501", "E201", "E201", "E301" };

	gj_findings_init(&f);
	gj_findings_add(&f, "E301", at("b.lua", 9), NULL, "third");
	gj_findings_add(&f, "E201", at("b.lua", 9), "hint", "second");
	gj_findings_add(&f, "E201", at("b.lua", 1), NULL, "first");
	gj_findings_add(&f, "W501", at("a.lua", 7), NULL, "doubt %d", 5);
	gj_findings_add(&f, "E401", at(NULL, 0), NULL, "folder");
	gj_findings_sort(&f);
	ck_assert_uint_eq(f.n, 5);
	ck_assert_uint_eq(f.errors, 4);
	ck_assert_uint_eq(f.warnings, 1);
	for (size_t i = 0; i < f.n; i++) {
		ck_assert_int_eq(f.items[i].line, lines[i]);
		ck_assert_str_eq(f.items[i].code, codes[i]);
	}
	ck_assert_str_eq(f.items[1].message, "doubt 5");
	ck_assert_int_eq(f.items[1].severity, GJ_SEVERITY_WARNING);
	ck_assert_str_eq(f.items[3].hint, "hint");
	ck_assert_str_eq(f.items[4].hint, "");
	gj_findings_fini(&f);
}
END_TEST

START_TEST(test_same_once)
{
	gj_findings_init(&f);
	for (int i = 0; i < 5; i++)
		gj_findings_add(&f, "E201", at("a.lua", 3), NULL, "the same");
	gj_findings_add(&f, "E201", at("a.lua", 3), NULL, "another");
	ck_assert_uint_eq(f.n, 2);
	ck_assert_uint_eq(f.errors, 2);
	gj_findings_fini(&f);
}
END_TEST

START_TEST(test_many)
{
	gj_findings_init(&f);
	for (int i = 0; i < GJ_FINDINGS_MAX + 20; i++)
		gj_findings_add(&f, "W502", at("a.lua", i), NULL, "number %d", i);
	ck_assert_uint_eq(f.n, GJ_FINDINGS_MAX);
	ck_assert_uint_eq(f.warnings, GJ_FINDINGS_MAX + 20);
	ck_assert(!f.failed);
	gj_findings_sort(&f);
	gj_findings_fini(&f);
}
END_TEST

START_TEST(test_long_message)
{
	char text[3000];

	for (size_t i = 0; i + 3 < sizeof text; i += 3)
		memcpy(text + i, "字", 4);
	gj_findings_init(&f);
	gj_findings_add(&f, "E201", at("a.lua", 1), NULL, "x%s", text);
	ck_assert_uint_eq(f.n, 1);
	ck_assert_uint_gt(strlen(f.items[0].message), 900);
	ck_assert_uint_eq((strlen(f.items[0].message) - 1) % 3,
	                  0); /* no half character at the end */
	gj_findings_fini(&f);
}
END_TEST

START_TEST(test_no_memory)
{
	for (long n = 1; n <= 4; n++) {
		gj_findings_init(&f);
		gj_alloc_fail_at(n);
		gj_findings_add(&f, "E201", at("a.lua", 1), "hint", "message");
		gj_alloc_fail_at(0);
		ck_assert(f.failed || f.n == 1);
		ck_assert_uint_eq(f.errors, 1);
		gj_findings_fini(&f);
	}
}
END_TEST

/* Every code is in the list, with its meaning, and no other; tests/check_findings.sh looks at the pages. */
START_TEST(test_docs)
{
	const char *top = getenv("GUIJU_TOP");
	char *path = gj_tmp_path(top ? top : ".", "docs/findings.md"),
	     *text = gj_tmp_read(path, NULL);
	char row[256];
	size_t rows = 0;

	for (int i = 0; i < GJ_FINDING_IDS; i++) {
		const char *code = gj_finding_code((enum gj_finding_id)i);

		snprintf(row, sizeof row, "\n| [%s](findings/%s.md) | %s |", code, code,
		         gj_finding_meaning((enum gj_finding_id)i));
		ck_assert_msg(strstr(text, row) != NULL, "docs/findings.md lacks %s", row);
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(code, gj_finding_code((enum gj_finding_id)j));
	}
	for (const char *p = strstr(text, "\n| ["); p; p = strstr(p + 1, "\n| ["))
		rows++;
	ck_assert_uint_eq(rows, GJ_FINDING_IDS);
	free(text);
	free(path);
}
END_TEST

Suite *suite_finding(void)
{
	Suite *s = suite_create("finding");
	TCase *t = tcase_create("finding");

	tcase_add_test(t, test_order);
	tcase_add_test(t, test_same_once);
	tcase_add_test(t, test_many);
	tcase_add_test(t, test_long_message);
	tcase_add_test(t, test_no_memory);
	tcase_add_test(t, test_docs);
	suite_add_tcase(s, t);
	return s;
}
