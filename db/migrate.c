/* migrate.c: brings a database to this program's version, and refuses a newer or a foreign one. */
#include <stdbool.h>
#include <stdio.h>

#include "db/audit_inner.h"
#include "db/migrate.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

struct head { /* what the file says of itself */
	int64_t application_id, version, tables;
};

static int head_read(struct head *out, struct gj_store *s, struct gj_err *err)
{
	static const char sql[] = "SELECT (SELECT application_id FROM pragma_application_id),"
				  " (SELECT user_version FROM pragma_user_version),"
				  " (SELECT count(*) FROM sqlite_schema)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	*out = (struct head){
		.application_id = gj_stmt_col_int(q, 0),
		.version = gj_stmt_col_int(q, 1),
		.tables = gj_stmt_col_int(q, 2),
	};
	gj_stmt_reset(q);
	return 0;
}

static int refuse_newer(struct gj_store *s, const struct head *head, size_t n, struct gj_err *err)
{
	static const char sql[] = "SELECT program FROM migration WHERE version = :version";
	char program[64] = "?";
	struct gj_stmt *q;

	/* A newer guiju may keep that table otherwise: then its version is all that can be told. */
	if (gj_stmt_get(&q, s, sql, NULL) == 0) {
		gj_stmt_int(q, ":version", head->version);
		if (gj_stmt_step(q, NULL) == GJ_STMT_ROW)
			gj_stmt_col_copy(q, 0, program, sizeof program);
		gj_stmt_reset(q);
	}
	return gj_err_set(
	    err, GJ_ENEWER,
	    tr("%s: made by guiju %s (database version %lld); this is guiju %s, which knows "
	       "versions up to %zu; nothing was changed; install guiju %s or newer"),
	    s->path, program, (long long)head->version, PACKAGE_VERSION, n, program);
}

/* Whether the file may be worked on at all. */
static int head_check(struct gj_store *s, const struct head *head, size_t n, struct gj_err *err)
{
	bool empty = head->application_id == 0 && head->version == 0 && head->tables == 0;

	if (empty && s->mode == GJ_STORE_CREATE)
		return 0;
	if (empty)
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("%s: an empty database, nothing was imported yet; run guiju import"),
		    s->path);
	if (head->application_id != GJ_MIGRATE_APPLICATION_ID || head->version < 1)
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("%s: a database of another program; it was not changed; name another "
		       "file with --db"),
		    s->path);
	if (head->version > (int64_t)n)
		return refuse_newer(s, head, n, err);
	if (head->version < (int64_t)n && s->mode == GJ_STORE_READ)
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("%s: made by an older guiju (database version %lld, this program's is "
		       "%zu); run guiju import or guiju evaluate once, which brings it up to date"),
		    s->path, (long long)head->version, n);
	return 0;
}

static int record(struct gj_store *s, int64_t version, struct gj_err *err)
{
	static const char sql[] = "INSERT INTO migration(version, program, applied_at)"
				  " VALUES(:version, :program, :now)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":version", version);
	gj_stmt_text(q, ":program", PACKAGE_VERSION);
	gj_stmt_text(q, ":now", s->now);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	return gj_stmt_execf(s, err, "PRAGMA application_id = %d; PRAGMA user_version = %lld",
	                     GJ_MIGRATE_APPLICATION_ID, (long long)version);
}

/* One step, unless another process made it while we waited; *done when there is none left. */
static int step(struct gj_store *s, const struct gj_migration *list, size_t n, bool *done,
                struct gj_err *err)
{
	struct head head;
	int rc;

	rc = gj_store_begin(s, tr("making the tables"), err);
	if (rc < 0)
		return rc;
	rc = head_read(&head, s, err);
	if (rc < 0)
		goto err_after_begin;
	rc = head_check(s, &head, n, err);
	if (rc < 0)
		goto err_after_begin;
	*done = head.version == (int64_t)n;
	if (!*done) {
		for (const char *const *sql = list[head.version].sql; *sql != NULL; sql++) {
			rc = gj_stmt_exec(s, *sql, err);
			if (rc < 0)
				goto err_after_begin;
		}
		rc = record(s, head.version + 1, err);
		if (rc == 0)
			rc = gj_audit_migrated(s, head.version + 1, err);
		if (rc < 0)
			goto err_after_begin;
	}
	return gj_store_commit(s, err);

err_after_begin:
	gj_store_rollback(s);
	return rc;
}

int gj_migrate_check(struct gj_store *s, size_t n, struct gj_err *err)
{
	struct head head;
	int rc;

	rc = head_read(&head, s, err);
	return rc < 0 ? rc : head_check(s, &head, n, err);
}

int gj_migrate_run(struct gj_store *s, const struct gj_migration *list, size_t n,
                   struct gj_err *err)
{
	struct head head;
	bool done;
	int rc;

	rc = head_read(&head, s, err);
	done = rc == 0 && head.version == (int64_t)n; /* the usual case waits for nobody */
	while (rc == 0 && !done)
		rc = step(s, list, n, &done, err);
	return rc;
}
