/* contest_store.c: the applications of a comparison, in a store of the engine's own. */
#include "db/application.h"
#include "db/import.h"
#include "db/revision.h"
#include "db/slab.h"
#include "db/store.h"
#include "engine/base/err.h"
#include "engine/run/sweep.h"
#include "tests/bench/contest.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BATCH = 5000 };

struct taking {
	struct gj_store *store;
	int64_t import;
	size_t n; /* rows so far */
	struct gj_err err;
};

/* A commit now and then. */
static void count(struct taking *t)
{
	if (++t->n % BATCH == 0)
		need(gj_store_commit(t->store, &t->err) == 0 &&
		         gj_store_begin(t->store, "an import", &t->err) == 0,
		     t->err.text);
}

/* All of them first, in order of their numbers, so that they get the same here. */
static void put_applications(struct taking *t, sqlite3 *db, const struct gj_policy *policy)
{
	char sql[1024] = "";
	sqlite3_stmt *s;
	size_t n = 0;

	for (size_t i = 0; i < policy->n_categories && n < sizeof sql; i++)
		n += (size_t)snprintf(sql + n, sizeof sql - n, "%s SELECT id, name, '%s' FROM %s",
		                      i ? " UNION ALL" : "", policy->categories[i].key,
		                      policy->categories[i].key);
	if (n < sizeof sql)
		snprintf(sql + n, sizeof sql - n, " ORDER BY id");
	need(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK, sqlite3_errmsg(db));
	while (sqlite3_step(s) == SQLITE_ROW) {
		struct gj_application application;
		char code[19];
		bool made;

		snprintf(code, sizeof code, "%018" PRId64, (int64_t)sqlite3_column_int64(s, 0));
		need(gj_application_put(t->store, &application, &made, code,
		                        (const char *)sqlite3_column_text(s, 1), "",
		                        (const char *)sqlite3_column_text(s, 2), CONTEST_YEAR,
		                        &t->err) == 0,
		     t->err.text);
		need(application.id == sqlite3_column_int64(s, 0),
		     "the comparison's numbers have gaps");
		count(t);
	}
	sqlite3_finalize(s);
}

static void take(void *ctx, int64_t id, const char *name, const struct gj_record *record)
{
	struct taking *t = ctx;
	enum gj_revision_put what;
	uint64_t place;

	(void)name;
	need(gj_revision_put(t->store, &what, &place, id, record,
	                     &(struct gj_origin){ .import = t->import, .place = t->n + 1 },
	                     &t->err) == 0,
	     t->err.text);
	count(t);
}

static void fill(struct gj_store *store, const struct gj_policy *policy,
                 const struct gj_category *category)
{
	struct gj_err err = { .code = 0 };
	struct gj_sweep *sweep = NULL;
	int64_t left = 0, filled;

	need(gj_sweep_new(&sweep,
	                  &(struct gj_sweep_of){ .policy = policy,
	                                         .category = category,
	                                         .year = CONTEST_YEAR,
	                                         .reference = CONTEST_DAY },
	                  &err) == 0,
	     err.text);
	need(gj_slab_survey(store, &left, gj_sweep_needs(sweep), &err) == 0, err.text);
	while (left > 0)
		need(gj_slab_fill(store, &filled, &left, gj_sweep_needs(sweep), &err) == 0,
		     err.text);
	gj_sweep_free(sweep);
}

static void put_facts(struct taking *t, sqlite3 *db, const struct gj_category *category)
{
	struct gj_import_counts counts = { .rows = 0 };

	need(gj_revision_prepare(t->store, &category->facts, &t->err) == 0 &&
	         gj_import_start(t->store, &t->import, "contest", "apps.db", category->key,
	                         CONTEST_YEAR, &t->err) == 0,
	     t->err.text);
	t->n = 0;
	contest_read(db, category, take, t);
	counts.rows = counts.added = (int64_t)t->n;
	need(gj_import_finish(t->store, t->import, &counts, &t->err) == 0, t->err.text);
}

/* An earlier store, with what SQLite may have left beside it. */
static void clear(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char *name = sqlite3_mprintf("%s%s", path, ends[i]);

		need(name != NULL, "no memory");
		unlink(name);
		sqlite3_free(name);
	}
}

void contest_prepare(const struct gj_policy *policy, const char *apps, const char *path)
{
	struct taking t = { .n = 0 };
	sqlite3 *db = NULL;

	clear(path);
	need(gj_store_open(&t.store, path, GJ_STORE_CREATE, &t.err) == 0, t.err.text);
	need(sqlite3_open_v2(apps, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK,
	     sqlite3_errmsg(db));
	need(gj_store_begin(t.store, "an import", &t.err) == 0, t.err.text);
	put_applications(&t, db, policy);
	for (size_t i = 0; i < policy->n_categories; i++)
		put_facts(&t, db, &policy->categories[i]);
	need(gj_store_commit(t.store, &t.err) == 0, t.err.text);
	for (size_t i = 0; i < policy->n_categories; i++)
		fill(t.store, policy, &policy->categories[i]);
	sqlite3_close(db);
	gj_store_close(t.store);
}
