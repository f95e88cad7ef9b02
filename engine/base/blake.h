/* blake.h: BLAKE2b-256 (libsodium) over many short pieces; several times as quick as SHA-256. */
#ifndef GJ_BLAKE_H
#define GJ_BLAKE_H
#include <stddef.h>
#include <stdint.h>

enum { GJ_BLAKE_BYTES = 32 }; /* as many as of a digest: gj_digest_hex() prints both */

struct gj_blake {
	unsigned char state[384]; /* libsodium's, aligned by hand in blake.c; opaque */
	unsigned char
	    pieces[2048]; /* many small pieces become few large ones before they are hashed */
	size_t n;
};

void gj_blake_init(struct gj_blake *b);
void gj_blake_put(struct gj_blake *b, const void *data, size_t n);
void gj_blake_put_u64(struct gj_blake *b, uint64_t value); /* little-endian */
void gj_blake_put_text(struct gj_blake *b, const char *s); /* with its length before it */
void gj_blake_done(struct gj_blake *b, unsigned char out[GJ_BLAKE_BYTES]);
#endif
