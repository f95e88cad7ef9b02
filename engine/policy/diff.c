/* diff.c: pairs the checks of two policies by their ids and has each pair compared. */
#include "engine/policy/diff.h"

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/decide/imply.h"
#include "engine/decide/reason.h"
#include "engine/eval/walk.h"

#include <string.h>

static const char *const names[GJ_DIFF_KINDS] = {
	[GJ_DIFF_UNCHANGED] = "unchanged", [GJ_DIFF_WORDING] = "wording",
	[GJ_DIFF_STRICTER] = "stricter",   [GJ_DIFF_LOOSER] = "looser",
	[GJ_DIFF_OTHERWISE] = "otherwise", [GJ_DIFF_INCOMPARABLE] = "incomparable",
	[GJ_DIFF_UNDECIDED] = "undecided", [GJ_DIFF_NEW] = "new",
	[GJ_DIFF_REPEALED] = "repealed",
};

const char *gj_diff_kind_name(enum gj_diff_kind kind)
{
	return names[kind];
}

struct known_function {
	const struct gj_file *file;
	const struct gj_function *function;
	enum gj_merge_side side;
};

struct functions {       /* of both policies, those of a first */
	bool identical;  /* both policies are, to the letter */
	bool comparable; /* what they may look at is the same */
	struct known_function *known;
	size_t n;
};

static bool same_file(const struct gj_file *a, const struct gj_file *b)
{
	const char *end_a = strrchr(a->path, '/'), *end_b = strrchr(b->path, '/');

	return strcmp(end_a ? end_a + 1 : a->path, end_b ? end_b + 1 : b->path) == 0 &&
	       a->n == b->n && memcmp(a->data, b->data, a->n) == 0;
}

/* The one function of that side at that place; NULL: none, or there are several (one line, or a loop). */
static const struct gj_function *only_at(const struct functions *f, enum gj_merge_side side,
                                         const struct known_function *place)
{
	const struct gj_function *found = NULL;

	for (size_t i = 0; i < f->n; i++) {
		const struct known_function *k = &f->known[i];

		if (k->side != side || k->function == found ||
		    k->function->place.line != place->function->place.line ||
		    !same_file(k->file, place->file))
			continue;
		if (found)
			return NULL;
		found = k->function;
	}
	return found;
}

/* A function of b with the same text at the same place is the one of a. */
static const struct gj_function *stand_for(void *ctx, enum gj_merge_side side,
                                           const struct gj_function *function)
{
	struct functions *f = ctx;

	for (size_t i = 0; (f->comparable || f->identical) && side == GJ_MERGE_B && i < f->n; i++) {
		const struct known_function *k = &f->known[i];

		if (f->identical && k->side == GJ_MERGE_A && k->function->index == function->index)
			return k->function;
		if (k->side == side && k->function == function &&
		    only_at(f, GJ_MERGE_B, k) == function && only_at(f, GJ_MERGE_A, k))
			return only_at(f, GJ_MERGE_A, k);
	}
	return function;
}

struct collecting {
	struct gj_diff *d;
	struct functions *functions;
	const struct gj_fileset *files;
	enum gj_merge_side side;
	size_t room;
	bool failed;
};

static bool collect(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	struct collecting *c = ctx;
	struct functions *f = c->functions;
	const char *path = cond->function ? cond->function->place.file : NULL;
	const struct gj_file *file = path ? gj_fileset_find(c->files, path) : NULL;

	(void)row;
	if (file == NULL)
		return true;
	if (f->n == c->room) {
		size_t room = c->room ? 2 * c->room : 16;
		struct known_function *more = gj_arena_array(&c->d->arena, room, sizeof *more);

		c->failed = c->failed || more == NULL;
		if (more == NULL)
			return false;
		if (f->n)
			memcpy(more, f->known, f->n * sizeof *more);
		f->known = more;
		c->room = room;
	}
	f->known[f->n++] = (struct known_function){ file, cond->function, c->side };
	return true;
}

static void collect_all(struct collecting *c, enum gj_merge_side side, const struct gj_policy *p,
                        const struct gj_fileset *files)
{
	const struct gj_walk walk = { .cond = collect, .ctx = c };

	c->side = side;
	c->files = files;
	for (size_t i = 0; i < p->n_categories; i++)
		for (size_t k = 0; k < p->categories[i].n_checks; k++)
			gj_walk_cond(&walk, p->categories[i].checks[k].cond);
}

static bool same_label(struct gj_label a, struct gj_label b)
{
	return gj_text_same(a.zh, b.zh) && gj_text_same(a.en, b.en);
}

static bool same_facts(const struct gj_merge *m)
{
	if (m->facts.n != m->side[0]->n || m->facts.n != m->side[1]->n || m->n_gaps)
		return false;
	for (size_t i = 0; i < m->facts.n; i++) {
		const struct gj_fact *f = &m->facts.items[i], *b = &m->side[1]->items[i];

		if (m->to[1][i] != f || f->n_fields != m->side[0]->items[i].n_fields ||
		    f->n_fields != b->n_fields)
			return false;
	}
	return true;
}

/* The year, the readings, and nothing that goes from one file to another. */
static bool same_surroundings(const struct gj_policy *a, const struct gj_policy *b)
{
	if (a->n_readings != b->n_readings || a->year != b->year || a->shares_names ||
	    b->shares_names)
		return false;
	for (size_t i = 0; i < a->n_readings; i++)
		if (strcmp(a->readings[i].key, b->readings[i].key) != 0 ||
		    strcmp(a->readings[i].taken, b->readings[i].taken) != 0)
			return false;
	return true;
}

/* What the reader sees of it. */
static bool same_words(const struct gj_check *a, const struct gj_check *b, bool *failed)
{
	bool same = gj_text_same(a->clause, b->clause) && same_label(a->label, b->label) &&
	            same_label(a->evidence, b->evidence) && same_label(a->note, b->note);

	for (int lang = GJ_LANG_ZH; same && lang <= GJ_LANG_EN; lang++) {
		struct gj_buf x, y;

		gj_buf_init(&x);
		gj_buf_init(&y);
		gj_reason_required(&x, a->cond, (enum gj_lang)lang);
		gj_reason_required(&y, b->cond, (enum gj_lang)lang);
		same = strcmp(gj_buf_str(&x), gj_buf_str(&y)) == 0;
		*failed = *failed || x.failed || y.failed;
		gj_buf_fini(&x);
		gj_buf_fini(&y);
	}
	return same;
}

static enum gj_diff_kind kind_of(const struct gj_diff_check *c, bool *failed)
{
	switch (c->versus.verdict) {
	case GJ_VERSUS_SAME:
		if (c->a->conditional != c->b->conditional)
			return GJ_DIFF_OTHERWISE;
		return same_words(c->a, c->b, failed) && c->a->veto == c->b->veto &&
		               strcmp(c->a->id, c->b->id) == 0
		           ? GJ_DIFF_UNCHANGED
		           : GJ_DIFF_WORDING;
	case GJ_VERSUS_STRICTER:
		return GJ_DIFF_STRICTER;
	case GJ_VERSUS_LOOSER:
		return GJ_DIFF_LOOSER;
	case GJ_VERSUS_INCOMPARABLE:
		return GJ_DIFF_INCOMPARABLE;
	case GJ_VERSUS_OTHERWISE:
		return GJ_DIFF_OTHERWISE;
	case GJ_VERSUS_UNDECIDED:
		break;
	}
	return GJ_DIFF_UNDECIDED;
}

static const struct gj_check *by_id(const struct gj_category *category, const char *id)
{
	for (size_t i = 0; category && i < category->n_checks; i++)
		if (strcmp(category->checks[i].id, id) == 0)
			return &category->checks[i];
	return NULL;
}

static void put(struct gj_diff *d, struct gj_diff_check c)
{
	d->n_by_kind[c.kind]++;
	d->effect = d->effect || c.kind > GJ_DIFF_WORDING;
	d->checks[d->n_checks++] = c;
}

struct pair {
	const struct gj_policy *a, *b;
	const struct gj_category *left, *right; /* either may be NULL */
	const struct gj_fileset *files[2];
	struct functions functions;
	struct gj_merge *merge; /* NULL unless both categories are there */
	bool *moved;            /* by check of `left`: it has another id now */
};

/* A check of a that b has no longer under its id, and that is this one to the letter; *out may stay NULL. */
static int find_moved(const struct gj_check **out, struct pair *p, const struct gj_check *b,
                      struct gj_err *err)
{
	int rc = 0;

	*out = NULL;
	for (size_t i = 0; rc == 0 && *out == NULL && p->left && i < p->left->n_checks; i++) {
		const struct gj_check *a = &p->left->checks[i];
		bool same = false;

		if (p->moved[i] || by_id(p->right, a->id) || a->veto != b->veto ||
		    a->conditional != b->conditional)
			continue;
		rc = gj_versus_written(&same, p->merge, a->cond, b->cond, err);
		if (same) {
			p->moved[i] = true;
			*out = a;
		}
	}
	return rc;
}

static int compare_check(struct gj_diff *d, struct pair *p, const struct gj_check *a,
                         const struct gj_check *b, struct gj_err *err)
{
	static const struct gj_cond nothing = { .kind = GJ_COND_ALL };
	struct gj_diff_check c = { .category = b ? p->right : p->left,
		                   .a = a,
		                   .b = b,
		                   .kind = b ? GJ_DIFF_NEW : GJ_DIFF_REPEALED,
		                   .merge = p->merge };
	bool failed = false;
	int rc = 0;

	if (p->merge)
		rc = gj_versus_find(&c.versus, p->merge, a ? a->cond : &nothing,
		                    b ? b->cond : &nothing, p->b->in_from, p->b->in_to, err);
	if (rc == 0 && a && b)
		c.kind = kind_of(&c, &failed);
	if (rc == 0)
		put(d, c);
	return rc || !failed ? rc : gj_err_nomem(err, tr("the comparison"));
}

static int merge_category(struct gj_diff *d, struct pair *p, struct gj_err *err)
{
	int rc;

	p->merge = NULL;
	if (p->left == NULL || p->right == NULL)
		return 0;
	p->merge = gj_arena_alloc(&d->arena, sizeof *p->merge);
	p->moved = gj_arena_array(&d->arena, p->left->n_checks + 1, sizeof *p->moved);
	if (p->merge == NULL || p->moved == NULL)
		return gj_err_nomem(err, tr("the comparison"));
	memset(p->moved, 0, p->left->n_checks);
	rc = gj_merge_facts(p->merge, &d->arena, &p->left->facts, &p->right->facts, err);
	p->functions.identical = strcmp(p->a->hash, p->b->hash) == 0;
	p->functions.comparable = rc == 0 && same_facts(p->merge) && same_surroundings(p->a, p->b);
	p->merge->function = stand_for;
	p->merge->function_ctx = &p->functions;
	return rc;
}

static int compare_category(struct gj_diff *d, struct pair *p, struct gj_err *err)
{
	int rc = merge_category(d, p, err);

	for (size_t i = 0; rc == 0 && p->right && i < p->right->n_checks; i++) {
		const struct gj_check *b = &p->right->checks[i], *a = by_id(p->left, b->id);

		if (a == NULL)
			rc = find_moved(&a, p, b, err);
		if (rc == 0)
			rc = compare_check(d, p, a, b, err);
	}
	for (size_t i = 0; rc == 0 && p->left && i < p->left->n_checks; i++)
		if (by_id(p->right, p->left->checks[i].id) == NULL && !(p->merge && p->moved[i]))
			rc = compare_check(d, p, &p->left->checks[i], NULL, err);
	return rc;
}

static int compare_all(struct gj_diff *d, struct pair *p, size_t room, struct gj_err *err)
{
	struct collecting c = { .d = d, .functions = &p->functions };
	int rc = 0;

	d->checks = gj_arena_array(&d->arena, room, sizeof *d->checks);
	if (d->checks) {
		collect_all(&c, GJ_MERGE_A, p->a, p->files[GJ_MERGE_A]);
		collect_all(&c, GJ_MERGE_B, p->b, p->files[GJ_MERGE_B]);
	}
	if (d->checks == NULL || c.failed)
		return gj_err_nomem(err, tr("the comparison"));
	for (size_t i = 0; rc == 0 && i < p->b->n_categories; i++) {
		p->right = &p->b->categories[i];
		p->left = gj_policy_category(p->a, p->right->key);
		rc = compare_category(d, p, err);
	}
	for (size_t i = 0; rc == 0 && i < p->a->n_categories; i++) {
		p->left = &p->a->categories[i];
		p->right = NULL;
		if (gj_policy_category(p->b, p->left->key) == NULL)
			rc = compare_category(d, p, err);
	}
	return rc;
}

int gj_diff_run(struct gj_diff *out, const struct gj_policy *a, const struct gj_fileset *files_a,
                const struct gj_policy *b, const struct gj_fileset *files_b, struct gj_err *err)
{
	struct pair p = { .a = a, .b = b, .files = { files_a, files_b } };
	size_t room = 1;
	int rc;

	*out = (struct gj_diff){ .n_checks = 0 };
	gj_arena_init(&out->arena, 0);
	for (size_t i = 0; i < a->n_categories; i++)
		room += a->categories[i].n_checks;
	for (size_t i = 0; i < b->n_categories; i++)
		room += b->categories[i].n_checks;
	rc = compare_all(out, &p, room, err);
	if (rc == 0 && !gj_diff_others(out, a, b))
		rc = gj_err_nomem(err, tr("the comparison"));
	for (size_t i = 0; i < out->n_others; i++)
		out->effect = out->effect || out->others[i].effect;
	if (rc)
		gj_diff_fini(out);
	return rc;
}

void gj_diff_fini(struct gj_diff *d)
{
	for (size_t i = 0; i < d->n_checks; i++)
		gj_versus_fini(&d->checks[i].versus);
	gj_arena_fini(&d->arena);
	*d = (struct gj_diff){ .n_checks = 0 };
}
