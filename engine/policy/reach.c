/* reach.c: narrows the range of each fact by the conditions that must hold together. */
#include "engine/policy/reach.h"

#include <string.h>

#include "engine/base/day.h"
#include "engine/decide/imply.h"
#include "engine/eval/range.h"

enum {
	STEPS = 100000,
	STEPS_TOTAL = 5000000,
	DOMAINS_MAX = 500,
	YEAR_FIRST = 1900,
	YEAR_LAST = 2999
};

#define COUNT_MAX INT64_C(2147483632)
#define AMOUNT_MAX INT64_C(99999999999999999)

/* What is left for one fact, or for the number of rows that a term counts. */
struct domain {
	struct gj_term term;
	int64_t low, high;
	const struct gj_cond *by_low, *by_high; /* who said so; NULL: the type */
	const char *const *words;               /* one_of, text: those left; NULL: all */
	size_t n_words;
	const struct gj_cond *by_words;
};

struct env {
	struct domain *items;
	size_t n;
};

void gj_reach_init(struct gj_reach *r)
{
	*r = (struct gj_reach){ .total = STEPS_TOTAL };
	gj_arena_init(&r->arena, 0);
}

void gj_reach_fini(struct gj_reach *r)
{
	gj_arena_fini(&r->arena);
}

static bool clash(struct gj_reach *r, const struct gj_cond *a, const struct gj_cond *b,
                  const struct gj_fact *fact)
{
	r->a = a;
	r->b = b;
	r->fact = fact;
	return false;
}

static bool step(struct gj_reach *r)
{
	if (r->budget == 0 || r->failed)
		return false;
	r->budget--;
	return true;
}

static bool possible(struct gj_reach *r, const struct env *outer, const struct gj_cond *cond,
                     bool negated);

static void first_range(struct gj_reach *r, struct domain *d)
{
	static const struct env nothing = { 0 };

	d->low = 0;
	d->high = 1;
	if (d->term.kind != GJ_TERM_FACT) {
		d->high = GJ_FACT_ROWS_MAX;
		if (d->term.rows.filter && !possible(r, &nothing, d->term.rows.filter, false))
			d->high = 0;
		return;
	}
	switch (d->term.fact->type) {
	case GJ_FACT_COUNT:
		d->high = COUNT_MAX;
		break;
	case GJ_FACT_AMOUNT:
		d->low = -AMOUNT_MAX;
		d->high = AMOUNT_MAX;
		break;
	case GJ_FACT_DATE:
		d->low = gj_day_from(YEAR_FIRST, 1, 1);
		d->high = gj_day_from(YEAR_LAST, 12, 31);
		break;
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
	case GJ_FACT_ONE_OF:
	case GJ_FACT_LIST:
		break;
	}
}

/* NULL when there are too many, or no memory: then nothing is narrowed. */
static struct domain *domain_of(struct gj_reach *r, struct env *env, const struct gj_term *term)
{
	struct domain *d;

	for (size_t i = 0; i < env->n; i++)
		if (step(r) && gj_imply_same_term(&env->items[i].term, term))
			return &env->items[i];
	if (r->budget == 0)
		return NULL;
	if (env->n == DOMAINS_MAX)
		return NULL;
	if (env->n % 8 == 0) { /* room is taken eight at a time */
		d = gj_arena_array(&r->arena, env->n + 8, sizeof *d);
		if (!d) {
			r->failed = true;
			return NULL;
		}
		if (env->n > 0)
			memcpy(d, env->items, env->n * sizeof *d);
		env->items = d;
	}
	d = &env->items[env->n++];
	*d = (struct domain){ .term = *term };
	first_range(r, d);
	return d;
}

static const struct gj_fact *domain_fact(const struct domain *d)
{
	return d->term.kind == GJ_TERM_FACT ? d->term.fact : d->term.rows.list;
}

static bool narrow(struct gj_reach *r, struct env *env, const struct gj_term *term, int64_t low,
                   int64_t high, const struct gj_cond *by)
{
	struct domain *d = domain_of(r, env, term);

	if (!d)
		return true;
	if (low > d->low) {
		d->low = low;
		d->by_low = by;
	}
	if (high < d->high) {
		d->high = high;
		d->by_high = by;
	}
	if (d->low <= d->high)
		return true;
	return clash(r, by, d->by_low == by ? d->by_high : d->by_low, domain_fact(d));
}

static bool narrow_fact(struct gj_reach *r, struct env *env, const struct gj_fact *fact,
                        int64_t low, int64_t high, const struct gj_cond *by)
{
	return narrow(r, env, &(struct gj_term){ .kind = GJ_TERM_FACT, .fact = fact }, low, high,
	              by);
}

static bool has_word(const char *const *words, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* Keeps those words that are (or, negated, are not) among the condition's. */
static bool narrow_words(struct gj_reach *r, struct env *env, const struct gj_cond *cond,
                         bool negated)
{
	const struct gj_fact *fact = cond->fact;
	struct domain *d =
	    domain_of(r, env, &(struct gj_term){ .kind = GJ_TERM_FACT, .fact = fact });
	const struct gj_cond *before;
	const char **left;
	size_t n = 0, i;

	if (!d || (!d->words && fact->type != GJ_FACT_ONE_OF && negated))
		return true; /* a text can still be anything else */
	before = d->by_words;
	d->by_words = cond;
	if (!d->words && fact->type != GJ_FACT_ONE_OF) {
		d->words = cond->values;
		d->n_words = cond->n_values;
		return d->n_words > 0 || clash(r, cond, NULL, fact);
	}
	left =
	    gj_arena_array(&r->arena, (d->words ? d->n_words : fact->n_options) + 1, sizeof *left);
	if (!left) {
		r->failed = true;
		return true;
	}
	for (i = 0; i < (d->words ? d->n_words : fact->n_options); i++) {
		const char *word = d->words ? d->words[i] : fact->options[i].key;

		if (has_word(cond->values, cond->n_values, word) != negated)
			left[n++] = word;
	}
	d->words = left;
	d->n_words = n;
	return n > 0 || clash(r, cond, before, fact);
}

static bool narrow_number(struct gj_reach *r, struct env *env, const struct gj_cond *cond,
                          bool negated)
{
	int64_t k = cond->right->number;

	switch (cond->cmp) {
	case GJ_AT_LEAST:
		return negated ? narrow(r, env, cond->left, INT64_MIN, k - 1, cond)
		               : narrow(r, env, cond->left, k, INT64_MAX, cond);
	case GJ_MORE_THAN:
		return negated ? narrow(r, env, cond->left, INT64_MIN, k, cond)
		               : narrow(r, env, cond->left, k + 1, INT64_MAX, cond);
	case GJ_AT_MOST:
		return negated ? narrow(r, env, cond->left, k + 1, INT64_MAX, cond)
		               : narrow(r, env, cond->left, INT64_MIN, k, cond);
	case GJ_LESS_THAN:
		return negated ? narrow(r, env, cond->left, k, INT64_MAX, cond)
		               : narrow(r, env, cond->left, INT64_MIN, k - 1, cond);
	case GJ_EQUALS:
		return negated || narrow(r, env, cond->left, k, k, cond);
	}
	return true;
}

static bool narrow_rows(struct gj_reach *r, struct env *env, const struct gj_cond *cond, bool some)
{
	struct gj_term rows = { .kind = GJ_TERM_ROWS, .rows = cond->rows };

	return some ? narrow(r, env, &rows, 1, INT64_MAX, cond) : narrow(r, env, &rows, 0, 0, cond);
}

/* A kind as it acts: a negated `any` is an `all` of what is negated, and so on. */
static bool is_joint(const struct gj_cond *cond, bool negated)
{
	switch (cond->kind) {
	case GJ_COND_ALL:
		return !negated || cond->n_args == 1;
	case GJ_COND_ANY:
		return negated || cond->n_args == 1;
	case GJ_COND_AT_LEAST_OF:
		return negated ? cond->k == 1 : cond->k == cond->n_args;
	case GJ_COND_NOT:
	case GJ_COND_ELSE_REVIEW:
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_ONE_OF:
	case GJ_COND_COMPARE:
	case GJ_COND_WITHIN:
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
	case GJ_COND_RECOGNISED:
	case GJ_COND_EVERY:
	case GJ_COND_UNLESS:
	case GJ_COND_DATED:
	case GJ_COND_FUNCTION:
		break;
	}
	return false;
}

/* What every value must fit at once; branches are left for later. */
static bool narrow_all(struct gj_reach *r, struct env *env, const struct gj_cond *cond,
                       bool negated)
{
	if (!step(r))
		return true;
	switch (cond->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_AT_LEAST_OF:
		for (size_t i = 0; is_joint(cond, negated) && i < cond->n_args; i++)
			if (!narrow_all(r, env, cond->args[i], negated))
				return false;
		return true;
	case GJ_COND_NOT:
		return narrow_all(r, env, cond->args[0], !negated);
	case GJ_COND_ELSE_REVIEW: /* is never not met: it waits for a person instead */
		return negated ? clash(r, cond, NULL, NULL)
		               : narrow_all(r, env, cond->args[0], false);
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
		return narrow_fact(r, env, cond->fact, !negated, !negated, cond);
	case GJ_COND_ONE_OF:
		return narrow_words(r, env, cond, negated);
	case GJ_COND_COMPARE:
		return cond->right->kind != GJ_TERM_NUMBER || gj_range_is(cond->left) ||
		       narrow_number(r, env, cond, negated);
	case GJ_COND_WITHIN:
		return negated || cond->window.months ||
		       narrow_fact(r, env, cond->fact, cond->window.from, cond->window.to, cond);
	case GJ_COND_EXISTS:
		return narrow_rows(r, env, cond, !negated);
	case GJ_COND_NONE:
		return narrow_rows(r, env, cond, negated);
	case GJ_COND_GIVEN:
	case GJ_COND_RECOGNISED:
	case GJ_COND_EVERY:
	case GJ_COND_UNLESS: /* these may go either way for all that is known here */
	case GJ_COND_DATED:
	case GJ_COND_FUNCTION:
		break;
	}
	return true;
}

/* left cmp right * number / per, over what is left of both sides. */
static bool relation(struct gj_reach *r, struct env *env, const struct gj_cond *cond)
{
	bool share = cond->right->kind == GJ_TERM_SHARE;
	const struct gj_term *base = share ? cond->right->share_of : cond->right;
	__int128 number = share ? cond->right->number : 1, per = share ? cond->right->per : 1;
	bool same = gj_imply_same_term(cond->left, base), least, most;
	const struct domain *d;
	int64_t ll, lh, rl, rh;

	if (share && cond->right->zero_base == GJ_MET)
		return true;
	if (!(d = domain_of(r, env, cond->left)))
		return true;
	ll = d->low;
	lh = d->high;
	if (!(d = domain_of(r, env, base)))
		return true;
	rl = d->low;
	rh = d->high;
	if (rl < 0 && share)
		return true;
	if (share && rl == 0)
		rl = 1; /* a base of 0 does not make it met */
	if (rl > rh)
		return clash(r, cond, NULL, domain_fact(d));
	/* Of the same number, what counts is only how large the share is. */
	least = same ? per >= number : lh * per >= rl * number;
	most = same ? per <= number : ll * per <= rh * number;
	switch (cond->cmp) {
	case GJ_AT_LEAST:
		return least || clash(r, cond, NULL, domain_fact(d));
	case GJ_AT_MOST:
		return most || clash(r, cond, NULL, domain_fact(d));
	case GJ_EQUALS:
		return (least && most) || clash(r, cond, NULL, domain_fact(d));
	case GJ_MORE_THAN:
		return (same ? per > number : lh * per > rl * number) ||
		       clash(r, cond, NULL, domain_fact(d));
	case GJ_LESS_THAN:
		return (same ? per < number : ll * per < rh * number) ||
		       clash(r, cond, NULL, domain_fact(d));
	}
	return true;
}

/* Enough branches must be possible, each on its own beside what holds already. */
static bool branches(struct gj_reach *r, struct env *env, const struct gj_cond *cond, bool negated)
{
	size_t needed = 1, found = 0;

	if (cond->kind == GJ_COND_AT_LEAST_OF)
		needed = negated ? cond->n_args - cond->k + 1 : cond->k;
	for (size_t i = 0; i < cond->n_args; i++)
		found += possible(r, env, cond->args[i], negated);
	return found >= needed || clash(r, cond, NULL, NULL);
}

/* The second walk: branches and relations, once every range is as narrow as it gets. */
static bool walk_rest(struct gj_reach *r, struct env *env, const struct gj_cond *cond, bool negated)
{
	if (!step(r))
		return true;
	switch (cond->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_AT_LEAST_OF:
		if (!is_joint(cond, negated))
			return branches(r, env, cond, negated);
		for (size_t i = 0; i < cond->n_args; i++)
			if (!walk_rest(r, env, cond->args[i], negated))
				return false;
		return true;
	case GJ_COND_NOT:
		return walk_rest(r, env, cond->args[0], !negated);
	case GJ_COND_ELSE_REVIEW:
		return walk_rest(r, env, cond->args[0], negated);
	case GJ_COND_COMPARE:
		return negated || cond->right->kind == GJ_TERM_NUMBER || gj_range_is(cond->left) ||
		       gj_range_is(cond->right) || relation(r, env, cond);
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_ONE_OF:
	case GJ_COND_WITHIN:
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
	case GJ_COND_RECOGNISED:
	case GJ_COND_EVERY:
	case GJ_COND_UNLESS:
	case GJ_COND_DATED:
	case GJ_COND_FUNCTION:
		break;
	}
	return true;
}

static bool possible(struct gj_reach *r, const struct env *outer, const struct gj_cond *cond,
                     bool negated)
{
	struct env env = { .n = outer->n };

	if (!step(r))
		return true;
	env.items = gj_arena_array(&r->arena, (outer->n + 7) / 8 * 8 + 1, sizeof *env.items);
	if (!env.items) {
		r->failed = true;
		return true;
	}
	if (outer->n > 0)
		memcpy(env.items, outer->items, outer->n * sizeof *env.items);
	return narrow_all(r, &env, cond, negated) && walk_rest(r, &env, cond, negated);
}

bool gj_reach_possible(struct gj_reach *r, const struct gj_cond *cond, bool negated)
{
	static const struct env nothing = { 0 };
	size_t given = r->total < STEPS ? r->total : STEPS;
	bool answer;

	gj_arena_clear(&r->arena);
	r->budget = given;
	r->a = r->b = NULL;
	r->fact = NULL;
	answer = possible(r, &nothing, cond, negated);
	r->total -= given - r->budget;
	return answer;
}
