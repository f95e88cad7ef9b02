/* merge.c: joins two dictionaries by their keys and copies conditions onto the whole. */
#include "engine/decide/merge.h"

#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/eval/walk.h"

#include <string.h>

static const struct gj_fact *by_key(const struct gj_fact *facts, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(facts[i].key, key) == 0)
			return &facts[i];
	return NULL;
}

static bool is_empty(const char *s)
{
	return s == NULL || *s == '\0';
}

/* The same thing, measured the same way. A count may get a name for what it counts. */
static bool is_same_kind(const struct gj_fact *a, const struct gj_fact *b)
{
	if (a->type != b->type)
		return false;
	if (a->type == GJ_FACT_COUNT && (is_empty(a->unit.zh) || is_empty(b->unit.zh)))
		return true;
	if (a->type == GJ_FACT_COUNT || a->type == GJ_FACT_AMOUNT)
		return a->decimals == b->decimals && gj_text_same(a->unit.zh, b->unit.zh);
	return true;
}

static const struct gj_option *option_by_key(const struct gj_fact *fact, const char *key)
{
	for (size_t i = 0; i < fact->n_options; i++)
		if (strcmp(fact->options[i].key, key) == 0)
			return &fact->options[i];
	return NULL;
}

static int note_gap(struct gj_merge *m, const struct gj_fact *list, const struct gj_fact *fact,
                    size_t n_a, const struct gj_fact *b)
{
	bool *a_has = gj_arena_array(m->arena, fact->n_options + 1, sizeof *a_has);
	bool *b_has = gj_arena_array(m->arena, fact->n_options + 1, sizeof *b_has);

	if (a_has == NULL || b_has == NULL)
		return GJ_ENOMEM;
	for (size_t i = 0; i < fact->n_options; i++) {
		a_has[i] = i < n_a;
		b_has[i] = option_by_key(b, fact->options[i].key) != NULL;
	}
	m->gaps[m->n_gaps++] =
	    (struct gj_merge_gap){ .list = list, .fact = fact, .known = { a_has, b_has } };
	return 0;
}

/* The options of `a`, then those that only `b` has. */
static int join_options(struct gj_merge *m, const struct gj_fact *list, struct gj_fact *out,
                        const struct gj_fact *b)
{
	struct gj_option *all =
	    gj_arena_array(m->arena, out->n_options + b->n_options + 1, sizeof *all);
	size_t n_a = out->n_options, n = n_a;

	if (all == NULL)
		return GJ_ENOMEM;
	if (n)
		memcpy(all, out->options, n * sizeof *all);
	for (size_t i = 0; i < b->n_options; i++)
		if (option_by_key(out, b->options[i].key) == NULL)
			all[n++] = b->options[i];
	out->options = all;
	out->n_options = n;
	return n == n_a && n == b->n_options ? 0 : note_gap(m, list, out, n_a, b);
}

static int join_fields(struct gj_merge *m, struct gj_fact *out, const struct gj_fact *b, bool *same)
{
	struct gj_fact *all =
	    gj_arena_array(m->arena, out->n_fields + b->n_fields + 1, sizeof *all);
	size_t n = out->n_fields;
	int rc = 0;

	if (all == NULL)
		return GJ_ENOMEM;
	if (n)
		memcpy(all, out->fields, n * sizeof *all);
	for (size_t i = 0; rc == 0 && i < b->n_fields; i++) {
		struct gj_fact *there =
		    (struct gj_fact *)by_key(all, out->n_fields, b->fields[i].key);

		if (there == NULL) {
			all[n] = b->fields[i];
			all[n].index = n;
			n++;
		} else if (!is_same_kind(there, &b->fields[i])) {
			*same = false; /* a list whose rows mean something else */
		} else if (there->type == GJ_FACT_ONE_OF) {
			rc = join_options(m, out, there, &b->fields[i]);
		}
	}
	out->fields = all;
	out->n_fields = n;
	return rc;
}

static size_t choices(const struct gj_fact *facts, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count +=
		    (facts[i].type == GJ_FACT_ONE_OF) + choices(facts[i].fields, facts[i].n_fields);
	return count;
}

int gj_merge_facts(struct gj_merge *m, struct gj_arena *arena, const struct gj_facts *a,
                   const struct gj_facts *b, struct gj_err *err)
{
	struct gj_fact *all = gj_arena_array(arena, a->n + b->n + 1, sizeof *all);
	size_t n = a->n;
	int rc = 0;

	*m = (struct gj_merge){ .arena = arena, .side = { a, b } };
	m->to[GJ_MERGE_A] = gj_arena_array(arena, a->n + 1, sizeof *m->to[0]);
	m->to[GJ_MERGE_B] = gj_arena_array(arena, b->n + 1, sizeof *m->to[0]);
	m->gaps = gj_arena_array(arena, choices(b->items, b->n) + 1, sizeof *m->gaps);
	if (all == NULL || !m->to[GJ_MERGE_A] || !m->to[GJ_MERGE_B] || m->gaps == NULL)
		return gj_err_nomem(err, tr("the comparison"));
	if (n)
		memcpy(all, a->items, n * sizeof *all);
	for (size_t i = 0; i < a->n; i++)
		m->to[GJ_MERGE_A][i] = &all[i];
	for (size_t i = 0; rc == 0 && i < b->n; i++) {
		struct gj_fact *there = (struct gj_fact *)by_key(all, a->n, b->items[i].key);
		bool same = true;

		if (there == NULL) {
			all[n] = b->items[i];
			all[n].index = n;
			m->to[GJ_MERGE_B][i] = &all[n++];
			continue;
		}
		same = is_same_kind(there, &b->items[i]);
		if (same && there->type == GJ_FACT_ONE_OF)
			rc = join_options(m, NULL, there, &b->items[i]);
		if (same && there->type == GJ_FACT_LIST)
			rc = join_fields(m, there, &b->items[i], &same);
		m->to[GJ_MERGE_B][i] = same ? there : NULL;
	}
	m->facts = (struct gj_facts){ .category = b->category, .items = all, .n = n };
	if (rc)
		return gj_err_nomem(err, tr("the comparison"));
	if (n > GJ_FACTS_MAX)
		return gj_err_set(err, GJ_ELIMIT,
		                  tr("both versions together have %zu facts, more than %d"), n,
		                  GJ_FACTS_MAX);
	return 0;
}

struct copy {
	const struct gj_merge *m;
	enum gj_merge_side side;
	const struct gj_fact *clash;
	bool failed;
};

static struct gj_cond *copy_cond(struct copy *c, const struct gj_cond *cond);

static void *dup(struct copy *c, const void *from, size_t n)
{
	void *p = gj_arena_alloc(c->m->arena, n ? n : 1);

	if (p == NULL)
		c->failed = true;
	else if (n)
		memcpy(p, from, n);
	return p;
}

static const struct gj_fact *moved(struct copy *c, const struct gj_fact *fact)
{
	const struct gj_facts *side = c->m->side[c->side];
	const struct gj_fact *to = NULL;

	if (fact == NULL)
		return NULL;
	for (size_t i = 0; i < side->n; i++) {
		const struct gj_fact *f = &side->items[i], *list = c->m->to[c->side][i];

		if (f == fact) {
			to = list;
			break;
		}
		for (size_t k = 0; k < f->n_fields; k++)
			if (&f->fields[k] == fact)
				to = list ? by_key(list->fields, list->n_fields, fact->key) : NULL;
	}
	if (to == NULL && c->clash == NULL)
		c->clash = fact;
	return to;
}

static void move_rows(struct copy *c, struct gj_rows *rows)
{
	rows->list = moved(c, rows->list);
	if (rows->filter)
		rows->filter = copy_cond(c, rows->filter);
}

static const struct gj_term *copy_term(struct copy *c, const struct gj_term *term)
{
	struct gj_term *t;

	if (term == NULL || (t = dup(c, term, sizeof *t)) == NULL)
		return NULL;
	t->fact = moved(c, term->fact);
	t->share_of = copy_term(c, term->share_of);
	move_rows(c, &t->rows);
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

static struct gj_cond *copy_cond(struct copy *c, const struct gj_cond *cond)
{
	struct gj_cond *to = dup(c, cond, sizeof *to);

	if (to == NULL)
		return NULL;
	to->fact = moved(c, cond->fact);
	to->left = copy_term(c, cond->left);
	to->right = copy_term(c, cond->right);
	to->window.anchor = moved(c, cond->window.anchor);
	move_rows(c, &to->rows);
	if (cond->function && c->m->function)
		to->function = c->m->function(c->m->function_ctx, c->side, cond->function);
	if (cond->n_args) {
		to->args = dup(c, cond->args, cond->n_args * sizeof(struct gj_cond *));
		for (size_t i = 0; to->args && i < cond->n_args; i++)
			to->args[i] = copy_cond(c, cond->args[i]);
	}
	return to;
}

int gj_merge_cond(struct gj_cond **out, const struct gj_fact **clash, const struct gj_merge *m,
                  enum gj_merge_side side, const struct gj_cond *cond, struct gj_err *err)
{
	struct copy c = { .m = m, .side = side };

	*out = copy_cond(&c, cond);
	*clash = c.clash;
	if (c.failed)
		return gj_err_nomem(err, tr("the comparison"));
	if (c.clash)
		*out = NULL;
	return 0;
}

/* Nothing that is searched or tried has a value that was not asked for: it marks those that are hidden. */
static size_t hide(struct gj_value *v, const bool *known)
{
	if (v->state != GJ_GIVEN || known[v->number])
		return 0;
	v->state = GJ_NOT_ASKED;
	return 1;
}

static size_t show(struct gj_value *v, const bool *known)
{
	(void)known;
	if (v->state == GJ_NOT_ASKED)
		v->state = GJ_GIVEN;
	return 0;
}

static size_t each_value(const struct gj_merge *m, enum gj_merge_side side, struct gj_record *r,
                         size_t (*each)(struct gj_value *v, const bool *known))
{
	size_t count = 0;

	for (size_t i = 0; i < m->n_gaps; i++) {
		const struct gj_merge_gap *gap = &m->gaps[i];
		const struct gj_value *head = gap->list ? &r->values[gap->list->index] : NULL;

		if (head == NULL)
			count += each(&r->values[gap->fact->index], gap->known[side]);
		for (size_t k = 0; head && head->state == GJ_GIVEN && k < (size_t)head->number; k++)
			count += each(
			    &r->lists[gap->list->index][k * gap->list->n_fields + gap->fact->index],
			    gap->known[side]);
	}
	return count;
}

size_t gj_merge_hide(const struct gj_merge *m, enum gj_merge_side side, struct gj_record *record)
{
	return each_value(m, side, record, hide);
}

void gj_merge_show(const struct gj_merge *m, struct gj_record *record)
{
	each_value(m, GJ_MERGE_A, record, show);
}

struct gap_in {
	const struct gj_merge *m;
	bool found;
};

static void ask(struct gap_in *g, const struct gj_fact *fact)
{
	for (size_t i = 0; i < g->m->n_gaps; i++)
		g->found = g->found || g->m->gaps[i].fact == fact;
}

static bool ask_cond(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	(void)row;
	ask(ctx, cond->fact);
	return true;
}

static bool ask_term(void *ctx, const struct gj_term *term, const struct gj_fact *row)
{
	(void)row;
	ask(ctx, term->fact);
	return true;
}

bool gj_merge_in_gap(const struct gj_merge *m, const struct gj_cond *cond)
{
	struct gap_in g = { .m = m };
	const struct gj_walk walk = { .cond = ask_cond, .term = ask_term, .ctx = &g };

	if (m->n_gaps)
		gj_walk_cond(&walk, cond);
	return g.found;
}
