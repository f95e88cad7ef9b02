/* check_sample.c: applications made up to measure by: every fact given, the same ones each time. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/cli/check.h"
#include "engine/eval/record.h"

enum {
	COUNT_MOST = 200,
	AMOUNT_MOST = 1000, /* of its unit */
	DAYS_BACK = 3 * 366,
	ROWS_MOST = 12
};

/* xorshift; nothing hangs on how good it is. */
static uint64_t roll(uint64_t *seed, uint64_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (*seed >> 16) % n;
}

static struct gj_value made_up(const struct gj_fact *fact, int32_t reference, uint64_t *seed)
{
	static const char *const codes[] = { "A", "B", "C" };
	struct gj_value v = { .state = GJ_GIVEN };
	int64_t scale = 1;

	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		v.number = (int64_t)roll(seed, 2);
		break;
	case GJ_FACT_COUNT:
		v.number = (int64_t)roll(seed, COUNT_MOST + 1);
		break;
	case GJ_FACT_AMOUNT:
		for (int i = 0; i < fact->decimals; i++)
			scale *= 10;
		v.number = (int64_t)roll(seed, (uint64_t)(AMOUNT_MOST * scale) + 1);
		break;
	case GJ_FACT_DATE:
		v.number = reference - (int32_t)roll(seed, DAYS_BACK);
		break;
	case GJ_FACT_ONE_OF:
		v.number = fact->n_options ? (int64_t)roll(seed, fact->n_options) : 0;
		break;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		v.text = codes[roll(seed, sizeof codes / sizeof *codes)];
		break;
	case GJ_FACT_LIST:
		break;
	}
	return v;
}

int gj_check_sample(struct gj_record *out, int32_t reference, uint64_t *seed, struct gj_err *err)
{
	for (size_t i = 0; i < out->facts->n; i++) {
		const struct gj_fact *fact = &out->facts->items[i];
		struct gj_value *cells;
		size_t n;

		if (fact->type != GJ_FACT_LIST) {
			out->values[i] = made_up(fact, reference, seed);
			continue;
		}
		n = (size_t)roll(seed, ROWS_MOST + 1);
		cells = gj_record_rows(out, fact, n, err);
		if (!cells)
			return GJ_ENOMEM;
		for (size_t k = 0; k < n * fact->n_fields; k++)
			cells[k] = made_up(&fact->fields[k % fact->n_fields], reference, seed);
	}
	return 0;
}
