/* fetch.h: one answer of the service, with repetitions, redirections and limits. */
#ifndef HTTP_FETCH_H
#define HTTP_FETCH_H
#include "address.h"
#include "answer.h"
#include "http.h"
#include <curl/curl.h>

struct http_fetch {
	const struct src_env *env;            /* borrowed */
	const struct http_settings *settings; /* borrowed */
	const struct http_limits *limits;     /* borrowed */
	CURLM *multi;                         /* owned; and what follows */
	CURL *easy;
	struct curl_slist *plain, *with_token; /* headers of ours */

	/* Of the answer at hand. */
	struct http_address at; /* owned; where it came from */
	struct http_answer answer;
	char refused[64]; /* the address */
	char why[CURL_ERROR_SIZE];
};

/* GUIJU_OK, GUIJU_FAILED, GUIJU_NOMEM; close in any case. Sends nothing yet. */
int32_t http_fetch_open(struct http_fetch *f, const struct src_env *env,
                        const struct http_settings *settings, const struct http_limits *limits,
                        struct src_err *err);
void http_fetch_close(struct http_fetch *f);
/* Takes *address over. SRC_SCAN_ROW: f->status is 200, or 304 where tag is not ""; SRC_SCAN_STOPPED;
 * GUIJU_FAILED; GUIJU_NOMEM. */
int32_t http_fetch_get(struct http_fetch *f, struct http_address *address, const char *tag,
                       struct src_err *err);
#endif
