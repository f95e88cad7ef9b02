/* audit_look.c: what the chain cannot cover by itself: the facts behind revisions, files behind hashes, pointers. */
#include <inttypes.h>
#include <stdio.h>

#include "db/audit_facts.h"
#include "db/audit_look.h"
#include "db/stmt.h"
#include "db/version.h"
#include "engine/base/err.h"

enum { STEPS = 512 };

int gj_audit_tell(struct gj_audit_look *l, const struct gj_audit_finding *finding)
{
	struct gj_audit_finding f = *finding;

	f.made_at = f.made_at ? f.made_at : "";
	f.text = f.text ? f.text : "";
	l->out->findings++;
	return l->ask->found(l->ask->ctx, &f);
}

int gj_audit_advance(struct gj_audit_look *l)
{
	l->done++;
	if (l->ask->progress == NULL || l->done % STEPS != 0)
		return 0;
	return l->ask->progress(l->ask->ctx, l->done, l->all);
}

int gj_audit_tell_of_row(struct gj_audit_look *l, struct gj_audit_finding *f, struct gj_err *err)
{
	static const char sql[] = "SELECT id, made_at FROM audit_block WHERE kind = :kind"
				  " AND first <= :id AND last >= :id ORDER BY id DESC LIMIT 1";
	char made_at[32] = "";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, l->store, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":kind", gj_audit_kind_name(f->kind));
	gj_stmt_int(q, ":id", f->id);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_ROW) {
		f->block = gj_stmt_col_int(q, 0);
		gj_stmt_col_copy(q, 1, made_at, sizeof made_at);
		gj_stmt_reset(q);
	}
	f->made_at = made_at;
	return gj_audit_tell(l, f);
}

/* Imports and runs that say they ended, and no block says so. */
static int look_for_ends(struct gj_audit_look *l, enum gj_audit_kind kind, const char *sql,
                         struct gj_err *err)
{
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, l->store, sql, err);

	if (rc < 0)
		return rc;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		rc = gj_audit_tell(l, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_ROWS_ADDED,
		                                                  .kind = kind,
		                                                  .id = gj_stmt_col_int(q, 0),
		                                                  .other = gj_stmt_col_int(q, 0) });
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

/* --- what stands behind the rows --- */

static int look_at_facts_of(struct gj_audit_look *l, struct gj_audit_facts *facts,
                            struct gj_stmt *q, struct gj_err *err)
{
	struct gj_audit_finding f = { .kind = GJ_AUDIT_REVISION, .id = gj_stmt_col_int(q, 0) };
	char category[64];
	struct gj_err why;
	const char *digest;
	bool same;
	size_t n;
	int rc;

	gj_stmt_col_copy(q, 2, category, sizeof category);
	digest = gj_stmt_col_bytes(q, 1, &n);
	l->out->revisions++;
	rc = gj_audit_facts_look(facts, &same, f.id, category, (const unsigned char *)digest, n,
	                         &why);
	if (rc == 0 && same)
		return gj_audit_advance(l);
	f.wrong = rc == 0 ? GJ_AUDIT_FACTS_CHANGED : GJ_AUDIT_FACTS_LOST;
	f.text = rc == 0 ? "" : why.text;
	if (rc == 0 || rc == GJ_EFORMAT)
		return gj_audit_tell_of_row(l, &f, err);
	return gj_err_set(err, rc, "%s", why.text);
}

struct stray {
	struct gj_audit_look *look;
	struct gj_err *err;
};

static int tell_stray(void *ctx, const char *table, int64_t revision)
{
	struct stray *x = ctx;
	struct gj_audit_finding f = { .wrong = GJ_AUDIT_FACTS_ADDED,
		                      .kind = GJ_AUDIT_REVISION,
		                      .id = revision,
		                      .text = table };

	return gj_audit_tell_of_row(x->look, &f, x->err);
}

static int look_at_facts(struct gj_audit_look *l, struct gj_err *err)
{
	static const char sql[] = "SELECT r.id, r.digest, a.category FROM revision r"
				  " CROSS JOIN application a ON a.id = r.application ORDER BY r.id";
	struct gj_audit_facts *facts;
	struct gj_stmt *q;
	struct gj_err why;
	int rc = gj_audit_facts_new(&facts, l->store, &why);

	if (rc == GJ_EFORMAT)
		return gj_audit_tell(l, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_FACTS_LOST,
		                                                    .kind = GJ_AUDIT_REVISION,
		                                                    .text = why.text });
	if (rc < 0)
		return gj_err_set(err, rc, "%s", why.text);
	rc = gj_stmt_get(&q, l->store, sql, err);
	if (rc < 0)
		goto out;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		rc = look_at_facts_of(l, facts, q, err);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	if (rc == 0)
		rc = gj_audit_facts_each_stray(facts, tell_stray, &(struct stray){ l, err }, err);
out:
	gj_audit_facts_free(facts);
	return rc;
}

static int look_at_version(struct gj_audit_look *l, int64_t id, const char *policy,
                           struct gj_err *err)
{
	struct gj_audit_finding f = {
		.wrong = GJ_AUDIT_FILES_CHANGED, .kind = GJ_AUDIT_VERSION, .id = id, .text = policy
	};
	struct gj_fileset files;
	struct gj_err why;
	int rc;

	gj_fileset_init(&files);
	rc = gj_version_files(l->store, id, &files, &why);
	gj_fileset_fini(&files);
	l->out->versions++;
	if (rc == 0)
		return 0;
	if (rc != GJ_EFORMAT)
		return gj_err_set(err, rc, "%s", why.text);
	return gj_audit_tell_of_row(l, &f, err);
}

static int look_at_versions(struct gj_audit_look *l, struct gj_err *err)
{
	char policy[128];
	struct gj_stmt *q;
	int rc =
	    gj_stmt_get(&q, l->store, "SELECT id, policy FROM policy_version v ORDER BY id", err);

	if (rc < 0)
		return rc;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		gj_stmt_col_copy(q, 1, policy, sizeof policy);
		rc = look_at_version(l, gj_stmt_col_int(q, 0), policy, err);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

/* An application points to what was added last: reports go by that. */
static int look_at_pointers(struct gj_audit_look *l, enum gj_audit_wrong wrong, const char *sql,
                            struct gj_err *err)
{
	char newest[32];
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, l->store, sql, err);

	if (rc < 0)
		return rc;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		snprintf(newest, sizeof newest, "%" PRId64, gj_stmt_col_int(q, 2));
		rc = gj_audit_tell(l, &(struct gj_audit_finding){ .wrong = wrong,
		                                                  .kind = GJ_AUDIT_APPLICATION,
		                                                  .id = gj_stmt_col_int(q, 0),
		                                                  .other = gj_stmt_col_int(q, 1),
		                                                  .text = newest });
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

int gj_audit_look_behind(struct gj_audit_look *l, struct gj_err *err)
{
	static const char imports[] =
	    "SELECT i.id FROM import i WHERE i.state = 'finished' AND NOT EXISTS(SELECT 1 FROM"
	    " audit_block b WHERE b.kind = 'import_end' AND i.id BETWEEN b.first AND b.last)";
	static const char runs[] =
	    "SELECT r.id FROM run r WHERE r.state = 'finished' AND NOT EXISTS(SELECT 1 FROM"
	    " audit_block b WHERE b.kind = 'run_end' AND r.id BETWEEN b.first AND b.last)";
	static const char revisions[] =
	    "SELECT a.id, a.revision, r.newest FROM application a LEFT JOIN"
	    " (SELECT application, max(id) AS newest FROM revision GROUP BY application) r"
	    " ON r.application = a.id WHERE a.revision IS NOT r.newest ORDER BY a.id";
	int rc = look_for_ends(l, GJ_AUDIT_IMPORT_END, imports, err);

	if (rc == 0)
		rc = look_for_ends(l, GJ_AUDIT_RUN_END, runs, err);
	if (rc == 0)
		rc = look_at_facts(l, err);
	if (rc == 0)
		rc = look_at_versions(l, err);
	if (rc == 0)
		rc = look_at_pointers(l, GJ_AUDIT_NEWEST_REVISION, revisions, err);
	return rc;
}
