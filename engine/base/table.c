/* table.c: rows are kept until the widths of all columns are known. */
#include "engine/base/table.h"

#include "engine/base/buf.h"
#include "engine/base/text.h"

#include <string.h>

struct gj_table_row {
	struct gj_table_row *next;
	const char **cells; /* NULL: a rule */
};

enum { GAP = 2, COLUMNS_MAX = 32 };

void gj_table_init(struct gj_table *t, size_t columns, unsigned right)
{
	*t = (struct gj_table){ .columns = columns < COLUMNS_MAX ? columns : COLUMNS_MAX, .right = right };
	gj_arena_init(&t->arena, 0);
}

void gj_table_fini(struct gj_table *t)
{
	gj_arena_fini(&t->arena);
	t->first = t->last = NULL;
}

static void put(struct gj_table *t, const char **cells)
{
	struct gj_table_row *row = gj_arena_alloc(&t->arena, sizeof *row);

	if (row == NULL) {
		t->failed = true;
		return;
	}
	row->cells = cells;
	if (t->last)
		t->last->next = row;
	else
		t->first = row;
	t->last = row;
}

void gj_table_row(struct gj_table *t, const char *const *cells)
{
	const char **copy = gj_arena_array(&t->arena, t->columns, sizeof *copy);

	for (size_t i = 0; copy && i < t->columns; i++) {
		copy[i] = gj_arena_strdup(&t->arena, cells[i] ? cells[i] : "");
		if (copy[i] == NULL)
			copy = NULL;
	}
	if (copy)
		put(t, copy);
	else
		t->failed = true;
}

void gj_table_rule(struct gj_table *t)
{
	put(t, NULL);
}

static void spaces(struct gj_buf *out, size_t n, char c)
{
	while (n--)
		gj_buf_putc(out, c);
}

static void print_row(const struct gj_table *t, const char *const *cells, const size_t *widths,
                      struct gj_buf *out)
{
	size_t pending = 0;

	for (size_t i = 0; i < t->columns; i++) {
		size_t left = widths[i] - gj_text_width(cells[i]);
		size_t before = t->right >> i & 1u ? left : 0;

		if (*cells[i]) {
			spaces(out, pending + before, ' ');
			gj_buf_puts(out, cells[i]);
			pending = left - before + GAP;
		} else {
			pending += widths[i] + GAP;
		}
	}
	gj_buf_putc(out, '\n');
}

void gj_table_print(const struct gj_table *t, struct gj_buf *out)
{
	size_t widths[COLUMNS_MAX] = { 0 }, total = 0;

	for (const struct gj_table_row *r = t->first; r; r = r->next)
		for (size_t i = 0; r->cells && i < t->columns; i++) {
			size_t w = gj_text_width(r->cells[i]);

			if (w > widths[i])
				widths[i] = w;
		}
	for (size_t i = 0; i < t->columns; i++)
		total += widths[i] + (i ? GAP : 0);
	for (const struct gj_table_row *r = t->first; r; r = r->next) {
		if (r->cells) {
			print_row(t, (const char *const *)r->cells, widths, out);
		} else {
			spaces(out, total, '-');
			gj_buf_putc(out, '\n');
		}
	}
	if (t->failed)
		out->failed = true;
}
