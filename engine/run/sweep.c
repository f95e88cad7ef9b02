/* sweep.c: reads slabs into frames, runs the category's program, and picks what differs from the newest decisions. */
#include "engine/run/sweep.h"

#include <stdlib.h>
#include <string.h>

#include "db/slab_basis.h"
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/decision.h"
#include "engine/eval/fingerprint.h"
#include "engine/policy/function.h"
#include "engine/run/link.h"
#include "engine/run/plan.h"

struct known { /* of one check, as a basis has it */
	unsigned char fingerprint[GJ_FINGERPRINT_BYTES];
	unsigned char open, conditional;
};

struct gj_sweep {
	struct gj_sweep_of of;
	size_t width;
	struct gj_plan whole;      /* owned; every check */
	struct gj_plan part;       /* owned; those that differ from `part_basis` */
	int64_t basis, part_basis; /* 0: none */
	bool part_fits;            /* outcomes of part_basis can be taken over */
	struct known *known;       /* owned; by check */
	struct gj_buf stored;      /* the bytes of a basis */
	struct gj_slab_of slabs;
	struct gj_plan_keys keys;    /* owned */
	size_t case_key, bureau_key; /* NO_KEY: there is no such fact */
	struct gj_outside outside;
	struct gj_store *store;        /* owned; a read connection */
	struct gj_link *link;          /* owned; reads through store */
	struct gj_slab_reader *reader; /* owned */
	struct gj_record record;       /* owned; for functions */
	bool has_record;
	int64_t left; /* of the limit */
	uint8_t wanted[GJ_FRAME_ROWS];
	uint8_t unpacked[GJ_CHECKS_MAX];
};

#define NO_KEY ((size_t)-1)

/* --- which checks, which columns --- */

static int make_whole(struct gj_sweep *w, struct gj_err *err)
{
	const struct gj_category *c = w->of.category;
	size_t *all = calloc(c->n_checks + 1, sizeof *all);
	int rc;

	if (all == NULL)
		return gj_err_nomem(err, c->key);
	for (size_t i = 0; i < c->n_checks; i++)
		all[i] = i;
	rc = gj_plan_make(&w->whole, c, all, c->n_checks, w->of.reference, err);
	free(all);
	return rc;
}

static int make_known(struct gj_sweep *w, struct gj_err *err)
{
	const struct gj_category *c = w->of.category;
	int rc = 0;

	w->known = calloc(c->n_checks + 1, sizeof *w->known);
	if (w->known == NULL)
		return gj_err_nomem(err, c->key);
	for (size_t i = 0; rc == 0 && i < c->n_checks; i++) {
		bool open = false;

		rc = gj_fingerprint_make(w->known[i].fingerprint, &open, c->checks[i].cond,
		                         w->of.reference, err);
		w->known[i].open = open;
		w->known[i].conditional = c->checks[i].conditional;
	}
	return rc;
}

static int make_keys(struct gj_sweep *w, struct gj_err *err)
{
	const struct gj_facts *facts = &w->of.category->facts;
	const struct gj_fact *of_case = gj_facts_role(facts, GJ_ROLE_CASE);
	const struct gj_fact *bureau = gj_facts_role(facts, GJ_ROLE_BUREAU);

	w->keys.keys = calloc(gj_plan_most(&w->whole) + 2, sizeof *w->keys.keys);
	if (w->keys.keys == NULL)
		return gj_err_nomem(err, w->of.category->key);
	gj_plan_bind(&w->whole, &w->keys);
	w->case_key =
	    w->of.policy->n_cases && of_case ? gj_plan_key(&w->keys, NULL, of_case) : NO_KEY;
	/* Kept in any case: the summary counts by it. */
	w->bureau_key = bureau ? gj_plan_key(&w->keys, NULL, bureau) : NO_KEY;
	w->slabs = (struct gj_slab_of){
		.facts = facts, .year = w->of.year, .keys = w->keys.keys, .n_keys = w->keys.n,
		.part = w->of.part, .parts = w->of.parts
	};
	return 0;
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
	gj_buf_init(&w->stored);
	rc = make_whole(w, err);
	if (rc == 0)
		rc = make_known(w, err);
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
	gj_plan_fini(&w->whole);
	gj_plan_fini(&w->part);
	gj_link_free(w->link);
	gj_store_close(w->store);
	gj_buf_fini(&w->stored);
	free(w->keys.keys);
	free(w->known);
	free(w);
}

const struct gj_slab_of *gj_sweep_needs(const struct gj_sweep *w)
{
	return &w->slabs;
}

int gj_sweep_put_basis(struct gj_sweep *w, struct gj_store *s, struct gj_err *err)
{
	return gj_slab_basis_put(s, &w->basis, w->known,
	                         w->of.category->n_checks * sizeof *w->known, err);
}

int gj_sweep_open(struct gj_sweep *w, const char *path, bool rows, struct gj_err *err)
{
	const struct gj_policy *policy = w->of.policy;
	int rc = gj_store_open(&w->store, path, GJ_STORE_READ, err);

	if (rc == 0)
		rc = gj_link_new(&w->link, w->store, policy, w->of.year, w->of.reference, err);
	w->outside = (struct gj_outside){ .resolve = gj_link_resolve,
		                          .resolve_ctx = w->link,
		                          .call = policy->functions ? gj_functions_call : NULL,
		                          .call_ctx = policy->functions };
	if (rc == 0)
		rc = gj_plan_open(&w->whole, &w->outside, err);
	if (rc == 0 && w->whole.calls) {
		rc = gj_record_init(&w->record, &w->of.category->facts, err);
		w->has_record = rc == 0;
	}
	return rc < 0 ? rc : gj_slab_open(&w->reader, w->store, &w->slabs, rows, err);
}

/* --- what another run left --- */

/* The checks that a basis had otherwise, or that hang on more than the facts, as a plan of their own. */
static int make_part(struct gj_sweep *w, int64_t basis, struct gj_err *err)
{
	const size_t n = w->of.category->n_checks;
	const struct known *old;
	size_t *other, n_other = 0;
	int rc;

	gj_plan_fini(&w->part);
	w->part_basis = basis;
	w->part_fits = false;
	rc = gj_slab_basis_get(w->store, &w->stored, basis, err);
	if (rc < 0 || w->stored.n != n * sizeof *old)
		return rc;
	old = (const struct known *)(const void *)w->stored.data;
	other = calloc(n + 1, sizeof *other);
	if (other == NULL)
		return gj_err_nomem(err, w->of.category->key);
	w->part_fits = true;
	for (size_t i = 0; i < n; i++) {
		if (w->known[i].open || memcmp(&old[i], &w->known[i], sizeof *old) != 0)
			other[n_other++] = i;
		/* Its results came from more than the outcomes that would be looked at. */
		if (old[i].conditional != w->known[i].conditional)
			w->part_fits = false;
	}
	if (w->part_fits && n_other) {
		rc = gj_plan_make(&w->part, w->of.category, other, n_other, w->of.reference, err);
		if (rc == 0) {
			gj_plan_bind(&w->part, &w->keys);
			rc = gj_plan_open(&w->part, &w->outside, err);
		}
	}
	free(other);
	return rc;
}

/* Whether the slab's stored outcomes can be patched instead of made anew. */
static int can_patch(struct gj_sweep *w, bool *can, const struct gj_slab_state *old, size_t n,
                     struct gj_err *err)
{
	int rc = 0;

	*can = false;
	if (!old->stored || old->basis == 0)
		return 0;
	if (old->basis != w->part_basis)
		rc = make_part(w, old->basis, err);
	if (rc < 0 || !w->part_fits)
		return rc;
	*can = true;
	for (size_t row = 0; row < n; row++)
		*can &= !w->wanted[row] || old->results[row] < GJ_RESULTS;
	return 0;
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
	b->slab = (struct gj_slab){
		.id = slab->id, .n = n, .applications = b->ids, .revisions = b->ids + n
	};
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
	size_t others = 0;

	for (size_t row = 0; row < n; row++) {
		const unsigned char *was = old->outcomes + row * width;

		if (!w->wanted[row]) {
			others++;
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
	b->state =
	    (struct gj_slab_state){ .results = results,
		                    .outcomes = outcomes,
		                    .basis = others == 0 || old->basis == w->basis ? w->basis : 0 };
	b->state.stored = old->stored && old->basis == b->state.basis;
}

static int judge_all(struct gj_sweep *w, const struct gj_slab *slab, struct gj_sweep_block *b,
                     struct gj_err *err)
{
	const uint8_t *const *outcomes;
	int rc = gj_plan_fill(&w->whole, w->reader, slab, w->store, &w->record, err);

	/* Before the run: what could not be looked up would count as unknown. */
	if (rc == 0)
		rc = gj_link_error(w->link, err);
	if (rc < 0)
		return rc;
	outcomes = gj_frame_run(w->whole.frame);
	gj_decision_results(b->room, w->of.category, outcomes, slab->n);
	pack(b->room + slab->n, w->width, outcomes, w->of.category->n_checks, slab->n);
	return 0;
}

/* Three bits of a packed row become the outcome; true when they were others. */
static bool patch(unsigned char *row, size_t check, uint8_t outcome)
{
	unsigned shift = 3 * check % 8;
	unsigned char *at = row + 3 * check / 8;
	bool two = shift > 5;
	unsigned word = at[0] | (two ? (unsigned)at[1] << 8 : 0);

	if ((word >> shift & 7) == outcome)
		return false;
	word = (word & ~(7u << shift)) | (unsigned)outcome << shift;
	at[0] = (unsigned char)word;
	if (two)
		at[1] = (unsigned char)(word >> 8);
	return true;
}

/* Only the checks of the part are run; a row whose outcomes stay keeps its result. */
static int judge_part(struct gj_sweep *w, const struct gj_slab *slab, struct gj_sweep_block *b,
                      const struct gj_slab_state *old, struct gj_err *err)
{
	const size_t n = slab->n, width = w->width, checks = w->of.category->n_checks;
	unsigned char *rows = b->room + n;
	const uint8_t *const *outcomes;
	int rc;

	memcpy(b->room, old->results, n);
	memcpy(rows, old->outcomes, n * width);
	if (w->part.n_checks == 0)
		return 0;
	rc = gj_plan_fill(&w->part, w->reader, slab, w->store, &w->record, err);
	if (rc == 0)
		rc = gj_link_error(w->link, err);
	if (rc < 0)
		return rc;
	outcomes = gj_frame_run(w->part.frame);
	for (size_t row = 0; row < n; row++) {
		bool other = false;

		for (size_t k = 0; k < w->part.n_checks; k++)
			other |= patch(rows + row * width, w->part.checks[k], outcomes[k][row]);
		if (!other)
			continue;
		if (gj_outcome_unpack(w->unpacked, checks, rows + row * width, width))
			b->room[row] = (uint8_t)gj_decision_result(w->of.category, w->unpacked);
	}
	return 0;
}

static int sweep_one(struct gj_sweep *w, const struct gj_slab *slab, struct gj_sweep_block *b,
                     struct gj_err *err)
{
	struct gj_slab_state old;
	bool can = false;
	int rc = block_begin(b, slab, w->width, err);

	if (rc == 0)
		rc = choose(w, slab->n, err);
	if (rc == 0)
		rc = gj_slab_newest(w->reader, &old, w->width, err);
	if (rc == 0)
		rc = can_patch(w, &can, &old, slab->n, err);
	if (rc == 0)
		rc = can ? judge_part(w, slab, b, &old, err) : judge_all(w, slab, b, err);
	if (rc == 0)
		settle(w, b, &old);
	return rc;
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
