/* slab_fill.c: fills slabs from the rows, some in each transaction, so that a crash keeps what is done. */
#include "db/slab_inner.h"

#include <stdlib.h>
#include <string.h>

#include "db/revision.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/frame.h"

enum { AT_ONCE = 16 /* slabs of a transaction */ };

/* --- one slab's strips --- */

struct making {
	const struct gj_slab_of *of;
	struct gj_strip_maker *makers; /* by key */
	struct gj_slab_made *out;
	int64_t end;
	struct gj_buf revisions;
	struct gj_err *err;
};

static bool lists_full(const struct making *m)
{
	for (size_t k = 0; k < m->of->n_keys; k++)
		if (m->makers[k].rows >= GJ_FRAME_CHILDREN)
			return true;
	return false;
}

static int add_row(void *ctx, const struct gj_revision_row *row)
{
	struct making *m = ctx;
	int rc = 0;

	if (m->end && row->application >= m->end)
		return 1;
	if (m->out->n == GJ_FRAME_ROWS || lists_full(m)) {
		m->out->next = row->application;
		return 1;
	}
	for (size_t k = 0; rc == 0 && k < m->of->n_keys; k++)
		rc = gj_strip_maker_add(&m->makers[k], row->record, m->err);
	if (rc < 0)
		return rc;
	m->out->n++;
	gj_buf_put(&m->out->ids, &row->application, sizeof row->application);
	gj_buf_put(&m->revisions, &row->revision, sizeof row->revision);
	return 0;
}

static int finish(struct making *m)
{
	bool failed;

	if (m->revisions.n)
		gj_buf_put(&m->out->ids, m->revisions.data, m->revisions.n);
	failed = m->out->ids.failed || m->revisions.failed;
	for (size_t k = 0; k < m->of->n_keys; k++) {
		gj_strip_maker_done(&m->makers[k], &m->out->strips[k]);
		failed |= m->out->strips[k].failed;
	}
	return failed ? gj_err_nomem(m->err, m->of->facts->category) : 0;
}

int gj_slab_make_strips(struct gj_slab_made *out, struct gj_store *s, const struct gj_slab_of *of,
                        int64_t first, int64_t end, struct gj_err *err)
{
	const size_t n = of->n_keys + 1;
	struct making m = { .of = of, .out = out, .end = end, .err = err };
	int rc;

	*out = (struct gj_slab_made){ .strips = calloc(n, sizeof *out->strips) };
	m.makers = calloc(n, sizeof *m.makers);
	if (out->strips == NULL || m.makers == NULL) {
		free(out->strips);
		free(m.makers);
		*out = (struct gj_slab_made){ .n = 0 };
		return gj_err_nomem(err, of->facts->category);
	}
	gj_buf_init(&out->ids);
	gj_buf_init(&m.revisions);
	for (size_t k = 0; k < of->n_keys; k++) {
		gj_buf_init(&out->strips[k]);
		gj_strip_maker_init(&m.makers[k], of->keys[k]);
	}
	rc = gj_revision_each(s, of->facts, of->year, first - 1, GJ_FRAME_ROWS + 1, add_row, &m,
	                      err);
	if (rc >= 0)
		rc = finish(&m);
	for (size_t k = 0; k < of->n_keys; k++)
		gj_strip_maker_fini(&m.makers[k]);
	gj_buf_fini(&m.revisions);
	free(m.makers);
	if (rc < 0)
		gj_slab_made_fini(out, of->n_keys);
	return rc;
}

void gj_slab_made_fini(struct gj_slab_made *m, size_t n_keys)
{
	for (size_t k = 0; m->strips && k < n_keys; k++)
		gj_buf_fini(&m->strips[k]);
	gj_buf_fini(&m->ids);
	free(m->strips);
	*m = (struct gj_slab_made){ .n = 0 };
}

/* --- into the tables --- */

struct columns {                   /* all that the set has, not only those that are asked for */
	struct gj_strip_key *keys; /* owned */
	int64_t *ids;              /* owned */
	size_t n, room;
};

static void columns_fini(struct columns *c)
{
	free(c->keys);
	free(c->ids);
}

static const struct gj_fact *fact_of(const struct gj_facts *facts, const char *list,
                                     const char *fact, const struct gj_fact **owner)
{
	*owner = *list ? gj_facts_find(facts, list) : NULL;
	if (*list == '\0')
		return gj_facts_find(facts, fact);
	return *owner && (*owner)->type == GJ_FACT_LIST ? gj_fact_field(*owner, fact) : NULL;
}

static int columns_add(struct columns *c, struct gj_strip_key key, struct gj_err *err)
{
	if (c->n == c->room) {
		size_t room = c->room ? 2 * c->room : 64;
		struct gj_strip_key *keys = realloc(c->keys, room * sizeof *keys);
		int64_t *ids;

		if (keys)
			c->keys = keys;
		ids = realloc(c->ids, room * sizeof *ids);
		if (ids)
			c->ids = ids;
		if (keys == NULL || ids == NULL)
			return gj_err_nomem(err, key.fact->key);
		c->room = room;
	}
	c->keys[c->n] = key;
	c->ids[c->n++] = 0;
	return 0;
}

/* Those that the dictionary does not know as they were filled cannot be kept up to date: they go from the set. */
static int columns_get(struct columns *out, struct gj_store *s, int64_t set,
                       const struct gj_facts *facts, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT list, fact FROM slab_column WHERE set_id = :set ORDER BY id";
	static const char forget[] = "DELETE FROM slab_column WHERE set_id = :set AND id NOT IN"
				     " (SELECT value FROM json_each(:kept))";
	char list[GJ_FACT_KEY_MAX + 1], fact[GJ_FACT_KEY_MAX + 1];
	struct gj_buf kept;
	struct gj_stmt *q;
	size_t n = 0;
	int rc;

	*out = (struct columns){ .n = 0 };
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":set", set);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		struct gj_strip_key key;

		gj_stmt_col_copy(q, 0, list, sizeof list);
		gj_stmt_col_copy(q, 1, fact, sizeof fact);
		key.fact = fact_of(facts, list, fact, &key.list);
		rc = key.fact ? columns_add(out, key, err) : 0;
		if (rc < 0)
			break;
	}
	gj_stmt_reset(q);
	if (rc < 0)
		return rc;
	gj_buf_init(&kept);
	gj_buf_putc(&kept, '[');
	for (size_t i = 0; rc == 0 && i < out->n; i++) {
		rc = gj_slab_column(s, &out->ids[n], set, &out->keys[i], err);
		if (rc == 0) {
			gj_buf_printf(&kept, "%s%lld", n ? "," : "",
			              (long long)out->ids[n] - GJ_SLAB_COLUMNS);
			out->keys[n++] = out->keys[i];
		}
		rc = rc == GJ_ENOENT ? 0 : rc;
	}
	out->n = n;
	gj_buf_putc(&kept, ']');
	if (rc == 0 && kept.failed)
		rc = gj_err_nomem(err, facts->category);
	if (rc == 0)
		rc = gj_stmt_get(&q, s, forget, err);
	if (rc == 0) {
		gj_stmt_int(q, ":set", set);
		gj_stmt_text(q, ":kept", gj_buf_str(&kept));
		rc = gj_stmt_run(q, err);
	}
	gj_buf_fini(&kept);
	return rc;
}

static int put_data(struct gj_store *s, int64_t slab, int64_t column, const struct gj_buf *data,
                    struct gj_err *err)
{
	static const char sql[] = "INSERT INTO slab_data(id, data) VALUES(:id, :data)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", gj_slab_data_id(slab, column));
	gj_stmt_blob(q, ":data", data->data, data->n);
	return gj_stmt_run(q, err);
}

struct stale {
	int64_t id, first, end; /* end 0: none */
};

static int next_stale(struct stale *out, struct gj_store *s, int64_t set, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT c.id, c.first, (SELECT min(n.first) FROM slab n"
	    "  WHERE n.set_id = c.set_id AND n.first > c.first)"
	    " FROM slab c WHERE c.set_id = :set AND c.stale ORDER BY c.first LIMIT 1";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":set", set);
	rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	*out = (struct stale){ .id = gj_stmt_col_int(q, 0),
		               .first = gj_stmt_col_int(q, 1),
		               .end = gj_stmt_col_int(q, 2) };
	gj_stmt_reset(q);
	return GJ_STMT_ROW;
}

static int insert_slab(struct gj_store *s, int64_t *id, int64_t set, int64_t first, size_t n,
                       bool stale, struct gj_err *err)
{
	static const char sql[] = "INSERT INTO slab(set_id, first, n, stale)"
				  " VALUES(:set, :first, :n, :stale)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":set", set);
	gj_stmt_int(q, ":first", first);
	gj_stmt_int(q, ":n", (int64_t)n);
	gj_stmt_int(q, ":stale", stale);
	rc = gj_stmt_run(q, err);
	if (rc == 0 && id)
		*id = gj_stmt_last_id(s);
	return rc;
}

static int delete_slab(struct gj_store *s, int64_t id, struct gj_err *err)
{
	static const char data[] = "DELETE FROM slab_data WHERE id BETWEEN :id << 16 AND"
				   " (:id << 16) + 65535";
	static const char row[] = "DELETE FROM slab WHERE id = :id";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, data, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id);
	rc = gj_stmt_run(q, err);
	if (rc == 0)
		rc = gj_stmt_get(&q, s, row, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", id);
	return gj_stmt_run(q, err);
}

/* The range in a slab of a new number, and what did not fit as a range of its own. */
static int fill_one(struct gj_store *s, int64_t set, const struct stale *stale,
                    const struct gj_slab_of *all, const int64_t *columns, int64_t *filled,
                    struct gj_err *err)
{
	struct gj_slab_made made;
	int64_t id = 0;
	int rc = gj_slab_make_strips(&made, s, all, stale->first, stale->end, err);

	if (rc < 0)
		return rc;
	rc = delete_slab(s, stale->id, err);
	if (rc == 0)
		rc = insert_slab(s, &id, set, stale->first, made.n, false, err);
	if (rc == 0 && made.next)
		rc = insert_slab(s, NULL, set, made.next, 0, true, err);
	if (rc == 0)
		rc = put_data(s, id, GJ_SLAB_IDS, &made.ids, err);
	for (size_t k = 0; rc == 0 && k < all->n_keys; k++)
		rc = put_data(s, id, columns[k], &made.strips[k], err);
	*filled += (int64_t)made.n;
	gj_slab_made_fini(&made, all->n_keys);
	return rc;
}

static int fill_some(struct gj_store *s, int64_t *filled, const struct gj_slab_of *of,
                     struct gj_err *err)
{
	struct columns columns;
	struct gj_slab_of all = *of;
	struct gj_slab_set set;
	struct stale stale;
	int rc = gj_slab_set_get(s, &set, of->facts->category, of->year, err);

	if (rc < 0)
		return rc;
	rc = columns_get(&columns, s, set.id, of->facts, err);
	all.keys = columns.keys;
	all.n_keys = columns.n;
	for (int i = 0; rc == 0 && i < AT_ONCE; i++) {
		rc = next_stale(&stale, s, set.id, err);
		if (rc != GJ_STMT_ROW)
			break;
		rc = fill_one(s, set.id, &stale, &all, columns.ids, filled, err);
	}
	columns_fini(&columns);
	return rc;
}

int gj_slab_fill(struct gj_store *s, int64_t *filled, int64_t *left, const struct gj_slab_of *of,
                 struct gj_err *err)
{
	bool own;
	int rc;

	*filled = 0;
	rc = gj_stmt_own_begin(s, &own, tr("filling the columns"), err);
	if (rc < 0)
		return rc;
	rc = fill_some(s, filled, of, err);
	if (rc == 0)
		rc = gj_slab_survey(s, left, of, err);
	return gj_stmt_own_end(s, own, rc, err);
}
