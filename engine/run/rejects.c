/* rejects.c: writes refused rows as CSV beside the input, all or nothing. */
#include "engine/run/rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/run/source.h"

#define PLACE "错误位置"
#define REASONS "错误原因"
#define MARK "\xef\xbb\xbf" PLACE "," REASONS /* how every such file begins */

enum { FLUSH_BYTES = 1 << 16 };

struct gj_rejects {
	char *path, *part; /* owned; part: the file while it is being written */
	int fd;            /* of part; -1: no row yet */
	struct gj_buf buf;
	uint64_t n;
};

/* RFC 4180: quoted where a comma, a quote or a line end asks for it, or a space at an end. */
static void put_cell(struct gj_buf *out, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strchr(",\"\r\n", s[i]) && s[i] != '\0')
			break;
	if (i == n && (n == 0 || (s[0] != ' ' && s[n - 1] != ' '))) {
		gj_buf_put(out, s, n);
		return;
	}
	gj_buf_putc(out, '"');
	while (n > 0) {
		const char *quote = memchr(s, '"', n);
		size_t len = quote ? (size_t)(quote - s) + 1 : n;

		gj_buf_put(out, s, len);
		if (quote)
			gj_buf_putc(out, '"');
		s += len;
		n -= len;
	}
	gj_buf_putc(out, '"');
}

static bool is_heading(const struct guiju_text *cell, const char *name)
{
	return cell->size == strlen(name) && memcmp(cell->data, name, cell->size) == 0;
}

static int put_cells(struct gj_buf *out, const struct gj_rejects_form *form,
                     const struct guiju_text *cells, size_t n, struct gj_err *err)
{
	bool first = true;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i == form->place || i == form->reasons)
			continue;
		if (!first)
			gj_buf_putc(out, ',');
		first = false;
		if (cells[i].data)
			put_cell(out, cells[i].data, cells[i].size);
	}
	return out->failed ? gj_err_nomem(err, tr("the refused rows")) : 0;
}

int gj_rejects_heading(struct gj_buf *out, struct gj_rejects_form *form, struct gj_source *source,
                       struct gj_err *err)
{
	const struct guiju_text *cells;
	size_t n, i;
	int rc;

	*form = (struct gj_rejects_form){ .place = SIZE_MAX, .reasons = SIZE_MAX };
	rc = gj_source_heading(source, &cells, &n, err);
	if (rc < 0)
		return rc;
	for (i = 0; i < n; i++) {
		if (is_heading(&cells[i], PLACE))
			form->place = i;
		if (is_heading(&cells[i], REASONS))
			form->reasons = i;
	}
	return put_cells(out, form, cells, n, err);
}

int gj_rejects_row(struct gj_buf *out, const struct gj_rejects_form *form, struct gj_source *source,
                   uint32_t row, struct gj_err *err)
{
	const struct guiju_text *cells;
	size_t n;
	int rc;

	rc = gj_source_raw(source, row, &cells, &n, err);
	return rc < 0 ? rc : put_cells(out, form, cells, n, err);
}

/* 1: there is one of ours; 0: there is nothing; -1: there is something else. */
static int find_old(const char *path)
{
	char head[sizeof MARK - 1];
	ssize_t n;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	n = read(fd, head, sizeof head);
	close(fd);
	return n == (ssize_t)sizeof head && memcmp(head, MARK, sizeof head) == 0 ? 1 : -1;
}

static bool is_same(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static int refuse(const char *path, const char *input, struct gj_err *err)
{
	if (is_same(path, input))
		return gj_err_set(err, GJ_EINVAL,
		                  tr("%s is the input itself: name another file for the refused "
		                     "rows"),
		                  path);
	return gj_err_set(err, GJ_EINVAL,
	                  tr("%s is there and is not a file of refused rows as guiju wrote it: "
	                     "move it away, or name another file for the refused rows"),
	                  path);
}

int gj_rejects_open(struct gj_rejects **out, const char *path, const char *input,
                    struct gj_err *err)
{
	struct gj_rejects *r;
	size_t room = strlen(path) + sizeof ".part";

	if (is_same(path, input) || find_old(path) < 0)
		return refuse(path, input, err);
	r = malloc(sizeof *r);
	if (r == NULL)
		return gj_err_nomem(err, path);
	*r = (struct gj_rejects){ .path = strdup(path), .part = malloc(room), .fd = -1 };
	gj_buf_init(&r->buf);
	if (r->path == NULL || r->part == NULL) {
		gj_rejects_abandon(r);
		return gj_err_nomem(err, path);
	}
	snprintf(r->part, room, "%s.part", path);
	*out = r;
	return 0;
}

static int fail(const struct gj_rejects *r, struct gj_err *err)
{
	return gj_err_set(err, GJ_EIO,
	                  tr("the refused rows cannot be written to %s: %s; name another file for "
	                     "them"),
	                  r->path, strerror(errno));
}

static int flush(struct gj_rejects *r, struct gj_err *err)
{
	const char *p = r->buf.data;
	size_t n = r->buf.n;

	if (r->buf.failed)
		return gj_err_nomem(err, tr("the refused rows"));
	while (n > 0) {
		ssize_t done = write(r->fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return fail(r, err);
		p += done;
		n -= (size_t)done;
	}
	gj_buf_clear(&r->buf);
	return 0;
}

int gj_rejects_put(struct gj_rejects *r, const char *heading, const char *row, size_t n,
                   uint64_t place, const char *reasons, struct gj_err *err)
{
	if (r->fd < 0) {
		r->fd = open(r->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (r->fd < 0)
			return fail(r, err);
		gj_buf_puts(&r->buf, MARK);
		if (heading[0] != '\0')
			gj_buf_putc(&r->buf, ',');
		gj_buf_puts(&r->buf, heading);
		gj_buf_puts(&r->buf, "\r\n");
	}
	gj_buf_printf(&r->buf, "%llu,", (unsigned long long)place);
	put_cell(&r->buf, reasons, strlen(reasons));
	if (heading[0] != '\0')
		gj_buf_putc(&r->buf, ',');
	gj_buf_put(&r->buf, row, n);
	gj_buf_puts(&r->buf, "\r\n");
	r->n++;
	if (r->buf.failed)
		return gj_err_nomem(err, tr("the refused rows"));
	return r->buf.n < FLUSH_BYTES ? 0 : flush(r, err);
}

/* The rename itself must last too; a file system that cannot do that is no reason to fail. */
static void sync_folder(char *path)
{
	int fd = open(dirname(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

static int finish(struct gj_rejects *r, struct gj_err *err)
{
	int rc;

	if (r->fd < 0) {
		if (find_old(r->path) == 1 && unlink(r->path) != 0)
			return fail(r, err);
		return 0;
	}
	rc = flush(r, err);
	if (rc < 0)
		return rc;
	if (fsync(r->fd) != 0)
		return fail(r, err);
	rc = close(r->fd);
	r->fd = -1;
	if (rc != 0 || rename(r->part, r->path) != 0) {
		rc = fail(r, err);
		unlink(r->part);
		return rc;
	}
	sync_folder(r->path);
	return 0;
}

int gj_rejects_close(struct gj_rejects *r, uint64_t *n, struct gj_err *err)
{
	int rc = finish(r, err);

	*n = r->n;
	gj_rejects_abandon(r);
	return rc;
}

void gj_rejects_abandon(struct gj_rejects *r)
{
	if (r == NULL)
		return;
	if (r->fd >= 0) {
		close(r->fd);
		unlink(r->part);
	}
	gj_buf_fini(&r->buf);
	free(r->part);
	free(r->path);
	free(r);
}
