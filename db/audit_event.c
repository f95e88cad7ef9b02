/* audit_event.c: the table audit_event: what somebody did that is no row of another table. */
#include <string.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "engine/base/arena.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

int gj_audit_event_put(struct gj_store *s, int64_t *id, const struct gj_audit_event *event,
                       struct gj_err *err)
{
	static const char sql[] = "INSERT INTO audit_event(at, what, about, who, text, data)"
				  " VALUES(:now, :what, :about, :who, :text, :data)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":now", s->now);
	gj_stmt_text(q, ":what", event->what);
	gj_stmt_text(q, ":about", event->about ? event->about : "");
	gj_stmt_text(q, ":who", event->who ? event->who : "");
	gj_stmt_text(q, ":text", event->text ? event->text : "");
	gj_stmt_text(q, ":data", event->data ? event->data : "");
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*id = gj_stmt_last_id(s);
	return gj_audit_note(s, GJ_AUDIT_EVENT, *id, err);
}

static int copy_column(const char **out, struct gj_arena *arena, struct gj_stmt *q, int column,
                       struct gj_err *err)
{
	size_t n;
	const char *text = gj_stmt_col_bytes(q, column, &n);

	*out = gj_arena_strndup(arena, text, n);
	return *out ? 0 : gj_err_nomem(err, tr("the log"));
}

int gj_audit_event_each(struct gj_store *s, const char *what,
                        int (*each)(void *ctx, const struct gj_audit_event *event), void *ctx,
                        struct gj_err *err)
{
	static const char sql[] = "SELECT id, at, what, about, who, text, data FROM audit_event"
				  " WHERE :what IS NULL OR what = :what ORDER BY id";
	struct gj_arena arena;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_arena_init(&arena, 0);
	gj_stmt_text(q, ":what", what);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		struct gj_audit_event e = { .id = gj_stmt_col_int(q, 0) };
		const char **texts[] = { &e.at, &e.what, &e.about, &e.who, &e.text, &e.data };

		gj_arena_clear(&arena);
		rc = 0;
		for (int i = 0; rc == 0 && i < 6; i++)
			rc = copy_column(texts[i], &arena, q, i + 1, err);
		if (rc == 0)
			rc = each(ctx, &e);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	gj_arena_fini(&arena);
	return rc;
}
