/* jsonl.h: the limits of the JSON source, and its opening with limits other than the usual ones. */
#ifndef JSONL_JSONL_H
#define JSONL_JSONL_H
#include "common/env.h"

extern const struct src_limits jsonl_limits_usual;
extern const struct guiju_source_ops jsonl_source_ops;

/* As guiju_source_ops.open. */
int32_t jsonl_source_open(const struct guiju_host *host, const struct guiju_open *args,
                          const struct src_limits *limits, struct guiju_source **out);
#endif
