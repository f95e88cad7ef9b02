/* audit_verify.c: walks the chain block by block and holds every row against its block. */
#include <stdlib.h>
#include <string.h>

#include "db/audit_block.h"
#include "db/audit_look.h"
#include "db/stmt.h"
#include "engine/base/digest.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

enum { DIFFERENT_MAX = 256 };

struct different { /* a row that is not what its mark says */
	int64_t id;
	uint16_t is, was;
};

struct walk {
	struct gj_audit_look *look;  /* borrowed */
	struct gj_store *store;      /* borrowed */
	struct gj_audit_block block; /* the rows as they are */
	struct gj_buf row;
	unsigned char previous[GJ_BLAKE_BYTES];
	int64_t next[GJ_AUDIT_KINDS]; /* the first id that no block has told of yet */
	struct different different[DIFFERENT_MAX];
	size_t n_different;
};

/* Rows of these are sealed when they end, in whatever order that was. */
static bool is_end(enum gj_audit_kind kind)
{
	return kind == GJ_AUDIT_IMPORT_END || kind == GJ_AUDIT_RUN_END;
}

/* --- rows --- */

/* Rows of the kind that no block tells of, in stretches. */
static int tell_strays(struct walk *w, enum gj_audit_kind kind, int64_t from, int64_t to,
                       struct gj_err *err)
{
	struct gj_audit_finding f = { .wrong = GJ_AUDIT_ROWS_ADDED, .kind = kind };
	bool any = false;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, w->store, gj_audit_kind_sql(kind), err);

	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, from);
	gj_stmt_int_at(q, 2, to);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		int64_t id = gj_stmt_col_int(q, 0);

		rc = 0;
		if (any && id != f.other + 1)
			rc = gj_audit_tell(w->look, &f);
		if (!any || id != f.other + 1)
			f.id = id;
		f.other = id;
		any = true;
		if (rc == 0)
			rc = gj_audit_advance(w->look);
		if (rc != 0) {
			gj_stmt_reset(q);
			return rc;
		}
	}
	return rc < 0 || !any ? rc : gj_audit_tell(w->look, &f);
}

/* The path of a policy's file, so that the row has a name. */
static const char *name_of_row(char *out, size_t room, struct walk *w, enum gj_audit_kind kind,
                               int64_t id)
{
	struct gj_stmt *q;

	*out = '\0';
	if (kind != GJ_AUDIT_FILE ||
	    gj_stmt_get(&q, w->store, "SELECT path FROM policy_file WHERE rowid = :id", NULL) < 0)
		return out;
	gj_stmt_int(q, ":id", id);
	if (gj_stmt_step(q, NULL) == GJ_STMT_ROW)
		gj_stmt_col_copy(q, 0, out, room);
	gj_stmt_reset(q);
	return out;
}

/* Two rows that have each other's mark stand in each other's place. */
static int tell_different(struct walk *w, const struct gj_audit_link *l, enum gj_audit_kind kind)
{
	char name[256];
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < w->n_different; i++) {
		struct different *a = &w->different[i];
		struct gj_audit_finding f = { .wrong = GJ_AUDIT_ROW_CHANGED,
			                      .kind = kind,
			                      .id = a->id,
			                      .block = l->id,
			                      .made_at = l->made_at,
			                      .text =
			                          name_of_row(name, sizeof name, w, kind, a->id) };

		for (size_t k = i + 1; k < w->n_different; k++) {
			struct different *b = &w->different[k];

			if (a->is != b->was || b->is != a->was)
				continue;
			f.wrong = GJ_AUDIT_ROWS_EXCHANGED;
			f.other = b->id;
			memmove(b, b + 1, (w->n_different - k - 1) * sizeof *b);
			w->n_different--;
			break;
		}
		rc = gj_audit_tell(w->look, &f);
	}
	w->n_different = 0;
	return rc;
}

static int tell_removed(struct walk *w, const struct gj_audit_link *l, enum gj_audit_kind kind,
                        int64_t first, int64_t last)
{
	return gj_audit_tell(w->look, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_ROWS_REMOVED,
	                                                          .kind = kind,
	                                                          .id = first,
	                                                          .other = last,
	                                                          .block = l->id,
	                                                          .made_at = l->made_at });
}

static int look_at_row(struct walk *w, const struct gj_audit_link *l, enum gj_audit_kind kind,
                       int64_t id, bool *sound)
{
	const unsigned char *bytes = (const unsigned char *)gj_buf_str(&w->row);
	const unsigned char *mark = l->marks + GJ_AUDIT_MARK * (size_t)(id - l->first);
	uint16_t is = gj_audit_mark(bytes, w->row.n);
	uint16_t was = (uint16_t)(mark[0] | mark[1] << 8);

	gj_audit_block_put(&w->block, bytes, w->row.n);
	w->look->out->rows++;
	if (is == was)
		return gj_audit_advance(w->look);
	*sound = false;
	if (w->n_different == DIFFERENT_MAX && tell_different(w, l, kind) != 0)
		return 1;
	w->different[w->n_different++] = (struct different){ id, is, was };
	return gj_audit_advance(w->look);
}

static int look_at_rows(struct walk *w, const struct gj_audit_link *l, enum gj_audit_kind kind,
                        struct gj_err *err)
{
	unsigned char content[GJ_BLAKE_BYTES];
	int64_t want = l->first;
	bool sound = true;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, w->store, gj_audit_kind_sql(kind), err);

	if (rc < 0)
		return rc;
	gj_audit_block_init(&w->block, kind, l->first);
	gj_stmt_int_at(q, 1, l->first);
	gj_stmt_int_at(q, 2, l->last);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		int64_t id = gj_stmt_col_int(q, 0);

		rc = id > want ? tell_removed(w, l, kind, want, id - 1) : 0;
		sound = sound && id == want;
		want = id + 1;
		if (rc == 0)
			rc = gj_audit_put_row(&w->row, q, err);
		if (rc == 0)
			rc = look_at_row(w, l, kind, id, &sound);
		if (rc != 0) {
			gj_stmt_reset(q);
			return rc;
		}
	}
	if (rc == 0 && want <= l->last) {
		sound = false;
		rc = tell_removed(w, l, kind, want, l->last);
	}
	if (rc == 0)
		rc = tell_different(w, l, kind);
	gj_blake_done(&w->block.content, content);
	if (rc != 0 || !sound || memcmp(content, l->content, sizeof content) == 0)
		return rc;
	return gj_audit_tell(w->look, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_ROWS_CHANGED,
	                                                          .kind = kind,
	                                                          .id = l->first,
	                                                          .other = l->last,
	                                                          .block = l->id,
	                                                          .made_at = l->made_at });
}

/* An import or a run that ended twice: what it was at its last end counts. */
static int is_overtaken(bool *overtaken, struct walk *w, const struct gj_audit_link *l,
                        struct gj_err *err)
{
	static const char sql[] = "SELECT 1 FROM audit_block WHERE kind = :kind AND id > :id"
				  " AND first <= :first AND last >= :first";
	struct gj_stmt *q;
	int64_t one;
	int rc = gj_stmt_get(&q, w->store, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":kind", l->kind);
	gj_stmt_int(q, ":id", l->id);
	gj_stmt_int(q, ":first", l->first);
	rc = gj_stmt_one(q, &one, err);
	*overtaken = rc == GJ_STMT_ROW;
	return rc < 0 ? rc : 0;
}

/* --- blocks --- */

struct
    stored { /* a block as the database has it, copied: statements are used while it is looked at */
	struct gj_audit_link link;
	char kind[32], made_at[32];
	unsigned char previous[GJ_BLAKE_BYTES], content[GJ_BLAKE_BYTES], digest[GJ_BLAKE_BYTES];
	unsigned char marks[GJ_AUDIT_ROWS * GJ_AUDIT_MARK];
	bool whole; /* every part has the length that it must have */
};

static bool copy_blob(unsigned char *out, size_t room, size_t want, struct gj_stmt *q, int column)
{
	size_t n;
	const char *bytes = gj_stmt_col_bytes(q, column, &n);

	memset(out, 0, room);
	memcpy(out, bytes, n < room ? n : room);
	return n == want && n <= room;
}

static void read_block(struct stored *b, struct gj_stmt *q)
{
	struct gj_audit_link *l = &b->link;

	*l = (struct gj_audit_link){
		.id = gj_stmt_col_int(q, 0),
		.kind = b->kind,
		.first = gj_stmt_col_int(q, 2),
		.last = gj_stmt_col_int(q, 3),
		.n = gj_stmt_col_int(q, 4),
		.made_at = b->made_at,
		.previous = b->previous,
		.content = b->content,
		.marks = b->marks,
	};
	gj_stmt_col_copy(q, 1, b->kind, sizeof b->kind);
	gj_stmt_col_copy(q, 5, b->made_at, sizeof b->made_at);
	b->whole = l->n >= 1 && l->n <= GJ_AUDIT_ROWS && l->last >= l->first &&
	           (uint64_t)l->last - (uint64_t)l->first == (uint64_t)l->n - 1;
	l->n_marks = b->whole ? (size_t)l->n * GJ_AUDIT_MARK : 0;
	b->whole &= copy_blob(b->previous, sizeof b->previous, GJ_BLAKE_BYTES, q, 6);
	b->whole &= copy_blob(b->content, sizeof b->content, GJ_BLAKE_BYTES, q, 7);
	b->whole &= copy_blob(b->digest, sizeof b->digest, GJ_BLAKE_BYTES, q, 8);
	b->whole &= copy_blob(b->marks, sizeof b->marks, l->n_marks, q, 9);
}

static int tell_of_block(struct walk *w, const struct gj_audit_link *l, enum gj_audit_wrong wrong,
                         int kind)
{
	return gj_audit_tell(w->look,
	                     &(struct gj_audit_finding){
				 .wrong = wrong,
				 .kind = kind < 0 ? GJ_AUDIT_EVENT : (enum gj_audit_kind)kind,
				 .id = l->first,
				 .other = l->last,
				 .block = l->id,
				 .made_at = l->made_at });
}

static bool is_expected(const struct walk *w, const struct stored *b)
{
	char digest[GJ_DIGEST_TEXT];

	return w->look->ask->expect &&
	       strncmp(gj_digest_hex(digest, b->digest), w->look->ask->expect,
	               strlen(w->look->ask->expect)) == 0;
}

/* Its own digest, and whether it follows the one before; *sound when what it says can be relied on. */
static int look_at_link(struct walk *w, const struct stored *b, int kind, bool *sound)
{
	const struct gj_audit_link *l = &b->link;
	unsigned char digest[GJ_BLAKE_BYTES];
	int64_t want = w->look->out->head.block + 1;
	int rc = 0;

	gj_audit_link_digest(l, digest);
	*sound = b->whole && kind >= 0 && memcmp(digest, b->digest, sizeof digest) == 0;
	if (l->id != want)
		rc = gj_audit_tell(w->look,
		                   &(struct gj_audit_finding){ .wrong = GJ_AUDIT_BLOCKS_REMOVED,
		                                               .id = want,
		                                               .other = l->id - 1,
		                                               .block = l->id,
		                                               .made_at = l->made_at });
	else if (memcmp(b->previous, w->previous, sizeof w->previous) != 0)
		rc = tell_of_block(w, l, GJ_AUDIT_BLOCK_LOOSE, kind);
	if (rc == 0 && !*sound)
		rc = tell_of_block(w, l, GJ_AUDIT_BLOCK_CHANGED, kind);
	w->look->out->blocks++;
	w->look->out->head.block = l->id;
	gj_digest_hex(w->look->out->head.digest, b->digest);
	memcpy(w->look->out->head.made_at, b->made_at, sizeof w->look->out->head.made_at);
	memcpy(w->previous, b->digest, sizeof w->previous);
	if (*sound && is_expected(w, b))
		w->look->out->expected = l->id;
	return rc;
}

static int look_at_block(struct walk *w, const struct stored *b, struct gj_err *err)
{
	const struct gj_audit_link *l = &b->link;
	int kind = gj_audit_kind_find(b->kind);
	bool sound, overtaken = false;
	int rc = look_at_link(w, b, kind, &sound);

	if (rc != 0 || kind < 0)
		return rc;
	if (is_end((enum gj_audit_kind)kind))
		rc = is_overtaken(&overtaken, w, l, err);
	else if (l->first > w->next[kind])
		rc = tell_strays(w, (enum gj_audit_kind)kind, w->next[kind], l->first - 1, err);
	if (rc == 0 && sound && !overtaken)
		rc = look_at_rows(w, l, (enum gj_audit_kind)kind, err);
	if (l->last >= w->next[kind] && l->last < INT64_MAX)
		w->next[kind] = l->last + 1;
	return rc;
}

static int look_at_chain(struct walk *w, struct gj_err *err)
{
	static const char sql[] = "SELECT id, kind, first, last, n, made_at, previous, content,"
				  " digest, marks FROM audit_block ORDER BY id";
	struct stored *b = malloc(sizeof *b);
	struct gj_stmt *q;
	int rc = b ? gj_stmt_get(&q, w->store, sql, err) : gj_err_nomem(err, tr("the log"));

	if (rc < 0)
		goto out;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		read_block(b, q);
		rc = look_at_block(w, b, err);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	for (int kind = 0; rc == 0 && kind < GJ_AUDIT_KINDS; kind++)
		if (!is_end((enum gj_audit_kind)kind))
			rc =
			    tell_strays(w, (enum gj_audit_kind)kind, w->next[kind], INT64_MAX, err);
out:
	free(b);
	return rc;
}

/* --- all of it --- */

static int count_rows(struct gj_audit_look *l, struct gj_err *err)
{
	static const char sql[] = "SELECT (SELECT coalesce(sum(n), 0) FROM audit_block) +"
				  " (SELECT count(*) FROM revision)";
	int64_t all = 0;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, l->store, sql, err);

	rc = rc < 0 ? rc : gj_stmt_one(q, &all, err);
	l->all = all > 0 ? (uint64_t)all : 0;
	return rc < 0 ? rc : 0;
}

static int walk(struct gj_audit_look *l, struct gj_err *err)
{
	struct walk *w = calloc(1, sizeof *w);
	int rc;

	if (w == NULL)
		return gj_err_nomem(err, tr("the log"));
	w->look = l;
	w->store = l->store;
	gj_buf_init(&w->row);
	for (int kind = 0; kind < GJ_AUDIT_KINDS; kind++)
		w->next[kind] = INT64_MIN;
	rc = look_at_chain(w, err);
	gj_buf_fini(&w->row);
	free(w);
	return rc;
}

int gj_audit_verify(struct gj_store *s, struct gj_audit_result *out, const struct gj_audit_ask *ask,
                    struct gj_err *err)
{
	struct gj_audit_look l = { .store = s, .ask = ask, .out = out };
	bool own = false;
	int rc;

	*out = (struct gj_audit_result){ .blocks = 0 };
	rc = gj_stmt_own_begin(s, &own, tr("looking through the log"), err);
	if (rc < 0)
		return rc;
	rc = count_rows(&l, err);
	if (rc == 0)
		rc = walk(&l, err);
	if (rc == 0)
		rc = gj_audit_look_behind(&l, err);
	if (rc == 0 && ask->expect && out->expected == 0)
		rc = gj_audit_tell(&l, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_HEAD_LOST,
		                                                   .text = ask->expect });
	if (own)
		gj_store_rollback(s);
	return rc;
}
