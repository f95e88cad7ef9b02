/* form_csv.c: the form as CSV files: labels, hints, keys, and room for rows below. */
#include "engine/cli/form.h"

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/csv_out.h"
#include "engine/cli/file_out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_row(struct gj_buf *out, const struct gj_form_sheet *sheet, const char **cells,
                    int row)
{
	for (size_t i = 0; i < sheet->n; i++)
		cells[i] = row == 0   ? sheet->columns[i].label
		           : row == 1 ? sheet->columns[i].hint
		                      : sheet->columns[i].key;
	gj_csv_out_row(out, cells, sheet->n);
}

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

int gj_form_csv(const struct gj_form *form, const char *path, struct gj_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < form->n_sheets; i++) {
		const struct gj_form_sheet *sheet = &form->sheets[i];
		const char **cells = calloc(sheet->n + 1, sizeof *cells);
		char *name = path_of(path, sheet);
		struct gj_buf text;

		gj_buf_init(&text);
		if (cells && name) {
			gj_csv_out_start(&text);
			for (int row = 0; row < 3; row++)
				put_row(&text, sheet, cells, row);
			rc = gj_file_out(name, &text, err);
		} else {
			rc = gj_err_nomem(err, tr("the form"));
		}
		if (rc == 0)
			printf("%s\n", name);
		gj_buf_fini(&text);
		free(name);
		free(cells);
	}
	return rc;
}
