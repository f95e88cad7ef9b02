/* query.c: opens the file read-only, lets a statement do nothing but read, and makes texts of values. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "query.h"

enum { STEPS = 20000 /* of SQLite's machine, between looks at whether to stop */ };

static int32_t refuse(struct sqlite_query *q, int code, struct src_err *err)
{
	if ((code & 0xff) == SQLITE_NOMEM)
		return src_tell_nomem(err);
	if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("another program is writing to the database: try again when it "
		                   "has finished"));
	return src_tell(err, GUIJU_FAILED, tr("the database cannot be read: %s"),
	                sqlite3_errmsg(q->db));
}

static int32_t check_file(const char *path, struct src_err *err)
{
	static const char magic[16] = "SQLite format 3";
	char head[16] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	ssize_t n;

	if (fd < 0 || fstat(fd, &st) != 0) {
		src_tell(err, GUIJU_FAILED, tr("cannot be opened: %s"), strerror(errno));
		if (fd >= 0)
			close(fd);
		return err->code;
	}
	n = S_ISREG(st.st_mode) ? pread(fd, head, sizeof head, 0) : -1;
	close(fd);
	if (n < 0)
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("this is not a regular file; name a SQLite database"));
	if (n != sizeof head || memcmp(head, magic, sizeof magic) != 0)
		return src_tell(err, GUIJU_NOT_MINE, "%s", tr("this is no SQLite database"));
	return GUIJU_OK;
}

/* Reading is all that a statement may do: no pragmas, no other files, no code from outside. */
static int only_reading(void *in, int action, const char *a, const char *b, const char *c,
                        const char *d)
{
	(void)in;
	(void)a;
	(void)c;
	(void)d;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return b && strcasecmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

static int on_progress(void *in)
{
	const struct sqlite_query *q = in;

	return q->env->host->canceled(q->env->args->host_data);
}

/* A path as a URI: everything but plain characters in hexadecimal. */
static char *uri_of(const char *path, bool immutable)
{
	size_t n = strlen(path), to;
	char *out = malloc(3 * n + 64);

	if (out == NULL)
		return NULL;
	/* A relative path needs no slashes in front; "//" would be a host. */
	to = (size_t)sprintf(out, "file:");
	if (*path == '/')
		to += (size_t)sprintf(out + to, "//");
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (c == '/' || c == '.' || c == '_' || c == '-' || (c >= '0' && c <= '9') ||
		    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			out[to++] = (char)c;
		else
			to += (size_t)sprintf(out + to, "%%%02X", c);
	}
	sprintf(out + to, "?mode=ro%s", immutable ? "&immutable=1" : "");
	return out;
}

static int try_open(struct sqlite_query *q, const char *path, bool immutable)
{
	char *uri = uri_of(path, immutable);
	int code;

	if (uri == NULL)
		return SQLITE_NOMEM;
	sqlite3_close(q->db);
	q->db = NULL;
	code = sqlite3_open_v2(uri, &q->db,
	                       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
	free(uri);
	if (code != SQLITE_OK)
		return code;
	sqlite3_busy_timeout(q->db, 2000);
	sqlite3_db_config(q->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(q->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(q->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_limit(q->db, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);
	sqlite3_limit(q->db, SQLITE_LIMIT_ATTACHED, 0);
	return sqlite3_exec(q->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
}

static bool has_journal(const char *path)
{
	char *wal;
	struct stat st;
	bool has;

	if (asprintf(&wal, "%s-wal", path) < 0)
		return true;
	has = stat(wal, &st) == 0 && st.st_size > 0;
	free(wal);
	return has;
}

int32_t sqlite_query_open(struct sqlite_query *q, const struct src_env *env, const char *path,
                          struct src_err *err)
{
	int32_t rc = check_file(path, err);
	int code;

	q->env = env;
	if (rc != GUIJU_OK)
		return rc;
	code = try_open(q, path, false);
	/* In a folder that cannot be written, a database in WAL mode opens only as one that nobody
	 * changes; with a journal beside it, that would leave out what is in the journal. */
	if (code != SQLITE_OK && (code & 0xff) != SQLITE_NOMEM && !has_journal(path))
		code = try_open(q, path, true);
	if (code != SQLITE_OK)
		return refuse(q, code, err);
	sqlite3_progress_handler(q->db, STEPS, on_progress, q);
	return GUIJU_OK;
}

void sqlite_query_close(struct sqlite_query *q)
{
	sqlite3_finalize(q->stmt);
	sqlite3_close(q->db);
	q->stmt = NULL;
	q->db = NULL;
}

/* Whether a column of lists is called like this: its table is not where applications are. */
static bool is_list(const struct sqlite_query *q, const char *name)
{
	const struct guiju_open *args = q->env->args;
	uint32_t i;

	for (i = 0; i < args->n_columns; i++) {
		const struct guiju_column *c = guiju_column_at(args, i);

		if (c->type == GUIJU_LIST &&
		    (strcmp(c->key, name) == 0 || strcmp(c->label_zh, name) == 0 ||
		     strcmp(c->label_en, name) == 0))
			return true;
	}
	return false;
}

static bool is_among(const char *name, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (names[i] && strcmp(names[i], name) == 0)
			return true;
	return false;
}

int32_t sqlite_query_table(struct sqlite_query *q, const char *const *names, size_t n, char **sql,
                           struct src_err *err)
{
	static const char list[] = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
				   "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
	char all[400] = "", found[256] = "";
	sqlite3_stmt *stmt;
	const char *name;
	size_t seen = 0;
	int code = sqlite3_prepare_v2(q->db, list, -1, &stmt, NULL);

	*sql = NULL;
	if (code != SQLITE_OK)
		return refuse(q, code, err);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		name = (const char *)sqlite3_column_text(stmt, 0);
		if (name == NULL || strlen(name) >= sizeof found)
			continue;
		src_tell_list(all, sizeof all, name);
		if (n > 0 ? !is_among(name, names, n) : is_list(q, name))
			continue;
		seen++;
		strcpy(found, name);
	}
	sqlite3_finalize(stmt);
	if (code != SQLITE_DONE)
		return refuse(q, code, err);
	if (seen == 0 && n > 0)
		return src_tell(err, GUIJU_END, tr("the database has no table %s; it has: %s"),
		                names[0] ? names[0] : "", all);
	if (seen == 0)
		return src_tell(err, GUIJU_FAILED, "%s", tr("the database has no tables"));
	if (seen > 1)
		return src_tell(err, GUIJU_FAILED,
		                tr("the database has several tables (%s): name one by the option "
		                   "table, or give the option query"),
		                all);
	*sql = sqlite3_mprintf("SELECT * FROM \"%w\"", found);
	return *sql ? GUIJU_OK : src_tell_nomem(err);
}

int32_t sqlite_query_start(struct sqlite_query *q, const char *sql, struct src_err *err)
{
	const char *rest;
	int code;

	sqlite3_set_authorizer(q->db, only_reading, NULL);
	code = sqlite3_prepare_v2(q->db, sql, -1, &q->stmt, &rest);
	if (code == SQLITE_AUTH)
		return src_tell(err, GUIJU_FAILED,
		                tr("the query does more than read (%s): only SELECT is allowed"),
		                sqlite3_errmsg(q->db));
	if (code == SQLITE_ERROR)
		return src_tell(err, GUIJU_FAILED, tr("the query is wrong: %s"),
		                sqlite3_errmsg(q->db));
	if (code != SQLITE_OK)
		return refuse(q, code, err);
	if (q->stmt == NULL || sqlite3_column_count(q->stmt) == 0)
		return src_tell(err, GUIJU_FAILED, "%s", tr("the query gives no columns"));
	rest += strspn(rest, " \t\r\n;");
	if (*rest != '\0' && strncmp(rest, "--", 2) != 0)
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("the option query holds more than one statement: give one"));
	return GUIJU_OK;
}

static int32_t put_names(struct sqlite_query *q, struct src_rows *rows, struct src_err *err)
{
	int n = sqlite3_column_count(q->stmt), i;
	struct src_row row = { .n = (uint32_t)n, .n_seen = (uint64_t)n };

	for (i = 0; i < n; i++) {
		const char *name = sqlite3_column_name(q->stmt, i);

		if (name == NULL || src_rows_put(rows, name, strlen(name)) != GUIJU_OK ||
		    src_rows_end_cell(rows, strlen(name)) != GUIJU_OK)
			return src_tell_nomem(err);
	}
	return src_rows_end(rows, &row) == GUIJU_OK ? SRC_SCAN_ROW : src_tell_nomem(err);
}

/* The shortest text that is this very number. */
static size_t print_real(char out[64], double number)
{
	snprintf(out, 64, "%.15g", number);
	if (strtod(out, NULL) != number)
		snprintf(out, 64, "%.17g", number);
	return strlen(out);
}

static int32_t put_value(struct sqlite_query *q, struct src_rows *rows, int i, struct src_row *row,
                         struct src_err *err)
{
	enum src_cell kind = SRC_CELL_TEXT;
	const char *s = NULL;
	char number[64];
	size_t n = 0;

	switch (sqlite3_column_type(q->stmt, i)) {
	case SQLITE_NULL:
		break;
	case SQLITE_FLOAT:
		s = number;
		n = print_real(number, sqlite3_column_double(q->stmt, i));
		kind = SRC_CELL_NUMBER;
		break;
	case SQLITE_BLOB:
		kind = SRC_CELL_BINARY;
		break;
	default: /* integers are 64 bits wide, and exact */
		s = (const char *)sqlite3_column_text(q->stmt, i);
		n = (size_t)sqlite3_column_bytes(q->stmt, i);
		if (s == NULL)
			return src_tell_nomem(err);
		break;
	}
	if (n > q->env->limits.cell) {
		n = 0;
		if (row->flaw == SRC_FLAW_NONE) {
			row->flaw = SRC_FLAW_LONG_CELL;
			row->flaw_cell = (uint64_t)i + 1;
		}
	}
	if ((n > 0 && src_rows_put(rows, s, n) != GUIJU_OK) ||
	    src_rows_end_cell(rows, n) != GUIJU_OK)
		return src_tell_nomem(err);
	src_rows_mark(rows, kind);
	return GUIJU_OK;
}

int32_t sqlite_query_next(void *in, struct src_rows *rows, struct src_err *err)
{
	struct sqlite_query *q = in;
	int n = sqlite3_column_count(q->stmt), i, code;
	struct src_row row = { .n = (uint32_t)n, .n_seen = (uint64_t)n };
	int32_t rc;

	if (!q->headed) {
		q->headed = true;
		return put_names(q, rows, err);
	}
	/* Another step would begin anew. */
	if (q->ended)
		return SRC_SCAN_END;
	if (q->env->host->canceled(q->env->args->host_data))
		return SRC_SCAN_STOPPED;
	code = sqlite3_step(q->stmt);
	q->ended = code != SQLITE_ROW;
	if (code == SQLITE_DONE)
		return SRC_SCAN_END;
	if (code == SQLITE_INTERRUPT)
		return SRC_SCAN_STOPPED;
	if (code != SQLITE_ROW)
		return refuse(q, code, err);
	row.place = ++q->n_rows;
	for (i = 0; i < n; i++) {
		rc = put_value(q, rows, i, &row, err);
		if (rc != GUIJU_OK)
			return rc;
	}
	return src_rows_end(rows, &row) == GUIJU_OK ? SRC_SCAN_ROW : src_tell_nomem(err);
}
