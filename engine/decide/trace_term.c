/* trace_term.c: numbers that are worked out: sums, scores, tables, dates; every part keeps its value. */
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/ranking.h"
#include "engine/decide/trace_inner.h"
#include "engine/eval/gather.h"
#include "engine/eval/outcome.h"
#include "engine/eval/program.h"

static struct gj_range fact_range(const struct gj_value *v)
{
	switch (v->state) {
	case GJ_GIVEN:
		return gj_range_of(v->number);
	case GJ_STATE_NOT_APPLICABLE:
		return gj_range_any(GJ_NOT_APPLICABLE);
	case GJ_MISSING:
	case GJ_EXPLICITLY_UNKNOWN:
	case GJ_NOT_ASKED:
		break;
	}
	return gj_range_any(GJ_UNKNOWN);
}

static int gather(struct gj_gathered *g, struct gj_trace_part *part, const struct gj_term *term,
                  const struct gj_scope *s)
{
	const struct gj_rows *rows = &term->rows;
	const struct gj_value *list = &s->record->values[rows->list->index];
	const struct gj_value *cells = s->record->lists[rows->list->index];
	struct gj_trace aside = { .cond = NULL };
	struct gj_scope inner = *s;

	gj_gather_start(g);
	if (list->state != GJ_GIVEN) {
		gj_gather_no_list(g, fact_range(list).open);
		return 0;
	}
	part->rows = (size_t)list->number;
	for (size_t r = 0; r < part->rows; r++) {
		uint8_t passes = GJ_MET;
		int rc = 0;

		inner.row = cells + r * rows->list->n_fields;
		if (rows->filter)
			rc = gj_trace_filter(&aside, rows->filter, &inner, &passes);
		if (rc)
			return rc;
		part->passed += passes == GJ_MET;
		gj_gather_row(g, fact_range(&inner.row[term->fact->index]), passes,
		              term->fact->type == GJ_FACT_COUNT);
	}
	return 0;
}

static int aggregate(struct gj_trace_part *p, const struct gj_term *term, const struct gj_scope *s)
{
	struct gj_gathered g;
	int rc = gather(&g, p, term, s);

	if (rc)
		return rc;
	if (term->kind == GJ_TERM_SUM)
		p->value = g.sum;
	else if (term->kind == GJ_TERM_AVERAGE) /* for the reader; gj_trace_compare() decides */
		p->value = g.sum;
	else
		p->value = gj_gather_extreme(&g, term->kind == GJ_TERM_LARGEST);
	return 0;
}

static int cases(struct gj_trace_part *p, const struct gj_term *term, const struct gj_scope *s)
{
	struct gj_range value =
	    term->n_args > term->n_conds ? p->parts[term->n_conds].value : gj_range_nothing(gj_range_reaches_behind(term));
	bool settled = true;

	p->chosen = term->n_args > term->n_conds ? term->n_conds : p->n_parts;
	p->conds = gj_arena_array(s->arena, term->n_conds + 1, sizeof *p->conds);
	if (p->conds == NULL)
		return GJ_ENOMEM;
	p->n_conds = term->n_conds;
	for (size_t i = term->n_conds; i-- > 0;) {
		int rc = gj_trace_below(&p->conds[i], term->conds[i], s);
		const struct gj_trace *t = p->conds[i];

		if (rc)
			return rc;
		value = gj_range_choose((uint8_t)t->outcome, p->parts[i].value, value);
		if (t->outcome == GJ_MET) {
			p->chosen = i;
			settled = true;
		} else if (gj_trace_is_open(t)) {
			settled = false;
		}
	}
	if (!settled)
		p->chosen = p->n_parts;
	p->value = value;
	return 0;
}

static int parts_run(struct gj_trace_part *p, const struct gj_term *term, const struct gj_scope *s)
{
	int rc = 0;

	if (term->n_args == 0)
		return 0;
	p->parts = gj_arena_array(s->arena, term->n_args, sizeof *p->parts);
	if (p->parts == NULL)
		return GJ_ENOMEM;
	p->n_parts = term->n_args;
	for (size_t i = 0; rc == 0 && i < term->n_args; i++)
		rc = gj_trace_part_run(&p->parts[i], term->args[i], s);
	return rc;
}

int gj_trace_part_run(struct gj_trace_part *p, const struct gj_term *term, const struct gj_scope *s)
{
	int rc;

	*p = (struct gj_trace_part){ .term = term, .value = gj_range_any(GJ_ERROR) };
	rc = parts_run(p, term, s);
	if (rc)
		return rc;
	p->chosen = p->n_parts;
	switch (term->kind) {
	case GJ_TERM_NUMBER:
		p->value = gj_range_of(term->number);
		break;
	case GJ_TERM_FACT:
		p->value = fact_range(s->row ? &s->row[term->fact->index]
		                             : &s->record->values[term->fact->index]);
		break;
	case GJ_TERM_ABOVE:
		p->value = fact_range(&s->record->values[term->fact->index]);
		break;
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
		return gj_trace_sift_range(&p->value, p, term, s);
	case GJ_TERM_SUM:
	case GJ_TERM_LARGEST:
	case GJ_TERM_SMALLEST:
	case GJ_TERM_AVERAGE:
		return aggregate(p, term, s);
	case GJ_TERM_PLUS:
		p->value = gj_range_any(GJ_NOT_APPLICABLE);
		for (size_t i = 0; i < p->n_parts; i++)
			p->value = gj_range_plus(p->value, p->parts[i].value);
		break;
	case GJ_TERM_MINUS:
		p->value = gj_range_minus(p->parts[0].value, p->parts[1].value);
		break;
	case GJ_TERM_SCALED:
		p->value =
		    gj_range_scaled(p->parts[0].value, term->number, term->per, term->rounding);
		break;
	case GJ_TERM_BOUNDED:
		p->value = gj_range_bounded(p->parts[0].value, term->low, term->high);
		break;
	case GJ_TERM_CASES:
		return cases(p, term, s);
	case GJ_TERM_PICKED:
		p->value = gj_range_picked(p->parts[0].value, term->low, term->high);
		break;
	case GJ_TERM_SHIFTED:
		p->value = gj_range_shifted(p->parts[0].value, term);
		break;
	case GJ_TERM_REFERENCE:
		p->value = gj_range_of(s->reference);
		break;
	case GJ_TERM_SHARE:
	case GJ_TERM_GROWTH:
		break; /* only a right side is one, and gj_trace_compare() takes it apart */
	}
	return 0;
}

/* Exactly: the sum against so many times the number. */
static int compare_average(struct gj_trace *t, const struct gj_scope *s)
{
	const struct gj_term *left = t->cond->left, *right = t->cond->right;
	struct gj_gathered g;
	int rc = gather(&g, t->left, left, s);

	if (rc == 0)
		rc = gj_trace_part_run(t->right, right, s);
	if (rc)
		return rc;
	t->left->value = g.sum;
	t->left->passed = (size_t)g.count.low;
	t->zero_base = g.count.open == GJ_MET && g.count.high == 0;
	t->outcome = gj_range_compare(g.sum, t->cond->cmp, g.count, right->number,
	                              right->per ? right->per : 1, (uint8_t)left->zero_base);
	return 0;
}

int gj_trace_compare(struct gj_trace *t, const struct gj_scope *s)
{
	const struct gj_term *left = t->cond->left, *right = t->cond->right;
	struct gj_range a, b;
	int rc;

	t->left = gj_arena_alloc(s->arena, sizeof *t->left);
	t->right = gj_arena_alloc(s->arena, sizeof *t->right);
	if (t->left == NULL || t->right == NULL)
		return GJ_ENOMEM;
	*t->left = (struct gj_trace_part){ .term = left, .value = gj_range_any(GJ_ERROR) };
	*t->right = (struct gj_trace_part){ .term = right, .value = gj_range_any(GJ_ERROR) };
	if (left->kind == GJ_TERM_AVERAGE)
		return compare_average(t, s);
	rc = gj_trace_part_run(t->left, left, s);
	if (rc == 0)
		rc = gj_trace_part_run(t->right,
		                       right->kind == GJ_TERM_SHARE    ? right->share_of
		                       : right->kind == GJ_TERM_GROWTH ? right->args[0]
		                                                       : right,
		                       s);
	if (rc)
		return rc;
	a = t->left->value;
	b = t->right->value;
	if (right->kind == GJ_TERM_SHARE) {
		t->zero_base = b.open == GJ_MET && b.low == 0;
		t->outcome = gj_range_compare(a, t->cond->cmp, b, right->number, right->per,
		                              (uint8_t)right->zero_base);
	} else if (right->kind == GJ_TERM_GROWTH) {
		t->zero_base = b.open == GJ_MET && b.low <= 0;
		t->outcome = gj_range_compare_growth(a, t->cond->cmp, b, right->number, right->per,
		                                     (uint8_t)right->zero_base);
	} else {
		t->outcome = gj_range_compare(a, t->cond->cmp, b, 1, 1, GJ_NO_ZERO);
	}
	return 0;
}

int gj_trace_term(struct gj_range *out, struct gj_arena *arena, const struct gj_term *term,
                  const struct gj_record *record, int32_t reference,
                  const struct gj_outside *outside, struct gj_err *err)
{
	struct gj_scope s = { .arena = arena, .record = record, .reference = reference };
	struct gj_trace_part part;
	int rc;

	if (outside)
		s.outside = *outside;
	rc = gj_trace_part_run(&part, term, &s);
	if (rc)
		return gj_err_nomem(err, tr("the steps of a decision"));
	*out = part.value;
	return 0;
}
