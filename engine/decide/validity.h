/* validity.h: until when a recognition holds, from when it may be renewed, and whether it has lapsed. */
#ifndef GJ_VALIDITY_H
#define GJ_VALIDITY_H
#include "engine/decide/criterion.h"
#include "engine/eval/record.h"

enum gj_validity_state {
	GJ_VALIDITY_NONE,    /* it does not expire, or nobody said from when it holds */
	GJ_VALIDITY_NOT_YET, /* it begins after the day asked about */
	GJ_VALIDITY_HOLDS,
	GJ_VALIDITY_RENEWABLE, /* it holds, and may be renewed */
	GJ_VALIDITY_LAPSED
};

struct gj_validity_now {
	enum gj_validity_state state;
	int32_t until;      /* its last day; GJ_DAY_NONE: none */
	int32_t renew_from; /* GJ_DAY_NONE: not said */
};

struct gj_validity_now gj_validity_at(const struct gj_validity *validity,
                                      const struct gj_record *record, int32_t day);
/* "holds", "renewable", .. */
const char *gj_validity_name(enum gj_validity_state state);
#endif
