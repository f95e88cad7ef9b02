/* sheet_out.c: rows to a CSV file or, with a frozen heading and widths, to a workbook, one by one. */
#include "engine/cli/sheet_out.h"

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/csv_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

enum {
	ROWS_MAX = 1048576, /* of a sheet; the rest goes on in another */
	NAME_MAX_BYTES = 31,
	COLUMNS_MAX = 64,
	NARROW = 16,
	WIDE = 48,
	PAGE = 110,
	A4 = 9
};

struct gj_sheet {
	enum gj_sheet_kind kind;
	struct gj_csv_file csv;
	const char *path; /* borrowed */
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *head, *text, *number;
	/* The part that is being written, for the next sheet of it */
	char name[NAME_MAX_BYTES - 6];
	char *over[COLUMNS_MAX], *heads[COLUMNS_MAX]; /* owned */
	size_t n, texts, wide;
	unsigned sheets;
	lxw_row_t row;
	lxw_error status; /* the first that is none */
};

static void note(struct gj_sheet *s, lxw_error status)
{
	if (s->status == LXW_NO_ERROR)
		s->status = status;
}

static int said(const struct gj_sheet *s, struct gj_err *err)
{
	return s->status == LXW_NO_ERROR
	           ? 0
	           : gj_err_set(err, GJ_EIO, "%s: %s", s->path, lxw_strerror(s->status));
}

static void drop_heads(struct gj_sheet *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->over[i]);
		free(s->heads[i]);
		s->over[i] = s->heads[i] = NULL;
	}
	s->n = 0;
}

static void put_heads(struct gj_sheet *s, char *const *heads)
{
	for (size_t i = 0; i < s->n; i++)
		note(s, worksheet_write_string(s->sheet, s->row, (lxw_col_t)i, heads[i], s->head));
	s->row++;
}

static void add_sheet(struct gj_sheet *s)
{
	char name[NAME_MAX_BYTES + 1];
	size_t narrow = s->n - s->wide;

	if (s->sheets++)
		snprintf(name, sizeof name, "%s %u", s->name, s->sheets % 10000);
	else
		snprintf(name, sizeof name, "%s", s->name);
	s->sheet = workbook_add_worksheet(s->workbook, name);
	s->row = 0;
	if (s->sheet == NULL) {
		note(s, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	if (narrow)
		note(s, worksheet_set_column(s->sheet, 0, (lxw_col_t)(narrow - 1), NARROW, NULL));
	if (s->wide)
		note(s, worksheet_set_column(s->sheet, (lxw_col_t)narrow, (lxw_col_t)(s->n - 1),
		                             WIDE, NULL));
	worksheet_set_landscape(s->sheet);
	worksheet_set_paper(s->sheet, A4);
	worksheet_fit_to_pages(s->sheet, 1, 0);
	if (s->over[0])
		put_heads(s, s->over);
	put_heads(s, s->heads);
	worksheet_freeze_panes(s->sheet, s->row, 0);
	worksheet_repeat_rows(s->sheet, 0, s->row - 1);
}

static int keep_heads(struct gj_sheet *s, const struct gj_sheet_part *part, struct gj_err *err)
{
	drop_heads(s);
	for (; s->n < part->n; s->n++) {
		s->heads[s->n] = strdup(part->heads[s->n]);
		s->over[s->n] =
		    part->over ? strdup(part->over[s->n] ? part->over[s->n] : "") : NULL;
		if (s->heads[s->n] == NULL || (part->over && s->over[s->n] == NULL)) {
			s->n++; /* what there is of it is given back with the rest */
			return gj_err_nomem(err, tr("the table"));
		}
	}
	return 0;
}

/* Numbers as numbers, where the column may hold one. */
static void put_cell(struct gj_sheet *s, size_t at, const char *cell)
{
	char *end = NULL;
	double n = cell && at >= s->texts ? strtod(cell, &end) : 0;

	if (cell == NULL || *cell == '\0')
		return;
	if (end && end != cell && *end == '\0')
		note(s, worksheet_write_number(s->sheet, s->row, (lxw_col_t)at, n, s->number));
	else
		note(s, worksheet_write_string(s->sheet, s->row, (lxw_col_t)at, cell, s->text));
}

static int open_workbook(struct gj_sheet *s, struct gj_err *err)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };

	s->workbook = workbook_new_opt(s->path, &options);
	if (s->workbook == NULL)
		return gj_err_nomem(err, s->path);
	s->head = workbook_add_format(s->workbook);
	s->text = workbook_add_format(s->workbook);
	s->number = workbook_add_format(s->workbook);
	if (!s->head || !s->text || !s->number)
		return gj_err_nomem(err, s->path);
	format_set_bold(s->head);
	format_set_bg_color(s->head, 0xEEEEEE);
	format_set_text_wrap(s->text);
	format_set_align(s->text, LXW_ALIGN_VERTICAL_TOP);
	format_set_align(s->number, LXW_ALIGN_VERTICAL_TOP);
	return 0;
}

int gj_sheet_open(struct gj_sheet **out, const char *path, enum gj_sheet_kind kind,
                  struct gj_err *err)
{
	struct gj_sheet *s = calloc(1, sizeof *s);
	int rc;

	*out = NULL;
	if (s == NULL)
		return gj_err_nomem(err, tr("the table"));
	s->kind = kind;
	s->path = path;
	s->status = LXW_NO_ERROR;
	rc = kind == GJ_SHEET_XLSX ? open_workbook(s, err)
	                           : gj_csv_file_open(&s->csv, path, kind == GJ_SHEET_GB18030, err);
	if (rc)
		return gj_sheet_close(s, rc, err);
	*out = s;
	return 0;
}

int gj_sheet_start(struct gj_sheet *s, const struct gj_sheet_part *part, struct gj_err *err)
{
	int rc = 0;

	if (s->kind != GJ_SHEET_XLSX) {
		if (part->over)
			rc = gj_csv_file_row(&s->csv, part->over, part->n, err);
		return rc ? rc : gj_csv_file_row(&s->csv, part->heads, part->n, err);
	}
	if (part->n > COLUMNS_MAX)
		return gj_err_set(err, GJ_ELIMIT, tr("a table of more than %d columns"),
		                  COLUMNS_MAX);
	rc = keep_heads(s, part, err);
	if (rc)
		return rc;
	snprintf(s->name, sizeof s->name, "%s", part->name);
	s->texts = part->texts;
	s->wide = part->wide;
	s->sheets = 0;
	add_sheet(s);
	return said(s, err);
}

int gj_sheet_row(struct gj_sheet *s, const char *const *cells, size_t n, struct gj_err *err)
{
	if (s->kind != GJ_SHEET_XLSX)
		return gj_csv_file_row(&s->csv, cells, n, err);
	if (s->row == ROWS_MAX)
		add_sheet(s);
	for (size_t i = 0; s->sheet && i < n; i++)
		put_cell(s, i, cells[i]);
	s->row++;
	return said(s, err);
}

int gj_sheet_lines(struct gj_sheet *s, const char *name, const struct gj_buf *text,
                   struct gj_err *err)
{
	struct gj_buf line;
	const char *from = gj_buf_str(text), *end;
	lxw_row_t at = 0;

	if (s->kind != GJ_SHEET_XLSX)
		return 0;
	s->sheet = workbook_add_worksheet(s->workbook, name);
	if (s->sheet == NULL || text->failed)
		return gj_err_nomem(err, s->path);
	note(s, worksheet_set_column(s->sheet, 0, 0, PAGE, s->text));
	gj_buf_init(&line);
	for (; *from; from = *end ? end + 1 : end) {
		end = strchrnul(from, '\n');
		gj_buf_clear(&line);
		gj_buf_put(&line, from, (size_t)(end - from));
		if (line.failed)
			break;
		note(s, worksheet_write_string(s->sheet, at++, 0, gj_buf_str(&line), s->text));
	}
	if (line.failed)
		note(s, LXW_ERROR_MEMORY_MALLOC_FAILED);
	gj_buf_fini(&line);
	return said(s, err);
}

int gj_sheet_close(struct gj_sheet *s, int rc, struct gj_err *err)
{
	if (s == NULL)
		return rc;
	drop_heads(s);
	if (s->kind != GJ_SHEET_XLSX) {
		rc = gj_csv_file_close(&s->csv, rc, err);
	} else if (s->workbook) {
		note(s, workbook_close(s->workbook));
		rc = rc ? rc : said(s, err);
	}
	free(s);
	return rc;
}
