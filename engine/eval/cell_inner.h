/* cell_inner.h: how cells of numbers and dates are read, for cell.c alone. */
#ifndef GJ_CELL_INNER_H
#define GJ_CELL_INNER_H
#include "engine/eval/cell.h"

enum { GJ_CELL_SHORT = 256 /* bytes; longer cells hold texts only */ };

/* s[n] is trimmed and at most GJ_CELL_SHORT bytes, but not folded as labels are: a blank between two
 * digits, or between day and time, means something. */
enum gj_cell gj_cell_count(struct gj_value *v, struct gj_label unit, const char *s, size_t n);
enum gj_cell gj_cell_amount(struct gj_value *v, const struct gj_fact *fact, const char *s,
                            size_t n);
enum gj_cell gj_cell_date(struct gj_value *v, const char *s, size_t n);
#endif
