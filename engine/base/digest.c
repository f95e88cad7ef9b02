/* digest.c: libsodium's SHA-256 behind a state of our own size. */
#include "engine/base/digest.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct gj_digest), "the state must fit");

void gj_digest_init(struct gj_digest *d)
{
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	memcpy(d->state, &state, sizeof state);
}

void gj_digest_put(struct gj_digest *d, const void *data, size_t n)
{
	crypto_hash_sha256_state state;

	memcpy(&state, d->state, sizeof state);
	crypto_hash_sha256_update(&state, data, n);
	memcpy(d->state, &state, sizeof state);
}

void gj_digest_put_u64(struct gj_digest *d, uint64_t value)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> (8 * i));
	gj_digest_put(d, bytes, sizeof bytes);
}

void gj_digest_done(struct gj_digest *d, unsigned char out[GJ_DIGEST_BYTES])
{
	crypto_hash_sha256_state state;

	memcpy(&state, d->state, sizeof state);
	crypto_hash_sha256_final(&state, out);
}

const char *gj_digest_hex(char out[GJ_DIGEST_TEXT], const unsigned char bytes[GJ_DIGEST_BYTES])
{
	return sodium_bin2hex(out, GJ_DIGEST_TEXT, bytes, GJ_DIGEST_BYTES);
}
