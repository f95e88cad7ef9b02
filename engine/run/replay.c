/* replay.c: keeps the policy of the last decision at hand, judges again the plain way, and compares. */
#include "engine/run/replay.h"

#include "db/audit_verify.h"
#include "db/decision_past.h"
#include "db/revision.h"
#include "engine/base/arena.h"
#include "engine/base/blake.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/decision.h"
#include "engine/decide/trace.h"
#include "engine/eval/outcome.h"
#include "engine/policy/function.h"
#include "engine/run/link.h"
#include "engine/run/replay_inner.h"
#include "engine/run/stored.h"

#include <stdlib.h>
#include <string.h>

struct gj_replay {
	struct gj_store *store; /* borrowed */
	/* of the version used last */
	struct gj_version version;
	struct gj_policy *policy;  /* owned; NULL: it did not load, failure says why */
	struct gj_record *records; /* owned; by category, made when first needed */
	struct gj_err failure;
	/* of the run used last */
	int64_t run, revision; /* revisions up to this one were there when it began */
	/* of the decision */
	struct gj_decision_row row;
	struct gj_application application;
	struct gj_arena arena;
	struct gj_link *link; /* owned */
	bool asked;           /* the condition that is judged asks about others */
	struct gj_err why;
	uint8_t stored[GJ_CHECKS_MAX], replayed[GJ_CHECKS_MAX], again[GJ_CHECKS_MAX];
	bool others[GJ_CHECKS_MAX];
	struct gj_replay_check checks[GJ_CHECKS_MAX];
};

int gj_replay_open(struct gj_replay **out, struct gj_store *store, struct gj_err *err)
{
	struct gj_replay *r = calloc(1, sizeof *r);

	if (r == NULL)
		return gj_err_nomem(err, tr("a replay"));
	r->store = store;
	gj_arena_init(&r->arena, 0);
	*out = r;
	return 0;
}

static void drop_policy(struct gj_replay *r)
{
	for (size_t i = 0; r->records && i < r->policy->n_categories; i++)
		if (r->records[i].facts)
			gj_record_fini(&r->records[i]);
	free(r->records);
	r->records = NULL;
	gj_policy_free(r->policy);
	r->policy = NULL;
	r->version.id = 0;
}

void gj_replay_close(struct gj_replay *r)
{
	if (r == NULL)
		return;
	drop_policy(r);
	gj_arena_fini(&r->arena);
	free(r);
}

/* What is stored may be amiss: that is an answer. Memory and the disk are not. */
static bool is_answer(int code)
{
	return code == GJ_EFORMAT || code == GJ_ENOENT;
}

/* --- what the decision was made from --- */

/* A version that does not load is remembered too: there may be a million decisions by it. */
static int take_policy(struct gj_replay *r, struct gj_err *err)
{
	int rc;

	if (r->version.id == r->row.version)
		return r->policy ? 0 : gj_err_set(err, r->failure.code, "%s", r->failure.text);
	drop_policy(r);
	rc = gj_version_get(r->store, &r->version, r->row.version, &r->failure);
	if (rc == 0)
		rc = gj_stored_load(&r->policy, r->store, &r->version, &r->failure);
	if (rc == 0) {
		r->records = calloc(r->policy->n_categories + 1, sizeof *r->records);
		if (r->records == NULL)
			rc = gj_err_nomem(&r->failure, tr("a replay"));
	}
	if (rc == 0)
		return 0;
	drop_policy(r);
	if (is_answer(rc))
		r->version.id = r->row.version;
	return gj_err_set(err, rc, "%s", r->failure.text);
}

static int take_record(struct gj_record **out, struct gj_replay *r,
                       const struct gj_category *category, struct gj_err *err)
{
	struct gj_record *record = &r->records[category - r->policy->categories];
	int rc;

	if (record->facts == NULL) {
		rc = gj_record_init(record, &category->facts, err);
		if (rc < 0) {
			record->facts = NULL;
			return rc;
		}
	}
	*out = record;
	return gj_revision_get(r->store, record, r->row.revision, err);
}

static int take_run(struct gj_replay *r, struct gj_err *err)
{
	int rc;

	if (r->run == r->row.run)
		return 0;
	rc = gj_audit_before_run(r->store, &r->revision, r->row.run, err);
	if (rc == 0)
		r->run = r->row.run;
	return rc;
}

/* --- judging --- */

static enum gj_outcome resolve(void *ctx, const char *category, const char *code)
{
	struct gj_replay *r = ctx;

	r->asked = true;
	return gj_link_resolve(r->link, category, code);
}

static int trace(struct gj_replay *r, const struct gj_category *category,
                 const struct gj_record *record, const struct gj_outside *outside,
                 struct gj_err *err)
{
	struct gj_trace *t;

	for (size_t i = 0; i < category->n_checks; i++) {
		int rc;

		r->asked = false;
		gj_arena_clear(&r->arena);
		rc = gj_trace_run(&t, &r->arena, category->checks[i].cond, record, r->row.reference,
		                  outside, err);
		if (rc < 0)
			return rc;
		r->replayed[i] = (uint8_t)t->outcome;
		r->others[i] = r->asked;
	}
	return gj_link_error(r->link, err);
}

static void compare(struct gj_replay_result *out, struct gj_replay *r,
                    const struct gj_category *category)
{
	for (size_t i = 0; i < category->n_checks; i++)
		if (r->stored[i] != r->replayed[i])
			r->checks[out->n_checks++] =
			    (struct gj_replay_check){ .check = &category->checks[i],
				                      .stored = (enum gj_outcome)r->stored[i],
				                      .replayed = (enum gj_outcome)r->replayed[i] };
	out->checks = r->checks;
	out->stored = (enum gj_result)r->row.result;
	out->replayed = gj_decision_result(category, r->replayed);
	if (out->n_checks || out->stored != out->replayed)
		out->state = GJ_REPLAY_DIFFERENT;
}

static bool differs_by_others(const struct gj_replay *r, const struct gj_replay_result *out)
{
	for (size_t i = 0; i < out->n_checks; i++)
		if (!r->others[out->checks[i].check->index])
			return false;
	return out->n_checks > 0;
}

/* What is likely, from what can be proven to what is left over. */
static int find_cause(struct gj_replay_result *out, struct gj_replay *r,
                      const struct gj_category *category, const struct gj_record *record,
                      const struct gj_outside *outside, struct gj_err *err)
{
	enum gj_audit_state decision, facts, policy;
	int rc = gj_audit_row_state(r->store, &decision, GJ_AUDIT_DECISION, r->row.id, err);

	if (rc == 0)
		rc = gj_audit_facts_state(r->store, &facts, r->row.revision, err);
	if (rc == 0)
		rc = gj_audit_row_state(r->store, &policy, GJ_AUDIT_VERSION, r->version.id, err);
	if (rc == 0)
		rc = gj_replay_program(r->again, category, record, r->row.reference, outside, err);
	if (rc < 0)
		return rc;
	if (decision != GJ_AUDIT_SOUND)
		out->cause = decision == GJ_AUDIT_CHANGED ? GJ_REPLAY_DECISION : GJ_REPLAY_ADDED;
	else if (facts != GJ_AUDIT_SOUND)
		out->cause = GJ_REPLAY_FACTS;
	else if (policy != GJ_AUDIT_SOUND)
		out->cause = GJ_REPLAY_POLICY;
	else if (memcmp(r->again, r->stored, category->n_checks) == 0)
		out->cause = GJ_REPLAY_DEFECT;
	else
		out->cause = differs_by_others(r, out) ? GJ_REPLAY_OTHERS : GJ_REPLAY_PROGRAM;
	return 0;
}

static int judge(struct gj_replay_result *out, struct gj_replay *r, struct gj_err *err)
{
	const struct gj_category *category = gj_policy_category(r->policy, r->application.category);
	const struct gj_outside outside = { .resolve = resolve,
		                            .resolve_ctx = r,
		                            .call = r->policy->functions ? gj_functions_call : NULL,
		                            .call_ctx = r->policy->functions };
	struct gj_record *record;
	int rc;

	if (category == NULL)
		return gj_err_set(err, GJ_EFORMAT, tr("the policy %s has no category %s"),
		                  r->version.policy, r->application.category);
	if (category->n_checks > GJ_CHECKS_MAX || r->row.result < 0 ||
	    r->row.result >= GJ_RESULTS ||
	    !gj_outcome_unpack(r->stored, category->n_checks, r->row.outcomes, r->row.n_outcomes))
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("it has no result or outcomes that its policy could give"));
	rc = take_record(&record, r, category, err);
	if (rc == 0)
		rc = take_run(r, err);
	if (rc == 0)
		rc = gj_link_new(&r->link, r->store, r->policy, r->application.year,
		                 r->row.reference, err);
	if (rc < 0)
		return rc;
	gj_link_go_back(r->link, r->revision, r->row.id);
	rc = trace(r, category, record, &outside, err);
	if (rc == 0)
		compare(out, r, category);
	if (rc == 0 && out->state == GJ_REPLAY_DIFFERENT)
		rc = find_cause(out, r, category, record, &outside, err);
	gj_link_free(r->link);
	r->link = NULL;
	return rc;
}

int gj_replay_one(struct gj_replay *r, struct gj_replay_result *out, int64_t decision,
                  struct gj_err *err)
{
	int rc;

	*out = (struct gj_replay_result){
		.row = &r->row, .application = &r->application, .version = &r->version, .text = ""
	};
	r->row = (struct gj_decision_row){ .id = decision };
	r->application = (struct gj_application){ .id = 0 };
	rc = gj_decision_get(r->store, &r->row, decision, &r->why);
	if (rc == GJ_ENOENT)
		return gj_err_set(err, rc, "%s", r->why.text);
	if (rc == 0)
		rc = gj_application_get(r->store, &r->application, r->row.application, &r->why);
	if (rc == 0)
		rc = take_policy(r, &r->why);
	if (rc == 0)
		rc = judge(out, r, &r->why);
	if (rc == 0)
		return 0;
	if (!is_answer(rc))
		return gj_err_set(err, rc, "%s", r->why.text);
	out->state = GJ_REPLAY_FAILED;
	out->text = r->why.text;
	return 0;
}

/* --- many --- */

struct many {
	struct gj_replay *replay;
	const struct gj_replay_ask *ask;
	struct gj_replay_counts *counts;
	uint64_t done, all;
};

/* By lot, for each by itself: the same words draw the same, however many there are. */
static bool is_drawn(const struct gj_replay_ask *ask, int64_t id)
{
	unsigned char lot[GJ_BLAKE_BYTES];
	struct gj_blake b;
	uint64_t number = 0;

	if (ask->per == 0)
		return true;
	gj_blake_init(&b);
	gj_blake_put_text(&b, ask->seed);
	gj_blake_put_u64(&b, (uint64_t)id);
	gj_blake_done(&b, lot);
	for (int i = 0; i < 4; i++)
		number |= (uint64_t)lot[i] << (8 * i);
	return number * (uint64_t)ask->per < (uint64_t)ask->number << 32;
}

static int replay_next(void *ctx, int64_t id, struct gj_err *err)
{
	struct many *m = ctx;
	struct gj_replay_result result;
	int rc = 0;

	m->done++;
	if (is_drawn(m->ask, id)) {
		rc = gj_replay_one(m->replay, &result, id, err);
		if (rc < 0)
			return rc;
		m->counts->looked_at++;
		m->counts->same += result.state == GJ_REPLAY_SAME;
		m->counts->different += result.state == GJ_REPLAY_DIFFERENT;
		m->counts->failed += result.state == GJ_REPLAY_FAILED;
		if (result.state != GJ_REPLAY_SAME)
			rc = m->ask->differs(m->ask->ctx, &result);
	}
	if (m->ask->progress && m->done % 64 == 0)
		m->ask->progress(m->ask->ctx, m->done, m->all);
	return rc;
}

int gj_replay_many(struct gj_replay *r, struct gj_replay_counts *out,
                   const struct gj_replay_ask *ask, struct gj_err *err)
{
	struct many m = { .replay = r, .ask = ask, .counts = out };
	int64_t all = 0;
	int rc = ask->run ? gj_run_look(r->store, ask->run, err) : 0;

	*out = (struct gj_replay_counts){ .looked_at = 0 };
	if (rc == 0)
		rc = gj_decision_count(r->store, &all, ask->run, err);
	m.all = (uint64_t)all;
	return rc < 0 ? rc : gj_decision_each_id(r->store, ask->run, replay_next, &m, err);
}
