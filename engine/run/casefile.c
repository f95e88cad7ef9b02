/* casefile.c: puts a stored decision back together with the facts and the policy it was made from. */
#include "engine/run/casefile.h"

#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/policy/function.h"
#include "engine/eval/outcome.h"
#include "engine/decide/decision.h"
#include "engine/run/link.h"
#include "engine/run/stored.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int unpack(struct gj_casefile *c, struct gj_err *err)
{
	size_t n = c->category->n_checks;

	c->outcomes = gj_arena_alloc(&c->arena, n + 1);
	c->traces = gj_arena_array(&c->arena, n + 1, sizeof *c->traces);
	if (c->outcomes == NULL || c->traces == NULL)
		return gj_err_nomem(err, tr("the case"));
	if (!gj_outcome_unpack(c->outcomes, n, c->decision.outcomes, c->decision.n_outcomes))
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("decision %" PRId64 " does not fit the policy it names"),
		                  c->decision.id);
	return 0;
}

static int trace(struct gj_casefile *c, struct gj_store *store, struct gj_err *err)
{
	int rc = gj_link_new(&c->link, store, c->policy, c->application.year, c->decision.reference,
	                     err);

	if (rc)
		return rc;
	c->outside = (struct gj_outside){ .resolve = gj_link_resolve,
		                          .resolve_ctx = c->link,
		                          .call = c->policy->functions ? gj_functions_call : NULL,
		                          .call_ctx = c->policy->functions,
		                          .tell = gj_functions_tell };
	for (size_t i = 0; rc == 0 && i < c->category->n_checks; i++)
		rc = gj_trace_run(&c->traces[i], &c->arena, c->category->checks[i].cond, &c->record,
		                  c->decision.reference, &c->outside, err);
	return rc ? rc : gj_link_error(c->link, err);
}

/* Everything but the outcomes, which are in the decision or are yet to come. */
static int read_facts(struct gj_casefile *c, struct gj_store *store, struct gj_err *err)
{
	int rc;

	c->category = gj_policy_category(c->policy, c->application.category);
	if (c->category == NULL)
		return gj_err_set(err, GJ_EFORMAT, tr("the policy %s has no category %s"),
		                  c->version.policy, c->application.category);
	rc = gj_record_init(&c->record, &c->category->facts, err);
	if (rc == 0)
		rc = gj_revision_get(store, &c->record, c->decision.revision, err);
	if (rc == 0)
		rc = gj_revision_origin(store, &c->origin, c->decision.revision, err);
	return rc;
}

/* A decision whose outcomes did not change is kept, with the rules it was made by. */
static int find_newer(struct gj_casefile *c, struct gj_store *store, struct gj_err *err)
{
	struct gj_version latest;
	int rc = gj_version_latest(store, &latest, err);

	if (rc == 0 && strcmp(latest.policy, c->version.policy) == 0 && latest.id != c->version.id)
		c->newer = latest;
	return rc;
}

int gj_casefile_open(struct gj_casefile **out, struct gj_store *store,
                     const struct gj_application *application, struct gj_err *err)
{
	struct gj_casefile *c;
	int rc;

	if (application->decision == 0)
		return gj_err_set(err, GJ_ENOENT,
		                  tr("%s (%s) has not been decided yet: run guiju evaluate"),
		                  application->name, application->code);
	c = malloc(sizeof *c);
	if (c == NULL)
		return gj_err_nomem(err, tr("the case"));
	*c = (struct gj_casefile){ .application = *application };
	gj_arena_init(&c->arena, 0);
	rc = gj_decision_get(store, &c->decision, application->decision, err);
	if (rc == 0)
		rc = gj_version_get(store, &c->version, c->decision.version, err);
	if (rc == 0)
		rc = gj_stored_load(&c->policy, store, &c->version, err);
	if (rc)
		goto err_after_new;
	rc = read_facts(c, store, err);
	if (rc == 0)
		rc = unpack(c, err);
	if (rc == 0)
		rc = trace(c, store, err);
	if (rc == 0)
		rc = find_newer(c, store, err);
	if (rc == 0)
		rc = gj_ruling_get(store, &c->ruling, application->id, 0, err);
	if (rc)
		goto err_after_new;
	*out = c;
	return 0;

err_after_new:
	gj_casefile_close(c);
	return rc;
}

/* --- asked about other days --- */

enum { VERSIONS_MAX = 64 };

struct rules { /* those in force */
	struct gj_version versions[VERSIONS_MAX];
	size_t n;
};

static int keep_version(void *ctx, const struct gj_version *v)
{
	struct rules *r = ctx;

	if (r->n == VERSIONS_MAX)
		return 1;
	r->versions[r->n++] = *v;
	return 0;
}

static bool decides(const struct gj_policy *p, const char *category)
{
	const struct gj_category *c = gj_policy_category(p, category);

	return c && !c->registered_only && c->n_checks;
}

/* The first version in force that judges the application's category. */
static int find_rules(struct gj_casefile *c, struct gj_store *store, struct gj_err *err)
{
	struct rules *r = calloc(1, sizeof *r);
	char day[GJ_DAY_TEXT], known[GJ_DAY_TEXT];
	int rc;

	if (r == NULL)
		return gj_err_nomem(err, tr("the case"));
	rc = gj_version_each_in_force(store, c->moments.rules_as_of, c->moments.known_at,
	                              keep_version, r, err);
	rc = rc < 0 ? rc : 0;
	for (size_t i = 0; rc == 0 && c->policy == NULL && i < r->n; i++) {
		rc = gj_stored_load(&c->policy, store, &r->versions[i], err);
		if (rc == 0 && decides(c->policy, c->application.category)) {
			c->version = r->versions[i];
		} else if (rc == 0) {
			gj_policy_free(c->policy);
			c->policy = NULL;
		}
	}
	free(r);
	if (rc || c->policy)
		return rc;
	return gj_err_set(
	    err, GJ_ENOENT,
	    tr("no rules for %s were in force on %s as far as was stored on %s: rules are "
	       "stored when guiju evaluate runs with them"),
	    c->application.category, gj_day_print(day, c->moments.rules_as_of),
	    c->moments.known_at == GJ_DAY_NONE ? tr("this day")
					       : gj_day_print(known, c->moments.known_at));
}

static int take_moments(struct gj_casefile *c, struct gj_store *store,
                        const struct gj_moments *moments, struct gj_err *err)
{
	struct gj_decision_row newest;
	int32_t usual = GJ_DAY_NONE;
	int rc;

	c->asked = true;
	c->moments = *moments;
	if (c->application.decision) {
		rc = gj_decision_get(store, &newest, c->application.decision, err);
		if (rc)
			return rc;
		usual = newest.reference;
	}
	if (c->moments.rules_as_of == GJ_DAY_NONE)
		c->moments.rules_as_of = usual != GJ_DAY_NONE ? usual : c->moments.facts_as_of;
	if (c->moments.rules_as_of == GJ_DAY_NONE)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("%s (%s) has not been decided yet, so the days must be said: "
		                     "--facts-as-of and --rules-as-of"),
		                  c->application.name, c->application.code);
	c->decision.reference = c->moments.rules_as_of;
	return 0;
}

static int judge(struct gj_casefile *c, struct gj_store *store, struct gj_err *err)
{
	size_t n = c->category->n_checks;
	int rc;

	c->outcomes = gj_arena_alloc(&c->arena, n + 1);
	c->traces = gj_arena_array(&c->arena, n + 1, sizeof *c->traces);
	if (c->outcomes == NULL || c->traces == NULL)
		return gj_err_nomem(err, tr("the case"));
	rc = trace(c, store, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < n; i++)
		c->outcomes[i] = (uint8_t)c->traces[i]->outcome;
	c->decision.application = c->application.id;
	c->decision.version = c->version.id;
	c->decision.result = (int)gj_decision_result(c->category, c->outcomes);
	return 0;
}

int gj_casefile_ask(struct gj_casefile **out, struct gj_store *store,
                    const struct gj_application *application, const struct gj_moments *moments,
                    struct gj_err *err)
{
	struct gj_casefile *c = malloc(sizeof *c);
	int rc;

	if (c == NULL)
		return gj_err_nomem(err, tr("the case"));
	*c = (struct gj_casefile){ .application = *application };
	gj_arena_init(&c->arena, 0);
	rc = take_moments(c, store, moments, err);
	if (rc == 0)
		rc = gj_revision_at(store, &c->decision.revision, application->id,
		                    c->moments.facts_as_of, c->moments.known_at, err);
	if (rc == 0)
		rc = find_rules(c, store, err);
	if (rc == 0)
		rc = read_facts(c, store, err);
	if (rc == 0)
		rc = judge(c, store, err);
	if (rc) {
		gj_casefile_close(c);
		return rc;
	}
	*out = c;
	return 0;
}

void gj_casefile_close(struct gj_casefile *c)
{
	if (c == NULL)
		return;
	if (c->record.facts)
		gj_record_fini(&c->record);
	gj_link_free(c->link);
	gj_policy_free(c->policy);
	gj_arena_fini(&c->arena);
	free(c);
}

bool gj_casefile_stale(const struct gj_casefile *c, size_t check)
{
	return c->traces[check]->outcome != (enum gj_outcome)c->outcomes[check];
}
