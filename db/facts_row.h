/* facts_row.h: internal to db/: the values of one row of facts, or of a list, to and from a
 * statement. */
#ifndef GJ_FACTS_ROW_H
#define GJ_FACTS_ROW_H
#include "engine/eval/record.h"

struct gj_buf;
struct gj_err;
struct gj_stmt;

/* values[n] to the parameters from `first`, the states that need a word after them; `states` is
 * room for that word and must last until the statement is reset. Errors: GJ_ENOMEM. */
int gj_facts_row_bind(struct gj_stmt *q, int first, const struct gj_fact *facts, size_t n,
                      const struct gj_value *values, struct gj_buf *states, struct gj_err *err);
/* A cell as an SQL function gets it; the text is borrowed. Errors: GJ_EFORMAT. */
struct sqlite3_value;
int gj_facts_row_value(struct gj_value *out, const struct gj_fact *fact, struct sqlite3_value *cell,
                       const char *path, struct gj_err *err);
/* The numbers that a fact of that type can have; least above most: it has none. */
void gj_facts_row_range(enum gj_fact_type type, int64_t *least, int64_t *most);
/* The states that need a word, into values[n] that are there. */
void gj_facts_row_states(struct gj_value *values, const struct gj_fact *facts, size_t n,
                         const char *s, size_t size);
/* The columns from `first` to values[n], texts in the arena. Errors: GJ_EFORMAT (a number that the
 * fact's type cannot have), GJ_ENOMEM. */
int gj_facts_row_read(struct gj_value *values, struct gj_arena *arena, struct gj_stmt *q, int first,
                      const struct gj_fact *facts, size_t n, struct gj_err *err);
#endif
