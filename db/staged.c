/* staged.c: rows of lists that came in a file of their own and wait for their applicant's row. */
#include <string.h>

#include "db/import.h"
#include "db/stmt.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

/* The cells of a row live as long as this connection, so they are packed plainly:
 *
 *   state (1 byte) [ number (8 bytes) | length (8 bytes) bytes ] ...   as many as the list has
 * fields
 *
 * and what follows the state is there for a given value only. */

static bool has_text(const struct gj_fact *field)
{
	return field->type == GJ_FACT_TEXT || field->type == GJ_FACT_CODE;
}

static void pack(struct gj_buf *out, const struct gj_fact *list, const struct gj_value *cells)
{
	for (size_t i = 0; i < list->n_fields; i++) {
		gj_buf_putc(out, (char)cells[i].state);
		if (cells[i].state != GJ_GIVEN)
			continue;
		if (has_text(&list->fields[i])) {
			const char *text = cells[i].text != NULL ? cells[i].text : "";
			uint64_t n = strlen(text);

			gj_buf_put(out, &n, sizeof n);
			gj_buf_put(out, text, n);
		} else {
			gj_buf_put(out, &cells[i].number, sizeof cells[i].number);
		}
	}
}

static const char *cut(const char **data, size_t *n, size_t size)
{
	const char *start = *data;

	if (size > *n)
		return NULL;
	*data += size;
	*n -= size;
	return start;
}

static int unpack_text(struct gj_value *cell, struct gj_arena *arena, const char **data, size_t *n,
                       struct gj_err *err)
{
	const char *p = cut(data, n, sizeof(uint64_t));
	uint64_t size;

	if (p == NULL)
		return GJ_EINTERNAL;
	memcpy(&size, p, sizeof size);
	p = cut(data, n, size);
	if (p == NULL)
		return GJ_EINTERNAL;
	cell->text = gj_arena_strndup(arena, p, size);
	return cell->text != NULL ? 0 : gj_err_nomem(err, tr("a row of a list"));
}

static int unpack(struct gj_value *cells, struct gj_arena *arena, const struct gj_fact *list,
                  const char *data, size_t n, struct gj_err *err)
{
	for (size_t i = 0; i < list->n_fields; i++) {
		const char *p = cut(&data, &n, 1);
		int rc = 0;

		if (p == NULL || *p < 0 || *p >= GJ_STATES)
			return GJ_EINTERNAL;
		cells[i] = (struct gj_value){ .state = (enum gj_state) * p };
		if (cells[i].state != GJ_GIVEN)
			continue;
		if (has_text(&list->fields[i])) {
			rc = unpack_text(&cells[i], arena, &data, &n, err);
		} else {
			p = cut(&data, &n, sizeof cells[i].number);
			if (p == NULL)
				return GJ_EINTERNAL;
			memcpy(&cells[i].number, p, sizeof cells[i].number);
		}
		if (rc < 0)
			return rc;
	}
	return n == 0 ? 0 : GJ_EINTERNAL;
}

int gj_staged_put(struct gj_store *s, const struct gj_fact *list, const char *code, uint64_t place,
                  const struct gj_value *cells, struct gj_err *err)
{
	static const char sql[] = "INSERT INTO temp.staged(list, code, place, cells)"
				  " VALUES(:list, :code, :place, :cells)";
	struct gj_buf packed;
	struct gj_stmt *q;
	int rc;

	gj_buf_init(&packed);
	pack(&packed, list, cells);
	if (packed.failed) {
		rc = gj_err_nomem(err, list->key);
		goto err_after_buf;
	}
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		goto err_after_buf;
	gj_stmt_text(q, ":list", list->key);
	gj_stmt_text(q, ":code", code);
	gj_stmt_int(q, ":place", (int64_t)place);
	gj_stmt_blob(q, ":cells", packed.data, packed.n);
	rc = gj_stmt_run(q, err);
err_after_buf:
	gj_buf_fini(&packed);
	return rc;
}

/* Sorted once, when all rows are there, instead of row by row as they come. */
static int make_index(struct gj_store *s, struct gj_err *err)
{
	static const char sql[] =
	    "CREATE INDEX IF NOT EXISTS temp.staged_by_code ON staged(list, code)";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	return rc < 0 ? rc : gj_stmt_run(q, err);
}

/* The statement, bound for the list and the code. */
static int get_bound(struct gj_stmt **out, struct gj_store *s, const char *sql, const char *list,
                     const char *code, struct gj_err *err)
{
	int rc = gj_stmt_get(out, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(*out, ":list", list);
	gj_stmt_text(*out, ":code", code);
	return 0;
}

static int take_rows(struct gj_store *s, const struct gj_fact *list, const char *code,
                     struct gj_record *record, size_t n, struct gj_err *err)
{
	static const char sql[] = "SELECT cells FROM temp.staged"
				  " WHERE list = :list AND code = :code AND taken = 0 ORDER BY id";
	struct gj_value *cells;
	struct gj_stmt *q;
	int rc;

	cells = gj_record_rows(record, list, n, err);
	if (cells == NULL)
		return n > GJ_FACT_ROWS_MAX ? GJ_ELIMIT : GJ_ENOMEM;
	rc = get_bound(&q, s, sql, list->key, code, err);
	if (rc < 0)
		return rc;
	for (size_t row = 0; row < n && (rc = gj_stmt_step(q, err)) == GJ_STMT_ROW; row++) {
		size_t size;
		const char *data = gj_stmt_col_bytes(q, 0, &size);

		rc = unpack(cells + row * list->n_fields, &record->arena, list, data, size, err);
		if (rc == GJ_EINTERNAL)
			gj_err_set(err, rc, tr("%s: a staged row of %s cannot be read back"),
			           s->path, list->key);
		if (rc < 0)
			break;
	}
	gj_stmt_reset(q);
	return rc < 0 ? rc : 0;
}

int gj_staged_take(struct gj_store *s, const struct gj_fact *list, const char *code,
                   struct gj_record *record, size_t *n, struct gj_err *err)
{
	static const char count[] = "SELECT count(*) FROM temp.staged"
				    " WHERE list = :list AND code = :code AND taken = 0";
	static const char mark[] = "UPDATE temp.staged SET taken = 1"
				   " WHERE list = :list AND code = :code AND taken = 0";
	int64_t rows = 0;
	struct gj_stmt *q;
	int rc;

	rc = make_index(s, err);
	if (rc < 0)
		return rc;
	rc = get_bound(&q, s, count, list->key, code, err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_one(q, &rows, err);
	if (rc < 0)
		return rc;
	*n = (size_t)rows;
	if (rows == 0)
		return 0;
	rc = take_rows(s, list, code, record, *n, err);
	if (rc < 0)
		return rc;
	rc = get_bound(&q, s, mark, list->key, code, err);
	return rc < 0 ? rc : gj_stmt_run(q, err);
}

int gj_staged_each_left(struct gj_store *s, const struct gj_fact *list,
                        int (*each)(void *ctx, const char *code, uint64_t place), void *ctx,
                        struct gj_err *err)
{
	static const char sql[] =
	    "SELECT code, place FROM temp.staged WHERE list = :list AND taken = 0 ORDER BY id";
	char code[64];
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":list", list->key);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		gj_stmt_col_copy(q, 0, code, sizeof code);
		rc = each(ctx, code, (uint64_t)gj_stmt_col_int(q, 1));
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	return rc;
}

int gj_staged_clear(struct gj_store *s, struct gj_err *err)
{
	static const char *const sql[] = {
		"DELETE FROM temp.staged",
		"DROP INDEX IF EXISTS temp.staged_by_code",
	};

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		int rc = gj_stmt_exec(s, sql[i], err);

		if (rc < 0)
			return rc;
	}
	return 0;
}
