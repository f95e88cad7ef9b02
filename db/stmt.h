/* stmt.h: internal to db/: the inside of a store, and SQL statements prepared once and bound by
 * name. */
#ifndef GJ_STMT_H
#define GJ_STMT_H
#include "db/store.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gj_audit;
struct gj_err;
struct gj_decision_block;
struct gj_facts_table;
struct sqlite3;
struct sqlite3_stmt;

struct gj_store {
	struct sqlite3 *db; /* owned */
	char *path;         /* owned; as the user named it */
	enum gj_store_mode mode;
	int wait_ms;                   /* how long to wait for another writer */
	bool begun;                    /* between begin and commit or rollback */
	char what[200];                /* the transaction's name in messages */
	char now[24];                  /* UTC, ISO 8601: one time for all rows of a transaction */
	int64_t import;                /* the import that runs on this connection; 0: none */
	struct gj_stmt *stmts;         /* owned; every statement, the last used first */
	struct gj_facts_table *tables; /* owned; what is known of the tables of facts */
	struct gj_audit *audit;        /* owned; what the transaction added, for the log */
	const struct gj_decision_block *feed; /* what is being written; NULL: nothing */
	bool feeds;                           /* SQLite knows the function that hands it over */
};

/* A bind that fails sticks, so a caller asks once, at the step. */
struct gj_stmt {
	struct gj_stmt *next;
	struct gj_store *store;   /* borrowed */
	struct sqlite3_stmt *raw; /* owned */
	const char *sql;          /* borrowed; its address is the key of the cache */
	int rc;                   /* first SQLite code of a bind that was not well */
	bool busy;                /* handed out and not yet reset */
};

enum { GJ_STMT_DONE = 0, GJ_STMT_ROW = 1 };

/* The statement of `sql`, a text that lives as long as the store (or until gj_stmt_forget):
 * prepared at the first call, the same one later. GJ_EINTERNAL when it is still in use further up;
 * GJ_EIO when SQLite rolled the transaction back on its own, so that nothing more slips into the
 * file alone. */
int gj_stmt_get(struct gj_stmt **out, struct gj_store *s, const char *sql, struct gj_err *err);
void gj_stmt_reset(struct gj_stmt *q); /* hands it back, bindings gone; NULL is allowed */
void gj_stmt_forget(struct gj_store *s, const char *sql);
void gj_stmt_forget_all(struct gj_store *s);

/* Texts and blobs are borrowed until the statement is reset. `at` is from 1, for generated SQL. */
void gj_stmt_int(struct gj_stmt *q, const char *name, int64_t value);
void gj_stmt_text(struct gj_stmt *q, const char *name, const char *value); /* NULL: SQL's NULL */
void gj_stmt_blob(struct gj_stmt *q, const char *name, const void *data, size_t n);
void gj_stmt_int_at(struct gj_stmt *q, int at, int64_t value);
void gj_stmt_text_at(struct gj_stmt *q, int at, const char *value);
void gj_stmt_null_at(struct gj_stmt *q, int at);

/* GJ_STMT_ROW, or GJ_STMT_DONE (reset by then), or an error (reset too). */
int gj_stmt_step(struct gj_stmt *q, struct gj_err *err);
/* To its end, for statements without rows. */
int gj_stmt_run(struct gj_stmt *q, struct gj_err *err);
/* The first row's first number into *out, or GJ_STMT_DONE without a row; always reset. */
int gj_stmt_one(struct gj_stmt *q, int64_t *out, struct gj_err *err);

int64_t gj_stmt_changes(const struct gj_store *s); /* rows that the last write touched */
int64_t gj_stmt_last_id(const struct gj_store *s); /* id of the last row inserted */

/* Columns of the row, from 0. */
bool gj_stmt_is_null(struct gj_stmt *q, int column);
int64_t gj_stmt_col_int(struct gj_stmt *q, int column);
/* Text or blob with its length, borrowed until the next step; not NUL-terminated; "" for NULL. */
const char *gj_stmt_col_bytes(struct gj_stmt *q, int column, size_t *n);
/* Copied and cut at a character's end. */
void gj_stmt_col_copy(struct gj_stmt *q, int column, char *out, size_t room);

/* Plain SQL without rows. */
int gj_stmt_exec(struct gj_store *s, const char *sql, struct gj_err *err);
int gj_stmt_execf(struct gj_store *s, struct gj_err *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The sentence and the code for what SQLite just said. */
int gj_stmt_fail(struct gj_store *s, int rc, struct gj_err *err);

/* GJ_EIO: the transaction is gone since an earlier failure. */
int gj_stmt_lost(struct gj_store *s, struct gj_err *err);

/* For what may come alone or inside a batch: begins a transaction of its own (*own) unless one is
 * open. */
int gj_stmt_own_begin(struct gj_store *s, bool *own, const char *what, struct gj_err *err);
int gj_stmt_own_end(struct gj_store *s, bool own, int rc,
                    struct gj_err *err); /* commit, or roll back when rc < 0 */
#endif
