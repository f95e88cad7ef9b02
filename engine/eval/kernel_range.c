/* kernel_range.c: the loops over numbers that lie between two bounds; range.h says what one of them is. */
#include "engine/eval/gather.h"
#include "engine/eval/kernel.h"

void gj_kernel_unless(uint8_t *o, const uint8_t *a, const uint8_t *ground, uint8_t waived,
                      bool whole, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = gj_range_unless(a[i], ground[i], waived, whole);
}

void gj_kernel_every(uint8_t *o, const struct gj_rows_in *in, const uint8_t *asked, uint8_t none,
                     size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct gj_range_every every = gj_range_every_start();

		for (uint32_t r = in->offsets[i]; r < in->offsets[i + 1]; r++)
			gj_range_every_row(&every, in->pass[r], asked[r]);
		o[i] =
		    in->presence[i] == GJ_MET ? gj_range_every_end(&every, none) : in->presence[i];
	}
}

void gj_kernel_q_of_i(struct gj_range *o, const int32_t *a, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = a[i] == GJ_I32_MISSING          ? gj_range_any(GJ_UNKNOWN)
		       : a[i] == GJ_I32_NOT_APPLICABLE ? gj_range_any(GJ_NOT_APPLICABLE)
		                                       : gj_range_of(a[i]);
}

void gj_kernel_q_of_l(struct gj_range *o, const int64_t *a, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = a[i] == GJ_I64_MISSING          ? gj_range_any(GJ_UNKNOWN)
		       : a[i] == GJ_I64_NOT_APPLICABLE ? gj_range_any(GJ_NOT_APPLICABLE)
		                                       : gj_range_of(a[i]);
}

void gj_kernel_q_of_r(struct gj_range *o, int32_t *const a[3], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int32_t low = a[0][i], middle = a[1][i], high = a[2][i];

		if (low == GJ_I32_MISSING || low == GJ_I32_NOT_APPLICABLE)
			o[i] = gj_range_any(low == GJ_I32_MISSING ? GJ_UNKNOWN : GJ_NOT_APPLICABLE);
		else
			o[i] = (struct gj_range){ .open = low == high      ? (uint8_t)GJ_MET
				                          : middle == high ? (uint8_t)GJ_REVIEW
				                                           : (uint8_t)GJ_UNKNOWN,
				                  .low = low,
				                  .high = high };
	}
}

void gj_kernel_gather(struct gj_range *o, const struct gj_rows_in *in, const struct gj_range *value,
                      enum gj_gather what, bool natural, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct gj_gathered g;

		gj_gather_start(&g);
		if (in->presence[i] != GJ_MET)
			gj_gather_no_list(&g, in->presence[i]);
		for (uint32_t r = in->offsets[i]; r < in->offsets[i + 1]; r++)
			gj_gather_row(&g, value[r], in->pass[r], natural);
		switch (what) {
		case GJ_GATHER_SUM:
			o[i] = g.sum;
			break;
		case GJ_GATHER_COUNT:
			o[i] = g.count;
			break;
		case GJ_GATHER_LARGEST:
		case GJ_GATHER_SMALLEST:
			o[i] = gj_gather_extreme(&g, what == GJ_GATHER_LARGEST);
			break;
		}
	}
}
