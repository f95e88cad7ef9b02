/* sheet.c: one CSV file that is open as a source. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/table.h"
#include "detect.h"
#include "scan.h"

const struct src_limits csv_limits_usual = {
	.block = 64 * 1024,
	.cell = 64 * 1024,
	.row = 1024 * 1024,
	.columns = 1000,
	.title_rows = 30,
	.batch_bytes = 1024 * 1024,
	.batch_cells = 128 * 1024,
};

struct guiju_source {
	struct src_table table; /* the first, as src_table_read() wants it */
	struct csv_input input;
	struct csv_scan scan;
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

/* The separators to try, the likeliest first. */
static const char *separators(const struct src_env *env)
{
	const char *asked = src_table_option(env, "separator", "auto");
	const char *location = env->args->location;
	size_t n = strlen(location);

	if (strcmp(asked, ",") == 0 || strcmp(asked, ";") == 0)
		return asked;
	if (strcmp(asked, "tab") == 0)
		return "\t";
	return n >= 4 && strcmp(location + n - 4, ".tsv") == 0 ? "\t,;" : ",;\t";
}

/* With that separator. A row of keys is looked for first: what stands above it in a form are labels
 * and hints, which would do for a heading too. */
static int32_t find_with(struct guiju_source *s, enum csv_encoding encoding, char separator,
                         uint32_t *nearness, struct src_err *err)
{
	int32_t rc = GUIJU_FAILED;
	int pass;

	for (pass = 0; pass < 2 && rc == GUIJU_FAILED; pass++) {
		csv_scan_fini(&s->scan);
		rc = csv_scan_init(&s->scan, &s->table.env, &s->input, encoding, separator, err);
		if (rc == GUIJU_OK)
			rc = src_heading_find(&s->table.heading, &s->table.env, &s->table.scan,
			                      pass == 0, nearness, err);
	}
	return rc;
}

/* The right separator is the one that lets the headings be found. Where none does, the failure of
 * the one that came nearest is told. */
static int32_t find_heading(struct guiju_source *s, enum csv_encoding encoding, struct src_err *err)
{
	const char *separator = separators(&s->table.env);
	struct src_err other;
	uint32_t nearest = 0;
	uint32_t nearness = 0;
	int32_t rc = GUIJU_FAILED;

	err->code = GUIJU_OK;
	for (; *separator != '\0' && rc == GUIJU_FAILED; separator++) {
		rc = find_with(s, encoding, *separator, &nearness, &other);
		if (rc == GUIJU_OK ||
		    (err->code != GUIJU_OK && rc == GUIJU_FAILED && nearness <= nearest))
			continue;
		*err = other;
		nearest = nearness;
	}
	return rc;
}

static int32_t begin(struct guiju_source *s, struct src_err *err)
{
	enum csv_encoding encoding;
	uint64_t most = 0;
	int32_t rc = most_bytes(&s->table.env, &most, err);

	if (rc != GUIJU_OK)
		return rc;
	rc = csv_input_open(&s->input, s->table.env.args->location, most, err);
	if (rc != GUIJU_OK)
		return rc;
	rc = csv_detect_encoding(&encoding, &s->table.env, &s->input,
	                         src_table_option(&s->table.env, "encoding", "auto"), err);
	if (rc != GUIJU_OK)
		return rc;
	return find_heading(s, encoding, err);
}

static void sheet_close(struct guiju_source *s)
{
	src_table_fini(&s->table);
	csv_scan_fini(&s->scan);
	csv_input_close(&s->input);
	free(s);
}

int32_t csv_sheet_open(const struct guiju_host *host, const struct guiju_open *args,
                       const struct src_limits *limits, struct guiju_source **out)
{
	struct guiju_source *s = malloc(sizeof *s);
	struct src_err err = { .code = GUIJU_OK };
	int32_t rc;

	if (s == NULL)
		return GUIJU_NOMEM;
	*s = (struct guiju_source){ .input = { .fd = -1 } };
	rc = src_table_init(&s->table, host, args, limits);
	s->table.env.guarded = true;
	s->table.scan = (struct src_scan){ .next = csv_scan_next, .in = &s->scan };
	if (rc == GUIJU_OK)
		rc = begin(s, &err);
	if (rc != GUIJU_OK) {
		if (rc != GUIJU_NOMEM)
			host->fail(args->host_data, err.text);
		sheet_close(s);
		return rc;
	}
	*out = s;
	return GUIJU_OK;
}

static void sheet_progress(struct guiju_source *s, uint64_t *done, uint64_t *all)
{
	*all = s->input.size;
	*done = s->input.at < *all ? s->input.at : *all;
}

static int32_t sheet_open(const struct guiju_host *host, const struct guiju_open *args,
                          struct guiju_source **out)
{
	return csv_sheet_open(host, args, &csv_limits_usual, out);
}

const struct guiju_source_ops csv_sheet_ops = {
	.size = sizeof csv_sheet_ops,
	.open = sheet_open,
	.read = src_table_read,
	.close = sheet_close,
	.heading = src_table_heading,
	.raw_row = src_table_raw_row,
	.progress = sheet_progress,
};
