/* csv_file.h: a CSV file that is being written, in UTF-8 with its mark or in GB18030. */
#ifndef GJ_CSV_FILE_H
#define GJ_CSV_FILE_H
#include "engine/base/buf.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>

struct gj_err;

struct gj_csv_file {
	const char *path;   /* borrowed; NULL: stdout */
	FILE *file;         /* owned where there is a path */
	iconv_t converter;  /* owned; (iconv_t)-1: none, the file is UTF-8 */
	struct gj_buf line; /* owned */
};

/* Errors: GJ_EIO, GJ_ENOMEM. To be closed in any case. */
int gj_csv_file_open(struct gj_csv_file *f, const char *path, bool gb18030, struct gj_err *err);
/* Errors: GJ_EFORMAT where GB18030 lacks a character, GJ_EIO, GJ_ENOMEM. */
int gj_csv_file_row(struct gj_csv_file *f, const char *const *cells, size_t n, struct gj_err *err);
/* rc: what has become of it so far, and what is returned unless the last bytes fail. */
int gj_csv_file_close(struct gj_csv_file *f, int rc, struct gj_err *err);
#endif
