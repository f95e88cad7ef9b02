/* frame_io.h: internal to run/: what two processes say to each other: a length, then numbers and texts. */
#ifndef GJ_FRAME_IO_H
#define GJ_FRAME_IO_H
#include "engine/base/buf.h"
#include <stdint.h>

struct gj_frame { /* of a message that came in; reading past its end gives zeros and sets bad */
	const char *at, *end;
	bool bad;
};

void gj_frame_put_u32(struct gj_buf *b, uint32_t value);
void gj_frame_put_u64(struct gj_buf *b, uint64_t value);
void gj_frame_put_bytes(struct gj_buf *b, const void *data, size_t n); /* without a length */
void gj_frame_put_text(struct gj_buf *b, const char *text, size_t n);
uint32_t gj_frame_u32(struct gj_frame *f);
uint64_t gj_frame_u64(struct gj_frame *f);
/* n bytes within the message, or NULL. */
const char *gj_frame_bytes(struct gj_frame *f, size_t n);
const char *gj_frame_text(struct gj_frame *f, size_t *n);
bool gj_frame_send(int fd, const struct gj_buf *b);
/* Blocks; b then holds one message. false: the other side is gone, or says more than 1 GiB. */
bool gj_frame_receive(int fd, struct gj_buf *b);
#endif
