/* record.c: members of an object to cells. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/record.h"

int32_t src_records_init(struct src_records *r, const struct src_env *env, struct src_err *err)
{
	const struct guiju_open *args = env->args;
	int32_t rc = src_fields_init(&r->fields, env, err);

	r->env = env;
	r->within = args->list && *args->list && args->list_within;
	r->values = calloc(args->n_columns + 1, sizeof *r->values);
	if (rc == GUIJU_OK && r->values == NULL)
		rc = src_tell_nomem(err);
	return rc;
}

void src_records_fini(struct src_records *r)
{
	src_fields_fini(&r->fields);
	src_json_fini(&r->json);
	free(r->values);
	free(r->text);
	r->values = NULL;
	r->text = NULL;
}

void src_record_advance(const char *s, size_t n, uint64_t *line, uint64_t *column)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == '\n') {
			++*line;
			*column = 1;
		} else if (((unsigned char)s[i] & 0xc0) != 0x80) {
			++*column;
		}
	}
}

void src_record_place(const struct src_record *record, size_t at, uint64_t *line, uint64_t *column)
{
	*line = record->line;
	*column = record->column;
	src_record_advance(record->s, at < record->n ? at : record->n, line, column);
}

/* A row that is refused, and why. */
static int32_t put_told(struct src_records *r, struct src_rows *rows, uint64_t place,
                        const char *at, const char *why, struct src_err *err)
{
	char text[SRC_TELL_TEXT];
	uint64_t line = r->record.line, column = r->record.column;
	struct src_row row = { .place = place, .n = 1, .n_seen = 1, .flaw = SRC_FLAW_TOLD };

	if (at)
		src_record_place(&r->record, (size_t)(at - r->record.s), &line, &column);
	if (r->record.page > 0)
		snprintf(text, sizeof text,
		         tr("page %" PRIu32 ", line %" PRIu64 ", column %" PRIu64 ": %s"),
		         r->record.page, line, column, why);
	else
		snprintf(text, sizeof text, tr("line %" PRIu64 ", column %" PRIu64 ": %s"), line,
		         column, why);
	if (src_rows_put(rows, text, strlen(text)) != GUIJU_OK ||
	    src_rows_end_cell(rows, strlen(text)) != GUIJU_OK ||
	    src_rows_end(rows, &row) != GUIJU_OK)
		return src_tell_nomem(err);
	return GUIJU_OK;
}

size_t src_record_count(const struct src_json_value *list, bool *bad)
{
	struct src_json_value name, value;
	size_t at = 0, n = 0;

	*bad = false;
	while (src_json_next(list, &at, &name, &value)) {
		n++;
		if (value.kind != SRC_JSON_OBJECT)
			*bad = true;
	}
	return n;
}

enum { PLAIN = 40 /* digits that an exponent may add */ };

size_t src_record_plain(char out[SRC_RECORD_PLAIN], const struct src_json_value *v)
{
	const char *e = memchr(v->s, 'e', v->n), *s = v->s, *end;
	char digits[64];
	size_t n = 0, to = 0;
	long point = 0, i, exponent;
	bool behind = false;

	if (e == NULL)
		e = memchr(v->s, 'E', v->n);
	if (e == NULL || v->n > 40)
		return 0;
	end = v->s + v->n;
	exponent = 0;
	for (s = e + 1; s < end; s++)
		if (*s >= '0' && *s <= '9' && exponent < 1000)
			exponent = 10 * exponent + (*s - '0');
	if (e[1] == '-')
		exponent = -exponent;
	for (s = v->s; s < e; s++) {
		if (*s == '.')
			behind = true;
		else if (*s != '-') {
			digits[n++] = *s;
			point += !behind;
		}
	}
	point += exponent;
	if (point > PLAIN || point < -PLAIN)
		return 0;
	if (*v->s == '-')
		out[to++] = '-';
	if (point <= 0)
		out[to++] = '0';
	for (i = 0; i < point; i++)
		if (to > 1 || (to == 1 && out[0] != '-') || i + 1 == point ||
		    (i < (long)n && digits[i] != '0'))
			out[to++] = i < (long)n ? digits[i] : '0';
	if ((long)n > point) {
		out[to++] = '.';
		for (i = point; i < (long)n; i++)
			out[to++] = i < 0 ? '0' : digits[i];
	}
	return to;
}

static int32_t put_text(struct src_records *r, struct src_rows *rows,
                        const struct src_json_value *v, size_t *n, struct src_err *err)
{
	if (r->room < v->n) {
		char *grown = realloc(r->text, 2 * v->n);

		if (grown == NULL)
			return src_tell_nomem(err);
		r->text = grown;
		r->room = 2 * v->n;
	}
	*n = src_json_text(r->text, v);
	if (*n > r->env->limits.cell)
		return GUIJU_END;
	return src_rows_put(rows, r->text, *n) == GUIJU_OK ? GUIJU_OK : src_tell_nomem(err);
}

int32_t src_record_put(struct src_records *r, struct src_rows *rows, uint32_t column,
                       const struct src_json_value *v, struct src_err *err)
{
	bool is_list = guiju_column_at(r->env->args, column)->type == GUIJU_LIST;
	enum src_cell kind = SRC_CELL_TEXT;
	const char *s = v->s;
	char number[SRC_RECORD_PLAIN];
	size_t n = 0;
	bool bad;
	int32_t rc = GUIJU_OK;

	switch (v->kind) {
	case SRC_JSON_NULL:
		break;
	case SRC_JSON_STRING:
		rc = put_text(r, rows, v, &n, err);
		s = NULL;
		break;
	case SRC_JSON_NUMBER:
		n = src_record_plain(number, v);
		s = n ? number : v->s;
		n = n ? n : v->n;
		break;
	case SRC_JSON_TRUE:
	case SRC_JSON_FALSE:
		n = v->n;
		break;
	case SRC_JSON_ARRAY:
		n = src_record_count(v, &bad);
		kind = !is_list || bad ? SRC_CELL_ARRAY : SRC_CELL_TEXT;
		n = (size_t)snprintf(number, sizeof number, "%zu", n);
		s = number;
		break;
	case SRC_JSON_OBJECT:
		kind = SRC_CELL_OBJECT;
		break;
	}
	if (rc != GUIJU_OK)
		return rc;
	if (n > r->env->limits.cell)
		return GUIJU_END;
	if ((s && src_rows_put(rows, s, n) != GUIJU_OK) || src_rows_end_cell(rows, n) != GUIJU_OK)
		return src_tell_nomem(err);
	src_rows_mark(rows, kind);
	return GUIJU_OK;
}

static int32_t put_values(struct src_records *r, struct src_rows *rows, uint64_t place,
                          struct src_err *err)
{
	static const struct src_json_value none = { .kind = SRC_JSON_NULL, .s = "" };
	uint32_t n = r->env->args->n_columns;
	struct src_row row = { .place = place, .n = n, .n_seen = n };
	size_t cells = rows->n_cells, bytes = rows->n_bytes;
	uint32_t i;
	int32_t rc;

	for (i = 0; i < n; i++) {
		rc = src_record_put(r, rows, i, r->values[i].s ? &r->values[i] : &none, err);
		if (rc == GUIJU_END) {
			rows->n_cells = cells;
			rows->n_bytes = bytes;
			return put_told(r, rows, place, r->values[i].s,
			                tr("this text is longer than a cell may be"), err);
		}
		if (rc != GUIJU_OK)
			return rc;
	}
	return src_rows_end(rows, &row) == GUIJU_OK ? GUIJU_OK : src_tell_nomem(err);
}

/* The members of an object into r->values. *again: a member that means the same column as another. */
static int32_t find_values(struct src_records *r, const struct src_json_value *object,
                           const char **again, struct src_err *err)
{
	struct src_json_value name, value;
	size_t at = 0;
	int32_t column, rc;

	*again = NULL;
	memset(r->values, 0, r->env->args->n_columns * sizeof *r->values);
	while (src_json_next(object, &at, &name, &value)) {
		rc = src_fields_find(&r->fields, &name, &column, err);
		if (rc != GUIJU_OK)
			return rc;
		if (column < 0)
			continue;
		if (r->values[column].s && *again == NULL)
			*again = name.s;
		r->values[column] = value;
	}
	return GUIJU_OK;
}

static int32_t put_object(struct src_records *r, struct src_rows *rows, uint64_t place,
                          const struct src_json_value *object, struct src_err *err)
{
	const char *again;
	int32_t rc = find_values(r, object, &again, err);

	if (rc != GUIJU_OK)
		return rc;
	if (again)
		return put_told(r, rows, place, again,
		                tr("this name means the same as another of the record: keep one"),
		                err);
	if (r->within && r->values[0].s == NULL)
		r->values[0] = r->code;
	return put_values(r, rows, place, err);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_before_array(const char *s, const char *end)
{
	while (s < end && (is_space(*s) || *s == ':'))
		s++;
	return s < end && *s == '[';
}

/* A quick look, which only passes over records that surely hold no such list: most hold none, and each list
 * is a reading of the whole file. */
static bool may_hold(const struct src_records *r)
{
	const struct guiju_open *args = r->env->args;
	const char *const names[3] = { args->list, args->list_zh, args->list_en };
	const char *s, *end = r->record.s + r->record.n;
	size_t n, i;

	if (memchr(r->record.s, '\\', r->record.n))
		return true;
	for (i = 0; i < 3; i++) {
		n = names[i] ? strlen(names[i]) : 0;
		for (s = r->record.s;
		     n > 0 && (s = memmem(s, (size_t)(end - s), names[i], n)) != NULL; s += n)
			if (s > r->record.s && s[-1] == '"' && s + n < end && s[n] == '"' &&
			    is_before_array(s + n + 1, end))
				return true;
	}
	return false;
}

/* The next record that is one whole value; what is none is a row to be refused. SRC_SCAN_*. */
static int32_t next_record(struct src_records *r, struct src_rows *rows,
                           struct src_json_value *object, bool *told, struct src_err *err)
{
	enum src_json_fault fault;
	int32_t rc = r->next(r->in, &r->record, err);
	const char *why;

	*told = false;
	if (rc != SRC_SCAN_ROW)
		return rc;
	if (r->within && !may_hold(r)) {
		*told = true;
		return rc;
	}
	if (r->record.too_long) {
		why = tr("the record is longer than may be: is the file one array without [ ]?");
		r->json.fault_at = 0;
	} else {
		fault = src_json_check(&r->json, r->record.s, r->record.n, object);
		if (fault == SRC_JSON_NO_MEMORY)
			return src_tell_nomem(err);
		why = fault == SRC_JSON_OK ? NULL : src_json_reason(fault);
		if (fault == SRC_JSON_OK && object->kind != SRC_JSON_OBJECT) {
			why = tr("a record must be an object: {\"name\": value, ...}");
			r->json.fault_at = (size_t)(object->s - r->record.s);
		}
	}
	*told = why != NULL;
	/* Of a list, only what the applications' own reading refuses: it tells it then. */
	if (why == NULL || r->within)
		return rc;
	rc = put_told(r, rows, r->record.place, r->record.s + r->json.fault_at, why, err);
	return rc == GUIJU_OK ? SRC_SCAN_ROW : rc;
}

static bool is_called(const struct src_records *r, const struct src_json_value *name,
                      const char *const names[3])
{
	size_t n, i;

	if (r->room < name->n)
		return false;
	n = src_json_text(r->text, name);
	for (i = 0; i < 3; i++)
		if (names[i] && strlen(names[i]) == n && memcmp(names[i], r->text, n) == 0)
			return true;
	return false;
}

/* Finds the list in the record, and whose it is. */
static int32_t find_list(struct src_records *r, const struct src_json_value *object,
                         struct src_err *err)
{
	const struct guiju_open *args = r->env->args;
	const struct guiju_column *code = guiju_column_at(args, 0);
	const char *const list_names[3] = { args->list, args->list_zh, args->list_en };
	const char *const code_names[3] = { code->key, code->label_zh, code->label_en };
	struct src_json_value name, value;
	size_t at = 0;

	if (r->room < object->n) {
		char *grown = realloc(r->text, object->n);

		if (grown == NULL)
			return src_tell_nomem(err);
		r->text = grown;
		r->room = object->n;
	}
	r->list = r->code = (struct src_json_value){ .kind = SRC_JSON_NULL };
	r->at = 0;
	while (src_json_next(object, &at, &name, &value)) {
		if (is_called(r, &name, list_names) && value.kind == SRC_JSON_ARRAY)
			r->list = value;
		else if (is_called(r, &name, code_names))
			r->code = value;
	}
	return GUIJU_OK;
}

/* The next row of the list, in this record or a later one. */
static int32_t next_within(struct src_records *r, struct src_rows *rows, struct src_err *err)
{
	struct src_json_value object, name, value;
	bool told;
	int32_t rc;

	for (;;) {
		/* A list that holds other things is refused with its application. */
		while (r->list.s && src_json_next(&r->list, &r->at, &name, &value)) {
			if (value.kind != SRC_JSON_OBJECT)
				continue;
			rc = put_object(r, rows, ++r->n_rows, &value, err);
			return rc == GUIJU_OK ? SRC_SCAN_ROW : rc;
		}
		r->list.s = NULL;
		if (r->env->host->canceled(r->env->args->host_data))
			return SRC_SCAN_STOPPED;
		rc = next_record(r, rows, &object, &told, err);
		if (rc != SRC_SCAN_ROW)
			return rc;
		if (told)
			continue;
		rc = find_list(r, &object, err);
		if (rc != GUIJU_OK)
			return rc;
	}
}

int32_t src_records_next(void *in, struct src_rows *rows, struct src_err *err)
{
	struct src_records *r = in;
	struct src_json_value object;
	bool told;
	int32_t rc;

	if (r->within)
		return next_within(r, rows, err);
	if (r->env->host->canceled(r->env->args->host_data))
		return SRC_SCAN_STOPPED;
	rc = next_record(r, rows, &object, &told, err);
	if (rc != SRC_SCAN_ROW || told)
		return rc;
	rc = put_object(r, rows, r->record.place, &object, err);
	return rc == GUIJU_OK ? SRC_SCAN_ROW : rc;
}
