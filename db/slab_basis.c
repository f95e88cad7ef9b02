/* slab_basis.c: the table slab_basis: derived like the slabs, and gone with them. */
#include "db/slab_basis.h"

#include "db/slab_inner.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

int gj_slab_basis_put(struct gj_store *s, int64_t *id, const void *bytes, size_t n,
                      struct gj_err *err)
{
	static const char look[] = "SELECT id FROM slab_basis WHERE checks = :checks";
	static const char sql[] = "INSERT INTO slab_basis(checks) VALUES(:checks)";
	struct gj_stmt *q;
	bool own;
	int rc = gj_stmt_own_begin(s, &own, tr("the start of an evaluation"), err);

	if (rc < 0)
		return rc;
	rc = gj_slab_make(s, err);
	if (rc == 0)
		rc = gj_stmt_get(&q, s, look, err);
	if (rc == 0) {
		gj_stmt_blob(q, ":checks", bytes, n);
		rc = gj_stmt_one(q, id, err);
	}
	if (rc == GJ_STMT_ROW) {
		rc = 0;
	} else if (rc == GJ_STMT_DONE) {
		rc = gj_stmt_get(&q, s, sql, err);
		if (rc == 0) {
			gj_stmt_blob(q, ":checks", bytes, n);
			rc = gj_stmt_run(q, err);
		}
		if (rc == 0)
			*id = gj_stmt_last_id(s);
	}
	return gj_stmt_own_end(s, own, rc, err);
}

int gj_slab_basis_get(struct gj_store *s, struct gj_buf *out, int64_t id, struct gj_err *err)
{
	static const char sql[] = "SELECT checks FROM slab_basis WHERE id = :id";
	const char *bytes;
	struct gj_stmt *q;
	size_t n;
	int rc = gj_stmt_get(&q, s, sql, err);

	gj_buf_clear(out);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id);
	rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	bytes = gj_stmt_col_bytes(q, 0, &n);
	gj_buf_put(out, bytes, n);
	gj_stmt_reset(q);
	return out->failed ? gj_err_nomem(err, tr("the columns")) : 0;
}
