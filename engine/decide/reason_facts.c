/* reason_facts.c: which facts a condition reads, and which of them keep a decision waiting. */
#include "engine/decide/reason.h"
#include "engine/eval/walk.h"

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

/* In a row the facts are fields, which their list stands for; an anchor is the application's. */
static bool read_cond(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	struct reading *r = ctx;

	if (cond->fact && row == NULL)
		read_fact(r, cond->fact);
	if (cond->kind == GJ_COND_WITHIN && cond->window.months)
		read_fact(r, cond->window.anchor);
	read_fact(r, cond->rows.list);
	return true;
}

static bool read_term(void *ctx, const struct gj_term *term, const struct gj_fact *row)
{
	struct reading *r = ctx;

	read_fact(r, term->rows.list);
	if (term->kind == GJ_TERM_ABOVE || (term->kind == GJ_TERM_FACT && row == NULL))
		read_fact(r, term->fact);
	return true;
}

void gj_cond_each_fact(const struct gj_cond *cond,
                       void (*each)(void *ctx, const struct gj_fact *fact), void *ctx)
{
	struct reading r = { .each = each, .ctx = ctx };

	gj_walk_cond(&(struct gj_walk){ .cond = read_cond, .term = read_term, .ctx = &r }, cond);
}

static void read_functions(struct reading *r, const struct gj_trace *t)
{
	for (size_t i = 0; i < t->n_read; i++)
		read_fact(r, t->read[i]);
	for (size_t i = 0; i < t->n_args; i++)
		read_functions(r, &t->args[i]);
}

void gj_trace_each_fact(const struct gj_trace *trace,
                        void (*each)(void *ctx, const struct gj_fact *fact), void *ctx)
{
	struct reading r = { .each = each, .ctx = ctx };

	gj_walk_cond(&(struct gj_walk){ .cond = read_cond, .term = read_term, .ctx = &r },
	             trace->cond);
	read_functions(&r, trace);
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

static void miss_all(struct missing *m, const struct gj_trace *t);

/* The facts under a term that is open, and those that a table's row hangs on. */
static void miss_part(struct missing *m, const struct gj_trace_part *p)
{
	if (p->value.open >= GJ_MET || p->value.open == GJ_ERROR)
		return;
	if (p->term->kind == GJ_TERM_PICKED && p->parts[0].term->kind == GJ_TERM_FACT) {
		miss(m, p->parts[0].term->fact, GJ_REVIEW); /* an expert has yet to pick */
		return;
	}
	if (p->term->kind == GJ_TERM_FACT)
		miss(m, p->term->fact, p->value.open);
	else if (p->term->rows.list)
		miss(m, p->term->rows.list, p->value.open);
	for (size_t i = 0; i < p->n_parts; i++)
		miss_part(m, &p->parts[i]);
	for (size_t i = 0; p->term->kind == GJ_TERM_CASES && i < p->n_conds; i++)
		miss_all(m, p->conds[i]);
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
		if (t->left) {
			miss_part(m, t->left);
			miss_part(m, t->right);
			break;
		}
		miss_left(m, t);
		miss_right(m, t);
		break;
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
	case GJ_COND_EVERY:
		miss_rows(m, t, cond->rows.list);
		break;
	case GJ_COND_UNLESS:
		miss_all(m, &t->args[0]);
		miss_all(m, &t->args[1]);
		break;
	case GJ_COND_DATED:
		if (t->chosen < t->n_args)
			miss_all(m, &t->args[t->chosen]);
		break;
	case GJ_COND_FUNCTION:
		/* What is missing ends it: the last that it read. */
		if (t->n_read && (t->outcome == GJ_UNKNOWN || t->outcome == GJ_REVIEW))
			miss(m, t->read[t->n_read - 1], t->outcome);
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
