/* audit_verify.c: walks the chain block by block, and what the chain cannot cover by itself: facts, files, pointers. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit_block.h"
#include "db/audit_facts.h"
#include "db/stmt.h"
#include "db/version.h"
#include "engine/base/digest.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

enum { DIFFERENT_MAX = 256, STEPS = 512 };

struct different { /* a row that is not what its mark says */
	int64_t id;
	uint16_t is, was;
};

struct walk {
	struct gj_store *store;         /* borrowed */
	const struct gj_audit_ask *ask; /* borrowed */
	struct gj_audit_result *out;    /* borrowed */
	struct gj_audit_block block;    /* the rows as they are */
	struct gj_buf row;
	unsigned char previous[GJ_BLAKE_BYTES];
	int64_t next[GJ_AUDIT_KINDS]; /* the first id that no block has told of yet */
	struct different different[DIFFERENT_MAX];
	size_t n_different;
	uint64_t done, all;
};

static int tell(struct walk *w, const struct gj_audit_finding *finding)
{
	struct gj_audit_finding f = *finding;

	f.made_at = f.made_at ? f.made_at : "";
	f.text = f.text ? f.text : "";
	w->out->findings++;
	return w->ask->found(w->ask->ctx, &f);
}

static int advance(struct walk *w)
{
	w->done++;
	if (w->ask->progress == NULL || w->done % STEPS != 0)
		return 0;
	return w->ask->progress(w->ask->ctx, w->done, w->all);
}

/* Rows of these are sealed when they end, in whatever order that was. */
static bool is_end(enum gj_audit_kind kind)
{
	return kind == GJ_AUDIT_IMPORT_END || kind == GJ_AUDIT_RUN_END;
}

/* Tells of a finding about a row outside of its block. */
static int tell_of_row(struct walk *w, struct gj_audit_finding *f, struct gj_err *err)
{
	static const char sql[] = "SELECT id, made_at FROM audit_block WHERE kind = :kind"
				  " AND first <= :id AND last >= :id ORDER BY id DESC LIMIT 1";
	char made_at[32] = "";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, w->store, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":kind", gj_audit_kind_name(f->kind));
	gj_stmt_int(q, ":id", f->id);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_ROW) {
		f->block = gj_stmt_col_int(q, 0);
		gj_stmt_col_copy(q, 1, made_at, sizeof made_at);
		gj_stmt_reset(q);
	}
	f->made_at = made_at;
	return tell(w, f);
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
			rc = tell(w, &f);
		if (!any || id != f.other + 1)
			f.id = id;
		f.other = id;
		any = true;
		if (rc == 0)
			rc = advance(w);
		if (rc != 0) {
			gj_stmt_reset(q);
			return rc;
		}
	}
	return rc < 0 || !any ? rc : tell(w, &f);
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
			                      .text = name_of_row(name, sizeof name, w, kind,
			                                          a->id) };

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
		rc = tell(w, &f);
	}
	w->n_different = 0;
	return rc;
}

static int tell_removed(struct walk *w, const struct gj_audit_link *l, enum gj_audit_kind kind,
                        int64_t first, int64_t last)
{
	return tell(w, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_ROWS_REMOVED,
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
	w->out->rows++;
	if (is == was)
		return advance(w);
	*sound = false;
	if (w->n_different == DIFFERENT_MAX && tell_different(w, l, kind) != 0)
		return 1;
	w->different[w->n_different++] = (struct different){ id, is, was };
	return advance(w);
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
	return tell(w, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_ROWS_CHANGED,
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

struct stored { /* a block as the database has it, copied: statements are used while it is looked at */
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
	b->whole = l->n >= 1 && l->n <= GJ_AUDIT_ROWS && l->last - l->first == l->n - 1;
	l->n_marks = b->whole ? (size_t)l->n * GJ_AUDIT_MARK : 0;
	b->whole &= copy_blob(b->previous, sizeof b->previous, GJ_BLAKE_BYTES, q, 6);
	b->whole &= copy_blob(b->content, sizeof b->content, GJ_BLAKE_BYTES, q, 7);
	b->whole &= copy_blob(b->digest, sizeof b->digest, GJ_BLAKE_BYTES, q, 8);
	b->whole &= copy_blob(b->marks, sizeof b->marks, l->n_marks, q, 9);
}

static int tell_of_block(struct walk *w, const struct gj_audit_link *l, enum gj_audit_wrong wrong,
                         int kind)
{
	return tell(w, &(struct gj_audit_finding){
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

	return w->ask->expect &&
	       strncmp(gj_digest_hex(digest, b->digest), w->ask->expect, strlen(w->ask->expect)) == 0;
}

/* Its own digest, and whether it follows the one before; *sound when what it says can be relied on. */
static int look_at_link(struct walk *w, const struct stored *b, int kind, bool *sound)
{
	const struct gj_audit_link *l = &b->link;
	unsigned char digest[GJ_BLAKE_BYTES];
	int64_t want = w->out->head.block + 1;
	int rc = 0;

	gj_audit_link_digest(l, digest);
	*sound = b->whole && kind >= 0 && memcmp(digest, b->digest, sizeof digest) == 0;
	if (l->id != want)
		rc = tell(w, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_BLOCKS_REMOVED,
		                                         .id = want,
		                                         .other = l->id - 1,
		                                         .block = l->id,
		                                         .made_at = l->made_at });
	else if (memcmp(b->previous, w->previous, sizeof w->previous) != 0)
		rc = tell_of_block(w, l, GJ_AUDIT_BLOCK_LOOSE, kind);
	if (rc == 0 && !*sound)
		rc = tell_of_block(w, l, GJ_AUDIT_BLOCK_CHANGED, kind);
	w->out->blocks++;
	w->out->head.block = l->id;
	gj_digest_hex(w->out->head.digest, b->digest);
	memcpy(w->out->head.made_at, b->made_at, sizeof w->out->head.made_at);
	memcpy(w->previous, b->digest, sizeof w->previous);
	if (*sound && is_expected(w, b))
		w->out->expected = l->id;
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
			rc = tell_strays(w, (enum gj_audit_kind)kind, w->next[kind], INT64_MAX,
			                 err);
out:
	free(b);
	return rc;
}

/* Imports and runs that say they ended, and no block says so. */
static int look_for_ends(struct walk *w, enum gj_audit_kind kind, const char *sql,
                         struct gj_err *err)
{
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, w->store, sql, err);

	if (rc < 0)
		return rc;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		rc = tell(w, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_ROWS_ADDED,
		                                         .kind = kind,
		                                         .id = gj_stmt_col_int(q, 0),
		                                         .other = gj_stmt_col_int(q, 0) });
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

/* --- what stands behind the rows --- */

static int look_at_facts_of(struct walk *w, struct gj_audit_facts *facts, struct gj_stmt *q,
                            struct gj_err *err)
{
	struct gj_audit_finding f = { .kind = GJ_AUDIT_REVISION, .id = gj_stmt_col_int(q, 0) };
	char category[64];
	struct gj_err why;
	const char *digest;
	bool same;
	size_t n;
	int rc;

	gj_stmt_col_copy(q, 2, category, sizeof category);
	digest = gj_stmt_col_bytes(q, 1, &n);
	w->out->revisions++;
	rc = gj_audit_facts_look(facts, &same, f.id, category, (const unsigned char *)digest, n,
	                         &why);
	if (rc == 0 && same)
		return advance(w);
	f.wrong = rc == 0 ? GJ_AUDIT_FACTS_CHANGED : GJ_AUDIT_FACTS_LOST;
	f.text = rc == 0 ? "" : why.text;
	if (rc == 0 || rc == GJ_EFORMAT)
		return tell_of_row(w, &f, err);
	return gj_err_set(err, rc, "%s", why.text);
}

struct stray {
	struct walk *walk;
	struct gj_err *err;
};

static int tell_stray(void *ctx, const char *table, int64_t revision)
{
	struct stray *x = ctx;
	struct gj_audit_finding f = { .wrong = GJ_AUDIT_FACTS_ADDED,
		                      .kind = GJ_AUDIT_REVISION,
		                      .id = revision,
		                      .text = table };

	return tell_of_row(x->walk, &f, x->err);
}

static int look_at_facts(struct walk *w, struct gj_err *err)
{
	static const char sql[] = "SELECT r.id, r.digest, a.category FROM revision r"
				  " CROSS JOIN application a ON a.id = r.application ORDER BY r.id";
	struct gj_audit_facts *facts;
	struct gj_stmt *q;
	int rc = gj_audit_facts_new(&facts, w->store, err);

	if (rc < 0)
		return rc;
	rc = gj_stmt_get(&q, w->store, sql, err);
	if (rc < 0)
		goto out;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		rc = look_at_facts_of(w, facts, q, err);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	if (rc == 0)
		rc = gj_audit_facts_each_stray(facts, tell_stray, &(struct stray){ w, err }, err);
out:
	gj_audit_facts_free(facts);
	return rc;
}

static int look_at_version(struct walk *w, int64_t id, const char *policy, struct gj_err *err)
{
	struct gj_audit_finding f = { .wrong = GJ_AUDIT_FILES_CHANGED,
		                      .kind = GJ_AUDIT_VERSION,
		                      .id = id,
		                      .text = policy };
	struct gj_fileset files;
	struct gj_err why;
	int rc;

	gj_fileset_init(&files);
	rc = gj_version_files(w->store, id, &files, &why);
	gj_fileset_fini(&files);
	w->out->versions++;
	if (rc == 0)
		return 0;
	if (rc != GJ_EFORMAT)
		return gj_err_set(err, rc, "%s", why.text);
	return tell_of_row(w, &f, err);
}

static int look_at_versions(struct walk *w, struct gj_err *err)
{
	char policy[128];
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, w->store, "SELECT id, policy FROM policy_version v ORDER BY id", err);

	if (rc < 0)
		return rc;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		gj_stmt_col_copy(q, 1, policy, sizeof policy);
		rc = look_at_version(w, gj_stmt_col_int(q, 0), policy, err);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

/* An application points to what was added last: reports go by that. */
static int look_at_pointers(struct walk *w, enum gj_audit_wrong wrong, const char *sql,
                            struct gj_err *err)
{
	char newest[32];
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, w->store, sql, err);

	if (rc < 0)
		return rc;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		snprintf(newest, sizeof newest, "%" PRId64, gj_stmt_col_int(q, 2));
		rc = tell(w, &(struct gj_audit_finding){ .wrong = wrong,
		                                         .kind = GJ_AUDIT_APPLICATION,
		                                         .id = gj_stmt_col_int(q, 0),
		                                         .other = gj_stmt_col_int(q, 1),
		                                         .text = newest });
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

/* --- all of it --- */

static int count_rows(struct walk *w, struct gj_err *err)
{
	static const char sql[] = "SELECT (SELECT coalesce(sum(n), 0) FROM audit_block) +"
				  " (SELECT count(*) FROM revision)";
	int64_t all = 0;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, w->store, sql, err);

	rc = rc < 0 ? rc : gj_stmt_one(q, &all, err);
	w->all = all > 0 ? (uint64_t)all : 0;
	return rc < 0 ? rc : 0;
}

static int verify(struct walk *w, struct gj_err *err)
{
	static const char imports[] =
	    "SELECT i.id FROM import i WHERE i.state = 'finished' AND NOT EXISTS(SELECT 1 FROM"
	    " audit_block b WHERE b.kind = 'import_end' AND i.id BETWEEN b.first AND b.last)";
	static const char runs[] =
	    "SELECT r.id FROM run r WHERE r.state = 'finished' AND NOT EXISTS(SELECT 1 FROM"
	    " audit_block b WHERE b.kind = 'run_end' AND r.id BETWEEN b.first AND b.last)";
	static const char decisions[] =
	    "SELECT a.id, a.decision, d.newest FROM application a LEFT JOIN"
	    " (SELECT application, max(id) AS newest FROM decision GROUP BY application) d"
	    " ON d.application = a.id WHERE a.decision IS NOT d.newest ORDER BY a.id";
	static const char revisions[] =
	    "SELECT a.id, a.revision, r.newest FROM application a LEFT JOIN"
	    " (SELECT application, max(id) AS newest FROM revision GROUP BY application) r"
	    " ON r.application = a.id WHERE a.revision IS NOT r.newest ORDER BY a.id";
	int rc = count_rows(w, err);

	if (rc == 0)
		rc = look_at_chain(w, err);
	if (rc == 0)
		rc = look_for_ends(w, GJ_AUDIT_IMPORT_END, imports, err);
	if (rc == 0)
		rc = look_for_ends(w, GJ_AUDIT_RUN_END, runs, err);
	if (rc == 0)
		rc = look_at_facts(w, err);
	if (rc == 0)
		rc = look_at_versions(w, err);
	if (rc == 0)
		rc = look_at_pointers(w, GJ_AUDIT_NEWEST_DECISION, decisions, err);
	if (rc == 0)
		rc = look_at_pointers(w, GJ_AUDIT_NEWEST_REVISION, revisions, err);
	if (rc == 0 && w->ask->expect && w->out->expected == 0)
		rc = tell(w, &(struct gj_audit_finding){ .wrong = GJ_AUDIT_HEAD_LOST,
		                                         .text = w->ask->expect });
	return rc;
}

int gj_audit_verify(struct gj_store *s, struct gj_audit_result *out, const struct gj_audit_ask *ask,
                    struct gj_err *err)
{
	struct walk *w = calloc(1, sizeof *w);
	bool own = false;
	int rc;

	*out = (struct gj_audit_result){ .blocks = 0 };
	if (w == NULL)
		return gj_err_nomem(err, tr("the log"));
	w->store = s;
	w->ask = ask;
	w->out = out;
	gj_buf_init(&w->row);
	for (int kind = 0; kind < GJ_AUDIT_KINDS; kind++)
		w->next[kind] = INT64_MIN;
	rc = gj_stmt_own_begin(s, &own, tr("looking through the log"), err);
	if (rc == 0) {
		rc = verify(w, err);
		if (own)
			gj_store_rollback(s);
	}
	gj_buf_fini(&w->row);
	free(w);
	return rc;
}
