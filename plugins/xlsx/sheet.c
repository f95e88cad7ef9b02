/* sheet.c: elements of a sheet to rows of cells; what a cell is, its type and its style say. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"

enum { LAST_COLUMN = 16384, LAST_ROW = 1048576 };

static void no_memory(struct xlsx_sheet *s)
{
	struct src_err err;

	src_tell_nomem(&err);
	xlsx_xml_fail(&s->xml, &err);
}

static void damaged(struct xlsx_sheet *s, const char *what)
{
	struct src_err err;

	src_tell(&err, GUIJU_FAILED,
	         tr("%s, row %" PRIu64 ": %s: open the file in the spreadsheet program and save it "
	            "again"),
	         s->xml.part.name, s->row.place ? s->row.place : s->last_row, what);
	xlsx_xml_fail(&s->xml, &err);
}

/* "AB12": the column from 0, and the row; false when it is no place. */
static bool read_place(const char *s, uint64_t *column, uint64_t *row)
{
	*column = 0;
	*row = 0;
	for (; *s >= 'A' && *s <= 'Z'; s++)
		if ((*column = 26 * *column + (uint64_t)(*s - 'A' + 1)) > LAST_COLUMN)
			return false;
	for (; *s >= '0' && *s <= '9'; s++)
		if ((*row = 10 * *row + (uint64_t)(*s - '0')) > LAST_ROW)
			return false;
	if (*s != '\0' || *column == 0 || *row == 0)
		return false;
	--*column;
	return true;
}

static void start_row(struct xlsx_sheet *s, const char **attributes)
{
	const char *r = xlsx_xml_get(attributes, "r");
	uint64_t place = s->last_row + 1;

	s->row = (struct src_row){ .place = 0 };
	if (r)
		place = strtoull(r, NULL, 10);
	if (place <= s->last_row || place > LAST_ROW) {
		damaged(s, tr("the numbers of the rows do not rise"));
		return;
	}
	s->row.place = place;
	s->last_row = place;
	s->row_size = 0;
	s->column = 0;
	s->in_row = true;
}

static void start_cell(struct xlsx_sheet *s, const char **attributes)
{
	const char *place = NULL, *type = NULL, *style = NULL;
	uint64_t column = s->column, row;

	for (; *attributes; attributes += 2) {
		if (strcmp(attributes[0], "r") == 0)
			place = attributes[1];
		else if (strcmp(attributes[0], "t") == 0)
			type = attributes[1];
		else if (strcmp(attributes[0], "s") == 0)
			style = attributes[1];
	}
	if (place && (!read_place(place, &column, &row) || row != s->row.place)) {
		damaged(s, tr("a cell has a place that is not in this row"));
		return;
	}
	if (column < s->column || column >= LAST_COLUMN) {
		damaged(s, tr("the cells are not in their order"));
		return;
	}
	s->column = (uint32_t)column;
	s->type = 'n';
	if (type && (strcmp(type, "str") == 0 || strcmp(type, "inlineStr") == 0))
		s->type = 't';
	else if (type && *type && strchr("nsbed", *type) && type[1] == '\0')
		s->type = *type;
	s->format = xlsx_styles_get(s->styles, style);
	s->n_text = 0;
	s->in_cell = true;
	s->has_value = s->has_formula = s->too_long = false;
}

static void note_merged(struct xlsx_sheet *s, const char *area)
{
	const char *colon = area ? strchr(area, ':') : NULL;
	uint64_t column, row;

	if (colon && read_place(colon + 1, &column, &row) &&
	    s->n_merged < sizeof s->merged / sizeof *s->merged)
		s->merged[s->n_merged++] = (uint32_t)row;
}

static void on_start(void *in, const char *name, const char **attributes)
{
	struct xlsx_sheet *s = in;

	if (!s->in_data) {
		if (strcmp(name, "sheetData") == 0)
			s->in_data = true;
		else if (strcmp(name, "mergeCell") == 0)
			note_merged(s, xlsx_xml_get(attributes, "ref"));
		return;
	}
	if (!s->in_row) {
		if (strcmp(name, "row") == 0)
			start_row(s, attributes);
		return;
	}
	if (!s->in_cell) {
		if (strcmp(name, "c") == 0)
			start_cell(s, attributes);
		return;
	}
	if (strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && s->phonetic == 0)) {
		s->in_text = true;
		s->has_value = true;
	} else if (strcmp(name, "f") == 0) {
		s->has_formula = true;
	} else if (strcmp(name, "rPh") == 0) {
		s->phonetic++;
	}
}

static void on_text(void *in, const char *text, size_t n)
{
	struct xlsx_sheet *s = in;
	size_t most = s->env->limits.cell;

	if (!s->in_text)
		return;
	if (n > most - s->n_text) {
		s->too_long = true;
		n = most - s->n_text;
	}
	memcpy(s->text + s->n_text, text, n);
	s->n_text += n;
}

static void flaw(struct xlsx_sheet *s, enum src_flaw what)
{
	if (s->row.flaw != SRC_FLAW_NONE)
		return;
	s->row.flaw = what;
	s->row.flaw_cell = s->column + 1;
}

/* Puts a cell where it belongs; those before it that the file leaves out are empty. */
static void put_cell(struct xlsx_sheet *s, const char *text, size_t n, enum src_cell kind)
{
	int32_t rc = GUIJU_OK;

	if (n == 0 && kind == SRC_CELL_TEXT)
		return;
	s->row.n_seen = s->column + 1;
	if (s->column >= s->env->limits.columns) {
		flaw(s, SRC_FLAW_COLUMNS);
		return;
	}
	if (s->row_size + n > s->env->limits.row) {
		flaw(s, SRC_FLAW_LONG_ROW);
		return;
	}
	while (rc == GUIJU_OK && s->row.n < s->column) {
		rc = src_rows_end_cell(&s->rows, 0);
		s->row.n++;
	}
	if (rc == GUIJU_OK)
		rc = src_rows_put(&s->rows, text, n);
	if (rc == GUIJU_OK)
		rc = src_rows_end_cell(&s->rows, n);
	if (rc != GUIJU_OK) {
		no_memory(s);
		return;
	}
	src_rows_mark(&s->rows, kind);
	s->row.n++;
	s->row_size += n;
	if (s->too_long)
		flaw(s, SRC_FLAW_LONG_CELL);
}

static void put_shared(struct xlsx_sheet *s)
{
	const char *text;
	char *end;
	unsigned long i;
	struct src_err err;
	size_t n;
	int32_t rc = GUIJU_END;

	s->text[s->n_text] = '\0';
	i = strtoul(s->text, &end, 10);
	if (s->n_text > 0 && *end == '\0' && *s->text >= '0' && *s->text <= '9')
		rc = xlsx_strings_get(s->strings, i, &text, &n, &err);
	if (rc == GUIJU_OK)
		put_cell(s, text, n < s->env->limits.cell ? n : s->env->limits.cell, SRC_CELL_TEXT);
	else if (rc == GUIJU_END)
		put_cell(s, s->text, s->n_text, SRC_CELL_LOST);
	else
		xlsx_xml_fail(&s->xml, &err);
}

static void put_number(struct xlsx_sheet *s)
{
	char out[XLSX_NUMBER_TEXT];
	enum src_cell kind =
	    xlsx_number_print(out, s->text, s->n_text, s->format, s->book->from_1904);

	if (kind == SRC_CELL_LOST)
		put_cell(s, s->text, s->n_text, kind);
	else
		put_cell(s, out, strlen(out), kind);
}

static void end_cell(struct xlsx_sheet *s)
{
	const char *time;

	if (!s->has_value && s->has_formula) {
		put_cell(s, "", 0, SRC_CELL_FORMULA);
	} else if (s->has_value) {
		switch (s->type) {
		case 's':
			put_shared(s);
			break;
		case 't':
			s->n_text = xlsx_strings_clean(s->text, s->n_text);
			put_cell(s, s->text, s->n_text, SRC_CELL_TEXT);
			break;
		case 'b':
			if (s->n_text == 1 && *s->text == '1')
				put_cell(s, "TRUE", 4, SRC_CELL_TEXT);
			else
				put_cell(s, "FALSE", 5, SRC_CELL_TEXT);
			break;
		case 'e':
			put_cell(s, s->text, s->n_text, SRC_CELL_ERROR);
			break;
		case 'd':
			time = memchr(s->text, 'T', s->n_text);
			put_cell(s, s->text, time ? (size_t)(time - s->text) : s->n_text,
			         SRC_CELL_DAY);
			break;
		default:
			/* An empty <v/> is an empty cell. */
			if (s->n_text > 0)
				put_number(s);
			break;
		}
	}
	s->column++;
	s->in_cell = false;
	s->phonetic = 0;
}

static void end_row(struct xlsx_sheet *s)
{
	s->in_row = false;
	/* A row of nothing but styles is an empty row: there may be a million of them. */
	if (s->row.n_seen == 0)
		return;
	if (src_rows_end(&s->rows, &s->row) != GUIJU_OK)
		no_memory(s);
	s->row.n_seen = 0;
}

static void on_end(void *in, const char *name)
{
	struct xlsx_sheet *s = in;

	if (s->in_cell) {
		if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
			s->in_text = false;
		else if (strcmp(name, "rPh") == 0 && s->phonetic > 0)
			s->phonetic--;
		else if (strcmp(name, "c") == 0)
			end_cell(s);
	} else if (s->in_row) {
		if (strcmp(name, "row") == 0)
			end_row(s);
	} else if (s->in_data && strcmp(name, "sheetData") == 0) {
		s->in_data = false;
	}
}

int32_t xlsx_sheet_open(struct xlsx_sheet *s, const struct src_env *env, struct xlsx_package *p,
                        const struct xlsx_book *book, const struct xlsx_styles *styles,
                        struct xlsx_strings *strings, const char *part, struct src_err *err)
{
	static const struct xlsx_xml_ops ops = { on_start, on_end, on_text };
	int32_t rc;

	*s = (struct xlsx_sheet){
		.env = env,
		.book = book,
		.styles = styles,
		.strings = strings,
		.text = malloc(env->limits.cell + 4),
	};
	if (s->text == NULL)
		return src_tell_nomem(err);
	rc = xlsx_xml_open(&s->xml, p, part, &ops, s, err);
	if (rc == GUIJU_END)
		return src_tell(err, GUIJU_FAILED, tr("the workbook has lost its part %s"), part);
	return rc;
}

void xlsx_sheet_close(struct xlsx_sheet *s)
{
	xlsx_xml_close(&s->xml);
	src_rows_fini(&s->rows);
	free(s->text);
	s->text = NULL;
}

/* Merged cells hold a value only in the first of them: nobody can tell whether it is meant for all. */
static void warn_merged(struct xlsx_sheet *s)
{
	uint32_t below = 0;
	uint32_t i;

	for (i = 0; i < s->n_merged; i++)
		below += s->merged[i] > s->heading;
	if (below > 0)
		src_tell_log(s->env, GUIJU_LOG_WARNING,
		             tr("%" PRIu32 " merged areas or more below the headings: only the "
		                "first cell of each has a value, the others count as empty"),
		             below);
	s->n_merged = 0;
}

int32_t xlsx_sheet_next(void *in, struct src_rows *rows, struct src_err *err)
{
	struct xlsx_sheet *s = in;
	while (s->taken == s->rows.n_rows) {
		if (s->taken > 0 && !s->in_row) {
			src_rows_clear(&s->rows);
			s->taken = 0;
		} else if (s->taken > 0) {
			/* Cells of the row that is being read stay. */
			src_rows_shift(&s->rows);
			s->taken = 0;
		}
		if (s->xml.ended) {
			warn_merged(s);
			return SRC_SCAN_END;
		}
		if (s->env->host->canceled(s->env->args->host_data))
			return SRC_SCAN_STOPPED;
		if (s->failed.code == GUIJU_OK)
			xlsx_xml_step(&s->xml, &s->failed);
		if (s->failed.code != GUIJU_OK && s->rows.n_rows == 0) {
			*err = s->failed;
			return err->code;
		}
	}
	return src_rows_copy(rows, &s->rows, s->taken++) == GUIJU_OK ? SRC_SCAN_ROW
	                                                             : src_tell_nomem(err);
}
