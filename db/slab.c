/* slab.c: the tables of the slabs: which there are, which columns they have, and which are out of date. */
#include "db/slab_inner.h"

#include <string.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"

static const char make[] =
    "CREATE TABLE IF NOT EXISTS slab_set(id INTEGER PRIMARY KEY, category TEXT NOT NULL,"
    " year INTEGER NOT NULL, format INTEGER NOT NULL, revisions INTEGER NOT NULL,"
    " decisions INTEGER NOT NULL, UNIQUE(category, year)) STRICT;"
    "CREATE TABLE IF NOT EXISTS slab(id INTEGER PRIMARY KEY AUTOINCREMENT, set_id INTEGER NOT NULL,"
    " first INTEGER NOT NULL, n INTEGER NOT NULL, stale INTEGER NOT NULL,"
    " UNIQUE(set_id, first)) STRICT;"
    "CREATE INDEX IF NOT EXISTS slab_stale ON slab(set_id, first) WHERE stale;"
    "CREATE TABLE IF NOT EXISTS slab_column(id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " set_id INTEGER NOT NULL, list TEXT NOT NULL, fact TEXT NOT NULL, options TEXT NOT NULL,"
    " UNIQUE(set_id, list, fact)) STRICT;"
    "CREATE TABLE IF NOT EXISTS slab_basis(id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " checks BLOB NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE IF NOT EXISTS slab_data(id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT";

static const char drop[] = "DROP TABLE IF EXISTS slab_data; DROP TABLE IF EXISTS slab_column;"
			   " DROP TABLE IF EXISTS slab_basis;"
			   " DROP TABLE IF EXISTS slab; DROP TABLE IF EXISTS slab_set";

/* --- the tables --- */

int gj_slab_tables(struct gj_store *s, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN"
	    " ('slab_set', 'slab', 'slab_column', 'slab_data', 'slab_basis')";
	int64_t n = 0;
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc == 0)
		rc = gj_stmt_one(q, &n, err);
	if (rc < 0)
		return rc;
	return n == 5 ? 0 : gj_err_set(err, GJ_ENOENT, "%s", "");
}

int gj_slab_make(struct gj_store *s, struct gj_err *err)
{
	static const char sql[] = "SELECT count(*) FROM slab_set WHERE format <> :format";
	int64_t others = 0;
	struct gj_stmt *q;
	int rc = gj_slab_tables(s, err);

	if (rc == GJ_ENOENT)
		rc = gj_stmt_exec(s, make, err);
	if (rc == 0)
		rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":format", GJ_SLAB_FORMAT);
	rc = gj_stmt_one(q, &others, err);
	if (rc < 0 || others == 0)
		return rc < 0 ? rc : 0;
	rc = gj_stmt_exec(s, drop, err);
	return rc < 0 ? rc : gj_stmt_exec(s, make, err);
}

int gj_slab_set_get(struct gj_store *s, struct gj_slab_set *out, const char *category, int year,
                    struct gj_err *err)
{
	static const char sql[] =
	    "SELECT id, revisions, decisions FROM slab_set"
	    " WHERE category = :category AND year = :year AND format = :format";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	gj_stmt_int(q, ":format", GJ_SLAB_FORMAT);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, "%s", "");
	*out = (struct gj_slab_set){ .id = gj_stmt_col_int(q, 0),
		                     .revisions = gj_stmt_col_int(q, 1),
		                     .decisions = gj_stmt_col_int(q, 2) };
	gj_stmt_reset(q);
	return 0;
}

/* A statement without rows that takes the set and up to two numbers more. */
static int run_with(struct gj_store *s, const char *sql, int64_t set, int64_t a, int64_t b,
                    struct gj_err *err)
{
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, set);
	gj_stmt_int_at(q, 2, a);
	gj_stmt_int_at(q, 3, b);
	return gj_stmt_run(q, err);
}

static int set_make(struct gj_store *s, struct gj_slab_set *out, const char *category, int year,
                    struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO slab_set(category, year, format, revisions, decisions)"
	    " VALUES(:category, :year, :format, 0, 0)";
	static const char first[] =
	    "INSERT INTO slab(set_id, first, n, stale) VALUES(?1, ?2, ?3, 1)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", category);
	gj_stmt_int(q, ":year", year);
	gj_stmt_int(q, ":format", GJ_SLAB_FORMAT);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*out = (struct gj_slab_set){ .id = gj_stmt_last_id(s) };
	return run_with(s, first, out->id, 0, 0, err);
}

/* --- the columns --- */

/* Options by name, so that a column filled with others is not taken for the same: what an old dictionary did not
 * know was missing to it. */
static void options_of(struct gj_buf *out, const struct gj_fact *fact)
{
	gj_buf_clear(out);
	gj_buf_puts(out, "");
	for (size_t i = 0; i < fact->n_options; i++)
		gj_buf_printf(out, "%s,", fact->options[i].key);
}

static int column_get(struct gj_store *s, int64_t *column, bool *same, int64_t set,
                      const struct gj_strip_key *key, struct gj_err *err)
{
	static const char sql[] = "SELECT id, options FROM slab_column"
				  " WHERE set_id = :set AND list = :list AND fact = :fact";
	const char *options;
	struct gj_buf now;
	struct gj_stmt *q;
	size_t n;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":set", set);
	gj_stmt_text(q, ":list", key->list ? key->list->key : "");
	gj_stmt_text(q, ":fact", key->fact->key);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, "%s", "");
	*column = gj_stmt_col_int(q, 0) + GJ_SLAB_COLUMNS;
	options = gj_stmt_col_bytes(q, 1, &n);
	gj_buf_init(&now);
	options_of(&now, key->fact);
	*same = !now.failed && now.n == n && memcmp(gj_buf_str(&now), options, n) == 0;
	rc = now.failed ? gj_err_nomem(err, key->fact->key) : 0;
	gj_stmt_reset(q);
	gj_buf_fini(&now);
	return rc;
}

int gj_slab_column(struct gj_store *s, int64_t *column, int64_t set, const struct gj_strip_key *key,
                   struct gj_err *err)
{
	bool same = false;
	int rc = column_get(s, column, &same, set, key, err);

	return rc == 0 && !same ? gj_err_set(err, GJ_ENOENT, "%s", "") : rc;
}

static int column_make(struct gj_store *s, int64_t set, const struct gj_strip_key *key,
                       struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO slab_column(set_id, list, fact, options)"
	    " VALUES(:set, :list, :fact, :options)"
	    " ON CONFLICT(set_id, list, fact) DO UPDATE SET options = excluded.options";
	struct gj_buf options;
	struct gj_stmt *q;
	int rc;

	gj_buf_init(&options);
	options_of(&options, key->fact);
	rc = options.failed ? gj_err_nomem(err, key->fact->key) : gj_stmt_get(&q, s, sql, err);
	if (rc == 0) {
		gj_stmt_int(q, ":set", set);
		gj_stmt_text(q, ":list", key->list ? key->list->key : "");
		gj_stmt_text(q, ":fact", key->fact->key);
		gj_stmt_text(q, ":options", gj_buf_str(&options));
		rc = gj_stmt_run(q, err);
	}
	gj_buf_fini(&options);
	return rc;
}

/* --- what is out of date --- */

static int newest_ids(struct gj_store *s, int64_t *revision, int64_t *decision, struct gj_err *err)
{
	static const char revisions[] = "SELECT coalesce(max(id), 0) FROM revision";
	static const char decisions[] = "SELECT coalesce(max(id), 0) FROM decision";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, revisions, err);

	if (rc == 0)
		rc = gj_stmt_one(q, revision, err);
	if (rc >= 0)
		rc = gj_stmt_get(&q, s, decisions, err);
	if (rc == 0)
		rc = gj_stmt_one(q, decision, err);
	return rc < 0 ? rc : 0;
}

/* The slab whose range an application is in. */
#define SLAB_OF(application) \
	"(SELECT c.id FROM slab c WHERE c.set_id = ?1 AND c.first <= " application \
	" ORDER BY c.first DESC LIMIT 1)"

static int mark_stale(struct gj_store *s, const struct gj_slab_set *set, int64_t revision,
                      int64_t decision, struct gj_err *err)
{
	static const char facts[] = "UPDATE slab SET stale = 1 WHERE id IN (SELECT " SLAB_OF(
	    "r.application") " FROM revision r CROSS JOIN slab_set t ON t.id = ?1"
			     " CROSS JOIN application a ON a.id = r.application AND a.category = "
	                     "t.category"
			     " AND a.year = t.year WHERE r.id > ?2 AND r.id <= ?3)";
	static const char decided[] = "DELETE FROM slab_data WHERE id IN (SELECT " SLAB_OF(
	    "d.application") " << 16 | 2"
			     " FROM decision d CROSS JOIN slab_set t ON t.id = ?1"
			     " CROSS JOIN application a ON a.id = d.application AND a.category = "
	                     "t.category"
			     " AND a.year = t.year WHERE d.id > ?2 AND d.id <= ?3)";
	static const char marks[] =
	    "UPDATE slab_set SET revisions = ?2, decisions = ?3 WHERE id = ?1";
	static const char none[] = "SELECT n > 0 FROM slab WHERE set_id = :set AND first = 0";
	int64_t filled = 0;
	struct gj_stmt *q;
	int rc;

	if (set->revisions == revision && set->decisions == decision)
		return 0;
	rc = gj_stmt_get(&q, s, none, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":set", set->id);
	rc = gj_stmt_one(q, &filled, err);
	if (rc < 0)
		return rc;
	if (!filled) /* nothing of it is known yet: all of it is one range */
		rc = run_with(s, "UPDATE slab SET stale = 1 WHERE set_id = ?1 AND first >= ?2 + ?3",
		              set->id, 0, 0, err);
	else {
		rc = run_with(s, facts, set->id, set->revisions, revision, err);
		if (rc == 0)
			rc = run_with(s, decided, set->id, set->decisions, decision, err);
	}
	return rc < 0 ? rc : run_with(s, marks, set->id, revision, decision, err);
}

static int columns_survey(struct gj_store *s, const struct gj_slab_set *set,
                          const struct gj_slab_of *of, struct gj_err *err)
{
	bool more = false;
	int64_t column;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < of->n_keys; i++) {
		rc = gj_slab_column(s, &column, set->id, &of->keys[i], err);
		if (rc != GJ_ENOENT)
			continue;
		more = true;
		rc = column_make(s, set->id, &of->keys[i], err);
	}
	if (rc == 0 && more)
		rc = run_with(s, "UPDATE slab SET stale = 1 WHERE set_id = ?1 AND first >= ?2 + ?3",
		              set->id, 0, 0, err);
	return rc;
}

static int count_stale(struct gj_store *s, int64_t *left, int64_t set, struct gj_err *err)
{
	static const char sql[] = "SELECT count(*) FROM slab WHERE set_id = :set AND stale";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":set", set);
	rc = gj_stmt_one(q, left, err);
	return rc < 0 ? rc : 0;
}

int gj_slab_survey(struct gj_store *s, int64_t *left, const struct gj_slab_of *of,
                   struct gj_err *err)
{
	struct gj_slab_set set;
	int64_t revision = 0, decision = 0;
	bool own;
	int rc;

	*left = 0;
	rc = gj_stmt_own_begin(s, &own, tr("looking at the columns"), err);
	if (rc < 0)
		return rc;
	rc = gj_slab_make(s, err);
	if (rc == 0)
		rc = newest_ids(s, &revision, &decision, err);
	if (rc == 0) {
		rc = gj_slab_set_get(s, &set, of->facts->category, of->year, err);
		if (rc == GJ_ENOENT)
			rc = set_make(s, &set, of->facts->category, of->year, err);
	}
	if (rc == 0)
		rc = mark_stale(s, &set, revision, decision, err);
	if (rc == 0)
		rc = columns_survey(s, &set, of, err);
	if (rc == 0)
		rc = count_stale(s, left, set.id, err);
	return gj_stmt_own_end(s, own, rc, err);
}

int gj_slab_fresh(struct gj_store *s, bool *fresh, const struct gj_slab_of *of, struct gj_err *err)
{
	struct gj_slab_set set;
	int64_t revision = 0, decision = 0, column, left = 0;
	int rc = gj_slab_tables(s, err);

	*fresh = false;
	if (rc == 0)
		rc = gj_slab_set_get(s, &set, of->facts->category, of->year, err);
	for (size_t i = 0; rc == 0 && i < of->n_keys; i++)
		rc = gj_slab_column(s, &column, set.id, &of->keys[i], err);
	if (rc == 0)
		rc = newest_ids(s, &revision, &decision, err);
	if (rc == 0)
		rc = count_stale(s, &left, set.id, err);
	if (rc == 0)
		*fresh = left == 0 && set.revisions == revision && set.decisions == decision;
	return rc == GJ_ENOENT ? 0 : rc;
}

int gj_slab_drop(struct gj_store *s, struct gj_err *err)
{
	bool own;
	int rc = gj_stmt_own_begin(s, &own, tr("dropping the columns"), err);

	if (rc < 0)
		return rc;
	rc = gj_slab_make(s, err);
	if (rc == 0)
		rc = gj_stmt_exec(s,
		                  "DELETE FROM slab_data; DELETE FROM slab; DELETE FROM slab_basis;"
		                  " INSERT INTO slab(set_id, first, n, stale)"
		                  " SELECT id, 0, 0, 1 FROM slab_set;"
		                  " UPDATE slab_set SET revisions = 0, decisions = 0",
		                  err);
	return gj_stmt_own_end(s, own, rc, err);
}
