/* contest_job.c: the whole job: one thread reads columns and judges, the other writes every decision. */
#include "engine/base/err.h"
#include "engine/decide/decision.h"
#include "engine/eval/outcome.h"
#include "engine/run/sweep.h"
#include "tests/bench/contest.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

enum { BLOCKS = 4, HALVES = 2 };

struct job {
	const struct gj_category *category;
	struct gj_sweep *sweep;
	struct gj_sweep_block blocks[HALVES][BLOCKS];
	size_t filled[HALVES]; /* 0: there is no more */
	uv_sem_t full[HALVES], empty[HALVES];
};

/* --- reading and judging --- */

static void read_blocks(void *ctx)
{
	struct job *j = ctx;
	struct gj_err err = { .code = 0 };

	for (size_t half = 0;; half = (half + 1) % HALVES) {
		uv_sem_wait(&j->empty[half]);
		need(gj_sweep_next(j->sweep, j->blocks[half], BLOCKS, &j->filled[half], &err) == 0,
		     err.text);
		uv_sem_post(&j->full[half]);
		if (j->filled[half] == 0)
			return;
	}
}

/* --- writing: a table-valued function hands a block to one INSERT --- */

struct feed {
	sqlite3_vtab base;
	const struct gj_sweep_block **block; /* borrowed: what is being written */
	const size_t *checks;
};

struct cursor {
	sqlite3_vtab_cursor base;
	size_t at;
};

struct writer {
	sqlite3 *db;
	const struct gj_sweep_block *block;
	size_t checks;
};

static int feed_connect(sqlite3 *db, void *aux, int argc, const char *const *argv,
                        sqlite3_vtab **out, char **error)
{
	struct writer *w = aux;
	struct feed *f = calloc(1, sizeof *f);

	(void)argc;
	(void)argv;
	(void)error;
	need(f != NULL, "no memory");
	f->block = &w->block;
	f->checks = &w->checks;
	*out = &f->base;
	return sqlite3_declare_vtab(db, "CREATE TABLE x(id, decision, outcomes)");
}

static int feed_disconnect(sqlite3_vtab *base)
{
	free(base);
	return SQLITE_OK;
}

static int feed_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
	(void)base;
	info->estimatedCost = 1;
	return SQLITE_OK;
}

static int feed_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
	struct cursor *c = calloc(1, sizeof *c);

	(void)base;
	need(c != NULL, "no memory");
	*out = &c->base;
	return SQLITE_OK;
}

static int feed_close(sqlite3_vtab_cursor *base)
{
	free(base);
	return SQLITE_OK;
}

static int feed_filter(sqlite3_vtab_cursor *base, int number, const char *text, int argc,
                       sqlite3_value **argv)
{
	(void)number;
	(void)text;
	(void)argc;
	(void)argv;
	((struct cursor *)base)->at = 0;
	return SQLITE_OK;
}

static int feed_next(sqlite3_vtab_cursor *base)
{
	((struct cursor *)base)->at++;
	return SQLITE_OK;
}

static const struct gj_sweep_block *block_of(sqlite3_vtab_cursor *base)
{
	return *((struct feed *)base->pVtab)->block;
}

static int feed_eof(sqlite3_vtab_cursor *base)
{
	return ((struct cursor *)base)->at >= block_of(base)->n_rows;
}

/* Three bits each become two: met 2, not met 0, else 1. */
static int64_t two_bits(const unsigned char *packed, size_t checks)
{
	uint64_t out = 0;

	for (size_t c = 0; c < checks; c++) {
		const unsigned char *at = packed + 3 * c / 8;
		unsigned shift = 3 * c % 8;
		unsigned word = at[0] | (shift > 5 ? (unsigned)at[1] << 8 : 0);
		unsigned outcome = word >> shift & 7;

		out |= (uint64_t)(outcome == GJ_MET ? 2 : outcome != GJ_NOT_MET) << 2 * c;
	}
	return (int64_t)out;
}

static int feed_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int column)
{
	const struct gj_sweep_block *b = block_of(base);
	size_t row = b->rows[((struct cursor *)base)->at];
	uint8_t result = b->state.results[row];

	if (column == 0)
		sqlite3_result_int64(out, b->slab.applications[row]);
	else if (column == 1)
		sqlite3_result_int(out, result == GJ_ELIGIBLE     ? 2
		                        : result == GJ_INELIGIBLE ? 0
		                                                  : 1);
	else
		sqlite3_result_int64(out, two_bits(b->state.outcomes + row * b->width,
		                                   *((struct feed *)base->pVtab)->checks));
	return SQLITE_OK;
}

static int feed_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((struct cursor *)base)->at;
	return SQLITE_OK;
}

static const sqlite3_module feed_module = {
	.xConnect = feed_connect,
	.xBestIndex = feed_best_index,
	.xDisconnect = feed_disconnect,
	.xOpen = feed_open,
	.xClose = feed_close,
	.xFilter = feed_filter,
	.xNext = feed_next,
	.xEof = feed_eof,
	.xColumn = feed_column,
	.xRowid = feed_rowid,
};

static void run(struct writer *w, const char *sql)
{
	need(sqlite3_exec(w->db, sql, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(w->db));
}

/* --- one category after the other --- */

static void open_job(struct job *j, const struct gj_policy *policy, const char *store, bool rows)
{
	struct gj_err err = { .code = 0 };

	need(gj_sweep_new(&j->sweep,
	                  &(struct gj_sweep_of){ .policy = policy,
	                                         .category = j->category,
	                                         .year = CONTEST_YEAR,
	                                         .reference = CONTEST_DAY },
	                  &err) == 0 &&
	         gj_sweep_open(j->sweep, store, rows, &err) == 0,
	     err.text);
	for (size_t half = 0; half < HALVES; half++) {
		for (size_t i = 0; i < BLOCKS; i++)
			need(gj_sweep_block_init(&j->blocks[half][i], &err) == 0, err.text);
		need(uv_sem_init(&j->full[half], 0) == 0 && uv_sem_init(&j->empty[half], 1) == 0,
		     "no semaphore");
	}
}

static void close_job(struct job *j)
{
	for (size_t half = 0; half < HALVES; half++) {
		for (size_t i = 0; i < BLOCKS; i++)
			gj_sweep_block_fini(&j->blocks[half][i]);
		uv_sem_destroy(&j->full[half]);
		uv_sem_destroy(&j->empty[half]);
	}
	gj_sweep_free(j->sweep);
}

static void write_category(struct job *j, struct writer *w)
{
	const char *key = j->category->key;
	sqlite3_stmt *insert;
	uv_thread_t thread;
	char sql[300];

	snprintf(sql, sizeof sql,
	         "CREATE TABLE %s(id INTEGER PRIMARY KEY, decision INTEGER NOT NULL,"
	         " outcomes INTEGER NOT NULL)",
	         key);
	run(w, sql);
	snprintf(sql, sizeof sql, "INSERT INTO %s SELECT id, decision, outcomes FROM feed", key);
	need(sqlite3_prepare_v2(w->db, sql, -1, &insert, NULL) == SQLITE_OK, sqlite3_errmsg(w->db));
	w->checks = j->category->n_checks;
	need(2 * w->checks < 64, "too many checks for an integer");
	need(uv_thread_create(&thread, read_blocks, j) == 0, "no thread");
	for (size_t half = 0;; half = (half + 1) % HALVES) {
		uv_sem_wait(&j->full[half]);
		if (j->filled[half] == 0)
			break;
		for (size_t i = 0; i < j->filled[half]; i++) {
			w->block = &j->blocks[half][i];
			need(sqlite3_step(insert) == SQLITE_DONE &&
			         sqlite3_reset(insert) == SQLITE_OK,
			     sqlite3_errmsg(w->db));
		}
		uv_sem_post(&j->empty[half]);
	}
	uv_thread_join(&thread);
	sqlite3_finalize(insert);
}

void contest_job(const struct gj_policy *policy, const char *store, const char *to, bool rows)
{
	struct writer w = { .db = NULL };
	char view[1024] = "CREATE VIEW decision AS";

	unlink(to);
	need(sqlite3_open_v2(to, &w.db,
	                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	                     NULL) == SQLITE_OK,
	     sqlite3_errmsg(w.db));
	need(sqlite3_create_module(w.db, "feed", &feed_module, &w) == SQLITE_OK, "no module");
	run(&w, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN");
	for (size_t i = 0; i < policy->n_categories; i++) {
		struct job j = { .category = &policy->categories[i] };
		size_t n = strlen(view);

		open_job(&j, policy, store, rows);
		write_category(&j, &w);
		close_job(&j);
		snprintf(view + n, sizeof view - n, "%s SELECT id, decision, outcomes FROM %s",
		         i ? " UNION ALL" : "", j.category->key);
	}
	run(&w, view);
	run(&w, "COMMIT");
	need(sqlite3_close(w.db) == SQLITE_OK, "the decisions cannot be closed");
}
