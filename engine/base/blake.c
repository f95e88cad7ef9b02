/* blake.c: libsodium's generic hash behind a state of our own size, and a buffer before it. */
#include "engine/base/blake.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(sizeof(crypto_generichash_state) <= sizeof((struct gj_blake *)0)->state,
              "the state must fit");

void gj_blake_init(struct gj_blake *b)
{
	crypto_generichash_state state;

	/* Finds out what the processor can do, once; without it the digests are the same and slower. */
	(void)!sodium_init();
	crypto_generichash_init(&state, NULL, 0, GJ_BLAKE_BYTES);
	memcpy(b->state, &state, sizeof state);
	b->n = 0;
}

static void hash(struct gj_blake *b, const void *data, size_t n)
{
	crypto_generichash_state state;

	memcpy(&state, b->state, sizeof state);
	crypto_generichash_update(&state, data, n);
	memcpy(b->state, &state, sizeof state);
}

void gj_blake_put(struct gj_blake *b, const void *data, size_t n)
{
	if (n > sizeof b->pieces - b->n) {
		hash(b, b->pieces, b->n);
		b->n = 0;
	}
	if (n > sizeof b->pieces) {
		hash(b, data, n);
	} else if (n > 0) {
		memcpy(b->pieces + b->n, data, n);
		b->n += n;
	}
}

void gj_blake_put_u64(struct gj_blake *b, uint64_t value)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> (8 * i));
	gj_blake_put(b, bytes, sizeof bytes);
}

void gj_blake_put_text(struct gj_blake *b, const char *s)
{
	size_t n = strlen(s);

	gj_blake_put_u64(b, n);
	gj_blake_put(b, s, n);
}

void gj_blake_done(struct gj_blake *b, unsigned char out[GJ_BLAKE_BYTES])
{
	crypto_generichash_state state;

	memcpy(&state, b->state, sizeof state);
	crypto_generichash_update(&state, b->pieces, b->n);
	crypto_generichash_final(&state, out, GJ_BLAKE_BYTES);
}
