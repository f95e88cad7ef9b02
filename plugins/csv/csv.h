/* csv.h: the limits of the CSV source, and its opening with limits other than the usual ones. */
#ifndef CSV_CSV_H
#define CSV_CSV_H
#include "common/env.h"

extern const struct src_limits csv_limits_usual;
extern const struct guiju_source_ops csv_sheet_ops;

/* As guiju_source_ops.open. */
int32_t csv_sheet_open(const struct guiju_host *host, const struct guiju_open *args,
                       const struct src_limits *limits, struct guiju_source **out);
#endif
