/* unit.h: units of amounts; alike ones convert exactly by powers of ten, unlike ones never mix. */
#ifndef GJ_UNIT_H
#define GJ_UNIT_H
#include <stdbool.h>
#include <stdint.h>

struct gj_unit {
	const char *name;      /* as rule files and cells write it: "元", "万元", "㎡", "%" */
	const char *dimension; /* equal strings mix: "CNY", "area", "share" */
	int exponent;          /* one of this is 10^exponent of the dimension's base unit */
};

/* NULL when the name is not in the table; such a unit is a dimension of its own. `n` bytes; the case
 * of letters does not matter, so folded text finds RMB too. */
const struct gj_unit *gj_unit_find(const char *name, int n);
/* 10^exponent for 0..18, else 0. */
int64_t gj_unit_power(int exponent);
#endif
