/* reason_facts.c: which facts a condition reads, and which of them keep a decision waiting. */
#include "engine/decide/reason.h"

#include <string.h>

/* ---- what a condition reads ---- */

struct reading {
	void (*each)(void *ctx, const struct gj_fact *fact);
	void *ctx;
	unsigned char done[GJ_FACTS_MAX]; /* by place in the dictionary */
};

static void read_fact(struct reading *r, const struct gj_fact *fact)
{
	if (fact == NULL)
		return;
	if (fact->index < GJ_FACTS_MAX) {
		if (r->done[fact->index])
			return;
		r->done[fact->index] = 1;
	}
	r->each(r->ctx, fact);
}

static void read_cond(struct reading *r, const struct gj_cond *cond, bool row);

static void read_rows(struct reading *r, const struct gj_rows *rows)
{
	read_fact(r, rows->list);
	if (rows->filter)
		read_cond(r, rows->filter, true);
}

static void read_term(struct reading *r, const struct gj_term *term, bool row)
{
	switch (term->kind) {
	case GJ_TERM_NUMBER:
		break;
	case GJ_TERM_FACT:
		if (!row)
			read_fact(r, term->fact);
		break;
	case GJ_TERM_SHARE:
		read_term(r, term->share_of, row);
		break;
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
		read_rows(r, &term->rows);
		break;
	}
}

/* In a row the facts are fields, which their list stands for; an anchor is the application's. */
static void read_cond(struct reading *r, const struct gj_cond *cond, bool row)
{
	for (size_t i = 0; i < cond->n_args; i++)
		read_cond(r, cond->args[i], row);
	switch (cond->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_AT_LEAST_OF:
	case GJ_COND_NOT:
	case GJ_COND_ELSE_REVIEW:
		break;
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_ONE_OF:
	case GJ_COND_RECOGNISED:
		if (!row)
			read_fact(r, cond->fact);
		break;
	case GJ_COND_WITHIN:
		if (!row)
			read_fact(r, cond->fact);
		if (cond->window.months)
			read_fact(r, cond->window.anchor);
		break;
	case GJ_COND_COMPARE:
		read_term(r, cond->left, row);
		read_term(r, cond->right, row);
		break;
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
		read_rows(r, &cond->rows);
		break;
	}
}

void gj_cond_each_fact(const struct gj_cond *cond,
                       void (*each)(void *ctx, const struct gj_fact *fact), void *ctx)
{
	struct reading r = { .each = each, .ctx = ctx };

	read_cond(&r, cond, false);
}

/* ---- what is missing ---- */

/* Two walks: the first finds the least outcome for each fact, the second reports in order. */
struct missing {
	void (*each)(void *ctx, const struct gj_fact *fact, enum gj_outcome why);
	void *ctx;
	bool report;
	unsigned char why[GJ_FACTS_MAX];
};

enum { NOTHING = GJ_OUTCOMES };

static void miss(struct missing *m, const struct gj_fact *fact, enum gj_outcome why)
{
	unsigned char *least;

	if (fact->index >= GJ_FACTS_MAX) /* the loader lets none through */
		return;
	least = &m->why[fact->index];
	if (!m->report) {
		*least = gj_outcome_and(*least, (uint8_t)why);
	} else if (*least != NOTHING) {
		why = (enum gj_outcome)(*least);
		*least = NOTHING;
		m->each(m->ctx, fact, why);
	}
}

static bool lacks_anchor(const struct gj_trace *t)
{
	return t->cond->kind == GJ_COND_WITHIN && t->right_state != GJ_GIVEN &&
	       t->cond->window.anchor;
}

/* What keeps a row waiting: the anchor of its period, else something of its own. */
static void miss_row(struct missing *m, const struct gj_fact *list, const struct gj_trace *t)
{
	if (!gj_trace_is_open(t))
		return;
	for (size_t i = 0; i < t->n_args; i++)
		miss_row(m, list, &t->args[i]);
	if (lacks_anchor(t))
		miss(m, t->cond->window.anchor, t->outcome);
	if (t->n_args == 0 && (!lacks_anchor(t) || t->value.state != GJ_GIVEN))
		miss(m, list, t->outcome);
	if (t->cond->kind == GJ_COND_ELSE_REVIEW && t->args[0].outcome == GJ_NOT_MET)
		miss(m, list, GJ_REVIEW);
}

static void miss_rows(struct missing *m, const struct gj_trace *t, const struct gj_fact *list)
{
	if (t->rows_state != GJ_GIVEN)
		miss(m, list, t->outcome);
	for (size_t i = 0; i < t->n_found; i++)
		miss_row(m, list, &t->found[i]);
}

static bool lacks_side(enum gj_state state)
{
	return state != GJ_GIVEN && state != GJ_STATE_NOT_APPLICABLE;
}

static void miss_left(struct missing *m, const struct gj_trace *t)
{
	const struct gj_term *left = t->cond->left;

	if (left->kind == GJ_TERM_FACT) {
		if (lacks_side(t->left_state))
			miss(m, left->fact, t->outcome);
	} else if (lacks_side(t->left_state)) {
		miss(m, left->rows.list, t->outcome);
	} else if (t->left_low != t->left_high) {
		miss_rows(m, t, left->rows.list);
		if (t->open == 0) /* different values of a field that some rows do not give */
			miss(m, left->rows.list, t->outcome);
	}
}

static void miss_right(struct missing *m, const struct gj_trace *t)
{
	const struct gj_term *right = t->cond->right;

	if (right->kind == GJ_TERM_SHARE)
		right = right->share_of;
	if (right->kind == GJ_TERM_NUMBER)
		return;
	if (lacks_side(t->right_state) || t->right_low != t->right_high || t->zero_base)
		miss(m, right->kind == GJ_TERM_FACT ? right->fact : right->rows.list, t->outcome);
}

static void miss_judgement(void *ctx, const struct gj_fact *fact)
{
	miss(ctx, fact, GJ_REVIEW);
}

static void miss_all(struct missing *m, const struct gj_trace *t)
{
	const struct gj_cond *cond = t->cond;

	if (!gj_trace_is_open(t))
		return;
	switch (cond->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_AT_LEAST_OF:
	case GJ_COND_NOT:
		for (size_t i = 0; i < t->n_args; i++)
			miss_all(m, &t->args[i]);
		break;
	case GJ_COND_ELSE_REVIEW:
		if (t->args[0].outcome == GJ_NOT_MET)
			gj_cond_each_fact(cond->args[0], miss_judgement, m);
		else
			miss_all(m, &t->args[0]);
		break;
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_ONE_OF:
	case GJ_COND_RECOGNISED:
		miss(m, cond->fact, t->outcome);
		break;
	case GJ_COND_WITHIN:
		if (lacks_anchor(t))
			miss(m, cond->window.anchor, t->outcome);
		if (t->value.state != GJ_GIVEN || t->outcome == GJ_REVIEW)
			miss(m, cond->fact, t->outcome);
		break;
	case GJ_COND_COMPARE:
		miss_left(m, t);
		miss_right(m, t);
		break;
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
		miss_rows(m, t, cond->rows.list);
		break;
	}
}

void gj_trace_each_missing(const struct gj_trace *trace,
                           void (*each)(void *ctx, const struct gj_fact *fact, enum gj_outcome why),
                           void *ctx)
{
	struct missing m = { .each = each, .ctx = ctx };

	memset(m.why, NOTHING, sizeof m.why);
	miss_all(&m, trace);
	m.report = true;
	miss_all(&m, trace);
}
