/* file_out.h: a finished text to a file, or to stdout. */
#ifndef GJ_FILE_OUT_H
#define GJ_FILE_OUT_H
struct gj_buf;
struct gj_err;

/* `path` NULL: stdout. Errors: GJ_ENOMEM where the text did not come to its end, GJ_EIO. */
int gj_file_out(const char *path, const struct gj_buf *text, struct gj_err *err);
#endif
