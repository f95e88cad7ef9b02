/* link.c: looks up another applicant's recognition and newest decision in the store. */
#include "engine/run/link.h"

#include <stdio.h>
#include <stdlib.h>

#include "db/application.h"
#include "db/decision_past.h"
#include "db/decision_row.h"
#include "db/revision.h"
#include "db/ruling.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/decide/decision.h"
#include "engine/eval/pool.h"

/* Stations name the same enterprises again and again; beyond this many, all are forgotten. */
enum { KNOWN_MAX = 1 << 14 };

struct gj_link {
	struct gj_store *store;         /* borrowed */
	const struct gj_policy *policy; /* borrowed */
	int year;
	int32_t reference;
	struct gj_record *records; /* owned; policy->n_categories of them, made when first needed */
	bool past;                 /* only what was there then: revisions up to, decisions before */
	int64_t revision, decision;
	gj_link_result_fn *result; /* NULL: what is stored */
	void *result_ctx;          /* borrowed */
	struct gj_pool known; /* category and code of whom was asked about, and what came out */
	uint8_t *outcomes;    /* owned; by code of the pool, KNOWN_MAX of them */
	int code;             /* of the first failure */
	struct gj_err err;
};

int gj_link_new(struct gj_link **out, struct gj_store *store, const struct gj_policy *policy,
                int year, int32_t reference, struct gj_err *err)
{
	struct gj_link *l = malloc(sizeof *l);

	if (l == NULL)
		return gj_err_nomem(err, tr("looking up other applicants"));
	*l = (struct gj_link){
		.store = store,
		.policy = policy,
		.year = year,
		.reference = reference,
		.records = calloc(policy->n_categories, sizeof *l->records),
		.outcomes = malloc(KNOWN_MAX),
	};
	gj_pool_init(&l->known);
	if (l->records == NULL || l->outcomes == NULL) {
		free(l->records);
		free(l->outcomes);
		free(l);
		return gj_err_nomem(err, tr("looking up other applicants"));
	}
	*out = l;
	return 0;
}

void gj_link_go_back(struct gj_link *l, int64_t revision, int64_t decision)
{
	gj_pool_clear(&l->known);
	l->past = true;
	l->revision = revision;
	l->decision = decision;
}

void gj_link_see(struct gj_link *l, gj_link_result_fn *result, void *ctx)
{
	gj_pool_clear(&l->known);
	l->result = result;
	l->result_ctx = ctx;
}

void gj_link_free(struct gj_link *l)
{
	size_t i;

	if (l == NULL)
		return;
	for (i = 0; i < l->policy->n_categories; i++)
		if (l->records[i].facts)
			gj_record_fini(&l->records[i]);
	free(l->records);
	free(l->outcomes);
	gj_pool_fini(&l->known);
	free(l);
}

/* Whether the application was recognised up to the reference date, as its facts say. */
static int is_recognised(bool *recognised, struct gj_link *l, const struct gj_category *category,
                         const struct gj_application *application, struct gj_err *err)
{
	const struct gj_fact *approved = gj_facts_role(&category->facts, GJ_ROLE_APPROVED);
	struct gj_record *record = &l->records[category - l->policy->categories];
	const struct gj_value *value;
	int rc;

	*recognised = false;
	if (approved == NULL || application->revision == 0)
		return 0;
	if (record->facts == NULL) {
		rc = gj_record_init(record, &category->facts, err);
		if (rc < 0) {
			record->facts = NULL; /* so that free and the next call know */
			return rc;
		}
	}
	rc = gj_revision_get(l->store, record, application->revision, err);
	if (rc < 0)
		return rc;
	value = &record->values[approved->index];
	*recognised = value->state == GJ_GIVEN && value->number <= l->reference;
	return 0;
}

static enum gj_outcome known_by(enum gj_result result)
{
	switch (result) {
	case GJ_ELIGIBLE:
	case GJ_CONDITIONAL:
		return GJ_REVIEW;
	case GJ_INELIGIBLE:
		return GJ_NOT_MET;
	case GJ_INCOMPLETE:
	case GJ_REVIEW_DUE:
		break;
	}
	return GJ_UNKNOWN;
}

/* What a person decided; *found is false where nobody did, or not yet. */
static int ruled_result(enum gj_outcome *out, bool *found, struct gj_link *l,
                        const struct gj_application *application, struct gj_err *err)
{
	struct gj_ruling ruling;
	int rc = gj_ruling_get(l->store, &ruling, application->id, l->past ? l->decision : 0, err);

	*found = rc == 0 && ruling.id && ruling.from <= l->reference;
	if (*found)
		*out = ruling.kind == GJ_RULING_RECOGNISED
		           ? GJ_MET
		           : known_by((enum gj_result)ruling.result);
	return rc;
}

static int newest_result(enum gj_outcome *out, struct gj_link *l, const char *category,
                         const struct gj_application *application, struct gj_err *err)
{
	struct gj_decision_row row;
	int rc, result = l->result ? l->result(l->result_ctx, category, application->id) : -1;

	*out = GJ_UNKNOWN;
	if (result >= 0) {
		*out = known_by((enum gj_result)result);
		return 0;
	}
	if (application->decision == 0)
		return 0;
	rc = gj_decision_get(l->store, &row, application->decision, err);
	if (rc == 0)
		*out = known_by((enum gj_result)row.result);
	return rc;
}

static int go_back(struct gj_link *l, struct gj_application *application, struct gj_err *err)
{
	int rc;

	if (!l->past)
		return 0;
	rc = gj_revision_before(l->store, &application->revision, application->id,
	                        application->revision, l->revision, err);
	return rc < 0 ? rc
	              : gj_decision_before(l->store, &application->decision, application->id,
	                                   application->decision, l->decision, err);
}

static int resolve(enum gj_outcome *out, struct gj_link *l, const char *key, const char *code,
                   struct gj_err *err)
{
	const struct gj_category *category = gj_policy_category(l->policy, key);
	struct gj_application application;
	bool recognised = false, ruled = false;
	int rc;

	*out = GJ_UNKNOWN;
	if (category == NULL)
		return 0;
	rc = gj_application_by_code(l->store, &application, code, key, l->year, err);
	if (rc == GJ_ENOENT)
		return 0;
	if (rc == 0)
		rc = go_back(l, &application, err);
	if (rc == 0)
		rc = is_recognised(&recognised, l, category, &application, err);
	if (rc < 0)
		return rc;
	if (recognised) {
		*out = GJ_MET;
		return 0;
	}
	rc = ruled_result(out, &ruled, l, &application, err);
	return rc < 0 || ruled ? rc : newest_result(out, l, key, &application, err);
}

enum gj_outcome gj_link_resolve(void *ctx, const char *category, const char *code)
{
	struct gj_link *l = ctx;
	enum gj_outcome outcome = GJ_UNKNOWN;
	char name[GJ_FACT_KEY_MAX + 32];
	int32_t known;
	size_t n;
	int rc;

	if (l->code != 0)
		return GJ_UNKNOWN;
	if (l->known.n == KNOWN_MAX)
		gj_pool_clear(&l->known);
	n = l->known.n;
	if ((size_t)snprintf(name, sizeof name, "%s %s", category, code) >= sizeof name)
		return GJ_UNKNOWN; /* no code that anybody could have */
	known = gj_pool_code(&l->known, name);
	if (known < 0) {
		l->code = gj_err_nomem(&l->err, tr("looking up other applicants"));
		return GJ_UNKNOWN;
	}
	if ((size_t)known < n)
		return (enum gj_outcome)l->outcomes[known];
	rc = resolve(&outcome, l, category, code, &l->err);
	if (rc < 0) {
		l->code = rc;
		return GJ_UNKNOWN;
	}
	l->outcomes[known] = (uint8_t)outcome;
	return outcome;
}

int gj_link_error(const struct gj_link *l, struct gj_err *err)
{
	if (l->code != 0 && err)
		*err = l->err;
	return l->code;
}
