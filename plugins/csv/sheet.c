/* sheet.c: one CSV file that is open as a source. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "detect.h"
#include "fill.h"

const struct csv_limits csv_limits_usual = {
	.block = 64 * 1024,
	.cell = 64 * 1024,
	.row = 1024 * 1024,
	.columns = 1000,
	.title_rows = 30,
	.batch_bytes = 1024 * 1024,
	.batch_cells = 128 * 1024,
};

struct guiju_source {
	struct csv_env env;
	struct csv_input input;
	struct csv_scan scan;
	struct csv_heading heading;
	struct csv_rows rows; /* of the last batch */
	struct csv_keep keep; /* texts of the last batch */
	struct guiju_text
	    *cells;         /* owned, room for limits.columns: what heading() and raw_row() show */
	struct csv_err err; /* how every further read() ends, once its code is not GUIJU_OK */
};

static const char *option(const struct csv_env *env, const char *name, const char *otherwise)
{
	const char *text = env->host->option(env->args->host_data, name);

	return text == NULL ? otherwise : text;
}

static int32_t most_bytes(const struct csv_env *env, uint64_t *bytes, struct csv_err *err)
{
	const char *text = option(env, "max-megabytes", "4096");
	const uint64_t megabyte = 1000 * 1000;
	unsigned long long n;
	char *end;

	errno = 0;
	n = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || n > UINT64_MAX / megabyte)
		return csv_tell(err, GUIJU_FAILED,
		                tr("max-megabytes=%s: not a number of megabytes"), text);
	*bytes = n * megabyte;
	return GUIJU_OK;
}

/* The separators to try, the likeliest first. */
static const char *separators(const struct csv_env *env)
{
	const char *asked = option(env, "separator", "auto");
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
                         uint32_t *nearness, struct csv_err *err)
{
	int32_t rc = GUIJU_FAILED;
	int pass;

	for (pass = 0; pass < 2 && rc == GUIJU_FAILED; pass++) {
		csv_scan_fini(&s->scan);
		rc = csv_scan_init(&s->scan, &s->env, &s->input, encoding, separator, err);
		if (rc == GUIJU_OK)
			rc = csv_heading_find(&s->heading, &s->env, &s->scan, pass == 0, nearness,
			                      err);
	}
	return rc;
}

/* The right separator is the one that lets the headings be found. Where none does, the failure of
 * the one that came nearest is told. */
static int32_t find_heading(struct guiju_source *s, enum csv_encoding encoding, struct csv_err *err)
{
	const char *separator = separators(&s->env);
	struct csv_err other;
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

static int32_t begin(struct guiju_source *s, struct csv_err *err)
{
	enum csv_encoding encoding;
	uint64_t most = 0;
	int32_t rc = most_bytes(&s->env, &most, err);

	if (rc != GUIJU_OK)
		return rc;
	rc = csv_input_open(&s->input, s->env.args->location, most, err);
	if (rc != GUIJU_OK)
		return rc;
	rc = csv_detect_encoding(&encoding, &s->env, &s->input, option(&s->env, "encoding", "auto"),
	                         err);
	if (rc != GUIJU_OK)
		return rc;
	rc = csv_heading_init(&s->heading, &s->env, err);
	if (rc != GUIJU_OK)
		return rc;
	return find_heading(s, encoding, err);
}

static void sheet_close(struct guiju_source *s)
{
	free(s->cells);
	csv_keep_fini(&s->keep);
	csv_rows_fini(&s->rows);
	csv_heading_fini(&s->heading);
	csv_scan_fini(&s->scan);
	csv_input_close(&s->input);
	free(s);
}

int32_t csv_sheet_open(const struct guiju_host *host, const struct guiju_open *args,
                       const struct csv_limits *limits, struct guiju_source **out)
{
	struct guiju_source *s = malloc(sizeof *s);
	struct csv_err err = { .code = GUIJU_OK };
	int32_t rc;

	if (s == NULL)
		return GUIJU_NOMEM;
	*s = (struct guiju_source){
		.env = { .host = host, .args = args, .limits = *limits },
		.input = { .fd = -1 },
		.cells = malloc(limits->columns * sizeof *s->cells),
	};
	rc = s->cells == NULL ? GUIJU_NOMEM : begin(s, &err);
	if (rc != GUIJU_OK) {
		if (rc != GUIJU_NOMEM)
			host->fail(args->host_data, err.text);
		sheet_close(s);
		return rc;
	}
	s->err.code = GUIJU_OK;
	*out = s;
	return GUIJU_OK;
}

static bool has_room(const struct guiju_source *s, const struct guiju_batch *batch)
{
	return batch->rows < batch->capacity && s->rows.n_bytes < s->env.limits.batch_bytes &&
	       s->rows.n_cells < s->env.limits.batch_cells;
}

/* Adds a row to the batch: CSV_SCAN_*, or a failure that is kept in s->err. */
static int32_t add_row(struct guiju_source *s, struct guiju_batch *batch)
{
	const struct csv_row *row;
	int32_t rc = csv_scan_next(&s->scan, &s->rows, &s->err);

	/* The parser may stand within a row, which no later batch could finish. */
	if (rc == CSV_SCAN_STOPPED)
		s->err.code = GUIJU_END;
	if (rc != CSV_SCAN_ROW)
		return rc;
	row = &s->rows.rows[s->rows.n_rows - 1];
	if (row->flaw == CSV_FLAW_NONE && csv_rows_filled(&s->rows, row) == 0) {
		csv_rows_drop(&s->rows);
		return CSV_SCAN_ROW;
	}
	if (csv_fill_row(batch, &s->env, &s->heading, &s->rows, row, &s->keep) != GUIJU_OK)
		return csv_tell_nomem(&s->err);
	batch->rows++;
	return CSV_SCAN_ROW;
}

static int32_t sheet_read(struct guiju_source *s, struct guiju_batch *batch)
{
	const struct csv_env *env = &s->env;
	int32_t rc = CSV_SCAN_ROW;

	batch->rows = 0;
	csv_rows_clear(&s->rows);
	csv_keep_clear(&s->keep);
	if (s->err.code == GUIJU_OK && env->host->canceled(env->args->host_data))
		return GUIJU_END;
	if (s->err.code == GUIJU_OK && batch->capacity == 0)
		csv_tell(&s->err, GUIJU_FAILED, "%s", tr("the batch has no room for rows"));
	while (s->err.code == GUIJU_OK && rc == CSV_SCAN_ROW && has_room(s, batch))
		rc = add_row(s, batch);
	if (s->err.code == GUIJU_NOMEM)
		batch->rows = 0;
	if (batch->rows > 0)
		return GUIJU_OK;
	if (s->err.code == GUIJU_FAILED)
		env->host->fail(env->args->host_data, s->err.text);
	return s->err.code == GUIJU_OK ? GUIJU_END : s->err.code;
}

static size_t show(struct guiju_source *s, const struct csv_rows *rows, const struct csv_row *row,
                   const struct guiju_text **cells)
{
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < row->n; i++)
		if (i >= s->heading.width || s->heading.columns[i] != CSV_HEADING_REMARK)
			s->cells[n++] = csv_rows_cell(rows, row, i);
	*cells = s->cells;
	return n;
}

static int32_t sheet_heading(struct guiju_source *s, const struct guiju_text **cells, size_t *n)
{
	*n = show(s, &s->heading.names, &s->heading.names.rows[0], cells);
	return GUIJU_OK;
}

static int32_t sheet_raw_row(struct guiju_source *s, uint32_t row, const struct guiju_text **cells,
                             size_t *n)
{
	if (row >= s->rows.n_rows)
		return s->env.host->fail(s->env.args->host_data, tr("the batch has no such row"));
	*n = show(s, &s->rows, &s->rows.rows[row], cells);
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
	.read = sheet_read,
	.close = sheet_close,
	.heading = sheet_heading,
	.raw_row = sheet_raw_row,
	.progress = sheet_progress,
};
