/* reason_range.c: scores, sums, tables and moved dates put into words, with the parts they are made of. */
#include "engine/base/buf.h"
#include "engine/decide/reason_inner.h"

/* Below a cap, a weight or a pick stands what people call the number. */
static const struct gj_trace_part *named_part(const struct gj_trace_part *p)
{
	while (!gj_wording_is_said(p->term->label) && p->n_parts == 1 &&
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
		gj_reason_name(w, named_part(part)->term);
		if (part->term->kind == GJ_TERM_NUMBER)
			continue; /* written: it is its own name */
		gj_wording_put(w, "", ": ");
		gj_reason_range_value(w, part->term, part->value);
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

	if (p->value.open == GJ_NOT_APPLICABLE || (p->value.open == GJ_MET && rows == 0)) {
		gj_wording_put(w, "没有可平均的记录", "nothing to average");
		return;
	}
	if (p->value.open != GJ_MET) {
		gj_wording_put(w, "尚不能确定", "not known yet");
		return;
	}
	fact.decimals = gj_reason_decimals(p->term) + 2;
	fact.type = GJ_FACT_AMOUNT;
	shape.fact = &fact;
	gj_reason_range_value(w, &shape,
	                      gj_range_of(
				  (int64_t)((2 * n + (n < 0 ? -rows : rows)) / (2 * rows))));
}

/* Of a table without a name only that it is one: the value is what its row gives. */
static void put_found_name(struct gj_wording *w, const struct gj_trace_part *p)
{
	if (p->term->kind == GJ_TERM_CASES && !gj_wording_is_said(p->term->label))
		gj_wording_put(w, "按表确定的数", "what the table gives");
	else if (p->n_parts == 1 && p->parts[0].term->kind == GJ_TERM_CASES &&
	         p->term->kind == GJ_TERM_SCALED && !gj_wording_is_said(p->term->label))
		put_found_name(w, &p->parts[0]);
	else
		gj_reason_name(w, p->term);
}

static void put_side(struct gj_wording *w, const struct gj_trace_part *p)
{
	put_found_name(w, p);
	gj_wording_put(w,
	               gj_reason_is_day(p->term) || gj_wording_is_said(gj_reason_unit(p->term))
	                   ? ""
	                   : "为",
	               ": ");
	if (p->term->kind == GJ_TERM_AVERAGE)
		put_average(w, p);
	else
		gj_reason_range_value(w, p->term, p->value);
	put_parts(w, p);
}

/* The limit in the scale of the left side. */
static void put_limit(struct gj_wording *w, const struct gj_cond *cond)
{
	struct gj_term shape = *cond->left;

	if (!gj_wording_is_said(gj_reason_unit(cond->left)))
		shape.unit = cond->right->unit; /* the number is in the left side's unit */
	if (cond->left->kind == GJ_TERM_AVERAGE && cond->right->per > 1) {
		int digits = 0;

		for (int64_t per = cond->right->per; per >= 10; per /= 10)
			digits++;
		shape.decimals = digits;
		shape.fact = NULL;
		shape.kind = GJ_TERM_SCALED;
	}
	gj_reason_range_value(w, &shape, number_value(cond->right));
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
		put_found_name(w, p);
		gj_wording_put(w, "（", " (");
		gj_reason_range_value(w, right, p->value);
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
		gj_reason_name(w, cond->left);
		gj_wording_put(w, "", ": ");
	}
	if (right->kind == GJ_TERM_GROWTH) {
		gj_wording_put(w, "比", "growth over ");
		gj_reason_name(w, right->args[0]);
		gj_wording_put(w, "增长", " ");
	} else if (right->kind == GJ_TERM_SHARE) {
		gj_wording_put(w, "占", "share of ");
		gj_reason_name(w, right->share_of);
		gj_wording_put(w, "的比例", " ");
	}
	gj_wording_before(w, r);
	if (right->kind == GJ_TERM_GROWTH || right->kind == GJ_TERM_SHARE)
		gj_wording_share(w, right);
	else if (right->kind == GJ_TERM_NUMBER)
		put_limit(w, cond);
	else
		gj_reason_name(w, right);
	gj_buf_puts(w->out, r.after);
	if (right->kind == GJ_TERM_GROWTH || right->kind == GJ_TERM_SHARE)
		gj_reason_of_nothing(w, (struct gj_label){ "基数为零", "of nothing" },
		                     right->zero_base);
	else if (cond->left->kind == GJ_TERM_AVERAGE)
		gj_reason_of_nothing(w, (struct gj_label){ "没有记录", "with no such row" },
		                     cond->left->zero_base);
}

void gj_reason_range_found(struct gj_wording *w, const struct gj_trace *t, bool named)
{
	if (named)
		put_side(w, t->left);
	else if (t->left->term->kind == GJ_TERM_AVERAGE)
		put_average(w, t->left);
	else
		gj_reason_range_value(w, t->left->term, t->left->value);
}
