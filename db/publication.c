/* publication.c: rows that are only added; what is in force follows from them. */
#include "db/publication.h"

#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

static const char *const acts[GJ_PUBLICATION_ACTS] = { "publish", "rollback", "approve" };
static const char *const states[] = { "waiting", "approved", "in_force", "retired" };

const char *gj_publication_act_name(enum gj_publication_act act)
{
	return acts[act];
}

const char *gj_publication_state_name(enum gj_publication_state state)
{
	return states[state];
}

static int refuse_empty(const char *text, const char *option, struct gj_err *err)
{
	const char *start = text;

	if (gj_text_trim(&start, strlen(text)) > 0)
		return 0;
	return gj_err_set(err, GJ_EINVAL, tr("%s is needed, and may not be empty"), option);
}

int gj_publication_put(struct gj_store *s, int64_t *id, const struct gj_publication *p,
                       struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO policy_publication(act, version, waits, proposal, replaces, who, why,"
	    " impact, recorded_at) VALUES(:act, :version, :waits, nullif(:proposal, 0),"
	    " nullif(:replaces, 0), :who, :why, :impact, :now)";
	struct gj_stmt *q;
	int rc = refuse_empty(p->who, "--by", err);

	if (rc == 0)
		rc = refuse_empty(p->why, "--why", err);
	if (rc == 0)
		rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":act", acts[p->act]);
	gj_stmt_int(q, ":version", p->version.id);
	gj_stmt_int(q, ":waits", p->waits);
	gj_stmt_int(q, ":proposal", p->proposal);
	gj_stmt_int(q, ":replaces", p->replaces);
	gj_stmt_text(q, ":who", p->who);
	gj_stmt_text(q, ":why", p->why);
	gj_stmt_text(q, ":impact", p->impact ? p->impact : "");
	gj_stmt_text(q, ":now", s->now);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*id = gj_stmt_last_id(s);
	return gj_audit_note(s, GJ_AUDIT_PUBLICATION, *id, err);
}

/* A row that waits neither replaces nor is in force. */
#define COLUMNS \
	"SELECT p.id, p.act, p.waits, coalesce(p.proposal, 0), coalesce(p.replaces, 0)," \
	" coalesce((SELECT min(r.id) FROM policy_publication r WHERE r.replaces = p.id" \
	"  AND r.waits = 0), 0)," \
	" EXISTS(SELECT 1 FROM policy_publication a WHERE a.proposal = p.id)," \
	" p.who, p.why, p.recorded_at, p.impact, v.id, v.hash, v.policy, v.stored_at," \
	" coalesce(v.in_from, -2147483648), coalesce(v.in_to, -2147483648)" \
	" FROM policy_publication p JOIN policy_version v ON v.id = p.version"

static int read_row(struct gj_publication *out, struct gj_stmt *q, struct gj_err *err)
{
	char act[16];
	bool approved = gj_stmt_col_int(q, 6) != 0;
	int found = -1;

	gj_stmt_col_copy(q, 1, act, sizeof act);
	for (int i = 0; i < GJ_PUBLICATION_ACTS; i++)
		if (strcmp(act, acts[i]) == 0)
			found = i;
	if (found < 0)
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("%s: publication %lld is a \"%s\"; the database was changed by "
		       "another program"),
		    q->store->path, (long long)gj_stmt_col_int(q, 0), act);
	*out = (struct gj_publication){
		.id = gj_stmt_col_int(q, 0),
		.act = (enum gj_publication_act)found,
		.waits = gj_stmt_col_int(q, 2) != 0,
		.proposal = gj_stmt_col_int(q, 3),
		.replaces = gj_stmt_col_int(q, 4),
		.replaced_by = gj_stmt_col_int(q, 5),
		.impact = "",
		.version = { .id = gj_stmt_col_int(q, 11),
		             .in_from = (int32_t)gj_stmt_col_int(q, 15),
		             .in_to = (int32_t)gj_stmt_col_int(q, 16) },
	};
	gj_stmt_col_copy(q, 7, out->who, sizeof out->who);
	gj_stmt_col_copy(q, 8, out->why, sizeof out->why);
	gj_stmt_col_copy(q, 9, out->recorded_at, sizeof out->recorded_at);
	gj_stmt_col_copy(q, 12, out->version.hash, sizeof out->version.hash);
	gj_stmt_col_copy(q, 13, out->version.policy, sizeof out->version.policy);
	gj_stmt_col_copy(q, 14, out->version.stored_at, sizeof out->version.stored_at);
	if (out->waits)
		out->state = approved ? GJ_PUBLICATION_APPROVED : GJ_PUBLICATION_WAITING;
	else
		out->state = out->replaced_by ? GJ_PUBLICATION_RETIRED : GJ_PUBLICATION_IN_FORCE;
	return 0;
}

/* The impact is as long as it is: it is copied for the call. */
static int read_impact(char **out, struct gj_stmt *q, struct gj_err *err)
{
	size_t n;
	const char *text = gj_stmt_col_bytes(q, 10, &n);

	*out = strndup(text, n);
	return *out ? 0 : gj_err_nomem(err, tr("a publication"));
}

int gj_publication_each(struct gj_store *s, int64_t id,
                        int (*each)(void *ctx, const struct gj_publication *p), void *ctx,
                        struct gj_err *err)
{
	static const char sql[] = COLUMNS " WHERE :id = 0 OR p.id = :id ORDER BY p.id";
	struct gj_publication p;
	struct gj_stmt *q;
	bool any = false;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		char *impact = NULL;

		any = true;
		rc = read_row(&p, q, err);
		if (rc == 0)
			rc = read_impact(&impact, q, err);
		if (rc == 0) {
			p.impact = impact;
			rc = each(ctx, &p);
		}
		free(impact);
		if (rc)
			break;
	}
	gj_stmt_reset(q);
	if (rc == 0 && id && !any)
		rc = gj_err_set(err, GJ_ENOENT,
		                tr("%s: there is no publication %lld; see guiju policy list"),
		                s->path, (long long)id);
	return rc;
}

static int copy(void *ctx, const struct gj_publication *p)
{
	struct gj_publication *out = ctx;

	*out = *p;
	out->impact = "";
	return 0;
}

int gj_publication_get(struct gj_store *s, struct gj_publication *out, int64_t id,
                       struct gj_err *err)
{
	return gj_publication_each(s, id, copy, out, err);
}

struct wanted {
	struct gj_publication *out;
	const char *policy;
};

static int keep_in_force(void *ctx, const struct gj_publication *p)
{
	const struct wanted *w = ctx;

	if (p->state == GJ_PUBLICATION_IN_FORCE &&
	    (w->policy == NULL || strcmp(w->policy, p->version.policy) == 0))
		copy(w->out, p);
	return 0;
}

int gj_publication_in_force(struct gj_store *s, struct gj_publication *out, const char *policy,
                            struct gj_err *err)
{
	struct wanted w = { out, policy };

	out->id = 0;
	return gj_publication_each(s, 0, keep_in_force, &w, err);
}
