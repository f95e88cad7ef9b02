/* review.c: opens entries beside new decisions, tells what became of them, closes them. */
#include "db/review.h"

#include <string.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

const char *gj_review_state_name(enum gj_review_state state)
{
	static const char *const names[GJ_REVIEW_STATES] = {
		[GJ_REVIEW_OPEN] = "open",         [GJ_REVIEW_CLOSED] = "closed",
		[GJ_REVIEW_RULED] = "ruled",       [GJ_REVIEW_SUPERSEDED] = "superseded",
		[GJ_REVIEW_RETURNED] = "returned",
	};

	return names[state];
}

/* --- open --- */

static int insert(struct gj_store *s, int64_t application, int64_t ruling, int64_t run,
                  int64_t decision, struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO review(application, ruling, run, decision, recorded_at)"
	    " VALUES(:application, :ruling, :run, :decision, :now)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", application);
	gj_stmt_int(q, ":ruling", ruling);
	gj_stmt_int(q, ":run", run);
	gj_stmt_int(q, ":decision", decision);
	gj_stmt_text(q, ":now", s->now);
	rc = gj_stmt_run(q, err);
	return rc < 0 ? rc : gj_audit_note(s, GJ_AUDIT_REVIEW, gj_stmt_last_id(s), err);
}

int gj_review_open(struct gj_store *s, int64_t *n, int64_t run, int64_t first, int64_t last,
                   struct gj_err *err)
{
	static const char sql[] =
	    "SELECT r.application, r.id, d.id, d.result = b.result AND d.outcomes = b.outcomes"
	    " FROM ruling r JOIN decision d ON d.id ="
	    "  (SELECT max(dn.id) FROM decision dn WHERE dn.application = r.application)"
	    " JOIN decision b ON b.id = r.decision"
	    " WHERE r.application BETWEEN :first AND :last AND r.result >= 0 AND d.run = :run"
	    " AND d.id > r.decision"
	    " AND r.id = (SELECT max(id) FROM ruling WHERE application = r.application)"
	    " AND NOT EXISTS (SELECT 1 FROM review v WHERE v.decision = d.id)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":first", first);
	gj_stmt_int(q, ":last", last);
	gj_stmt_int(q, ":run", run);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		rc = insert(s, gj_stmt_col_int(q, 0), gj_stmt_col_int(q, 1), run,
		            gj_stmt_col_int(q, 2), err);
		if (rc < 0)
			break;
		*n += gj_stmt_col_int(q, 3) == 0;
	}
	gj_stmt_reset(q);
	return rc;
}

/* --- read --- */

/* What became of it: see the header. */
#define STATE \
	"CASE WHEN e.id IS NOT NULL THEN 1" \
	" WHEN v.ruling < (SELECT max(id) FROM ruling WHERE application = v.application) THEN 2" \
	" WHEN v.id < (SELECT max(id) FROM review WHERE application = v.application) THEN 3" \
	" WHEN d.result = b.result AND d.outcomes = b.outcomes THEN 4 ELSE 0 END"

static void read_row(struct gj_review *out, struct gj_stmt *q)
{
	char kind[16];
	int found;

	*out = (struct gj_review){ .id = gj_stmt_col_int(q, 0),
		                   .application = gj_stmt_col_int(q, 1),
		                   .run = gj_stmt_col_int(q, 2),
		                   .decision = gj_stmt_col_int(q, 3),
		                   .basis = gj_stmt_col_int(q, 4),
		                   .was = (int)gj_stmt_col_int(q, 5),
		                   .is = (int)gj_stmt_col_int(q, 6),
		                   .state = (enum gj_review_state)gj_stmt_col_int(q, 7),
		                   .year = (int)gj_stmt_col_int(q, 8),
		                   .ruling = { .id = gj_stmt_col_int(q, 9),
		                               .application = gj_stmt_col_int(q, 1),
		                               .decision = gj_stmt_col_int(q, 4),
		                               .result = (int)gj_stmt_col_int(q, 10),
		                               .from = (int32_t)gj_stmt_col_int(q, 11) } };
	gj_stmt_col_copy(q, 12, kind, sizeof kind);
	found = gj_ruling_kind_find(kind);
	out->ruling.kind = found < 0 ? GJ_RULING_OVERRIDDEN : (enum gj_ruling_kind)found;
	gj_stmt_col_copy(q, 13, out->ruling.who, sizeof out->ruling.who);
	gj_stmt_col_copy(q, 14, out->ruling.why, sizeof out->ruling.why);
	gj_stmt_col_copy(q, 15, out->ruling.recorded_at, sizeof out->ruling.recorded_at);
	gj_stmt_col_copy(q, 16, out->code, sizeof out->code);
	gj_stmt_col_copy(q, 17, out->name, sizeof out->name);
	gj_stmt_col_copy(q, 18, out->bureau, sizeof out->bureau);
	gj_stmt_col_copy(q, 19, out->category, sizeof out->category);
	gj_stmt_col_copy(q, 20, out->recorded_at, sizeof out->recorded_at);
	gj_stmt_col_copy(q, 21, out->closed_by, sizeof out->closed_by);
	gj_stmt_col_copy(q, 22, out->closed_why, sizeof out->closed_why);
	gj_stmt_col_copy(q, 23, out->closed_at, sizeof out->closed_at);
}

int gj_review_each(struct gj_store *s, int64_t id, int state,
                   int (*each)(void *ctx, const struct gj_review *review), void *ctx,
                   struct gj_err *err)
{
	static const char sql[] =
	    "SELECT v.id, v.application, v.run, v.decision, r.decision, b.result, d.result, " STATE
	    ", a.year, r.id, r.result, r.holds_from, r.kind, r.who, r.why, r.recorded_at, s.code,"
	    " s.name, a.bureau, a.category, v.recorded_at, e.who, e.why, e.recorded_at"
	    " FROM review v JOIN ruling r ON r.id = v.ruling JOIN decision d ON d.id = v.decision"
	    " JOIN decision b ON b.id = r.decision JOIN application a ON a.id = v.application"
	    " JOIN subject s ON s.id = a.subject LEFT JOIN review_end e ON e.review = v.id"
	    " WHERE (:id = 0 OR v.id = :id) AND (:state = -1 OR " STATE " = :state) ORDER BY v.id";
	struct gj_review row;
	struct gj_stmt *q;
	bool any = false;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id);
	gj_stmt_int(q, ":state", state);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		any = true;
		read_row(&row, q);
		rc = each(ctx, &row);
		if (rc)
			break;
	}
	gj_stmt_reset(q);
	if (rc == 0 && id && !any)
		rc = gj_err_set(err, GJ_ENOENT, tr("%s: there is no review %lld"), s->path,
		                (long long)id);
	return rc;
}

/* --- close --- */

static int keep_state(void *ctx, const struct gj_review *review)
{
	*(enum gj_review_state *)ctx = review->state;
	return 0;
}

int gj_review_close(struct gj_store *s, int64_t id, const char *who, const char *why,
                    struct gj_err *err)
{
	static const char sql[] = "INSERT INTO review_end(review, who, why, recorded_at)"
				  " VALUES(:review, :who, :why, :now)";
	enum gj_review_state state = GJ_REVIEW_OPEN;
	const char *name = who, *reason = why;
	struct gj_stmt *q;
	int rc;

	if (gj_text_trim(&name, strlen(who)) == 0)
		return gj_err_set(err, GJ_EINVAL, tr("%s is needed, and may not be empty"), "--by");
	if (gj_text_trim(&reason, strlen(why)) == 0)
		return gj_err_set(err, GJ_EINVAL, tr("%s is needed, and may not be empty"),
		                  "--why");
	rc = gj_review_each(s, id, -1, keep_state, &state, err);
	if (rc < 0)
		return rc;
	if (state != GJ_REVIEW_OPEN)
		return gj_err_set(err, GJ_EINVAL, tr("review %lld is not open: it is %s"),
		                  (long long)id, gj_review_state_name(state));
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":review", id);
	gj_stmt_text(q, ":who", who);
	gj_stmt_text(q, ":why", why);
	gj_stmt_text(q, ":now", s->now);
	rc = gj_stmt_run(q, err);
	return rc < 0 ? rc : gj_audit_note(s, GJ_AUDIT_REVIEW_END, gj_stmt_last_id(s), err);
}
