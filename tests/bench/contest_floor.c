/* contest_floor.c: what the database alone takes: every column of every row read, a row written for each by a step. */
#include "tests/bench/contest.h"

#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

static void fetch(sqlite3_stmt *s, int column, int64_t *sum)
{
	switch (sqlite3_column_type(s, column)) {
	case SQLITE_INTEGER:
		*sum += sqlite3_column_int64(s, column);
		break;
	case SQLITE_FLOAT:
		*sum += (int64_t)sqlite3_column_double(s, column);
		break;
	case SQLITE_TEXT:
		*sum += *sqlite3_column_text(s, column);
		break;
	default:
		break;
	}
}

static void run(sqlite3 *db, const char *sql)
{
	need(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(db));
}

static void copy_category(sqlite3 *in, sqlite3 *out, const char *key)
{
	sqlite3_stmt *read, *write;
	int64_t sum = 0;
	char sql[200];

	snprintf(sql, sizeof sql,
	         "CREATE TABLE %s(id INTEGER PRIMARY KEY, decision INTEGER NOT NULL,"
	         " outcomes INTEGER NOT NULL)",
	         key);
	run(out, sql);
	snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY id", key);
	need(sqlite3_prepare_v2(in, sql, -1, &read, NULL) == SQLITE_OK, sqlite3_errmsg(in));
	snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(?, ?, ?)", key);
	need(sqlite3_prepare_v2(out, sql, -1, &write, NULL) == SQLITE_OK, sqlite3_errmsg(out));
	while (sqlite3_step(read) == SQLITE_ROW) {
		for (int i = 0, n = sqlite3_column_count(read); i < n; i++)
			fetch(read, i, &sum);
		sqlite3_bind_int64(write, 1, sqlite3_column_int64(read, 0));
		sqlite3_bind_int64(write, 2, sum & 1);
		sqlite3_bind_int64(write, 3, sum);
		need(sqlite3_step(write) == SQLITE_DONE && sqlite3_reset(write) == SQLITE_OK,
		     sqlite3_errmsg(out));
	}
	sqlite3_finalize(read);
	sqlite3_finalize(write);
}

void contest_floor(const struct gj_policy *policy, struct sqlite3 *db, const char *to)
{
	sqlite3 *out;

	unlink(to);
	need(sqlite3_open_v2(to, &out,
	                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	                     NULL) == SQLITE_OK,
	     to);
	run(out, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN");
	for (size_t i = 0; i < policy->n_categories; i++)
		copy_category(db, out, policy->categories[i].key);
	run(out, "COMMIT");
	need(sqlite3_close(out) == SQLITE_OK, "the floor's rows cannot be closed");
}
