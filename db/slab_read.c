/* slab_read.c: slabs one after another, and of each the columns that are asked for. */
#include "db/slab_inner.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/frame.h"

struct column {
	int64_t id;
	void *bytes; /* owned, aligned for anything */
	size_t room;
	struct gj_strip_room texts;
	struct gj_strip strip; /* of slab `serial` */
	uint64_t serial;
};

struct gj_slab_reader {
	struct gj_store *store;      /* borrowed */
	const struct gj_slab_of *of; /* borrowed */
	int64_t set, after;
	struct gj_slab now;
	uint64_t serial;        /* counts the slabs */
	struct column *columns; /* owned; by key */
	struct column ids, state;
	uint8_t *results; /* owned; of a state that was gathered */
	unsigned char *outcomes;
	size_t width;
	bool rows; /* every slab is made when it is read */
	struct gj_slab_rows *quick; /* owned; NULL: record by record */
	int64_t at, stop;           /* of the stretch of rows that is being read */
	int64_t end;                /* of all; behind the last application */
	struct gj_slab_made made;
};

/* Stretches of numbers, as many as a slab has room for. */
static int open_rows(struct gj_slab_reader *r, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, r->store, "SELECT coalesce(max(id), 0) + 1 FROM application", err);

	if (rc == 0)
		rc = gj_stmt_one(q, &r->end, err);
	if (rc >= 0)
		rc = gj_slab_rows_open(&r->quick, r->store, r->of, err);
	r->at = (int64_t)r->of->part * GJ_FRAME_ROWS;
	r->stop = r->of->parts ? r->at + GJ_FRAME_ROWS : r->end;
	return rc < 0 ? rc : 0;
}

int gj_slab_open(struct gj_slab_reader **out, struct gj_store *s, const struct gj_slab_of *of,
                 bool rows, struct gj_err *err)
{
	struct gj_slab_reader *r = calloc(1, sizeof *r);
	struct gj_slab_set set;
	int rc;

	if (r == NULL)
		return gj_err_nomem(err, of->facts->category);
	*r = (struct gj_slab_reader){ .store = s, .of = of, .after = -1, .rows = rows };
	r->columns = calloc(of->n_keys + 1, sizeof *r->columns);
	r->results = malloc(GJ_FRAME_ROWS);
	rc = r->columns && r->results ? 0 : gj_err_nomem(err, of->facts->category);
	if (rc == 0 && rows)
		rc = open_rows(r, err);
	if (rc == 0 && rows) {
		*out = r;
		return 0;
	}
	if (rc == 0)
		rc = gj_slab_tables(s, err);
	if (rc == 0)
		rc = gj_slab_set_get(s, &set, of->facts->category, of->year, err);
	if (rc == 0)
		r->set = set.id;
	for (size_t k = 0; rc == 0 && k < of->n_keys; k++)
		rc = gj_slab_column(s, &r->columns[k].id, set.id, &of->keys[k], err);
	if (rc < 0) {
		gj_slab_close(r);
		return rc == GJ_ENOENT
		           ? gj_err_set(err, rc, tr("%s: the columns of %s are not there"), s->path,
		                        of->facts->category)
		           : rc;
	}
	*out = r;
	return 0;
}

void gj_slab_close(struct gj_slab_reader *r)
{
	if (r == NULL)
		return;
	for (size_t k = 0; r->columns && k < r->of->n_keys; k++) {
		free(r->columns[k].bytes);
		free(r->columns[k].texts.texts);
	}
	free(r->columns);
	gj_slab_made_fini(&r->made, r->of->n_keys);
	gj_slab_rows_close(r->quick);
	free(r->ids.bytes);
	free(r->state.bytes);
	free(r->results);
	free(r->outcomes);
	free(r);
}

static int damaged(const struct gj_slab_reader *r, struct gj_err *err)
{
	return gj_err_set(err, GJ_EFORMAT,
	                  tr("%s: the stored columns of %s are damaged: run guiju db rebuild"),
	                  r->store->path, r->of->facts->category);
}

/* A copy: what SQLite lends is gone at the next step. GJ_ENOENT without words: no such column. */
static int load(struct gj_slab_reader *r, struct column *c, int64_t column, size_t *n,
                struct gj_err *err)
{
	static const char sql[] = "SELECT data FROM slab_data WHERE id = ?1";
	const char *bytes;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, r->store, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, gj_slab_data_id(r->now.id, column));
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, "%s", "");
	bytes = gj_stmt_col_bytes(q, 0, n);
	rc = 0;
	if (*n > c->room) {
		void *more = realloc(c->bytes, *n + *n / 4);

		if (more == NULL)
			rc = gj_err_nomem(err, r->of->facts->category);
		else {
			c->bytes = more;
			c->room = *n + *n / 4;
		}
	}
	if (rc == 0 && *n)
		memcpy(c->bytes, bytes, *n);
	gj_stmt_reset(q);
	return rc;
}

/* At the end: whether somebody else began to fill since the survey, so that not all were there to be read. */
static int refuse_gaps(struct gj_slab_reader *r, struct gj_err *err)
{
	static const char sql[] = "SELECT count(*) FROM slab WHERE set_id = ?1 AND stale";
	int64_t gaps = 0;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, r->store, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, r->set);
	rc = gj_stmt_one(q, &gaps, err);
	if (rc < 0 || gaps == 0)
		return rc < 0 ? rc : 0;
	return gj_err_set(err, GJ_EBUSY,
	                  tr("%s: another process is filling the columns of %s; run the command "
	                     "again when it is done"),
	                  r->store->path, r->of->facts->category);
}

/* Those without applications are passed over. */
static int next_row(struct gj_slab_reader *r, struct gj_err *err)
{
	static const char sql[] = "SELECT id, first, n FROM slab WHERE set_id = ?1 AND first > ?2"
				  " AND n > 0 ORDER BY first LIMIT 1";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, r->store, sql, err);

	r->now = (struct gj_slab){ .n = 0 };
	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, r->set);
	gj_stmt_int_at(q, 2, r->after);
	rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc < 0 ? rc : refuse_gaps(r, err);
	r->now.id = gj_stmt_col_int(q, 0);
	r->after = gj_stmt_col_int(q, 1);
	r->now.n = (size_t)gj_stmt_col_int(q, 2);
	gj_stmt_reset(q);
	return r->now.n <= GJ_FRAME_ROWS ? 0 : damaged(r, err);
}

static int make_some(struct gj_slab_reader *r, struct gj_err *err)
{
	int64_t stop = r->stop < r->end ? r->stop : r->end;
	int rc = r->quick ? gj_slab_rows_make(r->quick, &r->made, r->at, stop, err)
	                  : gj_slab_make_strips(&r->made, r->store, r->of, r->at, stop, err);

	if (rc < 0)
		return rc;
	r->at = r->made.next;
	if (r->at == 0) { /* the stretch is at its end */
		r->at = r->stop + (int64_t)(r->of->parts ? r->of->parts - 1 : 0) * GJ_FRAME_ROWS;
		r->stop = r->at + GJ_FRAME_ROWS;
	}
	return 0;
}

static int next_made(struct gj_slab_reader *r, struct gj_err *err)
{
	int rc = 0;

	r->now = (struct gj_slab){ .n = 0 };
	do {
		gj_slab_made_fini(&r->made, r->of->n_keys);
		if (r->at < r->end)
			rc = make_some(r, err);
	} while (rc == 0 && r->made.n == 0 && r->at < r->end);
	if (rc < 0)
		return rc;
	r->now.n = r->made.n;
	r->now.applications = (const int64_t *)(const void *)r->made.ids.data;
	r->now.revisions = r->now.applications ? r->now.applications + r->now.n : NULL;
	return 0;
}

int gj_slab_next(struct gj_slab_reader *r, struct gj_slab *out, struct gj_err *err)
{
	size_t size;
	int rc = r->rows ? next_made(r, err) : next_row(r, err);

	r->serial++;
	if (r->rows) {
		*out = r->now;
		return rc;
	}

	if (rc == 0 && r->now.n) {
		rc = load(r, &r->ids, GJ_SLAB_IDS, &size, err);
		if (rc == GJ_ENOENT || (rc == 0 && size != 2 * r->now.n * sizeof(int64_t)))
			rc = damaged(r, err);
		r->now.applications = r->ids.bytes;
		r->now.revisions = r->now.applications + r->now.n;
	}
	*out = r->now;
	return rc;
}

int gj_slab_strip(struct gj_slab_reader *r, size_t key, struct gj_strip *out, struct gj_err *err)
{
	struct column *c = &r->columns[key];
	size_t size;
	int rc;

	if (c->serial == r->serial) {
		*out = c->strip;
		return 0;
	}
	if (r->rows)
		return gj_strip_read(out, r->of->keys[key], r->made.strips[key].data,
		                     r->made.strips[key].n, &c->texts, err);
	rc = load(r, c, c->id, &size, err);

	if (rc == GJ_ENOENT)
		return damaged(r, err);
	if (rc == 0)
		rc = gj_strip_read(out, r->of->keys[key], c->bytes, size, &c->texts, err);
	if (rc == 0) {
		c->strip = *out;
		c->serial = r->serial;
	}
	return rc;
}

/* --- the newest decisions --- */

/* Applications and decisions both rise, so one walk puts them together. */
int gj_slab_gather(struct gj_store *s, uint8_t *results, unsigned char *outcomes, size_t width,
                   const int64_t *applications, size_t n, struct gj_err *err)
{
	/* Of a group with max(), SQLite takes the other columns from the row of the maximum. */
	static const char sql[] = "SELECT application, max(id), result, outcomes FROM decision"
				  " WHERE application BETWEEN ?1 AND ?2"
				  " GROUP BY application ORDER BY application";
	struct gj_stmt *q;
	size_t at = 0;
	int rc;

	memset(results, GJ_SLAB_NONE, n);
	memset(outcomes, 0, n * width);
	if (n == 0)
		return 0;
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, applications[0]);
	gj_stmt_int_at(q, 2, applications[n - 1]);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		int64_t application = gj_stmt_col_int(q, 0);
		const char *stored;
		size_t size;

		while (at < n && applications[at] < application)
			at++;
		if (at == n || applications[at] != application)
			continue;
		stored = gj_stmt_col_bytes(q, 3, &size);
		results[at] = GJ_SLAB_OTHER;
		if (size != width)
			continue;
		results[at] = (uint8_t)gj_stmt_col_int(q, 2);
		memcpy(outcomes + at * width, stored, width);
	}
	gj_stmt_reset(q);
	return rc;
}

static int gather(struct gj_slab_reader *r, struct gj_slab_state *out, size_t width,
                  struct gj_err *err)
{
	if (width > r->width || r->outcomes == NULL) {
		unsigned char *more = realloc(r->outcomes, (width + 1) * GJ_FRAME_ROWS);

		if (more == NULL)
			return gj_err_nomem(err, r->of->facts->category);
		r->outcomes = more;
		r->width = width;
	}
	*out = (struct gj_slab_state){ .results = r->results, .outcomes = r->outcomes };
	return gj_slab_gather(r->store, r->results, r->outcomes, width, r->now.applications,
	                      r->now.n, err);
}

int gj_slab_newest(struct gj_slab_reader *r, struct gj_slab_state *out, size_t width,
                   struct gj_err *err)
{
	const struct gj_slab_state_head *head;
	size_t size;
	int rc;

	if (r->rows)
		return gather(r, out, width, err);
	rc = load(r, &r->state, GJ_SLAB_STATE, &size, err);
	head = r->state.bytes;
	if (rc < 0 && rc != GJ_ENOENT)
		return rc;
	if (rc == GJ_ENOENT || size != sizeof *head + r->now.n * (width + 1) ||
	    head->n != r->now.n || head->width != width)
		return gather(r, out, width, err);
	*out = (struct gj_slab_state){
		.results = (const uint8_t *)(head + 1),
		.outcomes = (const unsigned char *)(head + 1) + r->now.n,
		.stored = true,
		.basis = head->basis,
	};
	return 0;
}

int gj_slab_results(struct gj_slab_reader *r, const uint8_t **results, struct gj_err *err)
{
	const struct gj_slab_state_head *head;
	size_t size;
	int rc = load(r, &r->state, GJ_SLAB_STATE, &size, err);

	if (rc < 0)
		return rc;
	head = r->state.bytes;
	if (size < sizeof *head || head->n != r->now.n ||
	    (size - sizeof *head) / r->now.n != (size_t)head->width + 1)
		return gj_err_set(err, GJ_ENOENT, "%s", "");
	*results = (const uint8_t *)(head + 1);
	return 0;
}

int gj_slab_put_state(struct gj_store *s, const struct gj_slab *slab, size_t width,
                      const struct gj_slab_state *state, struct gj_err *err)
{
	static const char sql[] = "INSERT OR REPLACE INTO slab_data(id, data)"
				  " SELECT :id, :data WHERE EXISTS"
				  " (SELECT 1 FROM slab WHERE id = :slab AND n = :n AND NOT stale)";
	const struct gj_slab_state_head head = { .n = (uint32_t)slab->n,
		                                 .width = (uint32_t)width,
		                                 .basis = state->basis };
	struct gj_buf data;
	struct gj_stmt *q;
	int rc;

	gj_buf_init(&data);
	gj_buf_put(&data, &head, sizeof head);
	gj_buf_put(&data, state->results, slab->n);
	gj_buf_put(&data, state->outcomes, slab->n * width);
	rc = data.failed ? gj_err_nomem(err, tr("the columns")) : gj_stmt_get(&q, s, sql, err);
	if (rc == 0) {
		gj_stmt_int(q, ":id", gj_slab_data_id(slab->id, GJ_SLAB_STATE));
		gj_stmt_blob(q, ":data", data.data, data.n);
		gj_stmt_int(q, ":slab", slab->id);
		gj_stmt_int(q, ":n", (int64_t)slab->n);
		rc = gj_stmt_run(q, err);
	}
	gj_buf_fini(&data);
	return rc;
}
