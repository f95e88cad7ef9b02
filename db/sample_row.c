/* sample_row.c: writes a draw once, and reads it back. */
#include "db/audit.h"
#include "db/sample_row.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

int gj_sample_put(struct gj_store *s, int64_t *id, const struct gj_sample_head *head,
                  struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO sample(category, year, filter, strata, rule, seed, algorithm, list_hash,"
	    " list_size, drawn_at) VALUES(:category, :year, :filter, :strata, :rule, :seed,"
	    " :algorithm, :list_hash, :list_size, :now)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", head->category);
	gj_stmt_int(q, ":year", head->year);
	gj_stmt_text(q, ":filter", head->filter);
	gj_stmt_text(q, ":strata", head->strata);
	gj_stmt_text(q, ":rule", head->rule);
	gj_stmt_text(q, ":seed", head->seed);
	gj_stmt_text(q, ":algorithm", head->algorithm);
	gj_stmt_text(q, ":list_hash", head->list_hash);
	gj_stmt_int(q, ":list_size", head->list_size);
	gj_stmt_text(q, ":now", s->now);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*id = gj_stmt_last_id(s);
	return gj_audit_note(s, GJ_AUDIT_SAMPLE, *id, err);
}

int gj_sample_put_row(struct gj_store *s, int64_t sample, const struct gj_sample_row *row,
                      struct gj_err *err)
{
	static const char sql[] = "INSERT INTO sample_row(sample, application, stratum, reason)"
				  " VALUES(:sample, :application, :stratum, :reason)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":sample", sample);
	gj_stmt_int(q, ":application", row->application);
	gj_stmt_text(q, ":stratum", row->stratum);
	gj_stmt_text(q, ":reason", row->reason);
	return gj_stmt_run(q, err);
}

enum { TEXTS = 8, ROOM = 1024 };

int gj_sample_each(struct gj_store *s, int64_t id,
                   int (*each)(void *ctx, const struct gj_sample_head *head), void *ctx,
                   struct gj_err *err)
{
	static const char sql[] =
	    "SELECT id, year, list_size, category, filter, strata, rule, seed, algorithm, "
	    "list_hash,"
	    " drawn_at FROM sample WHERE :id = 0 OR id = :id ORDER BY id DESC";
	char text[TEXTS][ROOM];
	struct gj_stmt *q;
	bool any = false;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		for (int i = 0; i < TEXTS; i++)
			gj_stmt_col_copy(q, 3 + i, text[i], ROOM);
		any = true;
		rc = each(ctx, &(struct gj_sample_head){
				   .id = gj_stmt_col_int(q, 0),
				   .year = (int)gj_stmt_col_int(q, 1),
				   .list_size = gj_stmt_col_int(q, 2),
				   .category = text[0],
				   .filter = text[1],
				   .strata = text[2],
				   .rule = text[3],
				   .seed = text[4],
				   .algorithm = text[5],
				   .list_hash = text[6],
				   .drawn_at = text[7],
			       });
		if (rc) {
			gj_stmt_reset(q);
			return rc;
		}
	}
	if (rc == 0 && id && !any)
		rc = gj_err_set(err, GJ_ENOENT, tr("%s: there is no draw %lld"), s->path,
		                (long long)id);
	return rc;
}

int gj_sample_each_row(struct gj_store *s, int64_t sample,
                       int (*each)(void *ctx, const struct gj_sample_row *row), void *ctx,
                       struct gj_err *err)
{
	static const char sql[] =
	    "SELECT r.application, s.code, s.name, a.bureau, r.stratum, r.reason FROM sample_row r"
	    " JOIN application a ON a.id = r.application JOIN subject s ON s.id = a.subject"
	    " WHERE r.sample = :sample ORDER BY r.stratum, s.code";
	char text[TEXTS][ROOM];
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":sample", sample);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		for (int i = 1; i < 6; i++)
			gj_stmt_col_copy(q, i, text[i], ROOM);
		rc = each(ctx, &(struct gj_sample_row){ .application = gj_stmt_col_int(q, 0),
		                                        .code = text[1],
		                                        .name = text[2],
		                                        .bureau = text[3],
		                                        .stratum = text[4],
		                                        .reason = text[5] });
		if (rc) {
			gj_stmt_reset(q);
			return rc;
		}
	}
	return rc;
}
