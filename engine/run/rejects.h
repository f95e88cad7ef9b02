/* rejects.h: the file of refused rows, in the form they came in, to be mended and imported again. */
#ifndef GJ_REJECTS_H
#define GJ_REJECTS_H
#include <stddef.h>
#include <stdint.h>

struct gj_buf;
struct gj_err;
struct gj_rejects;
struct gj_source;

/* Two columns come before those of the input: 错误位置 (the row's number) and 错误原因 (all its
 * reasons). In front, since a row that could not be taken apart has cells at the wrong places
 * behind. Where the input has the two already, being a mended file of refused rows, its own are
 * left out. */
struct gj_rejects_form {
	size_t place, reasons; /* cells of the input that are left out; SIZE_MAX: none */
};

/* The heading, or a row of the last batch, as CSV without a line end, put behind what `out`
 * holds; nothing where the input has no such form. On the thread that reads. The cells are not
 * changed, so that they import again: one that begins with = or + is a formula to a spreadsheet
 * here as it was in the input. Errors: those of gj_source_heading() and gj_source_raw(). */
int gj_rejects_heading(struct gj_buf *out, struct gj_rejects_form *form, struct gj_source *source,
                       struct gj_err *err);
int gj_rejects_row(struct gj_buf *out, const struct gj_rejects_form *form, struct gj_source *source,
                   uint32_t row, struct gj_err *err);

/* Nothing is made until the first row. The file is CSV, UTF-8 with BOM; an existing one of that
 * name is replaced only at close, by rename, so that a crash leaves the old or the new one.
 * Errors: GJ_EINVAL (something is there that is no file of refused rows, or it is `input`
 * itself), GJ_ENOMEM. */
int gj_rejects_open(struct gj_rejects **out, const char *path, const char *input,
                    struct gj_err *err);
/* `heading` and `row` (n bytes) as made above. Errors: GJ_EIO, GJ_ENOMEM. */
int gj_rejects_put(struct gj_rejects *r, const char *heading, const char *row, size_t n,
                   uint64_t place, const char *reasons, struct gj_err *err);
/* *n rows were written. Removes an old file of refused rows when there are none now. Frees r in
 * any case. */
int gj_rejects_close(struct gj_rejects *r, uint64_t *n, struct gj_err *err);
/* Leaves everything as it was before. NULL is allowed. */
void gj_rejects_abandon(struct gj_rejects *r);
#endif
