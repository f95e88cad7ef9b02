/* fetch.c: drives libcurl on the worker thread, asking guiju ten times a second whether to stop. */
#include <arpa/inet.h>
#include <inttypes.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/heading.h"
#include "fetch.h"
#include "gate.h"

enum { LOOK = 100 /* ms between questions whether to stop */, REDIRECTS = 5, CONNECT = 10000 };

/* What to do after an attempt. */
enum next {
	DONE,
	AGAIN, /* it may go better later */
	STOPPED,
	FAILED
};

static bool may_connect(struct http_fetch *f, enum http_place place)
{
	bool may = place == HTTP_PUBLIC;

	/* A proxy was named by the user, and mostly stands in the same building. */
	if (place == HTTP_PRIVATE)
		may = f->settings->allow_private || *f->settings->proxy;
	if (may) {
		/* Another address of the same name may have been refused before. */
		f->answer.broken = HTTP_WHOLE;
		return true;
	}
	f->answer.broken = place == HTTP_PRIVATE ? HTTP_IS_PRIVATE : HTTP_IS_NOWHERE;
	return false;
}

/* What the name came to stand for, whatever the name servers say. */
static curl_socket_t on_socket(void *in, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct http_fetch *f = in;

	(void)purpose;
	if (getnameinfo(&a->addr, a->addrlen, f->refused, sizeof f->refused, NULL, 0,
	                NI_NUMERICHOST) != 0)
		f->refused[0] = '\0';
	if (!may_connect(f, http_gate_place(&a->addr)))
		return CURL_SOCKET_BAD;
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* A connection that is used again comes by here only. */
static int on_request(void *in, char *ip, char *local, int port, int local_port)
{
	struct http_fetch *f = in;

	(void)local;
	(void)port;
	(void)local_port;
	src_tell_copy(f->refused, sizeof f->refused, ip);
	return may_connect(f, http_gate_place_text(ip)) ? CURL_PREREQFUNC_OK
	                                                : CURL_PREREQFUNC_ABORT;
}

static bool add_header(struct curl_slist **list, const char *header)
{
	struct curl_slist *more = curl_slist_append(*list, header);

	if (more)
		*list = more;
	return more != NULL;
}

static CURLcode set_up(struct http_fetch *f)
{
	const struct http_settings *s = f->settings;
	CURL *e = f->easy;
	CURLcode code = CURLE_OK;

#define SET(option, value) \
	do { \
		if (code == CURLE_OK) \
			code = curl_easy_setopt(e, option, value); \
	} while (0)
	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	/* "" takes no notice of what the environment says. */
	SET(CURLOPT_PROXY, s->proxy);
	SET(CURLOPT_NOPROXY, "");
	SET(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	SET(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
	SET(CURLOPT_USERAGENT, "guiju");
	SET(CURLOPT_CONNECTTIMEOUT_MS, (long)(s->timeout < CONNECT ? s->timeout : CONNECT));
	SET(CURLOPT_TIMEOUT_MS, (long)s->timeout);
	SET(CURLOPT_WRITEFUNCTION, http_answer_body);
	SET(CURLOPT_WRITEDATA, &f->answer);
	SET(CURLOPT_HEADERFUNCTION, http_answer_header);
	SET(CURLOPT_HEADERDATA, &f->answer);
	SET(CURLOPT_OPENSOCKETFUNCTION, on_socket);
	SET(CURLOPT_OPENSOCKETDATA, f);
	SET(CURLOPT_PREREQFUNCTION, on_request);
	SET(CURLOPT_PREREQDATA, f);
	SET(CURLOPT_ERRORBUFFER, f->why);
	if (*s->ca_file)
		SET(CURLOPT_CAINFO, s->ca_file);
#undef SET
	return code;
}

int32_t http_fetch_open(struct http_fetch *f, const struct src_env *env,
                        const struct http_settings *settings, const struct http_limits *limits,
                        struct src_err *err)
{
	CURLcode code;

	f->env = env;
	f->settings = settings;
	f->limits = limits;
	f->answer.env = env;
	f->answer.settings = settings;
	f->answer.limits = limits;
	/* Without its counterpart in close(): taken down and set up again, libcurl leaves memory behind each time. */
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		f->multi = curl_multi_init();
	f->easy = f->multi ? curl_easy_init() : NULL;
	if (f->easy == NULL || !add_header(&f->plain, "Accept: application/json") ||
	    !add_header(&f->with_token, "Accept: application/json") ||
	    (settings->auth && !add_header(&f->with_token, settings->auth)))
		return src_tell_nomem(err);
	code = set_up(f);
	if (code == CURLE_OUT_OF_MEMORY)
		return src_tell_nomem(err);
	if (code != CURLE_OK)
		return src_tell(err, GUIJU_FAILED, tr("libcurl cannot be set up: %s"),
		                curl_easy_strerror(code));
	return GUIJU_OK;
}

void http_fetch_close(struct http_fetch *f)
{
	curl_easy_cleanup(f->easy);
	curl_multi_cleanup(f->multi);
	curl_slist_free_all(f->plain);
	curl_slist_free_all(f->with_token);
	http_address_fini(&f->at);
	http_answer_fini(&f->answer);
}

static bool is_stopped(const struct http_fetch *f)
{
	return f->env->host->canceled(f->env->args->host_data) != 0;
}

/* False: guiju stops the reading. */
static bool run(struct http_fetch *f, CURLcode *code)
{
	CURLMsg *message;
	int running = 1, left;

	*code = CURLE_OUT_OF_MEMORY;
	if (curl_multi_add_handle(f->multi, f->easy) != CURLM_OK)
		return true;
	while (running && !is_stopped(f)) {
		if (curl_multi_perform(f->multi, &running) != CURLM_OK)
			break;
		if (running)
			curl_multi_poll(f->multi, NULL, 0, LOOK, NULL);
	}
	while ((message = curl_multi_info_read(f->multi, &left)) != NULL)
		if (message->msg == CURLMSG_DONE)
			*code = message->data.result;
	curl_multi_remove_handle(f->multi, f->easy);
	return running == 0;
}

static bool wait(const struct http_fetch *f, uint64_t ms)
{
	uint64_t slept;

	for (slept = 0; slept < ms; slept += LOOK) {
		if (is_stopped(f))
			return false;
		usleep((useconds_t)(ms - slept < LOOK ? ms - slept : LOOK) * 1000);
	}
	return !is_stopped(f);
}

static bool is_passing(CURLcode code)
{
	static const CURLcode codes[] = {
		CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT,
		CURLE_RECV_ERROR,           CURLE_SEND_ERROR,      CURLE_GOT_NOTHING,
		CURLE_PARTIAL_FILE,         CURLE_HTTP2,           CURLE_HTTP2_STREAM,
	};
	size_t i;

	for (i = 0; i < sizeof codes / sizeof *codes; i++)
		if (codes[i] == code)
			return true;
	return false;
}

/* What the transport came to. */
static enum next judge_code(const struct http_fetch *f, CURLcode code, struct src_err *err)
{
	const char *why = f->why[0] ? f->why : curl_easy_strerror(code);

	if (f->answer.broken != HTTP_WHOLE) {
		http_answer_tell(&f->answer, f->refused, err);
		return FAILED;
	}
	if (code == CURLE_OK)
		return DONE;
	if (code == CURLE_OUT_OF_MEMORY) {
		src_tell_nomem(err);
		return FAILED;
	}
	if (code == CURLE_PARTIAL_FILE)
		src_tell(err, GUIJU_FAILED, tr("the answer of the service breaks off: %s"), why);
	else if (code == CURLE_BAD_CONTENT_ENCODING || code == CURLE_WRITE_ERROR)
		src_tell(err, GUIJU_FAILED, tr("the answer of the service cannot be unpacked: %s"),
		         why);
	else
		src_tell(err, GUIJU_FAILED, tr("the service cannot be asked: %s"), why);
	return is_passing(code) ? AGAIN : FAILED;
}

static enum next judge_status(const struct http_fetch *f, bool tagged, struct src_err *err)
{
	char quoted[SRC_TELL_QUOTE];

	if (f->answer.status == 200 || (f->answer.status == 304 && tagged))
		return DONE;
	src_tell_quote(quoted,
	               (struct guiju_text){ f->answer.n > 0 ? f->answer.body : "", f->answer.n });
	if (f->answer.status == 401 || f->answer.status == 403 || f->answer.status == 407)
		src_tell(err, GUIJU_FAILED,
		         tr("the service refuses access (status %ld): are the options token and "
		            "token-header right? It says: %s"),
		         f->answer.status, quoted);
	else
		src_tell(err, GUIJU_FAILED, tr("the service answers with status %ld: %s"),
		         f->answer.status, quoted);
	switch (f->answer.status) {
	case 408:
	case 425:
	case 429:
	case 500:
	case 502:
	case 503:
	case 504:
		return AGAIN;
	}
	return FAILED;
}

/* One request, and where it is sent on to, the further ones. */
static enum next attempt(struct http_fetch *f, struct curl_slist *headers, const char *tag,
                         char **to, struct src_err *err)
{
	enum next next;
	CURLcode code;
	char *url = NULL;

	*to = NULL;
	http_answer_clear(&f->answer);
	f->why[0] = '\0';
	if (curl_easy_setopt(f->easy, CURLOPT_URL, f->at.url) != CURLE_OK ||
	    curl_easy_setopt(f->easy, CURLOPT_HTTPHEADER, headers) != CURLE_OK) {
		src_tell_nomem(err);
		return FAILED;
	}
	if (!run(f, &code))
		return STOPPED;
	next = judge_code(f, code, err);
	if (next != DONE)
		return next;
	curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &f->answer.status);
	if (f->answer.status >= 300 && f->answer.status < 400 && f->answer.status != 304)
		curl_easy_getinfo(f->easy, CURLINFO_REDIRECT_URL, &url);
	if (url == NULL)
		return judge_status(f, *tag != '\0', err);
	*to = strdup(url);
	if (*to)
		return DONE;
	src_tell_nomem(err);
	return FAILED;
}

static struct curl_slist *headers_for(const struct http_fetch *f, const char *tag, bool *bad)
{
	struct curl_slist *from = f->at.own ? f->with_token : f->plain, *out = NULL;
	char line[HTTP_TAG + 32];

	*bad = false;
	for (; from; from = from->next)
		*bad |= !add_header(&out, from->data);
	if (*tag) {
		snprintf(line, sizeof line, "If-None-Match: %s", tag);
		*bad |= !add_header(&out, line);
	}
	return out;
}

/* Once, with all that it is sent on to. */
static enum next follow(struct http_fetch *f, const char *tag, struct src_err *err)
{
	struct curl_slist *headers;
	struct http_address to = { .url = NULL };
	char *reference;
	enum next next;
	int hops;
	bool bad;

	for (hops = 0;; hops++) {
		headers = headers_for(f, tag, &bad);
		if (bad)
			src_tell_nomem(err);
		next = bad ? FAILED : attempt(f, headers, tag, &reference, err);
		curl_slist_free_all(headers);
		if (bad || reference == NULL)
			return next;
		if (hops == REDIRECTS)
			src_tell(err, GUIJU_FAILED, tr("the service sends on more than %d times"),
			         REDIRECTS);
		else
			http_address_next(&to, f->settings, f->at.url, reference, err);
		free(reference);
		if (to.url == NULL)
			return FAILED;
		http_address_fini(&f->at);
		f->at = to;
		to.url = NULL;
	}
}

/* What is told when it is not asked again. */
static void tell_tries(const struct http_fetch *f, uint64_t tries, struct src_err *err)
{
	char text[SRC_TELL_TEXT];

	src_tell_copy(text, sizeof text, err->text);
	if (f->answer.retry_after > f->limits->wait)
		src_tell(err, GUIJU_FAILED,
		         tr("%s; it asks to be left alone for %" PRIu64 " s: try again then"), text,
		         f->answer.retry_after / 1000);
	else if (tries > 1)
		src_tell(err, GUIJU_FAILED, tr("%s (asked %" PRIu64 " times)"), text, tries);
}

/* How long to wait before the n-th repetition; UINT64_MAX: longer than is waited. */
static uint64_t pause_before(const struct http_fetch *f, uint64_t n)
{
	int64_t left = f->env->host->time_left(f->env->args->host_data);
	uint64_t ms = f->limits->backoff;

	for (; n > 1 && ms < f->limits->wait / 2; n--)
		ms *= 2;
	/* Not all at the same time, where many were sent away at once. */
	ms += ms * ((uint64_t)f->env->host->now(f->env->args->host_data) % 32) / 64;
	if (f->answer.retry_after > ms)
		ms = f->answer.retry_after;
	if (ms > f->limits->wait || (left >= 0 && ms >= (uint64_t)left))
		return UINT64_MAX;
	return ms;
}

int32_t http_fetch_get(struct http_fetch *f, struct http_address *address, const char *tag,
                       struct src_err *err)
{
	struct http_address first = *address;
	enum next next = FAILED;
	uint64_t n, ms;

	address->url = NULL;
	for (n = 0;; n++) {
		http_address_fini(&f->at);
		f->at = first;
		f->at.url = strdup(first.url);
		if (f->at.url == NULL) {
			src_tell_nomem(err);
			break;
		}
		next = follow(f, tag, err);
		if (next != AGAIN || n >= f->settings->retries)
			break;
		ms = pause_before(f, n + 1);
		if (ms == UINT64_MAX)
			break;
		src_tell_log(f->env, GUIJU_LOG_INFO, tr("asked again in %" PRIu64 " ms: %s"), ms,
		             err->text);
		if (!wait(f, ms)) {
			next = STOPPED;
			break;
		}
	}
	http_address_fini(&first);
	if (next == DONE || next == STOPPED)
		err->code = GUIJU_OK;
	if (next == STOPPED)
		return SRC_SCAN_STOPPED;
	if (next == AGAIN)
		tell_tries(f, n + 1, err);
	return next == DONE ? SRC_SCAN_ROW : err->code;
}
