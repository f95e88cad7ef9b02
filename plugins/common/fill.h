/* fill.h: a row of the file into a row of the batch. */
#ifndef SRC_FILL_H
#define SRC_FILL_H
#include "common/heading.h"
#include "common/keep.h"

/* Fills row batch->rows (and does not count it yet) from the row, reports bad cells and a bad row.
 * GUIJU_OK or GUIJU_NOMEM. */
int32_t src_fill_row(struct guiju_batch *batch, const struct src_env *env,
                     const struct src_heading *heading, const struct src_rows *rows,
                     const struct src_row *row, struct src_keep *keep);
#endif
