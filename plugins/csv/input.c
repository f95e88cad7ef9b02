/* input.c: opens the file, refuses what is no CSV file by its look, reads blocks. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input.h"
#include "kind.h"

enum { HEAD = 4096, MEGABYTE = 1000 * 1000 };

static int32_t check_stat(struct csv_input *in, const struct stat *st, struct src_err *err)
{
	if (S_ISDIR(st->st_mode))
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("this is a folder; name a CSV file in it"));
	/* It is read more than once: for the encoding, for the heading, for the rows. */
	if (!S_ISREG(st->st_mode))
		return src_tell(
		    err, GUIJU_FAILED, "%s",
		    tr("this is not a regular file; save what it gives in a file first"));
	in->size = (uint64_t)st->st_size;
	if (in->size == 0)
		return src_tell(err, GUIJU_FAILED, "%s", tr("the file is empty"));
	if (in->most > 0 && in->size > in->most)
		return src_tell(err, GUIJU_FAILED,
		                tr("the file has %" PRIu64 " bytes, more than the limit of %" PRIu64
		                   " megabytes; raise the option max-megabytes, or split the file"),
		                in->size, in->most / MEGABYTE);
	return GUIJU_OK;
}

static int32_t check_head(struct csv_input *in, struct src_err *err)
{
	char head[HEAD];
	const char *kind;
	size_t n = 0;
	int32_t rc = csv_input_read(in, head, sizeof head, &n, err);

	if (rc != GUIJU_OK)
		return rc;
	kind = csv_kind_other(head, n);
	if (kind != NULL)
		return src_tell(
		    err, GUIJU_NOT_MINE, tr("this is %s, not CSV; %s"), tr(kind),
		    tr("open it in the spreadsheet program and save it as \"CSV UTF-8\""));
	if (csv_kind_utf16(head, n))
		return src_tell(
		    err, GUIJU_FAILED, tr("the file is in UTF-16 (\"Unicode text\"); %s"),
		    tr("open it in the spreadsheet program and save it as \"CSV UTF-8\""));
	if (memchr(head, '\0', n) != NULL)
		return src_tell(
		    err, GUIJU_FAILED, tr("this is a binary file, not CSV; %s"),
		    tr("open it in the spreadsheet program and save it as \"CSV UTF-8\""));
	return csv_input_rewind(in, err);
}

int32_t csv_input_open(struct csv_input *in, const char *path, uint64_t most, struct src_err *err)
{
	struct stat st;
	int32_t rc;

	*in = (struct csv_input){ .fd = -1, .most = most };
	/* Not blocking: a pipe without a writer would hold the import for ever. */
	in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (in->fd < 0 || fstat(in->fd, &st) != 0) {
		rc = src_tell(err, GUIJU_FAILED, tr("cannot be opened: %s"), strerror(errno));
		goto err_after_open;
	}
	rc = check_stat(in, &st, err);
	if (rc == GUIJU_OK)
		rc = check_head(in, err);
	if (rc == GUIJU_OK)
		return rc;

err_after_open:
	csv_input_close(in);
	return rc;
}

void csv_input_close(struct csv_input *in)
{
	if (in->fd >= 0)
		close(in->fd);
	in->fd = -1;
}

int32_t csv_input_rewind(struct csv_input *in, struct src_err *err)
{
	if (lseek(in->fd, 0, SEEK_SET) != 0)
		return src_tell(err, GUIJU_FAILED, tr("cannot be read: %s"), strerror(errno));
	in->at = 0;
	return GUIJU_OK;
}

int32_t csv_input_read(struct csv_input *in, char *bytes, size_t room, size_t *n,
                       struct src_err *err)
{
	ssize_t got;

	do
		got = read(in->fd, bytes, room);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return src_tell(err, GUIJU_FAILED, tr("cannot be read after byte %" PRIu64 ": %s"),
		                in->at, strerror(errno));
	in->at += (uint64_t)got;
	/* Half of a file must not look like all of it. */
	if (got == 0 && in->at < in->size)
		return src_tell(
		    err, GUIJU_FAILED, "%s",
		    tr("the file became shorter while it was read; try again when it is finished"));
	if (in->most > 0 && in->at > in->most)
		return src_tell(err, GUIJU_FAILED,
		                tr("the file grew beyond the limit of %" PRIu64
		                   " megabytes while it was read"),
		                in->most / MEGABYTE);
	*n = (size_t)got;
	return GUIJU_OK;
}
