/* table.h: a plain text table whose columns line up, Chinese text too. */
#ifndef GJ_TABLE_H
#define GJ_TABLE_H
#include "engine/base/arena.h"
#include <stdbool.h>
#include <stddef.h>

struct gj_buf;

struct gj_table {
	struct gj_arena arena;
	struct gj_table_row *first, *last; /* in the arena */
	size_t columns;
	unsigned right; /* bit i: column i is aligned right */
	bool failed;    /* memory ran out at some put */
};

/* At most 32 columns. */
void gj_table_init(struct gj_table *t, size_t columns, unsigned right);
void gj_table_fini(struct gj_table *t);
/* One row; cells[columns] are copied, NULL is an empty cell. */
void gj_table_row(struct gj_table *t, const char *const *cells);
/* The same for a heading over several columns: a cell may run over the empty ones behind it. */
void gj_table_over(struct gj_table *t, const char *const *cells);
void gj_table_rule(struct gj_table *t); /* a line of dashes */
/* Two spaces between columns, no blanks at a line's end. Sets out->failed when t failed. */
void gj_table_print(const struct gj_table *t, struct gj_buf *out);
#endif
