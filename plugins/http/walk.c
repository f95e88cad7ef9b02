/* walk.c: which page comes next, and when there are no more. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "link.h"
#include "resume.h"
#include "walk.h"

static int32_t first_page(struct http_walk *w, struct src_err *err)
{
	const struct http_settings *s = w->settings;
	char number[24];

	w->number = s->paging == HTTP_PAGE ? s->first_page : 0;
	snprintf(number, sizeof number, "%" PRIu64, w->number);
	return http_address_first(&w->next, s,
	                          s->paging == HTTP_PAGE || s->paging == HTTP_OFFSET ? number
	                                                                             : NULL,
	                          err);
}

int32_t http_walk_open(struct http_walk *w, const struct src_env *env,
                       const struct http_settings *settings, const struct http_limits *limits,
                       struct src_err *err)
{
	const char *cursor = env->args->cursor ? env->args->cursor : "";
	int32_t rc;

	w->env = env;
	w->settings = settings;
	rc = http_fetch_open(&w->fetch, env, settings, limits, err);
	if (rc == GUIJU_OK)
		rc = first_page(w, err);
	if (rc == GUIJU_OK && settings->auth && !w->next.tls && !settings->token_over_http)
		rc = src_tell(err, GUIJU_FAILED, "%s",
		              tr("the token would be sent over http://, where everybody on the way "
		                 "can read it: use https://, or give the option "
		                 "token-over-http=yes"));
	if (rc == GUIJU_OK)
		rc = http_resume_read(w, cursor, err);
	return rc;
}

void http_walk_close(struct http_walk *w)
{
	http_fetch_close(&w->fetch);
	http_page_fini(&w->page);
	http_address_fini(&w->next);
	free(w->last.url);
	free(w->cursor);
}

static uint64_t digest_of(const char *s, size_t n)
{
	uint64_t h = UINT64_C(14695981039346656037);
	size_t i;

	for (i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * UINT64_C(1099511628211);
	return h;
}

/* A service that does not know the parameter gives the same page for ever. */
static int32_t check_progress(struct http_walk *w, struct src_err *err)
{
	uint64_t digest = digest_of(w->page.list.s, w->page.list.n);

	if (w->page.n == 0)
		return GUIJU_OK;
	if (w->n_pages > 1 && digest == w->digest)
		return src_tell(err, GUIJU_FAILED,
		                tr("pages %" PRIu32 " and %" PRIu32
		                   " have the same records: are the options paging and "
		                   "parameter right?"),
		                w->n_pages - 1, w->n_pages);
	w->digest = digest;
	return GUIJU_OK;
}

/* The page that counts on: by its number, or by how many records came before. */
static int32_t count_on(struct http_walk *w, uint64_t by, struct src_err *err)
{
	char number[24];

	if (w->page.n == 0 || (w->settings->page_size > 0 && w->page.n < w->settings->page_size))
		return GUIJU_OK;
	w->number += by;
	snprintf(number, sizeof number, "%" PRIu64, w->number);
	return http_address_first(&w->next, w->settings, number, err);
}

static int32_t go_to(struct http_walk *w, const char *reference, struct src_err *err)
{
	int32_t rc = http_address_next(&w->next, w->settings, w->fetch.at.url, reference, err);

	if (rc == GUIJU_OK && strcmp(w->next.url, w->fetch.at.url) == 0)
		rc = src_tell(err, GUIJU_FAILED,
		              tr("page %" PRIu32 " names itself as the next one"), w->n_pages);
	return rc;
}

static int32_t next_by_link(struct http_walk *w, struct src_err *err)
{
	const char *target;
	char *copy;
	size_t n;
	int32_t rc;

	if (!http_link_next(w->fetch.answer.links, strlen(w->fetch.answer.links), &target, &n))
		return GUIJU_OK;
	copy = strndup(target, n);
	if (copy == NULL)
		return src_tell_nomem(err);
	rc = go_to(w, copy, err);
	free(copy);
	return rc;
}

static int32_t next_by_field(struct http_walk *w, struct src_err *err)
{
	struct http_address to;
	char *value;
	int32_t rc = http_page_field(&w->page, w->settings->next, &value, err);

	if (rc != GUIJU_OK || value == NULL)
		return rc;
	if (w->settings->paging == HTTP_NEXT) {
		rc = go_to(w, value, err);
	} else {
		rc = http_address_first(&to, w->settings, value, err);
		if (rc == GUIJU_OK)
			rc = go_to(w, to.url, err);
		http_address_fini(&to);
	}
	free(value);
	return rc;
}

/* From the page that was read to the next one's address, if there is one. */
static int32_t find_next(struct http_walk *w, struct src_err *err)
{
	http_address_fini(&w->next);
	switch (w->settings->paging) {
	case HTTP_NONE:
		return GUIJU_OK;
	case HTTP_LINK:
		return next_by_link(w, err);
	case HTTP_NEXT:
	case HTTP_CURSOR:
		return next_by_field(w, err);
	case HTTP_PAGE:
		return count_on(w, 1, err);
	case HTTP_OFFSET:
		return count_on(w, w->page.n, err);
	}
	return GUIJU_OK;
}

/* Records that an earlier reading had. */
static int32_t pass_over(struct http_walk *w, struct src_err *err)
{
	struct src_record record;

	if (w->skip > w->page.n)
		return src_tell(err, GUIJU_FAILED,
		                tr("the service gives %zu records where %" PRIu64
		                   " were read before: they are not only appended; give "
		                   "resume=changed and read from the start"),
		                w->page.n, w->skip);
	for (; w->skip > 0; w->skip--)
		http_page_next(&w->page, &record);
	return GUIJU_OK;
}

static int32_t is_web_page(const struct http_walk *w, struct src_err *err)
{
	if (strncasecmp(w->fetch.answer.type, "text/html", 9) != 0)
		return GUIJU_OK;
	return src_tell(err, GUIJU_FAILED,
	                tr("page %" PRIu32 ": the service answers with a web page, not with JSON: "
	                   "is the address right, and need one log in?"),
	                w->n_pages);
}

/* Nothing has changed since: what comes behind is asked for where it does not hang on the answer. */
static int32_t unchanged(struct http_walk *w, struct src_err *err)
{
	http_address_fini(&w->next);
	w->page.list.s = NULL;
	w->page.n = (size_t)w->skip;
	w->skip = 0;
	if (w->settings->appended && w->settings->paging == HTTP_PAGE)
		return count_on(w, 1, err);
	if (w->settings->appended && w->settings->paging == HTTP_OFFSET)
		return count_on(w, w->page.n, err);
	return GUIJU_OK;
}

/* Where a later reading goes on when the last record was this page's. */
static int32_t note_page(struct http_walk *w, uint64_t number, const char *url, struct src_err *err)
{
	char *copy = strdup(url);

	if (copy == NULL)
		return src_tell_nomem(err);
	free(w->last.url);
	w->last.url = copy;
	w->last.number = number;
	w->last.taken = w->page.taken;
	w->last.tag[0] = '\0';
	return GUIJU_OK;
}

static void note_taken(struct http_walk *w)
{
	bool counted = w->settings->paging == HTTP_PAGE || w->settings->paging == HTTP_OFFSET;

	w->last.taken = w->page.taken;
	/* A page that is as it was has nothing new behind it, unless it had before. */
	if (w->last.taken == w->page.n && (w->next.url == NULL || counted))
		memcpy(w->last.tag, w->fetch.answer.tag, sizeof w->last.tag);
}

static int32_t get_page(struct http_walk *w, struct src_err *err)
{
	uint64_t number = w->number;
	char *asked;
	int32_t rc;

	if (w->n_pages >= w->settings->most_pages)
		return src_tell(err, GUIJU_FAILED,
		                tr("the service has more than %" PRIu64
		                   " pages: raise the option max-pages if that is right"),
		                w->settings->most_pages);
	asked = strdup(w->next.url);
	if (asked == NULL)
		return src_tell_nomem(err);
	w->n_pages++;
	rc = http_fetch_get(&w->fetch, &w->next, w->tag, err);
	w->tag[0] = '\0';
	if (rc != SRC_SCAN_ROW)
		goto end;
	if (w->fetch.answer.status == 304) {
		rc = unchanged(w, err);
		goto end;
	}
	rc = is_web_page(w, err);
	if (rc == GUIJU_OK)
		rc = http_page_read(&w->page, w->n_pages,
		                    w->fetch.answer.n > 0 ? w->fetch.answer.body : "",
		                    w->fetch.answer.n, w->settings->records, err);
	if (rc == GUIJU_OK)
		rc = check_progress(w, err);
	if (rc == GUIJU_OK)
		rc = pass_over(w, err);
	/* An empty page is where nothing is yet: what is added may well come to the one before. */
	if (rc == GUIJU_OK && (w->page.n > 0 || w->last.url == NULL))
		rc = note_page(w, number, asked, err);
	if (rc == GUIJU_OK)
		rc = find_next(w, err);
	/* Of a page that an earlier reading had, there may be nothing left to give. */
	if (rc == GUIJU_OK && w->page.n > 0)
		note_taken(w);
end:
	free(asked);
	return rc == GUIJU_OK ? SRC_SCAN_ROW : rc;
}

int32_t http_walk_next(void *in, struct src_record *out, struct src_err *err)
{
	struct http_walk *w = in;
	int32_t rc;

	for (;;) {
		if (http_page_next(&w->page, out)) {
			out->place = ++w->n_records;
			w->given++;
			note_taken(w);
			return SRC_SCAN_ROW;
		}
		if (w->next.url == NULL) {
			w->ended = true;
			return SRC_SCAN_END;
		}
		if (w->given > 0) {
			w->given = 0;
			return SRC_SCAN_PAUSE;
		}
		rc = get_page(w, err);
		if (rc != SRC_SCAN_ROW)
			return rc;
	}
}
