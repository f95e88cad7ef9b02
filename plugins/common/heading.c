/* heading.c: skips the title rows, finds the headings, or says what is missing. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/heading.h"

enum { LIST = 400 };

/* The row that looked most like a heading, for the message. */
struct nearest {
	uint64_t place;
	uint32_t matched;
	uint32_t filled;
	char names[LIST];
};

int32_t src_heading_init(struct src_heading *h, const struct src_env *env, struct src_err *err)
{
	*h = (struct src_heading){
		.columns = malloc(env->limits.columns * sizeof *h->columns),
	};
	return h->columns == NULL ? src_tell_nomem(err) : GUIJU_OK;
}

void src_heading_fini(struct src_heading *h)
{
	free(h->columns);
	src_rows_fini(&h->names);
	src_rows_fini(&h->below);
	*h = (struct src_heading){ 0 };
}

/* A name that leads back to the column: a list's field may have the key of the code in front of it. */
static const char *name_of(const struct src_env *env, uint32_t i)
{
	const struct guiju_column *column = guiju_column_at(env->args, i);
	const char *const names[] = { column->key, column->label_zh, column->label_en,
		                      "subject_code" };
	size_t k;

	for (k = 0; k < sizeof names / sizeof *names; k++)
		if (env->host->find_column(env->args->host_data, names[k], strlen(names[k])) ==
		    (int32_t)i)
			return names[k];
	return column->key;
}

int32_t src_heading_keys(struct src_heading *h, const struct src_env *env, struct src_err *err)
{
	struct src_row row = { .n = env->args->n_columns, .n_seen = env->args->n_columns };
	const char *key;
	uint32_t i;

	if (row.n > env->limits.columns)
		return src_tell(err, GUIJU_FAILED, "%s", tr("too many columns are wanted"));
	for (i = 0; i < row.n; i++) {
		key = name_of(env, i);
		if (src_rows_put(&h->names, key, strlen(key)) != GUIJU_OK ||
		    src_rows_end_cell(&h->names, strlen(key)) != GUIJU_OK)
			return src_tell_nomem(err);
		h->columns[i] = (int32_t)i;
	}
	h->width = row.n;
	return src_rows_end(&h->names, &row) == GUIJU_OK ? GUIJU_OK : src_tell_nomem(err);
}

static bool is_remark(struct guiju_text name)
{
	static const char *const remarks[] = { "错误位置", "错误原因" };
	size_t i;

	for (i = 0; i < sizeof remarks / sizeof *remarks; i++)
		if (name.size == strlen(remarks[i]) &&
		    memcmp(name.data, remarks[i], name.size) == 0)
			return true;
	return false;
}

static int32_t column_of(const struct src_env *env, struct guiju_text name)
{
	int32_t column;

	if (src_rows_blank(name))
		return SRC_HEADING_UNNAMED;
	column = env->host->find_column(env->args->host_data, name.data, name.size);
	if (column >= 0 && (uint32_t)column < env->args->n_columns)
		return column;
	return is_remark(name) ? SRC_HEADING_REMARK : SRC_HEADING_UNKNOWN;
}

/* Where in the row the column is, from `from` on; h->width when nowhere. */
static uint32_t find(const struct src_heading *h, int32_t column, uint32_t from)
{
	uint32_t i;

	for (i = from; i < h->width; i++)
		if (h->columns[i] == column)
			break;
	return i;
}

/* Matches the row with guiju's columns; how many cells are one. */
static uint32_t match(struct src_heading *h, const struct src_env *env, const struct src_row *row)
{
	uint32_t matched = 0;
	uint32_t i;

	h->width = row->n;
	for (i = 0; i < h->width; i++) {
		h->columns[i] = column_of(env, src_rows_cell(&h->names, row, i));
		if (h->columns[i] >= 0)
			matched++;
	}
	return matched;
}

static bool has_required(const struct src_heading *h, const struct src_env *env)
{
	uint32_t i;

	for (i = 0; i < env->args->n_columns; i++)
		if (guiju_column_at(env->args, i)->required && find(h, (int32_t)i, 0) == h->width)
			return false;
	return true;
}

/* Keys are small letters, digits and "_"; labels are not. */
static bool is_keys(const struct src_heading *h, const struct src_row *row)
{
	struct guiju_text name;
	size_t i, k;

	for (i = 0; i < row->n; i++) {
		name = src_rows_cell(&h->names, row, (uint32_t)i);
		for (k = 0; k < name.size; k++)
			if (strchr("abcdefghijklmnopqrstuvwxyz0123456789_", name.data[k]) == NULL)
				return false;
	}
	return true;
}

static void list_names(char *out, size_t room, const struct src_rows *rows,
                       const struct src_row *row)
{
	char quoted[SRC_TELL_QUOTE];
	struct guiju_text name;
	uint32_t i;

	*out = '\0';
	for (i = 0; i < row->n; i++) {
		name = src_rows_cell(rows, row, i);
		if (!src_rows_blank(name) &&
		    !src_tell_list(out, room - sizeof "、...", src_tell_quote(quoted, name))) {
			src_tell_list(out, room, "...");
			return;
		}
	}
}

static void compare(struct nearest *best, const struct src_rows *rows, const struct src_row *row,
                    uint32_t matched)
{
	uint32_t filled = src_rows_filled(rows, row);

	if (matched < best->matched || (matched == best->matched && filled <= best->filled))
		return;
	best->place = row->place;
	best->matched = matched;
	best->filled = filled;
	list_names(best->names, sizeof best->names, rows, row);
}

static int32_t fail(const struct src_env *env, const struct nearest *best, struct src_err *err)
{
	char missing[LIST] = "";
	char name[LIST];
	const struct guiju_column *column;
	uint32_t i;

	if (best->filled == 0)
		return src_tell(err, GUIJU_FAILED,
		                tr("there is no row of headings: the first %" PRIu32
		                   " rows are empty"),
		                env->limits.title_rows);
	for (i = 0; i < env->args->n_columns; i++) {
		column = guiju_column_at(env->args, i);
		if (!column->required)
			continue;
		snprintf(name, sizeof name, "%s (%s)", column->label_zh, column->key);
		src_tell_list(missing, sizeof missing, name);
	}
	if (*missing == '\0')
		snprintf(missing, sizeof missing, "%s", tr("any known column"));
	return src_tell(err, GUIJU_FAILED,
	                tr("none of the first %" PRIu32
	                   " rows has the needed column %s; the nearest to a "
	                   "heading is row %" PRIu64 ": %s"),
	                env->limits.title_rows, missing, best->place, best->names);
}

static int32_t check_doubles(const struct src_heading *h, const struct src_env *env,
                             struct src_err *err)
{
	const struct src_row *row = &h->names.rows[0];
	char first[SRC_TELL_QUOTE];
	char second[SRC_TELL_QUOTE];
	uint32_t i;
	uint32_t j;

	for (i = 0; i < h->width; i++) {
		if (h->columns[i] < 0)
			continue;
		j = find(h, h->columns[i], i + 1);
		if (j == h->width)
			continue;
		return src_tell(err, GUIJU_FAILED,
		                tr("row %" PRIu64 ": the headings \"%s\" (cell %" PRIu32
		                   ") and \"%s\" (cell %" PRIu32
		                   ") mean the same column, %s; remove one"),
		                row->place, src_tell_quote(first, src_rows_cell(&h->names, row, i)),
		                i + 1, src_tell_quote(second, src_rows_cell(&h->names, row, j)),
		                j + 1,
		                guiju_column_at(env->args, (uint32_t)h->columns[i])->label_zh);
	}
	return GUIJU_OK;
}

static void warn_unknown(const struct src_heading *h, const struct src_env *env)
{
	const struct src_row *row = &h->names.rows[0];
	char names[LIST] = "";
	char quoted[SRC_TELL_QUOTE];
	uint32_t more = 0;
	uint32_t i;

	for (i = 0; i < h->width; i++) {
		if (h->columns[i] != SRC_HEADING_UNKNOWN)
			continue;
		src_tell_quote(quoted, src_rows_cell(&h->names, row, i));
		if (more > 0 || !src_tell_list(names, sizeof names, quoted))
			more++;
	}
	if (more > 0)
		src_tell_log(env, GUIJU_LOG_WARNING,
		             tr("unknown columns are ignored: %s and %" PRIu32 " more"), names,
		             more);
	else if (*names != '\0')
		src_tell_log(env, GUIJU_LOG_WARNING, tr("unknown columns are ignored: %s"), names);
}

/* Merged cells leave one name above several: the row below then names the parts, and has nothing
 * below the columns that every row needs. */
static bool is_lower(const struct src_heading *h, const struct src_env *env)
{
	const struct src_row *row = &h->below.rows[0];
	uint32_t named = 0;
	uint32_t i;
	struct guiju_text name;

	for (i = 0; i < row->n; i++) {
		name = src_rows_cell(&h->below, row, i);
		if (src_rows_blank(name))
			continue;
		if (src_rows_kind(&h->below, row, i) != SRC_CELL_TEXT)
			return false;
		if (i < h->width && h->columns[i] >= 0 &&
		    guiju_column_at(env->args, (uint32_t)h->columns[i])->required)
			return false;
		if (column_of(env, name) >= 0)
			named++;
	}
	return named > 0;
}

/* Cell by cell the lower name, where there is one. */
static int32_t join_lower(struct src_heading *h, const struct src_env *env)
{
	const struct src_row *upper = &h->names.rows[0];
	const struct src_row *lower = &h->below.rows[0];
	struct src_rows joined = { 0 };
	struct src_row row = *upper;
	struct guiju_text name;
	uint32_t i;

	row.place = lower->place;
	row.n = upper->n > lower->n ? upper->n : lower->n;
	for (i = 0; i < row.n; i++) {
		name = src_rows_cell(&h->below, lower, i);
		if (src_rows_blank(name))
			name = src_rows_cell(&h->names, upper, i);
		if (src_rows_put(&joined, name.data, name.size) != GUIJU_OK ||
		    src_rows_end_cell(&joined, name.size) != GUIJU_OK)
			goto err_no_memory;
	}
	if (src_rows_end(&joined, &row) != GUIJU_OK)
		goto err_no_memory;
	src_rows_fini(&h->names);
	h->names = joined;
	src_rows_clear(&h->below);
	match(h, env, &h->names.rows[0]);
	return GUIJU_OK;

err_no_memory:
	src_rows_fini(&joined);
	return GUIJU_NOMEM;
}

/* Whether the headings go on in the row below; where not, that row waits in h->below. */
static int32_t look_below(struct src_heading *h, const struct src_env *env,
                          const struct src_scan *scan, struct src_err *err)
{
	int32_t rc = scan->next(scan->in, &h->below, err);

	if (rc != SRC_SCAN_ROW) {
		/* The headings are good all the same: what is wrong is told when rows are read. */
		h->stopped = true;
		h->after = *err;
		h->after.code = rc;
		src_rows_clear(&h->below);
		return rc == GUIJU_NOMEM ? rc : GUIJU_OK;
	}
	if (is_lower(h, env) && join_lower(h, env) != GUIJU_OK)
		return src_tell_nomem(err);
	return GUIJU_OK;
}

/* This is the row of headings. */
static int32_t take(struct src_heading *h, const struct src_env *env, const struct src_scan *scan,
                    bool keys, struct src_err *err)
{
	uint64_t place;
	/* Where rows are records no heading takes two of them. */
	int32_t rc = keys || env->records ? GUIJU_OK : look_below(h, env, scan, err);

	if (rc == GUIJU_OK)
		rc = check_doubles(h, env, err);
	if (rc != GUIJU_OK)
		return rc;
	place = h->names.rows[0].place;
	if (place > 1)
		src_tell_log(env, GUIJU_LOG_INFO, tr("the headings are in row %" PRIu64), place);
	warn_unknown(h, env);
	return GUIJU_OK;
}

int32_t src_heading_find(struct src_heading *h, const struct src_env *env,
                         const struct src_scan *scan, bool keys, uint32_t *nearness,
                         struct src_err *err)
{
	struct nearest best = { .matched = 0 };
	const struct src_row *row;
	uint32_t matched;
	uint32_t i;
	int32_t rc;

	*nearness = 0;
	h->stopped = false;
	src_rows_clear(&h->below);
	for (i = 0; i < env->limits.title_rows; i++) {
		src_rows_clear(&h->names);
		rc = scan->next(scan->in, &h->names, err);
		if (rc == SRC_SCAN_END)
			break;
		if (rc == SRC_SCAN_STOPPED)
			return src_tell(err, GUIJU_FAILED, "%s", tr("reading was stopped"));
		if (rc != SRC_SCAN_ROW)
			return rc;
		row = &h->names.rows[0];
		if (row->n_seen > env->limits.columns)
			return src_tell(
			    err, GUIJU_FAILED,
			    tr("row %" PRIu64 " has %" PRIu64 " columns, at most %" PRIu32
			       " are read; delete the columns that do not belong to the form"),
			    row->place, row->n_seen, env->limits.columns);
		matched = match(h, env, row);
		if (matched > 0 && row->flaw == SRC_FLAW_NONE && (!keys || is_keys(h, row)) &&
		    has_required(h, env))
			return take(h, env, scan, keys, err);
		compare(&best, &h->names, row, matched);
		*nearness = best.matched;
	}
	return fail(env, &best, err);
}
