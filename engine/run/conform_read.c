/* conform_read.c: a source under trial: opened, read batch by batch, every batch held against the contract. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/run/conform_spy.h"

#define SAY(s, ...) \
	do { \
		if (!(s)->mute) \
			conform_say((s)->c, __VA_ARGS__); \
	} while (0)

enum { ROWS_MAX = 200000 };

/* Columns with the room behind each that a newer guiju's would have. */
static struct guiju_column *make_columns(struct spy *s)
{
	size_t n = s->source.wanted.n;
	size_t step = sizeof(struct guiju_column) + s->later;
	char *columns = conform_pages(n * step);
	size_t i;

	if (columns == NULL)
		return NULL;
	for (i = 0; i < n; i++) {
		struct guiju_column *c = (struct guiju_column *)(void *)(columns + i * step);

		*c = s->source.wanted.columns[i];
		c->size = (uint32_t)step;
		memset(columns + i * step + sizeof *c, 0xa5, s->later);
	}
	conform_forbid(s->c, columns, n * step, CONFORM_CONST);
	return (struct guiju_column *)(void *)columns;
}

static bool make_open(struct spy *s)
{
	size_t n = sizeof *s->open + s->later;
	struct guiju_column *columns = make_columns(s);

	s->host = spy_host(s);
	s->open = conform_pages(n);
	if (s->open == NULL || columns == NULL || s->host == NULL)
		return false;
	*s->open = (struct guiju_open){
		.size = (uint32_t)n,
		.n_columns = (uint32_t)s->source.wanted.n,
		.columns = columns,
		.location = s->location,
		.host_data = s,
		.list = s->c->args->list ? s->c->args->list->key : "",
		.cursor = s->cursor ? s->cursor : "",
	};
	conform_forbid(s->c, s->open, n, CONFORM_CONST);
	return true;
}

static struct guiju_cells *cells_at(const struct spy *s, size_t i)
{
	return (struct guiju_cells *)(void *)((char *)s->cells +
	                                      i * (sizeof(struct guiju_cells) + s->later));
}

/* Each array ends where a page begins that kills. */
static bool make_batch(struct spy *s)
{
	size_t n = s->source.wanted.n;
	size_t step = sizeof(struct guiju_cells) + s->later;
	size_t i;

	s->cells = conform_pages(n * step);
	s->reported = calloc((n + 1) * s->capacity, 1);
	if (s->cells == NULL || s->reported == NULL)
		return false;
	for (i = 0; i < n; i++) {
		struct guiju_cells *c = cells_at(s, i);
		int32_t type = s->source.wanted.columns[i].type;
		bool texts = type == GUIJU_TEXT || type == GUIJU_CODE;

		*c = (struct guiju_cells){
			.size = (uint32_t)step,
			.states = conform_room(s->c, s->capacity),
			.numbers = conform_room(s->c, s->capacity * sizeof(int64_t)),
			.texts = texts ? conform_room(s->c, s->capacity * sizeof(struct guiju_text))
			               : NULL,
		};
		memset((char *)(c + 1), 0xa5, s->later);
		if (c->states == NULL || c->numbers == NULL || (texts && c->texts == NULL))
			return false;
	}
	conform_forbid(s->c, s->cells, n * step, CONFORM_CONST);
	s->batch = (struct guiju_batch){
		.size = sizeof s->batch,
		.capacity = s->capacity,
		.n_columns = (uint32_t)n,
		.columns = s->cells,
		.places = conform_room(s->c, s->capacity * sizeof(uint64_t)),
		.broken = conform_room(s->c, s->capacity),
	};
	return s->batch.places && s->batch.broken;
}

int32_t spy_open(struct spy *s)
{
	int32_t code;

	if (!make_open(s) || !make_batch(s)) {
		conform_say(s->c, tr("memory ran out in guiju itself"));
		return GUIJU_NOMEM;
	}
	s->in = NULL;
	spy_begin(s, "open");
	code = s->c->table->source->open(s->host, s->open, &s->in);
	code = spy_end(s, "open", code);
	if (code == GUIJU_OK && s->in == NULL) {
		conform_say(s->c, tr("open() says GUIJU_OK and hands nothing over"));
		return s->code = GUIJU_FAILED;
	}
	if (code != GUIJU_OK)
		s->in = NULL;
	return code;
}

static void reset(struct spy *s)
{
	size_t i;

	for (i = 0; i < s->source.wanted.n; i++) {
		const struct guiju_cells *c = cells_at(s, i);

		memset(c->states, GUIJU_MISSING, s->capacity);
		if (c->texts)
			memset(c->texts, 0, s->capacity * sizeof *c->texts);
	}
	memset(s->batch.places, 0, s->capacity * sizeof *s->batch.places);
	memset(s->batch.broken, 0, s->capacity);
	memset(s->reported, 0, (s->source.wanted.n + 1) * s->capacity);
	s->batch.rows = 0;
}

static uint64_t mix(uint64_t digest, const void *data, size_t n)
{
	const unsigned char *p = data;

	for (; n > 0; n--)
		digest = (digest ^ *p++) * 0x100000001b3;
	return digest;
}

/* A text must be the plugin's for as long as the batch is read: not on the stack that its read() had. */
static uint64_t judge_text(struct spy *s, uint64_t digest, const struct guiju_text *text,
                           const char *key)
{
	const char *here = __builtin_frame_address(0);

	if (text->data == NULL || text->size == 0) {
		SAY(s,
		    tr("it gives a text without anything in it in column %s; GUIJU_MISSING is "
		       "for that"),
		    key);
		return digest;
	}
	if (text->data < here + 256 && text->data > here - (1 << 20)) {
		SAY(s,
		    tr("its text in column %s lies on the stack of a call that is over: keep "
		       "texts until the next read()"),
		    key);
		return digest;
	}
	if (gj_text_valid(text->data, text->size) != text->size)
		SAY(s, tr("its text in column %s is not UTF-8"), key);
	return mix(digest, text->data, text->size);
}

static uint64_t judge_cell(struct spy *s, uint64_t digest, uint32_t row, size_t column)
{
	const struct guiju_cells *c = cells_at(s, column);
	const struct guiju_column *col = &s->source.wanted.columns[column];
	uint8_t state = c->states[row];
	bool reported = s->reported[(size_t)row * s->source.wanted.n + column];

	digest = mix(digest, &state, 1);
	if (state > GUIJU_BAD)
		SAY(s, tr("it gives the state %d in column %s, which there is not"), (int)state,
		    col->key);
	else if (state == GUIJU_BAD && !reported)
		SAY(s,
		    tr("it marks a cell of column %s as bad and does not say why: call "
		       "host->bad_cell()"),
		    col->key);
	else if (state != GUIJU_BAD && reported)
		SAY(s,
		    tr("it calls host->bad_cell() for column %s and does not mark the cell "
		       "GUIJU_BAD"),
		    col->key);
	if (state != GUIJU_GIVEN)
		return digest;
	if (c->texts)
		return judge_text(s, digest, &c->texts[row], col->key);
	if (((col->type == GUIJU_YES_NO || col->type == GUIJU_JUDGEMENT) &&
	     (c->numbers[row] < 0 || c->numbers[row] > 1)) ||
	    (col->type != GUIJU_AMOUNT && col->type != GUIJU_DATE && c->numbers[row] < 0))
		SAY(s, tr("it gives %lld in column %s, whose type cannot have that"),
		    (long long)c->numbers[row], col->key);
	return mix(digest, &c->numbers[row], sizeof c->numbers[row]);
}

static bool keep_row(struct spy *s, uint64_t place, uint64_t digest)
{
	size_t room = s->room ? 2 * s->room : 256;
	struct conform_row *grown;

	if (s->n_rows == s->room) {
		grown = realloc(s->rows, room * sizeof *grown);
		if (grown == NULL)
			return false;
		s->rows = grown;
		s->room = room;
	}
	s->rows[s->n_rows++] = (struct conform_row){ place, digest };
	return true;
}

static uint64_t digest_row(struct spy *s, uint32_t row)
{
	uint64_t digest = 0xcbf29ce484222325;
	size_t column;

	for (column = 0; column < s->source.wanted.n; column++)
		digest = judge_cell(s, digest, row, column);
	return mix(digest, &s->batch.broken[row], 1);
}

static bool judge_rows(struct spy *s)
{
	uint32_t row;

	for (row = 0; row < s->batch.rows; row++) {
		uint64_t place = s->batch.places[row];

		if (place <= s->last_place) {
			SAY(s,
			    tr("the number of its row %llu comes after %llu: batch->places must "
			       "rise from 1"),
			    (unsigned long long)place, (unsigned long long)s->last_place);
			return false;
		}
		s->last_place = place;
		if (s->batch.broken[row] &&
		    !s->reported[(size_t)s->capacity * s->source.wanted.n + row])
			SAY(s,
			    tr("it marks row %llu as broken and does not say why: call "
			       "host->bad_row()"),
			    (unsigned long long)place);
		if (!keep_row(s, place, digest_row(s, row)))
			return false;
	}
	return true;
}

/* The rows as they stood, and that the texts outlive those calls. */
static void judge_raw(struct spy *s)
{
	const struct guiju_source_ops *ops = s->c->table->source;
	const struct guiju_text *cells = NULL;
	const size_t first = s->n_rows - s->batch.rows;
	bool mute = s->mute;
	uint32_t row;
	size_t n = 0;

	if (ops->heading == NULL || ops->raw_row == NULL)
		return;
	for (row = 0; row < s->batch.rows; row++) {
		spy_begin(s, "raw_row");
		if (spy_end(s, "raw_row", ops->raw_row(s->in, row, &cells, &n)) == GUIJU_OK &&
		    n > 0 && cells == NULL)
			SAY(s, tr("raw_row() hands over cells that are NULL"));
	}
	spy_begin(s, "heading");
	spy_end(s, "heading", ops->heading(s->in, &cells, &n));
	s->mute = true; /* what is wrong with a cell was said */
	for (row = 0; row < s->batch.rows; row++)
		if (s->rows[first + row].digest != digest_row(s, row))
			break;
	s->mute = mute;
	if (row < s->batch.rows)
		SAY(s, tr("a text of row %llu has changed before the next read()"),
		    (unsigned long long)s->batch.places[row]);
}

static void judge_batch(struct spy *s, const struct guiju_batch *before)
{
	if (s->batch.capacity != before->capacity || s->batch.columns != before->columns ||
	    s->batch.n_columns != before->n_columns || s->batch.places != before->places ||
	    s->batch.broken != before->broken || s->batch.size != before->size) {
		conform_say(s->c, tr("read() changes members of the batch that are guiju's: only "
		                     "rows and what the arrays hold are its own"));
		s->batch = (struct guiju_batch){ .rows = s->batch.rows,
			                         .size = before->size,
			                         .capacity = before->capacity,
			                         .n_columns = before->n_columns,
			                         .columns = before->columns,
			                         .places = before->places,
			                         .broken = before->broken };
	}
}

int32_t spy_read(struct spy *s)
{
	struct guiju_batch before;
	int32_t code;

	reset(s);
	before = s->batch;
	s->reading = true;
	spy_begin(s, "read");
	code = s->c->table->source->read(s->in, &s->batch);
	spy_end(s, "read", code);
	s->reading = false;
	judge_batch(s, &before);
	if (code != GUIJU_OK)
		return code;
	if (s->batch.rows == 0) {
		if (!s->c->shared->stopped)
			SAY(s, tr("read() says GUIJU_OK and fills no row: GUIJU_END is for that"));
		return s->code = GUIJU_FAILED;
	}
	if (s->batch.rows > s->capacity) {
		conform_say(s->c,
		            tr("read() says that it filled %u rows where there is room for %u"),
		            (unsigned)s->batch.rows, (unsigned)s->capacity);
		return s->code = GUIJU_FAILED;
	}
	if (!judge_rows(s))
		return s->code = GUIJU_FAILED;
	judge_raw(s);
	if (s->n_rows > ROWS_MAX) {
		conform_say(s->c,
		            tr("it has read %zu rows and does not come to an end: give a "
		               "smaller input"),
		            s->n_rows);
		return s->code = GUIJU_FAILED;
	}
	return s->code = GUIJU_OK;
}

int32_t spy_read_all(struct spy *s)
{
	int32_t code;

	do
		code = spy_read(s);
	while (code == GUIJU_OK);
	return code;
}

void spy_close(struct spy *s)
{
	const int32_t code = s->code; /* stays that of the last call before */

	if (s->in == NULL)
		return;
	spy_begin(s, "close");
	s->c->table->source->close(s->in);
	spy_end(s, "close", GUIJU_OK);
	s->code = code;
	s->in = NULL;
}

int32_t spy_whole(struct spy *s)
{
	int32_t code = spy_open(s);

	if (code == GUIJU_OK)
		code = spy_read_all(s);
	spy_close(s);
	return code;
}

bool spy_same(const struct spy *a, const struct spy *b, const char *when)
{
	size_t i;

	for (i = 0; i < a->n_rows && i < b->n_rows; i++)
		if (a->rows[i].place != b->rows[i].place || a->rows[i].digest != b->rows[i].digest)
			break;
	if (a->n_rows == b->n_rows && i == a->n_rows)
		return true;
	if (a->n_rows != b->n_rows)
		conform_say(a->c, tr("%s it reads %zu rows, not %zu"), when, b->n_rows, a->n_rows);
	else
		conform_say(a->c, tr("%s its row %llu differs"), when,
		            (unsigned long long)a->rows[i].place);
	return false;
}
