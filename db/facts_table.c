/* facts_table.c: compares the dictionary with the tables of facts, and makes or widens them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/facts_sql.h"
#include "db/facts_table.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

static const char *unit_of(const struct gj_fact *fact)
{
	return fact->type == GJ_FACT_AMOUNT ? gj_label_in(fact->unit, GJ_LANG_ZH) : "";
}

static int decimals_of(const struct gj_fact *fact)
{
	return fact->type == GJ_FACT_AMOUNT ? fact->decimals : 0;
}

/* Keys become names in SQL: nothing but [a-z][a-z0-9_]* comes near it. */
static bool is_key(const char *key)
{
	size_t n = strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return *key >= 'a' && *key <= 'z' && key[n] == '\0' && n <= GJ_FACT_KEY_MAX;
}

static int check_keys(const char *category, const struct gj_fact *facts, size_t n,
                      struct gj_err *err)
{
	if (!is_key(category))
		return gj_err_set(err, GJ_EINVAL,
		                  tr("'%s' is no key for a category: small letters, "
		                     "digits and _, a letter first"),
		                  category);
	for (size_t i = 0; i < n; i++) {
		if (!is_key(facts[i].key))
			return gj_err_set(err, GJ_EINVAL,
			                  tr("'%s' is no key for a fact: small letters, "
			                     "digits and _, a letter first"),
			                  facts[i].key);
	}
	return 0;
}

/* --- what is remembered --- */

static bool part_fits(const struct gj_facts_part *part, const struct gj_fact *facts, size_t n)
{
	if (part->n != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct gj_facts_column *c = &part->columns[i];

		if (c->type != facts[i].type || c->decimals != decimals_of(&facts[i]) ||
		    strcmp(c->key, facts[i].key) != 0 || strcmp(c->unit, unit_of(&facts[i])) != 0)
			return false;
	}
	return true;
}

static bool table_fits(const struct gj_facts_table *t, const struct gj_facts *facts)
{
	if (strcmp(t->category, facts->category) != 0 ||
	    !part_fits(&t->facts, facts->items, facts->n))
		return false;
	for (size_t i = 0; i < t->n_lists; i++) {
		const struct gj_fact *list = &facts->items[t->lists[i].fact];

		if (!part_fits(&t->lists[i], list->fields, list->n_fields))
			return false;
	}
	return true;
}

static void forget_part(struct gj_store *s, const struct gj_facts_part *part)
{
	gj_stmt_forget(s, part->insert);
	gj_stmt_forget(s, part->select);
}

static void table_free(struct gj_store *s, struct gj_facts_table *t)
{
	forget_part(s, &t->facts);
	for (size_t i = 0; i < t->n_lists; i++)
		forget_part(s, &t->lists[i]);
	gj_stmt_forget(s, t->each);
	gj_arena_fini(&t->arena);
	free(t);
}

void gj_facts_table_free_all(struct gj_store *s)
{
	while (s->tables != NULL) {
		struct gj_facts_table *t = s->tables;

		s->tables = t->next;
		table_free(s, t);
	}
}

void gj_facts_table_distrust(struct gj_store *s)
{
	for (struct gj_facts_table *t = s->tables; t != NULL; t = t->next)
		t->complete = false;
}

/* --- from the dictionary --- */

static bool part_fill(struct gj_facts_part *part, struct gj_arena *arena, const char *name,
                      const char *list, size_t fact, const struct gj_fact *facts, size_t n)
{
	*part = (struct gj_facts_part){
		.name = name,
		.list = gj_arena_strdup(arena, list),
		.fact = fact,
		.columns = gj_arena_array(arena, n + 1, sizeof *part->columns),
	};
	if (name == NULL || part->list == NULL || part->columns == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		part->columns[i] = (struct gj_facts_column){
			.key = gj_arena_strdup(arena, facts[i].key),
			.unit = gj_arena_strdup(arena, unit_of(&facts[i])),
			.type = facts[i].type,
			.decimals = decimals_of(&facts[i]),
		};
		if (part->columns[i].key == NULL || part->columns[i].unit == NULL)
			return false;
		part->n++;
	}
	return true;
}

static bool table_fill(struct gj_facts_table *t, const struct gj_facts *facts)
{
	struct gj_arena *arena = &t->arena;
	size_t n = 0;

	for (size_t i = 0; i < facts->n; i++)
		n += facts->items[i].type == GJ_FACT_LIST;
	t->category = gj_arena_strdup(arena, facts->category);
	t->lists = gj_arena_array(arena, n + 1, sizeof *t->lists);
	if (t->category == NULL || t->lists == NULL)
		return false;
	if (!part_fill(&t->facts, arena, gj_arena_printf(arena, "facts_%s", facts->category), "", 0,
	               facts->items, facts->n))
		return false;
	for (size_t i = 0; i < facts->n; i++) {
		const struct gj_fact *list = &facts->items[i];

		if (list->type != GJ_FACT_LIST)
			continue;
		if (!part_fill(&t->lists[t->n_lists], arena,
		               gj_arena_printf(arena, "list_%s$%s", facts->category, list->key),
		               list->key, i, list->fields, list->n_fields))
			return false;
		t->n_lists++;
	}
	return true;
}

/* --- from the database --- */

static int part_look(struct gj_store *s, struct gj_facts_part *part, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = :name";
	int64_t found;
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":name", part->name);
	rc = gj_stmt_one(q, &found, err);
	if (rc < 0)
		return rc;
	part->made = rc == GJ_STMT_ROW;
	return 0;
}

static void print_type(char *out, size_t room, const char *type, const char *unit, int decimals)
{
	if (strcmp(type, gj_fact_type_name(GJ_FACT_AMOUNT)) == 0)
		snprintf(out, room, tr("%s in %s with %d decimals"), type, unit, decimals);
	else
		snprintf(out, room, "%s", type);
}

/* The row that q stands on: the column is there, if it is what the dictionary says. */
static int column_look(struct gj_stmt *q, struct gj_facts_column *c, const struct gj_fact *fact,
                       const char *category, struct gj_err *err)
{
	char type[32], unit[64], was[160], is[160];
	int decimals = (int)gj_stmt_col_int(q, 4);
	const char *now = gj_fact_type_name(c->type);

	gj_stmt_col_copy(q, 2, type, sizeof type);
	gj_stmt_col_copy(q, 3, unit, sizeof unit);
	if (strcmp(type, now) == 0 && strncmp(unit, c->unit, sizeof unit - 4) == 0 &&
	    decimals == c->decimals) {
		c->stored = true;
		return 0;
	}
	print_type(was, sizeof was, type, unit, decimals);
	print_type(is, sizeof is, now, c->unit, c->decimals);
	return gj_err_set(
	    err, GJ_EINVAL,
	    tr("%s:%d: the fact %s of %s is stored as %s and cannot become %s: what was "
	       "stored keeps its meaning; give the changed fact a new key"),
	    fact->place.file ? fact->place.file : q->store->path, fact->place.line, c->key,
	    category, was, is);
}

static struct gj_facts_part *part_find(struct gj_facts_table *t, const char *list)
{
	if (*list == '\0')
		return &t->facts;
	for (size_t i = 0; i < t->n_lists; i++) {
		if (strcmp(t->lists[i].list, list) == 0)
			return &t->lists[i];
	}
	return NULL;
}

static int columns_look(struct gj_store *s, struct gj_facts_table *t, const struct gj_facts *facts,
                        struct gj_err *err)
{
	static const char sql[] = "SELECT list, fact, type, unit, decimals FROM fact_column"
				  " WHERE category = :category";
	char list[GJ_FACT_KEY_MAX + 1], key[GJ_FACT_KEY_MAX + 1];
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", t->category);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		struct gj_facts_part *part;
		const struct gj_fact *items = facts->items;

		gj_stmt_col_copy(q, 0, list, sizeof list);
		gj_stmt_col_copy(q, 1, key, sizeof key);
		part = part_find(t, list);
		if (part == NULL) /* a list that the dictionary no longer has */
			continue;
		if (part != &t->facts)
			items = facts->items[part->fact].fields;
		for (size_t i = 0; i < part->n; i++) {
			if (strcmp(part->columns[i].key, key) != 0)
				continue;
			rc = column_look(q, &part->columns[i], &items[i], t->category, err);
			break;
		}
		if (rc < 0) {
			gj_stmt_reset(q);
			return rc;
		}
	}
	return rc;
}

static bool part_complete(const struct gj_facts_part *part)
{
	bool complete = part->made;

	for (size_t i = 0; i < part->n; i++)
		complete = complete && part->columns[i].stored;
	return complete;
}

static int table_new(struct gj_facts_table **out, struct gj_store *s, const struct gj_facts *facts,
                     struct gj_err *err)
{
	struct gj_facts_table *t;
	int rc;

	rc = check_keys(facts->category, facts->items, facts->n, err);
	for (size_t i = 0; rc == 0 && i < facts->n; i++)
		rc = check_keys(facts->category, facts->items[i].fields, facts->items[i].n_fields,
		                err);
	if (rc < 0)
		return rc;
	t = calloc(1, sizeof *t);
	if (t == NULL)
		return gj_err_nomem(err, facts->category);
	gj_arena_init(&t->arena, 0);
	if (!table_fill(t, facts)) {
		rc = gj_err_nomem(err, facts->category);
		goto err_after_alloc;
	}
	rc = part_look(s, &t->facts, err);
	for (size_t i = 0; rc == 0 && i < t->n_lists; i++)
		rc = part_look(s, &t->lists[i], err);
	if (rc == 0)
		rc = columns_look(s, t, facts, err);
	if (rc < 0)
		goto err_after_alloc;
	if (!gj_facts_sql_write(t)) {
		rc = gj_err_nomem(err, facts->category);
		goto err_after_alloc;
	}
	t->complete = part_complete(&t->facts);
	for (size_t i = 0; i < t->n_lists; i++)
		t->complete = t->complete && part_complete(&t->lists[i]);
	*out = t;
	return 0;

err_after_alloc:
	table_free(s, t);
	return rc;
}

int gj_facts_table_get(struct gj_facts_table **out, struct gj_store *s,
                       const struct gj_facts *facts, struct gj_err *err)
{
	struct gj_facts_table **link = &s->tables, *t;
	int rc;

	while ((t = *link) != NULL) {
		if (t->complete && table_fits(t, facts)) {
			*out = t;
			return 0;
		}
		if (t->complete || t->users > 0) {
			link = &t->next;
			continue;
		}
		*link = t->next; /* another connection may have widened the tables since */
		table_free(s, t);
	}
	rc = table_new(&t, s, facts, err);
	if (rc < 0)
		return rc;
	t->next = s->tables;
	s->tables = t;
	*out = t;
	return 0;
}

/* --- into the database --- */

static int remember_column(struct gj_store *s, const char *category, const char *list,
                           const struct gj_facts_column *c, struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO fact_column(category, list, fact, type, unit, decimals)"
	    " VALUES(:category, :list, :fact, :type, :unit, :decimals)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":category", category);
	gj_stmt_text(q, ":list", list);
	gj_stmt_text(q, ":fact", c->key);
	gj_stmt_text(q, ":type", gj_fact_type_name(c->type));
	gj_stmt_text(q, ":unit", c->unit);
	gj_stmt_int(q, ":decimals", c->decimals);
	return gj_stmt_run(q, err);
}

static int part_make(struct gj_store *s, const char *category, const struct gj_facts_part *part,
                     struct gj_err *err)
{
	int rc = 0;

	if (!part->made)
		rc = gj_facts_sql_create(s, part, err);
	for (size_t i = 0; rc == 0 && i < part->n; i++) {
		const struct gj_facts_column *c = &part->columns[i];

		if (c->stored)
			continue;
		if (part->made)
			rc = gj_stmt_execf(s, err, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s",
			                   part->name, c->key, gj_facts_sql_type(c->type));
		if (rc == 0)
			rc = remember_column(s, category, part->list, c, err);
	}
	return rc;
}

int gj_facts_table_make(struct gj_store *s, const struct gj_facts *facts, struct gj_err *err)
{
	struct gj_facts_table *t;
	int rc;

	rc = gj_facts_table_get(&t, s, facts, err);
	if (rc < 0 || t->complete)
		return rc;
	rc = part_make(s, t->category, &t->facts, err);
	for (size_t i = 0; rc == 0 && i < t->n_lists; i++)
		rc = part_make(s, t->category, &t->lists[i], err);
	return rc;
}
