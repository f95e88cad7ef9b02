/* http.h: the limits of the HTTP source, and its opening with limits other than the usual ones. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H
#include "common/env.h"

struct http_limits {
	struct src_limits rows;
	uint32_t
	    backoff;   /* ms before the first repetition; twice as long before each further one */
	uint32_t wait; /* ms that are waited at most before one */
	size_t header_bytes; /* of one answer */
};

extern const struct http_limits http_limits_usual;
extern const struct guiju_source_ops http_source_ops;

/* As guiju_source_ops.open. */
int32_t http_source_open(const struct guiju_host *host, const struct guiju_open *args,
                         const struct http_limits *limits, struct guiju_source **out);
#endif
