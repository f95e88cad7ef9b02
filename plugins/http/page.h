/* page.h: one answer: JSON, the records in it, and the field that says where it goes on. */
#ifndef HTTP_PAGE_H
#define HTTP_PAGE_H
#include "common/record.h"

struct http_page {
	struct src_json json;
	const char *body; /* borrowed */
	uint32_t number;  /* from 1 */
	struct src_json_value whole, list;
	size_t n; /* records in it */
	size_t at, taken;
	/* Where what was taken ends. */
	size_t told;
	uint64_t line, column;
};

void http_page_fini(struct http_page *p);
/* Checks the body, and finds the array at the path `records`: "" is the answer itself. */
int32_t http_page_read(struct http_page *p, uint32_t number, const char *body, size_t n,
                       const char *records, struct src_err *err);
/* All of out but its place. False: there are no more. */
bool http_page_next(struct http_page *p, struct src_record *out);
/* The text or number at the path; *out owned, NULL where there is none, or null, "" or false. */
int32_t http_page_field(const struct http_page *p, const char *path, char **out,
                        struct src_err *err);
#endif
