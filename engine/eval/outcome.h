/* outcome.h: the six outcomes of a check and how all, any, not and k-of-n combine them. */
#ifndef GJ_OUTCOME_H
#define GJ_OUTCOME_H
#include <stddef.h>
#include <stdint.h>

/* The numbers are chosen so that `all` is the least. not_applicable is neutral; of several
 * undetermined ones the lower number names the whole, and every one stays listed. Stored: three
 * bits each, so a number never changes its meaning. */
enum gj_outcome {
	GJ_NOT_MET = 0,
	GJ_ERROR = 1,
	GJ_UNKNOWN = 2, /* a fact is missing */
	GJ_REVIEW = 3,  /* waits for a human judgement */
	GJ_MET = 4,
	GJ_NOT_APPLICABLE = 5
};
enum { GJ_OUTCOMES = 6 };

/* The word used in rule files and JSON: "not_met", "error", ... */
const char *gj_outcome_name(enum gj_outcome o);

static inline uint8_t gj_outcome_not(uint8_t a)
{
	return (a & 3) == 0 ? (uint8_t)(4 - a) : a;
}
static inline uint8_t gj_outcome_and(uint8_t a, uint8_t b)
{
	return a < b ? a : b;
}
/* By duality: any of a and b is not (all of not a and not b), but not_applicable stays neutral. */
static inline uint8_t gj_outcome_or(uint8_t a, uint8_t b)
{
	return gj_outcome_not(gj_outcome_and(gj_outcome_not(a), gj_outcome_not(b)));
}
/* not_met becomes review: what the text leaves to a person may not fail by machine. */
static inline uint8_t gj_outcome_soften(uint8_t a)
{
	return a == GJ_NOT_MET ? (uint8_t)GJ_REVIEW : a;
}

/* Three bits each, first lowest, least significant byte first; n outcomes take
 * gj_outcome_bytes(n) bytes. */
size_t gj_outcome_bytes(size_t n);
void gj_outcome_pack(unsigned char *out, const uint8_t *outcomes, size_t n);
/* False (outcomes undefined) when size is not gj_outcome_bytes(n) or a value is not an outcome. */
int gj_outcome_unpack(uint8_t *outcomes, size_t n, const unsigned char *packed, size_t size);
#endif
