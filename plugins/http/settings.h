/* settings.h: what the options say, checked before anything is sent. */
#ifndef HTTP_SETTINGS_H
#define HTTP_SETTINGS_H
#include "common/tell.h"

enum http_paging {
	HTTP_NONE,
	HTTP_LINK,   /* the Link header names the next page */
	HTTP_NEXT,   /* a field of the answer does */
	HTTP_CURSOR, /* a field of the answer goes into a parameter */
	HTTP_PAGE,   /* a parameter counts pages */
	HTTP_OFFSET  /* a parameter counts records */
};

/* Texts are the host's. */
struct http_settings {
	const char *location;
	const char *records; /* "data.items"; "": the answer itself */
	enum http_paging paging;
	const char *next; /* the field that says where it goes on */
	const char *parameter;
	const char *size_parameter;
	uint64_t page_size, first_page;
	char *auth; /* owned; a whole header, or NULL */
	bool token_over_http;
	const char *allow_hosts;
	bool allow_private;
	const char *ca_file;
	const char *proxy;
	uint64_t timeout; /* ms for one request */
	uint64_t retries;
	uint64_t most_page, most_bytes, most_pages; /* UINT64_MAX: no limit */
	bool appended; /* records are only ever added behind the others */
	bool nested;   /* lists lie within the records */
};

/* GUIJU_OK, GUIJU_NOT_MINE (no address of the web), GUIJU_FAILED, GUIJU_NOMEM; fini in any case. */
int32_t http_settings_read(struct http_settings *s, const struct src_env *env, struct src_err *err);
void http_settings_fini(struct http_settings *s);
#endif
