/* stored.c: from the rows of policy_file to a policy. */
#include "engine/run/stored.h"

#include "db/store.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/policy/finding.h"

#include <stdlib.h>

static const char *first_error(const struct gj_findings *findings)
{
	for (size_t i = 0; i < findings->n; i++)
		if (findings->items[i].severity == GJ_SEVERITY_ERROR)
			return findings->items[i].message;
	return "";
}

int gj_stored_load(struct gj_policy **out, struct gj_store *store, const struct gj_version *version,
                   struct gj_err *err)
{
	struct gj_findings *findings = malloc(sizeof *findings);
	struct gj_fileset files;
	int rc;

	if (findings == NULL)
		return gj_err_nomem(err, tr("the policy"));
	gj_findings_init(findings);
	gj_fileset_init(&files);
	rc = gj_version_files(store, version->id, &files, err);
	if (rc == 0) {
		rc = gj_policy_load(out, &files, NULL, findings, err);
		if (rc == GJ_EFORMAT)
			gj_err_set(err, rc, tr("the stored policy %s no longer loads: %s"),
			           version->policy, first_error(findings));
	}
	gj_fileset_fini(&files);
	gj_findings_fini(findings);
	free(findings);
	return rc;
}

int gj_stored_latest(struct gj_policy **out, struct gj_store *store, struct gj_err *err)
{
	struct gj_version version;
	int rc = gj_version_latest(store, &version, err);

	if (rc == GJ_ENOENT)
		return gj_err_set(err, rc, tr("nothing was decided in %s yet: run guiju evaluate"),
		                  gj_store_path(store));
	return rc ? rc : gj_stored_load(out, store, &version, err);
}
