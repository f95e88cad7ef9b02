/* store.c: opens the database file, checks whose it is, and keeps its transactions. */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "db/audit_inner.h"
#include "db/facts_table.h"
#include "db/migrate.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

enum { WAIT_MS = 5000 };

/* Of this connection alone, so it needs no migration. "seen" tells a second row of an applicant in
 * one import from a new import; "staged" keeps rows of lists until their application comes. */
static const char temporary_tables[] =
    "CREATE TABLE temp.seen(import INTEGER NOT NULL, application INTEGER NOT NULL,"
    " place INTEGER NOT NULL, PRIMARY KEY(import, application)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE temp.staged(id INTEGER PRIMARY KEY, list TEXT NOT NULL, code TEXT NOT NULL,"
    " place INTEGER NOT NULL, cells BLOB NOT NULL, taken INTEGER NOT NULL DEFAULT 0) STRICT";

static void set_now(struct gj_store *s)
{
	time_t t = time(NULL);
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(s->now, sizeof s->now, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		strcpy(s->now, "-");
}

/* Whether a new file can be made there. */
static int look_at_folder(const char *path, struct gj_err *err)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
	char *folder = n == 0 ? strdup(".") : strndup(path, n);
	int rc = 0;

	if (folder == NULL)
		return gj_err_nomem(err, path);
	if (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
		rc = gj_err_set(
		    err, GJ_EIO,
		    tr("%s: cannot be made in the folder %s: %s; name a file in a folder "
		       "that you may write to, with --db"),
		    path, folder, strerror(errno));
	free(folder);
	return rc;
}

/* What can be told better than SQLite would. */
static int look(const char *path, enum gj_store_mode mode, struct gj_err *err)
{
	struct stat st;

	if (*path == '\0')
		return gj_err_set(err, GJ_EINVAL, tr("the database's file name is empty"));
	if (stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return gj_err_set(err, GJ_EIO,
			                  tr("%s: a folder; name a database file, with --db"),
			                  path);
		/* SQLite would open it for reading and leave read-only journal files behind. */
		if (mode != GJ_STORE_READ && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
			return gj_err_set(
			    err, GJ_EIO,
			    tr("%s: the file is read-only (%s); nothing was changed; ask for "
			       "permission to write, or copy the file to a folder of your own"),
			    path, strerror(errno));
		return 0;
	}
	if (errno == ENOENT && mode == GJ_STORE_CREATE)
		return look_at_folder(path, err);
	if (errno == ENOENT)
		return gj_err_set(
		    err, GJ_ENOENT,
		    tr("%s: there is no such database; run guiju import first, or name "
		       "another file with --db"),
		    path);
	return gj_err_set(err, GJ_EIO, tr("%s: cannot be opened: %s"), path, strerror(errno));
}

static int connect_file(struct gj_store *s, struct gj_err *err)
{
	static const int flags[] = {
		[GJ_STORE_READ] = SQLITE_OPEN_READONLY,
		[GJ_STORE_WRITE] = SQLITE_OPEN_READWRITE,
		[GJ_STORE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	};
	/* A name that SQLite would take for a URI or for memory is a file's name all the same. */
	const char *prefix = *s->path == ':' || strncmp(s->path, "file:", 5) == 0 ? "./" : "";
	size_t room = strlen(prefix) + strlen(s->path) + 1;
	char *name = malloc(room);
	int rc;

	if (name == NULL)
		return gj_err_nomem(err, s->path);
	snprintf(name, room, "%s%s", prefix, s->path);
	rc = sqlite3_open_v2(name, &s->db,
	                     flags[s->mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	free(name);
	if (s->db == NULL)
		return gj_err_nomem(err, s->path);
	return rc == SQLITE_OK ? 0 : gj_stmt_fail(s, rc, err);
}

static int harden(struct gj_store *s, struct gj_err *err)
{
	static const struct {
		int what, on;
	} options[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },   { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },     { SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 }, { SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
	};

	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
		int rc = sqlite3_db_config(s->db, options[i].what, options[i].on, NULL);

		if (rc != SQLITE_OK)
			return gj_stmt_fail(s, rc, err);
	}
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_busy_timeout(s->db, s->wait_ms);
	/* recursive_triggers: INSERT OR REPLACE may not go round those that forbid DELETE. */
	return gj_stmt_exec(s,
	                    "PRAGMA cell_size_check = ON; PRAGMA recursive_triggers = ON;"
	                    " PRAGMA cache_size = -4000; PRAGMA temp_store = FILE;"
	                    " PRAGMA synchronous = NORMAL",
	                    err);
}

/* Two processes that make the same file at once: SQLite does not wait here, so we do. */
static int set_wal(struct gj_store *s, struct gj_err *err)
{
	static const char sql[] = "PRAGMA main.journal_mode = WAL";
	char mode[16] = "";
	struct gj_stmt *q;
	int rc;

	for (int waited = 0;; waited += 20) {
		rc = gj_stmt_get(&q, s, sql, err);
		if (rc == 0)
			rc = gj_stmt_step(q, err);
		if (rc != GJ_EBUSY || waited >= s->wait_ms)
			break;
		sqlite3_sleep(20);
	}
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_ROW) {
		gj_stmt_col_copy(q, 0, mode, sizeof mode);
		gj_stmt_reset(q);
	}
	if (strcmp(mode, "wal") != 0)
		return gj_err_set(
		    err, GJ_EIO,
		    tr("%s: this file system cannot hold the database (no write-ahead log); "
		       "keep it on a local disk"),
		    s->path);
	return 0;
}

static int make_ready(struct gj_store *s, struct gj_err *err)
{
	int rc;

	if (s->mode != GJ_STORE_READ && sqlite3_db_readonly(s->db, "main") == 1)
		return gj_stmt_fail(s, SQLITE_READONLY, err);
	rc = gj_migrate_check(s, gj_n_migrations, err); /* before the first byte is written */
	if (rc < 0 || s->mode == GJ_STORE_READ)
		return rc;
	rc = set_wal(s, err);
	if (rc < 0)
		return rc;
	rc = gj_migrate_run(s, gj_migrations, gj_n_migrations, err);
	if (rc < 0)
		return rc;
	return gj_stmt_exec(s, temporary_tables, err);
}

int gj_store_open(struct gj_store **out, const char *path, enum gj_store_mode mode,
                  struct gj_err *err)
{
	struct gj_store *s;
	int rc;

	rc = look(path, mode, err);
	if (rc < 0)
		return rc;
	s = malloc(sizeof *s);
	if (s == NULL)
		return gj_err_nomem(err, path);
	*s = (struct gj_store){ .path = strdup(path), .mode = mode, .wait_ms = WAIT_MS };
	if (s->path == NULL) {
		rc = gj_err_nomem(err, path);
		goto err_after_alloc;
	}
	set_now(s);
	rc = connect_file(s, err);
	if (rc < 0)
		goto err_after_alloc;
	rc = harden(s, err);
	if (rc < 0)
		goto err_after_alloc;
	rc = make_ready(s, err);
	if (rc < 0)
		goto err_after_alloc;
	*out = s;
	return 0;

err_after_alloc:
	gj_store_close(s);
	return rc;
}

void gj_store_close(struct gj_store *s)
{
	if (s == NULL)
		return;
	gj_stmt_forget_all(s);
	gj_facts_table_free_all(s);
	gj_audit_free(s);
	sqlite3_close_v2(s->db); /* rolls back what is open */
	free(s->path);
	free(s);
}

void gj_store_set_wait(struct gj_store *s, int milliseconds)
{
	s->wait_ms = milliseconds;
	sqlite3_busy_timeout(s->db, milliseconds);
}

int gj_store_begin(struct gj_store *s, const char *what, struct gj_err *err)
{
	const char *sql = s->mode == GJ_STORE_READ ? "BEGIN" : "BEGIN IMMEDIATE";
	int rc;

	if (s->begun)
		return gj_err_set(err, GJ_EINVAL, tr("%s: %s cannot begin inside of %s"), s->path,
		                  what, s->what);
	if (!sqlite3_get_autocommit(s->db)) { /* an earlier rollback had no memory */
		rc = gj_stmt_exec(s, "ROLLBACK", err);
		if (rc < 0)
			return rc;
	}
	rc = gj_stmt_exec(s, sql, err);
	if (rc < 0)
		return rc;
	snprintf(s->what, sizeof s->what, "%s", what);
	set_now(s);
	s->begun = true;
	return 0;
}

int gj_store_commit(struct gj_store *s, struct gj_err *err)
{
	int rc;

	if (!s->begun)
		return gj_err_set(err, GJ_EINVAL, tr("%s: there is no transaction to commit"),
		                  s->path);
	if (sqlite3_get_autocommit(s->db)) {
		/* A full disk or the end of memory made SQLite roll back on its own; the caller
		 * went on. */
		rc = gj_stmt_lost(s, err);
		goto err_rollback;
	}
	rc = gj_audit_seal(s, err);
	if (rc < 0)
		goto err_rollback;
	rc = gj_stmt_exec(s, "COMMIT", err);
	if (rc < 0)
		goto err_rollback;
	s->begun = false;
	return 0;

err_rollback:
	gj_store_rollback(s);
	return rc;
}

void gj_store_rollback(struct gj_store *s)
{
	if (!s->begun)
		return;
	if (!sqlite3_get_autocommit(s->db))
		gj_stmt_exec(s, "ROLLBACK", NULL);
	gj_audit_forget(s);
	gj_facts_table_distrust(s); /* columns made in this transaction are gone */
	s->begun = false;
}

int gj_store_trust(struct gj_store *s, bool on, struct gj_err *err)
{
	int rc;

	if (s->begun)
		return gj_err_set(err, GJ_EINVAL, tr("%s: %s cannot begin inside of %s"), s->path,
		                  "trust", s->what);
	rc = sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, !on, NULL);
	return rc == SQLITE_OK ? 0 : gj_stmt_fail(s, rc, err);
}

const char *gj_store_path(const struct gj_store *s)
{
	return s->path;
}

/* What integrity_check found. A page that could not be read is found too: then the reason is not
 * damage. */
static int refuse_damage(struct gj_store *s, char *found, struct gj_err *err)
{
	const char *reason = strstr(found, "error code=");
	int code = reason != NULL ? atoi(reason + strlen("error code=")) : SQLITE_CORRUPT;

	if ((code & 0xff) == SQLITE_NOMEM || (code & 0xff) == SQLITE_IOERR)
		return gj_stmt_fail(s, code, err);
	for (char *c = found; *c != '\0'; c++) {
		if (*c == '\n')
			*c = ' ';
	}
	return gj_err_set(err, GJ_EFORMAT,
	                  tr("%s: the database is damaged: %s; restore it from a backup"), s->path,
	                  found);
}

int gj_store_verify(struct gj_store *s, struct gj_err *err)
{
	char line[256];
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "PRAGMA integrity_check(1)", err);
	if (rc == 0)
		rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	gj_stmt_col_copy(q, 0, line, sizeof line);
	gj_stmt_reset(q);
	if (strcmp(line, "ok") != 0)
		return refuse_damage(s, line, err);
	rc = gj_stmt_get(&q, s,
	                 "SELECT \"table\" || ' -> ' || parent FROM pragma_foreign_key_check", err);
	if (rc == 0)
		rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	gj_stmt_col_copy(q, 0, line, sizeof line);
	gj_stmt_reset(q);
	return gj_err_set(
	    err, GJ_EFORMAT,
	    tr("%s: the database is damaged: a row points to one that is not there (%s); "
	       "restore it from a backup"),
	    s->path, line);
}
