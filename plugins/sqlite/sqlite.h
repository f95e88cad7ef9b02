/* sqlite.h: the limits of the SQLite source, and its opening with limits other than the usual ones. */
#ifndef SQLITE_SQLITE_H
#define SQLITE_SQLITE_H
#include "common/env.h"

extern const struct src_limits sqlite_limits_usual;
extern const struct guiju_source_ops sqlite_source_ops;

/* As guiju_source_ops.open. */
int32_t sqlite_source_open(const struct guiju_host *host, const struct guiju_open *args,
                           const struct src_limits *limits, struct guiju_source **out);
#endif
