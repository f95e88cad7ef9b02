/* audit_block.c: the bytes of rows, their marks, and the digest that ties a block to the one before it. */
#include <endian.h>
#include <sqlite3.h>
#include <string.h>

#include "db/audit_block.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

enum { /* tags; see the header */
       SMALL = 200,
       POSITIVE = 200,
       NEGATIVE = 209,
       TAG_NULL = 218,
       TAG_TEXT = 219,
       TAG_BLOB = 220,
       TAG_REAL = 221
};

/* --- kinds --- */

#define NAME(id, name) [GJ_AUDIT_##id] = name,
static const char *const names[] = { GJ_AUDIT_KINDS_OF(NAME) };
#undef NAME

const char *gj_audit_kind_name(enum gj_audit_kind kind)
{
	return names[kind];
}

int gj_audit_kind_find(const char *name)
{
	for (int i = 0; i < GJ_AUDIT_KINDS; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

#define RANGE " BETWEEN ?1 AND ?2 ORDER BY 1"

/* A column that is added to one of these tables later is not covered by the blocks of before: a kind of its own. */
static const char *const queries[] = {
	[GJ_AUDIT_MIGRATION] =
	    "SELECT version, program, applied_at FROM migration WHERE version" RANGE,
	[GJ_AUDIT_EVENT] =
	    "SELECT id, at, what, about, who, text, data FROM audit_event WHERE id" RANGE,
	[GJ_AUDIT_VERSION] =
	    "SELECT id, hash, policy, stored_at, in_from, in_to FROM policy_version"
	    " WHERE id" RANGE,
	/* No id of its own; rows are never deleted, so a rowid stays what it is, by VACUUM too. */
	[GJ_AUDIT_FILE] = "SELECT rowid, version, path, content FROM policy_file WHERE rowid" RANGE,
	/* What of an import or a run is known from its start, and what when it ends. */
	[GJ_AUDIT_IMPORT] = "SELECT id, plugin, file, category, year, started_at FROM import"
			    " WHERE id" RANGE,
	[GJ_AUDIT_IMPORT_END] =
	    "SELECT id, finished_at, rows, added, changed, unchanged, rejected, duplicates"
	    " FROM import WHERE state = 'finished' AND id" RANGE,
	[GJ_AUDIT_APPLICATION] = "SELECT a.id, s.code, a.category, a.year FROM application a"
				 " CROSS JOIN subject s ON s.id = a.subject WHERE a.id" RANGE,
	[GJ_AUDIT_REVISION] = "SELECT id, application, import, place, digest, recorded_at,"
			      " valid_from FROM revision WHERE id" RANGE,
	[GJ_AUDIT_RUN] = "SELECT id, version, reference, started_at FROM run WHERE id" RANGE,
	[GJ_AUDIT_RUN_END] =
	    "SELECT id, finished_at, judged, changed, eligible, ineligible, incomplete, review,"
	    " conditional FROM run WHERE state = 'finished' AND id" RANGE,
	/* gj_audit_decision() has the same columns. */
	[GJ_AUDIT_DECISION] = "SELECT id, application, run, version, revision, reference, result,"
			      " outcomes FROM decision WHERE id" RANGE,
	[GJ_AUDIT_SAMPLE] =
	    "SELECT id, category, year, filter, strata, rule, seed, algorithm, list_hash,"
	    " list_size, drawn_at, (SELECT group_concat(application || char(31) || stratum ||"
	    " char(31) || reason, char(30)) FROM (SELECT * FROM sample_row r"
	    " WHERE r.sample = sample.id ORDER BY r.application)) FROM sample WHERE id" RANGE,
	[GJ_AUDIT_PUBLICATION] =
	    "SELECT id, act, version, waits, proposal, replaces, who, why, impact, recorded_at"
	    " FROM policy_publication WHERE id" RANGE,
	[GJ_AUDIT_TWO_PERSON] =
	    "SELECT id, state, waits, who, recorded_at FROM two_person WHERE id" RANGE,
	[GJ_AUDIT_RULING] = "SELECT id, application, decision, later_than, kind, result, holds_from,"
			    " who, why, recorded_at FROM ruling WHERE id" RANGE,
	[GJ_AUDIT_REVIEW] = "SELECT id, application, ruling, run, decision, recorded_at FROM review"
			    " WHERE id" RANGE,
	[GJ_AUDIT_REVIEW_END] =
	    "SELECT id, review, who, why, recorded_at FROM review_end WHERE id" RANGE,
};

const char *gj_audit_kind_sql(enum gj_audit_kind kind)
{
	return queries[kind];
}

/* --- bytes --- */

size_t gj_audit_put_int(unsigned char *out, int64_t value)
{
	uint64_t rest = value < 0 ? ~(uint64_t)value : (uint64_t)value;
	size_t n = 0;

	if (value >= 0 && value < SMALL) {
		out[0] = (unsigned char)value;
		return 1;
	}
	for (; rest > 0; rest >>= 8)
		out[++n] = (unsigned char)(rest & 0xff);
	out[0] = (unsigned char)((value < 0 ? NEGATIVE : POSITIVE) + n);
	return n + 1;
}

static size_t put_head(unsigned char *out, int tag, size_t n)
{
	out[0] = (unsigned char)tag;
	return 1 + gj_audit_put_int(out + 1, (int64_t)n);
}

size_t gj_audit_put_blob(unsigned char *out, const void *data, size_t n)
{
	size_t head = put_head(out, TAG_BLOB, n);

	memcpy(out + head, data, n);
	return head + n;
}

static void put_bytes(struct gj_buf *out, int tag, const void *data, size_t n)
{
	unsigned char head[1 + GJ_AUDIT_INT];

	gj_buf_put(out, head, put_head(head, tag, n));
	gj_buf_put(out, data, n);
}

static void put_value(struct gj_buf *out, struct gj_stmt *q, int column)
{
	unsigned char number[GJ_AUDIT_INT];
	int type = sqlite3_column_type(q->raw, column);
	const char *data;
	size_t n;
	double real;

	switch (type) {
	case SQLITE_INTEGER:
		gj_buf_put(out, number, gj_audit_put_int(number, gj_stmt_col_int(q, column)));
		return;
	case SQLITE_TEXT:
	case SQLITE_BLOB:
		data = gj_stmt_col_bytes(q, column, &n);
		put_bytes(out, type == SQLITE_TEXT ? TAG_TEXT : TAG_BLOB, data, n);
		return;
	case SQLITE_FLOAT:
		real = sqlite3_column_double(q->raw, column);
		put_bytes(out, TAG_REAL, &real, sizeof real);
		return;
	}
	gj_buf_putc(out, (char)TAG_NULL);
}

int gj_audit_put_row(struct gj_buf *out, struct gj_stmt *q, struct gj_err *err)
{
	int n = sqlite3_column_count(q->raw);

	gj_buf_clear(out);
	for (int i = 1; i < n; i++)
		put_value(out, q, i);
	return out->failed ? gj_err_nomem(err, tr("the log")) : 0;
}

uint16_t gj_audit_mark(const unsigned char *bytes, size_t n)
{
	uint64_t mark = n + 1;

	while (n > 0) {
		size_t part = n < sizeof mark ? n : sizeof mark;
		uint64_t word = 0;

		if (part == sizeof word)
			memcpy(&word, bytes, sizeof word);
		else
			memcpy(&word, bytes, part);
		mark = (mark ^ le64toh(word)) * UINT64_C(0x9e3779b97f4a7c15);
		mark ^= mark >> 32;
		bytes += part;
		n -= part;
	}
	mark *= UINT64_C(0xd6e8feb86659fd93); /* so that the last bytes reach the highest too */
	return (uint16_t)(mark >> 48);
}

/* --- blocks --- */

void gj_audit_block_init(struct gj_audit_block *b, enum gj_audit_kind kind, int64_t first)
{
	b->kind = kind;
	b->first = first;
	b->n = 0;
	gj_blake_init(&b->content);
}

void gj_audit_block_put(struct gj_audit_block *b, const unsigned char *bytes, size_t n)
{
	uint16_t mark = gj_audit_mark(bytes, n);

	gj_blake_put(&b->content, bytes, n);
	b->marks[GJ_AUDIT_MARK * b->n] = (unsigned char)(mark & 0xff);
	b->marks[GJ_AUDIT_MARK * b->n + 1] = (unsigned char)(mark >> 8);
	b->n++;
}

void gj_audit_link_digest(const struct gj_audit_link *l, unsigned char out[GJ_BLAKE_BYTES])
{
	struct gj_blake b;

	gj_blake_init(&b);
	gj_blake_put_text(&b, "guiju-audit-1");
	gj_blake_put(&b, l->previous, GJ_BLAKE_BYTES);
	gj_blake_put_u64(&b, (uint64_t)l->id);
	gj_blake_put_text(&b, l->kind);
	gj_blake_put_u64(&b, (uint64_t)l->first);
	gj_blake_put_u64(&b, (uint64_t)l->last);
	gj_blake_put_u64(&b, (uint64_t)l->n);
	gj_blake_put_text(&b, l->made_at);
	gj_blake_put_u64(&b, l->n_marks);
	gj_blake_put(&b, l->marks, l->n_marks);
	gj_blake_put(&b, l->content, GJ_BLAKE_BYTES);
	gj_blake_done(&b, out);
}
