/* postgres.h: the limits of the PostgreSQL source, and its opening with limits other than the usual ones. */
#ifndef POSTGRES_POSTGRES_H
#define POSTGRES_POSTGRES_H
#include "common/env.h"

struct postgres_limits {
	struct src_limits rows;
	uint32_t
	    backoff; /* ms before the first repetition of a connection; twice as long each further one */
	uint32_t tries; /* connections that are tried before it is given up */
};

extern const struct postgres_limits postgres_limits_usual;
extern const struct guiju_source_ops postgres_source_ops;

/* As guiju_source_ops.open. */
int32_t postgres_source_open(const struct guiju_host *host, const struct guiju_open *args,
                             const struct postgres_limits *limits, struct guiju_source **out);
#endif
