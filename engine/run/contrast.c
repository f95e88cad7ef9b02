/* contrast.c: two judges read the same applications side by side, frame by frame. */
#include "engine/run/contrast.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/outcome.h"
#include "engine/run/judge.h"

#include <string.h>

struct side {
	struct gj_judge *judge;
	struct gj_judge_frame frame;
	uint8_t outcomes[GJ_CHECKS_MAX];
};

static int side_open(struct side *s, const struct gj_contrast *c, const struct gj_policy *policy,
                     const struct gj_category *category, struct gj_err *err)
{
	int rc = gj_judge_frame_init(&s->frame, err);

	return rc ? rc
	          : gj_judge_open(&s->judge, c->path, policy, category, c->year, c->reference, err);
}

static void side_close(struct side *s)
{
	gj_judge_close(s->judge);
	gj_judge_frame_fini(&s->frame);
	s->judge = NULL;
}

static int compare_row(struct side *a, struct side *b, size_t i, const struct gj_category *category,
                       int (*each)(void *ctx, const struct gj_difference *d), void *ctx,
                       struct gj_err *err)
{
	const struct gj_decision_row *x = &a->frame.rows[i].row, *y = &b->frame.rows[i].row;
	struct gj_difference d = { .category = category,
		                   .application = x->application,
		                   .a = (enum gj_result)x->result,
		                   .b = (enum gj_result)y->result,
		                   .outcomes_a = a->outcomes,
		                   .outcomes_b = b->outcomes };

	if (x->application != y->application)
		return gj_err_set(err, GJ_EBUSY,
		                  tr("applications were added meanwhile; run the command again"));
	if (x->result == y->result && x->n_outcomes == y->n_outcomes &&
	    memcmp(x->outcomes, y->outcomes, x->n_outcomes) == 0)
		return 0;
	if (!gj_outcome_unpack(a->outcomes, category->n_checks, x->outcomes, x->n_outcomes) ||
	    !gj_outcome_unpack(b->outcomes, category->n_checks, y->outcomes, y->n_outcomes))
		return gj_err_set(err, GJ_EINTERNAL, "contrast: outcomes of %lld",
		                  (long long)x->application);
	return each(ctx, &d);
}

static int compare_category(struct side *a, struct side *b, const struct gj_category *category,
                            uint64_t *n, int (*each)(void *ctx, const struct gj_difference *d),
                            void *ctx, struct gj_err *err)
{
	for (;;) {
		int rc = gj_judge_next(a->judge, &a->frame, err);

		if (rc == 0)
			rc = gj_judge_next(b->judge, &b->frame, err);
		if (rc || a->frame.n == 0 || b->frame.n == 0)
			return rc;
		for (size_t i = 0; rc == 0 && i < a->frame.n && i < b->frame.n; i++, ++*n)
			rc = compare_row(a, b, i, category, each, ctx, err);
		if (rc)
			return rc;
	}
}

int gj_contrast_run(const struct gj_contrast *c, uint64_t *n,
                    int (*each)(void *ctx, const struct gj_difference *d), void *ctx,
                    struct gj_err *err)
{
	int rc = 0;

	*n = 0;
	for (size_t i = 0; rc == 0 && i < c->a->n_categories; i++) {
		const struct gj_category *category = &c->a->categories[i];
		const struct gj_category *other = gj_policy_category(c->b, category->key);
		struct side a = { .judge = NULL }, b = { .judge = NULL };

		if (category->registered_only)
			continue;
		if (!other || other->n_checks != category->n_checks)
			return gj_err_set(
			    err, GJ_EINVAL,
			    tr("the category \"%s\" has other checks in the other policy"),
			    category->key);
		rc = side_open(&a, c, c->a, category, err);
		if (rc == 0)
			rc = side_open(&b, c, c->b, other, err);
		if (rc == 0)
			rc = compare_category(&a, &b, category, n, each, ctx, err);
		side_close(&b);
		side_close(&a);
	}
	return rc;
}
