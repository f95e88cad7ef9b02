/* csv_file.c: lines of CSV on their way to a file, converted where it is wanted. */
#include "engine/cli/csv_file.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/csv_out.h"

#include <errno.h>
#include <string.h>

static const char *name_of(const struct gj_csv_file *f)
{
	return f->path ? f->path : tr("the table");
}

static int put(struct gj_csv_file *f, const char *bytes, size_t n, struct gj_err *err)
{
	if (fwrite(bytes, 1, n, f->file) != n)
		return gj_err_set(err, GJ_EIO, tr("%s cannot be written"), name_of(f));
	return 0;
}

static int put_converted(struct gj_csv_file *f, struct gj_err *err)
{
	char block[4096], *in = f->line.data, *out;
	size_t left = f->line.n, room, got;
	int rc = 0;

	while (rc == 0 && left > 0) {
		out = block;
		room = sizeof block;
		got = iconv(f->converter, &in, &left, &out, &room);
		if (got == (size_t)-1 && errno != E2BIG)
			return gj_err_set(
			    err, GJ_EFORMAT,
			    tr("%s: a character has no place in GB18030: write UTF-8"), name_of(f));
		rc = put(f, block, sizeof block - room, err);
	}
	return rc;
}

static int put_line(struct gj_csv_file *f, struct gj_err *err)
{
	int rc;

	if (f->line.failed)
		return gj_err_nomem(err, name_of(f));
	rc = f->converter == (iconv_t)-1 ? put(f, f->line.data, f->line.n, err)
	                                 : put_converted(f, err);
	gj_buf_clear(&f->line);
	return rc;
}

int gj_csv_file_open(struct gj_csv_file *f, const char *path, bool gb18030, struct gj_err *err)
{
	*f = (struct gj_csv_file){ .path = path, .converter = (iconv_t)-1 };
	gj_buf_init(&f->line);
	if (gb18030) {
		f->converter = iconv_open("GB18030", "UTF-8");
		if (f->converter == (iconv_t)-1)
			return gj_err_set(err, GJ_EIO, "%s",
			                  tr("this system cannot write GB18030"));
	}
	f->file = path ? fopen(path, "we") : stdout;
	if (f->file == NULL)
		return gj_err_set(err, GJ_EIO, "%s: %s", path, strerror(errno));
	if (gb18030)
		return 0;
	gj_csv_out_start(&f->line);
	return put_line(f, err);
}

int gj_csv_file_row(struct gj_csv_file *f, const char *const *cells, size_t n, struct gj_err *err)
{
	gj_csv_out_row(&f->line, cells, n);
	return put_line(f, err);
}

int gj_csv_file_close(struct gj_csv_file *f, int rc, struct gj_err *err)
{
	if (f->path && f->file && fclose(f->file) != 0 && rc == 0)
		rc = gj_err_set(err, GJ_EIO, tr("%s cannot be written"), f->path);
	if (f->converter != (iconv_t)-1)
		iconv_close(f->converter);
	gj_buf_fini(&f->line);
	return rc;
}
