/* xlsx.h: the limits of the workbook source, and its opening with limits other than the usual ones. */
#ifndef XLSX_XLSX_H
#define XLSX_XLSX_H
#include "common/env.h"

struct xlsx_limits {
	struct src_limits rows;
	size_t strings_memory; /* bytes of shared texts that stay in memory */
	uint64_t strings_most; /* bytes of shared texts */
};

extern const struct xlsx_limits xlsx_limits_usual;
extern const struct guiju_source_ops xlsx_source_ops;

/* As guiju_source_ops.open. */
int32_t xlsx_source_open(const struct guiju_host *host, const struct guiju_open *args,
                         const struct xlsx_limits *limits, struct guiju_source **out);
#endif
