/* slab_rows.c: strips straight from the rows: an aggregate function gets the cells as SQLite decodes them, without a step,
 * a record and a copy for each. */
#include "db/slab_inner.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "db/facts_row.h"
#include "db/facts_table.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/frame.h"
#include "engine/eval/outcome.h"

enum { ARGUMENTS_MAX = 120 /* SQLite takes 127 */, FIRST_CELL = 3 };

static const char tag[] = "gj_take";

struct cell_column { /* where the cells of one key go, and what they may be */
	const struct gj_fact *fact;
	struct gj_strip_cells cells;
	int64_t least, most;
};

struct gj_slab_rows {
	struct gj_store *store;        /* borrowed */
	const struct gj_slab_of *of;   /* borrowed */
	struct gj_strip_maker *makers; /* owned; by key */
	struct cell_column *columns;   /* owned; by key */
	struct gj_value *values;       /* owned; by fact: only their states are used */
	struct gj_buf sql;             /* owned; the statement is kept by its address */
	int64_t *ids;                  /* owned; GJ_FRAME_ROWS of applications, then of revisions */
	size_t n;
	int rc;
	struct gj_err err;
};

static int put_text(struct gj_slab_rows *r, size_t k, sqlite3_value *cell)
{
	struct cell_column *c = &r->columns[k];
	struct gj_value v;
	int32_t code;
	int rc = gj_facts_row_value(&v, c->fact, cell, r->store->path, &r->err);

	if (rc < 0)
		return rc;
	if (v.state != GJ_GIVEN) {
		gj_strip_cell_absent(&c->cells, r->n, false);
		return 0;
	}
	code =
	    gj_pool_code(&r->makers[k].texts,
	                 c->fact->type == GJ_FACT_ONE_OF ? c->fact->options[v.number].key : v.text);
	c->cells.i[r->n] = code;
	return code < 0 ? gj_err_nomem(&r->err, c->fact->key) : 0;
}

static int put_cell(struct gj_slab_rows *r, size_t k, sqlite3_value *cell)
{
	const struct cell_column *c = &r->columns[k];
	int64_t number;
	struct gj_value v;

	if (c->least > c->most)
		return put_text(r, k, cell);
	if (sqlite3_value_type(cell) == SQLITE_NULL) {
		gj_strip_cell_absent(&c->cells, r->n, false);
		return 0;
	}
	number = sqlite3_value_int64(cell);
	if (number < c->least || number > c->most)
		return gj_facts_row_value(&v, c->fact, cell, r->store->path, &r->err);
	if (c->cells.i)
		c->cells.i[r->n] = (int32_t)number;
	else if (c->cells.t)
		c->cells.t[r->n] = number ? GJ_MET : GJ_NOT_MET;
	else
		c->cells.l[r->n] = number;
	return 0;
}

/* What is not applicable, in words behind the cells. */
static void put_states(struct gj_slab_rows *r, sqlite3_value *words)
{
	const struct gj_facts *facts = r->of->facts;

	memset(r->values, 0, facts->n * sizeof *r->values);
	gj_facts_row_states(r->values, facts->items, facts->n,
	                    (const char *)sqlite3_value_text(words),
	                    (size_t)sqlite3_value_bytes(words));
	for (size_t k = 0; k < r->of->n_keys; k++)
		if (r->values[r->columns[k].fact->index].state == GJ_STATE_NOT_APPLICABLE)
			gj_strip_cell_absent(&r->columns[k].cells, r->n, true);
}

static int read_cells(struct gj_slab_rows *r, int argc, sqlite3_value **argv)
{
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < r->of->n_keys; k++)
		rc = put_cell(r, k, argv[FIRST_CELL + k]);
	if (rc == 0 && sqlite3_value_type(argv[argc - 1]) != SQLITE_NULL)
		put_states(r, argv[argc - 1]);
	return rc;
}

static void take(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	struct gj_slab_rows *r = sqlite3_value_pointer(argv[0], tag);

	if (r == NULL)
		return; /* somebody calls it by hand */
	r->rc = r->n == GJ_FRAME_ROWS ? gj_err_set(&r->err, GJ_EINTERNAL, "more rows than numbers")
	                              : read_cells(r, argc, argv);
	if (r->rc < 0) {
		sqlite3_result_error(context, r->err.text, -1);
		return;
	}
	r->ids[r->n] = sqlite3_value_int64(argv[1]);
	r->ids[GJ_FRAME_ROWS + r->n] = sqlite3_value_int64(argv[2]);
	r->n++;
}

static void took(sqlite3_context *context)
{
	sqlite3_result_null(context);
}

/* In order of the applications; a row of them costs less than its entry in an index and the way from there. */
static int write_sql(struct gj_slab_rows *r, const struct gj_facts_table *t, struct gj_err *err)
{
	gj_buf_puts(&r->sql, "SELECT gj_take(?1, a.id, a.revision");
	for (size_t k = 0; k < r->of->n_keys; k++) {
		const struct gj_facts_column *c = &t->facts.columns[r->of->keys[k].fact->index];

		if (c->stored)
			gj_buf_printf(&r->sql, ", f.\"%s\"", c->key);
		else
			gj_buf_puts(&r->sql, ", NULL");
	}
	gj_buf_printf(&r->sql,
	              ", f._states) FROM application a NOT INDEXED CROSS JOIN \"%s\" f"
	              " ON f._revision = a.revision"
	              " WHERE a.id BETWEEN ?2 AND ?3 AND a.category = ?4 AND a.year = ?5",
	              t->facts.name);
	return r->sql.failed ? gj_err_nomem(err, r->of->facts->category) : 0;
}

static bool can_take(const struct gj_slab_of *of)
{
	for (size_t k = 0; k < of->n_keys; k++)
		if (of->keys[k].list || of->keys[k].fact->type == GJ_FACT_LIST)
			return false;
	return of->n_keys + FIRST_CELL + 1 <= ARGUMENTS_MAX;
}

static int prepare(struct gj_slab_rows *r, struct gj_err *err)
{
	const struct gj_slab_of *of = r->of;
	struct gj_facts_table *table;
	int rc;

	gj_buf_init(&r->sql);
	r->makers = calloc(of->n_keys + 1, sizeof *r->makers);
	r->columns = calloc(of->n_keys + 1, sizeof *r->columns);
	r->values = calloc(of->facts->n + 1, sizeof *r->values);
	r->ids = calloc(2 * GJ_FRAME_ROWS, sizeof *r->ids);
	if (r->makers == NULL || r->columns == NULL || r->values == NULL || r->ids == NULL)
		return gj_err_nomem(err, of->facts->category);
	for (size_t k = 0; k < of->n_keys; k++) {
		const struct gj_fact *fact = of->keys[k].fact;

		gj_strip_maker_init(&r->makers[k], of->keys[k]);
		r->columns[k].fact = fact;
		gj_facts_row_range(fact->type, &r->columns[k].least, &r->columns[k].most);
	}
	rc = gj_facts_table_get(&table, r->store, of->facts, err);
	if (rc < 0)
		return rc;
	if (!table->facts.made)
		return GJ_SLAB_ROWS_NONE;
	rc = write_sql(r, table, err);
	if (rc == 0 &&
	    sqlite3_create_function_v2(r->store->db, tag, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL,
	                               NULL, take, took, NULL) != SQLITE_OK)
		rc = gj_err_nomem(err, of->facts->category);
	return rc;
}

int gj_slab_rows_open(struct gj_slab_rows **out, struct gj_store *s, const struct gj_slab_of *of,
                      struct gj_err *err)
{
	struct gj_slab_rows *r;
	int rc;

	*out = NULL;
	if (!can_take(of))
		return 0;
	r = calloc(1, sizeof *r);
	if (r == NULL)
		return gj_err_nomem(err, of->facts->category);
	r->store = s;
	r->of = of;
	rc = prepare(r, err);
	if (rc == 0) {
		*out = r;
		return 0;
	}
	gj_slab_rows_close(r);
	return rc == GJ_SLAB_ROWS_NONE ? 0 : rc;
}

void gj_slab_rows_close(struct gj_slab_rows *r)
{
	if (r == NULL)
		return;
	if (r->sql.n)
		gj_stmt_forget(r->store, r->sql.data);
	for (size_t k = 0; r->makers && k < r->of->n_keys; k++)
		gj_strip_maker_fini(&r->makers[k]);
	free(r->makers);
	free(r->columns);
	free(r->values);
	free(r->ids);
	gj_buf_fini(&r->sql);
	free(r);
}

/* Up to `room` rows more, from the numbers that are `first` and above, below `end`. */
static int take_some(struct gj_slab_rows *r, int64_t first, int64_t end, struct gj_err *err)
{
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, r->store, gj_buf_str(&r->sql), err);

	if (rc < 0)
		return rc;
	r->rc = 0;
	if (sqlite3_bind_pointer(q->raw, 1, r, tag, NULL) != SQLITE_OK)
		rc = gj_err_nomem(err, r->of->facts->category);
	gj_stmt_int_at(q, 2, first);
	gj_stmt_int_at(q, 3, end - 1);
	gj_stmt_text_at(q, 4, r->of->facts->category);
	gj_stmt_int_at(q, 5, r->of->year);
	if (rc == 0)
		rc = gj_stmt_step(q, err);
	gj_stmt_reset(q);
	if (r->rc < 0 && err)
		*err = r->err;
	return r->rc < 0 ? r->rc : rc < 0 ? rc : 0;
}

int gj_slab_rows_make(struct gj_slab_rows *r, struct gj_slab_made *out, int64_t first, int64_t end,
                      struct gj_err *err)
{
	const size_t n = r->of->n_keys;
	bool failed = false;
	int rc = 0;

	*out = (struct gj_slab_made){ .strips = calloc(n + 1, sizeof *out->strips) };
	if (out->strips == NULL)
		return gj_err_nomem(err, r->of->facts->category);
	gj_buf_init(&out->ids);
	for (size_t k = 0; k < n; k++)
		gj_buf_init(&out->strips[k]);
	r->n = 0;
	for (size_t k = 0; rc == 0 && k < n; k++)
		rc = gj_strip_maker_room(&r->makers[k], &r->columns[k].cells, GJ_FRAME_ROWS, err);
	/* As many numbers as there is room: there are as many applications at most. */
	while (rc == 0 && first < end && r->n < GJ_FRAME_ROWS) {
		int64_t room = (int64_t)(GJ_FRAME_ROWS - r->n);
		int64_t stop = end - first < room ? end : first + room;

		rc = take_some(r, first, stop, err);
		first = stop;
	}
	out->n = r->n;
	out->next = first < end ? first : 0;
	gj_buf_put(&out->ids, r->ids, r->n * sizeof *r->ids);
	gj_buf_put(&out->ids, r->ids + GJ_FRAME_ROWS, r->n * sizeof *r->ids);
	failed = out->ids.failed;
	for (size_t k = 0; k < n; k++) {
		gj_strip_maker_filled(&r->makers[k], rc == 0 ? r->n : 0);
		gj_strip_maker_done(&r->makers[k], &out->strips[k]);
		failed |= out->strips[k].failed;
	}
	if (rc == 0 && failed)
		rc = gj_err_nomem(err, r->of->facts->category);
	if (rc < 0)
		gj_slab_made_fini(out, n);
	return rc;
}
