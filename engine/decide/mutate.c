/* mutate.c: copies a tree and, at the n-th chance on the way, changes one thing. */
#include "engine/decide/mutate.h"

#include "engine/base/tr.h"
#include "engine/decide/points.h"

#include <string.h>

struct copy {
	struct gj_arena *arena;
	size_t left; /* chances still to let go by */
	bool done;   /* the change is made */
	bool failed;
	int64_t grain; /* the least step of the comparison that the terms stand in */
	struct gj_mutant *out;
};

static struct gj_cond *copy_cond(struct copy *c, const struct gj_cond *cond);

static void *dup(struct copy *c, const void *from, size_t n)
{
	void *p = gj_arena_alloc(c->arena, n);

	if (p == NULL)
		c->failed = true;
	else
		memcpy(p, from, n);
	return p;
}

/* Whether this is the chance that was asked for. */
static bool chance(struct copy *c, const char *what)
{
	if (c->done || c->failed)
		return false;
	if (c->left > 0) {
		c->left--;
		return false;
	}
	c->done = true;
	c->out->what = what;
	return true;
}

/* A step of a share is one in a hundred, or finer: 1/2 is 50 of 100. */
static void refine(struct gj_term *share)
{
	int64_t by = 100 % share->per == 0 ? 100 / share->per : share->per < 100 ? 100 : 1;

	if (share->number < INT64_MAX / 100) {
		share->number *= by;
		share->per *= by;
	}
}

static struct gj_term *copy_term(struct copy *c, const struct gj_term *term)
{
	struct gj_term *t = dup(c, term, sizeof *t);
	bool date = term->kind == GJ_TERM_NUMBER && term->type == GJ_FACT_DATE;

	if (t == NULL)
		return NULL;
	if (term->kind == GJ_TERM_NUMBER || term->kind == GJ_TERM_SHARE ||
	    term->kind == GJ_TERM_GROWTH || term->kind == GJ_TERM_SHIFTED) {
		bool share = term->kind == GJ_TERM_SHARE || term->kind == GJ_TERM_GROWTH;

		if (!(term->kind == GJ_TERM_SHIFTED && term->step == GJ_STEP_MONTH_END)) {
			if (chance(c, date ? TR_NOOP("one day later") : TR_NOOP("one more"))) {
				if (share)
					refine(t);
				t->number += term->kind == GJ_TERM_NUMBER ? c->grain : 1;
			}
			if ((t->number > 0 || date || term->kind == GJ_TERM_SHIFTED) &&
			    chance(c, date ? TR_NOOP("one day earlier") : TR_NOOP("one less"))) {
				if (share)
					refine(t);
				t->number -= term->kind == GJ_TERM_NUMBER ? c->grain : 1;
			}
		}
	}
	if (term->kind == GJ_TERM_SCALED && term->number % term->per != 0 &&
	    chance(c, TR_NOOP("rounded the other way")))
		t->rounding = term->rounding == GJ_ROUND_DOWN ? GJ_ROUND_UP : GJ_ROUND_DOWN;
	if (term->kind == GJ_TERM_BOUNDED && term->high != INT64_MAX &&
	    chance(c, TR_NOOP("the cap one lower")))
		t->high -= c->grain;
	if (term->kind == GJ_TERM_BOUNDED && term->low != INT64_MIN &&
	    chance(c, TR_NOOP("the least one higher")))
		t->low += c->grain;
	if (term->kind == GJ_TERM_BOUNDED && term->high != INT64_MAX &&
	    chance(c, TR_NOOP("the cap one higher")))
		t->high += c->grain;
	if ((term->kind == GJ_TERM_SHARE || term->kind == GJ_TERM_GROWTH ||
	     term->kind == GJ_TERM_AVERAGE) &&
	    chance(c, TR_NOOP("a base of 0 judged otherwise")))
		t->zero_base = term->zero_base == GJ_UNKNOWN ? GJ_NOT_MET : GJ_UNKNOWN;
	if (term->share_of)
		t->share_of = copy_term(c, term->share_of);
	if (term->rows.filter)
		t->rows.filter = copy_cond(c, term->rows.filter);
	if (term->n_args) {
		const struct gj_term **args = dup(c, term->args, term->n_args * sizeof *args);

		for (size_t i = 0; args && i < term->n_args; i++)
			args[i] = copy_term(c, term->args[i]);
		t->args = args;
	}
	if (term->n_conds) {
		const struct gj_cond **conds = dup(c, term->conds, term->n_conds * sizeof *conds);

		for (size_t i = 0; conds && i < term->n_conds; i++)
			conds[i] = copy_cond(c, term->conds[i]);
		t->conds = conds;
	}
	return t;
}

static void change_compare(struct copy *c, struct gj_cond *cond)
{
	static const enum gj_cmp other[] = {
		[GJ_AT_LEAST] = GJ_MORE_THAN, [GJ_MORE_THAN] = GJ_AT_LEAST,
		[GJ_AT_MOST] = GJ_LESS_THAN,  [GJ_LESS_THAN] = GJ_AT_MOST,
		[GJ_EQUALS] = GJ_AT_LEAST,
	};

	if (!chance(c, TR_NOOP("the limit itself on the other side")))
		return;
	cond->cmp = other[cond->cmp];
	cond->word = (struct gj_label){ NULL, NULL };
}

static void change_window(struct copy *c, struct gj_cond *cond)
{
	struct gj_window *w = &cond->window;
	enum gj_outcome was = w->boundary;

	if (!w->months) {
		if (chance(c, TR_NOOP("the period one day longer")))
			w->from--;
		if (chance(c, TR_NOOP("the period one day shorter")))
			w->from++;
		if (w->to_reference && chance(c, TR_NOOP("not only up to the reference date")))
			w->to_reference = false;
		if (!w->to_reference && chance(c, TR_NOOP("the end one day later")))
			w->to++;
		if (!w->to_reference && chance(c, TR_NOOP("the end one day earlier")))
			w->to--;
		return;
	}
	if (chance(c, TR_NOOP("the period one month longer")))
		w->months++;
	if (w->months > 1 && chance(c, TR_NOOP("the period one month shorter")))
		w->months--;
	if (chance(c, TR_NOOP("the first day judged otherwise")))
		w->boundary = was == GJ_MET ? GJ_NOT_MET : GJ_MET;
	if (chance(c, TR_NOOP("the first day judged otherwise")))
		w->boundary = was == GJ_REVIEW ? GJ_NOT_MET : GJ_REVIEW;
}

/* The n-th part left out, or every one kept: returns how many stay. */
static size_t drop(struct copy *c, struct gj_cond *cond)
{
	for (size_t i = 0; cond->n_args > 1 && i < cond->n_args; i++)
		if (chance(c, TR_NOOP("one part left out"))) {
			memmove(&cond->args[i], &cond->args[i + 1],
			        (cond->n_args - i - 1) * sizeof(struct gj_cond *));
			if (cond->kind == GJ_COND_AT_LEAST_OF && cond->k == cond->n_args)
				cond->k--;
			return cond->n_args - 1;
		}
	return cond->n_args;
}

static void change_joint(struct copy *c, struct gj_cond *cond)
{
	if (cond->kind == GJ_COND_ALL && cond->n_args > 1 &&
	    chance(c, TR_NOOP("any instead of all")))
		cond->kind = GJ_COND_ANY;
	else if (cond->kind == GJ_COND_ANY && cond->n_args > 1 &&
	         chance(c, TR_NOOP("all instead of any")))
		cond->kind = GJ_COND_ALL;
	if (cond->kind == GJ_COND_AT_LEAST_OF) {
		if (cond->k < cond->n_args && chance(c, TR_NOOP("one more")))
			cond->k++;
		if (cond->k > 1 && chance(c, TR_NOOP("one less")))
			cond->k--;
	}
	cond->n_args = drop(c, cond);
}

static bool among(const struct gj_cond *cond, const char *value)
{
	for (size_t i = 0; i < cond->n_values; i++)
		if (strcmp(cond->values[i], value) == 0)
			return true;
	return false;
}

static void add_value(struct copy *c, struct gj_cond *cond)
{
	const struct gj_fact *fact = cond->fact;
	const char **values;

	for (size_t i = 0; fact->type == GJ_FACT_ONE_OF && i < fact->n_options; i++) {
		if (among(cond, fact->options[i].key) || !chance(c, TR_NOOP("one option more")))
			continue;
		values = gj_arena_array(c->arena, cond->n_values + 1, sizeof *values);
		if (values == NULL) {
			c->failed = true;
			return;
		}
		memcpy(values, cond->values, cond->n_values * sizeof *values);
		values[cond->n_values++] = fact->options[i].key;
		cond->values = values;
		return;
	}
}

static void drop_value(struct copy *c, struct gj_cond *cond)
{
	const char **values;

	for (size_t i = 0; cond->n_values > 1 && i < cond->n_values; i++)
		if (chance(c, TR_NOOP("one option left out"))) {
			values = dup(c, cond->values, cond->n_values * sizeof *values);
			if (values == NULL)
				return;
			memmove(&values[i], &values[i + 1],
			        (cond->n_values - i - 1) * sizeof *values);
			cond->values = values;
			cond->n_values--;
			return;
		}
}

/* The day from which a later stretch holds. */
static void change_dates(struct copy *c, struct gj_cond *cond)
{
	for (size_t i = 1; i < cond->n_args; i++) {
		int by = chance(c, TR_NOOP("in force one day later"))     ? 1
		         : chance(c, TR_NOOP("in force one day earlier")) ? -1
		                                                          : 0;
		int32_t *since;

		if (by == 0)
			continue;
		since = dup(c, cond->since, cond->n_args * sizeof *since);
		if (since)
			since[i] += by;
		cond->since = since;
		return;
	}
}

/* What can be changed about the node itself. */
static struct gj_cond *change(struct copy *c, struct gj_cond *cond)
{
	switch (cond->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_AT_LEAST_OF:
		change_joint(c, cond);
		break;
	case GJ_COND_NOT:
		if (chance(c, TR_NOOP("the other way round")))
			return cond->args[0];
		break;
	case GJ_COND_ELSE_REVIEW:
		if (chance(c, TR_NOOP("refused instead of review")))
			return cond->args[0];
		break;
	case GJ_COND_UNLESS:
		if (chance(c, TR_NOOP("without the waiver")))
			return cond->args[0];
		if (chance(c, TR_NOOP("the waiver with another outcome")))
			cond->outcome = cond->outcome == GJ_REVIEW ? GJ_MET : GJ_REVIEW;
		break;
	case GJ_COND_COMPARE:
		change_compare(c, cond);
		break;
	case GJ_COND_WITHIN:
		change_window(c, cond);
		break;
	case GJ_COND_ONE_OF:
		drop_value(c, cond);
		add_value(c, cond);
		break;
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
	case GJ_COND_EVERY:
		if (cond->rows.filter && chance(c, TR_NOOP("every row counts")))
			cond->rows.filter = NULL;
		if (cond->kind != GJ_COND_EVERY && chance(c, TR_NOOP("none instead of some")))
			cond->kind = cond->kind == GJ_COND_EXISTS ? GJ_COND_NONE : GJ_COND_EXISTS;
		if (cond->kind == GJ_COND_EVERY && chance(c, TR_NOOP("no row judged otherwise")))
			cond->outcome = cond->outcome == GJ_MET ? GJ_NOT_MET : GJ_MET;
		break;
	case GJ_COND_DATED:
		change_dates(c, cond);
		break;
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_RECOGNISED:
	case GJ_COND_FUNCTION:
		break;
	}
	return cond;
}

static struct gj_cond *copy_cond(struct copy *c, const struct gj_cond *from)
{
	struct gj_cond *cond = dup(c, from, sizeof *cond), *changed;
	bool before = c->done;

	if (cond == NULL)
		return NULL;
	if (from->n_args) {
		cond->args = dup(c, from->args, from->n_args * sizeof *cond->args);
		if (cond->args == NULL)
			return NULL;
	}
	for (size_t i = 0; i < from->n_args; i++)
		cond->args[i] = copy_cond(c, from->args[i]);
	if (from->rows.filter)
		cond->rows.filter = copy_cond(c, from->rows.filter);
	if (from->left) {
		bool below = c->done;
		int64_t grain = c->grain;

		c->grain = gj_points_grain(from->left);
		cond->left = copy_term(c, from->left);
		cond->right = copy_term(c, from->right);
		c->grain = grain;
		if (!below && c->done && !c->out->before)
			*c->out = (struct gj_mutant){ .before = from,
				                      .after = cond,
				                      .what = c->out->what };
	}
	if (c->failed)
		return NULL;
	changed = change(c, cond);
	if (!before && c->done && c->out->before == NULL) {
		c->out->before = from;
		c->out->after = changed;
	}
	return changed;
}

bool gj_mutate(struct gj_mutant *out, struct gj_arena *arena, const struct gj_cond *cond, size_t n,
               bool *failed)
{
	struct copy c = { .arena = arena, .left = n, .grain = 1, .out = out };

	*out = (struct gj_mutant){ .cond = NULL };
	out->cond = NULL;
	{
		struct gj_cond *whole = copy_cond(&c, cond);

		out->cond = whole;
	}
	*failed = c.failed;
	return c.done && !c.failed;
}
