/* check_http.c: pages of a real server that misbehaves, addresses that may not be asked, and going on later. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "plugins/http/gate.h"
#include "plugins/http/http.h"
#include "plugins/http/link.h"
#include "tests/plugins/fakehost.h"
#include "tests/support/alloc.h"
#include "tests/support/run.h"
#include "tests/support/server.h"
#include "tests/support/tmp.h"

static char *dir, *requests;
static struct gj_server server;
static struct fakehost f;
static struct http_limits limits;
static char location[4096];

static void start(void)
{
	dir = gj_tmp_dir();
	requests = gj_tmp_path(dir, "requests");
	ck_assert_int_eq(gj_server_http(&server, requests), 0);
	limits = http_limits_usual;
	limits.backoff = 1;
}

static void stop(void)
{
	gj_server_stop(&server);
	gj_tmp_remove(dir);
	free(requests);
	free(dir);
}

/* Options as "name=value name=value"; beside them what a test on this machine needs. */
static void prepare(const char *path, const char *options)
{
	static char words[1024];
	static const char *const usual[][2] = {
		{ "nested-lists", "yes" },
		{ "page-size", "0" },
		{ "first-page", "1" },
		{ "timeout", "10" },
		{ "retries", "4" },
		{ "max-page-megabytes", "1" },
		{ "max-megabytes", "8" },
		{ "max-pages", "50" },
		{ "token-header", "Authorization: Bearer" },
	};
	char *word, *rest = words, *equals;
	size_t i;

	snprintf(location, sizeof location, "http://127.0.0.1:%s%s", server.line, path);
	fakehost_init(&f, location);
	snprintf(words, sizeof words, "allow-private=yes %s", options);
	while ((word = strtok_r(rest, " ", &rest)) != NULL) {
		equals = strchr(word, '=');
		ck_assert_ptr_nonnull(equals);
		*equals = '\0';
		/* + is a space in a value. */
		for (char *c = equals + 1; *c; c++)
			*c = *c == '+' ? ' ' : *c;
		fakehost_option(&f, word, equals + 1);
		if (strcmp(word, "max-megabytes") == 0)
			f.max_megabytes = equals + 1;
	}
	for (i = 0; i < sizeof usual / sizeof *usual; i++)
		if (f.host.option(&f, usual[i][0]) == NULL)
			fakehost_option(&f, usual[i][0], usual[i][1]);
}

static int32_t run(void)
{
	struct guiju_source *source = NULL;
	int32_t rc = http_source_open(&f.host, &f.args, &limits, &source);

	return rc == GUIJU_OK ? fakehost_drain(&f, &http_source_ops, source) : rc;
}

static int32_t read_all(const char *path, const char *options)
{
	prepare(path, options);
	return run();
}

static int asked(const char *what)
{
	char *all = gj_tmp_read(requests, NULL), *s;
	int n = 0;

	for (s = all; (s = strstr(s, what)) != NULL; s++)
		n++;
	free(all);
	return n;
}

static const char three[] = "1:C00001,n1,1,-;2:C00002,n2,2,-;3:C00003,n3,3,-;";

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
		ck_assert_msg(read_all(cases[i].path, cases[i].options) == GUIJU_END, "%zu: %s", i,
		              f.failed);
		ck_assert_msg(strcmp(f.rows, three) == 0, "case %zu: %s", i, f.rows);
	}
	/* A page that is not full is the last one: no other is asked for. */
	ck_assert_int_eq(asked("/page/3/2?page=3"), 1);
	ck_assert_int_eq(asked("/page/3/1?x=1&n=1&page=4"), 1);
	ck_assert_int_eq(asked("\"accept-encoding\": \"gzip, deflate\""), asked("GET"));
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
		int before = asked("\"n\":");
		int32_t rc = read_all(cases[i].path, cases[i].options);

		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s %s", i, f.failed,
		              f.log);
		ck_assert_msg(strcmp(f.rows, cases[i].failed ? "" : three) == 0, "%zu: %s", i,
		              f.rows);
		if (cases[i].failed)
			ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "%zu: %s", i,
			              f.failed);
		ck_assert_msg(asked("\"n\":") - before == cases[i].times, "%zu: %d times", i,
		              asked("\"n\":") - before);
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
		int32_t rc = read_all(cases[i].path, cases[i].options);

		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s", i, f.failed);
		ck_assert_msg(strcmp(f.rows, three) == 0, "%zu: %s", i, f.rows);
		if (cases[i].failed)
			ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "%zu: %s", i,
			              f.failed);
	}
	ck_assert_int_eq(read_all("/endless/100", "paging=page max-megabytes=1 max-pages=0"),
	                 GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "raise the option max-megabytes"));
	ck_assert_uint_gt(f.n_rows, 15000);
	ck_assert_uint_lt(f.n_rows, 25000);
}
END_TEST

START_TEST(test_sent_on)
{
	struct gj_server other;
	char path[256], hosts[256];
	static const struct {
		const char *path, *failed;
	} cases[] = {
		{ "/list/3?do=to:ftp://127.0.0.1/list/3", "sends on to ftp://, from http://" },
		{ "/list/3?do=to:file:///etc/passwd", "sends on to file://" },
		{ "/list/3?do=to:http://127.0.0.1:1/", "host 127.0.0.1:1, which is not the one" },
		{ "/list/3?do=to:http://example.com/", "host example.com:80" },
		{ "/list/3?do=to:http://a:b@127.0.0.1/", "holds a user or password" },
		{ "/list/3?do=to:http://", "no address that can be asked" },
		{ "/list/3?do=to:/list/3%3Fdo%3Dto:/list/3", NULL },
		{ "/text/application%2Fjson/%5B%5D?do=to+307:/list/3", NULL },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t rc = read_all(cases[i].path, "");

		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s", i, f.failed);
		ck_assert_msg(strstr(f.failed, cases[i].failed ? cases[i].failed : "") != NULL,
		              "%zu: %s", i, f.failed);
		ck_assert_msg(strcmp(f.rows, cases[i].failed ? "" : three) == 0, "%zu: %s", i,
		              f.rows);
	}
	/* Itself, for ever. */
	snprintf(path, sizeof path, "/list/3?do=to:%%3Fdo=to:%%253F");
	ck_assert_int_eq(read_all("/list/3?do=to:", ""), GUIJU_FAILED);
	/* To another host that is allowed: there the token does not go. */
	ck_assert_int_eq(gj_server_http(&other, requests), 0);
	snprintf(path, sizeof path, "/list/3?do=to:http://127.0.0.1:%s/list/3%%3Fother",
	         other.line);
	snprintf(hosts, sizeof hosts, "allow-hosts=x.cn,127.0.0.1:%s token=%s token-over-http=yes",
	         other.line, "t0ken");
	ck_assert_msg(read_all(path, hosts) == GUIJU_END, "%s", f.failed);
	ck_assert_str_eq(f.rows, three);
	ck_assert_int_eq(asked("Bearer t0ken"), 1);
	ck_assert_int_eq(asked("/list/3?other"), 1);
	gj_server_stop(&other);
}
END_TEST

START_TEST(test_token)
{
	static const struct {
		const char *path, *options, *failed;
	} cases[] = {
		{ "/auth/Authorization/Bearer%20s3cret/3", "token=s3cret token-over-http=yes",
		  NULL },
		{ "/auth/X-Key/s3cret/3", "token=s3cret token-over-http=yes token-header=X-Key",
		  NULL },
		{ "/auth/X-Key/Key%20s3cret/3",
		  "token=s3cret token-over-http=yes token-header=X-Key:+Key", NULL },
		{ "/auth/X-Key/s3cret/3", "", "refuses access (status 401)" },
		{ "/auth/X-Key/other/3", "token=s3cret token-over-http=yes token-header=X-Key",
		  "refuses access" },
		{ "/list/3", "token=s3cret", "everybody on the way can read it" },
		{ "/list/3", "token=s3\ncret token-over-http=yes", "a control character" },
		{ "/list/3", "token=s3cret token-header=X+Key", "not the name of a header" },
		{ "/list/3", "token=s3cret token-header=:", "not the name of a header" },
		{ "/list/3", "token=s3cret token-header=A:\nB", "not the name of a header" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t rc = read_all(cases[i].path, cases[i].options);

		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s", i, f.failed);
		ck_assert_msg(strstr(f.failed, cases[i].failed ? cases[i].failed : "") != NULL,
		              "%zu: %s", i, f.failed);
		ck_assert_ptr_null(strstr(f.failed, "s3cret"));
		ck_assert_ptr_null(strstr(f.log, "s3cret"));
	}
}
END_TEST

START_TEST(test_location)
{
	static const struct {
		const char *location, *options, *failed;
		int32_t code;
	} cases[] = {
		{ "no/such/file", "", "no address", GUIJU_NOT_MINE },
		{ "ftp://example.cn/", "", "no address", GUIJU_NOT_MINE },
		{ "http://", "", "no address that can be asked", GUIJU_FAILED },
		{ "http://user:word@127.0.0.1/", "", "holds a user or password", GUIJU_FAILED },
		{ "http://user@127.0.0.1/", "", "holds a user or password", GUIJU_FAILED },
		{ "http://127.0.0.1:1/", "retries=0", "cannot be asked", GUIJU_FAILED },
		{ "http://127.0.0.1:1/", "allow-private=no retries=0",
		  "127.0.0.1 is an address within a private network", GUIJU_FAILED },
		{ "http://localhost:1/", "allow-private=no retries=0",
		  "is an address within a private network", GUIJU_FAILED },
		{ "http://[::ffff:127.0.0.1]:1/", "allow-private=no retries=0",
		  "is an address within a private network", GUIJU_FAILED },
		{ "http://2130706433:1/", "allow-private=no retries=0",
		  "127.0.0.1 is an address within", GUIJU_FAILED },
		{ "http://169.254.169.254/latest", "retries=0",
		  "169.254.169.254 is no address that may be connected to", GUIJU_FAILED },
		{ "http://0.0.0.0:1/", "retries=0", "0.0.0.0 is no address", GUIJU_FAILED },
		{ "http://127.0.0.1:1/", "timeout=x", "timeout=x: not a number", GUIJU_FAILED },
		{ "http://127.0.0.1:1/", "paging=next", "needs the option next", GUIJU_FAILED },
		{ "http://127.0.0.1:1/", "size-parameter=n", "needs the option page-size",
		  GUIJU_FAILED },
		{ "http://127.0.0.1:1/", "ca-file=/no/such/file retries=0", "cannot be asked",
		  GUIJU_FAILED },
	};
	size_t i;

	/* What the environment says is no option. */
	setenv("http_proxy", "http://127.0.0.1:2/", 1);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t rc;

		prepare("", "");
		fakehost_init(&f, location);
		prepare("", cases[i].options);
		f.args.location = cases[i].location;
		/* The first option of a name counts. */
		if (strstr(cases[i].options, "allow-private=no"))
			f.options[0].value = "no";
		rc = run();
		ck_assert_msg(rc == cases[i].code, "%zu: %d %s", i, (int)rc, f.failed);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "%zu: %s", i, f.failed);
	}
	ck_assert_int_eq(read_all("/list/3", ""), GUIJU_END);
	unsetenv("http_proxy");
	ck_assert_int_eq(read_all("/list/3", "proxy=http://127.0.0.1:1 retries=0"), GUIJU_FAILED);
}
END_TEST

START_TEST(test_tls)
{
	char *key = gj_tmp_path(dir, "key.pem"), *ca = gj_tmp_path(dir, "ca.pem");
	const char *const make[] = { "openssl",  "req",
		                     "-x509",    "-newkey",
		                     "rsa:2048", "-nodes",
		                     "-days",    "2",
		                     "-subj",    "/CN=localhost",
		                     "-addext",  "subjectAltName=IP:127.0.0.1",
		                     "-keyout",  key,
		                     "-out",     ca,
		                     NULL };
	char script[1024], options[512], plain[32], there[256];
	const char *const serve[] = { "python3", script, requests, "--tls", ca, key, NULL };
	struct gj_run_result r = gj_run(make, NULL, NULL);
	struct gj_server tls;
	struct {
		const char *path, *options, *failed;
		bool ca;
	} cases[] = {
		{ "/list/3", "", NULL, true },
		{ "/list/3", "retries=0", "certificate", false },
		/* A token needs no leave where nobody can read it. */
		{ "/auth/X-Key/s3cret/3", "token=s3cret token-header=X-Key", NULL, true },
		{ there, "", "sends on to http://, from https://", true },
	};
	size_t i;

	ck_assert_msg(r.status == 0, "%s", r.err);
	gj_run_free(&r);
	snprintf(script, sizeof script, "%s/tests/support/http_server.py", getenv("GUIJU_TOP"));
	ck_assert_int_eq(gj_server_start(&tls, serve), 0);
	snprintf(plain, sizeof plain, "%.20s", server.line);
	snprintf(there, sizeof there, "/list/3?do=to:http://127.0.0.1:%s/list/3", plain);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t rc;

		snprintf(options, sizeof options, "%s allow-hosts=127.0.0.1:%s %s%s",
		         cases[i].options, plain, cases[i].ca ? "ca-file=" : "",
		         cases[i].ca ? ca : "");
		prepare(cases[i].path, options);
		snprintf(location, sizeof location, "https://127.0.0.1:%.20s%s", tls.line,
		         cases[i].path);
		rc = run();
		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s", i, f.failed);
		ck_assert_msg(strcmp(f.rows, cases[i].failed ? "" : three) == 0, "%zu: %s", i,
		              f.rows);
		ck_assert_msg(strstr(f.failed, cases[i].failed ? cases[i].failed : "") != NULL,
		              "%zu: %s", i, f.failed);
	}
	gj_server_stop(&tls);
	free(ca);
	free(key);
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
	ck_assert_int_eq(read_all(path, ""), GUIJU_END);
	ck_assert_str_eq(f.rows, "1:C00001,-,2,-;2:C00002,-,-,-;3:C00003,!,-,-;");
	ck_assert_ptr_nonnull(strstr(f.reports, "3 name [1] this is a list of values"));
	prepare(path, "");
	f.args.list = f.args.list_zh = f.args.list_en = "trainings";
	f.args.list_within = 1;
	ck_assert_int_eq(run(), GUIJU_END);
	ck_assert_str_eq(f.rows, "1:C00001,a,-,-;2:C00001,b,-,-;3:C00003,c,-,-;");
	prepare(path, "nested-lists=no");
	f.args.list = f.args.list_zh = f.args.list_en = "trainings";
	f.args.list_within = 1;
	ck_assert_int_eq(run(), GUIJU_END);
	ck_assert_str_eq(f.rows, "");
}
END_TEST

/* Reads `rows` rows one by one, then all: what cursor() says after each. */
static int32_t read_some(const char *cursor, int rows, char after[4097])
{
	struct guiju_source *source = NULL;
	struct guiju_text text;
	int32_t rc;

	f.args.cursor = cursor;
	f.capacity = 1;
	rc = http_source_open(&f.host, &f.args, &limits, &source);
	if (rc != GUIJU_OK)
		return rc;
	while (rc == GUIJU_OK && rows-- != 0)
		rc = fakehost_read(&f, &http_source_ops, source);
	ck_assert_int_eq(http_source_ops.cursor(source, &text), GUIJU_OK);
	ck_assert_uint_le(text.size, 4096);
	snprintf(after, 4097, "%.*s", (int)text.size, text.data);
	http_source_ops.close(source);
	return rc;
}

START_TEST(test_goes_on)
{
	static const struct {
		const char *path, *options;
	} cases[] = {
		{ "/link/5/2", "" },
		{ "/link/4/2", "" },
		{ "/page/5/2", "paging=page" },
		{ "/page/4/2", "paging=page page-size=2" },
		{ "/offset/5/2", "paging=offset" },
		{ "/cursor/5/2", "paging=cursor next=data.next records=data.items" },
		{ "/etag/5", "" },
		/* Tags of pages that have others behind them. */
		{ "/link/5/2?do=tag", "" },
		{ "/link/4/2?do=tag", "" },
		{ "/page/4/2?do=tag", "paging=page" },
		{ "/offset/5/2?do=tag", "paging=offset page-size=2" },
		{ "/cursor/4/2?do=tag", "paging=cursor next=data.next records=data.items" },
	};
	char options[256], cursor[4097], end[4097];
	size_t i;
	int rows;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		unsigned all = (unsigned)(strchr(cases[i].path + 1, '/')[1] - '0');

		snprintf(options, sizeof options, "resume=appended %s", cases[i].options);
		for (rows = 0; rows <= (int)all + 1; rows++) {
			prepare(cases[i].path, options);
			read_some("", rows, cursor);
			prepare(cases[i].path, options);
			ck_assert_msg(read_some(cursor, -1, end) == GUIJU_END, "%zu %d: %s", i,
			              rows, f.failed);
			ck_assert_msg(f.n_rows == ((unsigned)rows < all ? all - (unsigned)rows : 0),
			              "%zu: after %d rows %d: %s", i, rows, (int)f.n_rows, cursor);
			if (f.n_rows > 0) {
				char last[16];

				snprintf(last, sizeof last, "C%05u", all);
				ck_assert_ptr_nonnull(strstr(f.rows, last));
			}
			/* And from there again: nothing, as often as one likes. */
			prepare(cases[i].path, options);
			ck_assert_int_eq(read_some(end, -1, cursor), GUIJU_END);
			ck_assert_msg(f.n_rows == 0, "%zu: %s", i, end);
			ck_assert_str_eq(cursor, end);
		}
	}
	/* The service that has not changed is not read again. */
	ck_assert_int_eq(asked("\"if-none-match\": \"\\\"v5\\\"\""), 2 + 7);
	/* Where one record was added, that one comes; where one is gone, nobody knows. */
	prepare("/list/3", "resume=appended");
	read_some("", -1, cursor);
	*(strstr(cursor, "/list/3") + 6) = '4';
	prepare("/list/3", "resume=appended");
	ck_assert_int_eq(read_some(cursor, -1, end), GUIJU_END);
	ck_assert_str_eq(f.rows, "1:C00004,n4,4,-;");
	*(strstr(cursor, "/list/4") + 6) = '2';
	prepare("/list/3", "resume=appended");
	ck_assert_int_eq(read_some(cursor, -1, end), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "gives 2 records where 3 were read before"));
}
END_TEST

START_TEST(test_changed)
{
	static const char *const none[] = { "?",
		                            "http1",
		                            "http1 a 0 0 - http://127.0.0.1/",
		                            "http1 c 0 0 - ftp://127.0.0.1/",
		                            "http1 c 0 0 - http://other.cn/",
		                            "http1 c 0 0 x ",
		                            "http1 c x 0 - /" };
	char cursor[4097], again[4097];
	size_t i;

	/* Not whole yet: nothing to go on from. */
	prepare("/etag/3", "");
	read_some("", 2, cursor);
	ck_assert_str_eq(cursor, "");
	prepare("/etag/3", "");
	ck_assert_int_eq(read_some("", -1, cursor), GUIJU_END);
	ck_assert_str_eq(f.rows, three);
	prepare("/etag/3", "");
	ck_assert_int_eq(read_some(cursor, -1, again), GUIJU_END);
	ck_assert_str_eq(f.rows, "");
	ck_assert_str_eq(again, cursor);
	/* Another state: all of it. */
	*strstr(cursor, "v3") = 'w';
	prepare("/etag/3", "");
	ck_assert_int_eq(read_some(cursor, -1, again), GUIJU_END);
	ck_assert_str_eq(f.rows, three);
	/* Without a tag, or on several pages, nobody can know. */
	prepare("/list/3", "");
	read_some("", -1, cursor);
	ck_assert_str_eq(cursor, "");
	prepare("/link/3/2", "");
	read_some("", -1, cursor);
	ck_assert_str_eq(cursor, "");
	for (i = 0; i < sizeof none / sizeof *none; i++) {
		prepare("/etag/3", "");
		ck_assert_msg(read_some(none[i], -1, again) == GUIJU_FAILED, "%s", none[i]);
		ck_assert_msg(strstr(f.failed, "read it from the start") != NULL, "%s", f.failed);
	}
}
END_TEST

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

START_TEST(test_stopped)
{
	static const char *const paths[] = { "/list/3?do=silent", "/list/3?do=drip:0.2",
		                             "/list/3?do=429:100", "/link/3/1?do=ok,silent" };
	size_t i;
	int n;

	for (i = 0; i < sizeof paths / sizeof *paths; i++)
		for (n = 0; n < 6; n++) {
			double began = seconds();

			prepare(paths[i], "timeout=0");
			f.stop_after = n;
			f.time_left = 200000;
			ck_assert_int_ne(run(), GUIJU_NOMEM);
			ck_assert_msg(seconds() - began < 2, "%s: %d", paths[i], n);
		}
	/* No longer than the call may take. */
	prepare("/list/3?do=429:30", "");
	f.time_left = 29000;
	ck_assert_int_eq(run(), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "status 429"));
}
END_TEST

START_TEST(test_no_memory)
{
	long i, count;
	int32_t rc;

	for (i = 1;; i++) {
		ck_assert_int_lt(i, 500);
		prepare("/cursor/3/2",
		        "paging=cursor next=data.next records=data.items resume=appended");
		gj_alloc_fail_at(i);
		rc = run();
		count = gj_alloc_count();
		gj_alloc_fail_at(0);
		if (count < i)
			break;
		ck_assert_msg(rc == GUIJU_NOMEM, "%ld: %d %s", i, (int)rc, f.failed);
	}
	ck_assert_str_eq(f.rows, three);
}
END_TEST

START_TEST(test_places)
{
	static const struct {
		const char *address;
		enum http_place place;
	} cases[] = {
		{ "9.255.255.255", HTTP_PUBLIC },
		{ "10.0.0.0", HTTP_PRIVATE },
		{ "10.255.255.255", HTTP_PRIVATE },
		{ "11.0.0.0", HTTP_PUBLIC },
		{ "100.63.255.255", HTTP_PUBLIC },
		{ "100.64.0.0", HTTP_PRIVATE },
		{ "100.127.255.255", HTTP_PRIVATE },
		{ "100.128.0.0", HTTP_PUBLIC },
		{ "127.0.0.1", HTTP_PRIVATE },
		{ "0.0.0.0", HTTP_NOWHERE },
		{ "0.255.255.255", HTTP_NOWHERE },
		{ "169.253.255.255", HTTP_PUBLIC },
		{ "169.254.0.0", HTTP_NOWHERE },
		{ "169.254.255.255", HTTP_NOWHERE },
		{ "169.255.0.0", HTTP_PUBLIC },
		{ "172.15.255.255", HTTP_PUBLIC },
		{ "172.16.0.0", HTTP_PRIVATE },
		{ "172.31.255.255", HTTP_PRIVATE },
		{ "172.32.0.0", HTTP_PUBLIC },
		{ "192.167.255.255", HTTP_PUBLIC },
		{ "192.168.0.0", HTTP_PRIVATE },
		{ "192.169.0.0", HTTP_PUBLIC },
		{ "198.17.255.255", HTTP_PUBLIC },
		{ "198.18.0.0", HTTP_PRIVATE },
		{ "198.19.255.255", HTTP_PRIVATE },
		{ "198.20.0.0", HTTP_PUBLIC },
		{ "223.255.255.255", HTTP_PUBLIC },
		{ "224.0.0.0", HTTP_NOWHERE },
		{ "255.255.255.255", HTTP_NOWHERE },
		{ "::", HTTP_NOWHERE },
		{ "::1", HTTP_PRIVATE },
		{ "::2", HTTP_NOWHERE },
		{ "::ffff:10.0.0.1", HTTP_PRIVATE },
		{ "::ffff:8.8.8.8", HTTP_PUBLIC },
		{ "::127.0.0.1", HTTP_PRIVATE },
		{ "64:ff9b::10.0.0.1", HTTP_PRIVATE },
		{ "64:ff9b::8.8.8.8", HTTP_PUBLIC },
		{ "2002:a00:1::1", HTTP_PRIVATE },
		{ "2002:808:808::1", HTTP_PUBLIC },
		{ "fbff::1", HTTP_NOWHERE },
		{ "fc00::1", HTTP_PRIVATE },
		{ "fdff::1", HTTP_PRIVATE },
		{ "fe80::1", HTTP_NOWHERE },
		{ "fec0::1", HTTP_PRIVATE },
		{ "ff02::1", HTTP_NOWHERE },
		{ "2001:da8::1", HTTP_PUBLIC },
		{ "3fff::1", HTTP_PUBLIC },
		{ "4000::1", HTTP_NOWHERE },
		{ "", HTTP_NOWHERE },
		{ "10.0.0", HTTP_NOWHERE },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sockaddr_in four = { .sin_family = AF_INET };
		struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
		const void *address = NULL;

		ck_assert_msg(http_gate_place_text(cases[i].address) == cases[i].place, "%s",
		              cases[i].address);
		if (inet_pton(AF_INET, cases[i].address, &four.sin_addr) == 1)
			address = &four;
		else if (inet_pton(AF_INET6, cases[i].address, &six.sin6_addr) == 1)
			address = &six;
		if (address)
			ck_assert_msg(http_gate_place(address) == cases[i].place, "%s",
			              cases[i].address);
	}
}
END_TEST

START_TEST(test_names)
{
	static const struct {
		const char *list, *host;
		int port, usual;
		bool named;
	} cases[] = {
		{ "", "a.cn", 80, 80, false },
		{ "a.cn", "a.cn", 80, 80, true },
		{ "a.cn", "A.CN", 80, 80, true },
		{ "a.cn", "a.cn", 8080, 80, false },
		{ "a.cn:8080", "a.cn", 8080, 80, true },
		{ "a.cn:8080", "a.cn", 80, 80, false },
		{ "a.cn.evil.cn", "a.cn", 80, 80, false },
		{ "b.cn, a.cn", "a.cn", 443, 443, true },
		{ "xa.cn", "a.cn", 80, 80, false },
		{ "a.cn", "x.a.cn", 80, 80, false },
		{ " ,,", "a.cn", 80, 80, false },
		{ "a.cn:", "a.cn", 80, 80, false },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(http_gate_names(cases[i].list, cases[i].host, (uint16_t)cases[i].port,
		                              (uint16_t)cases[i].usual) == cases[i].named,
		              "%zu", i);
}
END_TEST

START_TEST(test_link)
{
	static const struct {
		const char *header, *target;
	} cases[] = {
		{ "", NULL },
		{ "<a>; rel=next", "a" },
		{ "<a>;rel=\"next\"", "a" },
		{ "<a>; REL=\"prev Next\"", "a" },
		{ "<a>; rel=prev, <b>; rel=next", "b" },
		{ "<a,b>; rel=next", "a,b" },
		{ "<a>; title=\"x, y; rel=next\"; rel=\"last\"", NULL },
		{ "<a>; title=\"\\\"<c>; rel=next\"; rel=prev , <b> ; rel = next ", "b" },
		{ "<a>; rel=prev; rel=next", NULL },
		{ "<a>; rel=nextest", NULL },
		{ "<a>", NULL },
		{ "<a; rel=next", NULL },
		{ "<>; rel=next", "" },
		{ "a; rel=next", NULL },
		{ "<a>; rel=\"next", "a" },
		{ "<a>; rel", NULL },
		{ "<a> x; rel=next", "a" },
	};
	const char *target;
	size_t i, n;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool found = http_link_next(cases[i].header, strlen(cases[i].header), &target, &n);

		ck_assert_msg(found == (cases[i].target != NULL), "%s", cases[i].header);
		if (found)
			ck_assert_msg(strlen(cases[i].target) == n &&
			                  memcmp(target, cases[i].target, n) == 0,
			              "%s", cases[i].header);
	}
}
END_TEST

START_TEST(test_table)
{
	const struct guiju_plugin *plugin;

	fakehost_init(&f, "");
	plugin = guiju_plugin_entry(&f.host);
	ck_assert_ptr_nonnull(plugin);
	ck_assert_str_eq(plugin->name, "http");
	f.host.size--;
	ck_assert_ptr_null(guiju_plugin_entry(&f.host));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("http");
	TCase *alone = tcase_create("alone"), *served = tcase_create("served");
	SRunner *runner;
	int failed;

	tcase_add_test(alone, test_table);
	tcase_add_test(alone, test_places);
	tcase_add_test(alone, test_names);
	tcase_add_test(alone, test_link);
	suite_add_tcase(suite, alone);
	tcase_add_checked_fixture(served, start, stop);
	tcase_set_timeout(served, 90);
	tcase_add_test(served, test_pages);
	tcase_add_test(served, test_faults);
	tcase_add_test(served, test_later_pages);
	tcase_add_test(served, test_sent_on);
	tcase_add_test(served, test_token);
	tcase_add_test(served, test_location);
	tcase_add_test(served, test_tls);
	tcase_add_test(served, test_lists);
	tcase_add_test(served, test_goes_on);
	tcase_add_test(served, test_changed);
	tcase_add_test(served, test_stopped);
	tcase_add_test(served, test_no_memory);
	suite_add_tcase(suite, served);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
