/* import.h: the tables import and staged rows: what was read from where, and lists that wait for
 * their row. */
#ifndef GJ_IMPORT_H
#define GJ_IMPORT_H
#include "engine/eval/record.h"
#include <stdint.h>

struct gj_store;
struct gj_err;

struct gj_import_counts {
	int64_t rows, added, changed, unchanged, rejected, duplicates;
};
/* Opens an entry; it stays "running" until finished, so that a crash can be told from a full run;
 * one that was running before is marked interrupted. Names that change and rows that come twice are
 * told by it. Inside a transaction or outside, finishing too. */
int gj_import_start(struct gj_store *s, int64_t *id, const char *plugin, const char *file,
                    const char *category, int year, struct gj_err *err);
int gj_import_finish(struct gj_store *s, int64_t id, const struct gj_import_counts *counts,
                     struct gj_err *err);

/* Rows of a list from a file of their own wait in a temporary table (a disk file, of this
 * connection) by credit code, until the application's row is put. */
int gj_staged_put(struct gj_store *s, const struct gj_fact *list, const char *code, uint64_t place,
                  const struct gj_value *cells, struct gj_err *err);
/* Moves the rows of that code, in the order of their coming, into the record's list and marks them
 * taken (a rollback gives them back); *n rows (0: none there, the list is untouched). */
int gj_staged_take(struct gj_store *s, const struct gj_fact *list, const char *code,
                   struct gj_record *record, size_t *n, struct gj_err *err);
/* Rows that nobody took: code and place each, in the order of their coming. */
int gj_staged_each_left(struct gj_store *s, const struct gj_fact *list,
                        int (*each)(void *ctx, const char *code, uint64_t place), void *ctx,
                        struct gj_err *err);
int gj_staged_clear(struct gj_store *s, struct gj_err *err);
#endif
