/* table.c: rows are kept until the widths of all columns are known. */
#include "engine/base/table.h"

#include "engine/base/buf.h"
#include "engine/base/text.h"

#include <string.h>

struct gj_table_row {
	struct gj_table_row *next;
	const char **cells; /* NULL: a rule */
	bool over;          /* its cells do not widen their columns */
};

enum { GAP = 2, COLUMNS_MAX = 32 };

void gj_table_init(struct gj_table *t, size_t columns, unsigned right)
{
	*t = (struct gj_table){ .columns = columns < COLUMNS_MAX ? columns : COLUMNS_MAX,
		                .right = right };
	gj_arena_init(&t->arena, 0);
}

void gj_table_fini(struct gj_table *t)
{
	gj_arena_fini(&t->arena);
	t->first = t->last = NULL;
}

static void put(struct gj_table *t, const char **cells, bool over)
{
	struct gj_table_row *row = gj_arena_alloc(&t->arena, sizeof *row);

	if (row == NULL) {
		t->failed = true;
		return;
	}
	row->cells = cells;
	row->over = over;
	if (t->last)
		t->last->next = row;
	else
		t->first = row;
	t->last = row;
}

static void put_copy(struct gj_table *t, const char *const *cells, bool over)
{
	const char **copy = gj_arena_array(&t->arena, t->columns, sizeof *copy);

	for (size_t i = 0; copy && i < t->columns; i++) {
		copy[i] = gj_arena_strdup(&t->arena, cells[i] ? cells[i] : "");
		if (copy[i] == NULL)
			copy = NULL;
	}
	if (copy)
		put(t, copy, over);
	else
		t->failed = true;
}

void gj_table_row(struct gj_table *t, const char *const *cells)
{
	put_copy(t, cells, false);
}

void gj_table_over(struct gj_table *t, const char *const *cells)
{
	put_copy(t, cells, true);
}

void gj_table_rule(struct gj_table *t)
{
	put(t, NULL, false);
}

static void spaces(struct gj_buf *out, size_t n, char c)
{
	while (n--)
		gj_buf_putc(out, c);
}

static void print_row(const struct gj_table *t, const struct gj_table_row *row,
                      const size_t *widths, struct gj_buf *out)
{
	size_t column = 0, at = 0; /* where this column begins, where the line ends now */

	for (size_t i = 0; i < t->columns; column += widths[i] + GAP, i++) {
		size_t width = gj_text_width(row->cells[i]), start = column;

		if (width == 0)
			continue;
		if (t->right >> i & 1u && !row->over)
			start += widths[i] - width;
		if (start < at)
			start = at + 1;
		spaces(out, start - at, ' ');
		gj_buf_puts(out, row->cells[i]);
		at = start + width;
	}
	gj_buf_putc(out, '\n');
}

void gj_table_print(const struct gj_table *t, struct gj_buf *out)
{
	size_t widths[COLUMNS_MAX] = { 0 }, total = 0;

	for (const struct gj_table_row *r = t->first; r; r = r->next)
		for (size_t i = 0; r->cells && !r->over && i < t->columns; i++) {
			size_t w = gj_text_width(r->cells[i]);

			if (w > widths[i])
				widths[i] = w;
		}
	for (size_t i = 0; i < t->columns; i++)
		total += widths[i] + (i ? GAP : 0);
	for (const struct gj_table_row *r = t->first; r; r = r->next) {
		if (r->cells) {
			print_row(t, r, widths, out);
		} else {
			spaces(out, total, '-');
			gj_buf_putc(out, '\n');
		}
	}
	if (t->failed)
		out->failed = true;
}
