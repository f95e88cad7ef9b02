/* stmt.c: prepares statements once, binds them by name and puts SQLite's refusals into words. */
#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

int gj_stmt_get(struct gj_stmt **out, struct gj_store *s, const char *sql, struct gj_err *err)
{
	struct gj_stmt **link, *q;
	int rc;

	if (s->begun && sqlite3_get_autocommit(s->db))
		return gj_stmt_lost(s, err);
	for (link = &s->stmts; (q = *link) != NULL; link = &q->next) {
		if (q->sql == sql)
			break;
	}
	if (q != NULL) {
		if (q->busy)
			return gj_err_set(err, GJ_EINTERNAL,
			                  tr("%s: a statement is used inside itself: %s"), s->path,
			                  sql);
		*link = q->next; /* to the front: a batch uses a handful again and again */
	} else {
		q = malloc(sizeof *q);
		if (q == NULL)
			return gj_err_nomem(err, s->path);
		*q = (struct gj_stmt){ .store = s, .sql = sql };
		rc = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->raw, NULL);
		if (rc != SQLITE_OK) {
			free(q);
			return gj_stmt_fail(s, rc, err);
		}
	}
	q->next = s->stmts;
	s->stmts = q;
	q->rc = SQLITE_OK;
	q->busy = true;
	*out = q;
	return 0;
}

void gj_stmt_reset(struct gj_stmt *q)
{
	if (q == NULL || !q->busy)
		return;
	sqlite3_reset(q->raw);
	sqlite3_clear_bindings(q->raw);
	q->busy = false;
}

void gj_stmt_forget(struct gj_store *s, const char *sql)
{
	for (struct gj_stmt **link = &s->stmts, *q; (q = *link) != NULL; link = &q->next) {
		if (q->sql != sql)
			continue;
		*link = q->next;
		sqlite3_finalize(q->raw);
		free(q);
		return;
	}
}

void gj_stmt_forget_all(struct gj_store *s)
{
	while (s->stmts != NULL)
		gj_stmt_forget(s, s->stmts->sql);
}

static void stick(struct gj_stmt *q, int rc)
{
	if (q->rc == SQLITE_OK)
		q->rc = rc;
}

void gj_stmt_int(struct gj_stmt *q, const char *name, int64_t value)
{
	gj_stmt_int_at(q, sqlite3_bind_parameter_index(q->raw, name), value);
}

void gj_stmt_text(struct gj_stmt *q, const char *name, const char *value)
{
	gj_stmt_text_at(q, sqlite3_bind_parameter_index(q->raw, name), value);
}

void gj_stmt_blob(struct gj_stmt *q, const char *name, const void *data, size_t n)
{
	int at = sqlite3_bind_parameter_index(q->raw, name);

	if (n == 0) /* a NULL address would bind NULL */
		stick(q, sqlite3_bind_zeroblob(q->raw, at, 0));
	else
		stick(q, sqlite3_bind_blob64(q->raw, at, data, n, SQLITE_STATIC));
}

void gj_stmt_int_at(struct gj_stmt *q, int at, int64_t value)
{
	stick(q, sqlite3_bind_int64(q->raw, at, value));
}

void gj_stmt_text_at(struct gj_stmt *q, int at, const char *value)
{
	if (value == NULL)
		stick(q, sqlite3_bind_null(q->raw, at));
	else
		stick(q, sqlite3_bind_text64(q->raw, at, value, strlen(value), SQLITE_STATIC,
		                             SQLITE_UTF8));
}

void gj_stmt_null_at(struct gj_stmt *q, int at)
{
	stick(q, sqlite3_bind_null(q->raw, at));
}

int gj_stmt_step(struct gj_stmt *q, struct gj_err *err)
{
	int rc = q->rc;

	errno = 0;
	if (rc == SQLITE_OK)
		rc = sqlite3_step(q->raw);
	if (rc == SQLITE_ROW)
		return GJ_STMT_ROW;
	if (rc == SQLITE_DONE) {
		gj_stmt_reset(q);
		return GJ_STMT_DONE;
	}
	rc = gj_stmt_fail(q->store, rc, err); /* before the reset forgets the reason */
	gj_stmt_reset(q);
	return rc;
}

int gj_stmt_run(struct gj_stmt *q, struct gj_err *err)
{
	int rc = gj_stmt_step(q, err);

	if (rc == GJ_STMT_ROW) {
		gj_stmt_reset(q);
		rc = 0;
	}
	return rc;
}

int gj_stmt_one(struct gj_stmt *q, int64_t *out, struct gj_err *err)
{
	int rc = gj_stmt_step(q, err);

	if (rc == GJ_STMT_ROW) {
		*out = gj_stmt_col_int(q, 0);
		gj_stmt_reset(q);
	}
	return rc;
}

int64_t gj_stmt_changes(const struct gj_store *s)
{
	return sqlite3_changes64(s->db);
}

int64_t gj_stmt_last_id(const struct gj_store *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

bool gj_stmt_is_null(struct gj_stmt *q, int column)
{
	return sqlite3_column_type(q->raw, column) == SQLITE_NULL;
}

int64_t gj_stmt_col_int(struct gj_stmt *q, int column)
{
	return sqlite3_column_int64(q->raw, column);
}

/* Not sqlite3_column_text(): that one may need memory to put the NUL, and says nothing when there
 * is none. */
const char *gj_stmt_col_bytes(struct gj_stmt *q, int column, size_t *n)
{
	const void *data = sqlite3_column_blob(q->raw, column);

	*n = data == NULL ? 0 : (size_t)sqlite3_column_bytes(q->raw, column);
	return data == NULL ? "" : data;
}

void gj_stmt_col_copy(struct gj_stmt *q, int column, char *out, size_t room)
{
	size_t n;
	const char *data = gj_stmt_col_bytes(q, column, &n);

	if (n >= room)
		n = gj_text_cut(data, n, room - 1);
	memcpy(out, data, n);
	out[n] = '\0';
}

int gj_stmt_exec(struct gj_store *s, const char *sql, struct gj_err *err)
{
	int rc;

	errno = 0;
	rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? 0 : gj_stmt_fail(s, rc, err);
}

int gj_stmt_execf(struct gj_store *s, struct gj_err *err, const char *format, ...)
{
	va_list args;
	char sql[1024];
	int n;

	va_start(args, format);
	n = vsnprintf(sql, sizeof sql, format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= sizeof sql)
		return gj_err_set(err, GJ_EINTERNAL, tr("%s: a statement of %d bytes is too long"),
		                  s->path, n);
	return gj_stmt_exec(s, sql, err);
}

/* What became of the work, for the end of a sentence about a failed write. */
static const char *fate(const struct gj_store *s)
{
	return s->begun ? tr("nothing of this batch was stored") : tr("nothing was changed");
}

/* The operating system's reason in words. SQLite forgets it when a commit fails, so errno, cleared
 * before each step, is the second to ask. */
static const char *system_says(const struct gj_store *s, int number)
{
	int told = sqlite3_system_errno(s->db);

	return strerror(told != 0 ? told : number != 0 ? number : EIO);
}

static int set_words(struct gj_store *s, int rc, int number, struct gj_err *err)
{
	switch (rc & 0xff) {
	case SQLITE_FULL:
		return gj_err_set(
		    err, GJ_EIO,
		    tr("%s: the disk is full; %s; free some space and run the command again"),
		    s->path, fate(s));
	case SQLITE_IOERR:
		return gj_err_set(
		    err, GJ_EIO,
		    tr("%s: the disk refused to read or write (%s); %s; look after the "
		       "disk or its limits and run the command again"),
		    s->path, system_says(s, number), fate(s));
	case SQLITE_READONLY:
		return gj_err_set(
		    err, GJ_EIO,
		    tr("%s: the file or its folder is read-only; %s; ask for permission to "
		       "write, or copy the file to a folder of your own"),
		    s->path, fate(s));
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return gj_err_set(
		    err, GJ_EIO,
		    tr("%s: cannot open it (%s): the file and its folder must be readable "
		       "and writable, for the journal beside it too"),
		    s->path, system_says(s, number));
	case SQLITE_NOTADB:
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("%s: not a database; name the file that guiju made, with --db"), s->path);
	case SQLITE_CORRUPT:
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("%s: the database is damaged (%s); restore it from a backup"),
		                  s->path, sqlite3_errmsg(s->db));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return gj_err_set(
		    err, GJ_EBUSY,
		    tr("%s: another process is writing to it (waited %d.%d s); %s; run the "
		       "command again when the other one is done"),
		    s->path, s->wait_ms / 1000, s->wait_ms % 1000 / 100, fate(s));
	case SQLITE_TOOBIG:
		return gj_err_set(err, GJ_ELIMIT, tr("%s: a value is too long to be stored; %s"),
		                  s->path, fate(s));
	case SQLITE_INTERRUPT:
		return gj_err_set(err, GJ_ECANCELED, tr("%s: stopped; %s"), s->path, fate(s));
	case SQLITE_CONSTRAINT:
		if (rc == SQLITE_CONSTRAINT_TRIGGER) /* the words of the append-only tables */
			return gj_err_set(err, GJ_EINVAL, tr("%s: %s"), s->path,
			                  sqlite3_errmsg(s->db));
		return gj_err_set(err, GJ_EINTERNAL, tr("%s: the database refused a row: %s; %s"),
		                  s->path, sqlite3_errmsg(s->db), fate(s));
	case SQLITE_ERROR:
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("%s: the tables are not as guiju made them (%s); restore the file "
		       "from a backup"),
		    s->path, sqlite3_errmsg(s->db));
	}
	return gj_err_set(err, GJ_EINTERNAL, tr("%s: the database said: %s (%d)"), s->path,
	                  sqlite3_errmsg(s->db), rc);
}

int gj_stmt_fail(struct gj_store *s, int rc, struct gj_err *err)
{
	int number = errno;
	struct gj_err local;
	int code;

	if ((rc & 0xff) == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM)
		return gj_err_nomem(err, s->path);
	code = set_words(s, rc, number, &local);
	if (s->begun)
		return gj_err_set(err, code, tr("%s: %s"), s->what, local.text);
	return gj_err_set(err, code, "%s", local.text);
}

int gj_stmt_lost(struct gj_store *s, struct gj_err *err)
{
	return gj_err_set(
	    err, GJ_EIO,
	    tr("%s: %s was rolled back after an earlier failure; nothing of this batch was "
	       "stored; run the command again"),
	    s->path, s->what);
}

int gj_stmt_own_begin(struct gj_store *s, bool *own, const char *what, struct gj_err *err)
{
	*own = !s->begun;
	return *own ? gj_store_begin(s, what, err) : 0;
}

int gj_stmt_own_end(struct gj_store *s, bool own, int rc, struct gj_err *err)
{
	if (own && rc == 0)
		return gj_store_commit(s, err);
	if (own)
		gj_store_rollback(s);
	return rc;
}
