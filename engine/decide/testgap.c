/* testgap.c: finds the cases that are missing: the cases there are, a change or two apart. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/testrun_inner.h"

#include <string.h>

enum { BASES = 6, TRIES = 6000 };

struct search {
	struct gj_gap *gap;
	struct gj_arena *arena;
	const struct gj_goal *goal;
	const struct gj_testcase *base;
	struct gj_outside outside;
	struct gj_record scratch;
	size_t tries;
};

static int keep(struct search *s, const struct gj_change *a, const struct gj_change *b,
                uint8_t gives)
{
	struct gj_change *changes = gj_arena_array(s->arena, 2, sizeof *changes);

	if (changes == NULL)
		return GJ_ENOMEM;
	s->gap->base = s->base;
	s->gap->changes = changes;
	s->gap->gives = gives;
	if (a)
		changes[s->gap->n_changes++] = *a;
	if (b)
		changes[s->gap->n_changes++] = *b;
	for (size_t i = 0; i < s->gap->n_changes; i++)
		if (changes[i].value.text) {
			changes[i].value.text = gj_arena_strdup(s->arena, changes[i].value.text);
			if (changes[i].value.text == NULL)
				return GJ_ENOMEM;
		}
	return 1;
}

/* 1: found, 0: not so, or an error. */
static int try(struct search *s, const struct gj_change *a, const struct gj_change *b)
{
	uint8_t gives = GJ_ERROR;
	int rc = gj_record_copy(&s->scratch, &s->base->record, NULL);

	if (rc)
		return rc;
	if (s->tries == 0)
		return 0;
	s->tries--;
	if ((a && gj_change_apply(&s->scratch, a)) || (b && gj_change_apply(&s->scratch, b)))
		return 0;
	rc = s->goal->good(s->goal->ctx, &s->scratch, s->base->reference, &s->outside, &gives);
	return rc == 1 ? keep(s, a, b, gives) : rc;
}

/* With `first` made, every other change that then matters. */
static int try_second(struct search *s, const struct gj_change *first)
{
	struct gj_changes next = { .items = NULL };
	int rc = gj_record_copy(&s->scratch, &s->base->record, NULL);

	if (rc == 0 && gj_change_apply(&s->scratch, first) == 0)
		gj_vary(&next, s->goal->cond, &s->scratch, s->base->reference, &s->outside);
	if (next.failed)
		rc = GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < next.n; i++)
		rc = try(s, first, &next.items[i]);
	gj_changes_fini(&next);
	return rc;
}

static int search_from(struct search *s, bool pairs)
{
	struct gj_changes first = { .items = NULL };
	int rc = pairs ? 0 : try(s, NULL, NULL);

	gj_vary(&first, s->goal->cond, &s->base->record, s->base->reference, &s->outside);
	if (first.failed)
		rc = GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && !pairs && i < first.n; i++)
		rc = try(s, &first.items[i], NULL);
	for (size_t i = 0; rc == 0 && pairs && i < first.n; i++)
		rc = try_second(s, &first.items[i]);
	gj_changes_fini(&first);
	return rc;
}

const struct gj_testcase *gj_testgap_base(const struct gj_testrun *run,
                                          const struct gj_category *category,
                                          const struct gj_check *check, size_t n)
{
	for (int settled = 1; settled >= 0; settled--)
		for (size_t i = 0; i < run->cases->n; i++) {
			const struct gj_testcase *c = run->cases->items[i];
			uint8_t o;

			if (c->category != category || run->outcomes[i] == NULL)
				continue;
			o = run->outcomes[i][check->index];
			if ((o == GJ_MET || o == GJ_NOT_MET) == (settled == 1) && n-- == 0)
				return c;
		}
	return NULL;
}

int gj_testgap_find(struct gj_gap *gap, struct gj_arena *arena, const struct gj_testrun *run,
                    const struct gj_category *category, const struct gj_goal *goal)
{
	struct search s = { .gap = gap, .arena = arena, .goal = goal };
	int rc = gj_record_init(&s.scratch, &category->facts, NULL);

	if (rc)
		return rc;
	for (int pairs = 0; rc == 0 && pairs < 2; pairs++)
		for (size_t i = 0; rc == 0 && i < BASES; i++) {
			s.base = gj_testgap_base(run, category, gap->check, i);
			if (s.base == NULL)
				break;
			s.tries = TRIES;
			s.outside = gj_testrun_outside(run, s.base);
			rc = search_from(&s, pairs);
		}
	gj_record_fini(&s.scratch);
	return rc == 1 ? 0 : rc;
}

/* ---- thresholds and outcomes ---- */

struct wanted {
	const struct gj_point *point; /* or */
	int outcome;
	const struct gj_cond *cond;
	bool stood;
	double far;
};

static void watch(void *ctx, const struct gj_trace *t)
{
	struct wanted *w = ctx;

	w->stood = w->stood || (t->cond == w->point->cond && gj_points_stands(t, w->point));
}

static int is_wanted(void *ctx, const struct gj_record *record, int32_t reference,
                     const struct gj_outside *outside, uint8_t *gives)
{
	struct wanted *w = ctx;
	struct gj_outside watching = *outside;
	struct gj_arena arena;
	struct gj_trace *t;
	int rc;

	w->stood = false;
	watching.watch = w->point ? watch : NULL;
	watching.watch_ctx = w;
	gj_arena_init(&arena, 0);
	rc = gj_trace_run(&t, &arena, w->cond, record, reference, &watching, NULL);
	if (rc == 0) {
		*gives = (uint8_t)t->outcome;
		rc = w->point ? w->stood : (int)t->outcome == w->outcome;
	}
	gj_arena_fini(&arena);
	return rc;
}

static void watch_near(void *ctx, const struct gj_trace *t)
{
	struct wanted *w = ctx;

	gj_testgap_nearer(&w->far, t, w->point);
}

static int how_far(double *out, void *ctx, const struct gj_record *record, int32_t reference,
                   const struct gj_outside *outside)
{
	struct wanted *w = ctx;
	struct gj_outside watching = *outside;
	struct gj_arena arena;
	struct gj_trace *t;
	int rc;

	w->far = GJ_TESTGAP_FAR;
	watching.watch = watch_near;
	watching.watch_ctx = w;
	gj_arena_init(&arena, 0);
	rc = gj_trace_run(&t, &arena, w->cond, record, reference, &watching, NULL);
	gj_arena_fini(&arena);
	*out = w->far;
	return rc;
}

/* Of a dated value: some case there is, on the other day. */
static int on_that_day(struct gj_gap *gap, struct wanted *w, const struct gj_testrun *run,
                       const struct gj_category *category)
{
	const struct gj_testcase *base = gj_testgap_base(run, category, gap->check, 0);
	int32_t day = gj_points_day(gap->point);
	struct gj_outside outside;
	int rc;

	if (base == NULL)
		return 0;
	outside = gj_testrun_outside(run, base);
	rc = is_wanted(w, &base->record, day, &outside, &gap->gives);
	if (rc == 1) {
		gap->base = base;
		gap->reference = day;
	}
	return rc == 1 ? 0 : rc;
}

int gj_testrun_gaps(struct gj_testrun *run, int (*each)(void *ctx, const struct gj_gap *gap),
                    void *ctx, struct gj_err *err)
{
	struct gj_arena arena;
	int rc = 0;

	gj_arena_init(&arena, 0);
	for (size_t i = 0; rc == 0 && i < run->n_tested; i++) {
		struct gj_tested *t = &run->tested[i];

		for (size_t k = 0; rc == 0 && k < t->category->n_checks; k++) {
			const struct gj_check *check = &t->category->checks[k];

			for (int o = 0; rc == 0 && o < GJ_OUTCOMES; o++) {
				struct wanted w = { .outcome = o, .cond = check->cond };
				struct gj_gap gap = { .check = check,
					              .outcome = o,
					              .reference = GJ_DAY_NONE };

				if (!((t->possible[k] & ~t->seen[k]) >> o & 1))
					continue;
				gj_arena_clear(&arena);
				rc = gj_testgap_find(&gap, &arena, run, t->category,
				                     &(struct gj_goal){ check->cond, is_wanted, &w,
				                                        NULL });
				if (gap.base == NULL) /* seems to be impossible */
					t->possible[k] &= ~(1u << o);
				if (rc == 0)
					rc = each(ctx, &gap);
			}
		}
		for (size_t k = 0; rc == 0 && k < t->points.n; k++) {
			struct gj_point *p = &t->points.items[k];
			const struct gj_check *check = &t->category->checks[p->check];
			struct wanted w = { .point = p, .cond = check->cond };
			const struct gj_goal goal = { check->cond, is_wanted, &w, how_far };
			struct gj_gap gap = {
				.check = check, .point = p, .outcome = -1, .reference = GJ_DAY_NONE
			};

			if (p->stood)
				continue;
			gj_arena_clear(&arena);
			if (gj_points_day(p) != GJ_DAY_NONE)
				rc = on_that_day(&gap, &w, run, t->category);
			else
				rc = gj_testgap_find(&gap, &arena, run, t->category, &goal);
			if (rc == 0 && gap.base == NULL && gj_points_day(p) == GJ_DAY_NONE)
				rc = gj_testgap_climb(&gap, &arena, run, t->category, &goal);
			p->beyond = gap.base == NULL;
			if (rc == 0)
				rc = each(ctx, &gap);
		}
	}
	gj_arena_fini(&arena);
	return rc == GJ_ENOMEM ? gj_err_nomem(err, tr("the tests")) : rc;
}

/* ---- mutants ---- */

/* Whether some expectation of the case no longer holds when the check comes to `outcome`. */
static bool notices(const struct gj_testrun *run, size_t i, const struct gj_check *check,
                    uint8_t outcome)
{
	const struct gj_testcase *c = run->cases->items[i];
	uint8_t was = run->outcomes[i][check->index];
	enum gj_result result;

	if (outcome == was)
		return false;
	run->outcomes[i][check->index] = outcome;
	result = gj_decision_result(c->category, run->outcomes[i]);
	run->outcomes[i][check->index] = was;
	for (size_t k = 0; k < c->n_expects; k++)
		if (c->expects[k].check == check ||
		    (!c->expects[k].check && result != run->results[i]))
			return true;
	return false;
}

static int is_killed(struct gj_testrun *run, const struct gj_category *category,
                     const struct gj_check *check, const struct gj_mutant *m, bool *killed)
{
	struct gj_arena arena;
	struct gj_trace *t;
	int rc = 0;

	*killed = false;
	gj_arena_init(&arena, 0);
	for (size_t i = 0; rc == 0 && !*killed && i < run->cases->n; i++) {
		const struct gj_testcase *c = run->cases->items[i];
		struct gj_outside outside = gj_testrun_outside(run, c);

		if (c->category != category || run->outcomes[i] == NULL || c->n_expects == 0)
			continue;
		gj_arena_clear(&arena);
		rc = gj_trace_run(&t, &arena, m->cond, &c->record, c->reference, &outside, NULL);
		if (rc == 0)
			*killed = notices(run, i, check, (uint8_t)t->outcome);
	}
	gj_arena_fini(&arena);
	return rc;
}

struct pair {
	const struct gj_cond *a, *b;
};

/* Whether the two come to different outcomes for the record. */
static int differ(void *ctx, const struct gj_record *record, int32_t reference,
                  const struct gj_outside *outside, uint8_t *gives)
{
	const struct pair *p = ctx;
	struct gj_arena arena;
	struct gj_trace *a, *b;
	int rc;

	gj_arena_init(&arena, 0);
	rc = gj_trace_run(&a, &arena, p->a, record, reference, outside, NULL);
	if (rc == 0)
		rc = gj_trace_run(&b, &arena, p->b, record, reference, outside, NULL);
	if (rc == 0) {
		*gives = (uint8_t)a->outcome;
		rc = a->outcome != b->outcome;
	}
	gj_arena_fini(&arena);
	return rc;
}

static int how_far_apart(double *out, void *ctx, const struct gj_record *record, int32_t reference,
                         const struct gj_outside *outside)
{
	const struct pair *p = ctx;
	struct gj_arena arena;
	struct gj_trace *a, *b;
	int rc;

	*out = GJ_TESTGAP_FAR;
	gj_arena_init(&arena, 0);
	rc = gj_trace_run(&a, &arena, p->a, record, reference, outside, NULL);
	if (rc == 0)
		rc = gj_trace_run(&b, &arena, p->b, record, reference, outside, NULL);
	if (rc == 0)
		gj_testgap_apart(out, a, b);
	gj_arena_fini(&arena);
	return rc;
}

static int mutate_check(struct gj_testrun *run, struct gj_tested *tested,
                        const struct gj_check *check,
                        int (*each)(void *ctx, const struct gj_gap *gap), void *ctx)
{
	struct gj_arena arena, found;
	struct gj_mutant m;
	bool failed = false, killed;
	int rc = 0;

	gj_arena_init(&arena, 0);
	gj_arena_init(&found, 0);
	for (size_t n = 0; rc == 0 && gj_mutate(&m, &arena, check->cond, n, &failed);
	     n++, gj_arena_clear(&arena)) {
		struct gj_gap gap = { .check = check,
			              .reference = GJ_DAY_NONE,
			              .outcome = -1,
			              .mutant = &m,
			              .same = GJ_SAME_NOT };
		struct pair pair = { check->cond, m.cond };
		const struct gj_goal goal = { check->cond, differ, &pair, how_far_apart };

		tested->mutants++;
		rc = is_killed(run, tested->category, check, &m, &killed);
		tested->killed += rc == 0 && killed;
		if (rc || killed || each == NULL)
			continue;
		gj_arena_clear(&found);
		rc = gj_testgap_find(&gap, &found, run, tested->category, &goal);
		if (rc == 0 && gap.base == NULL)
			rc = gj_testproof(&gap, &found, run, tested->category, &goal);
		if (rc == 0 && gap.base == NULL && gap.same == GJ_SAME_UNKNOWN)
			rc = gj_testgap_climb(&gap, &found, run, tested->category, &goal);
		if (gap.base == NULL) {
			tested->same += gap.same == GJ_SAME_ALWAYS;
			tested->undecided += gap.same == GJ_SAME_UNKNOWN;
		}
		if (rc == 0)
			rc = each(ctx, &gap);
	}
	gj_arena_fini(&found);
	gj_arena_fini(&arena);
	return failed ? GJ_ENOMEM : rc;
}

int gj_testrun_mutate(struct gj_testrun *run, int (*each)(void *ctx, const struct gj_gap *gap),
                      void *ctx, struct gj_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < run->n_tested; i++)
		for (size_t k = 0; rc == 0 && k < run->tested[i].category->n_checks; k++)
			if (gj_testrun_own(&run->tested[i].category->checks[k]))
				rc = mutate_check(run, &run->tested[i],
				                  &run->tested[i].category->checks[k], each, ctx);
	return rc == GJ_ENOMEM ? gj_err_nomem(err, tr("the tests")) : rc;
}
