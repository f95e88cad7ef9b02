/* audit.h: the chain of blocks over what is only ever added: each seals rows of one kind as its transaction commits.
 *
 *   block 7: kind decision, rows 1..2048, digest of their bytes, digest of block 6 -> digest of block 7
 *
 * Whoever adds rows that the chain covers says so once, inside the transaction; gj_store_commit() writes the blocks,
 * a rollback forgets what was said. A row of a kind that no block covers is found by gj_audit_verify(). */
#ifndef GJ_AUDIT_H
#define GJ_AUDIT_H
#include <stdbool.h>
#include <stdint.h>

struct gj_decision_row;
struct gj_err;
struct gj_store;

/* The name is what the database and `guiju audit` call it. */
#define GJ_AUDIT_KINDS_OF(X) \
	X(MIGRATION, "migration") \
	X(EVENT, "event") \
	X(VERSION, "policy") \
	X(FILE, "policy_file") \
	X(IMPORT, "import") \
	X(IMPORT_END, "import_end") \
	X(APPLICATION, "application") \
	X(REVISION, "revision") \
	X(RUN, "run") \
	X(RUN_END, "run_end") \
	X(DECISION, "decision") \
	X(SAMPLE, "sample") \
	X(PUBLICATION, "publication") \
	X(TWO_PERSON, "two_person") \
	X(RULING, "ruling") \
	X(REVIEW, "review") \
	X(REVIEW_END, "review_end")

#define GJ_AUDIT_ENUM(id, name) GJ_AUDIT_##id,
enum gj_audit_kind { GJ_AUDIT_KINDS_OF(GJ_AUDIT_ENUM) GJ_AUDIT_KINDS };
#undef GJ_AUDIT_ENUM

const char *gj_audit_kind_name(enum gj_audit_kind kind);

/* The row `id` was added: it is read and sealed as the transaction commits, so it may still grow until then. */
int gj_audit_note(struct gj_store *s, enum gj_audit_kind kind, int64_t id, struct gj_err *err);
/* The same of a decision, which is sealed from memory: there are many, and one must cost next to nothing. `id` is
 * the new row's. */
int gj_audit_decision(struct gj_store *s, int64_t id, const struct gj_decision_row *row,
                      struct gj_err *err);

/* What somebody did, for the record: publishing, rolling back, overriding. Inside a transaction. */
struct gj_audit_event {
	int64_t id;        /* set when read */
	const char *what;  /* one word: "publish" */
	const char *about; /* what it was done to: "policy 3", "decision 17" */
	const char *who;   /* "" when nobody said */
	const char *text;  /* why, in the words of whoever did it */
	const char *data;  /* more of it for programs, "" or JSON */
	const char *at;    /* UTC, ISO 8601; set when read */
};
int gj_audit_event_put(struct gj_store *s, int64_t *id, const struct gj_audit_event *event,
                       struct gj_err *err);
/* Oldest first; `what` NULL: all. Texts are borrowed for the call. A nonzero return of each stops and is returned. */
int gj_audit_event_each(struct gj_store *s, const char *what,
                        int (*each)(void *ctx, const struct gj_audit_event *event), void *ctx,
                        struct gj_err *err);

/* The newest block: what an office writes down, to prove later that nothing before was rewritten. */
struct gj_audit_head {
	int64_t block;   /* 0: there is none */
	char digest[65]; /* hexadecimal */
	char made_at[32];
};
int gj_audit_head(struct gj_store *s, struct gj_audit_head *out, struct gj_err *err);
/* Which revisions were there when the run began: those up to this id. Where the chain does not reach back so far, by
 * their times. */
int gj_audit_before_run(struct gj_store *s, int64_t *revision, int64_t run, struct gj_err *err);
#endif
