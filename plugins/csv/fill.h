/* fill.h: a row of the file into a row of the batch. */
#ifndef CSV_FILL_H
#define CSV_FILL_H
#include "heading.h"
#include "keep.h"

/* Fills row batch->rows (and does not count it yet) from the row, reports bad cells and a bad row.
 * GUIJU_OK or GUIJU_NOMEM. */
int32_t csv_fill_row(struct guiju_batch *batch, const struct csv_env *env,
                     const struct csv_heading *heading, const struct csv_rows *rows,
                     const struct csv_row *row, struct csv_keep *keep);
#endif
