/* share.h: a share of all as a user writes it, in whole numbers: no floating point. */
#ifndef GJ_SHARE_H
#define GJ_SHARE_H
#include <stdbool.h>
#include <stdint.h>

/* "10%" or "2.5%" is number out of per; "20" is a number of its own, per 0. False: neither. */
bool gj_share_read(int64_t *number, int64_t *per, const char *text);
#endif
