/* query.h: a database that can only be read, and one query of it. */
#ifndef SQLITE_QUERY_H
#define SQLITE_QUERY_H
#include "common/heading.h"
#include <sqlite3.h>

struct sqlite_query {
	const struct src_env *env; /* borrowed */
	sqlite3 *db;               /* owned */
	sqlite3_stmt *stmt;        /* owned */
	uint64_t n_rows;
	bool headed; /* the names of the columns were given */
	bool ended;
};

/* GUIJU_NOT_MINE for what is no SQLite file. */
int32_t sqlite_query_open(struct sqlite_query *q, const struct src_env *env, const char *path,
                          struct src_err *err);
void sqlite_query_close(struct sqlite_query *q);
/* The one table or view that is not called like a list; or the one called like this, by any of the
 * names (any may be NULL). GUIJU_END: none is. *sql: sqlite3_free(). */
int32_t sqlite_query_table(struct sqlite_query *q, const char *const *names, size_t n, char **sql,
                           struct src_err *err);
/* One statement, which only reads. */
int32_t sqlite_query_start(struct sqlite_query *q, const char *sql, struct src_err *err);
/* As src_scan.next: the names of the columns, then the rows. */
int32_t sqlite_query_next(void *in, struct src_rows *rows, struct src_err *err);
#endif
