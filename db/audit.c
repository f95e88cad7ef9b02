/* audit.c: notes what a transaction adds and seals it, block by block, before the commit. */
#include <stdlib.h>
#include <string.h>

#include "db/audit_inner.h"
#include "db/decision_row.h"
#include "db/stmt.h"
#include "engine/base/digest.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

static int get(struct gj_audit **out, struct gj_store *s, struct gj_err *err)
{
	if (s->audit == NULL) {
		s->audit = malloc(sizeof *s->audit);
		if (s->audit == NULL)
			return gj_err_nomem(err, tr("the log"));
		s->audit->ranges = NULL;
		s->audit->n_ranges = s->audit->room = 0;
		gj_buf_init(&s->audit->row);
		gj_audit_block_init(&s->audit->decisions, GJ_AUDIT_DECISION, 0);
	}
	*out = s->audit;
	return 0;
}

void gj_audit_free(struct gj_store *s)
{
	if (s->audit == NULL)
		return;
	gj_buf_fini(&s->audit->row);
	free(s->audit->ranges);
	free(s->audit);
	s->audit = NULL;
}

void gj_audit_forget(struct gj_store *s)
{
	if (s->audit == NULL)
		return;
	s->audit->n_ranges = 0;
	s->audit->decisions.n = 0;
}

/* --- the chain --- */

/* The newest block; id 0 and zeros where there is none. */
static int read_head(struct gj_store *s, int64_t *id, unsigned char digest[GJ_BLAKE_BYTES],
                     struct gj_err *err)
{
	const char *bytes;
	struct gj_stmt *q;
	size_t n;
	int rc;

	*id = 0;
	memset(digest, 0, GJ_BLAKE_BYTES);
	rc = gj_stmt_get(&q, s, "SELECT id, digest FROM audit_block ORDER BY id DESC LIMIT 1", err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	*id = gj_stmt_col_int(q, 0);
	bytes = gj_stmt_col_bytes(q, 1, &n);
	memcpy(digest, bytes, n < GJ_BLAKE_BYTES ? n : GJ_BLAKE_BYTES);
	gj_stmt_reset(q);
	return 0;
}

static int insert(struct gj_store *s, const struct gj_audit_link *l,
                  const unsigned char digest[GJ_BLAKE_BYTES], struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO audit_block(id, kind, first, last, n, made_at, previous, content, marks,"
	    " digest) VALUES(:id, :kind, :first, :last, :n, :made_at, :previous, :content, :marks,"
	    " :digest)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", l->id);
	gj_stmt_text(q, ":kind", l->kind);
	gj_stmt_int(q, ":first", l->first);
	gj_stmt_int(q, ":last", l->last);
	gj_stmt_int(q, ":n", l->n);
	gj_stmt_text(q, ":made_at", l->made_at);
	gj_stmt_blob(q, ":previous", l->previous, GJ_BLAKE_BYTES);
	gj_stmt_blob(q, ":content", l->content, GJ_BLAKE_BYTES);
	gj_stmt_blob(q, ":marks", l->marks, l->n_marks);
	gj_stmt_blob(q, ":digest", digest, GJ_BLAKE_BYTES);
	return gj_stmt_run(q, err);
}

/* Writes the block and empties it. */
static int seal(struct gj_store *s, struct gj_audit_block *b, struct gj_err *err)
{
	unsigned char previous[GJ_BLAKE_BYTES], content[GJ_BLAKE_BYTES], digest[GJ_BLAKE_BYTES];
	struct gj_audit_link l = {
		.kind = gj_audit_kind_name(b->kind),
		.first = b->first,
		.last = b->n ? b->first + ((int64_t)b->n - 1) : 0, /* a range's first may be the least of all */
		.n = (int64_t)b->n,
		.made_at = s->now,
		.previous = previous,
		.content = content,
		.marks = b->marks,
		.n_marks = b->n * GJ_AUDIT_MARK,
	};
	int64_t id;
	int rc;

	if (b->n == 0)
		return 0;
	rc = read_head(s, &id, previous, err);
	if (rc < 0)
		return rc;
	l.id = id + 1;
	gj_blake_done(&b->content, content);
	gj_audit_link_digest(&l, digest);
	b->n = 0;
	return insert(s, &l, digest, err);
}

/* Rows of a kind as the tables have them. */
static int seal_range(struct gj_store *s, const struct gj_audit_range *range, struct gj_err *err)
{
	struct gj_audit_block *b = &s->audit->others;
	struct gj_stmt *q;
	int rc;

	gj_audit_block_init(b, range->kind, range->first);
	rc = gj_stmt_get(&q, s, gj_audit_kind_sql(range->kind), err);
	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, range->first);
	gj_stmt_int_at(q, 2, range->last);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		int64_t id = gj_stmt_col_int(q, 0);

		rc = 0;
		if (b->n == GJ_AUDIT_ROWS || id != b->first + (int64_t)b->n) {
			rc = seal(s, b, err);
			gj_audit_block_init(b, range->kind, id);
		}
		if (rc == 0)
			rc = gj_audit_put_row(&s->audit->row, q, err);
		if (rc < 0) {
			gj_stmt_reset(q);
			return rc;
		}
		gj_audit_block_put(b, (const unsigned char *)gj_buf_str(&s->audit->row),
		                   s->audit->row.n);
	}
	return rc < 0 ? rc : seal(s, b, err);
}

int gj_audit_seal(struct gj_store *s, struct gj_err *err)
{
	struct gj_audit *a = s->audit;
	int rc = 0;

	if (a == NULL)
		return 0;
	for (size_t i = 0; rc == 0 && i < a->n_ranges; i++)
		rc = seal_range(s, &a->ranges[i], err);
	a->n_ranges = 0;
	return rc < 0 ? rc : seal(s, &a->decisions, err);
}

/* --- what a transaction adds --- */

static int add_range(struct gj_audit *a, const struct gj_audit_range *range, struct gj_err *err)
{
	if (a->n_ranges == a->room) {
		size_t room = a->room ? 2 * a->room : 16;
		struct gj_audit_range *more = realloc(a->ranges, room * sizeof *more);

		if (more == NULL)
			return gj_err_nomem(err, tr("the log"));
		a->ranges = more;
		a->room = room;
	}
	a->ranges[a->n_ranges++] = *range;
	return 0;
}

int gj_audit_note(struct gj_store *s, enum gj_audit_kind kind, int64_t id, struct gj_err *err)
{
	struct gj_audit *a = NULL;
	int rc = get(&a, s, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < a->n_ranges; i++) { /* a few kinds, each in one stretch */
		if (a->ranges[i].kind == kind && a->ranges[i].last + 1 == id) {
			a->ranges[i].last = id;
			return 0;
		}
	}
	return add_range(a, &(struct gj_audit_range){ kind, id, id }, err);
}

int gj_audit_decision(struct gj_store *s, int64_t id, const struct gj_decision_row *row,
                      struct gj_err *err)
{
	unsigned char bytes[8 * GJ_AUDIT_INT + sizeof row->outcomes];
	struct gj_audit_block *b;
	struct gj_audit *a = NULL;
	size_t n = 0;
	int rc = get(&a, s, err);

	if (rc < 0)
		return rc;
	b = &a->decisions;
	if (b->n == GJ_AUDIT_ROWS || (b->n > 0 && id != b->first + (int64_t)b->n)) {
		rc = seal(s, b, err);
		if (rc < 0)
			return rc;
	}
	if (b->n == 0)
		gj_audit_block_init(b, GJ_AUDIT_DECISION, id);
	n += gj_audit_put_int(bytes + n, row->application);
	n += gj_audit_put_int(bytes + n, row->run);
	n += gj_audit_put_int(bytes + n, row->version);
	n += gj_audit_put_int(bytes + n, row->revision);
	n += gj_audit_put_int(bytes + n, row->reference);
	n += gj_audit_put_int(bytes + n, row->result);
	n += gj_audit_put_blob(bytes + n, row->outcomes, row->n_outcomes);
	gj_audit_block_put(b, bytes, n);
	return 0;
}

/* --- the database's own steps --- */

static int count(struct gj_store *s, const char *sql, int64_t *n, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	*n = 0;
	rc = gj_stmt_get(&q, s, sql, err);
	rc = rc < 0 ? rc : gj_stmt_one(q, n, err);
	return rc < 0 ? rc : 0;
}

/* What was there before there was a chain: sealed as it is found, and an event says so. */
static int adopt(struct gj_store *s, int64_t version, struct gj_err *err)
{
	static const char any[] = "SELECT EXISTS(SELECT 1 FROM application) OR"
				  " EXISTS(SELECT 1 FROM policy_version) OR"
				  " EXISTS(SELECT 1 FROM import)";
	struct gj_audit *a = NULL;
	int64_t found, id;
	int rc = count(s, any, &found, err);

	if (rc == 0 && found)
		rc = gj_audit_event_put(s, &id,
		                        &(struct gj_audit_event){
					    .what = "sealed",
					    .about = "database",
					    .who = "",
					    .text = "what the database held before it kept a "
						    "log was sealed as it was found",
					    .data = "" },
		                        err);
	if (rc == 0)
		rc = get(&a, s, err);
	if (rc < 0)
		return rc;
	a->n_ranges = 0;
	/* The tables of publications come in a later step, empty. */
	for (int kind = 0; rc == 0 && kind < GJ_AUDIT_PUBLICATION; kind++)
		rc = add_range(a,
		               &(struct gj_audit_range){ (enum gj_audit_kind)kind,
		                                         kind == GJ_AUDIT_MIGRATION ? 0 : INT64_MIN,
		                                         kind == GJ_AUDIT_MIGRATION ? version
		                                                                    : INT64_MAX },
		               err);
	return rc;
}

int gj_audit_migrated(struct gj_store *s, int64_t version, struct gj_err *err)
{
	static const char made[] =
	    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'audit_block'";
	int64_t is_made, blocks = 0;
	int rc = count(s, made, &is_made, err);

	if (rc < 0 || !is_made)
		return rc;
	rc = count(s, "SELECT count(*) FROM (SELECT 1 FROM audit_block LIMIT 1)", &blocks, err);
	if (rc < 0)
		return rc;
	return blocks ? gj_audit_note(s, GJ_AUDIT_MIGRATION, version, err) : adopt(s, version, err);
}

/* --- questions --- */

int gj_audit_head(struct gj_store *s, struct gj_audit_head *out, struct gj_err *err)
{
	static const char sql[] = "SELECT made_at FROM audit_block ORDER BY id DESC LIMIT 1";
	unsigned char digest[GJ_BLAKE_BYTES];
	struct gj_stmt *q;
	int rc = read_head(s, &out->block, digest, err);

	if (rc < 0)
		return rc;
	gj_digest_hex(out->digest, digest);
	out->made_at[0] = '\0';
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc == 0)
		rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	gj_stmt_col_copy(q, 0, out->made_at, sizeof out->made_at);
	gj_stmt_reset(q);
	return 0;
}

int gj_audit_before_run(struct gj_store *s, int64_t *revision, int64_t run, struct gj_err *err)
{
	/* The block of the run's start, unless it is one that sealed what was there before. */
	static const char by_chain[] =
	    "SELECT coalesce((SELECT max(r.last) FROM audit_block r WHERE r.kind = 'revision'"
	    " AND r.id < b.id), 0) FROM audit_block b WHERE b.kind = 'run'"
	    " AND b.first <= :run AND b.last >= :run"
	    " AND b.made_at = (SELECT started_at FROM run WHERE id = :run)";
	static const char by_time[] =
	    "SELECT coalesce(max(id), 0) FROM revision WHERE recorded_at <="
	    " (SELECT started_at FROM run WHERE id = :run)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, by_chain, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":run", run);
	rc = gj_stmt_one(q, revision, err);
	if (rc != GJ_STMT_DONE)
		return rc < 0 ? rc : 0;
	rc = gj_stmt_get(&q, s, by_time, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":run", run);
	rc = gj_stmt_one(q, revision, err);
	return rc < 0 ? rc : 0;
}
