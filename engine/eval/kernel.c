/* kernel.c: the loops that are too winding for vectors: rows of lists, counts that are open, periods. */
#include "engine/eval/kernel.h"

#include "engine/base/day.h"
#include "engine/eval/program.h"

static inline uint8_t truth(int yes)
{
	return yes ? (uint8_t)GJ_MET : (uint8_t)GJ_NOT_MET;
}

static inline uint8_t state_i(int32_t v)
{
	return v == GJ_I32_MISSING          ? (uint8_t)GJ_UNKNOWN
	       : v == GJ_I32_NOT_APPLICABLE ? (uint8_t)GJ_NOT_APPLICABLE
	                                    : (uint8_t)GJ_MET;
}

/* What two numbers are together: a missing one wins over one that does not apply, that over a number. */
static inline uint8_t both(uint8_t a, uint8_t b)
{
	return a == GJ_MET ? b : b == GJ_MET ? a : gj_outcome_and(a, b);
}

static inline uint8_t kof_outcome(unsigned met, unsigned open, unsigned counted, uint8_t least,
                                  unsigned k)
{
	if (counted == 0)
		return GJ_NOT_APPLICABLE;
	if (met >= k)
		return GJ_MET;
	if (open == counted) /* and perhaps none of them applies */
		return least;
	return met + open < k ? (uint8_t)GJ_NOT_MET : least;
}

void gj_kernel_kof(uint8_t *o, uint8_t *const *a, unsigned m, unsigned k, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned met = 0, open = 0, counted = 0;
		uint8_t least = GJ_REVIEW;

		for (unsigned j = 0; j < m; j++) {
			uint8_t v = a[j][i];

			counted += v != GJ_NOT_APPLICABLE;
			met += v == GJ_MET;
			if (v != GJ_NOT_MET && v < GJ_MET) {
				open++;
				least = gj_outcome_and(least, v);
			}
		}
		o[i] = kof_outcome(met, open, counted, least, k);
	}
}

void gj_kernel_window(uint8_t *o, const int32_t *day, const int32_t *from, const int32_t *to,
                      uint8_t first, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t s = both(state_i(day[i]), both(state_i(from[i]), state_i(to[i])));

		if (s == GJ_MET)
			s = day[i] == from[i] && from[i] <= to[i]
			        ? first
			        : truth(day[i] > from[i] && day[i] <= to[i]);
		o[i] = s;
	}
}

void gj_kernel_shift(int32_t *o, const int32_t *a, int months, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = state_i(a[i]) == GJ_MET ? gj_day_add_months(a[i], -months) : a[i];
}

static inline int holds(__int128 left, __int128 right, enum gj_cmp cmp)
{
	switch (cmp) {
	case GJ_AT_LEAST:
		return left >= right;
	case GJ_MORE_THAN:
		return left > right;
	case GJ_AT_MOST:
		return left <= right;
	case GJ_LESS_THAN:
		return left < right;
	case GJ_EQUALS:
		return left == right;
	}
	return 0;
}

void gj_kernel_ge_r(uint8_t *o, int32_t *const a[3], int64_t k, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t s = state_i(a[0][i]);

		if (s == GJ_MET && a[0][i] < k)
			s = a[2][i] < k    ? (uint8_t)GJ_NOT_MET
			    : a[1][i] >= k ? (uint8_t)GJ_REVIEW
			                   : (uint8_t)GJ_UNKNOWN;
		o[i] = s;
	}
}

static inline uint8_t open_count(int32_t mid, int32_t high)
{
	return high == mid ? (uint8_t)GJ_REVIEW : (uint8_t)GJ_UNKNOWN;
}

void gj_kernel_le_r(uint8_t *o, int32_t *const a[3], int64_t k, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t s = state_i(a[0][i]);

		if (s == GJ_MET && a[2][i] > k)
			s = a[0][i] > k ? (uint8_t)GJ_NOT_MET : open_count(a[1][i], a[2][i]);
		o[i] = s;
	}
}

void gj_kernel_eq_r(uint8_t *o, int32_t *const a[3], int64_t k, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t s = state_i(a[0][i]);

		if (s == GJ_MET && a[0][i] != a[2][i])
			s = k < a[0][i] || k > a[2][i] ? (uint8_t)GJ_NOT_MET
			                               : open_count(a[1][i], a[2][i]);
		else if (s == GJ_MET)
			s = truth(a[0][i] == k);
		o[i] = s;
	}
}

/* The comparison at its most and least favourable corner; between them it is open. */
static uint8_t share_range(int32_t al, int32_t ah, int32_t bl, int32_t bh, int only_review,
                           const struct gj_share *s)
{
	__int128 left_low = (__int128)al * s->per, left_high = (__int128)ah * s->per;
	__int128 right_low = (__int128)bl * s->number, right_high = (__int128)bh * s->number;
	int sure, never;

	if (s->cmp == GJ_EQUALS) {
		sure = left_low == left_high && right_low == right_high && left_low == right_low;
		never = left_high < right_low || left_low > right_high;
	} else if (s->cmp == GJ_AT_LEAST || s->cmp == GJ_MORE_THAN) {
		sure = holds(left_low, right_high, s->cmp);
		never = !holds(left_high, right_low, s->cmp);
	} else {
		sure = holds(left_high, right_low, s->cmp);
		never = !holds(left_low, right_high, s->cmp);
	}
	if (sure || never)
		return truth(sure);
	return only_review ? (uint8_t)GJ_REVIEW : (uint8_t)GJ_UNKNOWN;
}

void gj_kernel_share_r(uint8_t *o, int32_t *const a[3], int32_t *const b[3],
                       const struct gj_share *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t v = both(state_i(a[0][i]), state_i(b[0][i]));
		int only_review = a[1][i] == a[2][i] && b[1][i] == b[2][i];

		if (v == GJ_MET && s->zero != GJ_NO_ZERO && b[0][i] == 0)
			v = b[2][i] == 0 ? s->zero
			                 : (only_review ? (uint8_t)GJ_REVIEW : (uint8_t)GJ_UNKNOWN);
		else if (v == GJ_MET)
			v = share_range(a[0][i], a[2][i], b[0][i], b[2][i], only_review, s);
		o[i] = v;
	}
}

static inline int32_t sentinel(uint8_t presence)
{
	return presence == GJ_NOT_APPLICABLE ? GJ_I32_NOT_APPLICABLE : GJ_I32_MISSING;
}

void gj_kernel_rows(int32_t *const o[3], const struct gj_rows_in *in, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int32_t low = 0, mid = 0, high = 0;

		if (in->presence[i] != GJ_MET) {
			o[0][i] = o[1][i] = o[2][i] = sentinel(in->presence[i]);
			continue;
		}
		for (uint32_t r = in->offsets[i]; r < in->offsets[i + 1]; r++) {
			uint8_t v = in->pass[r];

			low += v == GJ_MET;
			mid += v == GJ_MET || v == GJ_REVIEW;
			high += v != GJ_NOT_MET && v != GJ_NOT_APPLICABLE;
		}
		o[0][i] = low;
		o[1][i] = mid;
		o[2][i] = high;
	}
}

void gj_kernel_exists(uint8_t *o, const struct gj_rows_in *in, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t v = GJ_NOT_MET;

		if (in->presence[i] != GJ_MET) {
			o[i] = in->presence[i];
			continue;
		}
		for (uint32_t r = in->offsets[i]; r < in->offsets[i + 1]; r++)
			v = gj_outcome_or(v, in->pass[r]);
		o[i] = v;
	}
}

/* 3: certain, 2: waits for review, 1: open, 0: does not pass. */
static inline uint8_t strength(uint8_t pass)
{
	static const uint8_t of[GJ_OUTCOMES] = {
		[GJ_NOT_MET] = 0, [GJ_ERROR] = 1, [GJ_UNKNOWN] = 1,
		[GJ_REVIEW] = 2,  [GJ_MET] = 3,   [GJ_NOT_APPLICABLE] = 0,
	};
	return of[pass];
}

void gj_kernel_distinct(int32_t *const o[3], const struct gj_rows_in *in, const int32_t *code,
                        uint32_t *stamp, uint8_t *best, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int32_t at_least[4] = {
			0
		}; /* [s]: values that some row of strength s or more holds */

		if (in->presence[i] != GJ_MET) {
			o[0][i] = o[1][i] = o[2][i] = sentinel(in->presence[i]);
			continue;
		}
		for (uint32_t r = in->offsets[i]; r < in->offsets[i + 1]; r++) {
			uint8_t now = strength(in->pass[r]);
			uint8_t before = 0;
			int32_t c = code[r];

			if (now == 0 || c == GJ_I32_NOT_APPLICABLE)
				continue;
			if (c == GJ_I32_MISSING) { /* a value nobody gave may be one more */
				at_least[1]++;
				continue;
			}
			if (stamp[c] == i + 1)
				before = best[c];
			for (uint8_t s = (uint8_t)(before + 1); s <= now; s++)
				at_least[s]++;
			if (now > before)
				best[c] = now;
			stamp[c] = (uint32_t)i + 1;
		}
		o[0][i] = at_least[3];
		o[1][i] = at_least[2];
		o[2][i] = at_least[1];
	}
}

const struct gj_kernels *gj_kernels_best(void)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx2"))
		return &gj_kernels_avx2;
#endif
	return &gj_kernels_plain;
}
