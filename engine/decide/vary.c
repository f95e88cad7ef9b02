/* vary.c: reads off a trace which other values of each fact would lie on the other side of something. */
#include "engine/decide/vary.h"

#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/decide/points.h"
#include "engine/eval/walk.h"

#include <stdlib.h>
#include <string.h>

struct varying {
	struct gj_changes *out;
	const struct gj_record *record;
	int32_t reference;
	const struct gj_outside *outside;
};

enum { CHANGES_MAX = 4000, ROWS_VARIED = 2 };

static bool same_value(const struct gj_value *a, const struct gj_value *b)
{
	if (a->state != b->state || a->state != GJ_GIVEN)
		return a->state == b->state;
	if (a->text || b->text)
		return a->text && b->text && strcmp(a->text, b->text) == 0;
	return a->number == b->number;
}

static void add(struct varying *v, struct gj_change c)
{
	struct gj_changes *out = v->out;
	const struct gj_value *now =
	    c.field ? &v->record->lists[c.fact->index][c.row * c.fact->n_fields + c.field->index]
		    : &v->record->values[c.fact->index];

	if (same_value(now, &c.value) || out->n >= CHANGES_MAX)
		return;
	for (size_t i = 0; i < out->n; i++)
		if (out->items[i].kind == c.kind && out->items[i].fact == c.fact &&
		    out->items[i].field == c.field && out->items[i].row == c.row &&
		    same_value(&out->items[i].value, &c.value))
			return;
	if (out->n == out->room) {
		size_t room = out->room ? 2 * out->room : 64;
		struct gj_change *more = realloc(out->items, room * sizeof *more);

		if (more == NULL) {
			out->failed = true;
			return;
		}
		out->items = more;
		out->room = room;
	}
	out->items[out->n++] = c;
}

static bool fits(const struct gj_fact *fact, int64_t n)
{
	switch (fact->type) {
	case GJ_FACT_COUNT:
		return n >= 0 && n <= 2147483632;
	case GJ_FACT_DATE:
		return n >= gj_day_from(1900, 1, 1) && n <= gj_day_from(2999, 12, 31);
	case GJ_FACT_AMOUNT:
		return n > -100000000000000000 && n < 100000000000000000;
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		return n == 0 || n == 1;
	case GJ_FACT_ONE_OF:
		return n >= 0 && (size_t)n < fact->n_options;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
	case GJ_FACT_LIST:
		break;
	}
	return false;
}

/* The fact, or the field in the first rows. */
static void set(struct varying *v, const struct gj_fact *fact, const struct gj_fact *list,
                int64_t number)
{
	struct gj_value value = { .state = GJ_GIVEN, .number = number };
	size_t rows;

	if (!fits(fact, number))
		return;
	if (list == NULL) {
		add(v, (struct gj_change){ .fact = fact, .value = value });
		return;
	}
	rows = v->record->values[list->index].state == GJ_GIVEN
	           ? (size_t)v->record->values[list->index].number
	           : 0;
	for (size_t r = 0; r < rows && r < ROWS_VARIED; r++)
		add(v, (struct gj_change){ .fact = list, .field = fact, .row = r, .value = value });
}

static void around(struct varying *v, const struct gj_fact *fact, const struct gj_fact *list,
                   int64_t n)
{
	for (int64_t d = -1; d <= 1; d++)
		set(v, fact, list, n + d);
}

static void set_state(struct varying *v, const struct gj_fact *fact, const struct gj_fact *list,
                      enum gj_state state)
{
	struct gj_value value = { .state = state };

	if (list == NULL)
		add(v, (struct gj_change){ .fact = fact, .value = value });
	else if (v->record->values[list->index].state == GJ_GIVEN &&
	         v->record->values[list->index].number > 0)
		add(v, (struct gj_change){ .fact = list, .field = fact, .value = value });
}

static void rows(struct varying *v, const struct gj_fact *list, int64_t n)
{
	const struct gj_value *now = &v->record->values[list->index];

	if (n < 0 || n > 200 || (n > 0 && (now->state != GJ_GIVEN || now->number == 0)))
		return;
	add(v, (struct gj_change){ .kind = GJ_CHANGE_ROWS,
	                           .fact = list,
	                           .value = { .state = GJ_GIVEN, .number = n } });
}

/* The edges of the period as they lie for this record. */
static void window(struct varying *v, const struct gj_cond *c, const struct gj_fact *list)
{
	const struct gj_window *w = &c->window;
	int32_t anchor = w->anchored ? w->anchor_day : v->reference, from = w->from, to = w->to;

	if (w->to_reference && v->reference < to)
		to = v->reference;
	if (w->months && w->anchor) {
		const struct gj_value *value = &v->record->values[w->anchor->index];

		if (value->state != GJ_GIVEN)
			return;
		anchor = (int32_t)value->number;
	}
	if (w->months) {
		from = gj_day_add_months(anchor, -w->months);
		to = anchor;
	}
	if (from != GJ_DAY_NONE)
		around(v, c->fact, list, from);
	if (to != GJ_DAY_NONE)
		around(v, c->fact, list, to);
}

static bool vary_cond(void *ctx, const struct gj_cond *c, const struct gj_fact *list)
{
	struct varying *v = ctx;
	const struct gj_fact *fact = c->fact;

	if (c->rows.list) {
		rows(v, c->rows.list, 0);
		rows(v, c->rows.list, 1);
		set_state(v, c->rows.list, NULL, GJ_MISSING);
	}
	if (fact == NULL)
		return true;
	if (fact->type == GJ_FACT_YES_NO || fact->type == GJ_FACT_JUDGEMENT) {
		set(v, fact, list, 0);
		set(v, fact, list, 1);
	} else if (fact->type == GJ_FACT_ONE_OF) {
		for (size_t i = 0; i < fact->n_options; i++)
			set(v, fact, list, (int64_t)i);
	} else if (c->kind == GJ_COND_WITHIN) {
		window(v, c, list);
	}
	set_state(v, fact, list, GJ_MISSING); /* last: a case that says something reads better */
	return true;
}

static bool vary_term(void *ctx, const struct gj_term *term, const struct gj_fact *list)
{
	struct varying *v = ctx;

	if (term->kind == GJ_TERM_FACT) {
		set_state(v, term->fact, list, GJ_MISSING);
		if (term->fact->type == GJ_FACT_COUNT || term->fact->type == GJ_FACT_AMOUNT)
			set(v, term->fact, list, 0);
	} else if (term->rows.list) {
		rows(v, term->rows.list, 0);
		rows(v, term->rows.list, 1);
		set_state(v, term->rows.list, NULL, GJ_MISSING);
	}
	return true;
}

static int64_t divided(__int128 a, __int128 b)
{
	__int128 q = b ? a / b : 0;

	return q > INT64_MAX ? INT64_MAX : q < INT64_MIN ? INT64_MIN : (int64_t)q;
}

struct sides { /* of a comparison, as found */
	bool left_known, right_known;
	__int128 left, right, number, per;
};

static struct sides sides_of(const struct gj_trace *t)
{
	const struct gj_term *right = t->cond->right;
	struct sides s = { .number = 1, .per = 1 };

	if (t->left) {
		s.left_known = t->left->value.open == GJ_MET;
		s.right_known = t->right->value.open == GJ_MET;
		s.left = t->left->value.low;
		s.right = t->right->value.low;
	} else {
		s.left_known = t->left_state == GJ_GIVEN;
		s.right_known = t->right_state == GJ_GIVEN;
		s.left = t->left_low;
		s.right = t->right_low;
	}
	if (right->kind == GJ_TERM_SHARE || right->kind == GJ_TERM_GROWTH) {
		s.per = right->per;
		s.number = right->number + (right->kind == GJ_TERM_GROWTH ? right->per : 0);
	}
	return s;
}

/* Makes the term come to `n`, by its facts one at a time. */
static void aim(struct varying *v, const struct gj_term *term, const struct gj_trace_part *part,
                const struct gj_fact *list, int64_t n)
{
	const struct gj_value *value;
	__int128 rest;

	switch (term->kind) {
	case GJ_TERM_FACT:
		around(v, term->fact, list, n);
		break;
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
		for (int64_t d = -1; d <= 1; d++)
			rows(v, term->rows.list, n + d);
		break;
	case GJ_TERM_SUM:
	case GJ_TERM_AVERAGE:
	case GJ_TERM_LARGEST:
	case GJ_TERM_SMALLEST:
		value = &v->record->values[term->rows.list->index];
		if (value->state != GJ_GIVEN || value->number == 0 || part == NULL ||
		    part->value.open != GJ_MET)
			break;
		rest = term->kind == GJ_TERM_AVERAGE ? (__int128)n * value->number : n;
		if (term->kind == GJ_TERM_SUM || term->kind == GJ_TERM_AVERAGE) {
			const struct gj_value *cell =
			    &v->record->lists[term->rows.list->index][term->fact->index];

			rest = rest - part->value.low + cell->number;
		}
		around(v, term->fact, term->rows.list, divided(rest, 1));
		break;
	case GJ_TERM_SHIFTED:
	case GJ_TERM_BOUNDED:
	case GJ_TERM_PICKED:
	case GJ_TERM_PLUS:
	case GJ_TERM_MINUS:
		for (size_t i = 0; part && i < part->n_parts; i++) {
			const struct gj_trace_part *p = &part->parts[i];

			if (p->value.open == GJ_MET && part->value.open == GJ_MET)
				aim(v, p->term, p, list,
				    divided(i && term->kind == GJ_TERM_MINUS
				                ? (__int128)p->value.low - (n - part->value.low)
				                : (__int128)p->value.low + n - part->value.low,
				            1));
		}
		break;
	case GJ_TERM_SCALED:
		if (part && part->n_parts && term->number)
			aim(v, term->args[0], &part->parts[0], list,
			    divided((__int128)n * term->per, term->number));
		break;
	default:
		break;
	}
}

static void vary_part(struct varying *v, const struct gj_trace_part *p, const struct gj_fact *list);

/* What the numbers of this record say about each comparison. */
static void vary_trace(struct varying *v, const struct gj_trace *t, const struct gj_fact *list)
{
	const struct gj_cond *c = t->cond;
	const struct gj_term *right = c->right;
	struct sides s;

	for (size_t i = 0; i < t->n_args && c->kind != GJ_COND_EVERY; i++)
		vary_trace(v, &t->args[i], list);
	for (size_t i = 0; i < t->n_found; i++)
		vary_trace(v, &t->found[i], c->rows.list ? c->rows.list : c->left->rows.list);
	if (c->kind != GJ_COND_COMPARE)
		return;
	s = sides_of(t);
	if (right->kind == GJ_TERM_NUMBER)
		aim(v, c->left, t->left, list,
		    c->left->kind == GJ_TERM_AVERAGE && right->per > 1 ? right->number / right->per
		                                                       : right->number);
	else if (s.right_known)
		aim(v, c->left, t->left, list, divided(s.right * s.number, s.per));
	if (s.left_known && right->kind != GJ_TERM_NUMBER)
		aim(v,
		    right->kind == GJ_TERM_SHARE    ? right->share_of
		    : right->kind == GJ_TERM_GROWTH ? right->args[0]
		                                    : right,
		    t->right, list, divided(s.left * s.per, s.number ? s.number : 1));
	if (t->left)
		vary_part(v, t->left, list);
	if (t->right)
		vary_part(v, t->right, list);
}

static void vary_part(struct varying *v, const struct gj_trace_part *p, const struct gj_fact *list)
{
	for (size_t i = 0; i < p->n_conds; i++)
		vary_trace(v, p->conds[i], list);
	if (p->term->kind == GJ_TERM_BOUNDED &&
	    p->n_parts) /* what it lets through, and what no more */
		for (int64_t step = -1; step <= 1; step++) {
			int64_t by = step * gj_points_grain(p->term->args[0]);

			if (p->term->high != INT64_MAX)
				aim(v, p->term->args[0], &p->parts[0], list, p->term->high + by);
			if (p->term->low != INT64_MIN)
				aim(v, p->term->args[0], &p->parts[0], list, p->term->low + by);
		}
	for (size_t i = 0; i < p->n_parts; i++)
		vary_part(v, &p->parts[i], list);
}

void gj_vary(struct gj_changes *out, const struct gj_cond *cond, const struct gj_record *record,
             int32_t reference, const struct gj_outside *outside)
{
	struct varying v = { .out = out, .record = record, .reference = reference };
	struct gj_arena arena;
	struct gj_trace *t;

	gj_walk_cond(&(struct gj_walk){ .cond = vary_cond, .term = vary_term, .ctx = &v }, cond);
	gj_arena_init(&arena, 0);
	if (gj_trace_run(&t, &arena, cond, record, reference, outside, NULL))
		out->failed = true;
	else
		vary_trace(&v, t, NULL);
	gj_arena_fini(&arena);
}

void gj_changes_fini(struct gj_changes *c)
{
	free(c->items);
	*c = (struct gj_changes){ .items = NULL };
}

static int resize_rows(struct gj_record *record, const struct gj_fact *list, size_t n)
{
	size_t was = (size_t)record->values[list->index].number;
	const struct gj_value *old = record->lists[list->index];
	struct gj_value *cells;

	if (record->values[list->index].state != GJ_GIVEN)
		was = 0;
	cells = gj_record_rows(record, list, n, NULL);
	if (cells == NULL)
		return GJ_ENOMEM;
	for (size_t r = 0; r < n && was; r++)
		memcpy(cells + r * list->n_fields, old + (r < was ? r : 0) * list->n_fields,
		       list->n_fields * sizeof *cells);
	return 0;
}

int gj_change_apply(struct gj_record *record, const struct gj_change *change)
{
	struct gj_value *list = &record->values[change->fact->index];

	if (change->kind == GJ_CHANGE_ROWS)
		return resize_rows(record, change->fact, (size_t)change->value.number);
	if (change->field == NULL) {
		*list = change->value;
		return 0;
	}
	if (list->state != GJ_GIVEN || change->row >= (size_t)list->number)
		return GJ_EINVAL;
	record->lists[change->fact->index]
		     [change->row * change->fact->n_fields + change->field->index] = change->value;
	return 0;
}
