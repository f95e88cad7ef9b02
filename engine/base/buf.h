/* buf.h: bytes that grow; a failure sticks, so a writer asks once at the end. */
#ifndef GJ_BUF_H
#define GJ_BUF_H
#include <stdbool.h>
#include <stddef.h>

struct gj_buf {
	char *data; /* owned; always NUL-terminated once anything was put */
	size_t n;   /* bytes without the NUL */
	size_t room;
	bool failed; /* memory ran out at some put; data is then what came before */
};

void gj_buf_init(struct gj_buf *b);
void gj_buf_fini(struct gj_buf *b);
void gj_buf_clear(struct gj_buf *b); /* keeps the room, forgets a failure */
void gj_buf_put(struct gj_buf *b, const void *data, size_t n);
/* Room for n bytes at the beginning of an empty buffer, n stays 0; NULL: no memory. */
char *gj_buf_room(struct gj_buf *b, size_t n);
void gj_buf_puts(struct gj_buf *b, const char *s);
void gj_buf_putc(struct gj_buf *b, char c);
void gj_buf_printf(struct gj_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *gj_buf_str(const struct gj_buf *b); /* "" when empty; borrowed until the next put */
#endif
