/* check_rejects.c: the file of refused rows. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/buf.h"
#include "engine/run/rejects.h"
#include "tests/run/kit.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

#define HEAD \
	"\xef\xbb\xbf" \
	"错误位置,错误原因"

START_TEST(writes_at_close)
{
	struct gj_rejects *r;
	struct kit k;
	uint64_t n;

	kit_open(&k);
	ck_ok(&k, gj_rejects_open(&r, kit_path(&k, "out.csv"), "in.csv", &k.err));
	ck_ok(&k, gj_rejects_put(r, "a,b", "1,2", 3, 7, "bad", &k.err));
	ck_ok(&k, gj_rejects_put(r, "a,b", "\"x,y\",", 6, 9, "one, \"two\"", &k.err));
	kit_assert_file(&k, "out.csv", NULL);
	ck_ok(&k, gj_rejects_close(r, &n, &k.err));
	ck_assert_uint_eq(n, 2);
	kit_assert_file(&k, "out.csv",
	                HEAD ",a,b\r\n7,bad,1,2\r\n9,\"one, \"\"two\"\"\",\"x,y\",\r\n");
	kit_assert_file(&k, "out.csv.part", NULL);

	/* An input without a form of its own: only the two columns. */
	ck_ok(&k, gj_rejects_open(&r, kit_path(&k, "out.csv"), "in.csv", &k.err));
	ck_ok(&k, gj_rejects_put(r, "", "", 0, 7, "bad", &k.err));
	ck_ok(&k, gj_rejects_close(r, &n, &k.err));
	kit_assert_file(&k, "out.csv", HEAD "\r\n7,bad\r\n");

	/* None this time: the old file goes. */
	ck_ok(&k, gj_rejects_open(&r, kit_path(&k, "out.csv"), "in.csv", &k.err));
	ck_ok(&k, gj_rejects_close(r, &n, &k.err));
	ck_assert_uint_eq(n, 0);
	kit_assert_file(&k, "out.csv", NULL);
	kit_close(&k);
}
END_TEST

START_TEST(abandoned_leaves_the_old_file)
{
	struct gj_rejects *r;
	struct kit k;

	kit_open(&k);
	kit_write(&k, "out.csv", HEAD "\r\nold\r\n");
	ck_ok(&k, gj_rejects_open(&r, kit_path(&k, "out.csv"), "in.csv", &k.err));
	ck_ok(&k, gj_rejects_put(r, "a", "1", 1, 7, "bad", &k.err));
	gj_rejects_abandon(r);
	gj_rejects_abandon(NULL);
	kit_assert_file(&k, "out.csv", HEAD "\r\nold\r\n");
	kit_assert_file(&k, "out.csv.part", NULL);
	kit_close(&k);
}
END_TEST

START_TEST(spares_the_files_of_others)
{
	struct gj_rejects *r;
	struct kit k;

	kit_open(&k);
	kit_write(&k, "mine.csv", "precious\n");
	kit_write(&k, "empty.csv", "");
	kit_write(&k, "in.csv", HEAD "\r\n");
	mkdir(kit_path(&k, "folder"), 0700);
	ck_refused(&k, gj_rejects_open(&r, kit_path(&k, "mine.csv"), "in.csv", &k.err), GJ_EINVAL,
	           "another file");
	ck_refused(&k, gj_rejects_open(&r, kit_path(&k, "empty.csv"), "in.csv", &k.err), GJ_EINVAL,
	           "another file");
	ck_refused(&k, gj_rejects_open(&r, kit_path(&k, "folder"), "in.csv", &k.err), GJ_EINVAL,
	           "another file");
	ck_refused(&k,
	           gj_rejects_open(&r, kit_path(&k, "in.csv"), kit_path(&k, "./in.csv"), &k.err),
	           GJ_EINVAL, "the input itself");
	kit_assert_file(&k, "mine.csv", "precious\n");
	kit_close(&k);
}
END_TEST

START_TEST(says_when_it_cannot_write)
{
	struct gj_rejects *r;
	struct kit k;

	kit_open(&k);
	ck_ok(&k, gj_rejects_open(&r, kit_path(&k, "no/out.csv"), "in.csv", &k.err));
	ck_refused(&k, gj_rejects_put(r, "a", "1", 1, 7, "bad", &k.err), GJ_EIO, "no/out.csv");
	gj_rejects_abandon(r);
	kit_close(&k);
}
END_TEST

START_TEST(many_rows)
{
	struct gj_rejects *r;
	struct kit k;
	char *data;
	uint64_t n;
	size_t size;
	int i;

	kit_open(&k);
	ck_ok(&k, gj_rejects_open(&r, kit_path(&k, "out.csv"), "in.csv", &k.err));
	for (i = 0; i < 20000; i++)
		ck_ok(&k, gj_rejects_put(r, "a", "12345", 5, 7, "bad", &k.err));
	ck_ok(&k, gj_rejects_close(r, &n, &k.err));
	ck_assert_uint_eq(n, 20000);
	data = gj_tmp_read(kit_path(&k, "out.csv"), &size);
	ck_assert_uint_eq(size, strlen(HEAD ",a\r\n") + 20000 * strlen("7,bad,12345\r\n"));
	free(data);
	kit_close(&k);
}
END_TEST

/* Raw cells come back as CSV that reads as the same cells; our own two columns are left out. */
START_TEST(rows_as_they_stood)
{
	struct gj_rejects_form form;
	struct gj_source_batch batch;
	struct gj_source *s;
	struct gj_buf out;
	struct kit k;
	char text[500];

	kit_open(&k);
	snprintf(text, sizeof text,
	         "错误位置,错误原因,credit_code,name,备注\n"
	         "5,old,%s,\"甲, \"\"乙\"\"\",=1+1\n"
	         "6,\"old, too\",x\n"
	         "7,,%s, 丙 ,\"two\nlines\"\n",
	         kit_code(1), kit_code(2));
	kit_write(&k, "in.csv", text);
	gj_buf_init(&out);
	ck_ok(&k, gj_source_open(&s, k.fake,
	                         &(struct gj_source_args){ .facts = kit_facts(),
	                                                   .location = kit_path(&k, "in.csv") },
	                         &k.err));
	ck_ok(&k, gj_rejects_heading(&out, &form, s, &k.err));
	ck_assert_str_eq(gj_buf_str(&out), "credit_code,name,备注");
	ck_ok(&k, gj_source_read(s, &batch, &k.err));
	gj_buf_clear(&out);
	ck_ok(&k, gj_rejects_row(&out, &form, s, 0, &k.err));
	snprintf(text, sizeof text, "%s,\"甲, \"\"乙\"\"\",=1+1", kit_code(1));
	ck_assert_str_eq(gj_buf_str(&out), text);
	gj_buf_clear(&out);
	ck_ok(&k, gj_rejects_row(&out, &form, s, 1, &k.err));
	ck_assert_str_eq(gj_buf_str(&out), "x");
	gj_buf_clear(&out);
	ck_ok(&k, gj_rejects_row(&out, &form, s, 2, &k.err));
	snprintf(text, sizeof text, "%s,\" 丙 \",\"two\nlines\"", kit_code(2));
	ck_assert_str_eq(gj_buf_str(&out), text);
	gj_buf_fini(&out);
	gj_source_close(s);
	kit_close(&k);
}
END_TEST

static int write_one(struct kit *k)
{
	struct gj_rejects *r;
	uint64_t n;
	int rc;

	rc = gj_rejects_open(&r, kit_path(k, "out.csv"), "in.csv", &k->err);
	if (rc < 0)
		return rc;
	rc = gj_rejects_put(r, "a", "1", 1, 7, "bad", &k->err);
	if (rc == 0)
		return gj_rejects_close(r, &n, &k->err);
	gj_rejects_abandon(r);
	return rc;
}

START_TEST(comes_through_without_memory)
{
	struct kit k;
	int n, rc;

	kit_open(&k);
	for (n = 1; n < 50; n++) {
		gj_alloc_fail_at(n);
		rc = write_one(&k);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
		kit_assert_file(&k, "out.csv", NULL);
		kit_assert_file(&k, "out.csv.part", NULL);
	}
	ck_assert_int_gt(n, 3);
	ck_assert_int_lt(n, 50);
	kit_assert_file(&k, "out.csv", HEAD ",a\r\n7,bad,1\r\n");
	kit_close(&k);
}
END_TEST

Suite *suite_rejects(void)
{
	Suite *suite = suite_create("rejects");
	TCase *tcase = tcase_create("rejects");

	tcase_add_test(tcase, writes_at_close);
	tcase_add_test(tcase, abandoned_leaves_the_old_file);
	tcase_add_test(tcase, spares_the_files_of_others);
	tcase_add_test(tcase, says_when_it_cannot_write);
	tcase_add_test(tcase, many_rows);
	tcase_add_test(tcase, rows_as_they_stood);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
