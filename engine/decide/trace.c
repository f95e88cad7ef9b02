/* trace.c: evaluates one condition on one record the plain way, keeping every number on the way. */
#include "engine/decide/trace.h"

#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/trace_inner.h"
#include "engine/decide/triple.h"

#include <stdlib.h>
#include <string.h>

struct sifted {
	struct gj_triple count;
	uint8_t any; /* whether a row passes at all */
};

static int fill(struct gj_trace *t, const struct gj_scope *s);

static uint8_t state_outcome(enum gj_state state)
{
	switch (state) {
	case GJ_GIVEN:
		return GJ_MET;
	case GJ_STATE_NOT_APPLICABLE:
		return GJ_NOT_APPLICABLE;
	case GJ_MISSING:
	case GJ_EXPLICITLY_UNKNOWN:
	case GJ_NOT_ASKED:
		break;
	}
	return GJ_UNKNOWN;
}

/* What two facts are together: a missing one wins over one that does not apply. */
static uint8_t both_states(enum gj_state a, enum gj_state b)
{
	uint8_t left = state_outcome(a), right = state_outcome(b);

	if (left == GJ_UNKNOWN || right == GJ_UNKNOWN)
		return GJ_UNKNOWN;
	return left == GJ_MET ? right : left;
}

static uint8_t truth(bool yes)
{
	return yes ? GJ_MET : GJ_NOT_MET;
}

static const struct gj_value *value_of(const struct gj_scope *s, const struct gj_fact *fact)
{
	return s->row ? &s->row[fact->index] : &s->record->values[fact->index];
}

/* Nodes for cond and all below it, still without an answer. */
static int shape(struct gj_trace *t, const struct gj_cond *cond, bool whole, struct gj_arena *arena)
{
	int rc = 0;

	*t = (struct gj_trace){ .cond = cond, .n_args = cond->n_args, .whole = whole };
	if (cond->n_args == 0)
		return 0;
	t->args = gj_arena_array(arena, cond->n_args, sizeof *t->args);
	if (t->args == NULL)
		return GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < cond->n_args; i++)
		rc = shape(&t->args[i], cond->args[i],
		           whole && gj_range_is_whole(cond) &&
		               (i == 0 || cond->kind != GJ_COND_UNLESS),
		           arena);
	return rc;
}

/* Fills the slot behind the rows found so far with the filter's verdict on the row in scope. */
int gj_trace_filter(struct gj_trace *t, const struct gj_cond *filter, const struct gj_scope *inner,
                    uint8_t *verdict)
{
	struct gj_trace *slot;
	int rc = 0;

	if (t->found == NULL)
		t->found = gj_arena_array(inner->arena, 2 * GJ_TRACE_FOUND + 1, sizeof *t->found);
	if (t->found == NULL)
		return GJ_ENOMEM;
	slot = &t->found[t->n_found];
	if (slot->cond == NULL)
		rc = shape(slot, filter, false, inner->arena);
	if (rc == 0)
		rc = fill(slot, inner);
	*verdict = (uint8_t)slot->outcome;
	return rc;
}

struct held { /* a value that a row holds, and how sure the row is to pass */
	const struct gj_value *value;
	int strength; /* 3 certain, 2 waits for a person, 1 open */
};

static int held_order(const void *left, const void *right)
{
	const struct held *a = left, *b = right;
	int order = 0;

	if (a->value->text && b->value->text)
		order = strcmp(a->value->text, b->value->text);
	else if (a->value->number != b->value->number)
		order = a->value->number < b->value->number ? -1 : 1;
	return order;
}

static struct gj_triple distinct(struct held *held, size_t n, size_t unnamed)
{
	struct gj_triple count = { .state = GJ_GIVEN, .high = (int64_t)unnamed };

	if (n)
		qsort(held, n, sizeof *held, held_order);
	for (size_t i = 0, next; i < n; i = next) {
		int best = 0;

		for (next = i; next < n && held_order(&held[i], &held[next]) == 0; next++)
			if (held[next].strength > best)
				best = held[next].strength;
		count.low += best == 3;
		count.mid += best >= 2;
		count.high++;
	}
	return count;
}

/* Passes every row through the filter. With `field`, counts the different values of it among the
 * passing rows instead of the rows; a row that does not tell its value may hold one more. */
static int sift(struct gj_trace *t, struct sifted *out, const struct gj_rows *rows,
                const struct gj_fact *field, const struct gj_scope *s)
{
	const struct gj_value *list = &s->record->values[rows->list->index];
	const struct gj_value *cells = s->record->lists[rows->list->index];
	struct gj_scope inner = *s;
	struct held *held = NULL;
	size_t n_held = 0, unnamed = 0, shown_passed = 0, shown_open = 0;

	t->rows_state = list->state;
	*out = (struct sifted){ .count.state = list->state, .any = state_outcome(list->state) };
	if (list->state != GJ_GIVEN)
		return 0;
	out->any = GJ_NOT_MET;
	t->rows = (size_t)list->number;
	if (field && t->rows) {
		held = gj_arena_array(s->arena, t->rows, sizeof *held);
		if (held == NULL)
			return GJ_ENOMEM;
	}
	for (size_t r = 0; r < t->rows; r++) {
		uint8_t verdict = GJ_MET;
		bool open;
		size_t *shown;
		int rc = 0;

		inner.row = cells + r * rows->list->n_fields;
		if (rows->filter)
			rc = gj_trace_filter(t, rows->filter, &inner, &verdict);
		if (rc)
			return rc;
		out->any = gj_outcome_or(out->any, verdict);
		if (verdict == GJ_NOT_MET || verdict == GJ_NOT_APPLICABLE)
			continue;
		open = verdict != GJ_MET;
		t->passed += !open;
		t->open += open;
		t->waiting += verdict == GJ_REVIEW;
		if (field && inner.row[field->index].state == GJ_GIVEN)
			held[n_held++] = (struct held){ .value = &inner.row[field->index],
				                        .strength = !open                  ? 3
				                                    : verdict == GJ_REVIEW ? 2
				                                                           : 1 };
		else if (field && inner.row[field->index].state != GJ_STATE_NOT_APPLICABLE)
			unnamed++;
		shown = open ? &shown_open : &shown_passed;
		if (rows->filter && *shown < GJ_TRACE_FOUND) {
			++*shown;
			t->found[t->n_found++].row = r + 1;
		}
	}
	out->count.low = (int64_t)t->passed;
	out->count.mid = (int64_t)(t->passed + t->waiting);
	out->count.high = (int64_t)(t->passed + t->open);
	if (field)
		out->count = distinct(held, n_held, unnamed);
	return 0;
}

/* The rows of a left side are noted in the node, those of a right side in one that nobody keeps. */
static int term_run(struct gj_trace *t, struct gj_triple *out, const struct gj_term *term,
                    const struct gj_scope *s)
{
	bool distinct = term->kind == GJ_TERM_DISTINCT;
	struct sifted sifted = { .count = { .state = GJ_MISSING } };
	const struct gj_value *v;
	int rc = 0;

	if (term->kind == GJ_TERM_SHARE)
		return term_run(t, out, term->share_of, s);
	if (term->kind == GJ_TERM_NUMBER) {
		*out = (struct gj_triple){ GJ_GIVEN, term->number, term->number, term->number };
		return 0;
	}
	if (term->kind == GJ_TERM_FACT) {
		v = value_of(s, term->fact);
		*out = (struct gj_triple){ .state = v->state };
		if (v->state == GJ_GIVEN)
			out->low = out->mid = out->high = v->number;
		return 0;
	}
	if (term->kind == GJ_TERM_ROWS || distinct) /* gj_trace_compare() has the others */
		rc = sift(t, &sifted, &term->rows, distinct ? term->fact : NULL, s);
	*out = sifted.count;
	return rc;
}

/* A count of rows as a part of something larger. */
int gj_trace_sift_range(struct gj_range *out, struct gj_trace_part *part,
                        const struct gj_term *term, const struct gj_scope *s)
{
	struct gj_trace aside = { .cond = NULL };
	struct sifted sifted;
	int rc = sift(&aside, &sifted, &term->rows,
	              term->kind == GJ_TERM_DISTINCT ? term->fact : NULL, s);

	part->rows = aside.rows;
	part->passed = aside.passed;
	*out = gj_range_any(state_outcome(sifted.count.state));
	if (rc == 0 && sifted.count.state == GJ_GIVEN)
		*out = (struct gj_range){
			.open = sifted.count.low == sifted.count.high   ? (uint8_t)GJ_MET
			        : sifted.count.mid == sifted.count.high ? (uint8_t)GJ_REVIEW
			                                                : (uint8_t)GJ_UNKNOWN,
			.low = sifted.count.low,
			.high = sifted.count.high,
		};
	return rc;
}

static int compare_fill(struct gj_trace *t, const struct gj_scope *s)
{
	const struct gj_term *right = t->cond->right;
	struct gj_trace aside = { .cond = t->cond };
	struct gj_triple a, b;
	uint8_t states;
	int rc;

	if (gj_range_is(t->cond->left) || gj_range_is(right))
		return gj_trace_compare(t, s);
	rc = term_run(t, &a, t->cond->left, s);

	if (rc == 0)
		rc = term_run(&aside, &b, right, s);
	if (rc)
		return rc;
	t->left_state = a.state;
	t->left_low = a.low;
	t->left_high = a.high;
	t->right_state = b.state;
	t->right_low = b.low;
	t->right_high = b.high;

	states = both_states(a.state, b.state);
	t->zero_base = states == GJ_MET && right->kind == GJ_TERM_SHARE && !b.low && !b.high;
	if (states != GJ_MET)
		t->outcome = states;
	else if (right->kind == GJ_TERM_NUMBER)
		t->outcome = gj_triple_against(&a, t->cond->cmp, right->number);
	else if (right->kind != GJ_TERM_SHARE)
		t->outcome = gj_triple_against_share(&a, t->cond->cmp, &b, 1, 1);
	else if (t->zero_base)
		t->outcome = right->zero_base;
	else if (b.low == 0) /* there may be nothing to take a share of */
		t->outcome = gj_triple_open(&a, &b);
	else
		t->outcome =
		    gj_triple_against_share(&a, t->cond->cmp, &b, right->number, right->per);
	return 0;
}

static void within_fill(struct gj_trace *t, const struct gj_scope *s)
{
	const struct gj_window *w = &t->cond->window;
	int32_t anchor = w->anchored ? w->anchor_day : s->reference;
	int32_t day;
	uint8_t states;

	t->value = *value_of(s, t->cond->fact);
	t->right_state = GJ_GIVEN;
	if (w->months && w->anchor) { /* a fact of the application, in a filter too */
		const struct gj_value *v = &s->record->values[w->anchor->index];

		t->right_state = v->state;
		anchor = v->state == GJ_GIVEN ? (int32_t)v->number : GJ_DAY_NONE;
	}
	t->from = w->from;
	t->to = w->to_reference && s->reference < w->to ? s->reference : w->to;
	if (w->months) {
		t->from = anchor == GJ_DAY_NONE ? anchor : gj_day_add_months(anchor, -w->months);
		t->to = anchor;
	}
	if (t->right_state == GJ_GIVEN && (t->from == GJ_DAY_NONE || t->to == GJ_DAY_NONE))
		t->right_state = GJ_MISSING;
	states = both_states(t->value.state, t->right_state);
	if (states != GJ_MET) {
		t->outcome = states;
		return;
	}
	day = (int32_t)t->value.number;
	if (day < t->from || day > t->to)
		t->outcome = GJ_NOT_MET;
	else
		t->outcome = w->months && day == t->from ? w->boundary : GJ_MET;
}

static bool one_of(const struct gj_cond *cond, const struct gj_value *v)
{
	const struct gj_fact *fact = cond->fact;
	const char *have = v->text;

	if (fact->type == GJ_FACT_ONE_OF)
		have = (size_t)v->number < fact->n_options ? fact->options[v->number].key : NULL;
	for (size_t i = 0; have && i < cond->n_values; i++)
		if (strcmp(have, cond->values[i]) == 0)
			return true;
	return false;
}

/* The conditions that ask one fact. */
static void fact_fill(struct gj_trace *t, const struct gj_scope *s)
{
	const struct gj_cond *cond = t->cond;

	t->value = *value_of(s, cond->fact);
	t->outcome = state_outcome(t->value.state);
	if (cond->kind == GJ_COND_JUDGED && t->outcome == GJ_UNKNOWN)
		t->outcome = GJ_REVIEW;
	if (t->outcome != GJ_MET || cond->kind == GJ_COND_GIVEN)
		return;
	if (cond->kind == GJ_COND_ONE_OF)
		t->outcome = truth(one_of(cond, &t->value));
	else if (cond->kind == GJ_COND_RECOGNISED)
		t->outcome = s->outside.resolve ? s->outside.resolve(s->outside.resolve_ctx,
		                                                     cond->category, t->value.text)
		                                : GJ_UNKNOWN;
	else
		t->outcome = truth(t->value.number == 1);
}

static void at_least_of_fill(struct gj_trace *t)
{
	size_t met = 0, open = 0, counted = 0;
	uint8_t least = GJ_REVIEW;

	for (size_t i = 0; i < t->n_args; i++) {
		enum gj_outcome o = t->args[i].outcome;

		counted += o != GJ_NOT_APPLICABLE;
		met += o == GJ_MET;
		if (o == GJ_ERROR || o == GJ_UNKNOWN || o == GJ_REVIEW) {
			open++;
			least = gj_outcome_and(least, (uint8_t)o);
		}
	}
	if (counted == 0)
		t->outcome = GJ_NOT_APPLICABLE;
	else if (met >= t->cond->k)
		t->outcome = GJ_MET;
	else if (open == counted) /* and perhaps none of them applies */
		t->outcome = least;
	else
		t->outcome = met + open < t->cond->k ? (uint8_t)GJ_NOT_MET : least;
}

static int list_fill(struct gj_trace *t, const struct gj_scope *s)
{
	struct sifted sifted;
	int rc = sift(t, &sifted, &t->cond->rows, NULL, s);

	t->outcome = t->cond->kind == GJ_COND_NONE ? gj_outcome_not(sifted.any) : sifted.any;
	return rc;
}

/* What is asked of every row; those that fail it are kept to be shown. */
static int every_fill(struct gj_trace *t, const struct gj_scope *s)
{
	const struct gj_rows *rows = &t->cond->rows;
	const struct gj_value *list = &s->record->values[rows->list->index];
	const struct gj_value *cells = s->record->lists[rows->list->index];
	struct gj_range_every every = gj_range_every_start();
	struct gj_scope inner = *s;
	struct gj_trace aside = { .cond = NULL };

	t->rows_state = list->state;
	t->outcome = state_outcome(list->state);
	if (list->state != GJ_GIVEN)
		return 0;
	t->rows = (size_t)list->number;
	for (size_t r = 0; r < t->rows; r++) {
		uint8_t passes = GJ_MET, asked = GJ_NOT_MET;
		int rc = 0;

		inner.row = cells + r * rows->list->n_fields;
		if (rows->filter)
			rc = gj_trace_filter(&aside, rows->filter, &inner, &passes);
		if (rc == 0)
			rc = gj_trace_filter(t, t->cond->args[0], &inner, &asked);
		if (rc)
			return rc;
		gj_range_every_row(&every, passes, asked);
		if (passes == GJ_NOT_MET || passes == GJ_NOT_APPLICABLE)
			continue;
		t->passed += passes == GJ_MET;
		t->open += passes != GJ_MET;
		t->waiting += passes == GJ_REVIEW;
		if (asked < GJ_MET && t->n_found < GJ_TRACE_FOUND)
			t->found[t->n_found++].row = r + 1;
	}
	t->outcome = gj_range_every_end(&every, (uint8_t)t->cond->outcome);
	return 0;
}

static void dated_fill(struct gj_trace *t, int32_t reference)
{
	t->chosen = t->n_args;
	t->to = reference;
	for (size_t i = 0; i < t->n_args && t->cond->since[i] <= reference; i++)
		t->chosen = i;
	/* An error: nothing was in force yet. */
	t->outcome = t->chosen < t->n_args ? t->args[t->chosen].outcome : GJ_ERROR;
}

int gj_trace_below(struct gj_trace **out, const struct gj_cond *cond, const struct gj_scope *s)
{
	struct gj_trace *t = gj_arena_alloc(s->arena, sizeof *t);
	int rc = t ? shape(t, cond, false, s->arena) : GJ_ENOMEM;

	*out = t;
	return rc ? rc : fill(t, s);
}

/* Of the node's earlier life only the shape stays. */
static int function_fill(struct gj_trace *t, const struct gj_scope *s)
{
	struct gj_outside_told told = { .n_read = 0 };

	if (s->outside.call == NULL)
		return 0;
	t->outcome = s->outside.call(s->outside.call_ctx, t->cond->function, s->record,
	                             s->reference);
	if (s->outside.tell == NULL)
		return 0;
	s->outside.tell(s->outside.call_ctx, &told);
	t->read = gj_arena_array(s->arena, told.n_read + 1, sizeof *t->read);
	t->error = gj_arena_strdup(s->arena, told.error);
	if (t->read == NULL || t->error == NULL)
		return GJ_ENOMEM;
	t->n_read = told.n_read;
	if (told.n_read)
		memcpy(t->read, told.read, told.n_read * sizeof *t->read);
	return 0;
}

static int fill_kind(struct gj_trace *t, const struct gj_scope *s)
{
	uint8_t o = GJ_NOT_APPLICABLE; /* neutral for both folds */
	int rc = 0;

	*t = (struct gj_trace){
		.cond = t->cond,
		.args = t->args,
		.n_args = t->n_args,
		.whole = t->whole,
		.outcome = GJ_ERROR,
		.from = GJ_DAY_NONE,
		.to = GJ_DAY_NONE,
	};
	for (size_t i = 0; rc == 0 && i < t->n_args && t->cond->kind != GJ_COND_EVERY; i++)
		rc = fill(&t->args[i], s);
	if (rc)
		return rc;
	switch (t->cond->kind) {
	case GJ_COND_ALL:
		for (size_t i = 0; i < t->n_args; i++)
			o = gj_outcome_and(o, (uint8_t)t->args[i].outcome);
		t->outcome = o;
		break;
	case GJ_COND_ANY:
		for (size_t i = 0; i < t->n_args; i++)
			o = gj_outcome_or(o, (uint8_t)t->args[i].outcome);
		t->outcome = o;
		break;
	case GJ_COND_AT_LEAST_OF:
		at_least_of_fill(t);
		break;
	case GJ_COND_NOT:
		t->outcome = gj_outcome_not((uint8_t)t->args[0].outcome);
		break;
	case GJ_COND_ELSE_REVIEW:
		t->outcome = gj_outcome_soften((uint8_t)t->args[0].outcome);
		break;
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_ONE_OF:
	case GJ_COND_RECOGNISED:
		fact_fill(t, s);
		break;
	case GJ_COND_COMPARE:
		return compare_fill(t, s);
	case GJ_COND_WITHIN:
		within_fill(t, s);
		break;
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
		return list_fill(t, s);
	case GJ_COND_EVERY:
		return every_fill(t, s);
	case GJ_COND_UNLESS:
		t->outcome =
		    gj_range_unless((uint8_t)t->args[0].outcome, (uint8_t)t->args[1].outcome,
		                    (uint8_t)t->cond->outcome, t->whole);
		break;
	case GJ_COND_DATED:
		dated_fill(t, s->reference);
		break;
	case GJ_COND_FUNCTION:
		return function_fill(t, s);
	}
	return 0;
}

static int fill(struct gj_trace *t, const struct gj_scope *s)
{
	int rc = fill_kind(t, s);

	if (rc == 0 && s->outside.watch)
		s->outside.watch(s->outside.watch_ctx, t);
	return rc;
}

int gj_trace_run(struct gj_trace **out, struct gj_arena *arena, const struct gj_cond *cond,
                 const struct gj_record *record, int32_t reference,
                 const struct gj_outside *outside, struct gj_err *err)
{
	struct gj_scope s = {
		.arena = arena,
		.record = record,
		.reference = reference,
	};
	struct gj_trace *t = gj_arena_alloc(arena, sizeof *t);
	int rc = t ? shape(t, cond, true, arena) : GJ_ENOMEM;

	if (outside)
		s.outside = *outside;
	if (rc == 0)
		rc = fill(t, &s);
	if (rc)
		return gj_err_nomem(err, tr("the steps of a decision"));
	*out = t;
	return 0;
}
