/* link.h: a connection to a server, which never keeps the thread longer than guiju lets it. */
#ifndef POSTGRES_LINK_H
#define POSTGRES_LINK_H
#include "common/heading.h"
#include "postgres.h"
#include <libpq-fe.h>

struct postgres_link {
	const struct src_env *env;            /* borrowed */
	const struct postgres_limits *limits; /* borrowed */
	PGconn *db;                           /* owned */
	bool lost;                            /* the last failure was the line's, not the query's */
};

/* All of these: GUIJU_OK, SRC_SCAN_STOPPED, GUIJU_FAILED, GUIJU_NOMEM. */

/* Connects, again and again while the server is not there, and begins a transaction that only reads.
 * GUIJU_NOT_MINE: the location is no address of a PostgreSQL server. */
int32_t postgres_link_open(struct postgres_link *l, const struct src_env *env,
                           const struct postgres_limits *limits, struct src_err *err);
void postgres_link_close(struct postgres_link *l);
/* A statement whose outcome is `expected`; *out PQclear()ed by the caller, may be NULL. */
int32_t postgres_link_run(struct postgres_link *l, const char *sql, ExecStatusType expected,
                          PGresult **out, struct src_err *err);
/* What columns a query would give, which must be one statement. */
int32_t postgres_link_describe(struct postgres_link *l, const char *sql, PGresult **out,
                               struct src_err *err);
/* The next line of a COPY, PQfreemem()ed by the caller; NULL: that was all. */
int32_t postgres_link_line(struct postgres_link *l, char **line, size_t *n, struct src_err *err);
#endif
