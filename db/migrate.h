/* migrate.h: internal to db/: the shape of the database, step by step from the first. */
#ifndef GJ_MIGRATE_H
#define GJ_MIGRATE_H
#include <stddef.h>
#include <stdint.h>

struct gj_err;
struct gj_store;

enum { GJ_MIGRATE_APPLICATION_ID = 0x67756a69 }; /* "guji" in the file's header */

/* One step: statements to a NULL. A released step is never changed; the list only grows. */
struct gj_migration {
	const char *const *sql;
};
extern const struct gj_migration gj_migrations[];
extern const size_t gj_n_migrations;

/* Brings the file to version n, each step in a transaction of its own and recorded in the table
 * migration. Errors: GJ_EFORMAT (not guiju's; or READ and too old), GJ_ENEWER, those of a write. */
int gj_migrate_run(struct gj_store *s, const struct gj_migration *list, size_t n,
                   struct gj_err *err);
/* Only the refusals; nothing is written in any mode. */
int gj_migrate_check(struct gj_store *s, size_t n, struct gj_err *err);
#endif
