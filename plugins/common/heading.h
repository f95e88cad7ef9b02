/* heading.h: the row of headings: where it is, and which cell belongs to which column of guiju. */
#ifndef SRC_HEADING_H
#define SRC_HEADING_H
#include "common/rows.h"
#include "common/tell.h"

/* What a scan gives back, beside GUIJU_FAILED and GUIJU_NOMEM: */
#define SRC_SCAN_ROW 1
#define SRC_SCAN_END 0
#define SRC_SCAN_STOPPED 2 /* guiju stops the import */
#define SRC_SCAN_PAUSE 3   /* the next row takes a while: what there is goes out first */

/* Where the rows come from, one after another. */
struct src_scan {
	/* Adds the next row to rows: SRC_SCAN_*, GUIJU_FAILED or GUIJU_NOMEM. Unless it is
	 * SRC_SCAN_ROW, there may be cells without a row at the end of rows. */
	int32_t (*next)(void *in, struct src_rows *rows, struct src_err *err);
	void *in;
};

/* What a cell of the row holds that is no column of guiju: */
#define SRC_HEADING_UNKNOWN (-1)
#define SRC_HEADING_UNNAMED (-2) /* a cell below it with text is not in its place */
#define SRC_HEADING_REMARK (-3)  /* guiju's own, in a file of refused rows: not shown again */

struct src_heading {
	struct src_rows names; /* one row */
	struct src_rows below; /* the row after it, if it was read and is one of data; else none */
	bool stopped;          /* the row after it could not be read, for what `after` says */
	struct src_err after;
	uint32_t width;   /* cells of the row */
	int32_t *columns; /* owned; index in guiju_open.columns, or SRC_HEADING_* */
};

int32_t src_heading_init(struct src_heading *h, const struct src_env *env, struct src_err *err);
void src_heading_fini(struct src_heading *h);
/* Headings that are known beforehand: the keys of all columns, in their order. */
int32_t src_heading_keys(struct src_heading *h, const struct src_env *env, struct src_err *err);
/* Reads rows until one has the required columns, and leaves the scan after it. With `keys` only a
 * row of machine-readable keys will do: a form has one below its labels and hints. Headings may take
 * two rows, where cells were merged: the lower one names parts of what stands above. GUIJU_FAILED when
 * none of the first rows has; *nearness tells how many known columns the best of them had. */
int32_t src_heading_find(struct src_heading *h, const struct src_env *env,
                         const struct src_scan *scan, bool keys, uint32_t *nearness,
                         struct src_err *err);
#endif
