/* facts_sql.c: writes the SQL that makes, fills and reads the tables of facts. */
#include <string.h>

#include "db/decision_row.h"
#include "db/facts_sql.h"
#include "db/stmt.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"

const char *gj_facts_sql_type(enum gj_fact_type type)
{
	switch (type) {
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
	case GJ_FACT_ONE_OF:
		return "TEXT";
	case GJ_FACT_YES_NO:
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
	case GJ_FACT_DATE:
	case GJ_FACT_JUDGEMENT:
	case GJ_FACT_LIST:
		return "INTEGER";
	}
	return "INTEGER";
}

static void put_columns(struct gj_buf *out, const struct gj_facts_part *part, const char *prefix)
{
	for (size_t i = 0; i < part->n; i++) {
		if (part->columns[i].stored)
			gj_buf_printf(out, "%s\"%s\",", prefix, part->columns[i].key);
		else
			gj_buf_puts(out, "NULL,");
	}
	gj_buf_printf(out, "%s_states", prefix);
}

static const char *keep(struct gj_arena *arena, struct gj_buf *sql)
{
	const char *kept = sql->failed ? NULL : gj_arena_strndup(arena, sql->data, sql->n);

	gj_buf_clear(sql);
	return kept;
}

static bool part_write(struct gj_facts_part *part, struct gj_arena *arena, struct gj_buf *sql)
{
	bool list = *part->list != '\0';
	size_t n = part->n + (list ? 3 : 2);

	gj_buf_printf(sql, "INSERT INTO \"%s\"(_revision,%s", part->name, list ? "_row," : "");
	for (size_t i = 0; i < part->n; i++)
		gj_buf_printf(sql, "\"%s\",", part->columns[i].key);
	gj_buf_puts(sql, "_states) VALUES(?1");
	for (size_t i = 2; i <= n; i++)
		gj_buf_printf(sql, ",?%zu", i);
	gj_buf_putc(sql, ')');
	part->insert = keep(arena, sql);

	gj_buf_puts(sql, "SELECT ");
	put_columns(sql, part, "");
	gj_buf_printf(sql, " FROM \"%s\" WHERE _revision = ?1%s", part->name,
	              list ? " ORDER BY _row" : "");
	part->select = keep(arena, sql);
	return part->insert != NULL && part->select != NULL;
}

bool gj_facts_sql_write(struct gj_facts_table *t)
{
	struct gj_buf sql;
	bool ok;

	gj_buf_init(&sql);
	ok = part_write(&t->facts, &t->arena, &sql);
	for (size_t i = 0; ok && i < t->n_lists; i++)
		ok = part_write(&t->lists[i], &t->arena, &sql);
	/* CROSS JOIN: in this order, application by application, whatever the planner thinks. */
	gj_buf_puts(&sql, "SELECT a.id, a.revision, " GJ_DECISION_NEWEST ", ");
	put_columns(&sql, &t->facts, "f.");
	gj_buf_printf(&sql,
	              " FROM application a CROSS JOIN \"%s\" f ON f._revision = a.revision"
	              " WHERE a.category = ?1 AND a.year = ?2 AND a.id > ?3 ORDER BY a.id LIMIT ?4",
	              t->facts.name);
	t->each = keep(&t->arena, &sql);
	gj_buf_fini(&sql);
	return ok && t->each != NULL;
}

int gj_facts_sql_create(struct gj_store *s, const struct gj_facts_part *part, struct gj_err *err)
{
	bool list = *part->list != '\0';
	struct gj_buf sql;
	int rc;

	gj_buf_init(&sql);
	gj_buf_printf(&sql, "CREATE TABLE \"%s\"(", part->name);
	gj_buf_puts(&sql, list ? "_revision INTEGER NOT NULL REFERENCES revision(id),"
	                         " _row INTEGER NOT NULL"
	                       : "_revision INTEGER PRIMARY KEY REFERENCES revision(id)");
	for (size_t i = 0; i < part->n; i++)
		gj_buf_printf(&sql, ", \"%s\" %s", part->columns[i].key,
		              gj_facts_sql_type(part->columns[i].type));
	gj_buf_printf(&sql, ", _states TEXT%s) STRICT%s;",
	              list ? ", PRIMARY KEY(_revision, _row)" : "", list ? ", WITHOUT ROWID" : "");
	gj_buf_printf(
	    &sql,
	    "CREATE TRIGGER \"%s_stays\" BEFORE UPDATE ON \"%s\" BEGIN SELECT raise(ABORT,"
	    " 'facts are never changed: a correction is a new revision'); END;"
	    "CREATE TRIGGER \"%s_lasts\" BEFORE DELETE ON \"%s\" BEGIN SELECT raise(ABORT,"
	    " 'facts are never deleted'); END",
	    part->name, part->name, part->name, part->name);
	rc = sql.failed ? gj_err_nomem(err, part->name) : gj_stmt_exec(s, gj_buf_str(&sql), err);
	gj_buf_fini(&sql);
	return rc;
}
