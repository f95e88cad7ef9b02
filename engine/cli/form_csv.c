/* form_csv.c: the form as CSV files: labels, hints, keys; below them rows, or room for some. */
#include "engine/cli/form.h"

#include "engine/base/err.h"
#include "engine/base/buf.h"
#include "engine/base/tr.h"
#include "engine/cli/csv_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sheet {
	const struct gj_form_sheet *form; /* borrowed */
	char *path;                       /* owned */
	struct gj_csv_file file;
};

struct book {
	const struct gj_form *form; /* borrowed */
	struct sheet *sheets;       /* owned; form->n_sheets */
	size_t n_open;              /* of the sheets */
	bool gb18030;
	struct gj_buf cell;
	const char **cells; /* owned; of the widest sheet */
	size_t *starts;     /* owned; where each begins in cell */
	struct gj_err *err;
};

/* form.csv, form-trainings.csv; the caller's. */
static char *path_of(const char *path, const struct gj_form_sheet *sheet)
{
	size_t n = strlen(path);
	char *out;

	if (sheet->list == NULL)
		return strdup(path);
	if (n > 4 && strcmp(path + n - 4, ".csv") == 0)
		n -= 4;
	return asprintf(&out, "%.*s-%s.csv", (int)n, path, sheet->list->key) < 0 ? NULL : out;
}

static int write_head(struct book *b, struct sheet *sheet)
{
	const struct gj_form_sheet *form = sheet->form;
	int rc = 0;

	for (int row = 0; rc == 0 && row < 3; row++) {
		for (size_t i = 0; i < form->n; i++)
			b->cells[i] = row == 0   ? form->columns[i].label
			              : row == 1 ? form->columns[i].hint
			                         : form->columns[i].key;
		rc = gj_csv_file_row(&sheet->file, b->cells, form->n, b->err);
	}
	return rc;
}

/* code NULL: the application's own row. */
static int write_values(struct book *b, struct sheet *sheet, const struct gj_value *values,
                        const char *code)
{
	const struct gj_form_sheet *form = sheet->form;
	size_t first = code ? 1 : 0;

	gj_buf_clear(&b->cell);
	for (size_t i = 0; i < form->n; i++) {
		b->starts[i] = b->cell.n;
		if (i < first)
			gj_buf_puts(&b->cell, code);
		else
			gj_form_print(&b->cell, form->columns[i].fact, &values[i - first],
			              b->form->lang);
		gj_buf_putc(&b->cell, '\0');
	}
	if (b->cell.failed)
		return gj_err_nomem(b->err, sheet->path);
	for (size_t i = 0; i < form->n; i++)
		b->cells[i] = b->cell.data + b->starts[i];
	return gj_csv_file_row(&sheet->file, b->cells, form->n, b->err);
}

static int put(void *sink, const struct gj_record *record)
{
	struct book *b = sink;
	const struct gj_fact *subject = gj_facts_role(record->facts, GJ_ROLE_SUBJECT);
	const char *code = subject ? record->values[subject->index].text : NULL;
	int rc = write_values(b, &b->sheets[0], record->values, NULL);

	for (size_t i = 1; rc == 0 && i < b->form->n_sheets; i++) {
		const struct gj_fact *list = b->sheets[i].form->list;
		const struct gj_value *own = &record->values[list->index];

		for (int64_t row = 0; rc == 0 && own->state == GJ_GIVEN && row < own->number; row++)
			rc = write_values(b, &b->sheets[i],
			                  record->lists[list->index] + (size_t)row * list->n_fields,
			                  code ? code : "");
	}
	return rc;
}

static int open_sheets(struct book *b, const char *path)
{
	size_t widest = 0;

	b->sheets = calloc(b->form->n_sheets, sizeof *b->sheets);
	for (size_t i = 0; i < b->form->n_sheets; i++)
		if (b->form->sheets[i].n > widest)
			widest = b->form->sheets[i].n;
	b->cells = calloc(widest + 1, sizeof *b->cells);
	b->starts = calloc(widest + 1, sizeof *b->starts);
	if (b->sheets == NULL || b->cells == NULL || b->starts == NULL)
		return gj_err_nomem(b->err, tr("the form"));
	for (size_t i = 0; i < b->form->n_sheets; i++) {
		struct sheet *sheet = &b->sheets[i];

		sheet->form = &b->form->sheets[i];
		sheet->path = path_of(path, sheet->form);
		if (sheet->path == NULL)
			return gj_err_nomem(b->err, tr("the form"));
		b->n_open++;
		if (gj_csv_file_open(&sheet->file, sheet->path, b->gb18030, b->err) < 0 ||
		    write_head(b, sheet) < 0)
			return b->err->code;
	}
	return 0;
}

static int close_sheets(struct book *b, int rc)
{
	for (size_t i = 0; i < b->n_open; i++)
		rc = gj_csv_file_close(&b->sheets[i].file, rc, b->err);
	for (size_t i = 0; rc == 0 && i < b->form->n_sheets; i++)
		printf("%s\n", b->sheets[i].path);
	for (size_t i = 0; b->sheets && i < b->form->n_sheets; i++)
		free(b->sheets[i].path);
	free(b->sheets);
	free(b->cells);
	free(b->starts);
	gj_buf_fini(&b->cell);
	return rc;
}

int gj_form_csv(const struct gj_form *form, const char *path, const struct gj_form_fill *fill,
                bool gb18030, struct gj_err *err)
{
	struct book b = { .form = form, .gb18030 = gb18030, .err = err };
	int rc;

	gj_buf_init(&b.cell);
	rc = open_sheets(&b, path);
	if (rc == 0 && fill)
		rc = fill->run(fill->ctx, put, &b, err);
	return close_sheets(&b, rc);
}
