/* source.c: a source for guiju: reads tab-separated text, a heading line first. Follow the steps from 1 to 7.
 *
 * guiju.h tells the whole contract. As it stands this file builds, reads sample.tsv and passes guiju plugin test.
 */
#include <guiju.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CELLS_MAX = 200, LINE_MAX_BYTES = 65536 };

/* Step 1: what one opened input needs. No globals: two inputs may be open at once. */
struct guiju_source {
	const struct guiju_host *host;
	const struct guiju_open *args;
	FILE *file;
	char *line;                 /* the line being read; room for LINE_MAX_BYTES */
	uint64_t place;             /* its number in the file */
	int32_t columns[CELLS_MAX]; /* which wanted column each cell is, or -1 */
	size_t n_columns;
	char *texts; /* texts of the last batch: they must live until the next read() */
	size_t texts_used, texts_room;
};

static int32_t fail(struct guiju_source *s, const char *why)
{
	return s->host->fail(s->args->host_data, why);
}

/* The next line without its end; 0 at the end of the file, -1 when it was too long and is skipped. */
static int next_line(struct guiju_source *s)
{
	size_t n;
	int c;

	if (fgets(s->line, LINE_MAX_BYTES, s->file) == NULL)
		return 0;
	s->place++;
	n = strlen(s->line);
	if (n + 1 == LINE_MAX_BYTES && s->line[n - 1] != '\n') {
		while ((c = fgetc(s->file)) != EOF && c != '\n')
			;
		return -1;
	}
	s->line[strcspn(s->line, "\r\n")] = '\0';
	return 1;
}

/* Step 2: find out which column is which. find_column() knows keys, labels and other names, in both languages. */
static int32_t read_heading(struct guiju_source *s)
{
	const char *cell = s->line;
	uint32_t i;

	if (next_line(s) != 1)
		return fail(s, "there is no heading line");
	for (s->n_columns = 0; s->n_columns < CELLS_MAX; s->n_columns++) {
		size_t n = strcspn(cell, "\t");

		s->columns[s->n_columns] = s->host->find_column(s->args->host_data, cell, n);
		if (cell[n] == '\0')
			break;
		cell += n + 1;
	}
	if (s->n_columns < CELLS_MAX)
		s->n_columns++;
	for (i = 0; i < s->args->n_columns; i++) {
		size_t k = 0;

		while (k < s->n_columns && s->columns[k] != (int32_t)i)
			k++;
		if (guiju_column_at(s->args, i)->required && k == s->n_columns)
			return fail(s, "the heading lacks a column that must be there, such as "
			               "the credit code");
	}
	return GUIJU_OK;
}

/* Step 3: open the input; say GUIJU_NOT_MINE for what another plugin may read. Options come as checked text. */
static int32_t open_file(struct guiju_source *s)
{
	int fd = open(s->args->location, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return fail(s, "the file cannot be opened");
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (s->file = fdopen(fd, "r")) == NULL) {
		close(fd);
		return fail(s, "it is no file");
	}
	s->line = malloc(LINE_MAX_BYTES);
	return s->line ? GUIJU_OK : GUIJU_NOMEM;
}

static void template_close(struct guiju_source *s)
{
	if (s->file)
		fclose(s->file);
	free(s->texts);
	free(s->line);
	free(s);
}

static int32_t template_open(const struct guiju_host *host, const struct guiju_open *args,
                             struct guiju_source **out)
{
	struct guiju_source *s = calloc(1, sizeof *s);
	int32_t code;

	if (s == NULL)
		return GUIJU_NOMEM;
	s->host = host;
	s->args = args;
	code = open_file(s);
	if (code == GUIJU_OK)
		code = read_heading(s);
	if (code != GUIJU_OK) {
		template_close(s);
		return code;
	}
	*out = s;
	return GUIJU_OK;
}

/* Step 4: a cell. parse() reads what offices write; a bad one is reported, and marked by its state. */
static int32_t fill_cell(struct guiju_source *s, struct guiju_batch *batch, uint32_t column,
                         const char *text, size_t n)
{
	struct guiju_cells *cells = guiju_cells_at(batch, column);
	struct guiju_value value;

	value.size = sizeof value;
	s->host->parse(s->args->host_data, column, text, n, &value);
	cells->states[batch->rows] = (uint8_t)value.state;
	if (value.state == GUIJU_BAD)
		s->host->bad_cell(s->args->host_data, batch->rows, column, text, n, value.reason);
	if (value.state != GUIJU_GIVEN)
		return GUIJU_OK;
	if (cells->texts == NULL) {
		cells->numbers[batch->rows] = value.number;
		return GUIJU_OK;
	}
	if (s->texts_room - s->texts_used < value.text_size)
		return GUIJU_NOMEM; /* read() made room: this cannot be */
	memcpy(s->texts + s->texts_used, value.text, value.text_size);
	cells->texts[batch->rows].data = s->texts + s->texts_used;
	cells->texts[batch->rows].size = value.text_size;
	s->texts_used += value.text_size;
	return GUIJU_OK;
}

/* Step 5: a row: its number as a person counts it, then its cells; one that cannot be taken apart is broken. */
static int32_t fill_row(struct guiju_source *s, struct guiju_batch *batch)
{
	const char *cell = s->line;
	size_t i = 0;

	batch->places[batch->rows] = s->place;
	for (;;) {
		size_t n = strcspn(cell, "\t");
		int32_t code = GUIJU_OK;

		if (i == s->n_columns) {
			batch->broken[batch->rows] = 1;
			s->host->bad_row(s->args->host_data, batch->rows,
			                 "the row has more cells than the heading");
			return GUIJU_OK;
		}
		if (s->columns[i] >= 0 && n > 0)
			code = fill_cell(s, batch, (uint32_t)s->columns[i], cell, n);
		if (code != GUIJU_OK || cell[n] == '\0')
			return code;
		cell += n + 1;
		i++;
	}
}

static int32_t too_long(struct guiju_source *s, struct guiju_batch *batch)
{
	batch->places[batch->rows] = s->place;
	batch->broken[batch->rows] = 1;
	s->host->bad_row(s->args->host_data, batch->rows, "the line is too long");
	return GUIJU_OK;
}

/* Step 6: a batch. Texts of the batch before are free to go now; a text never grows by parse() beyond 4096. */
static int32_t template_read(struct guiju_source *s, struct guiju_batch *batch)
{
	size_t most = (size_t)batch->capacity * 256 + LINE_MAX_BYTES + 4096;

	if (s->texts_room < most) {
		free(s->texts);
		s->texts = malloc(most);
		s->texts_room = s->texts ? most : 0;
		if (s->texts == NULL)
			return GUIJU_NOMEM;
	}
	s->texts_used = 0;
	while (batch->rows < batch->capacity &&
	       s->texts_room - s->texts_used >= LINE_MAX_BYTES + 4096 &&
	       !s->host->canceled(s->args->host_data)) {
		int found = next_line(s);
		int32_t code;

		if (found == 0)
			break;
		if (found > 0 && s->line[0] == '\0')
			continue;
		code = found > 0 ? fill_row(s, batch) : too_long(s, batch);
		if (code != GUIJU_OK)
			return code;
		batch->rows++;
	}
	return batch->rows > 0 ? GUIJU_OK : GUIJU_END;
}

static const struct guiju_source_ops source = {
	.size = sizeof source,
	.open = template_open,
	.read = template_read,
	.close = template_close,
};

/* Step 7: the table: name, summary in both languages, endings, options. Then: make test. */
static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "template",
	.version = "0.1",
	.summary_zh = "读取以制表符分隔的文本",
	.summary_en = "reads tab-separated text",
	.endings = ".tsv",
	.source = &source,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	(void)host;
	return &plugin;
}
