/* decision.c: folds the outcomes of all checks into one result, a row at a time or by columns. */
#include "engine/decide/decision.h"

#include "engine/eval/kernel.h"

#include <string.h>

static const struct {
	const char *name;
	struct gj_label label;
} results[GJ_RESULTS] = {
	[GJ_ELIGIBLE] = { "eligible", { "符合", "eligible" } },
	[GJ_INELIGIBLE] = { "ineligible", { "不符合", "ineligible" } },
	[GJ_INCOMPLETE] = { "incomplete", { "待补正", "incomplete" } },
	[GJ_REVIEW_DUE] = { "review", { "待人工审核", "under review" } },
	[GJ_CONDITIONAL] = { "conditional", { "附条件符合", "conditional" } },
};

static const struct gj_label outcome_labels[GJ_OUTCOMES] = {
	[GJ_NOT_MET] = { "不符合", "not met" },
	[GJ_ERROR] = { "判定出错", "error" },
	[GJ_UNKNOWN] = { "资料不全", "facts missing" },
	[GJ_REVIEW] = { "待人工认定", "waits for a person" },
	[GJ_MET] = { "符合", "met" },
	[GJ_NOT_APPLICABLE] = { "不适用", "not applicable" },
};

enum { BLOCK = 1024 /* rows whose two least outcomes stay in the first cache */ };

/* `firm` is the least outcome of the checks that stand by themselves, `conditional` that of those
 * which count the recognitions of others. */
static uint8_t result(uint8_t firm, uint8_t conditional)
{
	switch ((enum gj_outcome)gj_outcome_and(firm, conditional)) {
	case GJ_NOT_MET:
		return GJ_INELIGIBLE;
	case GJ_ERROR:
		return GJ_REVIEW_DUE;
	case GJ_UNKNOWN:
		return GJ_INCOMPLETE;
	case GJ_REVIEW:
		return firm == GJ_REVIEW ? GJ_REVIEW_DUE : GJ_CONDITIONAL;
	case GJ_MET:
	case GJ_NOT_APPLICABLE:
		break;
	}
	return GJ_ELIGIBLE;
}

enum gj_result gj_decision_result(const struct gj_category *category, const uint8_t *outcomes)
{
	uint8_t least[2] = { GJ_NOT_APPLICABLE, GJ_NOT_APPLICABLE };

	for (size_t i = 0; i < category->n_checks; i++) {
		uint8_t *to = &least[category->checks[i].conditional];

		*to = gj_outcome_and(*to, outcomes[category->checks[i].index]);
	}
	return result(least[0], least[1]);
}

void gj_decision_results(uint8_t *out, const struct gj_category *category,
                         const uint8_t *const *outcomes, size_t n)
{
	const struct gj_kernels *kernels = gj_kernels_best();
	uint8_t by_least[GJ_OUTCOMES][GJ_OUTCOMES], least[2][BLOCK];

	for (uint8_t firm = 0; firm < GJ_OUTCOMES; firm++)
		for (uint8_t other = 0; other < GJ_OUTCOMES; other++)
			by_least[firm][other] = result(firm, other);
	for (size_t start = 0; start < n; start += BLOCK) {
		size_t rows = n - start < BLOCK ? n - start : BLOCK;

		memset(least, GJ_NOT_APPLICABLE, sizeof least);
		for (size_t i = 0; i < category->n_checks; i++) {
			const uint8_t *column = outcomes[category->checks[i].index] + start;
			uint8_t *to = least[category->checks[i].conditional];

			kernels->and(to, to, column, rows);
		}
		for (size_t r = 0; r < rows; r++)
			out[start + r] = by_least[least[0][r]][least[1][r]];
	}
}

const char *gj_result_name(enum gj_result which)
{
	return results[which].name;
}

struct gj_label gj_result_label(enum gj_result which)
{
	return results[which].label;
}

struct gj_label gj_outcome_label(enum gj_outcome outcome)
{
	return outcome_labels[outcome];
}

int gj_result_find(const char *name)
{
	for (int i = 0; i < GJ_RESULTS; i++)
		if (strcmp(results[i].name, name) == 0)
			return i;
	return -1;
}
