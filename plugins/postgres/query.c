/* query.c: rows of COPY as cells, by the types that the server says. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choose.h"
#include "common/table.h"
#include "query.h"

enum { CURSOR_MOST = 4096 };

static int32_t read_cursor(struct postgres_query *q, struct src_err *err)
{
	const char *cursor = q->env->args->cursor ? q->env->args->cursor : "";
	const char *key = src_table_option(q->env, "key", "");
	unsigned long long rows;
	size_t n = strlen(key);
	int used = 0;

	if (*cursor == '\0')
		return GUIJU_OK;
	if (*key == '\0' || sscanf(cursor, "postgres1 %llu %n", &rows, &used) != 1 || used == 0 ||
	    strncmp(cursor + used, key, n) != 0 || cursor[(size_t)used + n] != '=')
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("the place to go on from is not one of this database with these "
		                   "options: read it from the start"));
	q->n_rows = rows;
	q->last = strdup(cursor + (size_t)used + n + 1);
	return q->last ? GUIJU_OK : src_tell_nomem(err);
}

int32_t postgres_query_cursor(struct postgres_query *q)
{
	char *text = NULL;

	if (q->key >= 0 && q->last &&
	    asprintf(&text, "postgres1 %" PRIu64 " %s=%s", q->n_rows, q->columns[q->key].name,
	             q->last) < 0)
		return GUIJU_NOMEM;
	if (text == NULL || strlen(text) > CURSOR_MOST) {
		free(text);
		text = strdup("");
		if (text == NULL)
			return GUIJU_NOMEM;
	}
	free(q->cursor);
	q->cursor = text;
	return GUIJU_OK;
}

/* COPY (...) TO STDOUT; with a key, in its order and behind the last one. */
static char *copy_of(const struct postgres_query *q)
{
	char *key = NULL, *last = NULL, *sql = NULL;

	if (q->key < 0)
		return asprintf(&sql, "COPY (\n%s\n) TO STDOUT", q->sql) < 0 ? NULL : sql;
	key = PQescapeIdentifier(q->link.db, q->columns[q->key].name,
	                         strlen(q->columns[q->key].name));
	if (q->last)
		last = PQescapeLiteral(q->link.db, q->last, strlen(q->last));
	if (key == NULL || (q->last && last == NULL) ||
	    asprintf(
		&sql,
		"COPY (SELECT * FROM (\n%s\n) AS rows_%s%s%s%s ORDER BY %s NULLS FIRST) TO STDOUT",
		q->sql, last ? " WHERE " : "", last ? key : "", last ? " > " : "", last ? last : "",
		key) < 0)
		sql = NULL;
	PQfreemem(key);
	PQfreemem(last);
	return sql;
}

static int32_t start(struct postgres_query *q, struct src_err *err)
{
	char *sql = copy_of(q);
	int32_t rc;

	if (sql == NULL)
		return src_tell_nomem(err);
	rc = postgres_link_run(&q->link, sql, PGRES_COPY_OUT, NULL, err);
	free(sql);
	q->running = rc == GUIJU_OK;
	return rc;
}

int32_t postgres_query_open(struct postgres_query *q, const struct src_env *env,
                            const struct postgres_limits *limits, struct src_err *err)
{
	int32_t rc;

	q->env = env;
	q->limits = limits;
	q->key = -1;
	rc = postgres_link_open(&q->link, env, limits, err);
	if (rc == GUIJU_OK)
		rc = read_cursor(q, err);
	if (rc == GUIJU_OK)
		rc = postgres_choose(q, err);
	/* A query that is wrong only as it runs is told by open(), too. */
	if (rc == GUIJU_OK)
		rc = start(q, err);
	return rc;
}

void postgres_query_close(struct postgres_query *q)
{
	uint32_t i;

	PQfreemem(q->line);
	postgres_link_close(&q->link);
	for (i = 0; q->columns && i < q->n_columns; i++)
		free(q->columns[i].name);
	free(q->columns);
	free(q->cells);
	free(q->cursor);
	free(q->last);
	free(q->sql);
}

bool postgres_query_is_json(const struct postgres_query *q)
{
	return q->n_columns == 1 && q->columns[0].kind == POSTGRES_JSON && q->env->args->list &&
	       *q->env->args->list && q->columns[0].column < 0;
}

/* Whether the line was lost, and another one serves as well: with a key, or before the first row. */
static bool may_go_on(struct postgres_query *q, struct src_err *err)
{
	char why[SRC_TELL_TEXT];

	if (!q->link.lost || q->lost++ >= q->limits->tries)
		return false;
	if (q->key >= 0 || q->n_rows == 0) {
		src_tell_log(q->env, GUIJU_LOG_WARNING,
		             tr("the line is lost after row %" PRIu64 ": %s"), q->n_rows,
		             err->text);
		return true;
	}
	src_tell_copy(why, sizeof why, err->text);
	src_tell(err, GUIJU_FAILED,
	         tr("row %" PRIu64 ": %s; with the option key (a column that is "
	            "unique) the reading would have gone on by itself"),
	         q->n_rows, why);
	return false;
}

/* On another line, behind the last row. */
static int32_t go_on(struct postgres_query *q, struct src_err *err)
{
	int32_t rc;

	postgres_link_close(&q->link);
	rc = postgres_link_open(&q->link, q->env, q->limits, err);
	return rc == GUIJU_OK ? start(q, err) : rc;
}

/* The next row into q->cells: SRC_SCAN_*. */
static int32_t next_line(struct postgres_query *q, struct src_err *err)
{
	size_t n = 0;
	int32_t rc;

	if (q->ended)
		return SRC_SCAN_END;
	if (q->env->host->canceled(q->env->args->host_data))
		return SRC_SCAN_STOPPED;
	PQfreemem(q->line);
	q->line = NULL;
	do {
		rc = q->running ? GUIJU_OK : go_on(q, err);
		if (rc == GUIJU_OK)
			rc = postgres_link_line(&q->link, &q->line, &n, err);
		q->running = rc == GUIJU_OK;
	} while (rc == GUIJU_FAILED && may_go_on(q, err));
	if (rc != GUIJU_OK)
		return rc;
	err->code = GUIJU_OK;
	if (q->line == NULL) {
		q->ended = true;
		return SRC_SCAN_END;
	}
	q->lost = 0;
	q->n_rows++;
	if (!postgres_copy_split(q->line, n, q->cells, q->n_columns))
		return src_tell(err, GUIJU_FAILED,
		                tr("row %" PRIu64 ": the server sends a row that is not of %" PRIu32
		                   " cells"),
		                q->n_rows, q->n_columns);
	return SRC_SCAN_ROW;
}

static int32_t put_text(struct src_rows *rows, const char *s, size_t n, enum src_cell kind,
                        struct src_err *err)
{
	if ((n > 0 && src_rows_put(rows, s, n) != GUIJU_OK) ||
	    src_rows_end_cell(rows, n) != GUIJU_OK)
		return src_tell_nomem(err);
	src_rows_mark(rows, kind);
	return GUIJU_OK;
}

/* GUIJU_END: longer than a cell may be. */
static int32_t put_json(struct postgres_query *q, struct src_rows *rows,
                        const struct postgres_column *c, const struct postgres_cell *cell,
                        struct src_err *err)
{
	struct src_json_value v;
	enum src_json_fault fault;

	if (c->column < 0)
		return put_text(rows, "", 0, SRC_CELL_TEXT, err);
	fault = src_json_check(&q->records->json, cell->s, cell->n, &v);
	if (fault == SRC_JSON_NO_MEMORY)
		return src_tell_nomem(err);
	/* A name that stands twice, which the type json lets pass. */
	if (fault != SRC_JSON_OK)
		return put_text(rows, "", 0, SRC_CELL_OBJECT, err);
	return src_record_put(q->records, rows, (uint32_t)c->column, &v, err);
}

static int32_t put_cell(struct postgres_query *q, struct src_rows *rows, uint32_t i,
                        struct src_err *err)
{
	const struct postgres_column *c = &q->columns[i];
	const struct postgres_cell *cell = &q->cells[i];
	struct src_json_value number = { SRC_JSON_NUMBER, cell->s, cell->n };
	char plain[SRC_RECORD_PLAIN];
	size_t n;

	if (cell->s == NULL)
		return put_text(rows, "", 0, SRC_CELL_TEXT, err);
	if (cell->n > q->env->limits.cell && c->kind != POSTGRES_JSON)
		return GUIJU_END;
	switch (c->kind) {
	case POSTGRES_TEXT:
		return put_text(rows, cell->s, cell->n, SRC_CELL_TEXT, err);
	case POSTGRES_BOOL:
		return *cell->s == 't' ? put_text(rows, "true", 4, SRC_CELL_TEXT, err)
		                       : put_text(rows, "false", 5, SRC_CELL_TEXT, err);
	case POSTGRES_FLOAT:
		n = *cell->s == '-' || (*cell->s >= '0' && *cell->s <= '9')
		        ? src_record_plain(plain, &number)
		        : 0;
		return put_text(rows, n ? plain : cell->s, n ? n : cell->n, SRC_CELL_NUMBER, err);
	case POSTGRES_BYTES:
		return put_text(rows, "", 0, SRC_CELL_BINARY, err);
	case POSTGRES_JSON:
		return put_json(q, rows, c, cell, err);
	case POSTGRES_ARRAY:
		return put_text(rows, cell->s, cell->n, SRC_CELL_ARRAY, err);
	case POSTGRES_ROW:
		return put_text(rows, cell->s, cell->n, SRC_CELL_OBJECT, err);
	}
	return GUIJU_OK;
}

static int32_t put_names(struct postgres_query *q, struct src_rows *rows, struct src_err *err)
{
	struct src_row row = { .n = q->n_columns, .n_seen = q->n_columns };
	uint32_t i;
	int32_t rc;

	for (i = 0; i < q->n_columns; i++) {
		rc = put_text(rows, q->columns[i].name, strlen(q->columns[i].name), SRC_CELL_TEXT,
		              err);
		if (rc != GUIJU_OK)
			return rc;
	}
	return src_rows_end(rows, &row) == GUIJU_OK ? SRC_SCAN_ROW : src_tell_nomem(err);
}

/* A row without a key would come again with every later reading, or never: it is refused by itself. */
static int32_t refuse_keyless(struct postgres_query *q, struct src_rows *rows, struct src_err *err)
{
	struct src_row row = { .place = q->n_rows, .n = 1, .n_seen = 1, .flaw = SRC_FLAW_TOLD };
	char why[SRC_TELL_TEXT];
	int32_t rc;

	snprintf(why, sizeof why, tr("the key %.100s is empty: every row needs one"),
	         q->columns[q->key].name);
	rc = put_text(rows, why, strlen(why), SRC_CELL_TEXT, err);
	if (rc != GUIJU_OK)
		return rc;
	return src_rows_end(rows, &row) == GUIJU_OK ? SRC_SCAN_ROW : src_tell_nomem(err);
}

/* Two rows with one key could not be told apart by a later reading. */
static int32_t note_key(struct postgres_query *q, struct src_err *err)
{
	const struct postgres_cell *key = &q->cells[q->key];
	char quoted[SRC_TELL_QUOTE], *copy;

	if (q->last && strlen(q->last) == key->n && memcmp(q->last, key->s, key->n) == 0)
		return src_tell(err, GUIJU_FAILED,
		                tr("row %" PRIu64
		                   ": the key %s has the value %s twice: name a column that is "
		                   "unique"),
		                q->n_rows, q->columns[q->key].name,
		                src_tell_quote(quoted, (struct guiju_text){ key->s, key->n }));
	copy = strndup(key->s, key->n);
	if (copy == NULL)
		return src_tell_nomem(err);
	free(q->last);
	q->last = copy;
	return GUIJU_OK;
}

int32_t postgres_query_next(void *in, struct src_rows *rows, struct src_err *err)
{
	struct postgres_query *q = in;
	struct src_row row = { .n = q->n_columns, .n_seen = q->n_columns };
	uint32_t i;
	int32_t rc;

	if (!q->headed) {
		q->headed = true;
		return put_names(q, rows, err);
	}
	rc = next_line(q, err);
	if (rc != SRC_SCAN_ROW)
		return rc;
	row.place = q->n_rows;
	if (q->key >= 0 && q->cells[q->key].s == NULL)
		return refuse_keyless(q, rows, err);
	if (q->key >= 0) {
		rc = note_key(q, err);
		if (rc != GUIJU_OK)
			return rc;
	}
	for (i = 0; i < q->n_columns; i++) {
		rc = put_cell(q, rows, i, err);
		if (rc == GUIJU_END) {
			rc = put_text(rows, "", 0, SRC_CELL_TEXT, err);
			if (row.flaw == SRC_FLAW_NONE) {
				row.flaw = SRC_FLAW_LONG_CELL;
				row.flaw_cell = (uint64_t)i + 1;
			}
		}
		if (rc != GUIJU_OK)
			return rc;
	}
	return src_rows_end(rows, &row) == GUIJU_OK ? SRC_SCAN_ROW : src_tell_nomem(err);
}

int32_t postgres_query_record(void *in, struct src_record *out, struct src_err *err)
{
	struct postgres_query *q = in;
	int32_t rc = next_line(q, err);

	if (rc != SRC_SCAN_ROW)
		return rc;
	*out = (struct src_record){
		.s = q->cells[0].s ? q->cells[0].s : "",
		.n = q->cells[0].n,
		.line = q->n_rows,
		.column = 1,
		.place = q->n_rows,
	};
	return SRC_SCAN_ROW;
}
