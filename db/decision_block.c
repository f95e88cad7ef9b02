/* decision_block.c: a table-valued function hands the rows to one INSERT: a third of the time of a step for each. */
#include "db/decision_block.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/decision_row.h"
#include "db/slab_inner.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

/* --- the function --- */

enum { FEED_APPLICATION, FEED_REVISION, FEED_RESULT, FEED_OUTCOMES };

struct feed {
	sqlite3_vtab base;
	struct gj_store *store; /* borrowed */
};

struct cursor {
	sqlite3_vtab_cursor base;
	const struct gj_decision_block *block; /* borrowed */
	size_t at;
};

static int feed_connect(sqlite3 *db, void *aux, int argc, const char *const *argv,
                        sqlite3_vtab **out, char **error)
{
	struct feed *f;
	int rc;

	(void)argc;
	(void)argv;
	(void)error;
	rc = sqlite3_declare_vtab(db, "CREATE TABLE x(application, revision, result, outcomes)");
	if (rc != SQLITE_OK)
		return rc;
	f = calloc(1, sizeof *f);
	if (f == NULL)
		return SQLITE_NOMEM;
	f->store = aux;
	*out = &f->base;
	return sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
}

static int feed_disconnect(sqlite3_vtab *base)
{
	free(base);
	return SQLITE_OK;
}

static int feed_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
	(void)base;
	info->estimatedCost = 1;
	return SQLITE_OK;
}

static int feed_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
	struct cursor *c = calloc(1, sizeof *c);

	(void)base;
	if (c == NULL)
		return SQLITE_NOMEM;
	*out = &c->base;
	return SQLITE_OK;
}

static int feed_close(sqlite3_vtab_cursor *base)
{
	free(base);
	return SQLITE_OK;
}

static int feed_filter(sqlite3_vtab_cursor *base, int number, const char *text, int argc,
                       sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;

	(void)number;
	(void)text;
	(void)argc;
	(void)argv;
	c->block = ((struct feed *)base->pVtab)->store->feed;
	c->at = 0;
	return SQLITE_OK;
}

static int feed_next(sqlite3_vtab_cursor *base)
{
	((struct cursor *)base)->at++;
	return SQLITE_OK;
}

static int feed_eof(sqlite3_vtab_cursor *base)
{
	const struct cursor *c = (struct cursor *)base;

	return c->block == NULL || c->at >= c->block->n_rows;
}

static int feed_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int column)
{
	const struct cursor *c = (struct cursor *)base;
	const struct gj_decision_block *b = c->block;
	size_t row = b->rows[c->at];

	if (column == FEED_APPLICATION)
		sqlite3_result_int64(out, b->slab->applications[row]);
	else if (column == FEED_REVISION)
		sqlite3_result_int64(out, b->slab->revisions[row]);
	else if (column == FEED_RESULT)
		sqlite3_result_int(out, b->state->results[row]);
	else if (column == FEED_OUTCOMES)
		sqlite3_result_blob64(out, b->state->outcomes + row * b->width, b->width,
		                      SQLITE_STATIC);
	return SQLITE_OK;
}

static int feed_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((struct cursor *)base)->at;
	return SQLITE_OK;
}

static const sqlite3_module feed_module = {
	.xConnect = feed_connect,
	.xBestIndex = feed_best_index,
	.xDisconnect = feed_disconnect,
	.xOpen = feed_open,
	.xClose = feed_close,
	.xFilter = feed_filter,
	.xNext = feed_next,
	.xEof = feed_eof,
	.xColumn = feed_column,
	.xRowid = feed_rowid,
};

/* --- writing --- */

static int insert_rows(struct gj_store *s, const struct gj_decision_block *b, struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO decision(application, run, version, revision, reference, result, outcomes)"
	    " SELECT application, :run, :version, revision, :reference, result, outcomes"
	    " FROM gj_feed";
	struct gj_stmt *q;
	int rc;

	if (!s->feeds) {
		rc = sqlite3_create_module(s->db, "gj_feed", &feed_module, s);
		if (rc != SQLITE_OK)
			return gj_stmt_fail(s, rc, err);
		s->feeds = true;
	}
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":run", b->run);
	gj_stmt_int(q, ":version", b->version);
	gj_stmt_int(q, ":reference", b->reference);
	s->feed = b;
	rc = gj_stmt_run(q, err);
	s->feed = NULL;
	return rc;
}

static int newest_decision(struct gj_store *s, int64_t *id, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, "SELECT coalesce(max(id), 0) FROM decision", err);

	if (rc == 0)
		rc = gj_stmt_one(q, id, err);
	return rc < 0 ? rc : 0;
}

/* Whether somebody decided one of the applications whose decisions the slab's state does not have. */
static int refuse_later(struct gj_store *s, const struct gj_decision_block *b, int64_t newest,
                        struct gj_err *err)
{
	static const char known[] = "SELECT t.decisions FROM slab c JOIN slab_set t"
				    " ON t.id = c.set_id WHERE c.id = :slab";
	static const char later[] = "SELECT application FROM decision WHERE application BETWEEN"
				    " :first AND :last AND id > :known LIMIT 1";
	int64_t mark = 0, application = 0;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, known, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":slab", b->slab->id);
	rc = gj_stmt_one(q, &mark, err);
	if (rc < 0 || (rc == GJ_STMT_ROW && mark == newest))
		return rc < 0 ? rc : 0;
	if (rc == GJ_STMT_DONE) /* filled anew meanwhile: then what was decided since counts */
		mark = newest;
	rc = gj_stmt_get(&q, s, later, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":first", b->slab->applications[0]);
	gj_stmt_int(q, ":last", b->slab->applications[b->slab->n - 1]);
	gj_stmt_int(q, ":known", mark);
	rc = gj_stmt_one(q, &application, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	return gj_err_set(err, GJ_EBUSY,
	                  tr("%s: another run decided application %lld meanwhile; nothing of this "
	                     "batch was stored; run the command again"),
	                  s->path, (long long)application);
}

/* The rows got the ids that follow the newest one. */
static int note(struct gj_store *s, const struct gj_decision_block *b, int64_t newest,
                struct gj_err *err)
{
	struct gj_decision_row row = { .run = b->run,
		                       .version = b->version,
		                       .reference = b->reference,
		                       .n_outcomes = b->width };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < b->n_rows; i++) {
		size_t at = b->rows[i];

		row.application = b->slab->applications[at];
		row.revision = b->slab->revisions[at];
		row.result = b->state->results[at];
		memcpy(row.outcomes, b->state->outcomes + at * b->width, b->width);
		rc = gj_audit_decision(s, newest + 1 + (int64_t)i, &row, err);
	}
	return rc;
}

/* Sets that were up to date before this block are so after it. */
static int move_marks(struct gj_store *s, int64_t from, struct gj_err *err)
{
	static const char sql[] = "UPDATE slab_set SET decisions = :to WHERE decisions = :from";
	int64_t to = 0;
	struct gj_stmt *q;
	int rc = newest_decision(s, &to, err);

	if (rc == 0)
		rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":to", to);
	gj_stmt_int(q, ":from", from);
	return gj_stmt_run(q, err);
}

int gj_decision_put_block(struct gj_store *s, const struct gj_decision_block *b, struct gj_err *err)
{
	int64_t newest = 0;
	int rc;

	if (b->n_rows == 0)
		return b->state->stored ? 0
		                        : gj_slab_put_state(s, b->slab, b->width, b->state, err);
	rc = newest_decision(s, &newest, err);
	if (rc == 0)
		rc = refuse_later(s, b, newest, err);
	if (rc == 0)
		rc = insert_rows(s, b, err);
	if (rc == 0)
		rc = note(s, b, newest, err);
	if (rc == 0)
		rc = gj_slab_put_state(s, b->slab, b->width, b->state, err);
	return rc < 0 ? rc : move_marks(s, newest, err);
}
