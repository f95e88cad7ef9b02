/* csv_out.c: RFC 4180 rows with formulas made harmless. */
#include "engine/cli/csv_out.h"

#include "engine/base/buf.h"

#include <stdbool.h>
#include <string.h>

void gj_csv_out_start(struct gj_buf *out)
{
	gj_buf_puts(out, "\xEF\xBB\xBF");
}

/* Spreadsheets take the full-width signs for formulas too. */
static bool is_formula(const char *cell)
{
	static const char *const signs[] = {
		"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"
	};

	/* One that is guarded already is guarded again, so that an import takes one guard away. */
	cell += strspn(cell, "'");
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(cell, signs[i], strlen(signs[i])) == 0)
			return true;
	return false;
}

static void put_cell(struct gj_buf *out, const char *cell)
{
	const char *guard = is_formula(cell) ? "'" : "";

	if (strpbrk(cell, ",\"\r\n") == NULL) {
		gj_buf_printf(out, "%s%s", guard, cell);
		return;
	}
	gj_buf_printf(out, "\"%s", guard);
	for (; *cell; cell++) {
		if (*cell == '"')
			gj_buf_putc(out, '"');
		gj_buf_putc(out, *cell);
	}
	gj_buf_putc(out, '"');
}

void gj_csv_out_row(struct gj_buf *out, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			gj_buf_putc(out, ',');
		if (cells[i])
			put_cell(out, cells[i]);
	}
	gj_buf_puts(out, "\r\n");
}
