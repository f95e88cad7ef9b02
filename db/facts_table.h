/* facts_table.h: internal to db/: the tables that hold the facts of a category, and their SQL.
 *
 *   "facts_<category>"        _revision | one column a fact ... | _states
 *   "list_<category>$<list>"  _revision, _row | one column a field ... | _states
 *
 * Keys begin with a letter and hold no $, so no fact can have the name of our own columns, and no
 * two lists the same table. Numbers, days and judgements are INTEGER (a list: how many rows it
 * has), texts, codes and options TEXT; NULL is missing, or a state that _states names:
 * "area=not_applicable;floor=unknown". */
#ifndef GJ_FACTS_TABLE_H
#define GJ_FACTS_TABLE_H
#include "engine/base/arena.h"
#include "engine/eval/fact.h"

struct gj_err;
struct gj_store;

struct gj_facts_column { /* the fact as it was when the SQL was made */
	const char *key;
	const char *unit; /* amounts only, else "" */
	enum gj_fact_type type;
	int decimals; /* amounts only, else 0 */
	bool stored;  /* the database has the column */
};

struct gj_facts_part { /* one table; all texts in the arena of its gj_facts_table */
	const char *name;
	const char *list; /* key, "" for the facts themselves */
	size_t fact;      /* index of the list among the facts */
	struct gj_facts_column *columns;
	size_t n;
	bool made;          /* the database has the table */
	const char *insert; /* _revision, (_row,) columns, _states: ?1, ?2 ... */
	const char *select; /* columns, _states of revision ?1 */
};

struct gj_facts_table {
	struct gj_facts_table *next;
	struct gj_arena arena;
	const char *category;
	struct gj_facts_part facts;
	struct gj_facts_part *lists;
	size_t n_lists;
	const char *each; /* application, revision, decision, then as facts.select */
	bool complete;    /* nothing is missing in the database, and nobody took it back */
	unsigned users;   /* who walks over it just now */
};

/* Borrowed from the store, until the next rollback. Columns that the database does not have yet
 * read as NULL. Errors: GJ_EINVAL (a fact is stored as another type; a key that is none), those of
 * a read. */
int gj_facts_table_get(struct gj_facts_table **out, struct gj_store *s,
                       const struct gj_facts *facts, struct gj_err *err);
/* Makes what is missing. */
int gj_facts_table_make(struct gj_store *s, const struct gj_facts *facts, struct gj_err *err);
void gj_facts_table_distrust(
    struct gj_store *s); /* the database may have lost columns: look again */
void gj_facts_table_free_all(struct gj_store *s);
#endif
