/* choose.c: looks for tables by name, and asks the server what the columns of the query are. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choose.h"
#include "common/table.h"

/* The numbers of these types are the same in every server. */
enum { BOOL = 16, BYTEA = 17, JSON = 114, FLOAT4 = 700, FLOAT8 = 701, RECORD = 2249, JSONB = 3802 };

static bool is_among(const char *name, const char *const names[3])
{
	size_t i;

	for (i = 0; i < 3; i++)
		if (names[i] && strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Whether a column of lists is called like this: its table is not where applications are. */
static bool is_list(const struct postgres_query *q, const char *name)
{
	const struct guiju_open *args = q->env->args;
	uint32_t i;

	for (i = 0; i < args->n_columns; i++) {
		const struct guiju_column *c = guiju_column_at(args, i);
		const char *const names[3] = { c->key, c->label_zh, c->label_en };

		if (c->type == GUIJU_LIST && is_among(name, names))
			return true;
	}
	return false;
}

/* The one table that is called so, or, without names, the one that is not called like a list.
 * GUIJU_END: none is. */
static int32_t find_table(struct postgres_query *q, const char *const names[3], struct src_err *err)
{
	static const char sql[] =
	    "SELECT c.relname, n.nspname || '.' || c.relname, format('%I.%I', n.nspname, "
	    "c.relname),"
	    " pg_catalog.pg_table_is_visible(c.oid) "
	    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
	    "WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND NOT c.relispartition"
	    " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
	    " AND n.nspname NOT LIKE 'pg\\_%' AND has_table_privilege(c.oid, 'SELECT') ORDER BY 2";
	PGresult *r = NULL;
	char all[400] = "";
	int i, found = -1, seen = 0;
	bool named = names[0] != NULL;
	int32_t rc = postgres_link_run(&q->link, sql, PGRES_TUPLES_OK, &r, err);

	if (rc != GUIJU_OK)
		return rc;
	for (i = 0; i < PQntuples(r); i++) {
		const char *name = PQgetvalue(r, i, 0), *full = PQgetvalue(r, i, 1);
		bool visible = *PQgetvalue(r, i, 3) == 't';

		src_tell_list(all, sizeof all, visible ? name : full);
		if (named ? !(visible && is_among(name, names)) && !is_among(full, names)
		          : !visible || is_list(q, name))
			continue;
		seen++;
		found = i;
	}
	if (seen == 1 && asprintf(&q->sql, "SELECT * FROM %s", PQgetvalue(r, found, 2)) < 0) {
		q->sql = NULL;
		rc = src_tell_nomem(err);
	}
	PQclear(r);
	if (seen == 0 && named)
		return src_tell(err, GUIJU_END, tr("the database has no table %s; it has: %s"),
		                names[0], all);
	if (seen == 0)
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("the database has no tables that may be read"));
	if (seen > 1)
		return src_tell(err, GUIJU_FAILED,
		                tr("the database has several tables (%s): name one by the option "
		                   "table, or give the option query"),
		                all);
	return rc;
}

/* What COPY takes in brackets: without the semicolon at the end. */
static int32_t take_query(struct postgres_query *q, const char *text, struct src_err *err)
{
	size_t n = strlen(text);

	while (n > 0 && strchr("; \t\r\n", text[n - 1]))
		n--;
	q->sql = strndup(text, n);
	return q->sql ? GUIJU_OK : src_tell_nomem(err);
}

/* Of the query that gives the applications. */
static int32_t choose_rows(struct postgres_query *q, struct src_err *err)
{
	const char *query = src_table_option(q->env, "query", "");
	const char *table = src_table_option(q->env, "table", "");
	const char *const names[3] = { *table ? table : NULL };
	int32_t rc;

	if (*query)
		return take_query(q, query, err);
	rc = find_table(q, names, err);
	if (rc == GUIJU_END)
		rc = err->code = GUIJU_FAILED;
	return rc;
}

static enum postgres_kind kind_of(Oid type, char category)
{
	switch (type) {
	case BOOL:
		return POSTGRES_BOOL;
	case BYTEA:
		return POSTGRES_BYTES;
	case JSON:
	case JSONB:
		return POSTGRES_JSON;
	case FLOAT4:
	case FLOAT8:
		return POSTGRES_FLOAT;
	case RECORD:
		return POSTGRES_ROW;
	}
	if (category == 'A')
		return POSTGRES_ARRAY;
	return category == 'C' ? POSTGRES_ROW : POSTGRES_TEXT;
}

/* Arrays and rows have types of the database's own. */
static int32_t look_up(struct postgres_query *q, const PGresult *columns, PGresult **out,
                       struct src_err *err)
{
	size_t room = 200 + 12 * (size_t)q->n_columns, n;
	char *sql = malloc(room);
	uint32_t i;
	int32_t rc;

	if (sql == NULL)
		return src_tell_nomem(err);
	n = (size_t)snprintf(sql, room,
	                     "SELECT oid, typcategory FROM pg_catalog.pg_type WHERE oid IN (0");
	for (i = 0; i < q->n_columns; i++)
		n += (size_t)snprintf(sql + n, room - n, ",%u", PQftype(columns, (int)i));
	snprintf(sql + n, room - n, ")");
	rc = postgres_link_run(&q->link, sql, PGRES_TUPLES_OK, out, err);
	free(sql);
	return rc;
}

static char category_in(const PGresult *types, Oid type)
{
	int i;

	for (i = 0; i < PQntuples(types); i++)
		if (strtoul(PQgetvalue(types, i, 0), NULL, 10) == type)
			return *PQgetvalue(types, i, 1);
	return '\0';
}

static int32_t take_columns(struct postgres_query *q, const PGresult *r, struct src_err *err)
{
	PGresult *types = NULL;
	int32_t rc;
	uint32_t i;

	q->n_columns = (uint32_t)PQnfields(r);
	if (q->n_columns == 0)
		return src_tell(err, GUIJU_FAILED, "%s", tr("the query gives no columns"));
	q->columns = calloc(q->n_columns, sizeof *q->columns);
	q->cells = calloc(q->n_columns, sizeof *q->cells);
	if (q->columns == NULL || q->cells == NULL)
		return src_tell_nomem(err);
	rc = look_up(q, r, &types, err);
	for (i = 0; rc == GUIJU_OK && i < q->n_columns; i++) {
		struct postgres_column *c = &q->columns[i];
		const char *name = PQfname(r, (int)i);
		Oid type = PQftype(r, (int)i);

		c->kind = kind_of(type, category_in(types, type));
		c->column = q->env->host->find_column(q->env->args->host_data, name, strlen(name));
		c->name = strdup(name);
		if (c->name == NULL)
			rc = src_tell_nomem(err);
	}
	PQclear(types);
	return rc;
}

static int32_t describe(struct postgres_query *q, struct src_err *err)
{
	PGresult *r = NULL;
	int32_t rc = postgres_link_describe(&q->link, q->sql, &r, err);

	if (rc == GUIJU_OK)
		rc = take_columns(q, r, err);
	PQclear(r);
	return rc;
}

static int32_t find_key(struct postgres_query *q, struct src_err *err)
{
	const char *key = src_table_option(q->env, "key", "");
	uint32_t i;

	q->key = -1;
	for (i = 0; *key && i < q->n_columns; i++)
		if (strcmp(q->columns[i].name, key) == 0)
			q->key = i;
	if (*key && q->key < 0)
		return src_tell(err, GUIJU_FAILED,
		                tr("key=%s: the query has no column of this name"), key);
	return GUIJU_OK;
}

static void forget_columns(struct postgres_query *q)
{
	uint32_t i;

	for (i = 0; q->columns && i < q->n_columns; i++)
		free(q->columns[i].name);
	free(q->columns);
	free(q->cells);
	q->columns = NULL;
	q->cells = NULL;
	q->n_columns = 0;
}

/* A list that lies in a column of JSON: the server makes records of it and the code. */
static int32_t choose_within(struct postgres_query *q, struct src_err *err)
{
	const struct guiju_open *args = q->env->args;
	const char *const names[3] = { args->list, args->list_zh, args->list_en };
	char *code = NULL, *list = NULL, *key = NULL, *name = NULL, *sql = NULL;
	uint32_t i, at = UINT32_MAX, of = UINT32_MAX;
	int32_t rc = choose_rows(q, err);

	if (rc == GUIJU_OK)
		rc = describe(q, err);
	for (i = 0; rc == GUIJU_OK && i < q->n_columns; i++) {
		if (q->columns[i].column == 0)
			of = i;
		else if (q->columns[i].kind == POSTGRES_JSON && is_among(q->columns[i].name, names))
			at = i;
	}
	if (rc != GUIJU_OK || at == UINT32_MAX || of == UINT32_MAX)
		return rc == GUIJU_OK ? GUIJU_END : rc;
	code = PQescapeIdentifier(q->link.db, q->columns[of].name, strlen(q->columns[of].name));
	list = PQescapeIdentifier(q->link.db, q->columns[at].name, strlen(q->columns[at].name));
	key = PQescapeLiteral(q->link.db, guiju_column_at(args, 0)->key,
	                      strlen(guiju_column_at(args, 0)->key));
	name = PQescapeLiteral(q->link.db, args->list, strlen(args->list));
	if (!code || !list || !key || !name ||
	    asprintf(&sql,
	             "SELECT pg_catalog.json_build_object(%s, %s, %s, %s) FROM (\n%s\n) AS rows_",
	             key, code, name, list, q->sql) < 0) {
		sql = NULL;
		rc = src_tell_nomem(err);
	}
	PQfreemem(code);
	PQfreemem(list);
	PQfreemem(key);
	PQfreemem(name);
	free(q->sql);
	q->sql = sql;
	forget_columns(q);
	return rc == GUIJU_OK ? describe(q, err) : rc;
}

int32_t postgres_choose(struct postgres_query *q, struct src_err *err)
{
	const struct guiju_open *args = q->env->args;
	const char *const lists[3] = { args->list, args->list_zh, args->list_en };
	int32_t rc;

	if (args->list == NULL || *args->list == '\0') {
		rc = choose_rows(q, err);
		if (rc == GUIJU_OK)
			rc = describe(q, err);
		return rc == GUIJU_OK ? find_key(q, err) : rc;
	}
	/* Lists are read whole: the key is that of the applications. */
	q->key = -1;
	rc = find_table(q, lists, err);
	if (rc == GUIJU_OK)
		return describe(q, err);
	if (rc == GUIJU_END && args->list_within)
		return choose_within(q, err);
	if (rc == GUIJU_END)
		rc = err->code = GUIJU_FAILED;
	return rc;
}
