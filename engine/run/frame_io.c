/* frame_io.c: packs and unpacks messages between two processes of one machine, in its own byte order. */
#include "engine/run/frame_io.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

enum { MESSAGE_MAX = 1 << 30 };

void gj_frame_put_bytes(struct gj_buf *b, const void *data, size_t n)
{
	if (n > 0)
		gj_buf_put(b, data, n);
}

void gj_frame_put_u32(struct gj_buf *b, uint32_t value)
{
	gj_buf_put(b, &value, sizeof value);
}

void gj_frame_put_u64(struct gj_buf *b, uint64_t value)
{
	gj_buf_put(b, &value, sizeof value);
}

void gj_frame_put_text(struct gj_buf *b, const char *text, size_t n)
{
	gj_frame_put_u64(b, n);
	gj_frame_put_bytes(b, text, n);
}

const char *gj_frame_bytes(struct gj_frame *f, size_t n)
{
	const char *at = f->at;

	if (f->bad || n > (size_t)(f->end - f->at)) {
		f->bad = true;
		return NULL;
	}
	f->at += n;
	return at;
}

uint32_t gj_frame_u32(struct gj_frame *f)
{
	const char *at = gj_frame_bytes(f, sizeof(uint32_t));
	uint32_t value = 0;

	if (at)
		memcpy(&value, at, sizeof value);
	return value;
}

uint64_t gj_frame_u64(struct gj_frame *f)
{
	const char *at = gj_frame_bytes(f, sizeof(uint64_t));
	uint64_t value = 0;

	if (at)
		memcpy(&value, at, sizeof value);
	return value;
}

const char *gj_frame_text(struct gj_frame *f, size_t *n)
{
	uint64_t size = gj_frame_u64(f);

	*n = size <= MESSAGE_MAX ? (size_t)size : MESSAGE_MAX;
	return gj_frame_bytes(f, *n);
}

static bool send_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t sent = send(fd, data, n, MSG_NOSIGNAL);

		if (sent < 0 && errno != EINTR)
			return false;
		data += sent > 0 ? sent : 0;
		n -= sent > 0 ? (size_t)sent : 0;
	}
	return true;
}

bool gj_frame_send(int fd, const struct gj_buf *b)
{
	const uint64_t n = b->n;

	return !b->failed && send_all(fd, (const char *)&n, sizeof n) &&
	       send_all(fd, b->data, b->n);
}

static bool receive_all(int fd, char *data, size_t n)
{
	while (n > 0) {
		ssize_t got = recv(fd, data, n, 0);

		if (got == 0 || (got < 0 && errno != EINTR))
			return false;
		data += got > 0 ? got : 0;
		n -= got > 0 ? (size_t)got : 0;
	}
	return true;
}

bool gj_frame_receive(int fd, struct gj_buf *b)
{
	char block[65536];
	uint64_t n = 0;

	gj_buf_clear(b);
	if (!receive_all(fd, (char *)&n, sizeof n) || n > MESSAGE_MAX)
		return false;
	while (n > 0) {
		size_t part = n < sizeof block ? (size_t)n : sizeof block;

		if (!receive_all(fd, block, part))
			return false;
		gj_buf_put(b, block, part);
		n -= part;
	}
	return !b->failed;
}
