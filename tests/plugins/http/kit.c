/* kit.c: the server of a test, and readings of it. */
#include "tests/plugins/http/kit.h"

#include "tests/support/tmp.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct http_kit kit;

const char http_kit_three[] = "1:C00001,n1,1,-;2:C00002,n2,2,-;3:C00003,n3,3,-;";

void http_kit_start(void)
{
	kit.dir = gj_tmp_dir();
	kit.requests = gj_tmp_path(kit.dir, "requests");
	ck_assert_int_eq(gj_server_http(&kit.server, kit.requests), 0);
	kit.limits = http_limits_usual;
	kit.limits.backoff = 1;
}

void http_kit_stop(void)
{
	gj_server_stop(&kit.server);
	gj_tmp_remove(kit.dir);
	free(kit.requests);
	free(kit.dir);
}

void http_kit_prepare(const char *path, const char *options)
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

	snprintf(kit.location, sizeof kit.location, "http://127.0.0.1:%s%s", kit.server.line, path);
	fakehost_init(&kit.f, kit.location);
	snprintf(words, sizeof words, "allow-private=yes %s", options);
	while ((word = strtok_r(rest, " ", &rest)) != NULL) {
		equals = strchr(word, '=');
		ck_assert_ptr_nonnull(equals);
		*equals = '\0';
		/* + is a space in a value. */
		for (char *c = equals + 1; *c; c++)
			*c = *c == '+' ? ' ' : *c;
		fakehost_option(&kit.f, word, equals + 1);
		if (strcmp(word, "max-megabytes") == 0)
			kit.f.max_megabytes = equals + 1;
	}
	for (i = 0; i < sizeof usual / sizeof *usual; i++)
		if (kit.f.host.option(&kit.f, usual[i][0]) == NULL)
			fakehost_option(&kit.f, usual[i][0], usual[i][1]);
}

int32_t http_kit_run(void)
{
	struct guiju_source *source = NULL;
	int32_t rc = http_source_open(&kit.f.host, &kit.f.args, &kit.limits, &source);

	return rc == GUIJU_OK ? fakehost_drain(&kit.f, &http_source_ops, source) : rc;
}

int32_t http_kit_read(const char *path, const char *options)
{
	http_kit_prepare(path, options);
	return http_kit_run();
}

int http_kit_asked(const char *what)
{
	char *all = gj_tmp_read(kit.requests, NULL), *s;
	int n = 0;

	for (s = all; (s = strstr(s, what)) != NULL; s++)
		n++;
	free(all);
	return n;
}
