/* facts_row.c: turns the values of facts into the cells of a row, and back. */
#include <assert.h>
#include <sqlite3.h>
#include <string.h>

#include "db/facts_row.h"
#include "db/stmt.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

#define AMOUNT_MAX INT64_C(100000000000000000)  /* amounts stay below 10^17 */
enum { DAY_FIRST = -25567, DAY_LAST = 376199 }; /* 1900-01-01, 2999-12-31 */

/* --- to the row --- */

static void bind_given(struct gj_stmt *q, int at, const struct gj_fact *fact,
                       const struct gj_value *value)
{
	switch (fact->type) {
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		gj_stmt_text_at(q, at, value->text != NULL ? value->text : "");
		return;
	case GJ_FACT_ONE_OF:
		assert(value->number >= 0 && (uint64_t)value->number < fact->n_options);
		gj_stmt_text_at(q, at, fact->options[value->number].key);
		return;
	case GJ_FACT_YES_NO:
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
	case GJ_FACT_DATE:
	case GJ_FACT_JUDGEMENT:
	case GJ_FACT_LIST:
		break;
	}
	gj_stmt_int_at(q, at, value->number);
}

int gj_facts_row_bind(struct gj_stmt *q, int first, const struct gj_fact *facts, size_t n,
                      const struct gj_value *values, struct gj_buf *states, struct gj_err *err)
{
	gj_buf_clear(states);
	for (size_t i = 0; i < n; i++) {
		int at = first + (int)i;

		if (values[i].state == GJ_GIVEN) {
			bind_given(q, at, &facts[i], &values[i]);
			continue;
		}
		gj_stmt_null_at(q, at);
		if (values[i].state != GJ_MISSING)
			gj_buf_printf(states, "%s%s=%s", states->n > 0 ? ";" : "", facts[i].key,
			              gj_state_name(values[i].state));
	}
	if (states->failed)
		return gj_err_nomem(err, tr("the states of facts"));
	gj_stmt_text_at(q, first + (int)n, states->n > 0 ? gj_buf_str(states) : NULL);
	return 0;
}

/* --- from the row --- */

void gj_facts_row_range(enum gj_fact_type type, int64_t *least, int64_t *most)
{
	*least = 0;
	switch (type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		*most = 1;
		return;
	case GJ_FACT_COUNT:
		*most = INT32_MAX - 15;
		return;
	case GJ_FACT_AMOUNT:
		*least = -AMOUNT_MAX + 1;
		*most = AMOUNT_MAX - 1;
		return;
	case GJ_FACT_DATE:
		*least = DAY_FIRST;
		*most = DAY_LAST;
		return;
	case GJ_FACT_LIST:
		*most = GJ_FACT_ROWS_MAX;
		return;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
	case GJ_FACT_ONE_OF:
		break;
	}
	*most = -1;
}

static bool in_range(enum gj_fact_type type, int64_t number)
{
	int64_t least, most;

	gj_facts_row_range(type, &least, &most);
	return number >= least && number <= most;
}

/* An option that the dictionary no longer has cannot be asked about: missing. */
static void read_option(struct gj_value *value, const struct gj_fact *fact, const char *key,
                        size_t n)
{
	for (size_t i = 0; i < fact->n_options; i++) {
		if (strlen(fact->options[i].key) == n &&
		    memcmp(fact->options[i].key, key, n) == 0) {
			*value = (struct gj_value){ .state = GJ_GIVEN, .number = (int64_t)i };
			return;
		}
	}
	*value = (struct gj_value){ .state = GJ_MISSING };
}

static int refuse_long(const struct gj_fact *fact, size_t n, const char *path, struct gj_err *err)
{
	if (n <= GJ_FACT_TEXT_MAX)
		return 0;
	return gj_err_set(err, GJ_EFORMAT,
	                  tr("%s: the text of %s is %zu bytes long; guiju stores "
	                     "at most %d; the database was changed by another program"),
	                  path, fact->key, n, GJ_FACT_TEXT_MAX);
}

static int read_text(struct gj_value *value, struct gj_arena *arena, const struct gj_fact *fact,
                     const char *text, size_t n, const char *path, struct gj_err *err)
{
	int rc = refuse_long(fact, n, path, err);

	if (rc < 0)
		return rc;
	*value = (struct gj_value){ .state = GJ_GIVEN, .text = gj_arena_strndup(arena, text, n) };
	return value->text != NULL ? 0 : gj_err_nomem(err, fact->key);
}

static int read_number(struct gj_value *value, const struct gj_fact *fact, int64_t number,
                       const char *path, struct gj_err *err)
{
	if (!in_range(fact->type, number))
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("%s: %lld is stored for %s, which no %s can be; the "
		                     "database was changed by another program"),
		                  path, (long long)number, fact->key,
		                  gj_fact_type_name(fact->type));
	*value = (struct gj_value){ .state = GJ_GIVEN, .number = number };
	return 0;
}

static int read_given(struct gj_value *value, struct gj_arena *arena, struct gj_stmt *q, int column,
                      const struct gj_fact *fact, struct gj_err *err)
{
	const char *text;
	size_t n;

	switch (fact->type) {
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		text = gj_stmt_col_bytes(q, column, &n);
		return read_text(value, arena, fact, text, n, q->store->path, err);
	case GJ_FACT_ONE_OF:
		text = gj_stmt_col_bytes(q, column, &n);
		read_option(value, fact, text, n);
		return 0;
	case GJ_FACT_YES_NO:
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
	case GJ_FACT_DATE:
	case GJ_FACT_JUDGEMENT:
	case GJ_FACT_LIST:
		break;
	}
	return read_number(value, fact, gj_stmt_col_int(q, column), q->store->path, err);
}

int gj_facts_row_value(struct gj_value *out, const struct gj_fact *fact, struct sqlite3_value *cell,
                       const char *path, struct gj_err *err)
{
	const char *text;

	if (sqlite3_value_type(cell) == SQLITE_NULL) {
		*out = (struct gj_value){ .state = GJ_MISSING };
		return 0;
	}
	switch (fact->type) {
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
	case GJ_FACT_ONE_OF:
		text = (const char *)sqlite3_value_text(cell);
		if (text == NULL)
			return gj_err_nomem(err, fact->key);
		if (fact->type == GJ_FACT_ONE_OF) {
			read_option(out, fact, text, (size_t)sqlite3_value_bytes(cell));
			return 0;
		}
		*out = (struct gj_value){ .state = GJ_GIVEN, .text = text };
		return refuse_long(fact, (size_t)sqlite3_value_bytes(cell), path, err);
	case GJ_FACT_YES_NO:
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
	case GJ_FACT_DATE:
	case GJ_FACT_JUDGEMENT:
	case GJ_FACT_LIST:
		break;
	}
	return read_number(out, fact, sqlite3_value_int64(cell), path, err);
}

/* "area=not_applicable;floor=unknown": words that are not ours any more are passed over. */
void gj_facts_row_states(struct gj_value *values, const struct gj_fact *facts, size_t n,
                         const char *s, size_t size)
{
	const char *end = s + size;

	while (s < end) {
		const char *stop = memchr(s, ';', (size_t)(end - s));
		const char *equals;
		char name[24];
		int state;

		if (stop == NULL)
			stop = end;
		equals = memchr(s, '=', (size_t)(stop - s));
		if (equals != NULL && (size_t)(stop - equals) <= sizeof name) {
			memcpy(name, equals + 1, (size_t)(stop - equals - 1));
			name[stop - equals - 1] = '\0';
			state = gj_state_find(name);
			for (size_t i = 0; state > GJ_GIVEN && i < n; i++) {
				if (strlen(facts[i].key) == (size_t)(equals - s) &&
				    memcmp(facts[i].key, s, (size_t)(equals - s)) == 0)
					values[i].state = (enum gj_state)state;
			}
		}
		s = stop < end ? stop + 1 : end;
	}
}

int gj_facts_row_read(struct gj_value *values, struct gj_arena *arena, struct gj_stmt *q, int first,
                      const struct gj_fact *facts, size_t n, struct gj_err *err)
{
	const char *states;
	size_t size;
	int rc;

	for (size_t i = 0; i < n; i++) {
		if (gj_stmt_is_null(q, first + (int)i)) {
			values[i] = (struct gj_value){ .state = GJ_MISSING };
			continue;
		}
		rc = read_given(&values[i], arena, q, first + (int)i, &facts[i], err);
		if (rc < 0)
			return rc;
	}
	states = gj_stmt_col_bytes(q, first + (int)n, &size);
	gj_facts_row_states(values, facts, n, states, size);
	return 0;
}
