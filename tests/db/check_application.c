/* check_application.c: subjects and applications are made once, renamed with history, and found
 * again. */
#include <stdio.h>
#include <string.h>

#include "db/import.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

#define CODE "91420100MA4K00001X"

static struct gj_application put(struct sample *x, bool *made, const char *name, const char *bureau,
                                 const char *category, int year)
{
	struct gj_application a;

	ck_ok(x, gj_store_begin(x->store, "a test", &x->err));
	ck_ok(x,
	      gj_application_put(x->store, &a, made, CODE, name, bureau, category, year, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	return a;
}

START_TEST(makes_once_and_gives_back)
{
	struct gj_application a, b;
	struct sample x;
	bool made;

	sample_open(&x);
	a = put(&x, &made, "虚构公司", "wuchang", "enterprise", 2022);
	ck_assert(made);
	ck_assert_str_eq(a.code, CODE);
	ck_assert_str_eq(a.name, "虚构公司");
	ck_assert_str_eq(a.bureau, "wuchang");
	ck_assert_str_eq(a.category, "enterprise");
	ck_assert_int_eq(a.year, 2022);
	ck_assert_int_eq(a.revision, 0);
	ck_assert_int_eq(a.decision, 0);
	b = put(&x, &made, "虚构公司", "wuchang", "enterprise", 2022);
	ck_assert(!made);
	ck_assert_int_eq(b.id, a.id);
	b = put(&x, &made, "虚构公司", "wuchang", "station", 2022);
	ck_assert(made);
	b = put(&x, &made, "虚构公司", "wuchang", "enterprise", 2023);
	ck_assert(made);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM subject"), 1);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM subject_name"), 1);
	ck_refused(&x, gj_application_get(x.store, &b, 99, &x.err), GJ_ENOENT, "99");
	sample_close(&x);
}
END_TEST

START_TEST(keeps_names_and_moves)
{
	struct gj_application a;
	struct sample x;
	bool made;

	sample_open(&x);
	put(&x, &made, "老名字", "", "enterprise", 2022);
	ck_ok(&x, gj_import_start(x.store, &x.import, "csv", "b.csv", "enterprise", 2022, &x.err));
	a = put(&x, &made, "新名字", "qiaokou", "enterprise", 2022);
	ck_assert_str_eq(a.name, "新名字");
	ck_assert_str_eq(a.bureau, "qiaokou");
	ck_ok(&x, gj_application_get(x.store, &a, a.id, &x.err));
	ck_assert_str_eq(a.name, "新名字");
	ck_assert_str_eq(a.bureau, "qiaokou");
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM subject_name WHERE name = '老名字'"
	                                  " AND since_import IS NULL"),
	                 1);
	ck_assert_int_eq(
	    sample_count(&x, "SELECT since_import FROM subject_name WHERE name = '新名字'"),
	    x.import);
	sample_close(&x);
}
END_TEST

START_TEST(cuts_long_names_at_a_character)
{
	char name[4000] = "";
	struct gj_application a;
	struct sample x;
	bool made;

	for (size_t i = 0; i + 3 < sizeof name; i += 3)
		memcpy(name + i, "汉", 4);
	sample_open(&x);
	a = put(&x, &made, name, "", "enterprise", 2022);
	ck_assert_uint_eq(strlen(a.name), (sizeof a.name - 1) / 3 * 3);
	put(&x, &made, name, "", "enterprise", 2022);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM subject_name"), 1);
	sample_close(&x);
}
END_TEST

static int count(void *ctx, const struct gj_application *a)
{
	*(int64_t *)ctx = *(int64_t *)ctx * 10 + a->id;
	return 0;
}

static int stop(void *ctx, const struct gj_application *a)
{
	(void)ctx;
	return (int)a->id + 40;
}

START_TEST(finds_by_code_name_and_id)
{
	static const struct {
		const char *what, *category;
		int year;
		int64_t ids; /* their digits, one after another */
	} cases[] = {
		{ CODE, NULL, 0, 123 },
		{ CODE, "enterprise", 0, 13 },
		{ CODE, NULL, 2022, 12 },
		{ CODE, "enterprise", 2022, 1 },
		{ "91420100ma4k00001x", "station", 0, 2 }, /* as people type it */
		{ " 91420100 MA4K00001X", "station", 0, 2 },
		{ "新名字", NULL, 0, 123 },
		{ "老名字", "station", 0, 2 },
		{ "2", NULL, 0, 2 },
		{ "2", "enterprise", 0, 0 },
		{ "4", NULL, 0, 0 },
		{ "2x", NULL, 0, 0 },
		{ "", NULL, 0, 0 },
		{ "99999999999999999999999", NULL, 0, 0 },
		{ "91420100MA4K00002X", NULL, 0, 0 },
		{ "' OR 1=1 --", NULL, 0, 0 },
	};
	struct sample x;
	bool made;

	sample_open(&x);
	put(&x, &made, "老名字", "", "enterprise", 2022);
	put(&x, &made, "老名字", "", "station", 2022);
	put(&x, &made, "新名字", "", "enterprise", 2023);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int64_t ids = 0;

		ck_ok(&x, gj_application_find(x.store, cases[i].what, cases[i].category,
		                              cases[i].year, count, &ids, &x.err));
		ck_assert_msg(ids == cases[i].ids, "%s: %lld", cases[i].what, (long long)ids);
	}
	ck_assert_int_eq(gj_application_find(x.store, CODE, NULL, 0, stop, NULL, &x.err), 41);
	sample_close(&x);
}
END_TEST

START_TEST(finds_other_applicants_by_code)
{
	struct gj_application a;
	struct sample x;
	int64_t n;
	bool made;

	sample_open(&x);
	put(&x, &made, "n", "", "enterprise", 2023);
	put(&x, &made, "n", "", "enterprise", 2022);
	ck_ok(&x, gj_application_by_code(x.store, &a, CODE, "enterprise", 2022, &x.err));
	ck_assert_int_eq(a.id, 2);
	ck_ok(&x, gj_application_by_code(x.store, &a, CODE, "enterprise", 0, &x.err));
	ck_assert_int_eq(a.year, 2023);
	ck_refused(&x, gj_application_by_code(x.store, &a, CODE, "enterprise", 2021, &x.err),
	           GJ_ENOENT, CODE);
	ck_refused(&x, gj_application_by_code(x.store, &a, CODE, "station", 0, &x.err), GJ_ENOENT,
	           "station");
	ck_ok(&x, gj_application_count(x.store, &n, "enterprise", 0, &x.err));
	ck_assert_int_eq(n, 2);
	ck_ok(&x, gj_application_count(x.store, &n, NULL, 2022, &x.err));
	ck_assert_int_eq(n, 1);
	ck_ok(&x, gj_application_count(x.store, &n, "station", 2022, &x.err));
	ck_assert_int_eq(n, 0);
	sample_close(&x);
}
END_TEST

Suite *suite_application(void)
{
	Suite *suite = suite_create("application");
	TCase *c = tcase_create("application");

	tcase_add_test(c, makes_once_and_gives_back);
	tcase_add_test(c, keeps_names_and_moves);
	tcase_add_test(c, cuts_long_names_at_a_character);
	tcase_add_test(c, finds_by_code_name_and_id);
	tcase_add_test(c, finds_other_applicants_by_code);
	suite_add_tcase(suite, c);
	return suite;
}
