/* versus_seek.c: changes facts, one or two at a time, until both conditions come to different outcomes. */
#include "engine/decide/versus_seek.h"

#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/decide/same_inner.h"
#include "engine/decide/trace.h"
#include "engine/decide/vary.h"
#include "engine/eval/walk.h"

#include <string.h>

enum {
	ROUNDS = 12, /* single changes that make things better, one after another */
	TRIES = 30000
};

struct seek {
	struct gj_same_apart *apart;
	const struct gj_cond *a, *b;
	const struct gj_facts *facts;
	struct gj_record now, next;
	struct gj_arena arena; /* of traces */
	int32_t reference;
	size_t tries;
	bool lists; /* lists begin with a row */
};

/* How much of it is met, from 0 to 1. */
static double share_met(const struct gj_trace *t)
{
	double sum = 0, best = 0;

	if (t->outcome >= GJ_MET)
		return 1;
	if (t->n_args == 0)
		return t->outcome == GJ_REVIEW ? 0.2 : 0;
	for (size_t i = 0; i < t->n_args; i++) {
		double part = share_met(&t->args[i]);

		sum += part;
		best = part > best ? part : best;
	}
	return t->cond->kind == GJ_COND_ANY ? best * 0.9 : sum / (double)t->n_args * 0.9;
}

static const struct gj_outside outside = { .resolve = gj_same_resolve };

/* Notes the record if it tells them apart; *fit: how near both are to being met. */
static int look(struct seek *s, struct gj_record *record, double *fit)
{
	struct gj_same_pair pair;
	int rc;

	gj_arena_clear(&s->arena);
	rc = gj_same_ask(&pair, s->apart, &s->arena, s->a, s->b, record, s->reference);
	if (rc)
		return rc;
	*fit = share_met(pair.a) + share_met(pair.b);
	return gj_same_note(s->apart, &pair, record, s->reference);
}

static int vary_both(struct seek *s, struct gj_changes *out, const struct gj_record *record)
{
	gj_vary(out, s->a, record, s->reference, &outside);
	gj_vary(out, s->b, record, s->reference, &outside);
	return out->failed ? GJ_ENOMEM : 0;
}

/* `next` becomes `from` with the change, if that can be; 1: it cannot. */
static int changed(struct seek *s, const struct gj_record *from, const struct gj_change *change)
{
	int rc = gj_record_copy(&s->next, from, NULL);

	if (rc == 0)
		rc = gj_change_apply(&s->next, change);
	return rc == GJ_EINVAL ? 1 : rc;
}

/* Makes the one change that brings `now` nearest, until none does. */
static int climb(struct seek *s)
{
	for (size_t round = 0; round < ROUNDS && !gj_same_enough(s->apart); round++) {
		struct gj_changes changes = { .items = NULL };
		double best, fit;
		size_t at = SIZE_MAX;
		int rc = look(s, &s->now, &best);

		if (rc == 0)
			rc = vary_both(s, &changes, &s->now);
		for (size_t i = 0; rc == 0 && i < changes.n && s->tries > 0; i++) {
			s->tries--;
			rc = changed(s, &s->now, &changes.items[i]);
			if (rc == 0)
				rc = look(s, &s->next, &fit);
			else
				rc = rc == 1 ? 0 : rc;
			if (rc == 0 && fit > best) {
				best = fit;
				at = i;
			}
			fit = 0;
		}
		if (rc == 0 && at != SIZE_MAX)
			rc = gj_change_apply(&s->now, &changes.items[at]);
		gj_changes_fini(&changes);
		if (rc || at == SIZE_MAX)
			return rc;
	}
	return 0;
}

/* Every two changes of `now`. */
static int pairs(struct seek *s)
{
	struct gj_changes first = { .items = NULL };
	struct gj_record one;
	int rc = gj_record_init(&one, s->facts, NULL);

	if (rc)
		return rc;
	rc = vary_both(s, &first, &s->now);
	for (size_t i = 0; rc == 0 && i < first.n && !gj_same_enough(s->apart); i++) {
		struct gj_changes second = { .items = NULL };

		rc = changed(s, &s->now, &first.items[i]);
		if (rc == 0)
			rc = gj_record_copy(&one, &s->next, NULL);
		if (rc == 0)
			rc = vary_both(s, &second, &one);
		rc = rc == 1 ? 0 : rc;
		for (size_t k = 0; rc == 0 && k < second.n && s->tries > 0; k++) {
			double fit;

			s->tries--;
			rc = changed(s, &one, &second.items[k]);
			if (rc == 0)
				rc = look(s, &s->next, &fit);
			rc = rc == 1 ? 0 : rc;
		}
		gj_changes_fini(&second);
	}
	gj_changes_fini(&first);
	gj_record_fini(&one);
	return rc;
}

static struct gj_value begin_with(const struct seek *s, const struct gj_fact *fact, int64_t number)
{
	struct gj_value v = { .state = GJ_GIVEN };

	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		v.number = 1;
		break;
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
		v.number = number;
		break;
	case GJ_FACT_DATE:
		v.number = s->reference - 30;
		break;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		v.text = "met";
		break;
	case GJ_FACT_ONE_OF:
		break;
	case GJ_FACT_LIST:
		v.state = GJ_MISSING; /* its rows are made below */
		break;
	}
	return v;
}

/* Everything that is read is given, and in favour where that can be told. */
static int begin(struct seek *s, int64_t number)
{
	int rc = gj_record_clear(&s->now, NULL);

	for (size_t i = 0; rc == 0 && i < s->facts->n; i++) {
		const struct gj_fact *fact = &s->facts->items[i];
		struct gj_value *cells;

		if (fact->type != GJ_FACT_LIST) {
			s->now.values[i] = begin_with(s, fact, number);
			continue;
		}
		cells = gj_record_rows(&s->now, fact, s->lists, NULL);
		if (cells == NULL)
			rc = GJ_ENOMEM;
		for (size_t k = 0; rc == 0 && s->lists && k < fact->n_fields; k++)
			cells[k] = begin_with(s, &fact->fields[k], number);
	}
	return rc;
}

struct dates {
	int32_t days[40];
	size_t n;
};

static void note_day(struct dates *d, const struct gj_same_apart *apart, int32_t day)
{
	if ((apart->from != GJ_DAY_NONE && day < apart->from) ||
	    (apart->to != GJ_DAY_NONE && day > apart->to) ||
	    d->n == sizeof d->days / sizeof *d->days)
		return;
	for (size_t i = 0; i < d->n; i++)
		if (d->days[i] == day)
			return;
	d->days[d->n++] = day;
}

struct noting {
	struct dates *dates;
	const struct gj_same_apart *apart;
};

static bool note_days(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	struct noting *n = ctx;

	(void)row;
	for (size_t i = 0; cond->since && i < cond->n_args; i++) {
		note_day(n->dates, n->apart, cond->since[i]);
		note_day(n->dates, n->apart, cond->since[i] - 1);
	}
	if (cond->window.to_reference)
		note_day(n->dates, n->apart, cond->window.to);
	return true;
}

static int seek(struct seek *s)
{
	static const int64_t numbers[] = { 100, 1000000, 1 };
	struct dates dates = { .n = 0 };
	struct noting noting = { &dates, s->apart };
	const struct gj_walk walk = { .cond = note_days, .ctx = &noting };
	int rc = 0;

	gj_walk_cond(&walk, s->a);
	gj_walk_cond(&walk, s->b);
	note_day(&dates, s->apart, gj_day_from(2022, 11, 30));
	if (s->apart->to != GJ_DAY_NONE)
		note_day(&dates, s->apart, s->apart->to);
	if (s->apart->from != GJ_DAY_NONE)
		note_day(&dates, s->apart, s->apart->from);
	for (size_t d = 0; rc == 0 && d < dates.n; d++)
		for (size_t i = 0; rc == 0 && i < 2 * sizeof numbers / sizeof *numbers; i++) {
			if (gj_same_enough(s->apart))
				return 0;
			s->reference = dates.days[d];
			s->lists = i % 2;
			s->tries = TRIES / (dates.n * 6);
			rc = begin(s, numbers[i / 2]);
			if (rc == 0)
				rc = climb(s);
			if (rc == 0)
				rc = pairs(s);
		}
	return rc;
}

int gj_versus_seek(struct gj_same_apart *apart, const struct gj_cond *a, const struct gj_cond *b,
                   const struct gj_facts *facts)
{
	struct seek s = { .apart = apart, .a = a, .b = b, .facts = facts };
	int rc = gj_record_init(&s.now, facts, NULL);

	if (rc)
		return rc;
	rc = gj_record_init(&s.next, facts, NULL);
	if (rc == 0) {
		gj_arena_init(&s.arena, 0);
		rc = seek(&s);
		gj_arena_fini(&s.arena);
		gj_record_fini(&s.next);
	}
	gj_record_fini(&s.now);
	return rc;
}
