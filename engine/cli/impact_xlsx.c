/* impact_xlsx.c: an impact report as a workbook, a sheet a table, written row by row. */
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/cli/impact_out.h"

#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

enum {
	ROWS_MAX = 1048576, /* of a sheet; the rest goes on in another */
	NAME_MAX_BYTES = 31,
	WIDTH = 16,
	WIDE = 48
};

struct book {
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *head, *text, *number;
	enum gj_impact_part part;
	char *heads[GJ_IMPACT_COLUMNS]; /* owned; for the next sheet */
	size_t n_heads;
	unsigned sheets; /* of this part */
	lxw_row_t row;
	lxw_error status; /* the first that is none */
};

static void note(struct book *b, lxw_error status)
{
	if (b->status == LXW_NO_ERROR)
		b->status = status;
}

static void open_sheet(struct book *b)
{
	char name[NAME_MAX_BYTES + 1];

	if (b->sheets++)
		snprintf(name, sizeof name, "%s %u", gj_impact_part_name(b->part), b->sheets);
	else
		snprintf(name, sizeof name, "%s", gj_impact_part_name(b->part));
	b->sheet = workbook_add_worksheet(b->workbook, name);
	b->row = 0;
	if (b->sheet == NULL) {
		note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	note(b, worksheet_set_column(b->sheet, 0, (lxw_col_t)(b->n_heads - 1), WIDTH, NULL));
	if (b->part == GJ_IMPACT_AFFECTED)
		note(b, worksheet_set_column(b->sheet, (lxw_col_t)(b->n_heads - 2),
		                             (lxw_col_t)(b->n_heads - 1), WIDE, NULL));
	worksheet_freeze_panes(b->sheet, 1, 0);
	worksheet_set_landscape(b->sheet);
	worksheet_set_paper(b->sheet, 9); /* A4 */
	worksheet_fit_to_pages(b->sheet, 1, 0);
	worksheet_repeat_rows(b->sheet, 0, 0);
	for (size_t i = 0; i < b->n_heads; i++)
		note(b, worksheet_write_string(b->sheet, 0, (lxw_col_t)i, b->heads[i], b->head));
	b->row = 1;
}

static void drop_heads(struct book *b)
{
	for (size_t i = 0; i < b->n_heads; i++)
		free(b->heads[i]);
	b->n_heads = 0;
}

static int start(void *ctx, enum gj_impact_part part, const char *const *heads, size_t n,
                 struct gj_err *err)
{
	struct book *b = ctx;

	drop_heads(b);
	b->part = part;
	b->sheets = 0;
	for (size_t i = 0; i < n; i++) {
		b->heads[i] = strdup(heads[i]);
		if (b->heads[i] == NULL)
			return gj_err_nomem(err, tr("the report"));
		b->n_heads++;
	}
	open_sheet(b);
	return 0;
}

/* Numbers as numbers; an 18-digit code is none. */
static void put(struct book *b, lxw_col_t at, const char *cell)
{
	char *end = NULL;
	double n = cell && at >= gj_impact_part_texts(b->part) ? strtod(cell, &end) : 0;

	if (cell == NULL || *cell == '\0')
		return;
	if (end && end != cell && *end == '\0')
		note(b, worksheet_write_number(b->sheet, b->row, at, n, b->number));
	else
		note(b, worksheet_write_string(b->sheet, b->row, at, cell, b->text));
}

static int row(void *ctx, const char *const *cells, size_t n, struct gj_err *err)
{
	struct book *b = ctx;

	if (b->row == ROWS_MAX)
		open_sheet(b);
	for (size_t i = 0; b->sheet && i < n; i++)
		put(b, (lxw_col_t)i, cells[i]);
	b->row++;
	return b->status == LXW_NO_ERROR ? 0
	                                 : gj_err_set(err, GJ_EIO, "%s", lxw_strerror(b->status));
}

/* What was compared, on the first sheet. */
static int about(struct book *b, struct gj_impact *m, struct gj_err *err)
{
	struct gj_buf text;
	bool failed;
	lxw_row_t at = 0;

	b->sheet = workbook_add_worksheet(b->workbook, "summary");
	if (b->sheet == NULL)
		return gj_err_nomem(err, tr("the report"));
	gj_buf_init(&text);
	gj_impact_head(&text, m);
	gj_buf_printf(&text, "%s\n", gj_impact_others());
	gj_impact_sum(&text, m);
	failed = text.failed;
	note(b, worksheet_set_column(b->sheet, 0, 0, 110, b->text));
	for (char *line = failed ? NULL : strtok(text.data, "\n"); line; line = strtok(NULL, "\n"))
		note(b, worksheet_write_string(b->sheet, at++, 0, line, b->text));
	gj_buf_fini(&text);
	return failed ? gj_err_nomem(err, tr("the report")) : 0;
}

int gj_impact_xlsx(struct gj_impact *m, const char *path, struct gj_err *err)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct book b = { .workbook = workbook_new_opt(path, &options), .status = LXW_NO_ERROR };
	const struct gj_impact_sink sink = { start, row, &b };
	int rc;

	if (b.workbook == NULL)
		return gj_err_nomem(err, tr("the report"));
	b.head = workbook_add_format(b.workbook);
	format_set_bold(b.head);
	format_set_bg_color(b.head, 0xEEEEEE);
	b.text = workbook_add_format(b.workbook);
	format_set_text_wrap(b.text);
	format_set_align(b.text, LXW_ALIGN_VERTICAL_TOP);
	b.number = workbook_add_format(b.workbook);
	format_set_align(b.number, LXW_ALIGN_VERTICAL_TOP);
	rc = about(&b, m, err);
	for (int part = 0; rc == 0 && part < GJ_IMPACT_PARTS; part++)
		rc = gj_impact_table(m, (enum gj_impact_part)part, &sink, err);
	drop_heads(&b);
	note(&b, workbook_close(b.workbook));
	if (rc == 0 && b.status != LXW_NO_ERROR)
		rc = gj_err_set(err, GJ_EIO, "%s: %s", path, lxw_strerror(b.status));
	return rc;
}
