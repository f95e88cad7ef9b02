/* digest.h: SHA-256 (libsodium) over pieces, and its hexadecimal form. */
#ifndef GJ_DIGEST_H
#define GJ_DIGEST_H
#include <stddef.h>
#include <stdint.h>

enum { GJ_DIGEST_BYTES = 32, GJ_DIGEST_TEXT = 65 };

struct gj_digest {
	unsigned char state[128]; /* libsodium's, aligned by hand in digest.c; opaque */
};

void gj_digest_init(struct gj_digest *d);
void gj_digest_put(struct gj_digest *d, const void *data, size_t n);
void gj_digest_put_u64(struct gj_digest *d,
                       uint64_t value); /* little-endian, so lengths are unambiguous */
void gj_digest_done(struct gj_digest *d, unsigned char out[GJ_DIGEST_BYTES]);
const char *gj_digest_hex(char out[GJ_DIGEST_TEXT], const unsigned char bytes[GJ_DIGEST_BYTES]);
#endif
