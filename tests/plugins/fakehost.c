/* fakehost.c: finds columns and reads cells much more simply than guiju does. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/plugins/fakehost.h"

/* A plugin that breaks the contract ends the program, under Check as under the fuzzer. */
static void must(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "the plugin breaks the contract: %s\n", what);
	abort();
}

static void note(struct fakehost *f, char *text, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void note(struct fakehost *f, char *text, const char *format, ...)
{
	char line[8192];
	size_t have;
	size_t i;
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	for (i = 0; line[i] != '\0'; i++)
		f->digest = (f->digest ^ (unsigned char)line[i]) * UINT64_C(1099511628211);
	if (text[FAKE_TEXT - 2] != '\0')
		return; /* it is full */
	have = strlen(text);
	snprintf(text + have, FAKE_TEXT - have, "%s", line);
}

static void fake_log(void *in, int32_t level, const char *text)
{
	struct fakehost *f = in;

	note(f, f->log, "[%" PRId32 "]%s;", level, text);
}

static int32_t fake_fail(void *in, const char *text)
{
	struct fakehost *f = in;

	must(*text != '\0', "fail() says nothing");
	f->failed[0] = '\0';
	note(f, f->failed, "%s", text);
	return GUIJU_FAILED;
}

static const char *fake_option(void *in, const char *name)
{
	const struct fakehost *f = in;
	size_t i;

	if (strcmp(name, "encoding") == 0)
		return f->encoding;
	if (strcmp(name, "separator") == 0)
		return f->separator;
	if (strcmp(name, "max-megabytes") == 0)
		return f->max_megabytes;
	for (i = 0; i < FAKE_OPTIONS && f->options[i].name; i++)
		if (strcmp(f->options[i].name, name) == 0)
			return f->options[i].value;
	return NULL;
}

static int same(const char *s, const char *text, size_t size)
{
	return s != NULL && strlen(s) == size && memcmp(s, text, size) == 0;
}

static int32_t fake_find_column(void *in, const char *text, size_t size)
{
	const struct fakehost *f = in;
	int32_t i;

	for (i = 0; i < (int32_t)f->n_columns; i++)
		if (same(f->columns[i].column.key, text, size) ||
		    same(f->columns[i].column.label_zh, text, size) ||
		    same(f->columns[i].column.label_en, text, size))
			return i;
	return -1;
}

static void bad(struct guiju_value *value, const char *reason)
{
	value->state = GUIJU_BAD;
	value->reason = reason;
}

static int64_t number_of(const char *text, size_t n)
{
	int64_t number = 0;

	while (n-- > 0)
		number = 10 * number + (*text++ - '0');
	return number;
}

/* "12.5", "-3", "50%": in hundredths. */
static void read_money(struct guiju_value *value, const char *text, size_t size)
{
	char copy[64];
	double got;
	char *end;

	snprintf(copy, sizeof copy, "%.*s", (int)size, text);
	got = strtod(copy, &end);
	if (end == copy || !(got > -1e12 && got < 1e12) || size >= sizeof copy ||
	    (*end != '\0' && strcmp(end, "%") != 0))
		bad(value, "no amount");
	else
		value->number = (int64_t)(got * 100 + (got < 0 ? -0.5 : 0.5));
}

static void fake_parse(void *in, uint32_t column, const char *text, size_t size,
                       struct guiju_value *value)
{
	const struct fakehost *f = in;
	size_t i;

	must(value->size == sizeof *value, "guiju_value without its size");
	must(column < f->n_columns && size > 0, "parse() of nothing");
	value->state = GUIJU_GIVEN;
	value->number = 0;
	value->reason = NULL;
	value->text_size = 0;
	if (same("不适用", text, size)) {
		value->state = GUIJU_NOT_APPLICABLE;
		return;
	}
	switch (f->columns[column].column.type) {
	case GUIJU_CODE:
	case GUIJU_TEXT:
		if (size > sizeof value->text || (column == 0 && size != 6)) {
			bad(value, column == 0 ? "no code" : "too long");
			return;
		}
		memcpy(value->text, text, size);
		value->text_size = size;
		return;
	case GUIJU_COUNT:
		for (i = 0; i < size && i < 15; i++) {
			if (text[i] < '0' || text[i] > '9')
				break;
			value->number = value->number * 10 + (text[i] - '0');
		}
		if (i < size)
			bad(value, "no number");
		return;
	case GUIJU_DATE:
		if (size != 10 || text[4] != '-' || text[7] != '-') {
			bad(value, "no day");
			return;
		}
		value->number = number_of(text, 4) * 10000 + number_of(text + 5, 2) * 100 +
		                number_of(text + 8, 2);
		return;
	case GUIJU_AMOUNT:
		read_money(value, text, size);
		return;
	default:
		if (same("TRUE", text, size) || same("true", text, size))
			value->number = 1;
		else if (same("FALSE", text, size) || same("false", text, size))
			value->number = 0;
		else if (same("是", text, size))
			value->number = 1;
		else if (!same("否", text, size))
			bad(value, "neither yes nor no");
	}
}

static void fake_bad_cell(void *in, uint32_t row, uint32_t column, const char *raw, size_t size,
                          const char *reason)
{
	struct fakehost *f = in;

	must(row < f->capacity && f->states[column][row] == GUIJU_BAD, "bad_cell() of no bad cell");
	note(f, f->reports, "%" PRIu64 " %s [%.*s] %s;", f->places[row],
	     f->columns[column].column.key, (int)size, raw, reason);
}

static void fake_bad_row(void *in, uint32_t row, const char *reason)
{
	struct fakehost *f = in;

	must(row < f->capacity && f->broken[row] == 1, "bad_row() of no broken row");
	note(f, f->reports, "%" PRIu64 " %s;", f->places[row], reason);
}

static int32_t fake_canceled(void *in)
{
	struct fakehost *f = in;

	if (f->stop_after < 0)
		return 0;
	return f->stop_after-- == 0 ? (f->stop_after = 0, 1) : 0;
}

static int64_t fake_time_left(void *in)
{
	const struct fakehost *f = in;

	return f->stop_after < 0 ? f->time_left : 0;
}

static int64_t fake_now(void *in)
{
	(void)in;
	return INT64_C(1664582400000); /* 2022-10-01 */
}

void fakehost_init(struct fakehost *f, const char *location)
{
	static const struct guiju_column columns[FAKE_COLUMNS] = {
		{ .key = "code",
		  .type = GUIJU_CODE,
		  .label_zh = "统一社会信用代码",
		  .label_en = "Credit code",
		  .unit = "",
		  .required = 1 },
		{ .key = "name",
		  .type = GUIJU_TEXT,
		  .label_zh = "企业名称",
		  .label_en = "Enterprise",
		  .unit = "" },
		{ .key = "trained",
		  .type = GUIJU_COUNT,
		  .label_zh = "受训人数",
		  .label_en = "Staff trained",
		  .unit = "人" },
		{ .key = "has_rules",
		  .type = GUIJU_YES_NO,
		  .label_zh = "有制度",
		  .label_en = "Has rules",
		  .unit = "" },
		{ .key = "day",
		  .type = GUIJU_DATE,
		  .label_zh = "成立日期",
		  .label_en = "Founded on",
		  .unit = "" },
		{ .key = "money",
		  .type = GUIJU_AMOUNT,
		  .label_zh = "经费",
		  .label_en = "Budget",
		  .unit = "元",
		  .decimals = 2 },
	};
	uint32_t i;

	*f = (struct fakehost){
		.encoding = "auto",
		.separator = "auto",
		.max_megabytes = "4096",
		.n_columns = 4,
		.stop_after = -1,
		.time_left = 60 * 1000,
		.capacity = FAKE_ROWS,
		.digest = UINT64_C(14695981039346656037),
	};
	f->host = (struct guiju_host){
		.size = sizeof f->host,
		.abi_minor = GUIJU_ABI_MINOR,
		.log = fake_log,
		.fail = fake_fail,
		.option = fake_option,
		.find_column = fake_find_column,
		.parse = fake_parse,
		.bad_cell = fake_bad_cell,
		.bad_row = fake_bad_row,
		.canceled = fake_canceled,
		.time_left = fake_time_left,
		.now = fake_now,
	};
	for (i = 0; i < FAKE_COLUMNS; i++) {
		f->columns[i].column = columns[i];
		f->columns[i].column.size = sizeof f->columns[i];
		f->cells[i].cells = (struct guiju_cells){
			.size = sizeof f->cells[i],
			.states = f->states[i],
			.numbers = f->numbers[i],
			.texts = i < 2 ? f->texts[i] : NULL,
		};
	}
	f->args = (struct guiju_open){
		.size = sizeof f->args,
		.n_columns = f->n_columns,
		.columns = &f->columns[0].column,
		.location = location,
		.host_data = f,
	};
}

void fakehost_init_all(struct fakehost *f, const char *location)
{
	fakehost_init(f, location);
	f->n_columns = FAKE_COLUMNS;
	f->args.n_columns = FAKE_COLUMNS;
}

void fakehost_option(struct fakehost *f, const char *name, const char *value)
{
	size_t i = 0;

	while (i + 1 < FAKE_OPTIONS && f->options[i].name)
		i++;
	f->options[i].name = name;
	f->options[i].value = value;
}

static void dump_cell(struct fakehost *f, uint32_t row, uint32_t column)
{
	const struct guiju_text *text = &f->texts[column][row];

	switch (f->states[column][row]) {
	case GUIJU_MISSING:
		note(f, f->rows, "-");
		break;
	case GUIJU_GIVEN:
		if (f->cells[column].cells.texts != NULL)
			note(f, f->rows, "%.*s", (int)text->size, text->data);
		else
			note(f, f->rows, "%" PRId64, f->numbers[column][row]);
		break;
	case GUIJU_NOT_APPLICABLE:
		note(f, f->rows, "n/a");
		break;
	case GUIJU_BAD:
		note(f, f->rows, "!");
		break;
	default:
		must(0, "a state that the host never gave");
	}
}

static void dump_cells(struct fakehost *f, char *out, const struct guiju_text *cells, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		note(f, out, "%s%.*s", i > 0 ? "|" : "", (int)cells[i].size, cells[i].data);
	note(f, out, ";");
}

static void dump_row(struct fakehost *f, const struct guiju_source_ops *ops,
                     struct guiju_source *source, uint32_t row)
{
	const struct guiju_text *cells;
	size_t n;
	uint32_t i;

	note(f, f->rows, "%" PRIu64 ":", f->places[row]);
	if (f->broken[row])
		note(f, f->rows, "broken");
	for (i = 0; i < f->n_columns; i++) {
		if (f->broken[row])
			must(f->states[i][row] == GUIJU_MISSING, "a broken row with cells");
		else if (i > 0)
			note(f, f->rows, ",");
		if (!f->broken[row])
			dump_cell(f, row, i);
	}
	note(f, f->rows, ";");
	if (ops->raw_row == NULL)
		return;
	must(ops->raw_row(source, row, &cells, &n) == GUIJU_OK, "a row without raw_row()");
	dump_cells(f, f->raws, cells, n);
}

int32_t fakehost_read(struct fakehost *f, const struct guiju_source_ops *ops,
                      struct guiju_source *source)
{
	const struct guiju_text *cells;
	size_t n;
	int32_t rc;
	uint32_t i;

	memset(f->states, GUIJU_MISSING, sizeof f->states);
	memset(f->broken, 0, sizeof f->broken);
	f->batch = (struct guiju_batch){
		.size = sizeof f->batch,
		.capacity = f->capacity,
		.n_columns = f->n_columns,
		.columns = &f->cells[0].cells,
		.places = f->places,
		.broken = f->broken,
	};
	rc = ops->read(source, &f->batch);
	must((rc == GUIJU_OK) == (f->batch.rows > 0), "rows and no GUIJU_OK, or the reverse");
	must(f->batch.rows <= f->capacity, "more rows than the batch holds");
	for (i = 0; i < f->batch.rows; i++) {
		must(f->places[i] > f->last_place, "places do not rise");
		f->last_place = f->places[i];
		dump_row(f, ops, source, i);
	}
	if (*f->heading == '\0' && ops->heading) {
		must(ops->heading(source, &cells, &n) == GUIJU_OK, "no heading()");
		dump_cells(f, f->heading, cells, n);
	}
	f->n_rows += f->batch.rows;
	return rc;
}

int32_t fakehost_drain(struct fakehost *f, const struct guiju_source_ops *ops,
                       struct guiju_source *source)
{
	int32_t rc = GUIJU_OK;

	while (rc == GUIJU_OK)
		rc = fakehost_read(f, ops, source);
	ops->close(source);
	return rc;
}

int32_t fakehost_all(struct fakehost *f, const struct guiju_source_ops *ops)
{
	struct guiju_source *source = NULL;
	int32_t rc = ops->open(&f->host, &f->args, &source);

	return rc == GUIJU_OK ? fakehost_drain(f, ops, source) : rc;
}
