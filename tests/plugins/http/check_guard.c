/* check_guard.c: where a request may go, and what it may carry there. */
#include "tests/plugins/http/kit.h"
#include "tests/plugins/http/suites.h"
#include "tests/support/run.h"
#include "tests/support/tmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
		int32_t rc = http_kit_read(cases[i].path, "");

		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s", i, kit.f.failed);
		ck_assert_msg(strstr(kit.f.failed, cases[i].failed ? cases[i].failed : "") != NULL,
		              "%zu: %s", i, kit.f.failed);
		ck_assert_msg(strcmp(kit.f.rows, cases[i].failed ? "" : http_kit_three) == 0,
		              "%zu: %s", i, kit.f.rows);
	}
	/* Itself, for ever. */
	snprintf(path, sizeof path, "/list/3?do=to:%%3Fdo=to:%%253F");
	ck_assert_int_eq(http_kit_read("/list/3?do=to:", ""), GUIJU_FAILED);
	/* To another host that is allowed: there the token does not go. */
	ck_assert_int_eq(gj_server_http(&other, kit.requests), 0);
	snprintf(path, sizeof path, "/list/3?do=to:http://127.0.0.1:%s/list/3%%3Fother",
	         other.line);
	snprintf(hosts, sizeof hosts, "allow-hosts=x.cn,127.0.0.1:%s token=%s token-over-http=yes",
	         other.line, "t0ken");
	ck_assert_msg(http_kit_read(path, hosts) == GUIJU_END, "%s", kit.f.failed);
	ck_assert_str_eq(kit.f.rows, http_kit_three);
	ck_assert_int_eq(http_kit_asked("Bearer t0ken"), 1);
	ck_assert_int_eq(http_kit_asked("/list/3?other"), 1);
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
		int32_t rc = http_kit_read(cases[i].path, cases[i].options);

		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s", i, kit.f.failed);
		ck_assert_msg(strstr(kit.f.failed, cases[i].failed ? cases[i].failed : "") != NULL,
		              "%zu: %s", i, kit.f.failed);
		ck_assert_ptr_null(strstr(kit.f.failed, "s3cret"));
		ck_assert_ptr_null(strstr(kit.f.log, "s3cret"));
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

		http_kit_prepare("", "");
		fakehost_init(&kit.f, kit.location);
		http_kit_prepare("", cases[i].options);
		kit.f.args.location = cases[i].location;
		/* The first option of a name counts. */
		if (strstr(cases[i].options, "allow-private=no"))
			kit.f.options[0].value = "no";
		rc = http_kit_run();
		ck_assert_msg(rc == cases[i].code, "%zu: %d %s", i, (int)rc, kit.f.failed);
		ck_assert_msg(strstr(kit.f.failed, cases[i].failed) != NULL, "%zu: %s", i,
		              kit.f.failed);
	}
	ck_assert_int_eq(http_kit_read("/list/3", ""), GUIJU_END);
	unsetenv("http_proxy");
	ck_assert_int_eq(http_kit_read("/list/3", "proxy=http://127.0.0.1:1 retries=0"),
	                 GUIJU_FAILED);
}
END_TEST

START_TEST(test_tls)
{
	char *key = gj_tmp_path(kit.dir, "key.pem"), *ca = gj_tmp_path(kit.dir, "ca.pem");
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
	const char *const serve[] = { "python3", script, kit.requests, "--tls", ca, key, NULL };
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
	snprintf(plain, sizeof plain, "%.20s", kit.server.line);
	snprintf(there, sizeof there, "/list/3?do=to:http://127.0.0.1:%s/list/3", plain);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t rc;

		snprintf(options, sizeof options, "%s allow-hosts=127.0.0.1:%s %s%s",
		         cases[i].options, plain, cases[i].ca ? "ca-file=" : "",
		         cases[i].ca ? ca : "");
		http_kit_prepare(cases[i].path, options);
		snprintf(kit.location, sizeof kit.location, "https://127.0.0.1:%.20s%s", tls.line,
		         cases[i].path);
		rc = http_kit_run();
		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s", i, kit.f.failed);
		ck_assert_msg(strcmp(kit.f.rows, cases[i].failed ? "" : http_kit_three) == 0,
		              "%zu: %s", i, kit.f.rows);
		ck_assert_msg(strstr(kit.f.failed, cases[i].failed ? cases[i].failed : "") != NULL,
		              "%zu: %s", i, kit.f.failed);
	}
	gj_server_stop(&tls);
	free(ca);
	free(key);
}
END_TEST

Suite *suite_guard(void)
{
	Suite *s = suite_create("guard");
	TCase *t = tcase_create("guard");

	tcase_add_checked_fixture(t, http_kit_start, http_kit_stop);
	tcase_set_timeout(t, 90);
	tcase_add_test(t, test_sent_on);
	tcase_add_test(t, test_token);
	tcase_add_test(t, test_location);
	tcase_add_test(t, test_tls);
	suite_add_tcase(s, t);
	return s;
}
