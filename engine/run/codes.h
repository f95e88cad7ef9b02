/* codes.h: internal to run/: credit codes and the row where each stood, to be found again. */
#ifndef GJ_CODES_H
#define GJ_CODES_H
#include <stddef.h>
#include <stdint.h>

struct gj_err;

struct gj_codes_item {
	char code[19];  /* "" in an empty slot */
	uint64_t place; /* 0: taken out again */
	uint64_t tag;   /* the owner's */
};

struct gj_codes {                    /* zeroed: empty */
	struct gj_codes_item *slots; /* owned; open addressing, a power of two of them */
	size_t room, n;
};

void gj_codes_fini(struct gj_codes *c);
/* The first of a code stays. Errors: GJ_ENOMEM. */
int gj_codes_put(struct gj_codes *c, const char *code, uint64_t place, uint64_t tag,
                 struct gj_err *err);
/* NULL when it is not there; borrowed until the next put. */
const struct gj_codes_item *gj_codes_find(const struct gj_codes *c, const char *code);
void gj_codes_drop(struct gj_codes *c, const char *code);
#endif
