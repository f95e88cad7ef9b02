/* revision.c: the table revision and the facts that each of its rows stands for. */
#include <string.h>

#include "db/audit.h"
#include "db/facts_row.h"
#include "db/facts_table.h"
#include "db/revision.h"
#include "db/stmt.h"
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

int gj_revision_prepare(struct gj_store *s, const struct gj_facts *facts, struct gj_err *err)
{
	return gj_facts_table_make(s, facts, err);
}

/* --- put --- */

/* Whether the newest revision says the same; GJ_ENOENT without such an application. */
static int compare_newest(bool *same, struct gj_store *s, int64_t application,
                          const unsigned char digest[GJ_DIGEST_BYTES], struct gj_err *err)
{
	static const char sql[] = "SELECT r.digest FROM application a"
				  " LEFT JOIN revision r ON r.id = a.revision WHERE a.id = :id";
	const char *stored;
	struct gj_stmt *q;
	size_t n;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", application);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, tr("%s: there is no application %lld"), s->path,
		                  (long long)application);
	stored = gj_stmt_col_bytes(q, 0, &n);
	*same = n == GJ_DIGEST_BYTES && memcmp(stored, digest, n) == 0;
	gj_stmt_reset(q);
	return 0;
}

/* Notes that the import spoke of the application; *before and *first say whether and where it did
 * already. */
static int note_seen(bool *before, uint64_t *first, struct gj_store *s, int64_t application,
                     const struct gj_origin *origin, struct gj_err *err)
{
	static const char note[] = "INSERT OR IGNORE INTO temp.seen(import, application, place)"
				   " VALUES(:import, :application, :place)";
	static const char look[] =
	    "SELECT place FROM temp.seen WHERE import = :import AND application = :application";
	int64_t place = 0;
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, note, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":import", origin->import);
	gj_stmt_int(q, ":application", application);
	gj_stmt_int(q, ":place", (int64_t)origin->place);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*first = 0;
	*before = gj_stmt_changes(s) == 0;
	if (!*before)
		return 0;
	rc = gj_stmt_get(&q, s, look, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":import", origin->import);
	gj_stmt_int(q, ":application", application);
	rc = gj_stmt_one(q, &place, err);
	if (rc < 0)
		return rc;
	*first = (uint64_t)place;
	return 0;
}

static int put_revision(int64_t *id, struct gj_store *s, int64_t application,
                        const unsigned char digest[GJ_DIGEST_BYTES], const struct gj_origin *origin,
                        struct gj_err *err)
{
	static const char insert[] =
	    "INSERT INTO revision(application, import, place, digest, recorded_at, valid_from)"
	    " VALUES(:application, :import, :place, :digest, :now, :valid)";
	int32_t valid = origin->valid_from ? origin->valid_from : gj_day_parse(s->now, 10);
	static const char point[] = "UPDATE application SET revision = :revision WHERE id = :id";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, insert, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", application);
	gj_stmt_int(q, ":import", origin->import);
	gj_stmt_int(q, ":place", (int64_t)origin->place);
	gj_stmt_blob(q, ":digest", digest, GJ_DIGEST_BYTES);
	gj_stmt_text(q, ":now", s->now);
	if (valid != GJ_DAY_NONE)
		gj_stmt_int(q, ":valid", valid);
	rc = gj_stmt_run(q, err);
	if (rc < 0)
		return rc;
	*id = gj_stmt_last_id(s);
	rc = gj_audit_note(s, GJ_AUDIT_REVISION, *id, err);
	if (rc == 0)
		rc = gj_stmt_get(&q, s, point, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":revision", *id);
	gj_stmt_int(q, ":id", application);
	return gj_stmt_run(q, err);
}

static int put_row(struct gj_store *s, const struct gj_facts_part *part, int64_t revision,
                   size_t row, const struct gj_fact *facts, const struct gj_value *values,
                   struct gj_buf *states, struct gj_err *err)
{
	int at = 1;
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, part->insert, err);
	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, at++, revision);
	if (*part->list != '\0')
		gj_stmt_int_at(q, at++, (int64_t)row);
	rc = gj_facts_row_bind(q, at, facts, part->n, values, states, err);
	if (rc < 0) {
		gj_stmt_reset(q);
		return rc;
	}
	return gj_stmt_run(q, err);
}

static int put_facts(struct gj_store *s, const struct gj_facts_table *t, int64_t revision,
                     const struct gj_record *record, struct gj_err *err)
{
	struct gj_buf states;
	int rc;

	gj_buf_init(&states);
	rc = put_row(s, &t->facts, revision, 0, record->facts->items, record->values, &states, err);
	for (size_t i = 0; rc == 0 && i < t->n_lists; i++) {
		const struct gj_facts_part *part = &t->lists[i];
		const struct gj_value *list = &record->values[part->fact];
		size_t rows = list->state == GJ_GIVEN ? (size_t)list->number : 0;

		for (size_t row = 0; rc == 0 && row < rows; row++)
			rc = put_row(s, part, revision, row + 1,
			             record->facts->items[part->fact].fields,
			             record->lists[part->fact] + row * part->n, &states, err);
	}
	gj_buf_fini(&states);
	return rc;
}

int gj_revision_put(struct gj_store *s, enum gj_revision_put *what, uint64_t *place,
                    int64_t application, const struct gj_record *record,
                    const struct gj_origin *origin, struct gj_err *err)
{
	unsigned char digest[GJ_DIGEST_BYTES];
	struct gj_facts_table *t;
	int64_t revision = 0;
	bool same = false, before = false;
	int rc;

	rc = gj_facts_table_get(&t, s, record->facts, err);
	if (rc < 0)
		return rc;
	if (!t->complete)
		return gj_err_set(err, GJ_EINTERNAL, tr("%s: the tables of %s were not made yet"),
		                  s->path, record->facts->category);
	if (origin->digest)
		memcpy(digest, origin->digest, sizeof digest);
	else
		gj_record_digest(record, digest);
	rc = compare_newest(&same, s, application, digest, err);
	if (rc < 0)
		return rc;
	rc = note_seen(&before, place, s, application, origin, err);
	if (rc < 0)
		return rc;
	*what = same ? GJ_REVISION_UNCHANGED : before ? GJ_REVISION_DUPLICATE : GJ_REVISION_NEW;
	if (*what != GJ_REVISION_NEW)
		return 0;
	rc = put_revision(&revision, s, application, digest, origin, err);
	if (rc < 0)
		return rc;
	return put_facts(s, t, revision, record, err);
}

/* --- get --- */

static int damaged_list(const struct gj_store *s, const struct gj_facts_part *part,
                        int64_t revision, struct gj_err *err)
{
	return gj_err_set(
	    err, GJ_EFORMAT,
	    tr("%s: revision %lld does not have as many rows of %s as it says; restore the "
	       "file from a backup"),
	    s->path, (long long)revision, part->list);
}

static int get_list(struct gj_store *s, struct gj_record *record, const struct gj_facts_part *part,
                    int64_t revision, struct gj_err *err)
{
	const struct gj_fact *list = &record->facts->items[part->fact];
	size_t n = (size_t)record->values[part->fact].number;
	struct gj_value *cells;
	struct gj_stmt *q;
	int rc;

	if (!part->made)
		return damaged_list(s, part, revision, err);
	cells = gj_record_rows(record, list, n, err);
	if (cells == NULL)
		return GJ_ENOMEM;
	rc = gj_stmt_get(&q, s, part->select, err);
	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, revision);
	for (size_t row = 0; row < n; row++) {
		rc = gj_stmt_step(q, err);
		if (rc < 0)
			return rc;
		if (rc == GJ_STMT_DONE)
			return damaged_list(s, part, revision, err);
		rc = gj_facts_row_read(cells + row * part->n, &record->arena, q, 0, list->fields,
		                       part->n, err);
		if (rc < 0) {
			gj_stmt_reset(q);
			return rc;
		}
	}
	rc = gj_stmt_step(q, err);
	if (rc == GJ_STMT_ROW) {
		gj_stmt_reset(q);
		return damaged_list(s, part, revision, err);
	}
	return rc;
}

/* The record from the row that q stands on, its facts from column `first`, and its lists. */
static int get_record(struct gj_store *s, struct gj_record *record, const struct gj_facts_table *t,
                      struct gj_stmt *q, int first, int64_t revision, struct gj_err *err)
{
	int rc;

	rc = gj_record_clear(record, err);
	if (rc < 0)
		return rc;
	rc = gj_facts_row_read(record->values, &record->arena, q, first, record->facts->items,
	                       t->facts.n, err);
	for (size_t i = 0; rc == 0 && i < t->n_lists; i++) {
		const struct gj_value *list = &record->values[t->lists[i].fact];

		if (list->state == GJ_GIVEN && list->number > 0)
			rc = get_list(s, record, &t->lists[i], revision, err);
	}
	return rc;
}

int gj_revision_get(struct gj_store *s, struct gj_record *record, int64_t revision,
                    struct gj_err *err)
{
	struct gj_facts_table *t;
	struct gj_stmt *q;
	int rc;

	rc = gj_facts_table_get(&t, s, record->facts, err);
	if (rc < 0)
		return rc;
	if (!t->facts.made)
		goto err_not_there;
	rc = gj_stmt_get(&q, s, t->facts.select, err);
	if (rc < 0)
		return rc;
	gj_stmt_int_at(q, 1, revision);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_DONE)
		goto err_not_there;
	rc = get_record(s, record, t, q, 0, revision, err);
	gj_stmt_reset(q);
	return rc;

err_not_there:
	return gj_err_set(err, GJ_ENOENT, tr("%s: there are no facts of %s with revision %lld"),
	                  s->path, record->facts->category, (long long)revision);
}

int gj_revision_origin(struct gj_store *s, struct gj_revision_source *out, int64_t revision,
                       struct gj_err *err)
{
	static const char sql[] = "SELECT i.plugin, i.file, r.place, r.recorded_at,"
				  " coalesce(r.valid_from, :none) FROM revision r"
				  " JOIN import i ON i.id = r.import WHERE r.id = :id";
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":id", revision);
	gj_stmt_int(q, ":none", GJ_DAY_NONE);
	rc = gj_stmt_step(q, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_DONE)
		return gj_err_set(err, GJ_ENOENT, tr("%s: there is no revision %lld"), s->path,
		                  (long long)revision);
	gj_stmt_col_copy(q, 0, out->plugin, sizeof out->plugin);
	gj_stmt_col_copy(q, 1, out->file, sizeof out->file);
	out->place = (uint64_t)gj_stmt_col_int(q, 2);
	gj_stmt_col_copy(q, 3, out->recorded_at, sizeof out->recorded_at);
	out->valid_from = (int32_t)gj_stmt_col_int(q, 4);
	gj_stmt_reset(q);
	return 0;
}

/* Since when there are facts, for the message. */
static int32_t first_valid(struct gj_store *s, int64_t application)
{
	static const char sql[] = "SELECT coalesce(min(valid_from), :none) FROM revision"
				  " WHERE application = :id";
	int64_t first = GJ_DAY_NONE;
	struct gj_stmt *q;

	if (gj_stmt_get(&q, s, sql, NULL) < 0)
		return GJ_DAY_NONE;
	gj_stmt_int(q, ":none", GJ_DAY_NONE);
	gj_stmt_int(q, ":id", application);
	return gj_stmt_one(q, &first, NULL) < 0 ? GJ_DAY_NONE : (int32_t)first;
}

int gj_revision_at(struct gj_store *s, int64_t *id, int64_t application, int32_t valid_at,
                   int32_t known_at, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT id FROM revision WHERE application = :application"
	    " AND coalesce(valid_from, :valid) <= :valid AND substr(recorded_at, 1, 10) <= :known"
	    " ORDER BY coalesce(valid_from, :valid) DESC, id DESC LIMIT 1";
	static const char newest[] =
	    "SELECT max(id) FROM revision WHERE application = :application"
	    " AND substr(recorded_at, 1, 10) <= :known HAVING max(id) IS NOT NULL";
	char valid[GJ_DAY_TEXT], known[GJ_DAY_TEXT], first[GJ_DAY_TEXT];
	struct gj_stmt *q;
	int rc;

	rc = gj_stmt_get(&q, s, valid_at == GJ_DAY_NONE ? newest : sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":application", application);
	if (valid_at != GJ_DAY_NONE)
		gj_stmt_int(q, ":valid", valid_at);
	gj_stmt_text(q, ":known", known_at == GJ_DAY_NONE ? "9999" : gj_day_print(known, known_at));
	rc = gj_stmt_one(q, id, err);
	if (rc < 0)
		return rc;
	if (rc == GJ_STMT_ROW)
		return 0;
	if (valid_at == GJ_DAY_NONE)
		return gj_err_set(err, GJ_ENOENT, tr("no facts were recorded by %s yet"),
		                  known_at == GJ_DAY_NONE ? s->now : gj_day_print(known, known_at));
	return gj_err_set(
	    err, GJ_ENOENT,
	    tr("no facts held on %s as far as was known on %s; the first hold from %s "
	       "(guiju import --valid-from says from when)"),
	    gj_day_print(valid, valid_at),
	    known_at == GJ_DAY_NONE ? s->now : gj_day_print(known, known_at),
	    gj_day_print(first, first_valid(s, application)));
}

/* --- each --- */

int gj_revision_each(struct gj_store *s, const struct gj_facts *facts, int year, int64_t after,
                     size_t limit, int (*each)(void *ctx, const struct gj_revision_row *row),
                     void *ctx, struct gj_err *err)
{
	struct gj_facts_table *t;
	struct gj_record record;
	struct gj_stmt *q;
	int rc;

	rc = gj_facts_table_get(&t, s, facts, err);
	if (rc < 0 || !t->facts.made)
		return rc;
	rc = gj_record_init(&record, facts, err);
	if (rc < 0)
		return rc;
	rc = gj_stmt_get(&q, s, t->each, err);
	if (rc < 0)
		goto err_after_record;
	t->users++;
	gj_stmt_text_at(q, 1, facts->category);
	gj_stmt_int_at(q, 2, year);
	gj_stmt_int_at(q, 3, after);
	gj_stmt_int_at(q, 4, limit == 0 ? -1 : (int64_t)limit);
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		struct gj_revision_row row = {
			.application = gj_stmt_col_int(q, 0),
			.revision = gj_stmt_col_int(q, 1),
			.decision = gj_stmt_col_int(q, 2),
			.record = &record,
		};

		rc = get_record(s, &record, t, q, 3, row.revision, err);
		if (rc == 0)
			rc = each(ctx, &row);
		if (rc != 0)
			break;
	}
	gj_stmt_reset(q);
	t->users--;
err_after_record:
	gj_record_fini(&record);
	return rc;
}
