/* csv_out.h: rows for spreadsheets: UTF-8 with a BOM, quoted, no cell taken for a formula. */
#ifndef GJ_CSV_OUT_H
#define GJ_CSV_OUT_H
#include <stddef.h>

struct gj_buf;

void gj_csv_out_start(struct gj_buf *out);
/* A cell that begins with = + - @ gets a ' in front; NULL is an empty cell. */
void gj_csv_out_row(struct gj_buf *out, const char *const *cells, size_t n);
#endif
