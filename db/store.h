/* store.h: the database file: opening, migrating, and the transactions of its one writer. */
#ifndef GJ_STORE_H
#define GJ_STORE_H
#include <stdbool.h>
#include <stdint.h>

struct gj_err;
struct gj_store;

enum gj_store_mode {
	GJ_STORE_READ,  /* must exist; nothing is written, not even a migration */
	GJ_STORE_WRITE, /* must exist */
	GJ_STORE_CREATE /* made when it is not there */
};

/* Opens with WAL, foreign keys, defensive mode, untrusted schema, a busy timeout; migrates in WRITE
 * and CREATE. One connection: used by one thread at a time. Errors: GJ_ENOENT, GJ_EIO (permission,
 * full or read-only disk), GJ_EFORMAT (not a database of guiju), GJ_ENEWER (made by a newer guiju:
 * names both versions and the remedy), GJ_EBUSY (another process is writing: says so and that
 * nothing was changed). */
int gj_store_open(struct gj_store **out, const char *path, enum gj_store_mode mode,
                  struct gj_err *err);
void gj_store_close(struct gj_store *s); /* NULL is allowed; an open transaction is rolled back */
/* How long to wait for another writer before GJ_EBUSY; 5000 at first. */
void gj_store_set_wait(struct gj_store *s, int milliseconds);

/* `what` names the transaction in messages ("import of a.csv"); it is immediate, so that waiting
 * happens here. Nesting is refused with GJ_EINVAL. A failed commit rolls back. With GJ_STORE_READ
 * it holds one view of the data from its first read to its end. */
int gj_store_begin(struct gj_store *s, const char *what, struct gj_err *err);
int gj_store_commit(struct gj_store *s, struct gj_err *err);
void gj_store_rollback(struct gj_store *s); /* nothing happens without a transaction */
/* While it is on, references of new rows are not looked up one by one: for writers whose numbers come from rows that
 * they have just read. gj_store_verify() looks at all. Outside of a transaction. */
int gj_store_trust(struct gj_store *s, bool on, struct gj_err *err);
const char *gj_store_path(const struct gj_store *s);
/* Runs PRAGMA integrity_check and foreign_key_check; GJ_EFORMAT with the first line when it is not
 * ok. */
int gj_store_verify(struct gj_store *s, struct gj_err *err);
#endif
