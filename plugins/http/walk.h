/* walk.h: from page to page: the records of all answers, one after another. */
#ifndef HTTP_WALK_H
#define HTTP_WALK_H
#include "fetch.h"
#include "page.h"

struct http_walk {
	const struct src_env *env;            /* borrowed */
	const struct http_settings *settings; /* borrowed */
	struct http_fetch fetch;
	struct http_page page;
	struct http_address next; /* owned; of the page to be asked for; url NULL: none */
	uint64_t number;          /* of that page, or how many records come before it */
	uint32_t n_pages;
	uint64_t n_records;
	uint64_t given; /* since the last pause */
	bool ended;
	uint64_t digest; /* of the last page that had records */

	/* Where a later reading goes on: the page that the last record came from. */
	struct {
		char *url; /* owned */
		uint64_t number, taken;
		char tag[HTTP_TAG];
	} last;
	char *cursor;       /* owned; as text */
	char tag[HTTP_TAG]; /* to be sent with the first page */
	uint64_t skip;      /* records of the first page that an earlier reading had */
};

/* GUIJU_OK, GUIJU_FAILED, GUIJU_NOMEM; close in any case. Asks nothing yet. */
int32_t http_walk_open(struct http_walk *w, const struct src_env *env,
                       const struct http_settings *settings, const struct http_limits *limits,
                       struct src_err *err);
void http_walk_close(struct http_walk *w);
/* As src_records.next, of a struct http_walk. */
int32_t http_walk_next(void *in, struct src_record *out, struct src_err *err);
#endif
