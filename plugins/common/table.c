/* table.c: fills batches from a scan, and shows rows as they stood. */
#include <stdlib.h>

#include "common/table.h"

int32_t src_table_init(struct src_table *t, const struct guiju_host *host,
                       const struct guiju_open *args, const struct src_limits *limits)
{
	*t = (struct src_table){
		.env = { .host = host, .args = args, .limits = *limits },
		.cells = malloc(limits->columns * sizeof *t->cells),
	};
	if (t->cells == NULL)
		return GUIJU_NOMEM;
	return src_heading_init(&t->heading, &t->env, &t->err);
}

void src_table_fini(struct src_table *t)
{
	free(t->cells);
	src_keep_fini(&t->keep);
	src_rows_fini(&t->rows);
	src_heading_fini(&t->heading);
}

const char *src_table_option(const struct src_env *env, const char *name, const char *otherwise)
{
	const char *text = env->host->option(env->args->host_data, name);

	return text == NULL ? otherwise : text;
}

static bool has_room(const struct src_table *t, const struct guiju_batch *batch)
{
	return batch->rows < batch->capacity && t->rows.n_bytes < t->env.limits.batch_bytes &&
	       t->rows.n_cells < t->env.limits.batch_cells;
}

/* The row behind the headings was read when these were looked for. */
static int32_t next_row(struct src_table *t)
{
	if (t->heading.below.n_rows > 0) {
		if (src_rows_copy(&t->rows, &t->heading.below, 0) != GUIJU_OK)
			return src_tell_nomem(&t->err);
		src_rows_clear(&t->heading.below);
		return SRC_SCAN_ROW;
	}
	if (t->heading.stopped) {
		t->err = t->heading.after;
		return t->err.code;
	}
	return t->scan.next(t->scan.in, &t->rows, &t->err);
}

/* Adds a row to the batch: SRC_SCAN_*, or a failure that is kept in t->err. */
static int32_t add_row(struct src_table *t, struct guiju_batch *batch)
{
	const struct src_row *row;
	int32_t rc = next_row(t);

	/* The parser may stand within a row, which no later batch could finish. */
	if (rc == SRC_SCAN_STOPPED)
		t->err.code = GUIJU_END;
	if (rc != SRC_SCAN_ROW)
		return rc;
	row = &t->rows.rows[t->rows.n_rows - 1];
	if (!t->env.records && row->flaw == SRC_FLAW_NONE && src_rows_filled(&t->rows, row) == 0) {
		src_rows_drop(&t->rows);
		return SRC_SCAN_ROW;
	}
	if (src_fill_row(batch, &t->env, &t->heading, &t->rows, row, &t->keep) != GUIJU_OK)
		return src_tell_nomem(&t->err);
	batch->rows++;
	return SRC_SCAN_ROW;
}

/* C lets a pointer to a struct stand for one to its first member. */
static struct src_table *table_of(struct guiju_source *source)
{
	return (struct src_table *)(void *)source;
}

int32_t src_table_read(struct guiju_source *source, struct guiju_batch *batch)
{
	struct src_table *t = table_of(source);
	const struct src_env *env = &t->env;
	int32_t rc = SRC_SCAN_ROW;

	batch->rows = 0;
	src_rows_clear(&t->rows);
	src_keep_clear(&t->keep);
	if (t->err.code == GUIJU_OK && env->host->canceled(env->args->host_data))
		return GUIJU_END;
	if (t->err.code == GUIJU_OK && batch->capacity == 0)
		src_tell(&t->err, GUIJU_FAILED, "%s", tr("the batch has no room for rows"));
	while (t->err.code == GUIJU_OK && has_room(t, batch) &&
	       (rc == SRC_SCAN_ROW || (rc == SRC_SCAN_PAUSE && batch->rows == 0)))
		rc = add_row(t, batch);
	if (t->err.code == GUIJU_NOMEM)
		batch->rows = 0;
	if (batch->rows > 0)
		return GUIJU_OK;
	if (t->err.code == GUIJU_FAILED)
		env->host->fail(env->args->host_data, t->err.text);
	return t->err.code == GUIJU_OK ? GUIJU_END : t->err.code;
}

static size_t show(struct src_table *t, const struct src_rows *rows, const struct src_row *row,
                   const struct guiju_text **cells)
{
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < row->n; i++)
		if (i >= t->heading.width || t->heading.columns[i] != SRC_HEADING_REMARK)
			t->cells[n++] = src_rows_cell(rows, row, i);
	*cells = t->cells;
	return n;
}

int32_t src_table_heading(struct guiju_source *source, const struct guiju_text **cells, size_t *n)
{
	struct src_table *t = table_of(source);

	*n = show(t, &t->heading.names, &t->heading.names.rows[0], cells);
	return GUIJU_OK;
}

int32_t src_table_raw_row(struct guiju_source *source, uint32_t row,
                          const struct guiju_text **cells, size_t *n)
{
	struct src_table *t = table_of(source);

	if (row >= t->rows.n_rows)
		return t->env.host->fail(t->env.args->host_data, tr("the batch has no such row"));
	*n = show(t, &t->rows, &t->rows.rows[row], cells);
	return GUIJU_OK;
}
