/* contest_job.c: the whole job: one thread reads columns and judges (two read rows), another writes every decision. */
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

enum { BLOCKS = 2, HALVES = 4, READERS = 2 };

struct half { /* what is handed over at once; n 0: there is no more */
	struct gj_sweep_block blocks[BLOCKS];
	size_t n, category;
	uv_sem_t full, empty;
};

struct reader {
	const struct gj_policy *policy;
	const char *store;
	bool rows;
	unsigned part, parts;
	struct half halves[HALVES];
	uv_thread_t thread;
	size_t half, at; /* what is written next */
	bool waited;     /* for that half */
};

/* --- reading and judging --- */

static struct gj_sweep *open_sweep(const struct reader *r, size_t category)
{
	const struct gj_sweep_of of = { .policy = r->policy,
		                        .category = &r->policy->categories[category],
		                        .year = CONTEST_YEAR,
		                        .reference = CONTEST_DAY,
		                        .part = r->part,
		                        .parts = r->parts };
	struct gj_err err = { .code = 0 };
	struct gj_sweep *sweep;

	need(gj_sweep_new(&sweep, &of, &err) == 0 &&
	         gj_sweep_open(sweep, r->store, r->rows, &err) == 0,
	     err.text);
	return sweep;
}

/* One category after the other, without waiting for the writer in between. */
static void read_all(void *ctx)
{
	struct reader *r = ctx;
	struct gj_err err = { .code = 0 };
	size_t at = 0;

	for (size_t i = 0; i < r->policy->n_categories; i++) {
		struct gj_sweep *sweep = open_sweep(r, i);

		for (;;) {
			struct half *half = &r->halves[at];

			uv_sem_wait(&half->empty);
			half->category = i;
			need(gj_sweep_next(sweep, half->blocks, BLOCKS, &half->n, &err) == 0,
			     err.text);
			if (half->n == 0)
				break;
			uv_sem_post(&half->full);
			at = (at + 1) % HALVES;
		}
		uv_sem_post(&r->halves[at].empty);
		gj_sweep_free(sweep);
	}
	uv_sem_wait(&r->halves[at].empty);
	r->halves[at].n = 0;
	uv_sem_post(&r->halves[at].full);
}

static void open_reader(struct reader *r)
{
	struct gj_err err = { .code = 0 };

	for (size_t h = 0; h < HALVES; h++) {
		for (size_t i = 0; i < BLOCKS; i++)
			need(gj_sweep_block_init(&r->halves[h].blocks[i], &err) == 0, err.text);
		need(uv_sem_init(&r->halves[h].full, 0) == 0 &&
		         uv_sem_init(&r->halves[h].empty, 1) == 0,
		     "no semaphore");
	}
	need(uv_thread_create(&r->thread, read_all, r) == 0, "no thread");
}

static void close_reader(struct reader *r)
{
	uv_thread_join(&r->thread);
	for (size_t h = 0; h < HALVES; h++) {
		for (size_t i = 0; i < BLOCKS; i++)
			gj_sweep_block_fini(&r->halves[h].blocks[i]);
		uv_sem_destroy(&r->halves[h].full);
		uv_sem_destroy(&r->halves[h].empty);
	}
}

/* The reader's next block; NULL: there is no more. */
static const struct gj_sweep_block *peek(struct reader *r)
{
	struct half *half = &r->halves[r->half];

	if (!r->waited) {
		uv_sem_wait(&half->full);
		r->waited = true;
	}
	return half->n ? &half->blocks[r->at] : NULL;
}

static void pass(struct reader *r)
{
	struct half *half = &r->halves[r->half];

	if (++r->at < half->n)
		return;
	uv_sem_post(&half->empty);
	r->half = (r->half + 1) % HALVES;
	r->at = 0;
	r->waited = false;
}

static bool before(struct reader *a, struct reader *b)
{
	size_t x = a->halves[a->half].category, y = b->halves[b->half].category;

	return x != y ? x < y : peek(a)->slab.applications[0] < peek(b)->slab.applications[0];
}

/* The reader whose block comes first, so that ids rise within a category; NULL: all are at their end. */
static struct reader *first(struct reader *readers, size_t n)
{
	struct reader *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (peek(&readers[i]) && (found == NULL || before(&readers[i], found)))
			found = &readers[i];
	return found;
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
	sqlite3_stmt *insert; /* into the table of the category that is being written */
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

/* --- all of it --- */

static void start_category(struct writer *w, const struct gj_category *category)
{
	char sql[300];

	snprintf(sql, sizeof sql,
	         "CREATE TABLE %s(id INTEGER PRIMARY KEY, decision INTEGER NOT NULL,"
	         " outcomes INTEGER NOT NULL)",
	         category->key);
	run(w, sql);
	snprintf(sql, sizeof sql, "INSERT INTO %s SELECT id, decision, outcomes FROM feed",
	         category->key);
	sqlite3_finalize(w->insert);
	need(sqlite3_prepare_v2(w->db, sql, -1, &w->insert, NULL) == SQLITE_OK,
	     sqlite3_errmsg(w->db));
	w->checks = category->n_checks;
	need(2 * w->checks < 64, "too many checks for an integer");
}

static void write_all(struct writer *w, struct reader *readers, size_t n,
                      const struct gj_policy *policy)
{
	struct reader *r;
	size_t started = 0;

	while ((r = first(readers, n)) != NULL) {
		w->block = peek(r);
		for (; started <= r->halves[r->half].category; started++)
			start_category(w, &policy->categories[started]);
		need(sqlite3_step(w->insert) == SQLITE_DONE &&
		         sqlite3_reset(w->insert) == SQLITE_OK,
		     sqlite3_errmsg(w->db));
		pass(r);
	}
	for (; started < policy->n_categories; started++)
		start_category(w, &policy->categories[started]);
	sqlite3_finalize(w->insert);
}

static void put_view(struct writer *w, const struct gj_policy *policy)
{
	char view[1024] = "CREATE VIEW decision AS";

	for (size_t i = 0; i < policy->n_categories; i++) {
		size_t n = strlen(view);

		snprintf(view + n, sizeof view - n, "%s SELECT id, decision, outcomes FROM %s",
		         i ? " UNION ALL" : "", policy->categories[i].key);
	}
	run(w, view);
}

void contest_job(const struct gj_policy *policy, const char *store, const char *to, bool rows)
{
	const unsigned n = rows ? READERS : 1;
	struct reader readers[READERS];
	struct writer w = { .db = NULL };

	for (unsigned i = 0; i < n; i++) {
		readers[i] = (struct reader){ .policy = policy,
			                      .store = store,
			                      .rows = rows,
			                      .part = i,
			                      .parts = rows ? READERS : 0 };
		open_reader(&readers[i]);
	}
	unlink(to);
	need(sqlite3_open_v2(to, &w.db,
	                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	                     NULL) == SQLITE_OK,
	     sqlite3_errmsg(w.db));
	need(sqlite3_create_module(w.db, "feed", &feed_module, &w) == SQLITE_OK, "no module");
	run(&w, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN");
	write_all(&w, readers, n, policy);
	for (unsigned i = 0; i < n; i++)
		close_reader(&readers[i]);
	put_view(&w, policy);
	run(&w, "COMMIT");
	need(sqlite3_close(w.db) == SQLITE_OK, "the decisions cannot be closed");
}
