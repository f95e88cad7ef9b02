/* reader.c: two buffers: a thread fills one while the loop's thread stores the other. */
#include "engine/run/reader.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/arena.h"
#include "engine/base/buf.h"
#include "engine/base/tr.h"
#include "engine/run/rejects.h"
#include "engine/run/work.h"

struct line { /* of the plugin's log, to be handed over on the loop's thread */
	struct line *next;
	int level;
	char *text;
};

/* A batch copied out of the source, so that the next can be read meanwhile. */
struct buffer {
	struct gj_arena arena; /* owns all that follows, but csv */
	struct gj_buf csv;     /* the rows as they stood, one behind the other */
	struct gj_reader_row *rows;
	size_t n;
	struct gj_complaint *complaints;
	struct line *lines, **last_line;
	uint64_t done, all;
};

/*
 *   loop's thread            thread of the pool
 *   wait for buffer 0   <--  read into buffer 0
 *   start reading       -->  read into buffer 1
 *   store buffer 0           ...
 *   wait for buffer 1   <--
 */
struct gj_reader {
	struct gj_loop *loop;     /* borrowed */
	struct gj_plugin *plugin; /* borrowed */
	struct gj_reader_args args;
	struct gj_work work;
	/* while work is busy, its thread's; else the loop's thread's */
	struct gj_source *source; /* owned */
	struct gj_buf heading;
	struct gj_record record; /* takes each row for its digest; none for a list */
	struct gj_rejects_form form;
	struct buffer buffers[2];
	int filling; /* the buffer that is being read into */
	/* the loop's thread */
	uint64_t rows;
	bool ended;
	/* any thread */
	atomic_bool stop;
};

static bool reader_canceled(void *ctx)
{
	struct gj_reader *r = ctx;

	return atomic_load(&r->stop) || gj_loop_canceled(r->loop);
}

/* A line that finds no memory is lost: it is only a log. */
static void reader_log(void *ctx, int level, const char *text)
{
	struct gj_reader *r = ctx;
	struct buffer *b = &r->buffers[r->filling];
	struct line *line = gj_arena_alloc(&b->arena, sizeof *line);
	char *copy = gj_arena_strdup(&b->arena, text);

	if (line == NULL || copy == NULL)
		return;
	*line = (struct line){ .level = level, .text = copy };
	*b->last_line = line;
	b->last_line = &line->next;
}

static void reset_buffer(struct buffer *b)
{
	gj_arena_clear(&b->arena);
	gj_buf_clear(&b->csv);
	b->rows = NULL;
	b->n = 0;
	b->complaints = NULL;
	b->lines = NULL;
	b->last_line = &b->lines;
}

static int open_source(void *ctx, struct gj_err *err)
{
	struct gj_reader *r = ctx;
	struct gj_source_args args = r->args.source;
	int rc;

	reset_buffer(&r->buffers[r->filling]);
	args.log = r->args.source.log ? reader_log : NULL;
	args.canceled = reader_canceled;
	args.ctx = r;
	rc = gj_source_open(&r->source, r->plugin, &args, err);
	if (rc == 0 && r->args.raw)
		rc = gj_rejects_heading(&r->heading, &r->form, r->source, err);
	return rc;
}

static bool copy_value(struct gj_value *value, struct gj_arena *arena, const struct guiju_cells *c,
                       size_t row)
{
	if (c->states[row] == GUIJU_BAD)
		return true;
	/* The states have the same numbers on both sides; the source has checked that it is one. */
	value->state = (enum gj_state)c->states[row];
	if (value->state != GJ_GIVEN)
		return true;
	if (c->texts == NULL) {
		value->number = c->numbers[row];
		return true;
	}
	value->text = gj_arena_strndup(arena, c->texts[row].data, c->texts[row].size);
	return value->text != NULL;
}

static bool copy_complaints(struct buffer *b, const struct gj_source_batch *batch)
{
	size_t i;

	if (batch->n_complaints == 0)
		return true;
	b->complaints = gj_arena_array(&b->arena, batch->n_complaints, sizeof *b->complaints);
	if (b->complaints == NULL)
		return false;
	for (i = 0; i < batch->n_complaints; i++) {
		struct gj_complaint *c = &b->complaints[i];
		struct gj_reader_row *row = &b->rows[batch->complaints[i].row];

		*c = batch->complaints[i];
		c->raw = gj_arena_strdup(&b->arena, c->raw);
		c->reason = gj_arena_strdup(&b->arena, c->reason);
		if (c->raw == NULL || c->reason == NULL)
			return false;
		if (row->n_complaints++ == 0)
			row->complaints = c;
	}
	return true;
}

/* Here rather than where rows are stored: that thread has most to do. */
static void digest_rows(struct gj_reader *r, struct buffer *b)
{
	struct gj_value *own = r->record.values;
	size_t i;

	for (i = 0; own && i < b->n; i++) {
		if (b->rows[i].n_complaints > 0)
			continue;
		r->record.values = (struct gj_value *)b->rows[i].cells;
		gj_record_digest(&r->record, b->rows[i].digest);
	}
	r->record.values = own;
}

static bool copy_rows(struct buffer *b, const struct gj_source *source,
                      const struct gj_source_batch *batch)
{
	size_t columns = gj_source_columns(source);
	struct gj_value *values;
	size_t i, c;

	b->rows = gj_arena_array(&b->arena, batch->rows, sizeof *b->rows);
	values = gj_arena_array(&b->arena, batch->rows * columns, sizeof *values);
	if (b->rows == NULL || values == NULL)
		return false;
	for (i = 0; i < batch->rows; i++) {
		b->rows[i] = (struct gj_reader_row){
			.place = batch->cells->places[i],
			.cells = values + i * columns,
			.raw = "",
		};
	}
	for (c = 0; c < columns; c++)
		for (i = 0; i < batch->rows; i++)
			if (!copy_value(&values[i * columns + c], &b->arena,
			                &batch->cells->columns[c], i))
				return false;
	b->n = batch->rows;
	return copy_complaints(b, batch);
}

/* The buffer grows meanwhile, so the rows learn where they begin at the end. */
static int copy_raw(struct gj_reader *r, struct buffer *b, struct gj_err *err)
{
	const char *p;
	size_t i;
	int rc;

	for (i = 0; i < b->n; i++) {
		size_t before = b->csv.n;

		rc = gj_rejects_row(&b->csv, &r->form, r->source, (uint32_t)i, err);
		if (rc < 0)
			return rc;
		b->rows[i].n_raw = b->csv.n - before;
	}
	p = gj_buf_str(&b->csv);
	for (i = 0; i < b->n; i++) {
		b->rows[i].raw = p;
		p += b->rows[i].n_raw;
	}
	return 0;
}

static int read_source(void *ctx, struct gj_err *err)
{
	struct gj_reader *r = ctx;
	struct buffer *b = &r->buffers[r->filling];
	struct gj_source_batch batch;
	int rc;

	reset_buffer(b);
	rc = gj_source_read(r->source, &batch, err);
	gj_source_progress(r->source, &b->done, &b->all);
	if (rc < 0 || batch.rows == 0)
		return rc;
	if (!copy_rows(b, r->source, &batch))
		return gj_err_nomem(err, r->args.source.location);
	digest_rows(r, b);
	return r->args.raw ? copy_raw(r, b, err) : 0;
}

static void hand_over_log(struct gj_reader *r, const struct buffer *b)
{
	const struct line *line;

	for (line = b->lines; line; line = line->next)
		r->args.source.log(r->args.source.ctx, line->level, line->text);
}

int gj_reader_open(struct gj_reader **out, struct gj_loop *loop, struct gj_plugin *plugin,
                   const struct gj_reader_args *args, struct gj_err *err)
{
	struct gj_reader *r = calloc(1, sizeof *r);
	int i, rc;

	if (r == NULL)
		return gj_err_nomem(err, args->source.location);
	r->loop = loop;
	r->plugin = plugin;
	r->args = *args;
	atomic_init(&r->stop, false);
	gj_buf_init(&r->heading);
	for (i = 0; i < 2; i++) {
		gj_arena_init(&r->buffers[i].arena, 0);
		gj_buf_init(&r->buffers[i].csv);
		reset_buffer(&r->buffers[i]);
	}
	gj_loop_show_start(loop, args->what, 0, true);
	rc = args->source.list ? 0 : gj_record_init(&r->record, args->source.facts, err);
	if (rc == 0)
		rc = gj_work_start(&r->work, loop, open_source, r, err);
	if (rc == 0) {
		rc = gj_work_wait(&r->work, err);
		hand_over_log(r, &r->buffers[r->filling]);
	}
	if (rc == 0)
		rc = gj_work_start(&r->work, loop, read_source, r, err);
	if (rc < 0) {
		gj_reader_close(r);
		return rc;
	}
	*out = r;
	return 0;
}

int gj_reader_next(struct gj_reader *r, struct gj_reader_batch *batch, struct gj_err *err)
{
	struct buffer *b = &r->buffers[r->filling];
	int rc;

	*batch = (struct gj_reader_batch){ .n = 0 };
	if (r->ended)
		return 0;
	rc = gj_work_wait(&r->work, err);
	hand_over_log(r, b);
	if (rc == 0 && gj_loop_canceled(r->loop))
		rc = gj_err_set(err, GJ_ECANCELED, tr("%s: reading was stopped"),
		                r->args.source.location);
	if (rc < 0)
		return rc;
	r->rows += b->n;
	gj_loop_show(r->loop, b->done, b->all, r->rows);
	if (b->n == 0) {
		r->ended = true;
		return 0;
	}
	*batch = (struct gj_reader_batch){ .rows = b->rows, .n = b->n };
	r->filling = !r->filling;
	return gj_work_start(&r->work, r->loop, read_source, r, err);
}

void gj_reader_close(struct gj_reader *r)
{
	int i;

	if (r == NULL)
		return;
	atomic_store(&r->stop, true);
	gj_work_wait(&r->work, NULL);
	gj_loop_show_stop(r->loop);
	gj_source_close(r->source);
	for (i = 0; i < 2; i++) {
		gj_arena_fini(&r->buffers[i].arena);
		gj_buf_fini(&r->buffers[i].csv);
	}
	gj_buf_fini(&r->heading);
	if (r->record.facts)
		gj_record_fini(&r->record);
	free(r);
}

const char *gj_reader_heading(const struct gj_reader *r)
{
	return gj_buf_str(&r->heading);
}

const struct gj_fact *gj_reader_column(const struct gj_reader *r, size_t column)
{
	return gj_source_column(r->source, column);
}
