/* csvhost.h: the small host, with a CSV file under any limits. */
#ifndef TEST_PLUGINS_CSVHOST_H
#define TEST_PLUGINS_CSVHOST_H
#include "plugins/csv/csv.h"
#include "tests/plugins/fakehost.h"

/* Opens (with csv_limits_usual where limits is NULL), reads to the end, closes: the last code. */
static inline int32_t csvhost_run(struct fakehost *f, const struct src_limits *limits)
{
	struct guiju_source *source = NULL;
	int32_t rc = csv_sheet_open(&f->host, &f->args, limits == NULL ? &csv_limits_usual : limits,
	                            &source);

	return rc == GUIJU_OK ? fakehost_drain(f, &csv_sheet_ops, source) : rc;
}
#endif
