/* finish.c: the drafts become the arrays of the policy, in the order of their declaration. */
#include <string.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/walk.h"
#include "engine/policy/finding.h"
#include "engine/policy/lint.h"

static bool note_recognition(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	bool *found = ctx;

	(void)row;
	*found = *found || cond->kind == GJ_COND_RECOGNISED;
	return !*found;
}

/* Whether it counts recognitions of others, which may still come. */
static bool conditional(const struct gj_cond *cond)
{
	bool found = false;

	gj_walk_cond(&(struct gj_walk){ .cond = note_recognition, .ctx = &found }, cond);
	return found;
}

static int finish_category(struct gj_build *b, struct gj_category *out,
                           const struct gj_category_draft *draft)
{
	struct gj_arena *arena = &b->policy->arena;
	const struct gj_criterion_draft *c;
	const struct gj_check_draft *k;
	const struct gj_dict *dict = gj_build_dict(b, draft->category.key);
	size_t i = 0, n = 0;

	*out = draft->category;
	out->criteria = gj_arena_array(arena, out->n_criteria + 1, sizeof *out->criteria);
	out->checks = gj_arena_array(arena, out->n_checks + 1, sizeof *out->checks);
	if (!out->criteria || !out->checks)
		return GJ_ENOMEM;
	out->facts = dict ? dict->facts : (struct gj_facts){ .category = out->key };
	for (c = draft->criteria; c; c = c->next) {
		out->criteria[i] = c->criterion;
		out->criteria[i++].checks = &out->checks[n];
		for (k = c->checks; k; k = k->next) {
			out->checks[n] = k->check;
			out->checks[n].conditional = k->check.cond && conditional(k->check.cond);
			out->checks[n].index = n;
			n++;
		}
	}
	return 0;
}

static int bureau_index(const struct gj_build *b, const char *key)
{
	const struct gj_bureau_draft *d = b->bureaus;

	for (int i = 0; d; d = d->next, i++)
		if (strcmp(d->bureau.key, key) == 0)
			return i;
	return -1;
}

static void unknown_bureau(struct gj_build *b, const struct gj_floor_draft *floor, const char *key)
{
	enum { NAMED = 200 };
	const char *names[NAMED];
	size_t n = 0;

	if (b->stopped) /* it may be in the file that stopped */
		return;
	for (const struct gj_bureau_draft *d = b->bureaus; d && n < NAMED; d = d->next)
		names[n++] = d->bureau.key;
	gj_build_report(b, GJ_FOUND_UNKNOWN_BUREAU, floor->place, gj_build_near(b, key, names, n),
	                tr("floor(%d) names the bureau \"%s\", which is not declared"),
	                floor->floor, key);
}

static int finish_target(struct gj_build *b, struct gj_target *out,
                         const struct gj_target_draft *draft)
{
	size_t n = b->policy->n_bureaus;

	*out = draft->target;
	out->floors = gj_arena_array(&b->policy->arena, n + 1, sizeof *out->floors);
	if (!out->floors)
		return GJ_ENOMEM;
	for (size_t i = 0; i < n; i++)
		out->floors[i] = GJ_FLOOR_NONE;
	for (const struct gj_floor_draft *f = draft->floors; f; f = f->next)
		for (size_t i = 0; i < f->n; i++) {
			int at = bureau_index(b, f->bureaus[i]);

			if (at < 0)
				unknown_bureau(b, f, f->bureaus[i]);
			else if (out->floors[at] != GJ_FLOOR_NONE)
				gj_build_report(
				    b, GJ_FOUND_BUREAU_TWICE, f->place, tr("keep one of the two"),
				    tr("target \"%s\": the bureau \"%s\" has the floors %d "
				       "and %d"),
				    out->category, f->bureaus[i], out->floors[at], f->floor);
			else
				out->floors[at] = f->floor;
		}
	return 0;
}

static int finish_programme(struct gj_build *b)
{
	struct gj_policy *p = b->policy;
	struct gj_arena *arena = &p->arena;
	const struct gj_bureau_draft *bureau;
	const struct gj_phase_draft *phase;
	const struct gj_reading_draft *reading;
	size_t n_bureaus = 0, n_phases = 0, n_readings = 0;

	for (bureau = b->bureaus; bureau; bureau = bureau->next)
		n_bureaus++;
	for (phase = b->phases; phase; phase = phase->next)
		n_phases++;
	for (reading = b->readings; reading; reading = reading->next)
		n_readings++;
	p->bureaus = gj_arena_array(arena, n_bureaus + 1, sizeof *p->bureaus);
	p->phases = gj_arena_array(arena, n_phases + 1, sizeof *p->phases);
	p->readings = gj_arena_array(arena, n_readings + 1, sizeof *p->readings);
	if (!p->bureaus || !p->phases || !p->readings)
		return GJ_ENOMEM;
	for (bureau = b->bureaus; bureau; bureau = bureau->next)
		p->bureaus[p->n_bureaus++] = bureau->bureau;
	for (phase = b->phases; phase; phase = phase->next)
		p->phases[p->n_phases++] = phase->phase;
	for (reading = b->readings; reading; reading = reading->next)
		p->readings[p->n_readings++] = reading->reading;
	return 0;
}

static int finish_rankings(struct gj_build *b)
{
	struct gj_policy *p = b->policy;
	const struct gj_ranking_draft *d;
	size_t n = 0;

	for (d = b->rankings; d; d = d->next)
		n++;
	p->rankings = gj_arena_array(&p->arena, n + 1, sizeof *p->rankings);
	if (!p->rankings)
		return GJ_ENOMEM;
	for (d = b->rankings; d; d = d->next) {
		const struct gj_category_draft *c = gj_build_category(b, d->ranking.category);

		if (c && !c->category.registered_only)
			p->rankings[p->n_rankings++] = d->ranking;
		else if (!b->stopped)
			gj_build_report(
			    b, GJ_FOUND_UNKNOWN_CATEGORY, d->ranking.place, NULL,
			    tr("ranking \"%s\": there is no category \"%s\" with decisions"),
			    d->ranking.key, d->ranking.category);
	}
	return 0;
}

int gj_build_finish(struct gj_build *b)
{
	struct gj_policy *p = b->policy;
	const struct gj_category_draft *category;
	const struct gj_target_draft *target;
	size_t n_categories = 0, n_targets = 0;
	int rc = finish_programme(b);

	for (category = b->categories; category; category = category->next)
		n_categories++;
	for (target = b->targets; target; target = target->next)
		n_targets++;
	if (rc)
		return rc;
	p->categories = gj_arena_array(&p->arena, n_categories + 1, sizeof *p->categories);
	p->targets = gj_arena_array(&p->arena, n_targets + 1, sizeof *p->targets);
	if (!p->categories || !p->targets)
		return GJ_ENOMEM;
	for (category = b->categories; rc == 0 && category; category = category->next)
		rc = finish_category(b, &p->categories[p->n_categories++], category);
	if (rc == 0)
		rc = finish_rankings(b);
	for (target = b->targets; rc == 0 && target; target = target->next)
		rc = finish_target(b, &p->targets[p->n_targets++], target);
	return rc;
}
