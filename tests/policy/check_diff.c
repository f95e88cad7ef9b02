/* check_diff.c: two small policies side by side: every kind of change, what is apart, and no memory. */
#include "engine/policy/diff.h"
#include "tests/policy/kit.h"
#include "tests/policy/suites.h"
#include "tests/support/alloc.h"

#include <check.h>
#include <string.h>

#define OLD \
	"local f = facts \"e\" category \"e\" { zh = \"企\", en = \"E\", clause = \"1\" }\n" \
	"criterion \"1\" { zh = \"甲\", en = \"A\", clause = \"1\", f.officers :at_least(1) }\n" \
	"criterion \"2\" { zh = \"乙\", en = \"B\", clause = \"2\", f.officers :at_least(3) }\n"
#define NEW(one, two) \
	"local f = facts \"e\" category \"e\" { zh = \"企\", en = \"E\", clause = \"1\" }\n" \
	"criterion \"1\" { zh = \"甲\", en = \"A\", clause = \"1\", " one " }\n" two

static struct kit a, b;

static struct gj_diff run(const char *old, const char *new)
{
	struct gj_diff d;

	kit_load_beside(&a, old);
	kit_load_beside(&b, new);
	ck_assert_ptr_nonnull(a.policy);
	ck_assert_ptr_nonnull(b.policy);
	ck_assert_int_eq(gj_diff_run(&d, a.policy, &a.files, b.policy, &b.files, NULL), 0);
	return d;
}

static void done(struct gj_diff *d)
{
	gj_diff_fini(d);
	kit_free(&a);
	kit_free(&b);
}

static enum gj_diff_kind kind(const struct gj_diff *d, const char *id)
{
	for (size_t i = 0; i < d->n_checks; i++) {
		const struct gj_diff_check *c = &d->checks[i];

		if (strcmp((c->b ? c->b : c->a)->id, id) == 0)
			return c->kind;
	}
	ck_abort_msg("no check %s", id);
}

START_TEST(new_and_repealed)
{
	struct gj_diff d = run(OLD, NEW("f.officers :at_least(2)",
	                                "criterion \"3\" { zh = \"丙\", en = \"C\", clause = "
	                                "\"3\", f.officers :at_least(4) }\n"));

	ck_assert_int_eq(kind(&d, "e.1"), GJ_DIFF_STRICTER);
	ck_assert_int_eq(kind(&d, "e.2"), GJ_DIFF_REPEALED);
	ck_assert_int_eq(kind(&d, "e.3"), GJ_DIFF_NEW);
	ck_assert_uint_eq(d.n_checks, 3);
	ck_assert(d.effect);
	done(&d);
}
END_TEST

#define FUNCTION(limit) NEW("function(f) return f.officers >= " limit " end", "")

/* A function is the same as long as its text is; otherwise nothing is claimed. */
START_TEST(functions)
{
	struct gj_diff d = run(FUNCTION("1"), FUNCTION("1"));

	ck_assert_int_eq(kind(&d, "e.1"), GJ_DIFF_UNCHANGED);
	ck_assert(!d.effect);
	done(&d);
	d = run(FUNCTION("1"), FUNCTION("2"));
	ck_assert_int_eq(kind(&d, "e.1"), GJ_DIFF_UNDECIDED);
	ck_assert(d.effect);
	done(&d);
}
END_TEST

static struct gj_diff run_beside(const char *old, const char *new, const char *text)
{
	struct kit_file files[8] = { { NULL, NULL } };
	struct gj_diff d;
	size_t n = 0;

	for (; kit_base[n].path; n++)
		files[n] = kit_base[n];
	files[n + 1] = (struct kit_file){ "x.lua", text };
	files[n] = (struct kit_file){ "a.lua", old };
	kit_load(&a, files, NULL);
	files[n] = (struct kit_file){ "a.lua", new };
	kit_load(&b, files, NULL);
	ck_assert_ptr_nonnull(a.policy);
	ck_assert_ptr_nonnull(b.policy);
	ck_assert_int_eq(gj_diff_run(&d, a.policy, &a.files, b.policy, &b.files, NULL), 0);
	return d;
}

#define CHECK(id, condition) \
	"criterion \"" id "\" { zh = \"第" id "\", en = \"No " id "\", clause = \"" id \
	"\", " condition " } "

/* What its text leaves open: a name from another file, two on one line, a loop. */
START_TEST(functions_in_doubt)
{
	const char *two = FUNCTION("1") CHECK("2", "function(f) return f.officers >= 2 end")
	    CHECK("3", "function(f) return f.officers >= 3 end");
	const char *loop = FUNCTION("1") "for i = 2, 3 do criterion(tostring(i)) "
					 "{ zh = \"第\" .. i, en = \"No \" .. i, clause = \"2\", "
					 "function(f) return f.officers >= i end } end";
	struct gj_diff d = run_beside("least = 1", "least = 2", FUNCTION("least"));

	ck_assert_int_eq(kind(&d, "e.1"), GJ_DIFF_UNDECIDED);
	done(&d);
	d = run_beside("least = 1", "least = 1", FUNCTION("least")); /* to the letter */
	ck_assert_int_eq(kind(&d, "e.1"), GJ_DIFF_UNCHANGED);
	ck_assert(!d.effect);
	done(&d);
	for (size_t i = 0; i < 2; i++) {
		d = run_beside("-- old", "-- new", i ? loop : two);
		ck_assert_int_eq(kind(&d, "e.1"), GJ_DIFF_UNCHANGED);
		ck_assert_int_eq(kind(&d, "e.2"), GJ_DIFF_UNDECIDED);
		ck_assert_int_eq(kind(&d, "e.3"), GJ_DIFF_UNDECIDED);
		ck_assert(d.effect);
		done(&d);
	}
}
END_TEST

START_TEST(words)
{
	struct gj_diff d = run(OLD, NEW("f.officers :at_least(1, { word = \"以上\" })",
	                                "criterion \"2\" { zh = \"乙\", en = \"B\", clause = "
	                                "\"2\", f.officers :at_least(3) }\n"));

	ck_assert_int_eq(kind(&d, "e.1"), GJ_DIFF_WORDING);
	ck_assert_int_eq(kind(&d, "e.2"), GJ_DIFF_UNCHANGED);
	ck_assert(!d.effect);
	done(&d);
}
END_TEST

START_TEST(memory_may_run_out)
{
	struct gj_diff d = run(OLD, NEW("f.officers :at_most(2)", ""));

	gj_diff_fini(&d);
	for (unsigned n = 1;; n += n < 300 ? 1 : 61) {
		struct gj_err err;
		int rc;

		gj_alloc_fail_at(n);
		rc = gj_diff_run(&d, a.policy, &a.files, b.policy, &b.files, &err);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
	done(&d);
}
END_TEST

Suite *suite_diff(void)
{
	Suite *s = suite_create("policy/diff");
	TCase *t = tcase_create("diff");

	tcase_set_timeout(t, 120);
	tcase_add_test(t, new_and_repealed);
	tcase_add_test(t, functions);
	tcase_add_test(t, functions_in_doubt);
	tcase_add_test(t, words);
	tcase_add_test(t, memory_may_run_out);
	suite_add_tcase(s, t);
	return s;
}
