/* check_version.c: policies stored whole, by hash, and given back only when untouched. */
#include <string.h>

#include "db/run.h"
#include "db/version.h"
#include "engine/base/day.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

static void fill(struct gj_fileset *set, const char *third)
{
	gj_fileset_init(set);
	ck_assert_int_eq(gj_fileset_put(set, "policy.lua", "policy \"p\"\n", 11, NULL), 0);
	ck_assert_int_eq(gj_fileset_put(set, "empty.lua", "", 0, NULL), 0);
	ck_assert_int_eq(gj_fileset_put(set, "三.lua", third, strlen(third), NULL), 0);
}

static int64_t put(struct sample *x, const char *third)
{
	struct gj_fileset set;
	int64_t id;

	fill(&set, third);
	ck_ok(x, gj_store_begin(x->store, "a test", &x->err));
	ck_ok(x, gj_version_put(x->store, &id, "wuhan-2022", &set, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	gj_fileset_fini(&set);
	return id;
}

START_TEST(stores_each_content_once)
{
	struct gj_version version;
	struct gj_fileset set, back;
	struct sample x;
	int64_t a, b;

	sample_open(&x);
	a = put(&x, "at_least(1)");
	b = put(&x, "at_least(2)");
	ck_assert_int_ne(a, b);
	ck_assert_int_eq(put(&x, "at_least(1)"), a);
	ck_ok(&x, gj_version_get(x.store, &version, b, &x.err));
	ck_assert_str_eq(version.policy, "wuhan-2022");

	fill(&set, "at_least(2)");
	gj_fileset_init(&back);
	ck_ok(&x, gj_version_files(x.store, b, &back, &x.err));
	ck_assert_str_eq(back.root, version.hash);
	ck_assert_uint_eq(back.n, set.n);
	for (size_t i = 0; i < set.n; i++) {
		ck_assert_str_eq(back.files[i].path, set.files[i].path);
		ck_assert_uint_eq(back.files[i].n, set.files[i].n);
		ck_assert_mem_eq(back.files[i].data, set.files[i].data, set.files[i].n);
	}
	gj_fileset_fini(&back);
	gj_fileset_fini(&set);
	sample_close(&x);
}
END_TEST

START_TEST(the_latest_is_that_of_the_last_finished_run)
{
	struct gj_run_counts counts = { 0 };
	struct gj_version version;
	struct sample x;
	int64_t a, b, run;

	sample_open(&x);
	ck_refused(&x, gj_version_latest(x.store, &version, &x.err), GJ_ENOENT, "no policy");
	a = put(&x, "a");
	b = put(&x, "b");
	ck_ok(&x, gj_version_latest(x.store, &version, &x.err));
	ck_assert_int_eq(version.id, b);
	ck_ok(&x, gj_store_begin(x.store, "run", &x.err));
	ck_ok(&x, gj_run_start(x.store, &run, a, 19000, &x.err));
	ck_ok(&x, gj_version_latest(x.store, &version, &x.err));
	ck_assert_int_eq(version.id, b);
	ck_ok(&x, gj_run_finish(x.store, run, &counts, &x.err));
	ck_ok(&x, gj_version_latest(x.store, &version, &x.err));
	ck_assert_int_eq(version.id, a);
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	sample_close(&x);
}
END_TEST

START_TEST(notices_a_change_from_outside)
{
	struct gj_version version;
	struct gj_fileset back;
	char message[256];
	struct sample x;
	int64_t id;

	sample_open(&x);
	id = put(&x, "a");
	ck_assert_int_ne(sample_exec(&x, "UPDATE policy_file SET content = x'00'", message), 0);
	ck_assert_str_eq(message, "a stored policy is never changed");
	ck_assert_int_ne(sample_exec(&x, "DELETE FROM policy_file", message), 0);
	ck_assert_int_ne(sample_exec(&x, "UPDATE policy_version SET policy = 'other'", message), 0);
	ck_assert_int_ne(sample_exec(&x, "DELETE FROM policy_version", message), 0);
	ck_assert_int_eq(sample_exec(&x,
	                             "DROP TRIGGER policy_file_stays;"
	                             " UPDATE policy_file SET content = CAST('b' AS BLOB)"
	                             " WHERE path = '三.lua'",
	                             message),
	                 0);
	gj_fileset_init(&back);
	ck_refused(&x, gj_version_files(x.store, id, &back, &x.err), GJ_EFORMAT,
	           "changed by another");
	gj_fileset_fini(&back);
	ck_refused(&x, gj_version_get(x.store, &version, 77, &x.err), GJ_ENOENT, "77");
	sample_close(&x);
}
END_TEST

struct seen {
	char text[256];
};

static int note(void *ctx, const struct gj_version *v)
{
	struct seen *seen = ctx;

	strcat(seen->text, v->policy);
	return 0;
}

static const char *in_force(struct sample *x, struct seen *seen, int month, int day, int32_t known)
{
	*seen->text = '\0';
	ck_ok(x, gj_version_each_in_force(x->store, gj_day_from(2022, month, day), known, note,
	                                  seen, &x->err));
	return seen->text;
}

START_TEST(knows_which_was_in_force)
{
	struct gj_fileset set;
	struct seen seen;
	struct sample x;
	int64_t id;
	static const struct {
		const char *policy;
		int from, to; /* months of 2022, their first days; 0: open */
	} versions[] = { { "a", 0, 0 }, { "b", 3, 6 }, { "c", 6, 0 }, { "d", 0, 3 } };

	sample_open(&x);
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
		fill(&set, versions[i].policy);
		ck_ok(&x,
		      gj_version_put_in_force(
			  x.store, &id, versions[i].policy, &set,
			  versions[i].from ? gj_day_from(2022, versions[i].from, 1) : GJ_DAY_NONE,
			  versions[i].to ? gj_day_from(2022, versions[i].to, 1) : GJ_DAY_NONE,
			  &x.err));
		gj_fileset_fini(&set);
	}
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_assert_str_eq(in_force(&x, &seen, 2, 28, GJ_DAY_NONE), "da");
	ck_assert_str_eq(in_force(&x, &seen, 3, 1, GJ_DAY_NONE), "bda");
	ck_assert_str_eq(in_force(&x, &seen, 3, 2, GJ_DAY_NONE), "ba");
	ck_assert_str_eq(in_force(&x, &seen, 6, 1, GJ_DAY_NONE), "cba");
	ck_assert_str_eq(in_force(&x, &seen, 6, 2, GJ_DAY_NONE), "ca");
	ck_assert_str_eq(in_force(&x, &seen, 6, 2, gj_day_from(2022, 6, 2)), "");
	sample_close(&x);
}
END_TEST

Suite *suite_version(void)
{
	Suite *suite = suite_create("version");
	TCase *c = tcase_create("version");

	tcase_add_test(c, knows_which_was_in_force);
	tcase_add_test(c, stores_each_content_once);
	tcase_add_test(c, the_latest_is_that_of_the_last_finished_run);
	tcase_add_test(c, notices_a_change_from_outside);
	suite_add_tcase(suite, c);
	return suite;
}
