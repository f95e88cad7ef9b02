/* heading.h: the row of headings: where it is, and which cell belongs to which column of guiju. */
#ifndef CSV_HEADING_H
#define CSV_HEADING_H
#include "scan.h"

/* What a cell of the row holds that is no column of guiju: */
#define CSV_HEADING_UNKNOWN (-1)
#define CSV_HEADING_UNNAMED (-2) /* a cell below it with text is not in its place */
#define CSV_HEADING_REMARK (-3)  /* guiju's own, in a file of refused rows: not shown again */

struct csv_heading {
	struct csv_rows names; /* one row */
	uint32_t width;        /* cells of the row */
	int32_t *columns;      /* owned; index in guiju_open.columns, or CSV_HEADING_* */
};

int32_t csv_heading_init(struct csv_heading *h, const struct csv_env *env, struct csv_err *err);
void csv_heading_fini(struct csv_heading *h);
/* Reads rows until one has the required columns, and leaves the scan after it. With `keys` only a
 * row of machine-readable keys will do: a form has one below its labels and hints. GUIJU_FAILED when
 * none of the first rows has; *nearness tells how many known columns the best of them had. */
int32_t csv_heading_find(struct csv_heading *h, const struct csv_env *env, struct csv_scan *scan,
                         bool keys, uint32_t *nearness, struct csv_err *err);
#endif
