/* scan.h: the rows of the file, one after another. */
#ifndef CSV_SCAN_H
#define CSV_SCAN_H
#include "decode.h"
#include "parse.h"

struct csv_scan {
	const struct csv_env *env; /* borrowed */
	struct csv_decode decode;
	struct csv_parse parse;
	const char *s; /* what is decoded and not parsed yet; decode's */
	size_t n;
};

#define CSV_SCAN_ROW 1
#define CSV_SCAN_END 0
#define CSV_SCAN_STOPPED 2 /* guiju stops the import */

/* Begins at the first row. */
int32_t csv_scan_init(struct csv_scan *r, const struct csv_env *env, struct csv_input *input,
                      enum csv_encoding encoding, char separator, struct csv_err *err);
void csv_scan_fini(struct csv_scan *r);
/* Adds the next row to rows: CSV_SCAN_*, GUIJU_FAILED or GUIJU_NOMEM. Unless it is
 * CSV_SCAN_ROW, there may be cells without a row at the end of rows. */
int32_t csv_scan_next(struct csv_scan *r, struct csv_rows *rows, struct csv_err *err);
#endif
