/* check_pages.c: pages of a real server that misbehaves, and the lists within its records. */
#include "tests/plugins/http/kit.h"
#include "tests/plugins/http/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(test_pages)
{
	static const struct {
		const char *path, *options;
	} cases[] = {
		{ "/list/3", "paging=none" },
		{ "/list/3", "" },
		{ "/link/3/1", "" },
		{ "/link/3/2?do=gzip", "" },
		{ "/link/3/3", "" },
		{ "/page/3/2", "paging=page" },
		{ "/page/3/3", "paging=page" },
		{ "/page/3/2", "paging=page page-size=2" },
		{ "/page/3/1?x=1", "paging=page page-size=1 size-parameter=n" },
		{ "/offset/3/2", "paging=offset" },
		{ "/offset/3/1", "paging=offset page-size=1" },
		{ "/cursor/3/2", "paging=cursor next=data.next records=data.items" },
		{ "/cursor/3/3", "paging=cursor next=data.next records=data.items" },
		{ "/next/3/1", "paging=next next=data.next records=data.items" },
		{ "/list/3?do=to:../list/3%3Fa", "" },
		{ "/list/3?年份=2022 年", "" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(http_kit_read(cases[i].path, cases[i].options) == GUIJU_END,
		              "%zu: %s", i, kit.f.failed);
		ck_assert_msg(strcmp(kit.f.rows, http_kit_three) == 0, "case %zu: %s", i,
		              kit.f.rows);
	}
	/* A page that is not full is the last one: no other is asked for. */
	ck_assert_int_eq(http_kit_asked("/page/3/2?page=3"), 1);
	ck_assert_int_eq(http_kit_asked("/page/3/1?x=1&n=1&page=4"), 1);
	ck_assert_int_eq(http_kit_asked("\"accept-encoding\": \"gzip, deflate\""),
	                 http_kit_asked("GET"));
}
END_TEST

START_TEST(test_faults)
{
	static const struct {
		const char *path, *options, *failed;
		int times; /* that it is asked */
	} cases[] = {
		{ "/list/3?do=503,503,ok", "", NULL, 3 },
		{ "/list/3?do=429:0,ok", "", NULL, 2 },
		{ "/list/3?do=429:1,ok", "", NULL, 2 },
		{ "/list/3?do=cut,reset,lost,ok", "", NULL, 4 },
		{ "/list/3?do=more,ok", "", NULL, 2 },
		{ "/list/3?do=slow:0.2", "", NULL, 1 },
		{ "/list/3?do=drip:0.001", "", NULL, 1 },
		{ "/list/3?do=503", "retries=2", "status 503", 3 },
		{ "/list/3?do=503", "retries=0", "status 503", 1 },
		{ "/list/3?do=502,500,504,408", "", "status 408", 5 },
		{ "/list/3?do=429:600", "", "asks to be left alone for 600 s", 1 },
		{ "/list/3?do=cut", "retries=1", "breaks off", 2 },
		{ "/list/3?do=lost", "retries=1", "cannot be asked", 2 },
		{ "/list/3?do=less", "", "page 1, line 1, column 73: the answer ends too early",
		  1 },
		{ "/list/3?do=junk", "", "cannot be asked", 1 },
		{ "/list/3?do=headers:70000", "", "more than 65536 bytes of headers", 1 },
		{ "/list/3?do=silent", "timeout=1 retries=0", "imed out", 1 },
		{ "/list/3?do=drip:0.1", "timeout=1 retries=0", "imed out", 1 },
		{ "/list/3?do=giant:1", "", "larger than 1 megabytes: ask for smaller pages", 1 },
		{ "/list/3?do=bomb:50", "", "larger than 1 megabytes: ask for smaller pages", 1 },
		{ "/list/3?do=badgzip", "", "cannot be unpacked", 1 },
		{ "/list/3?do=401", "", "refuses access (status 401)", 1 },
		{ "/list/3?do=404", "", "answers with status 404", 1 },
		{ "/list/3?do=501", "", "answers with status 501", 1 },
		{ "/list/3?do=304", "", "answers with status 304", 1 },
		{ "/list/3?do=body:", "", "page 1, line 1, column 1: ", 1 },
		{ "/list/3?do=body:[1}", "", "page 1, line 1, column 3: ", 1 },
		{ "/list/3?do=body:[]x", "", "something follows the answer", 1 },
		{ "/list/3?do=body:%ff", "", "no UTF-8", 1 },
		{ "/text/text%2fhtml/%3Chtml%3E", "", "a web page, not with JSON", 1 },
		{ "/errcode/310000/keywords", "records=data.items",
		  "no array at records=data.items; it begins with {\"errcode\": 310000", 1 },
		{ "/errcode/1/x", "", "say by the option records", 1 },
		{ "/cursor/3/1", "records=data", "no array at records=data;", 1 },
		{ "/cursor/3/1", "records=data.next.x", "no array", 1 },
		{ "/cursor/3/1", "records=data.items paging=cursor next=data", "neither a text",
		  1 },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		int before = http_kit_asked("\"n\":");
		int32_t rc = http_kit_read(cases[i].path, cases[i].options);

		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s %s", i, kit.f.failed,
		              kit.f.log);
		ck_assert_msg(strcmp(kit.f.rows, cases[i].failed ? "" : http_kit_three) == 0,
		              "%zu: %s", i, kit.f.rows);
		if (cases[i].failed)
			ck_assert_msg(strstr(kit.f.failed, cases[i].failed) != NULL, "%zu: %s", i,
			              kit.f.failed);
		ck_assert_msg(http_kit_asked("\"n\":") - before == cases[i].times, "%zu: %d times",
		              i, http_kit_asked("\"n\":") - before);
	}
}
END_TEST

/* What goes wrong on a later page does not lose the rows before. */
START_TEST(test_later_pages)
{
	static const struct {
		const char *path, *options, *failed;
	} cases[] = {
		{ "/link/3/1?do=ok,ok,ok,503", "", NULL },
		{ "/link/4/1?do=ok,ok,ok,404", "", "status 404" },
		{ "/link/4/3?do=ok,less", "", "page 2, line 1, column 25" },
		{ "/link/4/3?do=ok,body:{}", "", "page 2: the answer is no array" },
		{ "/endless/1", "paging=page max-pages=3", "more than 3 pages" },
		{ "/list/3", "paging=page", "pages 1 and 2 have the same records" },
		{ "/list/3", "paging=offset", "pages 1 and 2 have the same records" },
		{ "/loop/3", "paging=cursor next=data.next records=data.items",
		  "pages 1 and 2 have the same records" },
		{ "/loop/"
		  "3?do=ok,body:%7B%22data%22:%7B%22items%22:[]%2C%22next%22:%22again%22%7D%7D",
		  "paging=cursor next=data.next records=data.items", "page 2 names itself" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t rc = http_kit_read(cases[i].path, cases[i].options);

		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s", i, kit.f.failed);
		ck_assert_msg(strcmp(kit.f.rows, http_kit_three) == 0, "%zu: %s", i, kit.f.rows);
		if (cases[i].failed)
			ck_assert_msg(strstr(kit.f.failed, cases[i].failed) != NULL, "%zu: %s", i,
			              kit.f.failed);
	}
	ck_assert_int_eq(http_kit_read("/endless/100", "paging=page max-megabytes=1 max-pages=0"),
	                 GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(kit.f.failed, "raise the option max-megabytes"));
	ck_assert_uint_gt(kit.f.n_rows, 15000);
	ck_assert_uint_lt(kit.f.n_rows, 25000);
}
END_TEST

START_TEST(test_lists)
{
	static const char body[] =
	    "[{\"code\":\"C00001\",\"trained\":2,\"trainings\":[{\"name\":\"a\"},{\"name\":\"b\"}]}"
	    ","
	    "{\"code\":\"C00002\"},{\"code\":\"C00003\",\"trainings\":[{\"name\":\"c\"}],"
	    "\"name\":[1]}]";
	char path[1024] = "/list/3?do=body:";
	size_t at = strlen(path), i;

	for (i = 0; body[i] && at + 4 < sizeof path; i++)
		at += (size_t)sprintf(path + at, "%%%02x", (unsigned char)body[i]);
	ck_assert_int_eq(http_kit_read(path, ""), GUIJU_END);
	ck_assert_str_eq(kit.f.rows, "1:C00001,-,2,-;2:C00002,-,-,-;3:C00003,!,-,-;");
	ck_assert_ptr_nonnull(strstr(kit.f.reports, "3 name [1] this is a list of values"));
	http_kit_prepare(path, "");
	kit.f.args.list = kit.f.args.list_zh = kit.f.args.list_en = "trainings";
	kit.f.args.list_within = 1;
	ck_assert_int_eq(http_kit_run(), GUIJU_END);
	ck_assert_str_eq(kit.f.rows, "1:C00001,a,-,-;2:C00001,b,-,-;3:C00003,c,-,-;");
	http_kit_prepare(path, "nested-lists=no");
	kit.f.args.list = kit.f.args.list_zh = kit.f.args.list_en = "trainings";
	kit.f.args.list_within = 1;
	ck_assert_int_eq(http_kit_run(), GUIJU_END);
	ck_assert_str_eq(kit.f.rows, "");
}
END_TEST

Suite *suite_pages(void)
{
	Suite *s = suite_create("pages");
	TCase *t = tcase_create("pages");

	tcase_add_checked_fixture(t, http_kit_start, http_kit_stop);
	tcase_set_timeout(t, 90);
	tcase_add_test(t, test_pages);
	tcase_add_test(t, test_faults);
	tcase_add_test(t, test_later_pages);
	tcase_add_test(t, test_lists);
	suite_add_tcase(s, t);
	return s;
}
