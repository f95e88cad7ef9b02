/* source.c: one query that is open as a source. */
#include <stdlib.h>
#include <string.h>

#include "common/table.h"
#include "query.h"
#include "sqlite.h"

const struct src_limits sqlite_limits_usual = {
	.cell = 64 * 1024,
	.row = 1024 * 1024,
	.columns = 1000,
	.title_rows = 1,
	.batch_bytes = 1024 * 1024,
	.batch_cells = 128 * 1024,
};

struct guiju_source {
	struct src_table table; /* the first, as src_table_read() wants it */
	struct sqlite_query query;
};

/* The query that was asked for, or one of the table that fits. */
static int32_t choose(struct guiju_source *s, struct src_err *err)
{
	const struct guiju_open *args = s->table.env.args;
	const char *query = src_table_option(&s->table.env, "query", "");
	const char *table = src_table_option(&s->table.env, "table", "");
	const char *list = args->list && *args->list ? args->list : NULL;
	const char *const lists[] = { list, list ? args->list_zh : NULL,
		                      list ? args->list_en : NULL };
	char *sql = NULL;
	int32_t rc;

	if (list) {
		rc = sqlite_query_table(&s->query, lists, 3, &sql, err);
		if (rc == GUIJU_END && !args->list_within)
			rc = err->code = GUIJU_FAILED;
	} else if (*query) {
		return sqlite_query_start(&s->query, query, err);
	} else {
		rc = sqlite_query_table(&s->query, &table, *table ? 1 : 0, &sql, err);
		if (rc == GUIJU_END)
			rc = err->code = GUIJU_FAILED;
	}
	if (rc == GUIJU_OK)
		rc = sqlite_query_start(&s->query, sql, err);
	sqlite3_free(sql);
	return rc;
}

static int32_t begin(struct guiju_source *s, struct src_err *err)
{
	uint32_t nearness;
	int32_t rc = sqlite_query_open(&s->query, &s->table.env, s->table.env.args->location, err);

	if (rc == GUIJU_OK)
		rc = choose(s, err);
	if (rc != GUIJU_OK)
		return rc;
	return src_heading_find(&s->table.heading, &s->table.env, &s->table.scan, false, &nearness,
	                        err);
}

static void source_close(struct guiju_source *s)
{
	sqlite_query_close(&s->query);
	src_table_fini(&s->table);
	free(s);
}

int32_t sqlite_source_open(const struct guiju_host *host, const struct guiju_open *args,
                           const struct src_limits *limits, struct guiju_source **out)
{
	struct guiju_source *s = calloc(1, sizeof *s);
	struct src_err err = { .code = GUIJU_OK };
	int32_t rc;

	if (s == NULL)
		return GUIJU_NOMEM;
	rc = src_table_init(&s->table, host, args, limits);
	s->table.env.grid = true;
	s->table.env.records = true;
	s->table.scan = (struct src_scan){ .next = sqlite_query_next, .in = &s->query };
	if (rc == GUIJU_OK)
		rc = begin(s, &err);
	if (rc == GUIJU_OK) {
		*out = s;
		return rc;
	}
	if (rc != GUIJU_NOMEM && rc != GUIJU_END)
		host->fail(args->host_data, err.text);
	source_close(s);
	return rc;
}

static int32_t source_open(const struct guiju_host *host, const struct guiju_open *args,
                           struct guiju_source **out)
{
	return sqlite_source_open(host, args, &sqlite_limits_usual, out);
}

const struct guiju_source_ops sqlite_source_ops = {
	.size = sizeof sqlite_source_ops,
	.flags = GUIJU_SOURCE_LISTS,
	.open = source_open,
	.read = src_table_read,
	.close = source_close,
	.heading = src_table_heading,
	.raw_row = src_table_raw_row,
};
