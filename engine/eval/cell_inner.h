/* cell_inner.h: how cells of numbers and dates are read, for cell.c alone. */
#ifndef GJ_CELL_INNER_H
#define GJ_CELL_INNER_H
#include "engine/eval/cell.h"

/* s[n] is folded by GJ_FOLD_LABEL; unit may be NULL. */
enum gj_cell gj_cell_count(struct gj_value *v, const char *s, size_t n, const char *unit);
enum gj_cell gj_cell_amount(struct gj_value *v, const struct gj_fact *fact, const char *s, size_t n);
/* s[n] is trimmed, not folded: the blank between day and time counts. */
enum gj_cell gj_cell_date(struct gj_value *v, const char *s, size_t n);
#endif
