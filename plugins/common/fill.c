/* fill.c: gives every cell to guiju to read, and refuses rows that do not fit the headings. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/fill.h"

/* Why the row cannot be taken apart, by its form alone; false when nothing is wrong. */
static bool has_flaw(char why[SRC_TELL_TEXT], const struct src_env *env,
                     const struct src_rows *rows, const struct src_row *row)
{
	const struct src_limits *limits = &env->limits;
	struct guiju_text told;

	switch (row->flaw) {
	case SRC_FLAW_NONE:
		return false;
	case SRC_FLAW_STRAY:
		snprintf(why, SRC_TELL_TEXT,
		         tr("cell %" PRIu64 " goes on after its closing quotation mark; double the "
		            "quotation marks within a cell"),
		         row->flaw_cell);
		return true;
	case SRC_FLAW_LONG_CELL:
		snprintf(why, SRC_TELL_TEXT,
		         env->grid ? tr("cell %" PRIu64 " is longer than %zu bytes")
		                   : tr("cell %" PRIu64
		                        " is longer than %zu bytes; is a quotation mark not "
		                        "closed?"),
		         row->flaw_cell, limits->cell);
		return true;
	case SRC_FLAW_LONG_ROW:
		snprintf(
		    why, SRC_TELL_TEXT,
		    env->grid
			? tr("the row is longer than %zu bytes")
			: tr("the row is longer than %zu bytes; is a quotation mark not closed?"),
		    limits->row);
		return true;
	case SRC_FLAW_COLUMNS:
		snprintf(why, SRC_TELL_TEXT,
		         tr("the row has %" PRIu64 " cells; at most %" PRIu32 " are read"),
		         row->n_seen, limits->columns);
		return true;
	case SRC_FLAW_TOLD:
		told = src_rows_cell(rows, row, 0);
		snprintf(why, SRC_TELL_TEXT, "%.*s", (int)told.size, told.data);
		return true;
	}
	return false;
}

/* Only the first cell has text, and no row needs it: a note below the data. */
static bool is_note(const struct src_env *env, const struct src_heading *heading,
                    const struct src_rows *rows, const struct src_row *row)
{
	int32_t first = heading->columns[0];

	if (first >= 0 && guiju_column_at(env->args, (uint32_t)first)->required)
		return false;
	return heading->width >= 2 && src_rows_filled(rows, row) == 1 &&
	       !src_rows_blank(src_rows_cell(rows, row, 0));
}

/* Where the row does not fit the headings. */
static bool is_misfit(char why[SRC_TELL_TEXT], const struct src_env *env,
                      const struct src_heading *heading, const struct src_rows *rows,
                      const struct src_row *row)
{
	uint32_t i;

	if (!env->grid && row->n_seen > heading->width) {
		snprintf(why, SRC_TELL_TEXT,
		         tr("the row has %" PRIu64 " cells, the headings are %" PRIu32
		            "; is there a cell with a separator in it that needs quotation marks?"),
		         row->n_seen, heading->width);
		return true;
	}
	if (!env->records && is_note(env, heading, rows, row)) {
		snprintf(why, SRC_TELL_TEXT, "%s",
		         tr("only the first cell has text; remove the row if it is a note"));
		return true;
	}
	for (i = 0; i < row->n; i++) {
		if ((i < heading->width && heading->columns[i] != SRC_HEADING_UNNAMED) ||
		    src_rows_blank(src_rows_cell(rows, row, i)))
			continue;
		snprintf(why, SRC_TELL_TEXT,
		         tr("cell %" PRIu32
		            " has text, but no heading above it; are the cells shifted?"),
		         i + 1);
		return true;
	}
	return false;
}

/* Why the cell is not even given to guiju to read; NULL when it is. */
static const char *why_not(const struct src_env *env, uint32_t column, struct guiju_text raw,
                           enum src_cell kind)
{
	int32_t type = guiju_column_at(env->args, column)->type;

	switch (kind) {
	case SRC_CELL_TEXT:
	case SRC_CELL_DAY:
		return NULL;
	case SRC_CELL_NUMBER:
		/* Of 914201000000000017 the program keeps 914201000000000000; of 007 it keeps 7. */
		if (type == GUIJU_CODE)
			return tr("the code was typed as a number, of which only 15 digits are "
			          "kept: set "
			          "the cell to text and type it again");
		if (type == GUIJU_TEXT && raw.size > 15)
			return tr("a number of more than 15 digits loses the others: set the cell "
			          "to text and type it again");
		return NULL;
	case SRC_CELL_ERROR:
		return tr("the cell's formula ends in an error: mend it, or type its value");
	case SRC_CELL_FORMULA:
		return tr("the cell's formula was never worked out: open the file in the "
		          "spreadsheet program and save it again");
	case SRC_CELL_LOST:
		return tr("the cell's text is missing from the file: it is damaged; type the cell "
		          "again");
	case SRC_CELL_TIME:
		return tr("this is a time without a day: type the day");
	case SRC_CELL_NO_DAY:
		return tr("this number is no day of the calendar: type the day again");
	case SRC_CELL_BINARY:
		return tr("the cell holds bytes that are no text");
	case SRC_CELL_ARRAY:
		return tr("this is a list of values, but one value belongs here");
	case SRC_CELL_OBJECT:
		return tr("this is an object, but one value belongs here");
	}
	return NULL;
}

/* What spreadsheets take for a formula gets a ' in front when a CSV file is written; here it goes. */
static struct guiju_text unguard(struct guiju_text text)
{
	static const char *const signs[] = { "=", "+", "-", "@", "＝", "＋", "－", "＠" };
	size_t n = 0, i, k;

	while (n < text.size && text.data[n] == '\'')
		n++;
	for (i = 0; n > 0 && i < sizeof signs / sizeof *signs; i++) {
		k = strlen(signs[i]);
		if (text.size - n >= k && memcmp(text.data + n, signs[i], k) == 0)
			return (struct guiju_text){ text.data + 1, text.size - 1 };
	}
	return text;
}

static int32_t fill_cell(struct guiju_batch *batch, const struct src_env *env, uint32_t column,
                         struct guiju_text raw, enum src_cell kind, struct src_keep *keep)
{
	struct guiju_cells *cells = guiju_cells_at(batch, column);
	const char *reason = why_not(env, column, raw, kind);
	uint32_t row = batch->rows;
	struct guiju_value value;
	struct guiju_text text;

	if (reason) {
		cells->states[row] = GUIJU_BAD;
		env->host->bad_cell(env->args->host_data, row, column, raw.data, raw.size, reason);
		return GUIJU_OK;
	}
	if (env->guarded && raw.data[0] == '\'')
		raw = unguard(raw);
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
		.data = src_keep_text(keep, value.text, value.text_size),
		.size = value.text_size,
	};
	cells->texts[row] = text;
	return text.data == NULL ? GUIJU_NOMEM : GUIJU_OK;
}

int32_t src_fill_row(struct guiju_batch *batch, const struct src_env *env,
                     const struct src_heading *heading, const struct src_rows *rows,
                     const struct src_row *row, struct src_keep *keep)
{
	char why[SRC_TELL_TEXT];
	struct guiju_text raw;
	enum src_cell kind;
	int32_t column;
	uint32_t i;

	batch->places[batch->rows] = row->place;
	if (has_flaw(why, env, rows, row) || is_misfit(why, env, heading, rows, row)) {
		batch->broken[batch->rows] = 1;
		env->host->bad_row(env->args->host_data, batch->rows, why);
		return GUIJU_OK;
	}
	for (i = 0; i < row->n && i < heading->width; i++) {
		column = heading->columns[i];
		raw = src_rows_cell(rows, row, i);
		kind = src_rows_kind(rows, row, i);
		if (column < 0 || (uint32_t)column >= batch->n_columns ||
		    (src_rows_blank(raw) && kind <= SRC_CELL_DAY))
			continue;
		if (fill_cell(batch, env, (uint32_t)column, raw, kind, keep) != GUIJU_OK)
			return GUIJU_NOMEM;
	}
	return GUIJU_OK;
}
