/* contest_read.c: applications of a comparison's database as records. */
#include "tests/bench/contest.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_FACT = 2 /* after id and name */ };

static int64_t power(int n)
{
	return n > 0 ? 10 * power(n - 1) : 1;
}

/* The column of the fact's name, at `column`. */
static void put(struct gj_record *record, const struct gj_fact *fact, sqlite3_stmt *s, int column)
{
	struct gj_value *v = &record->values[fact->index];

	if (sqlite3_column_type(s, column) == SQLITE_NULL)
		return;
	if (fact->type == GJ_FACT_TEXT) {
		need(gj_record_set_text(record, fact, (const char *)sqlite3_column_text(s, column),
		                        (size_t)sqlite3_column_bytes(s, column), NULL) == 0,
		     "no memory");
		return;
	}
	*v = (struct gj_value){ .state = GJ_GIVEN };
	if (fact->type == GJ_FACT_AMOUNT)
		v->number =
		    llround(sqlite3_column_double(s, column) * (double)power(fact->decimals));
	else
		v->number = sqlite3_column_int64(s, column);
}

void contest_read(struct sqlite3 *db, const struct gj_category *category,
                  void (*take)(void *ctx, int64_t id, const char *name,
                               const struct gj_record *record),
                  void *ctx)
{
	const struct gj_facts *facts = &category->facts;
	const struct gj_fact *columns[GJ_FACTS_MAX] = { NULL };
	struct gj_record record;
	sqlite3_stmt *s;
	char sql[100];

	snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY id", category->key);
	need(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK, sqlite3_errmsg(db));
	for (int c = FIRST_FACT; c < sqlite3_column_count(s) && c < GJ_FACTS_MAX; c++)
		for (size_t i = 0; i < facts->n; i++)
			if (strcmp(facts->items[i].key, sqlite3_column_name(s, c)) == 0)
				columns[c] = &facts->items[i];
	need(gj_record_init(&record, facts, NULL) == 0, "no memory");
	while (sqlite3_step(s) == SQLITE_ROW) {
		need(gj_record_clear(&record, NULL) == 0, "no memory");
		for (int c = FIRST_FACT; c < sqlite3_column_count(s); c++)
			if (columns[c])
				put(&record, columns[c], s, c);
		take(ctx, sqlite3_column_int64(s, 0), (const char *)sqlite3_column_text(s, 1),
		     &record);
	}
	sqlite3_finalize(s);
	gj_record_fini(&record);
}
