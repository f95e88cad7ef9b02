/* names.h: the addresses of the location's hosts, looked up without holding the thread: libpq itself would wait. */
#ifndef POSTGRES_NAMES_H
#define POSTGRES_NAMES_H
#include "common/tell.h"
#include <libpq-fe.h>

/* What goes to libpq in the place of the location's own; lists that belong together. All owned; all NULL where there
 * is nothing to look up. */
struct postgres_names {
	char *hosts, *addresses, *ports;
};

/* GUIJU_OK, SRC_SCAN_STOPPED, GUIJU_FAILED, GUIJU_NOMEM; fini in any case. ms: how long it may take; 0: as long as it
 * takes. */
int32_t postgres_names_find(struct postgres_names *out, const struct src_env *env,
                            const PQconninfoOption *location, uint64_t ms, struct src_err *err);
void postgres_names_fini(struct postgres_names *n);
#endif
