/* feed.c: finds where a record ends without reading what is in it. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed.h"

enum { MEGABYTE = 1000 * 1000 };

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int32_t check_file(struct jsonl_feed *f, struct src_err *err)
{
	struct stat st;

	if (f->fd < 0 || fstat(f->fd, &st) != 0)
		return src_tell(err, GUIJU_FAILED, tr("cannot be opened: %s"), strerror(errno));
	if (S_ISDIR(st.st_mode))
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("this is a folder; name a JSON file in it"));
	if (!S_ISREG(st.st_mode))
		return src_tell(
		    err, GUIJU_FAILED, "%s",
		    tr("this is not a regular file; save what it gives in a file first"));
	f->size = (uint64_t)st.st_size;
	if (f->most > 0 && f->size > f->most)
		return src_tell(err, GUIJU_FAILED,
		                tr("the file has %" PRIu64 " bytes, more than the limit of %" PRIu64
		                   " megabytes; raise the option max-megabytes, or split the file"),
		                f->size, f->most / MEGABYTE);
	return GUIJU_OK;
}

/* Reads a block behind what there is; what was taken makes room first. */
static int32_t fill(struct jsonl_feed *f, struct src_err *err)
{
	ssize_t got;

	if (f->at > 0) {
		memmove(f->bytes, f->bytes + f->at, f->n - f->at);
		f->n -= f->at;
		f->at = 0;
	}
	if (f->room < f->n + f->block) {
		size_t room = f->room ? f->room : f->block;
		char *grown;

		while (room < f->n + f->block)
			room *= 2;
		grown = realloc(f->bytes, room);
		if (grown == NULL)
			return src_tell_nomem(err);
		f->bytes = grown;
		f->room = room;
	}
	do
		got = read(f->fd, f->bytes + f->n, f->block);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return src_tell(err, GUIJU_FAILED, tr("cannot be read after byte %" PRIu64 ": %s"),
		                f->read, strerror(errno));
	if (got == 0 && f->read < f->size)
		return src_tell(
		    err, GUIJU_FAILED, "%s",
		    tr("the file became shorter while it was read; try again when it is finished"));
	f->n += (size_t)got;
	f->read += (uint64_t)got;
	f->ended = got == 0;
	if (f->most > 0 && f->read > f->most)
		return src_tell(err, GUIJU_FAILED,
		                tr("the file grew beyond the limit of %" PRIu64
		                   " megabytes while it was read"),
		                f->most / MEGABYTE);
	return GUIJU_OK;
}

static void take(struct jsonl_feed *f, size_t n)
{
	src_record_advance(f->bytes + f->at, n, &f->line, &f->column);
	f->at += n;
}

/* To the next byte that is no space, or the end. */
static int32_t skip_spaces(struct jsonl_feed *f, struct src_err *err)
{
	size_t n;
	int32_t rc;

	for (;;) {
		for (n = 0; f->at + n < f->n && is_space(f->bytes[f->at + n]); n++)
			continue;
		take(f, n);
		if (f->at < f->n || f->ended)
			return GUIJU_OK;
		rc = fill(f, err);
		if (rc != GUIJU_OK)
			return rc;
	}
}

static int32_t begin(struct jsonl_feed *f, struct src_err *err)
{
	int32_t rc = GUIJU_OK;
	unsigned char first;

	/* Enough for a byte order mark, whatever the size of a block. */
	while (rc == GUIJU_OK && !f->ended && f->n < 4)
		rc = fill(f, err);
	if (rc != GUIJU_OK)
		return rc;
	if (f->n >= 2 &&
	    (memcmp(f->bytes, "\xff\xfe", 2) == 0 || memcmp(f->bytes, "\xfe\xff", 2) == 0))
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("the file is in UTF-16: save it as UTF-8"));
	if (f->n >= 3 && memcmp(f->bytes, "\xef\xbb\xbf", 3) == 0)
		f->at = 3;
	rc = skip_spaces(f, err);
	if (rc != GUIJU_OK)
		return rc;
	if (f->at == f->n)
		return src_tell(err, GUIJU_FAILED, "%s", tr("the file is empty"));
	first = (unsigned char)f->bytes[f->at];
	if (first != '{' && first != '[')
		return src_tell(err, GUIJU_NOT_MINE, "%s",
		                tr("this is no JSON: it begins neither with { nor with ["));
	f->array = first == '[';
	if (f->array)
		take(f, 1);
	return GUIJU_OK;
}

int32_t jsonl_feed_open(struct jsonl_feed *f, const char *path, uint64_t most, size_t block,
                        size_t longest, struct src_err *err)
{
	int32_t rc;

	*f = (struct jsonl_feed){
		.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK),
		.most = most,
		.block = block,
		.longest = longest,
		.line = 1,
		.column = 1,
	};
	rc = check_file(f, err);
	return rc == GUIJU_OK ? begin(f, err) : rc;
}

void jsonl_feed_close(struct jsonl_feed *f)
{
	if (f->fd >= 0)
		close(f->fd);
	free(f->bytes);
	f->fd = -1;
	f->bytes = NULL;
}

/* A record of n bytes from here, whose end was found. */
static void give(struct jsonl_feed *f, struct src_record *out, size_t n, bool too_long)
{
	*out = (struct src_record){
		.s = too_long ? "" : f->bytes + f->at,
		.n = too_long ? 0 : n,
		.line = f->line,
		.column = f->column,
		.place = f->array ? ++f->n_records : f->line,
		.too_long = too_long,
	};
	take(f, n);
}

/* More bytes behind the *n that were looked at. What is too long is let go as it comes. */
static int32_t look_on(struct jsonl_feed *f, size_t *n, struct src_record *out, bool *too_long,
                       struct src_err *err)
{
	if (*n > f->longest) {
		if (!*too_long)
			*out = (struct src_record){ .s = "",
				                    .line = f->line,
				                    .column = f->column,
				                    .place = f->line,
				                    .too_long = true };
		*too_long = true;
		take(f, *n);
		*n = 0;
	}
	return fill(f, err);
}

static int32_t next_line(struct jsonl_feed *f, struct src_record *out, struct src_err *err)
{
	bool too_long = false;
	size_t n = 0;
	const char *end;
	int32_t rc = skip_spaces(f, err);

	if (rc != GUIJU_OK || f->at == f->n)
		return rc == GUIJU_OK ? GUIJU_END : rc;
	for (;;) {
		end =
		    f->at + n < f->n ? memchr(f->bytes + f->at + n, '\n', f->n - f->at - n) : NULL;
		n = end ? (size_t)(end - (f->bytes + f->at)) : f->n - f->at;
		if (end || f->ended)
			break;
		rc = look_on(f, &n, out, &too_long, err);
		if (rc != GUIJU_OK)
			return rc;
	}
	if (too_long) {
		take(f, n);
		return GUIJU_OK;
	}
	give(f, out, n, n > f->longest);
	return GUIJU_OK;
}

static int32_t broken(const struct jsonl_feed *f, const char *what, struct src_err *err)
{
	return src_tell(err, GUIJU_FAILED, tr("line %" PRIu64 ", column %" PRIu64 ": %s"), f->line,
	                f->column, what);
}

/* What stands between the elements; *more false at the closing bracket. */
static int32_t between(struct jsonl_feed *f, bool *more, struct src_err *err)
{
	int32_t rc = skip_spaces(f, err);
	char c;

	*more = false;
	if (rc != GUIJU_OK)
		return rc;
	if (f->at == f->n)
		return broken(f, tr("the array is not closed: is the file complete?"), err);
	c = f->bytes[f->at];
	if (c == ']') {
		take(f, 1);
		f->closed = true;
		rc = skip_spaces(f, err);
		if (rc == GUIJU_OK && f->at < f->n)
			return broken(f, tr("something follows the end of the array"), err);
		return rc;
	}
	if (f->begun) {
		if (c != ',')
			return broken(f, tr("a comma or the closing bracket is expected here"),
			              err);
		take(f, 1);
		rc = skip_spaces(f, err);
		if (rc != GUIJU_OK)
			return rc;
	}
	f->begun = true;
	*more = true;
	return GUIJU_OK;
}

/* Brackets and quotation marks are all that has to be known to find an element's end. */
struct scan {
	size_t n;
	unsigned depth;
	bool in_string, escaped;
};

static bool scan_on(struct scan *scan, const char *s, size_t n)
{
	for (; scan->n < n; scan->n++) {
		char c = s[scan->n];

		if (scan->in_string) {
			if (scan->escaped)
				scan->escaped = false;
			else if (c == '\\')
				scan->escaped = true;
			else if (c == '"')
				scan->in_string = false;
		} else if (c == '"') {
			scan->in_string = true;
		} else if (c == '{' || c == '[') {
			scan->depth++;
		} else if (c == ',' && scan->depth == 0) {
			return true;
		} else if (c == '}' || c == ']') {
			if (scan->depth == 0)
				return true;
			scan->depth--;
		}
	}
	return false;
}

static int32_t next_element(struct jsonl_feed *f, struct src_record *out, struct src_err *err)
{
	struct scan scan = { .n = 0 };
	bool more;
	int32_t rc;

	if (f->closed)
		return GUIJU_END;
	rc = between(f, &more, err);
	if (rc != GUIJU_OK || !more)
		return rc == GUIJU_OK ? GUIJU_END : rc;
	for (;;) {
		bool whole = scan_on(&scan, f->bytes + f->at, f->n - f->at);

		if (scan.n > f->longest)
			return src_tell(
			    err, GUIJU_FAILED,
			    tr("line %" PRIu64
			       ": the record that begins here is longer than %zu bytes; "
			       "is a quotation mark or bracket not closed?"),
			    f->line, f->longest);
		if (whole)
			break;
		if (f->ended)
			return broken(f, tr("the array is not closed: is the file complete?"), err);
		rc = fill(f, err);
		if (rc != GUIJU_OK)
			return rc;
	}
	give(f, out, scan.n, false);
	return GUIJU_OK;
}

int32_t jsonl_feed_next(void *in, struct src_record *out, struct src_err *err)
{
	struct jsonl_feed *f = in;
	int32_t rc = f->array ? next_element(f, out, err) : next_line(f, out, err);

	if (rc == GUIJU_END)
		return SRC_SCAN_END;
	return rc == GUIJU_OK ? SRC_SCAN_ROW : rc;
}
