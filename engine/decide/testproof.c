/* testproof.c: a change of the rules that no near case shows: proved to change nothing, or a case made from the proof. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/decide/reason.h"
#include "engine/decide/testrun_inner.h"

#include <string.h>

enum { FACTS = 24, CHANGES = 400, BASES = 6 };

struct making {
	struct gj_gap *gap;
	struct gj_arena *arena;
	const struct gj_goal *goal;
	struct gj_record apart, made; /* what the proof found; the case in the making */
	const struct gj_fact *facts[FACTS];
	bool taken[FACTS]; /* from the proof; else the base's own */
	size_t n_facts;
	bool many;
	int32_t reference; /* at which they differ */
};

static void note(void *ctx, const struct gj_fact *fact)
{
	struct making *m = ctx;

	for (size_t i = 0; i < m->n_facts; i++)
		if (m->facts[i] == fact)
			return;
	if (m->n_facts == FACTS) {
		m->many = true;
		return;
	}
	m->taken[m->n_facts] = true;
	m->facts[m->n_facts++] = fact;
}

/* A text of the proof stands for any text at all. */
static int put(struct making *m, struct gj_value *to, const struct gj_value *from)
{
	*to = *from;
	if (from->text == NULL)
		return 0;
	to->text = gj_arena_strdup(&m->made.arena, *from->text == '\x01' ? "甲" : from->text);
	return to->text ? 0 : GJ_ENOMEM;
}

static int put_fact(struct making *m, const struct gj_fact *fact)
{
	const struct gj_value *from = &m->apart.values[fact->index];
	struct gj_value *cells;
	int rc = 0;

	if (fact->type != GJ_FACT_LIST || from->state != GJ_GIVEN)
		return put(m, &m->made.values[fact->index], from);
	cells = gj_record_rows(&m->made, fact, (size_t)from->number, NULL);
	if (cells == NULL)
		return GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < (size_t)from->number * fact->n_fields; i++)
		rc = put(m, &cells[i], &m->apart.lists[fact->index][i]);
	return rc;
}

/* 1 when the base with the facts that are taken shows the difference; 0; or an error. */
static int shows(struct making *m, const struct gj_testrun *run, const struct gj_testcase *base)
{
	struct gj_outside outside = gj_testrun_outside(run, base);
	int rc = gj_record_copy(&m->made, &base->record, NULL);

	for (size_t i = 0; rc == 0 && i < m->n_facts; i++)
		if (m->taken[i])
			rc = put_fact(m, m->facts[i]);
	return rc ? rc
	          : m->goal->good(m->goal->ctx, &m->made, m->reference, &outside, &m->gap->gives);
}

static int add(struct making *m, struct gj_change change)
{
	struct gj_change *all = (struct gj_change *)m->gap->changes; /* of keep(), below */

	if (m->gap->n_changes == CHANGES)
		return GJ_ELIMIT;
	if (change.value.text) {
		change.value.text = gj_arena_strdup(m->arena, change.value.text);
		if (change.value.text == NULL)
			return GJ_ENOMEM;
	}
	all[m->gap->n_changes++] = change;
	return 0;
}

static int add_fact(struct making *m, const struct gj_fact *fact)
{
	const struct gj_value *value = &m->made.values[fact->index];
	int rc;

	if (fact->type != GJ_FACT_LIST || value->state != GJ_GIVEN)
		return add(m, (struct gj_change){ .fact = fact, .value = *value });
	rc = add(m, (struct gj_change){ .kind = GJ_CHANGE_ROWS, .fact = fact, .value = *value });
	for (size_t r = 0; r < (size_t)value->number; r++)
		for (size_t f = 0; rc == 0 && f < fact->n_fields; f++)
			rc = add(m, (struct gj_change){
					.fact = fact,
					.field = &fact->fields[f],
					.row = r,
					.value = m->made.lists[fact->index][r * fact->n_fields + f],
				    });
	return rc;
}

static int keep(struct making *m, const struct gj_testcase *base)
{
	int rc = 0;

	m->gap->changes = gj_arena_array(m->arena, CHANGES, sizeof(struct gj_change));
	if (m->gap->changes == NULL)
		return GJ_ENOMEM;
	for (size_t i = 0; rc == 0 && i < m->n_facts; i++)
		if (m->taken[i])
			rc = add_fact(m, m->facts[i]);
	if (rc == 0) {
		m->gap->base = base;
		if (m->reference != base->reference)
			m->gap->reference = m->reference;
	} else {
		m->gap->n_changes = 0;
	}
	return rc == GJ_ELIMIT ? 0 : rc;
}

/* The case, with as little of the proof in it as will do. */
static int make(struct making *m, const struct gj_testrun *run, const struct gj_category *category,
                int32_t proved)
{
	size_t bases = 0;
	int rc = 0;

	for (size_t i = 0; i < run->cases->n && bases < BASES; i++) {
		const struct gj_testcase *base = run->cases->items[i];

		if (base->category != category || run->outcomes[i] == NULL)
			continue;
		bases++;
		m->reference = base->reference;
		rc = shows(m, run, base);
		if (rc == 0) {
			m->reference = proved;
			rc = shows(m, run, base);
		}
		if (rc == 0)
			continue;
		for (size_t k = 0; rc == 1 && k < m->n_facts; k++) {
			m->taken[k] = false;
			rc = shows(m, run, base);
			m->taken[k] = rc == 0;
			rc = rc == 0 ? 1 : rc;
		}
		if (rc == 1)
			rc = shows(m, run, base);
		return rc == 1 ? keep(m, base) : rc;
	}
	return 0;
}

int gj_testproof(struct gj_gap *gap, struct gj_arena *arena, const struct gj_testrun *run,
                 const struct gj_category *category, const struct gj_goal *goal)
{
	struct making m = { .gap = gap, .arena = arena, .goal = goal };
	const struct gj_cond *mutant = gap->mutant->cond;
	int32_t reference = GJ_DAY_NONE;
	int rc = gj_record_init(&m.apart, &category->facts, NULL);

	if (rc)
		return rc;
	rc = gj_same_prove(&gap->same, gap->check->cond, mutant, &category->facts, &m.apart,
	                   &reference, NULL);
	if (rc == 0 && gap->same == GJ_SAME_UNKNOWN)
		rc = gj_same_table(&gap->same, gap->check->cond, mutant, &category->facts, NULL);
	if (rc == 0 && gap->same == GJ_SAME_NOT)
		rc = gj_record_init(&m.made, &category->facts, NULL);
	if (rc == 0 && gap->same == GJ_SAME_NOT) {
		gj_cond_each_fact(gap->check->cond, note, &m);
		gj_cond_each_fact(mutant, note, &m);
		if (!m.many)
			rc = make(&m, run, category, reference);
		gj_record_fini(&m.made);
	}
	gj_record_fini(&m.apart);
	return rc;
}
