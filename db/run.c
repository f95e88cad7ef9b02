/* run.c: the table run: what was evaluated under which policy, how far it came, what it counted. */
#include "db/audit.h"
#include "db/run.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

int gj_run_start(struct gj_store *s, int64_t *id, int64_t version, int32_t reference,
                 struct gj_err *err)
{
	static const char mark[] = "UPDATE run SET state = 'interrupted' WHERE state = 'running'";
	static const char sql[] = "INSERT INTO run(version, reference, state, started_at)"
				  " VALUES(:version, :reference, 'running', :now)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, mark, err);
	if (rc == 0)
		rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":version", version);
	gj_stmt_int(q, ":reference", reference);
	gj_stmt_text(q, ":now", s->now);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*id = gj_stmt_last_id(s);
	return gj_audit_note(s, GJ_AUDIT_RUN, *id, err);
}

static int put_counts(struct gj_store *s, int64_t id, const struct gj_run_counts *counts,
                      struct gj_err *err)
{
	static const char sql[] =
	    "UPDATE run SET judged = :judged, changed = :changed, eligible = :r0, ineligible = :r1,"
	    " incomplete = :r2, review = :r3, conditional = :r4 WHERE id = :id";
	static const char *const names[] = { ":r0", ":r1", ":r2", ":r3", ":r4" };
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":judged", counts->judged);
	gj_stmt_int(q, ":changed", counts->changed);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		gj_stmt_int(q, names[i], counts->results[i]);
	gj_stmt_int(q, ":id", id);
	rc = gj_stmt_run(q, err);
	if (rc == 0 && gj_stmt_changes(s) == 0)
		return gj_err_set(err, GJ_ENOENT, tr("%s: there is no run %lld"), s->path,
		                  (long long)id);
	return rc;
}

int gj_run_checkpoint(struct gj_store *s, int64_t id, const char *category, int64_t application,
                      const struct gj_run_counts *counts, struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO run_checkpoint(run, category, application) VALUES(:run, :category, "
	    ":application)"
	    " ON CONFLICT(run, category) DO UPDATE SET application = excluded.application";
	struct gj_stmt *q;
	int rc;

	rc = put_counts(s, id, counts, err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":run", id);
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":application", application);
	return gj_stmt_run(q, err);
}

int gj_run_finish(struct gj_store *s, int64_t id, const struct gj_run_counts *counts,
                  struct gj_err *err)
{
	static const char sql[] =
	    "UPDATE run SET state = 'finished', finished_at = :now WHERE id = :id";
	struct gj_stmt *q;
	bool own;
	int rc;

	rc = gj_stmt_own_begin(s, &own, tr("the end of an evaluation"), err);
	if (rc < 0)
		return rc;
	rc = put_counts(s, id, counts, err);
	if (rc == 0)
		rc = gj_stmt_get(&q, s, sql, err);
	if (rc == 0) {
		gj_stmt_text(q, ":now", s->now);
		gj_stmt_int(q, ":id", id);
		rc = gj_stmt_run(q, err);
	}
	if (rc == 0)
		rc = gj_audit_note(s, GJ_AUDIT_RUN_END, id, err);
	return gj_stmt_own_end(s, own, rc, err);
}

int gj_run_interrupted(struct gj_store *s, int64_t *n, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT count(*) FROM run WHERE state <> 'finished' AND id >"
	    " coalesce((SELECT max(id) FROM run WHERE state = 'finished'), 0)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_one(q, n, err);
	return rc < 0 ? rc : 0;
}

int gj_run_reference(struct gj_store *s, int32_t *reference, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT reference FROM run WHERE state = 'finished' ORDER BY id DESC LIMIT 1";
	struct gj_stmt *q;
	int64_t day;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_one(q, &day, err);
	if (rc == GJ_STMT_DONE)
		return gj_err_set(
		    err, GJ_ENOENT,
		    tr("%s: nothing was evaluated yet, so the day must be said: --as-of DATE"),
		    s->path);
	if (rc < 0)
		return rc;
	*reference = (int32_t)day;
	return 0;
}
