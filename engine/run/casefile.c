/* casefile.c: puts a stored decision back together with the facts and the policy it was made from. */
#include "engine/run/casefile.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/policy/function.h"
#include "engine/eval/outcome.h"
#include "engine/run/link.h"
#include "engine/run/stored.h"

#include <inttypes.h>
#include <stdlib.h>

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
	struct gj_link *link;
	int rc =
	    gj_link_new(&link, store, c->policy, c->application.year, c->decision.reference, err);

	if (rc)
		return rc;
	for (size_t i = 0; rc == 0 && i < c->category->n_checks; i++)
		rc = gj_trace_run(&c->traces[i], &c->arena, c->category->checks[i].cond, &c->record,
		                  c->decision.reference,
		                  &(struct gj_outside){
				      .resolve = gj_link_resolve,
				      .resolve_ctx = link,
				      .call = c->policy->functions ? gj_functions_call : NULL,
				      .call_ctx = c->policy->functions },
		                  err);
	if (rc == 0)
		rc = gj_link_error(link, err);
	gj_link_free(link);
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
	c->category = gj_policy_category(c->policy, application->category);
	if (c->category == NULL) {
		rc = gj_err_set(err, GJ_EFORMAT, tr("the policy %s has no category %s"),
		                c->version.policy, application->category);
		goto err_after_new;
	}
	rc = gj_record_init(&c->record, &c->category->facts, err);
	if (rc == 0)
		rc = gj_revision_get(store, &c->record, c->decision.revision, err);
	if (rc == 0)
		rc = gj_revision_origin(store, &c->origin, c->decision.revision, err);
	if (rc == 0)
		rc = unpack(c, err);
	if (rc == 0)
		rc = trace(c, store, err);
	if (rc)
		goto err_after_new;
	*out = c;
	return 0;

err_after_new:
	gj_casefile_close(c);
	return rc;
}

void gj_casefile_close(struct gj_casefile *c)
{
	if (c == NULL)
		return;
	gj_record_fini(&c->record);
	gj_policy_free(c->policy);
	gj_arena_fini(&c->arena);
	free(c);
}

bool gj_casefile_stale(const struct gj_casefile *c, size_t check)
{
	return c->traces[check]->outcome != (enum gj_outcome)c->outcomes[check];
}
