/* audit_verify.h: walks the chain and tells every row and block that is not as it was written. */
#ifndef GJ_AUDIT_VERIFY_H
#define GJ_AUDIT_VERIFY_H
#include "db/audit.h"

enum gj_audit_wrong {
	GJ_AUDIT_ROW_CHANGED,    /* id; block says otherwise */
	GJ_AUDIT_ROWS_EXCHANGED, /* id and other stand in each other's place */
	GJ_AUDIT_ROWS_CHANGED,   /* one of id..other, it cannot be told which */
	GJ_AUDIT_ROWS_REMOVED,   /* id..other are in the block and not in the table */
	GJ_AUDIT_ROWS_ADDED,     /* id..other are in the table and in no block */
	GJ_AUDIT_FACTS_CHANGED,  /* of revision id: its digest is another */
	GJ_AUDIT_FACTS_LOST,     /* of revision id (0: of all): cannot be read, the text says why */
	GJ_AUDIT_FACTS_ADDED,    /* rows in the table `text` that no revision id has */
	GJ_AUDIT_FILES_CHANGED, /* of policy version id: its hash is another; the text says which */
	GJ_AUDIT_NEWEST_REVISION, /* application id points to revision other, and text is the newest */
	GJ_AUDIT_BLOCK_CHANGED,  /* block: its digest is another */
	GJ_AUDIT_BLOCKS_REMOVED, /* blocks id..other are not there */
	GJ_AUDIT_BLOCK_LOOSE,    /* block follows another one than the one before it */
	GJ_AUDIT_HEAD_LOST,      /* no block has the digest `text`, which was written down */
	GJ_AUDIT_WRONGS
};

struct gj_audit_finding {
	enum gj_audit_wrong wrong;
	enum gj_audit_kind kind; /* of the rows */
	int64_t id, other;
	int64_t block;       /* 0: none */
	const char *made_at; /* of the block; "" without one; borrowed for the call */
	const char *text;    /* "" or as said above; borrowed for the call */
};

struct gj_audit_ask {
	const char *
	    expect; /* the digest of a block that must be in the chain, 16 digits of it or more; NULL */
	/* A nonzero return of either stops and is returned. progress may be NULL. */
	int (*found)(void *ctx, const struct gj_audit_finding *finding);
	int (*progress)(void *ctx, uint64_t done, uint64_t all);
	void *ctx;
};

struct gj_audit_result {
	int64_t blocks, rows, revisions, versions, findings;
	struct gj_audit_head head;
	int64_t expected; /* the block that was expected; 0: none was, or it is not there */
};

/* In one view of the data, whatever is written meanwhile. 0 with findings told and counted; errors: those of a read. */
int gj_audit_verify(struct gj_store *s, struct gj_audit_result *out, const struct gj_audit_ask *ask,
                    struct gj_err *err);

/* Whether one row is what its block says: for somebody who found that it leads to something else. */
enum gj_audit_state { GJ_AUDIT_SOUND, GJ_AUDIT_CHANGED, GJ_AUDIT_UNTOLD };
int gj_audit_row_state(struct gj_store *s, enum gj_audit_state *out, enum gj_audit_kind kind,
                       int64_t id, struct gj_err *err);
/* The same of a revision and the facts that it stands for. */
int gj_audit_facts_state(struct gj_store *s, enum gj_audit_state *out, int64_t revision,
                         struct gj_err *err);
#endif
