/* address.h: the address of a page: taken apart, resolved against another, checked. */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H
#include "settings.h"

struct http_address {
	char *url; /* owned, without fragment; NULL: there is none */
	bool tls;
	bool own; /* scheme, host and port are those of the location: the token may go there */
};

void http_address_fini(struct http_address *a);
/* The location with what paging puts behind it; value NULL: nothing but the page's size. */
int32_t http_address_first(struct http_address *out, const struct http_settings *s,
                           const char *value, struct src_err *err);
/* What `reference` means on the page `from` (NULL: it is a whole address): checked like all that
 * the service or a cursor says. */
int32_t http_address_next(struct http_address *out, const struct http_settings *s, const char *from,
                          const char *reference, struct src_err *err);
#endif
