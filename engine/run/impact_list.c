/* impact_list.c: the differences read back, each with the reasons of the checks that flipped. */
#include "db/revision.h"
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/reason.h"
#include "engine/policy/function.h"
#include "engine/run/impact_inner.h"
#include "engine/run/work.h"

#include <stdlib.h>
#include <string.h>

struct side { /* the facts of an application, and one policy that speaks of them */
	const struct gj_policy *policy;
	const struct gj_category *category;
	int32_t reference;
	struct gj_record record;
	struct gj_link *link;
};

struct list {
	struct gj_impact *m;
	enum gj_lang lang;
	struct gj_arena arena; /* of one row */
	struct gj_impact_flip flips[GJ_CHECKS_MAX * 2];
	uint64_t done, all;
	struct gj_err *err;
};

static void side_close(struct side *s)
{
	if (s->record.facts)
		gj_record_fini(&s->record);
	gj_link_free(s->link);
	*s = (struct side){ 0 };
}

static int side_open(struct side *s, const struct list *l, const struct gj_policy *policy,
                     const char *key, int64_t revision, int32_t reference)
{
	struct gj_store *store = l->m->inner->store;
	int rc;

	*s = (struct side){ .policy = policy,
		            .category = gj_policy_category(policy, key),
		            .reference = reference };
	rc = gj_record_init(&s->record, &s->category->facts, l->err);
	if (rc) {
		s->record.facts = NULL;
		return rc;
	}
	rc = gj_revision_get(store, &s->record, revision, l->err);
	if (rc == 0)
		rc = gj_link_new(&s->link, store, policy, l->m->args.year, reference, l->err);
	return rc;
}

static int reason(const char **out, struct list *l, const struct side *s,
                  const struct gj_check *check)
{
	struct gj_functions *functions = s->policy->functions;
	struct gj_outside outside = { .resolve = gj_link_resolve,
		                      .resolve_ctx = s->link,
		                      .call = functions ? gj_functions_call : NULL,
		                      .call_ctx = functions,
		                      .tell = gj_functions_tell };
	struct gj_trace *trace;
	struct gj_buf text;
	int rc = gj_trace_run(&trace, &l->arena, check->cond, &s->record, s->reference, &outside,
	                      l->err);

	if (rc == 0)
		rc = gj_link_error(s->link, l->err);
	if (rc)
		return rc;
	gj_buf_init(&text);
	gj_reason_print(&text, check, trace, l->lang);
	*out = text.failed ? NULL : gj_arena_strdup(&l->arena, gj_buf_str(&text));
	gj_buf_fini(&text);
	return *out ? 0 : gj_err_nomem(l->err, tr("the reasons"));
}

static int reasons(struct list *l, const struct gj_impact_category *c, size_t n,
                   const struct gj_impact_spilled *s, const struct gj_decision_row *row,
                   const struct gj_impact_old *old)
{
	struct side was = { 0 }, is = { 0 };
	int rc = 0;

	if (s->n_outcomes) {
		rc =
		    side_open(&is, l, l->m->args.policy, c->key, s->revision, l->m->args.reference);
		if (rc == 0)
			gj_link_see(is.link, gj_impact_result, l->m->inner);
	}
	if (rc == 0 && old)
		rc = side_open(&was, l, old->policy, c->key, row->revision, row->reference);
	/* What both sides see of this category is what is stored, as when they judged. */
	l->m->inner->under_way = c->key;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct gj_impact_flip *f = &l->flips[i];

		if (f->was)
			rc = reason(&f->why_was, l, &was, f->was);
		if (rc == 0 && f->is)
			rc = reason(&f->why_is, l, &is, f->is);
	}
	l->m->inner->under_way = NULL;
	side_close(&was);
	side_close(&is);
	return rc;
}

/* The check of that place in the policy that decided, which need not be the newest. */
static const struct gj_check *old_check(const struct gj_impact_old *old,
                                        const struct gj_impact_category *c, size_t at)
{
	const struct gj_category *theirs = gj_policy_category(old->policy, c->key);
	const int *map = old->maps[theirs - old->policy->categories];

	for (size_t i = 0; i < theirs->n_checks; i++)
		if (map[i] == (int)at)
			return &theirs->checks[i];
	return NULL;
}

static int put(struct list *l, const struct gj_impact_spilled *s,
               int (*each)(void *ctx, const struct gj_impact_row *row), void *ctx)
{
	uint8_t was[GJ_CHECKS_MAX * 2], is[GJ_CHECKS_MAX * 2];
	const struct gj_impact_category *c = &l->m->categories[s->category];
	struct gj_application a;
	struct gj_decision_row row = { .id = 0 };
	struct gj_impact_old *old;
	size_t n = 0;
	int rc = gj_application_get(l->m->inner->store, &a, s->application, l->err);

	if (rc == 0 && s->decision)
		rc = gj_decision_get(l->m->inner->store, &row, s->decision, l->err);
	if (rc == 0)
		rc = gj_impact_was(was, &old, l->m, c, &row, l->err);
	if (rc == 0)
		rc = gj_impact_is(is, c, s->outcomes, s->n_outcomes, l->err);
	for (size_t i = 0; rc == 0 && i < c->n_checks; i++)
		if (gj_impact_flips(was[i], is[i]))
			l->flips[n++] = (struct gj_impact_flip){
				.was = was[i] == GJ_IMPACT_ABSENT ? NULL : old_check(old, c, i),
				.is = is[i] == GJ_IMPACT_ABSENT ? NULL : c->checks[i].is,
				.outcome_was = was[i],
				.outcome_is = is[i],
				.why_was = "",
				.why_is = "",
			};
	gj_arena_clear(&l->arena);
	if (rc == 0)
		rc = reasons(l, c, n, s, &row, old);
	if (rc)
		return rc;
	return each(ctx, &(struct gj_impact_row){
			     .kind = (enum gj_impact_kind)s->kind,
			     .application = &a,
			     .category = c,
			     .was = s->was,
			     .is = s->is,
			     .newer = s->decision && s->revision && s->revision != row.revision,
			     .flips = l->flips,
			     .n_flips = n,
			 });
}

static int put_kind(struct list *l, enum gj_impact_kind kind,
                    int (*each)(void *ctx, const struct gj_impact_row *row), void *ctx)
{
	const size_t head = offsetof(struct gj_impact_spilled, outcomes);
	struct gj_impact_spilled s;
	struct gj_loop *loop = l->m->inner->loop;
	FILE *in = l->m->inner->spill;
	int rc = 0;

	rewind(in);
	while (rc == 0 && fread(&s, head, 1, in) == 1) {
		if (s.n_outcomes > sizeof s.outcomes ||
		    (s.n_outcomes && fread(s.outcomes, s.n_outcomes, 1, in) != 1))
			break;
		if (s.kind != kind)
			continue;
		rc = put(l, &s, each, ctx);
		l->done++;
		gj_loop_show(loop, l->done, l->all, l->done);
		gj_loop_poll(loop);
		if (rc == 0 && gj_loop_canceled(loop))
			rc = gj_err_set(l->err, GJ_ECANCELED,
			                tr("the preview was stopped; nothing was stored"));
	}
	if (rc == 0 && !feof(in))
		rc = gj_err_set(l->err, GJ_EIO, tr("a temporary file cannot be read back"));
	return rc;
}

int gj_impact_each(struct gj_impact *m, enum gj_lang lang,
                   int (*each)(void *ctx, const struct gj_impact_row *row), void *ctx,
                   struct gj_err *err)
{
	struct list *l = malloc(sizeof *l);
	int rc = 0;

	if (l == NULL)
		return gj_err_nomem(err, tr("the reasons"));
	*l = (struct list){ .m = m,
		            .lang = lang,
		            .all = m->totals.seen - m->totals.kinds[GJ_IMPACT_SAME],
		            .err = err };
	gj_arena_init(&l->arena, 0);
	gj_loop_show_start(m->inner->loop, tr("reasons"), l->all, false);
	for (int k = 0; rc == 0 && k < GJ_IMPACT_SAME; k++)
		if (m->totals.kinds[k])
			rc = put_kind(l, (enum gj_impact_kind)k, each, ctx);
	gj_loop_show_stop(m->inner->loop);
	gj_arena_fini(&l->arena);
	free(l);
	return rc;
}
