/* source.c: one service that is open as a source. */
#include <stdlib.h>
#include <string.h>

#include "common/table.h"
#include "http.h"
#include "resume.h"

const struct http_limits http_limits_usual = {
	.rows = {
		.cell = 64 * 1024,
		.row = 4 * 1024 * 1024,
		.columns = 1000,
		.batch_bytes = 1024 * 1024,
		.batch_cells = 128 * 1024,
	},
	.backoff = 500,
	.wait = 120 * 1000,
	.header_bytes = 64 * 1024,
};

struct guiju_source {
	struct src_table table; /* the first, as src_table_read() wants it */
	struct http_settings settings;
	struct http_walk walk;
	struct src_records records;
};

static int32_t begin(struct guiju_source *s, const struct http_limits *limits, struct src_err *err)
{
	const struct src_env *env = &s->table.env;
	int32_t rc = http_settings_read(&s->settings, env, err);

	if (rc == GUIJU_OK && env->args->list && *env->args->list && env->args->list_within &&
	    !s->settings.nested)
		return GUIJU_END;
	if (rc == GUIJU_OK)
		rc = http_walk_open(&s->walk, env, &s->settings, limits, err);
	if (rc == GUIJU_OK)
		rc = src_records_init(&s->records, env, err);
	if (rc == GUIJU_OK)
		rc = src_heading_keys(&s->table.heading, env, err);
	return rc;
}

static void source_close(struct guiju_source *s)
{
	src_records_fini(&s->records);
	http_walk_close(&s->walk);
	http_settings_fini(&s->settings);
	src_table_fini(&s->table);
	free(s);
}

int32_t http_source_open(const struct guiju_host *host, const struct guiju_open *args,
                         const struct http_limits *limits, struct guiju_source **out)
{
	struct guiju_source *s = calloc(1, sizeof *s);
	struct src_err err = { .code = GUIJU_OK };
	int32_t rc;

	if (s == NULL)
		return GUIJU_NOMEM;
	s->records.next = http_walk_next;
	s->records.in = &s->walk;
	rc = src_table_init(&s->table, host, args, &limits->rows);
	s->table.env.grid = true;
	s->table.env.records = true;
	s->table.scan = (struct src_scan){ .next = src_records_next, .in = &s->records };
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
	return http_source_open(host, args, &http_limits_usual, out);
}

static int32_t source_cursor(struct guiju_source *s, struct guiju_text *out)
{
	int32_t rc = http_resume_write(&s->walk);

	if (rc == GUIJU_OK)
		*out = (struct guiju_text){ s->walk.cursor, strlen(s->walk.cursor) };
	return rc;
}

const struct guiju_source_ops http_source_ops = {
	.size = sizeof http_source_ops,
	.flags = GUIJU_SOURCE_LISTS,
	.open = source_open,
	.read = src_table_read,
	.close = source_close,
	.heading = src_table_heading,
	.raw_row = src_table_raw_row,
	.cursor = source_cursor,
};
