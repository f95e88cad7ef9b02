/* scan.h: the rows of the file, one after another. */
#ifndef CSV_SCAN_H
#define CSV_SCAN_H
#include "common/heading.h"
#include "decode.h"
#include "parse.h"

struct csv_scan {
	const struct src_env *env; /* borrowed */
	struct csv_decode decode;
	struct csv_parse parse;
	const char *s; /* what is decoded and not parsed yet; decode's */
	size_t n;
};

/* Begins at the first row. */
int32_t csv_scan_init(struct csv_scan *r, const struct src_env *env, struct csv_input *input,
                      enum csv_encoding encoding, char separator, struct src_err *err);
void csv_scan_fini(struct csv_scan *r);
/* As src_scan.next, of a struct csv_scan. */
int32_t csv_scan_next(void *in, struct src_rows *rows, struct src_err *err);
#endif
