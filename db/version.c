/* version.c: the tables policy_version and policy_file: every policy that decided anything, whole.
 */
#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "db/version.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

/* GJ_STMT_ROW and *id when the hash is stored. */
static int find(int64_t *id, struct gj_store *s, const char *hash, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "SELECT id FROM policy_version WHERE hash = :hash", err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":hash", hash);
	return gj_stmt_one(q, id, err);
}

static int insert(int64_t *id, struct gj_store *s, const char *hash, const char *policy,
                  int32_t in_from, int32_t in_to, struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO policy_version(hash, policy, stored_at, in_from, in_to)"
	    " VALUES(:hash, :policy, :now, :from, :to)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":hash", hash);
	gj_stmt_text(q, ":policy", policy);
	gj_stmt_text(q, ":now", s->now);
	if (in_from != GJ_DAY_NONE)
		gj_stmt_int(q, ":from", in_from);
	if (in_to != GJ_DAY_NONE)
		gj_stmt_int(q, ":to", in_to);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*id = gj_stmt_last_id(s);
	return gj_audit_note(s, GJ_AUDIT_VERSION, *id, err);
}

static int insert_file(struct gj_store *s, int64_t version, const struct gj_file *file,
                       struct gj_err *err)
{
	static const char sql[] = "INSERT INTO policy_file(version, path, content)"
				  " VALUES(:version, :path, :content)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":version", version);
	gj_stmt_text(q, ":path", file->path);
	gj_stmt_blob(q, ":content", file->data, file->n);
	rc = gj_stmt_run(q, err);
	return rc < 0 ? rc : gj_audit_note(s, GJ_AUDIT_FILE, gj_stmt_last_id(s), err);
}

int gj_version_put(struct gj_store *s, int64_t *id, const char *policy,
                   const struct gj_fileset *files, struct gj_err *err)
{
	return gj_version_put_in_force(s, id, policy, files, GJ_DAY_NONE, GJ_DAY_NONE, err);
}

int gj_version_put_in_force(struct gj_store *s, int64_t *id, const char *policy,
                            const struct gj_fileset *files, int32_t in_from, int32_t in_to,
                            struct gj_err *err)
{
	char hash[GJ_DIGEST_TEXT];
	int rc;

	gj_fileset_hash(files, hash);
	rc = find(id, s, hash, err);
	if (rc != GJ_STMT_DONE)
		return rc < 0 ? rc : 0;
	rc = insert(id, s, hash, policy, in_from, in_to, err);
	for (size_t i = 0; rc == 0 && i < files->n; i++)
		rc = insert_file(s, *id, &files->files[i], err);
	return rc;
}

/* What is read of a version; a day that is open comes as GJ_DAY_NONE. */
#define COLUMNS \
	"id, hash, policy, stored_at, coalesce(in_from, -2147483648), coalesce(in_to, " \
	"-2147483648)"

static void read_columns(struct gj_version *out, struct gj_stmt *q)
{
	out->id = gj_stmt_col_int(q, 0);
	gj_stmt_col_copy(q, 1, out->hash, sizeof out->hash);
	gj_stmt_col_copy(q, 2, out->policy, sizeof out->policy);
	gj_stmt_col_copy(q, 3, out->stored_at, sizeof out->stored_at);
	out->in_from = (int32_t)gj_stmt_col_int(q, 4);
	out->in_to = (int32_t)gj_stmt_col_int(q, 5);
}

/* The row that q gives; GJ_STMT_DONE when it gives none. */
static int read_one(struct gj_version *out, struct gj_stmt *q, struct gj_err *err)
{
	int rc = gj_stmt_step(q, err);

	if (rc != GJ_STMT_ROW)
		return rc;
	read_columns(out, q);
	gj_stmt_reset(q);
	return GJ_STMT_ROW;
}

int gj_version_get(struct gj_store *s, struct gj_version *out, int64_t id, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "SELECT " COLUMNS " FROM policy_version WHERE id = :id", err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id);
	rc = read_one(out, q, err);
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, tr("%s: there is no policy version %lld"),
		                  s->path, (long long)id);
	return rc < 0 ? rc : 0;
}

int gj_version_latest(struct gj_store *s, struct gj_version *out, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM policy_version WHERE id = coalesce("
	    " (SELECT version FROM run WHERE state = 'finished' ORDER BY id DESC LIMIT 1),"
	    " (SELECT max(id) FROM policy_version))";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	rc = read_one(out, q, err);
	if (rc == GJ_STMT_DONE)
		return gj_err_set(
		    err, GJ_ENOENT,
		    tr("%s: no policy is stored yet; run guiju import, then guiju evaluate"),
		    s->path);
	return rc < 0 ? rc : 0;
}

static int each_row(struct gj_stmt *q, int (*each)(void *ctx, const struct gj_version *v),
                    void *ctx, struct gj_err *err)
{
	struct gj_version v;
	int rc;

	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		read_columns(&v, q);
		rc = each(ctx, &v);
		if (rc)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

int gj_version_each_in_force(struct gj_store *s, int32_t reference, int32_t known_at,
                             int (*each)(void *ctx, const struct gj_version *v), void *ctx,
                             struct gj_err *err)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM policy_version WHERE coalesce(in_from, :day) <= :day"
	    " AND coalesce(in_to, :day) >= :day AND substr(stored_at, 1, 10) <= :known"
	    " ORDER BY coalesce(in_from, -2147483648) DESC, id DESC";
	char known[GJ_DAY_TEXT];
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":day", reference);
	gj_stmt_text(q, ":known", known_at == GJ_DAY_NONE ? "9999" : gj_day_print(known, known_at));
	return each_row(q, each, ctx, err);
}

int gj_version_each(struct gj_store *s, int (*each)(void *ctx, const struct gj_version *v),
                    void *ctx, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, "SELECT " COLUMNS " FROM policy_version ORDER BY id", err);

	return rc < 0 ? rc : each_row(q, each, ctx, err);
}

static int read_files(struct gj_store *s, int64_t id, struct gj_fileset *out, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT path, content FROM policy_file WHERE version = :version ORDER BY path";
	char path[1024];
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":version", id);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		size_t n;
		const char *data = gj_stmt_col_bytes(q, 1, &n);

		gj_stmt_col_copy(q, 0, path, sizeof path);
		rc = gj_fileset_put(out, path, data, n, err);
		if (rc < 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

int gj_version_files(struct gj_store *s, int64_t id, struct gj_fileset *out, struct gj_err *err)
{
	char hash[GJ_DIGEST_TEXT];
	struct gj_version version;
	int rc;

	rc = gj_version_get(s, &version, id, err);
	if (rc < 0)
		return rc;
	rc = read_files(s, id, out, err);
	if (rc < 0)
		return rc;
	gj_fileset_hash(out, hash);
	if (strcmp(hash, version.hash) != 0)
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("%s: the stored policy %s was changed by another program: its hash is "
		       "%.12s and not %.12s; restore the file from a backup"),
		    s->path, version.policy, hash, version.hash);
	out->root = gj_arena_strdup(&out->arena, version.hash);
	return out->root != NULL ? 0 : gj_err_nomem(err, version.policy);
}
