/* source.c: opens a workbook, chooses the sheet, finds its headings. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/table.h"
#include "source.h"

const struct xlsx_limits xlsx_limits_usual = {
	.rows = {
		.cell = 3 * 32767,
		.row = 1024 * 1024,
		.columns = 1000,
		.title_rows = 30,
		.batch_bytes = 1024 * 1024,
		.batch_cells = 128 * 1024,
	},
	.strings_memory = 4 * 1024 * 1024,
	.strings_most = UINT64_C(512) * 1024 * 1024,
};

struct guiju_source {
	struct src_table table; /* the first, as src_table_read() wants it */
	struct xlsx_package package;
	struct xlsx_book book;
	struct xlsx_styles styles;
	struct xlsx_strings strings;
	struct xlsx_sheet sheet;
};

/* Whether the rows of a list are wanted. */
static bool is_list(const struct guiju_open *args)
{
	return args->list && *args->list;
}

static int32_t most_bytes(const struct src_env *env, uint64_t *bytes, struct src_err *err)
{
	const char *text = src_table_option(env, "max-megabytes", "1024");
	const uint64_t megabyte = 1000 * 1000;
	unsigned long long n;
	char *end;

	errno = 0;
	n = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || n > UINT64_MAX / megabyte)
		return src_tell(err, GUIJU_FAILED,
		                tr("max-megabytes=%s: not a number of megabytes"), text);
	*bytes = n * megabyte;
	return GUIJU_OK;
}

/* Reads the headings of the sheet; a row of keys is looked for first, as in a CSV form. */
static int32_t try_sheet(struct guiju_source *s, const struct xlsx_book_sheet *which,
                         uint32_t *nearness, struct src_err *err)
{
	int32_t rc = GUIJU_FAILED;
	int pass;

	*nearness = 0;
	for (pass = 0; pass < 2 && rc == GUIJU_FAILED; pass++) {
		xlsx_sheet_close(&s->sheet);
		rc = xlsx_sheet_open(&s->sheet, &s->table.env, &s->package, &s->book, &s->styles,
		                     &s->strings, which->part, err);
		if (rc != GUIJU_OK)
			return rc;
		rc = src_heading_find(&s->table.heading, &s->table.env, &s->table.scan, pass == 0,
		                      nearness, err);
	}
	if (rc == GUIJU_OK)
		s->sheet.heading = s->table.heading.names.rows[0].place;
	return rc;
}

static int32_t in_sheet(const struct xlsx_book_sheet *which, struct src_err *err)
{
	struct src_err inner = *err;

	return src_tell(err, err->code, tr("sheet \"%s\": %s"), which->name, inner.text);
}

static int32_t take_sheet(struct guiju_source *s, const struct xlsx_book_sheet *which,
                          struct src_err *err)
{
	uint32_t nearness;
	int32_t rc;

	if (*which->part == '\0')
		return src_tell(err, GUIJU_FAILED, tr("sheet \"%s\" has no cells: it is a chart"),
		                which->name);
	rc = try_sheet(s, which, &nearness, err);
	return rc == GUIJU_FAILED ? in_sheet(which, err) : rc;
}

static int32_t no_such_sheet(const struct guiju_source *s, const char *asked, struct src_err *err)
{
	char names[400] = "";
	size_t i;

	for (i = 0; i < s->book.n; i++)
		if (!src_tell_list(names, sizeof names - 8, s->book.sheets[i].name)) {
			src_tell_list(names, sizeof names, "...");
			break;
		}
	return src_tell(err, GUIJU_FAILED, tr("the workbook has no sheet \"%s\"; it has: %s"),
	                asked, names);
}

/* By its name, else by its number from 1. */
static int32_t take_asked(struct guiju_source *s, const char *asked, struct src_err *err)
{
	unsigned long number;
	char *end;
	size_t i;

	for (i = 0; i < s->book.n; i++)
		if (strcmp(s->book.sheets[i].name, asked) == 0)
			return take_sheet(s, &s->book.sheets[i], err);
	number = strtoul(asked, &end, 10);
	if (*asked >= '0' && *asked <= '9' && *end == '\0' && number >= 1 && number <= s->book.n)
		return take_sheet(s, &s->book.sheets[number - 1], err);
	return no_such_sheet(s, asked, err);
}

/* Whether the sheet is a list's own: not where applications are looked for. */
static bool is_of_list(const struct guiju_source *s, const struct xlsx_book_sheet *sheet)
{
	const struct guiju_open *args = s->table.env.args;
	uint32_t i;

	for (i = 0; i < args->n_columns; i++) {
		const struct guiju_column *column = guiju_column_at(args, i);

		if (column->type == GUIJU_LIST &&
		    (xlsx_choose_is_list(sheet->name, column->key) ||
		     xlsx_choose_is_list(sheet->name, column->label_zh) ||
		     xlsx_choose_is_list(sheet->name, column->label_en)))
			return true;
	}
	return false;
}

/* The first sheet that has the headings; where none has, the one that came nearest tells why. */
static int32_t take_first(struct guiju_source *s, struct src_err *err)
{
	struct src_err other = { .code = GUIJU_OK };
	uint32_t nearest = 0, nearness;
	int32_t rc = GUIJU_FAILED;
	size_t i, seen = 0;

	src_tell(err, GUIJU_FAILED, "%s",
	         tr("the workbook has no sheet that may hold these rows; name one by the option "
	            "sheet"));
	for (i = 0; i < s->book.n && rc == GUIJU_FAILED; i++) {
		const struct xlsx_book_sheet *which = &s->book.sheets[i];

		if (which->hidden || *which->part == '\0' || is_of_list(s, which))
			continue;
		rc = try_sheet(s, which, &nearness, &other);
		if (rc == GUIJU_OK && s->book.n > 1)
			src_tell_log(&s->table.env, GUIJU_LOG_INFO, tr("the sheet \"%s\" is read"),
			             which->name);
		if (rc == GUIJU_OK)
			return rc;
		if (seen++ > 0 && nearness <= nearest && rc == GUIJU_FAILED)
			continue;
		nearest = nearness;
		*err = other;
		if (rc == GUIJU_FAILED)
			in_sheet(which, err);
	}
	return err->code;
}

static int32_t take_list(struct guiju_source *s, struct src_err *err)
{
	const struct guiju_open *args = s->table.env.args;
	size_t i;

	for (i = 0; i < s->book.n; i++)
		if (xlsx_choose_is_list(s->book.sheets[i].name, args->list) ||
		    xlsx_choose_is_list(s->book.sheets[i].name, args->list_zh) ||
		    xlsx_choose_is_list(s->book.sheets[i].name, args->list_en))
			return take_sheet(s, &s->book.sheets[i], err);
	return args->list_within ? GUIJU_END : take_first(s, err);
}

static int32_t begin(struct guiju_source *s, const struct xlsx_limits *limits, struct src_err *err)
{
	const char *asked = src_table_option(&s->table.env, "sheet", "");
	const struct guiju_open *args = s->table.env.args;
	uint64_t most = 0;
	int32_t rc = most_bytes(&s->table.env, &most, err);

	if (rc == GUIJU_OK)
		rc = xlsx_package_open(&s->package, args->location, most, err);
	if (rc == GUIJU_OK)
		rc = xlsx_book_open(&s->book, &s->package, err);
	if (rc == GUIJU_OK)
		rc = xlsx_styles_open(&s->styles, &s->package, s->book.styles, err);
	if (rc == GUIJU_OK)
		rc = xlsx_strings_open(&s->strings, &s->package, s->book.strings,
		                       limits->strings_memory, limits->strings_most, err);
	if (rc != GUIJU_OK)
		return rc;
	if (is_list(args))
		return take_list(s, err);
	return *asked ? take_asked(s, asked, err) : take_first(s, err);
}

static void source_close(struct guiju_source *s)
{
	xlsx_sheet_close(&s->sheet);
	xlsx_strings_close(&s->strings);
	xlsx_styles_close(&s->styles);
	xlsx_book_close(&s->book);
	xlsx_package_close(&s->package);
	src_table_fini(&s->table);
	free(s);
}

int32_t xlsx_source_open(const struct guiju_host *host, const struct guiju_open *args,
                         const struct xlsx_limits *limits, struct guiju_source **out)
{
	struct guiju_source *s = calloc(1, sizeof *s);
	struct src_err err = { .code = GUIJU_OK };
	int32_t rc;

	if (s == NULL)
		return GUIJU_NOMEM;
	s->strings.fd = -1;
	rc = src_table_init(&s->table, host, args, &limits->rows);
	s->table.env.grid = true;
	s->table.scan = (struct src_scan){ .next = xlsx_sheet_next, .in = &s->sheet };
	if (rc == GUIJU_OK)
		rc = begin(s, limits, &err);
	if (rc == GUIJU_OK) {
		*out = s;
		return rc;
	}
	if (rc != GUIJU_NOMEM && rc != GUIJU_END)
		host->fail(args->host_data, err.text);
	source_close(s);
	return rc;
}

static int32_t source_open(const struct guiju_host *host, const struct guiju_open *args,
                           struct guiju_source **out)
{
	return xlsx_source_open(host, args, &xlsx_limits_usual, out);
}

static void source_progress(struct guiju_source *s, uint64_t *done, uint64_t *all)
{
	*done = s->sheet.xml.part.at;
	*all = s->sheet.xml.part.size;
}

const struct guiju_source_ops xlsx_source_ops = {
	.size = sizeof xlsx_source_ops,
	.flags = GUIJU_SOURCE_LISTS,
	.open = source_open,
	.read = src_table_read,
	.close = source_close,
	.heading = src_table_heading,
	.raw_row = src_table_raw_row,
	.progress = source_progress,
};
