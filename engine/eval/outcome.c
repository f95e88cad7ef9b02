/* outcome.c: names of outcomes, and many of them in three bits each. */
#include "engine/eval/outcome.h"

#include <string.h>

const char *gj_outcome_name(enum gj_outcome o)
{
	static const char *const names[GJ_OUTCOMES] = {
		[GJ_NOT_MET] = "not_met", [GJ_ERROR] = "error",
		[GJ_UNKNOWN] = "unknown", [GJ_REVIEW] = "review",
		[GJ_MET] = "met",         [GJ_NOT_APPLICABLE] = "not_applicable",
	};

	return names[o];
}

size_t gj_outcome_bytes(size_t n)
{
	return (3 * n + 7) / 8;
}

void gj_outcome_pack(unsigned char *out, const uint8_t *outcomes, size_t n)
{
	memset(out, 0, gj_outcome_bytes(n));
	for (size_t i = 0; i < n; i++) {
		size_t bit = 3 * i;
		unsigned value = (unsigned)outcomes[i] << (bit % 8);

		out[bit / 8] |= (unsigned char)value;
		if (value >> 8)
			out[bit / 8 + 1] |= (unsigned char)(value >> 8);
	}
}

int gj_outcome_unpack(uint8_t *outcomes, size_t n, const unsigned char *packed, size_t size)
{
	if (size != gj_outcome_bytes(n))
		return 0;
	for (size_t i = 0; i < n; i++) {
		size_t bit = 3 * i;
		unsigned value = packed[bit / 8];

		if (bit % 8 > 5)
			value |= (unsigned)packed[bit / 8 + 1] << 8;
		outcomes[i] = (uint8_t)(value >> (bit % 8) & 7);
		if (outcomes[i] >= GJ_OUTCOMES)
			return 0;
	}
	return 1;
}
