/* link.h: the address of the next page in a Link header (RFC 8288). */
#ifndef HTTP_LINK_H
#define HTTP_LINK_H
#include <stdbool.h>
#include <stddef.h>

/* The target whose relation is "next", as it stands within s[n]; false: none is. */
bool http_link_next(const char *s, size_t n, const char **target, size_t *size);
#endif
