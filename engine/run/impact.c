/* impact.c: stored decisions and new judgements walked side by side, in order of application. */
#include "engine/run/impact.h"

#include "db/run.h"
#include "db/slab.h"
#include "db/store.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/policy/finding.h"
#include "engine/run/impact_inner.h"
#include "engine/run/judge.h"
#include "engine/run/stored.h"
#include "engine/run/work.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct walk { /* over one category */
	struct gj_impact *m;
	struct gj_loop *loop;
	struct gj_impact_category *category;
	struct gj_judge *judge;          /* owned; the thread's while work is busy; NULL: no such */
	struct gj_judge_frame frames[2]; /* the one that is being filled is the thread's */
	int filling;
	struct gj_judge_frame *frame; /* the other one; NULL: none yet */
	size_t at;
	bool ended;
	struct gj_work work;
	uint64_t all, done;
	struct gj_err *err;
};

int gj_impact_result(void *ctx, const char *category, int64_t application)
{
	const struct gj_impact_inner *in = ctx;

	/* Of its own category a policy sees what is stored: nobody is decided before the others. */
	if (in->under_way && strcmp(in->under_way, category) == 0)
		return -1;
	return gj_verdicts_get(&in->verdicts, application);
}

static int open_judge(void *ctx, struct gj_err *err)
{
	struct walk *w = ctx;
	int rc = gj_judge_open(&w->judge, gj_store_path(w->m->inner->store), w->m->args.policy,
	                       w->category->is, w->m->args.year, w->m->args.reference, err);

	if (rc == 0)
		gj_judge_see(w->judge, gj_impact_result, w->m->inner);
	return rc;
}

static int fill_frame(void *ctx, struct gj_err *err)
{
	struct walk *w = ctx;

	return gj_judge_next(w->judge, &w->frames[w->filling], err);
}

/* The next frame is in w->frame, the one after it under way. */
static int turn_frame(struct walk *w)
{
	int rc = gj_work_wait(&w->work, w->err);

	if (rc)
		return rc;
	w->frame = &w->frames[w->filling];
	w->at = 0;
	w->ended = w->frame->n == 0;
	w->filling = !w->filling;
	return w->ended ? 0 : gj_work_start(&w->work, w->loop, fill_frame, w, w->err);
}

/* *out: what the new policy says of the application, NULL: nothing. */
static int judged(const struct gj_judge_row **out, struct walk *w, int64_t application)
{
	*out = NULL;
	if (w->judge == NULL)
		return 0;
	for (;;) {
		while (w->frame && w->at < w->frame->n &&
		       w->frame->rows[w->at].row.application < application)
			w->at++;
		if (w->ended)
			return 0;
		if (w->frame && w->at < w->frame->n)
			break;
		int rc = turn_frame(w);

		if (rc)
			return rc;
	}
	if (w->frame->rows[w->at].row.application == application)
		*out = &w->frame->rows[w->at];
	return 0;
}

static enum gj_impact_kind kind_of(int was, int is, bool flipped)
{
	if (was == is)
		return flipped ? GJ_IMPACT_FLIPPED : GJ_IMPACT_SAME;
	if (was == GJ_ELIGIBLE)
		return GJ_IMPACT_LOST;
	return is == GJ_ELIGIBLE ? GJ_IMPACT_GAINED : GJ_IMPACT_CHANGED;
}

static void count_checks(struct gj_impact_category *c, const uint8_t *was, const uint8_t *is,
                         enum gj_impact_kind kind, bool both)
{
	for (size_t i = 0; i < c->n_checks; i++) {
		struct gj_impact_check *check = &c->checks[i];

		if (!both)
			continue;
		check->outcomes[was[i]][is[i]]++;
		if (!gj_impact_flips(was[i], is[i]))
			continue;
		check->flipped++;
		check->lost += kind == GJ_IMPACT_LOST;
		check->gained += kind == GJ_IMPACT_GAINED;
	}
}

static int spill(struct walk *w, const struct gj_decision_item *item,
                 const struct gj_judge_row *row, enum gj_impact_kind kind, int was, int is)
{
	struct gj_impact_spilled s = {
		.application = item->application,
		.decision = item->row.id,
		.revision = row ? row->row.revision : 0,
		.category = (uint32_t)(w->category - w->m->categories),
		.kind = (uint8_t)kind,
		.was = (uint8_t)was,
		.is = (uint8_t)is,
		.n_outcomes = row ? (uint16_t)row->row.n_outcomes : 0,
	};

	if (row)
		memcpy(s.outcomes, row->row.outcomes, row->row.n_outcomes);
	if (fwrite(&s, offsetof(struct gj_impact_spilled, outcomes) + s.n_outcomes, 1,
	           w->m->inner->spill) == 1)
		return 0;
	return gj_err_set(w->err, GJ_EIO, tr("a temporary file cannot be used: %s"),
	                  strerror(errno));
}

static int compare(struct walk *w, const struct gj_decision_item *item,
                   const struct gj_judge_row *row)
{
	uint8_t outcomes_was[GJ_CHECKS_MAX * 2], outcomes_is[GJ_CHECKS_MAX * 2];
	struct gj_impact_category *c = w->category;
	struct gj_impact_totals *t = &w->m->totals;
	int bureau = gj_policy_bureau(w->m->args.policy, item->bureau);
	int was = item->row.id ? item->row.result : GJ_IMPACT_NONE;
	int is = row ? row->row.result : GJ_IMPACT_NONE;
	int counts_was = was, counts_is = is;
	struct gj_impact_old *old;
	enum gj_impact_kind kind;
	bool flipped = false;
	int rc = gj_impact_was(outcomes_was, &old, w->m, c, &item->row, w->err);

	if (rc == 0)
		rc = gj_impact_is(outcomes_is, c, row ? row->row.outcomes : NULL,
		                  row ? row->row.n_outcomes : 0, w->err);
	if (rc)
		return rc;
	for (size_t i = 0; i < c->n_checks; i++)
		flipped |= gj_impact_flips(outcomes_was[i], outcomes_is[i]);
	kind = kind_of(was, is, flipped && old && row);
	/* Whatever the rules come to: what counts stays. */
	if (item->ruling >= 0) {
		kind = kind == GJ_IMPACT_SAME || row == NULL ? GJ_IMPACT_SAME : GJ_IMPACT_STANDS;
		counts_was = counts_is = item->result;
	}
	count_checks(c, outcomes_was, outcomes_is, kind, old && row);
	c->flow[counts_was][counts_is]++;
	c->bureaus[bureau < 0 ? w->m->args.policy->n_bureaus : (size_t)bureau][counts_was]
	          [counts_is]++;
	t->seen++;
	t->judged += row != NULL;
	t->kinds[kind]++;
	t->was[counts_was]++;
	t->is[counts_is]++;
	t->newer += row && item->row.id && row->row.revision != item->row.revision;
	return kind == GJ_IMPACT_SAME ? 0 : spill(w, item, row, kind, was, is);
}

static int each_item(void *ctx, const struct gj_decision_item *item)
{
	struct walk *w = ctx;
	const struct gj_judge_row *row;
	int rc = judged(&row, w, item->application);

	if (rc == 0 && gj_loop_canceled(w->loop))
		return gj_err_set(w->err, GJ_ECANCELED,
		                  tr("the preview was stopped; nothing was stored"));
	if (rc == 0 && row)
		rc = gj_verdicts_put(&w->m->inner->verdicts, item->application, row->row.result,
		                     w->err);
	if (rc == 0)
		rc = compare(w, item, row);
	if (item->row.id) {
		if (w->m->totals.seen - w->m->totals.was[GJ_IMPACT_NONE] <= 1)
			w->m->reference_was = item->row.reference;
		else if (w->m->reference_was != item->row.reference)
			w->m->reference_was = GJ_DAY_NONE;
	}
	w->done++;
	gj_loop_show(w->loop, w->done, w->all, w->done);
	return rc;
}

static int walk_rows(struct walk *w, struct gj_err *err)
{
	int64_t all = 0;
	int rc =
	    gj_slab_applications(w->m->inner->store, &all, w->category->key, w->m->args.year, err);

	w->all = (uint64_t)all;
	if (rc == 0 && w->category->is) {
		rc = gj_work_start(&w->work, w->loop, open_judge, w, err);
		if (rc == 0)
			rc = gj_work_wait(&w->work, err);
		if (rc == 0)
			rc = gj_work_start(&w->work, w->loop, fill_frame, w, err);
	}
	if (rc == 0)
		rc = gj_decision_each(w->m->inner->store, w->category->key, w->m->args.year, NULL,
		                      -1, each_item, w, err);
	if (rc == 0)
		rc = gj_verdicts_flush(&w->m->inner->verdicts, err);
	gj_work_wait(&w->work, NULL);
	return rc;
}

static int walk_category(struct gj_impact *m, struct gj_loop *loop, size_t i, struct gj_err *err)
{
	struct walk w = { .m = m, .loop = loop, .category = &m->categories[i], .err = err };
	int rc = gj_judge_frame_init(&w.frames[0], err);

	if (rc)
		return rc;
	rc = gj_judge_frame_init(&w.frames[1], err);
	if (rc == 0) {
		m->inner->under_way = w.category->key;
		gj_loop_show_start(loop, w.category->key, 0, false);
		rc = walk_rows(&w, err);
		gj_loop_show_stop(loop);
		gj_judge_close(w.judge);
		m->inner->under_way = NULL;
		gj_judge_frame_fini(&w.frames[1]);
	}
	gj_judge_frame_fini(&w.frames[0]);
	return rc;
}

/* --- what there is to compare --- */

static const struct gj_category *judging(const struct gj_policy *p, const char *key)
{
	const struct gj_category *c = p ? gj_policy_category(p, key) : NULL;

	return c && !c->registered_only && c->n_checks ? c : NULL;
}

static const struct gj_check *check_of(const struct gj_category *c, const char *id)
{
	for (size_t i = 0; c && i < c->n_checks; i++)
		if (strcmp(c->checks[i].id, id) == 0)
			return &c->checks[i];
	return NULL;
}

static int category_init(struct gj_impact_category *c, const struct gj_impact *m, const char *key,
                         struct gj_err *err)
{
	size_t room;

	c->key = key;
	c->was = judging(m->was, key);
	c->is = judging(m->args.policy, key);
	room = (c->was ? c->was->n_checks : 0) + (c->is ? c->is->n_checks : 0) + 1;
	c->checks = calloc(room, sizeof *c->checks);
	c->bureaus = calloc(m->args.policy->n_bureaus + 1, sizeof *c->bureaus);
	if (c->checks == NULL || c->bureaus == NULL)
		return gj_err_nomem(err, tr("the preview"));
	for (size_t i = 0; c->is && i < c->is->n_checks; i++)
		c->checks[c->n_checks++] =
		    (struct gj_impact_check){ .was = check_of(c->was, c->is->checks[i].id),
			                      .is = &c->is->checks[i] };
	for (size_t i = 0; c->was && i < c->was->n_checks; i++)
		if (check_of(c->is, c->was->checks[i].id) == NULL)
			c->checks[c->n_checks++] =
			    (struct gj_impact_check){ .was = &c->was->checks[i] };
	return 0;
}

static int categories_init(struct gj_impact *m, struct gj_err *err)
{
	const struct gj_policy *p = m->args.policy;
	const struct gj_category **order = calloc(p->n_categories + 1, sizeof *order);
	int rc = 0;

	m->categories = calloc(p->n_categories + (m->was ? m->was->n_categories : 0) + 1,
	                       sizeof *m->categories);
	if (order == NULL || m->categories == NULL) {
		free(order);
		return gj_err_nomem(err, tr("the preview"));
	}
	gj_policy_order(p, order);
	for (size_t i = 0; rc == 0 && i < p->n_categories; i++)
		if (judging(p, order[i]->key) || judging(m->was, order[i]->key))
			rc =
			    category_init(&m->categories[m->n_categories++], m, order[i]->key, err);
	for (size_t i = 0; rc == 0 && m->was && i < m->was->n_categories; i++) {
		const char *key = m->was->categories[i].key;

		if (judging(m->was, key) && gj_policy_category(p, key) == NULL)
			rc = category_init(&m->categories[m->n_categories++], m, key, err);
	}
	free(order);
	return rc;
}

/* The policy of the newest run; none is no error. */
static int was_load(struct gj_impact *m, struct gj_store *store, struct gj_err *err)
{
	int rc = gj_version_latest(store, &m->version, err);

	if (rc == GJ_ENOENT)
		return 0;
	return rc ? rc : gj_stored_load(&m->was, store, &m->version, err);
}

/* What was not said: the applications of the policy's year, of the year that was decided when there are none; the day
 * that was decided at. */
static int settle(struct gj_impact *m, struct gj_store *store, struct gj_err *err)
{
	int64_t n = 0;
	int rc = 0;

	if (m->args.year == 0) {
		m->args.year = m->args.policy->year;
		rc = gj_application_count(store, &n, NULL, m->args.year, err);
		if (rc == 0 && n == 0 && m->was)
			m->args.year = m->was->year;
	}
	if (rc == 0 && m->args.reference == GJ_DAY_NONE)
		rc = gj_run_reference(store, &m->args.reference, err);
	return rc;
}

static int load_as_if(struct gj_impact *m, struct gj_err *err)
{
	const struct gj_policy_options options = { .year = m->args.year };
	struct gj_findings *findings;
	int rc;

	if (m->args.year == m->args.policy->year)
		return 0;
	findings = malloc(sizeof *findings);
	if (findings == NULL)
		return gj_err_nomem(err, tr("the policy"));
	gj_findings_init(findings);
	rc = gj_policy_load(&m->as_if, m->args.files, &options, findings, err);
	if (rc == GJ_EFORMAT)
		gj_err_set(err, GJ_EINVAL,
		           tr("%s cannot be read as a policy of %d; name another year: --year"),
		           m->args.policy->id, m->args.year);
	if (rc == 0)
		m->args.policy = m->as_if;
	gj_findings_fini(findings);
	free(findings);
	return rc == GJ_EFORMAT ? GJ_EINVAL : rc;
}

int gj_impact_open(struct gj_impact **out, struct gj_loop *loop, struct gj_store *store,
                   const struct gj_impact_args *args, struct gj_err *err)
{
	struct gj_impact *m = calloc(1, sizeof *m);
	int rc;

	if (m == NULL)
		return gj_err_nomem(err, tr("the preview"));
	*m = (struct gj_impact){ .args = *args,
		                 .reference_was = GJ_DAY_NONE,
		                 .inner = calloc(1, sizeof *m->inner) };
	if (m->inner == NULL) {
		free(m);
		return gj_err_nomem(err, tr("the preview"));
	}
	m->inner->store = store;
	m->inner->loop = loop;
	rc = gj_verdicts_open(&m->inner->verdicts, err);
	if (rc == 0 && (m->inner->spill = tmpfile()) == NULL)
		rc = gj_err_set(err, GJ_EIO, tr("a temporary file cannot be used: %s"),
		                strerror(errno));
	if (rc == 0)
		rc = was_load(m, store, err);
	if (rc == 0)
		rc = settle(m, store, err);
	if (rc == 0)
		rc = load_as_if(m, err);
	if (rc == 0)
		rc = categories_init(m, err);
	for (size_t i = 0; rc == 0 && i < m->n_categories; i++)
		rc = walk_category(m, loop, i, err);
	if (rc) {
		gj_impact_close(m);
		return rc;
	}
	*out = m;
	return 0;
}

void gj_impact_close(struct gj_impact *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; m->categories && i < m->n_categories; i++) {
		free(m->categories[i].checks);
		free(m->categories[i].bureaus);
	}
	free(m->categories);
	gj_impact_olds_free(m->inner);
	gj_policy_free(m->was);
	gj_policy_free(m->as_if);
	gj_verdicts_close(&m->inner->verdicts);
	if (m->inner->spill)
		fclose(m->inner->spill);
	free(m->inner);
	free(m);
}

/* --- targets --- */

static void sum_eligible(struct gj_impact_target *out, const gj_impact_flow *flow)
{
	for (size_t i = 0; i < GJ_IMPACT_RESULTS; i++) {
		out->eligible_was += (*flow)[GJ_ELIGIBLE][i];
		out->eligible_is += (*flow)[i][GJ_ELIGIBLE];
	}
}

static int floor_of(const struct gj_policy *p, const char *category, const char *bureau)
{
	const struct gj_target *t = p ? gj_policy_target(p, category) : NULL;
	int at = t && bureau ? gj_policy_bureau(p, bureau) : -1;

	if (t && bureau == NULL)
		return t->city;
	return t && t->floors && at >= 0 ? t->floors[at] : GJ_FLOOR_NONE;
}

void gj_impact_target(struct gj_impact_target *out, const struct gj_impact *m,
                      const struct gj_impact_category *category, size_t bureau)
{
	const struct gj_policy *p = m->args.policy;

	*out = (struct gj_impact_target){ .floor_was = GJ_FLOOR_NONE, .floor_is = GJ_FLOOR_NONE };
	sum_eligible(out, bureau == SIZE_MAX ? &category->flow : &category->bureaus[bureau]);
	if (bureau == SIZE_MAX || bureau < p->n_bureaus) {
		const char *key = bureau == SIZE_MAX ? NULL : p->bureaus[bureau].key;

		out->floor_was = floor_of(m->was, category->key, key);
		out->floor_is = floor_of(p, category->key, key);
	}
}

static bool is_below(int floor, uint64_t eligible)
{
	return floor != GJ_FLOOR_NONE && eligible < (uint64_t)floor;
}

uint64_t gj_impact_below(const struct gj_impact *m, uint64_t *newly)
{
	uint64_t n = 0;

	*newly = 0;
	for (size_t i = 0; i < m->n_categories; i++)
		for (size_t b = 0; b < m->args.policy->n_bureaus; b++) {
			struct gj_impact_target t;

			gj_impact_target(&t, m, &m->categories[i], b);
			if (!is_below(t.floor_is, t.eligible_is))
				continue;
			n++;
			*newly += !is_below(t.floor_was, t.eligible_was);
		}
	return n;
}
