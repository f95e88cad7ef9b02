/* decision_row.c: the table decision: one row wherever a result or an outcome is new. */
#include <string.h>

#include "db/audit.h"
#include "db/decision_row.h"
#include "db/ruling.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

/* --- put --- */

/* Whether the decision `latest` says the same as the row. */
static int compare(bool *same, struct gj_store *s, const struct gj_decision_row *row,
                   int64_t latest, struct gj_err *err)
{
	const char *outcomes;
	struct gj_stmt *q;
	size_t n;
	int rc;

	*same = false;
	if (latest == 0)
		return 0;
	rc = gj_stmt_get(&q, s, "SELECT result, outcomes FROM decision WHERE id = :id", err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", latest);
	rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	outcomes = gj_stmt_col_bytes(q, 1, &n);
	*same = gj_stmt_col_int(q, 0) == row->result && n == row->n_outcomes &&
	        memcmp(outcomes, row->outcomes, n) == 0;
	gj_stmt_reset(q);
	return 0;
}

static int insert(int64_t *id, struct gj_store *s, const struct gj_decision_row *row,
                  struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO decision(application, run, version, revision, reference, result, outcomes)"
	    " VALUES(:application, :run, :version, :revision, :reference, :result, :outcomes)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", row->application);
	gj_stmt_int(q, ":run", row->run);
	gj_stmt_int(q, ":version", row->version);
	gj_stmt_int(q, ":revision", row->revision);
	gj_stmt_int(q, ":reference", row->reference);
	gj_stmt_int(q, ":result", row->result);
	gj_stmt_blob(q, ":outcomes", row->outcomes, row->n_outcomes);
	rc = gj_stmt_run(q, err);
	if (rc == 0)
		*id = gj_stmt_last_id(s);
	return rc;
}

/* GJ_EBUSY when `latest` is not the newest any more: the row was judged from older facts. */
static int refuse_later(struct gj_store *s, const struct gj_decision_row *row, int64_t latest,
                        struct gj_err *err)
{
	static const char sql[] = "SELECT coalesce(max(id), 0) FROM decision"
				  " WHERE application = :application";
	int64_t newest = 0;
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", row->application);
	rc = gj_stmt_one(q, &newest, err);
	if (rc < 0 || newest == latest)
		return rc < 0 ? rc : 0;
	return gj_err_set(err, GJ_EBUSY,
	                  tr("%s: another run decided application %lld meanwhile; nothing of this "
	                     "batch was stored; run the command again"),
	                  s->path, (long long)row->application);
}

int gj_decision_put(struct gj_store *s, bool *added, const struct gj_decision_row *row,
                    int64_t latest, struct gj_err *err)
{
	int64_t id = 0;
	bool same;
	int rc;

	if (row->n_outcomes > sizeof row->outcomes)
		return gj_err_set(err, GJ_ELIMIT, tr("%s: %zu bytes of outcomes are too many"),
		                  s->path, row->n_outcomes);
	rc = compare(&same, s, row, latest, err);
	if (rc < 0)
		return rc;
	*added = !same;
	if (same)
		return 0;
	rc = refuse_later(s, row, latest, err);
	if (rc == 0)
		rc = insert(&id, s, row, err);
	return rc < 0 ? rc : gj_audit_decision(s, id, row, err);
}

/* --- get --- */

#define COLUMNS \
	"d.id, d.application, d.run, d.version, d.revision, d.reference, d.result, d.outcomes"

static int read_row(struct gj_decision_row *out, struct gj_stmt *q, int first, struct gj_err *err)
{
	size_t n;
	const char *outcomes = gj_stmt_col_bytes(q, first + 7, &n);

	if (n > sizeof out->outcomes)
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("%s: decision %lld has %zu bytes of outcomes; the "
		                     "database was changed by another program"),
		                  q->store->path, (long long)gj_stmt_col_int(q, first), n);
	*out = (struct gj_decision_row){
		.id = gj_stmt_col_int(q, first),
		.application = gj_stmt_col_int(q, first + 1),
		.run = gj_stmt_col_int(q, first + 2),
		.version = gj_stmt_col_int(q, first + 3),
		.revision = gj_stmt_col_int(q, first + 4),
		.reference = (int32_t)gj_stmt_col_int(q, first + 5),
		.result = (int)gj_stmt_col_int(q, first + 6),
		.n_outcomes = n,
	};
	memcpy(out->outcomes, outcomes, n);
	return 0;
}

int gj_decision_get(struct gj_store *s, struct gj_decision_row *out, int64_t id, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, "SELECT " COLUMNS " FROM decision d WHERE d.id = :id", err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, tr("%s: there is no decision %lld"), s->path,
		                  (long long)id);
	rc = read_row(out, q, 0, err);
	gj_stmt_reset(q);
	return rc;
}

/* --- counts and lists --- */

/* What a person decided goes before it. */
#define RULING " LEFT JOIN ruling r ON r.id = " GJ_RULING_NEWEST " AND " GJ_RULING_STANDS

int gj_decision_counts(struct gj_store *s, const char *category, int year,
                       int (*each)(void *ctx, const struct gj_decision_count *c), void *ctx,
                       struct gj_err *err)
{
	static const char sql[] =
	    "SELECT a.bureau, coalesce(r.result, d.result, -1), count(*) FROM application a"
	    " LEFT JOIN decision d ON d.id = " GJ_DECISION_NEWEST RULING
	    " WHERE a.category = :category AND a.year = :year GROUP BY 1, 2 ORDER BY 1, 2";
	char bureau[64];
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		gj_stmt_col_copy(q, 0, bureau, sizeof bureau);
		rc = each(ctx, &(struct gj_decision_count){
				   .bureau = bureau,
				   .result = (int)gj_stmt_col_int(q, 1),
				   .n = gj_stmt_col_int(q, 2),
			       });
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

int gj_decision_each(struct gj_store *s, const char *category, int year, const char *bureau,
                     int result, int (*each)(void *ctx, const struct gj_decision_item *item),
                     void *ctx, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT a.id, s.code, s.name, a.bureau, r.kind, r.result, " COLUMNS
	    " FROM application a"
	    " CROSS JOIN subject s ON s.id = a.subject LEFT JOIN decision d ON d.id "
	    "= " GJ_DECISION_NEWEST RULING
	    " WHERE (:category IS NULL OR a.category = :category) AND a.year = :year"
	    " AND (:bureau IS NULL OR a.bureau = :bureau) AND (:result = -1 OR coalesce(r.result, d.result) = :result)"
	    " ORDER BY a.id";
	char code[19], name[512], key[64], kind[16];
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	gj_stmt_text(q, ":bureau", bureau);
	gj_stmt_int(q, ":result", result);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		struct gj_decision_item item = { .application = gj_stmt_col_int(q, 0),
			                         .code = code,
			                         .name = name,
			                         .bureau = key };

		gj_stmt_col_copy(q, 1, code, sizeof code);
		gj_stmt_col_copy(q, 2, name, sizeof name);
		gj_stmt_col_copy(q, 3, key, sizeof key);
		gj_stmt_col_copy(q, 4, kind, sizeof kind);
		item.ruling = *kind ? gj_ruling_kind_find(kind) : -1;
		rc = read_row(&item.row, q, 6, err);
		item.result = *kind         ? (int)gj_stmt_col_int(q, 5)
		              : item.row.id ? item.row.result
		                            : -1;
		if (rc == 0)
			rc = each(ctx, &item);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}
