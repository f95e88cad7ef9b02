/* decision_past.c: what was newest at an earlier time, by ids: they only grow. */
#include "db/decision_past.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

/* An index on the table would cost every evaluation; questions about the past are rare. */
static int make_table(struct gj_store *s, struct gj_err *err)
{
	static const char there[] = "SELECT count(*) FROM sqlite_temp_schema WHERE name = 'past'";
	int64_t made = 0;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, there, err);

	rc = rc < 0 ? rc : gj_stmt_one(q, &made, err);
	if (rc < 0 || made)
		return rc < 0 ? rc : 0;
	rc = gj_stmt_exec(s,
	                  "CREATE TEMP TABLE past(application INTEGER NOT NULL, decision INTEGER"
	                  " NOT NULL, PRIMARY KEY(application, decision)) STRICT, WITHOUT ROWID",
	                  err);
	if (rc == 0)
		rc = gj_stmt_exec(s,
		                  "INSERT INTO temp.past SELECT application, id FROM decision"
		                  " ORDER BY application, id",
		                  err);
	if (rc < 0)
		gj_stmt_exec(s, "DROP TABLE IF EXISTS temp.past", NULL);
	return rc;
}

int gj_decision_before(struct gj_store *s, int64_t *id, int64_t application, int64_t newest,
                       int64_t before, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT coalesce(max(decision), 0) FROM temp.past WHERE application = :application"
	    " AND decision < :before";
	struct gj_stmt *q;
	int rc;

	*id = newest;
	if (newest < before)
		return 0;
	rc = make_table(s, err);
	if (rc == 0)
		rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", application);
	gj_stmt_int(q, ":before", before);
	rc = gj_stmt_one(q, id, err);
	return rc < 0 ? rc : 0;
}

int gj_revision_before(struct gj_store *s, int64_t *id, int64_t application, int64_t newest,
                       int64_t last, struct gj_err *err)
{
	static const char sql[] = "SELECT coalesce(max(id), 0) FROM revision"
				  " WHERE application = :application AND id <= :last";
	struct gj_stmt *q;
	int rc;

	*id = newest;
	if (newest <= last)
		return 0;
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", application);
	gj_stmt_int(q, ":last", last);
	rc = gj_stmt_one(q, id, err);
	return rc < 0 ? rc : 0;
}

int gj_decision_each_id(struct gj_store *s, int64_t run,
                        int (*each)(void *ctx, int64_t id, struct gj_err *err), void *ctx,
                        struct gj_err *err)
{
	static const char sql[] =
	    "SELECT id FROM decision WHERE :run = 0 OR run = :run ORDER BY id";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":run", run);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		rc = each(ctx, gj_stmt_col_int(q, 0), err);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

int gj_decision_count(struct gj_store *s, int64_t *n, int64_t run, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc =
	    gj_stmt_get(&q, s, "SELECT count(*) FROM decision WHERE :run = 0 OR run = :run", err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":run", run);
	rc = gj_stmt_one(q, n, err);
	return rc < 0 ? rc : 0;
}

int gj_run_look(struct gj_store *s, int64_t run, struct gj_err *err)
{
	struct gj_stmt *q;
	int64_t one;
	int rc = gj_stmt_get(&q, s, "SELECT 1 FROM run WHERE id = :id", err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", run);
	rc = gj_stmt_one(q, &one, err);
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, tr("%s: there is no run %lld"), s->path,
		                  (long long)run);
	return rc < 0 ? rc : 0;
}
