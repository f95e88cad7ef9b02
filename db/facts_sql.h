/* facts_sql.h: internal to db/: the SQL of the tables of facts. */
#ifndef GJ_FACTS_SQL_H
#define GJ_FACTS_SQL_H
#include "db/facts_table.h"

/* The statements of every part, in the table's arena; false when memory ran out. */
bool gj_facts_sql_write(struct gj_facts_table *t);
/* Makes the part's table and the triggers that keep it append-only. */
int gj_facts_sql_create(struct gj_store *s, const struct gj_facts_part *part, struct gj_err *err);
const char *gj_facts_sql_type(enum gj_fact_type type); /* "INTEGER" or "TEXT" */
#endif
