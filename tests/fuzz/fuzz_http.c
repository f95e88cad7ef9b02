/* fuzz_http.c: a path, a Link header and an answer, a line each: what is found lies within what was given, jansson finds
 * the same records, and nothing leads to a host that is not allowed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "plugins/http/address.h"
#include "plugins/http/gate.h"
#include "plugins/http/link.h"
#include "plugins/http/page.h"
#include "tests/fuzz/fuzz.h"

static void must(int holds)
{
	if (!holds)
		abort();
}

/* The next line as a text of its own; the rest is what follows it. */
static char *take_line(const char **s, size_t *n)
{
	const char *end = memchr(*s, '\n', *n);
	size_t size = end ? (size_t)(end - *s) : *n;
	char *line = strndup(*s, size);

	must(line != NULL);
	size += end != NULL;
	*s += size;
	*n -= size;
	return line;
}

static const json_t *find(const json_t *at, const char *path)
{
	char *copy = strdup(path), *rest = copy, *word;

	must(copy != NULL);
	while (at && *rest) {
		word = rest;
		rest += strcspn(rest, ".");
		if (*rest)
			*rest++ = '\0';
		at = json_object_get(at, word);
	}
	free(copy);
	return at;
}

static void check_page(const char *path, const char *body, size_t n)
{
	struct http_page p = { .n = 0 };
	struct src_err err = { .code = GUIJU_OK };
	struct src_record record;
	json_error_t error;
	json_t *theirs = json_loadb(body, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	int32_t rc = http_page_read(&p, 1, body, n, path, &err);
	uint64_t line = 1, column = 0;
	char *field = NULL;
	size_t count = 0;

	must(rc == GUIJU_OK || (rc == GUIJU_FAILED && *err.text));
	while (rc == GUIJU_OK && http_page_next(&p, &record)) {
		must(record.s >= body && record.n <= n && record.s + record.n <= body + n);
		must(record.line > line || (record.line == line && record.column > column));
		line = record.line;
		column = record.column;
		count++;
	}
	must(rc != GUIJU_OK || (count == p.n && p.taken == count));
	/* Numbers that jansson cannot hold are no matter of ours. */
	if (rc == GUIJU_OK && theirs)
		must(json_is_array(find(theirs, path)) &&
		     json_array_size(find(theirs, path)) == count);
	if (p.whole.s && http_page_field(&p, path, &field, &err) == GUIJU_OK && field)
		must(*field != '\0');
	free(field);
	json_decref(theirs);
	http_page_fini(&p);
}

static void check_address(const char *reference)
{
	static const struct http_settings settings = {
		.location = "https://data.example.cn/a/b?c",
		.allow_hosts = "other.cn, third.cn:8443",
		.size_parameter = "",
		.parameter = "p",
	};
	static const char *const may[] = { "https://data.example.cn/", "https://other.cn/",
		                           "https://third.cn:8443/" };
	struct src_err err = { .code = GUIJU_OK };
	struct http_address a;
	int32_t rc = http_address_next(&a, &settings, settings.location, reference, &err);
	size_t i, found = 0;

	must((rc == GUIJU_OK) == (a.url != NULL) && (rc == GUIJU_OK || *err.text));
	for (i = 0; a.url && i < 3; i++)
		found += strncasecmp(a.url, may[i], strlen(may[i])) == 0;
	must(a.url == NULL || found == 1 || strstr(a.url, ":443/") != NULL);
	must(!a.url || strchr(a.url, '#') == NULL);
	http_address_fini(&a);
	if (http_address_first(&a, &settings, reference, &err) == GUIJU_OK)
		must(strncmp(a.url, "https://data.example.cn/a/b?c&p=", 32) == 0);
	http_address_fini(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data, *target;
	size_t n = size, length;
	char *path = take_line(&s, &n), *header = take_line(&s, &n), *copy = malloc(n + 1);

	must(copy != NULL);
	memcpy(copy, s, n);
	check_page(path, copy, n);
	if (http_link_next(header, strlen(header), &target, &length)) {
		must(target > header && target + length < header + strlen(header));
		must(target[-1] == '<' && target[length] == '>');
	}
	check_address(header);
	http_gate_place_text(path);
	http_gate_names(header, path, 443, 443);
	free(copy);
	free(header);
	free(path);
	return 0;
}
