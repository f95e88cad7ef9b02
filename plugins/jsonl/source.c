/* source.c: one JSON file that is open as a source. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/table.h"
#include "feed.h"
#include "jsonl.h"

const struct src_limits jsonl_limits_usual = {
	.block = 64 * 1024,
	.cell = 64 * 1024,
	.row = 4 * 1024 * 1024,
	.columns = 1000,
	.title_rows = 0,
	.batch_bytes = 1024 * 1024,
	.batch_cells = 128 * 1024,
};

struct guiju_source {
	struct src_table table; /* the first, as src_table_read() wants it */
	struct jsonl_feed feed;
	struct src_records records;
};

static int32_t most_bytes(const struct src_env *env, uint64_t *bytes, struct src_err *err)
{
	const char *text = src_table_option(env, "max-megabytes", "4096");
	const uint64_t megabyte = 1000 * 1000;
	unsigned long long n;
	char *end;

	errno = 0;
	n = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || n > UINT64_MAX / megabyte)
		return src_tell(err, GUIJU_FAILED,
		                tr("max-megabytes=%s: not a number of megabytes"), text);
	*bytes = n * megabyte;
	return GUIJU_OK;
}

static int32_t begin(struct guiju_source *s, struct src_err *err)
{
	const struct src_env *env = &s->table.env;
	const struct guiju_open *args = env->args;
	uint64_t most = 0;
	int32_t rc = most_bytes(env, &most, err);

	if (rc == GUIJU_OK)
		rc = jsonl_feed_open(&s->feed, args->location, most, env->limits.block,
		                     env->limits.row, err);
	if (rc == GUIJU_OK)
		rc = src_records_init(&s->records, env, err);
	if (rc == GUIJU_OK)
		rc = src_heading_keys(&s->table.heading, env, err);
	return rc;
}

static void source_close(struct guiju_source *s)
{
	src_records_fini(&s->records);
	jsonl_feed_close(&s->feed);
	src_table_fini(&s->table);
	free(s);
}

int32_t jsonl_source_open(const struct guiju_host *host, const struct guiju_open *args,
                          const struct src_limits *limits, struct guiju_source **out)
{
	struct guiju_source *s = calloc(1, sizeof *s);
	struct src_err err = { .code = GUIJU_OK };
	int32_t rc;

	if (s == NULL)
		return GUIJU_NOMEM;
	s->feed.fd = -1;
	s->records.next = jsonl_feed_next;
	s->records.in = &s->feed;
	rc = src_table_init(&s->table, host, args, limits);
	s->table.env.grid = true;
	s->table.env.records = true;
	s->table.scan = (struct src_scan){ .next = src_records_next, .in = &s->records };
	if (rc == GUIJU_OK)
		rc = begin(s, &err);
	if (rc == GUIJU_OK) {
		*out = s;
		return rc;
	}
	if (rc != GUIJU_NOMEM)
		host->fail(args->host_data, err.text);
	source_close(s);
	return rc;
}

static int32_t source_open(const struct guiju_host *host, const struct guiju_open *args,
                           struct guiju_source **out)
{
	return jsonl_source_open(host, args, &jsonl_limits_usual, out);
}

static void source_progress(struct guiju_source *s, uint64_t *done, uint64_t *all)
{
	*done = s->feed.read;
	*all = s->feed.size;
}

const struct guiju_source_ops jsonl_source_ops = {
	.size = sizeof jsonl_source_ops,
	.flags = GUIJU_SOURCE_LISTS,
	.open = source_open,
	.read = src_table_read,
	.close = source_close,
	.heading = src_table_heading,
	.raw_row = src_table_raw_row,
	.progress = source_progress,
};
