/* application.c: the tables subject and application: who applies, for what, in which year. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/application.h"
#include "db/audit.h"
#include "db/decision_row.h"
#include "db/stmt.h"
#include "engine/base/creditcode.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

#define COLUMNS \
	"a.id, s.code, s.name, a.bureau, a.category, a.year, a.revision, " GJ_DECISION_NEWEST

static void read_row(struct gj_application *out, struct gj_stmt *q)
{
	out->id = gj_stmt_col_int(q, 0);
	gj_stmt_col_copy(q, 1, out->code, sizeof out->code);
	gj_stmt_col_copy(q, 2, out->name, sizeof out->name);
	gj_stmt_col_copy(q, 3, out->bureau, sizeof out->bureau);
	gj_stmt_col_copy(q, 4, out->category, sizeof out->category);
	out->year = (int)gj_stmt_col_int(q, 5);
	out->revision = gj_stmt_col_int(q, 6);
	out->decision = gj_stmt_col_int(q, 7);
}

static bool column_is(struct gj_stmt *q, int column, const char *s)
{
	size_t n;
	const char *stored = gj_stmt_col_bytes(q, column, &n);

	return strlen(s) == n && memcmp(stored, s, n) == 0;
}

/* --- put --- */

static int subject_insert(int64_t *id, struct gj_store *s, const char *code, const char *name,
                          struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "INSERT INTO subject(code, name) VALUES(:code, :name)", err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":code", code);
	gj_stmt_text(q, ":name", name);
	rc = gj_stmt_run(q, err);
	if (rc == 0)
		*id = gj_stmt_last_id(s);
	return rc;
}

static int subject_rename(struct gj_store *s, int64_t id, const char *name, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "UPDATE subject SET name = :name WHERE id = :id", err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":name", name);
	gj_stmt_int(q, ":id", id);
	return gj_stmt_run(q, err);
}

static int subject_note_name(struct gj_store *s, int64_t id, const char *name, struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO subject_name(subject, name, since_import, recorded_at)"
	    " VALUES(:subject, :name,"
	    " (SELECT id FROM import WHERE id = :import), :now)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":subject", id);
	gj_stmt_text(q, ":name", name);
	gj_stmt_int(q, ":import", s->import);
	gj_stmt_text(q, ":now", s->now);
	return gj_stmt_run(q, err);
}

static int subject_put(int64_t *id, struct gj_store *s, const char *code, const char *name,
                       struct gj_err *err)
{
	bool same = false;
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "SELECT id, name FROM subject WHERE code = :code", err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":code", code);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_ROW) {
		*id = gj_stmt_col_int(q, 0);
		same = column_is(q, 1, name);
		gj_stmt_reset(q);
		rc = same ? 0 : subject_rename(s, *id, name, err);
	} else {
		rc = subject_insert(id, s, code, name, err);
	}
	if (rc < 0 || same)
		return rc;
	return subject_note_name(s, *id, name, err);
}

static int application_insert(int64_t *id, struct gj_store *s, int64_t subject, const char *bureau,
                              const char *category, int year, struct gj_err *err)
{
	static const char sql[] = "INSERT INTO application(subject, category, year, bureau)"
				  " VALUES(:subject, :category, :year, :bureau)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":subject", subject);
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	gj_stmt_text(q, ":bureau", bureau);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*id = gj_stmt_last_id(s);
	return gj_audit_note(s, GJ_AUDIT_APPLICATION, *id, err);
}

static int application_move(struct gj_store *s, int64_t id, const char *bureau, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "UPDATE application SET bureau = :bureau WHERE id = :id", err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":bureau", bureau);
	gj_stmt_int(q, ":id", id);
	return gj_stmt_run(q, err);
}

int gj_application_put(struct gj_store *s, struct gj_application *out, bool *made, const char *code,
                       const char *name, const char *bureau, const char *category, int year,
                       struct gj_err *err)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM application a JOIN subject s ON s.id = a.subject"
	    " WHERE a.subject = :subject AND a.category = :category AND a.year = :year";
	bool moved = false;
	int64_t subject = 0, id = 0;
	struct gj_stmt *q;
	int rc;

	rc = subject_put(&subject, s, code, name, err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":subject", subject);
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	*made = rc == GJ_STMT_DONE;
	if (*made) {
		rc = application_insert(&id, s, subject, bureau, category, year, err);
		return rc < 0 ? rc : gj_application_get(s, out, id, err);
	}
	read_row(out, q);
	moved = !column_is(q, 3, bureau);
	gj_stmt_reset(q);
	if (!moved)
		return 0;
	snprintf(out->bureau, sizeof out->bureau, "%s", bureau);
	return application_move(s, out->id, bureau, err);
}

/* --- get, find, count --- */

int gj_application_get(struct gj_store *s, struct gj_application *out, int64_t id,
                       struct gj_err *err)
{
	static const char sql[] = "SELECT " COLUMNS " FROM application a"
				  " JOIN subject s ON s.id = a.subject WHERE a.id = :id";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, tr("%s: there is no application %lld"), s->path,
		                  (long long)id);
	read_row(out, q);
	gj_stmt_reset(q);
	return 0;
}

/* The number that `what` is, 0 when it is none. */
static int64_t id_of(const char *what)
{
	size_t n = strspn(what, "0123456789");

	return n > 0 && n <= 18 && what[n] == '\0' ? strtoll(what, NULL, 10) : 0;
}

int gj_application_find(struct gj_store *s, const char *what, const char *category, int year,
                        int (*each)(void *ctx, const struct gj_application *a), void *ctx,
                        struct gj_err *err)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM application a JOIN subject s ON s.id = a.subject"
	    " WHERE (a.id = :id OR a.subject IN"
	    "  (SELECT id FROM subject WHERE code = :code"
	    "   UNION ALL SELECT subject FROM subject_name WHERE name = :name))"
	    " AND (:category IS NULL OR a.category = :category) AND (:year = 0 OR a.year = :year)"
	    " ORDER BY a.id";
	char code[GJ_CREDITCODE_ROOM];
	struct gj_application row;
	struct gj_stmt *q;
	int rc;

	gj_creditcode_read(code, what, strlen(what)); /* as people write it: lower case, spaces */
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id_of(what));
	gj_stmt_text(q, ":code", *code != '\0' ? code : what);
	gj_stmt_text(q, ":name", what);
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		read_row(&row, q);
		rc = each(ctx, &row);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

int gj_application_by_code(struct gj_store *s, struct gj_application *out, const char *code,
                           const char *category, int year, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM subject s JOIN application a ON a.subject = s.id"
	    " WHERE s.code = :code AND a.category = :category AND (:year = 0 OR a.year = :year)"
	    " ORDER BY a.year DESC LIMIT 1";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":code", code);
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, tr("%s: %s has no application as %s"), s->path,
		                  code, category);
	read_row(out, q);
	gj_stmt_reset(q);
	return 0;
}

int gj_application_count(struct gj_store *s, int64_t *n, const char *category, int year,
                         struct gj_err *err)
{
	static const char sql[] = "SELECT count(*) FROM application WHERE"
				  " (:category IS NULL OR category = :category)"
				  " AND (:year = 0 OR year = :year)";
	/* The index alone answers the usual question. */
	static const char both[] = "SELECT count(*) FROM application"
				   " WHERE category = :category AND year = :year";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, category && year ? both : sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	rc = gj_stmt_one(q, n, err);
	return rc < 0 ? rc : 0;
}
