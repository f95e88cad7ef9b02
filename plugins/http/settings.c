/* settings.c: reads and checks the options. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/table.h"
#include "settings.h"

enum { MEGABYTE = 1000 * 1000, SECONDS_MOST = 24 * 60 * 60 };

static int32_t number(const struct src_env *env, const char *name, uint64_t *out,
                      struct src_err *err)
{
	const char *text = src_table_option(env, name, "");
	char *end;

	errno = 0;
	*out = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0)
		return src_tell(err, GUIJU_FAILED, tr("%s=%s: not a number"), name, text);
	return GUIJU_OK;
}

/* 0: no limit; and none that would not fit. */
static uint64_t limit(uint64_t n, uint64_t unit)
{
	return n == 0 || n > UINT64_MAX / unit ? UINT64_MAX : n * unit;
}

static int32_t numbers(struct http_settings *s, const struct src_env *env, struct src_err *err)
{
	uint64_t seconds = 0, page = 0, all = 0, pages = 0;
	const struct {
		const char *name;
		uint64_t *out;
	} each[] = {
		{ "page-size", &s->page_size },  { "first-page", &s->first_page },
		{ "timeout", &seconds },         { "retries", &s->retries },
		{ "max-page-megabytes", &page }, { "max-megabytes", &all },
		{ "max-pages", &pages },
	};
	size_t i;
	int32_t rc = GUIJU_OK;

	for (i = 0; rc == GUIJU_OK && i < sizeof each / sizeof *each; i++)
		rc = number(env, each[i].name, each[i].out, err);
	if (seconds == 0 || seconds > SECONDS_MOST)
		seconds = SECONDS_MOST;
	s->timeout = seconds * 1000;
	s->most_page = limit(page, MEGABYTE);
	s->most_bytes = limit(all, MEGABYTE);
	s->most_pages = limit(pages, 1);
	return rc;
}

static bool is_yes(const struct src_env *env, const char *name)
{
	return strcmp(src_table_option(env, name, "no"), "yes") == 0;
}

static int32_t paging(struct http_settings *s, const struct src_env *env, struct src_err *err)
{
	static const struct {
		const char *name, *parameter;
		enum http_paging paging;
	} known[] = {
		{ "none", "", HTTP_NONE },     { "link", "", HTTP_LINK },
		{ "next", "", HTTP_NEXT },     { "cursor", "cursor", HTTP_CURSOR },
		{ "page", "page", HTTP_PAGE }, { "offset", "offset", HTTP_OFFSET },
	};
	const char *text = src_table_option(env, "paging", "link");
	size_t i;

	s->next = src_table_option(env, "next", "");
	s->parameter = src_table_option(env, "parameter", "");
	s->size_parameter = src_table_option(env, "size-parameter", "");
	for (i = 0; i < sizeof known / sizeof *known; i++) {
		if (strcmp(known[i].name, text) != 0)
			continue;
		s->paging = known[i].paging;
		if (*s->parameter == '\0')
			s->parameter = known[i].parameter;
	}
	if ((s->paging == HTTP_NEXT || s->paging == HTTP_CURSOR) && *s->next == '\0')
		return src_tell(err, GUIJU_FAILED,
		                tr("paging=%s needs the option next: which field of the answer "
		                   "says where it goes on, as in next=data.next"),
		                text);
	if (*s->size_parameter && s->page_size == 0)
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("size-parameter needs the option page-size: how many records "
		                   "a page shall have"));
	return GUIJU_OK;
}

static bool is_token(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] >= 0x7f || strchr("\"(),/:;<=>?@[\\]{}", s[i]))
			return false;
	return n > 0;
}

static bool has_controls(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

/* "Authorization: Bearer" and a token become one header. */
static int32_t auth(struct http_settings *s, const struct src_env *env, struct src_err *err)
{
	const char *token = src_table_option(env, "token", "");
	const char *header = src_table_option(env, "token-header", "");
	const char *colon = strchr(header, ':');
	const char *scheme = colon ? colon + 1 + strspn(colon + 1, " ") : "";

	if (*token == '\0')
		return GUIJU_OK;
	if (!is_token(header, colon ? (size_t)(colon - header) : strlen(header)) ||
	    has_controls(scheme))
		return src_tell(err, GUIJU_FAILED,
		                tr("token-header=%s: not the name of a header with what stands "
		                   "before the token, as in \"Authorization: Bearer\""),
		                header);
	if (has_controls(token))
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("the token holds a control character: put it alone on one "
		                   "line"));
	if (asprintf(&s->auth, "%.*s: %s%s%s", colon ? (int)(colon - header) : (int)strlen(header),
	             header, scheme, *scheme ? " " : "", token) < 0) {
		s->auth = NULL;
		return src_tell_nomem(err);
	}
	return GUIJU_OK;
}

int32_t http_settings_read(struct http_settings *s, const struct src_env *env, struct src_err *err)
{
	const char *location = env->args->location;
	int32_t rc;

	*s = (struct http_settings){ .location = location };
	if (strncasecmp(location, "http://", 7) != 0 && strncasecmp(location, "https://", 8) != 0)
		return src_tell(err, GUIJU_NOT_MINE, "%s",
		                tr("this is no address that begins with https:// or http://"));
	s->records = src_table_option(env, "records", "");
	s->allow_hosts = src_table_option(env, "allow-hosts", "");
	s->allow_private = is_yes(env, "allow-private");
	s->token_over_http = is_yes(env, "token-over-http");
	s->ca_file = src_table_option(env, "ca-file", "");
	s->proxy = src_table_option(env, "proxy", "");
	s->nested = is_yes(env, "nested-lists");
	s->appended = strcmp(src_table_option(env, "resume", "changed"), "appended") == 0;
	rc = numbers(s, env, err);
	if (rc == GUIJU_OK)
		rc = paging(s, env, err);
	if (rc == GUIJU_OK)
		rc = auth(s, env, err);
	return rc;
}

void http_settings_fini(struct http_settings *s)
{
	if (s->auth)
		explicit_bzero(s->auth, strlen(s->auth));
	free(s->auth);
	s->auth = NULL;
}
