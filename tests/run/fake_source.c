/* fake_source.c: a source plugin for tests: reads small CSV files well, and lies as its options say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "guiju.h"

enum { MAX_CELLS = 64 };

struct row {
	struct guiju_text cells[MAX_CELLS];
	size_t n;
	uint64_t place;
};

struct guiju_source {
	const struct guiju_host *host;
	const struct guiju_open *args;
	char *data, *texts; /* owned: the file, and cells without their quotes and cleaned texts */
	size_t size, at, texts_used, texts_room;
	uint64_t line;
	struct row heading;
	int32_t columns[MAX_CELLS]; /* of each cell, or -1 */
	struct row *rows;           /* owned: the last batch */
	uint32_t n_rows, room;
	uint64_t done;
	const char *lie;
	unsigned long batch, sleep, fail_at;
};

static const char *option(struct guiju_source *s, const char *name)
{
	return s->host->option(s->args->host_data, name);
}

static int lies(const struct guiju_source *s, const char *how)
{
	return strcmp(s->lie, how) == 0;
}

static char *keep(struct guiju_source *s, const char *text, size_t n)
{
	char *p = s->texts + s->texts_used;

	if (s->texts_used + n > s->texts_room)
		return NULL;
	memcpy(p, text, n);
	s->texts_used += n;
	return p;
}

/* One cell from s->at; returns what ended it: ',' or '\n' or 0. */
static int next_cell(struct guiju_source *s, struct guiju_text *cell)
{
	char *start = s->data + s->at;
	char *p = start, *out = start, *end = s->data + s->size;

	if (p < end && *p == '"') {
		for (p++; p < end && (*p != '"' || (p + 1 < end && p[1] == '"')); p++) {
			p += *p == '"';
			*out++ = *p;
		}
		p += p < end;
	} else {
		for (; p < end && *p != ',' && *p != '\n' && *p != '\r'; p++)
			*out++ = *p;
	}
	*cell = (struct guiju_text){ start, (size_t)(out - start) };
	p += p < end && *p == '\r';
	s->at = (size_t)(p - s->data) + (p < end);
	return p < end ? *p : 0;
}

static int next_row(struct guiju_source *s, struct row *row)
{
	int end;

	if (s->at >= s->size)
		return 0;
	row->n = 0;
	row->place = ++s->line;
	do {
		struct guiju_text cell;

		end = next_cell(s, &cell);
		if (row->n < MAX_CELLS)
			row->cells[row->n++] = cell;
	} while (end == ',');
	return 1;
}

static int load(struct guiju_source *s)
{
	FILE *f = fopen(s->args->location, "rb");
	long size;

	if (f == NULL)
		return s->host->fail(s->args->host_data, "the file cannot be opened");
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	s->data = malloc((size_t)size + 1);
	s->texts_room = 8 * (size_t)size + 100000;
	s->texts = malloc(s->texts_room);
	if (s->data)
		s->size = fread(s->data, 1, (size_t)size, f);
	fclose(f);
	return s->data && s->texts ? GUIJU_OK : GUIJU_NOMEM;
}

static int32_t map_heading(struct guiju_source *s)
{
	uint32_t c;
	size_t i;

	if (s->size >= 3 && memcmp(s->data, "\xef\xbb\xbf", 3) == 0)
		s->at = 3;
	if (!next_row(s, &s->heading))
		return s->host->fail(s->args->host_data, "the file is empty");
	for (i = 0; i < s->heading.n; i++)
		s->columns[i] = s->host->find_column(s->args->host_data, s->heading.cells[i].data,
		                                     s->heading.cells[i].size);
	for (c = 0; c < s->args->n_columns; c++) {
		if (!guiju_column_at(s->args, c)->required)
			continue;
		for (i = 0; i < s->heading.n && s->columns[i] != (int32_t)c; i++)
			;
		if (i == s->heading.n)
			return s->host->fail(s->args->host_data, "a required column is missing");
	}
	return GUIJU_OK;
}

static void fake_close(struct guiju_source *s)
{
	free(s->rows);
	free(s->texts);
	free(s->data);
	free(s);
}

static int32_t fake_open(const struct guiju_host *host, const struct guiju_open *args,
                         struct guiju_source **out)
{
	struct guiju_source *s = calloc(1, sizeof *s);
	int32_t rc;

	if (s == NULL)
		return GUIJU_NOMEM;
	s->host = host;
	s->args = args;
	s->lie = option(s, "lie");
	s->batch = strtoul(option(s, "batch"), NULL, 10);
	s->sleep = strtoul(option(s, "sleep"), NULL, 10);
	s->fail_at = strtoul(option(s, "fail-at"), NULL, 10);
	if (lies(s, "not-mine"))
		rc = GUIJU_NOT_MINE;
	else if (lies(s, "open-silent"))
		rc = GUIJU_FAILED;
	else if (lies(s, "open-code"))
		rc = 77;
	else if (lies(s, "open-null"))
		rc = GUIJU_OK;
	else
		rc = load(s);
	if (rc == GUIJU_OK && !lies(s, "open-null"))
		rc = map_heading(s);
	if (rc != GUIJU_OK || lies(s, "open-null")) {
		fake_close(s);
		return rc;
	}
	if (option(s, "nonsense") == NULL)
		host->log(args->host_data, GUIJU_LOG_INFO, "opened \xff with\nlines");
	*out = s;
	return GUIJU_OK;
}

static void fill_cell(struct guiju_source *s, struct guiju_batch *batch, uint32_t row,
                      uint32_t column, struct guiju_text cell)
{
	struct guiju_cells *cells = guiju_cells_at(batch, column);
	struct guiju_value value = { .size = sizeof value };

	s->host->parse(s->args->host_data, column, cell.data, cell.size, &value);
	cells->states[row] = (uint8_t)value.state;
	if (value.state == GUIJU_BAD)
		s->host->bad_cell(s->args->host_data, row, column, cell.data, cell.size,
		                  value.reason);
	if (value.state != GUIJU_GIVEN)
		return;
	if (cells->texts)
		cells->texts[row] =
		    (struct guiju_text){ keep(s, value.text, value.text_size), value.text_size };
	else
		cells->numbers[row] = value.number;
}

static void fill_row(struct guiju_source *s, struct guiju_batch *batch, uint32_t row)
{
	const struct row *r = &s->rows[row];
	size_t i;

	batch->places[row] = r->place;
	if (r->n != s->heading.n) {
		batch->broken[row] = 1;
		s->host->bad_row(s->args->host_data, row, "the row has another number of cells");
		return;
	}
	for (i = 0; i < r->n; i++)
		if (s->columns[i] >= 0)
			fill_cell(s, batch, row, (uint32_t)s->columns[i], r->cells[i]);
}

/* The first column of that type. */
static struct guiju_cells *of_type(struct guiju_source *s, struct guiju_batch *batch, int32_t type)
{
	uint32_t c;

	for (c = 0; c < s->args->n_columns; c++)
		if (guiju_column_at(s->args, c)->type == type)
			return guiju_cells_at(batch, c);
	return guiju_cells_at(batch, 0);
}

static void give(struct guiju_source *s, struct guiju_batch *batch, int32_t type, int64_t number)
{
	struct guiju_cells *cells = of_type(s, batch, type);

	cells->states[0] = GUIJU_GIVEN;
	cells->numbers[0] = number;
}

static void give_text(struct guiju_source *s, struct guiju_batch *batch, int32_t type,
                      const char *text, size_t n)
{
	struct guiju_cells *cells = of_type(s, batch, type);

	cells->states[0] = GUIJU_GIVEN;
	cells->texts[0] = (struct guiju_text){ text, n };
}

/* About the first row of each batch, once it was read honestly. */
static void lie(struct guiju_source *s, struct guiju_batch *batch)
{
	static char big[5000];
	uint32_t i;

	if (lies(s, "rows"))
		batch->rows = batch->capacity + 1;
	if (lies(s, "zero"))
		batch->rows = 0;
	if (lies(s, "places"))
		batch->places[0] = 0;
	if (lies(s, "places-equal") && batch->rows > 1)
		batch->places[1] = batch->places[0];
	if (lies(s, "state"))
		of_type(s, batch, GUIJU_COUNT)->states[0] = 9;
	if (lies(s, "bad-silent"))
		of_type(s, batch, GUIJU_COUNT)->states[0] = GUIJU_BAD;
	if (lies(s, "broken-silent"))
		batch->broken[0] = 1;
	if (lies(s, "yes-no"))
		give(s, batch, GUIJU_YES_NO, 2);
	if (lies(s, "count"))
		give(s, batch, GUIJU_COUNT, -1);
	if (lies(s, "amount"))
		give(s, batch, GUIJU_AMOUNT, INT64_MIN);
	if (lies(s, "date"))
		give(s, batch, GUIJU_DATE, 1000000000);
	if (lies(s, "index"))
		give(s, batch, GUIJU_ONE_OF, 2);
	if (lies(s, "judgement"))
		give(s, batch, GUIJU_JUDGEMENT, -1);
	if (lies(s, "list"))
		give(s, batch, GUIJU_LIST, 10001);
	if (lies(s, "text-null"))
		give_text(s, batch, GUIJU_TEXT, NULL, 5);
	if (lies(s, "text-empty"))
		give_text(s, batch, GUIJU_TEXT, "", 0);
	if (lies(s, "text-utf8"))
		give_text(s, batch, GUIJU_TEXT, "a\xff", 2);
	if (lies(s, "text-nul"))
		give_text(s, batch, GUIJU_TEXT, "a\0b", 3);
	if (lies(s, "text-control"))
		give_text(s, batch, GUIJU_TEXT, "a\033b", 3);
	if (lies(s, "text-long")) {
		memset(big, 'x', sizeof big);
		give_text(s, batch, GUIJU_TEXT, big, sizeof big);
	}
	if (lies(s, "code"))
		give_text(s, batch, GUIJU_CODE, "91420100MA4KABCD00", 18);
	if (lies(s, "code-short"))
		give_text(s, batch, GUIJU_CODE, "91420100", 8);
	if (lies(s, "report-outside")) {
		s->host->bad_cell(s->args->host_data, batch->capacity, 0, "x", 1, "outside");
		s->host->bad_cell(s->args->host_data, 0, 4000, "x", 1, "outside");
		s->host->bad_row(s->args->host_data, 0xffffffff, "outside");
	}
	if (lies(s, "report-null"))
		s->host->bad_cell(s->args->host_data, 0, 0, NULL, 9, NULL);
	if (lies(s, "report-ever"))
		for (i = 0; i < 100000; i++)
			s->host->bad_cell(s->args->host_data, 0, 0, big, sizeof big, "again");
	if (lies(s, "columns"))
		for (i = 0; i < batch->n_columns; i++)
			guiju_cells_at(batch, i)->states = NULL;
	if (lies(s, "batch"))
		memset(batch, 0xff, sizeof *batch);
	if (lies(s, "batch"))
		batch->rows = 1;
}

static void rest(const struct guiju_source *s)
{
	struct timespec t = { (time_t)(s->sleep / 1000), (long)(s->sleep % 1000) * 1000000 };

	nanosleep(&t, NULL);
}

static int32_t fake_read(struct guiju_source *s, struct guiju_batch *batch)
{
	uint32_t limit =
	    s->batch > 0 && s->batch < batch->capacity ? (uint32_t)s->batch : batch->capacity;

	if (s->sleep > 0)
		rest(s);
	if (s->host->canceled(s->args->host_data))
		return GUIJU_END;
	if (lies(s, "read-silent"))
		return GUIJU_FAILED;
	if (lies(s, "read-code"))
		return -77;
	if (limit > s->room) {
		free(s->rows);
		s->rows = malloc(limit * sizeof *s->rows);
		if (s->rows == NULL)
			return GUIJU_NOMEM;
		s->room = limit;
	}
	s->texts_used = 0;
	s->n_rows = 0;
	while (s->n_rows < limit && next_row(s, &s->rows[s->n_rows])) {
		if (s->fail_at > 0 && s->done >= s->fail_at)
			return s->host->fail(s->args->host_data, "the input breaks off");
		fill_row(s, batch, s->n_rows++);
		s->done++;
	}
	batch->rows = s->n_rows;
	if (s->n_rows == 0)
		return GUIJU_END;
	lie(s, batch);
	return GUIJU_OK;
}

static int32_t fake_heading(struct guiju_source *s, const struct guiju_text **cells, size_t *n)
{
	if (lies(s, "heading"))
		return s->host->fail(s->args->host_data, "no heading today");
	*cells = s->heading.cells;
	*n = s->heading.n;
	return GUIJU_OK;
}

static int32_t fake_raw_row(struct guiju_source *s, uint32_t row, const struct guiju_text **cells,
                            size_t *n)
{
	*cells = lies(s, "raw") ? NULL : s->rows[row].cells;
	*n = s->rows[row].n;
	return GUIJU_OK;
}

static void fake_progress(struct guiju_source *s, uint64_t *done, uint64_t *all)
{
	*done = s->at;
	*all = s->size;
}

static const struct guiju_option options[] = {
	{ .size = sizeof options[0], .type = GUIJU_OPTION_TEXT, .name = "lie", .value = "" },
	{ .size = sizeof options[0], .type = GUIJU_OPTION_NUMBER, .name = "batch", .value = "0" },
	{ .size = sizeof options[0], .type = GUIJU_OPTION_NUMBER, .name = "sleep", .value = "0" },
	{ .size = sizeof options[0], .type = GUIJU_OPTION_NUMBER, .name = "fail-at", .value = "0" },
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_CHOICE,
	  .name = "colour",
	  .value = "red",
	  .choices = "red green" },
};

static const struct guiju_source_ops ops = {
	.size = sizeof ops,
	.open = fake_open,
	.read = fake_read,
	.close = fake_close,
	.heading = fake_heading,
	.raw_row = fake_raw_row,
	.progress = fake_progress,
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "fake_source",
	.version = "1",
	.summary_zh = "试验用",
	.summary_en = "for tests",
	.endings = ".csv",
	.options = options,
	.n_options = sizeof options / sizeof options[0],
	.source = &ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	(void)host;
	return &plugin;
}
