/* table.h: a table that is open as a source: its headings, then batch after batch of its rows. */
#ifndef SRC_TABLE_H
#define SRC_TABLE_H
#include "common/fill.h"

struct src_table {
	struct src_env env;
	struct src_scan scan; /* set before the heading is looked for */
	struct src_heading heading;
	struct src_rows rows; /* of the last batch */
	struct src_keep keep; /* texts of the last batch */
	/* Owned, room for limits.columns: what heading() and raw_row() show. */
	struct guiju_text *cells;
	struct src_err err; /* how every further read() ends, once its code is not GUIJU_OK */
};

/* GUIJU_OK or GUIJU_NOMEM; fini in any case. */
int32_t src_table_init(struct src_table *t, const struct guiju_host *host,
                       const struct guiju_open *args, const struct src_limits *limits);
void src_table_fini(struct src_table *t);
/* The members of guiju_source_ops of these names, for a plugin whose struct guiju_source begins with its table. */
int32_t src_table_read(struct guiju_source *source, struct guiju_batch *batch);
int32_t src_table_heading(struct guiju_source *source, const struct guiju_text **cells, size_t *n);
int32_t src_table_raw_row(struct guiju_source *source, uint32_t row,
                          const struct guiju_text **cells, size_t *n);
/* The option's text; `otherwise` where the host does not know it. */
const char *src_table_option(const struct src_env *env, const char *name, const char *otherwise);
#endif
