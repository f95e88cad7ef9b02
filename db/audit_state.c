/* audit_state.c: whether a single row, or the facts of a single revision, are still what the chain says. */
#include <string.h>

#include "db/audit_block.h"
#include "db/audit_facts.h"
#include "db/stmt.h"
#include "engine/base/err.h"

/* The mark that the newest block of that row has for it; GJ_STMT_DONE when no block tells of it. */
static int read_mark(uint16_t *mark, struct gj_store *s, enum gj_audit_kind kind, int64_t id,
                     struct gj_err *err)
{
	static const char sql[] =
	    "SELECT first, marks FROM audit_block WHERE kind = :kind AND first <= :id"
	    " AND last >= :id ORDER BY id DESC LIMIT 1";
	const unsigned char *marks;
	struct gj_stmt *q;
	size_t n, at;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":kind", gj_audit_kind_name(kind));
	gj_stmt_int(q, ":id", id);
	rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	at = GJ_AUDIT_MARK * (size_t)(id - gj_stmt_col_int(q, 0));
	marks = (const unsigned char *)gj_stmt_col_bytes(q, 1, &n);
	rc = at + 1 < n ? GJ_STMT_ROW : GJ_STMT_DONE;
	if (rc == GJ_STMT_ROW)
		*mark = (uint16_t)(marks[at] | marks[at + 1] << 8);
	gj_stmt_reset(q);
	return rc;
}

int gj_audit_row_state(struct gj_store *s, enum gj_audit_state *out, enum gj_audit_kind kind,
                       int64_t id, struct gj_err *err)
{
	struct gj_stmt *q;
	struct gj_buf row;
	uint16_t mark = 0;
	int rc = read_mark(&mark, s, kind, id, err);

	*out = GJ_AUDIT_UNTOLD;
	if (rc != GJ_STMT_ROW)
		return rc;
	rc = gj_stmt_get(&q, s, gj_audit_kind_sql(kind), err);
	if (rc < 0)
		return rc;
	gj_buf_init(&row);
	gj_stmt_int_at(q, 1, id);
	gj_stmt_int_at(q, 2, id);
	rc = gj_stmt_step(q, err);
	if (rc == GJ_STMT_ROW) {
		rc = gj_audit_put_row(&row, q, err);
		*out = gj_audit_mark((const unsigned char *)gj_buf_str(&row), row.n) == mark
		           ? GJ_AUDIT_SOUND
		           : GJ_AUDIT_CHANGED;
	}
	gj_stmt_reset(q);
	gj_buf_fini(&row);
	return rc;
}

static int read_digest(unsigned char digest[GJ_BLAKE_BYTES], size_t *n, char category[64],
                       struct gj_store *s, int64_t revision, struct gj_err *err)
{
	static const char sql[] = "SELECT r.digest, a.category FROM revision r"
				  " JOIN application a ON a.id = r.application WHERE r.id = :id";
	const char *bytes;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", revision);
	rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	bytes = gj_stmt_col_bytes(q, 0, n);
	*n = *n < GJ_BLAKE_BYTES ? *n : GJ_BLAKE_BYTES;
	memcpy(digest, bytes, *n);
	gj_stmt_col_copy(q, 1, category, 64);
	gj_stmt_reset(q);
	return GJ_STMT_ROW;
}

int gj_audit_facts_state(struct gj_store *s, enum gj_audit_state *out, int64_t revision,
                         struct gj_err *err)
{
	unsigned char digest[GJ_BLAKE_BYTES];
	struct gj_audit_facts *facts;
	char category[64];
	bool same = false;
	size_t n;
	int rc = gj_audit_row_state(s, out, GJ_AUDIT_REVISION, revision, err);

	if (rc < 0 || *out != GJ_AUDIT_SOUND)
		return rc;
	*out = GJ_AUDIT_CHANGED;
	rc = read_digest(digest, &n, category, s, revision, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	rc = gj_audit_facts_new(&facts, s, err);
	if (rc < 0)
		return rc;
	rc = gj_audit_facts_look(facts, &same, revision, category, digest, n, err);
	gj_audit_facts_free(facts);
	if (rc == 0 && same)
		*out = GJ_AUDIT_SOUND;
	return rc == GJ_EFORMAT ? 0 : rc;
}
