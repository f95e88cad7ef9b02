/* choose.h: which query the options and the list ask for, and what its columns are. */
#ifndef POSTGRES_CHOOSE_H
#define POSTGRES_CHOOSE_H
#include "query.h"

/* Sets q->sql, its columns and its key. GUIJU_OK, GUIJU_END (no such list), SRC_SCAN_STOPPED,
 * GUIJU_FAILED, GUIJU_NOMEM. */
int32_t postgres_choose(struct postgres_query *q, struct src_err *err);
#endif
