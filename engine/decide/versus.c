/* versus.c: looks at how the conditions are written, tries all classes of facts, and has what shows it looked for. */
#include "engine/decide/versus.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/imply.h"
#include "engine/decide/versus_seek.h"
#include "engine/eval/walk.h"

#include <string.h>

static bool note_function(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	bool *has = ctx;

	(void)row;
	*has = *has || cond->kind == GJ_COND_FUNCTION;
	return true;
}

static bool has_function(const struct gj_cond *cond)
{
	bool has = false;
	const struct gj_walk walk = { .cond = note_function, .ctx = &has };

	gj_walk_cond(&walk, cond);
	return has;
}

static enum gj_versus verdict(const struct gj_versus_result *r, bool whole)
{
	bool a = r->found[GJ_SAME_ONLY_A], b = r->found[GJ_SAME_ONLY_B];

	if (a && b)
		return GJ_VERSUS_INCOMPARABLE;
	if (a && r->no_more_b)
		return GJ_VERSUS_STRICTER;
	if (b && r->no_more_a)
		return GJ_VERSUS_LOOSER;
	if (!r->no_more_a || !r->no_more_b)
		return GJ_VERSUS_UNDECIDED;
	if (r->found[GJ_SAME_OTHERWISE])
		return GJ_VERSUS_OTHERWISE;
	return whole ? GJ_VERSUS_SAME : GJ_VERSUS_UNDECIDED;
}

static int compare(struct gj_versus_result *out, const struct gj_merge *merge,
                   const struct gj_cond *a, const struct gj_cond *b, int32_t from, int32_t to)
{
	bool in_gap = gj_merge_in_gap(merge, a) || gj_merge_in_gap(merge, b);
	struct gj_same_apart apart = { .from = from, .to = to, .merge = in_gap ? merge : NULL };
	const struct gj_facts *facts = &merge->facts;
	int rc = 0;

	for (size_t w = 0; w < GJ_SAME_WAYS; w++)
		apart.records[w] = &out->records[w];
	apart.skip_a = !in_gap && gj_imply(a, b);
	apart.skip_b = !in_gap && gj_imply(b, a);
	rc = gj_same_apart(&apart, a, b, facts, NULL);
	if (rc == 0 && !apart.whole && !gj_same_enough(&apart) && !has_function(a) &&
	    !has_function(b))
		rc = gj_versus_seek(&apart, a, b, facts);
	if (rc)
		return rc;
	out->no_more_a = apart.skip_a || (apart.whole && !apart.found[GJ_SAME_ONLY_A]);
	out->no_more_b = apart.skip_b || (apart.whole && !apart.found[GJ_SAME_ONLY_B]);
	memcpy(out->found, apart.found, sizeof out->found);
	memcpy(out->references, apart.references, sizeof out->references);
	out->verdict = verdict(out, apart.whole);
	return 0;
}

/* Both over the whole; *clash is set, and they are not, where a fact became another kind of fact. */
static int merge_both(struct gj_cond *out[2], const struct gj_fact **clash,
                      const struct gj_merge *merge, const struct gj_cond *a,
                      const struct gj_cond *b, struct gj_err *err)
{
	int rc = gj_merge_cond(&out[GJ_MERGE_A], clash, merge, GJ_MERGE_A, a, err);

	if (rc || *clash)
		return rc;
	return gj_merge_cond(&out[GJ_MERGE_B], clash, merge, GJ_MERGE_B, b, err);
}

/* How they are written says nothing of what only one of them can be told. */
static bool written(const struct gj_merge *merge, struct gj_cond *const both[2])
{
	return !gj_merge_in_gap(merge, both[GJ_MERGE_A]) &&
	       !gj_merge_in_gap(merge, both[GJ_MERGE_B]) &&
	       gj_imply_same(both[GJ_MERGE_A], both[GJ_MERGE_B]);
}

int gj_versus_written(bool *same, const struct gj_merge *merge, const struct gj_cond *a,
                      const struct gj_cond *b, struct gj_err *err)
{
	const struct gj_fact *clash = NULL;
	struct gj_cond *both[2];
	int rc = merge_both(both, &clash, merge, a, b, err);

	*same = rc == 0 && clash == NULL && written(merge, both);
	return rc;
}

int gj_versus_find(struct gj_versus_result *out, const struct gj_merge *merge,
                   const struct gj_cond *a, const struct gj_cond *b, int32_t from, int32_t to,
                   struct gj_err *err)
{
	struct gj_cond *both[2];
	size_t open = 0;
	int rc;

	*out = (struct gj_versus_result){ .verdict = GJ_VERSUS_UNDECIDED };
	rc = merge_both(both, &out->clash, merge, a, b, err);
	if (rc || out->clash)
		return rc;
	if (written(merge, both)) {
		out->verdict = GJ_VERSUS_SAME;
		out->no_more_a = out->no_more_b = true;
		return 0;
	}
	while (rc == 0 && open < GJ_SAME_WAYS) {
		rc = gj_record_init(&out->records[open], &merge->facts, err);
		open += rc == 0;
	}
	if (rc == 0)
		rc = compare(out, merge, both[GJ_MERGE_A], both[GJ_MERGE_B], from, to);
	out->is_open = rc == 0;
	while (rc && open > 0)
		gj_record_fini(&out->records[--open]);
	return rc ? gj_err_nomem(err, tr("the comparison")) : 0;
}

void gj_versus_fini(struct gj_versus_result *r)
{
	for (size_t w = 0; r->is_open && w < GJ_SAME_WAYS; w++)
		gj_record_fini(&r->records[w]);
	*r = (struct gj_versus_result){ .is_open = false };
}
