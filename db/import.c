/* import.c: the table import: what was read, from which file, and how it went. */
#include "db/audit.h"
#include "db/import.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

/* An import that is still "running" when another starts has lost its process. */
static int mark_interrupted(struct gj_store *s, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "UPDATE import SET state = 'interrupted' WHERE state = 'running'",
	                 err);
	return rc < 0 ? rc : gj_stmt_run(q, err);
}

static int forget_seen(struct gj_store *s, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "DELETE FROM temp.seen", err);
	return rc < 0 ? rc : gj_stmt_run(q, err);
}

static int insert(struct gj_store *s, const char *plugin, const char *file, const char *category,
                  int year, struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO import(plugin, file, category, year, state, started_at)"
	    " VALUES(:plugin, :file, :category, :year, 'running', :now)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":plugin", plugin);
	gj_stmt_text(q, ":file", file);
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	gj_stmt_text(q, ":now", s->now);
	return gj_stmt_run(q, err);
}

int gj_import_start(struct gj_store *s, int64_t *id, const char *plugin, const char *file,
                    const char *category, int year, struct gj_err *err)
{
	int64_t made = 0;
	bool own;
	int rc;

	rc = gj_stmt_own_begin(s, &own, tr("the start of an import"), err);
	if (rc < 0)
		return rc;
	rc = mark_interrupted(s, err);
	if (rc == 0)
		rc = forget_seen(s, err);
	if (rc == 0)
		rc = insert(s, plugin, file, category, year, err);
	if (rc == 0)
		made = gj_stmt_last_id(s);
	if (rc == 0)
		rc = gj_audit_note(s, GJ_AUDIT_IMPORT, made, err);
	rc = gj_stmt_own_end(s, own, rc, err);
	if (rc < 0)
		return rc;
	s->import = made;
	*id = made;
	return 0;
}

int gj_import_finish(struct gj_store *s, int64_t id, const struct gj_import_counts *counts,
                     struct gj_err *err)
{
	static const char sql[] =
	    "UPDATE import SET state = 'finished', finished_at = :now, rows = :rows, added = "
	    ":added,"
	    " changed = :changed, unchanged = :unchanged, rejected = :rejected,"
	    " duplicates = :duplicates WHERE id = :id";
	struct gj_stmt *q;
	bool own;
	int rc;

	rc = gj_stmt_own_begin(s, &own, tr("the end of an import"), err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc == 0) {
		gj_stmt_text(q, ":now", s->now);
		gj_stmt_int(q, ":rows", counts->rows);
		gj_stmt_int(q, ":added", counts->added);
		gj_stmt_int(q, ":changed", counts->changed);
		gj_stmt_int(q, ":unchanged", counts->unchanged);
		gj_stmt_int(q, ":rejected", counts->rejected);
		gj_stmt_int(q, ":duplicates", counts->duplicates);
		gj_stmt_int(q, ":id", id);
		rc = gj_stmt_run(q, err);
	}
	if (rc == 0 && gj_stmt_changes(s) == 0)
		rc = gj_err_set(err, GJ_ENOENT, tr("%s: there is no import %lld"), s->path,
		                (long long)id);
	if (rc == 0)
		rc = gj_audit_note(s, GJ_AUDIT_IMPORT_END, id, err);
	rc = gj_stmt_own_end(s, own, rc, err);
	if (rc == 0)
		s->import = 0;
	return rc;
}
