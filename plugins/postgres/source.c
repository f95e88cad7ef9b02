/* source.c: one database that is open as a source. */
#include <stdlib.h>
#include <string.h>

#include "common/table.h"
#include "postgres.h"
#include "query.h"

const struct postgres_limits postgres_limits_usual = {
	.rows = {
		.cell = 64 * 1024,
		.row = 1024 * 1024,
		.columns = 1000,
		.title_rows = 1,
		.batch_bytes = 1024 * 1024,
		.batch_cells = 128 * 1024,
	},
	.backoff = 500,
	.tries = 4,
};

struct guiju_source {
	struct src_table table; /* the first, as src_table_read() wants it */
	struct postgres_query query;
	struct src_records records;
};

static int32_t begin(struct guiju_source *s, const struct postgres_limits *limits,
                     struct src_err *err)
{
	const struct src_env *env = &s->table.env;
	uint32_t nearness;
	int32_t rc;

	rc = postgres_query_open(&s->query, env, limits, err);
	/* The two have one number. */
	if (rc == SRC_SCAN_STOPPED && err->code != GUIJU_NOT_MINE)
		return src_tell(err, GUIJU_FAILED, "%s", tr("reading was stopped"));
	if (rc == GUIJU_OK)
		rc = src_records_init(&s->records, env, err);
	if (rc != GUIJU_OK)
		return rc;
	if (postgres_query_is_json(&s->query)) {
		s->records.next = postgres_query_record;
		s->records.in = &s->query;
		s->table.scan = (struct src_scan){ .next = src_records_next, .in = &s->records };
		return src_heading_keys(&s->table.heading, env, err);
	}
	s->query.records = &s->records;
	s->table.scan = (struct src_scan){ .next = postgres_query_next, .in = &s->query };
	return src_heading_find(&s->table.heading, env, &s->table.scan, false, &nearness, err);
}

static void source_close(struct guiju_source *s)
{
	postgres_query_close(&s->query);
	src_records_fini(&s->records);
	src_table_fini(&s->table);
	free(s);
}

int32_t postgres_source_open(const struct guiju_host *host, const struct guiju_open *args,
                             const struct postgres_limits *limits, struct guiju_source **out)
{
	struct guiju_source *s = calloc(1, sizeof *s);
	struct src_err err = { .code = GUIJU_OK };
	int32_t rc;

	if (s == NULL)
		return GUIJU_NOMEM;
	rc = src_table_init(&s->table, host, args, &limits->rows);
	s->table.env.grid = true;
	s->table.env.records = true;
	if (rc == GUIJU_OK)
		rc = begin(s, limits, &err);
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
	return postgres_source_open(host, args, &postgres_limits_usual, out);
}

static int32_t source_cursor(struct guiju_source *s, struct guiju_text *out)
{
	int32_t rc = postgres_query_cursor(&s->query);

	if (rc == GUIJU_OK)
		*out = (struct guiju_text){ s->query.cursor, strlen(s->query.cursor) };
	return rc;
}

const struct guiju_source_ops postgres_source_ops = {
	.size = sizeof postgres_source_ops,
	.flags = GUIJU_SOURCE_LISTS,
	.open = source_open,
	.read = src_table_read,
	.close = source_close,
	.heading = src_table_heading,
	.raw_row = src_table_raw_row,
	.cursor = source_cursor,
};
