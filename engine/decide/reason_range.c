/* reason_range.c: scores, sums, tables and moved dates put into words, with the parts they are made of. */
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/decide/reason_inner.h"

#include <inttypes.h>

static bool has_label(struct gj_label label)
{
	return (label.zh && *label.zh) || (label.en && *label.en);
}

static bool is_day(const struct gj_term *term)
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
		return term->n_args && is_day(term->args[0]);
	default:
		return false;
	}
}

/* Digits after the point that the number of the term has. */
static int decimals_of(const struct gj_term *term)
{
	if (term->kind == GJ_TERM_FACT && term->fact->type == GJ_FACT_AMOUNT)
		return term->fact->decimals;
	if ((term->kind == GJ_TERM_SUM || term->kind == GJ_TERM_AVERAGE ||
	     term->kind == GJ_TERM_LARGEST || term->kind == GJ_TERM_SMALLEST) &&
	    term->fact->type == GJ_FACT_AMOUNT)
		return term->fact->decimals;
	return term->decimals;
}

static struct gj_label unit_of(const struct gj_term *term)
{
	if (has_label(term->unit))
		return term->unit;
	if (term->fact && term->kind != GJ_TERM_DISTINCT)
		return term->fact->unit;
	return (struct gj_label){ NULL, NULL };
}

static void put_scaled(struct gj_wording *w, const struct gj_term *term, int64_t n)
{
	const struct gj_fact shape = { .type = is_day(term)        ? GJ_FACT_DATE
		                               : decimals_of(term) ? GJ_FACT_AMOUNT
		                                                   : GJ_FACT_COUNT,
		                       .decimals = decimals_of(term) };

	gj_value_print(w->out, &shape, &(struct gj_value){ .state = GJ_GIVEN, .number = n },
	               w->lang);
}

static void put_value(struct gj_wording *w, const struct gj_term *term, struct gj_range value)
{
	const char *unit = gj_label_in(unit_of(term), w->lang);

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
	if (!is_day(term) && *unit) {
		gj_wording_put(w, "", " ");
		gj_buf_puts(w->out, unit);
	}
}

static void put_name(struct gj_wording *w, const struct gj_term *term);

static void put_step(struct gj_wording *w, const struct gj_term *term)
{
	static const struct gj_label steps[] = {
		[GJ_STEP_DAYS] = { "日", "days" },
		[GJ_STEP_MONTHS] = { "个月", "months" },
		[GJ_STEP_WORKING_DAYS] = { "个工作日", "working days" },
	};
	long long n = term->number < 0 ? -term->number : term->number;

	if (term->step == GJ_STEP_MONTH_END) {
		put_name(w, term->args[0]);
		gj_wording_put(w, "所在月末", " (end of that month)");
		return;
	}
	if (w->lang == GJ_LANG_ZH) {
		put_name(w, term->args[0]);
		gj_buf_printf(w->out, "%s%lld%s", term->number < 0 ? "前" : "后", n,
		              steps[term->step].zh);
		return;
	}
	gj_buf_printf(w->out, "%lld %s %s ", n, steps[term->step].en,
	              term->number < 0 ? "before" : "after");
	put_name(w, term->args[0]);
}

static void put_rows_name(struct gj_wording *w, const struct gj_term *term, struct gj_label what)
{
	gj_wording_label(w, term->rows.list->label);
	gj_wording_put(w, "的", ": ");
	gj_wording_label(w, term->fact->label);
	gj_buf_puts(w->out, gj_label_in(what, w->lang));
}

static void put_sum_name(struct gj_wording *w, const struct gj_term *term, const char *sign)
{
	for (size_t i = 0; i < term->n_args; i++) {
		if (i)
			gj_buf_puts(w->out, sign);
		put_name(w, term->args[i]);
	}
}

/* What a person calls the number. */
static void put_name(struct gj_wording *w, const struct gj_term *term)
{
	if (has_label(term->label)) {
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
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
	case GJ_TERM_SHARE:
		gj_wording_term(w, term);
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
		if (is_day(term->args[0]) && w->lang == GJ_LANG_ZH) {
			put_name(w, term->args[1]);
			gj_buf_puts(w->out, "至");
			put_name(w, term->args[0]);
			gj_buf_puts(w->out, "的天数");
		} else {
			put_sum_name(w, term, w->lang == GJ_LANG_ZH ? "减" : " - ");
		}
		break;
	case GJ_TERM_SCALED:
		put_name(w, term->args[0]);
		gj_wording_put(w, "的", " times ");
		gj_wording_share(w, term);
		break;
	case GJ_TERM_BOUNDED:
	case GJ_TERM_PICKED:
	case GJ_TERM_GROWTH:
		put_name(w, term->args[0]);
		break;
	case GJ_TERM_CASES:
		gj_wording_put(w, "按表确定的数", "what the table gives");
		break;
	case GJ_TERM_SHIFTED:
		put_step(w, term);
		break;
	}
}

/* Below a cap, a weight or a pick stands what people call the number. */
static const struct gj_trace_part *named_part(const struct gj_trace_part *p)
{
	while (!has_label(p->term->label) && p->n_parts == 1 &&
	       (p->term->kind == GJ_TERM_BOUNDED || p->term->kind == GJ_TERM_SCALED ||
	        p->term->kind == GJ_TERM_PICKED))
		p = &p->parts[0];
	return p;
}

/* （研发20分，专利12.5分）: the items of a score, and what a sum is made of. */
static void put_parts(struct gj_wording *w, const struct gj_trace_part *p)
{
	while (p->n_parts == 1 && p->parts[0].n_parts >= 1)
		p = &p->parts[0];
	if (p->term->kind != GJ_TERM_PLUS || p->n_parts < 2)
		return;
	gj_wording_put(w, "（", " (");
	for (size_t i = 0; i < p->n_parts; i++) {
		const struct gj_trace_part *part = &p->parts[i];

		if (i)
			gj_wording_put(w, "，", ", ");
		put_name(w, named_part(part)->term);
		gj_wording_put(w, "", ": ");
		put_value(w, part->term, part->value);
		put_parts(w, part);
	}
	gj_wording_put(w, "）", ")");
}

static struct gj_range number_value(const struct gj_term *term)
{
	return gj_range_of(term->number);
}

/* An average to two digits more than its numbers have, for the reader only. */
static void put_average(struct gj_wording *w, const struct gj_trace_part *p)
{
	struct gj_term shape = *p->term;
	struct gj_fact fact = *p->term->fact;
	__int128 n = (__int128)p->value.low * 100;
	int64_t rows = (int64_t)p->passed;

	if (p->value.open != GJ_MET || rows == 0) {
		gj_wording_put(w, "尚不能确定", "not known yet");
		return;
	}
	fact.decimals = decimals_of(p->term) + 2;
	fact.type = GJ_FACT_AMOUNT;
	shape.fact = &fact;
	put_value(w, &shape, gj_range_of((int64_t)((2 * n + (n < 0 ? -rows : rows)) / (2 * rows))));
}

static void put_side(struct gj_wording *w, const struct gj_trace_part *p)
{
	put_name(w, p->term);
	gj_wording_put(w, is_day(p->term) || has_label(unit_of(p->term)) ? "" : "为", ": ");
	if (p->term->kind == GJ_TERM_AVERAGE)
		put_average(w, p);
	else
		put_value(w, p->term, p->value);
	put_parts(w, p);
}

/* The limit in the scale of the left side. */
static void put_limit(struct gj_wording *w, const struct gj_cond *cond)
{
	struct gj_term shape = *cond->left;

	if (!has_label(unit_of(cond->left))) /* the number is in the left side's unit */
		shape.unit = cond->right->unit;
	if (cond->left->kind == GJ_TERM_AVERAGE && cond->right->per > 1) {
		int digits = 0;

		for (int64_t per = cond->right->per; per >= 10; per /= 10)
			digits++;
		shape.decimals = digits;
		shape.fact = NULL;
		shape.kind = GJ_TERM_SCALED;
	}
	put_value(w, &shape, number_value(cond->right));
}

static void put_base(struct gj_wording *w, const struct gj_cond *cond,
                     const struct gj_trace_part *p)
{
	const struct gj_term *right = cond->right;

	if (right->kind == GJ_TERM_SHARE) {
		gj_wording_share(w, right);
	} else if (right->kind == GJ_TERM_GROWTH) {
		gj_wording_share(w, right);
	} else if (right->kind == GJ_TERM_NUMBER) {
		put_limit(w, cond);
	} else {
		put_name(w, right);
		gj_wording_put(w, "（", " (");
		put_value(w, right, p->value);
		gj_wording_put(w, "）", ")");
	}
}

/* 占50.00%, or 增长12.50%: how the two sides stand to each other, when both are settled. */
static void put_share_found(struct gj_wording *w, const struct gj_trace *t)
{
	const struct gj_term *right = t->cond->right;
	struct gj_range a = t->left->value, b = t->right->value;

	if (a.open != GJ_MET || b.open != GJ_MET || b.low == 0)
		return;
	if (right->kind == GJ_TERM_SHARE) {
		gj_wording_put(w, "，占", ", that is ");
		gj_wording_percent(w, a.low, b.low, right);
	} else if (b.low > 0) {
		gj_wording_put(w, a.low < b.low ? "，下降" : "，增长",
		               a.low < b.low ? ", a fall of " : ", a growth of ");
		gj_wording_percent(w, a.low < b.low ? b.low - a.low : a.low - b.low, b.low, right);
	}
}

void gj_reason_range(struct gj_wording *w, const struct gj_trace *t)
{
	const struct gj_cond *cond = t->cond;
	bool share = cond->right->kind == GJ_TERM_SHARE || cond->right->kind == GJ_TERM_GROWTH;
	enum gj_relation_form form =
	    t->outcome == GJ_NOT_MET ? GJ_RELATION_FAILS : GJ_RELATION_HOLDS;
	struct gj_relation r = gj_wording_relation(cond, w->lang, form);

	if (share) {
		put_side(w, t->right);
		gj_wording_put(w, "，", ", ");
	}
	put_side(w, t->left);
	if (t->left->value.open == GJ_NOT_APPLICABLE)
		return;
	if (share && t->zero_base) {
		gj_wording_put(w, "，基数为零，比例无法计算",
		               ", so there is nothing to take a share of");
		return;
	}
	if (share)
		put_share_found(w, t);
	gj_wording_put(w, "，", ", ");
	if (gj_trace_is_open(t))
		gj_wording_put(w, "是否", "whether ");
	gj_wording_before(w, r);
	put_base(w, cond, t->right);
	gj_buf_puts(w->out, r.after);
	if (gj_trace_is_open(t))
		gj_wording_put(w, "尚不能确定", " is still open");
}

void gj_reason_range_asked(struct gj_wording *w, const struct gj_cond *cond, bool named)
{
	const struct gj_term *right = cond->right;
	struct gj_relation r = gj_wording_relation(cond, w->lang, GJ_RELATION_ASKED);

	if (named || cond->left->kind != GJ_TERM_FACT) {
		put_name(w, cond->left);
		gj_wording_put(w, "", ": ");
	}
	if (right->kind == GJ_TERM_GROWTH) {
		gj_wording_put(w, "比", "growth over ");
		put_name(w, right->args[0]);
		gj_wording_put(w, "增长", " ");
	} else if (right->kind == GJ_TERM_SHARE) {
		gj_wording_put(w, "占", "share of ");
		put_name(w, right->share_of);
		gj_wording_put(w, "的比例", " ");
	}
	gj_wording_before(w, r);
	if (right->kind == GJ_TERM_GROWTH || right->kind == GJ_TERM_SHARE)
		gj_wording_share(w, right);
	else if (right->kind == GJ_TERM_NUMBER)
		put_limit(w, cond);
	else
		put_name(w, right);
	gj_buf_puts(w->out, r.after);
}

void gj_reason_range_found(struct gj_wording *w, const struct gj_trace *t, bool named)
{
	if (named)
		put_side(w, t->left);
	else if (t->left->term->kind == GJ_TERM_AVERAGE)
		put_average(w, t->left);
	else
		put_value(w, t->left->term, t->left->value);
}
