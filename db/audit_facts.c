/* audit_facts.c: reads the facts of any revision by the columns that the database has, and works out their digest. */
#include <stdlib.h>
#include <string.h>

#include "db/audit_facts.h"
#include "db/facts_row.h"
#include "db/stmt.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/record.h"

struct list { /* of a category */
	size_t fact;
	const char *table,
	    *select; /* select is NULL for a list that the database has no table of */
	const char *strays;
};

struct category {
	struct gj_facts facts;
	const char *table, *select, *strays;
	struct list *lists;
	size_t n_lists;
	struct gj_record record;
	bool has_record;
};

struct gj_audit_facts {
	struct gj_store *store; /* borrowed */
	struct gj_arena arena;
	struct category *categories;
	size_t n;
};

static bool is_key(const char *key)
{
	size_t n = strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return *key >= 'a' && *key <= 'z' && key[n] == '\0';
}

/* --- the dictionary that the columns make --- */

/* Options are read as the texts that are stored of them: their digest is that of their keys. */
static bool read_type(struct gj_fact *fact, const char *type)
{
	for (int t = GJ_FACT_YES_NO; t <= GJ_FACT_LIST; t++) {
		if (strcmp(gj_fact_type_name((enum gj_fact_type)t), type) != 0)
			continue;
		fact->type = t == GJ_FACT_ONE_OF ? GJ_FACT_TEXT : (enum gj_fact_type)t;
		return true;
	}
	return false;
}

static int read_fact(struct gj_fact *fact, struct gj_audit_facts *f, struct gj_stmt *q,
                     const char *category, struct gj_err *err)
{
	char key[GJ_FACT_KEY_MAX + 1], type[32];

	gj_stmt_col_copy(q, 0, key, sizeof key);
	gj_stmt_col_copy(q, 1, type, sizeof type);
	*fact = (struct gj_fact){ .decimals = (int)gj_stmt_col_int(q, 2) };
	if (!is_key(key) || !read_type(fact, type))
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("%s: the table fact_column says of %s what guiju never "
		                     "writes; restore the file from a backup"),
		                  f->store->path, category);
	fact->key = gj_arena_strdup(&f->arena, key);
	return fact->key ? 0 : gj_err_nomem(err, category);
}

/* The facts of a category, or the fields of one of its lists. */
static int read_part(const struct gj_fact **out, size_t *n, struct gj_audit_facts *f,
                     const char *category, const char *list, struct gj_err *err)
{
	static const char sql[] = "SELECT fact, type, decimals, count(*) OVER () FROM fact_column"
				  " WHERE category = :category AND list = :list ORDER BY fact";
	struct gj_fact *items = NULL;
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, f->store, sql, err);

	*n = 0;
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", category);
	gj_stmt_text(q, ":list", list);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		if (items == NULL)
			items = gj_arena_array(&f->arena, (size_t)gj_stmt_col_int(q, 3) + 1,
			                       sizeof *items);
		rc = items ? read_fact(&items[*n], f, q, category, err)
		           : gj_err_nomem(err, category);
		if (rc < 0)
			break;
		items[*n].index = *n;
		(*n)++;
	}
	gj_stmt_reset(q);
	*out = items;
	return rc;
}

static const char *select_of(struct gj_audit_facts *f, const char *table,
                             const struct gj_fact *facts, size_t n, const char *order)
{
	const char *kept = NULL;
	struct gj_buf sql;

	gj_buf_init(&sql);
	gj_buf_puts(&sql, "SELECT ");
	for (size_t i = 0; i < n; i++)
		gj_buf_printf(&sql, "\"%s\",", facts[i].key);
	gj_buf_printf(&sql, "_states FROM \"%s\" WHERE _revision = ?1%s", table, order);
	if (!sql.failed)
		kept = gj_arena_strdup(&f->arena, gj_buf_str(&sql));
	gj_buf_fini(&sql);
	return kept;
}

static int has_table(bool *has, struct gj_store *s, const char *table, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = :name";
	struct gj_stmt *q;
	int64_t one;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":name", table);
	rc = gj_stmt_one(q, &one, err);
	*has = rc == GJ_STMT_ROW;
	return rc < 0 ? rc : 0;
}

static int add_list(struct gj_audit_facts *f, struct category *c, struct gj_fact *fact,
                    struct gj_err *err)
{
	struct list *l = &c->lists[c->n_lists];
	bool has;
	int rc = read_part(&fact->fields, &fact->n_fields, f, c->facts.category, fact->key, err);

	if (rc < 0)
		return rc;
	l->fact = fact->index;
	l->table = gj_arena_printf(&f->arena, "list_%s$%s", c->facts.category, fact->key);
	if (l->table == NULL)
		return gj_err_nomem(err, c->facts.category);
	rc = has_table(&has, f->store, l->table, err);
	if (rc < 0)
		return rc;
	c->n_lists++;
	if (!has)
		return 0;
	l->select = select_of(f, l->table, fact->fields, fact->n_fields, " ORDER BY _row");
	/* As many rows as the fact says, 1, 2, 3...; what the fact does not count nobody reads. */
	l->strays = gj_arena_printf(
	    &f->arena,
	    "SELECT l._revision FROM \"%s\" l LEFT JOIN \"%s\" f ON f._revision = l._revision"
	    " GROUP BY l._revision HAVING count(*) <> coalesce(max(f.\"%s\"), 0)"
	    " OR max(l._row) <> count(*) OR min(l._row) <> 1",
	    l->table, c->table, fact->key);
	return l->select && l->strays ? 0 : gj_err_nomem(err, c->facts.category);
}

static int fill(struct gj_audit_facts *f, struct category *c, struct gj_err *err)
{
	const struct gj_fact *items;
	bool has;
	int rc = read_part(&items, &c->facts.n, f, c->facts.category, "", err);

	if (rc < 0)
		return rc;
	c->facts.items = (struct gj_fact *)items; /* ours: in the arena */
	c->table = gj_arena_printf(&f->arena, "facts_%s", c->facts.category);
	c->lists = gj_arena_array(&f->arena, c->facts.n + 1, sizeof *c->lists);
	if (c->table == NULL || c->lists == NULL)
		return gj_err_nomem(err, c->facts.category);
	rc = has_table(&has, f->store, c->table, err);
	if (rc < 0 || !has)
		return rc;
	c->select = select_of(f, c->table, c->facts.items, c->facts.n, "");
	c->strays = gj_arena_printf(&f->arena,
	                            "SELECT _revision FROM \"%s\" WHERE _revision NOT IN"
	                            " (SELECT r.id FROM revision r JOIN application a"
	                            " ON a.id = r.application WHERE a.category = '%s')",
	                            c->table, c->facts.category);
	if (c->select == NULL || c->strays == NULL)
		return gj_err_nomem(err, c->facts.category);
	for (size_t i = 0; rc == 0 && i < c->facts.n; i++)
		if (c->facts.items[i].type == GJ_FACT_LIST)
			rc = add_list(f, c, &c->facts.items[i], err);
	return rc;
}

static int read_categories(struct gj_audit_facts *f, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT category, count(*) OVER () FROM (SELECT DISTINCT category FROM fact_column)";
	char key[GJ_FACT_KEY_MAX + 1];
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, f->store, sql, err);

	if (rc < 0)
		return rc;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		if (f->categories == NULL)
			f->categories = gj_arena_array(&f->arena, (size_t)gj_stmt_col_int(q, 1) + 1,
			                               sizeof *f->categories);
		gj_stmt_col_copy(q, 0, key, sizeof key);
		if (!is_key(key))
			continue;
		if (f->categories)
			f->categories[f->n].facts.category = gj_arena_strdup(&f->arena, key);
		if (f->categories == NULL || f->categories[f->n].facts.category == NULL) {
			gj_stmt_reset(q);
			return gj_err_nomem(err, tr("the log"));
		}
		f->n++;
	}
	return rc;
}

int gj_audit_facts_new(struct gj_audit_facts **out, struct gj_store *s, struct gj_err *err)
{
	struct gj_audit_facts *f = calloc(1, sizeof *f);
	int rc;

	if (f == NULL)
		return gj_err_nomem(err, tr("the log"));
	f->store = s;
	gj_arena_init(&f->arena, 0);
	rc = read_categories(f, err);
	for (size_t i = 0; rc == 0 && i < f->n; i++)
		rc = fill(f, &f->categories[i], err);
	if (rc < 0) {
		gj_audit_facts_free(f);
		return rc;
	}
	*out = f;
	return 0;
}

static void forget(struct gj_store *s, const char *sql)
{
	if (sql)
		gj_stmt_forget(s, sql);
}

void gj_audit_facts_free(struct gj_audit_facts *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->n; i++) {
		struct category *c = &f->categories[i];

		forget(f->store, c->select);
		forget(f->store, c->strays);
		for (size_t k = 0; k < c->n_lists; k++) {
			forget(f->store, c->lists[k].select);
			forget(f->store, c->lists[k].strays);
		}
		if (c->has_record)
			gj_record_fini(&c->record);
	}
	gj_arena_fini(&f->arena);
	free(f);
}

/* --- a revision --- */

static int refuse_count(const struct list *l, int64_t says, int64_t has, struct gj_err *err)
{
	return gj_err_set(err, GJ_EFORMAT, tr("%s has %lld rows and not %lld"), l->table,
	                  (long long)has, (long long)says);
}

static int read_list(struct gj_audit_facts *f, struct category *c, const struct list *l,
                     int64_t revision, struct gj_err *err)
{
	const struct gj_fact *fact = &c->facts.items[l->fact];
	int64_t n = c->record.values[l->fact].number, row;
	struct gj_value *cells;
	struct gj_stmt *q;
	int rc;

	if (l->select == NULL)
		return refuse_count(l, n, 0, err);
	cells = gj_record_rows(&c->record, fact, (size_t)n, err);
	if (cells == NULL)
		return GJ_ENOMEM;
	rc = gj_stmt_get(&q, f->store, l->select, err);
	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, revision);
	for (row = 0; (rc = gj_stmt_step(q, err)) == GJ_STMT_ROW; row++) {
		rc = 0;
		if (row < n)
			rc = gj_facts_row_read(cells + (size_t)row * fact->n_fields,
			                       &c->record.arena, q, 0, fact->fields, fact->n_fields,
			                       err);
		if (rc < 0) {
			gj_stmt_reset(q);
			return rc;
		}
	}
	return rc < 0 ? rc : row == n ? 0 : refuse_count(l, n, row, err);
}

static int read_record(struct gj_audit_facts *f, struct category *c, int64_t revision,
                       struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	if (!c->has_record) {
		rc = gj_record_init(&c->record, &c->facts, err);
		if (rc < 0)
			return rc;
		c->has_record = true;
	}
	rc = gj_record_clear(&c->record, err);
	if (rc == 0)
		rc = gj_stmt_get(&q, f->store, c->select, err);
	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, revision);
	rc = gj_stmt_step(q, err);
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_EFORMAT, tr("%s has no row of it"), c->table);
	if (rc < 0)
		return rc;
	rc = gj_facts_row_read(c->record.values, &c->record.arena, q, 0, c->facts.items, c->facts.n,
	                       err);
	gj_stmt_reset(q);
	for (size_t i = 0; rc == 0 && i < c->n_lists; i++) {
		const struct gj_value *v = &c->record.values[c->lists[i].fact];

		if (v->state == GJ_GIVEN && v->number > 0)
			rc = read_list(f, c, &c->lists[i], revision, err);
	}
	return rc;
}

int gj_audit_facts_look(struct gj_audit_facts *f, bool *same, int64_t revision,
                        const char *category, const unsigned char *digest, size_t n,
                        struct gj_err *err)
{
	unsigned char is[GJ_DIGEST_BYTES];
	struct category *c = NULL;
	int rc;

	*same = false;
	for (size_t i = 0; c == NULL && i < f->n; i++)
		if (strcmp(f->categories[i].facts.category, category) == 0)
			c = &f->categories[i];
	if (c == NULL || c->select == NULL)
		return gj_err_set(err, GJ_EFORMAT, tr("there is no table of the facts of %s"),
		                  category);
	rc = read_record(f, c, revision, err);
	if (rc < 0)
		return rc;
	gj_record_digest(&c->record, is);
	*same = n == sizeof is && memcmp(is, digest, n) == 0;
	return 0;
}

/* --- strays --- */

static int each_stray(struct gj_audit_facts *f, const char *sql, const char *table,
                      int (*each)(void *ctx, const char *table, int64_t revision), void *ctx,
                      struct gj_err *err)
{
	struct gj_stmt *q;
	int rc;

	if (sql == NULL)
		return 0;
	rc = gj_stmt_get(&q, f->store, sql, err);
	if (rc < 0) /* a column or a table is gone: told of every revision already */
		return rc == GJ_EFORMAT ? 0 : rc;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		rc = each(ctx, table, gj_stmt_col_int(q, 0));
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

int gj_audit_facts_each_stray(struct gj_audit_facts *f,
                              int (*each)(void *ctx, const char *table, int64_t revision),
                              void *ctx, struct gj_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < f->n; i++) {
		const struct category *c = &f->categories[i];

		rc = each_stray(f, c->strays, c->table, each, ctx, err);
		for (size_t k = 0; rc == 0 && k < c->n_lists; k++)
			rc = each_stray(f, c->lists[k].strays, c->lists[k].table, each, ctx, err);
	}
	return rc;
}
