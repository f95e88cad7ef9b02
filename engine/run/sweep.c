/* sweep.c: reads slabs into frames, runs the category's program, and picks what differs from the newest decisions. */
#include "engine/run/sweep.h"

#include <stdlib.h>
#include <string.h>

#include "db/revision.h"
#include "db/store.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/decision.h"
#include "engine/eval/frame.h"
#include "engine/policy/function.h"
#include "engine/run/link.h"

struct gj_sweep {
	struct gj_sweep_of of;
	size_t width;
	struct gj_program *program; /* owned */
	struct gj_slab_of slabs;
	struct gj_strip_key *keys; /* owned; of the program's lists, of its columns, of the case, of the bureau */
	size_t *column_key;        /* owned; by column of the program */
	size_t list_key[GJ_PROGRAM_SPACES];
	size_t case_key, bureau_key; /* NO_KEY: not asked for */
	bool calls;                  /* functions of the rule files look at records */
	struct gj_store *store;      /* owned; a read connection */
	struct gj_link *link;        /* owned; reads through store */
	struct gj_frame *frame;      /* owned */
	struct gj_slab_reader *reader; /* owned */
	struct gj_record record;     /* owned; for functions */
	bool has_record;
	int64_t left; /* of the limit */
	uint8_t results[GJ_FRAME_ROWS], wanted[GJ_FRAME_ROWS];
};

#define NO_KEY ((size_t)-1)

/* --- which columns --- */

static size_t key_add(struct gj_sweep *w, const struct gj_fact *list, const struct gj_fact *fact)
{
	size_t i = 0;

	while (i < w->slabs.n_keys && (w->keys[i].list != list || w->keys[i].fact != fact))
		i++;
	if (i == w->slabs.n_keys)
		w->keys[w->slabs.n_keys++] = (struct gj_strip_key){ .list = list, .fact = fact };
	return i;
}

static int make_keys(struct gj_sweep *w, struct gj_err *err)
{
	const struct gj_program *p = w->program;
	const struct gj_facts *facts = &w->of.category->facts;
	const struct gj_fact *of_case = gj_facts_role(facts, GJ_ROLE_CASE);
	const struct gj_fact *bureau = gj_facts_role(facts, GJ_ROLE_BUREAU);

	w->keys = calloc(p->n_columns + p->n_spaces + 2, sizeof *w->keys);
	w->column_key = calloc(p->n_columns + 1, sizeof *w->column_key);
	if (w->keys == NULL || w->column_key == NULL)
		return gj_err_nomem(err, w->of.category->key);
	w->slabs = (struct gj_slab_of){ .facts = facts, .year = w->of.year, .keys = w->keys };
	for (size_t s = 1; s < p->n_spaces; s++)
		w->list_key[s] = key_add(w, NULL, p->spaces[s].list);
	for (size_t k = 0; k < p->n_columns; k++) {
		const struct gj_column *c = &p->columns[k];

		if (c->kind == GJ_COLUMN_CALL)
			w->calls = true;
		else
			w->column_key[k] = key_add(w, p->spaces[c->space].list, c->fact);
	}
	w->case_key = w->of.policy->n_cases && of_case ? key_add(w, NULL, of_case) : NO_KEY;
	/* Kept in any case: the summary counts by it. */
	w->bureau_key = bureau ? key_add(w, NULL, bureau) : NO_KEY;
	return 0;
}

static int compile(struct gj_program **out, const struct gj_category *category, int32_t reference,
                   struct gj_err *err)
{
	const struct gj_cond **conds = calloc(category->n_checks, sizeof *conds);
	int rc;

	if (conds == NULL)
		return gj_err_nomem(err, category->key);
	for (size_t i = 0; i < category->n_checks; i++)
		conds[i] = category->checks[i].cond;
	rc = gj_program_compile(out, conds, category->n_checks, reference, err);
	if (rc == 0)
		rc = gj_program_check(*out, err);
	free(conds);
	return rc;
}

int gj_sweep_new(struct gj_sweep **out, const struct gj_sweep_of *of, struct gj_err *err)
{
	struct gj_sweep *w;
	int rc;

	if (of->category->n_checks > GJ_CHECKS_MAX)
		return gj_err_set(err, GJ_ELIMIT, tr("%s has %zu checks, at most %d can be stored"),
		                  of->category->key, of->category->n_checks, GJ_CHECKS_MAX);
	w = calloc(1, sizeof *w);
	if (w == NULL)
		return gj_err_nomem(err, of->category->key);
	w->of = *of;
	w->left = of->limit;
	w->width = gj_outcome_bytes(of->category->n_checks);
	rc = compile(&w->program, of->category, of->reference, err);
	if (rc == 0)
		rc = make_keys(w, err);
	if (rc < 0) {
		gj_sweep_free(w);
		return rc;
	}
	*out = w;
	return 0;
}

void gj_sweep_free(struct gj_sweep *w)
{
	if (w == NULL)
		return;
	if (w->has_record)
		gj_record_fini(&w->record);
	gj_slab_close(w->reader);
	gj_frame_free(w->frame);
	gj_link_free(w->link);
	gj_store_close(w->store);
	gj_program_free(w->program);
	free(w->keys);
	free(w->column_key);
	free(w);
}

const struct gj_slab_of *gj_sweep_needs(const struct gj_sweep *w)
{
	return &w->slabs;
}

int gj_sweep_open(struct gj_sweep *w, const char *path, bool rows, struct gj_err *err)
{
	const struct gj_policy *policy = w->of.policy;
	int rc = gj_store_open(&w->store, path, GJ_STORE_READ, err);

	if (rc == 0)
		rc = gj_link_new(&w->link, w->store, policy, w->of.year, w->of.reference, err);
	if (rc == 0)
		rc = gj_frame_new(&w->frame, w->program,
		                  &(struct gj_outside){
				      .resolve = gj_link_resolve,
				      .resolve_ctx = w->link,
				      .call = policy->functions ? gj_functions_call : NULL,
				      .call_ctx = policy->functions },
		                  err);
	if (rc == 0 && w->calls) {
		rc = gj_record_init(&w->record, &w->of.category->facts, err);
		w->has_record = rc == 0;
	}
	return rc < 0 ? rc : gj_slab_open(&w->reader, w->store, &w->slabs, rows, err);
}

/* --- one slab --- */

int gj_sweep_block_init(struct gj_sweep_block *b, struct gj_err *err)
{
	*b = (struct gj_sweep_block){ .ids = malloc(2 * GJ_FRAME_ROWS * sizeof *b->ids),
		                      .rows = malloc(GJ_FRAME_ROWS * sizeof *b->rows) };
	return b->ids && b->rows ? 0 : gj_err_nomem(err, tr("the decisions of a frame"));
}

void gj_sweep_block_fini(struct gj_sweep_block *b)
{
	free(b->ids);
	free(b->rows);
	free(b->room);
	*b = (struct gj_sweep_block){ .n_rows = 0 };
}

static int block_begin(struct gj_sweep_block *b, const struct gj_slab *slab, size_t width,
                       struct gj_err *err)
{
	const size_t n = slab->n;

	if (b->room == NULL || width > b->width) {
		uint8_t *more = realloc(b->room, GJ_FRAME_ROWS * (width + 1));

		if (more == NULL)
			return gj_err_nomem(err, tr("the decisions of a frame"));
		b->room = more;
	}
	memcpy(b->ids, slab->applications, n * sizeof *b->ids);
	memcpy(b->ids + n, slab->revisions, n * sizeof *b->ids);
	b->slab = (struct gj_slab){ .id = slab->id,
		                    .n = n,
		                    .applications = b->ids,
		                    .revisions = b->ids + n };
	b->width = width;
	b->n_rows = 0;
	b->judged = 0;
	b->seen = (int64_t)n;
	memset(b->results, 0, sizeof b->results);
	return 0;
}

/* Which rows a one_of column allows: those whose option is one of keys[n_keys]. */
static int narrow(struct gj_sweep *w, size_t key, const char *const *keys, size_t n_keys,
                  struct gj_err *err)
{
	struct gj_strip strip;
	int rc = gj_slab_strip(w->reader, key, &strip, err);

	if (rc < 0)
		return rc;
	for (size_t row = 0; row < strip.n; row++) {
		bool any = false;

		for (size_t i = 0; strip.i[row] >= 0 && i < n_keys; i++)
			any |= strcmp(strip.texts[strip.i[row]], keys[i]) == 0;
		w->wanted[row] &= any;
	}
	return 0;
}

static int choose(struct gj_sweep *w, size_t n, struct gj_err *err)
{
	const struct gj_policy *policy = w->of.policy;
	int rc = 0;

	memset(w->wanted, 1, n);
	if (policy->n_cases && w->case_key == NO_KEY)
		memset(w->wanted, 0, n);
	if (w->case_key != NO_KEY)
		rc = narrow(w, w->case_key, policy->cases, policy->n_cases, err);
	if (rc == 0 && w->of.bureau && w->bureau_key != NO_KEY)
		rc = narrow(w, w->bureau_key, &w->of.bureau, 1, err);
	for (size_t row = 0; rc == 0 && w->of.limit && row < n; row++) {
		w->wanted[row] &= w->left > 0;
		w->left -= w->wanted[row];
	}
	return rc;
}

static int fill_calls(struct gj_sweep *w, const struct gj_slab *slab, struct gj_err *err)
{
	int rc = 0;

	for (size_t row = 0; rc == 0 && row < slab->n; row++) {
		rc = gj_revision_get(w->store, &w->record, slab->revisions[row], err);
		if (rc == 0)
			gj_frame_set_calls(w->frame, row, &w->record);
	}
	return rc;
}

static int fill_frame(struct gj_sweep *w, const struct gj_slab *slab, struct gj_err *err)
{
	const struct gj_program *p = w->program;
	struct gj_strip strip;
	int rc = gj_frame_set_rows(w->frame, slab->n, err);

	for (size_t s = 1; rc == 0 && s < p->n_spaces; s++) {
		rc = gj_slab_strip(w->reader, w->list_key[s], &strip, err);
		if (rc == 0)
			rc = gj_frame_set_list(w->frame, s, &strip, err);
	}
	for (size_t k = 0; rc == 0 && k < p->n_columns; k++) {
		if (p->columns[k].kind == GJ_COLUMN_CALL)
			continue;
		rc = gj_slab_strip(w->reader, w->column_key[k], &strip, err);
		if (rc == 0)
			rc = gj_frame_set_column(w->frame, k, &strip, err);
	}
	if (rc == 0 && w->calls)
		rc = fill_calls(w, slab, err);
	/* Before the run: what could not be looked up would count as unknown. */
	return rc < 0 ? rc : gj_link_error(w->link, err);
}

/* Check by check over all rows: three bits each, as gj_outcome_pack() has them. */
static void pack(unsigned char *out, size_t width, const uint8_t *const *outcomes, size_t checks,
                 size_t n)
{
	memset(out, 0, n * width);
	for (size_t c = 0; c < checks; c++) {
		unsigned char *to = out + 3 * c / 8;
		const uint8_t *from = outcomes[c];
		unsigned shift = 3 * c % 8;

		if (shift <= 5)
			for (size_t r = 0; r < n; r++)
				to[r * width] |= (unsigned char)(from[r] << shift);
		else
			for (size_t r = 0; r < n; r++) {
				unsigned value = (unsigned)from[r] << shift;

				to[r * width] |= (unsigned char)value;
				to[r * width + 1] |= (unsigned char)(value >> 8);
			}
	}
}

/* The block's state becomes what was judged where it was, what is stored elsewhere. */
static void settle(struct gj_sweep *w, struct gj_sweep_block *b, const struct gj_slab_state *old)
{
	const size_t n = b->slab.n, width = b->width;
	uint8_t *results = b->room;
	unsigned char *outcomes = b->room + n;

	memcpy(results, w->results, n);
	for (size_t row = 0; row < n; row++) {
		const unsigned char *was = old->outcomes + row * width;

		if (!w->wanted[row]) {
			results[row] = old->results[row];
			memcpy(outcomes + row * width, was, width);
			continue;
		}
		b->judged++;
		b->results[results[row]]++;
		if (results[row] != old->results[row] ||
		    memcmp(outcomes + row * width, was, width) != 0)
			b->rows[b->n_rows++] = (uint16_t)row;
	}
	b->state = (struct gj_slab_state){ .results = results,
		                           .outcomes = outcomes,
		                           .stored = old->stored };
}

static int sweep_one(struct gj_sweep *w, const struct gj_slab *slab, struct gj_sweep_block *b,
                     struct gj_err *err)
{
	struct gj_slab_state old;
	const uint8_t *const *outcomes;
	int rc = block_begin(b, slab, w->width, err);

	if (rc == 0)
		rc = choose(w, slab->n, err);
	if (rc == 0)
		rc = fill_frame(w, slab, err);
	if (rc == 0)
		rc = gj_slab_newest(w->reader, &old, w->width, err);
	if (rc < 0)
		return rc;
	outcomes = gj_frame_run(w->frame);
	gj_decision_results(w->results, w->of.category, outcomes, slab->n);
	pack(b->room + slab->n, w->width, outcomes, w->of.category->n_checks, slab->n);
	settle(w, b, &old);
	return 0;
}

int gj_sweep_next(struct gj_sweep *w, struct gj_sweep_block *blocks, size_t n, size_t *filled,
                  struct gj_err *err)
{
	struct gj_slab slab;
	int rc = gj_store_begin(w->store, tr("reading the columns"), err);

	*filled = 0;
	if (rc < 0)
		return rc;
	while (rc == 0 && *filled < n && (w->of.limit == 0 || w->left > 0)) {
		rc = gj_slab_next(w->reader, &slab, err);
		if (rc < 0 || slab.n == 0)
			break;
		rc = sweep_one(w, &slab, &blocks[(*filled)++], err);
	}
	if (rc == 0)
		return gj_store_commit(w->store, err);
	gj_store_rollback(w->store);
	return rc;
}
