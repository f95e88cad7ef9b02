/* reason_name.c: what a number is called that a condition works out: its list, filter, factor, bounds, table. */
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/decide/reason.h"
#include "engine/decide/reason_inner.h"

#include <string.h>

bool gj_reason_is_day(const struct gj_term *term)
{
	switch (term->kind) {
	case GJ_TERM_FACT:
	case GJ_TERM_LARGEST:
	case GJ_TERM_SMALLEST:
		return term->fact->type == GJ_FACT_DATE;
	case GJ_TERM_ABOVE:
	case GJ_TERM_SHIFTED:
	case GJ_TERM_REFERENCE:
		return true;
	case GJ_TERM_CASES:
	case GJ_TERM_BOUNDED:
		return term->n_args && gj_reason_is_day(term->args[0]);
	default:
		return false;
	}
}

/* Digits after the point that the number of the term has. */
int gj_reason_decimals(const struct gj_term *term)
{
	if (term->kind == GJ_TERM_FACT && term->fact->type == GJ_FACT_AMOUNT)
		return term->fact->decimals;
	if ((term->kind == GJ_TERM_SUM || term->kind == GJ_TERM_AVERAGE ||
	     term->kind == GJ_TERM_LARGEST || term->kind == GJ_TERM_SMALLEST) &&
	    term->fact->type == GJ_FACT_AMOUNT)
		return term->fact->decimals;
	return term->decimals;
}

struct gj_label gj_reason_unit(const struct gj_term *term)
{
	if (gj_wording_is_said(term->unit))
		return term->unit;
	if (term->fact && term->kind != GJ_TERM_DISTINCT)
		return term->fact->unit;
	return (struct gj_label){ NULL, NULL };
}

static void put_scaled(struct gj_wording *w, const struct gj_term *term, int64_t n)
{
	const struct gj_fact shape = { .type = gj_reason_is_day(term)     ? GJ_FACT_DATE
		                               : gj_reason_decimals(term) ? GJ_FACT_AMOUNT
		                                                          : GJ_FACT_COUNT,
		                       .decimals = gj_reason_decimals(term) };

	gj_value_print(w->out, &shape, &(struct gj_value){ .state = GJ_GIVEN, .number = n },
	               w->lang);
}

void gj_reason_range_value(struct gj_wording *w, const struct gj_term *term, struct gj_range value)
{
	if (value.open == GJ_NOT_APPLICABLE) {
		gj_wording_put(w, "不适用", "not applicable");
		return;
	}
	if (value.open == GJ_ERROR) {
		gj_wording_put(w, "无法计算", "cannot be worked out");
		return;
	}
	if (value.low <= GJ_RANGE_LEAST || value.high >= GJ_RANGE_MOST) {
		gj_wording_put(w, "尚不能确定", "not known yet");
		return;
	}
	put_scaled(w, term, value.low);
	if (value.high > value.low) {
		gj_wording_put(w, "至", " to ");
		put_scaled(w, term, value.high);
	}
	if (!gj_reason_is_day(term))
		gj_wording_unit(w, gj_reason_unit(term), true);
}

static void put_step(struct gj_wording *w, const struct gj_term *term)
{
	static const struct gj_label steps[] = {
		[GJ_STEP_DAYS] = { "日", "days" },
		[GJ_STEP_MONTHS] = { "个月", "months" },
		[GJ_STEP_WORKING_DAYS] = { "个工作日", "working days" },
	};
	long long n = term->number < 0 ? -term->number : term->number;

	if (term->step == GJ_STEP_MONTH_END) {
		gj_reason_name(w, term->args[0]);
		gj_wording_put(w, "所在月末", " (end of that month)");
		return;
	}
	if (w->lang == GJ_LANG_ZH) {
		gj_reason_name(w, term->args[0]);
		gj_buf_printf(w->out, "%s%lld%s", term->number < 0 ? "前" : "后", n,
		              steps[term->step].zh);
		return;
	}
	gj_buf_printf(w->out, "%lld %.*s %s ", n, (int)strlen(steps[term->step].en) - (n == 1),
	              steps[term->step].en, term->number < 0 ? "before" : "after");
	gj_reason_name(w, term->args[0]);
}

static void put_rows_name(struct gj_wording *w, const struct gj_term *term, struct gj_label what)
{
	gj_wording_label(w, term->rows.list->label);
	gj_reason_filter(w, &term->rows);
	gj_wording_put(w, "的", ": ");
	gj_wording_label(w, term->fact->label);
	gj_buf_puts(w->out, gj_label_in(what, w->lang));
}

static void put_sum_name(struct gj_wording *w, const struct gj_term *term, const char *sign)
{
	for (size_t i = 0; i < term->n_args; i++) {
		if (i)
			gj_buf_puts(w->out, sign);
		gj_reason_name(w, term->args[i]);
	}
}

/* × 30%, 的365倍, rounded how: apart from the scale that the number below is counted in. */
static void put_factor(struct gj_wording *w, const struct gj_term *term)
{
	static const struct gj_label how[] = {
		[GJ_ROUND_HALF_UP] = { "四舍五入", "rounded half up" },
		[GJ_ROUND_UP] = { "进位", "rounded up" },
		[GJ_ROUND_DOWN] = { "舍去尾数", "rounded down" },
		[GJ_ROUND_HALF_EVEN] = { "四舍六入五成双", "rounded half to even" },
	};
	struct gj_term factor = *term;

	gj_wording_factor(&factor, gj_reason_decimals(term->args[0]), gj_reason_decimals(term));
	if (factor.per == 1 && factor.number != 1) {
		if (w->lang == GJ_LANG_ZH)
			gj_buf_printf(w->out, "的%lld倍", (long long)factor.number);
		else
			gj_buf_printf(w->out, " times %lld", (long long)factor.number);
	} else if (factor.per != 1) {
		gj_wording_put(w, "的", " times ");
		gj_wording_share(w, &factor);
	}
	if (term->number % term->per == 0)
		return;
	gj_wording_put(w, "（", " (");
	gj_wording_put(w, how[term->rounding].zh, how[term->rounding].en);
	if (gj_reason_decimals(term) && w->lang == GJ_LANG_ZH)
		gj_buf_printf(w->out, "，保留%d位小数", gj_reason_decimals(term));
	else if (gj_reason_decimals(term))
		gj_buf_printf(w->out, ", to %d places", gj_reason_decimals(term));
	gj_wording_put(w, "）", ")");
}

static void put_bounds(struct gj_wording *w, const struct gj_term *term)
{
	bool low = term->low != INT64_MIN, high = term->high != INT64_MAX;

	if (!low && !high)
		return;
	gj_wording_put(w, "（", " (");
	if (low) {
		gj_wording_put(w, "最低", "at least ");
		gj_reason_range_value(w, term, gj_range_of(term->low));
	}
	if (low && high)
		gj_wording_put(w, "，", ", ");
	if (high) {
		gj_wording_put(w, "最高", "at most ");
		gj_reason_range_value(w, term, gj_range_of(term->high));
	}
	gj_wording_put(w, "）", ")");
}

/* What a row of the table gives: a number in the table's own scale and unit, or what is worked out. */
static void put_given(struct gj_wording *w, const struct gj_term *table, size_t row)
{
	const struct gj_term *given = table->args[row];

	if (given->kind == GJ_TERM_NUMBER)
		gj_reason_range_value(w, table, gj_range_of(given->number));
	else
		gj_reason_name(w, given);
}

/* A short table in one line; a longer one is printed as a table elsewhere. */
static void put_cases(struct gj_wording *w, const struct gj_term *term)
{
	enum { ROWS_IN_A_LINE = 4 };

	gj_wording_put(w, "按表确定的数", "what the table gives");
	if (term->n_args > ROWS_IN_A_LINE)
		return;
	gj_wording_put(w, "（", " (");
	for (size_t i = 0; i < term->n_args; i++) {
		if (i)
			gj_wording_put(w, "；", "; ");
		if (i < term->n_conds)
			gj_reason_asked(w, term->conds[i]);
		else
			gj_wording_put(w, "其他", "otherwise");
		gj_wording_put(w, "的，", ": ");
		put_given(w, term, i);
	}
	gj_wording_put(w, "）", ")");
}

/* What a person calls the number. */
void gj_reason_name(struct gj_wording *w, const struct gj_term *term)
{
	if (gj_wording_is_said(term->label)) {
		gj_wording_label(w, term->label);
		return;
	}
	switch (term->kind) {
	case GJ_TERM_NUMBER:
		put_scaled(w, term, term->number);
		break;
	case GJ_TERM_FACT:
		gj_wording_label(w, term->fact->label);
		break;
	case GJ_TERM_ABOVE:
		gj_wording_label(w, term->fact->label);
		break;
	case GJ_TERM_REFERENCE:
		gj_wording_put(w, "基准日", "the reference date");
		break;
	case GJ_TERM_SHARE:
		gj_reason_name(w, term->share_of);
		break;
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
		gj_wording_term(w, term);
		gj_reason_filter(w, &term->rows);
		break;
	case GJ_TERM_SUM:
		put_rows_name(w, term, (struct gj_label){ "合计", ", in all" });
		break;
	case GJ_TERM_AVERAGE:
		put_rows_name(w, term, (struct gj_label){ "平均", ", average" });
		break;
	case GJ_TERM_LARGEST:
		put_rows_name(w, term, (struct gj_label){ "最大值", ", largest" });
		break;
	case GJ_TERM_SMALLEST:
		put_rows_name(w, term, (struct gj_label){ "最小值", ", smallest" });
		break;
	case GJ_TERM_PLUS:
		put_sum_name(w, term, w->lang == GJ_LANG_ZH ? "与" : " + ");
		gj_wording_put(w, "之和", "");
		break;
	case GJ_TERM_MINUS:
		if (gj_reason_is_day(term->args[0]) && w->lang == GJ_LANG_ZH) {
			gj_reason_name(w, term->args[1]);
			gj_buf_puts(w->out, "至");
			gj_reason_name(w, term->args[0]);
			gj_buf_puts(w->out, "的天数");
		} else {
			put_sum_name(w, term, w->lang == GJ_LANG_ZH ? "减" : " - ");
		}
		break;
	case GJ_TERM_SCALED:
		gj_reason_name(w, term->args[0]);
		put_factor(w, term);
		break;
	case GJ_TERM_BOUNDED:
	case GJ_TERM_PICKED:
		gj_reason_name(w, term->args[0]);
		put_bounds(w, term);
		break;
	case GJ_TERM_GROWTH:
		gj_reason_name(w, term->args[0]);
		break;
	case GJ_TERM_CASES:
		put_cases(w, term);
		break;
	case GJ_TERM_SHIFTED:
		put_step(w, term);
		break;
	}
}

void gj_reason_term(struct gj_buf *out, const struct gj_term *term, enum gj_lang lang)
{
	struct gj_wording w;

	gj_wording_init(&w, out, lang);
	gj_reason_name(&w, term);
}
