/* answer.h: what the service sends, taken in as far as the limits allow. */
#ifndef HTTP_ANSWER_H
#define HTTP_ANSWER_H
#include "http.h"
#include "settings.h"

enum { HTTP_TAG = 256, HTTP_LINKS = 8192 };

struct http_answer {
	const struct src_env *env; /* borrowed; and what follows */
	const struct http_settings *settings;
	const struct http_limits *limits;
	uint64_t n_bytes; /* of all answers */
	long status;
	char *body; /* owned; used again for the next */
	size_t n, room;
	size_t n_header;
	char links[HTTP_LINKS]; /* all Link headers */
	char tag[HTTP_TAG];     /* the ETag */
	char type[64];
	uint64_t retry_after; /* ms */
	/* Why it was broken off by ourselves, as far as not told by libcurl. */
	enum http_broken {
		HTTP_WHOLE,
		HTTP_PAGE_TOO_BIG,
		HTTP_ALL_TOO_BIG,
		HTTP_HEADERS_TOO_BIG,
		HTTP_NO_MEMORY,
		HTTP_IS_PRIVATE,
		HTTP_IS_NOWHERE
	} broken;
};

/* For the next one: its memory is used again. */
void http_answer_clear(struct http_answer *a);
void http_answer_fini(struct http_answer *a);
/* As CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION, of a struct http_answer. */
size_t http_answer_body(char *data, size_t size, size_t n, void *in);
size_t http_answer_header(char *line, size_t size, size_t n, void *in);
/* Why it was broken off by us; `address` is the one that was refused. */
int32_t http_answer_tell(const struct http_answer *a, const char *address, struct src_err *err);
#endif
