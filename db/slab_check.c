/* slab_check.c: makes every slab from the rows again and compares, by the dictionary that the database itself has. */
#include "db/slab_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/arena.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/frame.h"

/* --- a dictionary of what is stored --- */

enum { PART_MAX = GJ_FACTS_MAX + 1 };

struct dictionary { /* of one set: the facts that it has columns of, all in the arena */
	struct gj_arena arena;
	struct gj_facts facts;
	struct gj_slab_of of;
	struct gj_strip_key *keys;
};

static int type_find(const char *name)
{
	for (int t = GJ_FACT_YES_NO; t <= GJ_FACT_LIST; t++)
		if (strcmp(gj_fact_type_name((enum gj_fact_type)t), name) == 0)
			return t;
	return -1;
}

/* "a,b,": options are needed for their keys alone. */
static bool options_read(struct gj_fact *fact, struct gj_arena *arena, const char *s, size_t n)
{
	struct gj_option *options;
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += s[i] == ',';
	options = gj_arena_array(arena, count + 1, sizeof *options);
	if (options == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		const char *comma = memchr(s, ',', n);

		options[i].key = gj_arena_strndup(arena, s, (size_t)(comma - s));
		if (options[i].key == NULL)
			return false;
		n -= (size_t)(comma - s) + 1;
		s = comma + 1;
	}
	fact->options = options;
	fact->n_options = count;
	return true;
}

static const char rows_sql[] =
    "SELECT f.fact, f.type, f.unit, f.decimals, coalesce(k.options, '') FROM fact_column f"
    " LEFT JOIN slab_column k ON k.set_id = :set AND k.list = f.list AND k.fact = f.fact"
    " WHERE f.category = :category AND f.list = :list ORDER BY f.fact";

/* All facts of the category, or fields of a list, as the database has them. */
static int part_read(struct gj_fact **items, size_t *n, struct gj_arena *arena, struct gj_store *s,
                     int64_t set, const char *category, const char *list, struct gj_err *err)
{
	struct gj_fact *facts = gj_arena_array(arena, PART_MAX, sizeof *facts);
	char text[GJ_FACT_KEY_MAX + 1], unit[64];
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, rows_sql, err);

	*n = 0;
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":set", set);
	gj_stmt_text(q, ":category", category);
	gj_stmt_text(q, ":list", list);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW && *n < PART_MAX - 1) {
		const char *options;
		struct gj_fact *f;
		size_t size;
		int type;

		if (facts == NULL)
			break;
		gj_stmt_col_copy(q, 1, text, sizeof text);
		type = type_find(text);
		if (type < 0) /* of a newer guiju */
			continue;
		f = &facts[*n];
		f->type = (enum gj_fact_type)type;
		f->index = (*n)++;
		gj_stmt_col_copy(q, 0, text, sizeof text);
		gj_stmt_col_copy(q, 2, unit, sizeof unit);
		f->key = gj_arena_strdup(arena, text);
		f->unit.zh = gj_arena_strdup(arena, unit);
		f->decimals = (int)gj_stmt_col_int(q, 3);
		options = gj_stmt_col_bytes(q, 4, &size);
		if (f->key == NULL || f->unit.zh == NULL ||
		    !options_read(f, arena, options, size)) {
			facts = NULL;
			break;
		}
	}
	gj_stmt_reset(q);
	*items = facts;
	if (facts == NULL)
		return gj_err_nomem(err, category);
	return rc < 0 ? rc : 0;
}

static int dictionary_keys(struct dictionary *d, struct gj_store *s, int64_t set,
                           struct gj_err *err)
{
	static const char sql[] = "SELECT count(*) FROM slab_column WHERE set_id = :set"
				  " AND list = :list AND fact = :fact";
	struct gj_strip_key all[1] = { { NULL, NULL } };
	struct gj_stmt *q;
	size_t most = 0;

	for (size_t i = 0; i < d->facts.n; i++)
		most += 1 + d->facts.items[i].n_fields;
	d->keys = gj_arena_array(&d->arena, most + 1, sizeof *d->keys);
	if (d->keys == NULL)
		return gj_err_nomem(err, d->facts.category);
	for (size_t i = 0; i < d->facts.n; i++) {
		const struct gj_fact *fact = &d->facts.items[i];

		for (size_t k = 0; k <= fact->n_fields; k++) {
			int64_t there = 0;
			int rc = gj_stmt_get(&q, s, sql, err);

			if (rc < 0)
				return rc;
			all[0] = k ? (struct gj_strip_key){ fact, &fact->fields[k - 1] }
			           : (struct gj_strip_key){ NULL, fact };
			gj_stmt_int(q, ":set", set);
			gj_stmt_text(q, ":list", all[0].list ? all[0].list->key : "");
			gj_stmt_text(q, ":fact", all[0].fact->key);
			rc = gj_stmt_one(q, &there, err);
			if (rc < 0)
				return rc;
			if (there)
				d->keys[d->of.n_keys++] = all[0];
		}
	}
	return 0;
}

static int dictionary_read(struct dictionary *d, struct gj_store *s, int64_t set,
                           const char *category, int year, struct gj_err *err)
{
	int rc;

	gj_arena_init(&d->arena, 0);
	d->facts = (struct gj_facts){ .category = gj_arena_strdup(&d->arena, category) };
	d->of = (struct gj_slab_of){ .facts = &d->facts, .year = year };
	if (d->facts.category == NULL)
		return gj_err_nomem(err, category);
	rc = part_read(&d->facts.items, &d->facts.n, &d->arena, s, set, category, "", err);
	for (size_t i = 0; rc == 0 && i < d->facts.n; i++) {
		struct gj_fact *list = &d->facts.items[i], *fields = NULL;

		if (list->type != GJ_FACT_LIST)
			continue;
		rc = part_read(&fields, &list->n_fields, &d->arena, s, set, category, list->key,
		               err);
		list->fields = fields;
	}
	if (rc == 0)
		rc = dictionary_keys(d, s, set, err);
	d->of.keys = d->keys;
	return rc;
}

int gj_slab_each_set(struct gj_store *s, int (*each)(void *ctx, const struct gj_slab_of *of),
                     void *ctx, struct gj_err *err)
{
	static const char sql[] = "SELECT id, category, year FROM slab_set WHERE id > :after"
				  " AND format = :format ORDER BY id LIMIT 1";
	char category[GJ_FACT_KEY_MAX + 1];
	int64_t after = 0;
	int rc = gj_slab_tables(s, err);

	while (rc == 0) {
		struct dictionary d;
		struct gj_stmt *q;
		int year;

		rc = gj_stmt_get(&q, s, sql, err);
		if (rc < 0)
			break;
		gj_stmt_int(q, ":after", after);
		gj_stmt_int(q, ":format", GJ_SLAB_FORMAT);
		rc = gj_stmt_step(q, err);
		if (rc != GJ_STMT_ROW)
			break;
		after = gj_stmt_col_int(q, 0);
		gj_stmt_col_copy(q, 1, category, sizeof category);
		year = (int)gj_stmt_col_int(q, 2);
		gj_stmt_reset(q);
		rc = dictionary_read(&d, s, after, category, year, err);
		if (rc == 0)
			rc = each(ctx, &d.of);
		gj_arena_fini(&d.arena);
	}
	return rc == GJ_ENOENT ? 0 : rc;
}

/* --- comparing --- */

struct checking {
	struct gj_store *store;
	int64_t *slabs, *stale;
	int (*found)(void *ctx, const struct gj_slab_finding *f);
	void *ctx;
	struct gj_err *err;
};

struct row { /* of the table slab */
	int64_t id, first, end;
	size_t n;
	bool stale;
};

static int tell(const struct checking *c, const struct gj_slab_of *of,
                const struct gj_strip_key *key, int64_t application)
{
	return c->found(c->ctx, &(struct gj_slab_finding){
				    .category = of->facts->category,
				    .year = of->year,
				    .list = key && key->list ? key->list->key : "",
				    .fact = key ? key->fact->key : "",
				    .application = application,
				});
}

static bool same_value(const struct gj_value *a, const struct gj_value *b)
{
	if (a->state != b->state || a->number != b->number)
		return false;
	return a->text == b->text || (a->text && b->text && strcmp(a->text, b->text) == 0);
}

/* The application of the first cell that differs; the slab's first where that cannot be told. */
static int64_t first_difference(const struct gj_strip_key *key, const void *stored, size_t size,
                                const struct gj_buf *made, const int64_t *applications, size_t n)
{
	struct gj_strip_room room_a = { .n = 0 }, room_b = { .n = 0 };
	struct gj_strip a, b;
	int64_t at = applications[0];

	if (key->list == NULL && gj_strip_read(&a, *key, stored, size, &room_a, NULL) == 0 &&
	    gj_strip_read(&b, *key, made->data, made->n, &room_b, NULL) == 0 && a.n == n &&
	    b.n == n) {
		for (size_t i = 0; i < n; i++) {
			struct gj_value x = gj_strip_value(&a, i), y = gj_strip_value(&b, i);

			if (same_value(&x, &y))
				continue;
			at = applications[i];
			break;
		}
	}
	free(room_a.texts);
	free(room_b.texts);
	return at;
}

/* *same: the column is what was made. The copy is aligned, as a strip has to be. */
static int compare(const struct checking *c, const struct gj_slab_of *of, int64_t data,
                   const struct gj_strip_key *key, const struct gj_buf *made,
                   const int64_t *applications, size_t n)
{
	static const char sql[] = "SELECT data FROM slab_data WHERE id = ?1";
	int64_t at = n ? applications[0] : 0;
	const char *stored;
	bool same = false;
	struct gj_stmt *q;
	size_t size;
	int rc = gj_stmt_get(&q, c->store, sql, c->err);

	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, data);
	rc = gj_stmt_step(q, c->err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_ROW) {
		stored = gj_stmt_col_bytes(q, 0, &size);
		same = size == made->n && (size == 0 || memcmp(stored, made->data, size) == 0);
		if (!same && key && n) {
			void *copy = malloc(size + 1);

			if (copy) {
				memcpy(copy, stored, size);
				at = first_difference(key, copy, size, made, applications, n);
			}
			free(copy);
		}
		gj_stmt_reset(q);
	}
	return same ? 0 : tell(c, of, key, at);
}

/* The state, where it is stored, against the decisions. */
static int compare_state(const struct checking *c, const struct gj_slab_of *of, int64_t slab,
                         const int64_t *applications, size_t n)
{
	static const char sql[] = "SELECT data FROM slab_data WHERE id = ?1";
	struct gj_slab_state_head head;
	const char *stored;
	unsigned char *made = NULL, *copy = NULL;
	struct gj_stmt *q;
	size_t size, at = 0;
	int rc = gj_stmt_get(&q, c->store, sql, c->err);

	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, gj_slab_data_id(slab, GJ_SLAB_STATE));
	rc = gj_stmt_step(q, c->err);
	if (rc != GJ_STMT_ROW)
		return rc;
	stored = gj_stmt_col_bytes(q, 0, &size);
	rc = 0;
	if (size >= sizeof head)
		memcpy(&head, stored, sizeof head);
	if (size < sizeof head || head.n != n || head.width > 384 ||
	    size != sizeof head + n * (head.width + 1)) {
		gj_stmt_reset(q);
		return tell(c, of, NULL, n ? applications[0] : 0);
	}
	copy = malloc(size);
	made = malloc(n * (head.width + 1) + 1);
	if (copy && made)
		memcpy(copy, stored + sizeof head, size - sizeof head);
	else
		rc = gj_err_nomem(c->err, of->facts->category);
	gj_stmt_reset(q);
	if (rc == 0)
		rc = gj_slab_gather(c->store, made, made + n, head.width, applications, n, c->err);
	for (; rc == 0 && at < n; at++)
		if (made[at] != copy[at] ||
		    memcmp(made + n + at * head.width, copy + n + at * head.width, head.width) != 0)
			break;
	if (rc == 0 && at < n)
		rc = tell(c, of, NULL, applications[at]);
	free(copy);
	free(made);
	return rc;
}

static int next_row(struct row *out, struct gj_store *s, int64_t set, int64_t after,
                    struct gj_err *err)
{
	static const char sql[] =
	    "SELECT c.id, c.first, (SELECT min(n.first) FROM slab n"
	    "  WHERE n.set_id = c.set_id AND n.first > c.first), c.n, c.stale"
	    " FROM slab c WHERE c.set_id = :set AND c.first > :after ORDER BY c.first LIMIT 1";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":set", set);
	gj_stmt_int(q, ":after", after);
	rc = gj_stmt_step(q, err);
	if (rc != GJ_STMT_ROW)
		return rc;
	*out = (struct row){ .id = gj_stmt_col_int(q, 0),
		             .first = gj_stmt_col_int(q, 1),
		             .end = gj_stmt_col_int(q, 2),
		             .n = (size_t)gj_stmt_col_int(q, 3),
		             .stale = gj_stmt_col_int(q, 4) != 0 };
	gj_stmt_reset(q);
	return GJ_STMT_ROW;
}

/* Facts that came after the slab was filled are the business of the next survey, not a difference. */
static int later_facts(bool *later, struct gj_store *s, const struct row *row, int64_t mark,
                       struct gj_err *err)
{
	static const char sql[] = "SELECT count(*) FROM revision r WHERE r.id > :mark AND"
				  " r.application >= :first AND (:end = 0 OR r.application < :end)";
	int64_t n = 0;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":mark", mark);
	gj_stmt_int(q, ":first", row->first);
	gj_stmt_int(q, ":end", row->end);
	rc = gj_stmt_one(q, &n, err);
	*later = n > 0;
	return rc < 0 ? rc : 0;
}

static int check_row(const struct checking *c, const struct gj_slab_of *of,
                     const struct gj_slab_set *set, const struct row *row, bool newest)
{
	struct gj_slab_made made;
	const int64_t *applications;
	int64_t column;
	int rc = gj_slab_make_strips(&made, c->store, of, row->first, row->end, c->err);

	if (rc < 0)
		return rc;
	applications = (const int64_t *)(const void *)made.ids.data;
	if (made.n != row->n || made.next)
		rc = tell(c, of, NULL, row->first);
	else
		rc = compare(c, of, gj_slab_data_id(row->id, GJ_SLAB_IDS), NULL, &made.ids,
		             applications, made.n);
	for (size_t k = 0; rc == 0 && made.n == row->n && k < of->n_keys; k++) {
		rc = gj_slab_column(c->store, &column, set->id, &of->keys[k], c->err);
		if (rc == 0)
			rc = compare(c, of, gj_slab_data_id(row->id, column), &of->keys[k],
			             &made.strips[k], applications, made.n);
	}
	if (rc == 0 && newest && made.n == row->n)
		rc = compare_state(c, of, row->id, applications, made.n);
	gj_slab_made_fini(&made, of->n_keys);
	return rc;
}

static int check_set(void *ctx, const struct gj_slab_of *of)
{
	struct checking *c = ctx;
	struct row row = { .first = -1 };
	struct gj_slab_set set;
	int64_t decision = 0;
	struct gj_stmt *q;
	int rc = gj_slab_set_get(c->store, &set, of->facts->category, of->year, c->err);

	if (rc == 0)
		rc = gj_stmt_get(&q, c->store, "SELECT coalesce(max(id), 0) FROM decision", c->err);
	if (rc == 0)
		rc = gj_stmt_one(q, &decision, c->err);
	while (rc >= 0) {
		bool later = false;

		rc = next_row(&row, c->store, set.id, row.first, c->err);
		if (rc != GJ_STMT_ROW)
			break;
		++*c->slabs;
		rc = row.stale ? 0 : later_facts(&later, c->store, &row, set.revisions, c->err);
		if (rc == 0 && (row.stale || later))
			++*c->stale;
		else if (rc == 0)
			rc = check_row(c, of, &set, &row, set.decisions == decision);
		if (rc > 0)
			return rc;
	}
	return rc;
}

int gj_slab_check(struct gj_store *s, int64_t *slabs, int64_t *stale,
                  int (*found)(void *ctx, const struct gj_slab_finding *f), void *ctx,
                  struct gj_err *err)
{
	struct checking c = {
		.store = s, .slabs = slabs, .stale = stale, .found = found, .ctx = ctx, .err = err
	};
	bool own;
	int rc;

	*slabs = *stale = 0;
	rc = gj_stmt_own_begin(s, &own, tr("comparing the columns"), err); /* one view of all */
	if (rc < 0)
		return rc;
	rc = gj_slab_each_set(s, check_set, &c, err);
	if (own)
		gj_store_rollback(s);
	return rc;
}
