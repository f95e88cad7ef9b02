/* audit_block.h: internal to db/: a block that is being made: rows of one kind, their bytes, marks and digests.
 *
 * The bytes of a row are its columns, each value with a tag, so that no two rows have the same; its id is told by its
 * place, since ids have no gap:
 *
 *   0..199      the number itself      218  NULL
 *   201..208    1..8 bytes follow      219  a text: its length as a number, then its bytes
 *   209..217    a negative number      220  a blob, 221 a real number (in no table of ours)
 *
 * The digest of the content is that of all rows' bytes. A mark is two bytes of each row: it does not protect, it tells
 * which row it was when the digest is another, and which two were exchanged. */
#ifndef GJ_AUDIT_BLOCK_H
#define GJ_AUDIT_BLOCK_H
#include "db/audit.h"
#include "engine/base/blake.h"
#include "engine/base/buf.h"
#include <stddef.h>

struct gj_stmt;

enum { GJ_AUDIT_ROWS = 4096 /* of one block */, GJ_AUDIT_MARK = 2 };

struct gj_audit_block {
	enum gj_audit_kind kind;
	int64_t first; /* ids are first, first + 1, ... */
	size_t n;
	struct gj_blake content;
	unsigned char marks[GJ_AUDIT_ROWS * GJ_AUDIT_MARK];
};

void gj_audit_block_init(struct gj_audit_block *b, enum gj_audit_kind kind, int64_t first);
/* At most GJ_AUDIT_ROWS of them. The bytes are those of the columns. */
void gj_audit_block_put(struct gj_audit_block *b, const unsigned char *bytes, size_t n);

enum { GJ_AUDIT_INT = 9 /* bytes of a number, at most */ };
size_t gj_audit_put_int(unsigned char *out, int64_t value);
size_t gj_audit_put_blob(unsigned char *out, const void *data,
                         size_t n); /* n + 1 + GJ_AUDIT_INT at most */
/* The columns behind the first, which is the id. GJ_ENOMEM when the buffer failed. */
int gj_audit_put_row(struct gj_buf *out, struct gj_stmt *q, struct gj_err *err);
uint16_t gj_audit_mark(const unsigned char *bytes, size_t n);

/* What the chain says of a block. */
struct gj_audit_link {
	int64_t id;
	const char *kind;
	int64_t first, last, n;
	const char *made_at;
	const unsigned char *previous, *content; /* GJ_BLAKE_BYTES each */
	const unsigned char *marks;
	size_t n_marks; /* bytes */
};
void gj_audit_link_digest(const struct gj_audit_link *l, unsigned char out[GJ_BLAKE_BYTES]);

/* SQL that reads a kind's rows with ids from ?1 to ?2, in order, the id first. */
const char *gj_audit_kind_sql(enum gj_audit_kind kind);
int gj_audit_kind_find(const char *name); /* -1: none */
#endif
