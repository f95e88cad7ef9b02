/* fill.c: gives every cell to guiju to read, and refuses rows that do not fit the headings. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fill.h"

/* Why the row cannot be taken apart, by its form alone; false when nothing is wrong. */
static bool has_flaw(char why[CSV_TELL_TEXT], const struct csv_limits *limits,
                     const struct csv_row *row)
{
	switch (row->flaw) {
	case CSV_FLAW_NONE:
		return false;
	case CSV_FLAW_STRAY:
		snprintf(why, CSV_TELL_TEXT,
		         tr("cell %" PRIu64 " goes on after its closing quotation mark; double the "
		            "quotation marks within a cell"),
		         row->flaw_cell);
		return true;
	case CSV_FLAW_LONG_CELL:
		snprintf(why, CSV_TELL_TEXT,
		         tr("cell %" PRIu64
		            " is longer than %zu bytes; is a quotation mark not closed?"),
		         row->flaw_cell, limits->cell);
		return true;
	case CSV_FLAW_LONG_ROW:
		snprintf(why, CSV_TELL_TEXT,
		         tr("the row is longer than %zu bytes; is a quotation mark not closed?"),
		         limits->row);
		return true;
	case CSV_FLAW_COLUMNS:
		snprintf(why, CSV_TELL_TEXT,
		         tr("the row has %" PRIu64 " cells; at most %" PRIu32 " are read"),
		         row->n_seen, limits->columns);
		return true;
	}
	return false;
}

/* Only the first cell has text, and no row needs it: a note below the data. */
static bool is_note(const struct csv_env *env, const struct csv_heading *heading,
                    const struct csv_rows *rows, const struct csv_row *row)
{
	int32_t first = heading->columns[0];

	if (first >= 0 && guiju_column_at(env->args, (uint32_t)first)->required)
		return false;
	return heading->width >= 2 && csv_rows_filled(rows, row) == 1 &&
	       !csv_rows_blank(csv_rows_cell(rows, row, 0));
}

/* Where the row does not fit the headings. */
static bool is_misfit(char why[CSV_TELL_TEXT], const struct csv_env *env,
                      const struct csv_heading *heading, const struct csv_rows *rows,
                      const struct csv_row *row)
{
	uint32_t i;

	if (row->n_seen > heading->width) {
		snprintf(why, CSV_TELL_TEXT,
		         tr("the row has %" PRIu64 " cells, the headings are %" PRIu32
		            "; is there a cell with a separator in it that needs quotation marks?"),
		         row->n_seen, heading->width);
		return true;
	}
	if (is_note(env, heading, rows, row)) {
		snprintf(why, CSV_TELL_TEXT, "%s",
		         tr("only the first cell has text; remove the row if it is a note"));
		return true;
	}
	for (i = 0; i < row->n; i++) {
		if (heading->columns[i] != CSV_HEADING_UNNAMED ||
		    csv_rows_blank(csv_rows_cell(rows, row, i)))
			continue;
		snprintf(why, CSV_TELL_TEXT,
		         tr("cell %" PRIu32
		            " has text, but no heading above it; are the cells shifted?"),
		         i + 1);
		return true;
	}
	return false;
}

static int32_t fill_cell(struct guiju_batch *batch, const struct csv_env *env, uint32_t column,
                         struct guiju_text raw, struct csv_keep *keep)
{
	struct guiju_cells *cells = guiju_cells_at(batch, column);
	uint32_t row = batch->rows;
	struct guiju_value value;
	struct guiju_text text;

	value.size = sizeof value;
	env->host->parse(env->args->host_data, column, raw.data, raw.size, &value);
	cells->states[row] = (uint8_t)value.state;
	if (value.state == GUIJU_BAD)
		env->host->bad_cell(env->args->host_data, row, column, raw.data, raw.size,
		                    value.reason);
	if (value.state != GUIJU_GIVEN)
		return GUIJU_OK;
	if (cells->texts == NULL) {
		cells->numbers[row] = value.number;
		return GUIJU_OK;
	}
	text = (struct guiju_text){
		.data = csv_keep_text(keep, value.text, value.text_size),
		.size = value.text_size,
	};
	cells->texts[row] = text;
	return text.data == NULL ? GUIJU_NOMEM : GUIJU_OK;
}

int32_t csv_fill_row(struct guiju_batch *batch, const struct csv_env *env,
                     const struct csv_heading *heading, const struct csv_rows *rows,
                     const struct csv_row *row, struct csv_keep *keep)
{
	char why[CSV_TELL_TEXT];
	struct guiju_text raw;
	int32_t column;
	uint32_t i;

	batch->places[batch->rows] = row->place;
	if (has_flaw(why, &env->limits, row) || is_misfit(why, env, heading, rows, row)) {
		batch->broken[batch->rows] = 1;
		env->host->bad_row(env->args->host_data, batch->rows, why);
		return GUIJU_OK;
	}
	for (i = 0; i < row->n; i++) {
		column = heading->columns[i];
		raw = csv_rows_cell(rows, row, i);
		if (column < 0 || (uint32_t)column >= batch->n_columns || csv_rows_blank(raw))
			continue;
		if (fill_cell(batch, env, (uint32_t)column, raw, keep) != GUIJU_OK)
			return GUIJU_NOMEM;
	}
	return GUIJU_OK;
}
