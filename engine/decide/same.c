/* same.c: combines the classes of all facts and compares both outcomes each time. */
#include "engine/decide/same.h"

#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/merge.h"
#include "engine/decide/same_inner.h"

#include <stdlib.h>
#include <string.h>

enum { KINDS = 200000, SETS = 1500, ROWS = 24, TRIES = 120000 };

struct
    set { /* what the questions say of some set of rows; the rows are those of `rest` and one more */
	uint8_t says[GJ_SAME_ASKED];
	size_t rest; /* 0: the empty list, which is set 0 */
	size_t row;  /* its kind */
	size_t n;
};

struct lists {             /* the sets of one list that can be told apart */
	struct set *items; /* owned */
	size_t n;
};

struct proof {
	struct gj_same_model model;
	struct gj_record record;
	struct gj_arena arena; /* of a trace */
	int32_t reference;
	struct lists lists[GJ_SAME_LISTS];
	struct gj_value *cells[GJ_SAME_LISTS]; /* of the record, ROWS rows */
	size_t tries;
	bool first; /* any difference is enough */
	bool done;  /* enough was found */
	struct gj_same_apart *apart;
};

static const struct gj_outside outside = { .resolve = gj_same_resolve };

static int outcome_of(struct proof *p, const struct gj_cond *cond, uint8_t *out)
{
	struct gj_trace *t;
	int rc;

	gj_arena_clear(&p->arena);
	rc = gj_trace_run(&t, &p->arena, cond, &p->record, p->reference, &outside, NULL);
	*out = rc ? (uint8_t)GJ_ERROR : (uint8_t)t->outcome;
	return rc;
}

/* Row `at` of the list becomes of that kind: the kinds count through the values of its fields. */
static void put_row(struct proof *p, size_t list, size_t at, size_t kind)
{
	const struct gj_fact *fact = p->model.lists[list];
	struct gj_value *row = p->cells[list] + at * fact->n_fields;

	memset(row, 0, fact->n_fields * sizeof *row);
	for (size_t i = 0; i < p->model.n_vars; i++) {
		const struct gj_same_var *v = &p->model.vars[i];

		if (v->list != fact)
			continue;
		row[v->fact->index] = v->values[kind % v->n_values];
		kind /= v->n_values;
	}
}

static size_t kinds_of(const struct proof *p, size_t list)
{
	size_t n = 1;

	for (size_t i = 0; i < p->model.n_vars && n <= KINDS; i++)
		if (p->model.vars[i].list == p->model.lists[list])
			n *= p->model.vars[i].n_values;
	return n;
}

static void set_rows(struct proof *p, size_t list, enum gj_state state, size_t n)
{
	struct gj_value *head = &p->record.values[p->model.lists[list]->index];

	*head = (struct gj_value){ .state = state, .number = (int64_t)n };
}

/* What each question says of the rows in the record, as if it asked whether there are some. */
static int ask(struct proof *p, size_t list, uint8_t *says)
{
	for (size_t i = 0; i < p->model.n_asked; i++) {
		const struct gj_cond *c = p->model.asked[i];
		int rc;

		says[i] = GJ_NOT_MET;
		if (c->rows.list != p->model.lists[list])
			continue;
		rc = outcome_of(p, c, &says[i]);
		if (rc)
			return rc;
		if (c->kind == GJ_COND_NONE)
			says[i] = gj_outcome_not(says[i]);
	}
	return 0;
}

static bool has(const struct lists *l, const uint8_t *says)
{
	for (size_t i = 0; i < l->n; i++)
		if (memcmp(l->items[i].says, says, sizeof l->items[i].says) == 0)
			return true;
	return false;
}

/* Every set of rows that the questions can tell from the others: more rows are only more of `any`. */
static int close_list(struct proof *p, size_t list)
{
	struct lists *l = &p->lists[list];
	size_t kinds = kinds_of(p, list), singles;
	int rc;

	l->n = 0;
	if (kinds > KINDS) {
		p->model.beyond = true;
		return 0;
	}
	set_rows(p, list, GJ_GIVEN, 0);
	l->items[0] = (struct set){ .n = 0 };
	rc = ask(p, list, l->items[0].says);
	l->n = 1;
	set_rows(p, list, GJ_GIVEN, 1);
	for (size_t k = 0; rc == 0 && k < kinds; k++) {
		struct set one = { .row = k, .n = 1 };

		put_row(p, list, 0, k);
		rc = ask(p, list, one.says);
		if (rc == 0 && !has(l, one.says) && l->n < SETS)
			l->items[l->n++] = one;
	}
	singles = l->n;
	for (size_t i = 1; rc == 0 && i < l->n && l->n < SETS; i++)
		for (size_t k = 1; k < singles && l->n < SETS; k++) {
			struct set both = { .rest = i,
				            .row = l->items[k].row,
				            .n = l->items[i].n + 1 };

			for (size_t q = 0; q < GJ_SAME_ASKED; q++)
				both.says[q] =
				    gj_outcome_or(l->items[i].says[q], l->items[k].says[q]);
			if (!has(l, both.says))
				l->items[l->n++] = both;
		}
	p->model.beyond |= l->n >= SETS;
	return rc;
}

static void put_set(struct proof *p, size_t list, size_t at)
{
	const struct lists *l = &p->lists[list];

	if (at >= l->n) {
		set_rows(p, list, at == l->n ? GJ_MISSING : GJ_STATE_NOT_APPLICABLE, 0);
		return;
	}
	set_rows(p, list, GJ_GIVEN, l->items[at].n);
	if (l->items[at].n > ROWS) {
		p->model.beyond = true;
		return;
	}
	for (size_t n = l->items[at].n; n-- > 0; at = l->items[at].rest)
		put_row(p, list, n, l->items[at].row);
}

static bool any_found(const struct gj_same_apart *apart)
{
	return apart->found[GJ_SAME_ONLY_A] || apart->found[GJ_SAME_ONLY_B] ||
	       apart->found[GJ_SAME_OTHERWISE];
}

bool gj_same_enough(const struct gj_same_apart *apart)
{
	if (apart->skip_a && apart->skip_b)
		return apart->found[GJ_SAME_OTHERWISE];
	return (apart->skip_a || apart->found[GJ_SAME_ONLY_A]) &&
	       (apart->skip_b || apart->found[GJ_SAME_ONLY_B]);
}

static int compare(struct proof *p)
{
	struct gj_same_pair pair;
	int rc;

	if (p->tries++ == TRIES) {
		p->model.beyond = true;
		return 0;
	}
	gj_arena_clear(&p->arena);
	rc = gj_same_ask(&pair, p->apart, &p->arena, p->model.a, p->model.b, &p->record,
	                 p->reference);
	if (rc == 0)
		rc = gj_same_note(p->apart, &pair, &p->record, p->reference);
	p->done = p->first ? any_found(p->apart) : gj_same_enough(p->apart);
	return rc;
}

/* The lists from `list` on, then both conditions. */
static int each_list(struct proof *p, size_t list)
{
	int rc = 0;

	if (list == p->model.n_lists)
		return compare(p);
	for (size_t i = 0; rc == 0 && !p->done && !p->model.beyond && i < p->lists[list].n + 2;
	     i++) {
		put_set(p, list, i);
		rc = each_list(p, list + 1);
	}
	return rc;
}

/* The facts of the application from `i` on: anchors first, since the classes of days hang on them. */
static int each_fact(struct proof *p, size_t i, bool anchors)
{
	int rc = 0;

	while (i < p->model.n_vars && (p->model.vars[i].list || p->model.vars[i].anchor != anchors))
		i++;
	if (i == p->model.n_vars && anchors) {
		gj_same_values(&p->model, &p->record, p->reference);
		for (size_t l = 0; rc == 0 && l < p->model.n_lists; l++)
			rc = close_list(p, l);
		return rc || p->model.beyond ? rc : each_fact(p, 0, false);
	}
	if (i == p->model.n_vars)
		return each_list(p, 0);
	for (size_t k = 0; rc == 0 && !p->done && !p->model.beyond && k < p->model.vars[i].n_values;
	     k++) {
		p->record.values[p->model.vars[i].fact->index] = p->model.vars[i].values[k];
		rc = each_fact(p, i + 1, anchors);
	}
	return rc;
}

/* Those of the dates that count, and the ends of the time that does: of each class there is one left. */
static size_t within(const struct gj_same_apart *apart, int32_t *references, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if ((apart->from == GJ_DAY_NONE || references[i] >= apart->from) &&
		    (apart->to == GJ_DAY_NONE || references[i] <= apart->to))
			references[kept++] = references[i];
	if (apart->to != GJ_DAY_NONE)
		references[kept++] = apart->to;
	if (apart->from != GJ_DAY_NONE)
		references[kept++] = apart->from;
	return kept;
}

/* A score asks so many facts that to try what there is room for would only take long. */
static bool is_too_many(const struct proof *p)
{
	size_t n = 1;

	for (size_t i = 0; i < p->model.n_vars && n <= TRIES; i++)
		if (!p->model.vars[i].list)
			n *= p->model.vars[i].n_values;
	return n > TRIES;
}

static int prove(struct proof *p)
{
	int32_t references[GJ_SAME_REFERENCES + 2];
	size_t n = gj_same_references(&p->model, references);
	int rc = 0;

	n = within(p->apart, references, n);

	for (size_t l = 0; l < p->model.n_lists; l++) {
		p->cells[l] = gj_record_rows(&p->record, p->model.lists[l], ROWS, NULL);
		p->lists[l].items = calloc(SETS, sizeof(struct set));
		if (p->cells[l] == NULL || p->lists[l].items == NULL)
			return GJ_ENOMEM;
	}
	for (size_t i = 0; rc == 0 && !p->done && !p->model.beyond && i < n; i++) {
		p->reference = references[i];
		gj_same_values(&p->model, &p->record, p->reference);
		if (p->model.tables && is_too_many(p))
			p->model.beyond = true;
		else
			rc = each_fact(p, 0, true);
	}
	return rc;
}

static int ask_side(struct gj_trace **out, size_t *hidden, const struct gj_same_apart *apart,
                    enum gj_merge_side side, struct gj_arena *arena, const struct gj_cond *cond,
                    struct gj_record *record, int32_t reference)
{
	size_t n = apart->merge ? gj_merge_hide(apart->merge, side, record) : 0;
	int rc = gj_trace_run(out, arena, cond, record, reference, &outside, NULL);

	if (n)
		gj_merge_show(apart->merge, record);
	*hidden += n;
	return rc;
}

int gj_same_ask(struct gj_same_pair *out, const struct gj_same_apart *apart, struct gj_arena *arena,
                const struct gj_cond *a, const struct gj_cond *b, struct gj_record *record,
                int32_t reference)
{
	size_t hidden = 0;
	int rc = ask_side(&out->a, &hidden, apart, GJ_MERGE_A, arena, a, record, reference);

	if (rc == 0)
		rc = ask_side(&out->b, &hidden, apart, GJ_MERGE_B, arena, b, record, reference);
	out->alike = hidden == 0;
	return rc;
}

int gj_same_note(struct gj_same_apart *apart, const struct gj_same_pair *pair,
                 const struct gj_record *record, int32_t reference)
{
	bool a = pair->a->outcome >= GJ_MET, b = pair->b->outcome >= GJ_MET;
	enum gj_same_way way = a == b ? GJ_SAME_OTHERWISE : a ? GJ_SAME_ONLY_A : GJ_SAME_ONLY_B;

	if (pair->a->outcome == pair->b->outcome || apart->found[way] || (a == b && !pair->alike))
		return 0;
	apart->found[way] = true;
	apart->references[way] = reference;
	return apart->records[way] ? gj_record_copy(apart->records[way], record, NULL) : 0;
}

/* Rows are told apart by what the questions say, whoever asks: not where they see different things. */
static bool reads(const struct gj_same_model *m, const struct gj_merge_gap *gap)
{
	for (size_t i = 0; i < m->n_vars; i++)
		if (gap->list && m->vars[i].list == gap->list && m->vars[i].fact == gap->fact)
			return true;
	return false;
}

static int run(struct gj_same_apart *apart, const struct gj_cond *a, const struct gj_cond *b,
               const struct gj_facts *facts, bool first, struct gj_err *err)
{
	struct proof *p = calloc(1, sizeof *p);
	int rc;

	apart->whole = false;
	if (p == NULL)
		return gj_err_nomem(err, tr("the comparison"));
	p->model.a = a;
	p->model.b = b;
	p->apart = apart;
	p->first = first;
	gj_arena_init(&p->arena, 0);
	gj_same_read(&p->model);
	for (size_t i = 0; apart->merge && i < apart->merge->n_gaps; i++)
		p->model.beyond |= reads(&p->model, &apart->merge->gaps[i]);
	rc = p->model.beyond ? 0 : gj_record_init(&p->record, facts, err);
	if (rc == 0 && !p->model.beyond) {
		rc = prove(p);
		apart->whole = rc == 0 && !p->model.beyond && !p->done;
		gj_record_fini(&p->record);
	}
	for (size_t l = 0; l < GJ_SAME_LISTS; l++)
		free(p->lists[l].items);
	gj_arena_fini(&p->arena);
	free(p);
	return rc ? gj_err_nomem(err, tr("the comparison")) : 0;
}

int gj_same_apart(struct gj_same_apart *apart, const struct gj_cond *a, const struct gj_cond *b,
                  const struct gj_facts *facts, struct gj_err *err)
{
	return run(apart, a, b, facts, false, err);
}

int gj_same_prove(enum gj_same *out, const struct gj_cond *a, const struct gj_cond *b,
                  const struct gj_facts *facts, struct gj_record *apart, int32_t *reference,
                  struct gj_err *err)
{
	struct gj_same_apart any = { .from = GJ_DAY_NONE,
		                     .to = GJ_DAY_NONE,
		                     .records = { apart, apart, apart } };
	int rc = run(&any, a, b, facts, true, err);

	*out = GJ_SAME_UNKNOWN;
	if (rc)
		return rc;
	if (any.whole)
		*out = GJ_SAME_ALWAYS;
	for (size_t w = 0; w < GJ_SAME_WAYS; w++)
		if (any.found[w]) {
			*out = GJ_SAME_NOT;
			if (apart)
				*reference = any.references[w];
		}
	return 0;
}
