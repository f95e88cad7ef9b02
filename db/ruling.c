/* ruling.c: rows of what people decided, and which of them stands. */
#include "db/ruling.h"

#include <string.h>

#include "db/audit.h"
#include "db/decision_row.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

static const char *const names[GJ_RULING_KINDS] = {
	[GJ_RULING_RECOGNISED] = "recognised", [GJ_RULING_APPEALED] = "appealed",
	[GJ_RULING_OVERRIDDEN] = "overridden", [GJ_RULING_JUDGED] = "judged",
	[GJ_RULING_WITHDRAWN] = "withdrawn",
};

const char *gj_ruling_kind_name(enum gj_ruling_kind kind)
{
	return names[kind];
}

int gj_ruling_kind_find(const char *name)
{
	for (int i = 0; i < GJ_RULING_KINDS; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

/* --- put --- */

static int refuse(struct gj_store *s, const struct gj_ruling *ruling, struct gj_err *err)
{
	const char *who = ruling->who, *why = ruling->why;
	struct gj_ruling standing;
	int rc;

	if (gj_text_trim(&who, strlen(who)) == 0)
		return gj_err_set(err, GJ_EINVAL, tr("%s is needed, and may not be empty"), "--by");
	if (gj_text_trim(&why, strlen(why)) == 0)
		return gj_err_set(err, GJ_EINVAL, tr("%s is needed, and may not be empty"),
		                  "--why");
	if (ruling->kind != GJ_RULING_WITHDRAWN)
		return 0;
	rc = gj_ruling_get(s, &standing, ruling->application, 0, err);
	if (rc < 0 || standing.id)
		return rc;
	return gj_err_set(err, GJ_EINVAL, "%s",
	                  tr("there is no ruling that stands: nothing to withdraw"));
}

int gj_ruling_put(struct gj_store *s, int64_t *id, const struct gj_ruling *ruling,
                  struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO ruling(application, decision, later_than, kind, result, holds_from, who,"
	    " why, recorded_at) VALUES(:application, :decision,"
	    " (SELECT coalesce(max(id), 0) FROM decision), :kind, :result, :from, :who, :why, "
	    ":now)";
	struct gj_stmt *q;
	int rc = refuse(s, ruling, err);

	if (rc == 0)
		rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", ruling->application);
	gj_stmt_int(q, ":decision", ruling->decision);
	gj_stmt_text(q, ":kind", names[ruling->kind]);
	gj_stmt_int(q, ":result", ruling->kind == GJ_RULING_WITHDRAWN ? -1 : ruling->result);
	gj_stmt_int(q, ":from", ruling->from);
	gj_stmt_text(q, ":who", ruling->who);
	gj_stmt_text(q, ":why", ruling->why);
	gj_stmt_text(q, ":now", s->now);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*id = gj_stmt_last_id(s);
	return gj_audit_note(s, GJ_AUDIT_RULING, *id, err);
}

/* --- get --- */

#define COLUMNS \
	"r.id, r.application, r.decision, r.result, r.holds_from, r.kind, r.who, r.why, " \
	"r.recorded_at"

static int read_row(struct gj_ruling *out, struct gj_stmt *q, struct gj_err *err)
{
	char kind[16];
	int found;

	gj_stmt_col_copy(q, 5, kind, sizeof kind);
	found = gj_ruling_kind_find(kind);
	if (found < 0)
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("%s: a ruling of an unknown kind; the database was changed by another "
		       "program"),
		    q->store->path);
	*out = (struct gj_ruling){ .id = gj_stmt_col_int(q, 0),
		                   .application = gj_stmt_col_int(q, 1),
		                   .decision = gj_stmt_col_int(q, 2),
		                   .result = (int)gj_stmt_col_int(q, 3),
		                   .from = (int32_t)gj_stmt_col_int(q, 4),
		                   .kind = (enum gj_ruling_kind)found };
	gj_stmt_col_copy(q, 6, out->who, sizeof out->who);
	gj_stmt_col_copy(q, 7, out->why, sizeof out->why);
	gj_stmt_col_copy(q, 8, out->recorded_at, sizeof out->recorded_at);
	return 0;
}

int gj_ruling_get(struct gj_store *s, struct gj_ruling *out, int64_t application, int64_t before,
                  struct gj_err *err)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM ruling r WHERE r.application = :application"
	    " AND (:before = 0 OR r.later_than < :before) ORDER BY r.id DESC LIMIT 1";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	*out = (struct gj_ruling){ .result = -1 };
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", application);
	gj_stmt_int(q, ":before", before);
	rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	rc = read_row(out, q, err);
	gj_stmt_reset(q);
	if (rc == 0 && out->kind == GJ_RULING_WITHDRAWN)
		*out = (struct gj_ruling){ .result = -1 };
	return rc;
}

int gj_ruling_each(struct gj_store *s, int64_t application,
                   int (*each)(void *ctx, const struct gj_ruling *ruling), void *ctx,
                   struct gj_err *err)
{
	static const char sql[] = "SELECT " COLUMNS " FROM ruling r WHERE :application = 0"
				  " OR r.application = :application ORDER BY r.id";
	struct gj_ruling row;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", application);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		rc = read_row(&row, q, err);
		if (rc == 0)
			rc = each(ctx, &row);
		if (rc)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

int gj_ruling_each_shift(struct gj_store *s, const char *category, int year,
                         int (*each)(void *ctx, const struct gj_ruling_shift *shift), void *ctx,
                         struct gj_err *err)
{
	static const char sql[] =
	    "SELECT a.bureau, (SELECT result FROM decision WHERE id = " GJ_DECISION_NEWEST "),"
	    " r.result FROM (SELECT DISTINCT application FROM ruling) u"
	    " JOIN application a ON a.id = u.application"
	    " JOIN ruling r ON r.id = " GJ_RULING_NEWEST
	    " WHERE a.category = :category AND a.year = :year AND " GJ_RULING_STANDS;
	char bureau[64];
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		gj_stmt_col_copy(q, 0, bureau, sizeof bureau);
		rc = each(ctx, &(struct gj_ruling_shift){ .bureau = bureau,
		                                          .was = (int)gj_stmt_col_int(q, 1),
		                                          .is = (int)gj_stmt_col_int(q, 2) });
		if (rc)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}
