/* lint_programme.c: floors against targets, phases and due days in order. */
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/eval/walk.h"
#include "engine/policy/finding.h"
#include "engine/policy/lint.h"

/* Both numbers are reported, and which one holds is for people to say. */
static void lint_floors(struct gj_build *b, const struct gj_target *t)
{
	long long sum = 0;

	for (size_t i = 0; i < b->policy->n_bureaus; i++)
		if (t->floors[i] != GJ_FLOOR_NONE)
			sum += t->floors[i];
	if (t->cap != GJ_FLOOR_NONE && (sum > t->cap || t->city > t->cap))
		gj_build_report(b, GJ_FOUND_FLOORS, t->place,
		                tr("ask the issuer which of the two numbers holds"),
		                tr("target \"%s\": at most %d may be recognised, and %lld must be"),
		                t->category, t->cap, sum > t->city ? sum : (long long)t->city);
	if (t->city == GJ_FLOOR_NONE || sum == 0 || sum == t->city)
		return;
	gj_build_report(
	    b, GJ_FOUND_FLOORS, t->place,
	    sum > t->city ? tr("ask the issuer which of the two numbers holds; nobody is "
	                       "refused for it")
			  : tr("the floors alone do not reach the target; ask the issuer"),
	    tr("target \"%s\": the floors of the bureaus add up to %lld, the city's target "
	       "is %d"),
	    t->category, sum, t->city);
}

/* What ends before the programme does is found out too late otherwise. */
static void lint_horizon(struct gj_build *b)
{
	const struct gj_policy *p = b->policy;
	int last = p->calendar.n ? p->calendar.years[p->calendar.n - 1].year : 0;

	if (p->horizon != GJ_DAY_NONE && last && last < gj_day_date(p->horizon).year)
		gj_build_report(b, GJ_FOUND_HORIZON, p->place,
		                tr("write calendar { year = ..., holidays = ... } for the years "
		                   "that are missing"),
		                tr("the calendar ends with %d, before the policy's horizon"), last);
}

/* Days on which nothing is in force: of the conditions as they are in the end, whoever wrote them. */
static bool bare_days(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	struct gj_build *b = ctx;
	size_t last = cond->n_args - 1;
	char day[GJ_DAY_TEXT], from[GJ_DAY_TEXT];

	(void)row;
	if (cond->kind == GJ_COND_DATED && cond->n_args && b->policy->in_from != GJ_DAY_NONE &&
	    cond->since[0] > b->policy->in_from)
		gj_build_report(
		    b, GJ_FOUND_LATE_VALUE, cond->place,
		    tr("write what holds before, from the first day of the policy on"),
		    tr("a dated value begins with %s, and the policy is in force from %s on"),
		    gj_day_print(day, cond->since[0]), gj_day_print(from, b->policy->in_from));
	if (cond->kind == GJ_COND_DATED && cond->n_args &&
	    cond->args[last]->kind == GJ_COND_DATED && cond->args[last]->n_args == 0 &&
	    b->policy->horizon != GJ_DAY_NONE && cond->since[last] <= b->policy->horizon)
		gj_build_report(b, GJ_FOUND_HORIZON, cond->place,
		                tr("write what holds from then on, or bring the horizon forward"),
		                tr("a dated value ends with %s, before the policy's horizon"),
		                gj_day_print(day, cond->since[last] - 1));
	return true;
}

static void lint_ends(struct gj_build *b)
{
	const struct gj_policy *p = b->policy;

	for (size_t i = 0; i < p->n_categories; i++)
		for (size_t k = 0; k < p->categories[i].n_checks; k++)
			gj_walk_cond(&(struct gj_walk){ .cond = bare_days, .ctx = b },
			             p->categories[i].checks[k].cond);
}

static void lint_phases(struct gj_build *b)
{
	const struct gj_policy *p = b->policy;
	const struct gj_phase *before = NULL;
	char a[GJ_DAY_TEXT], z[GJ_DAY_TEXT];

	for (size_t i = 0; i < p->n_phases; i++) {
		const struct gj_phase *phase = &p->phases[i];

		if (phase->ends == GJ_DAY_NONE)
			continue;
		if (phase->starts != GJ_DAY_NONE && phase->starts > phase->ends)
			gj_build_report(b, GJ_FOUND_DATE_ORDER, phase->place, NULL,
			                tr("phase \"%s\" starts on %s, after its end on %s"),
			                phase->key, gj_day_print(a, phase->starts),
			                gj_day_print(z, phase->ends));
		if (before && phase->ends < before->ends)
			gj_build_report(
			    b, GJ_FOUND_DATE_ORDER, phase->place,
			    tr("phases stand in the order in which they end"),
			    tr("phase \"%s\" ends on %s, before the earlier phase \"%s\" on %s"),
			    phase->key, gj_day_print(a, phase->ends), before->key,
			    gj_day_print(z, before->ends));
		before = phase;
	}
}

static void lint_due(struct gj_build *b, const struct gj_target *t)
{
	const struct gj_policy *p = b->policy;
	const struct gj_phase *last = NULL;
	char a[GJ_DAY_TEXT], z[GJ_DAY_TEXT];

	for (size_t i = 0; i < p->n_phases; i++)
		if (p->phases[i].ends != GJ_DAY_NONE && (!last || p->phases[i].ends > last->ends))
			last = &p->phases[i];
	if (!last || t->due == GJ_DAY_NONE || t->due >= last->ends)
		return;
	gj_build_report(b, GJ_FOUND_DUE_EARLY, t->place, NULL,
	                tr("target \"%s\" is due on %s, before the phase \"%s\" ends on %s"),
	                t->category, gj_day_print(a, t->due), last->key,
	                gj_day_print(z, last->ends));
}

void gj_lint_programme(struct gj_build *b)
{
	lint_horizon(b);
	lint_ends(b);
	lint_phases(b);
	for (size_t i = 0; i < b->policy->n_targets; i++) {
		lint_floors(b, &b->policy->targets[i]);
		lint_due(b, &b->policy->targets[i]);
	}
}
