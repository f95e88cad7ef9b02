/* kernel.h: the loops of the program's instructions, each over one column. */
#ifndef GJ_KERNEL_H
#define GJ_KERNEL_H
#include "engine/eval/range.h"
#include <stddef.h>
#include <stdint.h>

struct gj_share { /* a * per cmp b * number; zero: GJ_NO_ZERO or the outcome of b = 0 */
	int64_t number, per;
	enum gj_cmp cmp;
	uint8_t zero;
};

typedef void gj_kernel_share_fn(uint8_t *o, const int32_t *a, const int32_t *b,
                                const struct gj_share *s, size_t n);
typedef void gj_kernel_share_l_fn(uint8_t *o, const int64_t *a, const int64_t *b,
                                  const struct gj_share *s, size_t n);

/* The loops that most time is spent in, for one kind of machine; all tables say the same of the same columns. `o` may
 * be `a` or `b` itself, never overlap them otherwise. */
struct gj_kernels {
	void (*and)(uint8_t *o, const uint8_t *a, const uint8_t *b, size_t n);
	void (*or)(uint8_t *o, const uint8_t *a, const uint8_t *b, size_t n);
	void (*not)(uint8_t *o, const uint8_t *a, size_t n);
	void (*soften)(uint8_t *o, const uint8_t *a, size_t n);
	void (*judge)(uint8_t *o, const uint8_t *a, size_t n);
	void (*widen)(int64_t *o, const int32_t *a, size_t n);
	void (*add)(int32_t *o, const int32_t *a, const int32_t *b, size_t n); /* counts */
	void (*ge_i)(uint8_t *o, const int32_t *a, int32_t k, size_t n);
	void (*le_i)(uint8_t *o, const int32_t *a, int32_t k, size_t n);
	void (*eq_i)(uint8_t *o, const int32_t *a, int32_t k, size_t n);
	void (*ge_l)(uint8_t *o, const int64_t *a, int64_t k, size_t n);
	void (*le_l)(uint8_t *o, const int64_t *a, int64_t k, size_t n);
	void (*eq_l)(uint8_t *o, const int64_t *a, int64_t k, size_t n);
	/* codes below `members` with member[code] not 0; member[members] is 0 */
	void (*in)(uint8_t *o, const int32_t *a, const uint8_t *member, size_t members, size_t n);
	/* [whether b = 0 is special][enum gj_cmp] */
	gj_kernel_share_fn *share[2][5];
	gj_kernel_share_l_fn *share_l[2][5];
};

extern const struct gj_kernels gj_kernels_plain;
extern const struct gj_kernels gj_kernels_avx2; /* x86-64 only */
/* The fastest that this machine has. */
const struct gj_kernels *gj_kernels_best(void);

/* at least k of the m columns a[0..m) */
void gj_kernel_kof(uint8_t *o, uint8_t *const *a, unsigned m, unsigned k, size_t n);
void gj_kernel_window(uint8_t *o, const int32_t *day, const int32_t *from, const int32_t *to,
                      uint8_t first, size_t n);
void gj_kernel_shift(int32_t *o, const int32_t *a, int months, size_t n);

/* Uncertain counts: [0] certain, [1] with review, [2] with unknown; a sentinel stands in all three. */
void gj_kernel_ge_r(uint8_t *o, int32_t *const a[3], int64_t k, size_t n);
void gj_kernel_le_r(uint8_t *o, int32_t *const a[3], int64_t k, size_t n);
void gj_kernel_eq_r(uint8_t *o, int32_t *const a[3], int64_t k, size_t n);
void gj_kernel_share_r(uint8_t *o, int32_t *const a[3], int32_t *const b[3],
                       const struct gj_share *s, size_t n);

/* Rows of parent i are pass[offsets[i]..offsets[i+1]); presence[i] says whether the list is known. */
struct gj_rows_in {
	const uint32_t *offsets;
	const uint8_t *presence;
	const uint8_t *pass;
};
void gj_kernel_rows(int32_t *const o[3], const struct gj_rows_in *in, size_t n);
void gj_kernel_exists(uint8_t *o, const struct gj_rows_in *in, size_t n);
/* code[row] < codes or a sentinel; stamp[codes] and best[codes] are working room, stamp all 0. */
void gj_kernel_distinct(int32_t *const o[3], const struct gj_rows_in *in, const int32_t *code,
                        uint32_t *stamp, uint8_t *best, size_t n);

/* kernel_range.c: the same of numbers between two bounds. */
void gj_kernel_unless(uint8_t *o, const uint8_t *a, const uint8_t *ground, uint8_t waived, bool whole,
                      size_t n);
void gj_kernel_every(uint8_t *o, const struct gj_rows_in *in, const uint8_t *asked, uint8_t none,
                     size_t n);
void gj_kernel_q_of_i(struct gj_range *o, const int32_t *a, size_t n);
void gj_kernel_q_of_l(struct gj_range *o, const int64_t *a, size_t n);
void gj_kernel_q_of_r(struct gj_range *o, int32_t *const a[3], size_t n);
enum gj_gather { GJ_GATHER_SUM, GJ_GATHER_COUNT, GJ_GATHER_LARGEST, GJ_GATHER_SMALLEST };
/* `natural`: a value that is not known is not negative. */
void gj_kernel_gather(struct gj_range *o, const struct gj_rows_in *in, const struct gj_range *value,
                      enum gj_gather what, bool natural, size_t n);
#endif
