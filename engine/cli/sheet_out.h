/* sheet_out.h: tables on their way into a spreadsheet: a CSV file, or a workbook with a sheet for each. */
#ifndef GJ_SHEET_OUT_H
#define GJ_SHEET_OUT_H
#include <stddef.h>

struct gj_buf;
struct gj_err;
struct gj_sheet;

enum gj_sheet_kind { GJ_SHEET_CSV, GJ_SHEET_GB18030, GJ_SHEET_XLSX };

struct gj_sheet_part {            /* a table; everything borrowed for the call */
	const char *name;         /* of the sheet; at most 31 bytes */
	const char *const *over;  /* a row above the headings; NULL: none */
	const char *const *heads; /* n of them */
	size_t n;
	size_t texts; /* so many columns from the first hold no numbers: an 18-digit code is none */
	size_t wide;  /* so many from the last hold sentences */
};

/* path NULL: stdout, for CSV only. Errors: GJ_EIO, GJ_ENOMEM. */
int gj_sheet_open(struct gj_sheet **out, const char *path, enum gj_sheet_kind kind,
                  struct gj_err *err);
/* Errors of these: GJ_EFORMAT (a character that GB18030 lacks), GJ_EIO, GJ_ENOMEM. A CSV file holds one table. */
int gj_sheet_start(struct gj_sheet *s, const struct gj_sheet_part *part, struct gj_err *err);
/* A sheet that is full goes on in another. */
int gj_sheet_row(struct gj_sheet *s, const char *const *cells, size_t n, struct gj_err *err);
/* A sheet of lines of text; nothing in CSV. */
int gj_sheet_lines(struct gj_sheet *s, const char *name, const struct gj_buf *text,
                   struct gj_err *err);
/* rc: what has become of it so far, and what is returned unless the end fails. NULL is allowed. */
int gj_sheet_close(struct gj_sheet *s, int rc, struct gj_err *err);
#endif
