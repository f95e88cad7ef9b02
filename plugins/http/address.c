/* address.c: addresses by libcurl's own parser, so that what is checked is what is asked. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "address.h"
#include "gate.h"

struct parts {
	char *scheme, *host, *port; /* libcurl's */
};

void http_address_fini(struct http_address *a)
{
	free(a->url);
	a->url = NULL;
}

static void parts_fini(struct parts *p)
{
	curl_free(p->scheme);
	curl_free(p->host);
	curl_free(p->port);
}

static bool is_web(const char *scheme)
{
	return strcmp(scheme, "https") == 0 || strcmp(scheme, "http") == 0;
}

static int32_t tell_bad(CURLUcode code, const char *what, struct src_err *err)
{
	char quoted[SRC_TELL_QUOTE];

	if (code == CURLUE_OUT_OF_MEMORY)
		return src_tell_nomem(err);
	return src_tell(err, GUIJU_FAILED, tr("\"%s\" is no address that can be asked: %s"),
	                src_tell_quote(quoted, (struct guiju_text){ what, strlen(what) }),
	                curl_url_strerror(code));
}

static CURLUcode take_apart(CURLU *u, struct parts *p)
{
	CURLUcode code = curl_url_get(u, CURLUPART_SCHEME, &p->scheme, 0);

	if (code == CURLUE_OK)
		code = curl_url_get(u, CURLUPART_HOST, &p->host, 0);
	if (code == CURLUE_OK)
		code = curl_url_get(u, CURLUPART_PORT, &p->port, CURLU_DEFAULT_PORT);
	/* What has neither, like a file, is told by its scheme. */
	return p->scheme && !is_web(p->scheme) ? CURLUE_OK : code;
}

static bool has_user(CURLU *u)
{
	char *user = NULL, *password = NULL;
	bool has = curl_url_get(u, CURLUPART_USER, &user, 0) == CURLUE_OK;

	has |= curl_url_get(u, CURLUPART_PASSWORD, &password, 0) == CURLUE_OK;
	curl_free(user);
	curl_free(password);
	return has;
}

/* Without brackets around an IPv6 address. */
static void bare_host(char out[256], const char *host)
{
	size_t n = strlen(host);

	if (*host == '[' && n > 2) {
		host++;
		n -= 2;
	}
	snprintf(out, 256, "%.*s", (int)n, host);
}

static int32_t check(struct http_address *out, const struct http_settings *s, const struct parts *p,
                     const struct parts *own, struct src_err *err)
{
	bool tls = strcmp(p->scheme, "https") == 0;
	char host[256];

	if (!is_web(p->scheme) || (own && !tls && strcmp(own->scheme, "https") == 0))
		return src_tell(
		    err, GUIJU_FAILED,
		    tr("the service sends on to %s://, from %s://: this is not followed"),
		    p->scheme, own ? own->scheme : "");
	out->tls = tls;
	out->own = !own || (strcasecmp(p->host, own->host) == 0 &&
	                    strcmp(p->port, own->port) == 0 && strcmp(p->scheme, own->scheme) == 0);
	bare_host(host, p->host);
	if (!out->own && !http_gate_names(s->allow_hosts, host,
	                                  (uint16_t)strtoul(p->port, NULL, 10), tls ? 443 : 80))
		return src_tell(
		    err, GUIJU_FAILED,
		    tr("the service sends on to the host %s:%s, which is not the one that "
		       "was asked: if that is meant, give it by the option allow-hosts"),
		    host, p->port);
	return GUIJU_OK;
}

/* Copies the address out where it is one that may be asked. */
static int32_t give(struct http_address *out, const struct http_settings *s, CURLU *u,
                    const struct parts *own, struct src_err *err)
{
	struct parts p = { .scheme = NULL };
	char *url = NULL;
	CURLUcode code;
	int32_t rc;

	curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0);
	code = take_apart(u, &p);
	if (code == CURLUE_OK)
		code = curl_url_get(u, CURLUPART_URL, &url, 0);
	if (code != CURLUE_OK)
		rc = tell_bad(code, s->location, err);
	else if (has_user(u))
		rc = src_tell(err, GUIJU_FAILED, "%s",
		              tr("the address holds a user or password: take them out, and give "
		                 "the secret by the option token"));
	else
		rc = check(out, s, &p, own, err);
	if (rc == GUIJU_OK) {
		out->url = strdup(url);
		if (out->url == NULL)
			rc = src_tell_nomem(err);
	}
	curl_free(url);
	parts_fini(&p);
	return rc;
}

static CURLUcode add_query(CURLU *u, const char *name, const char *value)
{
	char *pair;
	CURLUcode code;

	if (asprintf(&pair, "%s=%s", name, value) < 0)
		return CURLUE_OUT_OF_MEMORY;
	code = curl_url_set(u, CURLUPART_QUERY, pair, CURLU_APPENDQUERY | CURLU_URLENCODE);
	free(pair);
	return code;
}

int32_t http_address_first(struct http_address *out, const struct http_settings *s,
                           const char *value, struct src_err *err)
{
	CURLU *u = curl_url();
	char size[24];
	CURLUcode code;
	int32_t rc;

	*out = (struct http_address){ .url = NULL };
	if (u == NULL)
		return src_tell_nomem(err);
	code = curl_url_set(u, CURLUPART_URL, s->location, CURLU_URLENCODE);
	if (code == CURLUE_OK && *s->size_parameter) {
		snprintf(size, sizeof size, "%llu", (unsigned long long)s->page_size);
		code = add_query(u, s->size_parameter, size);
	}
	if (code == CURLUE_OK && value)
		code = add_query(u, s->parameter, value);
	rc = code == CURLUE_OK ? give(out, s, u, NULL, err) : tell_bad(code, s->location, err);
	curl_url_cleanup(u);
	return rc;
}

int32_t http_address_next(struct http_address *out, const struct http_settings *s, const char *from,
                          const char *reference, struct src_err *err)
{
	CURLU *u = curl_url(), *location = curl_url();
	struct parts own = { .scheme = NULL };
	CURLUcode code = CURLUE_OUT_OF_MEMORY;
	int32_t rc;

	*out = (struct http_address){ .url = NULL };
	if (u && location)
		code = curl_url_set(location, CURLUPART_URL, s->location, CURLU_URLENCODE);
	if (code == CURLUE_OK)
		code = take_apart(location, &own);
	if (code == CURLUE_OK && from)
		code = curl_url_set(u, CURLUPART_URL, from, 0);
	/* So that a scheme of another kind is told as such. */
	if (code == CURLUE_OK)
		code = curl_url_set(u, CURLUPART_URL, reference,
		                    CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE);
	rc = code == CURLUE_OK ? give(out, s, u, &own, err) : tell_bad(code, reference, err);
	parts_fini(&own);
	curl_url_cleanup(location);
	curl_url_cleanup(u);
	return rc;
}
